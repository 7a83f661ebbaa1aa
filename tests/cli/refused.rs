//! What cannot be read or done: what is said, where, and the exit status.

use super::*;

#[test]
fn an_answer_outside_the_model_names_its_line() {
    let sheet = "```\nclient: send(sock, \"ab\", 2, 0)\nserver: recv(sock, buf, 1, 0)\nserver: close(sock)\n```\n\n| buf | possible? |\n|---|---|\n| a | |\n";
    let output = chunkscope(&["judge", "-", "--format", "json"]).write_stdin(sheet).assert().success();
    let report: Value = serde_json::from_slice(&output.get_output().stdout).unwrap();
    assert_eq!(report["rows"][0]["verdict"], "outside");
    assert!(report["rows"][0]["why"].as_str().unwrap().contains("line 4"), "{report}");
    // It can still be run.
    chunkscope(&["run", "-"]).write_stdin(sheet).assert().success();
}

#[test]
fn a_lecturers_wrong_answer_is_reported_with_its_place() {
    let sheet = "- client: `send(sock, \"ab\", 2, 0)`\n- server: `recv(sock, buf, 9, 0)`\n\n| buf | possible? |\n|---|---|\n| b | yes |\n";
    chunkscope(&["judge", "-"])
        .write_stdin(sheet)
        .assert()
        .success()
        .stderr(contains(":6:").and(contains("impossible")));
}

fn temporary(name: &str, bytes: &[u8]) -> tempfile::TempPath {
    let mut file = tempfile::Builder::new().prefix(name).suffix(".md").tempfile().unwrap();
    file.write_all(bytes).unwrap();
    file.into_temp_path()
}

#[rstest]
#[case::unknown_call(b"- client: `sned(sock, \"a\", 1, 0)`\n".as_slice(), ":1:12")]
#[case::too_long(b"- client: `send(sock, \"hello!\", 8, 0)`\n".as_slice(), ":1:33")]
#[case::unterminated(b"- client: `send(sock, \"hello!, 6, 0)`\n".as_slice(), ":1:")]
#[case::empty(b"".as_slice(), "empty")]
#[case::no_calls(b"# Title\n\nNothing here.\n".as_slice(), "call")]
#[case::binary(b"\x7fELF\x00\x01\x02".as_slice(), "byte 4")]
fn bad_files_are_refused(#[case] bytes: &[u8], #[case] said: &str) {
    let path = temporary("bad", bytes);
    for command in ["judge", "outcomes", "run", "witness", "lab"] {
        chunkscope(&[command, path.to_str().unwrap()])
            .assert()
            .code(2)
            .stdout("")
            .stderr(contains(said).and(contains("\x1b").not()));
    }
}

#[test]
fn without_one_of_its_calls_a_script_is_another_one() {
    let sheet = "- client: `send(sock, \"ab\", 2, 0)`\n- client: `sned(sock, \"c\", 1, 0)`\n- server: `recv(sock, buf, 9, 0)`\n";
    for command in ["judge", "outcomes", "run"] {
        let said = contains("<stdin>:2:12").and(contains("send")).and(contains("no answers"));
        chunkscope(&[command, "-"]).write_stdin(sheet).assert().code(2).stdout("").stderr(said);
    }
    // A warning is no error.
    let sheet = "- client: `send(sock, \"ab\", 2, 0)`\n- server: `recv(sock, buf, 9, 0)`, see `recv(2)`\n";
    chunkscope(&["outcomes", "-"]).write_stdin(sheet).assert().success().stderr(contains("warning"));
}

#[test]
fn without_a_row_the_others_have_their_answers() {
    let sheet =
        "- client: `send(sock, \"ab\", 2, 0)`\n- server: `recv(sock, buf, 9, 0)`\n\n| buf |\n|---|\n| a\\q |\n| ab |\n";
    let output = chunkscope(&["judge", "-", "--format", "json"]).write_stdin(sheet).assert().code(2);
    let output = output.stderr(contains("<stdin>:6:"));
    let report: Value = serde_json::from_slice(&output.get_output().stdout).unwrap();
    assert_eq!((&report["rows"][0]["row"], &report["rows"][0]["verdict"]), (&json!(2), &json!("possible")));
}

#[test]
fn nothing_of_a_worksheet_is_obeyed_by_the_terminal() {
    let sheet = "- client: `send(sock, \"ab\", 2, 0)`\n- server: `recv(sock, buf, 9, 0)`\n\n| buf \x1b[31m\u{202e} |\n|---|\n| a |\n";
    let output = chunkscope(&["judge", "-"]).write_stdin(sheet).assert().success();
    let text = String::from_utf8(output.get_output().stdout.clone()).unwrap();
    assert!(!text.contains('\x1b') && !text.contains('\u{202e}') && text.contains("\\x1b"), "{text}");
}

#[test]
fn a_script_has_a_limit_in_bytes() {
    let sheet = format!("```\n{}server: recv(s, b, 9, 0)\n```\n", "client: send(s, 16777216 bytes)\n".repeat(5));
    chunkscope(&["run", "-"])
        .write_stdin(sheet)
        .assert()
        .code(2)
        .stderr(contains("<stdin>:6:").and(contains("64 MiB")));
}

#[test]
fn a_large_file_a_folder_and_a_missing_file_are_refused() {
    let large = temporary("large", &vec![b'x'; 10 << 20]);
    let folder = tempfile::tempdir().unwrap();
    let cases = [
        (large.to_str().unwrap(), "MiB"),
        (folder.path().to_str().unwrap(), "directory"),
        ("no/such/file.md", "no/such/file.md"),
    ];
    for (path, said) in cases {
        for command in ["judge", "outcomes", "run", "lab"] {
            chunkscope(&[command, path]).assert().code(2).stdout("").stderr(contains(said));
        }
    }
}

#[test]
fn bad_usage_exits_2_and_says_what_would_work() {
    for args in [
        &["run", LESSON, "--via", "pieces=0"][..],
        &["run", LESSON, "--via", "nonsense"],
        &["run", LESSON, "--start", "x"],
    ] {
        chunkscope(args)
            .assert()
            .code(2)
            .stdout("")
            .stderr(contains("direct").or(contains("sends-first")).or(contains("pieces=")));
    }
    chunkscope(&["judge"]).assert().code(2);
    chunkscope(&["run", LESSON, "--times", "0"]).assert().code(2);
}

#[test]
fn without_a_terminal_the_screen_says_so_and_exits_2() {
    for args in [&[][..], &["lab"], &["lab", LESSON], &["framing"]] {
        chunkscope(args).assert().code(2).stdout("").stderr(contains("terminal").and(contains("\x1b").not()));
    }
}
