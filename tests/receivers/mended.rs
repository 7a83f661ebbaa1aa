//! Lines that count as found, too: a change there alone, the guilty line left as it is, makes the receiver survive every cut.

use chunkscope::framing::code::Program;
use chunkscope::framing::receivers::Receiver;
use chunkscope::framing::search::{analyse, standard};
use rstest::rstest;

use super::catalogue::{all, named};

/// Lines of the Python source, and what stands in their place.
type Mend = &'static [(&'static str, &'static str)];

const SHORT_HEADER: &str = "            if len(header) < {W}:\n                break\n";

fn mended(receiver: &Receiver, mend: Mend) -> String {
    let width = if receiver.id() == "whole-header" { "5" } else { "10" };
    let mut source = receiver.python().text();
    for (line, instead) in mend {
        assert_eq!(source.matches(&format!("{line}\n")).count(), 1, "{line}");
        source = source.replace(line, &instead.replace("{S}", SHORT_HEADER).replace("{W}", width));
    }
    source
}

fn survives(receiver: &Receiver, source: &str) -> bool {
    let program = Program::compile(source).unwrap();
    let set = standard(receiver);
    let mut all = set.iter().filter_map(|one| Some((one, one.wire(receiver)?)));
    all.all(|(one, wire)| analyse(&program, one, &wire).unwrap().smallest.is_none())
}

const MORE: Mend = &[("    while aside or not new_message:", "    while len(aside) >= {W} or not new_message:")];
const NEW: Mend =
    &[("        if new_message:", "        if new_message:\n            if len(aside) < {W}:\n                break")];
const DIGITS: Mend = &[("            if not header.isdigit():", "{S}            if not header.isdigit():")];
const EXPECTED: Mend = &[("            expected = int(header)", "{S}            expected = int(header)")];
const BOUND: &str = "            if expected > 1000:\n                raise ValueError(\"too long\")";

#[rstest]
#[case("whole-header", MORE)]
#[case("whole-header", NEW)]
#[case("whole-header", DIGITS)]
#[case("whole-header", EXPECTED)]
#[case("header-at-once", MORE)]
#[case("header-at-once", NEW)]
#[case("header-at-once", DIGITS)]
#[case("header-at-once", EXPECTED)]
#[case("next-swallowed", &[("        aside = b\"\"", "        aside = message[expected:]\n        message = message[:expected]")])]
#[case("no-limit", &[(
    "    expected = int.from_bytes(header, \"big\")",
    "    expected = int.from_bytes(header, \"big\")\n    if expected > 1000:\n        raise ValueError(\"too long\")",
)])]
#[case("any-length", &[("            expected = int(header)", "            expected = int(header)\n{B}")])]
#[case("zero-is-nothing", &[(
    "    if not data:",
    "    if not data:\n        if aside or not new_message:\n            raise EOFError(\"inside\")\n        break\n    if not data:",
)])]
#[case("stale-bytes", &[("    count = sock.recv_into(buffer)", "    buffer = bytearray(16)\n    count = sock.recv_into(buffer)")])]
#[case("rest-thrown-away", &[("    data = sock.recv(15)", "    data = sock.recv(1)")])]
#[case("state-kept", &[("            new_message = False", "            new_message = False\n            message = b\"\"")])]
#[case("state-kept", &[("        new_message = True", "        new_message = True\n        message = b\"\"")])]
#[case("ends-silently", &[(
    "    if not data:",
    "    if not data:\n        if aside or not new_message:\n            raise EOFError(\"inside\")",
)])]
fn a_change_at_one_line_mends_it(#[case] id: &str, #[case] mend: Mend) {
    let receiver = named(id);
    let line = mend[0].0;
    let number = receiver.python().lines.iter().position(|known| known.text == line).unwrap() as u32 + 1;
    assert!(receiver.mendable(receiver.python()).contains(&number), "{id}: {line}");
    assert!(!receiver.python().guilty().contains(&number), "{id}: {line} is the guilty one");
    assert!(!survives(&receiver, &receiver.python().text()));
    assert!(survives(&receiver, &mended(&receiver, mend).replace("{B}", BOUND)), "{}", mended(&receiver, mend));
}

#[test]
fn the_sender_s_byte_order_is_as_good_a_place_to_mend_as_the_receiver_s() {
    let receiver = named("byte-order");
    assert!(receiver.mendable(receiver.python()).contains(&2));
    let mend = receiver.python().text().replacen("\"big\"", "\"little\"", 1);
    let program = Program::compile(&mend).unwrap();
    for conversation in standard(&receiver) {
        // The bytes are those of the mended sender: low byte first.
        let messages = conversation.messages.iter().flat_map(|message| {
            (message.len() as u16).to_le_bytes().into_iter().chain(message.iter().copied()).collect::<Vec<_>>()
        });
        let wire: Vec<u8> = messages.collect();
        if !conversation.troubled() {
            assert_eq!(analyse(&program, &conversation, &wire).unwrap().smallest, None);
        }
    }
}

#[test]
fn lines_that_count_are_in_both_languages_and_few() {
    for receiver in all() {
        let (python, c) = (receiver.mendable(receiver.python()), receiver.mendable(receiver.c()));
        assert_eq!(python.is_empty(), receiver.python().guilty().is_empty(), "{}", receiver.id());
        assert_eq!(python.is_empty(), c.is_empty(), "{}", receiver.id());
        assert!(python.len() <= 6, "{}: {python:?}", receiver.id());
        for line in receiver.python().guilty() {
            assert!(python.contains(&line));
        }
    }
}
