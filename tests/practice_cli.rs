//! `chunkscope practice --print` and `chunkscope progress`, as a shell sees them.

use assert_cmd::Command;
use chunkscope::progress::Store;
use chunkscope::quiz::Misconception;
use chunkscope::quiz::generate::{Level, Recipe};
use chunkscope::quiz::review::{Answered, Practice};
use serde_json::Value;

fn chunkscope(home: &tempfile::TempDir) -> Command {
    let mut command = Command::cargo_bin("chunkscope").unwrap();
    command.env("CHUNKSCOPE_HOME", home.path());
    command
}

fn home() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

fn said(command: &mut Command) -> String {
    String::from_utf8(command.assert().success().get_output().stdout.clone()).unwrap()
}

#[test]
fn a_printed_quiz_is_a_worksheet_that_judge_answers() {
    let home = home();
    for level in ["1", "2", "3", "4", "5"] {
        let arguments = ["practice", "--print", "--level", level, "--seed", "7"];
        let sheet = said(chunkscope(&home).args(arguments));
        assert!(sheet.starts_with(&format!("# Practice, level {level}, seed 7, quiz 1\n")), "{sheet}");
        assert_eq!(sheet, said(chunkscope(&home).args(arguments)));
        let told: Value =
            serde_json::from_str(&said(chunkscope(&home).args(arguments).args(["--format", "json"]))).unwrap();
        let judged = said(chunkscope(&home).args(["judge", "-", "--format", "json"]).write_stdin(sheet));
        let judged: Value = serde_json::from_str(&judged).unwrap();
        let (told, judged) = (told["rows"].as_array().unwrap(), judged["rows"].as_array().unwrap());
        assert_eq!(told.len(), judged.len());
        for (told, judged) in told.iter().zip(judged) {
            for key in ["row", "cells", "verdict"] {
                assert_eq!(told[key], judged[key]);
            }
            assert_eq!(told.get("rule"), judged.get("rule"));
            assert!(told["verdict"] == "possible" || told["misconception"].is_string(), "{told}");
        }
    }
}

#[test]
fn a_name_is_a_seed() {
    let home = home();
    let of = |name: &str| said(chunkscope(&home).args(["practice", "--print", "--level", "2", "--seed-from", name]));
    assert_eq!(of("Ada"), of("ada"));
    assert_ne!(of("Ada"), of("Grace"));
    chunkscope(&home).args(["practice", "--print", "--level", "6"]).assert().code(2);
    chunkscope(&home).args(["practice", "--print", "--seed", "1", "--seed-from", "x"]).assert().code(2);
}

#[test]
fn progress_is_told_handed_on_and_begun_anew() {
    let home = home();
    let store = Store::at(home.path());
    let recipe = Recipe::first(Level::FIRST, 7);
    let answered = |row, right| Answered { recipe, row, belief: Some(Misconception::TinySafe), right };
    store
        .change::<Practice>(|kept| {
            kept.answer(&answered(1, true), 100);
            kept.answer(&answered(2, false), 100);
            kept.finished(recipe.next());
        })
        .unwrap();
    let place = said(chunkscope(&home).args(["progress", "--where"]));
    assert!(std::path::Path::new(place.trim_end()).exists(), "{place}");
    let told = said(chunkscope(&home).arg("progress"));
    assert!(told.contains("right: 1") && told.contains("tiny messages are safe"), "{told}");
    let csv = said(chunkscope(&home).args(["progress", "--export", "csv"]));
    assert_eq!(csv, "misconception,level,met,missed\r\ntiny-safe,1,2,1\r\nall,,2,1\r\n");
    let json: Value = serde_json::from_str(&said(chunkscope(&home).args(["progress", "--export", "json"]))).unwrap();
    assert_eq!((&json["answered"], &json["right"], &json["rows_to_come_back"]), (&2.into(), &1.into(), &1.into()));
    assert_eq!(json["misconceptions"][0]["misconception"], "tiny-safe");
    // Nothing is written where nothing may be.
    said(chunkscope(&home).args(["progress", "--reset", "--no-save"]));
    assert_eq!(store.load::<Practice>().value.answered, 2);
    said(chunkscope(&home).args(["progress", "--reset"]));
    assert_eq!(store.load::<Practice>().value, Practice::default());
}
