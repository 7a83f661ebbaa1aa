//! A schedule: one way for an outcome to happen.

use super::program::Program;
use super::{Machine, Outcome, Reading, Stream};
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

/// From the steps of a walk to a schedule: bytes that may as well arrive together do, so that few delivers remain. Gives
/// the steps and their outcome.
pub(crate) fn settle(program: &Program, reading: Reading, mut steps: Vec<Step>) -> (Vec<Step>, Outcome) {
    let replay = |steps: &[Step]| Machine::new(program).replay(steps, reading);
    let outcome = match replay(&steps) {
        Ok(outcome) => outcome,
        Err(refused) => unreachable!("a walk is a schedule: {refused:?} in {steps:?}"),
    };
    // Merging looks at pairs: for the long schedules of large scripts it would cost more than it is worth.
    const MOST_STEPS_TO_MERGE: usize = 100;
    let mut at = 0;
    while at < steps.len() && steps.len() <= MOST_STEPS_TO_MERGE {
        let Some(merged) = merge_next(&steps, at) else {
            at += 1;
            continue;
        };
        match replay(&merged) {
            Ok(same) if same == outcome => steps = merged,
            _ => at += 1,
        }
    }
    (steps, outcome)
}

/// The deliver at `at` and the next one to the same side as one, if there are two.
fn merge_next(steps: &[Step], at: usize) -> Option<Vec<Step>> {
    let Step::Deliver { bytes: first, to } = steps[at] else { return None };
    let next = |step: &Step| matches!(step, Step::Deliver { to: side, .. } if *side == to);
    let after = at + 1 + steps[at + 1..].iter().position(next)?;
    let Step::Deliver { bytes: second, .. } = steps[after] else { return None };
    let mut merged = steps.to_vec();
    merged[at] = Step::Deliver { bytes: first + second, to };
    merged.remove(after);
    Some(merged)
}

/// The stream towards the side that makes the recvs of a cell, as the recv for its piece `piece` (0 outside of loops) finds
/// it: before what it gave, or (if it does not return in these steps) where they end.
pub(crate) fn stream_before(program: &Program, reading: Reading, steps: &[Step], cell: usize, piece: usize) -> Stream {
    let side = program.side_of_cell(cell).index();
    let mut machine = Machine::new(program);
    let mut pieces = 0;
    for step in steps {
        let before = machine.state().to[side].consumed;
        match machine.step(*step, reading) {
            Ok(Some(done)) if program.cell_of(done.call) == Some(cell) => {
                if pieces == piece {
                    return Stream { consumed: before, ..machine.state().to[side] };
                }
                pieces += 1;
            }
            Ok(_) => {}
            Err(_) => break,
        }
    }
    machine.state().to[side]
}
