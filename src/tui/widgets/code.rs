//! Source, with the line that runs, the lines that ran, and the line at fault.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use unicode_width::UnicodeWidthChar;

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
    /// Lines with the row sign: the one that runs, or the one under the cursor. The first of them is kept in sight, but where
    /// `first` says what is shown.
    pub now: &'a [u32],
    /// The first line that is shown, if it is not 0.
    pub first: u32,
    /// Where some lines ran lately: these, with a bar before their numbers. The others are quiet then. Empty: all lines alike.
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
        let heights = self.heights(area.width);
        let mut y = area.y + 1;
        for index in seen {
            let number = u32::try_from(index + 1).unwrap_or(u32::MAX);
            self.line(look, Rect { y, height: area.bottom() - y, ..area }, buf, number, self.lines[index]);
            y = area.bottom().min(y.saturating_add(u16::try_from(heights[index]).unwrap_or(u16::MAX)));
        }
    }

    /// Draws a line from the first row of `area` on.
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
        } else if self.ran.contains(&number) {
            // Where colours do not tell bright from quiet, this does.
            sign(area, buf, (x + 1, y), look.glyphs.light.divider, look.style(Role::Quiet));
        }
        put(look, area, buf, (x + 2, y), &format!("{number:3}"), look.style(Role::Quiet));
        for (y, row) in (y..area.bottom()).zip(self.rows(area.width, number, text)) {
            put_folded(look, area, buf, (x + GUTTER, y), area.width.saturating_sub(GUTTER), &row, look.style(role));
        }
        if let Some(note) = self.note(number) {
            let note = format!("{} {note}", look.glyphs.back);
            let taken = columns(look, &note);
            put(look, area, buf, (area.right().saturating_sub(taken).max(x), y), &note, look.style(Role::Strong));
        }
    }

    /// The words at the right end of a line.
    fn note(&self, number: u32) -> Option<&str> {
        Some(self.said.1).filter(|words| !words.is_empty() && self.said.0.contains(&number))
    }

    /// A line in rows of so many columns.
    fn rows(&self, width: u16, number: u32, text: &str) -> Vec<String> {
        // A sign, a blank, the words, and a blank before them.
        let note = self.note(number).map_or(0, |words| words.chars().count() + 3);
        rows(text, width.saturating_sub(GUTTER), note)
    }

    /// Rows that it takes at this width: the rule, and all lines.
    pub fn height(&self, width: u16) -> u16 {
        u16::try_from(1 + self.heights(width).iter().sum::<usize>()).unwrap_or(u16::MAX)
    }

    /// Rows of each line, at this width.
    fn heights(&self, width: u16) -> Vec<usize> {
        (1..).zip(self.lines).map(|(number, text)| self.rows(width, number, text).len()).collect()
    }

    /// The lines of which at least the beginning is seen, as indexes.
    pub fn visible(&self, area: Rect) -> Range<usize> {
        let room = usize::from(area.height.saturating_sub(1));
        let now = self.now.first().filter(|_| self.first == 0).map(|line| (*line as usize).saturating_sub(1));
        seen(&self.heights(area.width), room, now, (self.first as usize).saturating_sub(1))
    }

    /// The line at `y`, from 1.
    pub fn line_at(&self, area: Rect, y: u16) -> Option<u32> {
        let row = usize::from(y.checked_sub(area.y + 1)?);
        let index = at_row(&self.heights(area.width), self.visible(area), row)?;
        u32::try_from(index + 1).ok()
    }
}

/// A line of source in rows of so many columns, the first of them shorter by some. What does not fit goes on below, deeper
/// than the line begins: lines of a program often differ at their ends.
pub(crate) fn rows(text: &str, width: u16, shorter: usize) -> Vec<String> {
    let width = usize::from(width);
    let indent = text.len() - text.trim_start_matches(' ').len();
    let deeper = (indent + 4).min(width / 3);
    let mut rows = Vec::new();
    let mut rest: Vec<char> = text.chars().collect();
    loop {
        let (begins, shorter) = if rows.is_empty() { (0, shorter) } else { (deeper, 0) };
        let at = broken_at(&rest, width.saturating_sub(begins + shorter).max(1), indent);
        let after = rest.split_off(at);
        let row: String = rest.iter().collect();
        rows.push(format!("{}{}", " ".repeat(begins), row.trim_end()));
        rest = after.into_iter().skip_while(|sign| *sign == ' ').collect();
        if rest.is_empty() {
            return rows;
        }
    }
}

/// Which of some lines are seen in so many rows, at least their beginnings: with the line `now` in the middle, or from
/// `first` on; the last ones fill the room.
pub(crate) fn seen(heights: &[usize], room: usize, now: Option<usize>, first: usize) -> Range<usize> {
    /// So many of these fit into so many rows.
    fn fit<'a>(heights: impl Iterator<Item = &'a usize>, mut room: usize) -> usize {
        let fits = |height: &&usize| match room.checked_sub(**height) {
            Some(left) => {
                room = left;
                true
            }
            None => false,
        };
        heights.take_while(fits).count()
    }
    let last = heights.len() - fit(heights.iter().rev(), room);
    let first = match now.map(|now| now.min(heights.len())) {
        Some(now) => now - fit(heights[..now].iter().rev(), room.saturating_sub(1) / 2),
        None => first,
    };
    let first = first.min(last);
    let mut used = 0;
    let begin = heights[first..].iter().take_while(|height| {
        let begins = used < room;
        used += **height;
        begins
    });
    first..first + begin.count()
}

/// The line that stands in a row, of those that are seen.
pub(crate) fn at_row(heights: &[usize], seen: Range<usize>, row: usize) -> Option<usize> {
    let mut below = 0;
    seen.into_iter().find(|index| {
        below += heights[*index];
        row < below
    })
}

/// How many signs of a text stand in `room` columns: where not all do, it is broken behind a blank or an opening bracket of
/// the second half, else anywhere.
fn broken_at(text: &[char], room: usize, indent: usize) -> usize {
    let mut used = 0;
    let fits = text.iter().take_while(|sign| {
        used += sign.width().unwrap_or(0);
        used <= room
    });
    let fits = fits.count();
    if fits == text.len() {
        return fits;
    }
    let behind = |at: &usize| matches!(text[at - 1], ' ' | '(' | '[');
    (indent.max(fits / 2) + 1..=fits).rev().find(behind).unwrap_or(fits).max(1)
}
