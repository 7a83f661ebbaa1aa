//! The judge, the count and the list against a brute force that tries every move.

mod common;

use std::collections::BTreeSet;

use chunkscope::call::{RecvCall, Size};
use chunkscope::script::Script;
use chunkscope::stream::{self, Cell, Claim, Count, Machine, Outcome, Program, Reading, Row, Verdict};
use chunkscope::text::Span;
use common::brute::all_outcomes;
use common::random::{ALL, PLAIN, a_script};
use proptest::prelude::*;

fn row_of(outcome: &Outcome) -> Row {
    let claim = |cell: &Cell| match cell {
        Cell::Data(bytes) => Claim::Data(bytes.clone()),
        Cell::Blocks => Claim::Blocks,
        Cell::Eof => Claim::Eof,
        Cell::Eagain => Claim::Eagain,
        Cell::Unreached => Claim::Unreached,
        Cell::Error(_) => panic!("the model has no errors"),
    };
    Row { number: 1, span: Span::default(), claims: outcome.cells.iter().map(claim).collect() }
}

fn a_claim() -> impl Strategy<Value = Claim> {
    prop_oneof![
        6 => proptest::collection::vec(prop_oneof![Just(b'a'), Just(b'b'), Just(b'c')], 0..5).prop_map(Claim::Data),
        1 => Just(Claim::Free),
        1 => Just(Claim::Blocks),
        1 => Just(Claim::Eof),
        1 => Just(Claim::Eagain),
        1 => Just(Claim::Unreached),
    ]
}

/// How many of a row's claims, and of the bytes of the first bad one, some outcome shares.
fn shared(row: &Row, outcomes: &BTreeSet<Outcome>) -> (usize, usize) {
    let score = |outcome: &Outcome| {
        let good = row.claims.iter().zip(&outcome.cells).take_while(|(claim, cell)| claim.admits(cell)).count();
        let bytes = match (row.claims.get(good), outcome.cells.get(good)) {
            (Some(Claim::Data(want)), Some(Cell::Data(got))) => {
                want.iter().zip(got).take_while(|(a, b)| a == b).count()
            }
            _ => 0,
        };
        (good, bytes)
    };
    outcomes.iter().map(score).max().unwrap_or_default()
}

fn agree(script: &Script, reading: Reading, rows: &[Vec<Claim>]) -> Result<(), TestCaseError> {
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
        Count::Outside { .. } => prop_assert!(brute.outcomes.is_empty() && brute.outside),
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
    for claims in rows {
        let mut claims = claims.clone();
        claims.resize(script.recvs().count(), Claim::Free);
        let row = Row { number: 1, span: Span::default(), claims };
        let expected = brute.outcomes.iter().any(|outcome| row.admits(outcome));
        match stream::judge(script, &row, reading) {
            Verdict::Possible { outcome, .. } => prop_assert!(expected && row.admits(&outcome)),
            Verdict::Outside { .. } => prop_assert!(!expected && brute.outside),
            Verdict::Impossible(fault) => {
                prop_assert!(!expected, "{row:?} is possible");
                prop_assert!(!brute.outcomes.is_empty(), "nothing is left in the model: {row:?} has no answer");
                let (recv, bytes) = shared(&row, &brute.outcomes);
                if !brute.outside {
                    prop_assert_eq!(fault.recv, recv, "{:?} {:?}", row, fault);
                    if let Some(byte) = fault.byte {
                        prop_assert_eq!(byte, bytes, "{:?} {:?}", row, fault);
                    }
                }
            }
        }
    }
    Ok(())
}

fn rows() -> impl Strategy<Value = Vec<Vec<Claim>>> {
    proptest::collection::vec(proptest::collection::vec(a_claim(), 0..5), 12)
}

/// `PROPTEST_CASES=100000 cargo test --release --test judge_brute` looks longer.
fn config() -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|number| number.parse().ok()).unwrap_or(1500);
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn plain_scripts_in_order(script in a_script(PLAIN), rows in rows()) {
        agree(&script.0, Reading::InOrder, &rows)?;
    }

    #[test]
    fn plain_scripts_concurrent(script in a_script(PLAIN), rows in rows()) {
        agree(&script.0, Reading::Concurrent, &rows)?;
    }

    #[test]
    fn all_features_in_order(script in a_script(ALL), rows in rows()) {
        agree(&script.0, Reading::InOrder, &rows)?;
    }

    #[test]
    fn all_features_concurrent(script in a_script(ALL), rows in rows()) {
        agree(&script.0, Reading::Concurrent, &rows)?;
    }
}
