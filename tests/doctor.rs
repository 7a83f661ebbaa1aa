//! Is this machine ready for a lecture: what is found, how it is judged, and the JSON that scripts rely on.

use std::path::Path;

use assert_cmd::Command;
use chunkscope::doctor::{self, Amount, Check, Surroundings, Verdict};
use chunkscope::engine::{Cancel, EngineError};
use chunkscope::text::Texts;
use chunkscope::tui::theme::{Announced, Depth};
use rstest::rstest;
use serde_json::Value;

fn named<'a>(checks: &'a [Check], name: &str) -> &'a Check {
    checks.iter().find(|check| check.name() == name).unwrap_or_else(|| panic!("{name}: {checks:?}"))
}

/// All that a check says.
fn said(check: &Check) -> String {
    let texts = Texts::english();
    check.found.iter().chain(&check.advice).map(|message| texts.say(message)).collect::<Vec<_>>().join("\n")
}

fn around(size: Option<(u16, u16)>, locale: &str, announced: Announced) -> Surroundings {
    Surroundings { size, terminal: size.is_some(), announced, locale: locale.to_owned() }
}

fn colourful() -> Announced {
    Announced { term: "xterm-256color".into(), supported: Depth::Ansi256, ..Announced::default() }
}

#[rstest]
#[case(Some((120, 36)), Verdict::Ok, "120 columns, 36 lines")]
#[case(Some((80, 24)), Verdict::Ok, "80 columns")]
#[case(Some((79, 30)), Verdict::Note, "24 lines")]
#[case(Some((60, 18)), Verdict::Note, "60 columns")]
#[case(Some((59, 40)), Verdict::Trouble, "needs 60 columns and 18 lines")]
#[case(Some((100, 17)), Verdict::Trouble, "needs 60 columns and 18 lines")]
#[case(None, Verdict::Note, "no terminal")]
fn a_terminal_too_small_is_trouble(#[case] size: Option<(u16, u16)>, #[case] verdict: Verdict, #[case] words: &str) {
    let checks = doctor::screen(&around(size, "C.UTF-8", colourful()));
    let check = named(&checks, "terminal-size");
    assert_eq!(check.verdict, verdict);
    assert!(said(check).contains(words), "{}", said(check));
}

#[rstest]
#[case(colourful(), Verdict::Ok, "xterm-256color")]
#[case(Announced { colorterm: "truecolor".into(), supported: Depth::TrueColor, ..colourful() }, Verdict::Ok, "COLORTERM")]
#[case(Announced { no_color: true, ..colourful() }, Verdict::Note, "NO_COLOR")]
#[case(Announced { term: "dumb".into(), ..Announced::default() }, Verdict::Note, "dumb")]
#[case(Announced { term: "vt100".into(), ..Announced::default() }, Verdict::Note, "vt100")]
fn colours_come_with_the_reason(#[case] announced: Announced, #[case] verdict: Verdict, #[case] words: &str) {
    let checks = doctor::screen(&around(Some((120, 36)), "C.UTF-8", announced));
    let check = named(&checks, "colours");
    assert_eq!(check.verdict, verdict, "{check:?}");
    assert!(said(check).contains(words), "{}", said(check));
}

#[rstest]
#[case("uk_UA.UTF-8", Verdict::Ok, "uk_UA.UTF-8")]
#[case("en_US.utf8", Verdict::Ok, "en_US")]
#[case("C", Verdict::Note, "--ascii")]
#[case("", Verdict::Note, "LANG")]
#[case("ja_JP.UTF-8", Verdict::Note, "two columns")]
fn a_locale_without_utf8_gets_advice(#[case] locale: &str, #[case] verdict: Verdict, #[case] words: &str) {
    let checks = doctor::screen(&around(Some((120, 36)), locale, colourful()));
    let check = named(&checks, "signs");
    assert_eq!(check.verdict, verdict);
    assert!(said(check).contains(words), "{}", said(check));
}

#[test]
fn sockets_work_where_these_tests_run() {
    let checks = doctor::sockets();
    assert!(checks.iter().all(|check| check.verdict != Verdict::Trouble), "{checks:?}");
    if cfg!(target_os = "linux") {
        for name in ["siocinq", "siocoutq", "tcp-info-segments", "tcp-info-bytes", "options"] {
            assert_eq!(named(&checks, name).verdict, Verdict::Ok);
        }
    }
}

#[test]
fn nowhere_to_keep_things_is_a_note() {
    let folder = tempfile::tempdir().unwrap();
    let inside = folder.path().join("not").join("made yet");
    assert_eq!(doctor::kept(Some(&inside)).verdict, Verdict::Ok);
    assert!(!inside.exists(), "looking makes nothing");
    let file = folder.path().join("file");
    std::fs::write(&file, b"").unwrap();
    assert_eq!(doctor::kept(Some(&file)).verdict, Verdict::Note);
    assert!(said(&doctor::kept(None)).contains("HOME"));
    assert!(said(&doctor::kept(Some(Path::new("/some/where")))).contains("/some/where"));
}

#[test]
fn what_is_measured_is_possible_and_whole() {
    let lecture = doctor::measure(Amount::Whole, &Cancel::default(), &mut |_| {}).unwrap();
    assert_eq!(lecture.starts.len(), 3);
    for starts in &lecture.starts {
        let histogram = &starts.histogram;
        assert_eq!((histogram.times, histogram.wrong, histogram.impossible, histogram.failed), (1000, 0, 0, 0));
    }
    let titles: Vec<_> = lecture.reads.iter().map(|reads| reads.title.trim_start_matches("doctor-")).collect();
    let expected = ["ten-messages", "ten-rounds", "ten-rounds-nodelay", "twenty-rounds", "ten-rounds-pause", "million"];
    assert_eq!(titles, expected);
    for reads in &lecture.reads {
        // A recv for each round; what is left unread at the end is never more than was sent.
        let read: u64 = reads.sizes.iter().sum();
        assert!(read > 0 && read <= reads.sent, "{reads:?}");
        match reads.title {
            "doctor-million" => assert!(read == 1_000_000 || reads.sizes.len() == 200, "{reads:?}"),
            "doctor-ten-messages" => assert!(reads.sizes.len() <= 10),
            "doctor-twenty-rounds" => assert_eq!(reads.sizes.len(), 20),
            _ => assert_eq!(reads.sizes.len(), 10),
        }
    }
    assert_eq!(lecture.buffers.len(), 6);
    assert!(lecture.buffers.iter().all(|buffers| buffers.granted.sndbuf[0] > 0 && buffers.granted.rcvbuf[1] > 0));
    if let Some(short) = lecture.short_send {
        assert!(short.took < short.asked && short.capacity > short.took, "{short:?}");
    }
    let checks = doctor::lecture(&lecture, false);
    assert!(checks.iter().all(|check| check.verdict != Verdict::Trouble && !said(check).contains("doctor-")));
}

#[test]
fn a_failed_run_is_trouble_and_a_surprise_is_a_note() {
    let mut lecture = doctor::measure(Amount::Quick, &Cancel::default(), &mut |_| {}).unwrap();
    lecture.starts[1].histogram.failed = 1;
    for reads in &mut lecture.reads {
        // Everything in one piece: what no experiment wants.
        reads.sizes = vec![reads.sent];
    }
    let checks = doctor::lecture(&lecture, true);
    assert_eq!(named(&checks, "start-server-first").verdict, Verdict::Trouble);
    for name in ["ten-messages", "ten-rounds-nodelay", "million"] {
        assert_eq!(named(&checks, name).verdict, Verdict::Note, "{name}");
    }
    // Every round whole: nothing to be surprised at.
    let rounds = lecture.reads.iter_mut().find(|reads| reads.title == "doctor-ten-rounds").unwrap();
    rounds.sizes = vec![12; 10];
    let check = doctor::lecture(&lecture, true);
    assert!(said(named(&check, "ten-rounds")).contains("relay"));
}

#[test]
fn measuring_can_be_stopped() {
    let cancel = Cancel::default();
    cancel.cancel();
    let stopped = doctor::measure(Amount::Quick, &cancel, &mut |_| {});
    assert!(matches!(stopped, Err(EngineError::Cancelled)), "{stopped:?}");
}

fn command(args: &[&str]) -> std::process::Output {
    Command::cargo_bin("chunkscope").unwrap().arg("doctor").args(args).output().unwrap()
}

#[test]
fn the_json_has_stable_keys() {
    let output = command(&["--quick", "--format", "json"]);
    let report: Value = serde_json::from_slice(&output.stdout).expect("one JSON value");
    let text = String::from_utf8(output.stdout).unwrap();
    let place = |key: &str| text.find(&format!("\"{key}\":")).unwrap_or_else(|| panic!("{key}: {text}"));
    let order = ["version", "os", "release", "arch", "quick", "checks", "measured", "ready"];
    assert!(order.iter().map(|key| place(key)).is_sorted(), "{text}");
    let names: Vec<&str> = report["checks"].as_array().unwrap().iter().map(|c| c["check"].as_str().unwrap()).collect();
    let expected = [
        "terminal-size",
        "colours",
        "signs",
        "loopback-v4",
        "loopback-v6",
        "siocinq",
        "siocoutq",
        "tcp-info-segments",
        "tcp-info-bytes",
        "options",
        "cpus",
        "tcp-rmem",
        "tcp-wmem",
        "rmem-max",
        "wmem-max",
        "congestion-control",
        "kept",
        "start-sends-first",
        "start-server-first",
        "start-free",
        "ten-messages",
        "ten-rounds",
        "ten-rounds-nodelay",
        "twenty-rounds",
        "million",
        "buffers",
    ];
    assert_eq!(names, expected);
    for check in report["checks"].as_array().unwrap() {
        assert!(["ok", "note", "trouble"].contains(&check["verdict"].as_str().unwrap()), "{check}");
        assert_eq!(check["verdict"] == "ok", check["advice"].is_null(), "{check}");
    }
    let measured = &report["measured"];
    assert_eq!(measured["starts"][0]["start"], "sends-first");
    assert_eq!(measured["starts"][0]["times"], 100);
    assert!(measured["starts"][0]["outcomes"][0]["cells"][0]["data"].is_string());
    assert!(measured["recvs"].as_array().unwrap().iter().all(|reads| reads["sizes"].is_array()));
    assert!(measured["buffers"][1]["asked"] == 1 && measured["buffers"][1]["sndbuf"][0].is_u64());
    assert!(measured["short_send"].is_null(), "left out when quick");
    let trouble = report["checks"].as_array().unwrap().iter().any(|check| check["verdict"] == "trouble");
    assert_eq!(report["ready"], !trouble);
    assert_eq!(output.status.code(), Some(i32::from(trouble)));
}

#[test]
fn the_text_ends_with_one_line_that_says_whether_the_machine_is_ready() {
    let output = command(&["--quick"]);
    let text = String::from_utf8(output.stdout).unwrap();
    let last = text.lines().last().unwrap();
    assert!(last.starts_with("This machine is ready") == output.status.success(), "{text}");
    assert!(!text.contains("doctor-") && !text.contains('\x1b'), "{text}");
    assert!(text.lines().all(|line| line.chars().count() <= 110), "{text}");
    assert!(text.contains("measured here and now"), "{text}");
    let progress = String::from_utf8(output.stderr).unwrap();
    assert!(progress.contains("measuring: B: ten rounds"), "{progress}");
    assert_eq!(command(&["--format", "yaml"]).status.code(), Some(2));
}
