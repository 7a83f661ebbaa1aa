//! Outcomes of one or two recvs in columns and rows.

use super::{Band, Kind};
use crate::stream::{Outcome, Row};

/// A place of a [`Grid`], counted from 0: columns from the left, rows from below.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Tile {
    /// What the first recv gave: an index into [`Grid::columns`].
    pub column: usize,
    /// What the second gave: an index into [`Grid::rows`].
    pub row: usize,
}

/// Outcomes by what the first recv gave (columns) and what the second gave (rows). Each outcome lies in exactly one tile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grid {
    /// From the left: lengths upwards, then words.
    pub columns: Vec<Band>,
    /// From below: words, of which blocking is the lowest, then lengths upwards. Empty for a script of one recv.
    pub rows: Vec<Band>,
    /// For each tile, row after row, its outcomes: indexes into those that were given.
    tiles: Vec<Vec<usize>>,
}

impl Grid {
    /// Puts outcomes in at most so many columns and rows; where there are more lengths than that, neighbouring ones share a
    /// place. `of` says which outcomes. None where they are not made of one or two recvs, or there are none.
    pub fn new(outcomes: &[Outcome], of: &[usize], columns: usize, rows: usize) -> Option<Grid> {
        let recvs = outcomes.get(*of.first()?)?.cells.len();
        let kinds = of.iter().map(|index| kinds(outcomes.get(*index)?)).collect::<Option<Vec<_>>>()?;
        let first: Vec<Kind> = kinds.iter().map(|(first, _)| *first).collect();
        let second: Vec<Kind> = kinds.iter().filter_map(|(_, second)| *second).collect();
        let columns = axis(first, columns);
        let mut rows = if recvs == 2 { axis(second, rows) } else { Vec::new() };
        // From below: blocking, then the other words, then lengths.
        rows.sort_by_key(|band| match band.first {
            Kind::Data(length) => (1, length, Kind::Blocks),
            word => (0, u64::from(word != Kind::Blocks), word),
        });
        let mut grid = Grid { tiles: vec![Vec::new(); columns.len() * rows.len().max(1)], columns, rows };
        for (index, (first, second)) in of.iter().zip(kinds) {
            let tile = grid.tile(first, second)?;
            let at = grid.index(tile);
            grid.tiles[at].push(*index);
        }
        Some(grid)
    }

    fn index(&self, tile: Tile) -> usize {
        tile.row * self.columns.len() + tile.column
    }

    fn tile(&self, first: Kind, second: Option<Kind>) -> Option<Tile> {
        let column = self.columns.iter().position(|band| band.holds(first))?;
        let row = match second {
            Some(second) => self.rows.iter().position(|band| band.holds(second))?,
            None => 0,
        };
        Some(Tile { column, row })
    }

    /// Where an outcome lies; none where the grid has no such place.
    pub fn place(&self, outcome: &Outcome) -> Option<Tile> {
        let (first, second) = kinds(outcome)?;
        self.tile(first, second)
    }

    /// Where a row of a table would lie by its lengths and words, whether that is possible or not.
    pub fn claimed(&self, row: &Row) -> Option<Tile> {
        let second = match &row.claims[..] {
            [_] => None,
            [_, second] => Some(Kind::claimed(second)?),
            _ => return None,
        };
        self.tile(Kind::claimed(row.claims.first()?)?, second)
    }

    /// The outcomes of a tile; none where nothing is possible.
    pub fn at(&self, tile: Tile) -> &[usize] {
        let inside = tile.column < self.columns.len() && tile.row < self.rows.len().max(1);
        self.tiles.get(self.index(tile)).filter(|_| inside).map_or(&[], Vec::as_slice)
    }

    /// The tiles in which something is possible.
    pub fn tiles(&self) -> impl Iterator<Item = (Tile, &[usize])> {
        let width = self.columns.len().max(1);
        let tiles = self.tiles.iter().enumerate().filter(|(_, outcomes)| !outcomes.is_empty());
        tiles.map(move |(at, outcomes)| (Tile { column: at % width, row: at / width }, outcomes.as_slice()))
    }

    /// How many rows of tiles there are: one at least.
    pub fn height(&self) -> usize {
        self.rows.len().max(1)
    }

    /// The nearest tile with outcomes in a direction, `(1, 0)` to the right, `(0, 1)` upwards; where none lies straight
    /// ahead, the nearest one beside that.
    pub fn towards(&self, from: Tile, (right, up): (isize, isize)) -> Option<Tile> {
        let ahead = |tile: &Tile| {
            let (x, y) = (tile.column as isize - from.column as isize, tile.row as isize - from.row as isize);
            let (along, across) = if right != 0 { (x * right, y.abs()) } else { (y * up, x.abs()) };
            (along > 0).then_some((across, along))
        };
        self.tiles()
            .filter_map(|(tile, _)| {
                let (across, along) = ahead(&tile)?;
                // Straight ahead comes first, however far; a step aside costs more than one on.
                Some((across > 0, along + 3 * across, tile))
            })
            .min()
            .map(|(_, _, tile)| tile)
    }
}

fn kinds(outcome: &Outcome) -> Option<(Kind, Option<Kind>)> {
    match &outcome.cells[..] {
        [one] => Some((Kind::of(one)?, None)),
        [one, two] => Some((Kind::of(one)?, Some(Kind::of(two)?))),
        _ => None,
    }
}

/// The places of an axis, at most `room` where that can be: the lengths in equal steps, then the words.
pub(super) fn axis(kinds: impl IntoIterator<Item = Kind>, room: usize) -> Vec<Band> {
    let mut kinds: Vec<Kind> = kinds.into_iter().collect();
    kinds.sort_unstable();
    kinds.dedup();
    let lengths: Vec<u64> =
        kinds.iter().filter_map(|kind| if let Kind::Data(n) = kind { Some(*n) } else { None }).collect();
    let words = kinds.iter().filter(|kind| !matches!(kind, Kind::Data(_)));
    let room = room.saturating_sub(words.clone().count()).max(2);
    // 1, 2, 5, 10, …: the least step with which all have room. Length 0 keeps a place of its own.
    let steps = (0..19).flat_map(|zeros| [1, 2, 5].map(|digit| digit * 10u64.pow(zeros)));
    let bands = |step: u64| {
        let mut bands: Vec<Band> = Vec::new();
        for length in &lengths {
            let last = length.div_ceil(step) * step;
            let first = if *length == 0 { 0 } else { last - (step - 1) };
            if bands.last().is_none_or(|band| band.first != Kind::Data(first)) {
                bands.push(Band { first: Kind::Data(first), last: Kind::Data(last) });
            }
        }
        bands
    };
    let mut out = steps.map(bands).find(|bands| bands.len() <= room).unwrap_or_default();
    // The last place ends where the lengths do.
    if let (Some(last), Some(longest)) = (out.last_mut(), lengths.last()) {
        last.last = Kind::Data(*longest);
    }
    out.extend(words.map(|word| Band::one(*word)));
    out
}
