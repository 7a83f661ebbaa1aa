//! What a run asks of the system, on the command line.

use super::*;

/// Which flag, what JSON says was asked.
#[rstest]
#[case(&["--gap", "10us"], json!({"gap": "10us"}))]
#[case(&["--nodelay", "off"], json!({"nodelay": false}))]
#[case(&["--sndbuf", "4096"], json!({"sndbuf": 4096}))]
#[case(&["--rcvbuf", "4096"], json!({"rcvbuf": 4096}))]
#[case(&["--maxseg", "500"], json!({"maxseg": 500}))]
#[case(&["--reuse"], json!({"reuse": true}))]
#[case(&["--fresh-process"], json!({"fresh_process": true}))]
fn knobs_are_asked_for_and_what_was_granted_is_told(#[case] flags: &[&str], #[case] asked: Value) {
    for times in ["1", "12"] {
        let args = [&["run", LESSON, "--times", times, "--format", "json"][..], flags].concat();
        let report = json_of(&args);
        assert_eq!(report["knobs"], asked);
        let granted = &report["granted"];
        assert!(
            ["sndbuf", "rcvbuf", "maxseg"]
                .iter()
                .all(|key| granted[key].as_array().is_some_and(|pair| pair.len() == 2))
        );
        assert_eq!(granted["nodelay"], json!([false, false]));
        assert_eq!(granted.get("gap_ns").is_some(), asked.get("gap").is_some());
        assert_eq!((&report["wrong"], &report["impossible"], &report["failed"]), (&json!(0), &json!(0), &json!(0)));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_placement_is_told() {
    let report = json_of(&["run", LESSON, "--cpus", "one", "--format", "json"]);
    assert_eq!(report["knobs"], json!({"cpus": "one"}));
    assert_eq!(report["granted"]["cpus"][0], report["granted"]["cpus"][1]);
}

#[test]
fn text_says_what_was_asked_and_what_was_granted() {
    let args = ["run", LESSON, "--rcvbuf", "4096", "--gap", "1ms", "--reuse", "--fresh-process"];
    chunkscope(&args).assert().success().stdout(
        contains("SO_RCVBUF: 4096 asked, ")
            .and(contains("gap between sends: 1ms asked, "))
            .and(contains("us measured"))
            .and(contains("process of its own")),
    );
}

#[rstest]
#[case(&["--gap", "10"], "10us")]
#[case(&["--nodelay", "yes"], "on nor off")]
#[case(&["--rcvbuf", "4k"], "number of bytes")]
#[case(&["--cpus", "3"], "one nor two")]
fn a_knob_that_is_not_understood_says_what_would_work(#[case] flags: &[&str], #[case] says: &str) {
    let args = [&["run", LESSON][..], flags].concat();
    chunkscope(&args).assert().code(2).stderr(contains(says));
}

#[test]
fn the_hidden_command_ends_with_its_input_and_refuses_what_is_no_plan() {
    chunkscope(&["run-apart"]).write_stdin("").assert().code(2);
    chunkscope(&["run-apart"]).write_stdin("{\"plan\":\"x\",\"calls\":\"\",\"kernel\":false}\n").assert().code(2);
    chunkscope(&["--help"]).assert().success().stdout(contains("run-apart").not());
}

#[cfg(target_os = "linux")]
#[test]
fn a_refused_segment_size_says_which_would_work() {
    for size in ["1", "70000"] {
        let file = "lessons/01-bytes-not-messages.md";
        chunkscope(&["run", file, "--maxseg", size]).assert().failure().stderr(contains("88 to 32,767"));
    }
}
