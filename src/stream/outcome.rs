//! Outcomes, rows that claim one, and the answer to "is this possible?".

use super::Schedule;
use crate::call::Errno;
use crate::text::{Message, Span};

/// What one `recv` of a script gave, or all recvs that a side makes in a loop.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Cell {
    /// It returned these bytes. Empty only for a recv that asked for 0 bytes.
    Data(Vec<u8>),
    /// What the recvs of a loop gave, in order: at least one piece, none of them `Pieces` or `Unreached`. `Blocks` stands
    /// last; in an `until eof` so do `Eof` and `Error`.
    Pieces(Vec<Cell>),
    /// It waits for good.
    Blocks,
    /// `MSG_DONTWAIT` and nothing was there.
    Eagain,
    /// It returned 0: the end of the stream.
    Eof,
    /// It was never called.
    Unreached,
    /// It failed (in runs only; the model has no failures).
    Error(Errno),
}

/// What each `recv` of a script gave, in script order.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Outcome {
    /// One cell for each recv outside of loops, and one for all recvs that a side makes in a loop, as
    /// [`Script::cells`](crate::script::Script::cells) tells.
    pub cells: Vec<Cell>,
}

/// What a row of a quiz table says about one cell of an outcome.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub enum Claim {
    /// The table has no column for it: anything.
    #[default]
    Free,
    /// It returned these bytes. Empty means that it returned 0: the end of the stream, or a recv that asked for 0 bytes.
    Data(Vec<u8>),
    /// It waits for good.
    Blocks,
    /// It returned 0: the end of the stream.
    Eof,
    /// `MSG_DONTWAIT` and nothing was there.
    Eagain,
    /// It was never called.
    Unreached,
    /// The recvs of a loop gave these, in order, and none was called after them.
    Pieces(Vec<Claim>),
}

/// One row of a quiz table: a claim for each recv of the script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The row's number, from 1, as people see it.
    pub number: u32,
    /// Where the row stands in its file.
    pub span: Span,
    /// One claim for each cell of an outcome, in script order.
    pub claims: Vec<Claim>,
}

impl Claim {
    /// Whether a cell is what this claims.
    pub fn admits(&self, cell: &Cell) -> bool {
        match (self, cell) {
            (Claim::Free, _) => true,
            (Claim::Data(want), Cell::Data(got)) => want == got,
            (Claim::Data(want), Cell::Eof) => want.is_empty(),
            (Claim::Blocks, Cell::Blocks) | (Claim::Eof, Cell::Eof) => true,
            (Claim::Eagain, Cell::Eagain) | (Claim::Unreached, Cell::Unreached) => true,
            (Claim::Pieces(want), Cell::Pieces(got)) => {
                want.len() == got.len() && want.iter().zip(got).all(|(claim, cell)| claim.admits(cell))
            }
            (Claim::Pieces(want), Cell::Unreached) => want.is_empty(),
            // Of a loop that makes one recv, a claim about that recv.
            (claim, Cell::Pieces(got)) => matches!(&got[..], [only] if claim.admits(only)),
            _ => false,
        }
    }

    /// As a claim about the recvs of a loop: one claim for each recv that is called. None where it says nothing.
    pub(crate) fn pieces(&self) -> Option<&[Claim]> {
        match self {
            Claim::Free => None,
            Claim::Unreached => Some(&[]),
            Claim::Pieces(pieces) => Some(pieces),
            one => Some(std::slice::from_ref(one)),
        }
    }
}

impl From<&Cell> for Claim {
    /// The claim that this is what came. A failure is not for claims: anything.
    fn from(cell: &Cell) -> Claim {
        match cell {
            Cell::Data(bytes) => Claim::Data(bytes.clone()),
            Cell::Pieces(pieces) => Claim::Pieces(pieces.iter().map(Claim::from).collect()),
            Cell::Blocks => Claim::Blocks,
            Cell::Eof => Claim::Eof,
            Cell::Eagain => Claim::Eagain,
            Cell::Unreached => Claim::Unreached,
            Cell::Error(_) => Claim::Free,
        }
    }
}

impl Row {
    /// A row of no table that claims this outcome and nothing else.
    pub fn of(outcome: &Outcome) -> Row {
        Row { number: 0, span: Span::default(), claims: outcome.cells.iter().map(Claim::from).collect() }
    }

    /// Whether an outcome is what this row claims.
    pub fn admits(&self, outcome: &Outcome) -> bool {
        self.claims.len() == outcome.cells.len()
            && self.claims.iter().zip(&outcome.cells).all(|(claim, cell)| claim.admits(cell))
    }
}

/// Which orders of events are considered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Reading {
    /// One call at a time, in the order written, as the worksheet says.
    #[default]
    InOrder,
    /// Each side for itself.
    Concurrent,
}

/// The rule that an impossible row breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Rule {
    /// Bytes in another order than they were sent in.
    Order,
    /// Bytes were skipped.
    Gap,
    /// Bytes were given before.
    Repeat,
    /// Bytes that nobody sent.
    Unknown,
    /// More bytes than the call asked for.
    TooLong,
    /// Bytes that had not been sent when the call returned.
    NotYetSent,
    /// What the recv could give, but not together with what the row claims before it.
    Conflict,
    /// 0 returned while the connection is open.
    Empty,
    /// The end of the stream, before it.
    EarlyEof,
    /// Said to wait for good, though something will come.
    Blocks,
    /// Fewer bytes than the call must give.
    TooShort,
    /// Said not to be called though it is, or to return though it is never called.
    Unreached,
    /// Said to find nothing there, though the call waits or something is there.
    Eagain,
}

impl Rule {
    /// The word in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Rule::Order => "order",
            Rule::Gap => "gap",
            Rule::Repeat => "repeat",
            Rule::Unknown => "unknown",
            Rule::TooLong => "too-long",
            Rule::NotYetSent => "not-yet-sent",
            Rule::Conflict => "conflict",
            Rule::Empty => "empty",
            Rule::EarlyEof => "early-eof",
            Rule::Blocks => "blocks",
            Rule::TooShort => "too-short",
            Rule::Unreached => "unreached",
            Rule::Eagain => "eagain",
        }
    }
}

/// The answer to one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Some order of events gives it.
    Possible {
        /// Such an order, with few delivers.
        witness: Schedule,
        /// The whole outcome that this order gives (free cells filled in).
        outcome: Outcome,
    },
    /// No order of events gives it.
    Impossible(Fault),
    /// A call must fail, or the model leaves something out: no answer.
    Outside {
        /// The call because of which, an index into the script's calls.
        call: usize,
        /// The reason, one sentence.
        why: Message,
    },
}

/// Why a row is impossible.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The rule that it breaks.
    pub rule: Rule,
    /// The cell of the outcome, counted from 0, where it breaks it: without loops, the recv.
    pub recv: usize,
    /// The piece of that cell, counted from 0, where it belongs to a loop.
    pub piece: Option<usize>,
    /// The first byte of that cell (all its pieces joined) that no possible outcome shares; none where a word (or the end of
    /// a piece) is at fault.
    pub byte: Option<usize>,
    /// Where in the stream the first byte of the row's wrong part really stands, if it was sent.
    pub claimed_offset: Option<u64>,
    /// The offset in the stream of the byte that had to come instead, if any is left.
    pub due_offset: Option<u64>,
    /// One plain sentence.
    pub why: Message,
}
