//! The calls as they were made, and the loop that a program needs.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::engine::short::{Order, Stage};
use crate::msg;
use crate::text::thousands;
use crate::tui::app::App;
use crate::tui::theme::Role;
use crate::tui::widgets::{Look, Sentence, TitledRule, Tone, columns, more, put, put_folded, put_right};

/// A line of the calls.
struct Line {
    text: String,
    /// How often, one after the other.
    times: String,
    result: String,
    role: Role,
}

fn call_lines(app: &App, order: Order) -> Vec<Line> {
    let mut lines = Vec::new();
    for event in &app.short.events {
        let text = app.texts.say(&event.stage.message(order));
        lines.push(Line { text, times: String::new(), result: String::new(), role: Role::Quiet });
        for call in &event.calls {
            let times = match call.times {
                1 => String::new(),
                times => app.texts.say(&msg!("short-times", times = thousands(times))),
            };
            let role = if matches!(event.stage, Stage::Send | Stage::Rest) { Role::Strong } else { Role::Text };
            let (text, result) = (format!("  {}", call.text()), format!("= {}", call.result()));
            lines.push(Line { text, times, result, role });
        }
    }
    lines
}

/// The calls as they were made, the last ones where there is no room for all.
pub(super) fn calls(app: &App, look: &Look<'_>, area: Rect, buf: &mut Buffer, alone: bool) {
    let short = &app.short;
    let Some(order) = short.order() else { return };
    let lines = call_lines(app, order);
    let room = usize::from(area.height.saturating_sub(1));
    let first = lines.len().saturating_sub(room);
    TitledRule { title: &app.texts.get("short-calls"), right: &more(look, first, 0), focused: false }
        .draw(look, area, buf);
    if lines.is_empty() {
        let inner = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
        return how(app, look, inner, buf, alone);
    }
    for (y, line) in (area.y + 1..area.bottom()).zip(&lines[first..]) {
        let style = look.style(line.role);
        let used = put_right(look, area, buf, y, &line.result, style);
        let room = area.width.saturating_sub(used + 1);
        let text = put_folded(look, area, buf, (area.x, y), room, &line.text, style);
        let left = room.saturating_sub(text + 2);
        put_folded(look, area, buf, (area.x + text + 2, y), left, &line.times, look.style(Role::Quiet));
    }
}

/// Before the first step: what will be done; where it stands nowhere else, the loop that makes a send whole.
fn how(app: &App, look: &Look<'_>, area: Rect, buf: &mut Buffer, alone: bool) {
    let text = app.texts.say(&msg!("short-how", cut = app.short.cut));
    let said = Sentence { text: &text, tone: Tone::Plain };
    said.draw(look, area, buf);
    let y = area.y + said.height(look, area.width);
    if alone {
        program(app, look, Rect { y, height: area.bottom().saturating_sub(y), ..area }, buf);
    }
}

/// The loop that a program needs, with the line that runs. Gives the line below it; without room it is left out.
pub(super) fn program(app: &App, look: &Look<'_>, area: Rect, buf: &mut Buffer) -> u16 {
    let short = &app.short;
    let length = short.length();
    let lines = [
        "sent = 0;".to_owned(),
        format!("while (sent < {length}) {{"),
        format!("    n = send(sock, data + sent, {length} - sent, 0);"),
        "    if (n > 0) sent += n; }".to_owned(),
    ];
    if usize::from(area.height) < lines.len() + 1 {
        return area.y;
    }
    let now = match short.next() {
        _ if !short.has_begun() => None,
        Stage::Measure | Stage::Fill => Some(0),
        Stage::Send | Stage::Rest => Some(2),
        Stage::Read | Stage::Check | Stage::Over => Some(1),
    };
    let sent = app.texts.say(&msg!("short-sent-is", sent = short.sent()));
    TitledRule { title: &app.texts.get("short-loop"), right: &sent, focused: false }.draw(look, area, buf);
    for (y, (at, line)) in (area.y + 1..).zip(lines.iter().enumerate()) {
        let here = now == Some(at);
        if here {
            put(look, area, buf, (area.x, y), &look.glyphs.row.to_string(), look.style(Role::Focus));
        }
        let role = if here { Role::Strong } else { Role::Text };
        // Indented no more than there is room for.
        let indent = (columns(look, line) + 2).saturating_sub(area.width);
        let line = &line[line.len().min(usize::from(indent)).min(line.len() - line.trim_start().len())..];
        put_folded(look, area, buf, (area.x + 2, y), area.width - 2, line, look.style(role));
    }
    area.y + 1 + lines.len() as u16
}
