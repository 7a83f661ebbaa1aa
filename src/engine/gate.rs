//! What the threaded executor waits for between steps: bytes that arrive, threads that fall asleep, numbers that rest.

use std::sync::mpsc::RecvTimeoutError;
use std::thread;
use std::time::{Duration, Instant};

use socket2::Socket;

use super::book::Book;
use super::threaded::{Executor, STALL, Threaded};
use super::{EngineError, patience};
use crate::call::{Op, Side};
use crate::net::{self, Asleep};

impl Threaded<'_> {
    /// Waits until all that was handed to a side is in its receive buffer, read or not.
    pub(super) fn confirm(&self, to: Side, book: &mut Book<'_>) -> Result<(), EngineError> {
        const SHUT: Duration = Duration::from_millis(100);
        let deaf = book.ledger.sides[to.index()].deaf;
        let flow = &mut book.ledger.flows[to.index()];
        let due = flow.delivered + u64::from(flow.fin_delivered);
        let begun = Instant::now();
        let mut looks = 0u32;
        loop {
            let there = self.shared.conns[to.index()].with(|socket| {
                let Some(socket) = socket else { return Some(true) };
                match net::bytes_received(socket) {
                    Some(received) => Some(received >= due),
                    // Elsewhere only unread bytes show; loopback is quick, so a moment is enough for the rest.
                    None => net::unread_bytes(socket).map(|unread| unread >= flow.unread()),
                }
            });
            if there.unwrap_or(true) || flow.dead {
                return Ok(());
            }
            // Bytes for a socket that is shut in both directions are answered by a reset, and never count (RFC 9293, 3.6.1).
            let refused = self.legs.as_ref().is_some_and(|legs| !matches!(legs[to.index()].take_error(), Ok(None)));
            if refused || (deaf && begun.elapsed() > SHUT) {
                flow.dead = true;
                return Ok(());
            }
            self.check()?;
            looks += 1;
            if looks < 100 {
                thread::yield_now();
            } else {
                thread::sleep(Duration::from_micros(100));
            }
            if begun.elapsed() > STALL {
                return Err(EngineError::Stalled(book.state()));
            }
        }
    }

    /// Waits until a side that was let go really sleeps in its first recv, or has got past it, or can make no move.
    pub(super) fn until_it_waits(&mut self, side: Side, book: &mut Book<'_>) -> Result<(), EngineError> {
        let recv = book.ledger.script.of(side).find(|(_, line)| line.call.as_recv().is_some()).map(|(call, _)| call);
        const ENOUGH: Duration = Duration::from_secs(2);
        let begun = Instant::now();
        let mut seen = None;
        let patience = STALL.saturating_add(pauses(book, side, self.shared.gap.unwrap_or_default()));
        loop {
            self.check()?;
            self.catch_up(book);
            let state = &book.ledger.sides[side.index()];
            let at = state.pending.map(|pending| pending.call);
            let past = recv.is_none_or(|recv| book.ledger.times_made(recv) > 0 && at != Some(recv));
            if state.finished || past {
                return Ok(());
            }
            let sleeps = self.crew.asleep(side);
            match at {
                Some(call) if Some(call) == recv && sleeps == Asleep::InSocketCall => return Ok(()),
                Some(call) if Some(call) == recv && sleeps == Asleep::Unknown => {
                    // No way to see it: give it the time to fall asleep.
                    thread::sleep(Duration::from_millis(2));
                    return Ok(());
                }
                // It is in its recv by its own report; if it is not seen to sleep for so long, that must do.
                Some(call) if Some(call) == recv && seen.get_or_insert_with(Instant::now).elapsed() > ENOUGH => {
                    return Ok(());
                }
                _ => {}
            }
            if begun.elapsed() > patience {
                return Err(EngineError::Stalled(book.state()));
            }
            match patience::recv_timeout(&self.crew.facts, Duration::from_micros(50)) {
                Ok(fact) => book.learn(fact),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Err(EngineError::Stalled(book.state())),
            }
        }
    }

    /// Waits until every side with a recv that waits really sleeps in it. A report of entry comes just before the system
    /// call; whoever watches, or compares with strace, should see the call made before the next thing happens.
    pub(super) fn until_asleep(&self, book: &Book<'_>) -> Result<(), EngineError> {
        const ENOUGH: Duration = Duration::from_millis(500);
        let begun = Instant::now();
        for side in Side::BOTH {
            let waits = book.ledger.sides[side.index()].pending.is_some() && !book.ledger.must_return(side);
            while waits && self.crew.asleep(side) == Asleep::No && begun.elapsed() < ENOUGH {
                self.check()?;
                thread::yield_now();
            }
        }
        Ok(())
    }

    /// The kernel's numbers that change while anything moves on a connection.
    pub(super) fn numbers(&self) -> [Option<u64>; 4] {
        let ask = |side: Side, number: fn(&Socket) -> Option<u64>| {
            self.shared.conns[side.index()].with(|socket| socket.and_then(number))
        };
        [
            ask(Side::Client, net::bytes_received),
            ask(Side::Client, net::sent_unacknowledged),
            ask(Side::Server, net::bytes_received),
            ask(Side::Server, net::sent_unacknowledged),
        ]
    }

    /// Whether every side with a pending call sleeps in it.
    pub(super) fn pending_sleep(&self, book: &Book<'_>) -> bool {
        Side::BOTH
            .iter()
            .all(|side| book.ledger.sides[side.index()].pending.is_none() || self.crew.asleep(*side) != Asleep::No)
    }
}

/// How long a side may take to get through its calls, for reasons of its own.
fn pauses(book: &Book<'_>, side: Side, gap: Duration) -> Duration {
    let pause = |op: &Op| if let Op::Sleep(pause) = op { *pause } else { Duration::ZERO };
    let calls = book.ledger.course_of(side).iter().map(|slot| &book.ledger.script.calls[slot.call].call.op);
    calls.map(|op| pause(op).saturating_add(gap)).fold(Duration::ZERO, Duration::saturating_add)
}
