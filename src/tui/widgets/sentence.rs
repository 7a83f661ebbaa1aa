//! The sentence: always one, on the last line but one.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::paint::fold;
use super::{Look, columns, put};
use crate::tui::theme::Role;

/// How a sentence is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// What happened, why, what one can do.
    #[default]
    Plain,
    /// What is offered.
    Strong,
    /// A note aside.
    Quiet,
    /// Something went wrong.
    Fault,
}

/// A sentence or a short paragraph, wrapped at words. What does not fit ends in `…`.
///
/// ```text
/// Call 4 waits. 10 bytes were sent; 2 have arrived and were read; 8 are in flight.
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sentence<'a> {
    /// The words; a line break begins a new line.
    pub text: &'a str,
    /// How they are meant.
    pub tone: Tone,
}

impl Sentence<'_> {
    /// How many lines it takes at a width.
    pub fn height(&self, look: &Look<'_>, width: u16) -> u16 {
        u16::try_from(wrap(look, self.text, width).len()).unwrap_or(u16::MAX)
    }

    /// Draws from the first line of `area` on.
    pub fn draw(&self, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
        if area.is_empty() {
            return;
        }
        let style = look.style(match self.tone {
            Tone::Plain => Role::Text,
            Tone::Strong => Role::Strong,
            Tone::Quiet => Role::Quiet,
            Tone::Fault => Role::Fault,
        });
        let mut lines = wrap(look, self.text, area.width);
        let height = usize::from(area.height);
        if lines.len() > height {
            let rest = lines.split_off(height - 1).join(" ");
            lines.push(fold(look, &rest, area.width));
        }
        for (y, line) in (area.y..).zip(&lines) {
            put(look, area, buf, (area.x, y), line, style);
        }
    }
}

/// Breaks a text into lines of at most `width` columns, at spaces where there are any.
pub(crate) fn wrap(look: &Look<'_>, text: &str, width: u16) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.lines() {
        let mut line = String::new();
        for word in paragraph.split(' ') {
            let word = fold(look, word, width);
            let used = columns(look, &line);
            if !line.is_empty() && used + 1 + columns(look, &word) > width {
                lines.push(std::mem::take(&mut line));
            } else if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(&word);
        }
        lines.push(line);
    }
    lines
}
