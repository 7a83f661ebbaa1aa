//! What happened, event by event, as strace would tell it.

mod words;

use std::ops::Range;
use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::paint::{fold, sign, thousands};
use super::sentence::wrap;
use super::{Look, TitledRule, columns, put, put_folded};
use crate::msg;
use crate::trace::{TraceView, Words};
use crate::tui::theme::Role;

/// The trace, with its rule, a bar to scrub in, and the selected event in plain words.
///
/// ```text
/// ─ trace ──────────────────────── ━━━━━━●─── event 3 of 5 ─
///   0.000 000  client  send(sock, "hello!", 6, 0)    = 6
///   0.000 066  server  recv(sock, buf1, 1024, 0)     …
/// ▸ 0.200 310  network delivers 2 to the server
///   0.200 388  server  recv returns                  = 2  "he"
///   0.200 402  server  recv(sock, buf2, 1024, 0)     … waits
/// 2 bytes have arrived at the server: a recv can read them now.
/// ```
///
/// A call and its return share a line where nothing came in between. What lies after the selected event is quiet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TracePanel<'a> {
    /// What there is to tell.
    pub trace: &'a TraceView<'a>,
    /// Whether the pane has the focus.
    pub focused: bool,
    /// Whether the last line says the selected event in plain words; there must be room for four lines of events.
    pub words: bool,
}

/// The most columns that the bar takes, its knob included.
const BAR: u16 = 21;
/// The fewest columns with which there is a bar at all.
const BAR_LEAST: u16 = 6;
/// Columns of who.
const WHO: u16 = 8;
/// Below this many columns the plain words get two lines.
const TWICE: u16 = 66;
/// Below this many columns the time has milliseconds only.
const NARROW: u16 = 60;

/// Where everything stands.
struct Plan {
    /// The lines that can be seen.
    shown: Range<usize>,
    /// The list.
    list: Rect,
    /// The plain words.
    words: Rect,
    /// The bar, on the rule; empty where it has no room.
    bar: Rect,
}

impl TracePanel<'_> {
    fn right(&self, look: &Look<'_>) -> String {
        match self.trace.lines.len() {
            0 => look.texts.get("tui-trace-none"),
            total => look.texts.say(&msg!("tui-trace-event", at = self.trace.at, total = total)),
        }
    }

    fn plan(&self, look: &Look<'_>, area: Rect) -> Plan {
        let below = Rect { y: area.y.saturating_add(1), height: area.height.saturating_sub(1), ..area };
        // The same room whatever is said, so that the list never moves; the list keeps four lines.
        let said =
            if self.words { below.height.saturating_sub(4).min(if below.width < TWICE { 2 } else { 1 }) } else { 0 };
        let list = Rect { height: below.height - said, ..below };
        // Where all events have room, the words stand close below the last.
        let lines = u16::try_from(self.trace.lines.len()).unwrap_or(u16::MAX).saturating_add(1);
        let words = Rect { x: area.x, y: list.y + lines.min(list.height), width: area.width, height: said };
        let room = usize::from(list.height);
        // The list turns by half a page, so that it rests while one looks around in it; what is selected stays in sight with
        // what comes before and after.
        let (half, selected) = ((room / 2).max(1), self.trace.at.saturating_sub(1));
        let first = (selected / half * half).saturating_sub((room - half.min(room)).div_ceil(2));
        let first = first.min(self.trace.lines.len().saturating_sub(room));
        let shown = first..(first + room).min(self.trace.lines.len());

        let (title, right) = (columns(look, &look.texts.get("tui-trace")), columns(look, &self.right(look)));
        // `─ trace ── ` … ` event 6 of 6 ─`
        let free = area.width.saturating_sub(title.saturating_add(right).saturating_add(9));
        let wide = free.min(BAR).min(area.width / 5);
        let bar = if wide < BAR_LEAST || self.trace.lines.is_empty() || area.height == 0 {
            Rect::default()
        } else {
            Rect { x: area.right() - right - 3 - wide, y: area.y, width: wide, height: 1 }
        };
        Plan { shown, list, words, bar }
    }

    /// Draws the panel.
    pub fn draw(&self, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
        let area = area.intersection(buf.area);
        if area.is_empty() {
            return;
        }
        let plan = self.plan(look, area);
        let right = self.right(look);
        let title = look.texts.get("tui-trace");
        TitledRule { title: &title, right: &right, focused: self.focused }.draw(look, area, buf);
        self.draw_bar(look, area, buf, plan.bar);
        self.draw_list(look, buf, &plan);
        if let Some(line) = self.trace.selected()
            && plan.words.height > 0
        {
            let text = words::plain(look, line);
            let room = plan.words.width;
            let mut lines = wrap(look, &text, room.saturating_sub(2));
            if lines.len() > usize::from(plan.words.height) {
                let rest = lines.split_off(usize::from(plan.words.height) - 1).join(" ");
                lines.push(fold(look, &rest, room.saturating_sub(2)));
            }
            for (y, line) in (plan.words.y..plan.words.bottom()).zip(&lines) {
                put(look, plan.words, buf, (plan.words.x + 2, y), line, look.style(Role::Text));
            }
        }
    }

    /// `━━━━━━●───`: heavy up to the selected event.
    fn draw_bar(&self, look: &Look<'_>, area: Rect, buf: &mut Buffer, bar: Rect) {
        if bar.is_empty() {
            return;
        }
        let knob = self.knob(bar);
        for x in bar.x.saturating_sub(2)..bar.x {
            sign(area, buf, (x, bar.y), ' ', look.style(Role::Text));
        }
        for x in bar.left()..bar.right() {
            let (part, role) = match x.cmp(&knob) {
                std::cmp::Ordering::Less => (look.glyphs.rules[1], Role::FocusedRule),
                std::cmp::Ordering::Equal if self.focused => (look.glyphs.now, Role::Focus),
                std::cmp::Ordering::Equal => (look.glyphs.now, Role::Text),
                std::cmp::Ordering::Greater => (look.glyphs.rules[0], Role::Quiet),
            };
            sign(area, buf, (x, bar.y), part, look.theme.plain().patch(look.style(role)));
        }
    }

    fn knob(&self, bar: Rect) -> u16 {
        let total = self.trace.lines.len().max(1);
        let way = usize::from(bar.width - 1) * self.trace.at.min(total) / total;
        bar.x + u16::try_from(way).unwrap_or(0)
    }

    fn draw_list(&self, look: &Look<'_>, buf: &mut Buffer, plan: &Plan) {
        let list = plan.list;
        if list.is_empty() {
            return;
        }
        let lines = &self.trace.lines[plan.shown.clone()];
        let told: Vec<Words> = lines.iter().map(|line| words::line(look, line)).collect();
        let narrow = list.width < NARROW;
        let times: Vec<String> = lines.iter().map(|line| stamp(line.at, narrow)).collect();
        let time = times.iter().map(String::len).max().unwrap_or(0) as u16;
        let what = list.x + 2 + time + if narrow { 1 } else { 2 };
        let beside = what + WHO;
        // Results stand below each other, after the longest call that leaves them room.
        let longest = told.iter().filter(|told| !told.result.is_empty()).map(|told| columns(look, &told.code)).max();
        let results = told.iter().map(|told| columns(look, &told.result)).max().unwrap_or(0);
        let least = list.right().saturating_sub(results.min(list.width / 4) + 1);
        let result = (beside + longest.unwrap_or(0) + 2).min(least.max(beside + 8));
        for (index, (line, told)) in lines.iter().zip(&told).enumerate() {
            let Ok(down) = u16::try_from(index) else { return };
            let y = list.y + down;
            let number = plan.shown.start + index + 1;
            let selected = number == self.trace.at;
            let past = number <= self.trace.at;
            let role = |role| if past { role } else { Role::Quiet };
            if selected {
                let style = look.style(if self.focused { Role::Focus } else { Role::Quiet });
                sign(list, buf, (list.x, y), look.glyphs.row, style);
            }
            let indent = time - times[index].len() as u16;
            put(look, list, buf, (list.x + 2 + indent, y), &stamp(line.at, narrow), look.style(Role::Quiet));
            put_folded(look, list, buf, (what, y), WHO - 1, &told.who, look.style(role(Role::Text)));
            let code = if told.who.is_empty() { what } else { beside };
            let strong = if selected && self.focused { Role::Strong } else { role(Role::Text) };
            if told.result.is_empty() {
                let room = list.right().saturating_sub(code);
                put_folded(look, list, buf, (code, y), room, &told.code, look.style(strong));
                continue;
            }
            let room = result.saturating_sub(code + 1);
            let text = words::shortened(look, &told.code, room);
            put_folded(look, list, buf, (code, y), room, &text, look.style(strong));
            let room = list.right().saturating_sub(result);
            let bold = if selected { Role::Strong } else { role(Role::Text) };
            put_folded(look, list, buf, (result, y), room, &told.result, look.style(bold));
        }
    }

    /// Which line count stands at (x, y): a click on an event selects it, one on the bar goes to that part of the run.
    pub fn hit(&self, look: &Look<'_>, area: Rect, x: u16, y: u16) -> Option<usize> {
        if !area.contains((x, y).into()) {
            return None;
        }
        let plan = self.plan(look, area);
        if plan.bar.contains((x, y).into()) {
            let (way, wide) = (usize::from(x - plan.bar.x), usize::from(plan.bar.width - 1).max(1));
            return Some((way * self.trace.lines.len() + wide / 2) / wide);
        }
        let down = usize::from(y.checked_sub(plan.list.y)?);
        (y < plan.list.bottom() && down < plan.shown.len()).then(|| plan.shown.start + down + 1)
    }

    /// Whether there is room for the selected event in plain words.
    pub fn says(&self, look: &Look<'_>, area: Rect) -> bool {
        self.plan(look, area).words.height > 0
    }

    /// The selected event in plain words; empty where there is none.
    pub fn plain(&self, look: &Look<'_>) -> String {
        self.trace.selected().map_or(String::new(), |line| words::plain(look, line))
    }

    /// The lines that can be seen, as indices into the trace's lines.
    pub fn visible(&self, look: &Look<'_>, area: Rect) -> Range<usize> {
        self.plan(look, area).shown
    }
}

/// Seconds, milliseconds and microseconds: `0.200 402`; in a narrow pane `0.200`.
fn stamp(at: Duration, narrow: bool) -> String {
    let (seconds, micros) = (thousands(at.as_secs()), at.subsec_micros());
    if narrow {
        format!("{seconds}.{:03}", micros / 1000)
    } else {
        format!("{seconds}.{:03} {:03}", micros / 1000, micros % 1000)
    }
}
