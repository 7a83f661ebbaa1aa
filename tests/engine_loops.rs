//! Loops on real sockets: stepped, played by hand, shared as text, in a process of their own.
#![allow(missing_docs)]

mod common;
mod engine_help;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};

use chunkscope::engine::*;
use chunkscope::script::Script;
use chunkscope::stream::{Machine, Program, Standing, Step};
use common::calls::read;
use common::random::{LOOPS, a_script};
use engine_help::*;
use proptest::prelude::*;

const TO_THE_END: &str = "client: send(s, \"hello!\", 6, 0)\nclient: send(s, \"bye!\", 4, 0)\nclient: close(s)\n\
    server: until eof { recv(s, buf, 1024, 0) }";
const ROUNDS: &str = "repeat 3 {\n client: send(s, \"Hello!\", 6, 0)\n client: send(s, \"World!\", 6, 0)\n \
    server: recv(s, buf, rand(4,9), 0)\n}";
const ECHO: &str = "client: send(s, \"ab\", 2, 0)\nclient: send(s, \"cd\", 2, 0)\nclient: shutdown(s, SHUT_WR)\n\
    server: repeat 3 { recv(s, in, 2, 0); send(s, \"ok\", 2, 0) }\nserver: shutdown(s, SHUT_WR)\n\
    client: until eof { recv(s, reply, rand(1,4), 0) }";

fn scripts() -> Vec<Arc<Script>> {
    [TO_THE_END, ROUNDS, ECHO].into_iter().map(|text| Arc::new(read(text))).collect()
}

fn channel_of() -> (impl Fn(Update) + Send + 'static, Receiver<Update>) {
    let (sender, updates) = channel();
    (move |update| drop(sender.send(update)), updates)
}

/// Steps through a run; its report and the steps before which it rested.
fn step_through(live: &Live, updates: &Receiver<Update>) -> (Vec<Step>, Report) {
    let mut steps = Vec::new();
    for update in updates {
        match update {
            Update::Rests(step) => {
                steps.push(step);
                live.step();
            }
            Update::Finished(report) => return (steps, report.expect("a report")),
            Update::Event(_) | Update::Kernel { .. } => {}
        }
    }
    panic!("no end");
}

fn issue(call: usize) -> Step {
    Step::Issue { call, size: None }
}

#[test]
fn each_round_is_a_step() {
    let script = Arc::new(read(TO_THE_END));
    let (news, updates) = channel_of();
    let live = Live::start(plan(&script, pieces(&[7, 3], &[]), Start::SendsFirst), None, news);
    let (steps, report) = step_through(&live, &updates);
    let deliver = |bytes| Step::Deliver { bytes, to: Server };
    let end = Step::Fin { to: Server };
    let first = [issue(0), issue(1), issue(2)];
    assert_eq!(steps, [&first[..], &[issue(3), deliver(7), issue(3), deliver(3), issue(3), end]].concat());
    assert_eq!(show(&report.outcome), "hello!b+ye!+<eof>");
    check(&plan(&script, Via::Direct, Start::SendsFirst), &report);
    for script in scripts() {
        for via in vias() {
            for start in STARTS {
                let plan = plan(&script, via.clone(), start);
                let (news, updates) = channel_of();
                let (_, report) = step_through(&Live::start(plan.clone(), None, news), &updates);
                check(&plan, &report);
                assert_eq!(report.standing(&plan), Standing::Possible, "{}", show(&report.outcome));
            }
        }
    }
}

#[test]
fn the_rounds_can_be_played_by_hand() {
    let mut seed = 1u64;
    for script in scripts() {
        let program = Program::new(&script);
        for start in STARTS {
            for turn in 0..12 {
                let plan = plan(&script, Via::Direct, start);
                let (news, updates) = channel_of();
                let live = Live::manual(plan.clone(), news);
                let mut made = 0;
                while let moves @ [_, ..] = &live.moves()[..] {
                    seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                    let step = match moves[(seed >> 33) as usize % moves.len()] {
                        Step::Issue { call, .. } => live.issue(script.calls[call].side),
                        Step::Deliver { bytes, to } => live.deliver(to, 1 + (seed >> 40) % bytes),
                        Step::Fin { to } => live.fin(to),
                    };
                    step.expect("offered");
                    made += 1;
                    // Now and then the rest goes by itself, out of the middle of a round.
                    if turn % 3 == 2 && made == 7 {
                        live.run_to_end();
                    }
                }
                let (_, report) = step_through(&live, &updates);
                let said = Machine::new(&program).replay(&live.schedule().steps, start.reading()).expect("accepted");
                assert_eq!(report.outcome, said, "{}\n{:?}", live.schedule(), report.trace);
                check(&plan, &report);
            }
        }
    }
}

#[test]
fn a_run_with_rounds_is_shared_as_text_and_replayed() {
    let runner = std::cell::RefCell::new(Runner::new().expect("a runner"));
    let random = a_script(LOOPS).prop_map(|short| Arc::new(short.0));
    let scripts = prop_oneof![1 => prop::sample::select(scripts()), 6 => random];
    let cases = ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() };
    proptest!(cases, |(script in scripts, via in 0..6usize, start in 0..3usize, seed in any::<u64>())| {
        let plan = Plan { seed, ..plan(&script, vias()[via].clone(), STARTS[start]) };
        let go = Cancel::default();
        let mut runner = runner.borrow_mut();
        let report = runner.run(&plan, &go).map_err(|error| TestCaseError::fail(format!("{error:?}")))?;
        prop_assert_ne!(report.standing(&plan), Standing::Impossible, "{}", show(&report.outcome));
        if report.standing(&plan) == Standing::Outside {
            return Ok(());
        }
        let Some(schedule) = schedule_of(&script, &report.trace, plan.start.reading()) else {
            prop_assert!(may_lack_an_order(&plan, &report), "no schedule: {:?}", report.trace.events);
            return Ok(());
        };
        let text = Share::of(&plan, Some(schedule)).to_string();
        let share = share::parse(&text).expect("readable");
        prop_assert_eq!(share.fits(&script), Ok(()), "{}", text);
        let replayed = runner.run_schedule(&plan, &share.schedule.expect("steps"), &go);
        let replayed = replayed.map_err(|error| TestCaseError::fail(format!("{error:?}: {text}")))?;
        prop_assert_eq!(show(&replayed.outcome), show(&report.outcome), "{}", text);
    });
}

#[test]
fn a_process_of_its_own_goes_round_too() {
    for script in scripts() {
        for via in [Via::Direct, Via::Relay(Policy::Drip)] {
            for start in STARTS {
                let knobs = Knobs { process: true, ..Knobs::default() };
                let plan = Plan { knobs, ..plan(&script, via.clone(), start) };
                let program = PathBuf::from(env!("CARGO_BIN_EXE_chunkscope"));
                let report = apart::run_by(&program, &plan, &Cancel::default()).expect("a report");
                check(&plan, &report);
                assert_eq!(report.standing(&plan), Standing::Possible, "{}", show(&report.outcome));
            }
        }
    }
}
