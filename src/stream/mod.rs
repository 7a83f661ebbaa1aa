//! What is possible: two byte streams, one a direction, and the moves of the calls and the network (pure).

pub mod outcome;
pub mod schedule;

pub use outcome::{Cell, Claim, Outcome, Reading, Row, Rule, Verdict};
pub use schedule::{Schedule, Step};
