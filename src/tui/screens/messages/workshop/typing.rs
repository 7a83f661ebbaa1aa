//! Messages, or the name of a framing, being typed.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Modifier;
use unicode_width::UnicodeWidthStr;

use crate::msg;
use crate::tui::app::App;
use crate::tui::app::workshop::{Typing, What, Workshop};
use crate::tui::theme::Role;
use crate::tui::widgets::{Look, Sentence, TitledRule, Tone, put};

/// Columns before a line: its number.
const LEAD: u16 = 5;

/// Draws the lines; returns where the cursor stands.
pub(super) fn draw(
    app: &App,
    shop: &Workshop,
    typing: &Typing,
    look: &Look<'_>,
    area: Rect,
    buf: &mut Buffer,
) -> Option<Position> {
    let (title, about) = match typing.what {
        What::Messages => ("workshop-type-messages", "workshop-type-messages-about"),
        What::Framing => ("workshop-type-framing", "workshop-type-framing-about"),
    };
    let area = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    let now = match typing.what {
        What::Messages => String::new(),
        What::Framing => app.texts.say(&msg!("workshop-typing-now", name = shop.bench.framing.to_string())),
    };
    TitledRule { title: &app.texts.get(title), right: &now, focused: true }.draw(look, Rect { height: 1, ..area }, buf);
    let about = app.texts.get(about);
    let about = Sentence { text: &about, tone: Tone::Quiet };
    let words = Rect { x: area.x + 1, y: area.y + 1, width: area.width.saturating_sub(2), height: 2 };
    about.draw(look, words, buf);
    let inside = Rect { y: area.y + 4, height: area.height.saturating_sub(4), ..area };
    if inside.is_empty() {
        return None;
    }
    let place = typing.area.cursor();
    let (line, column) = (place.0, place.1);
    let first = (line + 1).saturating_sub(usize::from(inside.height));
    let wrong = typing.wrong();
    let mut cursor = None;
    let lines = typing.area.lines().iter().enumerate().skip(first);
    for (y, (number, text)) in (inside.y..inside.bottom()).zip(lines) {
        if typing.what == What::Messages {
            let label = format!("{:>3}", number + 1);
            put(look, inside, buf, (inside.x, y), &label, look.style(Role::Quiet));
        }
        let slot = Rect { x: inside.x + LEAD, y, width: inside.width.saturating_sub(LEAD), height: 1 };
        let room = usize::from(slot.width.saturating_sub(1));
        let at = |column: usize| text.char_indices().nth(column).map_or(text.len(), |(at, _)| at);
        let before = if number == line { text[..at(column)].width() } else { 0 };
        let start = text
            .char_indices()
            .map(|(at, _)| at)
            .find(|at| text[..*at].width() >= before.saturating_sub(room))
            .unwrap_or(0);
        put(look, slot, buf, (slot.x, y), &text[start..], look.style(Role::Text));
        let skipped = text[..start].width();
        let x = |column: usize| {
            slot.x
                + u16::try_from(text[..at(column)].width().saturating_sub(skipped))
                    .unwrap_or(0)
                    .min(slot.width.saturating_sub(1))
        };
        if number == line {
            cursor = Some(Position { x: x(column), y });
        }
        if let Some(wrong) = wrong.as_ref().filter(|wrong| wrong.line == number && typing.what == What::Messages) {
            let style = look.style(Role::Fault).add_modifier(Modifier::UNDERLINED);
            if slot.width > 0 {
                buf[(x(wrong.column), y)].set_style(style);
            }
        }
    }
    cursor
}
