//! One run after the other, on threads and a listener that stay.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize};
use std::time::{Duration, Instant};

use socket2::Socket;

use super::book::Book;
use super::crew::Crew;
use super::driver::{Concurrent, Driver, InOrder, Next, Scheduled};
use super::ledger::room_of;
use super::policy::{Cutter, sizes};
use super::threaded::{Executor, Threaded};
use super::worker::{Conn, Shared};
use super::{Cancel, EngineError, Granted, Knobs, Plan, Report, Start, Via, report};
use crate::net::{self, Listeners, Options, Pair};
use crate::stream::{Schedule, Step};
use crate::trace::{Event, Trace, What};

/// Runs plans, one after the other: owns the listeners and the threads of the two sides. Dropping it ends the threads.
#[derive(Debug)]
pub struct Runner {
    listeners: Listeners,
    /// None during a run, and after one from which a thread did not come back.
    crew: Option<Crew>,
}

/// Asked before each step of a run.
pub(super) trait Pace {
    /// The run rests before `step`. Returns true when it may go on; false to look again (something may have been
    /// reported meanwhile).
    fn may_go(&mut self, step: Step) -> bool;
}

/// Never rests.
pub(super) struct AtOnce;

impl Pace for AtOnce {
    fn may_go(&mut self, _: Step) -> bool {
        true
    }
}

impl From<Knobs> for Options {
    fn from(knobs: Knobs) -> Self {
        Options { sndbuf: knobs.sndbuf, rcvbuf: knobs.rcvbuf, nodelay: knobs.nodelay, maxseg: knobs.maxseg }
    }
}

impl Runner {
    /// Opens a listener on the loopback interface and starts the threads.
    ///
    /// # Errors
    /// [`EngineError::Setup`].
    pub fn new() -> Result<Self, EngineError> {
        Ok(Runner { listeners: Listeners::new().map_err(setup)?, crew: Some(Crew::new()?) })
    }

    /// Runs a plan to its end.
    ///
    /// # Errors
    /// No sockets, cancelled, or no progress for ten seconds where there must be some.
    pub fn run(&mut self, plan: &Plan, cancel: &Cancel) -> Result<Report, EngineError> {
        self.run_paced(plan, None, cancel, None, &mut AtOnce)
    }

    /// Runs a plan to its end and tells of each event as it is learnt of.
    ///
    /// # Errors
    /// As [`Runner::run`].
    pub fn run_with(
        &mut self,
        plan: &Plan,
        cancel: &Cancel,
        sink: &mut dyn FnMut(&Event),
    ) -> Result<Report, EngineError> {
        self.run_paced(plan, None, cancel, Some(sink), &mut AtOnce)
    }

    /// Plays a schedule step by step through a relay, whatever the plan's `via` and `start` say: the witness of an
    /// outcome. What it leaves undelivered stays undelivered.
    ///
    /// # Errors
    /// As [`Runner::run`]; [`EngineError::Unplayable`] if it delivers what was not sent.
    pub fn run_schedule(&mut self, plan: &Plan, schedule: &Schedule, cancel: &Cancel) -> Result<Report, EngineError> {
        self.run_paced(plan, Some(schedule), cancel, None, &mut AtOnce)
    }

    pub(super) fn run_paced(
        &mut self,
        plan: &Plan,
        schedule: Option<&Schedule>,
        cancel: &Cancel,
        sink: Option<&mut dyn FnMut(&Event)>,
        pace: &mut dyn Pace,
    ) -> Result<Report, EngineError> {
        if cancel.is_cancelled() {
            return Err(EngineError::Cancelled);
        }
        let relayed = schedule.is_some() || plan.via != Via::Direct;
        let options = Options::from(plan.knobs);
        let connected = connect(&mut self.listeners, &options, relayed)?;
        let granted = granted(&connected.sockets);
        // Taken out for the run, so that a panic in the middle of it leaves no half-finished threads to the next.
        let mut crew = self.crew.take().map_or_else(Crew::new, Ok)?;
        let sizes: Arc<[u64]> = sizes(&plan.script, plan.seed).into();
        let begun = Instant::now();
        let mut book = Book::new(&plan.script, relayed, begun, sink.map(|sink| sink as &mut dyn FnMut(&Event)));
        let [client, server] = connected.sockets;
        let shared = Arc::new(Shared {
            script: Arc::clone(&plan.script),
            conns: [Conn::new(client), Conn::new(server)],
            begun,
            over: AtomicBool::new(false),
            ready: AtomicUsize::new(0),
        });
        if let Some(legs) = &connected.legs {
            crew.read(legs, begun)?;
        }
        book.ledger.room = granted.rcvbuf.map(room_of);
        let cutter = match &plan.via {
            Via::Relay(policy) => Some(Cutter::new(policy.clone(), plan.seed)),
            Via::Direct => None,
        };
        let mut driver: Box<dyn Driver + '_> = match (schedule, plan.start) {
            (Some(schedule), _) => Box::new(Scheduled { schedule, sizes: &sizes, done: 0 }),
            (None, Start::SendsFirst) => Box::new(InOrder { sizes: &sizes, cutter }),
            (None, Start::ServerFirst) => Box::new(Concurrent::server_first(&sizes, cutter, &plan.script)),
            (None, Start::Free) => Box::new(Concurrent::free(&sizes, cutter)),
        };
        let mut executor = Threaded {
            crew: &mut crew,
            shared,
            legs: connected.legs,
            sizes: Arc::clone(&sizes),
            cancel,
            loose: [false; 2],
        };
        book.log(Duration::ZERO, connected.event);
        let result = drive(&mut *driver, &mut executor, &mut book, cancel, pace);
        if result.is_ok() {
            book.close();
        }
        match executor.clean_up(&book) {
            true => self.crew = Some(crew),
            false => crew.abandon(),
        }
        result?;
        let left_model = book.ledger.left_model;
        Ok(finish(plan, book.into_trace(), granted, left_model))
    }
}

/// The run itself: decisions and their execution in turn.
fn drive(
    driver: &mut dyn Driver,
    executor: &mut dyn Executor,
    book: &mut Book<'_>,
    cancel: &Cancel,
    pace: &mut dyn Pace,
) -> Result<(), EngineError> {
    loop {
        if cancel.is_cancelled() {
            return Err(EngineError::Cancelled);
        }
        let next = driver.next(&mut book.ledger);
        if let Next::Do(step) | Next::Release(step, _) = next {
            while !pace.may_go(step) {
                if cancel.is_cancelled() {
                    return Err(EngineError::Cancelled);
                }
                executor.catch_up(book);
            }
        }
        match next {
            Next::Do(step) => executor.perform(step, book)?,
            Next::Release(_, release) => executor.release(release, book)?,
            Next::Wait => executor.wait(book)?,
            Next::Over => return Ok(()),
        }
    }
}

fn finish(plan: &Plan, trace: Trace, granted: Granted, left_model: bool) -> Report {
    let outcome = report::outcome(&plan.script, &trace);
    let wrong = report::is_wrong(&plan.script, &trace);
    let assumption_failed = left_model || report::sends_fall_short(&plan.script, &trace);
    Report { outcome, trace, wrong, assumption_failed, granted }
}

struct Connected {
    sockets: [Socket; 2],
    legs: Option<[Arc<Socket>; 2]>,
    event: What,
}

fn setup((what, source): net::SetupError) -> EngineError {
    EngineError::Setup { what, source }
}

/// One connection, or two with the relay between them.
fn connect(listeners: &mut Listeners, options: &Options, relayed: bool) -> Result<Connected, EngineError> {
    if !relayed {
        let Pair { client, server, client_address, server_address } =
            listeners.connect(options, options).map_err(setup)?;
        let event = What::Connected { client: client_address, server: server_address, relayed };
        return Ok(Connected { sockets: [client, server], legs: None, event });
    }
    // A leg that waits for acknowledgements would cut where it likes.
    let leg = Options { nodelay: Some(true), ..Options::default() };
    let near = listeners.connect(options, &leg).map_err(setup)?;
    let far = listeners.connect(&leg, options).map_err(setup)?;
    let event = What::Connected { client: near.client_address, server: far.server_address, relayed };
    let legs = [Arc::new(near.server), Arc::new(far.client)];
    for leg in &legs {
        // An urgent byte would be left out of what the relay reads, and all behind it would wait for it.
        leg.set_out_of_band_inline(true).map_err(|source| setup(("setsockopt", source)))?;
    }
    Ok(Connected { sockets: [near.client, far.server], legs: Some(legs), event })
}

fn granted(sockets: &[Socket; 2]) -> Granted {
    let [client, server] = sockets.each_ref().map(net::granted);
    Granted {
        sndbuf: [client.0, server.0],
        rcvbuf: [client.1, server.1],
        nodelay: [client.2, server.2],
        maxseg: [client.3, server.3],
    }
}
