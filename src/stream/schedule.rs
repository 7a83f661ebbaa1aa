//! A schedule: one way for an outcome to happen.

use crate::call::Side;

/// One step of a schedule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Step {
    /// A call is made.
    Issue {
        /// Index into the script's calls (from 0; printed from 1).
        call: usize,
        /// The size chosen, where the script leaves it open with `rand(a, b)`.
        size: Option<u64>,
    },
    /// The network delivers bytes to a side.
    Deliver {
        /// How many, at least 1.
        bytes: u64,
        /// Whom to.
        to: Side,
    },
    /// The network delivers the end of the stream to a side.
    Fin {
        /// Whom to.
        to: Side,
    },
}

/// One order of events.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash)]
pub struct Schedule {
    /// First to last.
    pub steps: Vec<Step>,
}
