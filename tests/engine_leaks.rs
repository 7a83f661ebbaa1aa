//! Ten thousand runs leave nothing behind. One test alone in this program, since it counts what the process has.
#![cfg(target_os = "linux")]
#![allow(missing_docs)]

mod engine_help;

use std::fs;
use std::time::{Duration, Instant};

use chunkscope::engine::*;
use engine_help::*;

fn count(of: &str) -> usize {
    fs::read_dir(format!("/proc/self/{of}")).expect("/proc").count()
}

fn open() -> (usize, usize) {
    (count("fd"), count("task"))
}

/// A thread that was joined may be listed for a moment still.
fn wait_for(expected: (usize, usize)) {
    let begun = Instant::now();
    while open() != expected && begun.elapsed() < Duration::from_secs(30) {
        std::thread::yield_now();
    }
    assert_eq!(open(), expected);
}

#[test]
fn ten_thousand_runs_leak_no_descriptor_and_no_thread() {
    let before = open();
    {
        let mut runner = Runner::new().expect("a runner");
        let cancel = Cancel::default();
        for _ in 0..50 {
            for via in vias() {
                runner.run(&plan(&lesson(), via, Start::SendsFirst), &cancel).expect("a report");
            }
        }
        let within = open();
        for round in 0..5_000 {
            let start = STARTS[round % 3];
            runner.run(&plan(&lesson(), Via::Direct, start), &cancel).expect("a report");
            let via = relays().swap_remove(round % 5);
            runner.run(&plan(&lesson(), via, start), &cancel).expect("a report");
        }
        wait_for(within);
    }
    wait_for(before);
    {
        let (cancel, ended) =
            (Cancel::default(), script([send(Client, "hello!"), shut(Client), recv(Server, 9), recv(Server, 9)]));
        let mut forced = ForcedRunner::new().expect("a runner");
        forced.cut(&lesson(), &Policy::Merged, 0, &cancel).expect("a report");
        let within = open();
        for round in 0..10_000 {
            // Some read all, some leave bytes, some close.
            let script = if round % 4 == 0 { ended.clone() } else { lesson() };
            forced.cut(&script, &Policy::Random, round, &cancel).expect("a report");
        }
        forced.cut(&lesson(), &Policy::Merged, 0, &cancel).expect("a report");
        wait_for(within);
        let large = script([many(Client, 50_000_000)]);
        forced.cut(&large, &Policy::Merged, 0, &cancel).expect_err("too large");
    }
    wait_for(before);
    {
        let mut runner = Runner::new().expect("a runner");
        let knobs = Knobs { reuse: true, kernel: true, ..Knobs::default() };
        let read = script([send(Client, "hello!"), send(Client, "bye!"), waitall(Server, 10)]);
        for round in 0..500 {
            let nodelay = Some(round % 5 == 0);
            let script = if round % 3 == 0 { lesson() } else { read.clone() };
            let plan = Plan { knobs: Knobs { nodelay, ..knobs }, ..direct(&script) };
            runner.run(&plan, &Cancel::default()).expect("a report");
        }
    }
    wait_for(before);
    for round in 0..100 {
        let live = Live::manual(direct(&lesson()), |_| ());
        for side in [Client, Client, Server].into_iter().take(round % 4) {
            live.issue(side).expect("its turn");
        }
        if round % 5 == 0 {
            live.run_to_end();
        }
        drop(live);
    }
    wait_for(before);
    for via in [Via::Direct, Via::Relay(Policy::Random)] {
        burst(&plan(&lesson(), via, Start::SendsFirst), 500, &Cancel::default(), None).expect("a histogram");
    }
    wait_for(before);
    for round in 0..200 {
        let start = STARTS[round % 3];
        let live = Live::start(plan(&lesson(), vias().swap_remove(round % 6), start), None, |_| ());
        for _ in 0..round % 7 {
            live.step();
        }
        drop(live);
    }
    wait_for(before);
}
