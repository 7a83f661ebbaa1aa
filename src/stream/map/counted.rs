//! Branches of outcomes that are too many to be listed: lengths in ranges, each counted exactly.

use num_bigint::BigUint;

use super::{Band, Branch, Kind, Part, axis};
use crate::call::Side;
use crate::script::Script;
use crate::stream::count::count_on;
use crate::stream::program::Program;
use crate::stream::{Cell, Outcome, Reading, list};

/// What is known of a script's outcomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ways {
    /// All of them, sorted.
    All(Vec<Outcome>),
    /// Only the first of them, sorted: they are too many, and cannot be told apart by branches.
    First(Vec<Outcome>),
    /// The branches below a path.
    Branches(Vec<Branch>),
}

/// Lengths that stand in a branch of their own, or ranges of them, below one path.
const MOST_BRANCHES: usize = 12;

/// The outcomes, all of them where they are at most `most`; else the branches below a path.
pub fn explore(script: &Script, reading: Reading, path: &[Part], most: usize) -> Ways {
    let program = Program::new(script);
    let until = program.course.totals.iter().any(Option::is_none);
    if path.is_empty() {
        let small = count_on(&program, reading, &[]).is_none_or(|count| count.all <= BigUint::from(most));
        let mut listed = if small || until { list(script, reading, most.saturating_add(1)) } else { Vec::new() };
        listed.sort_unstable();
        let known = count_on(&program, reading, &[]).filter(|count| count.exact).map(|count| count.all);
        let complete = match known {
            Some(count) => count == BigUint::from(listed.len()),
            None => !listed.is_empty() && listed.len() <= most && listed.len() < list_limit(&program, most),
        };
        if complete {
            return Ways::All(listed);
        }
        if until {
            listed.truncate(most);
            return Ways::First(listed);
        }
    }
    Ways::Branches(branches(&program, reading, path))
}

/// Below this many the list is known to be whole.
fn list_limit(program: &Program, most: usize) -> usize {
    crate::stream::list::limit_of(program, most.saturating_add(1))
}

/// The branches below a path: what the next recv may give. Where the path ends in a range of lengths, that range in parts.
fn branches(program: &Program, reading: Reading, path: &[Part]) -> Vec<Branch> {
    let Some(Open { cell, piece, within }) = next(program, path) else { return Vec::new() };
    let longest = program.stream_to(program.side_of_cell(cell)).len() as u64;
    let longest = program.ask_for(cell, piece).map_or(0, |ask| ask.most.min(longest));
    let bands = match within {
        Some((first, last)) => axis((first..=last).map(Kind::Data), MOST_BRANCHES),
        None => {
            let words = [Kind::Eof, Kind::Eagain, Kind::Blocks, Kind::Unreached];
            axis((0..=longest).map(Kind::Data).chain(words), MOST_BRANCHES + words.len())
        }
    };
    let branch = |band: Band| {
        let part = Part { cell, piece, band };
        let path: Vec<Part> = path.iter().copied().chain([part]).collect();
        let found = count_on(program, reading, &path);
        match found {
            Some(count) if count.all == BigUint::ZERO => None,
            Some(count) if count.exact => {
                let only = if count.all == BigUint::from(1u8) { single(program, reading, &path) } else { None };
                Some(Branch { part, count: Some(count.all), only })
            }
            _ => Some(Branch { part, count: None, only: outcome(program, &path) }),
        }
    };
    bands.into_iter().filter_map(branch).collect()
}

/// A recv that a path does not settle.
struct Open {
    cell: usize,
    piece: usize,
    /// The lengths that the path leaves to it; none where it says nothing.
    within: Option<(u64, u64)>,
}

/// The first recv that is not settled yet; none where all are.
fn next(program: &Program, path: &[Part]) -> Option<Open> {
    let any = |cell, piece| Some(Open { cell, piece, within: None });
    if let Some(last) = path.last()
        && let (Kind::Data(first), Kind::Data(to)) = (last.band.first, last.band.last)
        && first != to
    {
        return Some(Open { cell: last.cell, piece: last.piece, within: Some((first, to)) });
    }
    let Some(last) = path.last() else { return any(0, 0).filter(|_| program.cells() > 0) };
    let total = program.course.totals[last.cell].unwrap_or(1);
    let ends = matches!(last.band.first, Kind::Blocks | Kind::Unreached);
    if !ends && last.piece + 1 < total {
        return any(last.cell, last.piece + 1);
    }
    any(last.cell + 1, 0).filter(|open| open.cell < program.cells())
}

/// The only outcome on a path.
fn single(program: &Program, reading: Reading, path: &[Part]) -> Option<Outcome> {
    let mut path = path.to_vec();
    while next(program, &path).is_some() {
        let branch = only_branch(program, reading, &path)?;
        path.push(branch);
    }
    outcome(program, &path)
}

/// The branch in which the only outcome of a path lies.
fn only_branch(program: &Program, reading: Reading, path: &[Part]) -> Option<Part> {
    let Open { cell, piece, within } = next(program, path)?;
    let longest = program.stream_to(program.side_of_cell(cell)).len() as u64;
    let has = |band: Band| {
        let path: Vec<Part> = path.iter().copied().chain([Part { cell, piece, band }]).collect();
        count_on(program, reading, &path).is_some_and(|count| count.all != BigUint::ZERO)
    };
    let lengths = |first, last| Band { first: Kind::Data(first), last: Kind::Data(last) };
    let (mut low, mut high) = within.unwrap_or((0, longest));
    if within.is_none() && !has(lengths(low, high)) {
        let words = [Kind::Eof, Kind::Eagain, Kind::Blocks, Kind::Unreached];
        let word = words.into_iter().map(Band::one).find(|band| has(*band))?;
        return Some(Part { cell, piece, band: word });
    }
    while low < high {
        let middle = low + (high - low) / 2;
        if has(lengths(low, middle)) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    Some(Part { cell, piece, band: lengths(low, low) })
}

/// The outcome that a path of single kinds tells, with its bytes; none where something is left open.
fn outcome(program: &Program, path: &[Part]) -> Option<Outcome> {
    if next(program, path).is_some() {
        return None;
    }
    let mut read = [0u64; 2];
    let mut cells: Vec<Cell> = Vec::new();
    // A range that was opened is followed by what it was opened to.
    for part in path.iter().filter(|part| part.band.is_one()) {
        let side: Side = program.side_of_cell(part.cell);
        let got = match part.band.first {
            Kind::Data(length) => {
                let from = read[side.index()];
                let bytes = program.stream_to(side).get(from as usize..(from + length) as usize)?;
                if program.ask_for(part.cell, part.piece).is_some_and(|ask| !ask.peek) {
                    read[side.index()] += length;
                }
                Cell::Data(bytes.to_vec())
            }
            Kind::Eof => Cell::Eof,
            Kind::Eagain => Cell::Eagain,
            Kind::Blocks => Cell::Blocks,
            Kind::Unreached => Cell::Unreached,
        };
        if cells.len() <= part.cell {
            let pieces = program.is_loop(part.cell) && got != Cell::Unreached;
            cells.push(if pieces { Cell::Pieces(vec![got]) } else { got });
        } else if let Some(Cell::Pieces(pieces)) = cells.last_mut() {
            pieces.push(got);
        }
    }
    Some(Outcome { cells })
}
