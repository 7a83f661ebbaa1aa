//! Three recvs and more: a list of what the next one may give, which opens.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::heat;
use crate::tui::theme::Role;
use crate::tui::widgets::paint::sign;
use crate::tui::widgets::{Look, columns, put, put_folded};

/// One branch: what the next recv gave.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TreeLine {
    /// In words: `"he"`, `3–10 bytes`, `blocks`. Where one outcome is left, what all later recvs gave, too.
    pub label: String,
    /// How many outcomes it holds, in words.
    pub count: String,
    /// How often outcomes of it were seen, all together.
    pub times: u64,
    /// That in words.
    pub seen: String,
    /// The rows of the quiz that lie in it, in words.
    pub rows: String,
}

/// The branches below a path.
///
/// ```text
///   buf2                        outcomes
/// ▸ "l"                               36  ░ seen 1×     row 13
///   "ll"                              28
///   blocks                             1
/// ```
#[derive(Debug, Clone, Copy)]
pub struct MapTree<'a> {
    /// What the labels are about: `buf2`.
    pub heading: &'a str,
    /// The heading of the counts.
    pub counts: &'a str,
    /// The branches.
    pub lines: &'a [TreeLine],
    /// The one with the cursor.
    pub cursor: usize,
    /// Whether the map has the focus.
    pub focused: bool,
}

impl MapTree<'_> {
    /// Which lines can be seen in `area`.
    pub fn visible(&self, area: Rect) -> Range<usize> {
        let height = usize::from(area.height.saturating_sub(1));
        let first = (self.cursor + 1).saturating_sub(height.max(1)).min(self.lines.len());
        first..(first + height).min(self.lines.len())
    }

    /// The branch on line `y` of the screen.
    pub fn line_at(&self, area: Rect, y: u16) -> Option<usize> {
        let down = usize::from(y.checked_sub(area.y + 1)?);
        let visible = self.visible(area);
        (y < area.bottom()).then_some(visible.start + down).filter(|line| visible.contains(line))
    }

    /// Draws the list.
    pub fn draw(&self, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
        let area = area.intersection(buf.area);
        if area.is_empty() {
            return;
        }
        let widest = |of: &dyn Fn(&TreeLine) -> u16| self.lines.iter().map(of).max().unwrap_or(0);
        let counts = widest(&|line| columns(look, &line.count)).max(columns(look, self.counts));
        let seen = widest(&|line| columns(look, &line.seen));
        let rows = widest(&|line| columns(look, &line.rows)).min(24);
        let labels = widest(&|line| columns(look, &line.label)).max(columns(look, self.heading));
        // The labels give way: bytes can be folded, numbers not.
        let labels = labels.min(area.width.saturating_sub(4 + counts + 2 + 2 + seen + 2 + rows)).max(4);
        let quiet = look.style(Role::Quiet);
        let number = |text: &str| area.x + 2 + labels + 2 + counts.saturating_sub(columns(look, text));
        put_folded(look, area, buf, (area.x + 2, area.y), labels, self.heading, quiet);
        put(look, area, buf, (number(self.counts), area.y), self.counts, quiet);
        for (y, index) in (area.y + 1..).zip(self.visible(area)) {
            let line = &self.lines[index];
            let here = index == self.cursor;
            let style = look.style(if here && self.focused { Role::Strong } else { Role::Text });
            if here {
                let role = if self.focused { Role::Focus } else { Role::Quiet };
                sign(area, buf, (area.x, y), look.glyphs.row, look.style(role));
            }
            put_folded(look, area, buf, (area.x + 2, y), labels, &line.label, style);
            put(look, area, buf, (number(&line.count), y), &line.count, style);
            let x = area.x + 2 + labels + 2 + counts + 2;
            let (what, role) = match heat(look, line.times) {
                Some(heat) => (heat, Role::Text),
                None => (look.glyphs.dot, Role::Quiet),
            };
            sign(area, buf, (x, y), what, look.style(role));
            put(look, area, buf, (x + 2, y), &line.seen, look.style(role));
            let rest = area.right().saturating_sub(x + 2 + seen + 2);
            put_folded(look, area, buf, (x + 2 + seen + 2, y), rest, &line.rows, style);
        }
    }
}
