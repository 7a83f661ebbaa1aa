//! The outcomes themselves, up to a limit, in lexicographic order.

use super::program::Program;
use super::search::{Found, Want, find};
use super::{Cell, Claim, Outcome, Reading, schedule};
use crate::script::Script;

/// An outcome of n recvs takes n searches of n recvs: so many steps of that kind are spent at most (some seconds).
const MOST_STEPS: usize = 1_000_000;

/// The first `limit` possible outcomes: cells compared in script order, data before words, data by its bytes, words by name,
/// the pieces of a loop one after the other. Of scripts with hundreds of recvs fewer are listed, of one with thousands none.
pub fn list(script: &Script, reading: Reading, limit: usize) -> Vec<Outcome> {
    let program = Program::new(script);
    let limit = limit_of(&program, limit);
    let mut list =
        List { program: &program, reading, limit, claims: Vec::new(), pieces: Vec::new(), found: Vec::new() };
    list.descend();
    list.found
}

/// How many are listed at most.
pub(crate) fn limit_of(program: &Program, limit: usize) -> usize {
    limit.min(MOST_STEPS / program.most_pieces().pow(2).max(1))
}

struct List<'a> {
    program: &'a Program,
    reading: Reading,
    limit: usize,
    claims: Vec<Claim>,
    /// Of the next cell, if it belongs to a loop: its pieces so far.
    pieces: Vec<Claim>,
    found: Vec<Outcome>,
}

impl List<'_> {
    /// Adds the outcomes that begin with the claims and pieces so far.
    fn descend(&mut self) {
        if self.found.len() >= self.limit {
            return;
        }
        let Found::Yes(witness, outcome) = self.search(Want::Any) else { return };
        let cell = self.claims.len();
        if cell == self.program.cells() {
            self.found.push(outcome);
            return;
        }
        if self.loop_is_over(cell) {
            let pieces = std::mem::take(&mut self.pieces);
            self.claims.push(Claim::Pieces(pieces));
            self.descend();
            if let Some(Claim::Pieces(pieces)) = self.claims.pop() {
                self.pieces = pieces;
            }
            return;
        }
        let piece = self.pieces.len();
        if let Some(ask) = self.program.ask_for(cell, piece) {
            let before = schedule::stream_before(self.program, self.reading, &witness.steps, cell, piece);
            let due = &self.program.stream_to(self.program.side_of_cell(cell))[before.consumed as usize..];
            let longest = ask.most.min(due.len() as u64) as usize;
            let mut len = usize::from(ask.least > 0);
            while len <= longest && self.found.len() < self.limit {
                if len > 0 {
                    let Some(shortest) = self.shortest(due, len) else { break };
                    len = shortest;
                }
                self.descend_with(Claim::Data(due[..len].to_vec()));
                len += 1;
            }
        }
        for word in [Claim::Blocks, Claim::Eagain, Claim::Eof] {
            self.descend_with(word);
        }
        if self.pieces.is_empty() {
            self.claims.push(Claim::Unreached);
            self.descend();
            self.claims.pop();
        }
    }

    /// Whether no piece can follow those so far.
    fn loop_is_over(&self, cell: usize) -> bool {
        let total = self.program.course.totals[cell];
        match self.pieces.last() {
            None => false,
            Some(Claim::Blocks) => true,
            Some(Claim::Eof) if total.is_none() => true,
            Some(_) => total == Some(self.pieces.len()),
        }
    }

    /// The least length, from `least` on, of data that the next recv may give.
    fn shortest(&self, due: &[u8], least: usize) -> Option<usize> {
        let found = |most: usize| match self.search(Want::Begins(&due[..least], most as u64)) {
            Found::Yes(_, outcome) => {
                let cell = outcome.cells.get(self.claims.len());
                match cell {
                    Some(Cell::Pieces(pieces)) => pieces.get(self.pieces.len()),
                    cell => cell,
                }
                .and_then(|cell| match cell {
                    Cell::Data(data) => Some(data.len()),
                    _ => None,
                })
            }
            _ => None,
        };
        // Mostly the next length is possible; otherwise the least is found by halving.
        let (mut low, mut best) = (least, found(least).or_else(|| found(due.len()))?);
        while low < best {
            let middle = (low + best) / 2;
            match found(middle) {
                Some(shorter) => best = shorter.min(middle),
                None => low = middle + 1,
            }
        }
        Some(best)
    }

    fn descend_with(&mut self, claim: Claim) {
        let in_loop = self.program.is_loop(self.claims.len());
        let claims = if in_loop { &mut self.pieces } else { &mut self.claims };
        claims.push(claim);
        self.descend();
        let claims = if in_loop { &mut self.pieces } else { &mut self.claims };
        claims.pop();
    }

    /// An execution with the claims and pieces so far, and then this.
    fn search(&self, next: Want) -> Found {
        let cell = self.claims.len();
        let mut wants: Vec<Want> = self.claims.iter().map(Want::Claim).collect();
        let then = next;
        wants.push(match self.program.course.cells.get(cell) {
            Some(place) if place.in_loop.is_some() => Want::Pieces(&self.pieces, &then),
            _ => next,
        });
        find(self.program, self.reading, &wants)
    }
}
