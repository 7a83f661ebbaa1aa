//! A row's claim, in the same columns as the lanes above it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;

use super::Lanes;
use super::behind::Behind;
use super::notes;
use super::open::beside;
use super::plan::{Plan, box_lines};
use super::source::{Source, claimed_by};
use super::strip::{Lines, Strip};
use crate::text::escape::to_c;
use crate::tui::theme::Role;
use crate::tui::view::{ClaimLane, ClaimView, PieceKind};
use crate::tui::widgets::paint::sign;
use crate::tui::widgets::{Look, columns, put};

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

    /// Lines of a lane where `height` can be had: without edges, all of them are better than the first alone.
    fn each(&self, height: u16) -> u16 {
        let several = self.claim.lanes.len() > 1;
        if several && height < self.height() { 1 } else { box_lines(self.scale()) }
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
        let each = self.each(area.height);
        for (index, lane) in self.claim.lanes.iter().enumerate() {
            let down = index * usize::from(each) + usize::from(index > self.claim.fault_lane);
            let Some(top) = u16::try_from(down).ok().and_then(|down| area.y.checked_add(down)) else { return };
            // Without room for edges the letters alone are better than nothing.
            let edges = each > 1 && top.saturating_add(each) <= area.bottom();
            let lines = if edges { Lines::big(top, self.scale()) } else { Lines::small(top, false) };
            let middle = lines.middle;
            if middle >= area.bottom() {
                return;
            }
            let names = |group: usize| {
                let (recv, piece) = claimed_by(group);
                self.names(look, recv, piece)
            };
            let strip = Strip {
                look,
                columns: &plan.columns,
                placed: &plan.placed,
                source: Source::Claim(self.lanes.view, self.claim, lane),
                cursor: None,
                hex: self.lanes.hex,
                numbers: self.lanes.numbers,
                names: &names,
            };
            strip.draw(area, buf, lines);
            // The note has the same line as the words of the first lane: it stands behind them, and they are short where
            // there is no room for both.
            let note = if index == 0 { columns(look, self.note).saturating_add(2) } else { 0 };
            let (after, fault) = self.draw_behind(look, area, buf, &plan, (lines, note), lane);
            if each == 1 {
                // No edge has the names: they stand before the lane.
                plan.name(look, area, buf, middle, &self.lane_name(look, lane), Role::Text);
            } else if index == 0 {
                plan.name(look, area, buf, middle, &look.texts.get(self.name), Role::Text);
            }
            if index == 0 {
                // Words that would be cut stand below in a sentence: their sign is enough.
                let whole = columns(look, self.note) <= plan.note_room(area, after + 2);
                let note = if whole { self.note } else { self.note.split(' ').next().unwrap_or_default() };
                plan.note_behind(look, area, buf, (after + 2, middle), note, Role::Text);
            }
            if index == self.claim.fault_lane && (edges || each == 1) {
                self.draw_marks(look, area, buf, &plan, (lines.below() + u16::from(edges), fault));
            }
        }
    }

    fn names(&self, look: &Look<'_>, recv: usize, piece: usize) -> Vec<String> {
        let Some(recv) = self.lanes.view.recvs.get(recv) else { return Vec::new() };
        notes::names(look, recv, recv.piece.map(|_| piece))
    }

    /// `buf1`, or `buf1 2` for a lane of several.
    fn lane_name(&self, look: &Look<'_>, lane: &ClaimLane) -> String {
        let mut of: Vec<(usize, usize)> = lane.pieces.iter().map(|piece| (piece.recv, piece.piece)).collect();
        of.dedup();
        let names = of.into_iter().enumerate().filter_map(|(at, (recv, piece))| {
            let names = self.names(look, recv, piece);
            if at == 0 { names.into_iter().next() } else { names.into_iter().next_back() }
        });
        names.collect::<Vec<_>>().join(" ")
    }

    /// What stands behind the bytes of a lane, a box each: "it returned 0", "it waits for good", "nothing was there", and bytes
    /// behind the end of the stream. Words leave `note` columns behind them where their short form can. Returns the column
    /// behind them, and where the offending one stands.
    fn draw_behind(
        &self,
        look: &Look<'_>,
        area: Rect,
        buf: &mut Buffer,
        plan: &Plan,
        (lines, note): (Lines, u16),
        lane: &ClaimLane,
    ) -> (u16, Option<u16>) {
        let len = self.lanes.view.len;
        let (mut next, mut fault) = (None, None);
        for (at, piece) in lane.pieces.iter().enumerate() {
            let never = if let PieceKind::Never(byte) = piece.kind { Some(byte) } else { None };
            if !(piece.kind.is_word() || never.is_some() && piece.range.start >= len) {
                continue;
            }
            let start = piece.range.start.min(len);
            let Some(x) = next.or_else(|| plan.columns.screen_wall(start)) else { continue };
            let joins = next.is_some()
                || lane.pieces.iter().any(|other| other.range.end == piece.range.start && !other.range.is_empty());
            let at_fault = self.claim.fault_recv == Some(piece.recv) && self.claim.fault_at == Some(piece.range.start);
            let text = match (&piece.kind, never) {
                (_, Some(byte)) => format!("?{}?", to_c(&[byte])),
                (PieceKind::Eagain, _) => look.texts.get("tui-cell-eagain"),
                (PieceKind::Blocks, _) => self.blocks(look, (area, x, lines), note),
                _ => "0".to_owned(),
            };
            // A call's first box has its name.
            let named = lane.pieces[..at].iter().any(|other| (other.recv, other.piece) == (piece.recv, piece.piece));
            let name = if named { Vec::new() } else { self.names(look, piece.recv, piece.piece) };
            let one = Behind { x, joins, text: &text, name: &name, fault: at_fault && never.is_some() };
            if at_fault && fault.is_none() {
                fault = Some(x + 2);
            }
            next = Some(match piece.kind {
                PieceKind::Blocks => one.draw_open(look, area, buf, lines),
                _ => one.draw(look, area, buf, lines),
            });
        }
        (next.unwrap_or(0), fault)
    }

    /// The words for a recv that waits for good: the short ones where the note would have no room.
    fn blocks(&self, look: &Look<'_>, (area, x, lines): (Rect, u16, Lines), note: u16) -> String {
        let words = look.texts.get("tui-claim-blocks");
        let room = area.right().saturating_sub(x + 3);
        let wide = beside(look, &words, lines, room).columns(look, &words);
        if wide.saturating_add(note) > room { look.texts.get("tui-waits-blocks") } else { words }
    }

    /// `╰skipped╯` and `▲`, on the line below.
    fn draw_marks(&self, look: &Look<'_>, area: Rect, buf: &mut Buffer, plan: &Plan, (y, behind): (u16, Option<u16>)) {
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
        if let Some(x) = behind {
            sign(area, buf, (x, y), look.glyphs.here, fault.add_modifier(Modifier::BOLD));
        } else if let Some(x) = at {
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
