//! Cases known beforehand, and runs told step by step.

use chunkscope::framing::code::{Status, Value};
use chunkscope::framing::search::{
    Case, Conversation, Failure, Tail, Verdict, analyse, lengthy, run, search, standard,
};
use num_bigint::BigUint;
use rstest::rstest;

use super::catalogue::{all, named};

fn smallest(id: &str) -> Case {
    let receiver = named(id);
    match search(&receiver, &standard(&receiver)).unwrap() {
        Verdict::Broken(case) => *case,
        Verdict::Right { .. } => panic!("{id} is right"),
    }
}

#[rstest]
#[case("one-recv", b"xy", &[])]
#[case("whole-header", b"00001x", &[1])]
#[case("leftover-lost", b"x\ny\n", &[])]
#[case("utf8-per-chunk", "é\n".as_bytes(), &[1])]
#[case("delimiter-per-chunk", b"x\r\n", &[2])]
#[case("delimiter-inside", b"x\ny\n", &[])]
#[case("stale-bytes", b"xyz", &[2])]
#[case("recv-fills", b"\0\x01x", &[1])]
#[case("byte-order", b"\0\x01x", &[])]
#[case("zero-is-nothing", b"00001x", &[])]
#[case("state-kept", b"0000000001x0000000001y", &[])]
fn the_smallest_case(#[case] id: &str, #[case] wire: &[u8], #[case] cuts: &[usize]) {
    let case = smallest(id);
    assert_eq!((case.wire.as_slice(), case.cuts.as_slice()), (wire, cuts));
}

#[test]
fn among_equally_small_cases_no_message_is_empty_and_none_is_like_another() {
    for receiver in all() {
        let Verdict::Broken(case) = search(&receiver, &standard(&receiver)).unwrap() else { continue };
        let messages = &case.conversation.messages;
        assert!(!messages.iter().any(Vec::is_empty), "{}: {messages:?}", receiver.id());
        assert!(messages.len() < 2 || messages[0] != messages[1], "{}: {messages:?}", receiver.id());
    }
}

#[rstest]
#[case("claims-26", Tail::Open, Failure::Waits { index: 0 })]
#[case("claims-26", Tail::Closes, Failure::FalseAlarm { says: "ended inside a message".into() })]
fn a_header_of_26_for_24_bytes_hangs(#[case] id: &str, #[case] tail: Tail, #[case] failure: Failure) {
    let receiver = named(id);
    let messages = vec![b"This is a longer message".to_vec()];
    let conversation = Conversation { tail, messages, takes: None };
    let wire = conversation.wire(&receiver).unwrap();
    assert_eq!(&wire[..10], b"0000000026");
    assert_eq!(run(&receiver, &conversation, &wire, &[]).failure, Some(failure));
}

#[test]
fn two_faults_cancel_while_messages_come_one_by_one() {
    let receiver = named("fifteen-for-sixteen");
    let hidden = Conversation { tail: Tail::Open, messages: vec![b"Hello World Test".to_vec()], takes: None };
    let wire = hidden.wire(&receiver).unwrap();
    assert_eq!(&wire[..10], b"0000000015");
    assert_eq!(run(&receiver, &hidden, &wire, &[]).failure, None);
    assert!(analyse(receiver.program(), &hidden, &wire).unwrap().smallest.is_some(), "but a cut shows them");
}

#[test]
fn whole_delivery_hides_a_header_taken_to_be_whole_and_one_cut_shows_it() {
    let receiver = named("header-at-once");
    let conversation = Conversation::closing(&["Hello"]);
    let wire = conversation.wire(&receiver).unwrap();
    assert_eq!(run(&receiver, &conversation, &wire, &[]).failure, None);
    let analysis = analyse(receiver.program(), &conversation, &wire).unwrap();
    assert_eq!(analysis.smallest.unwrap().0, [1]);
    assert_eq!(analysis.chunkings, BigUint::from(1u32 << 14));
}

/// The syllabus: 24 bytes with ten of header in chunks of 15, 15, 4; and 22 positions in 15 + 7.
#[rstest]
#[case("This is a longer message", &[15, 15, 4])]
#[case("Hello World!", &[15, 7])]
#[case("Hello", &[15])]
fn the_chunks_of_the_lesson(#[case] message: &str, #[case] sizes: &[usize]) {
    let receiver = named("digits-10");
    let conversation = Conversation { tail: Tail::Open, messages: vec![message.into()], takes: None };
    let wire = conversation.wire(&receiver).unwrap();
    let run = run(&receiver, &conversation, &wire, &[]);
    assert_eq!(run.failure, None);
    assert_eq!(run.recvs.iter().map(|recv| recv.bytes.len()).collect::<Vec<_>>(), sizes);
    let last = run.recvs.last().unwrap();
    assert_eq!(last.delivered, [message.as_bytes()]);
    assert_eq!(last.status, Status::Receiving(15));
}

#[test]
fn every_step_can_be_watched() {
    let receiver = named("digits-10");
    let conversation = Conversation::closing(&["This is a longer message"]);
    let wire = conversation.wire(&receiver).unwrap();
    let run = run(&receiver, &conversation, &wire, &[12]);
    let value = |variables: &[(String, Value)], name: &str| {
        variables.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone()).unwrap()
    };
    let first = &run.recvs[0];
    assert_eq!((first.asked, first.bytes.clone()), (15, 0..12));
    assert_eq!(value(&first.before, "new_message"), Value::Bool(true));
    assert_eq!(value(&first.after, "new_message"), Value::Bool(false));
    assert_eq!(value(&first.after, "expected"), Value::Int(24));
    assert_eq!(value(&first.after, "message"), Value::Bytes(b"Th".to_vec()));
    assert!(first.changes.iter().any(|change| change.name == "expected" && change.after == Value::Int(24)));
    let recv = receiver.python().lines.iter().position(|line| line.text.contains("recv(15)")).unwrap() as u32 + 1;
    assert_eq!(first.lines.last(), Some(&recv), "it waits in the next recv");
    // The last recv returns 0: the end.
    let last = run.recvs.last().unwrap();
    assert_eq!((last.bytes.clone(), last.status.clone()), (34..34, Status::Done(Value::None)));
    assert_eq!(run.failure, None);
}

#[test]
fn what_the_search_finds_is_what_a_run_shows() {
    for receiver in all() {
        if let Verdict::Broken(case) = search(&receiver, &standard(&receiver)).unwrap() {
            let run = run(&receiver, &case.conversation, &case.wire, &case.cuts);
            assert_eq!(run.failure, Some(case.failure), "{}", receiver.id());
        }
    }
}

#[test]
fn right_ones_survive_all_chunkings_of_200_bytes() {
    for id in ["digits-10", "digits-5", "two-loops", "lines-lf", "lines-crlf", "fixed-4", "until-close"] {
        let receiver = named(id);
        let conversation = lengthy(&receiver, 200).unwrap();
        let wire = conversation.wire(&receiver).unwrap();
        assert_eq!(wire.len(), 200, "{id}");
        let analysis = analyse(receiver.program(), &conversation, &wire).unwrap();
        assert_eq!(analysis.smallest, None, "{id}");
        assert_eq!(analysis.chunkings, BigUint::from(1u8) << 199, "{id}");
        assert!(analysis.states <= 800, "{id}: {} states", analysis.states);
    }
}
