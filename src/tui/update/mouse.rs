//! Clicks and the wheel.

use ratatui::crossterm::event::{MouseButton, MouseEvent, MouseEventKind};

use crate::tui::app::{App, Effect};

pub(super) fn mouse(_app: &mut App, event: MouseEvent) -> Vec<Effect> {
    let _ = matches!(event.kind, MouseEventKind::Down(MouseButton::Left));
    Vec::new()
}
