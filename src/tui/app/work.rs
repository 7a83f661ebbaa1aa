//! The work that is done in the lab: what of it is not on the disk yet.

use std::sync::Arc;

use super::Lab;
use super::editor::Place;
use super::keep::{Opened, Typed, Unsaved};
use crate::quiz::Phase;

impl Lab {
    /// The lab on a worksheet that is saved where it was read.
    pub fn of_file(opened: Opened) -> Lab {
        Lab { path: Some(opened.path), ..Lab::new(Some(opened.sheet)) }
    }

    /// Compares the calls with those that are kept.
    pub(crate) fn note_change(&mut self) {
        let same = Arc::ptr_eq(&self.script, &self.kept);
        self.changed = !same && self.script.to_string() != self.kept.to_string();
    }

    /// Whether nothing was done here.
    pub(crate) fn is_fresh(&self) -> bool {
        let begun = self.quiz.as_ref().is_some_and(|quiz| quiz.phase != Phase::Predict);
        self.unsaved().is_none() && !begun && self.undo.is_empty() && self.history.is_empty() && self.seen.is_empty()
    }

    /// The line being typed, where it would be missed.
    fn typed_line(&self) -> Option<Typed> {
        let editor = self.editor.as_deref()?;
        let (call, instead) = match editor.place {
            Place::Before(call) => (call, false),
            Place::Instead(call) => (call, true),
        };
        let old = self.script.calls.get(call).filter(|_| instead).map(|line| line.call.to_string());
        let text = editor.text();
        let missed = !text.trim().is_empty() && old.as_deref() != Some(text);
        missed.then(|| Typed { side: editor.side, call, instead, text: text.to_owned() })
    }

    /// What would be lost if the program ended now.
    pub fn unsaved(&self) -> Option<Unsaved> {
        let quiz = self.quiz.iter();
        let answers = quiz.flat_map(|quiz| quiz.rows.iter().enumerate().map(|(row, entry)| (entry, quiz.answer(row))));
        let answers: Vec<_> = answers.filter_map(|(entry, answer)| Some((entry.row.number, answer?))).collect();
        let script = self.changed.then(|| Arc::clone(&self.script));
        let typing = self.typed_line();
        let any = script.is_some() || typing.is_some() || !answers.is_empty();
        let file = match &self.path {
            Some(path) => path.to_str().map(str::to_owned),
            None => self.file.clone().filter(|_| self.is_lesson()),
        };
        // What came from nowhere that can be read again (standard input, practice) is kept with its calls, not with its answers.
        let written = script.is_some() || typing.is_some();
        let any = if file.is_some() { any } else { written };
        let script = script.or_else(|| (file.is_none() && any).then(|| Arc::clone(&self.script)));
        any.then(|| Unsaved { file, title: self.title.clone(), script, typing, answers })
    }
}
