//! The tree of executions, pruned to one path for each outcome. Judge, count and list walk it.
//!
//! *In order*, what can happen next is a function of the outcome so far, so every path is another outcome. *Concurrent*:
//! moves other than recv commute, so they are made at once; the client takes its recv as soon as the result is to be had,
//! or waits while the server takes one, and may then only take a result that was not to be had before.

use super::machine::{Machine, Refused, State, Stream, wakes_for_nothing};
use super::options::{Choice, Options, may_wait};
use super::program::{Ask, Program};
use super::{Reading, Step};
use crate::call::Side;
use crate::script::Slot;
use crate::text::Message;

/// A state of the walk: the machine's, with `delivered` the least that must have been delivered, and how much each side
/// had before it when it was last passed over.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub(crate) struct Node {
    pub(crate) state: State,
    /// The stream towards a side, `(sent, fin_sent)`, when its recv was left waiting although it had a choice.
    pub(crate) passed: [Option<(u64, bool)>; 2],
    /// How many pieces each side has of the `until eof` that it is in: kept by a search that wants certain pieces, else 0.
    pub(crate) pieces: [u32; 2],
}

/// What can happen next.
#[derive(Debug, Clone)]
pub(crate) enum Next {
    /// `side` takes its recv, with one of these results. With `passing`, the other side is passed over for it.
    Take { side: Side, slot: Slot, ask: Ask, options: Options, passing: bool },
    /// Reading in order: `side`, whose size is left open, has chosen one so large that it goes on waiting.
    Wait { side: Side },
    /// Nothing can move; these recvs wait for good, and the calls after them are never made.
    End,
    /// The next call must fail, or the model leaves it out.
    Outside { call: usize, why: Message },
}

/// The walk over a program's executions under one reading.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Explorer<'a> {
    pub(crate) program: &'a Program,
    pub(crate) reading: Reading,
    /// Where the walk begins, recvs wait whose open size was chosen before.
    pub(crate) chosen: [Option<Chosen>; 2],
}

/// A recv whose open size was chosen: where it stands in its side's way and in the stream, and the size in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Chosen {
    index: usize,
    consumed: u64,
    size: u64,
}

impl<'a> Explorer<'a> {
    /// The walk over all executions.
    pub(crate) fn new(program: &'a Program, reading: Reading) -> Self {
        Explorer { program, reading, chosen: [None; 2] }
    }

    /// The walk over the executions that go on from a state of the machine, and the node where it begins.
    pub(crate) fn from(program: &'a Program, reading: Reading, state: &State) -> (Self, Node) {
        let chosen = Side::BOTH.map(|side| {
            let side = side.index();
            let size = state.pending[side]?;
            Some(Chosen { index: state.next[side] as usize - 1, consumed: state.to[side].consumed, size })
        });
        let mut state = state.clone();
        if reading == Reading::Concurrent {
            // This walk makes a recv only when it completes; one that waits is as good as one that is made then.
            for side in 0..2 {
                if state.pending[side].take().is_some() {
                    state.next[side] -= 1;
                }
            }
        }
        (Explorer { program, reading, chosen }, Node { state, ..Node::default() })
    }
}

impl Explorer<'_> {
    /// Makes the moves that leave no choice (noting their steps) and tells what can happen then.
    pub(crate) fn advance(&self, node: &mut Node, steps: &mut Vec<Step>) -> Vec<Next> {
        match self.reading {
            Reading::InOrder => self.advance_in_order(node, steps),
            Reading::Concurrent => self.advance_concurrent(node, steps),
        }
    }

    fn advance_in_order(&self, node: &mut Node, steps: &mut Vec<Step>) -> Vec<Next> {
        loop {
            for side in Side::BOTH {
                if node.state.pending[side.index()].is_none() {
                    continue;
                }
                let Some((slot, ask)) = self.recv_of(&node.state, side) else { continue };
                let options = self.fresh_options(node, side, ask);
                if !options.is_empty() {
                    let mut next = vec![Next::Take { side, slot, ask, options, passing: false }];
                    if may_wait(ask, &node.state.to[side.index()]) {
                        next.push(Next::Wait { side });
                    }
                    return next;
                }
            }
            let waiting = |side: Side| node.state.pending[side.index()].is_some();
            let turn = Side::BOTH
                .into_iter()
                .filter(|side| !waiting(*side))
                .filter_map(|side| self.call_of(&node.state, side));
            let Some(slot) = turn.min_by_key(|slot| slot.order) else {
                return if self.at_rest(node) { vec![Next::End] } else { Vec::new() };
            };
            let call = slot.call;
            let side = self.program.calls[call].side;
            if let Some(ask) = self.program.ask(call)
                && !fails(&node.state, side, ask)
            {
                let stream = &node.state.to[side.index()];
                let options = Options::of(ask, stream);
                if options.is_empty() {
                    self.wait(node, side, steps);
                    continue;
                }
                let mut next = vec![Next::Take { side, slot, ask, options, passing: false }];
                if may_wait(ask, stream) {
                    next.push(Next::Wait { side });
                }
                return next;
            }
            if let Some(outside) = self.issue(node, call, steps) {
                return vec![outside];
            }
        }
    }

    fn advance_concurrent(&self, node: &mut Node, steps: &mut Vec<Step>) -> Vec<Next> {
        // Everything but recvs at once: it only adds choices, and what must fail fails in any order.
        loop {
            let mut moved = false;
            for side in Side::BOTH {
                while let Some(Slot { call, .. }) = self.call_of(&node.state, side) {
                    if self.program.ask(call).is_some_and(|ask| !fails(&node.state, side, ask)) {
                        break;
                    }
                    if let Some(outside) = self.issue(node, call, steps) {
                        return vec![outside];
                    }
                    moved = true;
                }
            }
            if !moved {
                break;
            }
        }
        let mut next = Vec::new();
        for side in Side::BOTH {
            let Some((slot, ask)) = self.recv_of(&node.state, side) else { continue };
            let stream = &node.state.to[side.index()];
            let all = Options::of(ask, stream);
            let passing = side == Side::Server;
            let options = if passing { all } else { self.fresh_options(node, side, ask) };
            if !options.is_empty() {
                next.push(Next::Take { side, slot, ask, options, passing });
            }
        }
        if self.at_rest(node) {
            next.push(Next::End);
        }
        next
    }

    /// Whether no recv must complete. (One that was passed over on a promise that did not come true must.)
    fn at_rest(&self, node: &Node) -> bool {
        Side::BOTH.into_iter().all(|side| match self.recv_of(&node.state, side) {
            Some((_, ask)) => {
                let stream = &node.state.to[side.index()];
                Options::of(ask, stream).is_empty() || may_wait(ask, stream)
            }
            None => true,
        })
    }

    /// The node after `side` took its recv with this result, with the steps of a schedule for it. A recv that had begun to
    /// wait settles its size only now: `steps` holds what was made before, and its call in there is put right.
    pub(crate) fn take(
        &self,
        node: &Node,
        side: Side,
        ask: Ask,
        choice: Choice,
        passing: bool,
        steps: &mut Vec<Step>,
    ) -> Node {
        let stream = node.state.to[side.index()];
        let (mut needs, size) = choice.needs(ask, &stream, side);
        let waiting = node.state.pending[side.index()].is_some();
        let mut state = node.state.clone();
        if waiting {
            state.pending[side.index()] = Some(size);
            self.settle_size(&node.state, side, size, steps);
        } else {
            let call = self.call_of(&node.state, side).map_or(0, |slot| slot.call);
            let is_open = self.program.ask(call).is_some_and(Ask::is_open);
            needs.push(Step::Issue { call, size: is_open.then_some(size) });
        }
        let mut machine = Machine::at(self.program, state);
        let mut given = None;
        for step in &needs {
            given = machine.step(*step, Reading::Concurrent).ok().flatten().or(given);
        }
        debug_assert_eq!(given.map(|done| done.taken), Some(choice.taken(&stream)), "{needs:?} from {stream:?}");
        steps.extend(needs);
        let mut passed = node.passed;
        passed[side.index()] = None;
        if passing {
            let other = side.peer();
            passed[other.index()] = self.recv_of(&node.state, other).map(|_| seen(&node.state.to[other.index()]));
        }
        Node { state: machine.into_state(), passed, pieces: node.pieces }
    }

    /// Puts right the size in the step that made the recv in which `side` waits.
    pub(crate) fn settle_size(&self, state: &State, side: Side, size: u64, steps: &mut [Step]) {
        let made = self.program.course.sides[side.index()][state.next[side.index()] as usize - 1].call;
        for step in steps.iter_mut().rev() {
            if let Step::Issue { call, size: Some(chosen) } = step
                && *call == made
            {
                *chosen = size;
                return;
            }
        }
    }

    /// The node after `side` goes on waiting in its recv, or begins to.
    pub(crate) fn wait(&self, node: &mut Node, side: Side, steps: &mut Vec<Step>) {
        node.passed[side.index()] = Some(seen(&node.state.to[side.index()]));
        if node.state.pending[side.index()].is_some() {
            return;
        }
        if let Some(Slot { call, .. }) = self.call_of(&node.state, side)
            && let Some(ask) = self.program.ask(call)
        {
            steps.push(Step::Issue { call, size: ask.is_open().then_some(ask.most) });
            node.state.pending[side.index()] = Some(ask.most);
            node.state.next[side.index()] += 1;
        }
    }

    /// Makes a call that is no recv. Gives [`Next::Outside`] where it must fail.
    fn issue(&self, node: &mut Node, call: usize, steps: &mut Vec<Step>) -> Option<Next> {
        let step = Step::Issue { call, size: None };
        let mut machine = Machine::at(self.program, std::mem::take(&mut node.state));
        let made = machine.step(step, Reading::Concurrent);
        node.state = machine.into_state();
        match made {
            Ok(_) => {
                steps.push(step);
                None
            }
            Err(Refused::Outside { call, why }) => Some(Next::Outside { call, why }),
            Err(refused) => unreachable!("the walk makes only moves that the machine allows: {refused:?}"),
        }
    }

    /// What `side` comes to next, whether it waits or not.
    fn call_of(&self, state: &State, side: Side) -> Option<Slot> {
        self.program.course.slot(side, state.next[side.index()] as usize).copied()
    }

    /// The recv in which `side` waits, or which it makes next.
    pub(crate) fn recv_of(&self, state: &State, side: Side) -> Option<(Slot, Ask)> {
        let index = state.next[side.index()] as usize - usize::from(state.pending[side.index()].is_some());
        let slot = *self.program.course.slot(side, index)?;
        let ask = self.program.ask(slot.call)?;
        let here = |chosen: &Chosen| chosen.index == index && chosen.consumed == state.to[side.index()].consumed;
        let ask = match self.chosen[side.index()].filter(here) {
            Some(chosen) => Ask { least: chosen.size, most: chosen.size, ..ask },
            None => ask,
        };
        Some((slot, ask))
    }

    /// What the recv of `side` may give and could not when it was last passed over.
    fn fresh_options(&self, node: &Node, side: Side, ask: Ask) -> Options {
        let stream = &node.state.to[side.index()];
        let options = Options::of(ask, stream);
        match node.passed[side.index()] {
            Some((sent, fin_sent)) => options.new_since(&Options::of(ask, &Stream { sent, fin_sent, ..*stream })),
            None => options,
        }
    }
}

/// Whether a recv cannot be made in this state: [`Machine::step`] says why.
fn fails(state: &State, side: Side, ask: Ask) -> bool {
    state.closed[side.index()] || wakes_for_nothing(state, side, ask)
}

fn seen(stream: &Stream) -> (u64, bool) {
    (stream.sent, stream.fin_sent)
}
