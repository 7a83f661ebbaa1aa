//! One or two recvs: a row, or a triangle.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{HEAT, Mark, band, heat};
use crate::stream::map::{Band, Grid, Kind, Tile};
use crate::tui::theme::Role;
use crate::tui::widgets::paint::sign;
use crate::tui::widgets::{Look, columns, put, put_folded};

/// Columns of a place: three signs and a gap.
const PITCH: u16 = 4;
/// Columns that are kept for the numbers of the rows, before the grid is known.
const LABELS: u16 = 7;
/// Lines around the rows: the title above; numbers and title below.
const AROUND: u16 = 3;

/// Outcomes of one or two recvs: bytes of the first to the right, bytes of the second upwards.
///
/// ```text
/// bytes in buf2
///  3  ░6            ·     possible
///  2  ·   ▒10       ░▒▓█  seen 1, 2, 10, 100 times
///  1  ·   ·   ███
///  blocks         █5
///     1   2   3   4
///    bytes in buf1
/// ```
#[derive(Debug, Clone, Copy)]
pub struct MapGrid<'a> {
    /// Where the outcomes lie.
    pub grid: &'a Grid,
    /// What is known of each of them, by its index.
    pub marks: &'a [Mark],
    /// What the columns and the rows count: `bytes in buf1`.
    pub axes: [&'a str; 2],
    /// Impossible rows of the quiz and where they would lie; drawn where the place is free.
    pub denied: &'a [(Tile, u32)],
    /// The place with the cursor.
    pub cursor: Option<Tile>,
    /// Whether the map has the focus.
    pub focused: bool,
    /// Stands after the columns' title, where there is room.
    pub note: &'a str,
}

/// Where things stand.
struct Plan {
    /// The first line of the rows, and how many lines each takes.
    top: u16,
    pitch: u16,
    /// The left column of each of the grid's columns.
    xs: Vec<u16>,
    /// The line of the columns' numbers.
    foot: u16,
}

impl MapGrid<'_> {
    /// How many columns and rows of a grid have room in `area`.
    pub fn room(area: Rect) -> (usize, usize) {
        let columns = area.width.saturating_sub(LABELS) / PITCH;
        (usize::from(columns), usize::from(area.height.saturating_sub(AROUND)))
    }

    /// How many lines it takes at most: two a row.
    pub fn height(&self) -> u16 {
        u16::try_from(self.grid.height() * 2 - 1).unwrap_or(u16::MAX).saturating_add(AROUND)
    }

    fn plan(&self, look: &Look<'_>, area: Rect) -> Plan {
        let labels = self.grid.rows.iter().map(|row| columns(look, &band(look, *row))).max().unwrap_or(0);
        let mut xs = Vec::with_capacity(self.grid.columns.len());
        let mut x = area.x.saturating_add(labels.max(1)).saturating_add(1);
        for column in &self.grid.columns {
            xs.push(x);
            // A word stands as a whole.
            let word = if is_length(*column) { 0 } else { columns(look, &band(look, *column)) + 1 };
            x = x.saturating_add(word.max(PITCH));
        }
        let rows = u16::try_from(self.grid.height()).unwrap_or(u16::MAX);
        let top = area.y + u16::from(!self.grid.rows.is_empty());
        let room = area.bottom().saturating_sub(top + 2);
        let pitch = if rows.saturating_mul(2).saturating_sub(1) <= room { 2 } else { 1 };
        let foot = top.saturating_add((rows - 1).saturating_mul(pitch)).saturating_add(1);
        Plan { top, pitch, xs, foot }
    }

    fn y(&self, plan: &Plan, row: usize) -> u16 {
        let above = self.grid.height().saturating_sub(row + 1);
        u16::try_from(above).unwrap_or(u16::MAX).saturating_mul(plan.pitch).saturating_add(plan.top)
    }

    /// Draws the map. What does not fit is left out; a grid made for [`MapGrid::room`] fits.
    pub fn draw(&self, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
        let area = area.intersection(buf.area);
        if area.is_empty() {
            return;
        }
        let plan = self.plan(look, area);
        let quiet = look.style(Role::Quiet);
        if !self.grid.rows.is_empty() {
            put_folded(look, area, buf, (area.x, area.y), area.width, self.axes[1], quiet);
        }
        for (row, label) in self.grid.rows.iter().enumerate() {
            let here = self.cursor.is_some_and(|cursor| cursor.row == row);
            let label = band(look, *label);
            // Numbers are right-aligned, as their words are.
            let x = plan.xs.first().map_or(area.x, |x| x.saturating_sub(1 + columns(look, &label)));
            let role = if here { Role::Strong } else { Role::Quiet };
            put(look, area, buf, (x, self.y(&plan, row)), &label, look.style(role));
        }
        let mut free = area.x;
        for (column, (x, label)) in plan.xs.iter().zip(&self.grid.columns).enumerate() {
            let here = self.cursor.is_some_and(|cursor| cursor.column == column);
            let text = band(look, if is_length(*label) { Band::one(label.first) } else { *label });
            if *x >= free {
                let role = if here { Role::Strong } else { Role::Quiet };
                free = x + put(look, area, buf, (*x, plan.foot), &text, look.style(role)) + 1;
            }
        }
        let title = (plan.xs.first().copied().unwrap_or(area.x), plan.foot + 1);
        let used = put(look, area, buf, title, self.axes[0], quiet);
        let at = (title.0 + used + 3, title.1);
        if !self.note.is_empty() && at.0 + columns(look, self.note) <= area.right() {
            put(look, area, buf, at, self.note, quiet);
        }
        for (tile, outcomes) in self.grid.tiles() {
            self.draw_tile(look, area, buf, &plan, tile, outcomes);
        }
        for (tile, row) in self.denied.iter().filter(|(tile, _)| self.grid.at(*tile).is_empty()) {
            let Some(x) = plan.xs.get(tile.column) else { continue };
            put(look, area, buf, (*x, self.y(&plan, tile.row)), &format!("{}{row}", look.glyphs.no), quiet);
        }
        self.draw_cursor(look, area, buf, &plan);
        self.draw_legend(look, area, buf, &plan);
    }

    fn draw_tile(&self, look: &Look<'_>, area: Rect, buf: &mut Buffer, plan: &Plan, tile: Tile, outcomes: &[usize]) {
        let Some(x) = plan.xs.get(tile.column).copied() else { return };
        let y = self.y(plan, tile.row);
        let marks = || outcomes.iter().filter_map(|index| self.marks.get(*index));
        let times = marks().map(|mark| mark.seen).fold(0, u64::saturating_add);
        let goal = marks().any(|mark| mark.goal);
        let open = marks().any(|mark| mark.open == Some(true));
        let row = marks().filter_map(|mark| mark.row).min();
        let (what, role) = match heat(look, times) {
            _ if goal => (look.glyphs.goal, Role::Strong),
            Some(heat) => (heat, Role::Text),
            None if open => (look.glyphs.later, Role::Text),
            None => (look.glyphs.dot, Role::Quiet),
        };
        sign(area, buf, (x, y), what, look.style(role));
        if let Some(row) = row {
            let seen = times > 0 && !goal;
            let role = if seen || goal { Role::Strong } else { Role::Text };
            let number = row.to_string();
            let used = put(look, area, buf, (x + 1, y), &number, look.style(role));
            // A place that was seen is shaded on both sides of its number.
            if seen && used == 1 {
                sign(area, buf, (x + 2, y), what, look.style(Role::Text));
            }
        } else if times > 0 && !goal && marks().all(|mark| mark.seen > 0) {
            // The whole place lights up only when all of it was seen.
            for x in x + 1..x + 3 {
                sign(area, buf, (x, y), what, look.style(role));
            }
        }
    }

    fn draw_cursor(&self, look: &Look<'_>, area: Rect, buf: &mut Buffer, plan: &Plan) {
        let Some(cursor) = self.cursor else { return };
        let Some(x) = plan.xs.get(cursor.column).copied() else { return };
        let y = self.y(plan, cursor.row);
        let style = look.style(if self.focused { Role::Cursor } else { Role::Strong });
        let [left, right] = look.glyphs.cursor;
        sign(area, buf, (x - 1, y), left, style);
        sign(area, buf, (x + 3, y), right, style);
        let inside = Rect { x, y, width: 3, height: 1 }.intersection(area).intersection(buf.area);
        if self.focused {
            buf.set_style(inside, style);
        }
    }

    /// The signs that the map has, and what they mean.
    fn legend(&self, look: &Look<'_>) -> Vec<(String, String)> {
        let glyphs = look.glyphs;
        let any = |has: &dyn Fn(&Mark) -> bool| {
            self.grid.tiles().flat_map(|(_, of)| of).any(|index| self.marks.get(*index).is_some_and(has))
        };
        let played = any(&|mark| mark.open.is_some());
        let mut out = vec![(
            glyphs.dot.to_string(),
            look.texts.get(if played { "map-legend-out-of-reach" } else { "map-legend-possible" }),
        )];
        if played {
            out.push((glyphs.later.to_string(), look.texts.get("map-legend-open")));
        }
        let [one, two, many, most] = HEAT;
        let seen = crate::msg!("map-legend-seen", one = one, two = two, many = many, most = most);
        out.push((glyphs.heat.iter().collect(), look.texts.say(&seen)));
        if any(&|mark| mark.goal) {
            out.push((glyphs.goal.to_string(), look.texts.get("map-legend-goal")));
        }
        let first = |rows: &mut dyn Iterator<Item = u32>| rows.min();
        if let Some(row) = first(&mut self.marks.iter().filter_map(|mark| mark.row)) {
            out.push((row.to_string(), look.texts.get("map-legend-row")));
        }
        let denied = self.denied.iter().filter(|(tile, _)| self.grid.at(*tile).is_empty());
        if let Some(row) = first(&mut denied.map(|(_, row)| *row)) {
            out.push((format!("{}{row}", glyphs.no), look.texts.get("map-legend-denied")));
        }
        out
    }

    /// In the corner that a triangle leaves free; else below the map, as far as there are lines.
    fn draw_legend(&self, look: &Look<'_>, area: Rect, buf: &mut Buffer, plan: &Plan) {
        let legend = self.legend(look);
        let signs = legend.iter().map(|(sign, _)| columns(look, sign)).max().unwrap_or(0);
        let width = signs + 2 + legend.iter().map(|(_, words)| columns(look, words)).max().unwrap_or(0);
        let lines = u16::try_from(legend.len()).unwrap_or(u16::MAX);
        for spread in [2, 1] {
            let bottom = plan.top.saturating_add((lines - 1) * spread);
            let denied = self.denied.iter().map(|(tile, _)| *tile);
            let tiles = self.grid.tiles().map(|(tile, _)| tile).chain(denied);
            let taken = tiles.filter(|tile| self.y(plan, tile.row) <= bottom);
            let last = taken.filter_map(|tile| plan.xs.get(tile.column)).max();
            let x = last.map_or(area.x, |x| x.saturating_add(PITCH + 2));
            let right = area.right().saturating_sub(width);
            if x > right || bottom >= plan.foot || (spread == 2 && plan.pitch == 1) {
                continue;
            }
            // Towards the right edge of the map: there it is out of the way.
            let edge = plan.xs.last().map_or(x, |last| last.saturating_add(PITCH).saturating_sub(width));
            let x = x.max(edge).min(right);
            for (line, (sign, words)) in (0..lines).zip(&legend) {
                let y = plan.top + line * spread;
                put(look, area, buf, (x, y), sign, look.style(Role::Text));
                put(look, area, buf, (x + signs + 2, y), words, look.style(Role::Quiet));
            }
            return;
        }
        let (mut x, mut y) = (area.x, plan.foot + 3);
        for (sign, words) in &legend {
            let width = columns(look, sign) + 1 + columns(look, words);
            if x > area.x && x + width > area.right() {
                (x, y) = (area.x, y + 1);
            }
            let used = put(look, area, buf, (x, y), sign, look.style(Role::Text));
            put_folded(
                look,
                area,
                buf,
                (x + used + 1, y),
                area.right().saturating_sub(x + used + 1),
                words,
                look.style(Role::Quiet),
            );
            x = x.saturating_add(width + 3);
        }
    }

    /// The place at (x, y), if something is possible there.
    pub fn hit(&self, look: &Look<'_>, area: Rect, x: u16, y: u16) -> Option<Tile> {
        let plan = self.plan(look, area);
        let column = plan.xs.iter().rposition(|left| *left <= x + 1)?;
        if x > plan.xs[column] + 3 {
            return None;
        }
        let row = (0..self.grid.height()).find(|row| self.y(&plan, *row) == y)?;
        let tile = Tile { column, row };
        (!self.grid.at(tile).is_empty()).then_some(tile)
    }
}

fn is_length(band: Band) -> bool {
    matches!(band.first, Kind::Data(_))
}
