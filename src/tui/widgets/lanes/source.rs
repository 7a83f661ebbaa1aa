//! What each lane shows in each slot.

use std::ops::Range;

use super::columns::Slot;
use crate::tui::view::{ClaimLane, ClaimView, Fin, PieceKind, RecvState, StreamView};

/// How a cell is dressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dress {
    /// Sent or read: filled, heavy walls.
    Filled,
    /// Read with `MSG_PEEK`: heavy walls, but not filled, for the bytes stay where they are.
    Peeked,
    /// Arrived, unread.
    Arrived,
    /// In flight.
    InFlight,
    /// Jumped over by a claim.
    Skipped,
    /// Claimed, but never sent.
    Never(u8),
}

/// A cell of a lane.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mark {
    pub(crate) dress: Dress,
    /// The call: a wall stands where it changes.
    pub(crate) group: usize,
    /// Whose hue it has.
    pub(crate) send: Option<usize>,
    /// What the call carried at once.
    pub(crate) run: Range<u64>,
    /// It is not what it should be.
    pub(crate) fault: bool,
}

/// What a lane is drawn from.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Source<'a> {
    Sent(&'a StreamView<'a>),
    Network(&'a StreamView<'a>),
    Recv(&'a StreamView<'a>, usize),
    Read(&'a StreamView<'a>),
    Claim(&'a StreamView<'a>, &'a ClaimView, &'a ClaimLane),
}

/// The group of a claimed piece: a wall stands between two pieces of a loop, too.
fn claim_group(recv: usize, piece: usize) -> usize {
    recv << 16 | piece.min(0xffff)
}

/// The recv, as an index into [`StreamView::recvs`], and the piece of a claimed piece's group.
pub(crate) fn claimed_by(group: usize) -> (usize, usize) {
    (group >> 16, group & 0xffff)
}

impl<'a> Source<'a> {
    pub(crate) fn view(&self) -> &'a StreamView<'a> {
        match self {
            Source::Sent(view) | Source::Network(view) | Source::Read(view) => view,
            Source::Recv(view, _) | Source::Claim(view, _, _) => view,
        }
    }

    /// The cell of a slot; none where the lane has nothing.
    pub(crate) fn mark(&self, slot: &Slot) -> Option<Mark> {
        match slot.offset() {
            Some(offset) => self.byte_mark(offset),
            None => self.fin_mark(),
        }
    }

    fn byte_mark(&self, offset: u64) -> Option<Mark> {
        let view = self.view();
        let send = view.letter_of(offset);
        let mark = |dress, group, run| Some(Mark { dress, group, send, run, fault: false });
        match self {
            Source::Sent(_) if offset < view.sent => {
                let group = view.send_of(offset)?;
                mark(Dress::Filled, group, view.sends[group].range.clone())
            }
            // What a send has not returned from is on its way at best: dotted, and not sent.
            Source::Sent(_) if view.offered().contains(&offset) => {
                mark(Dress::InFlight, view.send_of(offset)?, view.offered())
            }
            Source::Network(_) if view.in_flight().contains(&offset) => mark(Dress::InFlight, 0, view.in_flight()),
            Source::Network(_) if view.unread().contains(&offset) => mark(Dress::Arrived, 0, view.unread()),
            Source::Sent(_) | Source::Network(_) => None,
            Source::Recv(_, recv) => self.recv_mark(*recv, offset),
            Source::Read(_) => {
                let recv = view.read_by(offset)?;
                self.recv_mark(recv, offset)
            }
            Source::Claim(_, claim, lane) => {
                if let Some(piece) = lane.pieces.iter().find(|piece| piece.range.contains(&offset)) {
                    let fault = claim.fault_at == Some(offset)
                        && claim.fault_recv == Some(piece.recv)
                        && claim.lanes.get(claim.fault_lane).is_some_and(|fault| std::ptr::eq(fault, *lane));
                    let dress = match piece.kind {
                        PieceKind::Never(byte) => Dress::Never(byte),
                        _ => Dress::Filled,
                    };
                    let group = claim_group(piece.recv, piece.piece);
                    return Some(Mark { dress, group, send, run: piece.range.clone(), fault });
                }
                let skipped = claim.skipped.iter().find(|skipped| skipped.contains(&offset))?;
                // Only the lane with the fault shows the hole.
                let here = claim.lanes.get(claim.fault_lane).is_some_and(|fault| std::ptr::eq(fault, *lane));
                here.then(|| Mark { dress: Dress::Skipped, group: usize::MAX, send, run: skipped.clone(), fault: true })
            }
        }
    }

    fn recv_mark(&self, index: usize, offset: u64) -> Option<Mark> {
        let view = self.view();
        let recv = view.recvs.get(index)?;
        let run = recv.range();
        if !run.contains(&offset) {
            return None;
        }
        let dress = if recv.peek { Dress::Peeked } else { Dress::Filled };
        // What came is drawn; that it is what was sent is checked, not taken for granted.
        let fault = self.byte(index, offset) != view.byte(offset);
        Some(Mark { dress, group: index, send: view.letter_of(offset), run, fault })
    }

    fn fin_mark(&self) -> Option<Mark> {
        let view = self.view();
        let mark = |dress, group| Some(Mark { dress, group, send: None, run: view.len..view.len, fault: false });
        match (self, view.fin) {
            (Source::Sent(_), Fin::InFlight | Fin::Arrived | Fin::Read { .. }) => mark(Dress::Filled, usize::MAX),
            (Source::Network(_), Fin::InFlight) => mark(Dress::InFlight, 0),
            (Source::Network(_), Fin::Arrived) => mark(Dress::Arrived, 0),
            (Source::Recv(_, index), _) if view.recvs[*index].state == (RecvState::Zero { end: true }) => {
                mark(Dress::Filled, *index)
            }
            (Source::Read(_), Fin::Read { recv }) => mark(Dress::Filled, recv),
            _ => None,
        }
    }

    /// The byte of a group at an offset: what a recv returned, or what was sent.
    pub(crate) fn byte(&self, group: usize, offset: u64) -> Option<u8> {
        let view = self.view();
        match self {
            Source::Recv(..) | Source::Read(_) => match view.recvs.get(group)?.state {
                RecvState::Read(bytes) => {
                    bytes.get(usize::try_from(offset.checked_sub(view.recvs[group].at)?).ok()?).copied()
                }
                _ => None,
            },
            _ => view.byte(offset),
        }
    }
}
