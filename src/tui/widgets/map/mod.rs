//! The map of outcomes: which are possible, which were seen, which are still open.

mod grid;
mod tree;

pub use grid::MapGrid;
pub use tree::{MapTree, TreeLine};

use super::Look;
use super::paint::thousands;
use crate::msg;
use crate::stream::map::{Band, Kind};

/// What is known of one outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Mark {
    /// How often it was seen.
    pub seen: u64,
    /// The row of the quiz that it is.
    pub row: Option<u32>,
    /// It is to be reached.
    pub goal: bool,
    /// Whether it can still be reached; none where nobody plays.
    pub open: Option<bool>,
}

/// From how many times on each sign of [`Glyphs::heat`](crate::tui::glyphs::Glyphs::heat) stands.
pub const HEAT: [u64; 4] = [1, 2, 10, 100];

/// The sign for something that was seen so often; none where it never was.
fn heat(look: &Look<'_>, times: u64) -> Option<char> {
    let level = HEAT.iter().rposition(|least| times >= *least)?;
    Some(look.glyphs.heat[level])
}

/// A place on an axis in words: `3`, `11–20`, `blocks`.
pub fn band(look: &Look<'_>, band: Band) -> String {
    match (band.first, band.last) {
        (Kind::Data(first), Kind::Data(last)) if first != last => {
            look.texts.say(&msg!("map-range", first = thousands(first), last = thousands(last)))
        }
        (Kind::Data(length), _) => thousands(length),
        (Kind::Eof, _) => look.texts.get("tui-cell-end"),
        (Kind::Eagain, _) => look.texts.get("tui-cell-eagain"),
        (Kind::Blocks, _) => look.texts.get("tui-cell-blocks-short"),
        (Kind::Unreached, _) => look.texts.get("tui-cell-unreached-short"),
    }
}
