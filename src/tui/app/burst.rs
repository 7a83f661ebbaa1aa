//! Many runs in the background.

use std::collections::HashMap;

use super::Lab;
use crate::engine::{DISTINCT, Histogram, Plan};
use crate::stream::{Cell, Outcome, Row};
use crate::text::escape::to_c;
use crate::text::{Message, Texts};

/// How many runs the first press of the key makes, and the next.
pub const TIMES: [u64; 2] = [1_000, 10_000];

/// Outcomes that were seen, and how often; at most [`DISTINCT`] are told apart.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Seen(HashMap<Outcome, u64>);

impl Seen {
    /// Counts an outcome so many times more.
    pub(crate) fn add(&mut self, outcome: &Outcome, times: u64) {
        if let Some(count) = self.0.get_mut(outcome) {
            *count = count.saturating_add(times);
        } else if self.0.len() < DISTINCT {
            self.0.insert(outcome.clone(), times);
        }
    }

    /// How many different ones.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether nothing was seen.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Each with its number of times, in no order.
    pub fn iter(&self) -> impl Iterator<Item = (&Outcome, u64)> {
        self.0.iter().map(|(outcome, times)| (outcome, *times))
    }

    /// How often an outcome was seen.
    pub fn times(&self, outcome: &Outcome) -> u64 {
        self.0.get(outcome).copied().unwrap_or(0)
    }

    /// How often outcomes that a row admits were seen.
    pub fn of(&self, row: &Row) -> u64 {
        self.0.iter().filter(|(outcome, _)| row.admits(outcome)).map(|(_, times)| times).sum()
    }
}

/// A burst: its plan, what it gave so far, and whether it goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Burst {
    /// Its number.
    pub id: u64,
    /// What is run.
    pub plan: Box<Plan>,
    /// How many runs were asked for.
    pub times: u64,
    /// What they gave so far; kept when it is over.
    pub histogram: Histogram,
    /// It has not ended, and was not stopped.
    pub goes_on: bool,
    /// Why it ended before its time, if it was not stopped.
    pub failed: Option<Message>,
    /// What had been seen before it, and beside it: the rest is the histogram's.
    pub(crate) beside: Seen,
}

impl Lab {
    /// The burst that goes on.
    pub fn bursting(&self) -> Option<&Burst> {
        self.burst.as_deref().filter(|burst| burst.goes_on)
    }

    /// Whether many runs may be made now: never before the first answers were revealed (predict first).
    pub fn may_burst(&self) -> bool {
        self.has_knobs() && self.may_run() && self.replay.is_none()
    }

    /// How many runs the next press makes: more once the first thousand of this very plan are there, or on their way; none
    /// while the larger number is.
    pub fn next_burst(&self) -> Option<u64> {
        let same = |burst: &&Burst| *burst.plan == self.plan() && burst.failed.is_none();
        match self.burst.as_deref().filter(same) {
            Some(burst) if burst.goes_on && burst.times >= TIMES[1] => None,
            Some(burst) if burst.goes_on || burst.histogram.times >= TIMES[0] => Some(TIMES[1]),
            _ => Some(TIMES[0]),
        }
    }

    /// Counts an outcome of a single run.
    pub(crate) fn count_seen(&mut self, outcome: &Outcome) {
        self.seen.add(outcome, 1);
        // What the burst tells next is counted on top of this. The projector's own runs count for themselves.
        let apart = self.show.apart;
        if let Some(burst) = self.burst.as_deref_mut().filter(|burst| burst.goes_on && !apart) {
            burst.beside.add(outcome, 1);
        }
    }

    /// Takes in how far the burst is.
    pub(crate) fn count_burst(&mut self, histogram: Histogram) {
        let Some(burst) = self.burst.as_deref_mut() else { return };
        let seen = if self.show.apart { &mut self.show.aside.seen } else { &mut self.seen };
        seen.clone_from(&burst.beside);
        for (outcome, times) in &histogram.outcomes {
            seen.add(outcome, *times);
        }
        burst.histogram = histogram;
    }

    /// Forgets what was seen, under any turns.
    pub(crate) fn clear_seen(&mut self) {
        self.seen = Seen::default();
        self.seen_otherwise = Seen::default();
    }
}

/// Bytes of a cell, and pieces of a loop, that a sentence has room for.
const MOST: usize = 12;
const MOST_PIECES: usize = 6;

/// An outcome in a few words: `hello! | blocks`.
pub(crate) fn outcome_words(texts: &Texts, outcome: &Outcome) -> String {
    outcome.cells.iter().map(|cell| cell_words(texts, cell)).collect::<Vec<_>>().join(" | ")
}

/// A cell in a word or two.
pub(crate) fn cell_words(texts: &Texts, cell: &Cell) -> String {
    match cell {
        Cell::Data(bytes) if bytes.is_empty() => texts.get("tui-cell-empty-short"),
        Cell::Data(bytes) if bytes.len() > MOST => format!("{}…", to_c(&bytes[..MOST])),
        Cell::Data(bytes) => to_c(bytes),
        Cell::Pieces(pieces) => {
            let mut words: Vec<_> = pieces.iter().take(MOST_PIECES).map(|piece| cell_words(texts, piece)).collect();
            if pieces.len() > MOST_PIECES {
                words.push("…".to_owned());
            }
            words.join(" + ")
        }
        Cell::Blocks => texts.get("tui-cell-blocks-short"),
        Cell::Eof => texts.get("tui-cell-end"),
        Cell::Eagain => texts.get("tui-cell-eagain"),
        Cell::Unreached => texts.get("tui-cell-unreached-short"),
        Cell::Error(errno) => errno.name(),
    }
}
