//! Runs that the search tells, on real sockets: what the sockets give is what the model said.

use std::sync::Arc;
use std::sync::mpsc::channel;

use chunkscope::call::Side;
use chunkscope::engine::{Knobs, Live, Plan, Report, Start, Update, Via};
use chunkscope::framing::code::Status;
use chunkscope::framing::receivers::{Group, Receiver};
use chunkscope::framing::search::{Conversation, Failure, Tail, Verdict, run, search, standard};
use chunkscope::framing::stage::{Stage, View};
use chunkscope::stream::Standing;
use chunkscope::trace::{Got, What};

use super::catalogue::{all, named};

fn plan(stage: &Stage) -> Plan {
    let script = Arc::clone(&stage.script);
    Plan { script, via: Via::Direct, start: Start::SendsFirst, seed: 0, knobs: Knobs::default() }
}

/// Plays it to its end.
pub fn play(stage: &Stage) -> Report {
    let (sender, updates) = channel();
    let live = Live::start(plan(stage), Some((*stage.schedule).clone()), move |update| drop(sender.send(update)));
    live.run_to_end();
    let Some(Update::Finished(report)) = updates.iter().last() else { panic!("no end") };
    report.unwrap_or_else(|error| panic!("{error:?} in {stage:?}"))
}

/// Plays a run of a receiver and compares.
fn compare(receiver: &Receiver, conversation: &Conversation, wire: &[u8], cuts: &[usize]) {
    let told = run(receiver, conversation, wire, cuts);
    let stage = Stage::of_run(receiver, conversation, &told).expect("a stage");
    let report = play(&stage);
    let what = format!("{} {conversation:?} {cuts:?}", receiver.id());
    assert!(!report.wrong, "{what}");
    assert_eq!(report.standing(&plan(&stage)), Standing::Possible, "{what}");
    let view = View::after(receiver.program(), &stage.script, &report.trace.events);
    // Of recvs that return 0 for ever some are made.
    let ends = told.recvs.iter().filter(|recv| recv.bytes.is_empty()).count();
    let made = told.recvs.len() - ends.saturating_sub(3);
    assert_eq!(view.recvs, told.recvs[..made], "{what}");
    let waits = matches!(view.status, Status::Receiving(_))
        && !conversation.ends()
        && told.failure != Some(Failure::EndUnnoticed);
    let blocks = report.trace.events.iter().any(|event| matches!(event.what, What::BlocksForGood { .. }));
    assert_eq!(view.waits, blocks, "{what}");
    if told.failure.is_none() {
        assert_eq!(view.waits, waits, "{what}");
        assert!(view.delivered().eq(conversation.messages.iter().map(Vec::as_slice)), "{what}");
        assert_eq!(view.read(), wire.len(), "{what}");
    }
}

#[test]
fn right_receivers_on_sockets() {
    for receiver in all().filter(|receiver| receiver.group() == Group::Right) {
        let by_close = receiver.id() == "until-close";
        let messages: &[&str] = if by_close { &["Hello"] } else { &["Hell", "é"] };
        let closing = Conversation::closing(messages);
        let wire = closing.wire(&receiver).unwrap();
        let drip: Vec<usize> = (1..wire.len()).collect();
        for cuts in [&[][..], &[1], &[3, 4], &drip] {
            compare(&receiver, &closing, &wire, cuts);
            if !by_close {
                compare(&receiver, &Conversation { tail: Tail::Open, ..closing.clone() }, &wire, cuts);
            }
        }
        let short =
            Conversation { tail: Tail::CutShort { message: b"abcd".to_vec(), kept: 3 }, messages: vec![], takes: None };
        if let (Some(wire), false) = (short.wire(&receiver), by_close) {
            compare(&receiver, &short, &wire, &[2]);
        }
    }
}

#[test]
fn every_broken_case_on_sockets() {
    for receiver in all() {
        if let Verdict::Broken(case) = search(&receiver, &standard(&receiver)).unwrap() {
            compare(&receiver, &case.conversation, &case.wire, &case.cuts);
        }
    }
}

#[test]
fn a_receiver_that_hangs_really_hangs() {
    let receiver = named("claims-26");
    let messages = vec![b"This is a longer message".to_vec()];
    let conversation = Conversation { tail: Tail::Open, messages, takes: None };
    let wire = conversation.wire(&receiver).unwrap();
    let told = run(&receiver, &conversation, &wire, &[]);
    let stage = Stage::of_run(&receiver, &conversation, &told).unwrap();
    assert_eq!(stage.recvs().count(), 4);
    let report = play(&stage);
    let last = stage.recvs().last().unwrap();
    assert!(report.trace.events.iter().any(|event| event.what == What::BlocksForGood { call: last }));
}

#[test]
fn the_view_grows_with_the_trace() {
    let receiver = named("digits-10");
    let conversation = Conversation::closing(&["This is a longer message"]);
    let wire = conversation.wire(&receiver).unwrap();
    let told = run(&receiver, &conversation, &wire, &[]);
    let stage = Stage::of_run(&receiver, &conversation, &told).unwrap();
    let report = play(&stage);
    let mut before = 0;
    for upto in 0..=report.trace.events.len() {
        let events = &report.trace.events[..upto];
        let view = View::after(receiver.program(), &stage.script, events);
        let returned = |event: &&chunkscope::trace::Event| matches!(&event.what, What::Return { call, got: Got::Received(_) } if stage.script.calls[*call].side == Side::Server);
        assert_eq!(view.recvs.len(), events.iter().filter(returned).count());
        assert_eq!(view.recvs, told.recvs[..view.recvs.len()]);
        assert!(view.recvs.len() >= before);
        before = view.recvs.len();
    }
    assert_eq!(before, told.recvs.len());
}

/// No cut keeps back what a recv does not ask for: it waits in the receiver's kernel.
#[test]
fn what_a_recv_leaves_has_come_all_the_same() {
    use chunkscope::stream::Step;
    let delivers = |cuts: &[usize]| {
        let receiver = named("digits-10");
        let conversation = Conversation::closing(&["This is a longer message"]);
        let wire = conversation.wire(&receiver).unwrap();
        let stage = Stage::of_run(&receiver, &conversation, &run(&receiver, &conversation, &wire, cuts)).unwrap();
        let steps = stage.schedule.steps.iter();
        let bytes = steps.filter_map(|step| match step {
            Step::Deliver { bytes, to: Side::Server } => Some(*bytes),
            _ => None,
        });
        bytes.collect::<Vec<_>>()
    };
    assert_eq!(delivers(&[]), [34]);
    assert_eq!(delivers(&[4]), [4, 30]);
    assert_eq!(delivers(&[4, 20]), [4, 16, 14]);
}

#[test]
fn senders_refuse_what_no_receiver_could_give_back() {
    let carried = |id: &str, message: &[u8]| Conversation::closing(&[message]).wire(&named(id)).is_some();
    assert!(carried("fixed-4", b"x") && carried("fixed-4", b"") && carried("fixed-4", b"a b"));
    assert!(!carried("fixed-4", b"x ") && !carried("fixed-4", b"hello"));
    assert!(carried("lines-lf", &[b'a'; 1000]) && !carried("lines-lf", &[b'a'; 1001]));
}
