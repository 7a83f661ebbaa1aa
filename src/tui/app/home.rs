//! Where one can go from home. An entry more is a variant of [`Entry`], a line in [`App::entries`], its words in
//! `screens/home.rs` and what it opens in `update/home.rs`.

use super::{App, Lab};
use crate::tui::lesson;

/// An entry of the home screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    /// Where one was.
    GoOn(GoOn),
    /// The worksheet of lesson 1.
    Lesson,
    /// The lab with an empty script.
    Empty,
    /// New quizzes without end.
    Practice,
    /// Lesson 2's experiments.
    Trials,
    /// Messages out of a stream.
    Messages,
    /// A worksheet in the neighbourhood: an index into what was found.
    Worksheet(usize),
    /// A file that was opened lately: an index into what was found.
    Recent(usize),
    /// What can be set.
    Settings,
    /// The keys.
    Help,
    /// Good-bye.
    Quit,
}

/// Where one was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GoOn {
    /// In the lab that was shown last.
    Here,
    /// In a lab that was left with unsaved work: an index into [`App::left`].
    Left(usize),
    /// In a program that has ended and left unsaved work.
    Unsaved {
        /// An index into what was found.
        program: usize,
        /// Which of its labs.
        lab: usize,
    },
    /// In the file that was opened last.
    File(usize),
}

/// Entries that belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// Where one was, what comes with the program.
    First,
    /// Worksheets around here.
    Near,
    /// Files opened lately.
    Recent,
    /// About the program.
    Program,
}

impl Entry {
    /// What it belongs to.
    pub fn group(self) -> Group {
        match self {
            Entry::GoOn(_) | Entry::Lesson | Entry::Empty => Group::First,
            Entry::Practice | Entry::Trials | Entry::Messages => Group::First,
            Entry::Worksheet(_) => Group::Near,
            Entry::Recent(_) => Group::Recent,
            Entry::Settings | Entry::Help | Entry::Quit => Group::Program,
        }
    }

    /// Whether it can be taken off the list.
    pub fn can_go(self) -> bool {
        matches!(self, Entry::Recent(_) | Entry::GoOn(GoOn::Unsaved { .. } | GoOn::File(_)))
    }
}

impl App {
    /// The entries of the home screen, in order.
    pub fn entries(&self) -> Vec<Entry> {
        let mut entries = Vec::new();
        let here = self.lab.as_deref();
        if here.is_some() {
            entries.push(Entry::GoOn(GoOn::Here));
        }
        let left = self.left.iter().enumerate().filter(|(_, lab)| lab.unsaved().is_some());
        entries.extend(left.map(|(at, _)| Entry::GoOn(GoOn::Left(at))));
        let mut last = None;
        if let Some(found) = &self.found {
            // Answers to the same worksheet are offered once, however often it was left: the latest.
            let mut answered = Vec::new();
            for (program, orphan) in found.unsaved.iter().enumerate() {
                for (lab, draft) in orphan.drafts.iter().enumerate() {
                    let only_answers = draft.calls.is_none() && draft.typing.is_none();
                    if only_answers && answered.contains(&&draft.file) {
                        continue;
                    }
                    if only_answers {
                        answered.push(&draft.file);
                    }
                    entries.push(Entry::GoOn(GoOn::Unsaved { program, lab }));
                }
            }
            if entries.is_empty() && found.recent.first().is_some_and(|file| !file.missing) {
                last = Some(0);
                entries.push(Entry::GoOn(GoOn::File(0)));
            }
        }
        if !here.is_some_and(Lab::is_lesson) {
            entries.push(Entry::Lesson);
        }
        entries.extend([Entry::Empty, Entry::Practice, Entry::Trials, Entry::Messages]);
        if let Some(found) = &self.found {
            entries.extend((0..found.worksheets.len()).map(Entry::Worksheet));
            let known = |path: &str| found.worksheets.iter().any(|near| near.path.to_str() == Some(path));
            let recent = found.recent.iter().enumerate();
            let recent = recent.filter(|(at, file)| Some(*at) != last && !known(&file.path));
            entries.extend(recent.map(|(at, _)| Entry::Recent(at)));
        }
        entries.extend([Entry::Settings, Entry::Help, Entry::Quit]);
        entries
    }
}

impl App {
    /// The digit that opens each of the entries: what comes with the program always has the same, going on has 0, and the rest
    /// has the digits that are left. There are entries without one.
    pub fn digits(&self) -> Vec<Option<u8>> {
        let mut going_on = Some(0);
        let mut left = 6..=9;
        let digit = |entry: &Entry| match entry {
            Entry::GoOn(_) => going_on.take(),
            Entry::Lesson => Some(1),
            Entry::Empty => Some(2),
            Entry::Practice => Some(3),
            Entry::Trials => Some(4),
            Entry::Messages => Some(5),
            Entry::Worksheet(_) | Entry::Recent(_) | Entry::Settings | Entry::Help | Entry::Quit => left.next(),
        };
        self.entries().iter().map(digit).collect()
    }

    /// The entry that a digit opens. Where one is on the lesson already, its digit goes on there.
    pub(crate) fn entry_of(&self, digit: u8) -> Option<usize> {
        let at = |digit| self.digits().iter().position(|one| *one == Some(digit));
        let on_lesson = self.lab.as_deref().is_some_and(Lab::is_lesson);
        at(digit).or_else(|| at(0).filter(|_| digit == 1 && on_lesson))
    }
}

impl Lab {
    /// Whether it is on the worksheet that is part of the program.
    pub fn is_lesson(&self) -> bool {
        self.path.is_none() && self.file.as_deref() == Some(lesson::NAME)
    }
}
