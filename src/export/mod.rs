//! Results for other programs: one file a format.
//!
//! | | what |
//! |---|---|
//! | [`JsonCell`] | what a recv gave, in every JSON of the program |
//! | [`Runs`] | many runs of a plan, as JSON |
//! | [`csv`] | many runs of some plans, as a table |
//! | [`System`] | on what they were made |

mod cell;
mod csv;
mod knobs;
mod runs;
mod system;

pub use cell::JsonCell;
pub use csv::csv;
pub use knobs::{Asked, Granted, asked, granted};
pub use runs::{Comparison, Counted, JsonGuess, Measured, Runs, comparison, reading_word};
pub use system::System;
