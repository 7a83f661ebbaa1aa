//! Many runs of a plan, as JSON.

use serde::Serialize;

use super::knobs::{self, asked};
use super::{Asked, Granted, JsonCell, System};
use crate::engine::{Histogram, Plan};
use crate::quiz::Guess;
use crate::stream::{Outcome, Reading};

/// What runs of one plan gave. `T` is what happened in a run, where that is told too.
#[derive(Debug, Serialize)]
pub struct Runs<T = ()> {
    via: String,
    start: String,
    reading: &'static str,
    times: u64,
    outcomes: Vec<Counted>,
    /// Runs with outcomes beyond those told apart; left out when there are none.
    #[serde(skip_serializing_if = "is_zero")]
    others: u64,
    wrong: u64,
    impossible: u64,
    failed: u64,
    /// What happened, where it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    trace: Option<T>,
    /// What was asked of the system; left out where nothing was.
    #[serde(skip_serializing_if = "Option::is_none")]
    knobs: Option<Asked>,
    /// What the system granted and what was measured; left out where nothing was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    granted: Option<Granted>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
fn is_zero(number: &u64) -> bool {
    *number == 0
}

/// An outcome, and in how many runs it was seen.
#[derive(Debug, Serialize)]
pub struct Counted {
    cells: Vec<JsonCell>,
    count: u64,
}

impl<T> Runs<T> {
    /// What these runs of a plan gave.
    pub fn of(plan: &Plan, histogram: &Histogram, trace: Option<T>) -> Runs<T> {
        let counted = |(outcome, count): &(Outcome, u64)| Counted { cells: cells(outcome), count: *count };
        Runs {
            via: plan.via.to_string(),
            start: plan.start.to_string(),
            reading: reading_word(plan.start.reading()),
            times: histogram.times,
            outcomes: histogram.outcomes.iter().map(counted).collect(),
            others: histogram.others,
            wrong: histogram.wrong,
            impossible: histogram.impossible,
            failed: histogram.failed,
            trace,
            granted: asked(&plan.knobs).and(histogram.measured.as_ref()).map(knobs::granted),
            knobs: asked(&plan.knobs),
        }
    }
}

fn cells(outcome: &Outcome) -> Vec<JsonCell> {
    outcome.cells.iter().map(JsonCell::from).collect()
}

/// The word for a reading in JSON and on the command line.
pub fn reading_word(reading: Reading) -> &'static str {
    match reading {
        Reading::InOrder => "in-order",
        Reading::Concurrent => "concurrent",
    }
}

/// Runs of a plan with what was guessed before them, on their way to a file.
#[derive(Debug, Clone, Copy)]
pub struct Measured<'a> {
    /// What was run.
    pub plan: &'a Plan,
    /// What it gave.
    pub histogram: &'a Histogram,
    /// What was guessed.
    pub guess: Option<&'a Guess>,
}

/// Runs under several conditions, as JSON.
#[derive(Debug, Serialize)]
pub struct Comparison {
    system: System,
    conditions: Vec<Condition>,
}

#[derive(Debug, Serialize)]
struct Condition {
    /// The calls, a line each.
    script: String,
    seed: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    guess: Option<JsonGuess>,
    runs: Runs,
}

/// A guess: the outcome expected most, in how many of a hundred runs. No cells: another than those offered.
#[derive(Debug, Serialize)]
pub struct JsonGuess {
    #[serde(skip_serializing_if = "Option::is_none")]
    cells: Option<Vec<JsonCell>>,
    percent: u8,
}

/// Puts conditions side by side.
pub fn comparison(system: &System, measured: &[Measured<'_>]) -> Comparison {
    let conditions = measured.iter().map(|one| Condition {
        script: one.plan.script.to_string(),
        seed: one.plan.seed,
        guess: one.guess.map(|guess| JsonGuess { cells: guess.outcome.as_ref().map(cells), percent: guess.percent }),
        runs: Runs::of(one.plan, one.histogram, None),
    });
    Comparison { system: system.clone(), conditions: conditions.collect() }
}
