//! Predict, run, explain: where we are.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Look, columns, put};
use crate::tui::theme::Role;

/// The three stages of every run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum At {
    /// The student commits to an answer.
    #[default]
    Predict,
    /// It happens.
    Run,
    /// The reasons.
    Explain,
}

/// The stages on one line, at the right end of the area; joined more tightly where there is little room, and the present
/// stage alone where there is none.
///
/// ```text
/// ✓ predict ── ● run ── ○ explain
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stage {
    /// Where we are.
    pub at: At,
}

impl Stage {
    /// Draws on the first line of `area`.
    pub fn draw(&self, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
        if area.is_empty() {
            return;
        }
        let stages = [
            (At::Predict, look.texts.get("tui-stage-predict")),
            (At::Run, look.texts.get("tui-stage-run")),
            (At::Explain, look.texts.get("tui-stage-explain")),
        ];
        let width = |between: usize| -> usize {
            let words: usize = stages.iter().map(|(_, word)| usize::from(columns(look, word)) + 2).sum();
            words + 2 * between
        };
        let between = [" ── ", " ─ "].into_iter().find(|line| width(line.chars().count()) <= usize::from(area.width));
        let Some(between) = between else { return self.draw_alone(look, area, buf, &stages) };

        let mut x = area.right() - width(between.chars().count()) as u16;
        for (index, (stage, word)) in stages.iter().enumerate() {
            if index > 0 {
                x += put(look, area, buf, (x, area.y), between, look.style(Role::Quiet));
            }
            x += self.one(look, area, buf, x, *stage, word);
        }
    }

    fn draw_alone(&self, look: &Look<'_>, area: Rect, buf: &mut Buffer, stages: &[(At, String)]) {
        if let Some((stage, word)) = stages.iter().find(|(stage, _)| *stage == self.at) {
            let width = columns(look, word) + 2;
            if width <= area.width {
                self.one(look, area, buf, area.right() - width, *stage, word);
            }
        }
    }

    fn one(&self, look: &Look<'_>, area: Rect, buf: &mut Buffer, x: u16, stage: At, word: &str) -> u16 {
        let (sign, role) = match stage.cmp(&self.at) {
            std::cmp::Ordering::Less => (look.glyphs.yes, Role::Text),
            std::cmp::Ordering::Equal => (look.glyphs.now, Role::Strong),
            std::cmp::Ordering::Greater => (look.glyphs.later, Role::Quiet),
        };
        put(look, area, buf, (x, area.y), &format!("{sign} {word}"), look.style(role))
    }
}
