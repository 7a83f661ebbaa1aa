//! Nothing merely asserted: generated quizzes, each possible row made to happen on real sockets, no impossible one seen.
#![allow(clippy::print_stdout)] // figures

use std::sync::Arc;

use chunkscope::engine::{Cancel, EngineError, ForcedRunner, Policy, Witnesses};
use chunkscope::quiz::generate::{Level, Recipe, generate};
use chunkscope::stream::{self, Reading, Verdict};

/// `PROPTEST_CASES=500 cargo test --release --test witness` looks longer. The count is of quizzes a level.
fn quizzes() -> u64 {
    std::env::var("PROPTEST_CASES").ok().and_then(|number| number.parse().ok()).unwrap_or(40)
}

#[test]
fn every_possible_row_of_generated_quizzes_happens_and_no_impossible_one() {
    let go = Cancel::default();
    let mut witnesses = Witnesses::new().unwrap();
    let mut relay = ForcedRunner::new().unwrap();
    let (mut happened, mut denied, mut runs) = (0u64, 0u64, 0u64);
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
                    Verdict::Impossible(_) => impossible.push(row),
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
    println!("{happened} possible rows happened; in {runs} runs none of {denied} impossible rows was seen");
    assert!(happened >= 5 * 2 * quizzes() && runs > 0 && denied > 0);
}
