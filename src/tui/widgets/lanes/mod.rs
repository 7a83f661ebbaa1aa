//! The byte lanes: one ruler, one column a byte, and the walls that calls put around them.

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::Look;
use crate::tui::view::{ClaimView, StreamView};

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
    /// Fold long runs where the whole does not fit; false unfolds everything.
    pub fold: bool,
    /// Room for notes to the right of the lanes.
    pub notes: bool,
    /// A bracket under bytes in the network: how many bytes are held, and what stands beside it.
    pub held: Option<(u64, &'a str)>,
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

/// What stands under a point of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// The lane.
    pub lane: Lane,
    /// The byte's column.
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
            fold: true,
            notes: true,
            held: None,
        }
    }

    /// How many lines the lanes want, if at most `max` can be had. The same throughout a run.
    pub fn height(&self, max: u16) -> u16 {
        max
    }

    /// Draws the lanes.
    pub fn draw(&self, _look: &Look<'_>, _area: Rect, _buf: &mut Buffer) {}

    /// What stands at (x, y) of the screen.
    pub fn hit(&self, _area: Rect, _x: u16, _y: u16) -> Option<Hit> {
        None
    }
}

/// A row's claim, in the same columns as the lanes above it.
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
}

impl ClaimPanel<'_> {
    /// How many lines it takes.
    pub fn height(&self) -> u16 {
        4
    }

    /// Draws the claim.
    pub fn draw(&self, _look: &Look<'_>, _area: Rect, _buf: &mut Buffer) {}
}
