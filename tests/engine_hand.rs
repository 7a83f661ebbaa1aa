//! Runs in which a person is the network and the one who makes the calls.
#![allow(missing_docs)]

mod engine_help;

use std::sync::mpsc::{Receiver, channel};

use chunkscope::call::{How, Op, RecvFlags, RecvVerb, Size};
use chunkscope::engine::*;
use chunkscope::stream::{Machine, Program, Step};
use chunkscope::text::{Message, Texts};
use chunkscope::trace::What;
use engine_help::*;

fn by_hand(plan: Plan) -> (Live, Receiver<Update>) {
    let (sender, updates) = channel();
    let live = Live::manual(plan, move |update| {
        let _ = sender.send(update);
    });
    (live, updates)
}

fn report(updates: &Receiver<Update>) -> Report {
    for update in updates {
        match update {
            Update::Finished(result) => return result.expect("a report"),
            Update::Event(_) | Update::Kernel { .. } => {}
            Update::Rests(step) => panic!("rests before {step:?}"),
        }
    }
    panic!("no end");
}

fn key(result: Result<Step, Message>) -> &'static str {
    let message = result.expect_err("refused");
    let said = Texts::english().say(&message);
    assert!(said.ends_with('.') && !said.contains('{') && !said.contains("engine-"), "{said}");
    message.key
}

fn concurrent(script: &std::sync::Arc<chunkscope::script::Script>) -> Plan {
    plan(script, Via::Direct, Start::Free)
}

#[test]
fn a_person_cuts_the_worksheet() {
    let (live, updates) = by_hand(direct(&lesson()));
    assert_eq!(key(live.deliver(Server, 1)), "engine-hand-empty");
    assert_eq!(key(live.issue(Server)), "engine-hand-turn");
    assert_eq!(live.issue(Client), Ok(Step::Issue { call: 0, size: None }));
    live.issue(Client).expect("bye!");
    assert_eq!(key(live.issue(Client)), "engine-hand-no-call");
    assert_eq!(key(live.deliver(Server, 11)), "engine-hand-too-many");
    assert_eq!(key(live.deliver(Server, 0)), "engine-hand-nothing");
    assert_eq!(key(live.fin(Server)), "engine-hand-no-end");
    live.deliver(Server, 7).expect("before anybody reads");
    live.issue(Server).expect("gets seven");
    live.issue(Server).expect("waits");
    assert_eq!(key(live.issue(Server)), "engine-hand-waits");
    assert_eq!(live.moves(), [Step::Deliver { bytes: 3, to: Server }]);
    live.deliver(Server, 3).expect("the rest");
    let report = report(&updates);
    assert_eq!(show(&report.outcome), "hello!b|ye!");
    check(&direct(&lesson()), &report);
    assert!(live.moves().is_empty());
    let again = ForcedRunner::new().expect("a runner").play(&lesson(), &live.schedule(), &Cancel::default());
    assert_eq!(again.expect("a report").outcome, report.outcome);
}

#[test]
fn as_written_what_a_call_waits_for_comes_before_the_next_call() {
    let script = script([send(Client, "hello!"), recv(Server, 9), send(Client, "bye!"), recv(Server, 9)]);
    let (live, updates) = by_hand(direct(&script));
    live.issue(Client).expect("hello!");
    live.issue(Server).expect("waits");
    assert_eq!(key(live.issue(Client)), "engine-hand-deliver-first");
    live.deliver(Server, 6).expect("all of it");
    live.issue(Client).expect("bye!");
    live.run_to_end();
    assert_eq!(show(&report(&updates).outcome), "hello!|bye!");

    let (live, updates) = by_hand(concurrent(&script));
    live.issue(Server).expect("each side for itself");
    live.issue(Client).expect("hello!");
    live.issue(Client).expect("bye!");
    live.deliver(Server, 9).expect("nine");
    live.run_to_end();
    assert_eq!(show(&report(&updates).outcome), "hello!bye|!");
}

#[test]
fn the_end_comes_once_and_last() {
    let script = script([send(Client, "hi"), shut(Client), recv(Server, 9), recv(Server, 9), send(Client, "no")]);
    let (live, updates) = by_hand(direct(&script));
    live.issue(Client).expect("hi");
    live.issue(Client).expect("the end");
    assert_eq!(key(live.fin(Server)), "engine-hand-bytes-first");
    live.deliver(Server, 2).expect("hi");
    live.fin(Server).expect("now");
    assert_eq!(key(live.fin(Server)), "engine-hand-end-twice");
    live.issue(Server).expect("hi");
    live.issue(Server).expect("the end");
    // The last call must fail: the model has no place for it, so nobody can play it.
    assert_eq!(key(live.issue(Client)), "engine-outside");
    live.run_to_end();
    assert_eq!(show(&report(&updates).outcome), "hi|<eof>");
}

#[test]
fn a_run_that_is_played_on_ends_whatever_was_left() {
    for start in STARTS {
        for script in [lesson(), script([]), script([many(Client, 300_000), recv(Server, 9)])] {
            let (live, updates) = by_hand(plan(&script, Via::Direct, start));
            live.run_to_end();
            let report = report(&updates);
            check(&plan(&script, Via::Relay(Policy::Merged), start), &report);
        }
    }
    let half = script([op(Client, Op::Shutdown(How::Both)), recv(Server, 1)]);
    let (live, updates) = by_hand(direct(&half));
    live.run_to_end();
    assert_eq!(show(&report(&updates).outcome), "<unreached>");
}

#[test]
fn no_more_than_the_receive_buffer_takes() {
    let script = script([many(Client, 300_000), recv(Server, 9)]);
    let (live, _updates) = by_hand(direct(&script));
    live.issue(Client).expect("many");
    assert_eq!(key(live.deliver(Server, 300_000)), "engine-hand-room");
    let Some(Step::Deliver { bytes, .. }) = live.moves().into_iter().find(|step| matches!(step, Step::Deliver { .. }))
    else {
        panic!("{:?}", live.moves())
    };
    live.deliver(Server, bytes).expect("what may be");
    live.stop();
}

#[test]
fn other_runs_choose_for_themselves() {
    let live = Live::start(direct(&lesson()), None, |_| ());
    assert_eq!(key(live.issue(Client)), "engine-hand-none");
    assert_eq!(key(live.deliver(Server, 1)), "engine-hand-none");
    assert!(live.moves().is_empty() && live.schedule().steps.is_empty());
}

#[test]
fn a_played_run_can_be_left_at_any_time() {
    for steps in 0..6 {
        let (live, updates) = by_hand(concurrent(&lesson()));
        for _ in 0..steps {
            let Some(step) = live.moves().pop() else { break };
            make(&live, step);
        }
        live.stop();
        let last = updates.iter().last();
        assert!(matches!(last, Some(Update::Finished(_))), "{last:?}");
    }
}

fn make(live: &Live, step: Step) {
    let made = match step {
        Step::Issue { call, .. } => live.issue(if call < 3 { Client } else { Server }).or_else(|_| live.issue(Server)),
        Step::Deliver { bytes, to } => live.deliver(to, bytes),
        Step::Fin { to } => live.fin(to),
    };
    made.expect("offered");
}

#[test]
fn whatever_is_played_gives_what_the_model_gives() {
    let with = |size, flags| recv_as(Server, RecvVerb::Recv, size, flags);
    let script = script([
        send(Client, "hello!"),
        recv(Client, 2),
        shut(Client),
        with(Size::Rand(1, 4), RecvFlags::default()),
        with(Size::Fixed(3), RecvFlags { peek: true, ..Default::default() }),
        with(Size::Fixed(9), RecvFlags { dontwait: true, ..Default::default() }),
        send(Server, "bye!"),
        with(Size::Fixed(4), RecvFlags { waitall: true, ..Default::default() }),
    ]);
    let program = Program::new(&script);
    let mut seed = 1u64;
    for start in STARTS {
        for _ in 0..40 {
            let (live, updates) = by_hand(plan(&script, Via::Direct, start));
            while let moves @ [_, ..] = &live.moves()[..] {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                let made = match moves[(seed >> 33) as usize % moves.len()] {
                    Step::Issue { call, .. } => live.issue(script.calls[call].side),
                    Step::Deliver { bytes, to } => live.deliver(to, 1 + (seed >> 40) % bytes),
                    Step::Fin { to } => live.fin(to),
                };
                made.expect("offered");
            }
            let report = report(&updates);
            let said = Machine::new(&program).replay(&live.schedule().steps, start.reading()).expect("accepted");
            assert_eq!(report.outcome, said, "{:?}\n{:?}", live.schedule(), report.trace);
            let delivered = report.trace.events.iter().filter(|event| matches!(event.what, What::Delivered { .. }));
            let asked = live.schedule().steps.iter().filter(|step| matches!(step, Step::Deliver { .. })).count();
            assert_eq!(delivered.count(), asked);
        }
    }
}

#[test]
fn a_waitall_drains_the_buffer_and_a_peek_does_not() {
    let all = |peek| {
        let flags = RecvFlags { waitall: true, peek, ..Default::default() };
        let recv = recv_as(Server, RecvVerb::Recv, Size::Fixed(300_000), flags);
        script([many(Client, 300_000), recv])
    };
    let (live, updates) = by_hand(direct(&all(false)));
    live.issue(Client).expect("many");
    live.issue(Server).expect("waits");
    while let Some(Step::Deliver { bytes, to }) = live.moves().first().copied() {
        live.deliver(to, bytes).expect("offered");
    }
    assert_eq!(received(&all(false), &report(&updates), Server).len(), 300_000);

    let (live, _updates) = by_hand(direct(&all(true)));
    live.issue(Client).expect("many");
    live.issue(Server).expect("waits");
    let Some(Step::Deliver { bytes, to }) = live.moves().first().copied() else { panic!("{:?}", live.moves()) };
    live.deliver(to, bytes).expect("offered");
    assert_eq!(key(live.deliver(to, 1)), "engine-hand-room");
    live.stop();
}
