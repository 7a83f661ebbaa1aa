//! You are the network: the steps that a student chooses, one at a time.

use std::sync::Arc;
use std::time::Duration;

use super::Lab;
use super::lab::Run;
use crate::call::{Side, Size};
use crate::engine::{Knobs, Plan, outcome_of};
use crate::script::Script;
use crate::stream::{self, Completed, Count, Machine, Outcome, Program, Reading, Refused, Row, Schedule, Step, Stream};
use crate::text::Message;
use crate::trace::{Event, Got, What};

/// What the model says about the steps made so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reach {
    /// After so many steps.
    pub made: usize,
    /// How many outcomes can still come.
    pub open: Option<Count>,
    /// The step, from 1, with which the goal went out of reach; 0 where it never was within reach.
    pub lost: Option<usize>,
}

impl Reach {
    /// Asks the model. It may take seconds with very long streams.
    pub fn of(script: &Script, reading: Reading, steps: &[Step], goal: Option<&Row>) -> Reach {
        let program = Program::new(script);
        let open = stream::still_open(&program, reading, steps).ok();
        let lost = goal.and_then(|row| stream::lost_at(&program, reading, steps, row).ok().flatten());
        Reach { made: steps.len(), open, lost }
    }
}

/// An order of events that is being made by hand. The run itself is the lab's; the lab's own run waits in here.
#[derive(Debug)]
pub struct Play {
    program: Arc<Program>,
    script: Arc<Script>,
    /// Which calls may be made when.
    pub reading: Reading,
    /// The steps chosen so far.
    pub steps: Vec<Step>,
    /// How many bytes Enter delivers, if so many are on the way.
    pub held: u64,
    /// A number is being typed.
    pub typed: bool,
    /// The size of the next recv whose size is open, if one was chosen.
    pub size: Option<u64>,
    /// The row of the table that is the goal: an index into the quiz's rows.
    pub goal: Option<usize>,
    /// What the model says; none until it has answered.
    pub reach: Option<Reach>,
    /// Under which number the model was asked last.
    pub asked: u64,
    /// How many steps are made again on fresh sockets.
    pub again: usize,
    /// What the recvs gave, once every call has returned; bytes may be on the way still.
    pub gave: Option<Outcome>,
    /// The lab's run before this.
    pub(crate) kept: Run,
}

impl Play {
    /// Nothing chosen yet.
    pub fn new(script: &Arc<Script>, reading: Reading, kept: Run) -> Play {
        Play {
            program: Arc::new(Program::new(script)),
            script: Arc::clone(script),
            reading,
            steps: Vec::new(),
            held: u64::MAX,
            typed: false,
            size: None,
            goal: None,
            reach: None,
            asked: 0,
            again: 0,
            gave: None,
            kept,
        }
    }

    /// The machine after the steps.
    pub fn machine(&self) -> Machine<'_> {
        // Only what the machine took was kept.
        self.after(self.steps.len()).0
    }

    /// The machine after so many of the steps, and what the last of them completed.
    pub fn after(&self, steps: usize) -> (Machine<'_>, Option<Completed>) {
        let mut machine = Machine::new(&self.program);
        let mut completed = None;
        for step in self.steps.iter().take(steps) {
            completed = machine.step(*step, self.reading).ok().flatten();
        }
        (machine, completed)
    }

    /// What a step would do now.
    ///
    /// # Errors
    /// The machine refuses it.
    pub fn would(&self, step: Step) -> Result<Option<Completed>, Refused> {
        self.machine().step(step, self.reading)
    }

    /// What each step completed.
    pub fn completed(&self) -> Vec<Option<Completed>> {
        let mut machine = Machine::new(&self.program);
        self.steps.iter().map(|step| machine.step(*step, self.reading).ok().flatten()).collect()
    }

    /// The bytes towards a side.
    pub fn to(&self, side: Side) -> Stream {
        self.machine().state().to[side.index()]
    }

    /// How many bytes are on the way to a side.
    pub fn on_the_way(&self, to: Side) -> u64 {
        let stream = self.to(to);
        stream.sent - stream.delivered
    }

    /// How many bytes Enter delivers to a side.
    pub fn bytes(&self, to: Side) -> u64 {
        self.held.clamp(1, self.on_the_way(to).max(1))
    }

    /// The bytes themselves.
    pub fn bytes_held(&self, to: Side) -> &[u8] {
        let from = self.to(to).delivered;
        let end = from + self.bytes(to).min(self.on_the_way(to));
        self.program.stream_to(to).get(from as usize..end as usize).unwrap_or_default()
    }

    /// The end of the stream is all that is on the way to a side.
    pub fn may_end(&self, to: Side) -> bool {
        self.would(Step::Fin { to }).is_ok()
    }

    /// The calls that may be made now, as written.
    pub fn calls(&self) -> Vec<usize> {
        let machine = self.machine();
        let mut calls: Vec<usize> = match self.reading {
            Reading::InOrder => machine.next_in_order().into_iter().collect(),
            Reading::Concurrent => Side::BOTH.into_iter().filter_map(|side| machine.next_of(side)).collect(),
        };
        calls.sort_unstable();
        calls
    }

    /// The sizes among which a call's may be chosen; none where the script fixes it.
    pub fn sizes(&self, call: usize) -> Option<(u64, u64)> {
        match self.script.calls.get(call)?.call.as_recv()?.size {
            Size::Rand(least, most) => Some((least, most)),
            Size::Fixed(_) => None,
        }
    }

    /// The step that makes a call.
    pub fn issue(&self, call: usize) -> Step {
        let size = self.sizes(call).map(|(least, most)| self.size.unwrap_or(most).clamp(least, most));
        Step::Issue { call, size }
    }

    /// Nothing can move any more.
    pub fn is_final(&self) -> bool {
        self.machine().is_final()
    }

    /// Every call was made and none of them waits.
    pub fn calls_are_over(&self) -> bool {
        let machine = self.machine();
        Side::BOTH.into_iter().all(|side| machine.next_of(side).is_none() && machine.pending_of(side).is_none())
    }

    /// The steps as an order of events.
    pub fn schedule(&self) -> Schedule {
        Schedule { steps: self.steps.clone() }
    }

    /// What the model says about exactly the steps made.
    pub fn reach(&self) -> Option<&Reach> {
        self.reach.as_ref().filter(|reach| reach.made == self.steps.len())
    }
}

/// What a run gave after a step: which call, and what; none where it blocks for good.
pub type Gave<'a> = (usize, Option<&'a Got>);

/// What the sockets gave after each step that was made.
pub fn given(events: &[Event]) -> Vec<Vec<Gave<'_>>> {
    let mut steps: Vec<Vec<Gave<'_>>> = Vec::new();
    for event in events {
        let gave = match &event.what {
            What::Enter { .. } | What::Delivered { .. } | What::DeliveredFin { .. } => {
                steps.push(Vec::new());
                continue;
            }
            What::Return { call, got } => (*call, Some(got)),
            What::BlocksForGood { call } => (*call, None),
            _ => continue,
        };
        if let Some(last) = steps.last_mut() {
            last.push(gave);
        }
    }
    steps
}

impl Lab {
    /// Whether a student may be the network: not while answers are asked for, and not before the first ones were given.
    pub fn may_play(&self) -> bool {
        let asks = self.phase() == Some(crate::quiz::Phase::Predict);
        self.has_knobs() && !asks && !self.script.calls.is_empty()
    }

    /// The plan of a run that is played by hand.
    pub fn played_plan(&self) -> Plan {
        let plan = self.plan();
        // In a process of its own it could not rest between its steps.
        Plan { knobs: Knobs { process: false, reuse: false, ..plan.knobs }, ..plan }
    }

    /// The rows that may be a goal: those whose answer is known, the possible ones first.
    pub fn goals(&self) -> Vec<usize> {
        let rows = self.quiz.iter().flat_map(|quiz| quiz.rows.iter().enumerate());
        let mut rows: Vec<usize> = rows.filter(|(_, entry)| entry.revealed).map(|(row, _)| row).collect();
        rows.sort_by_key(|row| !self.is_allowed(*row));
        rows
    }

    /// What the recvs gave, as soon as the sockets have made all steps and every call has returned.
    pub(crate) fn played_outcome(&self) -> Option<Outcome> {
        let play = self.play.as_deref().filter(|play| play.gave.is_none() && play.calls_are_over())?;
        let events = &self.run.events;
        let of = |is: fn(&What) -> bool| events.iter().filter(|event| is(&event.what)).count();
        let entered = of(|what| matches!(what, What::Enter { .. }));
        let returned = of(|what| matches!(what, What::Return { .. }));
        let all = entered == returned && given(events).len() == play.steps.len();
        all.then(|| outcome_of(&self.script, events))
    }

    /// Stops being the network: the lab has its own run again. Gives whether that changed anything.
    pub(crate) fn leave_play(&mut self) -> bool {
        let Some(play) = self.play.take() else { return false };
        self.run = play.kept;
        self.byte = None;
        true
    }

    /// How long a run by hand has gone on, for its clocks.
    pub fn played_for(&self, now: Duration) -> Option<Duration> {
        self.run.began.map(|began| now.saturating_sub(began))
    }

    /// Why the run by hand failed, if it did.
    pub fn play_failed(&self) -> Option<&Message> {
        match &self.run.state {
            super::lab::RunState::Failed(why) => Some(why),
            _ => None,
        }
    }
}
