//! A row of the quiz, put on the ruler: where the bytes that it claims really are.

use std::ops::Range;

use super::StreamView;
use crate::stream::Row;
use crate::stream::outcome::Fault;

/// A row's claim on the ruler of the stream.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ClaimView {
    /// One lane, and one more for each time that bytes are claimed again.
    pub lanes: Vec<ClaimLane>,
    /// Bytes that the claim jumps over.
    pub skipped: Vec<Range<u64>>,
    /// The column of the offending byte: under it stands the `▲`. In the last lane that has it.
    pub fault_at: Option<u64>,
    /// Which lane has the offending byte.
    pub fault_lane: usize,
}

/// Pieces that do not overlap, by offset.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ClaimLane {
    /// In the order of their columns.
    pub pieces: Vec<ClaimPiece>,
}

/// A run of bytes claimed by one recv.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimPiece {
    /// Which recv claims it: an index into [`StreamView::recvs`].
    pub recv: usize,
    /// Which columns it stands in.
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
}

/// Puts a row on the ruler. The recvs of the other direction are passed over.
pub fn claim(_view: &StreamView<'_>, _row: &Row, _fault: Option<&Fault>) -> ClaimView {
    ClaimView::default()
}
