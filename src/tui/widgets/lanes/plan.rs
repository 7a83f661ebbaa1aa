//! Where everything stands: which lanes, on which lines, in which columns. The same throughout a run.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::columns::{Columns, Placed, Wants};
use super::{Lanes, Phase};
use crate::tui::theme::Role;
use crate::tui::widgets::{Look, put_folded};

/// Columns of a lane's name, and one between it and the first wall.
const NAME: u16 = 9;
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
}

impl Row {
    /// Its lines on the screen.
    pub(super) fn lines(&self) -> Range<u16> {
        let edge = u16::from(self.edges);
        self.middle - edge..self.middle + 1 + edge
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

impl Lanes<'_> {
    /// How many lines the lanes take, if at most `max` can be had. The same throughout a run.
    pub fn height(&self, max: u16) -> u16 {
        self.lines(&self.form(max)).min(max)
    }

    fn form(&self, max: u16) -> Form {
        FORMS.into_iter().find(|form| self.lines(form) <= max).unwrap_or(FORMS[FORMS.len() - 1])
    }

    fn lines(&self, form: &Form) -> u16 {
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
            at.map(|at| Row { show, middle: at + u16::from(lines == 3), edges: lines == 3 })
        };
        rows.extend(row(Show::Sent, take(form.sent), form.sent));
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
        let mut edges: Vec<u64> = view
            .sends
            .iter()
            .map(|send| send.range.start)
            .chain(view.recvs.iter().flat_map(|recv| [recv.at, recv.range().end]))
            .chain([view.arrived, view.sent, view.offered])
            .chain(self.edges.iter().copied())
            .collect();
        if self.phase == Phase::Asking {
            edges.truncate(view.sends.len());
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
        };
        let name = NAME.min(area.width / 3);
        let room = area.width - name;
        let notes = if self.notes && room >= 48 { BEFORE_NOTE - 1 + NOTE } else { 0 };
        Columns::new(&wants, area.x + name, room - notes)
    }
}

impl Plan {
    /// Writes a lane's name.
    pub(super) fn name(&self, look: &Look<'_>, area: Rect, buf: &mut Buffer, y: u16, name: &str, role: Role) {
        let room = self.columns.left.saturating_sub(area.x + 1);
        put_folded(look, area, buf, (area.x, y), room, name, look.style(role));
    }

    /// Writes a note to the right of the lanes, where there is room for words.
    pub(super) fn note(&self, look: &Look<'_>, area: Rect, buf: &mut Buffer, y: u16, note: &str, role: Role) {
        let room = area.right().saturating_sub(self.note_x);
        if room >= 8 {
            put_folded(look, area, buf, (self.note_x, y), room, note, look.style(role));
        }
    }
}
