//! What can be set before a run: what was asked for, what the system granted, and why the two differ.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::paint::{fold, more, sign};
use super::sentence::wrap;
use super::{Look, TitledRule, columns, put, put_folded, put_right};
use crate::msg;
use crate::text::Message;
use crate::tui::theme::Role;

/// One knob.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Knob<'a> {
    /// `TCP_NODELAY`, `network`.
    pub name: &'a str,
    /// What it is set to.
    pub value: &'a str,
    /// What the system was asked for; empty where it was not asked.
    pub asked: &'a str,
    /// What the system granted, or what was measured; may be empty.
    pub granted: &'a str,
    /// Why the two differ, or why the knob cannot be turned; may be empty. For buffers see [`buffer_note`].
    pub note: &'a str,
    /// Whether it can be turned here and now.
    pub enabled: bool,
}

/// The knobs, with their rule.
///
/// ```text
/// ─ knobs ─────────────────────────────────────────────────
///                                       asked     granted
///   network      ‹ relay: pieces=2 ›
/// ▸ SO_RCVBUF    ‹ 4096 ›               4,096       8,192
///   SO_SNDBUF    ‹ default ›                –   2,626,560
///   TCP_MAXSEG     default                          (quiet: cannot be turned here)
///
///   Linux doubles it: half is for the kernel's own book-keeping.
/// ```
///
/// The note is that of the row with the cursor; in a wide pane each row has its own beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KnobsPanel<'a> {
    /// Top to bottom.
    pub rows: &'a [Knob<'a>],
    /// The row with the cursor.
    pub cursor: Option<usize>,
    /// Whether the pane has the focus.
    pub focused: bool,
}

/// What stands at a point of the panel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KnobHit {
    /// Which row.
    pub row: usize,
    /// The bracket that was hit: back or on. None for the rest of the row.
    pub turn: Option<Turn>,
}

/// Which way a knob is turned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// `‹`
    Back,
    /// `›`
    On,
}

/// Columns before a name.
const LEAD: u16 = 2;
/// Columns of a number and the blanks before it, in a wide pane and in a narrow one.
const NUMBER: [u16; 2] = [12, 10];

struct Plan {
    shown: Range<usize>,
    head: Option<u16>,
    first_y: u16,
    value: u16,
    /// Right ends of the two columns of numbers.
    asked: u16,
    granted: u16,
    /// Where notes stand beside the rows.
    beside: Option<u16>,
    /// Lines for the selected row's note, below.
    below: Rect,
}

impl KnobsPanel<'_> {
    fn plan(&self, look: &Look<'_>, area: Rect) -> Plan {
        let room = area.height.saturating_sub(1);
        let head = (room > 1).then_some(area.y + 1);
        let room = room.saturating_sub(u16::from(head.is_some()));
        let longest = |texts: &mut dyn Iterator<Item = &str>| texts.map(|text| columns(look, text)).max().unwrap_or(0);
        let name = longest(&mut self.rows.iter().map(|row| row.name));
        let values = longest(&mut self.rows.iter().map(|row| row.value)).saturating_add(4);
        let numbers = self.rows.iter().any(|row| !row.asked.is_empty() || !row.granted.is_empty());
        let value = area.x.saturating_add(LEAD + name.min(area.width / 3)).saturating_add(3);
        // Numbers stand where the longest value leaves them, but never further apart than the eye can follow.
        let granted = longest(&mut self.rows.iter().map(|row| row.granted)).saturating_add(2);
        let number = NUMBER[usize::from(area.width < 60)];
        let wide = granted.max(number);
        let numbers = if numbers { number + wide } else { 0 };
        let granted = value.saturating_add(values).saturating_add(numbers).saturating_add(2).min(area.right());
        let asked = granted.saturating_sub(wide);
        let notes = longest(&mut self.rows.iter().map(|row| row.note));
        let beside = (area.right() > granted + 3 + notes).then_some(granted + 3);

        let rows = u16::try_from(self.rows.len()).unwrap_or(u16::MAX);
        let note = self.note();
        let said = match beside {
            None if !note.is_empty() => wrap(look, note, area.width.saturating_sub(2 * LEAD)).len().min(3) as u16,
            _ => 0,
        };
        // Rows go before the note, down to three of them; a blank line between the two where there is room.
        let said = said.min(room.saturating_sub(rows.min(3)));
        let list = rows.min(room - said);
        let gap = u16::from(said > 0 && list + said < room);
        let first_y = area.y + 1 + u16::from(head.is_some());
        let height = usize::from(list);
        let first = self.cursor.map_or(0, |cursor| (cursor + 1).saturating_sub(height));
        let first = first.min(self.rows.len().saturating_sub(height));
        let below = Rect { x: area.x, y: first_y + list + gap, width: area.width, height: said };
        Plan {
            shown: first..(first + height).min(self.rows.len()),
            head,
            first_y,
            value,
            asked,
            granted,
            beside,
            below,
        }
    }

    /// The note that stands below the rows: the cursor's, else the first there is.
    fn note(&self) -> &str {
        match self.cursor.and_then(|cursor| self.rows.get(cursor)) {
            Some(row) => row.note,
            None => self.rows.iter().map(|row| row.note).find(|note| !note.is_empty()).unwrap_or(""),
        }
    }

    /// Draws the panel.
    pub fn draw(&self, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
        let area = area.intersection(buf.area);
        if area.is_empty() {
            return;
        }
        let title = look.texts.get("tui-knobs");
        let plan = self.plan(look, area);
        let hidden = more(look, plan.shown.start, self.rows.len() - plan.shown.end);
        TitledRule { title: &title, right: &hidden, focused: self.focused }.draw(look, area, buf);
        let column = |right: u16| Rect {
            width: right.saturating_sub(plan.value).min(area.right() - area.x),
            x: plan.value,
            ..area
        };
        if let Some(y) = plan.head.filter(|_| self.rows.iter().any(|row| !row.granted.is_empty())) {
            for (right, key) in [(plan.asked, "tui-knobs-asked"), (plan.granted, "tui-knobs-granted")] {
                put_right(
                    look,
                    column(right).intersection(area),
                    buf,
                    y,
                    &look.texts.get(key),
                    look.style(Role::Quiet),
                );
            }
        }
        for (y, index) in (plan.first_y..).zip(plan.shown.clone()) {
            self.draw_row(look, area, buf, &plan, y, index);
        }
        let note = self.note();
        let width = plan.below.width.saturating_sub(2 * LEAD);
        let mut lines = wrap(look, note, width);
        let height = usize::from(plan.below.height);
        if height > 0 && lines.len() > height {
            let rest = lines.split_off(height - 1).join(" ");
            lines.push(fold(look, &rest, width));
        }
        for (y, line) in (plan.below.y..plan.below.bottom()).zip(&lines) {
            put(look, area, buf, (area.x + LEAD, y), line, look.style(Role::Text));
        }
    }

    fn draw_row(&self, look: &Look<'_>, area: Rect, buf: &mut Buffer, plan: &Plan, y: u16, index: usize) {
        let row = &self.rows[index];
        let here = self.cursor == Some(index);
        let focus = look.style(if self.focused { Role::Focus } else { Role::Quiet });
        if here {
            sign(area, buf, (area.x, y), look.glyphs.row, focus);
        }
        let role = match (row.enabled, here && self.focused) {
            (false, _) => Role::Quiet,
            (true, true) => Role::Strong,
            (true, false) => Role::Text,
        };
        let name = plan.value.saturating_sub(area.x + LEAD + 1);
        put_folded(look, area, buf, (area.x + LEAD, y), name, row.name, look.style(role));

        let asked_from = plan.asked.saturating_sub(columns(look, row.asked).max(1));
        let room = if row.asked.is_empty() && row.granted.is_empty() { plan.granted } else { asked_from };
        let room = room.saturating_sub(plan.value + 1);
        let value = fold(look, row.value, room.saturating_sub(4));
        put(look, area, buf, (plan.value + 2, y), &value, look.style(role));
        if row.enabled {
            let [open, close] = brackets(look);
            let style = if here { focus } else { look.style(Role::Quiet) };
            sign(area, buf, (plan.value, y), open, style);
            sign(area, buf, (plan.value + 3 + columns(look, &value), y), close, style);
        }
        let own = look.texts.get("tui-knob-not-asked");
        let (asked, asked_role) = match row.asked {
            "" if row.granted.is_empty() => ("", Role::Quiet),
            "" => (own.as_str(), Role::Quiet),
            asked => (asked, if row.enabled { Role::Text } else { Role::Quiet }),
        };
        // What was granted otherwise than asked is what counts in the run.
        let differs = row.enabled && !row.asked.is_empty() && row.asked != row.granted;
        for (text, right, role) in [
            (asked, plan.asked, asked_role),
            (row.granted, plan.granted, if differs { Role::Strong } else { Role::Quiet }),
        ] {
            let left = Rect { x: area.x, width: right.saturating_sub(area.x), ..area };
            put_right(look, left.intersection(area), buf, y, text, look.style(role));
        }
        if let Some(x) = plan.beside {
            let room = area.right().saturating_sub(x);
            let role = if here { Role::Text } else { Role::Quiet };
            put_folded(look, area, buf, (x, y), room, row.note, look.style(role));
        }
    }

    /// The rows that can be seen.
    pub fn visible(&self, look: &Look<'_>, area: Rect) -> Range<usize> {
        self.plan(look, area).shown
    }

    /// What stands at (x, y) of the screen.
    pub fn hit(&self, look: &Look<'_>, area: Rect, x: u16, y: u16) -> Option<KnobHit> {
        let plan = self.plan(look, area);
        let row = plan.shown.start + usize::from(y.checked_sub(plan.first_y)?);
        if row >= plan.shown.end || !area.contains((x, y).into()) {
            return None;
        }
        let close = plan.value + 3 + columns(look, self.rows[row].value);
        let turn = match x {
            _ if !self.rows[row].enabled => None,
            x if x == plan.value || x == plan.value + 1 => Some(Turn::Back),
            x if x == close || x + 1 == close => Some(Turn::On),
            _ => None,
        };
        Some(KnobHit { row, turn })
    }
}

fn brackets(look: &Look<'_>) -> [char; 2] {
    let [right, left] = look.glyphs.cursor;
    [left, right]
}

/// Why a socket buffer was granted otherwise than asked for (bytes); none where it was not, or where nothing was asked.
///
/// Linux doubles `SO_RCVBUF` and `SO_SNDBUF` "to allow space for bookkeeping overhead", and has a least and a greatest
/// value (socket(7)).
pub fn buffer_note(asked: Option<u64>, granted: u64) -> Option<Message> {
    let asked = asked?;
    Some(match granted {
        granted if granted == asked => return None,
        granted if granted == asked.saturating_mul(2) => msg!("tui-knob-doubled"),
        granted if granted > asked.saturating_mul(2) => msg!("tui-knob-least"),
        granted if granted < asked => msg!("tui-knob-most"),
        _ => msg!("tui-knob-capped"),
    })
}
