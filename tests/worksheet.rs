//! Worksheets as lecturers write them.

use chunkscope::call::Side;
use chunkscope::doc::{Worksheet, parse_worksheet};
use chunkscope::stream::Claim;
use chunkscope::text::{Diagnostic, Severity, Source, Texts};

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
    assert_eq!(claims(&sheet), sixteen()[..15]);
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
