//! The threaded executor: performs steps on real sockets, a thread a side, and waits for what must follow.

use std::io;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::sync::mpsc::RecvTimeoutError;
use std::thread;
use std::time::{Duration, Instant};

use socket2::Socket;

use super::book::Book;
use super::crew::Crew;
use super::driver::Release;
use super::worker::{Command, Fact, Shared};
use super::{Cancel, EngineError, patience};
use crate::call::{Op, Side};
use crate::net::{self, Asleep};
use crate::stream::Step;
use crate::trace::What;

/// How often a wait looks whether it was cancelled.
const SLICE: Duration = Duration::from_millis(10);
/// How long a wait for something that must come may take before the run is given up.
const STALL: Duration = Duration::from_secs(10);
/// How long cleaning up waits for a thread to come back from a call whose socket was shut down.
const RETREAT: Duration = Duration::from_secs(3);
/// A send of so many bytes may take a while: its entry is worth a message of its own.
const LARGE: u64 = 1 << 14;

/// Performs steps. The drivers decide which; another executor may perform them in another way.
pub(super) trait Executor {
    /// Makes a call, or hands bytes or the end of the stream to a side, and waits until they are there.
    fn perform(&mut self, step: Step, book: &mut Book<'_>) -> Result<(), EngineError>;

    /// Lets one side or both go through their calls by themselves.
    fn release(&mut self, release: Release, book: &mut Book<'_>) -> Result<(), EngineError>;

    /// Waits until something new is known.
    fn wait(&mut self, book: &mut Book<'_>) -> Result<(), EngineError>;

    /// Takes note of what is known already, without waiting.
    fn catch_up(&mut self, book: &mut Book<'_>);
}

/// One run's sockets, and the threads that it borrows.
pub(super) struct Threaded<'a> {
    pub(super) crew: &'a mut Crew,
    pub(super) shared: Arc<Shared>,
    /// The relay's ends, by the side that each talks to.
    pub(super) legs: Option<[Arc<Socket>; 2]>,
    pub(super) sizes: Arc<[u64]>,
    pub(super) cancel: &'a Cancel,
    /// Sides go by themselves; the index says which were let go.
    pub(super) loose: [bool; 2],
}

impl Executor for Threaded<'_> {
    fn perform(&mut self, step: Step, book: &mut Book<'_>) -> Result<(), EngineError> {
        if book.watched() {
            self.until_asleep(book)?;
        }
        match step {
            Step::Issue { call, size } => self.issue(call, size, book),
            Step::Deliver { bytes, to } => self.deliver(bytes, to, book),
            Step::Fin { to } => self.deliver_fin(to, book),
        }
    }

    fn release(&mut self, release: Release, book: &mut Book<'_>) -> Result<(), EngineError> {
        let sides: &[Side] = match &release {
            Release::Both => &Side::BOTH,
            Release::One(side) | Release::UntilItWaits(side) => std::slice::from_ref(side),
        };
        for side in sides {
            self.loose[side.index()] = true;
            let command = Command::All {
                run: Arc::clone(&self.shared),
                sizes: Arc::clone(&self.sizes),
                together: release == Release::Both,
                wake: thread::current(),
            };
            self.crew.tell(*side, command)?;
        }
        match release {
            Release::UntilItWaits(side) => self.until_it_waits(side, book),
            Release::One(_) | Release::Both => Ok(()),
        }
    }

    fn wait(&mut self, book: &mut Book<'_>) -> Result<(), EngineError> {
        let quiet = book.ledger.quiet_after();
        let mut numbers = self.numbers();
        let begun = Instant::now();
        let mut quiet_since = begun;
        let patience = STALL + book.ledger.pause();
        // In a race the coordinator must not be woken by each report: that costs the reporting side microseconds,
        // and they decide. It looks from time to time instead; a side that has finished wakes it.
        let racing = self.loose != [false; 2] && self.legs.is_none() && !book.watched();
        let mut nap = Duration::from_micros(20);
        loop {
            let fact = if racing {
                match self.crew.facts.try_recv() {
                    Ok(fact) => Ok(fact),
                    Err(_) => {
                        thread::park_timeout(nap);
                        nap = (nap * 2).min(Duration::from_millis(2));
                        self.crew.facts.try_recv().map_err(|_| RecvTimeoutError::Timeout)
                    }
                }
            } else {
                patience::recv_timeout(&self.crew.facts, SLICE)
            };
            match fact {
                Ok(fact) => {
                    book.learn(fact);
                    self.catch_up(book);
                    return Ok(());
                }
                Err(RecvTimeoutError::Disconnected) => return Err(EngineError::Stalled("no threads".to_owned())),
                Err(RecvTimeoutError::Timeout) => {}
            }
            self.check()?;
            if let Some(quiet) = quiet {
                let now = self.numbers();
                if now != numbers {
                    numbers = now;
                    quiet_since = Instant::now();
                } else if quiet_since.elapsed() > quiet && self.pending_sleep(book) {
                    book.stick();
                    return Ok(());
                }
            }
            if begun.elapsed() > patience {
                return Err(EngineError::Stalled(book.state()));
            }
        }
    }

    fn catch_up(&mut self, book: &mut Book<'_>) {
        while let Ok(fact) = self.crew.facts.try_recv() {
            book.learn(fact);
        }
    }
}

impl Threaded<'_> {
    fn check(&self) -> Result<(), EngineError> {
        if self.cancel.is_cancelled() { Err(EngineError::Cancelled) } else { Ok(()) }
    }

    fn issue(&mut self, call: usize, size: Option<u64>, book: &mut Book<'_>) -> Result<(), EngineError> {
        let side = book.ledger.side_of(call);
        let fixed = book.ledger.recv(call).map_or(0, |recv| recv.size.least());
        let size = size.unwrap_or(fixed);
        if book.ledger.recv(call).is_some() && self.legs.is_some() {
            self.confirm(side, book)?;
        }
        let told = book.now();
        book.ledger.issue(call, size, told);
        // A call that returns at once reports its entry together with its return: a message less.
        let slow = match book.ledger.op(call) {
            Op::Send(send) => send.length > LARGE,
            Op::Sleep(_) => true,
            _ => !book.ledger.must_return(side),
        };
        let accompanied = book.ledger.sides[side.peer().index()].pending.is_some();
        let tell_entry = slow || accompanied || book.watched() || self.legs.is_some();
        self.crew.tell(side, Command::Call { run: Arc::clone(&self.shared), call, size, tell_entry })
    }

    /// Hands a piece to a side. If that lets its pending call complete, the next decision waits for the call's reported
    /// return; else this waits until the bytes are really there.
    fn deliver(&mut self, bytes: u64, to: Side, book: &mut Book<'_>) -> Result<(), EngineError> {
        let Some(legs) = &self.legs else { return Err(EngineError::Unplayable(book.state())) };
        let leg = Arc::clone(&legs[to.index()]);
        let Some(piece) = book.held[to.index()].pop(bytes as usize) else {
            return Err(EngineError::Unplayable(book.state()));
        };
        let at = book.now();
        let begun = Instant::now();
        let mut rest = &piece[..];
        while !rest.is_empty() {
            match net::send(Some(&leg), rest, net::Flags::dontwait()) {
                Ok(count) => rest = &rest[count..],
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                    self.check()?;
                    if begun.elapsed() > STALL {
                        return Err(EngineError::Stalled(book.state()));
                    }
                    thread::sleep(Duration::from_millis(1));
                }
                Err(_) => {
                    // The receiver has closed, or reset the connection: bytes for it go nowhere from here on.
                    book.ledger.flows[to.index()].dead = true;
                    return Ok(());
                }
            }
        }
        book.ledger.flows[to.index()].delivered += bytes;
        book.log(at, What::Delivered { to, bytes });
        if book.ledger.must_return(to) { Ok(()) } else { self.confirm(to, book) }
    }

    fn deliver_fin(&mut self, to: Side, book: &mut Book<'_>) -> Result<(), EngineError> {
        let Some(legs) = &self.legs else { return Err(EngineError::Unplayable(book.state())) };
        let at = book.now();
        if legs[to.index()].shutdown(std::net::Shutdown::Write).is_err() {
            book.ledger.flows[to.index()].dead = true;
            return Ok(());
        }
        book.ledger.flows[to.index()].fin_delivered = true;
        book.log(at, What::DeliveredFin { to });
        if book.ledger.must_return(to) { Ok(()) } else { self.confirm(to, book) }
    }

    /// Waits until all that was handed to a side is in its receive buffer, read or not.
    fn confirm(&self, to: Side, book: &mut Book<'_>) -> Result<(), EngineError> {
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
    fn until_it_waits(&mut self, side: Side, book: &mut Book<'_>) -> Result<(), EngineError> {
        let recv = book.ledger.script.of(side).find(|(_, line)| line.call.as_recv().is_some()).map(|(call, _)| call);
        let begun = Instant::now();
        let patience = STALL + pauses(book, side);
        loop {
            self.check()?;
            self.catch_up(book);
            let state = &book.ledger.sides[side.index()];
            let at = state.pending.map(|pending| pending.call);
            let past = recv.is_none_or(|recv| !state.ahead.contains(&recv) && at != Some(recv));
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
    fn until_asleep(&self, book: &Book<'_>) -> Result<(), EngineError> {
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
    fn numbers(&self) -> [Option<u64>; 4] {
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
    fn pending_sleep(&self, book: &Book<'_>) -> bool {
        Side::BOTH
            .iter()
            .all(|side| book.ledger.sides[side.index()].pending.is_none() || self.crew.asleep(*side) != Asleep::No)
    }

    /// Ends the run for its threads and sockets: wakes whoever is blocked, waits until all threads are idle, resets the
    /// connections (a plain close would leave a port in TIME_WAIT). False if a thread did not come back.
    pub(super) fn clean_up(mut self, book: &mut Book<'_>) -> bool {
        self.shared.over.store(true, Ordering::Release);
        if let Some(legs) = &self.legs {
            for leg in legs {
                let _ = leg.shutdown(std::net::Shutdown::Both);
            }
        }
        let mut reading = [self.legs.is_some(); 2];
        for from in Side::BOTH {
            reading[from.index()] &= !book.ledger.flows[from.peer().index()].fin_taken;
        }
        let mut busy = [false; 2];
        for side in Side::BOTH {
            let at = side.index();
            let state = &book.ledger.sides[at];
            busy[at] = if self.loose[at] { !state.finished } else { state.pending.is_some() };
            if busy[at] {
                self.shared.conns[at].release();
                let _ = self.crew.tell(side, Command::Wake);
            }
        }
        let begun = Instant::now();
        while busy.contains(&true) || reading.contains(&true) {
            match patience::recv_timeout(&self.crew.facts, Duration::from_millis(20)) {
                Ok(Fact::Finished { side }) => busy[side.index()] = false,
                Ok(Fact::Returned { side, .. }) if !self.loose[side.index()] => busy[side.index()] = false,
                Ok(Fact::TakenFin { from }) => reading[from.index()] = false,
                Ok(_) => {}
                Err(RecvTimeoutError::Disconnected) => return false,
                Err(RecvTimeoutError::Timeout) => {
                    self.shared.conns.iter().for_each(super::worker::Conn::release);
                    if begun.elapsed() > RETREAT {
                        return false;
                    }
                }
            }
        }
        for conn in &self.shared.conns {
            conn.take().iter().for_each(reset);
        }
        self.legs.take().iter().flatten().for_each(|leg| reset(leg));
        true
    }
}

/// Makes the coming close a reset.
fn reset(socket: &Socket) {
    let _ = socket.set_linger(Some(Duration::ZERO));
}

fn pauses(book: &Book<'_>, side: Side) -> Duration {
    let pause = |op: &Op| if let Op::Sleep(pause) = op { *pause } else { Duration::ZERO };
    book.ledger.script.of(side).map(|(_, line)| pause(&line.call.op)).fold(Duration::ZERO, Duration::saturating_add)
}
