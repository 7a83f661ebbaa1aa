//! What is still open after a beginning: which outcomes can still come, and with which step one went out of reach.

use super::count::{Count, count_from};
use super::explore::{Explorer, Node};
use super::program::Program;
use super::search::{Want, goes_on};
use super::{Cell, Machine, Reading, Refused, Row, Step};
use crate::call::Side;
use crate::script::Slot;

/// How many outcomes can still come after these steps. Without steps that is the count of all.
///
/// # Errors
/// The steps are no beginning of an execution.
pub fn still_open(program: &Program, reading: Reading, steps: &[Step]) -> Result<Count, Refused> {
    let begun = Begun::new(program, reading, steps)?;
    Ok(count_from(program, reading, begun.machine.state()))
}

/// Whether an outcome that a row admits can still come after these steps. None where the model has no answer.
///
/// # Errors
/// The steps are no beginning of an execution.
pub fn is_open(program: &Program, reading: Reading, steps: &[Step], row: &Row) -> Result<Option<bool>, Refused> {
    Ok(Begun::new(program, reading, steps)?.is_open(row))
}

/// The step, counted from 1, with which the row went out of reach; 0 for a row that was never within reach, none for one
/// that still is or to which the model has no answer.
///
/// # Errors
/// The steps are no beginning of an execution.
pub fn lost_at(program: &Program, reading: Reading, steps: &[Step], row: &Row) -> Result<Option<usize>, Refused> {
    let is_lost = |made: usize| Ok(is_open(program, reading, &steps[..made], row)? == Some(false));
    if !is_lost(steps.len())? {
        return Ok(None);
    }
    // What is out of reach stays there, so the step is found by halving.
    let (mut low, mut high) = (0, steps.len());
    while low < high {
        let middle = (low + high) / 2;
        if is_lost(middle)? {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    Ok(Some(high))
}

/// A beginning: where it has led, and what each cell has so far.
struct Begun<'a> {
    machine: Machine<'a>,
    reading: Reading,
    cells: Vec<Vec<Cell>>,
}

impl<'a> Begun<'a> {
    fn new(program: &'a Program, reading: Reading, steps: &[Step]) -> Result<Self, Refused> {
        let mut machine = Machine::new(program);
        let mut cells = vec![Vec::new(); program.cells()];
        for step in steps {
            if let Some(done) = machine.step(*step, reading)?
                && let Some(cell) = program.cell_of(done.call)
            {
                cells[cell].push(machine.cell(program.side_of_cell(cell), done.taken));
            }
        }
        Ok(Begun { machine, reading, cells })
    }

    fn is_open(&self, row: &Row) -> Option<bool> {
        let program = self.machine.program();
        let wants: Vec<Want> = row.claims.iter().map(Want::Claim).collect();
        if !(0..program.cells()).all(|cell| self.fits(cell, wants.get(cell).copied().unwrap_or(Want::Any))) {
            return Some(false);
        }
        let (explorer, first) = Explorer::from(program, self.reading, self.machine.state());
        let pieces = Side::BOTH.map(|side| self.pieces(side, &wants));
        goes_on(explorer, &wants, Node { pieces, ..first })
    }

    /// Where a side is: in the recv in which it waits, or before what it does next.
    fn at(&self, side: Side) -> usize {
        let state = self.machine.state();
        state.next[side.index()] as usize - usize::from(state.pending[side.index()].is_some())
    }

    /// Whether what a cell has so far is what is wanted of it.
    fn fits(&self, cell: usize, want: Want) -> bool {
        let program = self.machine.program();
        let admits = |want: Want, piece: &Cell| match want {
            Want::Any => true,
            Want::Claim(claim) => claim.admits(piece),
            Want::Never | Want::Begins(..) | Want::Pieces(..) => false,
        };
        let pieces = &self.cells[cell];
        if !program.is_loop(cell) {
            return pieces.iter().all(|piece| admits(want, piece));
        }
        let total = program.course.totals[cell];
        let fit = |(at, piece): (usize, &Cell)| admits(want.of_piece(at, total), piece);
        pieces.iter().enumerate().all(fit) && (self.goes_on(cell) || want.may_end(pieces.len()))
    }

    /// Whether a recv for this cell is waiting or may still be made.
    fn goes_on(&self, cell: usize) -> bool {
        let program = self.machine.program();
        let side = program.side_of_cell(cell);
        let slots = &program.course.sides[side.index()];
        let own = |slot: &Slot| slot.cell.is_some_and(|(other, _)| other == cell);
        let at = self.at(side);
        let again = slots.get(at).and_then(|slot| slot.until).map_or(at, |(start, _)| start);
        slots[again.min(at)..].iter().any(own)
    }

    /// How many pieces a side has of the `until eof` that it is in, where it matters.
    fn pieces(&self, side: Side, wants: &[Want]) -> u32 {
        let slots = &self.machine.program().course.sides[side.index()];
        let around = slots.get(self.at(side)).and_then(|slot| slot.until);
        let cell = around.and_then(|(start, end)| slots[start..end].iter().find_map(|slot| slot.cell));
        match cell {
            Some((cell, _)) if wants.get(cell).is_some_and(|want| want.counts_pieces()) => {
                self.cells[cell].len() as u32
            }
            _ => 0,
        }
    }
}
