//! The outcomes themselves, up to a limit, in lexicographic order.

use super::program::{Kind, Program};
use super::search::{Found, Want, find};
use super::{Cell, Claim, Outcome, Reading, schedule};
use crate::script::Script;

/// An outcome of n recvs takes n searches of n recvs: so many steps of that kind are spent at most (some seconds).
const MOST_STEPS: usize = 1_000_000;

/// The first `limit` possible outcomes: cells compared in script order, data before words, data by its bytes, words by name.
/// Of scripts with hundreds of recvs fewer are listed, of one with thousands none.
pub fn list(script: &Script, reading: Reading, limit: usize) -> Vec<Outcome> {
    let program = Program::new(script);
    let limit = limit.min(MOST_STEPS / program.recvs.len().pow(2).max(1));
    let mut list = List { program: &program, reading, limit, claims: Vec::new(), found: Vec::new() };
    list.descend();
    list.found
}

struct List<'a> {
    program: &'a Program,
    reading: Reading,
    limit: usize,
    claims: Vec<Claim>,
    found: Vec<Outcome>,
}

impl List<'_> {
    /// Adds the outcomes that begin with the claims so far.
    fn descend(&mut self) {
        if self.found.len() >= self.limit {
            return;
        }
        let Found::Yes(witness, outcome) = self.search(None) else { return };
        let Some(call) = self.program.recvs.get(self.claims.len()).copied() else {
            self.found.push(outcome);
            return;
        };
        if let Kind::Recv(_, ask) = self.program.calls[call].kind {
            let before = schedule::stream_before(self.program, self.reading, &witness.steps, call);
            let due = &self.program.stream_to(self.program.calls[call].side)[before.consumed as usize..];
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
        for word in [Claim::Blocks, Claim::Eagain, Claim::Eof, Claim::Unreached] {
            self.descend_with(word);
        }
    }

    /// The least length, from `least` on, of data that the next recv may give.
    fn shortest(&self, due: &[u8], least: usize) -> Option<usize> {
        let found = |most: usize| match self.search(Some(Want::Begins(&due[..least], most as u64))) {
            Found::Yes(_, outcome) => match outcome.cells.get(self.claims.len()) {
                Some(Cell::Data(data)) => Some(data.len()),
                _ => None,
            },
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
        self.claims.push(claim);
        self.descend();
        self.claims.pop();
    }

    fn search(&self, more: Option<Want>) -> Found {
        let wants: Vec<Want> = self.claims.iter().map(Want::Claim).chain(more).collect();
        find(self.program, self.reading, &wants)
    }
}
