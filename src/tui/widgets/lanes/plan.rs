//! Where everything stands: which lanes, on which lines, in which columns. The same throughout a run.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::columns::{Columns, Placed, Wants};
use super::strip::Lines;
use super::{Lanes, Phase};
use crate::tui::theme::Role;
use crate::tui::widgets::{Look, Size, put_big, put_folded};

/// Columns of a lane's name, and one between it and the first wall.
pub(super) const NAME: u16 = 9;
/// Columns from the last wall to a note.
const BEFORE_NOTE: u16 = 4;
/// Columns that notes get where there is room.
const NOTE: u16 = 16;

/// What a line or three show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Show {
    Sent,
    Network,
    Recv(usize),
    /// All recvs in one lane.
    Read,
}

/// One lane on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) show: Show,
    pub(super) middle: u16,
    pub(super) edges: bool,
    /// Lines between the edges.
    pub(super) inside: u16,
}

impl Row {
    /// Its lines on the screen.
    pub(super) fn lines(&self) -> Range<u16> {
        let edge = u16::from(self.edges);
        let inner = self.boxes().inner();
        inner.start - edge..inner.end + edge
    }

    /// The lines of its boxes.
    pub(super) fn boxes(&self) -> Lines {
        Lines { middle: self.middle, edges: self.edges, inside: self.inside }
    }
}

/// The whole layout.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) columns: Columns,
    pub(super) placed: Vec<Placed>,
    pub(super) rows: Vec<Row>,
    pub(super) ruler: Option<u16>,
    /// The line of the bracket under held bytes.
    pub(super) held: Option<u16>,
    /// Where notes begin.
    pub(super) note_x: u16,
}

/// How much of the lanes is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Form {
    ruler: bool,
    sent: u16,
    network: u16,
    /// Lines a recv, or for all of them.
    recv: u16,
    together: bool,
}

/// From the most to the least. The first that fits is taken.
const FORMS: [Form; 7] = [
    Form { ruler: true, sent: 3, network: 3, recv: 3, together: false },
    Form { ruler: true, sent: 3, network: 1, recv: 3, together: false },
    Form { ruler: true, sent: 3, network: 3, recv: 3, together: true },
    Form { ruler: true, sent: 3, network: 1, recv: 3, together: true },
    Form { ruler: true, sent: 1, network: 1, recv: 1, together: true },
    Form { ruler: false, sent: 1, network: 0, recv: 1, together: true },
    Form { ruler: false, sent: 1, network: 0, recv: 0, together: true },
];

/// Columns of a lane's name before big boxes: the longest name, and the wall right behind it.
const BIG_NAME: u16 = 7;

/// The same in narrow big letters.
const LARGE_NAME: u16 = 20;

/// Letters with more columns a dot are too large to be read at a glance.
const LARGEST: u16 = 4;

/// Columns a byte with big letters: four dots, a margin on either side, the wall. 7 at scale 1, 11 at 2, 17 at 3.
fn big_pitch(scale: u16) -> u16 {
    4u16.saturating_mul(scale).saturating_add(2 * scale.div_ceil(2) + 1)
}

/// Lines of a box with its edges.
pub(super) fn box_lines(scale: u16) -> u16 {
    // Larger letters have a margin above and below, too: half a line at scale 2, then a line.
    Size::of(scale.min(LARGEST)).lines() + 2 + scale.saturating_sub(1).min(2)
}

fn big_form(scale: u16, network: bool) -> Form {
    let lines = box_lines(scale);
    Form { ruler: true, sent: lines, network: if network { lines } else { 0 }, recv: lines, together: true }
}

impl Lanes<'_> {
    /// How many lines the lanes take, if at most `max` can be had. The same throughout a run.
    pub fn height(&self, max: u16) -> u16 {
        self.lines(&self.form(max)).min(max)
    }

    /// The largest scale at which all bytes and lanes have room, folded where that is not enough; 0 where big letters have none.
    pub fn largest(&self, area: Rect) -> u16 {
        let room = u64::from(area.width.saturating_sub(BIG_NAME));
        let fits = |scale: u16| {
            let pitch = u64::from(big_pitch(scale));
            let bytes = self.view.len + u64::from(self.view.has_fin());
            self.lines(&big_form(scale, true)) <= area.height && bytes.saturating_mul(pitch) < room
        };
        if let Some(scale) = (1..=LARGEST).rev().find(|scale| fits(*scale)) {
            return scale;
        }
        // What fits as a whole in ordinary letters is not folded for the sake of big ones.
        let bytes = self.view.len + u64::from(self.view.has_fin());
        if bytes.saturating_mul(3).saturating_add(u64::from(NAME)) < u64::from(area.width) {
            return 0;
        }
        let whole = |scale: &u16| {
            let folded = Lanes { scale: *scale, ..self.clone() };
            let columns = folded.columns(area);
            let all = columns.before().is_none() && columns.after(&columns.visible()).is_none();
            all && folded.scale_in(area.height) == *scale && self.lines(&big_form(*scale, *scale > 1)) <= area.height
        };
        (1..=LARGEST).rev().find(whole).unwrap_or(0)
    }

    /// The scale at which the lanes are drawn in so many lines.
    fn scale_in(&self, max: u16) -> u16 {
        let form = self.form(max);
        form.sent.saturating_sub(2) / Size::of(1).lines()
    }

    fn form(&self, max: u16) -> Form {
        let big = [true, false].map(|network| big_form(self.scale.min(LARGEST), network));
        let big = big.into_iter().filter(|_| self.scale > 0);
        if let Some(form) = big.into_iter().find(|form| self.lines(form) <= max) {
            return form;
        }
        // All recvs of a loop stand in one lane, however many rounds it makes.
        let fits = |form: &Form| (form.together || !self.view.in_loops) && self.lines(form) <= max;
        FORMS.into_iter().find(fits).unwrap_or(FORMS[FORMS.len() - 1])
    }

    fn lines(&self, form: &Form) -> u16 {
        if self.alone {
            return u16::from(form.ruler) + form.sent;
        }
        let recvs = match (form.together, self.view.recvs.len()) {
            (_, 0) => 0,
            (true, _) => 1,
            (false, recvs) => u16::try_from(recvs).unwrap_or(u16::MAX),
        };
        let held = u16::from(self.held.is_some() && form.network > 0);
        recvs.saturating_mul(form.recv).saturating_add(u16::from(form.ruler) + form.sent + form.network + held)
    }

    pub(super) fn plan(&self, area: Rect) -> Plan {
        let form = self.form(area.height);
        let mut y = area.y;
        let mut take = |lines: u16| {
            let at = y;
            y = y.saturating_add(lines);
            (lines > 0 && y <= area.bottom()).then_some(at)
        };
        let ruler = take(u16::from(form.ruler));
        let mut rows = Vec::new();
        let row = |show, at: Option<u16>, lines: u16| {
            let inside = if lines >= 3 { lines - 2 } else { 1 };
            at.map(|at| Row { show, middle: at + u16::from(lines >= 3) + inside / 2, edges: lines >= 3, inside })
        };
        rows.extend(row(Show::Sent, take(form.sent), form.sent));
        let form = if self.alone { Form { network: 0, recv: 0, together: true, ..form } } else { form };
        rows.extend(row(Show::Network, take(form.network), form.network));
        let held = take(u16::from(self.held.is_some() && form.network > 0));
        if form.together && !self.view.recvs.is_empty() {
            rows.extend(row(Show::Read, take(form.recv), form.recv));
        } else if !form.together {
            for recv in 0..self.view.recvs.len() {
                rows.extend(row(Show::Recv(recv), take(form.recv), form.recv));
            }
        }
        let columns = self.columns(area);
        let placed = columns.visible();
        let note_x = columns.last_wall().saturating_add(BEFORE_NOTE);
        Plan { columns, placed, rows, ruler, held, note_x }
    }

    fn columns(&self, area: Rect) -> Columns {
        let view = self.view;
        let scale = self.scale_in(area.height);
        let sends = view.sends.iter().map(|send| send.range.start);
        let mut edges: Vec<u64> = sends.chain(self.edges.iter().copied()).collect();
        if self.phase != Phase::Asking {
            edges.extend(view.recvs.iter().flat_map(|recv| [recv.at, recv.range().end]));
            edges.extend([view.arrived, view.sent, view.offered]);
        }
        edges.sort_unstable();
        edges.dedup();
        let wants = Wants {
            len: view.len,
            fin: view.has_fin(),
            edges: &edges,
            fold: self.fold,
            hex: self.hex,
            first: self.first,
            cursor: self.cursor,
            pitches: match scale {
                0 => &[4, 3, 2],
                scale => &[big_pitch(scale)],
            },
        };
        let bytes = view.len + u64::from(view.has_fin());
        let spare = u64::from(area.width).saturating_sub(bytes.saturating_mul(u64::from(big_pitch(scale))));
        let name = match scale {
            0 => NAME,
            // Beside the largest letters the names are large, too, where that costs nothing.
            2.. if !self.notes && spare > u64::from(LARGE_NAME) => LARGE_NAME,
            _ => BIG_NAME,
        };
        let name = name.min(area.width / 3);
        let room = area.width - name;
        let notes = if self.notes && scale == 0 && room >= 48 { BEFORE_NOTE - 1 + NOTE } else { 0 };
        Columns::new(&wants, area.x + name, room - notes)
    }
}

impl Plan {
    /// Writes a lane's name.
    pub(super) fn name(&self, look: &Look<'_>, area: Rect, buf: &mut Buffer, y: u16, name: &str, role: Role) {
        let gap = u16::from(self.columns.pitch <= 4);
        let room = self.columns.left.saturating_sub(area.x + gap);
        let size = Size { scale: 1, narrow: true };
        if self.columns.left - area.x >= LARGE_NAME && !look.glyphs.ascii && size.columns(look, name) < room {
            put_big(look, area, buf, (area.x, y.saturating_sub(1)), size, name, look.style(role));
            return;
        }
        put_folded(look, area, buf, (area.x, y), room, name, look.style(role));
    }

    /// Writes a note to the right of the lanes, where there is room for words.
    pub(super) fn note(&self, look: &Look<'_>, area: Rect, buf: &mut Buffer, y: u16, note: &str, role: Role) {
        self.note_behind(look, area, buf, (0, y), note, role);
    }

    /// Columns for a note behind column `x` at least.
    pub(super) fn note_room(&self, area: Rect, x: u16) -> u16 {
        area.right().saturating_sub(self.note_x.max(x))
    }

    /// As [`Plan::note`], behind column `x` at least.
    pub(super) fn note_behind(
        &self,
        look: &Look<'_>,
        area: Rect,
        buf: &mut Buffer,
        (x, y): (u16, u16),
        note: &str,
        role: Role,
    ) {
        let (x, room) = (self.note_x.max(x), self.note_room(area, x));
        if room >= 8 {
            put_folded(look, area, buf, (x, y), room, note, look.style(role));
        }
    }
}
