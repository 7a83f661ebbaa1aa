//! Both sides' calls. Time runs downwards: a call stands on the line of its turn.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::paint::{more, sign};
use super::{Look, TitledRule, columns, put, put_folded, put_right};
use crate::call::Side;
use crate::tui::theme::Role;

/// How far a call is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CallMark {
    /// Nothing has run.
    #[default]
    None,
    /// It comes next.
    Next,
    /// It was called and has not returned.
    Waiting,
    /// It returned.
    Done,
    /// It failed, or cannot be called.
    Failed,
}

/// One call on its line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallLine<'a> {
    /// From 1.
    pub number: usize,
    /// Who makes it.
    pub side: Side,
    /// As typed.
    pub text: &'a str,
    /// How far it is.
    pub mark: CallMark,
    /// Stands at the right end: `= 2`, `blocked 1.2 s`.
    pub result: &'a str,
    /// Stands there instead where the result leaves no room for the call: `1.2 s`. May be empty.
    pub brief: &'a str,
}

/// A loop around some of the lines: a bracket beside them, under a line that says how often.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallLoop<'a> {
    /// Which lines of the panel it holds, counted from 0; a line that is typed among them counts.
    pub lines: Range<usize>,
    /// As typed, without its brace: `repeat 3`, `until eof`.
    pub text: &'a str,
    /// Whether a side has calls in it; which round it is in, at the right end: `round 2`, empty before the first.
    pub rounds: [Option<&'a str>; 2],
}

/// Columns that a loop's bracket takes before its calls.
const BRACKET: u16 = 2;

/// What stands on a line of the panel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Slot {
    /// The head of a loop.
    Head(usize),
    /// A call.
    Call(usize),
    /// The line that is typed.
    Editor,
}

/// The panel: two panes side by side, each with its titled rule.
///
/// ```text
/// ─ client ──────────────────────────────   ━ server ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
/// ✓ 1 send(sock, "hello!", 6, 0)      = 6
/// ✓ 2 send(sock, "bye!", 4, 0)        = 4
///                                           ✓ 3 recv(sock, buf1, 1024, 0)       = 2
///                                             ╭ until eof                 round 2
///                                           … 4 ╰ recv(sock, buf, 1024, 0)  blocked 1 s
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CallsPanel<'a> {
    /// In the order written.
    pub lines: &'a [CallLine<'a>],
    /// Loops around them, in their order; none in another.
    pub loops: &'a [CallLoop<'a>],
    /// The side whose pane has the focus.
    pub focused: Option<Side>,
    /// Which line has the row cursor.
    pub cursor: Option<usize>,
    /// A line is being typed: its side, and before which call it stands (`lines.len()`: at the end).
    pub editor: Option<(Side, usize)>,
    /// How wide the client's pane is; the server's has what is left after a gap.
    pub split: u16,
    /// Columns between the panes.
    pub gap: u16,
}

/// Where the parts of a [`CallsPanel`] stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CallsLayout {
    /// The panes, client first, rules included.
    pub panes: [Rect; 2],
    /// The slot for the editor's line: after the call's number, to the end of its pane. Empty where none is open.
    pub editor: Rect,
    /// The first line that is visible.
    pub first: usize,
}

impl CallsPanel<'_> {
    /// Columns before a call: its mark, its number (two digits or more, the same in all lines), a blank.
    fn lead(&self) -> u16 {
        2 + self.digits() as u16
    }

    fn digits(&self) -> usize {
        let last = self.lines.iter().map(|line| line.number).max().unwrap_or(0);
        last.to_string().len().max(2)
    }

    /// What stands on each line, top to bottom.
    fn slots(&self) -> Vec<Slot> {
        let typed = self.editor.map(|(_, at)| at.min(self.lines.len()));
        let lines = self.lines.len() + usize::from(typed.is_some());
        let mut slots = Vec::with_capacity(lines + self.loops.len());
        for place in 0..lines {
            slots.extend(self.loops.iter().position(|each| each.lines.start == place).map(Slot::Head));
            slots.push(match typed {
                Some(at) if at == place => Slot::Editor,
                Some(at) if at < place => Slot::Call(place - 1),
                _ => Slot::Call(place),
            });
        }
        slots
    }

    /// The loop whose bracket passes a line of the panel, and whether it ends there.
    fn bracket(&self, slots: &[Slot], slot: usize) -> Option<(&CallLoop<'_>, bool)> {
        let head = slots[..=slot].iter().rposition(|slot| matches!(slot, Slot::Head(_)))?;
        let Slot::Head(index) = slots[head] else { return None };
        let each = self.loops.get(index)?;
        let last = head + each.lines.len();
        (slot <= last).then_some((each, slot == last))
    }

    /// Where the parts stand in `area`.
    pub fn layout(&self, area: Rect) -> CallsLayout {
        self.layout_of(&self.slots(), area)
    }

    fn layout_of(&self, slots: &[Slot], area: Rect) -> CallsLayout {
        let left = self.split.min(area.width);
        let right = area.width.saturating_sub(left.saturating_add(self.gap));
        let panes = [Rect { width: left, ..area }, Rect { x: area.right() - right, width: right, ..area }];
        let height = usize::from(area.height.saturating_sub(1));
        // The line that matters stays in sight: the editor's, else the cursor's, else the first that is not done.
        let open = |slot: &Slot| match slot {
            Slot::Call(call) => !matches!(self.lines[*call].mark, CallMark::Done | CallMark::Failed),
            Slot::Head(_) | Slot::Editor => false,
        };
        let wanted = match (self.editor, self.cursor) {
            (Some(_), _) => slots.iter().position(|slot| *slot == Slot::Editor),
            (None, Some(cursor)) => slots.iter().position(|slot| *slot == Slot::Call(cursor)),
            (None, None) => slots.iter().position(open),
        };
        let wanted = wanted.unwrap_or(slots.len().saturating_sub(1));
        let first = (wanted + 1).saturating_sub(height).min(slots.len().saturating_sub(height));
        let mut editor = Rect::default();
        if let Some((side, _)) = self.editor {
            let pane = panes[side.index()];
            let down = u16::try_from(wanted.saturating_sub(first)).unwrap_or(u16::MAX).saturating_add(1);
            let inside = self.bracket(slots, wanted).is_some_and(|(each, _)| each.rounds[side.index()].is_some());
            let lead = self.lead() + if inside { BRACKET } else { 0 };
            if down < pane.height && pane.width > lead {
                editor = Rect { x: pane.x + lead, y: pane.y + down, width: pane.width - lead, height: 1 };
            }
        }
        CallsLayout { panes, editor, first }
    }

    /// Which call stands on line `y` of the screen; on a loop's head, its first.
    pub fn call_at(&self, area: Rect, y: u16) -> Option<usize> {
        let slots = self.slots();
        let line = self.layout_of(&slots, area).first + usize::from(y.checked_sub(area.y + 1)?);
        let call = match slots.get(line..)?.iter().find(|slot| !matches!(slot, Slot::Head(_)))? {
            Slot::Call(call) => *call,
            Slot::Head(_) | Slot::Editor => return None,
        };
        (y < area.bottom()).then_some(call)
    }

    /// Draws the panel. The editor's slot is left blank but for its sign and number.
    pub fn draw(&self, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
        let area = area.intersection(buf.area);
        if area.is_empty() {
            return;
        }
        let slots = self.slots();
        let layout = self.layout_of(&slots, area);
        for side in Side::BOTH {
            let title = look.texts.get(match side {
                Side::Client => "tui-calls-client",
                Side::Server => "tui-calls-server",
            });
            let focused = self.focused == Some(side);
            let seen = usize::from(area.height - 1);
            let hidden = match side {
                Side::Client => String::new(),
                Side::Server => more(look, layout.first, slots.len().saturating_sub(layout.first + seen)),
            };
            TitledRule { title: &title, right: &hidden, focused }.draw(look, layout.panes[side.index()], buf);
        }
        for (y, slot) in (area.y + 1..area.bottom()).zip(layout.first..slots.len()) {
            let lines = layout.panes.map(|pane| Rect { y, height: 1, ..pane });
            let bracket = self.bracket(&slots, slot);
            if let Some((each, last)) = bracket {
                self.draw_bracket(look, lines, buf, each, (matches!(slots[slot], Slot::Head(_)), last));
            }
            match slots[slot] {
                Slot::Editor => {
                    let side = self.editor.map_or(Side::Client, |(side, _)| side);
                    let pane = layout.panes[side.index()];
                    sign(pane, buf, (pane.x, y), look.glyphs.row, look.style(Role::Focus));
                }
                Slot::Call(index) => {
                    let line = &self.lines[index];
                    let lead = self.lead() + if bracket.is_some() { BRACKET } else { 0 };
                    self.draw_line(look, lines[line.side.index()], buf, (line, lead), self.cursor == Some(index));
                }
                Slot::Head(_) => {}
            }
        }
    }

    /// What stands on a line beside or above the calls of a loop, in the pane of each side that has calls in it.
    fn draw_bracket(
        &self,
        look: &Look<'_>,
        lines: [Rect; 2],
        buf: &mut Buffer,
        each: &CallLoop<'_>,
        (head, last): (bool, bool),
    ) {
        let glyphs = look.glyphs;
        for (line, round) in lines.into_iter().zip(each.rounds) {
            let Some(round) = round else { continue };
            let part = match (head, last) {
                (true, _) => glyphs.over[0],
                (false, true) => glyphs.under[0],
                (false, false) => glyphs.light.wall,
            };
            let at = (line.x + self.lead(), line.y);
            sign(line, buf, at, part, look.style(Role::Wall));
            if head {
                let taken = match round {
                    "" => 0,
                    round => put_right(look, line, buf, line.y, round, look.style(Role::Quiet)) + 1,
                };
                let room = line.width.saturating_sub(self.lead() + BRACKET + taken);
                put_folded(look, line, buf, (at.0 + BRACKET, at.1), room, each.text, look.style(Role::Text));
            }
        }
    }

    fn draw_line(
        &self,
        look: &Look<'_>,
        line_area: Rect,
        buf: &mut Buffer,
        (line, lead): (&CallLine<'_>, u16),
        here: bool,
    ) {
        let glyphs = look.glyphs;
        let (x, y) = (line_area.x, line_area.y);
        let (mark, style) = match line.mark {
            CallMark::None => (' ', Role::Text),
            CallMark::Next => (glyphs.row, Role::Strong),
            CallMark::Waiting => (glyphs.wait, Role::Strong),
            CallMark::Done => (glyphs.yes, Role::Text),
            CallMark::Failed => (glyphs.no, Role::Text),
        };
        sign(line_area, buf, (x, y), mark, look.style(style));
        let words = if line.mark == CallMark::Failed && line.result.is_empty() { Role::Quiet } else { style };
        let number = format!("{:>digits$}", line.number, digits = self.digits());
        // The mark stays: the cursor is the number's.
        let number_style = look.style(if here { Role::Cursor } else { Role::Quiet });
        put(look, line_area, buf, (x + 1, y), &number, number_style);
        let words = if here { Role::Strong } else { words };
        // The result comes first: it is what the line is about. The call is folded in what is left.
        let role = if line.mark == CallMark::Waiting { Role::Quiet } else { Role::Strong };
        let room = line_area.width.saturating_sub(lead);
        let whole = columns(look, line.text);
        let fits = |result: &str, beside: u16| columns(look, result).saturating_add(1 + beside) <= room;
        let result = if line.brief.is_empty() || fits(line.result, whole) { line.result } else { line.brief };
        let taken = match result {
            "" => 0,
            result if fits(result, 0) => put_right(look, line_area, buf, y, result, look.style(role)) + 1,
            _ => 0,
        };
        let room = room.saturating_sub(taken);
        put_folded(look, line_area, buf, (x + lead, y), room, line.text, look.style(words));
    }
}
