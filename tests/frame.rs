//! `chunkscope frame` and `chunkscope break`, as scripts use them.

use assert_cmd::Command;
use predicates::prelude::*;
use predicates::str::contains;
use rstest::rstest;
use serde_json::{Value, json};

fn chunkscope(args: &[&str]) -> Command {
    let mut command = Command::cargo_bin("chunkscope").unwrap();
    command.args(args).current_dir(env!("CARGO_MANIFEST_DIR")).env_remove("NO_COLOR");
    command
}

fn json_of(args: &[&str], status: i32) -> Value {
    let output = chunkscope(args).assert().code(status).get_output().stdout.clone();
    serde_json::from_slice(&output).expect("one JSON value")
}

#[rstest]
#[case(&["--framing", "digits:10", "-m", "Hello"], "0000000005Hello")]
#[case(&["--framing", "crlf", "-m", "a\\x00", "-m", ""], "a\0\r\n\r\n")]
#[case(&["--framing", "u16be", "--hex", "-m", "hi"], "00026869\n")]
#[case(&["--framing", "type+u8", "--type", "77", "--hex", "-m", "hi"], "4d026869\n")]
fn encode_writes_the_bytes(#[case] args: &[&str], #[case] bytes: &str) {
    let args = [&["frame", "encode"], args].concat();
    chunkscope(&args).assert().success().stdout(bytes.to_owned()).stderr("");
}

#[test]
fn what_encode_writes_decode_reads() {
    let message = b"line one\nline two\\\0\xff".to_vec();
    for framing in ["lf+escape", "digits:5", "u32le", "nul+escape", "fixed:40", "close"] {
        let encode = ["frame", "encode", "--framing", framing, "-"];
        let wire = chunkscope(&encode).write_stdin(message.clone()).assert().success().get_output().stdout.clone();
        let decode = ["frame", "decode", "--framing", framing, "--format", "json"];
        let read = chunkscope(&decode).write_stdin(wire.clone()).assert().success().get_output().stdout.clone();
        let read: Value = serde_json::from_slice(&read).unwrap();
        let data = "line one\\nline two\\\\\\x00\\xff";
        let messages = json!([{"data": data, "from": 0, "to": wire.len()}]);
        assert_eq!(read, json!({"framing": framing, "messages": messages, "error": null}));
    }
}

#[test]
fn an_error_names_the_offset_and_what_came_before_is_printed() {
    let args = ["frame", "decode", "--framing", "digits:5"];
    let said = contains("<stdin>:18:").and(contains("3 of 12"));
    chunkscope(&args).write_stdin("00005Hello00012Hel").assert().code(2).stdout("Hello\n").stderr(said);
    let args = ["frame", "decode", "--framing", "digits:5", "--format", "json"];
    let output = chunkscope(&args).write_stdin("0000x").assert().code(2).get_output().stdout.clone();
    let report: Value = serde_json::from_slice(&output).unwrap();
    assert_eq!(report["error"]["error"], "header-not-a-number");
    assert_eq!((&report["error"]["byte"], &report["error"]["message"]), (&json!(4), &json!(1)));
}

#[rstest]
#[case(&["frame", "encode", "--framing", "lf", "-m", "a\\nb"], "byte 1")]
#[case(&["frame", "encode", "--framing", "close", "-m", "a", "-m", "b"], "Message 2")]
#[case(&["frame", "encode", "--framing", "lf", "-m", "a\\q"], "column 2")]
#[case(&["frame", "encode", "--framing", "u64", "-m", "a"], "u32be")]
#[case(&["frame", "decode", "--framing", "lf", "no/such/file"], "no/such/file")]
#[case(&["break", "nonsense"], "digits-10")]
#[case(&["break", "digits-10", "--read-size", "0"], "65536")]
#[case(&["break", "lines-lf", "--messages", "a\\nb"], "refuses")]
fn bad_usage_exits_2_and_says_what_works(#[case] args: &[&str], #[case] said: &str) {
    chunkscope(args).assert().code(2).stdout("").stderr(contains(said));
}

#[test]
fn hex_that_is_none_is_refused_with_its_place() {
    let args = ["frame", "decode", "--framing", "lf", "--hex"];
    chunkscope(&args).write_stdin("68 6x").assert().code(2).stderr(contains("byte 4"));
    chunkscope(&args).write_stdin("68 69\n0a").assert().success().stdout("hi\n");
}

#[test]
fn a_broken_receiver_exits_1_with_its_smallest_case() {
    let report = json_of(&["break", "utf8-per-chunk", "--format", "json"], 1);
    assert_eq!((&report["verdict"], &report["cuts"]), (&json!("broken"), &json!([1])));
    assert_eq!((&report["data"], &report["failure"]), (&json!("\\xc3\\xa9\\n"), &json!("crashed")));
    assert_eq!(report["recvs"][0]["data"], "\\xc3");
    assert_eq!(report["recvs"][0]["lines"].as_array().unwrap().last(), Some(&report["guilty"][0]));
    let text = chunkscope(&["break", "utf8-per-chunk"]).assert().code(1);
    text.stdout(contains("│ c3 ┃ a9 │").and(contains("1 cut")).and(contains("> ")).and(contains("é")));
    let ascii = chunkscope(&["break", "stale-bytes", "--ascii"]).assert().code(1);
    ascii.stdout(contains("| x  | y  # z  #").and(contains("\"xyzy\"")));
}

#[test]
fn a_right_receiver_exits_0_with_the_number_of_chunkings() {
    let report = json_of(&["break", "digits-10", "--format", "json"], 0);
    assert_eq!(report["verdict"], "right");
    // 2^199
    let chunkings = "803469022129495137770981046170581301261101496891396417650688";
    assert_eq!((&report["long"]["bytes"], &report["long"]["chunkings"]), (&json!(200), &json!(chunkings)));
    chunkscope(&["break", "digits-10"]).assert().success().stdout(contains("803,469,022"));
}

#[test]
fn messages_and_the_read_size_can_be_chosen() {
    let report = json_of(&["break", "header-at-once", "--messages", "Hello", "--format", "json"], 1);
    assert_eq!((&report["messages"], &report["cuts"]), (&json!(["Hello"]), &json!([1])));
    // Reads of 5 bytes cut the header without the network's help.
    let report =
        json_of(&["break", "header-at-once", "--messages", "Hello", "--read-size", "5", "--format", "json"], 1);
    assert_eq!((&report["read_size"], &report["cuts"]), (&json!(5), &json!([])));
    let report = json_of(&["break", "digits-10", "--read-size", "1", "--messages", "a", "b", "--format", "json"], 0);
    assert_eq!(report["chunkings"], (2 * (1u64 << 21)).to_string());
}

#[test]
fn every_receiver_is_listed_and_answers() {
    let listed = json_of(&["break", "--list", "--format", "json"], 0);
    for one in listed.as_array().unwrap() {
        let id = one["receiver"].as_str().unwrap();
        let status = if one["group"] == "right" { 0 } else { 1 };
        assert_eq!(json_of(&["break", id, "--format", "json"], status)["receiver"], id);
        chunkscope(&["break", id]).assert().code(status).stderr("");
    }
    chunkscope(&["break"]).assert().success().stdout(contains("utf8-per-chunk"));
}
