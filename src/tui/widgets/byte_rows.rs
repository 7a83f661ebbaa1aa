//! Bytes in rows below each other, where one row has no room for all: what each send has taken, and where the first is to end.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::paint::sign;
use super::{Look, columns, put};
use crate::tui::theme::Role;
use crate::tui::view::letter;

/// Columns left of the first wall: the number of the row's first byte.
const LEFT: u16 = 8;

/// Rows of bytes on one ruler. A wall stands where a send began or ended; bytes that are not sent have none. Where there is very
/// little room, no byte has one.
///
/// ```text
///        0         5
///       ┏a┯━┯━┳b┯━┓
///     0 ┃h│e│l┃l│o┃ w o r
///       ┗━┷━┷━┻━┷━┛
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ByteRows<'a> {
    /// The bytes: letters and digits.
    pub bytes: &'a [u8],
    /// How many each send has taken, one after the other.
    pub taken: &'a [usize],
    /// Where a send is to end, while nothing is sent.
    pub cut: Option<usize>,
}

/// How the rows stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Shape {
    /// Columns a byte takes.
    pitch: u16,
    /// Bytes in a row.
    each: usize,
    /// Rows.
    rows: usize,
    /// Whether boxes have edges above and below.
    edges: bool,
}

impl Shape {
    fn height(self) -> u16 {
        1 + self.rows as u16 * if self.edges { 3 } else { 1 }
    }
}

impl ByteRows<'_> {
    /// Lines that it takes: with edges around the boxes where there is room for them.
    pub fn height(&self, width: u16, most: u16) -> u16 {
        self.shape(width, most).map_or(0, Shape::height)
    }

    /// The widest columns with which all rows have edges, else columns without edges, else without walls; none where not even
    /// those fit.
    fn shape(&self, width: u16, most: u16) -> Option<Shape> {
        let shape = |pitch: u16, edges| {
            let most = usize::from(width.saturating_sub(LEFT + 1) / pitch) / 10 * 10;
            let rows = self.bytes.len().div_ceil(most.max(10));
            let each = self.bytes.len().div_ceil(rows.max(1)).next_multiple_of(10);
            Shape { pitch, each, rows, edges }
        };
        [(4, true), (3, true), (2, true), (2, false), (1, false)].into_iter().find_map(|(pitch, edges)| {
            let shape = shape(pitch, edges);
            // Half a screen of boxes is enough.
            let fits = shape.height() <= most && (pitch <= 2 || shape.rows <= 3);
            (fits && LEFT + 1 + shape.each as u16 * pitch <= width).then_some(shape)
        })
    }

    /// Which send has taken byte `at`.
    fn group(&self, at: usize) -> Option<usize> {
        let mut end = 0;
        self.taken.iter().position(|taken| {
            end += taken;
            at < end
        })
    }

    /// The byte at (x, y), if it is drawn on `area`.
    pub fn byte_at(&self, area: Rect, x: u16, y: u16) -> Option<usize> {
        let shape = self.shape(area.width, area.height)?;
        let (column, line) = (x.checked_sub(area.x + LEFT + 1)?, y.checked_sub(area.y + 1)?);
        let column = usize::from(column / shape.pitch);
        let row = usize::from(line / if shape.edges { 3 } else { 1 });
        let at = row * shape.each + column;
        (column < shape.each && row < shape.rows && at < self.bytes.len()).then_some(at)
    }

    /// Draws from the first line of `area` on.
    pub fn draw(&self, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
        let area = area.intersection(buf.area);
        let Some(shape) = self.shape(area.width, area.height) else { return };
        let x = area.x + LEFT;
        for at in (0..shape.each).step_by(10) {
            let at_column = x + 1 + at as u16 * shape.pitch;
            put(look, area, buf, (at_column, area.y), &at.to_string(), look.style(Role::Quiet));
        }
        for row in 0..shape.rows {
            let bytes = row * shape.each..((row + 1) * shape.each).min(self.bytes.len());
            let top = area.y + 1 + row as u16 * if shape.edges { 3 } else { 1 };
            let middle = if shape.edges { top + 1 } else { top };
            let number = bytes.start.to_string();
            let number_x = x.saturating_sub(columns(look, &number) + 1);
            put(look, area, buf, (number_x, middle), &number, look.style(Role::Quiet));
            self.draw_row(look, area, buf, shape, bytes, (x, middle));
        }
    }

    fn draw_row(
        &self,
        look: &Look<'_>,
        area: Rect,
        buf: &mut Buffer,
        shape: Shape,
        bytes: Range<usize>,
        (x, y): (u16, u16),
    ) {
        let column = |at: usize| x + (at - bytes.start) as u16 * shape.pitch;
        for at in bytes.clone() {
            let group = self.group(at);
            // What the first send is to take stands out, as long as nothing is sent.
            let wanted = self.cut.is_some_and(|cut| at < cut);
            let role = group.map_or(if wanted { Role::Strong } else { Role::Quiet }, Role::Fill);
            let mut cell = char::from(self.bytes[at]).to_string();
            if group.is_some() {
                // The cell is filled up to its right wall.
                cell.push_str(&" ".repeat(usize::from(shape.pitch.saturating_sub(2))));
            }
            put(look, area, buf, (column(at) + 1, y), &cell, look.style(role));
            if let Some(group) = group.filter(|_| shape.edges) {
                for x in column(at) + 1..column(at) + shape.pitch {
                    let edge = look.glyphs.heavy.edge[usize::from(x) % 2];
                    sign(area, buf, (x, y - 1), edge, look.style(Role::Wall));
                    sign(area, buf, (x, y + 1), edge, look.style(Role::Wall));
                }
                if at == 0 || self.group(at - 1) != Some(group) {
                    put(look, area, buf, (column(at) + 1, y - 1), &letter(group), look.style(Role::Ink(group)));
                }
            }
        }
        for at in (bytes.start..=bytes.end).filter(|_| shape.pitch > 1) {
            self.draw_wall(look, area, buf, shape, (at, &bytes), (column(at), y));
        }
    }

    /// The wall before byte `at`, or behind the row's last one.
    fn draw_wall(
        &self,
        look: &Look<'_>,
        area: Rect,
        buf: &mut Buffer,
        shape: Shape,
        (at, row): (usize, &Range<usize>),
        (x, y): (u16, u16),
    ) {
        let walls = &look.glyphs.heavy;
        let left = at.checked_sub(1).and_then(|before| self.group(before));
        let right = self.group(at);
        let [above, here, below] = match (left, right) {
            (Some(left), Some(right)) if left == right => [walls.top_divider, walls.divider, walls.bottom_divider],
            (None, None) => {
                if self.cut == Some(at) && at > row.start {
                    sign(area, buf, (x, y), look.glyphs.dotted.wall, look.style(Role::Focus));
                    if shape.edges {
                        sign(area, buf, (x, y + 1), look.glyphs.here, look.style(Role::Focus));
                    }
                }
                return;
            }
            // What ends with one row, and what begins with the next, has no wall on the other side.
            (_, None) if at == row.start => return,
            (_, None) => [walls.top_right, walls.wall, walls.bottom_right],
            (None, _) => [walls.top_left, walls.wall, walls.bottom_left],
            _ if at == row.start => [walls.top_left, walls.wall, walls.bottom_left],
            _ if at == row.end => [walls.top_right, walls.wall, walls.bottom_right],
            _ => [walls.top, walls.wall, walls.bottom],
        };
        // A divider inside a row belongs to the filled bytes; at its ends the send goes on in the next row.
        let inside = left == right && at > row.start && at < row.end;
        let style = match right.filter(|_| inside) {
            Some(group) => look.style(Role::Fill(group)),
            None => look.style(Role::Wall),
        };
        sign(area, buf, (x, y), here, style);
        if shape.edges {
            sign(area, buf, (x, y - 1), above, look.style(Role::Wall));
            sign(area, buf, (x, y + 1), below, look.style(Role::Wall));
        }
    }
}
