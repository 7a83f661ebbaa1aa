//! A receiver's program on its way through a run: its recvs are made on real sockets, its lines are walked one by one.

use std::sync::Arc;

use super::Effect;
use crate::call::Side;
use crate::engine::{Knobs, Plan, Start, Update, Via};
use crate::framing::code::{Program, Status, Value};
use crate::framing::walk::{Doing, Given, Step as Line, Walk, walk};
use crate::script::Script;
use crate::stream::{Schedule, Step};
use crate::text::Message;
use crate::trace::{Event, Got, What};

/// What its calls return.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Calls {
    /// What real calls return: those of the server in this script, in this order of events.
    Sockets {
        /// The calls of both sides.
        script: Arc<Script>,
        /// The order of events.
        schedule: Arc<Schedule>,
    },
    /// What a kernel that is only thought of returns: nothing runs.
    Model(Vec<Given>),
}

/// How far the run on the sockets is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum PlayState {
    /// Nothing has run.
    #[default]
    Idle,
    /// Something happens.
    Busy,
    /// It rests before this step.
    Rests(Step),
    /// It is over.
    Over,
    /// It could not be made.
    Failed(Message),
}

/// How far to go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Goal {
    /// Nowhere.
    #[default]
    Here,
    /// To the next line.
    Line,
    /// To the next call, or to the end.
    Call,
    /// To the end.
    End,
}

/// The program, its run, and the line that is shown.
#[derive(Debug)]
pub struct Play {
    /// The run's number.
    pub id: u64,
    program: Arc<Program>,
    function: Option<(&'static str, Vec<Value>)>,
    /// What its calls return.
    pub calls: Calls,
    /// What happened on the sockets.
    pub events: Vec<Event>,
    /// How far the run is.
    pub state: PlayState,
    /// The lines that have run, as far as the calls have returned.
    pub walk: Walk,
    /// The line that is shown: an index into the steps of the walk. None: before the first.
    pub at: Option<usize>,
    goal: Goal,
}

impl Play {
    /// A program, or one of its functions with these arguments, before its first line; `None` if there is no such function.
    pub fn new(
        id: u64,
        program: Arc<Program>,
        function: Option<(&'static str, Vec<Value>)>,
        calls: Calls,
    ) -> Option<Play> {
        let given: &[Given] = match &calls {
            Calls::Model(given) => given,
            Calls::Sockets { .. } => &[],
        };
        let walk = walk(&program, function.clone(), given)?;
        let (events, state) = (Vec::new(), PlayState::Idle);
        Some(Play { id, program, function, calls, events, state, walk, at: None, goal: Goal::Here })
    }

    /// The line that is shown.
    pub fn line(&self) -> Option<&Line> {
        self.at.and_then(|at| self.walk.steps.get(at))
    }

    /// Nothing more comes.
    pub fn is_over(&self) -> bool {
        let at_end = self.at.is_some_and(|at| at + 1 >= self.walk.steps.len());
        let ended = matches!(self.state, PlayState::Over) || matches!(self.calls, Calls::Model(_));
        matches!(self.state, PlayState::Failed(_)) || (at_end && ended)
    }

    /// Whether it was begun.
    pub fn has_begun(&self) -> bool {
        self.at.is_some()
    }

    /// One line on.
    pub fn next_line(&mut self) -> Vec<Effect> {
        self.go(Goal::Line)
    }

    /// To the next call that waits, or to the end.
    pub fn next_call(&mut self) -> Vec<Effect> {
        self.go(Goal::Call)
    }

    /// To the end.
    pub fn to_end(&mut self) -> Vec<Effect> {
        self.go(Goal::End)
    }

    /// One line back; the sockets stay where they are.
    pub fn line_back(&mut self) {
        self.goal = Goal::Here;
        self.at = self.at.and_then(|at| at.checked_sub(1)).or(self.at.map(|_| 0));
    }

    /// Before its first line, for a run with another number.
    pub fn reset(&mut self, id: u64) {
        self.id = id;
        self.events.clear();
        self.state = PlayState::Idle;
        self.at = None;
        self.goal = Goal::Here;
        self.walk_anew();
    }

    fn go(&mut self, goal: Goal) -> Vec<Effect> {
        self.goal = goal;
        self.advance();
        self.pump()
    }

    /// News of the run on the sockets.
    pub fn news(&mut self, update: Update) -> Vec<Effect> {
        match update {
            Update::Event(event) => {
                let returned = matches!(event.what, What::Return { .. });
                self.events.push(event);
                if returned {
                    self.walk_anew();
                    self.advance();
                }
            }
            Update::Rests(step) => {
                self.state = PlayState::Rests(step);
                return self.pump();
            }
            Update::Finished(Ok(report)) => {
                self.events = report.trace.events;
                self.state = PlayState::Over;
                self.walk_anew();
                self.advance();
                self.goal = Goal::Here;
            }
            Update::Finished(Err(error)) => self.state = PlayState::Failed(error.message()),
            Update::Kernel { .. } => {}
        }
        Vec::new()
    }

    fn walk_anew(&mut self) {
        let given = match &self.calls {
            Calls::Sockets { script, .. } => given(script, &self.events),
            Calls::Model(given) => given.clone(),
        };
        if let Some(walk) = walk(&self.program, self.function.clone(), &given) {
            self.walk = walk;
        }
    }

    /// Goes on as far as the lines are known.
    fn advance(&mut self) {
        let Some(last) = self.walk.steps.len().checked_sub(1) else { return };
        let next = self.at.map_or(0, |at| at + 1);
        let calls = |at: &usize| self.walk.steps[*at].doing == Doing::Calls;
        match self.goal {
            Goal::Here => {}
            Goal::Line if next <= last => {
                self.at = Some(next);
                self.goal = Goal::Here;
            }
            Goal::Call if next <= last => {
                self.at = Some((next..=last).find(calls).unwrap_or(last));
                self.goal = Goal::Here;
            }
            Goal::Line | Goal::Call => {}
            Goal::End => self.at = Some(last),
        }
    }

    /// Lets the sockets do what the line that is shown needs.
    fn pump(&mut self) -> Vec<Effect> {
        let Calls::Sockets { script, schedule } = &self.calls else { return Vec::new() };
        match &self.state {
            PlayState::Idle => {
                self.state = PlayState::Busy;
                let (script, via) = (Arc::clone(script), Via::Direct);
                let plan = Plan { script, via, start: Start::SendsFirst, seed: 0, knobs: Knobs::default() };
                let replay = Some(Arc::clone(schedule));
                vec![Effect::Start { id: self.id, plan: Box::new(plan), replay }]
            }
            PlayState::Rests(step) if self.wants(step) => {
                self.state = PlayState::Busy;
                vec![if self.goal == Goal::End { Effect::RunToEnd } else { Effect::Step }]
            }
            _ => Vec::new(),
        }
    }

    /// Whether a step is needed for the line that is shown, or to go on from it.
    fn wants(&self, step: &Step) -> bool {
        let Calls::Sockets { script, .. } = &self.calls else { return false };
        // The sender does not wait for the receiver: what it sends is there from the beginning.
        let senders = matches!(step, Step::Issue { call, .. } if script.calls[*call].side == Side::Client);
        // Behind the last line only the end of the run is left.
        let behind = self.at.is_some_and(|at| at + 1 >= self.walk.steps.len()) && !self.waits();
        if senders || behind || self.goal == Goal::End {
            return true;
        }
        let line = self.line();
        let mut returns = line.map_or(0, |line| line.returned);
        let enters = returns + usize::from(line.is_some_and(|line| line.doing == Doing::Calls));
        if matches!(self.goal, Goal::Line | Goal::Call) {
            returns += 1;
        }
        let [entered, returned] = counted(script, &self.events);
        entered < enters || returned < returns
    }

    /// Whether the program waits in a call behind its last line.
    pub fn waits(&self) -> bool {
        matches!(self.walk.status, Status::Receiving(_) | Status::Sending { .. })
    }

    /// The sends that were made when the line that is shown had its turn: the bytes that each was given, and how many it took.
    pub fn sends_shown(&self) -> Vec<(Vec<u8>, Option<usize>)> {
        let Calls::Model(given) = &self.calls else { return Vec::new() };
        let Some(line) = self.line() else { return Vec::new() };
        let made = line.returned + usize::from(line.doing == Doing::Calls);
        let sends = (0..made).map(|number| {
            let before = walk(&self.program, self.function.clone(), &given[..number.min(given.len())])?;
            let Status::Sending { bytes, .. } = before.status else { return None };
            let took = match given.get(number) {
                Some(Given::Taken(count)) if number < line.returned => Some(*count),
                _ => None,
            };
            Some((bytes, took))
        });
        sends.flatten().collect()
    }

    /// What had happened on the sockets when the line that is shown had its turn.
    pub fn events_shown(&self) -> &[Event] {
        let Calls::Sockets { script, .. } = &self.calls else { return &[] };
        let Some(line) = self.line() else { return &[] };
        if self.at.is_some_and(|at| at + 1 >= self.walk.steps.len()) {
            return &self.events;
        }
        // Up to the return that came last by then, or to the call that was made then.
        let (mut entered, mut returned) = (0, 0);
        let made = line.returned + usize::from(line.doing == Doing::Calls);
        for (index, event) in self.events.iter().enumerate() {
            match event.what {
                What::Enter { call, .. } if is_own(script, call) => {
                    if entered == made {
                        return &self.events[..index];
                    }
                    entered += 1;
                }
                What::Return { call, .. } if is_own(script, call) => {
                    if returned == line.returned {
                        return &self.events[..index];
                    }
                    returned += 1;
                }
                What::Delivered { to: Side::Server, .. } | What::DeliveredFin { to: Side::Server }
                    if returned == line.returned =>
                {
                    return &self.events[..index];
                }
                _ => {}
            }
        }
        &self.events
    }
}

/// Whether a call is one of the program's: a recv or a send of the server.
fn is_own(script: &Script, call: usize) -> bool {
    script.calls.get(call).is_some_and(|line| {
        line.side == Side::Server && (line.call.as_recv().is_some() || line.call.as_send().is_some())
    })
}

/// How many of the program's calls were made, and how many have returned.
fn counted(script: &Script, events: &[Event]) -> [usize; 2] {
    let entered = events.iter().filter(|event| matches!(event.what, What::Enter { call, .. } if is_own(script, call)));
    let returned =
        events.iter().filter(|event| matches!(event.what, What::Return { call, .. } if is_own(script, call)));
    [entered.count(), returned.count()]
}

/// What the program's calls returned.
fn given(script: &Script, events: &[Event]) -> Vec<Given> {
    let given = |event: &Event| match &event.what {
        What::Return { call, got } if is_own(script, *call) => match got {
            Got::Received(bytes) => Some(Given::Bytes(bytes.clone())),
            Got::Sent(count) => Some(Given::Taken(usize::try_from(*count).unwrap_or(usize::MAX))),
            Got::Done | Got::Failed(_) => None,
        },
        _ => None,
    };
    events.iter().filter_map(given).collect()
}
