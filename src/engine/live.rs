//! A run that somebody watches, and may take step by step.

use std::cell::RefCell;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::hand::Hand;
use super::run::{Order, Pace, Runner};
use super::{Cancel, EngineError, Plan, Report, Update};
use crate::call::Side;
use crate::msg;
use crate::stream::{Schedule, Step};
use crate::text::Message;
use crate::trace::{Event, Numbers};

/// A run on threads of its own that rests before each step until it is told to go on. Dropping it stops it.
///
/// What a step is depends on the start. As written: one call (with its return, if it returns), or one delivery of the
/// relay. Server first: step 1 lets the receiving side go (it sleeps in its recv when the step is over), step 2 lets the
/// other side go; from there both go by themselves. Free: step 1 lets both go at once. Through a relay each delivery is
/// a step in these starts too.
#[derive(Debug)]
pub struct Live {
    control: Arc<Control>,
    /// Where a person chooses the steps.
    hand: Option<Arc<Hand>>,
    thread: Option<JoinHandle<()>>,
}

/// Who decides on the steps.
enum Leads {
    Plan,
    Schedule(Schedule),
    Hand(Arc<Hand>),
}

#[derive(Debug, Default)]
struct Control {
    go: Mutex<Go>,
    changed: Condvar,
    cancel: Cancel,
}

#[derive(Debug, Default)]
struct Go {
    /// Steps asked for and not made yet.
    steps: u64,
    /// Rest no more.
    on: bool,
}

impl Control {
    fn go(&self) -> MutexGuard<'_, Go> {
        self.go.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn change(&self, change: impl FnOnce(&mut Go)) {
        change(&mut self.go());
        self.changed.notify_all();
    }
}

impl Live {
    /// Starts a run, which connects and rests before its first step. `sink` is called on the run's own thread, in order;
    /// the last thing it is told is [`Update::Finished`].
    /// If there is no thread to be had, that is told here and now.
    ///
    /// With an order of events the run replays it through a relay, and the plan's `via` plays no part. What the schedule leaves
    /// undelivered stays undelivered.
    pub fn start(plan: Plan, schedule: Option<Schedule>, sink: impl FnMut(Update) + Send + 'static) -> Live {
        Live::with(plan, schedule.map_or(Leads::Plan, Leads::Schedule), sink)
    }

    /// Starts a run through a relay in which a person chooses each step, by [`Live::issue`], [`Live::deliver`] and
    /// [`Live::fin`]; the plan's `via` plays no part. Which calls may be made when follows from the reading that the plan's
    /// start implies. It never says [`Update::Rests`]; it ends when nothing can move any more, or after
    /// [`Live::run_to_end`]. `sink` is as in [`Live::start`].
    pub fn manual(plan: Plan, sink: impl FnMut(Update) + Send + 'static) -> Live {
        let hand = Arc::new(Hand::new(&plan));
        Live::with(plan, Leads::Hand(hand), sink)
    }

    fn with(plan: Plan, leads: Leads, sink: impl FnMut(Update) + Send + 'static) -> Live {
        Self::start_on(thread::Builder::new().name("live".to_owned()), plan, leads, sink)
    }

    fn start_on(thread: thread::Builder, plan: Plan, leads: Leads, sink: impl FnMut(Update) + Send + 'static) -> Live {
        let hand = match &leads {
            Leads::Hand(hand) => Some(Arc::clone(hand)),
            _ => None,
        };
        let control = Arc::new(Control::default());
        // Shared, since a thread that cannot be started takes all that it was given with it.
        let sink = Arc::new(Mutex::new(sink));
        let work = {
            let control = Arc::clone(&control);
            let sink = Arc::clone(&sink);
            move || {
                let mut sink = sink.lock().unwrap_or_else(PoisonError::into_inner);
                let sink = &mut *sink;
                let result = run(&plan, &control, &leads, sink);
                sink(Update::Finished(result));
            }
        };
        let thread = match thread.spawn(work) {
            Ok(thread) => Some(thread),
            Err(source) => {
                let mut sink = sink.lock().unwrap_or_else(PoisonError::into_inner);
                sink(Update::Finished(Err(EngineError::Setup { what: "thread", source })));
                None
            }
        };
        Live { control, hand, thread }
    }

    /// Lets the run make one step more.
    pub fn step(&self) {
        self.control.change(|go| go.steps += 1);
    }

    /// Lets the run go on to its end without a rest. In a run that a person plays, what the recvs need is delivered in as
    /// few pieces as possible.
    pub fn run_to_end(&self) {
        self.control.change(|go| go.on = true);
        self.hand.iter().for_each(|hand| hand.play_on());
    }

    /// In a run that a person plays: makes the next call of a side. Like [`Live::deliver`] and [`Live::fin`] it answers at
    /// once, by the model; the run makes the step as soon as it has made those before.
    ///
    /// # Errors
    /// Why that cannot be now: not that side's turn, it waits, no call is left, the call lies outside the model.
    pub fn issue(&self, side: Side) -> Result<Step, Message> {
        self.hand()?.issue(side)
    }

    /// Delivers so many of the bytes on the way to a side.
    ///
    /// # Errors
    /// Fewer are on the way, or the receive buffer might not take them.
    pub fn deliver(&self, to: Side, bytes: u64) -> Result<Step, Message> {
        self.hand()?.deliver(to, bytes)
    }

    /// Delivers the end of the stream to a side.
    ///
    /// # Errors
    /// Its peer has not ended the stream, or bytes before the end are on the way still, or it was delivered already.
    pub fn fin(&self, to: Side) -> Result<Step, Message> {
        self.hand()?.fin(to)
    }

    /// In a run that a person plays: makes a step that was chosen whole, an open size with it.
    ///
    /// # Errors
    /// As [`Live::issue`], [`Live::deliver`] and [`Live::fin`]; and the size is not one that the script allows.
    pub fn play(&self, step: Step) -> Result<Step, Message> {
        self.hand()?.play(step)
    }

    /// In a run that a person plays: all that may be done next (a delivery with all bytes that it may have). Empty in other
    /// runs, and when nothing can move any more.
    pub fn moves(&self) -> Vec<Step> {
        self.hand.as_ref().map(|hand| hand.moves()).unwrap_or_default()
    }

    /// In a run that a person plays: the steps chosen so far.
    pub fn schedule(&self) -> Schedule {
        self.hand.as_ref().map(|hand| hand.schedule()).unwrap_or_default()
    }

    fn hand(&self) -> Result<&Hand, Message> {
        self.hand.as_deref().ok_or_else(|| msg!("engine-hand-none"))
    }

    /// Whether [`Update::Finished`] was told.
    pub fn is_finished(&self) -> bool {
        self.thread.as_ref().is_none_or(JoinHandle::is_finished)
    }

    /// Cancels the run and waits until its threads have ended: some hundredths of a second, and at the very most some
    /// three seconds, where a thread does not come back from a call although its socket was shut down. Dropping waits alike.
    pub fn stop(mut self) {
        self.end();
    }

    fn end(&mut self) {
        self.control.cancel.cancel();
        self.control.change(|_| {});
        self.hand.iter().for_each(|hand| hand.wake());
        // The sink itself may drop the run: a thread cannot wait for itself.
        if let Some(thread) = self.thread.take()
            && thread.thread().id() != thread::current().id()
        {
            let _ = thread.join();
        }
    }
}

impl Drop for Live {
    fn drop(&mut self) {
        self.end();
    }
}

fn run(plan: &Plan, control: &Control, leads: &Leads, sink: &mut dyn FnMut(Update)) -> Result<Report, EngineError> {
    let mut runner = Runner::new()?;
    let sink = RefCell::new(sink);
    let mut events = |event: &Event| (sink.borrow_mut())(Update::Event(event.clone()));
    if let Leads::Hand(hand) = leads {
        return runner.run_paced(plan, Order::Hand(hand), &control.cancel, Some(&mut events), &mut Played(&sink));
    }
    let mut pace = Steps { control, sink: &sink, told: false, nap: Steps::SHORT };
    let order = match leads {
        Leads::Schedule(schedule) => Order::Schedule(schedule),
        _ => Order::Plan,
    };
    runner.run_paced(plan, order, &control.cancel, Some(&mut events), &mut pace)
}

/// Rests before each step until [`Live`] says otherwise.
struct Steps<'a, 's> {
    control: &'a Control,
    sink: &'a RefCell<&'s mut dyn FnMut(Update)>,
    told: bool,
    /// How long to wait before looking for reports of the sides again: they may go on while the relay rests.
    nap: Duration,
}

impl Steps<'_, '_> {
    const SHORT: Duration = Duration::from_millis(10);
    const LONG: Duration = Duration::from_millis(300);
}

/// Never rests: the steps come when they are chosen.
struct Played<'a, 's>(&'a RefCell<&'s mut dyn FnMut(Update)>);

impl Pace for Played<'_, '_> {
    fn may_go(&mut self, _: Step) -> bool {
        true
    }

    fn sampled(&mut self, event: usize, numbers: &Numbers) {
        (self.0.borrow_mut())(Update::Kernel { event, numbers: *numbers });
    }
}

impl Pace for Steps<'_, '_> {
    fn sampled(&mut self, event: usize, numbers: &Numbers) {
        (self.sink.borrow_mut())(Update::Kernel { event, numbers: *numbers });
    }

    fn may_go(&mut self, step: Step) -> bool {
        let mut go = self.control.go();
        if !go.on && go.steps == 0 {
            if !self.told {
                self.told = true;
                self.nap = Steps::SHORT;
                drop(go);
                (self.sink.borrow_mut())(Update::Rests(step));
                return false;
            }
            if self.control.cancel.is_cancelled() {
                return false;
            }
            let waited = self.control.changed.wait_timeout(go, self.nap);
            go = waited.unwrap_or_else(PoisonError::into_inner).0;
            self.nap = (self.nap * 2).min(Steps::LONG);
        }
        if !go.on && go.steps == 0 {
            return false;
        }
        go.steps = go.steps.saturating_sub(1);
        self.told = false;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{Knobs, Start, Via};
    use crate::script::Script;

    #[test]
    fn a_thread_that_cannot_be_started_is_told() {
        let plan = Plan {
            script: Arc::new(Script::default()),
            via: Via::Direct,
            start: Start::SendsFirst,
            seed: 0,
            knobs: Knobs::default(),
        };
        let (tell, told) = std::sync::mpsc::channel();
        // No address space holds such a stack.
        let thread = thread::Builder::new().stack_size(1 << (usize::BITS - 2));
        let live = Live::start_on(thread, plan, Leads::Plan, move |update| drop(tell.send(update)));
        let update = told.recv().expect("an update");
        assert!(matches!(update, Update::Finished(Err(EngineError::Setup { what: "thread", .. }))), "{update:?}");
        assert!(live.is_finished());
    }
}
