//! The byte lanes: one ruler, one column a byte, and the walls that calls put around them.

mod asking;
mod behind;
mod byte;
mod claim;
mod columns;
mod cuts;
mod notes;
mod open;
mod plan;
mod ruler;
mod source;
mod strip;

use std::ops::Range;
use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Look, columns as wide};
use crate::tui::theme::Role;
use crate::tui::view::{RecvState, StreamView};

pub use claim::ClaimPanel;
use columns::Slot;
pub use cuts::Cuts;
pub use notes::clock;
use plan::{Plan, Row, Show};
use source::Source;
use strip::Strip;

/// Which form the lanes have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Phase {
    /// Before the run: only what is to be sent, without walls.
    Asking,
    /// A run, or a part of one.
    #[default]
    Running,
}

/// The lanes of one direction.
///
/// ```text
///          0   1   2   3
///        ┏a━━┯━━━┳b━━┯━━━┓
/// sent   ┃ h │ i ┃ y │ o ┃   two sends
///        ┗━━━┷━━━┻━━━┷━━━┛
///                    ┌b┄┄┐
/// network            ┊ o ┊   1 in flight
///                    └┄┄┄┘
///        ┏a━━┯━━━┯b━━┓
/// buf1   ┃ h │ i │ y ┃       recv = 3
///        ┗buf1━━━┷━━━┛
/// ```
#[derive(Debug, Clone)]
pub struct Lanes<'a> {
    /// What there is to draw.
    pub view: &'a StreamView<'a>,
    /// Before or during a run.
    pub phase: Phase,
    /// Time since the start of the run, for the clocks of waiting calls.
    pub now: Option<Duration>,
    /// The byte under the cursor; it is kept in sight.
    pub cursor: Option<u64>,
    /// The first byte to show, where not everything fits.
    pub first: u64,
    /// All bytes in hex.
    pub hex: bool,
    /// Bytes that are parts of numbers: they stand in hex, for `0` among letters is a digit and as a number it is 48.
    pub numbers: &'a [Range<u64>],
    /// Fold long runs where the whole does not fit; false unfolds everything.
    pub fold: bool,
    /// Offsets that keep columns of their own whatever is folded: the edges of a claim
    /// ([`ClaimView::edges`](crate::tui::view::ClaimView::edges)).
    pub edges: &'a [u64],
    /// Room for notes to the right of the lanes.
    pub notes: bool,
    /// A bracket under the bytes on the way: how many of them are held, and what stands beside it.
    pub held: Option<(u64, &'a [&'a str])>,
    /// How large the letters are: 0 for ordinary ones, else so many columns and lines a dot (see [`Lanes::largest`]). Where
    /// there are not enough lines for big letters, ordinary ones are drawn.
    pub scale: u16,
    /// The ruler and what was sent, nothing else: a claim stands below them.
    pub alone: bool,
    /// Before a run: cuts that are being chosen. They need a line more below, for the cursor.
    pub cuts: Option<Cuts<'a>>,
}

/// A lane.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lane {
    /// What was sent.
    Sent,
    /// What is on the way or unread.
    Network,
    /// What a recv returned: an index into [`StreamView::recvs`].
    Recv(usize),
}

/// The columns of lanes as they are drawn.
#[derive(Debug, Clone)]
pub struct Walls(columns::Columns);

impl Walls {
    /// The screen column of the wall before the byte at `offset` (for the stream's length: of its last wall), if it can be
    /// seen.
    pub fn at(&self, offset: u64) -> Option<u16> {
        self.0.screen_wall(offset)
    }
}

/// What stands under a point of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// The lane. In the lane that all recvs share, the recv that returned the byte.
    pub lane: Lane,
    /// The byte of that column: in a fold the first one folded.
    pub byte: u64,
}

impl<'a> Lanes<'a> {
    /// Lanes with nothing special: folding, notes, no cursor.
    pub fn new(view: &'a StreamView<'a>) -> Self {
        Lanes {
            view,
            phase: Phase::Running,
            now: None,
            cursor: None,
            first: 0,
            hex: false,
            numbers: &[],
            fold: true,
            edges: &[],
            notes: true,
            held: None,
            scale: 0,
            alone: false,
            cuts: None,
        }
    }

    /// Draws the lanes.
    pub fn draw(&self, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
        let area = area.intersection(buf.area);
        if area.is_empty() {
            return;
        }
        let plan = self.plan(area);
        if let Some(y) = plan.ruler {
            ruler::draw(look, area, buf, y, &plan.columns, &plan.placed, self.cursor);
        }
        if self.phase == Phase::Asking {
            return self.draw_asking(look, area, buf, &plan);
        }
        for row in &plan.rows {
            self.draw_row(look, area, buf, &plan, row);
        }
    }

    fn draw_row(&self, look: &Look<'_>, area: Rect, buf: &mut Buffer, plan: &Plan, row: &Row) {
        let view = self.view;
        let (name, source, quiet) = match row.show {
            Show::Sent => (look.texts.get("tui-lane-sent"), Source::Sent(view), false),
            Show::Network => {
                // Behind a relay, bytes that have arrived and are unread lie in the receiver's kernel, too.
                let arrived = view.in_flight().is_empty() && !view.unread().is_empty();
                let key = if view.relayed && !arrived { "tui-lane-network" } else { "tui-lane-kernel" };
                (look.texts.get(key), Source::Network(view), false)
            }
            Show::Recv(index) => {
                let recv = &view.recvs[index];
                let quiet = matches!(recv.state, RecvState::Planned);
                (notes::name(look, recv), Source::Recv(view, index), quiet)
            }
            Show::Read => (self.read_name(look), Source::Read(view), false),
        };
        plan.name(look, area, buf, row.middle, &name, if quiet { Role::Quiet } else { Role::Text });
        let names = |group: usize| self.names(look, row.show, group);
        let strip = Strip {
            look,
            columns: &plan.columns,
            placed: &plan.placed,
            source,
            cursor: self.cursor,
            hex: self.hex,
            numbers: self.numbers,
            names: &names,
        };
        strip.draw(area, buf, row.boxes());
        self.draw_open(look, area, buf, plan, row);
        let note = match row.show {
            Show::Sent => self.note(look, Lane::Sent),
            Show::Network => self.note(look, Lane::Network),
            Show::Recv(index) => self.note(look, Lane::Recv(index)),
            Show::Read => self.read_note(look),
        };
        let role = match row.show {
            Show::Recv(index) if matches!(view.recvs[index].state, RecvState::Failed(errno) if errno.0 != libc::EAGAIN) => {
                Role::Fault
            }
            _ => Role::Quiet,
        };
        match note {
            _ if self.scale > 0 && !self.notes => {}
            // Without room of their own, notes are whole or not there.
            [one, _] if !self.notes && wide(look, &one) > area.right().saturating_sub(plan.note_x) => {}
            [one, two] if two.is_empty() || row.edges => {
                plan.note(look, area, buf, row.middle, &one, role);
                plan.note(look, area, buf, row.middle + 1, &two, role);
            }
            [one, two] => {
                let mut words = format!("{one} · {two}");
                if wide(look, &words) > area.right().saturating_sub(plan.note_x) {
                    words = format!("{one} · {}", self.brief(look).unwrap_or(two));
                }
                plan.note(look, area, buf, row.middle, &words, role);
            }
        }
        if row.show == Show::Network
            && let (Some((held, words)), Some(y)) = (self.held, plan.held)
        {
            self.draw_held(look, area, buf, plan, y, (held, words));
        }
    }

    /// The name of the lane that all recvs share: the buffer's, where they share that too.
    fn read_name(&self, look: &Look<'_>) -> String {
        match self.view.recvs.first() {
            Some(first) if self.view.in_loops && self.view.recvs.iter().all(|recv| recv.number == first.number) => {
                notes::name(look, first)
            }
            _ => look.texts.get("tui-lane-read"),
        }
    }

    /// What may stand on the lower edge of a recv's box, the best first.
    fn names(&self, look: &Look<'_>, show: Show, group: usize) -> Vec<String> {
        if !matches!(show, Show::Recv(_) | Show::Read) {
            return Vec::new();
        }
        let Some(recv) = self.view.recvs.get(group) else { return Vec::new() };
        let mut names = notes::names(look, recv, recv.piece);
        if !self.notes {
            let range = recv.range();
            names.insert(0, format!("{} = {}", names[0], super::paint::thousands(range.end - range.start)));
        }
        names
    }

    /// The bytes whose columns can be seen in `area`; folded ones count as seen.
    pub fn visible(&self, area: Rect) -> Range<u64> {
        let placed = self.plan(area).placed;
        let bytes = |slot: &Slot| match slot {
            Slot::Byte(offset) => *offset..*offset + 1,
            Slot::Fold(bytes) => bytes.clone(),
            Slot::Fin => self.view.len..self.view.len,
        };
        match (placed.first(), placed.last()) {
            (Some(first), Some(last)) => bytes(&first.slot).start..bytes(&last.slot).end,
            _ => 0..0,
        }
    }

    /// Where walls stand, if the lanes are drawn in `area`.
    pub fn walls(&self, area: Rect) -> Walls {
        Walls(self.plan(area).columns)
    }

    /// What stands at (x, y) of the screen, if the lanes are drawn in `area`.
    pub fn hit(&self, area: Rect, x: u16, y: u16) -> Option<Hit> {
        let plan = self.plan(area);
        let row = plan.rows.iter().find(|row| row.lines().contains(&y))?;
        let placed = plan.placed.iter().find(|placed| (placed.x..=placed.x + placed.width).contains(&x))?;
        let byte = placed.slot.offset()?;
        let lane = match row.show {
            Show::Sent => Lane::Sent,
            Show::Network => Lane::Network,
            Show::Recv(index) => Lane::Recv(index),
            Show::Read => Lane::Recv(self.view.read_by(byte)?),
        };
        Some(Hit { lane, byte })
    }
}
