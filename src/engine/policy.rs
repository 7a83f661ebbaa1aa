//! How a relay cuts what it holds into pieces.

use super::Policy;
use super::flow::Flow;
use crate::call::{Side, Size};
use crate::dice::Dice;
use crate::script::{Script, ScriptCall};

/// The sizes that recvs ask for in a run with a seed: drawn anew for each round of a loop.
#[derive(Debug, Clone)]
pub(super) struct Sizes {
    /// The first time that each call is made; 0 for what is no recv.
    first: Vec<u64>,
    open: Vec<Option<(u64, u64)>>,
    seed: u64,
}

impl Sizes {
    pub(super) fn new(script: &Script, seed: u64) -> Self {
        let mut dice = Dice::new(seed, 1);
        let size = |recv: &crate::call::RecvCall| match recv.size {
            Size::Fixed(size) => size,
            Size::Rand(low, high) => dice.within(low, high),
        };
        let mut size = size;
        let first = script.calls.iter().map(|line| line.call.as_recv().map_or(0, &mut size)).collect();
        let open = |line: &ScriptCall| match line.call.as_recv()?.size {
            Size::Rand(low, high) => Some((low, high)),
            Size::Fixed(_) => None,
        };
        Sizes { first, open: script.calls.iter().map(open).collect(), seed }
    }

    /// The size that a call asks for, in bytes, when it was made `before` times.
    pub(super) fn of(&self, call: usize, before: u32) -> u64 {
        match (self.open[call], before) {
            (Some((low, high)), 1..) => {
                let number = (call as u64) << 32 | u64::from(before);
                Dice::new(self.seed.rotate_left(17) ^ number, 4).within(low, high)
            }
            _ => self.first[call],
        }
    }
}

/// Applies a policy. Cuts are places in a stream, so a piece that has to be handed on in parts (not all of it was sent
/// yet, or it is larger than the receive buffer) still ends where it should.
#[derive(Debug)]
pub(super) struct Cutter {
    policy: Policy,
    dice: Dice,
    /// Where the piece under way ends, by receiving side.
    ends: [u64; 2],
    /// Which of the pieces asked for comes next.
    nth: [usize; 2],
}

/// How far a piece goes.
enum Reach {
    To(u64),
    /// All that is on the way once the sender rests.
    All,
    /// Somewhere in what is on the way once the sender rests.
    Somewhere,
}

impl Cutter {
    pub(super) fn new(policy: Policy, seed: u64) -> Self {
        Cutter { policy, dice: Dice::new(seed, 2), ends: [0; 2], nth: [0; 2] }
    }

    /// How many bytes to hand to `to` now, at most `limit`; none if the piece is not complete yet. `rests`: its sender
    /// sends no more by itself, so there is nothing to wait for.
    pub(super) fn piece(&mut self, to: Side, flow: &Flow, rests: bool, limit: u64) -> Option<u64> {
        let at = to.index();
        let in_flight = flow.in_flight();
        if in_flight == 0 {
            return None;
        }
        if self.ends[at] <= flow.delivered {
            let all = flow.delivered + in_flight;
            self.ends[at] = match self.reach(to, flow) {
                Reach::To(end) => end,
                Reach::All if rests => all,
                Reach::Somewhere if rests => flow.delivered + self.dice.within(1, in_flight),
                Reach::All | Reach::Somewhere => return None,
            };
        }
        let piece = self.ends[at] - flow.delivered;
        if piece > in_flight && !rests {
            return None;
        }
        Some(piece.min(in_flight).min(limit.max(1)))
    }

    fn reach(&mut self, to: Side, flow: &Flow) -> Reach {
        match &self.policy {
            Policy::Whole => {
                flow.ends.iter().find(|end| **end > flow.delivered).map_or(Reach::All, |end| Reach::To(*end))
            }
            Policy::Merged => Reach::All,
            Policy::Drip => Reach::To(flow.delivered + 1),
            Policy::Random => Reach::Somewhere,
            Policy::Pieces(sizes) => {
                // A direction is named by its sender.
                let nth = &mut self.nth[to.index()];
                *nth += 1;
                match sizes[to.peer().index()].get(*nth - 1) {
                    Some(size) => Reach::To(flow.delivered.saturating_add((*size).max(1))),
                    None => Reach::All,
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_numbers_everywhere() {
        let mut dice = Dice::new(7, 1);
        let drawn: Vec<_> = (0..8).map(|_| dice.within(1, 8)).collect();
        assert_eq!(drawn, GOLDEN);
    }

    /// Worked out by hand of SplitMix64 and xoshiro256++ as published, in another language.
    const GOLDEN: [u64; 8] = [5, 5, 1, 8, 5, 2, 5, 7];

    fn cuts(policy: Policy, sends: &[u64]) -> Vec<u64> {
        let mut cutter = Cutter::new(policy, 1);
        let mut flow = Flow::default();
        for send in sends {
            flow.sent += send;
            flow.ends.push_back(flow.sent);
        }
        flow.taken = flow.sent;
        let mut cuts = Vec::new();
        while let Some(piece) = cutter.piece(Side::Server, &flow, true, 1 << 16) {
            flow.hand_on(piece);
            cuts.push(piece);
        }
        cuts
    }

    #[test]
    fn pieces_are_cut_where_the_policy_says() {
        assert_eq!(cuts(Policy::Whole, &[6, 0, 4]), [6, 4]);
        assert_eq!(cuts(Policy::Merged, &[6, 4]), [10]);
        assert_eq!(cuts(Policy::Drip, &[2, 1]), [1, 1, 1]);
        assert_eq!(cuts(Policy::Pieces([vec![1, 9], vec![]]), &[6, 4]), [1, 9]);
        assert_eq!(cuts(Policy::Pieces([vec![2], vec![]]), &[6, 4]), [2, 8]);
        assert_eq!(cuts(Policy::Pieces([vec![7, 9], vec![]]), &[6, 4]), [7, 3]);
        assert_eq!(cuts(Policy::Pieces([vec![1, u64::MAX], vec![]]), &[6, 4]), [1, 9]);
        assert_eq!(cuts(Policy::Random, &[60, 40]).iter().sum::<u64>(), 100);
        assert_eq!(cuts(Policy::Merged, &[100_000]), [65_536, 34_464]);
    }

    #[test]
    fn a_piece_waits_for_its_last_byte_while_the_sender_goes_on() {
        let mut cutter = Cutter::new(Policy::Pieces([vec![1, 9], vec![]]), 1);
        let mut flow = Flow { sent: 6, taken: 6, ends: [6].into(), ..Flow::default() };
        assert_eq!(cutter.piece(Side::Server, &flow, false, 99), Some(1));
        flow.delivered = 1;
        assert_eq!(cutter.piece(Side::Server, &flow, false, 99), None);
        flow.taken = 10;
        assert_eq!(cutter.piece(Side::Server, &flow, false, 99), Some(9));
    }
}
