//! Forced runs on one thread: exact, on connections that are used again, and honest about calls that were not made.
#![allow(missing_docs)]

mod engine_help;

use std::time::Duration;

use chunkscope::call::{Op, OptionName, pattern};
use chunkscope::engine::*;
use chunkscope::stream::{Schedule, Step};
use chunkscope::trace::{Got, What};
use engine_help::*;

fn forced() -> ForcedRunner {
    ForcedRunner::new().expect("a runner")
}

fn go() -> Cancel {
    Cancel::default()
}

fn issue(call: usize) -> Step {
    Step::Issue { call, size: None }
}

fn deliver(bytes: u64) -> Step {
    Step::Deliver { bytes, to: Server }
}

fn schedule(steps: impl IntoIterator<Item = Step>) -> Schedule {
    Schedule { steps: steps.into_iter().collect() }
}

/// All ways to cut ten bytes, as schedules of a script with ten recvs.
fn chunkings() -> (std::sync::Arc<chunkscope::script::Script>, Vec<(Vec<usize>, Schedule)>) {
    let recvs = (0..10).map(|_| recv(Server, 1024));
    let script = script([send(Client, "hello!"), send(Client, "bye!")].into_iter().chain(recvs));
    let all = (0..512u32).map(|cuts| {
        let mut sizes = vec![1];
        for place in 0..9 {
            match cuts >> place & 1 {
                1 => sizes.push(1),
                _ => *sizes.last_mut().expect("one") += 1,
            }
        }
        let pieces = sizes.iter().enumerate().flat_map(|(nth, size)| [issue(2 + nth), deliver(*size as u64)]);
        let steps = schedule([issue(0), issue(1)].into_iter().chain(pieces));
        (sizes, steps)
    });
    (script, all.collect())
}

#[test]
fn all_512_chunkings_on_one_connection_by_both_executors() {
    let (script, all) = chunkings();
    let (mut ready, mut threads) = (forced(), Runner::new().expect("a runner"));
    for (nth, (sizes, schedule)) in all.iter().enumerate() {
        let report = ready.play(&script, schedule, &go()).expect("a report");
        let other = threads.run_schedule(&direct(&script), schedule, &go()).expect("a report");
        let mut rest = &b"hello!bye!"[..];
        for (cell, size) in report.outcome.cells.iter().zip(sizes) {
            let (piece, left) = rest.split_at(*size);
            assert_eq!(*cell, chunkscope::stream::Cell::Data(piece.to_vec()));
            rest = left;
        }
        assert!(rest.is_empty());
        assert_eq!(report.outcome, other.outcome);
        assert!(!report.wrong && report.not_made.is_empty());
        assert_eq!(report.earlier_runs, nth as u64);
    }
    assert_eq!(ready.connections(), 1);
}

#[test]
fn many_schedules_of_one_script_in_one_go() {
    let (script, all) = chunkings();
    let mut lens = Vec::new();
    let mut ready = forced();
    let told = &mut |report: Report| lens.push(report.outcome.cells);
    ready.play_all(&script, all.iter().map(|(_, schedule)| schedule), &go(), told).expect("all played");
    assert_eq!(lens.len(), 512);
    lens.sort();
    lens.dedup();
    assert_eq!(lens.len(), 512);
    assert_eq!(ready.connections(), 1);
}

#[test]
fn the_trace_tells_what_was_done_in_the_order_in_which_it_was_done() {
    let report = forced().play(&lesson(), &schedule([issue(0), issue(2), deliver(2)]), &go()).expect("a report");
    let whats: Vec<_> = report.trace.events[1..].iter().map(|event| event.what.clone()).collect();
    assert_eq!(
        whats,
        [
            What::Enter { call: 0, size: None },
            What::Return { call: 0, got: Got::Sent(6) },
            What::Taken { from: Client, bytes: 6 },
            What::Delivered { to: Server, bytes: 2 },
            What::Enter { call: 2, size: Some(1024) },
            What::Return { call: 2, got: Got::Received(b"he".to_vec()) },
            What::NeverCalled { call: 1 },
            What::NeverCalled { call: 3 },
            What::Ended,
        ]
    );
}

#[test]
fn a_recv_that_waits_for_good_is_not_made_and_nobody_says_it_was() {
    let mut ready = forced();
    let whole = schedule([issue(0), issue(1), issue(2), deliver(10), issue(3)]);
    for _ in 0..3 {
        let report = ready.play(&lesson(), &whole, &go()).expect("a report");
        assert_eq!(show(&report.outcome), "hello!bye!|<blocks>");
        assert_eq!(report.not_made, [3]);
        let whats: Vec<_> = report.trace.events.iter().map(|event| &event.what).collect();
        assert!(whats.contains(&&What::BlocksForGood { call: 3 }));
        assert!(!whats.iter().any(|what| matches!(what, What::Enter { call: 3, .. })));
    }
    // Nothing is left in the connection, and nobody waits in it: it serves again.
    assert_eq!(ready.connections(), 1);

    let short = script([send(Client, "hi"), waitall(Server, 3)]);
    let report = ready.play(&short, &schedule([issue(0), issue(1), deliver(2)]), &go()).expect("a report");
    assert_eq!((show(&report.outcome).as_str(), &report.not_made[..]), ("<blocks>", &[1][..]));
    let report = ready.play(&lesson(), &whole, &go()).expect("a report");
    assert_eq!((show(&report.outcome).as_str(), report.earlier_runs), ("hello!bye!|<blocks>", 0));
    assert_eq!(ready.connections(), 2);
}

#[test]
fn what_is_left_or_closed_or_set_costs_the_connection() {
    let mut ready = forced();
    let end = |end: chunkscope::script::ScriptCall| {
        let script = script([send(Client, "hi"), end, recv(Server, 9), recv(Server, 9)]);
        let fin = Step::Fin { to: Server };
        (script, schedule([issue(0), issue(1), issue(2), deliver(2), issue(3), fin]), "hi|<eof>")
    };
    let option = op(Client, Op::SetOption(OptionName::TcpNodelay, 0));
    let set = script([option, send(Client, "hi"), recv(Server, 9)]);
    let cases = [
        (lesson(), schedule([issue(0)]), "<unreached>|<unreached>"), // nobody reads
        end(shut(Client)),
        end(close(Client)),
        (set, schedule([issue(0), issue(1), deliver(2), issue(2)]), "hi"),
    ];
    for (nth, (script, schedule, outcome)) in cases.iter().enumerate() {
        let report = ready.play(script, schedule, &go()).expect("a report");
        assert_eq!((show(&report.outcome).as_str(), report.earlier_runs), (*outcome, 0));
        assert_eq!(ready.connections(), nth as u64 + 1);
    }
}

#[test]
fn echoes_reuse_their_connection_in_both_directions() {
    let script = script([send(Client, "ping"), recv(Server, 9), send(Server, "pong!"), recv(Client, 9)]);
    let mut ready = forced();
    for run in 0..20 {
        let report = ready.cut(&script, &Policy::Whole, run, &go()).expect("a report");
        assert_eq!((show(&report.outcome).as_str(), report.earlier_runs), ("ping|pong!", run));
        check(&plan(&script, Via::Relay(Policy::Whole), Start::SendsFirst), &report);
    }
}

#[test]
fn every_policy_cuts_as_threads_do() {
    let peeks = script([send(Client, "hello!"), peek(Server, 3), poll(Server, 2), recv(Server, 9), recv(Server, 9)]);
    let ends = script([send(Client, "hello!"), shut(Client), waitall(Server, 4), recv(Server, 9), recv(Server, 9)]);
    let (mut ready, mut threads) = (forced(), Runner::new().expect("a runner"));
    for script in [lesson(), peeks, ends, script([])] {
        for via in relays() {
            let Via::Relay(policy) = &via else { continue };
            for seed in 0..20 {
                let plan = Plan { seed, ..plan(&script, via.clone(), Start::SendsFirst) };
                let report = ready.cut(&script, policy, seed, &go()).expect("a report");
                let other = threads.run(&plan, &go()).expect("a report");
                assert_eq!(report.outcome, other.outcome, "{plan:?}");
                assert!(!report.wrong);
            }
        }
    }
}

#[test]
fn what_cannot_be_played_is_refused_and_the_next_run_is_fine() {
    let mut ready = forced();
    let fine = schedule([issue(0), issue(2), deliver(6)]);
    let refused = [
        schedule([issue(0), deliver(7)]),
        schedule([issue(0), issue(0)]),
        schedule([issue(9)]),
        schedule([Step::Fin { to: Server }]),
    ];
    for steps in &refused {
        let result = ready.play(&lesson(), steps, &go());
        assert!(matches!(result, Err(EngineError::Unplayable(_))), "{result:?}");
        assert_eq!(show(&ready.play(&lesson(), &fine, &go()).expect("a report").outcome), "hello!|<unreached>");
    }
    let unread = script([send(Client, "hi"), close(Server)]);
    let result = ready.play(&unread, &schedule([issue(0), issue(1)]), &go());
    assert!(matches!(result, Err(EngineError::Outside { call: 1, .. })), "{result:?}");
    let large = script([many(Client, 50_000_000)]);
    let result = ready.play(&large, &schedule([issue(0)]), &go());
    assert!(matches!(result, Err(EngineError::TooLarge { bytes: 50_000_000, .. })), "{result:?}");
    let wide = script([many(Client, 200_000), recv(Server, 200_000)]);
    let result = ready.play(&wide, &schedule([issue(0), issue(1), deliver(200_000)]), &go());
    assert!(matches!(result, Err(EngineError::TooLarge { .. })), "{result:?}");
    let texts = chunkscope::text::Texts::english();
    for error in [result.expect_err("refused"), EngineError::Disagreed("state".into())] {
        assert!(!texts.say(&error.message()).contains("engine-"));
    }
}

#[test]
fn hundred_thousand_bytes_in_pieces() {
    let recvs = (0..40).map(|_| recv(Server, 1 << 20));
    let script = script(std::iter::once(many(Client, 100_000)).chain(recvs));
    for policy in [Policy::Whole, Policy::Merged, Policy::Random] {
        let report = forced().cut(&script, &policy, 3, &go()).expect("a report");
        assert!(pattern(100_000).starts_with(&received(&script, &report, Server)), "{policy:?}");
        assert!(!report.wrong);
    }
}

#[test]
fn a_forced_run_can_be_cancelled() {
    let script = script([sleep(Client, Duration::from_secs(3600))]);
    let cancel = Cancel::default();
    let stop = cancel.clone();
    let run =
        std::thread::spawn(move || forced().cut(&script, &Policy::Whole, 0, &cancel).map(|report| report.outcome));
    stop.cancel();
    let result = run.join().expect("no panic");
    assert!(matches!(result, Err(EngineError::Cancelled)), "{result:?}");
}
