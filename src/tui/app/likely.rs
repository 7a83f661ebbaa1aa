//! How likely? Many runs under two conditions, each guessed first.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use super::Lab;
use super::knobs::{next, turned};
use crate::call::{Op, Size};
use crate::engine::{Cpus, Histogram, Knobs, Plan, Start, Via};
use crate::export::Measured;
use crate::quiz::Guess;
use crate::script::Script;
use crate::stream::{Outcome, Reading};
use crate::text::Message;

/// How many runs a condition gets.
pub const TIMES: [u64; 2] = [1_000, 10_000];
/// The gaps of a sweep; none: no gap.
pub const SWEEP: [Option<Duration>; 4] =
    [None, Some(Duration::from_micros(10)), Some(Duration::from_micros(100)), Some(Duration::from_millis(1))];
/// The smallest and the largest share that can be guessed, and what a key adds, in percent.
const LEAST_PERCENT: u8 = 10;
const MOST_PERCENT: u8 = 100;
const STEP_PERCENT: u8 = 10;
/// Outcomes that have a line; the rarer ones are counted together.
pub const LINES: usize = 12;

/// Under what the runs are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Condition {
    /// Who goes first.
    pub start: Start,
    /// What is asked of the system.
    pub knobs: Knobs,
    /// Each recv asks for 1 to 8 bytes, chosen anew for each run.
    pub random_reads: bool,
}

/// A line of the conditions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)] // named as on the screen
pub enum Line {
    Start,
    Gap,
    Nodelay,
    Connection,
    Cpus,
    Process,
    Buffers,
    Reads,
    Times,
}

impl Line {
    /// All, from top to bottom.
    pub const ALL: [Line; 9] = [
        Line::Start,
        Line::Gap,
        Line::Nodelay,
        Line::Connection,
        Line::Cpus,
        Line::Process,
        Line::Buffers,
        Line::Reads,
        Line::Times,
    ];
}

impl Condition {
    fn turn(&mut self, line: Line, on: bool) {
        let knobs = &mut self.knobs;
        let gaps: Vec<Duration> = SWEEP.into_iter().flatten().collect();
        match line {
            Line::Start => self.start = turned(&Start::ALL, self.start, on),
            Line::Gap => knobs.gap = next(&gaps, knobs.gap, on),
            Line::Nodelay => knobs.nodelay = turned(&[None, Some(true), Some(false)], knobs.nodelay, on),
            Line::Connection => knobs.reuse = !knobs.reuse,
            Line::Cpus if super::knobs::PLACES => {
                knobs.cpus = turned(&[None, Some(Cpus::One), Some(Cpus::Two)], knobs.cpus, on);
            }
            Line::Process => knobs.process = !knobs.process,
            Line::Buffers => {
                let small = if knobs.rcvbuf.is_some() || knobs.sndbuf.is_some() { None } else { Some(1) };
                (knobs.sndbuf, knobs.rcvbuf) = (small, small);
            }
            Line::Reads => self.random_reads = !self.random_reads,
            Line::Cpus | Line::Times => {}
        }
    }

    /// The calls as they are run under it.
    fn script(&self, script: &Arc<Script>) -> Arc<Script> {
        if !self.random_reads {
            return Arc::clone(script);
        }
        let mut changed = (**script).clone();
        for line in &mut changed.calls {
            if let Op::Recv(recv) = &mut line.call.op {
                recv.size = Size::Rand(1, 8);
            }
        }
        Arc::new(changed)
    }
}

/// How far the runs of a condition are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Progress {
    /// Their turn has not come.
    Waits,
    /// They are made now.
    Goes,
    /// All were made.
    Done,
    /// They were stopped.
    Stopped,
    /// They ended before their time, for this reason.
    Failed(Message),
}

/// A condition that was guessed about, or is run without a guess.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Try {
    /// Under what.
    pub condition: Condition,
    /// What was guessed; none: somebody asked for the runs without it.
    pub guess: Option<Guess>,
    /// What is run.
    pub plan: Plan,
    /// How often.
    pub times: u64,
    /// What came so far.
    pub histogram: Histogram,
    /// How far they are.
    pub progress: Progress,
}

/// Where the cursor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pane {
    /// On the outcomes of the left or the right condition.
    Outcomes(usize),
    /// On the left or the right condition itself.
    Conditions(usize),
}

impl Pane {
    /// All, in the order of Tab.
    pub const ALL: [Pane; 4] = [Pane::Outcomes(0), Pane::Outcomes(1), Pane::Conditions(0), Pane::Conditions(1)];

    /// 0 for the left condition, 1 for the right one.
    pub fn side(self) -> usize {
        match self {
            Pane::Outcomes(side) | Pane::Conditions(side) => side,
        }
    }
}

/// What the model offers to be guessed under a reading, once it has answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// For these calls.
    pub script: Arc<Script>,
    /// Under this reading.
    pub reading: Reading,
    /// The outcomes; none while the model thinks.
    pub outcomes: Option<Vec<Outcome>>,
}

/// The state of the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Likely {
    /// The lab's calls.
    pub script: Arc<Script>,
    /// What stands between the sockets.
    pub via: Via,
    /// The seed of the runs.
    pub seed: u64,
    /// Left and right.
    pub conditions: [Condition; 2],
    /// How many runs each condition gets.
    pub times: u64,
    /// Where the cursor is.
    pub pane: Pane,
    /// The outcome with the cursor: a line of [`Likely::lines`], or the one behind the last: another one.
    pub row: usize,
    /// The share that is being guessed, in percent.
    pub percent: u8,
    /// The line of the conditions with the cursor.
    pub line: usize,
    /// What was tried; the histograms stay while the calls do.
    pub tries: Vec<Try>,
    /// What is still to be run: indexes into [`Likely::tries`].
    pub queue: VecDeque<usize>,
    /// What is run now: the burst's number, and the try.
    pub running: Option<(u64, usize)>,
    /// What can be guessed.
    pub offers: Vec<Offer>,
    /// The side whose gaps are compared, and whether that stands in the place of the conditions where there is little room.
    pub sweep: Option<usize>,
}

impl Likely {
    /// The screen for a lab: its knobs on the left, the same with the other start on the right.
    pub fn new(lab: &Lab) -> Likely {
        let left = Condition { start: lab.start, knobs: lab.knobs, random_reads: false };
        let other = if lab.start == Start::SendsFirst { Start::ServerFirst } else { Start::SendsFirst };
        Likely {
            script: Arc::clone(&lab.script),
            via: lab.plan().via,
            seed: lab.seed,
            conditions: [left, Condition { start: other, ..left }],
            times: TIMES[0],
            pane: Pane::Outcomes(0),
            row: 0,
            percent: MOST_PERCENT,
            line: 0,
            tries: Vec::new(),
            queue: VecDeque::new(),
            running: None,
            offers: Vec::new(),
            sweep: None,
        }
    }

    /// Whether this is about what the lab holds now.
    pub fn is_of(&self, lab: &Lab) -> bool {
        *self.script == *lab.script && self.via == lab.plan().via
    }

    /// The plan of a condition.
    pub fn plan(&self, condition: &Condition) -> Plan {
        Plan {
            script: condition.script(&self.script),
            via: self.via.clone(),
            start: condition.start,
            seed: self.seed,
            knobs: condition.knobs,
        }
    }

    /// The latest try of a condition.
    pub fn try_of(&self, condition: &Condition) -> Option<&Try> {
        self.tries.iter().rev().find(|one| one.condition == *condition)
    }

    /// The latest try of the condition on a side.
    pub fn tried(&self, side: usize) -> Option<&Try> {
        self.try_of(&self.conditions[side])
    }

    /// Whether anything is run now, or will be.
    pub fn is_busy(&self) -> bool {
        self.running.is_some() || !self.queue.is_empty()
    }

    /// Whether any runs were made, or are made now.
    pub fn has_run(&self) -> bool {
        self.running.is_some() || self.tries.iter().any(|one| one.histogram.times > 0)
    }

    /// Whether the runs of a side count in the lab, too: the same calls under the same reading.
    pub fn counts_in(&self, lab: &Lab, side: usize) -> bool {
        let condition = &self.conditions[side];
        condition.script(&self.script) == lab.script && condition.start.reading() == lab.reading()
    }

    /// What can be guessed about a side.
    pub fn offered(&self, side: usize) -> Option<&Offer> {
        let condition = &self.conditions[side];
        let (script, reading) = (condition.script(&self.script), condition.start.reading());
        self.offers.iter().find(|offer| offer.reading == reading && offer.script == script)
    }

    /// What the model has to be asked about: pairs of calls and reading.
    pub(crate) fn unasked(&mut self) -> Vec<(Arc<Script>, Reading)> {
        let mut unasked = Vec::new();
        for condition in self.conditions {
            let (script, reading) = (condition.script(&self.script), condition.start.reading());
            if self.offers.iter().all(|offer| offer.reading != reading || offer.script != script) {
                self.offers.push(Offer { script: Arc::clone(&script), reading, outcomes: None });
                unasked.push((script, reading));
            }
        }
        unasked
    }

    /// The outcomes that have a line: those offered, then those seen, in an order that does not change while runs go on but by
    /// new lines.
    pub fn lines(&self) -> Vec<&Outcome> {
        let mut lines: Vec<&Outcome> = Vec::new();
        for side in [0, 1] {
            let offered = self.offered(side).and_then(|offer| offer.outcomes.as_ref());
            let guessed = self.tried(side).and_then(|one| one.guess.as_ref()).and_then(|guess| guess.outcome.as_ref());
            for outcome in offered.into_iter().flatten().chain(guessed) {
                if !lines.contains(&outcome) {
                    lines.push(outcome);
                }
            }
        }
        // What came most often first, as long as there are lines.
        let mut seen: Vec<(&Outcome, u64)> = Vec::new();
        for one in [0, 1].into_iter().filter_map(|side| self.tried(side)) {
            for (outcome, count) in one.histogram.outcomes.iter().take(LINES) {
                match seen.iter_mut().find(|(known, _)| *known == outcome) {
                    Some((_, total)) => *total += count,
                    None => seen.push((outcome, *count)),
                }
            }
        }
        seen.sort_by(|one, other| other.1.cmp(&one.1).then(one.0.cmp(other.0)));
        for (outcome, _) in seen {
            if lines.len() < LINES && !lines.contains(&outcome) {
                lines.push(outcome);
            }
        }
        lines
    }

    /// Whether a guess about a side is asked for.
    pub fn asks(&self, side: usize) -> bool {
        self.tried(side).is_none()
    }

    /// Moves the guessed share.
    pub(crate) fn more_percent(&mut self, more: bool) {
        self.percent = match more {
            true => (self.percent + STEP_PERCENT).min(MOST_PERCENT),
            false => self.percent.saturating_sub(STEP_PERCENT).max(LEAST_PERCENT),
        };
    }

    /// Turns the line with the cursor on a side.
    pub(crate) fn turn(&mut self, side: usize, on: bool) {
        match Line::ALL[self.line % Line::ALL.len()] {
            Line::Times => self.times = turned(&TIMES, self.times, on),
            line => self.conditions[side].turn(line, on),
        }
    }

    /// Takes a condition among those tried, before its runs.
    pub(crate) fn add(&mut self, condition: Condition, guess: Option<Guess>) -> usize {
        let plan = self.plan(&condition);
        let times = self.times;
        self.tries.push(Try {
            condition,
            guess,
            plan,
            times,
            histogram: Histogram::default(),
            progress: Progress::Waits,
        });
        self.tries.len() - 1
    }

    /// The conditions of a sweep over the gap, on the condition of a side.
    pub fn sweep_of(&self, side: usize) -> [Condition; SWEEP.len()] {
        let base = self.conditions[side];
        SWEEP.map(|gap| Condition { knobs: Knobs { gap, ..base.knobs }, ..base })
    }

    /// Runs that were made, on their way to a file: what is on the screen first.
    pub fn measured(&self) -> Vec<Measured<'_>> {
        let made = self.tries.iter().filter(|one| one.histogram.times > 0);
        made.map(|one| Measured { plan: &one.plan, histogram: &one.histogram, guess: one.guess.as_ref() }).collect()
    }

    /// Nothing goes on any more.
    pub(crate) fn rest(&mut self) {
        for at in self.queue.drain(..).collect::<Vec<_>>() {
            self.tries[at].progress = Progress::Stopped;
        }
        if let Some((_, at)) = self.running.take() {
            self.tries[at].progress = Progress::Stopped;
        }
        // A condition without a single run is as good as never tried; its guess is asked for again.
        self.tries.retain(|one| one.histogram.times > 0 || matches!(one.progress, Progress::Failed(_)));
    }
}
