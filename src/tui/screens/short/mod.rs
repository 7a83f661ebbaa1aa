//! Short sends: the bytes on one ruler, the calls with what they returned, the kernel's numbers, and a question before each send.
//!
//! ```text
//!  ━ 130 bytes to send ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ sent: 0 → 40 → 130 ━
//!         ┏a┯━┯━┯━┳b━┯━
//!       0 ┃a│b│c│d┃e │f
//!  ─ calls ───────────────────────────────────   ─ the connection ──────────────
//!  send(sock, data, 130, MSG_DONTWAIT)    = 40   holds                    5,184
//! ```

mod calls;
mod numbers;
mod questions;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::engine::short::{Order, Stage};
use crate::msg;
use crate::text::Message;
use crate::tui::app::App;
use crate::tui::app::short::{Question, Short};
use crate::tui::theme::Role;
use crate::tui::widgets::{At, ByteRows, Look, Sentence, Stage as Stages, TitledRule, Tone, put, put_right};

use calls::{calls, program};
use numbers::{numbers, numbers_in_a_line};
use questions::{answers_in_lines, questions};

/// From this width on the calls have the numbers beside them, …
const WIDE: u16 = 100;
/// … which are so wide at least, with a gap before them.
const BESIDE: u16 = 49;
const BESIDE_MOST: u16 = 64;
const GAP: u16 = 3;
/// The widest that the calls get.
const LONGEST: u16 = 90;

pub(super) fn draw(app: &App, look: &Look<'_>, screen: Rect, buf: &mut Buffer) {
    let short = &app.short;
    let area = Rect { x: screen.x + 1, width: screen.width - 2, height: screen.height - 1, ..screen };
    header(app, look, area, buf);
    let (text, tone) = match (&app.notice, &short.failed) {
        (Some(notice), _) => (app.texts.say(&notice.message), if notice.fault { Tone::Fault } else { Tone::Plain }),
        (None, Some(why)) => (app.texts.say(why), Tone::Fault),
        (None, None) => (app.texts.say(&sentence(short)), Tone::Plain),
    };
    let said = Sentence { text: &text, tone };
    let height = said.height(look, area.width).clamp(1, said_lines(area));
    said.draw(look, Rect { y: area.bottom() - height, height, ..area }, buf);

    let page = page(screen);
    let below = data(app, look, page, buf);
    let rest = Rect { y: below, height: page.bottom().saturating_sub(below), ..page };
    if rest.width >= WIDE {
        // A result far from its call would be looked for, and a number far from its name.
        let left = Rect { width: (rest.width - BESIDE - GAP).min(LONGEST), ..rest };
        let right = Rect { x: left.right() + GAP, width: (rest.width - left.width - GAP).min(BESIDE_MOST), ..rest };
        calls(app, look, left, buf, false);
        let under = |below: u16| Rect { y: below + 1, height: right.bottom().saturating_sub(below + 1), ..right };
        let below = numbers(app, look, right, buf);
        let below = program(app, look, under(below), buf);
        questions(app, look, under(below), buf);
    } else {
        let below = numbers_in_a_line(app, look, rest, buf);
        let rest = Rect { y: below, height: rest.bottom().saturating_sub(below), ..rest };
        match short.question() {
            Some(_) => questions(app, look, rest, buf),
            None => {
                let below = answers_in_lines(app, look, rest, buf);
                let rest = Rect { y: below, height: rest.bottom().saturating_sub(below), ..rest };
                calls(app, look, rest, buf, true);
            }
        }
    }
}

/// Lines of the sentence, whether it needs them or not: the bytes stay where they are.
fn said_lines(area: Rect) -> u16 {
    if area.width >= WIDE || is_low(area) { 2 } else { 3 }
}

/// Whether every line counts.
fn is_low(area: Rect) -> bool {
    area.height < 20
}

/// What is between the header and the sentence.
fn page(screen: Rect) -> Rect {
    let area = Rect { x: screen.x + 1, width: screen.width - 2, height: screen.height - 1, ..screen };
    let header = if is_low(area) { 2 } else { 3 };
    Rect { y: area.y + header, height: area.height.saturating_sub(header + 1 + said_lines(area)), ..area }
}

/// Where the bytes stand on the page.
fn rows_area(rows: &ByteRows<'_>, page: Rect) -> Rect {
    // The rest needs some lines, too.
    let room = page.height.saturating_sub(1);
    let most = (room / 2).max(room.saturating_sub(16)).max(5);
    Rect { y: page.y + 1, height: rows.height(page.width, most), ..page }
}

/// The byte at (x, y).
pub(in crate::tui) fn byte_at(app: &App, x: u16, y: u16) -> Option<usize> {
    let screen = Rect { x: 0, y: 0, width: app.size.0, height: app.size.1 };
    if screen.width < super::LEAST.0 || screen.height < super::LEAST.1 {
        return None;
    }
    let bytes = vec![0; app.short.length()];
    let rows = ByteRows { bytes: &bytes, taken: &[], cut: None };
    rows.byte_at(rows_area(&rows, page(screen)), x, y)
}

fn header(app: &App, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
    let short = &app.short;
    let x =
        area.x + put(look, area, buf, (area.x, area.y), &app.texts.get("lab-program"), look.style(Role::Strong)) + 3;
    let used = put(look, area, buf, (x, area.y), &app.texts.get("short-title"), look.style(Role::Text));
    let at = match short.next() {
        _ if !short.has_begun() || short.said(Question::First).is_none() => At::Predict,
        Stage::Over => At::Explain,
        _ => At::Run,
    };
    let left = x + used + 2;
    Stages { at }.draw(look, Rect { x: left, width: area.right().saturating_sub(left), height: 1, ..area }, buf);
    let line = Rect { y: area.y + 1, height: 1, ..area };
    let way = app.texts.say(&short.by().message());
    let way = app.texts.say(&msg!("short-way", way = way));
    let used = put(look, line, buf, (line.x, line.y), &way, look.style(Role::Quiet));
    if !short.events.is_empty() {
        let free = Rect { x: line.x + used + 2, width: line.width.saturating_sub(used + 2), ..line };
        put_right(look, free, buf, line.y, &app.texts.get("lab-live"), look.style(Role::Quiet));
    }
}

/// The bytes. Gives the line below them.
fn data(app: &App, look: &Look<'_>, area: Rect, buf: &mut Buffer) -> u16 {
    let short = &app.short;
    let title = app.texts.say(&msg!("short-data", length = short.length()));
    let mut sent = vec!["0".to_owned()];
    let mut end = 0;
    for taken in short.taken() {
        end += taken;
        sent.push(end.to_string());
    }
    let right = match short.has_begun() {
        true => app.texts.say(&msg!("short-sent", sent = sent.join(" → "), length = short.length())),
        false => app.texts.say(&msg!("short-cut", cut = short.cut)),
    };
    TitledRule { title: &title, right: &right, focused: true }.draw(look, area, buf);
    let bytes: Vec<u8> = (0..short.length()).map(Order::byte).collect();
    let taken = short.taken();
    let rows = ByteRows { bytes: &bytes, taken: &taken, cut: taken.is_empty().then_some(short.cut) };
    let place = rows_area(&rows, area);
    rows.draw(look, place, buf);
    place.bottom() + u16::from(area.height > 16)
}

/// What is said on the last line but one.
fn sentence(short: &Short) -> Message {
    let Some(order) = short.order() else { return msg!("short-stage-over") };
    let Some(last) = short.events.last() else {
        return match short.busy {
            true => msg!("short-say-measuring"),
            false => msg!("short-say-set", cut = short.cut, length = short.length()),
        };
    };
    let done = last.message(order);
    match short.next() {
        Stage::Over => msg!("short-say-over", done = done),
        _ if short.question().is_some() => msg!("short-say-asked", done = done),
        Stage::Measure => done,
        next => msg!("short-say-next", done = done, next = next.message(order)),
    }
}
