//! The map's state: which outcomes there are, and which one is chosen.

use std::sync::Arc;

use super::Lab;
use crate::script::Script;
use crate::stream::map::{Branch, Part, Ways, below, lies_on, parts};
use crate::stream::{Outcome, Reading};

/// Outcomes that are listed one by one; where there are more, they are counted by branches.
pub const MOST_LISTED: usize = 10_000;

/// The map of the lab's outcomes.
#[derive(Debug)]
pub struct Map {
    /// The calls that it is about.
    pub script: Arc<Script>,
    /// Which orders of events count.
    pub reading: Reading,
    /// What the model was last asked under.
    pub asked: u64,
    /// The outcomes, sorted; none until the model has answered, and where there are too many.
    pub outcomes: Option<Vec<Outcome>>,
    /// There are more outcomes than those.
    pub partial: bool,
    /// The chosen outcome of those.
    pub at: usize,
    /// The outcomes that are looked at, where a place with several was opened; the latest last.
    pub windows: Vec<Vec<usize>>,
    /// The branches that were opened.
    pub path: Vec<Part>,
    /// What lies below them; none until the model has answered.
    pub branches: Option<Vec<Branch>>,
    /// The branch with the cursor.
    pub line: usize,
    /// An outcome that the model was asked to find an order of events for, and under which number.
    pub making: Option<(u64, Outcome)>,
    /// The run that makes it happen, once it was started.
    pub run: Option<u64>,
}

impl Map {
    /// A map on which nothing is known yet.
    pub fn new(lab: &Lab, asked: u64) -> Map {
        Map {
            script: Arc::clone(&lab.script),
            reading: lab.reading(),
            asked,
            outcomes: None,
            partial: false,
            at: 0,
            windows: Vec::new(),
            path: Vec::new(),
            branches: None,
            line: 0,
            making: None,
            run: None,
        }
    }

    /// Takes in what the model says.
    pub(crate) fn learn(&mut self, ways: Ways) {
        match ways {
            Ways::All(outcomes) => self.outcomes = Some(outcomes),
            Ways::First(outcomes) => (self.outcomes, self.partial) = (Some(outcomes), true),
            Ways::Branches(branches) => self.branches = Some(branches),
        }
        self.unfold();
    }

    /// What lies below the path, where the outcomes are listed.
    fn unfold(&mut self) {
        if let Some(outcomes) = self.outcomes.as_ref().filter(|_| !self.is_grid()) {
            self.branches = Some(below(outcomes, &self.path));
        }
    }

    /// Opens a branch. True where the model must be asked what lies below it.
    pub(crate) fn open(&mut self, part: Part) -> bool {
        self.path.push(part);
        self.line = 0;
        self.branches = None;
        self.unfold();
        self.branches.is_none()
    }

    /// Closes the branch that was opened last. True where the model must be asked.
    pub(crate) fn close(&mut self) -> bool {
        let closed = self.path.pop();
        self.branches = None;
        self.unfold();
        let at = self.branches.iter().flatten().position(|branch| Some(branch.part) == closed);
        self.line = at.unwrap_or(0);
        self.branches.is_none()
    }

    /// Turns to an outcome, if it is listed.
    pub(crate) fn turn_to(&mut self, outcome: &Outcome) {
        let Some(at) = self.outcomes.as_ref().and_then(|outcomes| outcomes.binary_search(outcome).ok()) else { return };
        self.at = at;
        if self.windows.last().is_some_and(|window| !window.contains(&at)) {
            self.windows.clear();
        }
        if !self.is_grid() {
            let shown = |branch: &Branch| lies_on(outcome, &[branch.part]);
            let on_path = lies_on(outcome, &self.path);
            let line = self.branches.iter().flatten().position(shown);
            self.line = line.filter(|_| on_path).unwrap_or(self.line);
        }
    }

    /// Whether its outcomes lie in columns and rows.
    pub fn is_grid(&self) -> bool {
        let few = |outcome: &Outcome| outcome.cells.len() <= 2 && parts(outcome).len() == outcome.cells.len();
        self.outcomes.as_ref().and_then(|outcomes| outcomes.first()).is_some_and(few)
    }

    /// The outcomes that are looked at: indexes.
    pub fn window(&self) -> Vec<usize> {
        match self.windows.last() {
            Some(window) => window.clone(),
            None => (0..self.outcomes.as_ref().map_or(0, Vec::len)).collect(),
        }
    }

    /// The outcome with the cursor, where it is a single one.
    pub fn chosen(&self) -> Option<&Outcome> {
        if self.is_grid() {
            return self.outcomes.as_ref()?.get(self.at);
        }
        self.branches.as_ref()?.get(self.line)?.only.as_ref()
    }

    /// How often each of the listed outcomes was seen.
    pub fn seen(&self, lab: &Lab) -> Vec<u64> {
        self.outcomes.iter().flatten().map(|outcome| lab.seen.times(outcome)).collect()
    }
}
