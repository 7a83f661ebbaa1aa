//! Draws one lane: cells, the walls between them, letters above, names below.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::byte::{self, Shown, Written};
use super::columns::{Columns, Placed, Slot, fold_label};
use super::source::{Dress, Mark, Source};
use crate::tui::glyphs::Walls;
use crate::tui::theme::Role;
use crate::tui::view::letter;
use crate::tui::widgets::big::put_dots;
use crate::tui::widgets::paint::sign;
use crate::tui::widgets::{Look, Size, columns, put};

/// A lane's boxes: three lines with edges, or one line without; five and more with big letters.
///
/// ```text
/// ┏a━━┯━━━┳b━━┓     letters where a send begins
/// ┃ h │ i ┃ y ┃     cells
/// ┗buf1━━━┻2━━┛     names of the recvs, or their numbers
/// ```
pub(super) struct Strip<'a> {
    pub(super) look: &'a Look<'a>,
    pub(super) columns: &'a Columns,
    pub(super) placed: &'a [Placed],
    pub(super) source: Source<'a>,
    pub(super) cursor: Option<u64>,
    pub(super) hex: bool,
    /// Bytes that are parts of numbers, not letters.
    pub(super) numbers: &'a [Range<u64>],
    /// What stands on the lower edge of a group: the best that fits.
    pub(super) names: &'a dyn Fn(usize) -> Vec<String>,
}

/// The lines of a lane: its middle line, and whether there are edges above and below.
#[derive(Clone, Copy)]
pub(super) struct Lines {
    pub(super) middle: u16,
    pub(super) edges: bool,
    /// Lines between the edges: 1, or three for each scale of big letters.
    pub(super) inside: u16,
}

impl Lines {
    /// Lines of boxes from `top` on, their edges included: three for ordinary letters, more for big ones.
    pub(super) fn big(top: u16, scale: u16) -> Self {
        let inside = super::plan::box_lines(scale) - 2;
        Lines { middle: top.saturating_add(1 + inside / 2), edges: true, inside }
    }

    /// Lines of ordinary letters.
    pub(super) fn small(middle: u16, edges: bool) -> Self {
        Lines { middle, edges, inside: 1 }
    }

    /// The lines between the edges.
    pub(super) fn inner(self) -> Range<u16> {
        let top = self.middle.saturating_sub(self.inside / 2);
        top..top + self.inside
    }

    /// The line of the upper edge.
    pub(super) fn above(self) -> u16 {
        self.inner().start.wrapping_sub(1)
    }

    /// The line of the lower edge.
    pub(super) fn below(self) -> u16 {
        self.inner().end
    }

    /// Writes what stands in a big cell, as large as its slot allows.
    pub(super) fn letter(
        self,
        look: &Look<'_>,
        area: Rect,
        buf: &mut Buffer,
        placed: &Placed,
        text: &str,
        style: Style,
    ) {
        let size = Size::fitting(look, text, self.scale(), placed.width);
        let wide = size.columns(look, text);
        let spare = self.inside.saturating_sub(size.lines());
        // An odd column goes to the left, where the wall of a call may stand.
        let (left, down) = (placed.width.saturating_sub(wide).div_ceil(2), spare / 2);
        // Half a line can only be had with half blocks.
        let half = if look.glyphs.ascii { 0 } else { spare % 2 };
        // A line under blocks would be taken for a part of the letter.
        let style = if size.scale > 0 { style.remove_modifier(Modifier::UNDERLINED) } else { style };
        let at = (placed.x + 1 + left, self.inner().start + down);
        put_dots(look, area, buf, at, (size, half), text, style);
    }

    /// The scale of the letters.
    pub(super) fn scale(self) -> u16 {
        self.inside / Size::of(1).lines()
    }
}

impl Strip<'_> {
    /// Draws the lane.
    pub(super) fn draw(&self, area: Rect, buf: &mut Buffer, lines: Lines) {
        let Some(first) = self.placed.first() else { return };
        let mut before = self.columns.before().and_then(|slot| self.source.mark(&slot));
        let mut folded = false;
        let mut named = Vec::new();
        let mut name: Option<(u16, u16, usize)> = None;
        for placed in self.placed {
            let mark = self.source.mark(&placed.slot);
            let fold = matches!(placed.slot, Slot::Fold(_));
            self.wall(area, buf, lines, (placed.x, fold || folded), before.as_ref(), mark.as_ref());
            folded = fold;
            let begins =
                placed.x == first.x || before.as_ref().map(|mark| mark.group) != mark.as_ref().map(|mark| mark.group);
            if begins {
                self.name(area, buf, lines, name.take(), &mut named);
            }
            if let Some(mark) = &mark {
                self.cell(area, buf, lines, placed, mark);
                let new_send = before.as_ref().is_none_or(|left| left.send != mark.send || left.group != mark.group);
                if lines.edges && (new_send || placed.x == first.x) {
                    self.letter(area, buf, lines, placed, mark);
                }
                let end = placed.x + placed.width;
                name = Some(name.map_or((placed.x + 1, end, mark.group), |(start, _, group)| (start, end, group)));
            }
            before = mark;
        }
        let after = self.columns.after(self.placed).and_then(|slot| self.source.mark(&slot));
        let end = self.placed.last().map_or(0, |placed| placed.x + placed.width + 1);
        self.wall(area, buf, lines, (end, folded), before.as_ref(), after.as_ref());
        self.name(area, buf, lines, name, &mut named);
    }

    fn walls(&self, dress: Dress) -> &Walls {
        let glyphs = self.look.glyphs;
        match dress {
            Dress::Filled | Dress::Peeked | Dress::Skipped | Dress::Never(_) => &glyphs.heavy,
            Dress::Arrived => &glyphs.light,
            Dress::InFlight => &glyphs.dotted,
        }
    }

    fn wall_style(&self, mark: &Mark) -> Style {
        let role = match (mark.dress, mark.send) {
            (Dress::Skipped, _) => Role::Fault,
            (Dress::InFlight, Some(send)) => Role::Ink(send),
            _ if mark.fault => Role::Fault,
            _ => Role::Wall,
        };
        self.look.style(role)
    }

    /// The wall between two slots, with its joints above and below.
    fn wall(
        &self,
        area: Rect,
        buf: &mut Buffer,
        lines: Lines,
        (x, fold): (u16, bool),
        left: Option<&Mark>,
        right: Option<&Mark>,
    ) {
        let (Some(one), two) = (left.or(right), left.and(right)) else { return };
        let walls = self.walls(one.dress);
        let style = match two {
            Some(two) if two.fault => self.wall_style(two),
            _ => self.wall_style(one),
        };
        let (top, middle, bottom) = match (left, two) {
            (None, _) => (walls.top_left, walls.wall, walls.bottom_left),
            (_, None) => (walls.top_right, walls.wall, walls.bottom_right),
            (_, Some(two)) if one.dress == Dress::Skipped && two.dress == Dress::Skipped => {
                let shade = self.look.glyphs.shade;
                (shade, shade, shade)
            }
            (_, Some(two)) if one.dress == Dress::Skipped || two.dress == Dress::Skipped || one.group == two.group => {
                let divider = if one.dress == two.dress { walls.divider } else { self.look.glyphs.light.divider };
                (walls.top_divider, divider, walls.bottom_divider)
            }
            _ => (walls.top, walls.wall, walls.bottom),
        };
        // Inside a call the fill runs through its dividers: one call is one strip, and only calls' edges cut it.
        let inside =
            two.is_some_and(|two| two.group == one.group && two.dress == one.dress && !two.fault && !one.fault);
        let style = if inside && one.dress == Dress::Filled && self.look.theme.has_colour() {
            self.fill(one).remove_modifier(Modifier::BOLD)
        } else {
            style
        };
        for y in lines.inner() {
            sign(area, buf, (x, y), middle, style);
        }
        if fold && left.is_some() && two.is_some() {
            sign(area, buf, (x, lines.middle), self.look.glyphs.fold, style);
        }
        if lines.edges {
            let style = match two {
                Some(two) if two.fault => self.wall_style(two),
                _ => self.wall_style(one),
            };
            sign(area, buf, (x, lines.above()), top, style);
            sign(area, buf, (x, lines.below()), bottom, style);
        }
    }

    fn fill(&self, mark: &Mark) -> Style {
        mark.send.map_or(self.look.style(Role::Strong), |send| self.look.style(Role::Fill(send)))
    }

    fn cell_style(&self, mark: &Mark) -> Style {
        let style = match (mark.dress, mark.send) {
            (Dress::Filled, _) => self.fill(mark),
            (Dress::Peeked | Dress::Arrived, Some(send)) => self.look.style(Role::Arrived(send)),
            (Dress::InFlight, Some(send)) => self.look.style(Role::Ink(send)),
            (Dress::Skipped | Dress::Never(_), _) => self.look.style(Role::Fault),
            (_, None) => self.look.style(Role::Text),
        };
        if mark.fault && mark.dress != Dress::Skipped { style.add_modifier(Modifier::UNDERLINED) } else { style }
    }

    fn cell(&self, area: Rect, buf: &mut Buffer, lines: Lines, placed: &Placed, mark: &Mark) {
        let (x, width) = (placed.x + 1, placed.width);
        if lines.edges {
            let walls = self.walls(mark.dress);
            let edge = |at: u16| {
                if mark.dress == Dress::Skipped { self.look.glyphs.shade } else { walls.edge[usize::from(at % 2)] }
            };
            let style = self.wall_style(mark);
            for at in 0..width {
                sign(area, buf, (x + at, lines.above()), edge(at), style);
                sign(area, buf, (x + at, lines.below()), edge(at), style);
            }
        }
        let under_cursor = self.cursor.is_some_and(|cursor| match &placed.slot {
            Slot::Byte(offset) => *offset == cursor,
            Slot::Fold(bytes) => bytes.contains(&cursor),
            Slot::Fin => false,
        });
        let style = if under_cursor { self.look.style(Role::Cursor) } else { self.cell_style(mark) };
        let ground = if mark.dress == Dress::Skipped { self.look.glyphs.shade } else { ' ' };
        // A fill without the letter's weight or underline, for the blank columns beside it.
        let blank = style.remove_modifier(Modifier::UNDERLINED | Modifier::BOLD);
        for y in lines.inner() {
            for at in 0..width {
                sign(area, buf, (x + at, y), ground, blank);
            }
        }
        let (text, style) = match (&placed.slot, mark.dress) {
            (Slot::Fin, _) => ("FIN".to_owned(), style),
            (Slot::Fold(bytes), _) => {
                let label = fold_label(bytes.end - bytes.start);
                // Where even folds do not fit, the sign alone stands for the bytes.
                if columns(self.look, &label) <= width {
                    (label, blank)
                } else {
                    (self.look.glyphs.fold.to_string(), blank)
                }
            }
            (Slot::Byte(_), Dress::Never(byte)) => {
                let shown = if self.hex { Shown::Hex } else { Shown::Letter };
                let written = byte::write(byte, 0, &(0..1), |_| Some(byte), shown, 1, self.look.glyphs);
                (format!("?{}?", written.text), style)
            }
            (Slot::Byte(offset), _) => {
                let Some(written) = self.written(*offset, mark, width) else { return };
                let escape = if written.escape { self.look.theme.escape() } else { Modifier::empty() };
                (written.text, style.add_modifier(escape))
            }
        };
        if lines.inside > 1 {
            return lines.letter(self.look, area, buf, placed, &text, style);
        }
        let wide = columns(self.look, &text);
        // A single sign stands in the middle of a cell of three; two signs and hex keep one column from the left wall.
        let indent = u16::from(width >= 3 && wide < width);
        put(self.look, area, buf, (x + indent, lines.middle), &text, style);
        if under_cursor && width >= 3 && wide == 1 {
            sign(area, buf, (x, lines.middle), self.look.glyphs.cursor[0], style);
            sign(area, buf, (x + 2, lines.middle), self.look.glyphs.cursor[1], style);
        }
    }

    fn written(&self, offset: u64, mark: &Mark, width: u16) -> Option<Written> {
        let at = |offset| self.source.byte(mark.group, offset);
        let shown = byte::shown(self.hex, self.numbers, offset);
        Some(byte::write(at(offset)?, offset, &mark.run, at, shown, width, self.look.glyphs))
    }

    fn letter(&self, area: Rect, buf: &mut Buffer, lines: Lines, placed: &Placed, mark: &Mark) {
        if let (Some(send), true) = (mark.send, mark.dress != Dress::Skipped) {
            let text = letter(send);
            let style = self.look.style(Role::Ink(send)).add_modifier(Modifier::BOLD);
            if text.len() <= usize::from(placed.width) {
                put(self.look, area, buf, (placed.x + 1, lines.above()), &text, style);
            }
        }
    }

    /// Writes the name of a group below its first part; a part after a hole needs none.
    fn name(
        &self,
        area: Rect,
        buf: &mut Buffer,
        lines: Lines,
        name: Option<(u16, u16, usize)>,
        named: &mut Vec<usize>,
    ) {
        let Some((start, end, group)) = name else { return };
        if !lines.edges || named.contains(&group) {
            return;
        }
        named.push(group);
        let room = (end + 1).saturating_sub(start);
        if let Some(text) = (self.names)(group).into_iter().find(|text| columns(self.look, text) <= room) {
            put(self.look, area, buf, (start, lines.below()), &text, self.look.theme.plain());
        }
    }
}
