//! A row of the quiz, put on the ruler: where the bytes that it claims really are.

use std::ops::Range;

use super::StreamView;
use crate::stream::outcome::Fault;
use crate::stream::{Claim, Row};

/// A row's claim on the ruler of the stream.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ClaimView {
    /// The first lane, and one more for each time that the claim goes back: to bytes claimed again, or out of order. So the
    /// lanes, from above, and their pieces, from the left, have the row's own order.
    pub lanes: Vec<ClaimLane>,
    /// Bytes that the claim jumps over.
    pub skipped: Vec<Range<u64>>,
    /// The column of the offending byte: under it stands the `▲`.
    pub fault_at: Option<u64>,
    /// Which lane has the offending byte.
    pub fault_lane: usize,
    /// Which recv's claim is at fault: an index into [`StreamView::recvs`].
    pub fault_recv: Option<usize>,
}

/// Pieces that do not overlap.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ClaimLane {
    /// In the order in which they are claimed.
    pub pieces: Vec<ClaimPiece>,
}

/// A run of bytes claimed by one recv.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimPiece {
    /// Which recv claims it: an index into [`StreamView::recvs`]; of a loop, its first.
    pub recv: usize,
    /// In a loop: which piece of its cell it is, from 0.
    pub piece: usize,
    /// Which columns it stands in. Empty for what is no byte ([`PieceKind::is_word`]).
    pub range: Range<u64>,
    /// What it is.
    pub kind: PieceKind,
}

/// What a piece of a claim is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PieceKind {
    /// Bytes of the stream.
    Bytes,
    /// A byte that nobody sent, where another was due.
    Never(u8),
    /// "It returned 0": no cell at all.
    Zero,
    /// "It waits for good".
    Blocks,
    /// "Nothing was there".
    Eagain,
}

impl PieceKind {
    /// Whether it says something of a call that is no byte.
    pub fn is_word(&self) -> bool {
        matches!(self, PieceKind::Zero | PieceKind::Blocks | PieceKind::Eagain)
    }
}

impl ClaimView {
    /// Every offset where something of the claim begins or ends, for [`Lanes::edges`](crate::tui::widgets::Lanes::edges).
    pub fn edges(&self) -> Vec<u64> {
        let pieces = self.lanes.iter().flat_map(|lane| &lane.pieces).map(|piece| &piece.range);
        let mut edges: Vec<u64> = pieces.chain(&self.skipped).flat_map(|range| [range.start, range.end]).collect();
        edges.extend(self.fault_at.iter().flat_map(|at| [*at, at + 1]));
        edges.sort_unstable();
        edges.dedup();
        edges
    }
}

/// Puts a row on the ruler, with the fault that the judge found in it, if any. The recvs of the other direction are passed
/// over. Each byte is put where it follows what was claimed before; where it does not follow, where the judge says that it
/// is, else at the nearest place ahead, else behind; and where it is nowhere, in the column of the byte that was due.
pub fn claim(view: &StreamView<'_>, row: &Row, fault: Option<&Fault>) -> ClaimView {
    let mut put =
        Put { view, out: ClaimView { lanes: vec![ClaimLane::default()], ..ClaimView::default() }, due: 0, piece: 0 };
    for (recv, shown) in view.recvs.iter().enumerate().filter(|(_, shown)| shown.piece.unwrap_or(0) == 0) {
        let Some(claim) = row.claims.get(shown.number - 1) else { continue };
        let fault = fault.filter(|fault| fault.recv + 1 == shown.number);
        let start = put.due;
        put.piece = 0;
        match claim {
            Claim::Pieces(pieces) => {
                let mut before = 0;
                for (number, piece) in pieces.iter().enumerate() {
                    // The judge counts bytes over all pieces.
                    let own = fault.filter(|fault| fault.piece == Some(number)).map(|fault| Fault {
                        byte: fault.byte.and_then(|byte| byte.checked_sub(before)),
                        ..fault.clone()
                    });
                    put.piece = number;
                    put.claim(recv, piece, own.as_ref());
                    before += if let Claim::Data(bytes) = piece { bytes.len() } else { 0 };
                }
            }
            claim => put.claim(recv, claim, fault),
        }
        if shown.peek {
            put.due = start;
        }
        if fault.is_some() && put.out.fault_at.is_none() {
            put.out.fault_at = Some(fault.and_then(|fault| fault.due_offset).unwrap_or(start));
            put.out.fault_lane = put.out.lanes.len() - 1;
        }
        if fault.is_some() {
            put.out.fault_recv = Some(recv);
        }
    }
    put.finish()
}

struct Put<'v, 'a> {
    view: &'v StreamView<'a>,
    out: ClaimView,
    /// The offset of the byte that has to come next.
    due: u64,
    /// Which piece of a loop's cell is put.
    piece: usize,
}

impl Put<'_, '_> {
    /// What a row claims of one recv.
    fn claim(&mut self, recv: usize, claim: &Claim, fault: Option<&Fault>) {
        let start = self.due;
        match claim {
            Claim::Data(bytes) if !bytes.is_empty() => self.bytes(recv, bytes, fault),
            Claim::Data(_) | Claim::Eof => self.piece(recv, start..start, PieceKind::Zero),
            Claim::Blocks => self.piece(recv, start..start, PieceKind::Blocks),
            Claim::Eagain => self.piece(recv, start..start, PieceKind::Eagain),
            Claim::Free | Claim::Unreached | Claim::Pieces(_) => {}
        }
    }

    fn bytes(&mut self, recv: usize, bytes: &[u8], fault: Option<&Fault>) {
        let mut at = 0;
        while at < bytes.len() {
            let rest = &bytes[at..];
            let faulty = fault.filter(|fault| fault.byte == Some(at));
            let follows = self.matching(self.due, rest);
            let place = if follows > 0 && faulty.is_none_or(|fault| fault.claimed_offset.is_none()) {
                Some(self.due)
            } else {
                faulty.and_then(|fault| fault.claimed_offset).or_else(|| self.find(rest))
            };
            let (range, kind) = match place {
                // The judge's word is taken only as far as the bytes bear it out.
                Some(place) if self.matching(place, rest) > 0 => {
                    (place..place + self.matching(place, rest), PieceKind::Bytes)
                }
                _ => (self.due..self.due + 1, PieceKind::Never(rest[0])),
            };
            // Up to the fault the bytes are right, even where they would go on matching by chance.
            let stop = fault.and_then(|fault| fault.byte).filter(|byte| *byte > at);
            let most = stop.map_or(u64::MAX, |stop| (stop - at) as u64);
            let range = range.start..range.end.min(range.start.saturating_add(most));
            if range.start > self.due {
                self.out.skipped.push(self.due..range.start);
            }
            at += ((range.end - range.start) as usize).max(1);
            self.due = range.end;
            self.piece(recv, range.clone(), kind);
            if faulty.is_some() {
                self.out.fault_at = Some(range.start);
                self.out.fault_lane = self.out.lanes.len() - 1;
            }
        }
    }

    /// How many bytes of `rest` stand in the stream from `offset` on.
    fn matching(&self, offset: u64, rest: &[u8]) -> u64 {
        (offset..).zip(rest).take_while(|(offset, byte)| self.view.byte(*offset) == Some(**byte)).count() as u64
    }

    /// Where the beginning of `rest` stands: the longest match, ahead before behind.
    fn find(&self, rest: &[u8]) -> Option<u64> {
        let ahead = (self.due..self.view.len).map(|offset| (self.matching(offset, rest), offset));
        let behind = (0..self.due.min(self.view.len)).rev().map(|offset| (self.matching(offset, rest), offset));
        let mut best: Option<(u64, u64)> = None;
        for (length, offset) in ahead.chain(behind) {
            if length > best.map_or(0, |(length, _)| length) {
                best = Some((length, offset));
            }
            if length == rest.len() as u64 {
                break;
            }
        }
        best.map(|(_, offset)| offset)
    }

    /// Adds a piece to the last lane, or to a new one where it would stand before or upon another.
    fn piece(&mut self, recv: usize, range: Range<u64>, kind: PieceKind) {
        // What stands behind the bytes of a lane has no columns of its own: words, and bytes behind the end of the stream.
        let is_behind = |range: &Range<u64>, kind: &PieceKind| {
            kind.is_word() || (matches!(kind, PieceKind::Never(_)) && range.start >= self.view.len)
        };
        let behind = is_behind(&range, &kind);
        let goes_back = |lane: &ClaimLane| match lane.pieces.last() {
            Some(last) if is_behind(&last.range, &last.kind) => !behind || range.start != last.range.end,
            Some(last) => range.start < last.range.end,
            None => false,
        };
        if self.out.lanes.last().is_none_or(goes_back) {
            self.out.lanes.push(ClaimLane::default());
        }
        if let Some(lane) = self.out.lanes.last_mut() {
            match lane.pieces.last_mut() {
                Some(last)
                    if last.recv == recv
                        && last.piece == self.piece
                        && last.kind == PieceKind::Bytes
                        && kind == PieceKind::Bytes
                        && last.range.end == range.start
                        && self.out.fault_at != Some(range.start) =>
                {
                    last.range.end = range.end;
                }
                _ => lane.pieces.push(ClaimPiece { recv, piece: self.piece, range, kind }),
            }
        }
    }

    /// Bytes that are claimed later were not skipped, only out of order.
    fn finish(mut self) -> ClaimView {
        let claimed: Vec<Range<u64>> =
            self.out.lanes.iter().flat_map(|lane| &lane.pieces).map(|piece| piece.range.clone()).collect();
        let mut skipped = Vec::new();
        for hole in std::mem::take(&mut self.out.skipped) {
            let mut start = hole.start;
            while start < hole.end {
                let inside = claimed.iter().filter(|piece| piece.end > start && piece.start < hole.end);
                match inside.min_by_key(|piece| piece.start) {
                    Some(piece) => {
                        if piece.start > start {
                            skipped.push(start..piece.start);
                        }
                        start = piece.end;
                    }
                    None => {
                        skipped.push(start..hole.end);
                        start = hole.end;
                    }
                }
            }
        }
        self.out.skipped = skipped;
        self.out
    }
}
