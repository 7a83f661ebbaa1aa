//! Both sides' calls. Time runs downwards: a call stands on the line of its turn.

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

/// The panel: two panes side by side, each with its titled rule.
///
/// ```text
/// ─ client ──────────────────────────────   ━ server ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
/// ✓ 1 send(sock, "hello!", 6, 0)      = 6
/// ✓ 2 send(sock, "bye!", 4, 0)        = 4
///                                           ✓ 3 recv(sock, buf1, 1024, 0)       = 2
///                                           … 4 recv(sock, buf2, 1024, 0) blocked 1 s
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CallsPanel<'a> {
    /// In the order written.
    pub lines: &'a [CallLine<'a>],
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

    /// Where the parts stand in `area`.
    pub fn layout(&self, area: Rect) -> CallsLayout {
        let left = self.split.min(area.width);
        let right = area.width.saturating_sub(left.saturating_add(self.gap));
        let panes = [Rect { width: left, ..area }, Rect { x: area.right() - right, width: right, ..area }];
        let height = usize::from(area.height.saturating_sub(1));
        // The line that matters stays in sight: the editor's, else the cursor's, else the first that is not done.
        let wanted = self.editor.map(|(_, at)| at).or(self.cursor).unwrap_or_else(|| {
            let open = |line: &CallLine<'_>| !matches!(line.mark, CallMark::Done | CallMark::Failed);
            self.lines.iter().position(open).unwrap_or(self.lines.len().saturating_sub(1))
        });
        let lines = self.lines.len() + usize::from(self.editor.is_some());
        let first = (wanted + 1).saturating_sub(height).min(lines.saturating_sub(height));
        let mut editor = Rect::default();
        if let Some((side, at)) = self.editor {
            let pane = panes[side.index()];
            let down = u16::try_from(at.saturating_sub(first)).unwrap_or(u16::MAX).saturating_add(1);
            if down < pane.height && pane.width > self.lead() {
                editor = Rect { x: pane.x + self.lead(), y: pane.y + down, width: pane.width - self.lead(), height: 1 };
            }
        }
        CallsLayout { panes, editor, first }
    }

    /// Which call stands on line `y` of the screen.
    pub fn call_at(&self, area: Rect, y: u16) -> Option<usize> {
        let layout = self.layout(area);
        let line = layout.first + usize::from(y.checked_sub(area.y + 1)?);
        let typed = self.editor.map(|(_, at)| at);
        let call = if typed.is_some_and(|at| line > at) { line - 1 } else { line };
        (y < area.bottom() && typed != Some(line) && call < self.lines.len()).then_some(call)
    }

    /// Draws the panel. The editor's slot is left blank but for its sign and number.
    pub fn draw(&self, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
        let area = area.intersection(buf.area);
        if area.is_empty() {
            return;
        }
        let layout = self.layout(area);
        for side in Side::BOTH {
            let title = look.texts.get(match side {
                Side::Client => "tui-calls-client",
                Side::Server => "tui-calls-server",
            });
            let focused = self.focused == Some(side);
            let seen = usize::from(area.height - 1);
            let all = self.lines.len() + usize::from(self.editor.is_some());
            let hidden = match side {
                Side::Client => String::new(),
                Side::Server => more(look, layout.first, all.saturating_sub(layout.first + seen)),
            };
            TitledRule { title: &title, right: &hidden, focused }.draw(look, layout.panes[side.index()], buf);
        }
        let typed = self.editor.map(|(_, at)| at);
        let slots = self.lines.len() + usize::from(typed.is_some());
        for (y, slot) in (area.y + 1..area.bottom()).zip(layout.first..slots) {
            if let Some((side, at)) = self.editor
                && at == slot
            {
                let pane = layout.panes[side.index()];
                sign(pane, buf, (pane.x, y), look.glyphs.row, look.style(Role::Focus));
                continue;
            }
            let index = if typed.is_some_and(|at| slot > at) { slot - 1 } else { slot };
            if let Some(line) = self.lines.get(index) {
                let pane = layout.panes[line.side.index()];
                self.draw_line(look, Rect { y, height: 1, ..pane }, buf, line, self.cursor == Some(index));
            }
        }
    }

    fn draw_line(&self, look: &Look<'_>, line_area: Rect, buf: &mut Buffer, line: &CallLine<'_>, here: bool) {
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
        let room = line_area.width.saturating_sub(self.lead());
        let whole = columns(look, line.text);
        let fits = |result: &str, beside: u16| columns(look, result).saturating_add(1 + beside) <= room;
        let result = if line.brief.is_empty() || fits(line.result, whole) { line.result } else { line.brief };
        let taken = match result {
            "" => 0,
            result if fits(result, 0) => put_right(look, line_area, buf, y, result, look.style(role)) + 1,
            _ => 0,
        };
        let room = room.saturating_sub(taken);
        put_folded(look, line_area, buf, (x + self.lead(), y), room, line.text, look.style(words));
    }
}
