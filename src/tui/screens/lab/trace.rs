//! What happened, event by event.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::call::Side;
use crate::msg;
use crate::text::escape::to_c;
use crate::trace::{Event, Got, What};
use crate::tui::app::{App, Lab};
use crate::tui::screens::look;
use crate::tui::theme::Role;
use crate::tui::widgets::{Look, TitledRule, put, put_folded, put_right, thousands};

/// Bytes of what came that are shown.
const MOST: usize = 64;
/// Columns of the time, and of who.
const TIME: u16 = 10;
const WHO: u16 = 9;

pub(super) fn draw(app: &App, lab: &Lab, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
    if area.height < 2 {
        return;
    }
    TitledRule { title: &app.texts.get("lab-trace"), right: "", focused: false }.draw(look, area, buf);
    let told: Vec<&Event> = lab.run.events.iter().filter(|event| !matches!(event.what, What::Ended)).collect();
    let room = usize::from(area.height - 1);
    let first = told.len().saturating_sub(room);
    for (y, event) in (area.y + 1..area.bottom()).zip(&told[first..]) {
        draw_event(app, lab, look, Rect { y, height: 1, ..area }, buf, event);
    }
}

fn draw_event(app: &App, lab: &Lab, look: &Look<'_>, line: Rect, buf: &mut Buffer, event: &Event) {
    let micros = event.at.as_micros();
    let time = format!("{:>3}.{:03} {:03}", micros / 1_000_000, micros / 1000 % 1000, micros % 1000);
    put(look, line, buf, (line.x, line.y), &time, look.style(Role::Quiet));
    let (who, what, result) = words(app, lab, &event.what);
    let x = line.x + TIME + 2;
    put(look, line, buf, (x, line.y), &who, look.style(Role::Quiet));
    let x = x + WHO;
    let wide = put_right(look, line, buf, line.y, &result, look.style(Role::Strong));
    put_folded(look, line, buf, (x, line.y), line.right().saturating_sub(x + wide + 1), &what, look.style(Role::Text));
}

/// Who, what, and what it gave.
fn words(app: &App, lab: &Lab, what: &What) -> (String, String, String) {
    let side = |side: Side| app.texts.get(super::side_word(side));
    let caller = |call: usize| lab.script.calls.get(call).map_or(String::new(), |line| side(line.side));
    let text = |call: usize| lab.script.calls.get(call).map_or(String::new(), |line| line.call.to_string());
    let network = || app.texts.get("lab-the-network");
    match what {
        What::Connected { .. } => (String::new(), app.texts.get("lab-event-connected"), String::new()),
        What::Enter { call, .. } => (caller(*call), text(*call), String::new()),
        What::Return { call, got } => {
            let bytes = match got {
                Got::Received(bytes) if bytes.len() > MOST => {
                    format!("{}{}", to_c(&bytes[..MOST]), look(app).glyphs.ellipsis())
                }
                Got::Received(bytes) => to_c(bytes),
                _ => String::new(),
            };
            let key = if bytes.is_empty() { "lab-event-returned" } else { "lab-event-returned-bytes" };
            let mut said = msg!("lab-event-returned-bytes", call = call + 1, bytes = bytes);
            said.key = key;
            (caller(*call), app.texts.say(&said), super::calls::result(app, got))
        }
        What::Taken { from, bytes } => (
            network(),
            app.texts.say(&msg!("lab-event-taken", bytes = thousands(*bytes), side = side(*from))),
            String::new(),
        ),
        What::Delivered { to, bytes } => (
            network(),
            app.texts.say(&msg!("lab-event-delivered", bytes = thousands(*bytes), side = side(*to))),
            String::new(),
        ),
        What::DeliveredFin { to } => {
            (network(), app.texts.say(&msg!("lab-event-fin", side = side(*to))), String::new())
        }
        What::BlocksForGood { call } => {
            let mut said = msg!("lab-event-blocks", call = call + 1);
            if super::sentence::is_send(lab, *call) {
                said.key = "lab-event-blocks-send";
            }
            (caller(*call), app.texts.say(&said), String::new())
        }
        What::NeverCalled { call } => {
            (caller(*call), app.texts.say(&msg!("lab-event-never", call = call + 1)), String::new())
        }
        What::Ended => (String::new(), String::new(), String::new()),
    }
}
