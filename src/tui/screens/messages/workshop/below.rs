//! Below the bytes: the receiver's variables, its source.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::layout::Layout;
use super::{costs, predict};
use crate::framing::bench::Laid;
use crate::framing::code::{Status, Value};
use crate::framing::receivers::Meaning;
use crate::framing::stage::View;
use crate::msg;
use crate::tui::app::lab::RunState;
use crate::tui::app::workshop::Workshop;
use crate::tui::screens::messages::parts::{gap, held, quoted, value};
use crate::tui::widgets::{CodePanel, Look, Variable, VariablesPanel, columns};

pub(super) fn draw(shop: &Workshop, view: Option<&View>, look: &Look<'_>, layout: &Layout, buf: &mut Buffer) {
    if let Some(view) = view {
        receiver(shop, view, look, layout.receiver, buf);
        if let (Ok(laid), 2..) = (&shop.laid, layout.code.height) {
            let title = look.texts.get("workshop-code");
            let ran = msg!("workshop-code-ran", sign = look.glyphs.light.divider.to_string());
            let right = match view.recvs.is_empty() {
                true => look.texts.get("workshop-code-python"),
                false => look.texts.say(&ran),
            };
            code(shop, laid, view, layout.code.height, |panel| {
                CodePanel { title: &title, right: &right, ..panel }.draw(look, layout.code, buf);
            });
        }
        predict::draw(shop, look, layout.question, buf);
    }
    costs::draw(shop, look, layout.costs, buf);
}

/// Columns of the table of variables beside what they hold now, at most: names, what was before, the sign of a change.
const BESIDE: u16 = 34;
/// Columns of what a variable held before.
const BEFORE: u16 = 12;

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
    let room = if area.width >= 56 { area.width - BESIDE } else { area.width.saturating_sub(20) };
    VariablesPanel { title: &title, right: &right, variables: &rows(look, view, room) }.draw(look, area, buf);
}

fn rows(look: &Look<'_>, view: &View, room: u16) -> Vec<Variable> {
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
        rows.push(Variable {
            name: texts.get(key),
            before: before.map(|before| value(look, before, BEFORE)).unwrap_or_default(),
            now: value(look, now, room),
            changed: last.is_some() && before != Some(now),
        });
        if Meaning::of(name) == Some(Meaning::SoFar)
            && let Some(left) = to_come(&view.variables)
        {
            let before = last.and_then(|recv| to_come(&recv.before));
            rows.push(Variable {
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
    rows.push(Variable { name: texts.get("workshop-delivered"), before: String::new(), now, changed });
    if let Some(answer) = last.and_then(|recv| recv.sent.last()) {
        let now = held(look, answer, room);
        rows.push(Variable { name: texts.get("workshop-answered"), before: String::new(), now, changed: true });
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

/// The receiver's source with the line in which it waits, and the lines that ran when the last recv had returned.
fn code<T>(shop: &Workshop, laid: &Laid, view: &View, height: u16, then: impl FnOnce(CodePanel<'_>) -> T) -> T {
    let last = view.recvs.last();
    let mut ran = last.map_or(Vec::new(), |recv| recv.lines.clone());
    ran.extend(last.and_then(|recv| recv.line));
    let now: Vec<u32> = match view.status {
        // Before it has run, nothing is marked.
        _ if shop.run.events.is_empty() => vec![],
        Status::Done(_) => vec![],
        _ => view.line.into_iter().collect(),
    };
    let lines: Vec<&str> = laid.plain.python.lines.iter().map(|line| line.text.as_str()).collect();
    let first = shop.code.unwrap_or_else(|| follow(&now, &ran, height.saturating_sub(1).into()));
    then(CodePanel { lines: &lines, now: &now, ran: &ran, first, ..CodePanel::default() })
}

/// The first line of the source that is shown when it is scrolled by so many lines; `None` where all of it is seen, or nothing.
pub(super) fn scrolled(shop: &Workshop, layout: &Layout, by: i32) -> Option<u32> {
    let (laid, view) = (shop.laid.as_ref().ok()?, shop.view()?);
    code(shop, laid, &view, layout.code.height, |panel| {
        let seen = panel.visible(layout.code);
        if seen.is_empty() || seen == (0..panel.lines.len()) {
            return None;
        }
        let first = u32::try_from(seen.start + 1).ok()?.saturating_add_signed(by).max(1);
        let seen = CodePanel { first, ..panel }.visible(layout.code);
        u32::try_from(seen.start + 1).ok()
    })
}

/// The first line that is shown where nobody chose it: as much as there is room for of what ran, from the recv on.
fn follow(now: &[u32], ran: &[u32], room: usize) -> u32 {
    let marked = || now.iter().chain(ran);
    let (first, last) = (marked().min().copied().unwrap_or(1), marked().max().copied().unwrap_or(1));
    first.min((last + 1).saturating_sub(u32::try_from(room).unwrap_or(u32::MAX))).max(1)
}
