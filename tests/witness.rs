//! Nothing merely asserted: generated quizzes, each possible row made to happen on real sockets, no impossible one seen.
#![allow(clippy::print_stdout)] // figures

mod common;

use std::sync::Arc;

use chunkscope::engine::{Cancel, EngineError, ForcedRunner, Policy, Witnesses};
use chunkscope::quiz::generate::{Level, Recipe, generate};
use chunkscope::stream::{self, Claim, Reading, Row, Verdict};
use chunkscope::text::Span;
use common::random::{LOOPS, a_script};
use proptest::prelude::*;

/// `PROPTEST_CASES=500 cargo test --release --test witness` looks longer. The count is of quizzes a level.
fn quizzes() -> u64 {
    std::env::var("PROPTEST_CASES").ok().and_then(|number| number.parse().ok()).unwrap_or(40)
}

#[test]
fn every_possible_row_of_generated_quizzes_happens_and_no_impossible_one() {
    let go = Cancel::default();
    let mut witnesses = Witnesses::new().unwrap();
    let mut relay = ForcedRunner::new().unwrap();
    let (mut happened, mut attempts, mut denied, mut runs) = (0u64, 0u64, 0u64, 0u64);
    for level in Level::all() {
        for seed in 0..quizzes() {
            let made = generate(Recipe { level, seed, number: (seed % 7) as u32 + 1 });
            let script = Arc::new(made.script.clone());
            let mut impossible = Vec::new();
            for (row, verdict) in made.rows.iter().zip(stream::judge_all(&script, &made.rows, Reading::InOrder)) {
                match verdict {
                    Verdict::Possible { witness, .. } => {
                        let report = witnesses.play(&script, &witness, &go).unwrap();
                        assert!(row.admits(&report.outcome) && !report.wrong, "{row:?}: {report:?}");
                        happened += 1;
                    }
                    Verdict::Impossible(fault) => {
                        let near = stream::attempt(&script, row, &fault, Reading::InOrder).expect("an attempt");
                        let report = witnesses.play(&script, &near.schedule, &go).unwrap();
                        assert_eq!(report.outcome, near.outcome, "{row:?}: {near:?}");
                        assert!(!report.wrong, "{row:?}: {near:?}");
                        attempts += 1;
                        impossible.push(row);
                    }
                    Verdict::Outside { .. } => panic!("{row:?} of {:?} is outside the model", made.recipe),
                }
            }
            denied += impossible.len() as u64;
            for cut in 0..20 {
                match relay.cut(&script, &Policy::Random, seed * 20 + cut, &go) {
                    Ok(report) => {
                        let seen = impossible.iter().find(|row| row.admits(&report.outcome));
                        assert!(seen.is_none(), "{seen:?} was seen: {report:?}");
                        runs += 1;
                    }
                    Err(EngineError::Outside { .. }) => {}
                    Err(error) => panic!("{error}: {:?}", made.recipe),
                }
            }
        }
    }
    println!("{attempts} nearest attempts came as the model says");
    println!("{happened} possible rows happened; in {runs} runs none of {denied} impossible rows was seen");
    assert!(happened >= 5 * 2 * quizzes() && runs > 0 && denied > 0);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn rows_of_random_scripts_happen_or_come_as_near_as_the_model_says(
        script in a_script(LOOPS),
        bytes in proptest::collection::vec(proptest::collection::vec(b'a'..=b'c', 0..4), 1..4),
        concurrent in any::<bool>(),
    ) {
        let reading = if concurrent { Reading::Concurrent } else { Reading::InOrder };
        let script = Arc::new(script.0);
        let mut witnesses = Witnesses::new().unwrap();
        let cells = script.cells();
        let outcomes = stream::list(&script, reading, 4);
        let real = outcomes.iter().map(|outcome| outcome.cells.iter().map(Claim::from).collect::<Vec<_>>());
        let twisted = real.clone().flat_map(|claims| {
            (0..claims.len()).map(move |at| {
                let mut claims = claims.clone();
                claims[at] = if at % 2 == 0 { Claim::Blocks } else { Claim::Data(b"a".to_vec()) };
                claims
            })
        });
        let made_up = std::iter::once({
            let mut claims: Vec<Claim> = bytes.iter().cloned().map(Claim::Data).collect();
            claims.resize(cells.len(), Claim::Free);
            claims
        });
        for claims in real.clone().chain(twisted).chain(made_up) {
            let row = Row { number: 1, span: Span::default(), claims };
            let (schedule, outcome) = match stream::judge(&script, &row, reading) {
                Verdict::Possible { witness, outcome } => (witness, outcome),
                Verdict::Impossible(fault) => {
                    let near = stream::attempt(&script, &row, &fault, reading);
                    let near = near.expect("something is left in the model");
                    (near.schedule, near.outcome)
                }
                Verdict::Outside { .. } => continue,
            };
            let report = witnesses.play(&script, &schedule, &Cancel::default());
            let report = report.map_err(|error| TestCaseError::fail(format!("{error}: {row:?} {schedule:?}")))?;
            prop_assert_eq!(report.outcome, outcome, "{:?} of {:?}", schedule, script);
        }
    }
}
