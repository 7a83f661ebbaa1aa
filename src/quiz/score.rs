//! How right the student was: answers, and reasons.

use super::{Entry, Phase, Quiz, Reason};
use crate::stream::{Rule, Verdict};

impl Entry {
    /// Whether the reason that was given is the right one; none where none was given, or nothing is known.
    pub fn is_reason_right(&self) -> Option<bool> {
        match (self.reason?, self.verdict.as_ref()?) {
            (Reason::Breaks(rule), Verdict::Impossible(fault)) => Some(rule == fault.rule),
            (Reason::Nothing, Verdict::Possible { .. }) => Some(true),
            (_, Verdict::Outside { .. }) => None,
            _ => Some(false),
        }
    }
}

impl Quiz {
    /// Right answers, and rows with an answer, among those revealed. Rows outside the model count in neither.
    pub fn score(&self) -> (usize, usize) {
        let counted =
            || self.rows.iter().filter(|entry| entry.revealed && entry.said.is_some() && entry.is_possible().is_some());
        (counted().filter(|entry| !entry.is_wrong()).count(), counted().count())
    }

    /// Right reasons, and reasons that were given.
    pub fn reasons(&self) -> (usize, usize) {
        let judged = || self.rows.iter().filter(|entry| entry.revealed).filter_map(Entry::is_reason_right);
        (judged().filter(|right| *right).count(), judged().count())
    }

    /// The rules that the student did not see at work: of rows that were said to be possible, or given another reason.
    pub fn missed(&self) -> Vec<Rule> {
        let missed = |entry: &&Entry| entry.revealed && (entry.is_wrong() || entry.is_reason_right() == Some(false));
        let mut rules: Vec<Rule> = self
            .rows
            .iter()
            .filter(missed)
            .filter_map(|entry| match &entry.verdict {
                Some(Verdict::Impossible(fault)) => Some(fault.rule),
                _ => None,
            })
            .collect();
        rules.sort_unstable();
        rules.dedup();
        rules
    }

    /// Which round is asked, from 1.
    pub fn round(&self) -> usize {
        self.round + 1
    }

    /// From the start: no answer, no reason, no words. What the model says about the rows stays known, and hidden.
    pub fn again(&mut self) {
        for entry in &mut self.rows {
            entry.said = None;
            entry.reason = None;
            entry.because.clear();
            entry.revealed = false;
        }
        self.round = 0;
        self.phase = Phase::Predict;
        self.rule.clear();
    }
}
