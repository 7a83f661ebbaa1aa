//! The titled rule: all that a pane has for a frame.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Look, columns, put, put_folded};
use crate::tui::theme::Role;

/// A pane's title on a rule, heavy and bold with the focus. Takes one line.
///
/// ```text
/// ─ the stream ───────────────── 10 sent · 2 read ─
/// ━ which are possible? ━━━━━━━━━━━━━━━━━ locked ━━
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TitledRule<'a> {
    /// Lower case. Empty for a plain rule.
    pub title: &'a str,
    /// Stands at the right end; left out where it does not fit.
    pub right: &'a str,
    /// Whether the pane has the focus.
    pub focused: bool,
}

impl TitledRule<'_> {
    /// Draws on the first line of `area`.
    pub fn draw(&self, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
        let area = Rect { height: area.height.min(1), ..area };
        if area.is_empty() {
            return;
        }
        let (rule, title, note) = if self.focused {
            (Role::FocusedRule, Role::FocusedTitle, Role::Text)
        } else {
            (Role::Title, Role::Title, Role::Title)
        };
        let line = look.glyphs.rules[usize::from(self.focused)].to_string().repeat(usize::from(area.width));
        put(look, area, buf, (area.x, area.y), &line, look.style(rule));

        let mut end = area.x + 1;
        if !self.title.is_empty() && area.width > 4 {
            let at = (area.x + 1, area.y);
            end += put_folded(look, area, buf, at, area.width - 2, &format!(" {} ", self.title), look.style(title));
        }
        let right = format!(" {} ", self.right);
        let width = columns(look, &right);
        if !self.right.is_empty() && end + width + 2 <= area.right() {
            put(look, area, buf, (area.right() - 1 - width, area.y), &right, look.style(note));
        }
    }
}
