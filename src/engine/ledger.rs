//! The books of a run: bytes sent, taken, delivered and consumed in each direction, and which call is pending on each
//! side. No socket and no clock: what must still return, and what blocks for good, is arithmetic on these numbers.

use std::time::Duration;

use super::flow::Flow;
use crate::call::{How, Op, OptionName, RecvCall, Side};
use crate::script::{Course, Script, Slot};
use crate::trace::Got;

/// The state of a run.
#[derive(Debug)]
pub(super) struct Ledger<'a> {
    pub(super) script: &'a Script,
    /// A relay stands between the two.
    pub(super) relayed: bool,
    /// By side that makes the calls.
    pub(super) sides: [SideBook; 2],
    /// By side that *receives*.
    pub(super) flows: [Flow; 2],
    /// The most that one delivery may be, by receiving side, in bytes: [`room_of`] what the system granted.
    pub(super) room: [u64; 2],
    /// Something happened that the model leaves out: a call stood still for the kernel's own reasons.
    pub(super) left_model: bool,
    /// What each side comes to.
    course: Course,
    /// How often each call was made so far.
    made: Vec<u32>,
    /// How often calls were made so far.
    all_made: u64,
}

/// What Linux grants unasked as a receive buffer (`tcp_rmem`, see tcp(7)): from here on [`PIECE`] surely fits.
const DEFAULT_RCVBUF: u32 = 1 << 17;
/// The most that one delivery is, in bytes: what a default receive buffer surely takes in one go, so that a waiting recv
/// gets it in one piece.
pub(super) const PIECE: u64 = 1 << 16;
/// What even the smallest receive buffer holds, in bytes: Linux grants no less than 2304 (`SOCK_MIN_RCVBUF`), overhead
/// included.
const SURELY_FITS: u64 = 1024;

/// How many bytes a receive buffer of so many bytes surely takes: small ones are mostly overhead.
pub(super) fn room_of(rcvbuf: u32) -> u64 {
    if rcvbuf >= DEFAULT_RCVBUF { PIECE } else { u64::from(rcvbuf / 4).max(1) }
}

/// What one side does.
#[derive(Debug, Default)]
pub(super) struct SideBook {
    pub(super) pending: Option<Pending>,
    /// Its place in its course: the call that it makes next, or has pending.
    at: usize,
    /// It shut its receiving half, closed, or met an error of the connection: its recvs never wait again.
    pub(super) deaf: bool,
    pub(super) closed: bool,
    /// In a start in which sides go by themselves: all its calls have returned.
    pub(super) finished: bool,
}

/// A call that was made and has not returned.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pending {
    pub(super) call: usize,
    /// The size it asks for, if it is a recv.
    pub(super) size: u64,
    /// The worker reported that it made the call; until then it was only told to.
    pub(super) entered: bool,
    /// When it was told to, since the start of the run.
    pub(super) told: Duration,
    /// It was quiet for so long that the kernel has no room (a send), or keeps the bytes back for a reason outside the
    /// model (a recv), when the peer had consumed that much.
    pub(super) stuck: Option<u64>,
}

impl<'a> Ledger<'a> {
    pub(super) fn new(script: &'a Script, relayed: bool) -> Self {
        Ledger {
            script,
            relayed,
            sides: Default::default(),
            flows: Default::default(),
            room: [PIECE; 2],
            left_model: false,
            course: Course::new(script),
            made: vec![0; script.calls.len()],
            all_made: 0,
        }
    }

    /// The call that a side makes next; while it waits in one, that.
    fn front_slot(&self, side: Side) -> Option<&Slot> {
        self.course.slot(side, self.sides[side.index()].at)
    }

    /// The call that a side makes next, if it has one left and does not wait in one.
    pub(super) fn front(&self, side: Side) -> Option<usize> {
        let waits = self.sides[side.index()].pending.is_some();
        self.front_slot(side).filter(|_| !waits).map(|slot| slot.call)
    }

    /// All that a side comes to, each round of a `repeat` by itself.
    pub(super) fn course_of(&self, side: Side) -> &[Slot] {
        &self.course.sides[side.index()]
    }

    /// How often a call was made so far.
    pub(super) fn times_made(&self, call: usize) -> u32 {
        self.made[call]
    }

    /// How many calls were made so far, by both sides.
    pub(super) fn all_made(&self) -> u64 {
        self.all_made
    }

    pub(super) fn op(&self, call: usize) -> &'a Op {
        &self.script.calls[call].call.op
    }

    pub(super) fn side_of(&self, call: usize) -> Side {
        self.script.calls[call].side
    }

    pub(super) fn recv(&self, call: usize) -> Option<&'a RecvCall> {
        self.script.calls[call].call.as_recv()
    }

    /// A call is made now. A send's bytes count from here, and so does the end of the stream.
    pub(super) fn issue(&mut self, call: usize, size: u64, told: Duration) {
        let side = self.side_of(call);
        self.sides[side.index()].pending = Some(Pending { call, size, entered: false, told, stuck: None });
        self.made[call] += 1;
        self.all_made += 1;
        let to = &mut self.flows[side.peer().index()];
        match self.script.calls[call].call.op {
            Op::Send(ref send) => {
                to.sent += send.length;
                to.ends.push_back(to.sent);
                to.uncertain |= send.flags.oob;
            }
            Op::Shutdown(How::Write | How::Both) => to.fin_sent = true,
            Op::Close if !self.sides[side.index()].closed => to.fin_sent = true,
            Op::SetOption(OptionName::SoRcvlowat, _) => self.flows[side.index()].uncertain = true,
            Op::Recv(ref recv) if recv.flags.waitall => {
                // It drains the buffer while it waits, so a send that stood still can move again.
                if let Some(pending) = &mut self.sides[side.peer().index()].pending {
                    pending.stuck = None;
                }
            }
            _ => {}
        }
    }

    pub(super) fn entered(&mut self, side: Side) {
        if let Some(pending) = &mut self.sides[side.index()].pending {
            pending.entered = true;
        }
    }

    /// A call returned; `took` is how many bytes a send put on the way, also where it failed in the end, and for a
    /// `setsockopt` the receive buffer that its socket has then.
    pub(super) fn returned(&mut self, side: Side, call: usize, got: &Got, took: u64) {
        let left = leaves(&self.script.calls[call].call.op, got, self.sides[side.index()].pending);
        let after = self.course.after(side, self.sides[side.index()].at, left);
        let book = &mut self.sides[side.index()];
        book.pending = None;
        book.at = after;
        match (&self.script.calls[call].call.op, got) {
            (Op::Send(send), _) => {
                let to = &mut self.flows[side.peer().index()];
                let short = send.length - took.min(send.length);
                to.sent -= short;
                if let Some(end) = to.ends.back_mut() {
                    *end -= short;
                }
            }
            (Op::Recv(recv), Got::Received(bytes)) if !recv.flags.peek && !recv.flags.oob => {
                self.flows[side.index()].consumed += bytes.len() as u64;
            }
            (Op::Recv(recv), Got::Failed(errno)) if errno.0 != libc::EAGAIN && !recv.flags.oob => book.deaf = true,
            (Op::Shutdown(How::Read | How::Both), Got::Done) => book.deaf = true,
            (Op::SetOption(OptionName::SoRcvbuf, _), Got::Done) => {
                self.room[side.index()] = room_of(u32::try_from(took).unwrap_or(u32::MAX));
            }
            (Op::Close, _) => {
                book.deaf = true;
                book.closed = true;
            }
            _ => {}
        }
    }

    /// How many bytes are there for a side's recvs: in its receive buffer, or (direct) certain to get there.
    fn there(&self, side: Side) -> (u64, bool) {
        let flow = &self.flows[side.index()];
        match self.relayed {
            true => (flow.unread(), flow.fin_delivered),
            false => (flow.sent.saturating_sub(flow.consumed), flow.fin_sent),
        }
    }

    fn completes(&self, side: Side, pending: &Pending, (bytes, fin): (u64, bool)) -> bool {
        let Op::Recv(recv) = self.op(pending.call) else { return true };
        let need = if recv.flags.waitall { pending.size.max(1) } else { 1 };
        self.sides[side.index()].deaf || never_waits(recv) || fin || bytes >= need
    }

    /// Whether the call that is pending on `side` returns without anything more being delivered or issued.
    pub(super) fn must_return(&self, side: Side) -> bool {
        let Some(pending) = &self.sides[side.index()].pending else { return false };
        pending.stuck.is_none() && self.completes(side, pending, self.there(side))
    }

    /// Whether some call must still return, or was not even made yet: nothing may be decided before.
    pub(super) fn unsettled(&self) -> bool {
        Side::BOTH.iter().any(|side| {
            let pending = &self.sides[side.index()].pending;
            pending.is_some_and(|pending| !pending.entered && pending.stuck.is_none()) || self.must_return(*side)
        })
    }

    /// A side on which a recv waits for what the relay holds (or will, once it has read what was sent).
    pub(super) fn waits_for_relay(&self, side: Side) -> bool {
        let flow = &self.flows[side.index()];
        let Some(pending) = &self.sides[side.index()].pending else { return false };
        matches!(self.op(pending.call), Op::Recv(_))
            && !flow.dead
            && !self.completes(side, pending, self.there(side))
            && ((flow.in_flight() > 0 && self.limit(side) > 0) || flow.fin_in_flight())
    }

    /// Whether the pending recv of `side` would return if all that was sent were delivered.
    pub(super) fn could_complete(&self, side: Side) -> bool {
        let flow = &self.flows[side.index()];
        let Some(pending) = &self.sides[side.index()].pending else { return false };
        !flow.dead
            && pending.stuck.is_none()
            && self.completes(side, pending, (flow.sent.saturating_sub(flow.consumed), flow.fin_sent))
    }

    /// What the relay could hand to `side` next: bytes in flight, or (as 0) the end of the stream.
    pub(super) fn deliverable(&self, side: Side) -> Option<u64> {
        let flow = &self.flows[side.index()];
        if flow.dead || self.sides[side.index()].closed {
            return None;
        }
        (flow.in_flight() > 0 || flow.fin_in_flight()).then_some(flow.in_flight())
    }

    /// Whether a call is the next of its side, and the side does not wait in another.
    pub(super) fn is_next(&self, call: usize) -> bool {
        self.script.calls.get(call).is_some_and(|line| {
            let book = &self.sides[line.side.index()];
            book.pending.is_none() && self.front(line.side) == Some(call)
        })
    }

    /// The most that may be handed to `side` now, in bytes. A piece for a recv that takes bytes out makes its own room; a
    /// peek leaves all where it is, so one for more than the buffer holds waits for good.
    pub(super) fn limit(&self, side: Side) -> u64 {
        let room = self.room[side.index()];
        let peeks = self.pending_recv(side).is_some_and(|recv| recv.flags.peek);
        if peeks { room.saturating_sub(self.flows[side.index()].unread()) } else { room }
    }

    /// Whether a pending recv of `side` takes out of its receive buffer what is delivered.
    pub(super) fn drains(&self, side: Side) -> bool {
        self.pending_recv(side).is_some_and(|recv| !recv.flags.peek)
    }

    fn pending_recv(&self, side: Side) -> Option<&'a RecvCall> {
        self.recv(self.sides[side.index()].pending?.call)
    }

    /// The first call not made yet whose side is not blocked in another.
    pub(super) fn next_call(&self) -> Option<usize> {
        let free = Side::BOTH.into_iter().filter(|side| self.sides[side.index()].pending.is_none());
        free.filter_map(|side| self.front_slot(side)).min_by_key(|slot| slot.order).map(|slot| slot.call)
    }

    /// Whether `side` makes no move any more by itself: it has finished, or waits for good as things stand.
    pub(super) fn at_rest(&self, side: Side) -> bool {
        let book = &self.sides[side.index()];
        match &book.pending {
            Some(pending) => pending.entered && !self.must_return(side),
            None => book.finished,
        }
    }

    /// Whether a stuck send may have got room since.
    pub(super) fn may_move_again(&self) -> bool {
        Side::BOTH.iter().any(|side| {
            let pending = &self.sides[side.index()].pending;
            let consumed = self.flows[side.peer().index()].consumed;
            pending.is_some_and(|pending| pending.stuck.is_some_and(|at| at != consumed))
        })
    }

    /// Gives stuck calls a new chance.
    pub(super) fn unstick(&mut self) {
        for book in &mut self.sides {
            if let Some(pending) = &mut book.pending {
                pending.stuck = None;
            }
        }
    }

    /// If nothing but the kernel's own room can decide what goes on: how long it must be quiet to be taken for stuck.
    /// A send that is stuck is quiet for good; urgent data and `SO_RCVLOWAT` may keep bytes back that were sent.
    pub(super) fn quiet_after(&self) -> Option<Duration> {
        const SEND: Duration = Duration::from_millis(100);
        const RECV: Duration = Duration::from_millis(500); // longer than a cork (200 ms) and a delayed ACK (44 ms)
        let mut quiet = None;
        for side in Side::BOTH {
            let Some(pending) = &self.sides[side.index()].pending else { continue };
            if pending.stuck.is_some() || !self.must_return(side) {
                continue;
            }
            match self.op(pending.call) {
                Op::Send(send) if !self.relayed && !send.flags.dontwait => quiet = quiet.max(Some(SEND)),
                Op::Recv(recv) if self.doubtful(side, recv, pending.size) => quiet = quiet.max(Some(RECV)),
                _ => return None,
            }
        }
        quiet
    }

    fn doubtful(&self, side: Side, recv: &RecvCall, size: u64) -> bool {
        // A peek for more than the buffer holds waits for good: nobody makes room.
        let too_wide = recv.flags.peek && recv.flags.waitall && size > SURELY_FITS;
        !never_waits(recv) && (self.flows[side.index()].uncertain || too_wide)
    }

    /// Takes the pending calls for stuck.
    pub(super) fn stick(&mut self) {
        for side in Side::BOTH {
            if !self.must_return(side) {
                continue;
            }
            let consumed = self.flows[side.peer().index()].consumed;
            if let Some(pending) = &mut self.sides[side.index()].pending {
                self.left_model = true;
                pending.stuck = Some(consumed);
            }
        }
    }

    /// The longest pause that a side makes now.
    pub(super) fn pause(&self) -> Duration {
        let pauses = self.sides.iter().filter_map(|book| match self.op(book.pending.as_ref()?.call) {
            Op::Sleep(pause) => Some(*pause),
            _ => None,
        });
        pauses.max().unwrap_or_default()
    }

    /// Calls that wait for good, and calls that were never made, when nothing can move any more.
    pub(super) fn left(&mut self) -> (Vec<usize>, Vec<usize>) {
        // It waits for room only: the model knows none.
        self.left_model |=
            Side::BOTH.iter().any(|side| self.relayed && self.could_complete(*side) && self.limit(*side) == 0);
        let mut blocked: Vec<_> = self.sides.iter().filter_map(|book| Some(book.pending.as_ref()?.call)).collect();
        blocked.sort_unstable();
        let never = (0..self.made.len()).filter(|call| self.made[*call] == 0).collect();
        (blocked, never)
    }
}

/// Whether an `until eof` ends with what a call gave: the end of the stream, or a failure that is no `EAGAIN`. `pending`
/// is the call, with the size that it asked for.
pub(super) fn leaves(op: &Op, got: &Got, pending: Option<Pending>) -> bool {
    ends_loop(op, got, pending.map_or(1, |pending| pending.size))
}

/// As [`leaves`], for a recv that asked for `size` bytes.
pub(super) fn ends_loop(op: &Op, got: &Got, size: u64) -> bool {
    match (op, got) {
        (Op::Recv(_), Got::Received(bytes)) => bytes.is_empty() && size > 0,
        (Op::Recv(_), Got::Failed(errno)) => errno.0 != libc::EAGAIN,
        _ => false,
    }
}

/// Returns at once whatever is there.
pub(super) fn never_waits(recv: &RecvCall) -> bool {
    recv.flags.dontwait || recv.flags.oob
}
