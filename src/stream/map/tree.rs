//! Outcomes as a tree: a recv at a time, in the order of the cells.

use num_bigint::BigUint;

use super::{Band, Kind};
use crate::stream::{Cell, Outcome};

/// What one recv of an outcome gave, and which recv it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Part {
    /// The cell of the outcome, from 0.
    pub cell: usize,
    /// The piece of that cell, from 0; 0 outside of loops.
    pub piece: usize,
    /// What it gave: one kind, or any of a range of lengths.
    pub band: Band,
}

impl Part {
    /// Whether this is the same recv, and what it gave there lies in the band here.
    pub fn holds(self, other: Part) -> bool {
        (self.cell, self.piece) == (other.cell, other.piece)
            && self.band.first <= other.band.first
            && other.band.last <= self.band.last
    }
}

/// A branch: all outcomes in which the next recv gave this.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Branch {
    /// What the next recv gave.
    pub part: Part,
    /// How many outcomes that leaves; none where they cannot be counted.
    pub count: Option<BigUint>,
    /// The outcome, where it leaves one only.
    pub only: Option<Outcome>,
}

/// What the recvs of an outcome gave, one after the other, those of loops piece by piece.
pub fn parts(outcome: &Outcome) -> Vec<Part> {
    let mut parts = Vec::new();
    for (cell, got) in outcome.cells.iter().enumerate() {
        let pieces = if let Cell::Pieces(pieces) = got { &pieces[..] } else { std::slice::from_ref(got) };
        let kinds = pieces.iter().map_while(Kind::of);
        parts.extend(kinds.enumerate().map(|(piece, kind)| Part { cell, piece, band: Band::one(kind) }));
    }
    parts
}

/// Whether an outcome lies on a path: each of its parts is held by one of the outcome's.
pub fn lies_on(outcome: &Outcome, path: &[Part]) -> bool {
    let parts = parts(outcome);
    path.iter().all(|part| parts.iter().any(|other| part.holds(*other)))
}

/// The branches below a path of single kinds, of outcomes that are listed. Their counts add up to the number of outcomes
/// on the path.
pub fn below(outcomes: &[Outcome], path: &[Part]) -> Vec<Branch> {
    let mut branches: Vec<(Part, usize, &Outcome)> = Vec::new();
    for outcome in outcomes {
        let parts = parts(outcome);
        if !parts.starts_with(path) {
            continue;
        }
        let Some(part) = parts.get(path.len()).copied() else { continue };
        match branches.iter_mut().find(|(other, ..)| *other == part) {
            Some((_, count, _)) => *count += 1,
            None => branches.push((part, 1, outcome)),
        }
    }
    branches.sort_by_key(|(part, ..)| *part);
    let branch = |(part, count, first): (Part, usize, &Outcome)| Branch {
        part,
        count: Some(BigUint::from(count)),
        only: (count == 1).then(|| first.clone()),
    };
    branches.into_iter().map(branch).collect()
}
