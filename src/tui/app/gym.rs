//! The gym: choose the cuts that break a receiver.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::breaks::Language;
use super::play::{Calls, Play};
use crate::framing::gym::{Attempt, COURSE, Exercise, Mark};
use crate::framing::receivers::Receiver;
use crate::framing::search::{self, Conversation};
use crate::framing::stage::Stage;
use crate::progress::exercised::Done;

/// The most points that an exercise gives.
pub const POINTS: u32 = 3;

/// How an exercise stands in this session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Score {
    /// Points for the best answer so far; `None`: none was right yet.
    pub points: Option<u32>,
    /// It was said that no cut breaks the receiver, and one does, or the answer was shown: what is left is one point.
    pub spoiled: bool,
}

/// What was said or tried last, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tried {
    /// Cuts.
    Cuts(Box<Attempt>),
    /// That no cut breaks the receiver; whether that is so.
    Unbreakable(bool),
}

/// What an exercise is called where its points are kept: its receiver and its messages.
pub fn name((receiver, messages): &(&str, &[&str])) -> String {
    format!("{receiver}: {}", messages.join(", "))
}

/// The gym.
#[derive(Debug, Default)]
pub struct Gym {
    /// The exercise: an index into [`COURSE`].
    pub at: usize,
    /// The language of all source.
    pub language: Language,
    /// The exercise, once the screen was opened.
    pub room: Option<Box<Room>>,
    /// The attempt, on its way.
    pub play: Option<Play>,
    /// How the exercises stand, by index.
    pub scores: BTreeMap<usize, Score>,
}

/// An exercise that is being done.
#[derive(Debug)]
pub struct Room {
    /// The receiver.
    pub receiver: Arc<Receiver>,
    /// What is sent, and what is known of it.
    pub exercise: Exercise,
    /// The calls if nothing is cut: what is to be sent.
    pub stage: Stage,
    /// Where the stream is to be cut: offsets, ascending.
    pub cuts: Vec<u64>,
    /// The place under the cursor: the offset of the byte behind it.
    pub cursor: u64,
    /// The first line of the source that is shown.
    pub line: u32,
    /// What came of the last try.
    pub tried: Option<Tried>,
}

impl Room {
    /// An exercise of the course; `None` beyond its end.
    pub fn new(at: usize) -> Option<Room> {
        let (id, messages) = COURSE.get(at)?;
        let receiver = Receiver::named(id, None)?.ok()?;
        let exercise = Exercise::new(&receiver, Conversation::closing(messages)).ok()??;
        let uncut = search::run(&receiver, &exercise.conversation, &exercise.wire, &[]);
        let stage = Stage::of_run(&receiver, &exercise.conversation, &uncut)?;
        let (cuts, cursor, tried) = (Vec::new(), 1, None);
        Some(Room { receiver: Arc::new(receiver), exercise, stage, cuts, cursor, line: 1, tried })
    }

    /// Bytes that are sent.
    pub fn len(&self) -> u64 {
        self.exercise.wire.len() as u64
    }

    /// Whether nothing is sent.
    pub fn is_empty(&self) -> bool {
        self.exercise.wire.is_empty()
    }

    /// Cuts at the cursor, or joins what was cut there.
    pub fn cut(&mut self) {
        match self.cuts.binary_search(&self.cursor) {
            Ok(at) => drop(self.cuts.remove(at)),
            Err(at) => self.cuts.insert(at, self.cursor),
        }
    }

    /// Moves the cursor, never outside.
    pub fn move_by(&mut self, by: i64) {
        let last = self.len().saturating_sub(1).max(1);
        self.cursor = self.cursor.saturating_add_signed(by).clamp(1, last);
    }

    /// Whether the exercise is solved by what was tried last.
    pub fn is_solved(&self) -> bool {
        match &self.tried {
            Some(Tried::Cuts(attempt)) => matches!(attempt.mark, Mark::Best | Mark::Breaks { .. }),
            Some(Tried::Unbreakable(so)) => *so,
            None => false,
        }
    }
}

impl Gym {
    /// Whether the exercise gave points: they stay, whatever is shown later.
    pub fn is_won(&self) -> bool {
        self.scores.get(&self.at).is_some_and(|score| score.points.is_some())
    }

    /// What is left to win is one point, but where all points were won before.
    fn spoil(&mut self) {
        let score = self.scores.entry(self.at).or_default();
        score.spoiled |= score.points != Some(POINTS);
    }

    /// Shows the fewest cuts; how many there are. What is left to win is one point.
    pub fn show(&mut self) -> Option<usize> {
        let room = self.room.as_deref_mut()?;
        let smallest = room.exercise.smallest(&room.receiver);
        room.tried = None;
        room.cuts = smallest.iter().flatten().map(|cut| *cut as u64).collect();
        self.spoil();
        smallest.map(|cuts| cuts.len())
    }

    /// Goes to an exercise.
    pub fn go_to(&mut self, at: usize) {
        self.at = at.min(COURSE.len() - 1);
        self.room = Room::new(self.at).map(Box::new);
        self.play = None;
    }

    /// Makes the cuts that were chosen ready to be tried, as run number `id`.
    pub fn attempt(&mut self, id: u64) {
        let Some(room) = self.room.as_deref_mut() else { return };
        let cuts: Vec<usize> = room.cuts.iter().filter_map(|cut| usize::try_from(*cut).ok()).collect();
        let attempt = room.exercise.attempt(&room.receiver, &cuts);
        let stage = Stage::of_run(&room.receiver, &room.exercise.conversation, &attempt.run);
        let program = Arc::new(room.receiver.program().clone());
        self.play = stage.and_then(|stage| {
            let calls = Calls::Sockets { script: stage.script, schedule: stage.schedule };
            Play::new(id, program, None, calls)
        });
        room.tried = Some(Tried::Cuts(Box::new(attempt)));
    }

    /// Counts what was tried last; what is to be remembered of it.
    pub fn count(&mut self) -> Option<Done> {
        let tried = self.room.as_ref().and_then(|room| room.tried.as_ref())?;
        let points = match tried {
            Tried::Unbreakable(true) => POINTS,
            Tried::Unbreakable(false) => {
                self.spoil();
                return None;
            }
            Tried::Cuts(attempt) => match attempt.mark {
                Mark::Best => POINTS,
                Mark::Breaks { spare } => POINTS.saturating_sub(u32::try_from(spare).unwrap_or(POINTS)).max(1),
                Mark::Survives | Mark::Unbreakable => return None,
            },
        };
        let score = self.scores.entry(self.at).or_default();
        let points = if score.spoiled { 1 } else { points };
        score.points = score.points.max(Some(points));
        Some(Done::Points(name(&COURSE[self.at]), points))
    }

    /// Points of this session, and the most that the exercises answered rightly could have given.
    pub fn points(&self) -> (u32, u32) {
        let right = self.scores.values().filter_map(|score| score.points);
        let (sum, count) = right.fold((0, 0), |(sum, count), points| (sum + points, count + 1));
        (sum, count * POINTS)
    }
}
