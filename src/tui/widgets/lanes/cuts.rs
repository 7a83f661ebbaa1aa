//! Cuts that somebody chooses, before a run: walls across the letters that are to be sent.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::plan::Plan;
use super::strip::Lines;
use crate::tui::theme::Role;
use crate::tui::widgets::Look;
use crate::tui::widgets::paint::sign;

/// Where the stream is to be cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cuts<'a> {
    /// Offsets of the bytes before which a cut stands.
    pub at: &'a [u64],
    /// The place under the cursor: the offset of the byte behind it.
    pub cursor: Option<u64>,
}

impl Cuts<'_> {
    /// Draws the walls, and the cursor on the line below the brackets.
    pub(super) fn draw(&self, look: &Look<'_>, area: Rect, buf: &mut Buffer, plan: &Plan, lines: Lines) {
        for placed in &plan.placed {
            let Some(offset) = placed.slot.offset().filter(|offset| *offset > 0) else { continue };
            if self.at.contains(&offset) {
                // In ASCII a heavy wall would look like one of the letters.
                let glyphs = look.glyphs;
                let wall = if glyphs.ascii { glyphs.light.wall } else { glyphs.heavy.wall };
                for y in lines.above()..=lines.below() {
                    sign(area, buf, (placed.x, y), wall, look.style(Role::Strong));
                }
            }
            if self.cursor == Some(offset) {
                if !self.at.contains(&offset) {
                    let wall = look.glyphs.dotted.wall;
                    sign(area, buf, (placed.x, lines.middle), wall, look.style(Role::Focus));
                }
                sign(area, buf, (placed.x, lines.below() + 1), look.glyphs.here, look.style(Role::Focus));
            }
        }
    }
}
