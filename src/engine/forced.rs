//! Forced runs: schedules and relay policies played exactly, by one thread, as fast as the kernel goes.

use std::time::{Duration, Instant};

use super::book::Book;
use super::cleanup::reset;
use super::driver::{Driver, InOrder, Scheduled};
use super::policy::{Cutter, Sizes};
use super::ready::{Buffers, Ready, Wires};
use super::run::{AtOnce, connect, drive, finish, granted, setup};
use super::worker::Conn;
use super::{Cancel, EngineError, Policy, Report};
use crate::call::{Op, Side};
use crate::net::{Listeners, Options};
use crate::script::Script;
use crate::stream::{Machine, Program, Schedule};

/// Longer than any call of a forced run takes: each is made when it can complete.
const AT_MOST: Duration = Duration::from_secs(2);

/// Plays schedules through a relay on one thread, one after the other: the `ready` executor. It does what the model
/// covers; for everything else there is [`Runner`](super::Runner).
///
/// A recv is made, as it is typed, when the model says that it completes. One that waits for good is *not made*: it is in
/// [`Report::not_made`], and its `BlocksForGood` event has no `Enter` before it.
///
/// Connections with `TCP_NODELAY` are kept and used again as long as each run has read all that it sent and has closed
/// nothing; otherwise the next run gets new ones. Calls run on the caller's thread; dropping the runner resets its
/// connections.
#[derive(Debug)]
pub struct ForcedRunner {
    listeners: Listeners,
    wires: Option<Wires>,
    buffers: Buffers,
    connections: u64,
}

impl ForcedRunner {
    /// Opens a listener on the loopback interface.
    ///
    /// # Errors
    /// [`EngineError::Setup`].
    pub fn new() -> Result<Self, EngineError> {
        let listeners = Listeners::new().map_err(setup)?;
        Ok(ForcedRunner { listeners, wires: None, buffers: Buffers::default(), connections: 0 })
    }

    /// How many pairs of connections were made so far; all other runs used one again.
    pub fn connections(&self) -> u64 {
        self.connections
    }

    /// Plays a schedule, step by step. What it leaves undelivered stays undelivered.
    ///
    /// # Errors
    /// [`EngineError::Outside`] and [`EngineError::TooLarge`]: play it on a [`Runner`](super::Runner) instead.
    /// [`EngineError::Unplayable`] for a step that the model refuses; [`EngineError::Disagreed`] when a call gave something
    /// else than the model says; no sockets, cancelled, or no progress for ten seconds.
    pub fn play(&mut self, script: &Script, schedule: &Schedule, cancel: &Cancel) -> Result<Report, EngineError> {
        let sizes = Sizes::new(script, 0);
        let mut driver = Scheduled { schedule, sizes: &sizes, done: 0 };
        self.run(script, &Program::new(script), &mut driver, cancel)
    }

    /// Plays many schedules of one script, in turn, and hands out each report.
    ///
    /// # Errors
    /// As [`ForcedRunner::play`], at the first schedule that cannot be played.
    pub fn play_all<'s>(
        &mut self,
        script: &Script,
        schedules: impl IntoIterator<Item = &'s Schedule>,
        cancel: &Cancel,
        tell: &mut dyn FnMut(Report),
    ) -> Result<(), EngineError> {
        let program = Program::new(script);
        let sizes = Sizes::new(script, 0);
        for schedule in schedules {
            let mut driver = Scheduled { schedule, sizes: &sizes, done: 0 };
            tell(self.run(script, &program, &mut driver, cancel)?);
        }
        Ok(())
    }

    /// Makes the calls as written, one after the other, through a relay with this policy: what
    /// [`Runner::run`](super::Runner::run) does with start `sends-first`, with the same cuts for the same seed.
    ///
    /// # Errors
    /// As [`ForcedRunner::play`].
    pub fn cut(&mut self, script: &Script, policy: &Policy, seed: u64, cancel: &Cancel) -> Result<Report, EngineError> {
        let sizes = Sizes::new(script, seed);
        let cutter = Some(Cutter::new(policy.clone(), seed));
        let mut driver = InOrder { sizes: &sizes, cutter };
        self.run(script, &Program::new(script), &mut driver, cancel)
    }

    fn run(
        &mut self,
        script: &Script,
        program: &Program,
        driver: &mut dyn Driver,
        cancel: &Cancel,
    ) -> Result<Report, EngineError> {
        if cancel.is_cancelled() {
            return Err(EngineError::Cancelled);
        }
        // Taken out for the run: after an error, or a panic, nobody knows what is on the way.
        let mut wires = match self.wires.take() {
            Some(wires) => wires,
            None => {
                self.connections += 1;
                wire(&mut self.listeners)?
            }
        };
        let mut book = Book::new(script, true, Instant::now(), None);
        let machine = Machine::new(program);
        let mut ready = Ready { machine, wires: &wires, buffers: &mut self.buffers, cancel };
        book.log(Duration::ZERO, wires.connected.clone());
        drive(driver, &mut ready, &mut book, cancel, &mut AtOnce, false)?;
        let not_made = ready.waiting(&book)?;
        book.close();
        let granted = wires.granted;
        let earlier = wires.runs;
        if is_like_new(script, &book) {
            for side in Side::BOTH {
                wires.before[side.index()] += book.ledger.flows[side.index()].delivered;
            }
            wires.runs += 1;
            self.wires = Some(wires);
        }
        let report = finish(script, book.into_trace(), granted, false);
        Ok(Report { not_made, earlier_runs: earlier, ..report })
    }
}

/// Whether a run left its connections as it found them: all read, nothing closed, no option changed.
fn is_like_new(script: &Script, book: &Book<'_>) -> bool {
    let still = |side: &Side| {
        let flow = &book.ledger.flows[side.index()];
        flow.sent == flow.consumed && flow.delivered == flow.sent && !flow.fin_sent
    };
    let sets = || script.calls.iter().any(|line| matches!(line.call.op, Op::SetOption(..)));
    Side::BOTH.iter().all(still) && !sets()
}

/// Two new connections with the relay between them.
fn wire(listeners: &mut Listeners) -> Result<Wires, EngineError> {
    let options = Options { nodelay: Some(true), ..Options::default() };
    let connected = connect(listeners, &options, true)?;
    for socket in &connected.sockets {
        // No call should ever wait; if one does all the same, it comes back.
        let limits = socket.set_read_timeout(Some(AT_MOST)).and_then(|()| socket.set_write_timeout(Some(AT_MOST)));
        limits.map_err(|error| setup(("setsockopt", error)))?;
    }
    let granted = granted(&connected.sockets);
    let Some(legs) = connected.legs else { unreachable!("asked for a relay") };
    let [client, server] = connected.sockets;
    Ok(Wires {
        conns: [Conn::new(client), Conn::new(server)],
        legs,
        connected: connected.event,
        granted,
        before: [0; 2],
        runs: 0,
    })
}

impl Drop for Wires {
    fn drop(&mut self) {
        // Labelled cleaning up, after the trace has ended: a plain close would leave a port in TIME_WAIT each time.
        for conn in &self.conns {
            conn.with(|socket| socket.map(reset));
        }
        self.legs.iter().for_each(reset);
    }
}
