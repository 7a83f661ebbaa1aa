//! What holds for any text: nothing panics, places lie within the text, what is printed reads back, and a fix works.

use std::sync::Arc;
use std::time::Duration;

use chunkscope::call::*;
use chunkscope::doc::{load_from, parse_worksheet};
use chunkscope::script::{Script, ScriptCall, complete, parse_script};
use chunkscope::text::{Diagnostic, Source, Span, Texts, render, sentence};
use proptest::prelude::*;

fn name() -> impl Strategy<Value = String> {
    prop_oneof![Just("sock".to_owned()), Just("buf1".to_owned()), "[a-z_][a-zA-Z0-9_]{2,6}"]
        .prop_filter("a keyword of the notation", |name| !matches!(name.as_str(), "sizeof" | "void"))
}

fn size() -> impl Strategy<Value = Size> {
    let least_and_most = (0..=MAX_RECV, 0..=MAX_RECV).prop_map(|(a, b)| Size::Rand(a.min(b), a.max(b)));
    prop_oneof![(0..=MAX_RECV).prop_map(Size::Fixed), least_and_most]
}

fn send_flags() -> impl Strategy<Value = SendFlags> {
    any::<[bool; 4]>().prop_map(|[dontwait, more, nosignal, oob]| SendFlags { dontwait, more, nosignal, oob })
}

fn recv_flags() -> impl Strategy<Value = RecvFlags> {
    any::<[bool; 4]>().prop_map(|[peek, waitall, dontwait, oob]| RecvFlags { peek, waitall, dontwait, oob })
}

/// Bytes that are awkward to write: quotes, backslashes, NULs, digits behind them, broken UTF-8, layout signs.
fn unit() -> impl Strategy<Value = Vec<u8>> {
    let text =
        prop_oneof![Just("é"), Just("\u{202e}"), Just("\u{1b}"), Just("7f"), Just("\\x"), Just("\""), Just("??/")];
    prop_oneof![
        prop::collection::vec(any::<u8>(), 0..12),
        prop::collection::vec(text, 0..5).prop_map(|parts| parts.concat().into_bytes()),
        prop::collection::vec(prop_oneof![Just(0u8), Just(b'0'), Just(b'a'), Just(1u8)], 0..8),
    ]
}

fn bytes_of(data: &Literal, length: u64) -> Arc<[u8]> {
    match data {
        Literal::Bytes(_) => pattern(length).into(),
        Literal::Text { unit, times } => {
            let mut bytes = unit.repeat(*times as usize);
            bytes.push(0);
            bytes[..length as usize].into()
        }
    }
}

fn send(spelling: Spelling) -> impl Strategy<Value = Op> {
    let text = (unit(), prop_oneof![Just(1u64), 0..5u64]).prop_map(|(unit, times)| Literal::Text { unit, times });
    let data = prop_oneof![3 => text, 1 => (0..2000u64).prop_map(Literal::Bytes)];
    (data, any::<prop::sample::Index>(), send_flags(), any::<bool>()).prop_map(move |(data, length, flags, other)| {
        let total = match &data {
            Literal::Text { unit, times } => unit.len() as u64 * times,
            Literal::Bytes(count) => *count,
        };
        let nul = u64::from(matches!(data, Literal::Text { .. }));
        let c = spelling == Spelling::C;
        let length = if c { length.index((total + nul + 1) as usize) as u64 } else { total };
        let (verb, flags) = match (other, c) {
            (false, _) => (SendVerb::Send, flags),
            (true, true) => (SendVerb::Write, SendFlags::default()),
            (true, false) => (SendVerb::SendAll, flags),
        };
        Op::Send(SendCall { verb, length, bytes: bytes_of(&data, length), data, flags })
    })
}

fn recv(spelling: Spelling) -> impl Strategy<Value = Op> {
    let c = spelling == Spelling::C;
    (name(), any::<bool>(), size(), recv_flags(), any::<bool>()).prop_map(move |(buffer, named, size, flags, read)| {
        let buffer = Some(buffer).filter(|_| c || named);
        match read && c {
            true => Op::Recv(RecvCall { verb: RecvVerb::Read, buffer, size, flags: RecvFlags::default() }),
            false => Op::Recv(RecvCall { verb: RecvVerb::Recv, buffer, size, flags }),
        }
    })
}

fn option() -> impl Strategy<Value = Op> {
    let names = [
        OptionName::SoSndbuf,
        OptionName::SoRcvbuf,
        OptionName::SoRcvlowat,
        OptionName::SoKeepalive,
        OptionName::SoReuseaddr,
        OptionName::TcpNodelay,
        OptionName::TcpCork,
        OptionName::TcpQuickack,
        OptionName::TcpMaxseg,
        OptionName::TcpNotsentLowat,
    ];
    (prop::sample::select(names.to_vec()), any::<i32>()).prop_map(|(name, value)| Op::SetOption(name, i64::from(value)))
}

fn call_in(spelling: Spelling) -> impl Strategy<Value = Call> {
    let op = prop_oneof![
        4 => send(spelling),
        4 => recv(spelling),
        1 => prop_oneof![Just(How::Read), Just(How::Write), Just(How::Both)].prop_map(Op::Shutdown),
        1 => Just(Op::Close),
        1 => (0..=3_600_000_000u64).prop_map(|micros| Op::Sleep(Duration::from_micros(micros))),
        1 => option(),
    ];
    (name(), prop::option::of(name()), op).prop_map(move |(sock, result, op)| {
        let sock = if matches!(op, Op::Sleep(_)) { String::new() } else { sock };
        let names_buffer = spelling == Spelling::Python && matches!(op, Op::Recv(_));
        Call { spelling, sock, result: result.filter(|_| !names_buffer), op }
    })
}

fn any_call() -> impl Strategy<Value = Call> {
    prop_oneof![call_in(Spelling::C), call_in(Spelling::Python)]
}

/// Fragments of worksheets and calls in any order, with whatever else between.
fn soup() -> impl Strategy<Value = String> {
    let known = [
        "send(",
        "recv(",
        "sock",
        "sock.",
        "buf1",
        ", ",
        ")",
        "\"hello!\"",
        "\"",
        "'",
        "b\"",
        "\\x",
        "\\",
        "0",
        "1024",
        "-",
        "*",
        "|",
        "| ",
        "\n",
        "\r\n",
        "- client ",
        "server: ",
        "`",
        "``",
        "```\n",
        "~~~\n",
        "| buf1 | buf2 | possible? |\n",
        "|---|\n",
        "----\n",
        "recv blocks",
        "(empty)",
        "<!-- chunkscope: ",
        "first = [1, 5]",
        " -->",
        "# ",
        "1. ",
        "> ",
        "\t",
        "\u{a0}",
        "“",
        "”",
        "é",
        "日本",
        "\u{feff}",
        "rand(1,8)",
        "sizeof ",
        "strlen(",
        "/*",
        "//",
        "MSG_PEEK",
        "=",
        ";",
        "(",
        "&",
        "100 bytes",
        ".encode(",
        "time.sleep(",
        "0.5",
    ];
    let part = prop_oneof![8 => prop::sample::select(known.to_vec()).prop_map(str::to_owned), 1 => any::<String>()];
    prop::collection::vec(part, 0..24).prop_map(|parts| parts.concat())
}

fn within(span: Span, text: &str) {
    assert!(span.start <= span.end && text.get(span.range()).is_some(), "{span:?} in {text:?}");
}

fn sound(finding: &Diagnostic, text: &str, texts: &Texts) {
    within(finding.span, text);
    if let Some(fix) = &finding.fix {
        within(fix.span, text);
    }
    assert!(!texts.say(&finding.message).is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_printed_reads_back_as_the_same_call(call in any_call()) {
        let text = call.to_string();
        let back = parse_call(&text);
        prop_assert_eq!(back.as_ref(), Ok(&call), "{}", text);
    }

    #[test]
    fn the_other_spelling_means_the_same(call in any_call()) {
        let other = if call.spelling == Spelling::C { Spelling::Python } else { Spelling::C };
        let text = call.to_text(other);
        let back = parse_call(&text).map_err(|error| TestCaseError::fail(format!("{text}: {error:?}")))?;
        prop_assert_eq!(back.spelling, other);
        match (&call.op, &back.op) {
            (Op::Send(one), Op::Send(two)) => {
                prop_assert_eq!(&one.bytes, &two.bytes, "{}", text);
                prop_assert_eq!(one.flags, two.flags);
            }
            (Op::Recv(one), Op::Recv(two)) => prop_assert_eq!((one.size, one.flags), (two.size, two.flags)),
            (one, two) => prop_assert_eq!(one, two),
        }
    }

    #[test]
    fn a_script_reads_back(calls in prop::collection::vec((any::<bool>(), any_call()), 0..6)) {
        let calls = calls.into_iter().map(|(client, call)| {
            ScriptCall { side: if client { Side::Client } else { Side::Server }, call, span: None }
        });
        let script = Script { calls: calls.collect(), loops: Vec::new() };
        let (mut back, findings) = parse_script(&script.to_string());
        prop_assert_eq!(findings, []);
        back.calls.iter_mut().for_each(|call| call.span = None);
        prop_assert_eq!(back, script);
    }

    #[test]
    fn any_text_is_read_or_refused_at_a_place_within_it_and_a_fix_works(text in prop_oneof![soup(), any::<String>()]) {
        let texts = Texts::english();
        if let Err(finding) = parse_call(&text) {
            sound(&finding, &text, &texts);
            sentence(&finding, &text, &texts);
            if let Some(fix) = &finding.fix {
                prop_assert!(parse_call(&fix.apply(&text)).is_ok(), "{}", fix.apply(&text));
            }
        }
        complete(&text, Side::Server, &Script::default(), chunkscope::call::Spelling::Python);
    }

    #[test]
    fn any_worksheet_is_read_or_refused_at_places_within_it(text in prop_oneof![4 => soup(), 1 => any::<String>()]) {
        let texts = Texts::english();
        let source = Source::new("soup.md", text.clone());
        let (sheet, findings) = parse_worksheet(&source);
        for finding in &findings {
            sound(finding, &text, &texts);
        }
        prop_assert!(!sheet.script.calls.is_empty() || !findings.is_empty());
        let recvs = sheet.script.recvs().count();
        for row in &sheet.rows {
            within(row.span, &text);
            prop_assert_eq!(row.claims.len(), recvs);
        }
        for call in &sheet.script.calls {
            let span = call.span.expect("a call of a file has a place");
            within(span, &text);
            let again = parse_call(&text[span.range()]);
            prop_assert_eq!(again.as_ref(), Ok(&call.call));
        }
        prop_assert!(sheet.answers.is_empty() || sheet.answers.len() == sheet.rows.len());
        let shown = render(&findings, &source, &texts, false);
        prop_assert_eq!(shown.is_empty(), findings.is_empty());
    }

    #[test]
    fn any_bytes_are_loaded_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..40)) {
        match load_from("f", &bytes[..]) {
            Ok(source) => prop_assert_eq!(source.text.as_bytes(), &bytes[..]),
            Err(error) => prop_assert!(!Texts::english().say(&error.message()).is_empty()),
        }
    }
}
