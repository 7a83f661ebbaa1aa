//! The lanes before a run: letters that are to be sent, and no wall yet.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;

use super::Lanes;
use super::byte;
use super::columns::{Slot, fold_label};
use super::open::bracket_in;
use super::plan::Plan;
use super::strip::Lines;
use crate::tui::theme::Role;
use crate::tui::view::letter;
use crate::tui::widgets::{Look, columns, put};

impl Lanes<'_> {
    /// ```text
    ///            0   1   2   3
    ///           a       b
    /// to send    h   i   y   o
    ///           ╰─────╯ ╰─────╯
    /// ```
    pub(super) fn draw_asking(&self, look: &Look<'_>, area: Rect, buf: &mut Buffer, plan: &Plan) {
        let top = plan.ruler.map_or(area.y, |ruler| ruler + 1);
        // With fewer than four lines there is only room for the letters themselves.
        let roomy = area.bottom() >= top + 3 && plan.ruler.is_some();
        let middle = if roomy { top + 1 } else { top };
        let big = plan.rows.first().map(|row| row.boxes()).filter(|lines| lines.inside > 1);
        let lines = big.unwrap_or(Lines::small(middle, roomy));
        let middle = lines.middle;
        plan.name(look, area, buf, middle, &look.texts.get("tui-lane-to-send"), Role::Text);
        for placed in &plan.placed {
            let quiet = look.style(Role::Quiet);
            let (text, style) = match &placed.slot {
                Slot::Fin => ("FIN".to_owned(), quiet),
                Slot::Fold(bytes) => (fold_label(bytes.end - bytes.start), quiet),
                Slot::Byte(offset) => {
                    let view = self.view;
                    let Some(send) = view.send_of(*offset).map(|send| &view.sends[send]) else { continue };
                    let Some(byte) = view.byte(*offset) else { continue };
                    let at = |offset| view.byte(offset);
                    let written = byte::write(
                        byte,
                        *offset,
                        &send.range,
                        at,
                        byte::shown(self.hex, self.numbers, *offset),
                        placed.width,
                        look.glyphs,
                    );
                    let escape = if written.escape { look.theme.escape() } else { Modifier::empty() };
                    (written.text, quiet.add_modifier(escape))
                }
            };
            let cursor = self.cursor.is_some() && self.cursor == placed.slot.offset();
            let style = if cursor { look.style(Role::Cursor) } else { style };
            if big.is_some() {
                lines.letter(look, area, buf, placed, &text, style);
                continue;
            }
            let indent = u16::from(placed.width >= 3 && columns(look, &text) < placed.width);
            put(look, area, buf, (placed.x + 1 + indent, middle), &text, style);
        }
        if roomy {
            self.draw_sends(look, area, buf, plan, lines);
        }
        if let Some(cuts) = &self.cuts {
            cuts.draw(look, area, buf, plan, lines);
        }
    }

    /// Each send's letter above and bracket below.
    fn draw_sends(&self, look: &Look<'_>, area: Rect, buf: &mut Buffer, plan: &Plan, lines: Lines) {
        for (index, send) in self.view.sends.iter().enumerate() {
            let visible = |placed: &&super::columns::Placed| {
                placed.slot.offset().is_some_and(|offset| send.range.contains(&offset))
            };
            let (Some(first), Some(last)) = (plan.placed.iter().find(visible), plan.placed.iter().rfind(visible))
            else {
                continue;
            };
            let ink = look.style(Role::Ink(self.view.letters_before + index)).add_modifier(Modifier::BOLD);
            put(look, area, buf, (first.x + 1, lines.above()), &letter(self.view.letters_before + index), ink);
            let walls = (first.x, last.x + last.width + 1);
            bracket_in(look, area, buf, lines.below(), walls, &look.glyphs.under, "", look.style(Role::Quiet));
        }
    }
}
