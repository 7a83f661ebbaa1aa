//! What a student has practised, and what comes back when: rows answered wrongly return after the next quiz, then after one,
//! three, seven and sixteen days, each time they are answered rightly (Leitner 1972); a wrong answer begins anew. The same
//! holds for a misconception at a level, which comes back as a row that was not seen before.
//!
//! Pure: what comes next follows from what is kept and the day that is passed in.

use serde::{Deserialize, Serialize};

use super::generate::{Generated, Level, Recipe, generate, mix};
use super::{Entry, Misconception};

/// Days until a row returns, by how often it was answered rightly since it went wrong. After the last it is done with.
const DAYS: [u32; 5] = [0, 1, 3, 7, 16];
/// Quizzes that are finished before a row returns in the same session: the one it went wrong in, and the next.
const QUIZZES: u64 = 2;
/// Rows in a quiz of what comes back.
const AT_ONCE: usize = 6;
/// Quizzes made to find new rows about a misconception.
const LOOKED_AT: u64 = 60;

/// A row that was answered, with what is to be remembered of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answered {
    /// The quiz it stands in.
    pub recipe: Recipe,
    /// Its number there.
    pub row: u32,
    /// The misconception that predicts it, or denies it.
    pub belief: Option<Misconception>,
    /// Whether the answer was right, and the reason (where one was asked for).
    pub right: bool,
}

/// Something that changes what is remembered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// A row was answered, on this day.
    Answered(Answered, u32),
    /// This quiz was begun.
    Begun(Recipe),
    /// A quiz was finished; this one is next.
    Finished(Recipe),
    /// All is to be forgotten.
    Forgotten,
}

/// Whether a revealed row was answered rightly, with the right reason; none where it has no answer, and where the answer was
/// shown before the reason that it needs was given: that proves nothing.
pub fn is_right(entry: &Entry) -> Option<bool> {
    entry.said.as_ref()?;
    if !entry.is_wrong() && entry.needs_reason() {
        return None;
    }
    Some(!entry.is_wrong() && entry.is_reason_right() != Some(false))
}

/// When something comes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    /// How often it was answered rightly since it went wrong: an index into the days to wait.
    pub step: u8,
    /// Not before this day, counted from 1970-01-01.
    pub day: u32,
    /// Not before so many quizzes are finished.
    pub quiz: u64,
}

/// A row that comes back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// The level of its quiz.
    pub level: u8,
    /// The seed.
    pub seed: u64,
    /// The quiz's number in the series.
    pub quiz: u32,
    /// The row's number.
    pub row: u32,
    /// When.
    pub due: Due,
}

/// A misconception at a level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Topic {
    /// The misconception's id.
    pub misconception: String,
    /// The level.
    pub level: u8,
    /// Rows about it.
    pub met: u64,
    /// Those of them that were answered wrongly.
    pub missed: u64,
    /// When a new row about it is due; none where nothing went wrong, or it was put right for good.
    pub due: Option<Due>,
}

/// Everything that is remembered of a student's practice.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Practice {
    /// The level of the last quiz; 0 before the first.
    pub level: u8,
    /// The seed of the last series.
    pub seed: u64,
    /// The number of the next quiz in it; 0 before the first.
    pub quiz: u32,
    /// Quizzes finished.
    pub quizzes: u64,
    /// Rows answered.
    pub answered: u64,
    /// Rows answered rightly, with the right reason.
    pub right: u64,
    /// Right ones since the last wrong one.
    pub streak: u64,
    /// The longest streak.
    pub longest: u64,
    /// Misconceptions at levels.
    pub topics: Vec<Topic>,
    /// Rows that come back.
    pub rows: Vec<Card>,
}

/// What a misconception has cost, over all levels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// Which.
    pub belief: Misconception,
    /// Rows about it.
    pub met: u64,
    /// Those answered wrongly.
    pub missed: u64,
}

/// Rows of one quiz that come back together: their numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Return {
    /// The quiz.
    pub recipe: Recipe,
    /// Its rows.
    pub rows: Vec<u32>,
}

impl Due {
    fn soon(today: u32, quizzes: u64) -> Due {
        Due { step: 0, day: today, quiz: quizzes + QUIZZES }
    }

    fn is_due(self, today: u32, quizzes: u64) -> bool {
        self.day <= today && self.quiz <= quizzes
    }

    /// After a right answer; none once all steps are done.
    fn later(self, today: u32) -> Option<Due> {
        let step = self.step + 1;
        let days = DAYS.get(usize::from(step))?;
        Some(Due { step, day: today.saturating_add(*days), quiz: 0 })
    }
}

impl Card {
    fn recipe(&self) -> Option<Recipe> {
        Some(Recipe { level: Level::new(self.level)?, seed: self.seed, number: self.quiz })
    }

    fn is_of(&self, answered: &Answered) -> bool {
        self.recipe() == Some(answered.recipe) && self.row == answered.row
    }
}

impl Practice {
    /// Takes in what was done.
    pub fn take_in(&mut self, deed: &Deed) {
        match deed {
            Deed::Answered(answered, today) => self.answer(answered, *today),
            Deed::Begun(recipe) => self.begun(*recipe),
            Deed::Finished(next) => self.finished(*next),
            Deed::Forgotten => *self = Practice::default(),
        }
    }

    /// Takes an answer in.
    pub fn answer(&mut self, answered: &Answered, today: u32) {
        self.answered += 1;
        self.right += u64::from(answered.right);
        self.streak = if answered.right { self.streak + 1 } else { 0 };
        self.longest = self.longest.max(self.streak);
        let known = self.rows.iter().position(|card| card.is_of(answered));
        match (known, answered.right) {
            (Some(at), true) => match self.rows[at].due.later(today) {
                Some(due) => self.rows[at].due = due,
                None => drop(self.rows.remove(at)),
            },
            // Rows that come back are no quiz: the next one alone goes by.
            (Some(at), false) => self.rows[at].due = Due { step: 0, day: today, quiz: self.quizzes + QUIZZES - 1 },
            (None, true) => {}
            (None, false) => {
                let Recipe { level, seed, number } = answered.recipe;
                let due = Due::soon(today, self.quizzes);
                self.rows.push(Card { level: level.get(), seed, quiz: number, row: answered.row, due });
            }
        }
        if let Some(belief) = answered.belief {
            self.topic(belief, answered.recipe.level).answer(answered.right, today, known.is_some());
        }
    }

    fn topic(&mut self, belief: Misconception, level: Level) -> &mut Topic {
        let found = |topic: &Topic| topic.misconception == belief.id() && topic.level == level.get();
        let at = self.topics.iter().position(found).unwrap_or_else(|| {
            let misconception = belief.id().to_owned();
            self.topics.push(Topic { misconception, level: level.get(), met: 0, missed: 0, due: None });
            self.topics.len() - 1
        });
        &mut self.topics[at]
    }

    /// A quiz is finished; `next` is the one that follows.
    pub fn finished(&mut self, next: Recipe) {
        self.quizzes += 1;
        self.begun(next);
    }

    /// A quiz is begun: the next session goes on with it.
    pub fn begun(&mut self, recipe: Recipe) {
        self.level = recipe.level.get();
        self.seed = recipe.seed;
        self.quiz = recipe.number;
    }

    /// The quiz to go on with; none before the first.
    pub fn recipe(&self) -> Option<Recipe> {
        let level = Level::new(self.level)?;
        (self.quiz > 0).then_some(Recipe { level, seed: self.seed, number: self.quiz })
    }

    /// How many rows wait to come back now.
    pub fn waiting(&self, today: u32) -> usize {
        self.rows.iter().filter(|card| card.due.is_due(today, self.quizzes)).count()
    }

    /// What comes back now: the rows of one quiz that went wrong, those that have waited longest first; where none waits, new
    /// rows about a misconception that is due; none where nothing is.
    pub fn due(&self, today: u32) -> Option<Return> {
        let ready = self.rows.iter().filter(|card| card.due.is_due(today, self.quizzes));
        if let Some(first) = ready.clone().min_by_key(|card| (card.due.day, card.due.quiz)) {
            let recipe = first.recipe()?;
            let mut rows: Vec<u32> = ready.filter(|card| card.recipe() == Some(recipe)).map(|card| card.row).collect();
            rows.sort_unstable();
            rows.truncate(AT_ONCE);
            return Some(Return { recipe, rows });
        }
        let topics = self.topics.iter().filter_map(|topic| Some((topic.due?, topic)));
        let (_, topic) = topics
            .filter(|(due, _)| due.is_due(today, self.quizzes))
            .min_by_key(|(due, topic)| (due.day, due.quiz, topic.level))?;
        self.fresh(topic)
    }

    /// New rows about a topic: of a quiz that was not asked yet, with some others, so that the answer is not known before.
    fn fresh(&self, topic: &Topic) -> Option<Return> {
        let belief = Misconception::from_id(&topic.misconception)?;
        let level = Level::new(topic.level)?;
        let start = mix(self.answered ^ (u64::from(topic.level) << 56) ^ belief as u64) >> 32;
        (start..start + LOOKED_AT).find_map(|seed| {
            let made = generate(Recipe { level, seed, number: 1 });
            let about = |row: &u32| made.origins[*row as usize - 1].belief == Some(belief);
            let mut rows: Vec<u32> = (1..=made.rows.len() as u32).filter(about).collect();
            if rows.is_empty() {
                return None;
            }
            let others: Vec<u32> = (1..=made.rows.len() as u32).filter(|row| !about(row)).collect();
            rows.extend(others.into_iter().take(AT_ONCE.saturating_sub(rows.len()).min(3)));
            rows.sort_unstable();
            rows.truncate(AT_ONCE);
            Some(Return { recipe: made.recipe, rows })
        })
    }

    /// The misconceptions that were met, those that cost most first.
    pub fn most_missed(&self) -> Vec<Tally> {
        let mut all: Vec<Tally> = Misconception::ALL
            .into_iter()
            .map(|belief| {
                let mine = || self.topics.iter().filter(|topic| topic.misconception == belief.id());
                let met = mine().map(|topic| topic.met).sum();
                Tally { belief, met, missed: mine().map(|topic| topic.missed).sum() }
            })
            .filter(|tally| tally.missed > 0)
            .collect();
        all.sort_by_key(|tally| (std::cmp::Reverse(tally.missed), tally.met));
        all
    }
}

impl Topic {
    /// Takes an answer in. A row that came back says less about its topic than a new one: it moves only on a wrong answer.
    fn answer(&mut self, right: bool, today: u32, came_back: bool) {
        self.met += 1;
        self.missed += u64::from(!right);
        self.due = match self.due {
            _ if !right => Some(Due { step: 0, day: today.saturating_add(1), quiz: 0 }),
            Some(due) if !came_back && due.day <= today => due.later(today),
            due => due,
        };
    }
}

impl Return {
    /// The quiz with only these rows, which keep their numbers.
    pub fn quiz(&self) -> Generated {
        let mut made = generate(self.recipe);
        let kept = |number: u32| self.rows.contains(&number);
        let origins = made.rows.iter().zip(&made.origins).filter(|(row, _)| kept(row.number));
        made.origins = origins.map(|(_, origin)| *origin).collect();
        made.rows.retain(|row| kept(row.number));
        made
    }
}
