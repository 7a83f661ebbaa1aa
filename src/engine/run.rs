//! One run after the other, on threads and a listener that stay.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize};
use std::time::{Duration, Instant};

use socket2::Socket;

use super::book::Book;
use super::cleanup::reset;
use super::crew::Crew;
use super::driver::{Concurrent, Driver, InOrder, Next, Scheduled};
use super::hand::{ByHand, Hand};
use super::ledger::room_of;
use super::policy::{Cutter, Sizes};
use super::threaded::{Executor, Threaded};
use super::used::{Used, is_reusable};
use super::worker::{Conn, Shared};
use super::{Cancel, EngineError, Granted, Knobs, Plan, Report, Start, Via, apart, report};
use crate::net::{self, Listeners, Options, Pair};
use crate::script::{Course, Script};
use crate::stream::{Schedule, Step};
use crate::trace::{Event, Numbers, Trace, What};

/// Runs plans, one after the other: owns the listeners and the threads of the two sides. Dropping it ends the threads.
#[derive(Debug)]
pub struct Runner {
    listeners: Listeners,
    /// None during a run, and after one from which a thread did not come back.
    crew: Option<Crew>,
    /// A direct connection that the last run left as it found it.
    used: Option<Used>,
}

/// Who decides what happens in a run.
#[derive(Clone, Copy)]
pub(super) enum Order<'a> {
    /// The plan's start and delivery.
    Plan,
    /// A schedule.
    Schedule(&'a Schedule),
    /// A person.
    Hand(&'a Hand),
}

/// Asked before each step of a run.
pub(super) trait Pace {
    /// The run rests before `step`. Returns true when it may go on; false to look again (something may have been
    /// reported meanwhile).
    fn may_go(&mut self, step: Step) -> bool;

    /// The kernel's numbers after the event with this index.
    fn sampled(&mut self, _event: usize, _numbers: &Numbers) {}
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
        Ok(Runner { listeners: Listeners::new().map_err(setup)?, crew: Some(Crew::new()?), used: None })
    }

    /// Runs a plan to its end.
    ///
    /// # Errors
    /// No sockets, cancelled, or no progress for ten seconds where there must be some.
    pub fn run(&mut self, plan: &Plan, cancel: &Cancel) -> Result<Report, EngineError> {
        self.run_paced(plan, Order::Plan, cancel, None, &mut AtOnce)
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
        self.run_paced(plan, Order::Plan, cancel, Some(sink), &mut AtOnce)
    }

    /// Plays a schedule step by step through a relay, whatever the plan's `via` and `start` say: the witness of an
    /// outcome. What it leaves undelivered stays undelivered.
    ///
    /// # Errors
    /// As [`Runner::run`]; [`EngineError::Unplayable`] if it delivers what was not sent.
    pub fn run_schedule(&mut self, plan: &Plan, schedule: &Schedule, cancel: &Cancel) -> Result<Report, EngineError> {
        self.run_paced(plan, Order::Schedule(schedule), cancel, None, &mut AtOnce)
    }

    pub(super) fn run_paced(
        &mut self,
        plan: &Plan,
        order: Order<'_>,
        cancel: &Cancel,
        sink: Option<&mut dyn FnMut(&Event)>,
        pace: &mut dyn Pace,
    ) -> Result<Report, EngineError> {
        if cancel.is_cancelled() {
            return Err(EngineError::Cancelled);
        }
        if let (true, Order::Plan) = (plan.knobs.process, order) {
            return run_apart(plan, cancel, sink, pace);
        }
        let relayed = !matches!(order, Order::Plan) || plan.via != Via::Direct;
        let options = Options::from(plan.knobs);
        let kept = self.used.take();
        let (connected, runs, warm_up) = if plan.knobs.reuse && !relayed {
            let Used { sockets, connected, runs, warm_up, .. } = Used::take(kept, &mut self.listeners, &options)?;
            (Connected { sockets, legs: None, event: connected }, runs, warm_up)
        } else {
            kept.iter().flat_map(|used| &used.sockets).for_each(reset);
            (connect(&mut self.listeners, &options, relayed)?, 0, 0)
        };
        let granted = granted(&connected.sockets);
        let event = connected.event.clone();
        // Taken out for the run, so that a panic in the middle of it leaves no half-finished threads to the next.
        let mut crew = self.crew.take().map_or_else(Crew::new, Ok)?;
        let cpus = match crew.place(plan.knobs.cpus) {
            Ok(cpus) => cpus,
            Err(error) => {
                self.crew = Some(crew);
                return Err(error);
            }
        };
        let sizes = Arc::new(Sizes::new(&plan.script, plan.seed));
        let begun = Instant::now();
        let mut book = Book::new(&plan.script, relayed, begun, sink.map(|sink| sink as &mut dyn FnMut(&Event)));
        let [client, server] = connected.sockets;
        let shared = Arc::new(Shared {
            script: Arc::clone(&plan.script),
            course: Course::new(&plan.script),
            conns: [Conn::new(client), Conn::new(server)],
            begun,
            gap: plan.knobs.gap,
            over: AtomicBool::new(false),
            ready: AtomicUsize::new(0),
        });
        let legs = connected.legs.map(|legs| legs.map(Arc::new));
        if let Some(legs) = &legs {
            crew.read(legs, begun)?;
        }
        book.ledger.room = granted.rcvbuf.map(room_of);
        let cutter = match &plan.via {
            Via::Relay(policy) => Some(Cutter::new(policy.clone(), plan.seed)),
            Via::Direct => None,
        };
        let mut driver: Box<dyn Driver + '_> = match (order, plan.start) {
            (Order::Schedule(schedule), _) => Box::new(Scheduled { schedule, sizes: &sizes, done: 0 }),
            (Order::Hand(hand), _) => {
                hand.set_room(book.ledger.room);
                Box::new(ByHand(hand))
            }
            (Order::Plan, Start::SendsFirst) => Box::new(InOrder { sizes: &sizes, cutter }),
            (Order::Plan, Start::ServerFirst) => Box::new(Concurrent::server_first(&sizes, cutter, &plan.script)),
            (Order::Plan, Start::Free) => Box::new(Concurrent::free(&sizes, cutter)),
        };
        let mut executor =
            Threaded { crew: &mut crew, shared, legs, sizes: Arc::clone(&sizes), cancel, loose: [false; 2] };
        book.log(Duration::ZERO, connected.event);
        let result = drive(&mut *driver, &mut executor, &mut book, cancel, pace, plan.knobs.kernel);
        if result.is_ok() {
            book.close();
        }
        let keep = plan.knobs.reuse && !relayed && result.is_ok() && is_reusable(&plan.script, &book);
        match executor.clean_up(&book, keep) {
            Some(sockets) => {
                self.crew = Some(crew);
                if let (true, [Some(client), Some(server)]) = (keep, sockets) {
                    self.used = Some(Used::after(options, [client, server], event, runs + 1, warm_up));
                }
            }
            None => crew.abandon(),
        }
        result?;
        let left_model = book.ledger.left_model;
        let trace = book.into_trace();
        let gaps = if plan.knobs.gap.is_some() { report::gaps(&plan.script, &trace) } else { Vec::new() };
        Ok(Report { earlier_runs: runs, warm_up, gaps, cpus, ..finish(&plan.script, trace, granted, left_model) })
    }
}

/// In a process of its own, which makes all steps at once; its events are told when it is over.
fn run_apart(
    plan: &Plan,
    cancel: &Cancel,
    sink: Option<&mut dyn FnMut(&Event)>,
    pace: &mut dyn Pace,
) -> Result<Report, EngineError> {
    while !plan.script.calls.is_empty() && !pace.may_go(Step::Issue { call: 0, size: None }) {
        if cancel.is_cancelled() {
            return Err(EngineError::Cancelled);
        }
    }
    let report = apart::run(plan, cancel)?;
    if let Some(sink) = sink {
        report.trace.events.iter().for_each(sink);
    }
    Ok(report)
}

impl Drop for Runner {
    fn drop(&mut self) {
        self.used.iter().flat_map(|used| &used.sockets).for_each(reset);
    }
}

/// The most calls that a run makes: loops that answer each other would go on for ever. More than a script can have without
/// them ([`MAX_MADE`](crate::script::MAX_MADE)).
const MOST_CALLS: u64 = 50_000;

/// The run itself: decisions and their execution in turn.
pub(super) fn drive(
    driver: &mut dyn Driver,
    executor: &mut dyn Executor,
    book: &mut Book<'_>,
    cancel: &Cancel,
    pace: &mut dyn Pace,
    kernel: bool,
) -> Result<(), EngineError> {
    loop {
        if let (true, Some(event)) = (kernel, book.unsampled())
            && let Some(numbers) = executor.sample(book)
        {
            book.sampled(event, numbers);
            pace.sampled(event, &numbers);
        }
        if cancel.is_cancelled() {
            return Err(EngineError::Cancelled);
        }
        if book.ledger.all_made() > MOST_CALLS {
            return Err(EngineError::Endless { calls: MOST_CALLS });
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
            Next::Look => executor.catch_up(book),
            Next::Over => return Ok(()),
        }
    }
}

pub(super) fn finish(script: &Script, trace: Trace, granted: Granted, left_model: bool) -> Report {
    let outcome = report::outcome_of(script, &trace.events);
    let wrong = report::is_wrong(script, &trace);
    let assumption_failed = left_model || report::sends_fall_short(script, &trace);
    Report {
        outcome,
        trace,
        wrong,
        assumption_failed,
        granted,
        not_made: Vec::new(),
        earlier_runs: 0,
        warm_up: 0,
        gaps: Vec::new(),
        cpus: None,
    }
}

pub(super) struct Connected {
    pub(super) sockets: [Socket; 2],
    /// The relay's ends, by the side that each talks to.
    pub(super) legs: Option<[Socket; 2]>,
    pub(super) event: What,
}

pub(super) fn setup((what, source): net::SetupError) -> EngineError {
    EngineError::Setup { what, source }
}

/// One connection, or two with the relay between them.
pub(super) fn connect(listeners: &mut Listeners, options: &Options, relayed: bool) -> Result<Connected, EngineError> {
    if !relayed {
        let Pair { client, server, client_address, server_address } =
            listeners.connect(options, options).map_err(setup)?;
        let event = What::Connected { client: client_address, server: server_address, relay: None };
        return Ok(Connected { sockets: [client, server], legs: None, event });
    }
    // A leg that waits for acknowledgements would cut where it likes.
    let leg = Options { nodelay: Some(true), ..Options::default() };
    let near = listeners.connect(options, &leg).map_err(setup)?;
    let far = listeners.connect(&leg, options).map_err(setup)?;
    let event = What::Connected {
        client: near.client_address,
        server: far.server_address,
        relay: Some([near.server_address, far.client_address]),
    };
    let legs = [near.server, far.client];
    for leg in &legs {
        // An urgent byte would be left out of what the relay reads, and all behind it would wait for it.
        leg.set_out_of_band_inline(true).map_err(|source| setup(("setsockopt", source)))?;
    }
    Ok(Connected { sockets: [near.client, far.server], legs: Some(legs), event })
}

pub(super) fn granted(sockets: &[Socket; 2]) -> Granted {
    let [client, server] = sockets.each_ref().map(net::granted);
    Granted {
        sndbuf: [client.0, server.0],
        rcvbuf: [client.1, server.1],
        nodelay: [client.2, server.2],
        maxseg: [client.3, server.3],
    }
}
