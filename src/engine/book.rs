//! What is known of a run: its books and its log. Facts go in, events come out.

use std::time::{Duration, Instant};

use super::ledger::Ledger;
use super::relay::Held;
use super::worker::Fact;
use crate::call::{Op, Side};
use crate::script::Script;
use crate::trace::{Event, Got, Numbers, Trace, What};

/// The state of a run as its coordinator knows it.
pub(super) struct Book<'a> {
    pub(super) ledger: Ledger<'a>,
    /// What the relay holds, by receiving side.
    pub(super) held: [Held; 2],
    pub(super) begun: Instant,
    trace: Trace,
    sink: Option<&'a mut dyn FnMut(&Event)>,
}

impl<'a> Book<'a> {
    pub(super) fn new(
        script: &'a Script,
        relayed: bool,
        begun: Instant,
        sink: Option<&'a mut dyn FnMut(&Event)>,
    ) -> Self {
        let trace = Trace { events: Vec::with_capacity(2 * script.calls.len() + 4), kernel: Vec::new() };
        Book { ledger: Ledger::new(script, relayed), held: Default::default(), begun, trace, sink }
    }

    /// Somebody watches: tell of each call when it is made.
    pub(super) fn watched(&self) -> bool {
        self.sink.is_some()
    }

    pub(super) fn now(&self) -> Duration {
        self.begun.elapsed()
    }

    pub(super) fn log(&mut self, at: Duration, what: What) {
        let event = Event { at, what };
        if let Some(sink) = &mut self.sink {
            sink(&event);
        }
        self.trace.events.push(event);
    }

    /// The index of the last event, if numbers were not taken since.
    pub(super) fn unsampled(&self) -> Option<usize> {
        let last = self.trace.events.len().checked_sub(1)?;
        (self.trace.kernel.last().map(|(at, _)| *at) != Some(last)).then_some(last)
    }

    /// Notes the kernel's numbers as they are after the last event.
    pub(super) fn sampled(&mut self, at: usize, numbers: Numbers) {
        self.trace.kernel.push((at, numbers));
    }

    fn enter(&mut self, side: Side, call: usize, size: u64, at: Duration) {
        self.ledger.entered(side);
        let size = self.ledger.recv(call).map(|_| size);
        self.log(at, What::Enter { call, size });
    }

    /// Takes note of a fact.
    pub(super) fn learn(&mut self, fact: Fact) {
        match fact {
            Fact::Entered { side, call, size, at } => {
                if self.ledger.sides[side.index()].pending.is_none() {
                    self.ledger.issue(call, size, at); // a side that goes by itself
                }
                self.enter(side, call, size, at);
            }
            Fact::Returned { side, call, size, entered, at, got, took } => {
                let known = self.ledger.sides[side.index()].pending.is_some_and(|pending| pending.entered);
                if let (Some(entered), false) = (entered, known) {
                    self.enter(side, call, size, entered);
                }
                self.ledger.returned(side, call, &got, took);
                self.log(at, What::Return { call, got });
            }
            Fact::Finished { side } => self.ledger.sides[side.index()].finished = true,
            Fact::Taken { from, bytes, at } => {
                let to = from.peer().index();
                self.ledger.flows[to].taken += bytes.len() as u64;
                self.log(at, What::Taken { from, bytes: bytes.len() as u64 });
                self.held[to].push(bytes);
            }
            Fact::TakenFin { from } => self.ledger.flows[from.peer().index()].fin_taken = true,
        }
    }

    /// Nothing moved for so long that the pending calls are taken for stuck in the kernel. One that never reported its
    /// entry has entered all the same: its thread sleeps in it.
    pub(super) fn stick(&mut self) {
        for side in Side::BOTH {
            if let Some(pending) = self.ledger.sides[side.index()].pending
                && !pending.entered
            {
                self.enter(side, pending.call, pending.size, pending.told);
            }
        }
        self.ledger.stick();
    }

    /// Closes the log: what waits for good, what was never called, the end.
    pub(super) fn close(&mut self) {
        let (blocked, never) = self.ledger.left();
        for call in blocked {
            self.log(self.now(), What::BlocksForGood { call });
        }
        for call in never {
            self.log(self.now(), What::NeverCalled { call });
        }
        self.log(self.now(), What::Ended);
    }

    pub(super) fn into_trace(self) -> Trace {
        self.trace
    }

    /// The state in a line, for an error.
    pub(super) fn state(&self) -> String {
        use std::fmt::Write;
        let mut line = String::new();
        for side in Side::BOTH {
            let book = &self.ledger.sides[side.index()];
            let flow = &self.ledger.flows[side.index()];
            let pending = book.pending.map(|pending| {
                let kind = match self.ledger.op(pending.call) {
                    Op::Send(_) => "send",
                    Op::Recv(_) => "recv",
                    _ => "call",
                };
                format!("{kind} {} pending, entered {}, stuck {:?}", pending.call + 1, pending.entered, pending.stuck)
            });
            let _ = write!(
                line,
                "{}: {}; next call {:?}, finished {}; to it: sent {}, taken {}, delivered {}, consumed {}, \
                 fin {}/{}/{}, dead {}. ",
                side.word(),
                pending.unwrap_or_else(|| "nothing pending".to_owned()),
                self.ledger.front(side).map(|call| call + 1),
                book.finished,
                flow.sent,
                flow.taken,
                flow.delivered,
                flow.consumed,
                flow.fin_sent,
                flow.fin_taken,
                flow.fin_delivered,
                flow.dead,
            );
        }
        line
    }
}

/// Whether a return means that nothing was there.
pub(super) fn is_eagain(got: &Got) -> bool {
    matches!(got, Got::Failed(errno) if errno.0 == libc::EAGAIN)
}
