//! Where the panes of the map's screen stand.

use ratatui::layout::Rect;

use crate::stream::map::Grid;
use crate::tui::app::{App, Lab, Map};
use crate::tui::view;
use crate::tui::widgets::Lanes;

/// From this width on the stream stands beside the map.
const WIDE: u16 = 100;
/// From this height on the calls have room above the stream.
const HIGH: u16 = 44;
/// Columns of a map that needs no more, and of a tree.
const LEAST_MAP: u16 = 47;
const TREE: u16 = 56;
/// Columns that the stream keeps.
const LEAST_STREAM: u16 = 44;
/// Lines of the chosen outcome: its rule, its claim, two lines of words.
pub(super) const CHOSEN: u16 = 6;

/// Where the panes stand; an empty one is not drawn.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Places {
    pub(super) header: Rect,
    pub(super) calls: Rect,
    /// The lanes of the last run, with their rule.
    pub(super) stream: Rect,
    /// The chosen outcome, with its rule.
    pub(super) chosen: Rect,
    /// The map, with its rule.
    pub(super) map: Rect,
    pub(super) sentence: Rect,
}

pub(super) fn places(app: &App, lab: &Lab, map: &Map) -> Places {
    let (width, height) = app.size;
    let inner = Rect { x: 1, y: 0, width: width.saturating_sub(2), height };
    let line = |y: u16, height: u16| Rect { y, height, ..inner };
    let wide = width >= WIDE;
    let said = if wide || height < 24 { 1 } else { 2 };
    let mut out = Places { header: line(0, 1), sentence: line(height - 1 - said, said), ..Places::default() };
    let high = height >= 32;
    let top = if high { 2 } else { 1 };
    let bottom = out.sentence.y - u16::from(high);
    if !wide {
        // The map has what it needs; the rest is for the chosen outcome.
        let all = bottom - top;
        let wanted = match map.is_grid() {
            true => wanted_lines(map).min(all.saturating_sub(CHOSEN)),
            false => all.saturating_sub(CHOSEN),
        };
        let upper = wanted.max(all / 2);
        out.map = line(top, upper);
        out.chosen = line(top + upper, all - upper);
        return out;
    }
    let wanted = if map.is_grid() { wanted_columns(map).max(LEAST_MAP) } else { TREE };
    let right = wanted.min(inner.width.saturating_sub(2 + LEAST_STREAM));
    let left = Rect { width: inner.width - right - 2, ..inner };
    out.map = Rect { x: inner.right() - right, width: right, ..line(top, bottom - top) };
    let mut y = top;
    if height >= HIGH {
        let calls = u16::try_from(lab.script.calls.len()).unwrap_or(u16::MAX).clamp(2, 12);
        out.calls = Rect { y, height: calls + 1, ..left };
        y += calls + 2;
    }
    // The lanes above, the chosen outcome below them, on one ruler.
    let stream = view::stream(&lab.script, lab.run.shown(), lab.from);
    let below = CHOSEN + 6;
    let lanes = Lanes::new(&stream).height((bottom - y).saturating_sub(1 + below));
    out.stream = Rect { y, height: lanes + 1, ..left };
    y = out.stream.bottom() + 1;
    out.chosen = Rect { y, height: bottom.saturating_sub(y), ..left };
    out
}

/// Lines of a map with a line a row.
pub(super) fn wanted_lines(map: &Map) -> u16 {
    let grid = map.outcomes.as_ref().and_then(|outcomes| Grid::new(outcomes, &map.window(), 1000, 1000));
    let rows = grid.map_or(1, |grid| grid.height());
    u16::try_from(rows).unwrap_or(u16::MAX).saturating_add(4)
}

/// Columns of a map with a column a length.
pub(super) fn wanted_columns(map: &Map) -> u16 {
    let grid = map.outcomes.as_ref().and_then(|outcomes| Grid::new(outcomes, &map.window(), 1000, 1));
    let columns = grid.map_or(1, |grid| grid.columns.len());
    u16::try_from(columns * 4 + 7).unwrap_or(u16::MAX)
}
