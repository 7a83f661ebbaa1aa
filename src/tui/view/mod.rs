//! What there is to draw: pure functions from (script, prefix of the trace) to streams, sends, recvs and bytes.
//!
//! Nothing here knows a screen, and nothing is stored a byte: a stream of 5,000,000 bytes is a handful of runs.

mod build;
mod claim;
mod detail;
mod motion;

use std::ops::Range;
use std::time::Duration;

pub use build::{stream, streams};
pub use claim::{ClaimLane, ClaimPiece, ClaimView, PieceKind, claim};
pub use detail::{ByteDetail, Utf8Role, byte_detail};
pub use motion::{in_motion, settled};

pub use crate::trace::{Told, TraceLine, TraceView, lines as trace};

use crate::call::{Errno, Side};

/// One direction of the connection: what was sent, where each byte is now, what each recv returned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StreamView<'a> {
    /// Who sends it.
    pub from: Side,
    /// How many letters (and hues) the other direction's sends have before this one's: so no two sends share one.
    pub letters_before: usize,
    /// Whether a relay stands between; false until the connection stands.
    pub relayed: bool,
    /// The sends, in order; their ranges lie side by side.
    pub sends: Vec<SendView<'a>>,
    /// The recvs of the other side, in order; those of a loop once for each round, as far as it is known.
    pub recvs: Vec<RecvView<'a>>,
    /// Some of the recvs stand in a loop: all share one lane.
    pub in_loops: bool,
    /// How many bytes the whole stream has, those not sent yet included.
    pub len: u64,
    /// How many bytes the sender was told are sent: those of sends that have returned, and those that are known to have
    /// left (a recv may return before the send's return was logged).
    pub sent: u64,
    /// How many bytes were given to a send, those of sends that have not returned included.
    pub offered: u64,
    /// With a relay, how many were delivered to the receiver's kernel; without one, how many are in a kernel, the sender's
    /// or the receiver's: more is not known. Those already read are included.
    pub arrived: u64,
    /// How many were read.
    pub read: u64,
    /// The end of the stream.
    pub fin: Fin,
}

/// One send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SendView<'a> {
    /// Its index in the script's calls.
    pub call: usize,
    /// Where its bytes stand in the stream. What a short send did not take is not part of the stream.
    pub range: Range<u64>,
    /// All bytes that it was asked to send.
    pub bytes: &'a [u8],
    /// How far it is.
    pub state: SendState,
}

/// How far a send is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SendState {
    /// Not called yet.
    Planned,
    /// Called; has not returned.
    Entered,
    /// Returned.
    Returned,
    /// Failed.
    Failed(Errno),
}

/// One recv.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecvView<'a> {
    /// Its index in the script's calls.
    pub call: usize,
    /// The number of its cell in an outcome, from 1: without loops, its number among all recvs of the script.
    pub number: usize,
    /// In a loop: which piece of the cell it is, from 0.
    pub piece: Option<usize>,
    /// The buffer's name, where the script has one and no other recv of this direction uses it.
    pub buffer: Option<&'a str>,
    /// The offset of the byte that it got first, or would get.
    pub at: u64,
    /// Whether it asked to leave the bytes where they are (`MSG_PEEK`).
    pub peek: bool,
    /// What became of it.
    pub state: RecvState<'a>,
}

/// What became of a recv.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecvState<'a> {
    /// Not called yet.
    Planned,
    /// Called; has not returned.
    Waiting {
        /// When it was called.
        since: Duration,
    },
    /// It never returns: nothing more will come for it.
    Blocks {
        /// When it was called.
        since: Duration,
    },
    /// It returned these bytes.
    Read(&'a [u8]),
    /// It returned 0.
    Zero {
        /// True for the end of the stream; false for a recv of size 0.
        end: bool,
    },
    /// It failed. `EAGAIN` means that nothing was there.
    Failed(Errno),
    /// Its side is blocked for good in an earlier call.
    NeverCalled,
}

/// Where the end of the stream is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fin {
    /// The script never ends the stream.
    Never,
    /// The script ends it later.
    Planned,
    /// Sent, on the way.
    InFlight,
    /// Arrived, unread.
    Arrived,
    /// A recv returned 0 for it.
    Read {
        /// Index into [`StreamView::recvs`].
        recv: usize,
    },
}

/// Where a byte is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ByteState {
    /// Its send was not called yet.
    Planned,
    /// Its send was called and has not returned: how much of it is on the way is not known.
    Offered,
    /// In the network (with a relay: anywhere between the two programs' kernels).
    InFlight,
    /// In the receiver's kernel (without a relay: in one of the two kernels), unread.
    Arrived,
    /// A recv returned it.
    Read {
        /// Index into [`StreamView::recvs`].
        recv: usize,
    },
}

impl<'a> StreamView<'a> {
    /// The letter and the hue of the send that a byte belongs to, see [`letter`].
    pub fn letter_of(&self, offset: u64) -> Option<usize> {
        self.send_of(offset).map(|send| self.letters_before + send)
    }

    /// Which send a byte belongs to: an index into [`StreamView::sends`].
    pub fn send_of(&self, offset: u64) -> Option<usize> {
        let at = self.sends.partition_point(|send| send.range.end <= offset);
        self.sends.get(at).filter(|send| send.range.contains(&offset)).map(|_| at)
    }

    /// The byte at an offset, as it was sent.
    pub fn byte(&self, offset: u64) -> Option<u8> {
        let send = &self.sends[self.send_of(offset)?];
        send.bytes.get(usize::try_from(offset - send.range.start).ok()?).copied()
    }

    /// Where the byte at an offset is.
    pub fn state_of(&self, offset: u64) -> ByteState {
        if let Some(recv) = self.read_by(offset) {
            return ByteState::Read { recv };
        }
        if offset < self.arrived {
            ByteState::Arrived
        } else if offset < self.sent {
            ByteState::InFlight
        } else if offset < self.offered {
            ByteState::Offered
        } else {
            ByteState::Planned
        }
    }

    /// Which recv returned a byte for good (a peek does not): an index into [`StreamView::recvs`].
    pub fn read_by(&self, offset: u64) -> Option<usize> {
        // A side makes its calls one after the other, so they stand in the order of their first bytes; only peeks and
        // empty reads lie between the recv that has the byte and the next.
        let next = self.recvs.partition_point(|recv| recv.at <= offset);
        self.recvs[..next]
            .iter()
            .rposition(|recv| !recv.peek && !recv.range().is_empty())
            .filter(|index| self.recvs[*index].range().contains(&offset))
    }

    /// Bytes sent and not arrived.
    pub fn in_flight(&self) -> Range<u64> {
        self.arrived..self.sent
    }

    /// Bytes of a send that has not returned, as far as nothing more is known about them.
    pub fn offered(&self) -> Range<u64> {
        self.sent..self.offered
    }

    /// Bytes arrived and not read.
    pub fn unread(&self) -> Range<u64> {
        self.read..self.arrived
    }

    /// Whether there is nothing to draw: no send, no recv, no end.
    pub fn is_empty(&self) -> bool {
        self.sends.is_empty() && self.recvs.is_empty() && self.fin == Fin::Never
    }

    /// Whether the end has a column of its own.
    pub fn has_fin(&self) -> bool {
        self.fin != Fin::Never
    }
}

impl RecvView<'_> {
    /// The bytes it returned, as offsets in the stream. Empty where it returned none.
    pub fn range(&self) -> Range<u64> {
        match self.state {
            RecvState::Read(bytes) => self.at..self.at + bytes.len() as u64,
            _ => self.at..self.at,
        }
    }

    /// Whether it was called and has not returned.
    pub fn is_pending(&self) -> bool {
        matches!(self.state, RecvState::Waiting { .. } | RecvState::Blocks { .. })
    }
}

/// The letter of a send, counted over both directions: `a`, `b`, … `z`, `aa`, `ab`, ….
pub fn letter(send: usize) -> String {
    let mut left = send + 1;
    let mut letters = Vec::new();
    while left > 0 {
        letters.push(b'a' + ((left - 1) % 26) as u8);
        left = (left - 1) / 26;
    }
    letters.iter().rev().map(|letter| *letter as char).collect()
}
