//! A call that is being typed.

use ratatui_textarea::{CursorMove, TextArea};

use crate::call::Side;
use crate::script::{Script, parse_typed};
use crate::text::Diagnostic;

/// What becomes of the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// It is put before this call (the number of calls: at the end).
    Before(usize),
    /// It replaces this call.
    Instead(usize),
}

/// The line being typed.
#[derive(Debug)]
pub struct Editor {
    /// Whose call it will be.
    pub side: Side,
    /// Where it goes.
    pub place: Place,
    /// The line itself.
    pub line: TextArea<'static>,
    /// What is known about it: a call (or a loop), or what is wrong. None for an empty line.
    pub parsed: Option<Result<Script, Box<Diagnostic>>>,
    /// Which line of the history is shown; none for what was typed.
    pub recalled: Option<usize>,
    /// What Tab was first pressed on, and how many lines it has offered since.
    pub completing: Option<(String, usize)>,
    /// What was typed before the history was looked through.
    pub draft: String,
}

impl Editor {
    /// An empty line before a call.
    pub fn new_line(side: Side, before: usize) -> Editor {
        Editor::with(side, Place::Before(before), String::new())
    }

    /// An existing call, to change it.
    pub fn change(side: Side, call: usize, text: String) -> Editor {
        Editor::with(side, Place::Instead(call), text)
    }

    fn with(side: Side, place: Place, text: String) -> Editor {
        let mut editor = Editor {
            side,
            place,
            line: TextArea::default(),
            parsed: None,
            recalled: None,
            completing: None,
            draft: String::new(),
        };
        editor.set(&text);
        editor
    }

    /// The text as it stands.
    pub fn text(&self) -> &str {
        self.line.lines().first().map_or("", String::as_str)
    }

    /// Replaces the whole text; the cursor stands at its end. Undo starts anew.
    pub fn set(&mut self, text: &str) {
        let line: String = text.chars().map(|sign| if sign.is_control() { ' ' } else { sign }).collect();
        self.line = TextArea::new(vec![line]);
        self.line.move_cursor(CursorMove::End);
        self.check();
    }

    /// Looks at the line again.
    pub fn check(&mut self) {
        let text = self.text();
        self.parsed = (!text.trim().is_empty()).then(|| parse_typed(text, self.side));
    }

    /// What is wrong with the line.
    pub fn diagnostic(&self) -> Option<&Diagnostic> {
        match &self.parsed {
            Some(Err(diagnostic)) => Some(diagnostic),
            _ => None,
        }
    }

    /// The cursor, as a byte offset in the text.
    pub fn cursor(&self) -> usize {
        let column = self.line.cursor().1;
        self.text().char_indices().nth(column).map_or(self.text().len(), |(at, _)| at)
    }
}
