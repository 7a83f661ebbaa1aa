//! The offsets above the lanes.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::columns::{Columns, Placed, Slot};
use crate::tui::theme::Role;
use crate::tui::widgets::paint::{sign, thousands};
use crate::tui::widgets::{Look, put};

/// Draws the offsets on line `y`: every one where there is room, else round ones; always the cursor's, and where a run
/// begins after a fold.
pub(super) fn draw(
    look: &Look<'_>,
    area: Rect,
    buf: &mut Buffer,
    y: u16,
    columns: &Columns,
    placed: &[Placed],
    cursor: Option<u64>,
) {
    let offset_of = |placed: &Placed| match placed.slot {
        Slot::Byte(offset) => Some(offset),
        _ => None,
    };
    let (Some(first), Some(last)) = (placed.first(), placed.last()) else { return };
    let largest = placed.iter().filter_map(offset_of).max().unwrap_or(0);
    let step = step(thousands(largest).len() as u64, columns.pitch);

    // Those that must be there go first; a number never touches another.
    let mut taken = vec![false; usize::from(area.width)];
    let more = [
        (columns.before().is_some(), first.x, look.glyphs.back),
        (columns.after(placed).is_some(), last.x + last.width + 1, look.glyphs.row),
    ];
    for (_, x, glyph) in more.into_iter().filter(|(there, ..)| *there) {
        sign(area, buf, (x, y), glyph, look.style(Role::Focus));
        if let Some(taken) = taken.get_mut(usize::from(x - area.x)) {
            *taken = true;
        }
    }
    let mut number = |buf: &mut Buffer, placed: &Placed, role: Role| {
        let Some(offset) = offset_of(placed) else { return };
        let text = thousands(offset);
        let x = match placed.width {
            // Above a big cell it stands in the middle.
            4.. if !matches!(columns.pitch, 0..=4) => placed.x + 1 + placed.width.saturating_sub(text.len() as u16) / 2,
            3.. if text.len() < 3 => placed.x + 2,
            _ => placed.x + 1,
        };
        let (from, to) = (usize::from(x - area.x), usize::from(x - area.x) + text.len());
        let around = from.saturating_sub(1)..(to + 1).min(taken.len());
        if to > taken.len() || taken[around].iter().any(|taken| *taken) {
            return;
        }
        taken[from..to].fill(true);
        put(look, area, buf, (x, y), &text, look.style(role));
    };
    if let Some(placed) = placed.iter().find(|placed| cursor.is_some() && offset_of(placed) == cursor) {
        number(buf, placed, Role::Cursor);
    }
    number(buf, first, Role::Quiet);
    for pair in placed.windows(2) {
        if matches!(pair[0].slot, Slot::Fold(_)) {
            number(buf, &pair[1], Role::Quiet);
        }
    }
    for placed in placed {
        if offset_of(placed).is_some_and(|offset| offset % step == 0) {
            number(buf, placed, Role::Quiet);
        }
    }
    if columns.pitch < 4 {
        number(buf, last, Role::Quiet);
    }
}

/// Every how manieth offset is written, so that numbers of so many digits do not touch.
fn step(digits: u64, pitch: u16) -> u64 {
    let mut step = if pitch < 4 { 5 } else { 1 };
    let mut factors = [2, 5].into_iter().cycle().skip(usize::from(pitch < 4));
    // 1, 2, 10, 20, 100… would be 1, 2, 5, 10 with a third factor; five columns more or less are not seen.
    while step * u64::from(pitch) <= digits {
        step *= factors.next().unwrap_or(2);
    }
    step
}
