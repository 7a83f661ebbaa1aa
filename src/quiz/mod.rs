//! The quiz as a machine without a screen: rows, predictions, reasons, the rule in the student's own words, the score.
//!
//! ```text
//! predict ─ lock ─▶ run ─ go on ─▶ explain row by row ─▶ write the rule ─▶ predict the rest … ─▶ free
//! ```
//!
//! First contact is calm: one round of five rows, then the rule, then the rest (the syllabus' dose).

pub mod generate;
mod guess;
mod misconception;
mod reason;
mod refutation;
pub mod review;
mod rounds;
mod score;

pub use guess::{Guess, borders, joined, offers};
pub use misconception::Misconception;
pub use reason::{Reason, choices};
pub use refutation::Refutation;

use std::sync::Arc;

use crate::doc::{Column, Worksheet};
use crate::script::Script;
use crate::stream::{Claim, Row, Verdict};

/// What the quiz asks for now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Possible or not, for each row of the round.
    Predict,
    /// The answers are locked; the calls run.
    Run,
    /// One row after the other: the student's reason, then the answer.
    Explain {
        /// The row that is looked at: an index into [`Quiz::rows`].
        row: usize,
        /// What is asked about it.
        ask: Ask,
    },
    /// The rule, in the student's own words.
    Rule {
        /// Written (or passed over): the house's rule stands beside it.
        written: bool,
    },
    /// Everything is open.
    Free,
}

/// What is asked about a row once the run is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ask {
    /// Which rule forbids it?
    Reason,
    /// "I was wrong because …"
    Because,
    /// Nothing: the answer is shown.
    Nothing,
}

/// A prediction, and the calls that it was about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Whether the row was held to be possible.
    pub possible: bool,
    /// The script at that time.
    pub about: Arc<Script>,
}

/// A row with all that is known about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What it claims, a claim for each recv of the present script.
    pub row: Row,
    /// What the student predicted.
    pub said: Option<Said>,
    /// The reason that the student gave.
    pub reason: Option<Reason>,
    /// How the student finished "I was wrong because …".
    pub because: String,
    /// The model's answer, once it is there.
    pub verdict: Option<Verdict>,
    /// Whether the answer may be shown.
    pub revealed: bool,
    /// The misconception that predicts the row, or denies it; known of rows that were made from one.
    pub belief: Option<Misconception>,
}

impl Entry {
    /// Whether the model holds the row to be possible; none where it has no answer (yet).
    pub fn is_possible(&self) -> Option<bool> {
        match self.verdict.as_ref()? {
            Verdict::Possible { .. } => Some(true),
            Verdict::Impossible(_) => Some(false),
            Verdict::Outside { .. } => None,
        }
    }

    /// Whether the prediction and the answer differ. False where one of them is missing.
    pub fn is_wrong(&self) -> bool {
        matches!((&self.said, self.is_possible()), (Some(said), Some(possible)) if said.possible != possible)
    }

    /// Whether the student is asked for the rule first: who says "impossible" names a rule, and so does who missed one.
    pub(super) fn needs_reason(&self) -> bool {
        let denied = self.said.as_ref().is_some_and(|said| !said.possible);
        self.reason.is_none() && self.is_possible().is_some_and(|possible| denied || !possible)
    }
}

/// A table of rows and how far the student is with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quiz {
    /// The calls that the rows are about.
    script: Arc<Script>,
    /// The worksheet's own script, rows and columns, which edits are measured against.
    origin: Arc<Script>,
    origin_rows: Vec<Row>,
    /// The table's columns, by recv of the present script.
    pub columns: Vec<Column>,
    origin_columns: Vec<Column>,
    /// All rows, in the worksheet's order.
    pub rows: Vec<Entry>,
    rounds: Vec<Vec<usize>>,
    round: usize,
    /// Whether the rule was written before this quiz: then nobody asks for it.
    drill: bool,
    /// What is asked for now.
    pub phase: Phase,
    /// The rule in the student's own words.
    pub rule: String,
}

impl Quiz {
    /// The quiz of a worksheet; none where it has no table.
    pub fn new(sheet: &Worksheet, script: &Arc<Script>) -> Option<Quiz> {
        if sheet.rows.is_empty() {
            return None;
        }
        let entry = |row: &Row| Entry {
            row: row.clone(),
            said: None,
            reason: None,
            because: String::new(),
            verdict: None,
            revealed: false,
            belief: None,
        };
        Some(Quiz {
            script: Arc::clone(script),
            origin: Arc::clone(script),
            origin_rows: sheet.rows.clone(),
            columns: sheet.columns.clone(),
            origin_columns: sheet.columns.clone(),
            rows: sheet.rows.iter().map(entry).collect(),
            rounds: rounds::rounds(sheet),
            round: 0,
            drill: false,
            phase: Phase::Predict,
            rule: String::new(),
        })
    }

    /// The quiz of a sheet made for practice: all rows in one round, no rule to write, and each row knows its misconception.
    pub fn drill(sheet: &Worksheet, script: &Arc<Script>, beliefs: &[Option<Misconception>]) -> Option<Quiz> {
        let mut quiz = Quiz::new(sheet, script)?;
        quiz.drill = true;
        quiz.rounds = vec![(0..quiz.rows.len()).collect()];
        for (entry, belief) in quiz.rows.iter_mut().zip(beliefs) {
            entry.belief = *belief;
        }
        Some(quiz)
    }

    /// Whether this is practice: nobody asks for the rule.
    pub fn is_drill(&self) -> bool {
        self.drill
    }

    /// The rows that stand in the table now (indices into [`Quiz::rows`]): those of the first round, then all.
    pub fn shown(&self) -> Vec<usize> {
        if self.round == 0 && self.phase != Phase::Free {
            self.rounds.first().cloned().unwrap_or_default()
        } else {
            (0..self.rows.len()).collect()
        }
    }

    /// The rows of the present round, in the order in which they are asked.
    pub fn asked(&self) -> &[usize] {
        self.rounds.get(self.round).map_or(&[], Vec::as_slice)
    }

    /// All rounds, each in the order in which its rows are asked.
    pub fn rounds(&self) -> &[Vec<usize>] {
        &self.rounds
    }

    /// Whether the first round and the rule are behind the student: from here on there is more to see.
    pub fn has_rule(&self) -> bool {
        self.round > 0 || self.phase == Phase::Free
    }

    /// What the student says about a row now; a prediction about other calls does not count.
    pub fn answer(&self, row: usize) -> Option<bool> {
        let said = self.rows.get(row)?.said.as_ref()?;
        (*said.about == *self.script).then_some(said.possible)
    }

    /// Whether any prediction shown belongs to other calls than the present ones.
    pub fn has_old_answers(&self) -> bool {
        self.rows.iter().any(|entry| entry.said.as_ref().is_some_and(|said| *said.about != *self.script))
    }

    /// Says that a row is possible, or not; `None` takes the answer back. Only rows of the round that is being asked.
    pub fn say(&mut self, row: usize, possible: Option<bool>) -> bool {
        if self.phase != Phase::Predict || !self.asked().contains(&row) {
            return false;
        }
        let about = Arc::clone(&self.script);
        self.rows[row].said = possible.map(|possible| Said { possible, about });
        true
    }

    /// Takes over an answer that was given before the program ended, of whichever round.
    pub fn restore(&mut self, row: usize, possible: bool) {
        let about = Arc::clone(&self.script);
        if let Some(entry) = self.rows.get_mut(row).filter(|entry| !entry.revealed) {
            entry.said = Some(Said { possible, about });
        }
    }

    /// Whether every answer is shown: there is nothing left to ask.
    pub fn is_revealed(&self) -> bool {
        self.rows.iter().all(|entry| entry.revealed)
    }

    /// How many rows of the round have no answer yet.
    pub fn to_go(&self) -> usize {
        self.asked().iter().filter(|row| self.answer(**row).is_none()).count()
    }

    /// Locks the answers, if all are given.
    pub fn lock(&mut self) -> bool {
        let ready = self.phase == Phase::Predict && self.to_go() == 0;
        if ready {
            self.phase = Phase::Run;
        }
        ready
    }

    /// The run is over and looked at: on to the reasons. Waits for the model's answers.
    pub fn explain(&mut self) -> bool {
        if self.phase != Phase::Run || !self.is_judged() {
            return false;
        }
        self.look_at(0);
        true
    }

    /// Whether another round follows the present one.
    pub fn has_more(&self) -> bool {
        self.round + 1 < self.rounds.len()
    }

    /// Whether the model has answered every row.
    pub fn is_judged(&self) -> bool {
        self.rows.iter().all(|entry| entry.verdict.is_some())
    }

    /// The model's answers, one for each row.
    pub fn judged(&mut self, verdicts: Vec<Verdict>) {
        for (entry, verdict) in self.rows.iter_mut().zip(verdicts) {
            entry.verdict = Some(verdict);
        }
    }

    /// The reasons to choose from for the row that is looked at.
    pub fn choices(&self) -> Vec<Reason> {
        let Phase::Explain { row, ask: Ask::Reason } = self.phase else { return Vec::new() };
        let entry = &self.rows[row];
        let mut found = entry.verdict.as_ref().map_or_else(Vec::new, |verdict| choices(&entry.row, verdict));
        // Who said yes to an impossible row is told that it cannot happen: then a rule does forbid it.
        if entry.is_wrong() && entry.is_possible() == Some(false) {
            found.retain(|reason| *reason != Reason::Nothing);
        }
        found
    }

    /// The reason that the student picks for the row that is looked at; then its answer is shown.
    pub fn pick(&mut self, reason: Reason) -> bool {
        let Phase::Explain { row, ask: Ask::Reason } = self.phase else { return false };
        self.rows[row].reason = Some(reason);
        self.reveal(row);
        true
    }

    /// On to the next row, or to what comes after the last.
    pub fn advance(&mut self) -> bool {
        match self.phase {
            Phase::Explain { row, ask: Ask::Because | Ask::Nothing } => {
                let at = self.asked().iter().position(|asked| *asked == row).unwrap_or(self.asked().len());
                self.look_at(at + 1);
                true
            }
            Phase::Rule { written: true } => {
                self.begin_next_round();
                true
            }
            _ => false,
        }
    }

    /// Finishes "I was wrong because …" for the row that is looked at, and goes on.
    pub fn because(&mut self, text: &str) -> bool {
        let Phase::Explain { row, ask: Ask::Because } = self.phase else { return false };
        self.rows[row].because = text.trim().to_owned();
        self.advance()
    }

    /// Shows every answer of the round that is still hidden, and goes on behind the last row; in practice to the last row,
    /// so that the table can be looked at.
    pub fn reveal_all(&mut self) -> bool {
        let Phase::Explain { .. } = self.phase else { return false };
        for row in self.asked().to_vec() {
            self.rows[row].revealed = true;
        }
        match self.asked().last() {
            Some(last) if self.drill => self.phase = Phase::Explain { row: *last, ask: Ask::Nothing },
            _ => self.look_at(self.asked().len()),
        }
        true
    }

    /// The rule in the student's own words.
    pub fn write_rule(&mut self, text: &str) -> bool {
        if self.phase != (Phase::Rule { written: false }) {
            return false;
        }
        self.rule = text.trim().to_owned();
        self.phase = Phase::Rule { written: true };
        true
    }

    /// The calls were changed: the rows are about the new ones from now on, and wait for the model's answers. What was not
    /// yet revealed is asked again.
    pub fn rebase(&mut self, script: &Arc<Script>) {
        self.script = Arc::clone(script);
        let kept = rounds::recvs_kept(&self.origin, script);
        self.columns = self
            .origin_columns
            .iter()
            .filter_map(|column| {
                let recv = kept.iter().position(|old| *old == Some(column.recv))?;
                Some(Column { recv, ..column.clone() })
            })
            .collect();
        for (entry, row) in self.rows.iter_mut().zip(&self.origin_rows) {
            let claim = |old: &Option<usize>| old.and_then(|old| row.claims.get(old).cloned()).unwrap_or(Claim::Free);
            entry.row.claims = kept.iter().map(claim).collect();
            entry.verdict = None;
        }
        if matches!(self.phase, Phase::Run | Phase::Explain { .. }) {
            for row in self.asked().to_vec() {
                self.rows[row].revealed = false;
                self.rows[row].reason = None;
            }
            self.phase = Phase::Predict;
        }
    }

    fn reveal(&mut self, row: usize) {
        self.rows[row].revealed = true;
        let ask = if self.rows[row].is_wrong() { Ask::Because } else { Ask::Nothing };
        self.phase = Phase::Explain { row, ask };
    }

    /// Looks at the `at`th row of the round; behind the last one come the rule, the next round, or the end.
    fn look_at(&mut self, at: usize) {
        match self.asked().get(at).copied() {
            Some(row) if !self.rows[row].revealed && self.rows[row].needs_reason() => {
                self.phase = Phase::Explain { row, ask: Ask::Reason };
            }
            Some(row) => self.reveal(row),
            None if self.round == 0 && !self.drill => self.phase = Phase::Rule { written: false },
            None => self.begin_next_round(),
        }
    }

    fn begin_next_round(&mut self) {
        self.phase = if self.round + 1 < self.rounds.len() { Phase::Predict } else { Phase::Free };
        self.round = (self.round + 1).min(self.rounds.len().saturating_sub(1));
    }
}
