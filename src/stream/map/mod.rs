//! Where outcomes lie on a map: pure layout, from outcomes to places. Two recvs make a [`Grid`], one makes a row of it, and
//! more make a tree that opens a recv at a time ([`below`]); where they are too many to be listed, its branches are counted
//! ([`explore`]).

mod counted;
mod grid;
mod tree;

pub use counted::{Ways, explore};
pub use grid::{Grid, Tile};
pub use tree::{Branch, Part, below, lies_on, parts};

use grid::axis;

use super::{Cell, Claim};

/// What a recv gave, without the bytes: which they are follows from the lengths before, so in the outcomes of one script
/// this tells cells apart. The order is that of an axis: lengths, then words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// So many bytes; 0 only for a recv that asked for 0.
    Data(u64),
    /// 0: the end of the stream.
    Eof,
    /// `MSG_DONTWAIT` and nothing was there.
    Eagain,
    /// It waits for good.
    Blocks,
    /// It was never called.
    Unreached,
}

impl Kind {
    /// What a cell is; none for what is no single result of the model: a failure, the pieces of a loop.
    pub fn of(cell: &Cell) -> Option<Kind> {
        Some(match cell {
            Cell::Data(bytes) => Kind::Data(bytes.len() as u64),
            Cell::Eof => Kind::Eof,
            Cell::Eagain => Kind::Eagain,
            Cell::Blocks => Kind::Blocks,
            Cell::Unreached => Kind::Unreached,
            _ => return None,
        })
    }

    /// Where a claim would lie; none for one that allows anything, or is about more than one recv.
    pub fn claimed(claim: &Claim) -> Option<Kind> {
        Some(match claim {
            Claim::Data(bytes) => Kind::Data(bytes.len() as u64),
            Claim::Eof => Kind::Eof,
            Claim::Eagain => Kind::Eagain,
            Claim::Blocks => Kind::Blocks,
            Claim::Unreached => Kind::Unreached,
            _ => return None,
        })
    }
}

/// A place on an axis: a word, or all lengths from one to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Band {
    /// The first of them.
    pub first: Kind,
    /// The last of them: the same, unless both are lengths.
    pub last: Kind,
}

impl Band {
    /// A place of one kind.
    pub fn one(kind: Kind) -> Band {
        Band { first: kind, last: kind }
    }

    /// Whether it is one kind only.
    pub fn is_one(self) -> bool {
        self.first == self.last
    }

    /// Whether a kind lies here.
    pub fn holds(self, kind: Kind) -> bool {
        (self.first..=self.last).contains(&kind)
    }
}
