//! Findings as a terminal shows them.

use chunkscope::call::parse_call;
use chunkscope::doc::parse_worksheet;
use chunkscope::text::{Source, Texts, render, sentence};

fn shown(text: &str) -> String {
    let source = Source::new("week3.md", text);
    let (_, findings) = parse_worksheet(&source);
    render(&findings, &source, &Texts::english(), false)
}

#[test]
fn the_first_line_has_name_line_and_column() {
    let text =
        "# Привет\n\n- Клиент (client): `sned(sock, \"привет!\", 13, 0)`\n- server: `recv(sock, buf1, 1024, 0)`\n";
    let picture = shown(text);
    assert!(picture.lines().next().unwrap().starts_with("week3.md:3:21: error: "), "{picture}");
    insta::assert_snapshot!("cyrillic", picture);
}

#[test]
fn the_caret_stands_under_wide_signs() {
    insta::assert_snapshot!("wide", shown("- client `send(sock, \"日本\", 9, 0)`\n"));
}

#[test]
fn a_long_line_is_shown_in_part() {
    let text = format!("- client {} `send(sock, \"hi\", 9, 0)` {}\n", "word ".repeat(100), "more ".repeat(100));
    insta::assert_snapshot!("long", shown(&text));
}

#[test]
fn a_missing_side_and_a_stray_column_are_shown_with_what_to_do() {
    let text = "1. `recv(sock, buf1, 10, 0)`\n2. server `recv(sock, buf1, 10, 0)`\n\nbuf1 | remark | possible?\n---|---\nx | y | maybe\n";
    insta::assert_snapshot!("several", shown(text));
}

#[test]
fn one_sentence_names_the_column_and_what_to_try() {
    let say = |text: &str| sentence(&parse_call(text).unwrap_err(), text, &Texts::english());
    assert_eq!(
        say("send(sock, \"hello!\", 8, 0)"),
        "Column 22: 8 reads past the literal; \"hello!\" is 6 bytes, 7 with its NUL. Try 6."
    );
    assert_eq!(
        say("send(sock, \"hello!\", 6"),
        "Column 23: A closing parenthesis is missing here. Try: send(sock, \"hello!\", 6, 0)"
    );
}

#[test]
fn colour_is_written_only_when_asked_for_and_a_flood_is_cut() {
    let text = "- client `sned(s)`\n\tserver é\u{1b}[31m `x(1)`\r\n".repeat(60);
    let source = Source::new("w.md", text.as_str());
    let (_, findings) = parse_worksheet(&source);
    let texts = Texts::english();
    let plain = render(&findings, &source, &texts, false);
    assert!(!plain.contains('\u{1b}'), "an escape of the file reaches the terminal");
    assert!(render(&findings, &source, &texts, true).contains('\u{1b}'));
    assert!(plain.ends_with("70 more findings are not shown.\n"), "{}", &plain[plain.len() - 200..]);
}
