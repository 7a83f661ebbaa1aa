//! The rows of the lab's table: what the model says about them under the present turns, and whose bytes they are about.

use std::borrow::Cow;

use super::Lab;
use crate::call::Side;
use crate::quiz::Entry;
use crate::stream::{Claim, Reading, Verdict};

impl Lab {
    /// How often a row's outcome was seen.
    pub fn seen_of(&self, row: &crate::stream::Row) -> u64 {
        self.seen.of(row)
    }

    /// The model's answer to a row under the present turns, once it is there.
    pub fn verdict(&self, row: usize) -> Option<&Verdict> {
        match self.reading() {
            Reading::InOrder => self.quiz.as_ref()?.rows.get(row)?.verdict.as_ref(),
            Reading::Concurrent => self.verdicts.get(row),
        }
    }

    /// A row as it is shown. Where each side goes for itself, what the student said about calls made one at a time is left
    /// out: that was another question.
    pub fn entry(&self, row: usize) -> Option<Cow<'_, Entry>> {
        let entry = self.quiz.as_ref()?.rows.get(row)?;
        Some(match self.reading() {
            Reading::InOrder => Cow::Borrowed(entry),
            Reading::Concurrent => Cow::Owned(Entry {
                said: None,
                reason: None,
                because: String::new(),
                verdict: self.verdict(row).cloned(),
                ..entry.clone()
            }),
        })
    }

    /// Turns to the direction that the row with the cursor is about: where its fault is, else the only one it speaks of.
    /// Rows that are still hidden turn nothing, for that would tell.
    pub(crate) fn face_row(&mut self) {
        let revealed = self.quiz.as_ref().and_then(|quiz| quiz.rows.get(self.row)).is_some_and(|entry| entry.revealed);
        if let Some(from) = self.row_from(self.row).filter(|from| revealed && self.from != *from) {
            self.from = from;
            self.byte = None;
        }
    }

    /// Whose bytes a row is about, where both sides send: those where its fault is, else the only ones it speaks of.
    pub(crate) fn row_from(&self, row: usize) -> Option<Side> {
        let entry = self.quiz.as_ref()?.rows.get(row).filter(|_| self.goes_both_ways())?;
        let cells = self.script.cells();
        let reader = |cell: usize| cells.get(cell).map(|place| place.side);
        let fault = match self.verdict(row) {
            Some(Verdict::Impossible(fault)) => reader(fault.recv),
            _ => None,
        };
        let claimed = entry.row.claims.iter().enumerate().filter(|(_, claim)| **claim != Claim::Free);
        let mut readers = claimed.filter_map(|(recv, _)| reader(recv));
        let only = readers.next().filter(|first| readers.all(|other| other == *first));
        fault.or(only).map(Side::peer)
    }

    /// Whether both directions carry bytes.
    pub fn goes_both_ways(&self) -> bool {
        Side::BOTH.iter().all(|side| !self.script.stream_from(*side).is_empty())
    }
}
