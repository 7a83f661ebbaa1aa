//! What is possible: two byte streams, one a direction, and the moves of the calls and the network (pure).
//!
//! *script → program → machine*: the [`Machine`] makes one move at a time; [`judge`] says whether a row can happen and how,
//! or why not; [`count`] counts all outcomes, [`list`] lists them.

mod attempt;
mod blame;
mod explore;
mod options;
mod search;

pub mod count;
pub mod judge;
pub mod list;
pub mod machine;
pub mod map;
pub mod open;
pub mod outcome;
pub mod program;
pub mod schedule;
mod schedule_text;

pub use attempt::{Attempt, Stands, attempt};
pub use count::{Count, count};
pub use judge::{Standing, judge, judge_all, standing};
pub use list::list;
pub use machine::{Completed, Machine, Refused, State, Stream, Taken};
pub use open::{is_open, lost_at, still_open};
pub use outcome::{Cell, Claim, Fault, Outcome, Reading, Row, Rule, Verdict};
pub use program::Program;
pub use schedule::{Schedule, Step};
