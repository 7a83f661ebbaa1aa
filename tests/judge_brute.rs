//! The judge, the count and the list against a brute force that tries every move.
#![allow(clippy::print_stdout)] // figures

mod common;

use std::cell;
use std::collections::BTreeSet;

use chunkscope::call::{RecvCall, Size};
use chunkscope::script::Script;
use chunkscope::stream::{self, Cell, Claim, Count, Fault, Machine, Outcome, Program, Reading, Row, Stands, Verdict};
use chunkscope::text::Span;
use common::brute::all_outcomes;
use common::random::{ALL, Kinds, LOOPS, PLAIN, PLAIN_LOOPS, a_script};
use proptest::prelude::*;

fn row_of(outcome: &Outcome) -> Row {
    fn claim(cell: &Cell) -> Claim {
        match cell {
            Cell::Data(bytes) => Claim::Data(bytes.clone()),
            Cell::Blocks => Claim::Blocks,
            Cell::Eof => Claim::Eof,
            Cell::Eagain => Claim::Eagain,
            Cell::Unreached => Claim::Unreached,
            Cell::Pieces(pieces) => Claim::Pieces(pieces.iter().map(claim).collect()),
            Cell::Error(_) => panic!("the model has no errors"),
        }
    }
    Row { number: 1, span: Span::default(), claims: outcome.cells.iter().map(claim).collect() }
}

fn a_claim() -> impl Strategy<Value = Claim> {
    prop_oneof![
        3 => proptest::collection::vec(one_claim(), 0..4).prop_map(Claim::Pieces),
        8 => one_claim(),
    ]
}

fn one_claim() -> impl Strategy<Value = Claim> {
    prop_oneof![
        6 => proptest::collection::vec(prop_oneof![Just(b'a'), Just(b'b'), Just(b'c')], 0..5).prop_map(Claim::Data),
        1 => Just(Claim::Free),
        1 => Just(Claim::Blocks),
        1 => Just(Claim::Eof),
        1 => Just(Claim::Eagain),
        1 => Just(Claim::Unreached),
    ]
}

/// How many of a row's claims, of the pieces of the first bad one, and of the bytes of its first bad piece, an outcome shares.
/// Of a cell that is not `whole` more might have come.
fn shares(row: &Row, outcome: &Outcome, whole: &[bool], in_loop: &[bool]) -> (usize, usize, usize) {
    let claims = row.claims.iter().zip(&outcome.cells).zip(whole);
    let holds =
        |((claim, cell), whole): &((&Claim, &Cell), &bool)| **claim == Claim::Free || **whole && claim.admits(cell);
    let good = claims.take_while(holds).count();
    let (Some(claim), Some(cell)) = (row.claims.get(good), outcome.cells.get(good)) else { return (good, 0, 0) };
    let bytes = |claim: Option<&Claim>, cell: Option<&Cell>| match (claim, cell) {
        (Some(Claim::Data(want)), Some(Cell::Data(got))) => want.iter().zip(got).take_while(|(a, b)| a == b).count(),
        _ => 0,
    };
    if !in_loop[good] {
        return (good, 0, bytes(Some(claim), Some(cell)));
    }
    let wanted = claimed_pieces(claim);
    let got = if let Cell::Pieces(pieces) = cell { &pieces[..] } else { &[] };
    let pieces = wanted.iter().zip(got).take_while(|(claim, cell)| claim.admits(cell)).count();
    (good, pieces, bytes(wanted.get(pieces), got.get(pieces)))
}

/// The most that any outcome shares with a row.
fn shared<'a>(row: &Row, outcomes: impl IntoIterator<Item = &'a Outcome>, in_loop: &[bool]) -> (usize, usize, usize) {
    let whole = vec![true; in_loop.len()];
    outcomes.into_iter().map(|outcome| shares(row, outcome, &whole, in_loop)).max().unwrap_or_default()
}

fn claimed_pieces(claim: &Claim) -> Vec<Claim> {
    match claim {
        Claim::Pieces(pieces) => pieces.clone(),
        Claim::Unreached => Vec::new(),
        one => vec![one.clone()],
    }
}

/// A real outcome with one thing changed: the likeliest mistakes.
fn twisted(outcome: &Outcome, random: usize, other: &Claim) -> Vec<Claim> {
    let mut claims = row_of(outcome).claims;
    let cells = claims.len().max(1);
    if let Some(claim) = claims.get_mut(random % cells) {
        match claim {
            Claim::Pieces(pieces) => match random % 5 {
                0 => drop(pieces.pop()),
                1 => pieces.push(other.clone()),
                2 => pieces.reverse(),
                3 if pieces.len() > 1 => {
                    if let (Claim::Data(next), Some(Claim::Data(first))) = (pieces[1].clone(), pieces.first_mut()) {
                        first.extend(next);
                        pieces.remove(1);
                    }
                }
                _ => {
                    let at = random / 5 % pieces.len();
                    pieces[at] = other.clone();
                }
            },
            claim => *claim = other.clone(),
        }
    }
    claims
}

/// The nearest attempt at an impossible row: a real execution, and none shares more with the row.
fn attempt_is_nearest(
    script: &Script,
    reading: Reading,
    row: &Row,
    fault: &Fault,
    outcomes: &BTreeSet<Outcome>,
) -> Result<(), TestCaseError> {
    let attempt = stream::attempt(script, row, fault, reading);
    prop_assert!(attempt.is_some(), "no attempt at {:?}: {:?}", row, fault);
    let Some(attempt) = attempt else { return Ok(()) };
    let steps = &attempt.schedule.steps;
    let program = Program::new(script);
    let mut machine = Machine::new(&program);
    prop_assert_eq!(machine.replay(steps, reading), Ok(attempt.outcome.clone()), "{:?}", attempt);
    prop_assert!(machine.is_final(), "something can still move after {:?}", attempt);
    prop_assert!(outcomes.contains(&attempt.outcome) && !row.admits(&attempt.outcome));
    let in_loop: Vec<bool> = script.cells().iter().map(|cell| cell.in_loop.is_some()).collect();
    let only = [&attempt.outcome];
    let nearest = shared(row, outcomes, &in_loop);
    prop_assert_eq!(shared(row, only, &in_loop), nearest, "{:?} is not the nearest to {:?}: {:?}", only, row, fault);
    // Where it stops, the recv at fault is as it says, and those before have all given what they give.
    prop_assert!(attempt.stop <= steps.len());
    let there = Machine::new(&program).replay(&steps[..attempt.stop], reading);
    let there = there.map(|there| there.cells).unwrap_or_default();
    let (recv, piece, _) = nearest;
    let cell = match &there[recv] {
        Cell::Pieces(pieces) => pieces.get(piece).unwrap_or(&Cell::Unreached),
        cell => cell,
    };
    match attempt.stands {
        Stands::Returned => {
            prop_assert!(!matches!(cell, Cell::Blocks | Cell::Unreached), "{:?} {:?}: {:?}", row, fault, attempt);
        }
        Stands::Waits | Stands::WaitsForGood => prop_assert_eq!(cell, &Cell::Blocks, "{:?}: {:?}", row, attempt),
        Stands::NeverCalled => prop_assert_eq!(cell, &Cell::Unreached, "{:?}: {:?}", row, attempt),
    }
    let ends_waiting = attempt.outcome.cells[recv] == there[recv];
    prop_assert!(attempt.stands != Stands::Waits || !ends_waiting, "{:?}", attempt);
    Ok(())
}

/// Gives how many rows were compared.
fn agree(script: &Script, reading: Reading, rows: &[Vec<Claim>]) -> Result<usize, TestCaseError> {
    let brute = all_outcomes(script, reading);
    let program = Program::new(script);
    // Every outcome, each once, in order.
    let listed = stream::list(script, reading, usize::MAX);
    let set: BTreeSet<Outcome> = listed.iter().cloned().collect();
    prop_assert_eq!(&set, &brute.outcomes, "outcomes of {:?}", reading);
    prop_assert_eq!(set.len(), listed.len());
    prop_assert!(listed.is_sorted());
    match stream::count(script, reading) {
        Count::Exact(count) => {
            prop_assert_eq!(count, brute.outcomes.len().into());
            prop_assert!(!brute.outcomes.is_empty());
        }
        Count::Outside { .. } => prop_assert!(brute.outcomes.is_empty() && !brute.left.is_empty()),
        Count::TooMany(_) => {
            let open =
                |recv: &RecvCall| recv.flags.waitall && matches!(recv.size, Size::Rand(least, most) if least < most);
            prop_assert!(
                script.recvs().any(|(_, recv)| open(recv) && !recv.flags.dontwait),
                "a small script was given up"
            );
        }
    }
    // Each has a witness that gives it.
    for outcome in &listed {
        match stream::judge(script, &row_of(outcome), reading) {
            Verdict::Possible { witness, outcome: given } => {
                prop_assert_eq!(&given, outcome);
                let mut machine = Machine::new(&program);
                prop_assert_eq!(machine.replay(&witness.steps, reading), Ok(outcome.clone()), "{:?}", witness);
                prop_assert!(machine.is_final(), "something can still move after {:?}", witness);
            }
            other => prop_assert!(false, "{outcome:?} is possible, but: {other:?}"),
        }
    }
    // Rows of all kinds.
    let in_loop: Vec<bool> = script.cells().iter().map(|cell| cell.in_loop.is_some()).collect();
    let mut rows = rows.to_vec();
    for (random, other) in rows.clone().iter().flatten().enumerate() {
        if let Some(outcome) = listed.get((random * 7919) % listed.len().max(1)) {
            rows.push(twisted(outcome, random, other));
        }
    }
    let compared = rows.len() + listed.len();
    for mut claims in rows {
        claims.resize(in_loop.len(), Claim::Free);
        for (claim, in_loop) in claims.iter_mut().zip(&in_loop) {
            match claim {
                Claim::Pieces(pieces) if !in_loop => *claim = pieces.first().cloned().unwrap_or_default(),
                // What is never called is no piece.
                Claim::Pieces(pieces) => pieces.retain(|piece| !matches!(piece, Claim::Unreached | Claim::Pieces(_))),
                _ => {}
            }
        }
        let row = Row { number: 1, span: Span::default(), claims };
        let expected = brute.outcomes.iter().any(|outcome| row.admits(outcome));
        match stream::judge(script, &row, reading) {
            Verdict::Possible { outcome, .. } => prop_assert!(expected && row.admits(&outcome)),
            Verdict::Outside { .. } => prop_assert!(!expected && !brute.left.is_empty()),
            Verdict::Impossible(fault) => {
                prop_assert!(!expected, "{row:?} is possible");
                prop_assert!(!brute.outcomes.is_empty(), "nothing is left in the model: {row:?} has no answer");
                attempt_is_nearest(script, reading, &row, &fault, &brute.outcomes)?;
                prop_assert_eq!(fault.piece.is_some(), in_loop[fault.recv]);
                let inside = shared(&row, &brute.outcomes, &in_loop);
                // What came before an execution left the model is shared too.
                let left = brute.left.iter().map(|left| shares(&row, &left.outcome, &left.whole, &in_loop));
                let most = left.chain([inside]).max().unwrap_or_default();
                // Of two sides that act at once the judge does not wait for the other one when the first leaves.
                let least = if reading == Reading::Concurrent { inside } else { most };
                let piece = fault.piece.unwrap_or_default();
                let place = |(recv, piece, _): (usize, usize, usize)| (recv, piece);
                let found = (fault.recv, piece);
                prop_assert!((place(least)..=place(most)).contains(&found), "{:?} {:?}", row, fault);
                if let Some(byte) = fault.byte {
                    let before = claimed_pieces(&row.claims[fault.recv]).into_iter().take(piece);
                    let before = before.map(|claim| if let Claim::Data(bytes) = claim { bytes.len() } else { 0 });
                    let found = (fault.recv, piece, byte - before.sum::<usize>());
                    prop_assert!((least..=most).contains(&found), "{:?} {:?}", row, fault);
                }
            }
        }
    }
    Ok(compared)
}

fn rows() -> impl Strategy<Value = Vec<Vec<Claim>>> {
    proptest::collection::vec(proptest::collection::vec(a_claim(), 0..5), 12)
}

/// `PROPTEST_CASES=100000 cargo test --release --test judge_brute` looks longer.
fn config() -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|number| number.parse().ok()).unwrap_or(1500);
    ProptestConfig { cases, failure_persistence: None, max_local_rejects: u32::MAX, ..ProptestConfig::default() }
}

/// Random scripts and rows; prints how many rows were compared.
fn all_agree(kinds: Kinds, reading: Reading) {
    let compared = cell::Cell::new(0);
    proptest!(config(), |(script in a_script(kinds), rows in rows())| {
        compared.set(compared.get() + agree(&script.0, reading, &rows)?);
    });
    println!("{} rows of random scripts, {kinds:?}, {reading:?}: judge and brute force agree", compared.get());
}

#[test]
fn plain_scripts_in_order() {
    all_agree(PLAIN, Reading::InOrder);
}

#[test]
fn plain_scripts_concurrent() {
    all_agree(PLAIN, Reading::Concurrent);
}

#[test]
fn all_features_in_order() {
    all_agree(ALL, Reading::InOrder);
}

#[test]
fn all_features_concurrent() {
    all_agree(ALL, Reading::Concurrent);
}

#[test]
fn plain_loops_in_order() {
    all_agree(PLAIN_LOOPS, Reading::InOrder);
}

#[test]
fn plain_loops_concurrent() {
    all_agree(PLAIN_LOOPS, Reading::Concurrent);
}

#[test]
fn loops_and_all_features_in_order() {
    all_agree(LOOPS, Reading::InOrder);
}

#[test]
fn loops_and_all_features_concurrent() {
    all_agree(LOOPS, Reading::Concurrent);
}

/// Where a loop should have ended without a piece, but only executions that leave the model end it so.
#[test]
fn an_attempt_stops_behind_the_last_piece_that_a_row_knows() {
    let data = |bytes: &str| Claim::Data(bytes.into());
    let never = Claim::Pieces(Vec::new());
    let two = "server: send(s, \"aaa\", 3, 0)\nserver: repeat 1 { recv(s, b, 0, MSG_PEEK | MSG_WAITALL) }\n\
               client: repeat 1 { recv(s, b, 3, 0) }\nclient: close(s)";
    let three = "client: send(s, \"a\", 1, 0)\nrepeat 2 {\nserver: send(s, \"a\", 1, 0)\n\
                 server: recv(s, b, 1, MSG_WAITALL)\nclient: recv(s, b, 1, MSG_WAITALL | MSG_DONTWAIT)\n}\nclient: close(s)";
    let rows = [
        (two, vec![never.clone(), Claim::Pieces(vec![data("aaa")])]),
        (two, vec![never.clone(), never.clone()]),
        (three, vec![Claim::Pieces(vec![data("a")]), Claim::Free]),
        (three, vec![never, Claim::Free]),
        (three, vec![Claim::Pieces(vec![data("a"), Claim::Eof, Claim::Eof]), Claim::Free]),
    ];
    for (text, claims) in rows {
        agree(&common::calls::read(text), Reading::InOrder, &[claims]).unwrap();
    }
}

/// Where the model is left in the middle of a loop's round, the loop is not over: more might have come.
#[test]
fn a_loop_that_is_left_in_a_round_has_not_given_all() {
    let data = |bytes: &str| Claim::Data(bytes.into());
    let one = "server: send(s, \"y\", 1, 0)\nserver: until eof { recv(s, b, 5, 0); send(s, \"x\", 1, 0) }\n\
               client: send(s, \"ab\", 2, 0)\nclient: shutdown(s, SHUT_WR)\nclient: recv(s, d, 9, 0)\nclient: close(s)";
    let two = "server: send(s, \"y\", 1, 0)\n\
               server: until eof { recv(s, b, 1, 0); send(s, \"x\", 1, 0); recv(s, b, 1, 0) }\n\
               client: send(s, \"abc\", 3, 0)\nclient: shutdown(s, SHUT_WR)\nclient: recv(s, d, 9, 0)\nclient: close(s)";
    let rows = [
        (one, vec![data("ab"), data("c")], data("yx")),
        (one, vec![data("a"), data("c"), Claim::Eof], data("q")),
        (one, vec![data("zz"), Claim::Eof], data("yx")),
        (one, vec![data("ab")], data("yx")),
        (two, vec![data("a"), data("b"), data("x")], data("yx")),
        (two, vec![data("a"), data("b")], data("yx")),
        (two, vec![data("a")], data("q")),
    ];
    for (text, pieces, other) in rows {
        let script = common::calls::read(text);
        for reading in [Reading::InOrder, Reading::Concurrent] {
            agree(&script, reading, &[vec![Claim::Pieces(pieces.clone()), other.clone()]]).unwrap();
        }
    }
}
