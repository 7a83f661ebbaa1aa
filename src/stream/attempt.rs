//! The nearest attempt at an impossible row: an execution that makes true as much of the row as any execution shares, and
//! where to stop in it and look.

use super::blame::len_of;
use super::program::Program;
use super::search::{Found, Want, find};
use super::{Claim, Fault, Machine, Outcome, Reading, Row, Rule, Schedule, Step};
use crate::script::Script;

/// As much of an impossible row as the rules allow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// A whole execution: each cell before the fault is as the row claims, and so is each byte before the offending one.
    pub schedule: Schedule,
    /// What it gives in the end.
    pub outcome: Outcome,
    /// How many of its steps are made when the row's fault shows: there one stops and looks.
    pub stop: usize,
    /// What the call at fault does there.
    pub stands: Stands,
}

/// What the call at fault does where an [`Attempt`] stops.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stands {
    /// It has returned, with something else than the row claims.
    Returned,
    /// It waits, and more will come.
    Waits,
    /// It waits for good.
    WaitsForGood,
    /// It is never called.
    NeverCalled,
}

/// The nearest attempt at a row that is impossible because of `fault`. None where every execution that shares so much leaves
/// the model, and so do all that share less.
pub fn attempt(script: &Script, row: &Row, fault: &Fault, reading: Reading) -> Option<Attempt> {
    let program = &Program::new(script);
    let near = Near { program, reading, row };
    let place = Place { recv: fault.recv, piece: fault.piece.unwrap_or(0) };
    // Where the longest shared beginning leaves the model, what is shared before it may not.
    let (place, (steps, outcome)) = near
        .at_fault(place, fault)
        .map(|found| (place, found))
        .or_else(|| near.places_before(place).find_map(|earlier| Some((earlier, near.before(earlier)?))))?;
    let word = fault.byte.is_none();
    let held = if word { near.held_back(&steps, &outcome, place) } else { None };
    Some(near.stop(held.unwrap_or(steps), outcome, place, fault))
}

/// A recv: its cell, and its number among the recvs of a loop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place {
    recv: usize,
    piece: usize,
}

/// An execution's steps, and what it gives.
type Execution = (Vec<Step>, Outcome);

struct Near<'a> {
    program: &'a Program,
    reading: Reading,
    row: &'a Row,
}

impl Near<'_> {
    /// An execution that gives what the row claims before `place`, and there `last`.
    fn find(&self, place: Place, last: Want) -> Option<Execution> {
        let mut wants: Vec<Want> = self.row.claims[..place.recv].iter().map(Want::Claim).collect();
        let pieces = self.row.claims[place.recv].pieces().unwrap_or_default();
        wants.push(match self.program.is_loop(place.recv) {
            true => Want::Pieces(&pieces[..place.piece.min(pieces.len())], &last),
            false => last,
        });
        match find(self.program, self.reading, &wants) {
            Found::Yes(Schedule { steps }, outcome) => Some((steps, outcome)),
            Found::No | Found::Outside(..) => None,
        }
    }

    /// What the row claims of the recv at `place`; none behind the last piece that it knows.
    fn claim(&self, place: Place) -> Option<&Claim> {
        let claim = &self.row.claims[place.recv];
        match claim.pieces().filter(|_| self.program.is_loop(place.recv)) {
            Some(pieces) => pieces.get(place.piece),
            None => Some(claim),
        }
    }

    /// The longest beginning of `bytes` that the recv at `place` can give in an execution.
    fn longest(&self, place: Place, bytes: &[u8]) -> Option<Execution> {
        let begins = |len: usize| self.find(place, Want::Begins(&bytes[..len], u64::MAX));
        if let Some(found) = begins(bytes.len()) {
            return Some(found);
        }
        let mut best = begins(0)?;
        let (mut good, mut bad) = (0, bytes.len());
        while good + 1 < bad {
            let middle = (good + bad) / 2;
            match begins(middle) {
                Some(found) => (good, best) = (middle, found),
                None => bad = middle,
            }
        }
        Some(best)
    }

    /// The best execution at the place of the fault.
    fn at_fault(&self, place: Place, fault: &Fault) -> Option<Execution> {
        let stream = self.program.stream_to(self.program.side_of_cell(place.recv));
        let rest = fault.due_offset.map_or(&[][..], |due| &stream[(due as usize).min(stream.len())..]);
        let word = |claim: &'static Claim| self.find(place, Want::Claim(claim));
        let waits = || word(&Claim::Blocks).or_else(|| word(&Claim::Eagain));
        let comes = || self.longest(place, rest);
        let any = || word(&Claim::Eof).or_else(|| self.find(place, Want::Any));
        match self.claim(place) {
            Some(Claim::Data(bytes)) if !bytes.is_empty() => {
                let shared = fault.byte.map_or(bytes.len(), |byte| byte - self.bytes_before(place));
                let mut begin = bytes[..shared].to_vec();
                // The byte that comes in place of the offending one is seen to come, where it can.
                begin.extend(rest.first().filter(|_| fault.byte.is_some()));
                self.longest(place, &begin).or_else(waits).or_else(any)
            }
            Some(Claim::Data(_) | Claim::Eof | Claim::Eagain | Claim::Unreached) => waits().or_else(comes).or_else(any),
            _ => comes().or_else(waits).or_else(any),
        }
    }

    /// The places before `place` at which an execution can leave the row, the last first. Behind the last piece that the row
    /// knows of a loop is one too: there the loop should have ended.
    fn places_before(&self, place: Place) -> impl Iterator<Item = Place> {
        let ends = |recv: usize| match self.program.is_loop(recv) {
            true => self.row.claims[recv].pieces().unwrap_or_default().len() + 1,
            false => 1,
        };
        let of = move |recv: usize, ends: usize| (0..ends).rev().map(move |piece| Place { recv, piece });
        of(place.recv, place.piece).chain((0..place.recv).rev().flat_map(move |recv| of(recv, ends(recv))))
    }

    /// An execution that shares what the row claims before `place`, and as much there as it can.
    fn before(&self, place: Place) -> Option<Execution> {
        let bytes = match self.claim(place) {
            Some(Claim::Data(bytes)) => &bytes[..],
            _ => &[],
        };
        self.longest(place, bytes).or_else(|| self.find(place, Want::Any))
    }

    /// How many bytes the row claims in the pieces before `place`.
    fn bytes_before(&self, place: Place) -> usize {
        if !self.program.is_loop(place.recv) {
            return 0;
        }
        let pieces = self.row.claims[place.recv].pieces().unwrap_or_default();
        pieces[..place.piece.min(pieces.len())].iter().map(len_of).sum()
    }

    /// The same execution with the call at `place` made before its bytes have arrived, so that it is seen to wait.
    fn held_back(&self, steps: &[Step], outcome: &Outcome, place: Place) -> Option<Vec<Step>> {
        let seen = self.watch(steps, place);
        let issued = seen.issued.filter(|issued| seen.done == Some(*issued))?;
        let side = self.program.side_of_cell(place.recv);
        let mut late = Vec::new();
        let mut early: Vec<Step> = Vec::new();
        let mut unread = seen.unread;
        for step in steps[..issued].iter().rev() {
            match *step {
                Step::Deliver { bytes, to } if to == side && unread > 0 => {
                    let held = bytes.min(unread);
                    unread -= held;
                    if bytes > held {
                        early.push(Step::Deliver { bytes: bytes - held, to });
                    }
                }
                Step::Fin { to } if to == side => late.push(*step),
                step => early.push(step),
            }
        }
        early.reverse();
        if seen.unread > 0 {
            late.insert(0, Step::Deliver { bytes: seen.unread, to: side });
        }
        let held = [&early[..], &steps[issued..=issued], &late, &steps[issued + 1..]].concat();
        let same = Machine::new(self.program).replay(&held, self.reading).is_ok_and(|other| other == *outcome);
        same.then_some(held)
    }

    /// Where the recv at `place` is made and where it returns, by the indices of steps.
    fn watch(&self, steps: &[Step], place: Place) -> Seen {
        let side = self.program.side_of_cell(place.recv);
        let mut machine = Machine::new(self.program);
        let mut seen = Seen::default();
        let (mut made, mut returned) = (0, 0);
        for (at, step) in steps.iter().enumerate() {
            if let Step::Issue { call, .. } = step
                && self.program.cell_of(*call) == Some(place.recv)
            {
                if made == place.piece {
                    let to = &machine.state().to[side.index()];
                    seen.issued = Some(at);
                    seen.unread = to.delivered - to.consumed;
                }
                made += 1;
            }
            match machine.step(*step, self.reading) {
                Ok(Some(done)) if self.program.cell_of(done.call) == Some(place.recv) => {
                    if returned == place.piece {
                        seen.done = Some(at);
                    }
                    returned += 1;
                }
                Ok(_) => {}
                Err(refused) => unreachable!("an execution is a schedule: {refused:?}"),
            }
        }
        seen
    }

    /// The moment at which the fault shows.
    fn stop(&self, steps: Vec<Step>, outcome: Outcome, place: Place, fault: &Fault) -> Attempt {
        let seen = self.watch(&steps, place);
        let zero = matches!(self.claim(place), Some(Claim::Eof | Claim::Eagain))
            || matches!(self.claim(place), Some(Claim::Data(bytes)) if bytes.is_empty());
        let (stop, stands) = match (seen.issued, seen.done) {
            (None, _) => (steps.len(), Stands::NeverCalled),
            (Some(issued), None) => (issued + 1, Stands::WaitsForGood),
            // It has not returned 0 and waits: that is all there is to see.
            (Some(issued), Some(done)) if issued < done && zero && fault.rule == Rule::Empty => {
                (issued + 1, Stands::Waits)
            }
            (Some(_), Some(done)) => (done + 1, Stands::Returned),
        };
        Attempt { schedule: Schedule { steps }, outcome, stop, stands }
    }
}

/// What became of one recv in an execution.
#[derive(Debug, Clone, Copy, Default)]
struct Seen {
    issued: Option<usize>,
    done: Option<usize>,
    /// Bytes that waited for it when it was made.
    unread: u64,
}
