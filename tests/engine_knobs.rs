//! What a run asks of the system, what it gets, and what the kernel counts. Nothing here depends on speed.
#![allow(missing_docs)]

mod engine_help;

use std::time::Duration;

use chunkscope::call::{Op, OptionName};
use chunkscope::engine::*;
use chunkscope::stream::{Schedule, Step};
use chunkscope::trace::{Numbers, What};
use engine_help::*;

fn go() -> Cancel {
    Cancel::default()
}

#[test]
fn a_gap_is_kept_and_measured() {
    let script = script([
        send(Client, "a"),
        send(Client, "b"),
        recv(Server, 1),
        recv(Server, 1),
        send(Server, "c"),
        send(Client, "d"),
        waitall(Server, 1),
        recv(Client, 1),
    ]);
    for gap in [Duration::from_micros(30), Duration::from_millis(3)] {
        let knobs = Knobs { gap: Some(gap), ..Knobs::default() };
        for start in STARTS {
            for via in [Via::Direct, Via::Relay(Policy::Whole)] {
                let report = run(&Plan { knobs, ..plan(&script, via, start) });
                // The only send of the server comes after none of its own.
                let calls: Vec<_> = report.gaps.iter().map(|(call, _)| *call).collect();
                assert_eq!(calls, [1, 5]);
                assert!(report.gaps.iter().all(|(_, measured)| *measured >= gap), "{:?}", report.gaps);
                assert_eq!(show(&report.outcome), "a|b|d|c");
            }
        }
    }
    assert!(run(&direct(&script)).gaps.is_empty());
}

#[test]
fn a_gap_can_be_cancelled() {
    let knobs = Knobs { gap: Some(Duration::from_secs(3600)), ..Knobs::default() };
    for start in STARTS {
        let cancel = Cancel::default();
        let plan = Plan { knobs, ..plan(&lesson(), Via::Direct, start) };
        let result = Runner::new().expect("a runner").run_with(&plan, &cancel, &mut |event| {
            if matches!(event.what, What::Return { call: 0, .. }) {
                cancel.cancel();
            }
        });
        assert!(matches!(result, Err(EngineError::Cancelled)), "{result:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn both_sides_run_where_they_are_placed() {
    let mut runner = Runner::new().expect("a runner");
    for start in STARTS {
        for via in [Via::Direct, Via::Relay(Policy::Merged)] {
            let mut cpus = |cpus| {
                let knobs = Knobs { cpus, ..Knobs::default() };
                runner.run(&Plan { knobs, ..plan(&lesson(), via.clone(), start) }, &go()).expect("a report").cpus
            };
            let one = cpus(Some(Cpus::One)).expect("granted");
            assert_eq!(one[0], one[1]);
            let several = std::thread::available_parallelism().is_ok_and(|count| count.get() > 1);
            let two = cpus(Some(Cpus::Two)).expect("granted");
            assert_eq!(two[0] != two[1], several);
            assert_eq!(cpus(None), None);
        }
    }
}

#[test]
fn a_connection_that_was_read_to_its_end_serves_again() {
    let read =
        script([send(Client, "hello!"), send(Client, "bye!"), waitall(Server, 10), send(Server, "x"), recv(Client, 1)]);
    let set = script([op(Client, Op::SetOption(OptionName::TcpNodelay, 1)), send(Client, "x"), recv(Server, 1)]);
    let ended = script([send(Client, "x"), shut(Client), recv(Server, 1), recv(Server, 1)]);
    let knobs = Knobs { reuse: true, ..Knobs::default() };
    let mut runner = Runner::new().expect("a runner");
    let mut run = |script: &std::sync::Arc<_>, knobs, start| {
        let plan = Plan { knobs, ..plan(script, Via::Direct, start) };
        let report = runner.run(&plan, &go()).expect("a report");
        check(&plan, &report);
        (report.earlier_runs, report.warm_up)
    };
    let warm = run(&read, knobs, Start::SendsFirst);
    assert!(warm.0 == 0 && warm.1 > 0);
    for (nth, start) in STARTS.into_iter().chain(STARTS).enumerate() {
        assert_eq!(run(&read, knobs, start), (nth as u64 + 1, warm.1));
    }
    // After a recv that waits for good, an option set, an end, bytes left, the next run gets a new one.
    for spoils in [script([recv(Server, 1)]), set, ended, script([send(Client, "x")])] {
        run(&spoils, knobs, Start::SendsFirst);
        assert_eq!(run(&read, knobs, Start::SendsFirst), (0, warm.1));
        assert_eq!(run(&read, knobs, Start::SendsFirst), (1, warm.1));
    }
    // The smallest buffers take only some of the bytes of the warm-up at once.
    for nodelay in [None, Some(true)] {
        let small = Knobs { sndbuf: Some(1), rcvbuf: Some(1), nodelay, ..knobs };
        assert_eq!(run(&read, small, Start::SendsFirst), (0, warm.1));
        assert_eq!(run(&read, small, Start::SendsFirst), (1, warm.1));
    }
    // Other options, or none asked for: another one.
    assert_eq!(run(&read, Knobs { nodelay: Some(true), ..knobs }, Start::Free), (0, warm.1));
    assert_eq!(run(&read, Knobs::default(), Start::Free), (0, 0));
    assert_eq!(run(&read, Knobs::default(), Start::Free), (0, 0));
}

#[cfg(target_os = "linux")]
#[test]
fn the_kernels_numbers_stand_beside_the_events() {
    let knobs = Knobs { kernel: true, ..Knobs::default() };
    let steps = [
        Step::Issue { call: 0, size: None },
        Step::Issue { call: 1, size: None },
        Step::Deliver { bytes: 7, to: Server },
        Step::Issue { call: 2, size: None },
        Step::Issue { call: 3, size: None },
        Step::Deliver { bytes: 3, to: Server },
    ];
    let plan = Plan { knobs, ..direct(&lesson()) };
    let schedule = Schedule { steps: steps.to_vec() };
    let report = Runner::new().expect("a runner").run_schedule(&plan, &schedule, &go()).expect("a report");
    let trace = &report.trace;
    assert!(trace.kernel.is_sorted_by(|a, b| a.0 < b.0));
    let after = |wanted: &What| -> Numbers {
        let at = trace.events.iter().position(|event| event.what == *wanted).expect("it happened");
        trace.kernel.iter().find(|(event, _)| *event == at).expect("sampled").1
    };
    // Delivered before anybody reads: all of it lies there, in one segment.
    let there = after(&What::Delivered { to: Server, bytes: 7 });
    assert_eq!((there.unread[1], there.data_segments_in[1], there.data_segments_out[1]), (Some(7), Some(1), Some(0)));
    assert!(there.data_segments_out[0].is_some_and(|count| (1..=2).contains(&count)));
    assert!(there.segments_in[1].is_some_and(|count| count > 1) && there.segments_out[1].is_some());
    assert!(there.unacknowledged[1] == Some(0));
    assert_eq!(there.bytes_received[1], Some(7));
    assert!(there.bytes_acked[0].is_some_and(|bytes| bytes >= 7) && there.mss[0].is_some_and(|mss| mss > 0));
    let (last, numbers) = trace.kernel.last().expect("some");
    assert!(numbers.unread == [Some(0), Some(0)] && *last < trace.events.len());
}

#[test]
fn numbers_are_taken_only_where_asked_for() {
    for start in STARTS {
        for via in vias() {
            let plan = plan(&lesson(), via, start);
            assert!(run(&plan).trace.kernel.is_empty());
            let knobs = Knobs { kernel: true, ..Knobs::default() };
            let report = run(&Plan { knobs, ..plan });
            assert!(report.trace.kernel.iter().all(|(event, _)| *event < report.trace.events.len()));
            assert!(!report.trace.kernel.is_empty());
        }
    }
}

#[test]
fn a_live_run_tells_the_numbers_while_it_goes_on() {
    let knobs = Knobs { kernel: true, ..Knobs::default() };
    for hand in [false, true] {
        let (sender, updates) = std::sync::mpsc::channel();
        let plan = Plan { knobs, ..direct(&lesson()) };
        let sink = move |update| {
            let _ = sender.send(update);
        };
        let live = if hand { Live::manual(plan, sink) } else { Live::start(plan, None, sink) };
        live.run_to_end();
        let mut told = Vec::new();
        let report = updates.iter().find_map(|update| match update {
            Update::Kernel { event, numbers } => {
                told.push((event, numbers));
                None
            }
            Update::Finished(result) => Some(result.expect("a report")),
            _ => None,
        });
        assert!(!told.is_empty());
        assert_eq!(told, report.expect("a report").trace.kernel);
    }
}
