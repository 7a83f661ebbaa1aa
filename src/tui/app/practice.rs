//! Practice: what is remembered of it, which quiz comes next, and how far the present one is.

use std::sync::Arc;

use super::App;
use crate::quiz::generate::{Level, Recipe};
use crate::quiz::review::{Practice, Return};
use crate::quiz::{Misconception, Quiz};
use crate::script::Script;

/// Misconceptions that a page lists: one key each.
const MOST: usize = 5;

/// Which page of practice is shown, when no quiz is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Page {
    /// Before a quiz: level, seed, score so far.
    #[default]
    Start,
    /// After its last row.
    Closing,
}

/// The quiz that is in the lab, or was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Current {
    /// The worksheet's name in the lab.
    pub name: String,
    /// The calls it is about.
    pub script: Arc<Script>,
    /// What it was made from.
    pub recipe: Recipe,
    /// How many rows it has.
    pub rows: usize,
    /// Its rows came back: the series goes on where it was.
    pub came_back: bool,
    /// Rows that were counted, with what they were about: number, misconception, whether the answer was right.
    pub counted: Vec<(u32, Option<Misconception>, bool)>,
    /// All rows were counted.
    pub done: bool,
}

impl Current {
    /// Right rows, and rows counted.
    pub fn score(&self) -> (usize, usize) {
        (self.counted.iter().filter(|(.., right)| *right).count(), self.counted.len())
    }
}

/// The state of practice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Practising {
    /// What is remembered.
    pub kept: Practice,
    /// The day, counted from 1970-01-01.
    pub today: u32,
    /// The file it is kept in; none where nothing is kept.
    pub place: Option<String>,
    /// The quiz that comes next.
    pub next: Recipe,
    /// The next number on each level of this series.
    numbers: [u32; 5],
    /// Which page is shown.
    pub page: Page,
    /// The quiz in the lab.
    pub current: Option<Current>,
    /// The lab's worksheet that refutes a misconception, where one was opened.
    pub refuting: Option<String>,
    /// Somebody has asked to forget everything, and is asked whether that is meant.
    pub forgetting: bool,
}

impl Default for Practising {
    fn default() -> Self {
        Practising {
            kept: Practice::default(),
            today: 0,
            place: None,
            next: Recipe::first(Level::FIRST, 1),
            numbers: [1; 5],
            page: Page::Start,
            current: None,
            refuting: None,
            forgetting: false,
        }
    }
}

impl Practising {
    /// Practice as it is remembered, with `asked` (or where it was left, or else the series `fresh`) to go on with.
    pub fn new(kept: Practice, today: u32, place: Option<String>, asked: Option<Recipe>, fresh: u64) -> Practising {
        let next = asked.or_else(|| kept.recipe()).unwrap_or(Recipe::first(Level::FIRST, fresh));
        let mut practising = Practising { kept, today, place, next, ..Practising::default() };
        practising.numbers[usize::from(next.level.get()) - 1] = next.number;
        practising
    }

    /// Nothing is remembered: the series begins with its first quiz.
    pub fn begin_anew(&mut self) {
        self.numbers = [1; 5];
        self.next = Recipe::first(Level::FIRST, self.next.seed);
        (self.page, self.current, self.refuting) = (Page::Start, None, None);
    }

    /// Goes to another level of the same series.
    pub fn set_level(&mut self, level: Level) {
        self.numbers[usize::from(self.next.level.get()) - 1] = self.next.number;
        self.next = Recipe { level, number: self.numbers[usize::from(level.get()) - 1], ..self.next };
    }

    /// How many rows wait to come back now.
    pub fn waiting(&self) -> usize {
        self.kept.waiting(self.today)
    }

    /// What comes back now.
    pub fn due(&self) -> Option<Return> {
        self.kept.due(self.today)
    }

    /// The misconceptions that the page lists.
    pub fn listed(&self) -> Vec<Misconception> {
        let mut listed: Vec<Misconception> = match (&self.current, self.page) {
            (Some(current), Page::Closing) => {
                let wrong = current.counted.iter().filter(|(.., right)| !right);
                wrong.filter_map(|(_, belief, _)| *belief).collect()
            }
            _ => self.kept.most_missed().into_iter().map(|tally| tally.belief).collect(),
        };
        let mut known = Vec::new();
        listed.retain(|belief| !known.contains(belief) && (known.push(*belief), true).1);
        listed.truncate(MOST);
        listed
    }

    /// Whether so much was right that a harder level is worth a try, or so little that an easier one is.
    pub fn offer(&self) -> Option<Level> {
        let current = self.current.as_ref().filter(|current| current.done && !current.came_back)?;
        let (right, of) = current.score();
        // Rows whose answer was shown before it was earned say nothing about a level.
        if of < current.rows {
            return None;
        }
        if current.recipe.level != self.next.level {
            return None;
        }
        match (right * 5 >= of * 4, right * 2 < of) {
            (true, _) => self.next.level.up(),
            (_, true) => self.next.level.down(),
            _ => None,
        }
    }
}

impl App {
    /// Whether the lab was opened from practice, and leads back there.
    pub fn is_from_practice(&self) -> bool {
        let file = self.lab.as_deref().and_then(|lab| lab.file.as_deref());
        self.practice_quiz().is_some() || file.is_some() && file == self.practice.refuting.as_deref()
    }

    /// The misconception that the lab's run refutes, if it was opened for that.
    pub fn refuted(&self) -> Option<Misconception> {
        let name = self.practice.refuting.as_deref()?;
        let file = self.lab.as_deref()?.file.as_deref()?;
        Misconception::from_id(name.strip_suffix(".txt")?).filter(|_| file == name)
    }

    /// The next quiz, where it was begun, has an answer, and was left.
    pub fn half_answered(&self) -> Option<&Current> {
        let begun = self.practice_quiz().filter(|current| !current.done && !current.came_back);
        let current = begun.filter(|current| current.recipe == self.practice.next)?;
        let quiz = self.lab.as_deref()?.quiz.as_ref()?;
        quiz.rows.iter().any(|entry| entry.said.is_some()).then_some(current)
    }

    /// Whether the lab holds a practice quiz that goes on.
    pub fn is_in_drill(&self) -> bool {
        self.practice_quiz().is_some_and(|current| !current.done)
    }

    /// The practice quiz in the lab, if that is what the lab holds.
    pub fn practice_quiz(&self) -> Option<&Current> {
        let current = self.practice.current.as_ref()?;
        let lab = self.lab.as_deref()?;
        let held = lab.file.as_deref() == Some(current.name.as_str()) && lab.quiz.as_ref().is_some_and(Quiz::is_drill);
        held.then_some(current)
    }
}
