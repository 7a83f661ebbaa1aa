//! What was done with receivers: those that were searched, exercises of the gym, programs that were built.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::Record;

/// What is kept of it. Names, so that a receiver or an exercise more changes nothing of the others.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Exercised {
    /// Receivers, and what the search found, by name.
    pub found: BTreeMap<String, Found>,
    /// The best points of each exercise of the gym, by its receiver and its messages.
    pub points: BTreeMap<String, u32>,
    /// Programs that worked, by the key of their title.
    pub built: BTreeSet<String>,
}

/// What the search found of a receiver.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// The fewest cuts that break it; none where no cut does.
    pub cuts: Option<usize>,
    /// Whether what was said before was right.
    pub right: bool,
}

/// Something that was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Done {
    /// A receiver was searched.
    Found(&'static str, Found),
    /// An exercise gave points.
    Points(String, u32),
    /// A program worked.
    Built(&'static str),
}

impl Record for Exercised {
    const FILE: &'static str = "receivers.json";
    const VERSION: u64 = 1;
}

impl Exercised {
    /// Takes in what was done.
    pub fn take_in(&mut self, done: &Done) {
        match done {
            Done::Found(receiver, found) => {
                self.found.insert((*receiver).to_owned(), *found);
            }
            Done::Points(exercise, points) => {
                let best = self.points.entry(exercise.clone()).or_default();
                *best = (*best).max(*points);
            }
            Done::Built(program) => {
                self.built.insert((*program).to_owned());
            }
        }
    }
}
