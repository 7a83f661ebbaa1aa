//! The numbers of the connection.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::engine::short::Stage;
use crate::text::thousands;
use crate::tui::app::App;
use crate::tui::app::short::Short;
use crate::tui::theme::Role;
use crate::tui::widgets::{Look, Sentence, TitledRule, Tone, put_folded, put_right};

/// What is known of the connection, in words and in fewer, with its number.
fn figures(short: &Short) -> Vec<([&'static str; 2], Option<u64>)> {
    let last = short.events.last();
    let in_it = matches!(short.next(), Stage::Send | Stage::Read | Stage::Rest | Stage::Check | Stage::Over);
    vec![
        (["short-holds", "short-holds-brief"], short.capacity().map(|bytes| bytes as u64)),
        (["short-filled", "short-filled-brief"], in_it.then_some(short.filled() as u64)),
        (["short-unacknowledged", "short-unacknowledged-brief"], last.and_then(|event| event.unacknowledged)),
        (["short-unread", "short-unread-brief"], last.and_then(|event| event.unread)),
    ]
}

/// The numbers below each other. Gives the line below them.
pub(super) fn numbers(app: &App, look: &Look<'_>, area: Rect, buf: &mut Buffer) -> u16 {
    TitledRule { title: &app.texts.get("short-connection"), right: "", focused: false }.draw(look, area, buf);
    let mut y = area.y + 1;
    for ([name, _], number) in figures(&app.short) {
        let number = number.map_or_else(|| look.glyphs.dot.to_string(), thousands);
        let line = Rect { y, height: u16::from(y < area.bottom()), ..area };
        let used = put_right(look, line, buf, y, &number, look.style(Role::Text));
        put_folded(
            look,
            line,
            buf,
            (line.x, y),
            line.width.saturating_sub(used + 1),
            &app.texts.get(name),
            look.style(Role::Quiet),
        );
        y += 1;
    }
    y
}

/// What the calls are that ask a kernel for its numbers, where there is room for it.
pub(super) fn note(app: &App, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
    let text = app.texts.get("short-numbers-note");
    let said = Sentence { text: &text, tone: Tone::Quiet };
    if said.height(look, area.width) <= area.height {
        said.draw(look, area, buf);
    }
}

/// Whether some number is known.
pub(super) fn are_known(short: &Short) -> bool {
    figures(short).iter().any(|(_, number)| number.is_some())
}

/// The numbers in a line, as many as fit.
pub(super) fn numbers_in_a_line(app: &App, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
    let known = figures(&app.short).into_iter().filter_map(|([_, brief], number)| Some((brief, number?)));
    let words: Vec<String> =
        known.map(|(name, number)| format!("{} {}", app.texts.get(name), thousands(number))).collect();
    put_folded(look, area, buf, (area.x, area.y), area.width, &words.join(" · "), look.style(Role::Quiet));
}
