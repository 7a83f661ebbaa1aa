//! Programs from shuffled lines.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::play::{Calls, Play};
use crate::dice::Dice;
use crate::framing::parsons::{Failing, PUZZLES, Placed, Puzzle, Returns};

/// Lines are shuffled in the same way each time.
const SEED: u64 = 5;
/// So deep a line can be indented.
const DEEPEST: usize = 5;

/// Where the cursor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Side {
    /// Among the lines that are left.
    #[default]
    Lines,
    /// In the program.
    Program,
}

/// What came of the program when it was run.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Result {
    /// It was not run as it stands now.
    #[default]
    None,
    /// It is being run; the number of the question.
    Going(u64),
    /// It works in every case.
    Works,
    /// It does not in this one.
    Fails(Box<Failing>),
}

/// A program that is being built.
#[derive(Debug, Clone)]
pub struct Work {
    /// The puzzle: an index.
    pub puzzle: usize,
    /// The lines in the order in which they are offered: indexes.
    order: Vec<usize>,
    /// The program so far.
    pub placed: Vec<Placed>,
    /// Where the cursor is.
    pub side: Side,
    /// The line under the cursor among those that are left.
    pub line: usize,
    /// The line under the cursor in the program.
    pub at: usize,
    /// What came of it.
    pub result: Result,
    /// It has worked once.
    pub solved: bool,
    undo: Vec<(Vec<Placed>, usize)>,
}

/// Build it.
#[derive(Debug)]
pub struct Build {
    /// The puzzle that is shown: an index.
    pub shown: usize,
    works: Vec<Work>,
    /// The case in which the program fails, on its way.
    pub play: Option<Play>,
}

impl Default for Build {
    fn default() -> Self {
        Build { shown: 0, works: (0..PUZZLES.len()).map(Work::new).collect(), play: None }
    }
}

impl Build {
    /// Takes over which programs have worked in earlier runs, by the keys of their titles.
    pub fn take_over(&mut self, built: &BTreeSet<String>) {
        self.works.iter_mut().for_each(|work| work.solved |= built.contains(work.puzzle().title));
    }

    /// The program that is shown.
    pub fn work(&self) -> &Work {
        &self.works[self.shown]
    }

    /// The same, to be changed.
    pub fn work_mut(&mut self) -> &mut Work {
        &mut self.works[self.shown]
    }

    /// All programs, in the order of the puzzles.
    pub fn works(&self) -> &[Work] {
        &self.works
    }

    /// Makes the case in which the program fails ready to be played, as run number `id`.
    pub fn make_ready(&mut self, id: u64) {
        let work = self.work();
        let Result::Fails(failing) = &work.result else { return };
        self.play = failing.replay(work.puzzle(), &work.placed).and_then(|replay| {
            let calls = match replay.returns {
                Returns::Sockets(stage) => Calls::Sockets { script: stage.script, schedule: stage.schedule },
                Returns::Model(given) => Calls::Model(given),
            };
            Play::new(id, Arc::new(replay.program), replay.function, calls)
        });
    }
}

impl Work {
    fn new(puzzle: usize) -> Work {
        let mut order: Vec<usize> = (0..PUZZLES[puzzle].lines.len()).collect();
        Dice::new(SEED, puzzle as u64).shuffle(&mut order);
        let (placed, undo) = (Vec::new(), Vec::new());
        let (side, line, at, result, solved) = (Side::Lines, 0, 0, Result::None, false);
        Work { puzzle, order, placed, side, line, at, result, solved, undo }
    }

    /// The puzzle.
    pub fn puzzle(&self) -> &'static Puzzle {
        &PUZZLES[self.puzzle]
    }

    /// The lines that are left, in the order in which they are offered: indexes into the puzzle's.
    pub fn left(&self) -> Vec<usize> {
        let used = |line: &usize| self.placed.iter().any(|placed| placed.line == *line);
        self.order.iter().copied().filter(|line| !used(line)).collect()
    }

    fn change(&mut self) {
        self.undo.push((self.placed.clone(), self.at));
        self.result = Result::None;
    }

    /// Moves the line under the cursor into the program, behind the line under the cursor there: as deep as that one, or
    /// deeper where that one begins a block.
    pub fn take(&mut self) {
        let Some(line) = self.left().get(self.line).copied() else { return };
        self.change();
        let lines = self.puzzle().lines;
        let depth = self.placed.get(self.at).map_or(0, |above| {
            let opens = lines[above.line].ends_with(':');
            above.depth + usize::from(opens)
        });
        let to = if self.placed.is_empty() { 0 } else { self.at + 1 };
        self.placed.insert(to, Placed { line, depth: depth.min(DEEPEST) });
        self.at = to;
        self.line = self.line.min(self.left().len().saturating_sub(1));
    }

    /// Takes the line under the cursor out of the program.
    pub fn take_back(&mut self) {
        if self.at < self.placed.len() {
            self.change();
            self.placed.remove(self.at);
            self.at = self.at.saturating_sub(1);
        }
    }

    /// Indents the line under the cursor of the program, or takes its indentation back.
    pub fn indent(&mut self, deeper: bool) {
        let Some(depth) = self.placed.get(self.at).map(|placed| placed.depth) else { return };
        let depth = if deeper { (depth + 1).min(DEEPEST) } else { depth.saturating_sub(1) };
        if self.placed[self.at].depth != depth {
            self.change();
            self.placed[self.at].depth = depth;
        }
    }

    /// Moves the line under the cursor of the program up or down.
    pub fn carry(&mut self, down: bool) {
        let to = if down { self.at + 1 } else { self.at.wrapping_sub(1) };
        if to < self.placed.len() && self.at < self.placed.len() {
            self.change();
            self.placed.swap(self.at, to);
            self.at = to;
        }
    }

    /// Takes the last change back.
    pub fn undo(&mut self) {
        if let Some((placed, at)) = self.undo.pop() {
            self.placed = placed;
            self.at = at;
            self.result = Result::None;
        }
    }

    /// Whether something can be taken back.
    pub fn can_undo(&self) -> bool {
        !self.undo.is_empty()
    }

    /// Moves the cursor.
    pub fn move_by(&mut self, by: isize) {
        let (at, len) = match self.side {
            Side::Lines => (&mut self.line, self.order.len() - self.placed.len()),
            Side::Program => (&mut self.at, self.placed.len()),
        };
        *at = at.saturating_add_signed(by).min(len.saturating_sub(1));
    }
}
