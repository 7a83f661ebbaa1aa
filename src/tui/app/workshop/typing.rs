//! Typing in the workshop: the messages, one a line, or the name of a framing.

use ratatui_textarea::{CursorMove, TextArea};

use super::Workshop;
use crate::framing::Framing;
use crate::msg;
use crate::text::Message;
use crate::text::escape::{self, Dialect};

/// What is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// The messages, one a line.
    Messages,
    /// The name of a framing.
    Framing,
}

/// Text that is being typed.
#[derive(Debug)]
pub struct Typing {
    /// What for.
    pub what: What,
    /// The lines.
    pub area: TextArea<'static>,
}

/// What is wrong with a line that is typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// Which line, from 0.
    pub line: usize,
    /// Which column, in characters from 0.
    pub column: usize,
    /// Why.
    pub why: Message,
}

impl Workshop {
    /// Begins to type messages or a framing.
    pub fn type_in(&mut self, what: What) {
        if let Some(draft) = self.draft.take_if(|draft| draft.what == what) {
            self.typing = Some(draft);
            return;
        }
        let lines = match what {
            What::Messages => self.bench.messages.iter().map(|message| escape::c_literal(message)).collect(),
            What::Framing => vec![String::new()],
        };
        let mut area = TextArea::new(lines);
        area.move_cursor(CursorMove::Bottom);
        area.move_cursor(CursorMove::End);
        self.typing = Some(Typing { what, area });
    }

    /// Leaves what is typed. Messages are taken, or kept for later where they cannot be read.
    pub fn leave_typing(&mut self) {
        let messages = self.typing.as_ref().is_some_and(|typing| typing.what == What::Messages);
        if !messages {
            self.typing = None;
        } else if !self.take_typed() {
            self.draft = self.typing.take();
        }
    }

    /// Takes what was typed, if it can be read. Nothing is lost if it cannot.
    pub fn take_typed(&mut self) -> bool {
        let Some(typing) = &self.typing else { return true };
        match typing.what {
            What::Messages => {
                let Ok(messages) = typing.messages() else { return false };
                self.typing = None;
                self.change(|bench| bench.messages = messages);
            }
            What::Framing => {
                let Ok(framing) = typing.framing() else { return false };
                self.typing = None;
                self.change(|bench| bench.framing = framing);
            }
        }
        true
    }
}

impl Typing {
    /// The messages that the lines are; an empty line at the end is none.
    ///
    /// # Errors
    /// The first line with an escape that cannot be read.
    pub fn messages(&self) -> Result<Vec<Vec<u8>>, Wrong> {
        let lines = self.area.lines();
        let last = lines.iter().rposition(|line| !line.is_empty()).map_or(0, |last| last + 1);
        let mut messages = Vec::new();
        for (line, text) in lines[..last].iter().enumerate() {
            let data = escape::decode(text, Dialect::Cell).map_err(|error| Wrong {
                line,
                column: text[..error.range.start].chars().count(),
                why: error.message,
            })?;
            messages.push(data);
        }
        if messages.is_empty() {
            return Err(Wrong { line: 0, column: 0, why: msg!("workshop-no-message") });
        }
        Ok(messages)
    }

    /// The framing that the line names.
    ///
    /// # Errors
    /// It names none.
    pub fn framing(&self) -> Result<Framing, Wrong> {
        let text = self.area.lines().concat();
        text.trim().parse().map_err(|why| Wrong { line: 0, column: 0, why })
    }

    /// What is wrong with what is typed.
    pub fn wrong(&self) -> Option<Wrong> {
        match self.what {
            What::Messages => self.messages().err(),
            // Nothing is typed yet.
            What::Framing if self.area.is_empty() => None,
            What::Framing => self.framing().err(),
        }
    }
}
