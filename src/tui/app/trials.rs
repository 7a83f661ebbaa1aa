//! Lesson 2's experiments on the screen: predict one recv, run, change one thing, predict again.

use std::collections::VecDeque;

use crate::experiments::{Change, Experiment, Kind};
use crate::text::Message;

/// Digits of a prediction.
const DIGITS: usize = 9;

/// A run of an experiment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trial {
    /// What was changed.
    pub change: Change,
    /// How many bytes the recv that is asked about will give, as predicted; none: run without.
    pub guess: Option<u64>,
    /// What the recvs gave so far, in bytes.
    pub sizes: Vec<u64>,
    /// It is over.
    pub over: bool,
    /// Why it did not come to its end.
    pub failed: Option<Message>,
}

/// The state of the screen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Trials {
    /// The experiment with the cursor, an index into [`Kind::ALL`].
    pub kind: usize,
    /// What is changed in each, an index into [`Kind::changes`].
    pub change: [usize; 3],
    /// The prediction that is being typed.
    pub typed: String,
    /// For each the first run, and the latest: they stand side by side.
    pub ran: [VecDeque<Trial>; 3],
    /// Back leads to the lab's many runs, else home.
    pub beside_runs: bool,
    /// The run that goes on, and its experiment.
    pub running: Option<(u64, usize)>,
}

impl Trials {
    /// The experiment with the cursor.
    pub fn kind(&self) -> Kind {
        Kind::ALL[self.kind % Kind::ALL.len()]
    }

    /// What is changed in an experiment.
    pub fn change_of(&self, kind: usize) -> Change {
        let changes = Kind::ALL[kind].changes();
        changes[self.change[kind] % changes.len()]
    }

    /// It as it would be run now.
    pub fn experiment(&self) -> Experiment {
        self.kind().with(self.change_of(self.kind))
    }

    /// Its runs: the first, and the latest.
    pub fn runs(&self) -> &VecDeque<Trial> {
        &self.ran[self.kind]
    }

    /// The run that goes on.
    pub(crate) fn going(&mut self) -> Option<&mut Trial> {
        let (_, kind) = self.running?;
        self.ran[kind].back_mut()
    }

    /// Takes a digit of the prediction.
    pub(crate) fn digit(&mut self, sign: char) {
        if sign.is_ascii_digit() && self.typed.len() < DIGITS {
            self.typed.push(sign);
        }
    }

    /// A run begins; the first one stays, the one before it goes.
    pub(crate) fn begin(&mut self, id: u64, guess: Option<u64>) {
        let (kind, change) = (self.kind, self.change_of(self.kind));
        let ran = &mut self.ran[kind];
        ran.truncate(1);
        ran.push_back(Trial { change, guess, sizes: Vec::new(), over: false, failed: None });
        self.running = Some((id, kind));
        self.typed.clear();
    }

    /// Nothing goes on any more.
    pub(crate) fn rest(&mut self) {
        if let Some((_, kind)) = self.running.take()
            && let Some(trial) = self.ran[kind].back_mut()
        {
            trial.over = true;
        }
    }
}
