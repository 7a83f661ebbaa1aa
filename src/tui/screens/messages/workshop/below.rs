//! Below the bytes: the receiver's variables, its source, what the framings cost.

use std::collections::HashMap;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::layout::Layout;
use super::{framing_name, predict};
use crate::framing::bench::{Cost, measure};
use crate::framing::code::{Status, Value};
use crate::framing::receivers::Meaning;
use crate::framing::stage::View;
use crate::framing::{EncodeError, Framing};
use crate::msg;
use crate::tui::app::App;
use crate::tui::app::lab::RunState;
use crate::tui::app::workshop::{WAYS, Workshop};
use crate::tui::screens::messages::parts::{Source, gap, held, quoted, value};
use crate::tui::theme::Role;
use crate::tui::widgets::{Look, TitledRule, columns, put, put_folded};

pub(super) fn draw(app: &App, shop: &Workshop, look: &Look<'_>, layout: &Layout, buf: &mut Buffer) {
    if let Some(view) = shop.view() {
        receiver(shop, &view, look, layout.receiver, buf);
        code(shop, &view, look, layout.code, buf);
        predict::draw(shop, look, layout.question, buf);
    }
    costs(app, shop, look, layout.costs, buf);
}

/// A variable as it was before the last recv, and as it is.
struct Row {
    name: String,
    before: String,
    now: String,
    changed: bool,
}

fn receiver(shop: &Workshop, view: &View, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
    if area.height < 2 {
        return;
    }
    let texts = look.texts;
    let done = view.recvs.len();
    let title = match (done, &shop.run.state) {
        (0, RunState::Idle) => texts.get("workshop-receiver"),
        (0, _) => texts.get("workshop-receiver-first"),
        _ => texts.say(&msg!("workshop-receiver-after", recv = done)),
    };
    let right = texts.say(&msg!("workshop-read", count = view.read()));
    TitledRule { title: &title, right: &right, focused: false }.draw(look, Rect { height: 1, ..area }, buf);
    let wide = area.width >= 56;
    let name = if wide { 18 } else { 16 };
    let before = if wide { 14 } else { 0 };
    let now_x = area.x + 1 + name + before + 3;
    let room = area.right().saturating_sub(now_x);
    let mut y = area.y + 1;
    if wide && area.height > 7 {
        let quiet = look.style(Role::Quiet);
        put(look, area, buf, (area.x + 1 + name, y), &texts.get("workshop-before"), quiet);
        put(look, area, buf, (now_x, y), &texts.get("workshop-now"), quiet);
        y += 1;
    }
    for (y, row) in (y..area.bottom()).zip(rows(look, view, before.saturating_sub(1), room)) {
        put_folded(look, area, buf, (area.x + 1, y), name - 1, &row.name, look.style(Role::Text));
        let at = area.x + 1 + name;
        put_folded(look, area, buf, (at, y), before.saturating_sub(1), &row.before, look.style(Role::Quiet));
        if row.changed {
            put(look, area, buf, (now_x - 3, y), "→", look.style(Role::Strong));
        }
        let style = look.style(if row.changed { Role::Strong } else { Role::Text });
        put_folded(look, area, buf, (now_x, y), room, &row.now, style);
    }
}

fn rows(look: &Look<'_>, view: &View, short: u16, room: u16) -> Vec<Row> {
    let texts = look.texts;
    let last = view.recvs.last();
    let mut rows = Vec::new();
    for (name, now) in &view.variables {
        let key = match (Meaning::of(name), name.as_str()) {
            (Some(Meaning::NewMessage), _) => "workshop-new-message",
            (Some(Meaning::Expected), _) => "workshop-expected",
            (Some(Meaning::SoFar), _) => "workshop-so-far",
            (Some(Meaning::Aside), _) => "workshop-aside",
            (None, "escaped") => "workshop-escaped",
            (None, "kind") => "workshop-kind",
            _ => continue,
        };
        let before = last.and_then(|recv| recv.before.iter().find(|(known, _)| known == name)).map(|(_, value)| value);
        rows.push(Row {
            name: texts.get(key),
            before: before.map(|before| value(look, before, short)).unwrap_or_default(),
            now: value(look, now, room),
            changed: last.is_some() && before != Some(now),
        });
        if Meaning::of(name) == Some(Meaning::SoFar)
            && let Some(left) = to_come(&view.variables)
        {
            let before = last.and_then(|recv| to_come(&recv.before));
            rows.push(Row {
                name: texts.get("workshop-to-come"),
                before: before.map(|left| left.to_string()).unwrap_or_default(),
                now: left.to_string(),
                changed: last.is_some() && before != Some(left),
            });
        }
    }
    let delivered: Vec<&[u8]> = view.delivered().collect();
    let now = match &delivered[..] {
        [] => texts.get("workshop-value-none-yet"),
        [.., last] => {
            let number = texts.say(&msg!("workshop-delivered-last", number = delivered.len()));
            let gap = gap(room);
            let bytes = room.saturating_sub(columns(look, &number) + gap.len() as u16);
            format!("{number}{gap}{}", quoted(look, last, bytes))
        }
    };
    let changed = last.is_some_and(|recv| !recv.delivered.is_empty());
    rows.push(Row { name: texts.get("workshop-delivered"), before: String::new(), now, changed });
    if let Some(answer) = last.and_then(|recv| recv.sent.last()) {
        let now = held(look, answer, room);
        rows.push(Row { name: texts.get("workshop-answered"), before: String::new(), now, changed: true });
    }
    rows
}

/// Bytes of the message that have not come: where its length is known.
fn to_come(variables: &[(String, Value)]) -> Option<i64> {
    let find = |meaning| variables.iter().find(|(name, _)| Meaning::of(name) == Some(meaning)).map(|(_, value)| value);
    match (find(Meaning::NewMessage)?, find(Meaning::Expected)?, find(Meaning::SoFar)?) {
        (Value::Bool(false), Value::Int(length), Value::Bytes(bytes)) => Some(length - bytes.len() as i64),
        _ => None,
    }
}

fn code(shop: &Workshop, view: &View, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
    let Ok(laid) = &shop.laid else { return };
    if area.height < 2 {
        return;
    }
    let title = look.texts.get("workshop-code");
    let right = look.texts.get("workshop-code-python");
    TitledRule { title: &title, right: &right, focused: false }.draw(look, Rect { height: 1, ..area }, buf);
    let ran = view.recvs.last().map_or(&[][..], |recv| &recv.lines);
    let line = match view.status {
        // Before it has run, nothing is marked.
        _ if shop.run.events.is_empty() => None,
        Status::Done(_) => None,
        _ => view.line,
    };
    let inside = Rect { y: area.y + 1, height: area.height - 1, ..area };
    Source { listing: &laid.plain.python, line, ran }.draw(look, inside, buf);
}

/// Columns of a framing's name, and of a number.
const NAMES: [u16; 2] = [26, 35];
const NUMBER: u16 = 7;
/// Columns of the note on a framing's cost, where more is said behind it.
const NOTE: u16 = 26;
/// Columns with which names have all the room they want.
const ROOMY: u16 = 60;

fn costs(app: &App, shop: &Workshop, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
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
    if !beside && below + GOODS <= area.bottom() {
        goods(app, look, Rect { y: below, height: area.bottom() - below, ..area }, buf);
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

/// Good and bad of the four ways, below the table.
fn goods(app: &App, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
    let mut y = area.y;
    put(look, area, buf, (area.x + 2, y), &app.texts.get("workshop-costs-good"), look.style(Role::Quiet));
    for (way, kinds) in WAYS.iter().enumerate() {
        let Ok(framing) = kinds[0].parse::<Framing>() else { continue };
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
