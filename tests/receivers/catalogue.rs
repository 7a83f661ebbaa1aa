//! Every receiver is what it says: right, or right but for its guilty lines.

use chunkscope::framing::receivers::{self, Group, Receiver};
use chunkscope::framing::search::{Conversation, Verdict, search, standard};
use chunkscope::text::Texts;

pub fn all() -> impl Iterator<Item = Receiver> {
    receivers::ids().map(named)
}

pub fn named(id: &str) -> Receiver {
    Receiver::named(id, None).unwrap().unwrap_or_else(|error| panic!("{id}: {error:?}"))
}

#[test]
fn the_right_ones_survive_and_the_others_break() {
    for receiver in all() {
        let verdict = search(&receiver, &standard(&receiver)).unwrap();
        assert_eq!(matches!(verdict, Verdict::Right { .. }), receiver.group() == Group::Right, "{}", receiver.id());
    }
}

#[test]
fn right_senders_keep_to_their_framing() {
    for receiver in all().filter(|receiver| receiver.group() == Group::Right) {
        let framing = receiver.framing().unwrap();
        for message in receiver.alphabet() {
            let sent = Conversation::closing(&[&message]).wire(&receiver);
            assert_eq!(sent, framing.encode(None, &message).ok().map(|encoded| encoded.bytes), "{}", receiver.id());
        }
    }
}

#[test]
fn faults_have_guilty_lines_in_both_languages_and_right_ones_have_none() {
    let texts = Texts::english();
    for receiver in all() {
        let (python, c) = (receiver.python(), receiver.c());
        let right = receiver.group() == Group::Right;
        assert_eq!((python.guilty().is_empty(), c.guilty().is_empty()), (right, right), "{}", receiver.id());
        for line in python.guilty() {
            let there = c.matching(python, line);
            assert!(there.iter().any(|line| c.guilty().contains(line)), "{}: line {line}", receiver.id());
        }
        for (number, line) in (1..).zip(&python.lines).filter(|(_, line)| line.label.is_some()) {
            assert!(!c.matching(python, number).is_empty(), "{}: {line:?} has no line in C", receiver.id());
        }
        for listing in [python, c] {
            assert!(listing.lines.iter().all(|line| line.text.chars().count() <= 80), "{}", receiver.id());
            assert!(!listing.text().contains("{W") && !listing.text().contains('@'), "{}", listing.text());
        }
        assert_ne!(texts.say(&receiver.title()), texts.say(&receiver.why()));
    }
    for slip in receivers::PROSE {
        assert_ne!(texts.get(slip.says), texts.get(slip.is));
    }
}

#[test]
fn a_read_size_is_for_those_whose_source_has_one() {
    let own: Vec<&str> = all().filter(|receiver| !receiver.takes_read_size()).map(|receiver| receiver.id()).collect();
    assert_eq!(own, ["two-loops", "fixed-4", "no-limit", "byte-order", "recv-fills"]);
}

/// What runs is Python; whoever reads C sees the same line run.
#[test]
fn each_line_that_runs_has_its_like_in_c() {
    for receiver in all() {
        for (number, line) in (1..).zip(&receiver.python().lines) {
            let runs = !line.text.trim().is_empty() && !line.text.starts_with("def ");
            let like = receiver.c().matching(receiver.python(), number);
            assert!(!runs || !like.is_empty(), "{}: {}", receiver.id(), line.text);
        }
    }
}
