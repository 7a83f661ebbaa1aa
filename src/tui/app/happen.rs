//! A row that is made to happen, step by step: the model's own order of events, played on real sockets.

use std::collections::VecDeque;
use std::time::Duration;

use super::lab::RunState;
use super::{App, Lab};
use crate::quiz::{Ask, Phase};
use crate::stream::{Attempt, Stands, Verdict};

/// Between two steps, so that the eye can follow.
const PACE: Duration = Duration::from_millis(500);
/// Where a table's rows happen one after the other.
const BRISK: Duration = Duration::from_millis(120);
/// How long the two connections are shown before the first step of a session.
const INTRODUCTION: Duration = Duration::from_secs(4);

/// What is played.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Happen {
    /// The row: an index into the quiz's rows.
    pub row: usize,
    /// How many steps its order of events has.
    pub steps: usize,
    /// How many of them are made; none before the connections stand.
    pub made: Option<usize>,
    /// Of an impossible row: after how many steps its fault shows, and what the call at fault does there.
    pub stop: Option<(usize, Stands)>,
    /// Somebody went on from there, to see what comes instead.
    pub passed: bool,
    /// Without a pause between the steps.
    pub at_once: bool,
    /// When the next step is made, since the start of the program.
    pub due: Option<Duration>,
    /// The first of the session: the two connections are shown before it begins.
    pub first: bool,
    /// Rows that are made to happen after it.
    pub queue: VecDeque<usize>,
    /// Its number among them, and how many they are; none for a row by itself.
    pub among: Option<(usize, usize)>,
}

impl Happen {
    /// A row's order of events, with the attempt it comes from where the row is impossible.
    pub(crate) fn new(row: usize, steps: usize, attempt: Option<&Attempt>) -> Happen {
        let stop = attempt.map(|attempt| (attempt.stop, attempt.stands));
        Happen { row, steps, stop, ..Happen::default() }
    }

    /// Whether it rests where the row can go no further.
    pub fn stands(&self) -> Option<Stands> {
        self.stop.filter(|(stop, _)| self.made == Some(*stop) && !self.passed).map(|(_, stands)| stands)
    }

    /// A step more is made, or the run is ready for the first.
    pub(crate) fn rests(&mut self, now: Duration) {
        self.made = Some(self.made.map_or(0, |made| made + 1));
        let pace = match self.among {
            Some(_) => BRISK,
            None if self.first && self.made == Some(0) => INTRODUCTION,
            None => PACE,
        };
        self.due = Some(if self.at_once { now } else { now + pace }).filter(|_| self.stands().is_none());
    }
}

impl Lab {
    /// A row that is being made to happen now.
    pub fn happening(&self) -> Option<&Happen> {
        self.run.happen.as_deref().filter(|_| !self.run.is_over())
    }

    /// Whether the row with the cursor may be made to happen: its answer is known to the student.
    pub fn may_happen(&self) -> bool {
        let open = matches!(
            self.phase(),
            Some(Phase::Explain { ask: Ask::Nothing, .. } | Phase::Rule { written: true } | Phase::Free)
        );
        let rests = self.happening().is_none_or(|happen| happen.stands().is_some());
        open && rests && self.is_shown_open(self.row)
    }

    fn is_shown_open(&self, row: usize) -> bool {
        let free = self.phase() == Some(Phase::Free);
        self.quiz.as_ref().and_then(|quiz| quiz.rows.get(row)).is_some_and(|entry| entry.revealed || free)
    }

    /// Whether the model holds a row to be possible.
    pub fn is_allowed(&self, row: usize) -> bool {
        matches!(self.verdict(row), Some(Verdict::Possible { .. }))
    }

    /// All rows that are possible, if their answers are known to the student.
    pub(crate) fn allowed(&self) -> VecDeque<usize> {
        let rows = self.quiz.as_ref().map(crate::quiz::Quiz::shown).unwrap_or_default();
        rows.into_iter().filter(|row| self.is_shown_open(*row) && self.is_allowed(*row)).collect()
    }
}

impl App {
    /// When the next step of a row that is made to happen is due, from now.
    pub(super) fn next_step(&self) -> Option<Duration> {
        let lab = self.lab_shown().filter(|lab| lab.run.past.is_none() && self.help.is_none())?;
        let due = lab.happening().filter(|_| matches!(lab.run.state, RunState::Rests(_)))?.due?;
        Some(due.saturating_sub(self.now).max(Duration::from_millis(1)))
    }
}
