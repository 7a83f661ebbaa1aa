//! The engine against the judge: whatever a run gives on real sockets, the model gives too.

mod common;

use std::cell::RefCell;
use std::sync::Arc;

use chunkscope::engine::{Cancel, Knobs, Plan, Policy, Runner, Start, Via};
use chunkscope::stream::{self, Standing};
use common::random::{ALL, a_script};
use proptest::prelude::*;

fn a_via() -> impl Strategy<Value = Via> {
    let sizes = || proptest::collection::vec(1..4u64, 1..4);
    prop_oneof![
        3 => Just(Via::Direct),
        1 => Just(Via::Relay(Policy::Whole)),
        1 => Just(Via::Relay(Policy::Merged)),
        1 => Just(Via::Relay(Policy::Drip)),
        2 => Just(Via::Relay(Policy::Random)),
        2 => (sizes(), sizes()).prop_map(|(client, server)| Via::Relay(Policy::Pieces([client, server]))),
    ]
}

fn a_start() -> impl Strategy<Value = Start> {
    prop_oneof![Just(Start::SendsFirst), Just(Start::ServerFirst), Just(Start::Free)]
}

/// `PROPTEST_CASES=10000 cargo test --release --test engine_judge` looks longer.
fn config() -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|number| number.parse().ok()).unwrap_or(400);
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

#[test]
fn every_outcome_of_a_run_is_possible() {
    let runner = RefCell::new(Runner::new().unwrap());
    proptest!(config(), |(script in a_script(ALL), via in a_via(), start in a_start(), seed in 0..1000u64)| {
        let script = Arc::new(script.0);
        let knobs = Knobs::default();
        let plan = Plan { script: Arc::clone(&script), via, start, seed, knobs };
        let report = runner.borrow_mut().run(&plan, &Cancel::default());
        let report = report.map_err(|error| TestCaseError::fail(error.to_string()))?;
        prop_assert!(!report.wrong, "{:?}", report.trace);
        let standing = stream::standing(&script, &report.outcome, start.reading());
        prop_assert_ne!(standing, Standing::Impossible, "{:?}\n{:?}", report.outcome, report.trace);
    });
}
