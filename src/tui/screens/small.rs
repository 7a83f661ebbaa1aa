//! The window is too small: one sentence says what is needed.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{LEAST, look};
use crate::msg;
use crate::tui::app::App;
use crate::tui::widgets::{Sentence, Tone};

pub(super) fn draw(app: &App, screen: Rect, buf: &mut Buffer) {
    let size = |(columns, lines): (u16, u16)| format!("{columns}×{lines}");
    let text = app.texts.say(&msg!("lab-too-small", needs = size(LEAST), has = size((screen.width, screen.height))));
    Sentence { text: &text, tone: Tone::Plain }.draw(&look(app), screen, buf);
}
