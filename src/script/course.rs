//! A script as each side goes through it: every round of a `repeat` written out, an `until eof` once, with its way back.

use super::{CellPlace, LoopKind, Script};
use crate::call::Side;

/// A call as one side comes to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Slot {
    /// The line, an index into [`Script::calls`].
    pub(crate) call: usize,
    /// Its place among the calls of both sides, when they are made one after the other as written.
    pub(crate) order: usize,
    /// Inside an `until eof`: where the loop begins and ends in the side's slots.
    pub(crate) until: Option<(usize, usize)>,
    /// For a recv: the cell of its result, and which piece of the cell it is; for a piece in an `until eof` that depends on
    /// the run.
    pub(crate) cell: Option<(usize, Option<usize>)>,
}

/// Both sides' ways through a script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Course {
    /// What each side comes to, first to last.
    pub(crate) sides: [Vec<Slot>; 2],
    /// The cells of an outcome.
    pub(crate) cells: Vec<CellPlace>,
    /// For each cell how many recvs there are for it; none in an `until eof`.
    pub(crate) totals: Vec<Option<usize>>,
}

impl Course {
    pub(crate) fn new(script: &Script) -> Course {
        let cells = script.cells();
        let mut course = Course { sides: Default::default(), totals: vec![Some(0); cells.len()], cells };
        let mut plain = vec![None; script.calls.len()];
        for (cell, place) in course.cells.iter().enumerate() {
            plain[place.call] = Some(cell);
        }
        let mut order = 0;
        let mut at = 0;
        let mut loops = script.loops.iter().enumerate().peekable();
        while at < script.calls.len() {
            let Some((index, each)) = loops.next_if(|(_, each)| each.calls.start <= at) else {
                course.push(script, at, order, plain[at], None);
                (at, order) = (at + 1, order + 1);
                continue;
            };
            let own =
                |side: Side| course.cells.iter().position(|place| place.in_loop == Some(index) && place.side == side);
            let own = [own(Side::Client), own(Side::Server)];
            let starts = course.sides.each_ref().map(Vec::len);
            let len = |side: Side| script.calls[each.calls.clone()].iter().filter(|line| line.side == side).count();
            let rounds = match each.kind {
                LoopKind::Repeat(rounds) => rounds,
                LoopKind::UntilEof => 1,
            };
            for _ in 0..rounds {
                for call in each.calls.clone() {
                    let side = script.calls[call].side;
                    let begin = starts[side.index()];
                    let until = (each.kind == LoopKind::UntilEof).then(|| (begin, begin + len(side)));
                    let cell = script.calls[call].call.as_recv().and(own[side.index()]);
                    course.push(script, call, order, cell, until);
                    order += 1;
                }
            }
            at = each.calls.end.max(at);
        }
        course
    }

    fn push(&mut self, script: &Script, call: usize, order: usize, cell: Option<usize>, until: Option<(usize, usize)>) {
        let cell = cell.map(|cell| match (until, &mut self.totals[cell]) {
            (None, Some(total)) => {
                *total += 1;
                (cell, Some(*total - 1))
            }
            (_, total) => {
                *total = None;
                (cell, None)
            }
        });
        self.sides[script.calls[call].side.index()].push(Slot { call, order, until, cell });
    }

    /// What a side comes to at a place.
    pub(crate) fn slot(&self, side: Side, at: usize) -> Option<&Slot> {
        self.sides[side.index()].get(at)
    }

    /// Where a side goes on after the call at `at` has returned. `left`: it was a recv that gave the end of the stream, or
    /// failed.
    pub(crate) fn after(&self, side: Side, at: usize, left: bool) -> usize {
        match self.slot(side, at).and_then(|slot| slot.until) {
            Some((_, end)) if left => end,
            Some((start, end)) if at + 1 == end => start,
            _ => at + 1,
        }
    }
}
