//! What happened, event by event, and where in it one looks.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::tui::app::Lab;
use crate::tui::app::lab::Pane;
use crate::tui::view;
use crate::tui::widgets::{Look, TracePanel};

pub(super) fn draw(lab: &Lab, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
    with_panel(lab, |panel| panel.draw(look, area, buf));
}

/// The line of the trace at (x, y), counted from 1: an event, or a place on the bar.
pub(super) fn line_at(lab: &Lab, look: &Look<'_>, area: Rect, x: u16, y: u16) -> Option<usize> {
    with_panel(lab, |panel| panel.hit(look, area, x, y))
}

/// The selected event in plain words, where the panel has no room for them, or none to itself.
pub(super) fn unsaid(lab: &Lab, look: &Look<'_>, area: Rect) -> Option<String> {
    with_panel(lab, |panel| (area.is_empty() || !panel.says(look, area)).then(|| panel.plain(look)))
}

fn with_panel<T>(lab: &Lab, then: impl FnOnce(&TracePanel<'_>) -> T) -> T {
    let trace = view::trace(&lab.script, &lab.run.events, lab.run.shown().len());
    let focused = lab.focus == Pane::Trace && lab.editor.is_none();
    then(&TracePanel { trace: &trace, focused, words: true })
}
