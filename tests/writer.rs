//! Worksheets as text again: what is not a call keeps every byte, and what is written is read as what was meant.

use chunkscope::call::Side;
use chunkscope::doc::{new_worksheet, parse_worksheet, with_calls};
use chunkscope::script::{Script, parse_script};
use chunkscope::text::Source;
use proptest::prelude::*;

const LESSON: &str = include_str!("../lessons/01-bytes-not-messages.md");
const WORKSHEETS: [&str; 5] = [
    LESSON,
    include_str!("worksheets/lecturer.md"),
    include_str!("worksheets/crlf.md"),
    include_str!("worksheets/nested.md"),
    include_str!("worksheets/python.md"),
];

fn script_of(text: &str) -> Script {
    parse_worksheet(&Source::new("own.md", text)).0.script
}

fn calls(lines: &str) -> Script {
    let (script, findings) = parse_script(lines);
    assert!(findings.is_empty(), "{findings:?}");
    script
}

#[test]
fn the_same_calls_leave_the_file_byte_for_byte() {
    for text in WORKSHEETS {
        let script = script_of(text);
        assert!(!script.calls.is_empty());
        assert_eq!(with_calls(text, &script).as_deref(), Some(text));
        // Printed and read again they are the same, too.
        assert_eq!(with_calls(text, &calls(&script.to_string())).as_deref(), Some(text));
    }
}

#[test]
fn a_loop_in_a_list_goes_whole_and_the_prose_around_it_stays() {
    let text = "# All\n\n- The client performs `send(sock, \"hey\", 3, 0)`.\n- The server does `until eof {`\n- The server performs \
                `recv(sock, b, 3, 0)`.\n- `}`\n\nThe end } of it.\n";
    assert_eq!(script_of(text).loops.len(), 1);
    let mut script = script_of(text);
    script.calls[1] = calls("server: recv(sock, b, 2, 0)").calls.remove(0);
    let written = with_calls(text, &script).expect("it can be written");
    assert_eq!(script_of(&written).to_string(), script.to_string());
    assert!(written.starts_with("# All\n\n") && written.ends_with("\nThe end } of it.\n"), "{written}");
    script.loops.clear();
    let written = with_calls(text, &script).expect("it can be written");
    assert_eq!(script_of(&written).to_string(), script.to_string());
    assert!(!written.contains("until"), "{written}");
}

#[test]
fn one_changed_call_changes_its_own_bytes_only() {
    let mut script = script_of(LESSON);
    script.calls[3] = calls("server: recv(sock, buf2, 4, 0)").calls.remove(0);
    let written = with_calls(LESSON, &script).unwrap();
    assert_eq!(written, LESSON.replacen("recv(sock, buf2, 1024, 0)", "recv(sock, buf2, 4, 0)", 1));
}

#[test]
fn a_new_call_gets_a_line_like_its_neighbour_s_and_the_numbers_follow() {
    let text = "# Echo\n\n1. The client calls `send(sock, \"a\", 1, 0)`.\n2. The server calls `recv(sock, b, 9, 0)`.\n\nEnd.\n";
    let mut script = script_of(text);
    script.calls.insert(1, calls("client: send(sock, \"b\", 1, 0)").calls.remove(0));
    script.calls.push(calls("server: close(sock)").calls.remove(0));
    assert_eq!(
        with_calls(text, &script).unwrap(),
        "# Echo\n\n1. The client calls `send(sock, \"a\", 1, 0)`.\n2. The client calls `send(sock, \"b\", 1, 0)`.\n3. The server \
         calls `recv(sock, b, 9, 0)`.\n4. The server calls `close(sock)`.\n\nEnd.\n"
    );
}

#[test]
fn a_side_that_was_silent_gets_a_line_with_its_name() {
    let text = "# One\n\n- The client calls `close(sock)`.\n";
    let script = calls("client: close(sock)\nserver: recv(sock, b, 1, 0)");
    assert_eq!(
        with_calls(text, &script).unwrap(),
        "# One\n\n- The client calls `close(sock)`.\n- The server calls `recv(sock, b, 1, 0)`.\n"
    );
}

#[test]
fn a_call_goes_with_its_sentence() {
    let text = "- The client calls `close(sock)`,\n  and waits.\n- The server calls `close(sock)`.\n";
    let script = calls("server: close(sock)");
    assert_eq!(with_calls(text, &script).unwrap(), "- The server calls `close(sock)`.\n");
}

#[test]
fn in_a_block_the_lines_are_the_calls() {
    let text = "# B\n\n```\n# both\nclient: close(sock)\nserver: close(sock)\n```\n\nText.\n";
    let script = calls("server: recv(sock, b, 1, 0)\nclient: close(sock)\nserver: close(sock)");
    assert_eq!(
        with_calls(text, &script).unwrap(),
        "# B\n\n```\n# both\nserver: recv(sock, b, 1, 0)\nclient: close(sock)\nserver: close(sock)\n```\n\nText.\n"
    );
}

#[test]
fn line_ends_of_windows_stay() {
    let text = include_str!("worksheets/crlf.md");
    let mut script = script_of(text);
    script.calls.push(calls("server: close(sock)").calls.remove(0));
    let written = with_calls(text, &script).unwrap();
    assert_eq!(written.matches("\r\n").count(), written.matches('\n').count());
    assert_eq!(written.matches('\n').count(), text.matches('\n').count() + 1);
}

#[test]
fn a_title_reads_as_it_was_typed() {
    let script = calls("client: close(sock)");
    for title in ["echo", "a_b_c", "*not bold*", "`x` [y](z) <b> # & ~ |", "Ехо", "100 % \\ ok"] {
        let text = new_worksheet(title, &script);
        let (sheet, findings) = parse_worksheet(&Source::new("own.md", text.as_str()));
        assert_eq!(sheet.title.as_deref(), Some(title), "{text}");
        assert!(findings.is_empty(), "{findings:?}");
    }
}

/// Calls of every kind, in both spellings.
fn line() -> impl Strategy<Value = String> {
    let data = "[ -~]{0,6}";
    let call = prop_oneof![
        data.prop_map(|data| {
            let length = data.len();
            let literal: String = data
                .chars()
                .map(|sign| if "\\\"".contains(sign) { format!("\\{sign}") } else { sign.to_string() })
                .collect();
            format!("send(sock, \"{literal}\", {length}, 0)")
        }),
        (1u32..2000).prop_map(|size| format!("recv(sock, buf{size}, {size}, 0)")),
        (1u32..9).prop_map(|size| format!("recv(sock, buf, rand(1, {size}), MSG_PEEK)")),
        Just("sock.sendall(b\"``` | `\")".to_owned()),
        Just("data = sock.recv(10)".to_owned()),
        Just("shutdown(sock, SHUT_WR)".to_owned()),
        Just("close(sock)".to_owned()),
        Just("sleep(1)".to_owned()),
    ];
    (any::<bool>(), call).prop_map(|(client, call)| format!("{}: {call}", if client { "client" } else { "server" }))
}

/// What stands in a text besides calls and blank lines.
fn prose(text: &str) -> Vec<&str> {
    let is_prose = |line: &&str| !line.trim().is_empty() && !line.contains('(') && !line.contains("```");
    text.lines().filter(is_prose).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn what_is_saved_anew_is_what_is_opened(lines in proptest::collection::vec(line(), 1..12)) {
        let script = calls(&lines.join("\n"));
        let text = new_worksheet("A title", &script);
        let (sheet, findings) = parse_worksheet(&Source::new("own.md", text.as_str()));
        prop_assert_eq!(sheet.script.to_string(), script.to_string(), "{}", text);
        prop_assert!(findings.is_empty());
        prop_assert_eq!(with_calls(&text, &sheet.script), Some(text));
    }

    #[test]
    fn any_edits_of_any_worksheet_are_read_as_they_were_meant(
        which in 0..WORKSHEETS.len(),
        edits in proptest::collection::vec((0usize..8, 0u8..3, line()), 1..6),
    ) {
        let text = WORKSHEETS[which];
        let mut script = script_of(text);
        for (at, how, line) in edits {
            let new = calls(&line).calls.remove(0);
            let at = at.min(script.calls.len());
            match how {
                0 => script.calls.insert(at, new),
                1 if at < script.calls.len() => script.calls[at] = new,
                _ if at < script.calls.len() && script.calls.len() > 1 => drop(script.calls.remove(at)),
                _ => {}
            }
        }
        let written = with_calls(text, &script);
        let written = written.as_deref();
        prop_assert!(written.is_some());
        let written = written.unwrap_or_default();
        prop_assert_eq!(script_of(written).to_string(), script.to_string(), "{}", written);
        if which != 3 {
            // In the nested list the sides stand in lines of their own, which go with their calls.
            prop_assert_eq!(prose(written), prose(text), "{}", written);
        }
    }
}

#[test]
fn every_side_is_written_by_its_name() {
    let script = calls("client: close(sock)\nserver: close(sock)");
    assert_eq!(new_worksheet("x", &script), "# x\n\n```\nclient: close(sock)\nserver: close(sock)\n```\n");
    assert_eq!(script.of(Side::Server).count(), 1);
}
