//! Both sides' calls. Time runs downwards: a call stands on the line of its turn.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::Look;
use crate::call::Side;

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
    /// Where the parts stand in `area`.
    pub fn layout(&self, _area: Rect) -> CallsLayout {
        CallsLayout::default()
    }

    /// Draws the panel.
    pub fn draw(&self, _look: &Look<'_>, _area: Rect, _buf: &mut Buffer) {}
}
