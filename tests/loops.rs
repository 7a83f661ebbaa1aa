//! Loops: `repeat N { … }` and `until eof { … }`, from text to verdicts.

mod common;

use chunkscope::call::{Side, Spelling};
use chunkscope::doc::{parse_worksheet, piece};
use chunkscope::script::{LoopKind, Script, complete, parse_lines, parse_script, parse_typed};
use chunkscope::stream::{self, Claim, Count, Outcome, Reading, Rule, Verdict};
use chunkscope::text::{Source, Texts};
use common::calls::read;
use proptest::prelude::*;

const BOTH: [Reading; 2] = [Reading::InOrder, Reading::Concurrent];

#[test]
fn loops_stand_on_one_line_or_on_several_with_the_side_at_the_head_or_at_each_call() {
    let one = read("server: repeat 3 { recv(s, b, 4, 0); send(s, \"ok\", 2, 0) }");
    let several = read("server: repeat 3 {\n  recv(s, b, 4, 0)\n  send(s, \"ok\", 2, 0);\n}\n");
    assert_eq!(one.to_string(), several.to_string());
    assert_eq!((one.calls.len(), one.loops[0].kind), (2, LoopKind::Repeat(3)));
    let both = read("repeat 10 {\nclient: send(s, \"Hello!\", 6, 0)\nserver: b = s.recv(4096)\n}\nclient: close(s)");
    assert_eq!((both.loops[0].calls.clone(), both.calls.len()), (0..2, 3));
    assert_eq!(both.stream_from(Side::Client), b"Hello!".repeat(10));
    let again = read(&both.to_string());
    assert_eq!(again.to_string(), both.to_string());
    let python = read("server: until eof { data = conn.recv(1024) }");
    assert_eq!(python.to_string(), "server: until eof { data = conn.recv(1024) }\n");
}

#[test]
fn what_is_wrong_with_a_loop_is_said_at_its_place_with_a_mend_that_works() {
    let cases = [
        ("server: until eof { recv(s, b, 9, 0)", "loop-not-closed", true),
        ("server: recv(s, b, 9, 0)\n}", "loop-not-open", true),
        ("server: repeat { recv(s, b, 9, 0) }", "loop-repeat-what", true),
        ("server: repeat 3 times { recv(s, b, 9, 0) }", "loop-repeat-what", true),
        ("server: repeat 0 { recv(s, b, 9, 0) }", "loop-rounds", true),
        ("server: repeat 100000 { recv(s, b, 9, 0) }", "loop-rounds", true),
        ("server: until end { recv(s, b, 9, 0) }", "loop-until-what", true),
        ("server: while (1) { recv(s, b, 9, 0) }", "loop-head", false),
        ("server: repeat 3 { }", "loop-empty", false),
        ("server: repeat 2 { repeat 2 { recv(s, b, 9, 0) } }", "loop-nested", false),
        ("until eof {\nserver: recv(s, b, 9, 0)\nclient: send(s, \"a\", 1, 0)\n}", "loop-one-side", false),
        ("server: until eof { recv(s, b, 9, MSG_PEEK) }", "loop-endless", false),
        ("server: until eof { recv(s, b, 0, 0); recv(s, b, 9, MSG_DONTWAIT) }", "loop-endless", false),
        ("repeat 2 { recv(s, b, 9, 0) }", "call-side-missing", true),
        ("server: repeat 2 { recv(s, b 9, 0) }", "call-separator", true),
        (
            "client: repeat 1000 { sleep(0); sleep(0); sleep(0); sleep(0); sleep(0); sleep(0); sleep(0); sleep(0); \
             sleep(0); sleep(0); sleep(0); sleep(0); sleep(0); sleep(0); sleep(0); sleep(0); sleep(0); sleep(0); \
             sleep(0); sleep(0); sleep(0) }",
            "loop-too-many-calls",
            false,
        ),
        ("client: repeat 1000 { send(s, 100000 bytes) }", "doc-script-too-large", false),
    ];
    let texts = Texts::english();
    for (text, key, mends) in cases {
        let (_, findings) = parse_script(text);
        let found = findings.iter().find(|found| found.message.key == key);
        let found = found.unwrap_or_else(|| panic!("{text}: {findings:?}"));
        assert!(!texts.say(&found.message).is_empty());
        assert_eq!(found.fix.is_some(), mends, "{text}");
        if let Some(fix) = &found.fix {
            assert_eq!(parse_script(&fix.apply(text)).1, [], "{}", fix.apply(text));
        }
    }
}

#[test]
fn in_a_worksheet_too_a_finding_stands_on_its_line_and_its_mend_leaves_a_call() {
    for (line, key, place) in [("server: }", "loop-not-open", (3, 9)), ("client:", "call-empty", (3, 8))] {
        let source = Source::new("own.md", format!("```\nclient: close(s)\n{line}\n```\n"));
        let (_, findings) = parse_worksheet(&source);
        let [finding] = &findings[..] else { panic!("{line}: {findings:?}") };
        let found = source.place(finding.span.start);
        assert_eq!((finding.message.key, (found.line, found.column)), (key, place));
        assert_eq!(finding.fix, None);
    }
}

fn outcomes(text: &str, reading: Reading) -> Vec<Outcome> {
    stream::list(&read(text), reading, 1000)
}

fn to_the_end(bytes: usize) -> String {
    format!("client: send(s, {bytes} bytes)\nclient: close(s)\nserver: until eof {{ recv(s, b, 1024, 0) }}")
}

#[test]
fn n_bytes_can_be_cut_in_two_to_the_n_less_one_ways() {
    for reading in BOTH {
        for bytes in 1..=9usize {
            let ways = 1usize << (bytes - 1);
            assert_eq!(outcomes(&to_the_end(bytes), reading).len(), ways);
        }
        for bytes in (1..=20).chain([200]) {
            let ways = num_bigint::BigUint::from(1u32) << (bytes - 1);
            assert_eq!(stream::count(&read(&to_the_end(bytes)), reading), Count::Exact(ways), "{bytes} bytes");
        }
    }
    assert!(matches!(stream::count(&read(&to_the_end(20_000)), Reading::InOrder), Count::TooMany(_)));
}

/// A worksheet with a loop, and the verdict of each row: the rule, or none.
fn verdicts(script: &str, rows: &[(&str, Option<Rule>)]) {
    let table: String = rows.iter().map(|(row, _)| format!("| {row} | |\n")).collect();
    let text = format!("```\n{script}\n```\n\n| b | possible? |\n|---|---|\n{table}");
    let (sheet, findings) = parse_worksheet(&Source::new("loops.md", text));
    assert_eq!(findings, []);
    assert_eq!(sheet.rows.len(), rows.len());
    for ((row, rule), verdict) in rows.iter().zip(stream::judge_all(&sheet.script, &sheet.rows, Reading::InOrder)) {
        let given = match verdict {
            Verdict::Possible { .. } => None,
            Verdict::Impossible(fault) => Some(fault.rule),
            outside => panic!("{row}: {outside:?}"),
        };
        assert_eq!(given, *rule, "{row}");
    }
}

#[test]
fn rows_about_a_loop_hold_pieces() {
    let script = "client: send(s, \"hello!\", 6, 0)\nclient: send(s, \"bye!\", 4, 0)\nclient: close(s)\n\
        server: until eof { recv(s, b, 1024, 0) }";
    verdicts(
        script,
        &[
            ("hello! + bye! + eof", None),
            ("hello!bye! + eof", None),
            ("`h + ello!bye! + eof`", None),
            ("\"hel\" + \"lo!bye!\" + eof", None),
            ("bye! + hello! + eof", Some(Rule::Order)),
            ("hello! + bye!", Some(Rule::Unreached)),
            ("hello! + eof", Some(Rule::EarlyEof)),
            ("hello! + ye! + eof", Some(Rule::Gap)),
            ("hello! + bye! + eof + eof", Some(Rule::Unreached)),
            ("hello! + blocks", Some(Rule::Blocks)),
            ("hello! + bye! + bye! + eof", Some(Rule::Repeat)),
            ("hello! + bye! + x + eof", Some(Rule::Unknown)),
            ("unreached", Some(Rule::Unreached)),
        ],
    );
    let rounds = "repeat 2 {\nclient: send(s, \"a+b\", 3, 0)\nserver: recv(s, b, 9, 0)\n}";
    verdicts(
        rounds,
        &[
            ("\"a+b\" + \"a+b\"", None),
            ("a + \"+ba+b\"", None),
            ("\"a+ba\" + \"+b\"", Some(Rule::NotYetSent)),
            ("\"a+b\"", Some(Rule::Unreached)),
            ("\"a+b\" + blocks", Some(Rule::Blocks)),
        ],
    );
}

#[test]
fn a_fault_names_the_piece_and_the_byte_over_all_pieces() {
    let script = read(&to_the_end(6)); // 012345
    let data = |text: &str| Claim::Data(text.as_bytes().to_vec());
    let claims = vec![Claim::Pieces(vec![data("01"), data("2x"), Claim::Eof])];
    let row = stream::Row { number: 1, span: Default::default(), claims };
    let Verdict::Impossible(fault) = stream::judge(&script, &row, Reading::Concurrent) else { panic!() };
    assert_eq!((fault.rule, fault.recv, fault.piece, fault.byte), (Rule::Unknown, 0, Some(1), Some(3)));
}

#[test]
fn an_echo_is_in_the_model_unless_what_it_sends_is_not_bounded() {
    let echo = "client: send(s, \"ab\", 2, 0)\nclient: shutdown(s, SHUT_WR)\n\
        server: until eof { recv(s, b, 9, 0); send(s, \"xy\", 2, 0) }\nserver: shutdown(s, SHUT_WR)\n\
        client: until eof { recv(s, c, 9, 0) }";
    // One round: 2 ways to cut its answer; two rounds: 8 ways in one go, all of them in the end.
    assert_eq!(stream::count(&read(echo), Reading::InOrder), Count::Exact(10u32.into()));
    let after = echo.replace("server: shutdown", "server: send(s, \"!\", 1, 0)\nserver: shutdown");
    for reading in BOTH {
        match stream::count(&read(&after), reading) {
            Count::Outside { call: 4, why } => assert_eq!(why.key, "outside-loop-then-sends"),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn calls_and_loops_in_a_list_are_read() {
    let text = "- The client performs `send(s, \"hello!\", 6, 0)`.\n- The client performs `close(s)`.\n\
        - The server performs `until eof { recv(s, b, 1024, 0) }`.\n";
    let (sheet, findings) = parse_worksheet(&Source::new("list.md", text));
    assert_eq!(findings, []);
    assert_eq!((sheet.script.calls.len(), sheet.script.loops.len()), (3, 1));
    let text = "1. `repeat 4 {`\n2. the client: `send(s, \"x\", 1, 0)`\n3. the server: `recv(s, b, 9, 0)`\n4. `}`\n";
    let (sheet, findings) = parse_worksheet(&Source::new("list.md", text));
    assert_eq!(findings, []);
    assert_eq!(sheet.script.loops[0].kind, LoopKind::Repeat(4));
}

#[test]
fn a_typed_line_and_pasted_lines_may_be_loops_and_completion_offers_one() {
    let typed = parse_typed("until eof { recv(s, b, 1024, 0) }", Side::Server).unwrap();
    assert_eq!((typed.calls.len(), typed.loops.len()), (1, 1));
    assert!(
        complete("unt", Side::Server, &Script::default(), Spelling::C).iter().any(|line| parse_typed(
            line,
            Side::Server
        )
        .is_ok())
    );
    let lines = ["repeat 2 {", "client: send(s, \"x\", 1, 0)", "server: recv(s, b, 9, 0)", "}"];
    assert_eq!(parse_lines(&lines, Side::Client).unwrap().loops[0].calls, 0..2);
    assert!(parse_lines(&lines[..3], Side::Client).is_err());
    let mut script = read("client: send(s, \"x\", 1, 0)\nserver: until eof { recv(s, b, 9, 0); send(s, \"k\", 1, 0) }");
    assert!(script.clone().insert(2, typed.clone()).is_err(), "a loop in a loop");
    assert!(script.clone().insert(2, read("client: close(s)")).is_err(), "until eof of both sides");
    assert!(script.clone().replace(1, read("server: recv(s, b, 9, MSG_PEEK)")).is_err(), "for ever");
    script.insert(0, typed).unwrap();
    assert_eq!(script.loops.iter().map(|each| each.calls.clone()).collect::<Vec<_>>(), [0..1, 2..4]);
    script.remove(2);
    assert_eq!(script.loops.len(), 1, "without its recv it is no loop any more");
}

fn soup() -> impl Strategy<Value = String> {
    let known = [
        "repeat 3 {",
        "repeat",
        " 3",
        "until eof {",
        "until",
        " eof",
        "{",
        "}",
        ";",
        "\n",
        "client: ",
        "server: ",
        "send(s, \"x\", 1, 0)",
        "recv(s, b, 9, 0)",
        "b = s.recv(9)",
        "s.send(b\"}\")",
        "while (1) {",
        "// }",
        "\"",
        "recv(s, b, 9, MSG_PEEK)",
        "close(s)",
        "é",
        "(",
        ")",
        "`",
        "- ",
        "1001",
    ];
    let part = prop_oneof![9 => prop::sample::select(known.to_vec()).prop_map(str::to_owned), 1 => any::<String>()];
    prop::collection::vec(part, 0..14).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_with_loops_is_read_or_refused_within_it(text in soup()) {
        let (script, findings) = parse_script(&text);
        for finding in &findings {
            prop_assert!(text.get(finding.span.range()).is_some(), "{:?}", finding);
            if let Some(fix) = &finding.fix {
                prop_assert!(text.get(fix.span.range()).is_some());
            }
        }
        if let Err(finding) = parse_typed(&text, Side::Server)
            && let Some(fix) = &finding.fix
        {
            prop_assert!(parse_typed(&fix.apply(&text), Side::Server).is_ok(), "{}", fix.apply(&text));
        }
        complete(&text, Side::Client, &script, Spelling::C);
        let (sheet, found) = parse_worksheet(&Source::new("soup.md", text.clone()));
        for finding in &found {
            prop_assert!(text.get(finding.span.range()).is_some());
        }
        prop_assert!(sheet.script.check_loops().is_ok());
        // What is understood reads back.
        let (mut back, none) = parse_script(&script.to_string());
        prop_assert_eq!(none, []);
        let mut script = script;
        for script in [&mut script, &mut back] {
            script.calls.iter_mut().for_each(|line| line.span = None);
            script.loops.iter_mut().for_each(|each| each.span = None);
        }
        prop_assert_eq!(back, script);
    }

    #[test]
    fn pieces_read_back(pieces in prop::collection::vec("[a-e+ |\"`*]{1,4}|eof|blocks", 1..4)) {
        let cell: Vec<String> = pieces.iter().map(|text| piece(&chunkscope::text::escape::to_c(text.as_bytes()))).collect();
        let cell = cell.join(" + ").replace('|', "\\|");
        let text = format!("- server: `until eof {{ recv(s, b, 9, 0) }}`\n\n| b | possible? |\n|---|---|\n| {cell} | |\n");
        let (sheet, findings) = parse_worksheet(&Source::new("row.md", text));
        prop_assert_eq!(findings, []);
        let want: Vec<Claim> = pieces.iter().map(|text| Claim::Data(text.as_bytes().to_vec())).collect();
        prop_assert_eq!(&sheet.rows[0].claims[0], &Claim::Pieces(want), "{}", cell);
    }
}
