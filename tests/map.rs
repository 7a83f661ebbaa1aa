//! The map's layout: every outcome has one place, and the counts of branches add up.

mod common;

use std::collections::BTreeSet;

use chunkscope::call::Side;
use chunkscope::script::Script;
use chunkscope::stream::map::{Grid, Kind, Part, Tile, Ways, below, explore, lies_on, parts};
use chunkscope::stream::{Cell, Claim, Count, Outcome, Reading, Row, count, list};
use common::calls::{recv, script, send};
use common::random::{ALL, a_script};
use num_bigint::BigUint;
use proptest::prelude::*;

const READINGS: [Reading; 2] = [Reading::InOrder, Reading::Concurrent];

/// The worksheet's calls, with texts of these lengths and so many recvs.
fn sends_and_recvs(lengths: &[usize], recvs: usize) -> Script {
    let sends = lengths.iter().map(|length| (Side::Client, send(&vec![b'x'; *length])));
    script(sends.chain((0..recvs).map(|_| (Side::Server, recv(1024)))).collect())
}

fn all(script: &Script, reading: Reading) -> Vec<Outcome> {
    match explore(script, reading, &[], 10_000) {
        Ways::All(outcomes) => outcomes,
        other => panic!("not listed: {other:?}"),
    }
}

/// Walks through the branches below a path and checks that they add up; gives the outcomes found.
fn walk(script: &Script, reading: Reading, path: &[Part], found: &mut Vec<Outcome>) -> Option<BigUint> {
    let Ways::Branches(branches) = explore(script, reading, path, 0) else { panic!("branches are asked for") };
    let mut sum = Some(BigUint::ZERO);
    for branch in branches {
        let path: Vec<Part> = path.iter().copied().chain([branch.part]).collect();
        match branch.only {
            Some(only) => {
                assert!(lies_on(&only, &path), "{only:?} on {path:?}");
                found.push(only);
            }
            None => {
                let below = walk(script, reading, &path, found);
                assert_eq!(below, branch.count, "{path:?}");
            }
        }
        sum = sum.zip(branch.count).map(|(sum, count)| sum + count);
    }
    sum
}

#[test]
fn the_worksheet_is_a_triangle_and_blocking_is_its_foot() {
    let script = sends_and_recvs(&[6, 4], 2);
    let outcomes = all(&script, Reading::InOrder);
    let every: Vec<usize> = (0..outcomes.len()).collect();
    let grid = Grid::new(&outcomes, &every, 40, 40).expect("two recvs");
    assert_eq!((grid.columns.len(), grid.rows.len()), (10, 10));
    assert!(grid.rows[0].holds(Kind::Blocks));
    for (tile, outcomes) in grid.tiles() {
        assert_eq!(outcomes.len(), 1);
        let all_read = tile.column + 1 + tile.row <= 10;
        assert!(all_read, "{tile:?}");
    }
    assert_eq!(grid.tiles().count(), 46);
    // Row 16 of the worksheet would lie where nothing is; row 3 beside the map.
    let row = |claims| Row { number: 1, span: Default::default(), claims };
    let free = grid.claimed(&row(vec![Claim::Data(b"hello!".to_vec()), Claim::Blocks])).expect("a place");
    assert!(grid.at(free).is_empty());
    assert_eq!(grid.claimed(&row(vec![Claim::Data(vec![]), Claim::Data(b"hello!bye!".to_vec())])), None);
}

#[test]
fn one_recv_is_a_row() {
    let script = sends_and_recvs(&[6, 4], 1);
    let outcomes = all(&script, Reading::InOrder);
    let every: Vec<usize> = (0..outcomes.len()).collect();
    let grid = Grid::new(&outcomes, &every, 40, 1).expect("one recv");
    assert_eq!((grid.columns.len(), grid.height()), (10, 1));
}

#[test]
fn long_streams_share_places_in_equal_steps() {
    let script = sends_and_recvs(&[60, 40], 2);
    let outcomes = all(&script, Reading::InOrder);
    let every: Vec<usize> = (0..outcomes.len()).collect();
    let grid = Grid::new(&outcomes, &every, 20, 15).expect("two recvs");
    assert!(grid.columns.len() <= 20 && grid.rows.len() <= 15);
    assert!(grid.columns[0].holds(Kind::Data(1)) && grid.columns[0].holds(Kind::Data(5)));
    assert!(!grid.columns[0].holds(Kind::Data(6)));
    assert_eq!(grid.columns.last().map(|band| band.last), Some(Kind::Data(100)));
    assert_eq!(grid.tiles().map(|(_, outcomes)| outcomes.len()).sum::<usize>(), 4951);
}

#[test]
fn too_many_to_list_are_counted_by_branches() {
    let script = sends_and_recvs(&[600, 400], 5);
    let Ways::Branches(branches) = explore(&script, Reading::InOrder, &[], 10_000) else { panic!("too many") };
    let sum: BigUint = branches.iter().filter_map(|branch| branch.count.clone()).sum();
    assert_eq!(Count::Exact(sum), count(&script, Reading::InOrder));
    assert!(branches.len() <= 16);
    // A range opens to smaller ones, in the end to single lengths, then to the next recv.
    let mut path = vec![branches[0].part];
    for _ in 0..3 {
        let Ways::Branches(branches) = explore(&script, Reading::InOrder, &path, 10_000) else { panic!("a path") };
        path.push(branches[0].part);
    }
    assert!(path.last().is_some_and(|part| part.cell == 1), "{path:?}");
}

#[test]
fn arrows_reach_every_place() {
    let script = sends_and_recvs(&[6, 4], 2);
    let outcomes = all(&script, Reading::InOrder);
    let every: Vec<usize> = (0..outcomes.len()).collect();
    let grid = Grid::new(&outcomes, &every, 40, 40).expect("two recvs");
    let mut reached = BTreeSet::from([Tile { column: 0, row: 9 }]);
    let mut open: Vec<Tile> = reached.iter().copied().collect();
    while let Some(tile) = open.pop() {
        for way in [(1, 0), (-1, 0), (0, 1), (0, -1)] {
            let next = grid.towards(tile, way);
            open.extend(next.filter(|next| reached.insert(*next)));
        }
    }
    assert_eq!(reached.len(), 46);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn every_outcome_has_one_place(script in a_script(ALL), columns in 1usize..8, rows in 1usize..8) {
        for reading in READINGS {
            let outcomes = list(&script.0, reading, 5000);
            let every: Vec<usize> = (0..outcomes.len()).collect();
            let Some(grid) = Grid::new(&outcomes, &every, columns, rows) else {
                let plain = |outcome: &Outcome| !outcome.cells.iter().any(|cell| matches!(cell, Cell::Pieces(_)));
                let small = outcomes.first().is_some_and(|outcome| (1..=2).contains(&outcome.cells.len()) && plain(outcome));
                prop_assert!(!small, "{:?}", outcomes);
                continue;
            };
            let mut placed = vec![0; outcomes.len()];
            for (tile, inside) in grid.tiles() {
                for index in inside {
                    placed[*index] += 1;
                    prop_assert_eq!(grid.place(&outcomes[*index]), Some(tile));
                }
            }
            prop_assert!(placed.iter().all(|times| *times == 1), "{:?}", placed);
            // With room for all, two outcomes never share a place: the lengths tell them apart.
            let wide = Grid::new(&outcomes, &every, 100, 100).expect("as before");
            prop_assert!(wide.tiles().all(|(_, inside)| inside.len() == 1));
        }
    }

    #[test]
    fn listed_branches_add_up(script in a_script(ALL)) {
        for reading in READINGS {
            let outcomes = list(&script.0, reading, 5000);
            let mut open = vec![Vec::new()];
            let mut leaves = 0;
            while let Some(path) = open.pop() {
                let on: Vec<&Outcome> = outcomes.iter().filter(|outcome| parts(outcome).starts_with(&path)).collect();
                let branches = below(&outcomes, &path);
                let ended = on.iter().filter(|outcome| parts(outcome).len() == path.len()).count();
                let sum: BigUint = branches.iter().filter_map(|branch| branch.count.clone()).sum();
                prop_assert_eq!(sum + BigUint::from(ended), BigUint::from(on.len()));
                leaves += ended;
                for branch in branches {
                    let mut path = path.clone();
                    path.push(branch.part);
                    open.push(path);
                }
            }
            prop_assert_eq!(leaves, outcomes.len());
        }
    }

    #[test]
    fn counted_branches_add_up(script in a_script(ALL)) {
        let until = script.0.loops.iter().any(|each| each.kind == chunkscope::script::LoopKind::UntilEof);
        for reading in READINGS {
            let count = match count(&script.0, reading) {
                Count::Exact(count) if !until => count,
                _ => continue,
            };
            let mut found = Vec::new();
            let sum = walk(&script.0, reading, &[], &mut found);
            if script.0.cells().is_empty() {
                continue;
            }
            prop_assert_eq!(sum, Some(count));
            let found: BTreeSet<Outcome> = found.into_iter().collect();
            let listed: BTreeSet<Outcome> = list(&script.0, reading, 5000).into_iter().collect();
            prop_assert_eq!(found, listed);
        }
    }
}
