//! A run as text: what is printed is read back; what does not fit is refused with its place; the order of events of a run
//! can be played again and gives the same outcome. And runs in a process of their own.
#![allow(missing_docs)]

mod common;
mod engine_help;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use chunkscope::call::Side as AnySide;
use chunkscope::engine::*;
use chunkscope::stream::{Schedule, Standing, Step};
use chunkscope::text::Texts;
use common::random::{ALL, a_script};
use engine_help::*;
use proptest::prelude::*;

fn go() -> Cancel {
    Cancel::default()
}

fn sizes() -> impl Strategy<Value = Vec<u64>> {
    proptest::collection::vec(1..2000u64, 1..4)
}

fn a_via() -> impl Strategy<Value = Via> {
    prop_oneof![
        Just(Via::Direct),
        Just(Via::Relay(Policy::Whole)),
        Just(Via::Relay(Policy::Merged)),
        Just(Via::Relay(Policy::Drip)),
        Just(Via::Relay(Policy::Random)),
        (sizes(), sizes()).prop_map(|(client, server)| Via::Relay(Policy::Pieces([client, server]))),
        sizes().prop_map(|server| Via::Relay(Policy::Pieces([Vec::new(), server]))),
    ]
}

fn a_step() -> impl Strategy<Value = Step> {
    let side = prop_oneof![Just(AnySide::Client), Just(AnySide::Server)];
    prop_oneof![
        (0..40usize, proptest::option::of(0..9000u64)).prop_map(|(call, size)| Step::Issue { call, size }),
        (1..u64::MAX, side.clone()).prop_map(|(bytes, to)| Step::Deliver { bytes, to }),
        side.prop_map(|to| Step::Fin { to }),
    ]
}

prop_compose! {
    fn some_knobs()(
        sndbuf in proptest::option::of(0..1u32 << 31),
        rcvbuf in proptest::option::of(0..1u32 << 31),
        nodelay in proptest::option::of(any::<bool>()),
        maxseg in proptest::option::of(0..99_999u32),
        gap in proptest::option::of(0..=60_000_000_000u64),
        cpus in prop_oneof![Just(None), Just(Some(Cpus::One)), Just(Some(Cpus::Two))],
        reuse in any::<bool>(),
        process in any::<bool>(),
    ) -> Knobs {
        let gap = gap.map(Duration::from_nanos);
        Knobs { sndbuf, rcvbuf, nodelay, maxseg, gap, cpus, reuse, process, kernel: false }
    }
}

prop_compose! {
    fn a_share()(
        start in prop_oneof![Just(Start::SendsFirst), Just(Start::ServerFirst), Just(Start::Free)],
        via in a_via(),
        seed in any::<u64>(),
        knobs in some_knobs(),
        steps in proptest::option::of(proptest::collection::vec(a_step(), 0..20)),
    ) -> Share {
        Share { start, via, seed, knobs, schedule: steps.map(|steps| Schedule { steps }) }
    }
}

proptest! {
    #[test]
    fn what_is_printed_is_read_back_also_from_folded_lines(share in a_share()) {
        let text = share.to_string();
        prop_assert!(!text.contains('\n') && share::is_share(&text));
        prop_assert_eq!(share::parse(&text), Ok(share.clone()), "{}", text);
        prop_assert_eq!(share::parse(&format!("\n  {}\n", text.replace(' ', "\r\n  "))), Ok(share), "{}", text);
    }

    #[test]
    fn whatever_is_pasted_is_read_or_refused_inside_the_text(text in "(chunkscope:1 )?[ -~]{0,40}[а-я]{0,3}[ -~]{0,10}") {
        if let Err(found) = share::parse(&text) {
            prop_assert!(text.get(found.span.range()).is_some(), "{:?} in {:?}", found, text);
            prop_assert!(!Texts::english().say(&found.message).is_empty());
        }
    }
}

#[test]
fn a_line_is_short_and_its_errors_have_a_column() {
    let share = Share {
        via: "pieces=1,9".parse().expect("a delivery"),
        seed: 7,
        knobs: Knobs { rcvbuf: Some(4096), gap: Some(Duration::from_micros(10)), ..Knobs::default() },
        schedule: Some(Schedule {
            steps: vec![
                Step::Issue { call: 0, size: None },
                Step::Deliver { bytes: 2, to: Server },
                Step::Issue { call: 2, size: Some(5) },
                Step::Fin { to: Client },
            ],
        }),
        ..Share::default()
    };
    let text = "chunkscope:1 start=sends-first via=pieces=1,9 seed=7 gap=10us rcvbuf=4096 steps: 1 d2s 3:5 fc";
    assert_eq!(share.to_string(), text);
    for (text, at) in [
        ("chunkscope:2 seed=1", 0..12),
        ("chunkscope:1 seed=x", 18..19),
        ("chunkscope:1 seed=1 seed=2", 20..26),
        ("chunkscope:1 sed=1", 13..18),
        ("chunkscope:1 via=pieces=0", 17..25),
        ("chunkscope:1 gap=9", 17..18),
        ("chunkscope:1 rcvbuf=-1", 20..22),
        ("chunkscope:1 steps: 1 d0s", 22..25),
        ("chunkscope:1 steps: 0", 20..21),
        ("chunkscope:1 steps: 1 seed=7", 22..28),
        ("chunkscope:1 steps: dä", 20..23),
        ("hello", 0..5),
    ] {
        let found = share::parse(text).expect_err(text);
        assert_eq!(found.span.range(), at, "{text}: {found:?}");
    }
}

#[test]
fn an_order_of_events_that_does_not_fit_is_refused_with_the_step() {
    let fits = |steps: &str| {
        let share = share::parse(&format!("chunkscope:1 steps: {steps}")).expect("readable");
        share.fits(&lesson()).map_err(|why| Texts::english().say(&why))
    };
    assert_eq!(fits("1 2 d2s 3 d8s 4"), Ok(()));
    for (steps, says) in [
        ("1 2 d11s 3 4", "Step 3, d11s"),
        ("2 1", "Step 1, 2"),
        ("1 2 3 4", "Step 4, 4"),
        ("1 fs", "Step 2, fs"),
        ("1 2 d10s 3", "After all 4 steps"),
        ("1 2 d10s 3:5 4", "Step 4, 3:5"),
        ("1 9", "Step 2, 9"),
    ] {
        let why = fits(steps).expect_err(steps);
        assert!(why.contains(says), "{steps}: {why}");
    }
}

#[test]
fn a_run_s_order_of_events_gives_the_same_outcome_again() {
    let mut runner = Runner::new().expect("a runner");
    for via in vias() {
        for start in STARTS {
            for script in [
                lesson(),
                script([
                    recv(Client, 3),
                    send(Server, "abc"),
                    send(Client, "x"),
                    shut(Client),
                    recv(Server, 9),
                    recv(Server, 9),
                ]),
            ] {
                let plan = plan(&script, via.clone(), start);
                let report = runner.run(&plan, &go()).expect("a report");
                let schedule = schedule_of(&script, &report.trace, start.reading()).expect("a schedule");
                let share = Share::of(&plan, Some(schedule));
                assert_eq!(share.fits(&script), Ok(()), "{share}");
                let again = share::parse(&share.to_string()).expect("readable").schedule.expect("steps");
                let replayed = runner.run_schedule(&plan, &again, &go()).expect("a replay");
                assert_eq!(show(&replayed.outcome), show(&report.outcome), "{share}");
            }
        }
    }
}

#[test]
fn a_replay_can_be_stepped_through() {
    let share = share::parse("chunkscope:1 steps: 1 2 d2s 3 d8s 4").expect("readable");
    let schedule = share.schedule.expect("steps");
    let (sender, updates) = std::sync::mpsc::channel();
    let live = Live::start(direct(&lesson()), Some(schedule.clone()), move |update| {
        let _ = sender.send(update);
    });
    let mut made = Vec::new();
    let report = loop {
        match updates.recv_timeout(Duration::from_secs(60)).expect("news") {
            Update::Rests(step) => {
                made.push(step);
                live.step();
            }
            Update::Finished(result) => break result.expect("a report"),
            Update::Event(_) | Update::Kernel { .. } => {}
        }
    };
    assert_eq!(made, schedule.steps);
    assert_eq!(show(&report.outcome), "he|llo!bye!");
}

fn random_runs(count: u32, starts: &[Start]) {
    let mut runner =
        proptest::test_runner::TestRunner::new(proptest::test_runner::Config { cases: count, ..Default::default() });
    let sockets = std::cell::RefCell::new(Runner::new().expect("a runner"));
    let result = runner.run(&(a_script(ALL), 0..6usize, 0..starts.len(), any::<u64>()), |(short, via, start, seed)| {
        let plan = Plan { seed, ..plan(&Arc::new(short.0), vias()[via].clone(), starts[start]) };
        let report =
            sockets.borrow_mut().run(&plan, &go()).map_err(|error| TestCaseError::fail(format!("{error:?}")))?;
        if report.standing(&plan) == Standing::Possible {
            let reading = plan.start.reading();
            let Some(schedule) = schedule_of(&plan.script, &report.trace, reading) else {
                prop_assert!(may_lack_an_order(&plan, &report), "no schedule: {:?}", report.trace.events);
                return Ok(());
            };
            let share = Share::of(&plan, Some(schedule));
            prop_assert_eq!(share.fits(&plan.script), Ok(()), "{}", share);
        }
        Ok(())
    });
    result.unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn random_runs_imply_schedules_that_fit() {
    random_runs(400, &STARTS);
}

fn program() -> PathBuf {
    PathBuf::from(env!("CARGO_BIN_EXE_chunkscope"))
}

#[test]
fn a_run_in_a_process_of_its_own_tells_all_that_a_run_here_tells() {
    for via in vias() {
        for start in STARTS {
            let knobs =
                Knobs { rcvbuf: Some(4096), gap: Some(Duration::from_micros(20)), process: true, ..Knobs::default() };
            let plan = Plan { knobs, ..plan(&lesson(), via.clone(), start) };
            let report = apart::run_by(&program(), &plan, &go()).expect("a report");
            check(&plan, &report);
            assert_eq!(report.standing(&plan), Standing::Possible);
            assert_eq!(report.gaps.len(), 1);
            let here =
                Runner::new().expect("a runner").run(&Plan { knobs: Knobs { process: false, ..knobs }, ..plan }, &go());
            assert_eq!(report.granted.rcvbuf, here.expect("a report").granted.rcvbuf);
        }
    }
}

#[test]
fn a_process_that_is_given_up_is_gone() {
    let cancel = Cancel::default();
    let script = script([sleep(Client, Duration::from_secs(3600)), send(Client, "x")]);
    let plan = Plan { knobs: Knobs { process: true, ..Knobs::default() }, ..direct(&script) };
    std::thread::scope(|scope| {
        let run = scope.spawn(|| apart::run_by(&program(), &plan, &cancel));
        cancel.cancel();
        let result = run.join().expect("no panic");
        assert!(matches!(result, Err(EngineError::Cancelled)), "{result:?}");
    });
}

#[test]
fn what_fails_there_is_told_here() {
    let knobs = Knobs { maxseg: Some(1), process: true, ..Knobs::default() };
    let plan = Plan { knobs, ..direct(&lesson()) };
    let result = apart::run_by(&program(), &plan, &go());
    let said = result.map_err(|error| Texts::english().say(&error.message()));
    assert!(said.as_ref().is_err_and(|said| said.contains("TCP_MAXSEG")), "{said:?}");
    let nowhere = apart::run_by(&PathBuf::from("/nowhere/at/all"), &plan, &go());
    assert!(matches!(nowhere, Err(EngineError::Setup { what: "process", .. })), "{nowhere:?}");
    // One that dies: it neither reads nor answers.
    let dead = apart::run_by(&PathBuf::from("true"), &plan, &go());
    assert!(matches!(dead, Err(EngineError::Apart(_))), "{dead:?}");
}
