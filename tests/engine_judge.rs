//! The engine against the judge: whatever a run gives on real sockets, the model gives too.

mod common;

use std::cell::RefCell;
use std::sync::Arc;
use std::time::Duration;

use chunkscope::call::Side;
use chunkscope::engine::{Cancel, Cpus, EngineError, ForcedRunner, Knobs, Plan, Policy, Runner, Start, Via, Witnesses};
use chunkscope::stream::{self, Claim, Reading, Row, Standing, Verdict};
use chunkscope::text::Span;
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

/// Knobs change how likely an outcome is, never whether it is possible. Half the time none is turned.
fn a_knobs() -> impl Strategy<Value = Knobs> {
    let gap = prop_oneof![Just(None), Just(Some(Duration::from_micros(20)))];
    let cpus = prop_oneof![Just(None), Just(Some(Cpus::One)), Just(Some(Cpus::Two))];
    let cpus = cpus.prop_map(|cpus| cpus.filter(|_| cfg!(target_os = "linux")));
    let nodelay = prop_oneof![Just(None), Just(Some(true))];
    // The smallest, what Linux doubles, the default, more than it grants.
    let buffer = || prop_oneof![3 => Just(None), 1 => Just(Some(1)), 1 => Just(Some(4096)), 1 => Just(Some(1 << 30))];
    let maxseg = prop_oneof![3 => Just(None), 1 => Just(Some(88)), 1 => Just(Some(1460))];
    let maxseg = maxseg.prop_map(|bytes| bytes.filter(|_| cfg!(target_os = "linux")));
    let turned = (gap, cpus, nodelay, any::<bool>(), any::<bool>(), buffer(), buffer(), maxseg);
    let turned = turned.prop_map(|(gap, cpus, nodelay, reuse, kernel, sndbuf, rcvbuf, maxseg)| Knobs {
        gap,
        cpus,
        nodelay,
        reuse,
        kernel,
        sndbuf,
        rcvbuf,
        maxseg,
        ..Knobs::default()
    });
    prop_oneof![Just(Knobs::default()), turned]
}

/// `PROPTEST_CASES=10000 cargo test --release --test engine_judge` looks longer.
fn config() -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|number| number.parse().ok()).unwrap_or(400);
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

#[test]
fn every_outcome_of_a_run_is_possible() {
    let runner = RefCell::new(Runner::new().unwrap());
    let forced = RefCell::new(ForcedRunner::new().unwrap());
    proptest!(config(), |(script in a_script(ALL), via in a_via(), start in a_start(), knobs in a_knobs(),
        seed in 0..1000u64)| {
        let script = Arc::new(script.0);
        let plan = Plan { script: Arc::clone(&script), via, start, seed, knobs };
        let report = runner.borrow_mut().run(&plan, &Cancel::default());
        let report = report.map_err(|error| TestCaseError::fail(error.to_string()))?;
        prop_assert!(!report.wrong, "{:?}", report.trace);
        let standing = stream::standing(&script, &report.outcome, start.reading());
        prop_assert_ne!(standing, Standing::Impossible, "{:?}\n{:?}", report.outcome, report.trace);
        // One thread cuts as two do, and what it gives is possible too.
        if let Via::Relay(policy) = &plan.via {
            match forced.borrow_mut().cut(&script, policy, seed, &Cancel::default()) {
                Ok(report) => {
                    let standing = stream::standing(&script, &report.outcome, Reading::InOrder);
                    prop_assert_ne!(standing, Standing::Impossible, "{:?}\n{:?}", report.outcome, report.trace);
                    prop_assert!(!report.wrong);
                }
                Err(EngineError::Outside { .. } | EngineError::TooLarge { .. }) => {}
                Err(error) => return Err(TestCaseError::fail(error.to_string())),
            }
        }
    });
}

/// The witness that the judge gives for an outcome.
fn witness(script: &chunkscope::script::Script, cells: &[stream::Cell], reading: Reading) -> stream::Schedule {
    let claim = |cell: &stream::Cell| match cell {
        stream::Cell::Data(bytes) => Claim::Data(bytes.clone()),
        stream::Cell::Blocks => Claim::Blocks,
        stream::Cell::Eof => Claim::Eof,
        stream::Cell::Eagain => Claim::Eagain,
        stream::Cell::Unreached => Claim::Unreached,
        stream::Cell::Error(errno) => panic!("no errors in the model: {errno:?}"),
    };
    let row = Row { number: 1, span: Span::default(), claims: cells.iter().map(claim).collect() };
    match stream::judge(script, &row, reading) {
        Verdict::Possible { witness, .. } => witness,
        other => panic!("listed, but {other:?}"),
    }
}

#[test]
fn every_possible_outcome_happens_when_its_witness_is_played() {
    let runner = RefCell::new(Runner::new().unwrap());
    let forced = RefCell::new(ForcedRunner::new().unwrap());
    let witnesses = RefCell::new(Witnesses::new().unwrap());
    let reading = prop_oneof![Just(Reading::InOrder), Just(Reading::Concurrent)];
    let cases = ProptestConfig { cases: config().cases / 4, ..config() };
    proptest!(cases, |(script in a_script(ALL), reading in reading)| {
        let script = Arc::new(script.0);
        // Through a relay, a close with the peer's bytes unread or its end still to come cannot be told from a shutdown;
        // what is listed here is all possible either way.
        for outcome in stream::list(&script, reading, 12) {
            let schedule = witness(&script, &outcome.cells, reading);
            let plan = Plan {
                script: Arc::clone(&script),
                via: Via::Direct,
                start: Start::SendsFirst,
                seed: 0,
                knobs: Knobs::default(),
            };
            let report = runner.borrow_mut().run_schedule(&plan, &schedule, &Cancel::default());
            let report = report.map_err(|error| TestCaseError::fail(format!("{error} in {schedule:?}")))?;
            prop_assert!(!report.wrong);
            prop_assert_eq!(&report.outcome, &outcome, "{:?}\n{:?}", schedule, report.trace);
            let report = forced.borrow_mut().play(&script, &schedule, &Cancel::default());
            let report = report.map_err(|error| TestCaseError::fail(format!("{error} in {schedule:?}")))?;
            prop_assert!(!report.wrong);
            prop_assert_eq!(&report.outcome, &outcome, "{:?}\n{:?}", schedule, report.trace);
            // Every call of the schedule is really made, those that wait for good too.
            let report = witnesses.borrow_mut().play(&script, &schedule, &Cancel::default());
            let report = report.map_err(|error| TestCaseError::fail(format!("{error} in {schedule:?}")))?;
            prop_assert_eq!((&report.outcome, report.not_made.len()), (&outcome, 0));
        }
    });
}

#[test]
fn all_512_chunkings_of_ten_bytes_arrive_as_they_were_cut() {
    let mut runner = Runner::new().unwrap();
    for cuts in 0..512u32 {
        let mut sizes = vec![1u64];
        for place in 0..9 {
            match cuts >> place & 1 {
                1 => sizes.push(1),
                _ => *sizes.last_mut().unwrap() += 1,
            }
        }
        let mut calls =
            vec![(Side::Client, common::calls::send(b"hello!")), (Side::Client, common::calls::send(b"bye!"))];
        calls.extend(sizes.iter().map(|_| (Side::Server, common::calls::recv(1024))));
        let plan = Plan {
            script: Arc::new(common::calls::script(calls)),
            via: Via::Relay(Policy::Pieces([sizes.clone(), Vec::new()])),
            start: Start::SendsFirst,
            seed: 0,
            knobs: Knobs::default(),
        };
        let report = runner.run(&plan, &Cancel::default()).unwrap();
        let lens: Vec<u64> = report
            .outcome
            .cells
            .iter()
            .map(|cell| match cell {
                stream::Cell::Data(bytes) => bytes.len() as u64,
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(lens, sizes);
        assert!(!report.wrong);
    }
}
