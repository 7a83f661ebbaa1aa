//! What the framings cost for the messages typed, and what is good and bad about each way.

use std::collections::HashMap;
use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::framing_name;
use crate::framing::bench::{Cost, measure};
use crate::framing::{EncodeError, Framing};
use crate::msg;
use crate::tui::app::App;
use crate::tui::app::workshop::{WAYS, Workshop};
use crate::tui::theme::Role;
use crate::tui::widgets::{Look, TitledRule, columns, put, put_folded};

/// Columns of a framing's name, and of a number.
const NAMES: [u16; 2] = [26, 35];
const NUMBER: u16 = 7;
/// Columns of the note on a framing's cost, where more is said behind it.
const NOTE: u16 = 26;
/// Columns with which names have all the room they want.
const ROOMY: u16 = 60;

pub(super) fn draw(app: &App, shop: &Workshop, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
    if area.height < 3 {
        return;
    }
    let texts = look.texts;
    let right = texts.say(&msg!("workshop-costs-for", count = shop.bench.messages.len()));
    TitledRule { title: &texts.get("workshop-costs"), right: &right, focused: false }.draw(
        look,
        Rect { height: 1, ..area },
        buf,
    );
    let numbers = area.x + 2 + NAMES[usize::from(area.width >= ROOMY)];
    let notes = numbers + 2 * NUMBER + 2;
    let room = area.right().saturating_sub(notes);
    let beside = room >= NOTE + 24;
    let head = area.y + 1;
    let right_of = |buf: &mut Buffer, y: u16, column: u16, text: &str, style| {
        let x = numbers + column * NUMBER;
        put(look, area, buf, (x + (NUMBER - 1).saturating_sub(columns(look, text)), y), text, style);
    };
    for (column, key) in [(0, "workshop-costs-wire"), (1, "workshop-costs-overhead")] {
        right_of(buf, head, column, &texts.get(key), look.style(Role::Quiet));
    }
    if beside {
        put(look, area, buf, (notes + NOTE, head), &texts.get("workshop-costs-good"), look.style(Role::Quiet));
    }
    let all = measure(&shop.bench.messages, &shop.bench.framing);
    let mut told: HashMap<&str, usize> = HashMap::new();
    for (y, measured) in (head + 1..area.bottom()).zip(&all) {
        let own = measured.framing == shop.bench.framing;
        if own {
            put(look, area, buf, (area.x, y), &look.glyphs.row.to_string(), look.style(Role::Focus));
        }
        let style = look.style(if own { Role::Strong } else { Role::Text });
        let name = cost_name(app, &measured.framing);
        put_folded(look, area, buf, (area.x + 2, y), numbers - area.x - 3, &name, style);
        let until = if beside { notes + NOTE - 1 } else { area.right() };
        match &measured.cost {
            Ok(cost) => {
                right_of(buf, y, 0, &cost.wire.to_string(), style);
                right_of(buf, y, 1, &cost.overhead.to_string(), style);
                let note = note(look, cost);
                let room = until.saturating_sub(notes);
                if room > 10 {
                    put_folded(look, area, buf, (notes, y), room, &note, look.style(Role::Quiet));
                }
            }
            Err((message, error)) => {
                let why = texts.get(why_not(error));
                let long = texts.say(&msg!("workshop-costs-refused", number = message + 1, why = why.as_str()));
                let room = until.saturating_sub(numbers + 2);
                let said = if columns(look, &long) + 2 <= room { long } else { why };
                let said = format!("{} {said}", look.glyphs.no);
                put_folded(look, area, buf, (numbers + 2, y), room, &said, look.style(Role::Text));
            }
        }
        if beside {
            let lines = good(&measured.framing);
            let said = lines.get(*told.entry(lines[0]).and_modify(|at| *at += 1).or_insert(0));
            let said = said.map(|key| texts.get(key)).unwrap_or_default();
            put_folded(look, area, buf, (notes + NOTE, y), room - NOTE, &said, look.style(Role::Quiet));
        }
    }
    let below = head + 2 + all.len() as u16;
    // All four ways where there is room for them, else one's own.
    let room = area.bottom().saturating_sub(below);
    let ways = if room >= GOODS { 0..WAYS.len() } else { shop.way().0..shop.way().0 + 1 };
    if !beside && room >= 3 {
        goods(app, look, ways, Rect { y: below, height: room, ..area }, buf);
    }
}

fn why_not(error: &EncodeError) -> &'static str {
    match error {
        EncodeError::TooLongForField { .. } | EncodeError::TooLongForSize { .. } => "workshop-costs-too-long",
        EncodeError::DelimiterInside { .. } => "workshop-costs-inside",
        EncodeError::EndsInPadding { .. } => "workshop-costs-padding",
        _ => "workshop-costs-second",
    }
}

/// Lines of what is good and bad, with its head.
const GOODS: u16 = 10;

/// Good and bad of some of the four ways, below the table.
fn goods(app: &App, look: &Look<'_>, ways: Range<usize>, area: Rect, buf: &mut Buffer) {
    let mut y = area.y;
    put(look, area, buf, (area.x + 2, y), &app.texts.get("workshop-costs-good"), look.style(Role::Quiet));
    for way in ways {
        let Ok(framing) = WAYS[way][0].parse::<Framing>() else { continue };
        y += 1;
        for (line, key) in good(&framing).iter().enumerate() {
            let here = |x: u16| (area.x + x, y);
            if line == 0 {
                put(look, area, buf, here(2), &(way + 1).to_string(), look.style(Role::Key));
            }
            put(look, area, buf, here(5), &app.texts.get(key), look.style(Role::Text));
            y += 1;
        }
        y -= 1;
    }
}

/// What is good and bad about a way, whatever the messages are: a line beside each of its kinds.
fn good(framing: &Framing) -> &'static [&'static str] {
    match framing {
        Framing::Fixed { .. } => &["workshop-good-fixed-1", "workshop-good-fixed-2"],
        Framing::Delimiter(_) => {
            &["workshop-good-delimiter-1", "workshop-good-delimiter-2", "workshop-good-delimiter-3"]
        }
        Framing::Length { .. } => &["workshop-good-length-1", "workshop-good-length-2", "workshop-good-length-3"],
        Framing::Close => &["workshop-good-close-1"],
    }
}

/// A framing's name in the table; two of one name are told apart.
fn cost_name(app: &App, framing: &Framing) -> String {
    let name = framing_name(app, framing);
    match framing.to_string().ends_with("+cut") {
        true => app.texts.say(&msg!("workshop-framing-cut", name = name)),
        false => name,
    }
}

fn note(look: &Look<'_>, cost: &Cost) -> String {
    let texts = look.texts;
    let share = texts.say(&msg!("workshop-costs-share", percent = cost.percent()));
    match cost {
        Cost { lost: 1.., .. } => texts.say(&msg!("workshop-costs-lost", count = cost.lost)),
        Cost { padding: 1.., .. } => {
            format!("{share} · {}", texts.say(&msg!("workshop-costs-wasted", count = cost.padding)))
        }
        Cost { escapes: 1.., .. } => {
            format!("{share} · {}", texts.say(&msg!("workshop-costs-escapes", count = cost.escapes)))
        }
        _ => share,
    }
}
