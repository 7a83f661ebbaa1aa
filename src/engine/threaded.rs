//! The threaded executor: performs steps on real sockets, a thread a side, and waits for what must follow.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::RecvTimeoutError;
use std::thread;
use std::time::{Duration, Instant};

use socket2::Socket;

use super::book::Book;
use super::crew::Crew;
use super::driver::Release;
use super::policy::Sizes;
use super::worker::{Command, Conn, Shared};
use super::{Cancel, EngineError, patience};
use crate::call::{Op, Side};
use crate::net;
use crate::stream::Step;
use crate::trace::{Numbers, What};

/// How often a wait looks whether it was cancelled.
const SLICE: Duration = Duration::from_millis(10);
/// How long a wait for something that must come may take before the run is given up.
pub(super) const STALL: Duration = Duration::from_secs(10);
/// How long the kernel may take nothing until its buffers are taken for full, where nobody makes room.
const FULL: Duration = Duration::from_millis(500);
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

    /// The kernel's numbers of both sockets, if asking disturbs nobody.
    fn sample(&self, book: &Book<'_>) -> Option<Numbers>;
}

/// One run's sockets, and the threads that it borrows.
pub(super) struct Threaded<'a> {
    pub(super) crew: &'a mut Crew,
    pub(super) shared: Arc<Shared>,
    /// The relay's ends, by the side that each talks to.
    pub(super) legs: Option<[Arc<Socket>; 2]>,
    pub(super) sizes: Arc<Sizes>,
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
        let gap = self.shared.gap.unwrap_or_default();
        let patience = STALL.saturating_add(book.ledger.pause()).saturating_add(gap);
        // In a race the coordinator must not be woken by each report: that costs the reporting side microseconds,
        // and they decide. It looks from time to time instead; a side that has finished wakes it.
        let racing = self.loose != [false; 2] && self.legs.is_none();
        let mut nap = Duration::from_micros(20);
        loop {
            let fact = if racing {
                match self.crew.facts.try_recv() {
                    Ok(fact) => Ok(fact),
                    Err(_) => {
                        thread::park_timeout(nap);
                        nap = (nap * 2).min(SLICE);
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

    fn sample(&self, book: &Book<'_>) -> Option<Numbers> {
        let races = |side: &Side| self.loose[side.index()] && !book.ledger.at_rest(*side);
        if self.legs.is_none() && Side::BOTH.iter().any(races) {
            return None;
        }
        Some(sample(&self.shared.conns))
    }

    fn catch_up(&mut self, book: &mut Book<'_>) {
        while let Ok(fact) = self.crew.facts.try_recv() {
            book.learn(fact);
        }
    }
}

/// The kernel's numbers of both sides' sockets.
pub(super) fn sample(conns: &[Conn; 2]) -> Numbers {
    let mut numbers = Numbers::default();
    for (at, conn) in conns.iter().enumerate() {
        conn.with(|socket| {
            let Some(socket) = socket else { return };
            numbers.unread[at] = net::unread_bytes(socket);
            numbers.unacknowledged[at] = net::sent_unacknowledged(socket);
            let Some(counted) = net::counted(socket) else { return };
            numbers.segments_out[at] = Some(counted.segments_sent);
            numbers.segments_in[at] = Some(counted.segments_received);
            numbers.data_segments_out[at] = Some(counted.data_segments_sent);
            numbers.data_segments_in[at] = Some(counted.data_segments_received);
            numbers.mss[at] = Some(counted.mss);
            numbers.bytes_acked[at] = Some(counted.bytes_acked);
            numbers.bytes_received[at] = Some(counted.bytes_received);
        });
    }
    numbers
}

impl Threaded<'_> {
    pub(super) fn check(&self) -> Result<(), EngineError> {
        if self.cancel.is_cancelled() { Err(EngineError::Cancelled) } else { Ok(()) }
    }

    fn issue(&mut self, call: usize, size: Option<u64>, book: &mut Book<'_>) -> Result<(), EngineError> {
        if !book.ledger.is_next(call) {
            return Err(EngineError::Unplayable(book.state()));
        }
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
        let mut moved = Instant::now();
        let drained = book.ledger.drains(to);
        let mut rest = &piece[..];
        while !rest.is_empty() {
            match net::send(Some(&leg), rest, net::Flags::dontwait()) {
                Ok(count) => {
                    rest = &rest[count..];
                    moved = Instant::now();
                }
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                    self.check()?;
                    if !drained && moved.elapsed() > FULL {
                        return Err(EngineError::Full { bytes, took: bytes - rest.len() as u64 });
                    }
                    if moved.elapsed() > STALL {
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
        book.ledger.flows[to.index()].hand_on(bytes);
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
}
