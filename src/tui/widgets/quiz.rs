//! The quiz table: which of these are possible?

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::Look;
use crate::stream::{Claim, Rule};

/// How much the table shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Reveal {
    /// The student answers; "it is" stays empty.
    #[default]
    Asking,
    /// Answers are locked; "it is" only says which rows fit what came ([`Answer::Fits`]).
    Locked,
    /// Everything.
    Revealed,
}

/// What stands under "it is".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Answer {
    /// Nothing yet.
    #[default]
    Hidden,
    /// The row has the same text as what came so far.
    Fits,
    /// Possible, and how often it was seen.
    Possible {
        /// In runs of this session.
        seen: u64,
    },
    /// Impossible, by this rule.
    Impossible(Rule),
    /// The model has no answer.
    Outside,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuizRow<'a> {
    /// As people count, from 1.
    pub number: u32,
    /// One claim for each column.
    pub cells: Vec<&'a Claim>,
    /// What the student said: possible, impossible, or nothing yet.
    pub you: Option<bool>,
    /// What it is.
    pub answer: Answer,
}

/// The table (its titled rule is the caller's). 44 columns are its natural width; from 34 on it works.
///
/// ```text
///     buf1       buf2        you   it is
///   1 hello!     bye!        yes = ✓ not seen
///   2 bye!       hello!      no  = ✗ order
/// ▸12 he         llb         yes ≠ ✗ gap
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QuizTable<'a> {
    /// One for each column of claims.
    pub headings: &'a [&'a str],
    /// The rows that are asked now.
    pub rows: &'a [QuizRow<'a>],
    /// The row with the cursor: an index into `rows`.
    pub cursor: Option<usize>,
    /// The first row on top, where the cursor allows it.
    pub scroll: usize,
    /// Whether the table has the focus.
    pub focused: bool,
    /// How much is shown.
    pub reveal: Reveal,
}

impl QuizTable<'_> {
    /// Which rows are visible in `area`.
    pub fn visible(&self, area: Rect) -> Range<usize> {
        let height = usize::from(area.height.saturating_sub(1));
        let last = self.rows.len().saturating_sub(height);
        let mut first = self.scroll.min(last);
        if let Some(cursor) = self.cursor {
            first = first.clamp((cursor + 1).saturating_sub(height), cursor.max((cursor + 1).saturating_sub(height)));
        }
        first..(first + height).min(self.rows.len())
    }

    /// The row on line `y` of the screen.
    pub fn row_at(&self, area: Rect, y: u16) -> Option<usize> {
        let line = usize::from(y.checked_sub(area.y + 1)?);
        let visible = self.visible(area);
        (y < area.bottom()).then_some(visible.start + line).filter(|row| visible.contains(row))
    }

    /// Draws the table.
    pub fn draw(&self, _look: &Look<'_>, _area: Rect, _buf: &mut Buffer) {}
}
