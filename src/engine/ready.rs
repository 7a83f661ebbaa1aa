//! The ready executor: one thread that makes the calls of both sides and plays the relay as well.
//!
//! It asks the model before each step. A recv is made, exactly as it is typed, at the moment when the model says that it
//! completes, and never before: a thread that is alone must not sleep in a call that only it could end. So a recv that
//! waits is *entered later* than a blocked thread would enter it (after the delivery that completes it, not before), and a
//! recv that waits for good is never made at all: its blocking is the model's word, and the kernel is asked, by a look
//! that neither waits nor takes anything, whether it agrees.

use std::thread;
use std::time::{Duration, Instant};

use socket2::Socket;

use super::book::{Book, is_eagain};
use super::driver::Release;
use super::threaded::{Executor, STALL, sample};
use super::worker::{Conn, Fact, act};
use super::{Cancel, EngineError, Granted};
use crate::call::{Op, RecvFlags, Side};
use crate::net::{self, Flags};
use crate::stream::{Completed, Machine, Reading, Refused, Step, Taken};
use crate::trace::{Got, Numbers, What};

/// Client ⇄ relay ⇄ server: two connections and what is known of them.
#[derive(Debug)]
pub(super) struct Wires {
    pub(super) conns: [Conn; 2],
    /// The relay's ends, by the side that each talks to.
    pub(super) legs: [Socket; 2],
    pub(super) connected: What,
    pub(super) granted: Granted,
    /// Bytes that each side had received before this run: the kernel counts since the connection was made.
    pub(super) before: [u64; 2],
    /// Runs that were made on them so far.
    pub(super) runs: u64,
}

/// Memory that stays from run to run.
#[derive(Debug, Default)]
pub(super) struct Buffers {
    /// What recvs write to.
    pub(super) call: Vec<u8>,
    /// What the relay reads into.
    pub(super) relay: Vec<u8>,
}

/// One run.
pub(super) struct Ready<'a> {
    pub(super) machine: Machine<'a>,
    pub(super) wires: &'a Wires,
    pub(super) buffers: &'a mut Buffers,
    pub(super) cancel: &'a Cancel,
}

impl Executor for Ready<'_> {
    fn perform(&mut self, step: Step, book: &mut Book<'_>) -> Result<(), EngineError> {
        self.fits(step, book)?;
        let completed = self.machine.step(step, Reading::Concurrent).map_err(|refused| match refused {
            Refused::Outside { call, why } => EngineError::Outside { call, why },
            refused => EngineError::Unplayable(format!("{refused:?} at {step:?}. {}", book.state())),
        })?;
        match step {
            Step::Issue { call, size } => self.issue(call, size, book)?,
            Step::Deliver { bytes, to } => self.deliver(bytes, to, book)?,
            Step::Fin { to } => self.deliver_fin(to, book)?,
        }
        completed.map_or(Ok(()), |completed| self.receive(completed, book))
    }

    fn release(&mut self, _: Release, book: &mut Book<'_>) -> Result<(), EngineError> {
        // One thread cannot let two sides go by themselves; nobody asks it to.
        Err(EngineError::Unplayable(book.state()))
    }

    fn wait(&mut self, book: &mut Book<'_>) -> Result<(), EngineError> {
        // Each step ends when all that follows from it is known.
        Err(EngineError::Stalled(book.state()))
    }

    fn catch_up(&mut self, _: &mut Book<'_>) {}

    fn sample(&self, _: &Book<'_>) -> Option<Numbers> {
        Some(sample(&self.wires.conns))
    }
}

impl Ready<'_> {
    /// Refuses what buffers might not take in one go: nobody else would make room meanwhile.
    fn fits(&self, step: Step, book: &Book<'_>) -> Result<(), EngineError> {
        let (bytes, most) = match step {
            Step::Issue { call, .. } => match book.ledger.script.calls.get(call).map(|line| (line.side, &line.call.op))
            {
                Some((side, Op::Send(send))) => (send.length, u64::from(self.wires.granted.sndbuf[side.index()] / 4)),
                _ => return Ok(()),
            },
            Step::Deliver { bytes, to } => {
                let unread = book.ledger.flows[to.index()].unread();
                (unread.saturating_add(bytes), u64::from(self.wires.granted.rcvbuf[to.index()] / 2))
            }
            Step::Fin { .. } => return Ok(()),
        };
        if bytes > most { Err(EngineError::TooLarge { bytes, most }) } else { Ok(()) }
    }

    fn issue(&mut self, call: usize, size: Option<u64>, book: &mut Book<'_>) -> Result<(), EngineError> {
        let side = book.ledger.side_of(call);
        let op = book.ledger.op(call);
        let entered = book.now();
        let size = size.or_else(|| book.ledger.recv(call).map(|recv| recv.size.most())).unwrap_or(0);
        book.ledger.issue(call, size, entered);
        book.ledger.entered(side);
        if let Op::Recv(_) = op {
            return Ok(()); // made when the model says that it completes
        }
        book.log(entered, What::Enter { call, size: None });
        if let Op::Sleep(pause) = op {
            self.sleep(*pause)?;
        }
        let acted = act(op, &self.wires.conns[side.index()], size, &mut self.buffers.call, book.begun);
        book.ledger.returned(side, call, &acted.got, acted.took);
        let fine = match (op, &acted.got) {
            (Op::Send(send), Got::Sent(count)) => *count == send.length,
            (Op::Send(_), _) => false,
            // May fail (an option out of range, a second shutdown of a connection that is over) and changes nothing then.
            _ => true,
        };
        book.log(acted.at, What::Return { call, got: acted.got });
        if !fine {
            return Err(EngineError::Disagreed(format!("call {}. {}", call + 1, book.state())));
        }
        self.take(side, book)
    }

    /// The relay reads all that a side has sent, and the end of it.
    fn take(&mut self, from: Side, book: &mut Book<'_>) -> Result<(), EngineError> {
        const GULP: usize = 1 << 16;
        let buffer = &mut self.buffers.relay;
        if buffer.len() < GULP {
            buffer.resize(GULP, 0);
        }
        let to = from.peer().index();
        let mut looks = Looks::default();
        while !book.ledger.flows[to].settled() {
            match net::recv(Some(&self.wires.legs[from.index()]), buffer, look_only(false)) {
                Ok(0) => book.learn(Fact::TakenFin { from }),
                Ok(count) => {
                    let at = book.now();
                    book.learn(Fact::Taken { from, bytes: buffer[..count].to_vec(), at });
                }
                Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => looks.again(self.cancel, book)?,
                Err(_) => book.learn(Fact::TakenFin { from }),
            }
        }
        Ok(())
    }

    fn deliver(&mut self, bytes: u64, to: Side, book: &mut Book<'_>) -> Result<(), EngineError> {
        let Some(piece) = book.held[to.index()].pop(bytes as usize) else {
            return Err(EngineError::Unplayable(book.state()));
        };
        let at = book.now();
        let mut rest = &piece[..];
        let mut looks = Looks::default();
        while !rest.is_empty() {
            match net::send(Some(&self.wires.legs[to.index()]), rest, Flags::dontwait()) {
                Ok(count) => rest = &rest[count..],
                Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => looks.again(self.cancel, book)?,
                Err(error) => return Err(EngineError::Disagreed(format!("{error}. {}", book.state()))),
            }
        }
        book.ledger.flows[to.index()].delivered += bytes;
        book.log(at, What::Delivered { to, bytes });
        self.confirm(to, book)
    }

    fn deliver_fin(&mut self, to: Side, book: &mut Book<'_>) -> Result<(), EngineError> {
        let at = book.now();
        // The peer may have closed both ways before: then there is nobody to tell.
        let _ = self.wires.legs[to.index()].shutdown(std::net::Shutdown::Write);
        book.ledger.flows[to.index()].fin_delivered = true;
        book.log(at, What::DeliveredFin { to });
        self.confirm(to, book)
    }

    /// The gate: waits until all that was handed to a side is in its receive buffer, read or not.
    fn confirm(&self, to: Side, book: &Book<'_>) -> Result<(), EngineError> {
        let flow = &book.ledger.flows[to.index()];
        let due = self.wires.before[to.index()] + flow.delivered + u64::from(flow.fin_delivered);
        let mut looks = Looks::default();
        loop {
            let there = self.wires.conns[to.index()].with(|socket| {
                let socket = socket?;
                match net::bytes_received(socket) {
                    Some(received) => Some(received >= due),
                    None => net::unread_bytes(socket).map(|unread| unread >= flow.unread()),
                }
            });
            if there.unwrap_or(true) {
                return Ok(());
            }
            looks.again(self.cancel, book)?;
        }
    }

    /// Makes the recv that the model has just completed, and compares.
    fn receive(&mut self, completed: Completed, book: &mut Book<'_>) -> Result<(), EngineError> {
        let call = completed.call;
        let side = book.ledger.side_of(call);
        let size = book.ledger.sides[side.index()].pending.map_or(0, |pending| pending.size);
        book.log(book.now(), What::Enter { call, size: Some(size) });
        let conn = &self.wires.conns[side.index()];
        let acted = act(book.ledger.op(call), conn, size, &mut self.buffers.call, book.begun);
        let same = match (&acted.got, completed.taken) {
            (Got::Received(bytes), Taken::Data { len, .. }) => bytes.len() as u64 == len,
            (Got::Received(bytes), Taken::Eof) => bytes.is_empty(),
            (got, Taken::Eagain) => is_eagain(got),
            _ => false,
        };
        book.ledger.returned(side, call, &acted.got, 0);
        let came = if same { String::new() } else { format!("{:?} for {:?}", acted.got, completed) };
        book.log(acted.at, What::Return { call, got: acted.got });
        if same { Ok(()) } else { Err(EngineError::Disagreed(format!("{came}. {}", book.state()))) }
    }

    /// The recvs that the model leaves waiting for good. The kernel is asked whether it would have to wait, too.
    pub(super) fn waiting(&mut self, book: &Book<'_>) -> Result<Vec<usize>, EngineError> {
        let mut waiting = Vec::new();
        for side in Side::BOTH {
            let Some(pending) = book.ledger.sides[side.index()].pending else { continue };
            waiting.push(pending.call);
            if cfg!(not(unix)) {
                continue; // no MSG_DONTWAIT there
            }
            // With MSG_WAITALL some bytes may lie there, but fewer than it asks for.
            let unread = book.ledger.flows[side.index()].unread();
            let mut look = vec![0; pending.size.min(unread + 1) as usize];
            let seen = self.wires.conns[side.index()].with(|socket| net::recv(socket, &mut look, look_only(true)));
            let agrees = match &seen {
                Ok(count) => *count > 0 && *count as u64 == unread,
                Err(error) => error.kind() == std::io::ErrorKind::WouldBlock,
            };
            if !agrees {
                let state = format!("a look for call {} gave {seen:?}. {}", pending.call + 1, book.state());
                return Err(EngineError::Disagreed(state));
            }
        }
        waiting.sort_unstable();
        Ok(waiting)
    }

    fn sleep(&self, pause: Duration) -> Result<(), EngineError> {
        let begun = Instant::now();
        while let Some(left) = pause.checked_sub(begun.elapsed()).filter(|left| !left.is_zero()) {
            if self.cancel.is_cancelled() {
                return Err(EngineError::Cancelled);
            }
            thread::sleep(left.min(Duration::from_millis(10)));
        }
        Ok(())
    }
}

/// Do not wait; with `peek`, do not take anything either.
fn look_only(peek: bool) -> Flags {
    Flags::of_recv(RecvFlags { peek, dontwait: true, ..RecvFlags::default() })
}

/// Looks again for something that comes within microseconds, but not for ever.
#[derive(Default)]
struct Looks {
    count: u32,
    begun: Option<Instant>,
}

impl Looks {
    fn again(&mut self, cancel: &Cancel, book: &Book<'_>) -> Result<(), EngineError> {
        if cancel.is_cancelled() {
            return Err(EngineError::Cancelled);
        }
        self.count += 1;
        match self.count {
            ..100 => std::hint::spin_loop(),
            100..1000 => thread::yield_now(),
            _ => thread::sleep(Duration::from_micros(100)),
        }
        if self.begun.get_or_insert_with(Instant::now).elapsed() > STALL {
            return Err(EngineError::Stalled(book.state()));
        }
        Ok(())
    }
}
