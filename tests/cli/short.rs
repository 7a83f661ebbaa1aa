//! `chunkscope short`.

use super::*;

#[cfg(target_os = "linux")]
#[test]
fn short_cuts_a_send_where_it_is_told_to_and_tells_each_call() {
    let report = json_of(&["short", "--cut", "50", "--format", "json"]);
    assert_eq!(
        keys(&report),
        ["by", "capacity", "cut", "exact", "filled", "length", "restart", "sent", "signals", "steps", "whole"]
    );
    assert_eq!(report["sent"], json!([0, 50, 130]));
    assert_eq!((&report["exact"], &report["whole"]), (&json!(true), &json!(true)));
    let (filled, capacity) = (report["filled"].as_u64().unwrap(), report["capacity"].as_u64().unwrap());
    assert_eq!(capacity - filled, 50);
    chunkscope(&["short", "--cut", "7", "--by", "signal", "--restart"])
        .assert()
        .success()
        .stdout(contains("send(sock, data, 130, 0) = 7").and(contains("send(sock, data + 7, 123, 0) = 123")))
        .stdout(contains("sent: 7, to send: 130").and(contains("sent: 130, to send: 130")));
}

#[cfg(target_os = "linux")]
#[test]
fn a_plain_blocking_send_waits_for_the_receiver_and_takes_all() {
    let report = json_of(&["short", "--by", "blocking", "--format", "json"]);
    assert_eq!(report["sent"], json!([0, 130]));
    assert_eq!((&report["exact"], &report["whole"]), (&json!(true), &json!(true)));
    assert!(report["waited_ms"].is_u64());
    let steps = report["steps"].as_array().unwrap();
    let sent = steps.iter().rfind(|step| step["step"] == "send").unwrap();
    assert_eq!(sent["calls"], json!([{"call": "send(sock, data, 130, 0)", "waits": true, "times": 1}]));
    chunkscope(&["short", "--by", "blocking", "--cut", "0"])
        .assert()
        .success()
        .stdout(contains("send(sock, data, 130, 0)   waits").and(contains("send(sock, data, 130, 0) = 130")));
}

#[test]
fn short_refuses_what_cannot_be_cut() {
    chunkscope(&["short", "--cut", "130"]).assert().code(2).stderr(contains("room for 0 to 129"));
    chunkscope(&["short", "--length", "100000"]).assert().code(2).stderr(contains("130"));
    chunkscope(&["short", "--length", &usize::MAX.to_string()]).assert().code(2).stderr(contains("130"));
}
