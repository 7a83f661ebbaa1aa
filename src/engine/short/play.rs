//! A short send, step by step.

use std::io;
use std::net::Shutdown;
use std::thread;
use std::time::{Duration, Instant};

use super::interrupted::interrupted;
use super::made::{Made, note};
use super::open::Open;
use super::{By, Call, Event, Found, Order, Stage, TIME_OUT};
use crate::engine::EngineError;
use crate::engine::cleanup::reset;
use crate::net::{self, Flags, Listeners, Options, Pair};

/// Nothing more fits where nothing was taken for so long: more room shows up to some 50 ms after a buffer seemed full, when the
/// receiver's delayed acknowledgement comes.
const QUIET: Duration = Duration::from_millis(150);
/// … and where so many tries have found no room.
const REFUSED: u32 = 30;
/// Between two tries.
pub(super) const PAUSE: Duration = Duration::from_millis(1);
/// How long a thread may take to fall asleep in its send before a signal is sent all the same.
pub(super) const AWAKE: Duration = Duration::from_millis(100);
/// The longest that anything is waited for.
pub(super) const PATIENCE: Duration = Duration::from_secs(3);
/// Connections that are measured at most: the second, where the first did not hold what was measured.
pub(super) const TRIES: u32 = 2;
/// Bytes that fill, in one call at most; and that the receiver asks for.
const MOST: usize = 64 << 10;

/// A short send in the making. Each [`step`](ShortSend::step) makes real calls on real sockets; none takes longer than some seconds.
#[derive(Debug)]
pub struct ShortSend {
    pub(super) order: Order,
    listeners: Listeners,
    pub(super) pair: Option<Pair>,
    /// The send that has not returned.
    pub(super) open: Option<Open>,
    stage: Stage,
    /// Connections that were measured.
    pub(super) tries: u32,
    /// Bytes that a connection holds.
    capacity: usize,
    /// Bytes taken before the data, …
    pub(super) filled: usize,
    /// … and of the data.
    pub(super) sent: usize,
    /// What the receiver has read.
    pub(super) read: Vec<u8>,
}

/// Byte `at` of what fills: no letter, and not the same after any power of two.
fn filler(at: usize) -> u8 {
    128 + (at % 127) as u8
}

impl ShortSend {
    /// Opens a listener for it; nothing is sent yet.
    ///
    /// # Errors
    /// The sockets cannot be made.
    pub fn new(order: Order) -> Result<ShortSend, EngineError> {
        let listeners = Listeners::new().map_err(setup)?;
        let (tries, capacity, filled, sent) = (0, 0, 0, 0);
        Ok(ShortSend {
            order,
            listeners,
            pair: None,
            open: None,
            stage: Stage::Measure,
            tries,
            capacity,
            filled,
            sent,
            read: Vec::new(),
        })
    }

    /// What the next step does.
    pub fn next(&self) -> Stage {
        self.stage
    }

    /// Does the next step; none once all is done.
    ///
    /// # Errors
    /// The sockets cannot be made, a call failed in a way that has nothing to do with room, or the bytes that came are not those
    /// that were sent.
    pub fn step(&mut self) -> Result<Option<Event>, EngineError> {
        let (stage, mut calls) = (self.stage, Vec::new());
        let found = match stage {
            Stage::Measure => self.measure(&mut calls)?,
            Stage::Fill => self.fill(&mut calls)?,
            Stage::Send if self.order.waits() => self.begin(&mut calls)?,
            Stage::Send => self.send(&mut calls)?,
            Stage::Read if self.open.is_some() => self.read_until_returned(&mut calls)?,
            Stage::Read => self.read_sent(&mut calls)?,
            Stage::Rest => self.rest(&mut calls)?,
            Stage::Check => self.check(&mut calls)?,
            Stage::Over => return Ok(None),
        };
        let pair = self.pair.as_ref();
        let event = Event {
            stage,
            found,
            next: self.after(found),
            calls,
            unacknowledged: pair.and_then(|pair| net::sent_unacknowledged(&pair.client)),
            unread: pair.and_then(|pair| net::unread_bytes(&pair.server)),
        };
        self.stage = event.next;
        if matches!(found, Found::Capacity { .. } | Found::Changed { .. }) || self.stage == Stage::Over {
            self.drop_pair();
        }
        Ok(Some(event))
    }

    fn after(&self, found: Found) -> Stage {
        match found {
            Found::Capacity { .. } => Stage::Fill,
            Found::Filled { .. } => Stage::Send,
            Found::Changed { .. } => Stage::Measure,
            Found::Short { .. } | Found::Waits { .. } => Stage::Read,
            Found::Returned { taken, .. } if taken < self.order.length() => Stage::Rest,
            Found::Returned { .. } => Stage::Check,
            Found::Read { .. } if self.sent < self.order.length() => Stage::Rest,
            Found::Read { .. } => Stage::Check,
            Found::Sent { bytes } if bytes < self.order.length() => Stage::Read,
            Found::Sent { .. } => Stage::Check,
            Found::Whole { .. } => Stage::Over,
        }
    }

    fn connect(&mut self) -> Result<(), EngineError> {
        let client = Options { sndbuf: Some(1), ..Options::default() };
        let server = Options { rcvbuf: Some(1), ..Options::default() };
        let pair = self.listeners.connect(&client, &server).map_err(setup)?;
        // Bounded, whatever happens; also where a system has no MSG_DONTWAIT.
        pair.server.set_read_timeout(Some(PATIENCE)).map_err(|error| setup(("SO_RCVTIMEO", error)))?;
        pair.client.set_write_timeout(Some(PATIENCE)).map_err(|error| setup(("SO_SNDTIMEO", error)))?;
        (self.filled, self.sent) = (0, 0);
        self.read.clear();
        self.pair = Some(pair);
        Ok(())
    }

    pub(super) fn pair(&self) -> Result<&Pair, EngineError> {
        self.pair.as_ref().ok_or_else(|| EngineError::Stalled("no connection".to_owned()))
    }

    fn measure(&mut self, calls: &mut Vec<Call>) -> Result<Found, EngineError> {
        self.connect()?;
        self.tries += 1;
        let (begun, mut last, mut refused) = (Instant::now(), Instant::now(), 0);
        // Time alone says little where this thread was not let run meanwhile.
        while (last.elapsed() < QUIET || refused < REFUSED) && begun.elapsed() < PATIENCE {
            if self.push(MOST, calls)? > 0 {
                (last, refused) = (Instant::now(), 0);
            } else {
                refused += 1;
                thread::sleep(PAUSE);
            }
        }
        self.capacity = self.filled;
        let pair = self.pair()?;
        let granted = [net::granted(&pair.client).0, net::granted(&pair.server).1];
        Ok(Found::Capacity { bytes: self.capacity, granted, quiet: last.elapsed() })
    }

    fn fill(&mut self, calls: &mut Vec<Call>) -> Result<Found, EngineError> {
        self.connect()?;
        let (wanted, begun) = (self.capacity.saturating_sub(self.order.cut()), Instant::now());
        while self.filled < wanted && begun.elapsed() < PATIENCE {
            if self.push(wanted - self.filled, calls)? == 0 {
                thread::sleep(PAUSE);
            }
        }
        if self.filled < wanted && self.tries < TRIES {
            return Ok(Found::Changed { taken: 0 });
        }
        Ok(Found::Filled { bytes: self.filled })
    }

    /// Sends bytes that fill, as many as fit at once.
    fn push(&mut self, wanted: usize, calls: &mut Vec<Call>) -> Result<usize, EngineError> {
        let bytes: Vec<u8> = (self.filled..self.filled + wanted.min(MOST)).map(filler).collect();
        let got = net::send(Some(&self.pair()?.client), &bytes, Flags::dontwait());
        note(calls, Made::Fill, bytes.len(), &got);
        let taken = no_room(got)?;
        self.filled += taken;
        Ok(taken)
    }

    fn send(&mut self, calls: &mut Vec<Call>) -> Result<Found, EngineError> {
        let by = self.order.by();
        let data: Vec<u8> = (0..self.order.length()).map(Order::byte).collect();
        let client = &self.pair()?.client;
        let begun = Instant::now();
        let (got, signals) = match by {
            By::NonBlocking => (net::send(Some(client), &data, Flags::dontwait()), 0),
            By::TimeOut => {
                client.set_write_timeout(Some(TIME_OUT)).map_err(|error| setup(("SO_SNDTIMEO", error)))?;
                (net::send(Some(client), &data, Flags::blocking()), 0)
            }
            By::Blocking => (net::send(Some(client), &data, Flags::blocking()), 0),
            By::Signal { restart } => interrupted(|| net::send(Some(client), &data, Flags::blocking()), restart)?,
        };
        let took = begun.elapsed();
        note(calls, Made::Data { from: 0, by }, data.len(), &got);
        let taken = no_room(got)?;
        if taken != self.order.cut() && self.tries < TRIES {
            return Ok(Found::Changed { taken });
        }
        self.sent = taken;
        Ok(Found::Short { taken, took, signals })
    }

    /// The receiver reads what was taken so far.
    fn read_sent(&mut self, calls: &mut Vec<Call>) -> Result<Found, EngineError> {
        let before = self.read.len();
        self.read_to(self.filled + self.sent, calls)?;
        Ok(Found::Read { bytes: self.read.len() - before })
    }

    fn read_to(&mut self, end: usize, calls: &mut Vec<Call>) -> Result<(), EngineError> {
        while self.read.len() < end {
            self.read_some(calls)?;
        }
        Ok(())
    }

    /// One recv.
    pub(super) fn read_some(&mut self, calls: &mut Vec<Call>) -> Result<(), EngineError> {
        let mut buf = Vec::new();
        let got = net::receive(Some(&self.pair()?.server), &mut buf, MOST, Some(Flags::default()));
        let got = got.map(|()| buf.len());
        note(calls, Made::Recv, MOST, &got);
        match got {
            Ok(0) => Err(EngineError::Stalled(format!("the end after {} bytes", self.read.len()))),
            Ok(_) => {
                self.read.extend_from_slice(&buf);
                Ok(())
            }
            Err(error) => Err(EngineError::Stalled(format!("recv: {error}"))),
        }
    }

    /// The sender goes on where it was.
    fn rest(&mut self, calls: &mut Vec<Call>) -> Result<Found, EngineError> {
        let (by, begun) = (self.order.by(), Instant::now());
        let data: Vec<u8> = (self.sent..self.order.length()).map(Order::byte).collect();
        let flags = if by == By::NonBlocking { Flags::dontwait() } else { Flags::blocking() };
        loop {
            let got = net::send(Some(&self.pair()?.client), &data, flags);
            note(calls, Made::Data { from: self.sent, by }, data.len(), &got);
            let taken = no_room(got)?;
            if taken > 0 {
                self.sent += taken;
                return Ok(Found::Sent { bytes: self.sent });
            }
            // The word that the receiver has read is on its way.
            if begun.elapsed() > PATIENCE {
                return Err(EngineError::Stalled(format!("{} of {} bytes sent", self.sent, self.order.length())));
            }
            thread::sleep(PAUSE);
        }
    }

    /// The receiver reads the rest, and every byte is compared.
    fn check(&mut self, calls: &mut Vec<Call>) -> Result<Found, EngineError> {
        let length = self.order.length();
        self.read_to(self.filled + length, calls)?;
        let sent = (0..self.filled).map(filler).chain((0..length).map(Order::byte));
        if !self.read.iter().copied().eq(sent) {
            return Err(EngineError::Disagreed("the bytes that came are not those that were sent".to_owned()));
        }
        Ok(Found::Whole { before: self.filled, data: length })
    }

    /// Gives the connection up: a reset, so that no port waits.
    fn drop_pair(&mut self) {
        if let Some(pair) = self.pair.take() {
            reset(&pair.client);
            reset(&pair.server);
            if self.open.is_some() {
                // A send that stands open returns with that.
                let _ = pair.client.shutdown(Shutdown::Both);
            }
        }
        if let Some(open) = self.open.take() {
            open.join();
        }
    }
}

impl Drop for ShortSend {
    fn drop(&mut self) {
        self.drop_pair();
    }
}

pub(super) fn setup((what, source): net::SetupError) -> EngineError {
    EngineError::Setup { what, source }
}

/// Bytes that a send took; none where there was no room, the time was over, or a signal came first.
fn no_room(got: io::Result<usize>) -> Result<usize, EngineError> {
    match got {
        Ok(taken) => Ok(taken),
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut | io::ErrorKind::Interrupted
            ) =>
        {
            Ok(0)
        }
        Err(error) => Err(EngineError::Stalled(format!("send: {error}"))),
    }
}
