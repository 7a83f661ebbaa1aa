//! A row's claim, in the same columns as the lanes above it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;

use super::Lanes;
use super::notes;
use super::open::{beside, draw_zero};
use super::plan::{Plan, box_lines};
use super::source::{Source, claimed_by};
use super::strip::{Lines, Strip};
use crate::tui::theme::Role;
use crate::tui::view::{ClaimPiece, ClaimView, PieceKind};
use crate::tui::widgets::paint::sign;
use crate::tui::widgets::{Look, columns, put, put_big};

/// What a row of the quiz claims: its bytes where they really are, a hole where it skips some, `▲` at the offending byte.
/// Give the lanes above the claim's edges ([`ClaimView::edges`]), so that both fold alike.
///
/// ```text
///        ┏a━━┯━━━┳a━━┯━━━┯░░░░░░░┯b━━┓
/// claim  ┃ h │ e ┃ l │ l │░o░░░!░│ b ┃               ✗ gap at "b"
///        ┗buf1━━━┻buf2━━━┷░░░░░░░┷━━━┛
///                         ╰skipped╯▲
/// ```
#[derive(Debug, Clone)]
pub struct ClaimPanel<'a> {
    /// The lanes above, drawn with the same width and left edge.
    pub lanes: &'a Lanes<'a>,
    /// The claim.
    pub claim: &'a ClaimView,
    /// Stands to the right: `✗ gap at "b"`.
    pub note: &'a str,
    /// Key of the lane's name.
    pub name: &'static str,
}

impl<'a> ClaimPanel<'a> {
    /// A claim without a note.
    pub fn new(lanes: &'a Lanes<'a>, claim: &'a ClaimView) -> ClaimPanel<'a> {
        ClaimPanel { lanes, claim, note: "", name: "tui-lane-claim" }
    }

    /// How many lines it takes: three a lane, or more for big letters, and one for the marks below the lane at fault.
    pub fn height(&self) -> u16 {
        let lanes = u16::try_from(self.claim.lanes.len().max(1)).unwrap_or(u16::MAX);
        lanes.saturating_mul(box_lines(self.scale())).saturating_add(1)
    }

    /// The claim's letters are as large as those above it only where it has the page for itself and them.
    fn scale(&self) -> u16 {
        if self.lanes.alone { self.lanes.scale } else { 0 }
    }

    /// Draws the claim. Lanes that do not fit are left out.
    pub fn draw(&self, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
        let area = area.intersection(buf.area);
        if area.is_empty() {
            return;
        }
        // Only the columns count here, those of the lanes above; the lines are the claim's own, however few.
        let plan = self.lanes.plan(Rect { height: Rect::MAX.height, ..area });
        for (index, lane) in self.claim.lanes.iter().enumerate() {
            let each = usize::from(box_lines(self.scale()));
            let Some(top) = u16::try_from(index * each + usize::from(index > self.claim.fault_lane))
                .ok()
                .and_then(|down| area.y.checked_add(down))
            else {
                return;
            };
            // Without room for edges the letters alone are better than nothing.
            let edges = top.saturating_add(each as u16) <= area.bottom();
            let lines = if edges { Lines::big(top, self.scale()) } else { Lines::small(top, false) };
            let middle = lines.middle;
            if middle >= area.bottom() {
                return;
            }
            let names = |group: usize| {
                let (recv, piece) = claimed_by(group);
                let Some(recv) = self.lanes.view.recvs.get(recv) else { return Vec::new() };
                notes::names(look, recv, recv.piece.map(|_| piece))
            };
            let strip = Strip {
                look,
                columns: &plan.columns,
                placed: &plan.placed,
                source: Source::Claim(self.lanes.view, self.claim, lane),
                cursor: None,
                hex: self.lanes.hex,
                names: &names,
            };
            strip.draw(area, buf, lines);
            let joins = |piece: &ClaimPiece| {
                lane.pieces.iter().any(|other| other.range.end == piece.range.start && !other.range.is_empty())
            };
            // The note has the same line as the words of the first lane: it stands behind them, and they are short where
            // there is no room for both.
            let note = if index == 0 { columns(look, self.note).saturating_add(2) } else { 0 };
            let after = lane
                .pieces
                .iter()
                .filter_map(|piece| self.draw_wordy(look, area, buf, &plan, (lines, joins(piece), note), piece));
            let after = after.max().unwrap_or(0);
            if index == 0 {
                plan.name(look, area, buf, middle, &look.texts.get(self.name), Role::Text);
                plan.note_behind(look, area, buf, (after + 2, middle), self.note, Role::Text);
            }
            if index == self.claim.fault_lane && edges {
                self.draw_marks(look, area, buf, &plan, lines.below() + 1);
            }
        }
    }

    /// "It returned 0" and "it waits for good". The words leave `note` columns behind them where their short form can. Returns
    /// the column behind them.
    fn draw_wordy(
        &self,
        look: &Look<'_>,
        area: Rect,
        buf: &mut Buffer,
        plan: &Plan,
        (lines, joins, note): (Lines, bool, u16),
        piece: &ClaimPiece,
    ) -> Option<u16> {
        let x = plan.columns.screen_wall(piece.range.start)?;
        match piece.kind {
            PieceKind::Zero => {
                draw_zero(look, area, buf, lines, x, joins);
                None
            }
            PieceKind::Blocks => {
                let words = look.texts.get("tui-claim-blocks");
                if !joins {
                    for y in lines.inner() {
                        sign(area, buf, (x, y), look.glyphs.dashed.wall, look.style(Role::Wall));
                    }
                }
                let room = area.right().saturating_sub(x + 3);
                let short = look.texts.get("tui-waits-blocks");
                let wide = |words: &str| beside(look, words, lines, room).columns(look, words);
                let words = if wide(&words).saturating_add(note) > room { short } else { words };
                let size = beside(look, &words, lines, room);
                let y = lines.inner().start + (lines.inside - size.lines()) / 2;
                put_big(look, area, buf, (x + 2, y), size, &words, look.style(Role::Quiet));
                Some(x + 2 + size.columns(look, &words))
            }
            PieceKind::Bytes | PieceKind::Never(_) => None,
        }
    }

    /// `╰skipped╯` and `▲`, on the line below.
    fn draw_marks(&self, look: &Look<'_>, area: Rect, buf: &mut Buffer, plan: &Plan, y: u16) {
        let fault = look.style(Role::Fault);
        let at = self.claim.fault_at.and_then(|offset| plan.columns.screen_wall(offset));
        for skipped in &self.claim.skipped {
            let walls = (plan.columns.screen_wall(skipped.start), plan.columns.screen_wall(skipped.end));
            let (Some(left), Some(right)) = walls else { continue };
            // From wall to wall, for the hole is as wide as that.
            let room = (right - left).saturating_sub(1);
            let words = ["tui-claim-skipped", "tui-claim-gap"].map(|key| look.texts.get(key));
            let words = words.into_iter().find(|words| columns(look, words) <= room).unwrap_or_default();
            let [from, line, to] = look.glyphs.under;
            for x in left..=right {
                let part = if x == left {
                    from
                } else if x == right {
                    to
                } else {
                    line
                };
                sign(area, buf, (x, y), part, fault);
            }
            let x = left + 1 + (room - columns(look, &words)) / 2;
            put(look, area, buf, (x, y), &words, fault);
        }
        if let Some(x) = at {
            // After the last byte there is no cell: the mark stands under the wall.
            let indent = match plan.columns.pitch {
                _ if self.claim.fault_at >= Some(self.lanes.view.len) => 0,
                pitch @ 5.. => pitch / 2,
                4 => 2,
                _ => 1,
            };
            sign(area, buf, (x + indent, y), look.glyphs.here, fault.add_modifier(Modifier::BOLD));
        }
    }
}
