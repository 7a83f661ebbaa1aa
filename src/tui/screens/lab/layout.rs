//! Where the lab's panes stand. A pure function of the app, for drawing and for the mouse.
//!
//! ```text
//! header · stage                                      120×36: two columns below the calls
//! what ran, and where
//! ─ client ───────────   ─ server ────────────
//! ─ the stream ──────────   ─ which are possible? ──
//!   lanes                     rows
//! ─ question, reasons, ─    
//!   claim, rule, trace
//! the sentence
//! footer
//! ```
//! Below 100 columns the table stands under the stream. Lanes keep their place throughout a run.

use ratatui::layout::Rect;

use super::below::Below;
use crate::call::Side;
use crate::tui::app::editor::Place;
use crate::tui::app::lab::Pane;
use crate::tui::app::{App, Lab};
use crate::tui::view;
use crate::tui::widgets::{self, Lanes};

/// From this width on, the table stands beside the stream.
const WIDE: u16 = 100;
/// From this width on, what happened stands in a third column, and the stream takes so many columns.
const HUGE: u16 = 180;
const STREAM: u16 = 80;
/// From this height on such a screen is a lecture hall's: the lanes take the third column too, and grow.
const HALL: u16 = 50;

/// Lines that what happened keeps beside both directions.
const TRACE: u16 = 6;
/// From this width on, the slot has room for what happened and for what the kernels hold, side by side.
const BOTH: u16 = 150;
/// Lines that the knobs take from the lanes while they have the focus: on a high screen, and on a low one.
const KNOBS: [u16; 2] = [13, 9];
/// Columns that the stream keeps beside a table.
const LEAST_STREAM: u16 = 60;

/// All panes; an empty one is not drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Layout {
    pub(crate) header: Rect,
    /// What ran, and where; empty where there is little room.
    pub(crate) where_line: Rect,
    pub(crate) calls: Rect,
    /// How wide the client's pane is, and the gap after it.
    pub(crate) split: (u16, u16),
    /// What is said about the line that is typed.
    pub(crate) typing: Rect,
    pub(crate) stream_rule: Rect,
    pub(crate) lanes: Rect,
    /// The other direction, with its rule, where both have bytes and there is room.
    pub(crate) other: Rect,
    /// What stands in the slot below the stream.
    pub(crate) slot: Below,
    /// Question, reasons, claim or rule, where one of them stands in the slot; with its rule.
    pub(crate) below: Rect,
    /// What happened, in the slot or beside the stream; with its rule.
    pub(crate) trace: Rect,
    /// What the kernels hold, alike.
    pub(crate) kernel: Rect,
    /// With its rule.
    pub(crate) quiz: Rect,
    pub(crate) sentence: Rect,
    /// How large the letters in the lanes are, see [`Lanes::scale`].
    pub(crate) scale: u16,
}

/// Lines that the lanes leave to what stands below them, whatever that is: so they keep their place from the first step of
/// a run to the last answer.
const BELOW: u16 = 9;

/// Whether the lanes show what is to be sent only: nothing has run.
pub(crate) fn asks(lab: &Lab) -> bool {
    !lab.has_run()
}

/// What happened unfolds once the first rows and the rule are behind the student.
fn unfolds_trace(lab: &Lab) -> bool {
    lab.has_knobs() && !asks(lab)
}

/// The panes at this size.
pub(crate) fn layout(app: &App, lab: &Lab, screen: Rect) -> Layout {
    let inner = Rect { x: screen.x + 1, width: screen.width.saturating_sub(2), ..screen };
    let line = |y: u16, height: u16| Rect { y, height, ..inner };
    let wide = screen.width >= WIDE;
    let high = screen.height >= 32;
    let mut out = Layout { header: line(screen.y, 1), ..Layout::default() };
    let mut y = screen.y + 1;
    if high {
        out.where_line = line(y, 1);
        y += 1;
    }

    // From below: footer, sentence (two lines where lines are short), a blank line where there is room.
    let said = if wide { 1 } else { 2 };
    let said = if screen.height >= 24 { said } else { 1 };
    out.sentence = line(screen.bottom() - 1 - said, said);
    let bottom = out.sentence.y - u16::from(high);

    let right = match screen.width {
        140.. => 56,
        // Two columns more than the table's natural width, for its longest rule.
        120.. => 46,
        _ => 44,
    };
    // A table of many buffers takes columns that the stream can spare.
    let wanted = super::quiz::wanted(app, lab).min(inner.width.saturating_sub(3 + LEAST_STREAM));
    let right = if wide { right.max(wanted) } else { right };
    let hall = screen.width >= HUGE && screen.height >= HALL && lab.quiz.is_some();
    let huge = screen.width >= HUGE && !hall;
    let third = if huge { inner.width - STREAM - right - 6 } else { 0 };
    let all = inner;
    let inner = if huge { Rect { width: STREAM + 3 + right, ..inner } } else { inner };
    // Over a table the server's calls stand over it; without one both sides have the same room.
    out.split = match (wide, lab.quiz.is_some()) {
        (true, true) => (inner.width - right - 3, 3),
        (true, false) => ((inner.width - 3) / 2, 3),
        (false, _) => ((inner.width - 2) / 2, 2),
    };
    // Where lines are few, the calls give way to the answer, and the table to what is being written.
    let few = !wide && screen.height < 30 && lab.editor.is_none();
    if !(few && Below::of(lab, |_| false).needs_words()) {
        y = put_calls(lab, &mut out, y, bottom, inner, high);
    }

    let column = if wide { Rect { width: out.split.0, ..inner } } else { inner };
    if wide && lab.quiz.is_some() {
        let x = inner.right() - right;
        out.quiz = Rect { x, y, width: right, height: bottom - y };
        if hall {
            put_under_rows(lab, &mut out);
        } else if huge && unfolds_trace(lab) {
            // What happened stands beside the table, where a person looks who wants more.
            let top = out.calls.y;
            out.trace = Rect { x: all.right() - third, y: top, width: third, height: bottom - top };
        }
    }
    if out.trace.height > 0 {
        out.put_kernel_under_trace(app, lab, 12);
    }
    let beside = [(Pane::Trace, out.trace), (Pane::Kernel, out.kernel)];
    out.slot = Below::of(lab, |pane| beside.iter().any(|(other, area)| *other == pane && !area.is_empty()));
    let column = if wide && lab.quiz.is_none() { all } else { column };
    let column = Rect { y, height: bottom - y, ..column };
    out.scale = u16::from(hall);
    put_column(app, lab, &mut out, column, wide);
    out
}

/// In a lecture hall what happened stands under the rows and what is said about them.
fn put_under_rows(lab: &Lab, out: &mut Layout) {
    if !unfolds_trace(lab) {
        return;
    }
    let rows = lab.quiz.as_ref().map_or(0, |quiz| quiz.shown().len());
    let taken = u16::try_from(rows).unwrap_or(u16::MAX).saturating_add(9).min(out.quiz.height);
    let left = out.quiz.height - taken;
    if left >= 8 {
        out.quiz.height = taken;
        out.trace = Rect { y: out.quiz.bottom() + 1, height: left - 1, ..out.quiz };
    }
}

/// The calls, and under them what is said about the line that is typed. Returns the next line.
fn put_calls(lab: &Lab, out: &mut Layout, y: u16, bottom: u16, inner: Rect, high: bool) -> u16 {
    let typed = lab.editor.as_deref().is_some_and(|editor| matches!(editor.place, Place::Before(_)));
    let wanted = lab.script.calls.len() + lab.script.loops.len() + usize::from(typed);
    let most = (bottom - y) / 3;
    let lines = u16::try_from(wanted).unwrap_or(u16::MAX).clamp(if high { 4 } else { 2 }, most.max(2));
    out.calls = Rect { y, height: 1 + lines, ..inner };
    let y = out.calls.bottom();
    // Lines for the editor's notes are kept free where there is room, so that little jumps when typing begins.
    let notes = match (lab.editor.is_some(), high) {
        (true, true) => 3,
        (true, false) => 4,
        (false, high) => 2 * u16::from(high),
    };
    out.typing = Rect { y, height: notes, ..inner };
    y + notes
}

/// Stream, what stands below it, and the table where it has no column of its own.
fn put_column(app: &App, lab: &Lab, out: &mut Layout, column: Rect, wide: bool) {
    let below = out.slot;
    let width = column.width;
    let wants_below = below.lines(app, lab, width);
    let table = match (&lab.quiz, wide) {
        (Some(quiz), false) => {
            let rows = u16::try_from(quiz.shown().len()).unwrap_or(u16::MAX).saturating_add(2);
            rows.min(if below.needs_words() { 5 } else { 7 })
        }
        _ => 0,
    };
    let room = column.height.saturating_sub(1);
    let rest = room.saturating_sub(table);
    let stream = view::stream(&lab.script, &lab.run.events, lab.from);
    let mut lanes = Lanes::new(&stream);
    if out.scale > 0 {
        // As large as the whole stream allows; the same from the question to the last answer.
        let both = if lab.goes_both_ways() { 2 } else { 1 };
        out.scale = lanes.largest(Rect { height: rest.saturating_sub(BELOW) / both, ..column });
        lanes.scale = out.scale;
    }
    let lanes_height = if asks(lab) && !below.is_claim() && out.scale == 0 {
        4.min(rest)
    } else if wide && lab.quiz.is_none() && lab.goes_both_ways() {
        // Half of it for each direction.
        lanes.height((rest.saturating_sub(TRACE) / 2).max(rest.min(4)))
    } else if below == Below::Knobs && below.has_focus(lab) {
        // Lower lanes for as many knobs as a hand may look for; the fewer the lines, the fewer of both.
        let left = KNOBS.into_iter().map(|knobs| rest.saturating_sub(knobs)).find(|left| *left >= 8);
        lanes.height(left.unwrap_or(rest.saturating_sub(KNOBS[1])).max(rest.min(4)))
    } else {
        lanes.height(rest.saturating_sub(if lab.quiz.is_some() { BELOW } else { 4 }).max(rest.min(4)))
    };
    out.stream_rule = Rect { height: column.height.min(1), ..column };
    out.lanes = Rect { y: column.y + 1, height: lanes_height, ..column };
    let mut y = out.lanes.bottom();
    let mut left = column.bottom().saturating_sub(y);
    if !wide && below.has_focus(lab) {
        out.put_slot(Rect { y, height: left, ..column });
        return;
    }
    if !wide && table > 0 {
        let below_height = wants_below.min(left.saturating_sub(table));
        // A rule without words says nothing.
        let least = if below == Below::Question { 3 } else { 2 };
        let below_height = if below_height < least { 0 } else { below_height };
        out.put_slot(Rect { y, height: below_height, ..column });
        y += below_height;
        left -= below_height;
        out.quiz = Rect { y, height: left, ..column };
        return;
    }
    if wide && lab.goes_both_ways() {
        let least = if below == Below::Trace { TRACE } else { wants_below.saturating_add(1) };
        let spare = left.saturating_sub(least);
        let stream = view::stream(&lab.script, &lab.run.events, lab.from.peer());
        let lanes = Lanes { scale: out.scale, ..Lanes::new(&stream) };
        let asks = asks(lab) && !below.is_claim() && out.scale == 0;
        let high = if asks { 4 } else { lanes.height(spare.saturating_sub(1)) };
        if high >= 4 && high < spare {
            out.other = Rect { y, height: high + 1, ..column };
            y += high + 1;
            left -= high + 1;
        }
    }
    // A blank line between lanes and words, where all have their room.
    if left > wants_below && !matches!(below, Below::Nothing) {
        y += 1;
        left -= 1;
    }
    let below_height = if below.has_focus(lab) || below == Below::Trace { left } else { wants_below.min(left) };
    out.put_slot(Rect { y, height: if below_height < 2 { 0 } else { below_height }, ..column });
    y += below_height;
    left -= below_height;
    // On a high screen the trace unfolds, once the first rows and the rule are behind the student.
    if unfolds_trace(lab) && out.trace.is_empty() && left >= 8 && out.scale == 0 {
        out.trace = Rect { y: y + 1, height: left - 1, ..column };
    }
}

impl Layout {
    /// Gives the slot's lines to what stands there.
    fn put_slot(&mut self, area: Rect) {
        match self.slot {
            Below::Trace | Below::Kernel if area.width >= BOTH => {
                let width = area.width / 2 - 1;
                self.trace = Rect { width, ..area };
                self.kernel = Rect { x: area.right() - width, width, ..area };
            }
            Below::Trace => self.trace = area,
            Below::Kernel => self.kernel = area,
            _ => self.below = area,
        }
    }

    /// Where the trace has more lines than it needs most, the kernels' numbers stand under it.
    fn put_kernel_under_trace(&mut self, app: &App, lab: &Lab, least: u16) {
        let wanted = super::kernel::lines(app, lab, self.trace.width);
        if self.kernel.is_empty() && self.trace.height > least + wanted {
            let height = self.trace.height - wanted - 1;
            self.kernel = Rect { y: self.trace.y + height + 1, height: wanted, ..self.trace };
            self.trace.height = height;
        }
    }

    /// The lanes as they are drawn, for drawing and for the mouse.
    pub(crate) fn lanes<'a>(
        &self,
        app: &App,
        lab: &Lab,
        stream: &'a view::StreamView<'a>,
        edges: &'a [u64],
    ) -> Lanes<'a> {
        let mut lanes = Lanes::new(stream);
        if asks(lab) && !self.slot.is_claim() {
            lanes.phase = widgets::Phase::Asking;
        }
        lanes.now = lab.run_time(app.now);
        lanes.cursor = lab.byte;
        lanes.hex = lab.hex;
        lanes.edges = edges;
        lanes.scale = self.scale;
        lanes
    }

    /// The side whose calls stand at column `x`.
    pub(crate) fn side_at(&self, x: u16) -> Side {
        if x < self.calls.x + self.split.0 + self.split.1 { Side::Client } else { Side::Server }
    }

    /// The rows of the table, without its rule.
    pub(crate) fn rows(&self) -> Rect {
        Rect { y: self.quiz.y + 1, height: self.quiz.height.saturating_sub(1), ..self.quiz }
    }
}
