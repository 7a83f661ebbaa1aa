//! The workshop without a screen: examples, what framings cost, predictions.

use chunkscope::framing::bench::{
    About, Belief, Bench, Claim, EXAMPLES, End, Ends, Measured, Question, Refused, measure,
};
use chunkscope::framing::{EncodeError, Framing};
use proptest::prelude::*;

fn bench(framing: &str, messages: &[&str]) -> Bench {
    Bench {
        framing: framing.parse().unwrap(),
        messages: messages.iter().map(|message| message.as_bytes().to_vec()).collect(),
        cuts: [].into(),
        read_size: 15,
        ends: Ends::Never,
        echo: false,
    }
}

fn sizes(bench: &Bench) -> Vec<usize> {
    bench.lay().unwrap().model().iter().map(|recv| recv.bytes.len()).collect()
}

#[test]
fn the_chunks_of_the_lessons() {
    let of = |example: usize| sizes(&EXAMPLES[example].bench());
    assert_eq!(of(0), [15], "Hello");
    assert_eq!(of(1), [15, 15, 4], "24 bytes");
    assert_eq!(of(2), [15, 7], "Hello World!");
    assert_eq!(of(3), [4, 11], "the header in two pieces");
    assert_eq!(of(4), [15, 12], "two bytes of the next header");
    assert_eq!(of(5), [15, 14], "the echo");
    assert_eq!(of(6), [15, 2, 0], "7 of 12 bytes, then 0");
    assert_eq!(of(7), [7, 7], "CR, then LF");
    assert_eq!(EXAMPLES.len(), 8);
}

#[test]
fn a_client_that_closes_early_sends_no_more() {
    let laid = EXAMPLES[6].bench().lay().unwrap();
    assert_eq!(laid.stream(), b"0000000012Hello W");
    let last = laid.spans.last().unwrap();
    assert_eq!((last.bytes.len(), last.whole), (7, 12));
    let whole = Bench { ends: Ends::After(usize::MAX), ..bench("lf", &["a", "b"]) };
    assert_eq!(sizes(&whole), [4, 0]);
}

#[test]
fn what_cannot_be_sent_is_refused() {
    let refused = |bench: Bench| bench.lay().unwrap_err();
    assert_eq!(refused(bench("lf", &[])), Refused::Empty);
    let inside = refused(bench("lf", &["a", "b\nc"]));
    assert!(matches!(inside, Refused::Message(1, EncodeError::DelimiterInside { at: 1, .. })), "{inside:?}");
    let long = "x".repeat(300);
    assert!(matches!(
        refused(bench("u8", &[&long])),
        Refused::Message(0, EncodeError::TooLongForField { most: 255, .. })
    ));
    assert!(matches!(refused(bench("close", &["a", "b"])), Refused::Message(1, EncodeError::SecondMessage)));
    let much = "x".repeat(2050);
    assert_eq!(refused(bench("lf", &[&much])), Refused::TooLong(2051));
}

fn cost<'a>(measured: &'a [Measured], name: &str) -> &'a Measured {
    let framing: Framing = name.parse().unwrap();
    measured.iter().find(|one| one.framing == framing).unwrap()
}

#[test]
fn costs_are_what_the_encoders_write() {
    let messages = [b"Hello".to_vec(), b"a\nb".to_vec(), b"This is a longer message".to_vec()];
    let all = measure(&messages, &"digits:7".parse().unwrap());
    assert_eq!(all[0].framing.to_string(), "digits:7", "one's own comes first");
    let own = all[0].cost.clone().unwrap();
    assert_eq!((own.wire, own.overhead, own.percent()), (32 + 21, 21, 40));
    assert!(matches!(cost(&all, "lf").cost, Err((1, EncodeError::DelimiterInside { at: 1, .. }))));
    let escaped = cost(&all, "lf+escape").cost.clone().unwrap();
    assert_eq!((escaped.overhead, escaped.escapes), (4, 1));
    assert!(matches!(cost(&all, "fixed:16").cost, Err((2, EncodeError::TooLongForSize { .. }))));
    let cut = cost(&all, "fixed:16+cut").cost.clone().unwrap();
    assert_eq!((cut.padding, cut.lost), (11 + 13, 8));
    assert!(matches!(cost(&all, "close").cost, Err((1, EncodeError::SecondMessage))));
    assert_eq!(cost(&all, "u16be").cost.clone().unwrap().overhead, 6);
    assert_eq!(measure(&messages, &"lf".parse().unwrap()).len(), all.len() - 1);
}

#[test]
fn each_recv_of_the_examples_has_a_question() {
    for example in EXAMPLES {
        let laid = example.bench().lay().unwrap();
        let (returns, all) = (laid.model().len(), laid.stage.recvs().count());
        let abouts: Vec<About> = (0..all).map(|number| laid.question(number).expect(example.name).about).collect();
        let ends = laid.model().iter().any(|recv| recv.bytes.is_empty());
        assert_eq!(abouts.contains(&About::End), ends, "{}", example.name);
        assert_eq!(abouts.last() == Some(&About::Nothing), all > returns, "{}", example.name);
        assert_eq!(laid.question(all), None);
    }
}

#[test]
fn what_the_end_means_depends_on_the_framing_and_on_the_place() {
    let end = |framing: &str, after: usize| {
        let laid = Bench { ends: Ends::After(after), ..bench(framing, &["Hello"]) }.lay().unwrap();
        let recv = laid.model().iter().position(|recv| recv.bytes.is_empty()).unwrap();
        let question = laid.question(recv).unwrap();
        assert_eq!(question.about, About::End);
        assert_eq!(question.choices.len(), 4);
        match Question::truth(question.about, &laid.model()[recv]) {
            Claim::End(end) => end,
            other => panic!("{other:?}"),
        }
    };
    for framing in ["digits:10", "u16be", "lf", "crlf", "lf+escape", "fixed:16"] {
        let whole = bench(framing, &["Hello"]).lay().unwrap().len();
        assert_eq!(end(framing, whole), End::Stops, "{framing}");
        for after in 1..whole {
            assert_eq!(end(framing, after), End::Reports, "{framing} {after}");
        }
    }
    assert_eq!([1, 3, 5].map(|after| end("close", after)), [End::Delivers; 3]);
}

#[test]
fn what_a_framing_cuts_off_is_told() {
    let laid = bench("fixed:16+cut", &["Hello", "This is a longer message"]).lay().unwrap();
    assert_eq!((laid.lost, laid.len()), (8, 32));
    let data = laid.spans.iter().rfind(|span| span.message == 1).unwrap();
    assert_eq!((data.bytes.clone(), data.whole), (16..32, 24));
}

#[test]
fn half_a_header_is_no_length() {
    let laid = EXAMPLES[3].bench().lay().unwrap();
    let question = laid.question(0).unwrap();
    let wrong: Vec<Belief> =
        question.choices.iter().map(|choice| choice.belief).filter(|one| *one != Belief::Right).collect();
    assert_eq!(wrong, [Belief::HalfHeader, Belief::Returned, Belief::HalfHeader]);
}

proptest! {
    /// One choice is right, the others differ from it and from each other.
    #[test]
    fn questions_have_one_right_answer(
        messages in prop::collection::vec("[ -~é]{0,30}", 1..4),
        cuts in prop::collection::btree_set(1usize..60, 0..6),
        framing in prop::sample::select(vec!["digits:10", "digits:5", "u16le", "type+u8", "lf", "crlf", "lf+escape", "fixed:64+pad:\"\\0\""]),
        read_size in prop::sample::select(vec![1usize, 5, 15, 1024]),
    ) {
        let refs: Vec<&str> = messages.iter().map(String::as_str).collect();
        let laid = Bench { cuts, read_size, ..bench(framing, &refs) }.lay().unwrap();
        for (number, recv) in laid.model().iter().enumerate() {
            let Some(Question { about, choices }) = laid.question(number) else { continue };
            prop_assert!((2..=4).contains(&choices.len()));
            let truth = Question::truth(about, recv);
            let right: Vec<_> = choices.iter().filter(|choice| choice.claim == truth).collect();
            prop_assert_eq!(right.len(), 1);
            prop_assert_eq!(right[0].belief, Belief::Right);
            // What is delivered is not held any more: that is not asked for.
            prop_assert!(about != About::SoFar || recv.delivered.is_empty());
            // A hint speaks of what the framing has, and of what has not come only where nothing was complete.
            let length = matches!(laid.framing, Framing::Length { .. });
            for choice in &choices {
                let fits = match choice.belief {
                    Belief::HeaderCounted | Belief::HalfHeader | Belief::WithHeader | Belief::Returned => length,
                    Belief::AllAtOnce => length && recv.delivered.is_empty(),
                    Belief::HalfEnd => matches!(laid.framing, Framing::Delimiter(_)) && recv.delivered.is_empty(),
                    Belief::WithEnd => matches!(laid.framing, Framing::Delimiter(_)),
                    Belief::NotFull => matches!(laid.framing, Framing::Fixed { .. }) && recv.delivered.is_empty(),
                    Belief::WithPadding => matches!(laid.framing, Framing::Fixed { .. }),
                    Belief::OneAMessage => recv.delivered.len() > 1,
                    Belief::Waits => !recv.delivered.is_empty(),
                    Belief::AnyLength => false,
                    Belief::TypeIsLength => laid.framing.to_string().starts_with("type+"),
                    Belief::HeaderWaits => length && about == About::Expected,
                    Belief::EndInside | Belief::EndBetween | Belief::EndEnds | Belief::ReadsOn => false,
                    Belief::Zero | Belief::Fails => false,
                    Belief::NotClosed => false,
                    Belief::Right | Belief::OnlyThis | Belief::OneRecv | Belief::Nothing => true,
                };
                prop_assert!(fits, "{:?} in {:?}", choice, about);
            }
            for (at, one) in choices.iter().enumerate() {
                prop_assert!(choices[..at].iter().all(|other| other.claim != one.claim));
            }
        }
        let delivered: Vec<Vec<u8>> = laid.model().into_iter().flat_map(|recv| recv.delivered).collect();
        let sent: Vec<Vec<u8>> = messages.iter().map(|message| message.as_bytes().to_vec()).collect();
        prop_assert_eq!(delivered, sent);
    }
}
