//! Below the bytes: the receiver's variables, its source.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::layout::Layout;
use super::{costs, predict};
use crate::framing::code::{Status, Value};
use crate::framing::receivers::Meaning;
use crate::framing::stage::View;
use crate::msg;
use crate::tui::app::App;
use crate::tui::app::lab::RunState;
use crate::tui::app::workshop::Workshop;
use crate::tui::screens::messages::parts::{Source, gap, held, quoted, value};
use crate::tui::theme::Role;
use crate::tui::widgets::{Look, TitledRule, columns, put, put_folded};

pub(super) fn draw(
    app: &App,
    shop: &Workshop,
    view: Option<&View>,
    look: &Look<'_>,
    layout: &Layout,
    buf: &mut Buffer,
) {
    if let Some(view) = view {
        receiver(shop, view, look, layout.receiver, buf);
        code(shop, view, look, layout.code, buf);
        predict::draw(shop, look, layout.question, buf);
    }
    costs::draw(app, shop, look, layout.costs, buf);
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
