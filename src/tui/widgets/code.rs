//! Source, with the line that runs, the lines that ran, and the line at fault.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Look, TitledRule, columns, put, put_folded};
use crate::tui::theme::Role;
use crate::tui::widgets::paint::{more, sign};

/// Columns before a line's text: two signs, its number, a blank.
const GUTTER: u16 = 6;

/// A listing. Lines count from 1.
///
/// ```text
/// ━ its code ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ Python-like ━
///    14          while aside or not new_message:
/// ▸  15              if new_message:
///  ✗ 16                  header = aside[:5]              ◂ you
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CodePanel<'a> {
    /// Lower case.
    pub title: &'a str,
    /// Stands at the right end of the title's rule.
    pub right: &'a str,
    /// Whether it has the focus.
    pub focused: bool,
    /// The source, line by line.
    pub lines: &'a [&'a str],
    /// Lines with the row sign: the one that runs, or the one under the cursor. The first of them is kept in sight.
    pub now: &'a [u32],
    /// Where there is none: the first line that is shown.
    pub first: u32,
    /// Where some lines ran lately: these. The others are quiet then. Empty: all lines alike.
    pub ran: &'a [u32],
    /// Lines at fault, once that is revealed.
    pub guilty: &'a [u32],
    /// Lines that the student took for guilty, and the words at their right end.
    pub said: (&'a [u32], &'a str),
}

impl CodePanel<'_> {
    /// Draws it: a rule, then the lines.
    pub fn draw(&self, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
        let area = area.intersection(buf.area);
        if area.is_empty() {
            return;
        }
        let seen = self.visible(area);
        let hidden = more(look, seen.start, self.lines.len().saturating_sub(seen.end));
        let right = [self.right, &hidden].into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" · ");
        TitledRule { title: self.title, right: &right, focused: self.focused }.draw(look, area, buf);
        for (y, index) in (area.y + 1..area.bottom()).zip(seen) {
            let number = u32::try_from(index + 1).unwrap_or(u32::MAX);
            self.line(look, Rect { y, height: 1, ..area }, buf, number, self.lines[index]);
        }
    }

    fn line(&self, look: &Look<'_>, area: Rect, buf: &mut Buffer, number: u32, text: &str) {
        let (x, y) = (area.x, area.y);
        let (now, guilty) = (self.now.contains(&number), self.guilty.contains(&number));
        let role = match (guilty, now) {
            (true, _) => Role::Fault,
            (false, true) => Role::Strong,
            _ if self.ran.is_empty() || self.ran.contains(&number) => Role::Text,
            _ => Role::Quiet,
        };
        if now {
            sign(area, buf, (x, y), look.glyphs.row, look.style(Role::Focus));
        }
        if guilty {
            sign(area, buf, (x + 1, y), look.glyphs.no, look.style(Role::Fault));
        }
        put(look, area, buf, (x + 2, y), &format!("{number:3}"), look.style(Role::Quiet));
        let note = if self.said.0.contains(&number) { self.said.1 } else { "" };
        let note = if note.is_empty() { String::new() } else { format!("{} {note}", look.glyphs.back) };
        let taken = if note.is_empty() { 0 } else { columns(look, &note) + 1 };
        let room = area.width.saturating_sub(GUTTER + taken);
        put_folded(look, area, buf, (x + GUTTER, y), room, text, look.style(role));
        put(look, area, buf, ((area.right() + 1).saturating_sub(taken).max(x), y), &note, look.style(Role::Strong));
    }

    /// The lines that are seen, as indexes.
    pub fn visible(&self, area: Rect) -> Range<usize> {
        let room = usize::from(area.height.saturating_sub(1)).min(self.lines.len());
        let first = match self.now.first() {
            Some(line) => (*line as usize).saturating_sub(1 + room / 2),
            None => (self.first as usize).saturating_sub(1),
        };
        let first = first.min(self.lines.len() - room);
        first..first + room
    }

    /// The line at `y`, from 1.
    pub fn line_at(&self, area: Rect, y: u16) -> Option<u32> {
        let seen = self.visible(area);
        let index = seen.start + usize::from(y.checked_sub(area.y + 1)?);
        seen.contains(&index).then(|| u32::try_from(index + 1).ok()).flatten()
    }
}
