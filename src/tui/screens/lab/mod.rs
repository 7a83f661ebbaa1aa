//! The lab.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::tui::app::{App, Lab};
use crate::tui::widgets::Look;

pub(super) fn draw(_app: &App, _lab: &Lab, _look: &Look<'_>, _screen: Rect, _buf: &mut Buffer) -> Option<Position> {
    None
}
