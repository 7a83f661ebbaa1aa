//! Worksheets as lecturers write them.

use chunkscope::call::Side;
use chunkscope::doc::{LoadError, MAX_WORKSHEET, Worksheet, load, load_from, parse_worksheet};
use chunkscope::stream::Claim;
use chunkscope::text::{Diagnostic, Severity, Source, Texts};
use rstest::rstest;

fn read(text: &str) -> (Worksheet, Vec<String>) {
    let source = Source::new("w.md", text);
    let (sheet, findings) = parse_worksheet(&source);
    let texts = Texts::english();
    let said = |finding: &Diagnostic| {
        let kind = if finding.severity == Severity::Error { "error" } else { "warning" };
        format!("{} {kind}: {}", source.locate(finding.span.start), texts.say(&finding.message))
    };
    (sheet, findings.iter().map(said).collect())
}

/// A worksheet in which nothing is to be found fault with.
fn clean(text: &str) -> Worksheet {
    let (sheet, findings) = read(text);
    assert_eq!(findings, Vec::<String>::new());
    sheet
}

fn data(text: &str) -> Claim {
    Claim::Data(text.into())
}

fn claims(sheet: &Worksheet) -> Vec<Vec<Claim>> {
    sheet.rows.iter().map(|row| row.claims.clone()).collect()
}

/// The sixteen rows of lesson 1, in the order of the syllabus.
fn sixteen() -> Vec<Vec<Claim>> {
    let all = "hello!bye!";
    let mut rows: Vec<Vec<Claim>> = [
        ("hello!", "bye!"),
        ("bye!", "hello!"),
        ("", all),
        (all, ""),
        (all, "#"),
        ("h", "ello!bye!"),
        ("hello!bye", "!"),
        ("h", "b"),
        ("he", "bye!"),
        ("he", "llo!bye!"),
        ("hb", "ye!"),
        ("he", "llb"),
        ("he", "ll"),
        ("heby", "e"),
        ("heby", "!"),
        ("hello!", "#"),
    ]
    .map(|(first, second)| vec![data(first), data(second)])
    .into();
    rows[4][1] = Claim::Blocks;
    rows[15][1] = Claim::Blocks;
    rows
}

#[test]
fn lesson_one_is_the_syllabus() {
    let sheet = clean(include_str!("../lessons/01-bytes-not-messages.md"));
    assert_eq!(sheet.title.as_deref(), Some("Bytes, not messages"));
    assert_eq!(
        sheet.script.to_string(),
        "client: send(sock, \"hello!\", 6, 0)\nclient: send(sock, \"bye!\", 4, 0)\n\
         server: recv(sock, buf1, 1024, 0)\nserver: recv(sock, buf2, 1024, 0)\n"
    );
    assert_eq!(claims(&sheet), sixteen());
    assert_eq!(sheet.rows.iter().map(|row| row.number).collect::<Vec<_>>(), (1..=16).collect::<Vec<_>>());
    assert_eq!(sheet.first, [1, 5, 6, 4, 8]);
    assert!(sheet.answers.is_empty());
}

#[test]
fn a_lecturers_copy_with_a_broken_delimiter_row_is_read_whole() {
    let sheet = clean(include_str!("worksheets/lecturer.md"));
    assert_eq!(claims(&sheet), sixteen());
    assert_eq!(
        sheet.columns.iter().map(|column| (column.heading.as_str(), column.recv)).collect::<Vec<_>>(),
        [("buf1", 0), ("buf2", 1)]
    );
    assert_eq!(sheet.rows[0].number, 1);
    assert_eq!(
        sheet.script.calls.iter().map(|call| call.side).collect::<Vec<_>>(),
        [Side::Client, Side::Client, Side::Server, Side::Server]
    );
}

#[test]
fn a_fence_in_python_and_a_table_without_outer_pipes_whose_columns_are_swapped() {
    let sheet = clean(include_str!("worksheets/python.md"));
    assert_eq!(sheet.title.as_deref(), Some("Sender and receiver"));
    assert_eq!(
        sheet.script.recvs().map(|(_, recv)| recv.buffer.clone().unwrap()).collect::<Vec<_>>(),
        ["head", "rest"]
    );
    assert_eq!(
        sheet.columns.iter().map(|column| (column.heading.as_str(), column.recv)).collect::<Vec<_>>(),
        [("rest", 1), ("head", 0)]
    );
    let rows = [
        vec![data("GET"), data(" /\r\n")],
        vec![data("GET"), Claim::Eagain],
        vec![data(""), Claim::Eof],
        vec![Claim::Blocks, Claim::Unreached],
    ];
    assert_eq!(claims(&sheet), rows);
    let answers: Vec<_> = sheet.answers.iter().map(|answer| answer.map(|(yes, _)| yes)).collect();
    assert_eq!(answers, [Some(true), Some(false), Some(true), Some(false)]);
}

#[test]
fn nested_items_inherit_their_side_and_rows_keep_their_numbers() {
    let sheet = clean(include_str!("worksheets/nested.md"));
    assert_eq!(
        sheet.script.to_string(),
        "client: send(fd, \"ab\" * 3, 6, 0)\nclient: close(fd)\nserver: recv(fd, a, 2, 0)\n\
         server: recv(fd, b, 2, MSG_PEEK | MSG_WAITALL)\nserver: sleep(1)\n"
    );
    assert_eq!(sheet.rows.iter().map(|row| row.number).collect::<Vec<_>>(), [3, 1, 2]);
    assert_eq!(claims(&sheet)[1..], [vec![data(""), data("a|b")], vec![data("ab"), Claim::Eof]]);
}

#[test]
fn a_file_from_windows_with_tabs_and_hard_spaces() {
    let text = include_str!("worksheets/crlf.md");
    let sheet = clean(text);
    assert_eq!(sheet.title.as_deref(), Some("Windows"));
    assert_eq!(claims(&sheet), [[data("é|\n")], [data("é|\n")]]);
    let span = sheet.script.calls[1].span.unwrap();
    assert_eq!(&text[span.range()], "recv(sock, buf, 10, 0)");
    assert!(text[sheet.rows[1].span.range()].starts_with('|'));
}

const CALLS: &str =
    "- client `send(sock, \"hi\", 2, 0)`\n- server `recv(sock, a, 9, 0)`\n- server `recv(sock, b, 9, 0)`\n\n";

/// The claims of a table below the three calls, and what is said about it.
fn table(table: &str) -> (Vec<Vec<Claim>>, Vec<String>) {
    let (sheet, findings) = read(&format!("{CALLS}{table}"));
    (claims(&sheet), findings)
}

#[rstest]
#[case::no_delimiter("| a | b |\n| h | i |\n")]
#[case::one_dash_run("| a | b | possible? |\n|----|\n| h | i | |\n")]
#[case::bare_dashes("| a | b | possible? |\n--------\n| h | i | |\n")]
#[case::equals_signs("a|b\n====\nh|i\n")]
#[case::stray_delimiters("|a|b|\n|---|---|\n|-----|-----|\n|h|i|\n|-----|-----|\n")]
#[case::dashes_of_a_word_processor("| a | b |\n| — | — |\n| h | i |\n")]
#[case::half_the_pipes("| a | b |\n|---|---|\nh | i |\n")]
#[case::answers_empty_without_pipes("a | b | possible?\n---|---|---\nh | i |\n")]
#[case::indented("      | a | b |\n      |---|---|\n      | h | i |\n")]
#[case::quoted("> | a | b |\n> |---|---|\n> | h | i |\n")]
#[case::right_below_a_paragraph("Outcomes:\n| a | b |\n|---|---|\n| h | i |\nThat is all.\n")]
#[case::numbered_without_a_heading("| | a | b |\n|-|-|-|\n| 1 | h | i |\n")]
#[case::other_headings("| first recv | second recv | technically possible? |\n|-|-|-|\n| h | i | ? |\n")]
#[case::headings_in_prose("| contents of `a` | *B* | your answer |\n|-|-|-|\n| h | i | |\n")]
#[case::another_table_before(
    "| call | meaning |\n|---|---|\n| x | y |\n| z | w |\n\n| a | b |\n|---|---|\n| h | i |\n"
)]
#[case::entities("| a | b |\n|---|---|\n| h&nbsp; | i |\n")]
fn however_the_table_is_drawn_its_row_is_found(#[case] text: &str) {
    assert_eq!(table(text), (vec![vec![data("h"), data("i")]], vec![]));
}

#[rstest]
#[case("| a | b |\n|--|--|\n| h |\n", vec![data("h"), data("")], "w.md:7:1 warning: A cell is missing in this row; it is taken as empty, which means that recv returned 0.")]
#[case("| a | b |\n|--|--|\n| h | i | j |\n", vec![data("h"), data("i")], "w.md:7:11 warning: The table has 2 columns; this cell is beyond them and is passed over.")]
#[case("| a | note | b |\n|--|--|--|\n| h | x | i |\n", vec![data("h"), data("i")], "w.md:5:7 warning: The column \"note\" belongs to no recv and is passed over.")]
#[case("| a | buf7 |\n|--|--|\n| h | i |\n", vec![data("h"), data("i")], "w.md:5:7 warning: No recv of the script fills buf7; the column is taken for b, in script order.")]
#[case("| a | b | possible? |\n|--|--|--|\n| h | i | perhaps |\n", vec![data("h"), data("i")], "w.md:7:11 warning: perhaps is no answer; yes or no is expected, or nothing.")]
#[case("| a | b | possible? |\n|--|--|--|\n| h | i | x |\n", vec![data("h"), data("i")], "w.md:7:11 warning: A cross can mean yes or no here; write yes or no.")]
fn what_is_odd_in_a_table_is_said_and_the_rest_is_read(
    #[case] text: &str,
    #[case] row: Vec<Claim>,
    #[case] said: &str,
) {
    assert_eq!(table(text), (vec![row], vec![said.to_owned()]));
}

#[test]
fn a_column_that_is_missing_claims_nothing() {
    assert_eq!(table("| b | possible? |\n|---|---|\n| hi | |\n"), (vec![vec![Claim::Free, data("hi")]], vec![]));
}

#[test]
fn a_buffer_used_twice_has_two_columns() {
    let calls = "- server `recv(s, b, 1, 0)`\n- server `recv(s, b, 1, 0)`\n\n";
    let sheet = clean(&format!("{calls}| b | b |\n|---|---|\n| 1 | 2 |\n"));
    assert_eq!(claims(&sheet), [[data("1"), data("2")]]);
}

#[test]
fn crosses_mean_what_the_other_marks_leave() {
    let answers = |marks: [&str; 2]| {
        let rows = marks.map(|mark| format!("| h | i | {mark} |\n")).concat();
        let sheet = clean(&format!("{CALLS}| a | b | possible? |\n|-|-|-|\n{rows}"));
        sheet.answers.iter().map(|answer| answer.map(|(yes, _)| yes)).collect::<Vec<_>>()
    };
    assert_eq!(answers(["✓", "x"]), [Some(true), Some(false)]);
    assert_eq!(answers(["no", "X"]), [Some(false), Some(true)]);
    assert_eq!(answers(["yes", ""]), [Some(true), None]);
}

#[rstest]
#[case::typo("- client `sned(s, \"a\", 1, 0)`\n", "w.md:1:11 error: sned is no call that can be made here. send is.")]
#[case::length(
    "- The client performs `send(s, \"hello!\", 8, 0)`.\n",
    "w.md:1:42 error: 8 reads past the literal; \"hello!\" is 6 bytes, 7 with its NUL."
)]
#[case::no_side(
    "Some text.\n\n1. `recv(s, b, 1, 0)`\n",
    "w.md:3:5 error: Whose call this is cannot be seen: the item names neither the client nor the server before it."
)]
#[case::object_only(
    "- a reply to the client: `send(s, \"a\", 1, 0)`\n",
    "w.md:1:27 error: Whose call this is cannot be seen: the item names neither the client nor the server before it."
)]
#[case::no_backquotes(
    "- client: send(s, \"a)\", 2, MSG_MORE).\n",
    "w.md:1:11 error: This call stands without backquotes and is not taken; Markdown may change its signs."
)]
#[case::smart_quotes(
    "- client `send(s, “a”, 1, 0)`\n",
    "w.md:1:19 error: “ is a typographic quotation mark; code has plain ones."
)]
#[case::in_a_fence(
    "```c\nclient: send(s, \"a\", 1);\n```\n",
    "w.md:2:23 error: It is send(sock, data, length, flags); missing here: the flags."
)]
#[case::no_side_in_a_fence(
    "```\nclient: close(s)\nrecv(s, b, 1, 0)\n```\n",
    "w.md:3:1 error: A line says who calls: client: or server: before the call."
)]
fn a_faulty_call_is_reported_at_its_place_with_a_fix_that_works(#[case] text: &str, #[case] said: &str) {
    let (_, findings) = read(text);
    assert_eq!(findings, [said]);
    let (_, findings) = parse_worksheet(&Source::new("", text));
    let mended = findings[0].fix.as_ref().expect("a fix").apply(text);
    assert!(!clean(&mended).script.calls.is_empty(), "{mended}");
}

#[rstest]
#[case("- The client sends to the server with `send(s, \"a\", 1, 0)`\n", "client: send(s, \"a\", 1, 0)\n")]
#[case("## Server\n\nIt reads:\n\n- `recv(s, b, 1, 0)`\n", "server: recv(s, b, 1, 0)\n")]
#[case("The receiver calls:\n1) `recv(s, b, 1, 0)`\n", "server: recv(s, b, 1, 0)\n")]
#[case(
    "- client: `close(s)`; the server then does `n = recv(s, b, 1, 0)` and `close(s)`\n",
    "client: close(s)\nserver: n = recv(s, b, 1, 0)\nserver: close(s)\n"
)]
#[case(
    "- `client: close(s)` and ``server: send(s, \"`\", 1, 0)``\n",
    "client: close(s)\nserver: send(s, \"`\", 1, 0)\n"
)]
#[case("- `buf1`, `sock` and `1024` are not calls; client: `close(s)`\n", "client: close(s)\n")]
#[case("> - client `close(s)`\n>\n> ~~~\n> server: close(s)\n> ~~~\n", "client: close(s)\nserver: close(s)\n")]
#[case("- Do it:\n  ```text\n  client: close(s)\n  ```\n", "client: close(s)\n")]
#[case("- [ ] client `send(s, 1)`\n- [x] client `close(s)`\n- client `close(s)`\n", "client: close(s)\n")]
#[case("```sh\n$ run(1)\n```\n\nThe server's `recv(s)` in prose.\n\n- client `close(s)`\n", "client: close(s)\n")]
#[case("    client: close(s)\n    server: close(s)\n", "client: close(s)\nserver: close(s)\n")]
fn calls_are_found_with_their_side(#[case] text: &str, #[case] script: &str) {
    assert_eq!(clean(text).script.to_string(), script);
}

#[test]
fn a_function_that_is_only_mentioned_is_no_call() {
    let (sheet, findings) = read("- The client uses `send()`, see `recv(2)`\n- client `sleep(2)`\n");
    assert_eq!(sheet.script.to_string(), "client: sleep(2)\n");
    assert_eq!(findings.len(), 2);
    assert!(findings.iter().all(|said| said.contains(" warning: ")), "{findings:?}");
}

#[rstest]
#[case("<!-- chunkscope: first = [2, 1] -->", &[2, 1], None)]
#[case("text <!--chunkscope:\nfirst = [1]\n--> text", &[1], None)]
#[case("<!-- a remark -->", &[], None)]
#[case("```\n<!-- chunkscope: first = [2] -->\n```", &[], None)]
#[case("<!-- chunkscope: first = [3] -->", &[3], Some("w.md:10:18 warning: The table has no row 3."))]
#[case("<!-- chunkscope: frist = [1] -->", &[], Some("w.md:10:18 warning: frist is no setting; these are: first, run."))]
#[case("<!-- chunkscope: first = 1 -->", &[], Some("w.md:10:18 error: first is a list of row numbers, for example first = [1, 5, 6]."))]
fn a_comment_says_which_rows_come_first(#[case] comment: &str, #[case] first: &[u32], #[case] said: Option<&str>) {
    let (sheet, findings) = read(&format!("{CALLS}| a | b |\n|-|-|\n| h | i |\n| hi | |\n\n{comment}\n"));
    assert_eq!(sheet.first, first);
    assert_eq!(findings.first().map(String::as_str), said);
}

#[test]
fn settings_that_are_no_toml_are_reported_where_they_stop_making_sense() {
    let (_, findings) = read("- client `close(s)`\n\n<!-- chunkscope: first = [1, -->\n");
    assert_eq!(findings.len(), 1);
    assert!(findings[0].starts_with("w.md:3:"), "{findings:?}");
}

#[test]
fn without_calls_it_is_said_what_a_worksheet_holds() {
    for text in ["", "# Title\n\nOnly prose about `recv`.\n", "| a | b |\n|---|---|\n| 1 | 2 |\n"] {
        let (sheet, findings) = read(text);
        assert!(sheet.script.calls.is_empty());
        assert_eq!(findings.len(), 1);
        assert!(findings[0].starts_with("w.md:1:1 error: No calls were found."), "{findings:?}");
    }
}

#[test]
fn a_text_beyond_the_limit_is_refused_without_being_read() {
    let (sheet, findings) = read(&"| x | y |\n".repeat(200_000));
    assert_eq!(sheet, Worksheet::default());
    assert_eq!(findings.len(), 1);
}

#[test]
fn a_large_text_within_the_limit_is_read() {
    let rows = "| h | i |\n".repeat(100_000);
    let (rows, findings) = table(&format!("| a | b |\n|---|---|\n{rows}"));
    assert_eq!((rows.len(), findings), (100_000, vec![]));
}

#[rstest]
#[case(b"\xff\xfea\0", "UTF-16")]
#[case(b"ab\0c", "byte 2 is zero")]
#[case(b"ab\xc3(", "byte 2 is not part of a character")]
#[case(b" \n", "is empty")]
#[case(b"\xef\xbb\xbf", "is empty")]
fn what_is_no_text_is_refused_with_what_would_work(#[case] bytes: &[u8], #[case] part: &str) {
    let error = load_from("f.md", bytes).unwrap_err();
    let said = Texts::english().say(&error.message());
    assert!(said.starts_with("f.md") && said.contains(part), "{said}");
}

#[test]
fn only_one_byte_beyond_the_limit_is_read() {
    struct Endless(u64);
    impl std::io::Read for Endless {
        fn read(&mut self, buf: &mut [u8]) -> std::io::Result<usize> {
            self.0 += buf.len() as u64;
            assert!(self.0 <= 2 * MAX_WORKSHEET as u64, "it reads on and on");
            buf.fill(b'a');
            Ok(buf.len())
        }
    }
    assert!(matches!(load_from("f", Endless(0)), Err(LoadError::TooLarge { .. })));
}

#[test]
fn files_that_cannot_be_read_say_why() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("none.md");
    assert!(matches!(load(&missing), Err(LoadError::NotFound { .. })));
    assert!(matches!(load(folder.path()), Err(LoadError::Directory { .. })));
    let file = folder.path().join("a.md");
    std::fs::write(&file, "text").unwrap();
    assert_eq!(load(&file).unwrap().text, "text");
}

#[test]
fn a_call_that_stands_only_in_running_text_is_reported() {
    let text = "The client calls `send(sock, \"ping\", 4, 0)`, then `recv(sock, answer, 9, 0)`.\n\n\
                - Server: `recv(sock, request, 9, 0)`\n\nThe server's `recv(sock, request, 9, 0)` may wait.\n";
    let (sheet, findings) = parse_worksheet(&Source::new("a.md", text));
    assert_eq!(sheet.script.calls.len(), 1);
    let places: Vec<usize> = findings.iter().map(|finding| finding.span.start).collect();
    assert_eq!(places, [text.find("send(").unwrap(), text.find("recv(sock, answer").unwrap()]);
    assert!(findings.iter().all(|finding| finding.severity == Severity::Warning));
}
