//! How often what came: a line for each outcome, drawn as little boxes, and a bar for each of two conditions.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::paint::sign;
use super::{Look, TitledRule, columns, put, put_folded, put_right, thousands};
use crate::tui::theme::Role;

/// A piece of a box: its text, and the send that its bytes came from, counted from 0; none for words.
pub type Span = (String, Option<usize>);

/// A bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Bar {
    /// How often it came.
    pub count: u64,
    /// In so many runs; 0: nothing has run.
    pub runs: u64,
    /// A full bar.
    pub full: u64,
    /// The share that was guessed for this outcome, in percent.
    pub guess: Option<u8>,
    /// The guess is being made here.
    pub asking: bool,
}

/// An outcome with its bars.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BarLine {
    /// The boxes of its recvs. None: words say what the line counts.
    pub boxes: Vec<Vec<Span>>,
    /// Words in the place of boxes.
    pub words: String,
    /// Left and right.
    pub bars: [Bar; 2],
}

/// The lines below each other, under the names of buffers and conditions.
///
/// ```text
///  ┃buf1┃buf2┃             ━ server waiting first ━ 1,000 runs ━  ─ sends first ────── 1,000 runs ─
/// ▸┃hello!┃bye!┃           ███████████████▏      947  94.7 %                             0   0.0 %
///  ┃hello!bye!┃blocks┃     ▉   ◆                  53   5.3 %      ████████████████   1,000 100.0 %
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Histogram<'a> {
    /// The names of the buffers.
    pub names: &'a [String],
    /// Left and right: the condition, and what its runs are at.
    pub titles: [(&'a str, &'a str); 2],
    /// The side with the focus.
    pub focused: Option<usize>,
    /// The line with the cursor, for the focus' sake.
    pub cursor: Option<usize>,
    /// The outcomes.
    pub lines: &'a [BarLine],
    /// Lines from one outcome to the next: 1, or more where there is room for air.
    pub pitch: u16,
}

/// Where the names and the two sides stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sides {
    /// Columns of the names.
    pub label: u16,
    /// Where each side begins.
    pub x: [u16; 2],
    /// Columns of a side.
    pub width: u16,
}

/// Columns between the sides, and before the first.
const GAP: u16 = 2;
/// `10,000 100.0 %`
const NUMBERS: u16 = 14;

impl Sides {
    /// In an area, for names of so many columns.
    pub fn of(area: Rect, names: u16) -> Sides {
        let label = names.clamp(14, (area.width * 2 / 5).max(14));
        let width = area.width.saturating_sub(label + 2 * GAP) / 2;
        let first = area.x + label + GAP;
        Sides { label, x: [first, first + width + GAP], width }
    }

    /// The part of an area that belongs to a side.
    pub fn area(&self, side: usize, area: Rect) -> Rect {
        Rect { x: self.x[side], width: self.width, ..area }.intersection(area)
    }
}

impl Histogram<'_> {
    /// The columns that the widest name takes.
    pub fn names_width(&self, look: &Look<'_>) -> u16 {
        let heading = self.names.iter().map(|name| columns(look, name) + 1).sum::<u16>() + 3;
        let lines = self.lines.iter().map(|line| 2 + line.width(look));
        lines.chain([heading]).max().unwrap_or(0)
    }

    /// Draws the heading, and as many lines as have room, the one with the cursor among them. `sides` from
    /// [`Histogram::names_width`].
    pub fn draw(&self, look: &Look<'_>, area: Rect, buf: &mut Buffer, sides: &Sides) {
        if area.is_empty() {
            return;
        }
        let wall = look.glyphs.heavy.wall.to_string();
        let heading = format!("{wall}{}{wall}", self.names.join(&wall));
        put_folded(
            look,
            area,
            buf,
            (area.x + 2, area.y),
            sides.label.saturating_sub(2),
            &heading,
            look.style(Role::Quiet),
        );
        for side in [0, 1] {
            let (title, right) = self.titles[side];
            let rule = TitledRule { title, right, focused: self.focused == Some(side) };
            rule.draw(look, sides.area(side, Rect { height: 1, ..area }), buf);
        }
        let pitch = usize::from(self.pitch.max(1));
        let room = usize::from(area.height - 1).div_ceil(pitch);
        let at = self.cursor.unwrap_or(0);
        let first = (at + 1).saturating_sub(room).min(self.lines.len().saturating_sub(room));
        for (y, (index, line)) in
            (area.y + 1..area.bottom()).step_by(pitch).zip(self.lines.iter().enumerate().skip(first))
        {
            let here = self.cursor == Some(index);
            if here {
                put(look, area, buf, (area.x, y), &look.glyphs.row.to_string(), look.style(Role::Focus));
            }
            line.draw_name(look, Rect { x: area.x + 2, y, width: sides.label.saturating_sub(2), height: 1 }, buf);
            for (side, bar) in line.bars.iter().enumerate() {
                bar.draw(look, sides.area(side, Rect { y, height: 1, ..area }), buf);
            }
        }
    }
}

impl BarLine {
    fn width(&self, look: &Look<'_>) -> u16 {
        let box_width = |spans: &Vec<Span>| spans.iter().map(|(text, _)| columns(look, text)).sum::<u16>() + 1;
        match self.boxes.is_empty() {
            true => columns(look, &self.words),
            false => self.boxes.iter().map(box_width).sum::<u16>() + 1,
        }
    }

    fn draw_name(&self, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
        if self.boxes.is_empty() {
            put_folded(look, area, buf, (area.x, area.y), area.width, &self.words, look.style(Role::Quiet));
            return;
        }
        let wall = look.glyphs.heavy.wall.to_string();
        let mut x = area.x + put(look, area, buf, (area.x, area.y), &wall, look.style(Role::Wall));
        for spans in &self.boxes {
            for (text, send) in spans {
                let style = look.style(send.map_or(Role::Quiet, Role::Fill));
                let room = area.right().saturating_sub(x);
                x += put_folded(look, area, buf, (x, area.y), room, text, style);
            }
            x += put(look, area, buf, (x, area.y), &wall, look.style(Role::Wall));
        }
    }
}

impl Bar {
    /// Draws the bar, its numbers and the guess on a line.
    pub fn draw(&self, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
        let width = area.width.saturating_sub(NUMBERS + 1);
        if self.full > 0 && self.count > 0 {
            draw_bar(look, Rect { width, ..area }, buf, self.count, self.full);
        }
        if self.runs > 0 {
            let share = self.count as f64 * 100.0 / self.runs as f64;
            let numbers = format!("{} {share:5.1} %", thousands(self.count));
            let style = look.style(if self.count > 0 { Role::Text } else { Role::Quiet });
            put_right(look, area, buf, area.y, &numbers, style);
        }
        let Some(percent) = self.guess.filter(|_| width > 0) else { return };
        let at = area.x + (u32::from(width - 1) * u32::from(percent.min(100)) / 100) as u16;
        put(look, area, buf, (at, area.y), "◆", look.style(Role::Focus));
        if self.runs == 0 {
            let [right, left] = look.glyphs.cursor;
            let said = if self.asking { format!("{left} {percent} % {right}") } else { format!("{percent} %") };
            put_right(look, area, buf, area.y, &said, look.style(if self.asking { Role::Strong } else { Role::Text }));
        }
    }
}

/// A bar over the whole of `area` when `part` is `full`; ends in eighths of a column. What came at all is seen.
pub fn draw_bar(look: &Look<'_>, area: Rect, buf: &mut Buffer, part: u64, full: u64) {
    const EIGHTHS: [char; 8] = [' ', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];
    let all = u128::from(area.width) * 8;
    let eighths = (u128::from(part.min(full)) * all / u128::from(full.max(1))).max(u128::from(part > 0));
    let (whole, rest) = ((eighths / 8) as u16, (eighths % 8) as usize);
    let style = look.style(Role::Text);
    for x in area.x..area.x + whole.min(area.width) {
        sign(area, buf, (x, area.y), if look.glyphs.ascii { '#' } else { '█' }, style);
    }
    if rest > 0 && whole < area.width {
        let part = if look.glyphs.ascii { if rest < 4 { '.' } else { ':' } } else { EIGHTHS[rest] };
        sign(area, buf, (area.x + whole, area.y), part, style);
    }
}
