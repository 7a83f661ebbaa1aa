//! The gallery of receivers: which line is at fault, and which cuts show it.

use std::collections::HashMap;
use std::sync::Arc;

use super::play::{Calls, Play};
use crate::framing::receivers::{self, Card, Line, Listing, Receiver};
use crate::framing::search::{self, Case, Run, TooMany, Verdict};
use crate::framing::stage::Stage;
use crate::progress::exercised::Found;

/// The order on screen: those of one framing together, right ones among those with a fault, so that the place of a receiver
/// gives nothing away. The last group is that of the published walk-through.
const ORDER: [&str; 32] = [
    "one-recv",
    "leftover-lost",
    "delimiter-inside",
    "lines-lf",
    "utf8-per-chunk",
    "delimiter-per-chunk",
    "lines-crlf",
    "whole-header",
    "next-swallowed",
    "digits-5",
    "characters",
    "zero-is-nothing",
    "recv-fills",
    "two-loops",
    "no-limit",
    "byte-order",
    "fixed-4",
    "stale-bytes",
    "until-close",
    "claims-26",
    "header-at-once",
    "rest-thrown-away",
    "space-after-header",
    "state-kept",
    "nine-digits",
    "characters-sent",
    "digits-10",
    "ends-silently",
    "decoded-by-chunk",
    "any-length",
    "send-ignored",
    "fifteen-for-sixteen",
];

/// The language in which source is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Language {
    /// The one that runs.
    #[default]
    Python,
    /// The same in C.
    C,
}

impl Language {
    /// The other one.
    #[must_use]
    pub fn other(self) -> Language {
        match self {
            Language::Python => Language::C,
            Language::C => Language::Python,
        }
    }

    /// Lines of the program that runs, in this language.
    pub fn lines(self, receiver: &Receiver, lines: &[u32]) -> Vec<u32> {
        match self {
            Language::Python => lines.to_vec(),
            Language::C => lines.iter().flat_map(|line| receiver.c().matching(receiver.python(), *line)).collect(),
        }
    }

    /// The source of a receiver in it.
    pub fn of(self, receiver: &Receiver) -> &Listing {
        match self {
            Language::Python => receiver.python(),
            Language::C => receiver.c(),
        }
    }
}

/// What a student says before the search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    /// This line of the source in this language is at fault.
    Line(Language, u32),
    /// None is: it survives every cut.
    None,
}

/// How right that was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Judged {
    /// It is the guilty line, or none is and that was said.
    Found,
    /// It is another line at which the fault can be mended.
    Mendable,
    /// It is not.
    Wrong,
}

/// How far the search is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Search {
    /// It was not asked for.
    #[default]
    Idle,
    /// It looks.
    Going {
        /// The number of the question.
        id: u64,
        /// Conversations looked at, of how many.
        progress: (usize, usize),
    },
    /// It has found cuts, or that there are none; for a right receiver also in the long conversation.
    Done(Verdict, Option<Verdict>),
    /// There was too much to look at.
    TooMany(TooMany),
}

/// The gallery.
#[derive(Debug, Default)]
pub struct Breaks {
    /// The line with the cursor: an index into [`Breaks::listed`], or [`Breaks::last`].
    pub at: usize,
    /// The language of all source.
    pub language: Language,
    /// The receiver that is looked at.
    pub open: Option<Box<Opened>>,
    /// What the walk-through's prose says is looked at: of so many sentences it is told what is so.
    pub prose: Option<usize>,
    /// It was read to its end.
    pub read: bool,
    /// What was found of those that were searched.
    pub known: HashMap<&'static str, Found>,
}

/// A receiver that is looked at.
#[derive(Debug)]
pub struct Opened {
    /// The receiver.
    pub receiver: Arc<Receiver>,
    /// The line under the cursor, from 1.
    pub line: u32,
    /// What was said.
    pub said: Option<Said>,
    /// The search.
    pub search: Search,
    /// The case that it found, on its way.
    pub play: Option<Play>,
    /// The case told by the model: what is delivered in the end.
    pub told: Option<Run>,
    /// The fault may be seen.
    pub revealed: bool,
}

impl Breaks {
    /// The receivers in the order of the screen.
    pub fn listed() -> Vec<Card> {
        let mut listed: Vec<_> = receivers::listed().collect();
        listed.sort_by_key(|card| ORDER.iter().position(|id| *id == card.id));
        listed
    }

    /// The number of a receiver on screen, from 1.
    pub fn number(id: &str) -> usize {
        ORDER.iter().position(|known| *known == id).map_or(0, |at| at + 1)
    }

    /// The last line of the list, behind the receivers: what the walk-through's prose gets wrong.
    pub fn last() -> usize {
        receivers::ids().count()
    }

    /// The receiver under the cursor.
    pub fn receiver(&self) -> Option<Receiver> {
        Receiver::named(ORDER.get(self.at)?, None)?.ok()
    }
}

impl Opened {
    /// A receiver of which nothing was said yet.
    pub fn new(receiver: Receiver, language: Language) -> Opened {
        let receiver = Arc::new(receiver);
        let line = first_line(language.of(&receiver));
        let (said, search, play, told) = (None, Search::Idle, None, None);
        Opened { receiver, line, said, search, play, told, revealed: false }
    }

    /// The case that was found.
    pub fn case(&self) -> Option<&Case> {
        match &self.search {
            Search::Done(Verdict::Broken(case), _) => Some(case),
            _ => None,
        }
    }

    /// Makes the case that was found ready to be played under this number.
    pub fn make_ready(&mut self, id: u64) {
        let Some(case) = self.case() else { return };
        let told = search::run(&self.receiver, &case.conversation, &case.wire, &case.cuts);
        let stage = Stage::of_run(&self.receiver, &case.conversation, &told);
        let program = Arc::new(self.receiver.program().clone());
        let sockets = |stage: Stage| Calls::Sockets { script: stage.script, schedule: stage.schedule };
        self.play = stage.and_then(|stage| Play::new(id, program, None, sockets(stage)));
        self.told = Some(told);
    }

    /// How right what was said is, once the search is done.
    pub fn judged(&self) -> Option<Judged> {
        let Search::Done(verdict, _) = &self.search else { return None };
        let right = matches!(verdict, Verdict::Right { .. });
        Some(match self.said? {
            Said::None => {
                if right {
                    Judged::Found
                } else {
                    Judged::Wrong
                }
            }
            Said::Line(..) if right => Judged::Wrong,
            Said::Line(language, line) => {
                // A line of the other language that does the same is as good.
                let (own, other) = (language.of(&self.receiver), language.other().of(&self.receiver));
                let twins = other.matching(own, line);
                let among = |own: Vec<u32>, other: Vec<u32>| {
                    own.contains(&line) || other.iter().any(|line| twins.contains(line))
                };
                if among(own.guilty(), other.guilty()) {
                    Judged::Found
                } else if among(self.receiver.mendable(own), self.receiver.mendable(other)) {
                    Judged::Mendable
                } else {
                    Judged::Wrong
                }
            }
        })
    }

    /// Whether what was said is right, once the search is done.
    pub fn is_right(&self) -> Option<bool> {
        self.judged().map(|judged| judged != Judged::Wrong)
    }

    /// The line that was said, in a language; several where one line is several there.
    pub fn said_in(&self, language: Language) -> Vec<u32> {
        match self.said {
            Some(Said::Line(said, line)) if said == language => vec![line],
            Some(Said::Line(said, line)) => language.of(&self.receiver).matching(said.of(&self.receiver), line),
            _ => Vec::new(),
        }
    }
}

/// The first line below the sender's: there the receiver begins.
fn first_line(listing: &Listing) -> u32 {
    let blank = |line: &Line| line.text.trim().is_empty();
    let at = listing.lines.iter().position(blank).map_or(0, |at| at + 1);
    u32::try_from(at + 1).unwrap_or(1)
}
