//! Runs that are watched, stepped, repeated and cancelled. Waits here are for facts, never for a time to pass.
#![allow(missing_docs)]

mod engine_help;

use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use chunkscope::engine::*;
use chunkscope::script::Script;
use chunkscope::stream::{Schedule, Standing, Step};
use chunkscope::trace::{Event, What};
use engine_help::*;

const HOUR: Duration = Duration::from_secs(3600);

fn live(plan: Plan) -> (Live, Receiver<Update>) {
    let (sender, updates) = channel();
    let live = Live::start(plan, None, move |update| {
        let _ = sender.send(update);
    });
    (live, updates)
}

/// Steps through a run: each rest's step and the events before it; then the report.
fn step_through(plan: Plan) -> (Vec<(Vec<What>, Step)>, Report) {
    let (live, updates) = live(plan);
    let mut steps = Vec::new();
    let mut events = Vec::new();
    let mut all = Vec::new();
    for update in &updates {
        match update {
            Update::Event(event) => {
                all.push(event.clone());
                events.push(event.what);
            }
            Update::Kernel { .. } => {}
            Update::Rests(step) => {
                steps.push((std::mem::take(&mut events), step));
                live.step();
            }
            Update::Finished(report) => {
                let report = report.expect("a report");
                assert_eq!(report.trace.events, all);
                return (steps, report);
            }
        }
    }
    panic!("no end");
}

fn issue(call: usize) -> Step {
    Step::Issue { call, size: None }
}

fn deliver(bytes: u64) -> Step {
    Step::Deliver { bytes, to: Server }
}

#[test]
fn stepping_through_the_worksheet() {
    let (steps, report) = step_through(plan(&lesson(), pieces(&[1, 9], &[]), Start::SendsFirst));
    let order: Vec<_> = steps.iter().map(|(_, step)| *step).collect();
    assert_eq!(order, [issue(0), issue(1), issue(2), deliver(1), issue(3), deliver(9)]);
    assert_eq!(show(&report.outcome), "h|ello!bye!");
    // Before the first delivery the recv was made, and had not returned.
    let before = &steps[3].0;
    assert!(before.contains(&What::Enter { call: 2, size: Some(1024) }), "{before:?}");

    let (steps, report) = step_through(direct(&lesson()));
    let order: Vec<_> = steps.iter().map(|(_, step)| *step).collect();
    assert_eq!(order, [issue(0), issue(1), issue(2), issue(3)]);
    // Which outcome it is, is measured, not certain.
    assert_eq!(report.standing(&direct(&lesson())), Standing::Possible);
}

#[test]
fn stepping_when_the_server_waits() {
    let (steps, report) = step_through(plan(&lesson(), pieces(&[1, 9], &[]), Start::ServerFirst));
    let order: Vec<_> = steps.iter().map(|(_, step)| *step).collect();
    assert_eq!(order, [issue(2), issue(0), deliver(1), deliver(9)]);
    assert_eq!(show(&report.outcome), "h|ello!bye!");
    // It really waits before the client is let go.
    assert!(steps[1].0.contains(&What::Enter { call: 2, size: Some(1024) }));

    let (steps, _) = step_through(plan(&lesson(), Via::Direct, Start::ServerFirst));
    assert_eq!(steps.iter().map(|(_, step)| *step).collect::<Vec<_>>(), [issue(2), issue(0)]);
    let (steps, _) = step_through(plan(&lesson(), Via::Direct, Start::Free));
    assert_eq!(steps.iter().map(|(_, step)| *step).collect::<Vec<_>>(), [issue(0)]);
}

#[test]
fn the_end_of_the_stream_is_a_step() {
    let script = script([send(Client, "hi"), shut(Client), recv(Server, 9), recv(Server, 9)]);
    let (steps, report) = step_through(plan(&script, Via::Relay(Policy::Merged), Start::SendsFirst));
    let order: Vec<_> = steps.iter().map(|(_, step)| *step).collect();
    assert_eq!(order, [issue(0), issue(1), issue(2), deliver(2), issue(3), Step::Fin { to: Server }]);
    assert_eq!(show(&report.outcome), "hi|<eof>");
}

#[test]
fn what_no_recv_reads_is_delivered_at_the_end() {
    let script = script([send(Client, "hi"), shut(Client)]);
    let (steps, _) = step_through(plan(&script, Via::Relay(Policy::Drip), Start::SendsFirst));
    let order: Vec<_> = steps.iter().map(|(_, step)| *step).collect();
    assert_eq!(order, [issue(0), issue(1), deliver(2), Step::Fin { to: Server }]);
}

#[test]
fn running_on_and_stopping_between_steps() {
    for start in STARTS {
        for via in vias() {
            let (one, updates) = live(plan(&lesson(), via.clone(), start));
            one.run_to_end();
            let last = updates.iter().last();
            assert!(matches!(last, Some(Update::Finished(Ok(_)))), "{last:?}");
            drop(one);
            // Stop at each rest in turn.
            for stop_at in 0.. {
                let (one, updates) = live(plan(&lesson(), via.clone(), start));
                let mut rests = 0;
                let mut finished = false;
                for update in &updates {
                    match update {
                        Update::Rests(_) if rests == stop_at => break,
                        Update::Rests(_) => {
                            rests += 1;
                            one.step();
                        }
                        Update::Finished(result) => finished = result.is_ok(),
                        Update::Event(_) | Update::Kernel { .. } => {}
                    }
                }
                one.stop();
                if finished {
                    break;
                }
                let last = updates.iter().last();
                assert!(matches!(last, Some(Update::Finished(Err(EngineError::Cancelled)))), "{last:?}");
            }
        }
    }
}

fn cancelled_at(plan: &Plan, event: usize) -> Option<Result<Report, EngineError>> {
    let cancel = Cancel::default();
    let mut count = 0;
    let mut sink = |_: &Event| {
        if count == event {
            cancel.cancel();
        }
        count += 1;
    };
    let result = Runner::new().expect("a runner").run_with(plan, &cancel, &mut sink);
    (count > event).then_some(result)
}

#[test]
fn a_run_can_be_cancelled_at_every_event() {
    let long = script([
        send(Client, "hello!"),
        recv(Server, 3),
        many(Client, 50_000_000), // direct, this one gets stuck
        peek(Server, 100),
        send(Server, "x"),
        sleep(Server, HOUR),
        recv(Client, 9),
    ]);
    for start in STARTS {
        for via in vias().into_iter().filter(|via| *via != Via::Relay(Policy::Drip)) {
            let plan = plan(&long, via.clone(), start);
            for event in 0..4 {
                if let Some(result) = cancelled_at(&plan, event) {
                    assert!(matches!(result, Err(EngineError::Cancelled)), "{via:?} {start:?} {event} {result:?}");
                }
            }
        }
    }
}

#[test]
fn a_sleep_a_blocked_recv_and_a_stuck_send_can_be_cancelled() {
    let sleeps = script([sleep(Client, HOUR)]);
    let waits = script([sleep(Client, HOUR), send(Client, "x"), recv(Server, 1)]);
    let stuck = script([many(Client, 50_000_000), sleep(Server, HOUR)]);
    let is_entry = |event: &Event| matches!(event.what, What::Enter { .. });
    for (script, entries, starts) in [(&sleeps, 1, &STARTS[..]), (&waits, 2, &STARTS[1..]), (&stuck, 2, &STARTS[..])] {
        for start in starts {
            let plan = plan(script, Via::Direct, *start);
            let cancel = Cancel::default();
            let mut entered = 0;
            let result = Runner::new().expect("a runner").run_with(&plan, &cancel, &mut |event| {
                entered += usize::from(is_entry(event));
                if entered == entries {
                    cancel.cancel();
                }
            });
            assert!(matches!(result, Err(EngineError::Cancelled)), "{start:?} {result:?}");
        }
    }
}

#[test]
fn a_cancelled_runner_runs_again() {
    let mut runner = Runner::new().expect("a runner");
    let cancelled = Cancel::default();
    for start in STARTS {
        let sleeps = script([recv(Server, 1), sleep(Client, HOUR)]);
        let cancel = Cancel::default();
        let result = runner.run_with(&plan(&sleeps, Via::Direct, start), &cancel, &mut |event| {
            if let What::Enter { call: 1, .. } = event.what {
                cancel.cancel();
            }
        });
        assert!(matches!(result, Err(EngineError::Cancelled)), "{result:?}");
        let report = runner.run(&direct(&lesson()), &Cancel::default()).expect("a report");
        // Which outcome it is, is measured, not certain.
        assert_eq!(report.standing(&direct(&lesson())), Standing::Possible);
    }
    cancelled.cancel();
    assert!(matches!(runner.run(&direct(&lesson()), &cancelled), Err(EngineError::Cancelled)));
}

#[test]
fn a_burst_counts_every_run() {
    let mut told = 0;
    let plan = plan(&lesson(), Via::Relay(Policy::Random), Start::SendsFirst);
    let histogram =
        burst(&plan, 300, &Cancel::default(), Some(&mut |so_far| told = so_far.times)).expect("a histogram");
    assert_eq!((histogram.times, told, histogram.wrong, histogram.failed, histogram.others), (300, 300, 0, 0, 0));
    assert_eq!(histogram.outcomes.iter().map(|(_, count)| count).sum::<u64>(), 300);
    assert!(histogram.outcomes.is_sorted_by_key(|(_, count)| std::cmp::Reverse(*count)));
    assert!(histogram.outcomes.len() > 20);
    let again = burst(&plan, 300, &Cancel::default(), None).expect("a histogram");
    assert_eq!(histogram, again); // the same seeds, the same cuts
}

/// The nice value of each thread of this process, with its name: see proc_pid_stat(5).
#[cfg(target_os = "linux")]
fn priorities() -> Vec<(String, i32)> {
    let tasks = std::fs::read_dir("/proc/self/task").expect("/proc");
    let stat = |task: std::fs::DirEntry| std::fs::read_to_string(task.path().join("stat")).ok();
    let parse = |stat: String| {
        let (name, rest) = (stat.split(['(', ')']).nth(1)?.to_owned(), stat.rsplit(')').next()?.to_owned());
        Some((name, rest.split_whitespace().nth(16)?.parse().ok()?))
    };
    tasks.flatten().filter_map(stat).filter_map(parse).collect()
}

#[cfg(target_os = "linux")]
#[test]
fn a_burst_steps_back_and_its_caller_does_not() {
    let own = || std::fs::read_to_string("/proc/thread-self/stat").expect("/proc");
    let nice =
        |stat: String| stat.rsplit(')').next().and_then(|rest| rest.split_whitespace().nth(16)?.parse::<i32>().ok());
    let before = nice(own()).expect("a number");
    let cancel = Cancel::default();
    let mut seen = Vec::new();
    burst(
        &direct(&lesson()),
        u64::MAX,
        &cancel,
        Some(&mut |_| {
            if seen.is_empty() {
                seen = priorities();
                cancel.cancel();
            }
        }),
    )
    .expect("a histogram");
    assert!(seen.iter().any(|(name, nice)| name == "burst" && *nice >= 10), "{seen:?}");
    assert_eq!(nice(own()), Some(before));
}

#[test]
fn a_forced_burst_counts_what_single_runs_give() {
    let ended = script([send(Client, "hello!"), shut(Client), recv(Server, 3), recv(Server, 9), recv(Server, 9)]);
    let failing = script([send(Client, "hi"), shut(Client), send(Client, "no"), recv(Server, 9)]);
    for script in [lesson(), ended, failing] {
        for via in relays() {
            let plan = plan(&script, via, Start::SendsFirst);
            let forced = burst(&plan, 40, &Cancel::default(), None).expect("a histogram");
            // With a knob turned the same runs are made by threads.
            let knobs = Knobs { nodelay: Some(true), ..Knobs::default() };
            let threads = burst(&Plan { knobs, ..plan }, 40, &Cancel::default(), None).expect("a histogram");
            // The knob itself is seen in what was granted.
            let runs = |histogram| Histogram { measured: None, ..histogram };
            assert_eq!(runs(forced), runs(threads));
        }
    }
}

#[test]
fn a_cancelled_burst_tells_what_it_has() {
    let cancel = Cancel::default();
    let stop = cancel.clone();
    let histogram = burst(&direct(&lesson()), u64::MAX, &cancel, Some(&mut |_| stop.cancel())).expect("a histogram");
    assert!(histogram.times > 0);
    assert_eq!(histogram.outcomes.iter().map(|(_, count)| count).sum::<u64>(), histogram.times);
}

#[test]
fn a_schedule_is_played_step_by_step() {
    let steps = vec![issue(0), issue(2), deliver(4), issue(1), deliver(1), issue(3), deliver(2)];
    let schedule = Schedule { steps };
    let played = |schedule: &Schedule, script: &std::sync::Arc<Script>| {
        Runner::new().expect("a runner").run_schedule(&direct(script), schedule, &Cancel::default())
    };
    let report = played(&schedule, &lesson()).expect("a report");
    assert_eq!(show(&report.outcome), "hell|o");
    let too_much = Schedule { steps: vec![issue(0), deliver(7)] };
    let result = played(&too_much, &lesson());
    assert!(matches!(result, Err(EngineError::Unplayable(_))), "{result:?}");
}

#[test]
fn a_watcher_that_panics_leaves_a_runner_that_runs() {
    let mut runner = Runner::new().expect("a runner");
    let script = script([sleep(Client, HOUR), send(Client, "x"), recv(Server, 1)]);
    for via in [Via::Direct, Via::Relay(Policy::Whole)] {
        let plan = plan(&script, via, Start::ServerFirst);
        let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            runner.run_with(&plan, &Cancel::default(), &mut |event| {
                assert!(!matches!(event.what, What::Enter { call: 0, .. }), "on purpose");
            })
        }));
        assert!(panicked.is_err());
        let report = runner.run(&direct(&lesson()), &Cancel::default()).expect("a report");
        // Which outcome it is, is measured, not certain.
        assert_eq!(report.standing(&direct(&lesson())), Standing::Possible);
    }
}
