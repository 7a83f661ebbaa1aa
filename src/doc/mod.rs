//! Worksheets: Markdown as lecturers write it, with a script and a table of outcomes.

pub mod worksheet;

pub use worksheet::{Column, Worksheet};
