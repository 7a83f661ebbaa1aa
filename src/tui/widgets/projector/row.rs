//! One row of the quiz, as a question to the hall.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{say, words};
use crate::stream::Claim;
use crate::tui::theme::Role;
use crate::tui::widgets::paint::sign;
use crate::tui::widgets::quiz::cell;
use crate::tui::widgets::{Look, Size, put_big, put_folded};

/// One row of the quiz, as large as there is room: bytes between walls, words without.
///
/// ```text
///         buf1         buf2
///         ┃ █        ┃ ┃ ▀█   ▀█   █    ┃
///         ┃ █▀▀▄ …   ┃ ┃  █    █   █▀▀▄ ┃
///         ┃ █  █     ┃ ┃  █▄   █▄  █▄▄▀ ┃
///
///         possible?
/// ```
#[derive(Debug, Clone, Copy)]
pub struct BigRow<'a> {
    /// The heading of each cell.
    pub headings: &'a [&'a str],
    /// The cells.
    pub cells: &'a [&'a Claim],
    /// What is asked about them.
    pub ask: &'a str,
}

/// A cell as it is drawn.
struct Part<'a> {
    heading: &'a str,
    text: String,
    walls: bool,
}

impl Part<'_> {
    /// Columns at a size.
    fn columns(&self, look: &Look<'_>, size: Size) -> u32 {
        let walls = if self.walls { 4 } else { 0 };
        let heading = heading(look, size).columns(look, self.heading);
        u32::from(size.columns(look, &self.text).saturating_add(walls).max(heading))
    }
}

/// Columns between two cells: they must never read as one word.
fn gap(size: Size) -> u32 {
    3 + 2 * u32::from(size.scale)
}

/// The size of headings over cells: over large letters the terminal's own cannot be seen.
fn heading(look: &Look<'_>, cells: Size) -> Size {
    if cells.scale >= 3 && !look.glyphs.ascii { Size { scale: 1, narrow: true } } else { Size::OWN }
}

impl BigRow<'_> {
    /// Draws the row.
    pub fn draw(&self, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
        let area = area.intersection(buf.area);
        if area.is_empty() {
            return;
        }
        let words = words(area);
        let parts: Vec<Part<'_>> = (0..)
            .zip(self.cells)
            .filter(|(_, claim)| **claim != &Claim::Free)
            .map(|(nth, claim)| {
                let (text, is_word) = cell(look, claim);
                Part { heading: self.headings.get(nth).copied().unwrap_or(""), text, walls: !is_word }
            })
            .collect();
        let total = |size: Size| -> u32 { parts.iter().map(|part| part.columns(look, size) + gap(size)).sum() };
        // The cells, their headings, and the question in letters of the same height.
        let fits = |size: &Size| {
            total(*size) <= u32::from(words.width) + gap(*size)
                && 2 * size.lines() + heading(look, *size).lines() + 6 <= area.height
        };
        let size = Size::up_to(look, 4).find(fits).unwrap_or_default();
        let head = heading(look, size);
        let above = head.lines() + head.scale;
        let airy = u16::from(area.height >= 12);
        // A little above the middle of the wall.
        let spare = area.height.saturating_sub(2 * size.lines() + above + 2 + 3 * airy);
        let y = area.y + spare / 3;
        let mut x = words.x;
        for part in &parts {
            let room = words.right().saturating_sub(x);
            if head.scale == 0 {
                put_folded(look, words, buf, (x, y), room, part.heading, look.style(Role::Quiet));
            } else {
                put_big(look, words, buf, (x, y), head, part.heading, look.style(Role::Quiet));
            }
            self.part(look, Rect { x, y: y + above, width: room, height: size.lines() }, buf, part, size);
            x = x.saturating_add((part.columns(look, size) + gap(size)).min(u32::from(u16::MAX)) as u16);
        }
        let y = (y + above + size.lines() + 1 + 2 * airy).min(area.bottom());
        let rest = Rect { y, height: (area.bottom() - y).min(size.lines().max(1)), ..words };
        say(look, rest, buf, &[(self.ask, Role::Text)], None);
    }

    fn part(&self, look: &Look<'_>, area: Rect, buf: &mut Buffer, part: &Part<'_>, size: Size) {
        let area = area.intersection(buf.area);
        if area.is_empty() {
            return;
        }
        let style = look.style(if part.walls { Role::Strong } else { Role::Text });
        let (x, room) = if part.walls { (area.x + 2, area.width.saturating_sub(4)) } else { (area.x, area.width) };
        let wide = if size.scale == 0 {
            put_folded(look, area, buf, (x, area.y), room, &part.text, style)
        } else {
            put_big(look, area, buf, (x, area.y), size, &part.text, style)
        };
        if part.walls {
            for y in area.y..area.bottom() {
                for at in [area.x, x + wide + 1] {
                    sign(area, buf, (at, y), look.glyphs.heavy.wall, look.style(Role::Wall));
                }
            }
        }
    }
}
