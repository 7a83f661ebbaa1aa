//! What can be scrolled: the calls as they were made, and the loop that a program needs.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::program;
use crate::engine::short::{Event, Made, Order, Stage};
use crate::msg;
use crate::text::thousands;
use crate::tui::app::App;
use crate::tui::app::short::{Page, Question, Short};
use crate::tui::theme::Role;
use crate::tui::widgets::{Look, Sentence, TitledRule, Tone, more, put_folded, put_right, wrap};

/// A line.
pub(super) struct Line {
    pub(super) text: String,
    /// How often, one after the other.
    pub(super) times: String,
    pub(super) result: String,
    pub(super) role: Role,
}

impl Line {
    pub(super) fn of(text: String, role: Role) -> Line {
        Line { text, times: String::new(), result: String::new(), role }
    }
}

/// Lines under a title, and which of them are seen.
pub(super) struct Log {
    title: &'static str,
    right: String,
    lines: Vec<Line>,
    /// The first line that is seen.
    pub(super) first: usize,
    /// Lines there is room for.
    pub(super) room: usize,
}

impl Log {
    /// The first line at most.
    pub(super) fn most(&self) -> usize {
        self.lines.len().saturating_sub(self.room)
    }

    fn draw(&self, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
        let below = self.lines.len().saturating_sub(self.first + self.room);
        let hidden = more(look, self.first, below);
        let right = [self.right.as_str(), &hidden]
            .into_iter()
            .filter(|words| !words.is_empty())
            .collect::<Vec<_>>()
            .join(" · ");
        TitledRule { title: &look.texts.get(self.title), right: &right, focused: false }.draw(look, area, buf);
        for (y, line) in (area.y + 1..area.bottom()).zip(&self.lines[self.first..]) {
            let style = look.style(line.role);
            let used = put_right(look, area, buf, y, &line.result, style);
            let room = area.width.saturating_sub(used + u16::from(used > 0));
            let text = put_folded(look, area, buf, (area.x, y), room, &line.text, style);
            let left = room.saturating_sub(text + 2);
            put_folded(look, area, buf, (area.x + text + 2, y), left, &line.times, look.style(Role::Quiet));
        }
    }
}

/// The calls under their steps. Those that fill the connection come back short, too: until it is said what a send will do, they are
/// told in one line.
fn call_lines(app: &App, look: &Look<'_>, width: u16, order: Order) -> Vec<Line> {
    let short = &app.short;
    let mut lines = Vec::new();
    for event in &short.events {
        lines.push(Line::of(app.texts.say(&event.stage.message(order)), Role::Quiet));
        let quiet = |words: &str| {
            let wrapped = wrap(look, words, width.saturating_sub(2));
            wrapped.into_iter().map(|words| Line::of(format!("  {words}"), Role::Quiet)).collect::<Vec<_>>()
        };
        if matches!(event.stage, Stage::Measure | Stage::Fill) && short.said(Question::First).is_none() {
            let calls = event.calls.iter().map(|call| call.times).sum::<u64>();
            let words = match event.stage {
                Stage::Fill => msg!("short-folded-fill", calls = calls, cut = order.cut()),
                _ => msg!("short-folded-measure", calls = calls),
            };
            lines.extend(quiet(&app.texts.say(&words)));
            continue;
        }
        for call in &event.calls {
            let times = match call.times {
                1 => String::new(),
                times => app.texts.say(&msg!("short-times", times = thousands(times))),
            };
            let role = if matches!(call.made, Made::Data { .. }) { Role::Strong } else { Role::Text };
            let result = call.result().map_or_else(|| waits(app, event), |result| format!("= {result}"));
            lines.push(Line { text: format!("  {}", call.text()), times, result, role });
        }
        if event.stage == Stage::Fill && event.found_room_again() {
            lines.extend(quiet(&app.texts.get("short-room-again")));
        }
    }
    lines
}

/// That a call stands open; while it does so, for how long.
fn waits(app: &App, event: &Event) -> String {
    let since = app.short.waits_since.filter(|_| app.short.events.last() == Some(event));
    match since.map(|since| app.now.saturating_sub(since).as_secs_f64()) {
        Some(seconds) if seconds < 10.0 => app.texts.say(&msg!("short-waits-for", seconds = format!("{seconds:.1}"))),
        Some(seconds) => app.texts.say(&msg!("short-waits-for", seconds = format!("{seconds:.0}"))),
        None => app.texts.get("short-waits"),
    }
}

/// The lines of a page, where there is so much room for them.
fn log(app: &App, look: &Look<'_>, area: Rect, page: Page) -> Log {
    let short = &app.short;
    let room = usize::from(area.height.saturating_sub(1));
    let (title, right, lines) = match (page, short.order()) {
        (Page::Loop, _) => {
            let sent = app.texts.say(&msg!("short-sent-is", sent = short.sent()));
            ("short-loop", sent, program::lines(short, look, area.width))
        }
        (Page::Calls, order) => (
            "short-calls",
            String::new(),
            order.map_or_else(Vec::new, |order| call_lines(app, look, area.width, order)),
        ),
    };
    let most = lines.len().saturating_sub(room);
    let first = if page == Page::Calls { most } else { 0 };
    let first = short.scroll.filter(|_| page == short.page).unwrap_or(first).min(most);
    Log { title, right, lines, first, room }
}

/// The page that is shown.
pub(super) fn shown(app: &App, look: &Look<'_>, area: Rect) -> Log {
    log(app, look, area, page(&app.short))
}

/// Which page is shown.
pub(super) fn page(short: &Short) -> Page {
    if short.may_see_loop() { short.page } else { Page::Calls }
}

/// Where the loop stands below the calls, if there is room for both.
pub(super) fn loop_below(app: &App, look: &Look<'_>, area: Rect) -> Option<Rect> {
    if !app.short.may_see_loop() {
        return None;
    }
    let height = |page| log(app, look, area, page).lines.len() as u16 + 1;
    let needs = height(Page::Loop);
    let free = area.height.checked_sub(height(Page::Calls) + 1)?;
    (needs <= free).then(|| Rect { y: area.bottom() - free, height: needs, ..area })
}

/// The page that is shown; both where there is room. Before the first step: what will be done.
pub(super) fn draw(app: &App, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
    if app.short.events.is_empty() {
        TitledRule { title: &app.texts.get("short-calls"), right: "", focused: false }.draw(look, area, buf);
        let inner = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
        let text = app.texts.say(&msg!("short-how", cut = app.short.cut, length = app.short.length()));
        return Sentence { text: &text, tone: Tone::Plain }.draw(look, inner, buf);
    }
    if let Some(below) = loop_below(app, look, area) {
        let area = Rect { height: below.y - 1 - area.y, ..area };
        log(app, look, area, Page::Calls).draw(look, area, buf);
        return log(app, look, below, Page::Loop).draw(look, below, buf);
    }
    shown(app, look, area).draw(look, area, buf);
}
