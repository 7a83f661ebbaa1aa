//! The answer to a row: possible, with an order of events that gives it; or impossible, with the rule and the byte.

use super::blame::Blame;
use super::program::Program;
use super::search::{Found, Want, can_leave, find};
use super::{Cell, Claim, Outcome, Reading, Row, Verdict};
use crate::script::Script;

/// The answer to one row.
pub fn judge(script: &Script, row: &Row, reading: Reading) -> Verdict {
    judge_row(&Program::new(script), row, reading)
}

/// The answers to all rows of a table.
pub fn judge_all(script: &Script, rows: &[Row], reading: Reading) -> Vec<Verdict> {
    let program = Program::new(script);
    rows.iter().map(|row| judge_row(&program, row, reading)).collect()
}

/// What the model says of an outcome that a run gave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// The model gives it too.
    Possible,
    /// The model denies it: the run or the model is wrong.
    Impossible,
    /// The run left the model (a call failed, or the model leaves something out).
    Outside,
}

/// Whether the model gives this outcome. A failed call is outside the model where the script can leave it, and impossible
/// where it cannot.
pub fn standing(script: &Script, outcome: &Outcome, reading: Reading) -> Standing {
    let program = Program::new(script);
    let failed = outcome.cells.iter().any(fails);
    // Of a loop that failed: the pieces before the failure.
    let claims: Vec<Claim> = outcome
        .cells
        .iter()
        .map(|cell| match cell {
            Cell::Pieces(pieces) => {
                Claim::Pieces(pieces.iter().take_while(|piece| !fails(piece)).map(Claim::from).collect())
            }
            cell => Claim::from(cell),
        })
        .collect();
    let wants: Vec<Want> = claims
        .iter()
        .zip(&outcome.cells)
        .map(|(claim, cell)| match claim {
            Claim::Pieces(pieces) if fails(cell) => Want::Pieces(pieces, &Want::Never),
            _ if fails(cell) => Want::Never,
            claim => Want::Claim(claim),
        })
        .collect();
    match find(&program, reading, &wants) {
        Found::Yes(..) => Standing::Possible,
        Found::Outside(..) => Standing::Outside,
        // After a failure the later cells are no longer the model's: can the script leave the model at all?
        Found::No if failed && can_leave(&program, reading) => Standing::Outside,
        Found::No => Standing::Impossible,
    }
}

/// Whether a recv has failed, or one of a loop.
fn fails(cell: &Cell) -> bool {
    match cell {
        Cell::Error(_) => true,
        Cell::Pieces(pieces) => pieces.iter().any(fails),
        _ => false,
    }
}

fn judge_row(program: &Program, row: &Row, reading: Reading) -> Verdict {
    let wants: Vec<Want> = row.claims.iter().map(Want::Claim).collect();
    match find(program, reading, &wants) {
        Found::Yes(witness, outcome) => Verdict::Possible { witness, outcome },
        Found::Outside(call, why) => Verdict::Outside { call, why },
        // If no execution is left at all, no row has an answer.
        Found::No => match find(program, reading, &[]) {
            Found::Outside(call, why) => Verdict::Outside { call, why },
            _ => Verdict::Impossible(Blame { program, reading, row, piece: 0 }.fault()),
        },
    }
}
