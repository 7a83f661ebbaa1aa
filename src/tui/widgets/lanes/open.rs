//! What is not a box of bytes: a recv that waits, a recv that returned 0, a bracket under held bytes.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::Lanes;
use super::plan::{NAME, Plan, Row, Show};
use super::strip::Lines;
use crate::tui::theme::Role;
use crate::tui::view::RecvState;
use crate::tui::widgets::paint::sign;
use crate::tui::widgets::{Look, Size, columns, put, put_big};

/// How far the dashes of an open box go at least.
const DASHES: u16 = 10;

impl Lanes<'_> {
    /// Draws the boxes without bytes of a row's recvs.
    pub(super) fn draw_open(&self, look: &Look<'_>, area: Rect, buf: &mut Buffer, plan: &Plan, row: &Row) {
        let recvs = match row.show {
            Show::Recv(index) => index..index + 1,
            Show::Read => 0..self.view.recvs.len(),
            Show::Sent | Show::Network => return,
        };
        let together = row.show == Show::Read;
        for recv in &self.view.recvs[recvs] {
            let Some(x) = plan.columns.screen_wall(recv.at) else { continue };
            match recv.state {
                RecvState::Zero { end: false } if !together || recv.at >= self.view.read => {
                    self.draw_zero(look, area, buf, row, x, together && recv.at > 0);
                }
                RecvState::Waiting { .. } | RecvState::Blocks { .. } => {
                    let joins = together && recv.at > 0;
                    let words = self.waiting(look, recv);
                    let names = super::notes::names(look, recv, recv.piece);
                    draw_waiting(
                        look,
                        area,
                        buf,
                        row,
                        &OpenBox {
                            x,
                            end: plan.end_of_dashes(x),
                            stop: plan.note_x,
                            joins,
                            words: &words,
                            names: &names,
                        },
                    );
                }
                _ => {}
            }
        }
    }

    /// A recv that returned 0 bytes early: two walls and no cell.
    fn draw_zero(&self, look: &Look<'_>, area: Rect, buf: &mut Buffer, row: &Row, x: u16, joins: bool) {
        draw_zero(look, area, buf, row.boxes(), x, joins);
    }

    /// `╰── 2 ──╯ Enter delivers "ll"` under the first bytes on the way; before the bracket where there is more room.
    pub(super) fn draw_held(
        &self,
        look: &Look<'_>,
        area: Rect,
        buf: &mut Buffer,
        plan: &Plan,
        y: u16,
        held: (u64, &[&str]),
    ) {
        if held.0 == 0 {
            return;
        }
        let from = self.view.arrived;
        let to = (from + held.0).min(self.view.sent);
        let (Some(left), Some(right)) = (plan.columns.screen_wall(from), plan.columns.screen_wall(to)) else { return };
        let style = look.style(Role::Focus);
        let end = bracket_in(look, area, buf, y, (left, right), &look.glyphs.under, &held.0.to_string(), style);
        let name = area.x.saturating_add(NAME);
        let (before, behind) = (left.saturating_sub(name), area.right().saturating_sub(end + 2));
        for words in held.1 {
            let wide = columns(look, words);
            let x = match () {
                () if wide <= behind => end + 2,
                () if wide <= before => left - wide,
                () => continue,
            };
            put(look, area, buf, (x, y), words, look.style(Role::Text));
            return;
        }
    }
}

/// Two walls and no cell.
fn draw_zero(look: &Look<'_>, area: Rect, buf: &mut Buffer, lines: Lines, x: u16, joins: bool) {
    let walls = look.glyphs.heavy;
    let style = look.style(Role::Wall);
    for y in lines.inner() {
        sign(area, buf, (x, y), walls.wall, style);
        sign(area, buf, (x + 1, y), walls.wall, style);
    }
    if lines.edges {
        let (top, bottom) = if joins { (walls.top, walls.bottom) } else { (walls.top_left, walls.bottom_left) };
        sign(area, buf, (x, lines.above()), top, style);
        sign(area, buf, (x + 1, lines.above()), walls.top_right, style);
        sign(area, buf, (x, lines.below()), bottom, style);
        sign(area, buf, (x + 1, lines.below()), walls.bottom_right, style);
    }
}

/// An open box: from the wall before the byte it would get, without a right wall.
pub(super) struct OpenBox<'a> {
    pub(super) x: u16,
    /// The last column of the dashes.
    pub(super) end: u16,
    /// Words may go up to here.
    pub(super) stop: u16,
    /// A read box stands to the left.
    pub(super) joins: bool,
    /// Longest first.
    pub(super) words: &'a [String],
    /// Best first.
    pub(super) names: &'a [String],
}

fn draw_waiting(look: &Look<'_>, area: Rect, buf: &mut Buffer, row: &Row, open: &OpenBox<'_>) {
    let walls = look.glyphs.dashed;
    let heavy = look.glyphs.heavy;
    let style = look.style(Role::Wall);
    let (wall, top, bottom) = if open.joins {
        (heavy.wall, heavy.top, heavy.bottom)
    } else {
        (walls.wall, walls.top_left, walls.bottom_left)
    };
    let end = open.end.min(area.right().saturating_sub(1));
    let lines = row.boxes();
    for y in lines.inner() {
        sign(area, buf, (open.x, y), wall, style);
    }
    if row.edges {
        for (y, corner) in [(lines.above(), top), (lines.below(), bottom)] {
            sign(area, buf, (open.x, y), corner, style);
            for x in open.x + 1..=end.max(open.x) {
                sign(area, buf, (x, y), walls.edge[usize::from((x - open.x - 1) % 2)], style);
            }
        }
        let room = end.saturating_sub(open.x);
        if let Some(name) = open.names.iter().find(|name| columns(look, name) <= room) {
            put(look, area, buf, (open.x + 1, lines.below()), name, look.style(Role::Text));
        }
    }
    let room = open.stop.min(area.right()).saturating_sub(open.x + 3);
    // Beside the largest letters the word is large, too; but ASCII has no half blocks to make small letters of.
    if let Some(word) = open.words.last() {
        let size = beside(look, word, lines, room);
        if size.scale > 0 {
            let y = lines.inner().start + (lines.inside - size.lines()) / 2;
            put_big(look, area, buf, (open.x + 3, y), size, word, look.style(Role::Quiet));
            return;
        }
    }
    if let Some(words) = open.words.iter().find(|words| columns(look, words) <= room) {
        put(look, area, buf, (open.x + 2, row.middle), words, look.style(Role::Quiet));
    }
}

/// The size of a word beside big letters: it stays smaller than they are, but for the smallest.
pub(super) fn beside(look: &Look<'_>, word: &str, lines: Lines, room: u16) -> Size {
    match lines.scale() {
        0 => Size::OWN,
        // ASCII has no half blocks to make small letters of.
        1 | 2 if look.glyphs.ascii => Size::OWN,
        scale => Size::fitting(look, word, (scale - 1).max(1), room),
    }
}

/// A bracket from wall to wall with a label in its middle, inside the walls. Returns its last column.
#[allow(clippy::too_many_arguments)]
pub(super) fn bracket_in(
    look: &Look<'_>,
    area: Rect,
    buf: &mut Buffer,
    y: u16,
    (left, right): (u16, u16),
    parts: &[char; 3],
    label: &str,
    style: Style,
) -> u16 {
    let (from, to) = (left + 1, right.saturating_sub(1).max(left + 1));
    for x in from..=to {
        let part = if x == from {
            parts[0]
        } else if x == to {
            parts[2]
        } else {
            parts[1]
        };
        sign(area, buf, (x, y), part, style);
    }
    let wide = columns(look, label);
    let inside = (to - from).saturating_sub(1);
    if !label.is_empty() && wide + 2 <= inside {
        let x = from + 1 + (inside - wide - 2) / 2;
        put(look, area, buf, (x, y), &format!(" {label} "), style);
    } else if !label.is_empty() {
        put(look, area, buf, (from, y), label, style);
    }
    to
}

impl Plan {
    fn end_of_dashes(&self, x: u16) -> u16 {
        let last = self.columns.last_wall();
        if last >= x + 2 + DASHES { last - 1 } else { (x + DASHES).min(self.note_x.saturating_sub(2)) }
    }
}
