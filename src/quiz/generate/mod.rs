//! Practice without end: from a level, a seed and a number a script and a table of rows, the same on every machine and in
//! every version.
//!
//! Possible rows are outcomes that happened in the model under random deliveries; the others are predicted by a false
//! belief, and the judge denies them. Nothing is taken on trust: each row is judged before it is taken.

mod beliefs;
mod markdown;
mod named;
mod scripts;
mod seed;
mod walk;
mod words;

use crate::dice::Dice;
use crate::doc::Column;
use crate::quiz::Misconception;
use crate::script::Script;
use crate::stream::{self, Claim, Reading, Row, Verdict};
use crate::text::Span;

pub(super) use seed::mix;
pub use seed::seed_from;

/// How hard a quiz is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Level(u8);

impl Level {
    /// The easiest: two sends, two recvs, large buffers.
    pub const FIRST: Level = Level(1);
    /// The hardest: both directions.
    pub const LAST: Level = Level(5);

    /// Level 1 (two sends and two recvs), 2 (sizes), 3 (the end), 4 (flags) or 5 (both directions).
    pub fn new(level: u8) -> Option<Level> {
        (1..=5).contains(&level).then_some(Level(level))
    }

    /// All, the easiest first.
    pub fn all() -> impl Iterator<Item = Level> {
        (1..=5).map(Level)
    }

    /// From 1 to 5.
    pub fn get(self) -> u8 {
        self.0
    }

    /// The next one, if there is a harder one.
    pub fn up(self) -> Option<Level> {
        Level::new(self.0 + 1)
    }

    /// The one before, if there is an easier one.
    pub fn down(self) -> Option<Level> {
        Level::new(self.0 - 1)
    }

    /// The key of its words.
    pub fn key(self) -> &'static str {
        match self.0 {
            1 => "practice-level-1",
            2 => "practice-level-2",
            3 => "practice-level-3",
            4 => "practice-level-4",
            _ => "practice-level-5",
        }
    }
}

/// Which quiz: all that it is made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Recipe {
    /// How hard.
    pub level: Level,
    /// The seed of a series.
    pub seed: u64,
    /// Which quiz of the series, from 1. Later ones have more rows and longer scripts.
    pub number: u32,
}

/// Why a row is in the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Origin {
    /// Whether the judge holds it to be possible.
    pub possible: bool,
    /// The false belief that predicts an impossible row, or denies a possible one.
    pub belief: Option<Misconception>,
}

/// A quiz made from a recipe.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Generated {
    /// What it was made from.
    pub recipe: Recipe,
    /// The calls.
    pub script: Script,
    /// A column for each recv.
    pub columns: Vec<Column>,
    /// Six to twelve.
    pub rows: Vec<Row>,
    /// One for each row.
    pub origins: Vec<Origin>,
}

/// A row that may be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Candidate {
    claims: Vec<Claim>,
    origin: Origin,
}

/// Orders of events tried for a script, and rows asked of each belief.
const WALKS: usize = 48;
const ASKED: usize = 6;

impl Recipe {
    /// How many rows it asks for: six at first, more with each quiz of a series and on higher levels.
    fn rows(self) -> usize {
        let grown = self.number.saturating_sub(1).min(4) as usize;
        (6 + grown + usize::from(self.level.get() >= 3) + usize::from(self.level.get() >= 5)).min(12)
    }

    /// The first quiz of a series.
    pub fn first(level: Level, seed: u64) -> Recipe {
        Recipe { level, seed, number: 1 }
    }

    /// The next quiz of the series.
    #[must_use]
    pub fn next(self) -> Recipe {
        Recipe { number: self.number.saturating_add(1), ..self }
    }
}

/// Makes the quiz of a recipe.
pub fn generate(recipe: Recipe) -> Generated {
    let mut dice = Dice::new(mix(recipe.seed), u64::from(recipe.number) * 8 + u64::from(recipe.level.get()));
    loop {
        // A script with too few outcomes, or about which no false belief says enough, is left for another; the words and
        // sizes that are drawn make some of them good at every level.
        let script = scripts::script(recipe.level, recipe.number, &mut dice);
        if let Some(made) = attempt(recipe, script, &mut dice) {
            return made;
        }
    }
}

fn attempt(recipe: Recipe, script: Script, dice: &mut Dice) -> Option<Generated> {
    let mut possible: Vec<Candidate> = Vec::new();
    let mut denied: Vec<Candidate> = Vec::new();
    let judged = |claims: Vec<Claim>, predicted: Option<Misconception>, dice: &mut Dice| {
        let row = Row { number: 0, span: Span::default(), claims };
        let verdict = stream::judge(&script, &row, Reading::InOrder);
        let drawn = match verdict {
            Verdict::Possible { .. } => beliefs::denied_by(&script, &row.claims, dice),
            Verdict::Impossible(_) => predicted,
            Verdict::Outside { .. } => return None,
        };
        let possible = matches!(verdict, Verdict::Possible { .. });
        let belief = named::named(&script, &row.claims, possible, drawn);
        Some(Candidate { claims: row.claims, origin: Origin { possible, belief } })
    };
    let mut take = |candidate: Candidate| {
        // A row that cannot happen is of use only where somebody believes in it.
        if !candidate.origin.possible && candidate.origin.belief.is_none() {
            return;
        }
        let list = if candidate.origin.possible { &mut possible } else { &mut denied };
        if list.iter().all(|known| known.claims != candidate.claims) {
            list.push(candidate);
        }
    };
    for _ in 0..WALKS {
        // Calls that may have to fail make rows without an answer: such a script is left.
        let outcome = walk::walk(&script, dice, None)?;
        take(judged(outcome.cells.into_iter().map(beliefs::claim).collect(), None, dice)?);
    }
    for belief in Misconception::ALL {
        // Rows that are seen through at once are rare.
        let asked = match belief {
            Misconception::AddsNul => dice.chance(1, 5),
            Misconception::RecvLeaves => dice.chance(1, 2),
            _ => true,
        };
        for _ in 0..if asked { ASKED } else { 0 } {
            if let Some(claims) = beliefs::predict(belief, &script, dice) {
                take(judged(claims, Some(belief), dice)?);
            }
        }
    }
    let rows = recipe.rows();
    let third = rows.div_ceil(3);
    let wanted = dice.within(third as u64, (rows - third) as u64) as usize;
    let mut chosen = spread(possible, wanted, dice)?;
    chosen.extend(spread(denied, rows - wanted, dice)?);
    dice.shuffle(&mut chosen);
    Some(table(recipe, script, chosen))
}

/// `count` of the candidates, by turns one of each belief, so that no belief has all rows; none if they are too few.
fn spread(mut candidates: Vec<Candidate>, count: usize, dice: &mut Dice) -> Option<Vec<Candidate>> {
    if candidates.len() < count {
        return None;
    }
    dice.shuffle(&mut candidates);
    let mut beliefs: Vec<Option<Misconception>> = Vec::new();
    for candidate in &candidates {
        if !beliefs.contains(&candidate.origin.belief) {
            beliefs.push(candidate.origin.belief);
        }
    }
    let mut chosen: Vec<Candidate> = Vec::new();
    while chosen.len() < count {
        for belief in &beliefs {
            let next = candidates.iter().position(|candidate| candidate.origin.belief == *belief);
            if let Some(next) = next.filter(|_| chosen.len() < count) {
                chosen.push(candidates.remove(next));
            }
        }
    }
    Some(chosen)
}

fn table(recipe: Recipe, script: Script, chosen: Vec<Candidate>) -> Generated {
    let headings = script.recvs().map(|(_, recv)| recv.buffer.clone().unwrap_or_default());
    let columns = headings.enumerate().map(|(recv, heading)| Column { heading, recv }).collect();
    let (claims, origins): (Vec<_>, Vec<_>) = chosen.into_iter().map(|one| (one.claims, one.origin)).unzip();
    let row = |(number, claims)| Row { number, span: Span::default(), claims };
    let rows = (1u32..).zip(claims).map(row).collect();
    Generated { recipe, script, columns, rows, origins }
}
