//! A box behind the bytes of a lane, for what has no column of its own on the ruler.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;

use super::open::beside;
use super::strip::Lines;
use crate::tui::theme::Role;
use crate::tui::widgets::paint::sign;
use crate::tui::widgets::{Look, columns, put, put_big};

/// ```text
/// ━━┳━━━━┓   ━━┳
/// l ┃ 0  ┃   l ┃ recv blocks
/// ━━┻buf2┛   ━━┻buf2
/// ```
pub(super) struct Behind<'a> {
    /// The column of its left wall.
    pub(super) x: u16,
    /// A box stands to the left.
    pub(super) joins: bool,
    /// What stands in it.
    pub(super) text: &'a str,
    /// The call's name, best first; empty where the box to the left has it.
    pub(super) name: &'a [String],
    /// It is what should not be there.
    pub(super) fault: bool,
}

impl Behind<'_> {
    /// A closed box. Returns the column of its right wall.
    pub(super) fn draw(&self, look: &Look<'_>, area: Rect, buf: &mut Buffer, lines: Lines) -> u16 {
        let walls = look.glyphs.heavy;
        let role = if self.fault { Role::Fault } else { Role::Wall };
        let style = look.style(role);
        let room = area.right().saturating_sub(self.x + 2);
        let size = beside(look, self.text, lines, room);
        let wide = size.columns(look, self.text);
        // A byte in question marks fills its cell; a word stands in the middle.
        let gap = u16::from(!self.fault);
        let named = if lines.edges { self.name.first().map_or(0, |name| columns(look, name)) } else { 0 };
        let inside = (wide + 2 * gap).max(named);
        let right = self.x + 1 + inside;
        for y in lines.inner() {
            sign(area, buf, (self.x, y), walls.wall, style);
            sign(area, buf, (right, y), walls.wall, style);
        }
        if lines.edges {
            let (top, bottom) =
                if self.joins { (walls.top, walls.bottom) } else { (walls.top_left, walls.bottom_left) };
            for (y, left, corner) in
                [(lines.above(), top, walls.top_right), (lines.below(), bottom, walls.bottom_right)]
            {
                sign(area, buf, (self.x, y), left, style);
                for at in 0..inside {
                    sign(area, buf, (self.x + 1 + at, y), walls.edge[usize::from(at % 2)], style);
                }
                sign(area, buf, (right, y), corner, style);
            }
            if let Some(name) = self.name.first() {
                put(look, area, buf, (self.x + 1, lines.below()), name, look.theme.plain());
            }
        }
        let y = lines.inner().start + (lines.inside - size.lines()) / 2;
        let style = if self.fault { style.add_modifier(Modifier::UNDERLINED) } else { look.style(Role::Text) };
        put_big(look, area, buf, (self.x + 1 + gap, y), size, self.text, style);
        right
    }

    /// A box that stays open: the call does not return. Returns the column behind its words.
    pub(super) fn draw_open(&self, look: &Look<'_>, area: Rect, buf: &mut Buffer, lines: Lines) -> u16 {
        if !self.joins {
            for y in lines.inner() {
                sign(area, buf, (self.x, y), look.glyphs.dashed.wall, look.style(Role::Wall));
            }
        }
        let room = area.right().saturating_sub(self.x + 3);
        let size = beside(look, self.text, lines, room);
        let y = lines.inner().start + (lines.inside - size.lines()) / 2;
        put_big(look, area, buf, (self.x + 2, y), size, self.text, look.style(Role::Quiet));
        if lines.edges
            && let Some(name) = self.name.first()
        {
            put(look, area, buf, (self.x + 1 + u16::from(self.joins), lines.below()), name, look.theme.plain());
        }
        self.x + 2 + size.columns(look, self.text)
    }
}
