//! Short sends: the bytes on one ruler, the calls with what they returned, the kernel's numbers, and a question before each send.
//!
//! ```text
//!  ━ 130 bytes to send ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ sent: 0 → 40 → 130 ━
//!         ┏a┯━┯━┯━┳b━┯━
//!       0 ┃a│b│c│d┃e │f
//!  ─ calls ───────────────────────────────────   ─ the connection ──────────────
//!  send(sock, data, 130, MSG_DONTWAIT)    = 40   holds                    5,184
//! ```

mod log;
mod numbers;
mod program;
mod questions;
mod words;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::engine::short::{Order, Stage};
use crate::msg;
use crate::text::Message;
use crate::tui::app::App;
use crate::tui::app::short::{Page, Question, Short};
use crate::tui::theme::Role;
use crate::tui::widgets::{At, ByteRows, Look, Sentence, Stage as Stages, TitledRule, Tone, columns, put, put_right};

use numbers::{numbers, numbers_in_a_line};

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
        (None, None) => (app.texts.say(&sentence(short, takes_turns(app) && short.page == Page::Calls)), Tone::Plain),
    };
    let said = Sentence { text: &text, tone };
    let height = said.height(look, area.width).clamp(1, said_lines(area));
    said.draw(look, Rect { y: area.bottom() - height, height, ..area }, buf);

    let places = places(app, look, screen);
    if let Some(page) = places.bytes {
        data(app, look, page, buf);
    }
    match places.beside {
        Some(right) => {
            let under = |below: u16| Rect { y: below + 1, height: right.bottom().saturating_sub(below + 1), ..right };
            let inner = under(numbers(app, look, right, buf));
            let below = match short.question() {
                Some(question) => {
                    questions::question(app, look, inner, buf, question);
                    right.bottom()
                }
                None => questions::answers(app, look, inner, buf),
            };
            if short.events.last().is_some_and(|event| event.unacknowledged.is_some()) {
                numbers::note(app, look, under(below), buf);
            }
        }
        None => {
            if let Some(line) = places.numbers {
                numbers_in_a_line(app, look, line, buf);
            }
            questions::draw(look, places.answers, buf, &questions::brief(app, look, places.answers.width));
            if let Some(question) = short.question() {
                questions::question(app, look, places.rest, buf, question);
            }
        }
    }
    if let Some(area) = places.log {
        log::draw(app, look, area, buf);
    }
}

/// What stands where.
struct Places {
    /// The page with the bytes on it; none where the loop has their place.
    bytes: Option<Rect>,
    /// Numbers, questions and answers, where they have a column of their own.
    beside: Option<Rect>,
    /// Else the line of the numbers, if there are some, …
    numbers: Option<Rect>,
    /// … what was said, …
    answers: Rect,
    /// … and what is below.
    rest: Rect,
    /// The calls, or the loop.
    log: Option<Rect>,
}

fn places(app: &App, look: &Look<'_>, screen: Rect) -> Places {
    let (short, page) = (&app.short, page(screen));
    let below = below_data(short, page);
    let rest = Rect { y: below, height: page.bottom().saturating_sub(below), ..page };
    let none = Rect { height: 0, ..rest };
    if rest.width >= WIDE {
        // A result far from its call would be looked for, and a number far from its name.
        let left = Rect { width: (rest.width - BESIDE - GAP).min(LONGEST), ..rest };
        let right = Rect { x: left.right() + GAP, width: (rest.width - left.width - GAP).min(BESIDE_MOST), ..rest };
        return Places { bytes: Some(page), beside: Some(right), numbers: None, answers: none, rest, log: Some(left) };
    }
    if log::page(short) == Page::Loop {
        return Places { bytes: None, beside: None, numbers: None, answers: none, rest: none, log: Some(page) };
    }
    let asked = short.question().map_or(0, |question| questions::height(app, look, rest.width, question));
    let asks = asked > 0;
    let has_room = numbers::are_known(short) && rest.height > asked;
    let line = has_room.then_some(Rect { height: 1, ..rest });
    let rest = cut_off(rest, u16::from(has_room));
    let lines = if asks { 0 } else { questions::brief(app, look, rest.width).len() as u16 };
    let answers = Rect { height: lines.min(rest.height), ..rest };
    let rest = cut_off(rest, answers.height);
    Places { bytes: Some(page), beside: None, numbers: line, answers, rest, log: (!asks).then_some(rest) }
}

/// What is left below so many lines.
fn cut_off(area: Rect, lines: u16) -> Rect {
    let lines = lines.min(area.height);
    Rect { y: area.y + lines, height: area.height - lines, ..area }
}

/// What scrolls: the first line that is shown, the first at most, and how many have room; none where nothing scrolls.
pub(in crate::tui) fn scrolled(app: &App) -> Option<(usize, usize, usize)> {
    let screen = super::whole(app.size).filter(|_| !app.short.events.is_empty())?;
    let look = super::look(app);
    let area = places(app, &look, screen).log?;
    if log::loop_below(app, &look, area).is_some() {
        return None;
    }
    let log = log::shown(app, &look, area);
    Some((log.first, log.most(), log.room)).filter(|(_, most, _)| *most > 0)
}

/// Whether the calls and the loop take turns: both are there, and have no room together.
pub(in crate::tui) fn takes_turns(app: &App) -> bool {
    let Some(screen) = super::whole(app.size).filter(|_| app.short.may_see_loop()) else { return false };
    let look = super::look(app);
    places(app, &look, screen).log.is_some_and(|area| log::loop_below(app, &look, area).is_none())
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
    let screen = super::whole(app.size)?;
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
        let live = app.texts.get("lab-live");
        let live = if columns(look, &live) <= free.width { live } else { app.texts.get("lab-live-short") };
        put_right(look, free, buf, line.y, &live, look.style(Role::Quiet));
    }
}

/// The bytes.
fn data(app: &App, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
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
    let taken: Vec<usize> = short.taken().into_iter().filter(|taken| *taken > 0).collect();
    let rows = ByteRows { bytes: &bytes, taken: &taken, cut: taken.is_empty().then_some(short.cut) };
    rows.draw(look, rows_area(&rows, area), buf);
}

/// The line below the bytes.
fn below_data(short: &Short, page: Rect) -> u16 {
    let bytes = vec![0; short.length()];
    let rows = ByteRows { bytes: &bytes, taken: &[], cut: None };
    rows_area(&rows, page).bottom() + u16::from(page.height > 16)
}

/// What is said on the last line but one.
fn sentence(short: &Short, turns: bool) -> Message {
    let Some(order) = short.order() else { return msg!("short-stage-over") };
    let Some(last) = short.events.last() else {
        return match short.busy {
            true => msg!("short-say-measuring"),
            false => msg!("short-say-set", cut = short.cut, length = short.length()),
        };
    };
    let done = last.message(order);
    match short.next() {
        Stage::Over if turns => msg!("short-say-over-loop", done = done, lesson = lesson(short)),
        Stage::Over => msg!("short-say-over", done = done, lesson = lesson(short)),
        _ if short.question().is_some() => msg!("short-say-asked", done = done),
        Stage::Measure => done,
        next => msg!("short-say-next", done = done, next = next.message(order)),
    }
}

/// What a program takes from it.
fn lesson(short: &Short) -> Message {
    match short.taken().first() {
        Some(0) => msg!("short-lesson-none"),
        Some(taken) if *taken == short.length() => msg!("short-lesson-all"),
        _ => msg!("short-lesson-short"),
    }
}
