//! Short sends: the bytes on one ruler, the calls with what they returned, the kernel's numbers, and a question before each send.
//!
//! ```text
//!  ━ 130 bytes to send ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ sent: 0 → 40 → 130 ━
//!         ┏a┯━┯━┯━┳b━┯━
//!       0 ┃a│b│c│d┃e │f
//!  ─ calls ───────────────────────────────────   ─ the connection ──────────────
//!  send(sock, data, 130, MSG_DONTWAIT)    = 40   holds                    5,184
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::engine::short::{By, Call, Made, Order, Stage};
use crate::msg;
use crate::text::{Message, thousands};
use crate::tui::app::App;
use crate::tui::app::short::{Guess, Question, Said, Short};
use crate::tui::theme::Role;
use crate::tui::widgets::{
    At, ByteRows, Look, Sentence, Stage as Stages, TitledRule, Tone, columns, more, put, put_folded, put_right,
};

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
fn calls(app: &App, look: &Look<'_>, area: Rect, buf: &mut Buffer, alone: bool) {
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
fn program(app: &App, look: &Look<'_>, area: Rect, buf: &mut Buffer) -> u16 {
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
fn numbers(app: &App, look: &Look<'_>, area: Rect, buf: &mut Buffer) -> u16 {
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

/// The numbers in a line, as many as fit. Gives the line below them.
fn numbers_in_a_line(app: &App, look: &Look<'_>, area: Rect, buf: &mut Buffer) -> u16 {
    let known = figures(&app.short).into_iter().filter_map(|([_, brief], number)| Some((brief, number?)));
    let words: Vec<String> =
        known.map(|(name, number)| format!("{} {}", app.texts.get(name), thousands(number))).collect();
    if words.is_empty() {
        return area.y;
    }
    put_folded(look, area, buf, (area.x, area.y), area.width, &words.join(" · "), look.style(Role::Quiet));
    area.y + 1
}

/// A guess in words.
fn guess(app: &App, guess: Guess) -> String {
    let short = &app.short;
    let by = short.by();
    let message = match guess {
        Guess::Returns(bytes) if bytes == short.length() => msg!("short-guess-all", length = bytes),
        Guess::Returns(bytes) => msg!("short-guess-some", taken = bytes),
        Guess::Fails => {
            let errno = if matches!(by, By::Signal { .. }) { "EINTR" } else { "EAGAIN" };
            msg!("short-guess-fails", errno = errno)
        }
        Guess::Waits => msg!("short-guess-waits"),
        Guess::Given(from, bytes) => {
            let data = if from == 0 { "data".to_owned() } else { format!("data + {from}") };
            msg!("short-guess-given", data = data, bytes = bytes)
        }
    };
    app.texts.say(&message)
}

/// What is asked now, with its answers; else what was said, beside what happened.
fn questions(app: &App, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
    let short = &app.short;
    let Some(question) = short.question() else {
        return answers(app, look, area, buf);
    };
    let (asked, guesses) = (asked(app, question), short.guesses(question));
    let text = Sentence { text: &asked, tone: Tone::Strong };
    let needs = text.height(look, area.width) + guesses.len() as u16;
    let titled = u16::from(area.height > needs);
    if titled > 0 {
        let title = app.texts.get("short-predict");
        TitledRule { title: &title, right: "", focused: true }.draw(look, area, buf);
    }
    let inner = Rect { y: area.y + titled, height: area.height.saturating_sub(titled), ..area };
    text.draw(look, inner, buf);
    let y = inner.y + text.height(look, inner.width);
    for (y, (at, one)) in (y..inner.bottom()).zip(guesses.into_iter().enumerate()) {
        put(look, inner, buf, (inner.x + 1, y), &(at + 1).to_string(), look.style(Role::Key));
        let width = inner.width.saturating_sub(4);
        put_folded(look, inner, buf, (inner.x + 4, y), width, &guess(app, one), look.style(Role::Text));
    }
}

fn asked(app: &App, question: Question) -> String {
    let short = &app.short;
    let by = short.by();
    let call = |from, size| {
        let (made, got) = (Made::Data { from, by }, Ok(0));
        Call { made, size, got, times: 1 }.text()
    };
    let message = match question {
        Question::First => msg!("short-ask-first", call = call(0, short.length())),
        Question::Next => msg!("short-ask-next", sent = short.sent(), length = short.length()),
    };
    app.texts.say(&message)
}

fn answers(app: &App, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
    let short = &app.short;
    if short.said.is_empty() || area.height < 2 {
        return;
    }
    TitledRule { title: &app.texts.get("short-you-said"), right: "", focused: false }.draw(look, area, buf);
    let mut y = area.y + 1;
    for (sign, words, right) in said(app, look) {
        let line = Rect { y, height: u16::from(y < area.bottom()), ..area };
        put(look, line, buf, (line.x, y), &sign.to_string(), look.style(Role::Strong));
        put_folded(look, line, buf, (line.x + 2, y), line.width - 2, &words, look.style(Role::Text));
        y += 1;
        if let Some(right) = right {
            let line = Rect { y, height: u16::from(y < area.bottom()), ..area };
            put_folded(look, line, buf, (line.x + 2, y), line.width - 2, &right, look.style(Role::Quiet));
            y += 1;
        }
    }
}

/// The same, a line each, without a title. Gives the line below them.
fn answers_in_lines(app: &App, look: &Look<'_>, area: Rect, buf: &mut Buffer) -> u16 {
    let said = said(app, look);
    for (y, (sign, words, right)) in (area.y..area.bottom()).zip(&said) {
        put(look, area, buf, (area.x, y), &sign.to_string(), look.style(Role::Strong));
        let words = right.iter().fold(words.clone(), |words, right| format!("{words} · {right}"));
        put_folded(look, area, buf, (area.x + 2, y), area.width - 2, &words, look.style(Role::Text));
    }
    area.y + said.len() as u16
}

/// What was said: its sign, its words, and what was right where that was something else.
fn said(app: &App, look: &Look<'_>) -> Vec<(char, String, Option<String>)> {
    let one = |said: &Said| {
        let (sign, right) = match said.right {
            None => (look.glyphs.dot, None),
            Some(right) if right == said.guess => (look.glyphs.same, None),
            Some(right) => (look.glyphs.differs, Some(guess(app, right))),
        };
        let words = guess(app, said.guess);
        let words = match said.question {
            Question::First => msg!("short-said-first", guess = words),
            Question::Next => msg!("short-said-next", guess = words),
        };
        (sign, app.texts.say(&words), right.map(|right| app.texts.say(&msg!("short-it-was", right = right))))
    };
    app.short.said.iter().map(one).collect()
}
