//! Messages, or the name of a framing, being typed.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Modifier;
use unicode_width::UnicodeWidthStr;

use super::name;
use crate::framing::Framing;
use crate::msg;
use crate::tui::app::App;
use crate::tui::app::workshop::{Typing, WAYS, What, Workshop};
use crate::tui::theme::Role;
use crate::tui::widgets::{Look, Sentence, TitledRule, Tone, columns, put, put_folded};

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
    let mut inside = Rect { y: area.y + 4, height: area.height.saturating_sub(4), ..area };
    if inside.is_empty() {
        return None;
    }
    if typing.what == What::Framing {
        names(look, Rect { y: inside.y + 2, height: inside.height.saturating_sub(2), ..inside }, buf);
        inside.height = 1;
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

/// Columns of a framing's name as it is typed, and of it with what it means.
const NAME: u16 = 14;
const MEANING: u16 = 54;

/// The framings that keys choose, as they are typed, and what they mean.
fn names(look: &Look<'_>, area: Rect, buf: &mut Buffer) {
    let names: Vec<&str> = WAYS.into_iter().flatten().copied().collect();
    let tall = usize::from(area.height).max(1);
    for (at, name) in names.into_iter().enumerate() {
        let Ok(framing) = name.parse::<Framing>() else { continue };
        let Ok(column) = u16::try_from(at / tall) else { continue };
        let wide = if area.width >= 2 * MEANING { MEANING } else { area.width / 2 };
        let (x, y) = (area.x + 1 + column * wide, area.y + (at % tall) as u16);
        put(look, area, buf, (x, y), name, look.style(Role::Text));
        let room = (wide - NAME - 1).min(area.right().saturating_sub(x + NAME));
        let long = name::long(look.texts, &framing);
        let meaning = if columns(look, &long) <= room { long } else { name::kind(look.texts, &framing) };
        put_folded(look, area, buf, (x + NAME, y), room, &meaning, look.style(Role::Quiet));
    }
}
