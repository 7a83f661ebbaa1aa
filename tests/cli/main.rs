//! The commands as scripts use them: what they print, where, and the exit status.

mod knobs;
mod refused;
mod short;

use std::io::Write;

use assert_cmd::Command;
use predicates::prelude::*;
use predicates::str::contains;
use rstest::rstest;
use serde_json::{Value, json};

const LESSON: &str = "lessons/01-bytes-not-messages.md";

fn chunkscope(args: &[&str]) -> Command {
    let mut command = Command::cargo_bin("chunkscope").unwrap();
    command.args(args).current_dir(env!("CARGO_MANIFEST_DIR")).env_remove("NO_COLOR");
    command
}

fn json_of(args: &[&str]) -> Value {
    let output = chunkscope(args).assert().success().get_output().stdout.clone();
    serde_json::from_slice(&output).expect("one JSON value")
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().expect("an object").keys().map(String::as_str).collect()
}

/// The syllabus's answers: the rule and the place for an impossible row.
const ANSWERS: [Option<(&str, u64, Option<u64>)>; 16] = [
    None,
    Some(("order", 0, Some(0))),
    Some(("empty", 0, None)),
    Some(("empty", 1, None)),
    None,
    None,
    None,
    Some(("gap", 1, Some(0))),
    Some(("gap", 1, Some(0))),
    None,
    Some(("gap", 0, Some(1))),
    Some(("gap", 1, Some(2))),
    None,
    Some(("gap", 0, Some(2))),
    Some(("gap", 0, Some(2))),
    Some(("blocks", 1, None)),
];

#[rstest]
#[case(LESSON)]
#[case("tests/worksheets/lecturer.md")]
fn judge_gives_the_answers_of_the_syllabus(#[case] file: &str) {
    let report = json_of(&["judge", file, "--format", "json"]);
    assert_eq!(report["reading"], "in-order");
    assert_eq!(report["assumptions"].as_array().unwrap().len(), 3);
    let rows = report["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 16);
    for (index, (row, answer)) in rows.iter().zip(ANSWERS).enumerate() {
        assert_eq!(row["row"], index as u64 + 1);
        assert_eq!(row["cells"].as_array().unwrap().len(), 2);
        match answer {
            None => {
                assert_eq!(row["verdict"], "possible", "{row}");
                assert!(!row["witness"].as_array().unwrap().is_empty());
            }
            Some((rule, cell, byte)) => {
                assert_eq!(row["verdict"], "impossible", "{row}");
                assert_eq!(
                    (&row["rule"], &row["cell"], &row["byte"]),
                    (&json!(rule), &json!(cell), &json!(byte)),
                    "{row}"
                );
                assert!(row["why"].as_str().unwrap().ends_with('.'));
            }
        }
    }
}

#[test]
fn the_json_of_judge_has_stable_keys_in_their_order() {
    let output = chunkscope(&["judge", LESSON, "--format", "json"]).assert().success().get_output().stdout.clone();
    let text = String::from_utf8(output).unwrap();
    assert!(text.starts_with(r#"{"reading":"in-order","assumptions":["#), "{text}");
    assert!(text.contains(r#""cells":[{"data":"hello!"},{"data":"bye!"}],"verdict":"possible","witness":[{"issue":1},{"issue":2},{"deliver":6,"to":"server"},{"issue":3},{"deliver":4,"to":"server"},{"issue":4}]}"#), "{text}");
    assert!(text.contains(r#""cells":[{"data":"bye!"},{"data":"hello!"}],"verdict":"impossible","rule":"order","cell":0,"byte":0,"why":""#), "{text}");
    assert!(text.contains(r#"[{"data":"hello!bye!"},"blocks"]"#), "{text}");
    assert_eq!(text.lines().count(), 1);
}

#[test]
fn outcomes_counts_46() {
    let report = json_of(&["outcomes", LESSON, "--format", "json"]);
    assert_eq!(report["count"], "46");
    assert_eq!(report["listed"], 46);
    assert_eq!(report["outcomes"][0], json!([{"data": "h"}, {"data": "e"}]));
    assert_eq!(report["outcomes"][45], json!([{"data": "hello!bye!"}, "blocks"]));
    let few = json_of(&["outcomes", LESSON, "--format", "json", "--limit", "3"]);
    assert_eq!((&few["count"], &few["listed"]), (&json!("46"), &json!(3)));
    chunkscope(&["outcomes", LESSON]).assert().success().stdout(contains("46 outcomes are possible."));
}

#[test]
fn outcomes_beyond_the_bound_have_no_count_and_say_why() {
    let mut sheet = String::from("```\nclient: send(sock, 3000000 bytes)\n");
    sheet.push_str(&"server: recv(sock, buf, 3000000, 0)\n".repeat(20));
    sheet.push_str("```\n");
    let output =
        chunkscope(&["outcomes", "-", "--format", "json", "--limit", "1"]).write_stdin(sheet).assert().success();
    let report: Value = serde_json::from_slice(&output.get_output().stdout).unwrap();
    assert_eq!(report["count"], Value::Null);
    assert!(report["why"].as_str().unwrap().contains("states"));
}

#[test]
fn run_through_the_relay_gives_the_pieces_asked_for() {
    let report = json_of(&["run", LESSON, "--via", "pieces=1,9", "--format", "json"]);
    assert_eq!(report["outcomes"], json!([{"cells": [{"data": "h"}, {"data": "ello!bye!"}], "count": 1}]));
    chunkscope(&["run", LESSON, "--via", "pieces=1,9"])
        .assert()
        .success()
        .stdout(contains("= 1").and(contains("\"h\"")).and(contains("\"ello!bye!\"")));
}

#[test]
fn a_run_shows_what_the_network_delivers_in_its_place() {
    let output = chunkscope(&["run", LESSON, "--via", "pieces=1,9"]).assert().success().get_output().stdout.clone();
    let text = String::from_utf8(output).unwrap();
    let lines: Vec<_> = text.lines().collect();
    let at = |part: &str| lines.iter().position(|line| line.contains(part)).unwrap_or_else(|| panic!("{part}: {text}"));
    assert_eq!(at("network delivers 1 to the server") + 1, at("\"h\""));
    assert_eq!(at("network delivers 9 to the server") + 1, at("\"ello!bye!\""));
}

#[rstest]
#[case("sends-first", "in-order")]
#[case("server-first", "concurrent")]
#[case("free", "concurrent")]
fn many_runs_give_a_histogram_and_nothing_wrong(#[case] start: &str, #[case] reading: &str) {
    let report = json_of(&["run", LESSON, "--times", "200", "--start", start, "--format", "json"]);
    let expected = ["via", "start", "reading", "times", "outcomes", "wrong", "impossible", "failed"];
    let mut sorted = expected;
    sorted.sort_unstable();
    let mut found = keys(&report);
    found.sort_unstable();
    assert_eq!(found, sorted);
    assert_eq!(
        (&report["via"], &report["start"], &report["reading"]),
        (&json!("direct"), &json!(start), &json!(reading))
    );
    let counts: Vec<u64> =
        report["outcomes"].as_array().unwrap().iter().map(|o| o["count"].as_u64().unwrap()).collect();
    assert_eq!(counts.iter().sum::<u64>(), 200);
    assert!(counts.is_sorted_by(|a, b| a >= b), "most frequent first");
    assert_eq!((&report["wrong"], &report["impossible"], &report["failed"]), (&json!(0), &json!(0), &json!(0)));
    chunkscope(&["run", LESSON, "--times", "50", "--start", start]).assert().success().stdout(contains("50 runs"));
}

#[test]
fn many_runs_are_a_table_for_other_programs() {
    let args = ["run", LESSON, "--times", "30", "--start", "free", "--gap", "10us", "--seed", "7", "--format", "csv"];
    let output = chunkscope(&args).assert().success().get_output().stdout.clone();
    let text = String::from_utf8(output).unwrap();
    let mut lines = text.lines();
    let heading: Vec<&str> = lines.next().unwrap().split(',').collect();
    assert_eq!(heading.iter().rev().take(2).copied().collect::<Vec<_>>(), ["buf2", "buf1"]);
    let column = |name: &str| heading.iter().position(|column| *column == name).expect(name);
    let mut counted = 0;
    for line in lines {
        // No field of this script has a comma.
        let fields: Vec<&str> = line.split(',').collect();
        assert_eq!(fields.len(), heading.len(), "{line}");
        assert_eq!(
            (fields[column("start")], fields[column("gap_asked")], fields[column("seed")]),
            ("free", "10us", "7")
        );
        assert!(fields[column("gap_longest_us")].parse::<f64>().unwrap() >= 10.0, "{line}");
        assert!(fields[column("buf1")].starts_with("\"\"\""), "bytes are quoted: {line}");
        counted += fields[column("count")].parse::<u64>().unwrap();
    }
    assert_eq!(counted, 30);
}

#[test]
fn every_possible_row_of_lesson_1_happens() {
    let report = json_of(&["witness", LESSON, "--format", "json"]);
    let rows = report["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 16);
    for (row, answer) in rows.iter().zip(ANSWERS) {
        match answer {
            None => {
                assert_eq!((&row["verdict"], &row["witnessed"]), (&json!("possible"), &json!(true)), "{row}");
                assert_eq!(row["cells"].as_array().unwrap().len(), 2);
            }
            Some((rule, ..)) => {
                assert_eq!((&row["verdict"], &row["witnessed"]), (&json!("impossible"), &Value::Null), "{row}");
                assert_eq!(row["rule"], rule);
                assert!(row["why"].as_str().unwrap().ends_with('.'));
            }
        }
    }
    // The keys and their order, as the design gives them.
    // An impossible row comes as near as the rules allow: the byte after "ll" is "o".
    let near = json_of(&["witness", LESSON, "--row", "12", "--format", "json"]);
    let attempt = &near["rows"][0]["attempt"];
    assert_eq!(attempt["cells"], json!([{"data": "he"}, {"data": "llo"}]), "{near}");
    assert_eq!(attempt["steps"][2], json!({"deliver": 2, "to": "server"}), "{near}");
    let first = chunkscope(&["witness", LESSON, "--row", "10", "--format", "json"]).assert().success();
    let expected = "{\"rows\":[{\"row\":10,\"verdict\":\"possible\",\"witnessed\":true,\
                    \"cells\":[{\"data\":\"he\"},{\"data\":\"llo!bye!\"}]}]}\n";
    first.stdout(expected);
    let row = contains("waits").and(contains("hello!bye!")).and(contains("1 of 1"));
    chunkscope(&["witness", LESSON, "--row", "5"]).assert().success().stdout(row);
    chunkscope(&["witness", LESSON, "--row", "2"]).assert().success().stdout(contains("none could happen"));
    chunkscope(&["witness", LESSON, "--row", "17"]).assert().code(2).stdout("").stderr(contains("1 to 16"));
}

#[rstest]
// Both directions, the end of the stream, flags, a size left open.
#[case("in-order", "client: send(s, \"ab\", 2, 0)\nserver: recv(s, q, rand(1, 2), 0)\nserver: send(s, \"xyz\", 3, 0)\nclient: recv(s, a, 9, MSG_PEEK)\nclient: recv(s, b, 3, MSG_WAITALL)\nclient: shutdown(s, SHUT_WR)\nserver: recv(s, r, 9, 0)\nserver: recv(s, t, 9, 0)", "| q | a | b | r | t |\n|---|---|---|---|---|\n| a | xy | xyz | b | eof |\n| ab | x | xyz | eof | eof |\n| ab | xyz | xyz | eof | eof |", &[true, true, true])]
// Only where each side goes for itself can the first recv come before the second send.
#[case("concurrent", "client: send(s, \"ab\", 2, 0)\nclient: send(s, \"c\", 1, 0)\nserver: recv(s, p, 9, MSG_DONTWAIT)\nserver: recv(s, q, 9, 0)", "| p | q |\n|---|---|\n| eagain | ab |\n| abc | recv blocks |\n| a | bc |", &[true, true, true])]
#[case("in-order", "client: send(s, \"ab\", 2, 0)\nserver: recv(s, p, 9, 0)\nserver: close(s)\nclient: recv(s, r, 9, 0)", "| p | r |\n|---|---|\n| ab | eof |\n| ba | |", &[true, false])]
fn witnesses_of_every_kind_of_script(
    #[case] reading: &str,
    #[case] calls: &str,
    #[case] table: &str,
    #[case] possible: &[bool],
) {
    let sheet = format!("```\n{calls}\n```\n\n{table}\n");
    let args = ["witness", "-", "--reading", reading, "--format", "json"];
    let output = chunkscope(&args).write_stdin(sheet).assert().success();
    let report: Value = serde_json::from_slice(&output.get_output().stdout).unwrap();
    let rows = report["rows"].as_array().unwrap();
    assert_eq!(rows.len(), possible.len(), "{report}");
    for (row, possible) in rows.iter().zip(possible) {
        assert_eq!(row["witnessed"], if *possible { json!(true) } else { Value::Null }, "{row}");
    }
}

#[test]
fn a_row_that_the_buffers_do_not_let_happen_is_not_claimed() {
    // 16 MB looked at at once: the model allows it, no receive buffer does.
    let calls = "client: send(s, 16000000 bytes)\nserver: recv(s, p, 16000000, MSG_PEEK | MSG_WAITALL)\nserver: recv(s, q, 1, 0)";
    let sheet = format!("```\n{calls}\n```\n\n| q |\n|---|\n| 0 |\n");
    let output = chunkscope(&["witness", "-", "--format", "json"]).write_stdin(sheet).assert().code(1);
    let report: Value = serde_json::from_slice(&output.get_output().stdout).unwrap();
    assert_eq!((&report["rows"][0]["verdict"], &report["rows"][0]["witnessed"]), (&json!("possible"), &Value::Null));
    assert!(report["rows"][0]["why"].as_str().unwrap().contains("buffer"), "{report}");
}

#[test]
fn a_trace_tells_each_call_with_what_it_returned() {
    let args = ["run", LESSON, "--via", "pieces=2,8", "--start", "server-first", "--trace"];
    let report = json_of(&[&args[..], &["--format", "json"]].concat());
    let trace = report["trace"].as_array().unwrap();
    let of = |key: &str| trace.iter().filter(|line| !line[key].is_null()).count();
    assert_eq!((of("does"), of("deliver")), (4, 2), "{report}");
    assert_eq!(of("returned"), 4, "{report}");
    assert!(trace.is_sorted_by_key(|line| line["at"].as_f64().unwrap()) || of("resumed") > 0);
    // The server waits before anything is sent, and is told so in two lines.
    assert_eq!((&trace[1]["call"], &trace[1]["who"]), (&json!(3), &json!("server")));
    // First of all the two connections stand, the relay's own addresses among the four.
    assert!(trace[0]["client"].is_string() && trace[0]["relay"][1].is_string(), "{report}");
    let back = trace.iter().find(|line| line["resumed"] == "recv").expect("it returned later");
    assert_eq!((&back["call"], &back["returned"], &back["data"]), (&json!(3), &json!(2), &json!("he")));
    let text = contains("recv returns").and(contains("= 2  \"he\"")).and(contains("network  delivers 8 to the server"));
    chunkscope(&args).assert().success().stdout(text);
    // A failed call has its errno.
    let sheet = "```\nclient: shutdown(s, SHUT_WR)\nclient: send(s, \"a\", 1, 0)\n```\n";
    let output = chunkscope(&["run", "-", "--trace", "--format", "json"]).write_stdin(sheet).assert().success();
    let report: Value = serde_json::from_slice(&output.get_output().stdout).unwrap();
    assert_eq!((&report["trace"][2]["returned"], &report["trace"][2]["errno"]), (&json!(-1), &json!("EPIPE")));
    chunkscope(&["run", LESSON, "--trace", "--times", "2"]).assert().code(2);
}

#[test]
fn the_same_seed_gives_the_same_pieces() {
    let run = |seed: &str| json_of(&["run", LESSON, "--via", "random", "--seed", seed, "--format", "json"]);
    assert_eq!(run("7"), run("7"));
    let different: std::collections::HashSet<String> =
        (0..20).map(|seed| run(&seed.to_string())["outcomes"].to_string()).collect();
    assert!(different.len() > 3, "{different:?}");
}

#[test]
fn standard_input_is_a_worksheet_too() {
    let sheet = "```\nclient: send(sock, \"ab\", 2, 0)\nserver: recv(sock, buf, 9, 0)\n```\n";
    chunkscope(&["outcomes", "-"]).write_stdin(sheet).assert().success().stdout(contains("2 outcomes are possible."));
}

#[test]
fn one_outcome_is_one() {
    let sheet = "- client: `send(sock, \"a\", 1, 0)`\n- server: `recv(sock, buf, 9, 0)`\n";
    chunkscope(&["outcomes", "-"]).write_stdin(sheet).assert().success().stdout(contains("1 outcome is possible."));
}

#[test]
fn help_and_version_name_the_program() {
    chunkscope(&["--version"]).assert().success().stdout(contains("chunkscope"));
    chunkscope(&["--help"]).assert().success().stdout(contains("judge").and(contains("outcomes")).and(contains("run")));
}

#[test]
fn a_closed_pipe_is_no_error() {
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin("chunkscope"))
        .args(["outcomes", LESSON])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{output:?}");
    assert!(output.stderr.is_empty(), "{output:?}");
}

const LOOP: &str = "client: send(s, \"ab\", 2, 0)\nclient: close(s)\nserver: until eof { recv(s, buf, 1024, 0) }\n";

fn with_input(args: &[&str], input: &str) -> Value {
    let output = chunkscope(args).write_stdin(input).assert().success().get_output().stdout.clone();
    serde_json::from_slice(&output).expect("one JSON value")
}

#[test]
fn the_recvs_of_a_loop_are_one_cell_of_pieces() {
    let script = format!("```\n{LOOP}```\n");
    let pieces = |parts: &[&str]| {
        let data = parts.iter().map(|part| json!({ "data": part }));
        json!([{ "pieces": data.chain([json!("eof")]).collect::<Vec<_>>() }])
    };
    let report = with_input(&["outcomes", "-", "--format", "json"], &script);
    assert_eq!(report["count"], "2");
    assert_eq!(report["outcomes"], json!([pieces(&["a", "b"]), pieces(&["ab"])]));
    let report = with_input(&["run", "-", "--via", "drip", "--format", "json"], &script);
    assert_eq!(report["outcomes"], json!([{ "cells": pieces(&["a", "b"]), "count": 1 }]));
    let table = format!("{script}\n| buf | possible? |\n|---|---|\n| a + b + eof | |\n| a + x + eof | |\n");
    let report = with_input(&["judge", "-", "--format", "json"], &table);
    assert_eq!(report["rows"][0]["verdict"], "possible");
    assert_eq!(report["rows"][0]["cells"], pieces(&["a", "b"]));
    assert_eq!(
        (&report["rows"][1]["rule"], &report["rows"][1]["cell"], &report["rows"][1]["byte"]),
        (&json!("unknown"), &json!(0), &json!(1))
    );
    chunkscope(&["judge", "-"]).write_stdin(table).assert().success().stdout(contains("a + b + eof"));
    chunkscope(&["run", "-", "--via", "drip"])
        .write_stdin(script)
        .assert()
        .success()
        .stdout(contains("3 round 1  server  recv(s, buf, 1024, 0)  = 1  \"a\""))
        .stdout(contains("3 round 3  server  recv(s, buf, 1024, 0)  = 0"));
}
