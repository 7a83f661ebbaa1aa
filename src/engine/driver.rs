//! Who decides what happens next: the order of the calls and the relay's policy, or a schedule. A driver sees the
//! books, never a socket.

use super::ledger::{Ledger, never_waits};
use super::policy::{Cutter, Sizes};
use crate::call::{Op, Side};
use crate::script::{Script, ScriptCall};
use crate::stream::{Schedule, Step};

/// A driver's decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    /// Do this.
    Do(Step),
    /// Let a side go through its calls by itself; the step is its first call.
    Release(Step, Release),
    /// Nothing can be decided before something more is known.
    Wait,
    /// Nobody has decided yet: look again.
    Look,
    /// Nothing can move any more.
    Over,
}

/// How a side is let go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Release {
    /// One side; go on when it sleeps in its first recv (or has got past it).
    UntilItWaits(Side),
    /// One side.
    One(Side),
    /// Both at the same moment.
    Both,
}

/// Decides the next step.
pub(super) trait Driver {
    /// The next step, by the books.
    fn next(&mut self, books: &mut Ledger<'_>) -> Next;
}

/// The calls as written, one after the other.
pub(super) struct InOrder<'a> {
    pub(super) sizes: &'a Sizes,
    pub(super) cutter: Option<Cutter>,
}

impl Driver for InOrder<'_> {
    fn next(&mut self, books: &mut Ledger<'_>) -> Next {
        if books.unsettled() {
            return Next::Wait;
        }
        if let Some(cutter) = &mut self.cutter {
            if books.flows.iter().any(|flow| !flow.settled()) {
                return Next::Wait;
            }
            for to in Side::BOTH {
                if books.waits_for_relay(to) && books.could_complete(to) {
                    return Next::Do(hand_over(cutter, books, to, true).unwrap_or(Step::Fin { to }));
                }
            }
        }
        if let Some(call) = books.next_call() {
            if let Some(cutter) = &mut self.cutter
                && let Some(to) = poller(books, call)
                && books.deliverable(to).is_some()
            {
                return Next::Do(hand_over(cutter, books, to, true).unwrap_or(Step::Fin { to }));
            }
            return Next::Do(issue(books, self.sizes, call));
        }
        end(books, self.cutter.is_some())
    }
}

/// Each side for itself.
pub(super) struct Concurrent<'a> {
    pub(super) sizes: &'a Sizes,
    pub(super) cutter: Option<Cutter>,
    /// Who is let go, last to first.
    pub(super) releases: Vec<Release>,
}

impl<'a> Concurrent<'a> {
    /// The side that receives waits first.
    pub(super) fn server_first(sizes: &'a Sizes, cutter: Option<Cutter>, script: &Script) -> Self {
        let first = receiver(script);
        let mut releases = vec![Release::UntilItWaits(first), Release::One(first.peer())];
        releases.reverse();
        Concurrent { sizes, cutter, releases }
    }

    /// Both at once.
    pub(super) fn free(sizes: &'a Sizes, cutter: Option<Cutter>) -> Self {
        Concurrent { sizes, cutter, releases: vec![Release::Both] }
    }
}

/// The side that receives before it sends, the server if both do or neither.
fn receiver(script: &Script) -> Side {
    let receives_first = |side| {
        script.of(side).map(|(_, line)| &line.call.op).find_map(|op| match op {
            Op::Recv(_) => Some(true),
            Op::Send(_) => Some(false),
            _ => None,
        }) == Some(true)
    };
    if !receives_first(Side::Server) && receives_first(Side::Client) { Side::Client } else { Side::Server }
}

impl Driver for Concurrent<'_> {
    fn next(&mut self, books: &mut Ledger<'_>) -> Next {
        while let Some(release) = self.releases.last().copied() {
            let first = match release {
                Release::Both => (!books.script.calls.is_empty()).then_some(0),
                Release::One(side) | Release::UntilItWaits(side) => books.front(side),
            };
            self.releases.pop();
            match (first, release) {
                (Some(call), _) => return Next::Release(issue(books, self.sizes, call), release),
                (None, Release::Both) => books.sides.iter_mut().for_each(|book| book.finished = true),
                (None, Release::One(side) | Release::UntilItWaits(side)) => {
                    books.sides[side.index()].finished = true;
                }
            }
        }
        if let Some(cutter) = &mut self.cutter {
            for to in Side::BOTH {
                let polls = || books.front(to).is_some_and(|call| poller(books, call).is_some());
                if books.deliverable(to).is_some() && (books.waits_for_relay(to) || polls()) {
                    // At rest, and the relay has read all that it sent before.
                    let rests = books.at_rest(to.peer()) && books.flows[to.index()].settled();
                    match hand_over(cutter, books, to, rests) {
                        Some(step) => return Next::Do(step),
                        None if books.flows[to.index()].in_flight() == 0 => return Next::Do(Step::Fin { to }),
                        None => {}
                    }
                }
            }
        }
        let rest = Side::BOTH.iter().all(|side| books.at_rest(*side));
        let settled = self.cutter.is_none() || books.flows.iter().all(|flow| flow.settled());
        match rest && settled {
            true => end(books, self.cutter.is_some()),
            false => Next::Wait,
        }
    }
}

/// The steps of a schedule, exactly.
pub(super) struct Scheduled<'a> {
    pub(super) schedule: &'a Schedule,
    pub(super) sizes: &'a Sizes,
    pub(super) done: usize,
}

impl Driver for Scheduled<'_> {
    fn next(&mut self, books: &mut Ledger<'_>) -> Next {
        if books.unsettled() || books.flows.iter().any(|flow| !flow.settled()) {
            return Next::Wait;
        }
        let Some(step) = self.schedule.steps.get(self.done) else { return Next::Over };
        self.done += 1;
        match *step {
            Step::Issue { call, size: None } if call < books.script.calls.len() => {
                Next::Do(issue(books, self.sizes, call))
            }
            step => Next::Do(step),
        }
    }
}

/// A call, with its size where the script leaves it open.
fn issue(books: &Ledger<'_>, sizes: &Sizes, call: usize) -> Step {
    let size = is_open(&books.script.calls[call]).then(|| sizes.of(call, books.times_made(call)));
    Step::Issue { call, size }
}

/// Whether a call is a recv whose size the script leaves open.
pub(super) fn is_open(line: &ScriptCall) -> bool {
    line.call.as_recv().is_some_and(|recv| recv.size.least() != recv.size.most())
}

/// The next piece for `to`; none if it is not complete, or only the end of the stream is left.
fn hand_over(cutter: &mut Cutter, books: &Ledger<'_>, to: Side, rests: bool) -> Option<Step> {
    let bytes = cutter.piece(to, &books.flows[to.index()], rests, books.limit(to))?;
    Some(Step::Deliver { bytes, to })
}

/// The side of a call that would look for bytes and not wait (since it must not, or the side has shut its receiving
/// half), where none are there yet: they must come before it.
fn poller(books: &Ledger<'_>, call: usize) -> Option<Side> {
    let recv = books.recv(call)?;
    let side = books.side_of(call);
    let flow = &books.flows[side.index()];
    let looks = never_waits(recv) || books.sides[side.index()].deaf;
    (looks && flow.unread() == 0 && !flow.fin_delivered).then_some(side)
}

/// Nothing moves by itself any more: the network delivers what is left, as far as the receive buffers take it; no recv
/// will see where it is cut.
fn end(books: &mut Ledger<'_>, relayed: bool) -> Next {
    if books.may_move_again() {
        books.unstick();
        return Next::Wait;
    }
    if relayed {
        for to in Side::BOTH {
            let flow = &books.flows[to.index()];
            let free = books.room[to.index()].saturating_sub(flow.unread());
            match books.deliverable(to) {
                Some(0) => return Next::Do(Step::Fin { to }),
                Some(bytes) if free > 0 => return Next::Do(Step::Deliver { bytes: bytes.min(free), to }),
                _ => {}
            }
        }
    }
    Next::Over
}
