//! Worksheets: Markdown as lecturers write it, with a script and a table of outcomes.

mod calls;
mod cell;
mod load;
mod outcomes;
mod settings;
mod table;
mod words;
pub mod worksheet;
mod write;

pub use cell::piece;
pub use load::{LoadError, MAX_WORKSHEET, load, load_from};
pub use worksheet::{Column, Worksheet, parse_worksheet};
pub use write::{new_worksheet, with_calls, with_run, with_title};
