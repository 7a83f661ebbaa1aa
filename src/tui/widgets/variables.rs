//! What a program's variables held before, and what they hold now.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Look, TitledRule, columns, put, put_folded};
use crate::tui::theme::Role;

/// A variable.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Variable {
    /// In the words that students learn, or as the source has it.
    pub name: String,
    /// What it held, in few columns.
    pub before: String,
    /// What it holds.
    pub now: String,
    /// Whether it was changed lately.
    pub changed: bool,
}

/// A table of variables.
///
/// ```text
/// ─ its variables ─────────────────────────── recv 2 of 3 ─
///                   before    now
///   new message?    no        no
///   message so far  5 bytes → "This is a longer mes"
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct VariablesPanel<'a> {
    /// Lower case.
    pub title: &'a str,
    /// Stands at the right end of the title's rule.
    pub right: &'a str,
    /// The rows.
    pub variables: &'a [Variable],
}

/// Columns of what a variable held before, at most, and of the sign of a change.
const BEFORE: u16 = 12;
const SIGN: u16 = 3;

impl VariablesPanel<'_> {
    /// Lines that it takes: the rule, the headings, the rows.
    pub fn height(&self) -> u16 {
        u16::try_from(self.variables.len()).unwrap_or(u16::MAX).saturating_add(2)
    }

    /// Draws it. Where there is little room, what was before is left out; then the headings.
    pub fn draw(&self, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
        let area = area.intersection(buf.area);
        if area.is_empty() {
            return;
        }
        TitledRule { title: self.title, right: self.right, focused: false }.draw(look, area, buf);
        let widest = |text: &dyn Fn(&Variable) -> &str| {
            self.variables.iter().map(|variable| columns(look, text(variable))).max().unwrap_or(0)
        };
        let headings = ["variables-before", "variables-now"].map(|key| look.texts.get(key));
        let name = widest(&|variable| &variable.name);
        let before = widest(&|variable| &variable.before).clamp(columns(look, &headings[0]), BEFORE);
        let x = area.x + 1;
        let wide = area.width >= name + before + SIGN + 20;
        let before_x = x + name + 2;
        let now_x = if wide { before_x + before + 1 + SIGN } else { x + name + 1 + SIGN };
        let mut y = area.y + 1;
        let quiet = look.style(Role::Quiet);
        if area.height >= self.height() && !self.variables.is_empty() {
            if wide {
                put(look, area, buf, (before_x, y), &headings[0], quiet);
            }
            put(look, area, buf, (now_x, y), &headings[1], quiet);
            y += 1;
        }
        for (y, variable) in (y..area.bottom()).zip(self.variables) {
            put_folded(look, area, buf, (x, y), name, &variable.name, look.style(Role::Text));
            if wide {
                put_folded(look, area, buf, (before_x, y), before, &variable.before, quiet);
            }
            if variable.changed {
                let sign = look.glyphs.becomes();
                let at = now_x - columns(look, sign) - 1;
                put(look, area, buf, (at, y), sign, look.style(Role::Focus));
            }
            let role = if variable.changed { Role::Strong } else { Role::Text };
            put_folded(
                look,
                area,
                buf,
                (now_x, y),
                area.right().saturating_sub(now_x),
                &variable.now,
                look.style(role),
            );
        }
    }
}
