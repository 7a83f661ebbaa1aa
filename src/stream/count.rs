//! How many outcomes are possible: exactly, by dynamic programming over the states of the walk.
//!
//! Each path of the walk is another outcome, so the number of outcomes is the number of paths. Paths that have taken the
//! same number of recv results stand in one layer. Within it, states that differ only in how many bytes one side has read
//! stand in one group, as an array over that number; a recv that may give any of a range of lengths adds to a whole range of
//! the next array with two writes (the array holds differences). So a million bytes and five recvs cost five million steps.

use std::collections::HashMap;

use num_bigint::BigUint;

use super::Reading;
use super::explore::{Explorer, Next, Node};
use super::machine::State;
use super::map::{Band, Kind as MapKind, Part};
use super::options::{Choice, Options};
use super::program::{Ask, Call, Kind, Program};
use crate::call::Side;
use crate::msg;
use crate::script::{Script, Slot};
use crate::text::Message;

/// The most states that are visited before the count is given up.
pub const MOST_STATES: u64 = 10_000_000;

/// How many outcomes are possible.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Count {
    /// Exactly so many.
    Exact(BigUint),
    /// Not counted, for this reason.
    TooMany(Message),
    /// No execution stays in the model: this call must fail or is left out, for this reason.
    Outside {
        /// Index of the call.
        call: usize,
        /// The reason.
        why: Message,
    },
}

/// Counts the possible outcomes of a script.
pub fn count(script: &Script, reading: Reading) -> Count {
    count_from(&Program::new(script), reading, &State::default())
}

/// Counts the outcomes that are possible from a state on: those that differ in what comes after it.
pub(super) fn count_from(program: &Program, reading: Reading, state: &State) -> Count {
    if is_ambiguous(program) {
        return Count::TooMany(msg!("count-open-waitall"));
    }
    match counted(program, reading, state, &[]) {
        Ok(Ok(number)) => Count::Exact(number),
        Ok(Err((call, why))) => Count::Outside { call, why },
        Err(_) => Count::TooMany(msg!("count-too-many", limit = MOST_STATES)),
    }
}

/// Whether two paths can end in one outcome: only such calls make that possible.
fn is_ambiguous(program: &Program) -> bool {
    let ambiguous = |call: &Call| matches!(call.kind, Kind::Recv(ask) if ask.waitall && ask.is_open());
    program.calls.iter().any(ambiguous)
}

/// Counts the paths from a state on which these recvs give this.
fn counted(
    program: &Program,
    reading: Reading,
    state: &State,
    wants: &[Part],
) -> Result<Result<BigUint, (usize, Message)>, Stop> {
    // 128 bits do for nearly every script and are much faster; where they overflow, big numbers take over.
    match Counter::<u128>::new(program, reading, state, wants).run() {
        Err(Stop::Overflow) => Counter::<BigUint>::new(program, reading, state, wants).run(),
        Err(Stop::TooMany) => Err(Stop::TooMany),
        Ok(found) => Ok(found.map(BigUint::from)),
    }
}

/// How many outcomes are possible in which these recvs give this.
pub(crate) struct On {
    /// So many.
    pub(crate) all: BigUint,
    /// Exactly; else one outcome may have been counted twice, though none was left out.
    pub(crate) exact: bool,
}

/// Counts the outcomes in which these recvs give this: none are wanted of the recvs of an `until eof`. None where they are
/// too many to be counted.
pub(crate) fn count_on(program: &Program, reading: Reading, wants: &[Part]) -> Option<On> {
    let all = counted(program, reading, &State::default(), wants).ok()?.unwrap_or(BigUint::ZERO);
    Some(On { all, exact: !is_ambiguous(program) })
}

/// Why counting stopped.
enum Stop {
    /// The numbers are too large for their type.
    Overflow,
    /// More states than are visited at most.
    TooMany,
}

/// A number of paths.
trait Number: Clone + Default + From<u8> {
    fn is_zero(&self) -> bool;
    fn add(&mut self, other: &Self) -> Result<(), Stop>;
    /// Never below zero.
    fn subtract(&mut self, other: &Self);
}

impl Number for u128 {
    fn is_zero(&self) -> bool {
        *self == 0
    }
    fn add(&mut self, other: &Self) -> Result<(), Stop> {
        *self = self.checked_add(*other).ok_or(Stop::Overflow)?;
        Ok(())
    }
    fn subtract(&mut self, other: &Self) {
        *self -= other;
    }
}

impl Number for BigUint {
    fn is_zero(&self) -> bool {
        self.bits() == 0
    }
    fn add(&mut self, other: &Self) -> Result<(), Stop> {
        *self += other;
        Ok(())
    }
    fn subtract(&mut self, other: &Self) {
        *self -= other;
    }
}

/// Numbers over an interval of bytes read, as differences: what is added from a place on, and what is taken away.
struct Group<N> {
    first: u64,
    added: Vec<N>,
    taken: Vec<N>,
}

impl<N: Number> Group<N> {
    fn new(first: u64) -> Self {
        Group { first, added: Vec::new(), taken: Vec::new() }
    }

    /// Adds `number` at every place in `lo..=hi`.
    fn add(&mut self, lo: u64, hi: u64, number: &N) -> Result<(), Stop> {
        if hi - lo.min(self.first) > MOST_STATES {
            return Err(Stop::TooMany);
        }
        if lo < self.first {
            let more = (self.first - lo) as usize;
            self.added.splice(0..0, std::iter::repeat_n(N::default(), more));
            self.taken.splice(0..0, std::iter::repeat_n(N::default(), more));
            self.first = lo;
        }
        let (lo, end) = ((lo - self.first) as usize, (hi + 1 - self.first) as usize);
        if self.added.len() <= end {
            self.added.resize(end + 1, N::default());
            self.taken.resize(end + 1, N::default());
        }
        self.added[lo].add(number)?;
        self.taken[end].add(number)
    }

    /// Adds all numbers of another group.
    fn merge(&mut self, other: Group<N>) -> Result<(), Stop> {
        for (place, (added, taken)) in (other.first..).zip(other.added.iter().zip(&other.taken)) {
            if !added.is_zero() || !taken.is_zero() {
                self.add(place, place, &N::default())?;
                let index = (place - self.first) as usize;
                self.added[index].add(added)?;
                self.taken[index].add(taken)?;
            }
        }
        Ok(())
    }

    /// Every place with its number, where it is not zero.
    fn each(self, mut visit: impl FnMut(u64, &N) -> Result<(), Stop>) -> Result<(), Stop> {
        let mut number = N::default();
        for (index, (added, taken)) in self.added.iter().zip(&self.taken).enumerate() {
            number.add(added)?;
            number.subtract(taken);
            if !number.is_zero() {
                visit(self.first + index as u64, &number)?;
            }
        }
        Ok(())
    }
}

/// The states of one layer: a group for each state without the number of bytes that `Side` has read.
type Layer<N> = HashMap<(Node, Side), Group<N>>;

struct Counter<'a, N> {
    explorer: Explorer<'a>,
    first: Node,
    wants: &'a [Part],
    ends: N,
    visited: u64,
    outside: Option<(usize, Message)>,
}

impl<'a, N: Number> Counter<'a, N> {
    fn new(program: &'a Program, reading: Reading, state: &State, wants: &'a [Part]) -> Self {
        let (explorer, first) = Explorer::from(program, reading, state);
        Counter { explorer, first, wants, ends: N::default(), visited: 0, outside: None }
    }

    /// What is wanted of a recv.
    fn wanted(&self, slot: &Slot) -> impl Iterator<Item = Band> {
        let place = slot.cell.map(|(cell, piece)| (cell, piece.unwrap_or(0)));
        self.wants.iter().filter(move |want| Some((want.cell, want.piece)) == place).map(|want| want.band)
    }

    /// Whether the recvs that wait for good or are never called here are wanted so.
    fn rest_is_wanted(&self, node: &Node) -> bool {
        if self.wants.is_empty() {
            return true;
        }
        let program = self.explorer.program;
        Side::BOTH.into_iter().all(|side| {
            let waiting = usize::from(node.state.pending[side.index()].is_some());
            let rest = &program.course.sides[side.index()][node.state.next[side.index()] as usize - waiting..];
            let mut blocked = None;
            rest.iter().all(|slot| {
                let Some((cell, piece)) = slot.cell else { return true };
                let kind = match blocked {
                    None => MapKind::Blocks,
                    // After a recv that waits for good its loop has no more pieces; of other loops the first one says it.
                    Some(blocked) if blocked == cell || piece.unwrap_or(0) > 0 => {
                        return self.wanted(slot).next().is_none();
                    }
                    Some(_) => MapKind::Unreached,
                };
                blocked.get_or_insert(cell);
                self.wanted(slot).all(|band| band.holds(kind))
            })
        })
    }

    /// The number of outcomes; or, if no execution stays in the model, why.
    fn run(mut self) -> Result<Result<N, (usize, Message)>, Stop> {
        let mut layer: Layer<N> = HashMap::new();
        add(&mut layer, &self.first, Side::Server, 0, &N::from(1))?;
        while !layer.is_empty() {
            // What stands in a layer will be visited: give up before it fills the memory.
            let states: u64 = layer.values().map(|group| group.added.len() as u64).sum();
            if self.visited + states / 2 > MOST_STATES {
                return Err(Stop::TooMany);
            }
            let mut next = Layer::new();
            for ((node, side), group) in layer {
                self.group(&node, side, group, &mut next)?;
            }
            layer = next;
        }
        Ok(match self.outside {
            Some(outside) if self.ends.is_zero() => Err(outside),
            _ => Ok(self.ends),
        })
    }

    fn visit(&mut self) -> Result<(), Stop> {
        self.visited += 1;
        if self.visited > MOST_STATES { Err(Stop::TooMany) } else { Ok(()) }
    }

    fn group(&mut self, node: &Node, side: Side, group: Group<N>, next: &mut Layer<N>) -> Result<(), Stop> {
        let mut plain: Option<Plain<N>> = None;
        group.each(|consumed, number| {
            self.visit()?;
            if let Some(plain) = &mut plain
                && consumed < plain.sent
            {
                return plain.group.add(consumed + 1, plain.sent.min(consumed + plain.most), number);
            }
            let mut node = node.clone();
            node.state.to[side.index()].consumed = consumed;
            node.state.to[side.index()].delivered += consumed;
            let ways = self.explorer.advance(&mut node, &mut Vec::new());
            // Where something is wanted of the recv, not all its results count.
            let is_wanted = |way: &Next| matches!(way, Next::Take { slot, .. } if self.wanted(slot).next().is_some());
            let free = if ways.iter().any(is_wanted) { &[] } else { &ways[..] };
            if let Some(plain) = std::mem::replace(&mut plain, Plain::of(&self.explorer, &node, side, free)) {
                plain.flush(side, next)?;
            }
            for way in ways {
                match way {
                    Next::End if self.rest_is_wanted(&node) => self.ends.add(number)?,
                    Next::End => {}
                    Next::Outside { call, why } => {
                        self.outside.get_or_insert((call, why));
                    }
                    Next::Wait { side } => {
                        let mut node = node.clone();
                        self.explorer.wait(&mut node, side, &mut Vec::new());
                        add(next, &node, side, 0, number)?;
                    }
                    Next::Take { side, slot, ask, mut options, passing } => {
                        self.wanted(&slot).for_each(|band| options.keep(band));
                        self.take(&node, side, ask, &options, passing, number, next)?;
                    }
                }
            }
            Ok(())
        })?;
        plain.map_or(Ok(()), |plain| plain.flush(side, next))
    }

    #[allow(clippy::too_many_arguments)]
    fn take(
        &mut self,
        node: &Node,
        side: Side,
        ask: Ask,
        options: &Options,
        passing: bool,
        number: &N,
        next: &mut Layer<N>,
    ) -> Result<(), Stop> {
        let explorer = self.explorer;
        let after = |choice| explorer.take(node, side, ask, choice, passing, &mut Vec::new());
        let forced = node.state.to[side.index()].delivered - node.state.to[side.index()].consumed;
        // From `forced` on, results without PEEK differ only in how much is read; below it, or peeked, in more.
        let together = if ask.peek { options.hi + 1 } else { forced.max(options.lo) };
        for len in options.lo..together.min(options.hi + 1) {
            self.visit()?;
            add(next, &after(Choice::Data(len)), side, 0, number)?;
        }
        if together <= options.hi {
            add(next, &after(Choice::Data(together)), side, options.hi - together, number)?;
        }
        for choice in options.words() {
            add(next, &after(choice), side, 0, number)?;
        }
        Ok(())
    }
}

/// Adds `number` to a node and to the `more` nodes in which the side has read one byte more each.
fn add<N: Number>(layer: &mut Layer<N>, node: &Node, side: Side, more: u64, number: &N) -> Result<(), Stop> {
    let mut key = node.clone();
    let stream = &mut key.state.to[side.index()];
    let consumed = std::mem::take(&mut stream.consumed);
    stream.delivered -= consumed;
    layer.entry((key, side)).or_insert_with(|| Group::new(consumed)).add(consumed, consumed + more, number)
}

/// The common case: whatever was read, as long as something is left, the only thing that can happen next is a recv of a
/// fixed size without flags on the same side. Then nothing but the number of bytes read changes from state to state.
struct Plain<N> {
    sent: u64,
    most: u64,
    next: Node,
    /// What the states met so far add to the next layer.
    group: Group<N>,
}

impl<N: Number> Plain<N> {
    fn flush(self, side: Side, layer: &mut Layer<N>) -> Result<(), Stop> {
        let first = self.group.first;
        layer.entry((self.next, side)).or_insert_with(|| Group::new(first)).merge(self.group)
    }

    fn of(explorer: &Explorer, node: &Node, side: Side, ways: &[Next]) -> Option<Plain<N>> {
        let [Next::Take { side: taker, ask, options, passing, .. }] = ways else { return None };
        let stream = node.state.to[side.index()];
        let plain = *taker == side && ask.least > 0 && !ask.peek && !ask.waitall && !ask.dontwait;
        let fresh = node.passed == [None; 2] && stream.delivered == stream.consumed && !stream.fin_delivered;
        // With something left and nothing passed over, the options are 1 to the size; a smaller read leaves more.
        if !plain || !fresh || options.lo != 1 || options.hi == 0 {
            return None;
        }
        let mut next = explorer.take(node, side, *ask, Choice::Data(1), *passing, &mut Vec::new());
        if next.passed != [None; 2] {
            return None;
        }
        let stream_after = &mut next.state.to[side.index()];
        let read = std::mem::take(&mut stream_after.consumed);
        stream_after.delivered -= read;
        Some(Plain { sent: stream.sent, most: ask.most, next, group: Group::new(stream.consumed + 1) })
    }
}
