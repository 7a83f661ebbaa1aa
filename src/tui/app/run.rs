//! The lab's run: what the next one does, how far it is, what has happened, and looking back in it.

use std::sync::Arc;
use std::time::Duration;

use super::Lab;
use super::happen::Happen;
use crate::engine::{Knobs, Plan, Report, Start, Via};
use crate::quiz::Phase;
use crate::stream::{Standing, Step};
use crate::text::Message;
use crate::trace::{Event, Numbers, What};
use crate::tui::view;

/// How far the run is.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum RunState {
    /// Nothing has run.
    #[default]
    Idle,
    /// Something happens on the sockets; steps asked for meanwhile are counted.
    Busy {
        /// Steps to make once it rests.
        steps: u32,
        /// Not to rest any more.
        on: bool,
    },
    /// It rests before this step.
    Rests(Step),
    /// Over.
    Over(Box<Report>),
    /// There is no result, for this reason.
    Failed(Message),
}

/// A run on real sockets.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Run {
    /// Its number.
    pub id: u64,
    /// How far it is.
    pub state: RunState,
    /// What happened.
    pub events: Vec<Event>,
    /// How many of the events are shown while somebody looks back; none: all, the present.
    pub past: Option<usize>,
    /// The kernel's numbers, each with the index of the last event before it.
    pub kernel: Vec<(usize, Numbers)>,
    /// When it began, since the start of the program.
    pub began: Option<Duration>,
    /// What the model says about its outcome.
    pub standing: Option<Standing>,
    /// It makes a row happen.
    pub happen: Option<Box<Happen>>,
}

impl Run {
    /// The events that are shown: all, or those up to the moment that is looked at.
    pub fn shown(&self) -> &[Event] {
        let shown = self.past.unwrap_or(self.events.len());
        &self.events[..shown.min(self.events.len())]
    }

    /// The kernel's numbers at the moment that is shown, or the last before it, with the index of the event after which
    /// they were taken.
    pub fn sample(&self) -> Option<(usize, Numbers)> {
        let shown = self.shown().len();
        let taken = self.kernel.partition_point(|(event, _)| *event < shown);
        taken.checked_sub(1).map(|last| self.kernel[last])
    }

    /// Whether nothing more will happen.
    pub fn is_over(&self) -> bool {
        matches!(self.state, RunState::Over(_) | RunState::Failed(_))
    }
}

impl Lab {
    /// Whether calls may run now: not before the answers are locked.
    pub fn may_run(&self) -> bool {
        !self.script.calls.is_empty() && self.phase().is_none_or(|phase| matches!(phase, Phase::Run | Phase::Free))
    }

    /// Whether something has run, or runs.
    pub fn has_run(&self) -> bool {
        self.run.state != RunState::Idle || !self.run.events.is_empty()
    }

    /// Whether one may look back: something happened, and the trace has unfolded.
    pub fn may_look_back(&self) -> bool {
        self.has_knobs() && !self.run.events.is_empty()
    }

    /// Looking back: which event one looks at, and of how many.
    pub fn looked_at(&self) -> Option<(usize, usize)> {
        let past = self.run.past?;
        let trace = view::trace(&self.script, &self.run.events, past);
        Some((trace.at, trace.lines.len()))
    }

    /// Goes so many events on, or back; the last one is the present.
    pub(crate) fn look_by(&mut self, by: isize) {
        let at = view::trace(&self.script, &self.run.events, self.run.shown().len()).at;
        self.look_at(at.saturating_add_signed(by));
    }

    /// Goes to an event, counted from 1.
    pub(crate) fn look_at(&mut self, line: usize) {
        if !self.may_look_back() {
            return;
        }
        let trace = view::trace(&self.script, &self.run.events, 0);
        self.run.past = (line < trace.lines.len()).then(|| trace.prefix(line.max(1)));
    }

    /// The time of the run that is shown, since its start; none where nothing has run. `now` is since the program's start.
    pub fn run_time(&self, now: Duration) -> Option<Duration> {
        match self.run.past {
            Some(_) => self.run.shown().last().map(|event| event.at),
            None => self.run.began.map(|began| now.saturating_sub(began)),
        }
    }

    /// When the call that waits began to, since the start of the program; none where none waits or all is over.
    pub fn waits_since(&self) -> Option<Duration> {
        let rests = self.run.past.is_some();
        if rests || !matches!(self.run.state, RunState::Rests(_) | RunState::Busy { .. }) {
            return None;
        }
        let mut waiting = Vec::new();
        for event in &self.run.events {
            match event.what {
                What::Enter { call, .. } => waiting.push((call, event.at)),
                What::Return { call, .. } | What::BlocksForGood { call } => waiting.retain(|(other, _)| *other != call),
                _ => {}
            }
        }
        Some(self.run.began? + waiting.first()?.1)
    }

    /// The plan of the next run.
    pub fn plan(&self) -> Plan {
        Plan {
            script: Arc::clone(&self.script),
            via: self.network.via(&self.pieces),
            start: self.start,
            seed: self.seed,
            knobs: Knobs { kernel: true, ..self.knobs },
        }
    }

    /// The plan of a run that follows an order of events, which says who comes when: what is set about turns, gaps and buffers
    /// would only stand in its way.
    pub fn plan_of_steps(&self) -> Plan {
        Plan {
            via: Via::Direct,
            start: Start::SendsFirst,
            knobs: Knobs { kernel: true, ..Knobs::default() },
            ..self.plan()
        }
    }

    /// Forgets the run.
    pub(crate) fn clear_run(&mut self) {
        self.run = Run::default();
        self.byte = None;
    }
}
