//! The engine against the judge: whatever a run gives on real sockets, the model gives too.

mod common;

use std::cell::RefCell;
use std::sync::Arc;
use std::time::Duration;

use chunkscope::call::Side;
use chunkscope::engine::{Cancel, Cpus, EngineError, ForcedRunner, Knobs, Plan, Policy, Runner, Start, Via, Witnesses};
use chunkscope::stream::{self, Claim, Reading, Row, Standing, Verdict};
use chunkscope::text::Span;
use common::random::{ALL, LOOPS, a_script};
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
    proptest!(config(), |(script in prop_oneof![a_script(ALL), a_script(LOOPS)], via in a_via(), start in a_start(), knobs in a_knobs(),
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
    let row = Row { number: 1, span: Span::default(), claims: cells.iter().map(Claim::from).collect() };
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
    proptest!(cases, |(script in prop_oneof![a_script(ALL), a_script(LOOPS)], reading in reading)| {
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

/// A row like `hello! + bye! + eof` of a loop's outcome, in short.
fn brief(outcome: &stream::Outcome) -> String {
    let one = |cell: &stream::Cell| match cell {
        stream::Cell::Data(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        other => format!("{other:?}").to_lowercase(),
    };
    let cells = outcome.cells.iter().map(|cell| match cell {
        stream::Cell::Pieces(pieces) => pieces.iter().map(one).collect::<Vec<_>>().join("+"),
        cell => one(cell),
    });
    cells.collect::<Vec<_>>().join(" ")
}

fn a_plan(text: &str, via: Via, start: Start) -> Plan {
    Plan { script: Arc::new(common::calls::read(text)), via, start, seed: 5, knobs: Knobs::default() }
}

const TO_THE_END: &str = "client: send(s, \"hello!\", 6, 0)\nclient: send(s, \"bye!\", 4, 0)\nclient: close(s)\n\
    server: until eof { recv(s, buf, 1024, 0) }";

#[test]
fn a_loop_reads_to_the_end_of_the_stream_through_every_delivery_and_start() {
    let mut runner = Runner::new().unwrap();
    let mut forced = ForcedRunner::new().unwrap();
    for (policy, pieces) in [
        (Policy::Whole, "hello!+bye!+eof"),
        (Policy::Merged, "hello!bye!+eof"),
        (Policy::Drip, "h+e+l+l+o+!+b+y+e+!+eof"),
        (Policy::Pieces([vec![2, 8], vec![]]), "he+llo!bye!+eof"),
    ] {
        let plan = a_plan(TO_THE_END, Via::Relay(policy.clone()), Start::SendsFirst);
        assert_eq!(brief(&runner.run(&plan, &Cancel::default()).unwrap().outcome), pieces);
        assert_eq!(brief(&forced.cut(&plan.script, &policy, 5, &Cancel::default()).unwrap().outcome), pieces);
        for start in [Start::ServerFirst, Start::Free] {
            let plan = Plan { start, ..plan.clone() };
            let report = runner.run(&plan, &Cancel::default()).unwrap();
            assert_eq!(report.standing(&plan), Standing::Possible, "{:?}", report.outcome);
            assert_eq!(brief(&report.outcome).replace('+', ""), "hello!bye!eof");
        }
    }
    // Without an end the loop waits for good, and that is arithmetic.
    let open = TO_THE_END.replace("client: close(s)\n", "");
    for start in [Start::SendsFirst, Start::ServerFirst, Start::Free] {
        let report = runner.run(&a_plan(&open, Via::Direct, start), &Cancel::default()).unwrap();
        assert!(brief(&report.outcome).ends_with("+blocks"), "{:?}", report.outcome);
    }
}

#[test]
fn ten_rounds_of_both_sides_are_made_round_by_round() {
    let text = "repeat 10 {\n client: send(s, \"Hello!\", 6, 0)\n client: send(s, \"World!\", 6, 0)\n \
        server: recv(s, buf, 4096, 0)\n}";
    let mut runner = Runner::new().unwrap();
    let plan = a_plan(text, Via::Relay(Policy::Merged), Start::SendsFirst);
    let report = runner.run(&plan, &Cancel::default()).unwrap();
    assert_eq!(brief(&report.outcome), ["Hello!World!"; 10].join("+"));
    let direct = Plan { via: Via::Direct, ..plan };
    let report = runner.run(&direct, &Cancel::default()).unwrap();
    assert_eq!(report.standing(&direct), Standing::Possible);
    let made = report.trace.events.iter().filter(|event| matches!(event.what, chunkscope::trace::What::Enter { .. }));
    assert_eq!(made.count(), 30);
}

#[test]
fn an_echo_ends_and_two_echoes_are_stopped() {
    let echo = "client: send(s, \"abc\", 3, 0)\nclient: shutdown(s, SHUT_WR)\n\
        server: until eof { recv(s, b, 1, 0); send(s, \"x\", 1, 0) }\nclient: until eof { recv(s, c, 9, 0) }";
    let mut runner = Runner::new().unwrap();
    for start in [Start::SendsFirst, Start::Free] {
        let plan = a_plan(echo, Via::Direct, start);
        let report = runner.run(&plan, &Cancel::default()).unwrap();
        assert_eq!(report.standing(&plan), Standing::Possible, "{}", brief(&report.outcome));
        assert!(brief(&report.outcome).starts_with("a+b+c+eof "));
    }
    let endless = "client: send(s, \"a\", 1, 0)\nserver: until eof { recv(s, b, 9, 0); send(s, \"x\", 1, 0) }\n\
        client: until eof { recv(s, c, 9, 0); send(s, \"y\", 1, 0) }";
    for start in [Start::SendsFirst, Start::Free] {
        let plan = a_plan(endless, Via::Direct, start);
        let error = runner.run(&plan, &Cancel::default()).unwrap_err();
        assert!(matches!(error, chunkscope::engine::EngineError::Endless { .. }), "{error}");
        let row = Row { number: 1, span: Span::default(), claims: vec![Claim::Free; 2] };
        for reading in [Reading::InOrder, Reading::Concurrent] {
            assert!(matches!(stream::judge(&plan.script, &row, reading), Verdict::Outside { call: 4, .. }));
            assert!(matches!(stream::count(&plan.script, reading), stream::Count::Outside { .. }));
            assert_eq!(stream::list(&plan.script, reading, 9), []);
        }
    }
}
