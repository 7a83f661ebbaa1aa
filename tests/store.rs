//! What is kept: whole after any crash, never overwritten when it is not understood, shared by several programs.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use chunkscope::progress::{Record, Store};
use chunkscope::text::Texts;
use proptest::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
struct Score {
    #[serde(default)]
    points: BTreeMap<String, u64>,
}

impl Record for Score {
    const FILE: &'static str = "score.json";
    const VERSION: u64 = 2;
}

fn score(points: &[(&str, u64)]) -> Score {
    Score { points: points.iter().map(|(name, points)| ((*name).to_owned(), *points)).collect() }
}

fn said(notice: Option<chunkscope::text::Message>) -> String {
    notice.map(|notice| Texts::english().say(&notice)).unwrap_or_default()
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn what_is_saved_is_loaded_and_can_be_read_by_people() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::at(&folder.path().join("deep/er"));
    assert_eq!(store.load::<Score>().value, Score::default());
    store.save(&score(&[("echo", 3)])).unwrap();
    assert_eq!(store.load::<Score>().value, score(&[("echo", 3)]));
    let text = fs::read_to_string(store.path::<Score>().unwrap()).unwrap();
    assert_eq!(text, "{\n  \"version\": 2,\n  \"points\": {\n    \"echo\": 3\n  }\n}\n");
}

#[test]
fn a_file_cut_at_any_length_is_set_aside_and_work_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::at(folder.path());
    let whole = score(&[("one", 1), ("two \"quoted\"", 22)]);
    store.save(&whole).unwrap();
    let path = store.path::<Score>().unwrap();
    let bytes = fs::read(&path).unwrap();
    for length in 0..bytes.len() {
        fs::write(&path, &bytes[..length]).unwrap();
        let aside = folder.path().join("score.json.damaged");
        let loaded = store.load::<Score>();
        if length == bytes.len() - 1 {
            // Only the line break is missing.
            assert_eq!((loaded.value, loaded.notice), (whole.clone(), None));
            continue;
        }
        assert_eq!(loaded.value, Score::default(), "cut at {length}");
        let notice = said(loaded.notice);
        assert!(notice.contains("damaged") && notice.contains("score.json.damaged"), "{notice}");
        assert_eq!(fs::read(&aside).unwrap(), &bytes[..length], "cut at {length}");
        assert!(!path.exists());
        fs::remove_file(aside).unwrap();
    }
}

#[test]
fn every_damaged_file_gets_a_name_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::at(folder.path());
    for number in 0..4 {
        fs::write(store.path::<Score>().unwrap(), format!("[{number}")).unwrap();
        store.change::<Score>(|score| score.points.clear()).unwrap();
    }
    let aside: Vec<_> = names(folder.path()).into_iter().filter(|name| name.contains("damaged")).collect();
    let expected = ["score.json.damaged", "score.json.damaged.2", "score.json.damaged.3", "score.json.damaged.4"];
    assert_eq!(aside, expected);
    assert_eq!(fs::read_to_string(folder.path().join("score.json.damaged.3")).unwrap(), "[2");
}

#[test]
fn a_newer_program_s_file_is_set_aside_and_not_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::at(folder.path());
    let text = "{\"version\": 3, \"points\": {\"echo\": 9}, \"badges\": []}";
    fs::write(store.path::<Score>().unwrap(), text).unwrap();
    let changed = store
        .change::<Score>(|score| {
            score.points.insert("new".to_owned(), 1);
        })
        .unwrap();
    assert_eq!(changed.value, score(&[("new", 1)]));
    assert!(said(changed.notice).contains("version 3"));
    assert_eq!(fs::read_to_string(folder.path().join("score.json.damaged")).unwrap(), text);
    assert_eq!(store.load::<Score>().value, score(&[("new", 1)]));
}

#[test]
fn an_older_program_s_file_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::at(folder.path());
    fs::write(store.path::<Score>().unwrap(), "{\"version\": 1, \"points\": {\"echo\": 9}}").unwrap();
    let loaded = store.load::<Score>();
    assert_eq!((loaded.value, loaded.notice), (score(&[("echo", 9)]), None));
}

#[test]
fn no_save_touches_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let inside = folder.path().join("kept");
    let store = Store::at(&inside).reading_only();
    let changed = store
        .change::<Score>(|score| {
            score.points.insert("a".to_owned(), 1);
        })
        .unwrap();
    assert_eq!(changed.value, score(&[("a", 1)]), "this run goes on with it");
    assert!(!inside.exists());
    fs::create_dir(&inside).unwrap();
    fs::write(store.path::<Score>().unwrap(), "{").unwrap();
    let loaded = store.load::<Score>();
    assert!(said(loaded.notice).contains("left alone"));
    assert_eq!(names(&inside), ["score.json"]);
}

#[test]
fn without_a_home_the_reason_is_given_and_nothing_breaks() {
    let store = Store::nowhere();
    assert_eq!(store.path::<Score>(), None);
    assert_eq!(store.load::<Score>().value, Score::default());
    assert!(store.save(&score(&[])).is_ok(), "nothing is to be written there");
}

#[test]
fn what_cannot_be_written_leaves_the_old_file_whole() {
    let folder = tempfile::tempdir().unwrap();
    // A file where a folder should be refuses even root.
    let place = folder.path().join("file");
    fs::write(&place, "mine").unwrap();
    let store = Store::at(&place);
    let error = store.save(&score(&[("a", 1)])).unwrap_err();
    let words = Texts::english().say(&error.message());
    assert!(words.contains("cannot be written") && !words.contains("os error"), "{words}");
    assert_eq!(fs::read_to_string(&place).unwrap(), "mine");
    // A folder where the file should be is no file to set aside.
    let store = Store::at(folder.path());
    fs::create_dir(store.path::<Score>().unwrap()).unwrap();
    assert!(said(store.load::<Score>().notice).contains("cannot be read"));
    assert!(store.save(&score(&[("a", 1)])).is_err());
    assert!(store.path::<Score>().unwrap().is_dir());
}

#[test]
fn many_writers_lose_nothing_of_each_other_s() {
    let folder = tempfile::tempdir().unwrap();
    std::thread::scope(|scope| {
        for writer in 0..6 {
            let store = Store::at(folder.path());
            scope.spawn(move || {
                for turn in 0..10 {
                    let name = format!("{writer}-{turn}");
                    store
                        .change::<Score>(|score| {
                            score.points.insert(name, turn);
                        })
                        .unwrap();
                }
            });
        }
    });
    assert_eq!(Store::at(folder.path()).load::<Score>().value.points.len(), 60);
    let left: Vec<_> = names(folder.path()).into_iter().filter(|name| name.ends_with(".tmp")).collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn what_a_killed_program_left_is_swept_by_the_next_write() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::at(folder.path());
    fs::write(folder.path().join(".score.json.Xy12.tmp"), "{\"ver").unwrap();
    fs::write(folder.path().join(".other.json.Xy12.tmp"), "not ours").unwrap();
    store.save(&score(&[])).unwrap();
    assert_eq!(names(folder.path()), [".other.json.Xy12.tmp", "score.json", "score.json.lock"]);
}

proptest! {
    #[test]
    fn any_bytes_in_the_file_are_kept_somewhere(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::at(folder.path());
        let path = store.path::<Score>().unwrap();
        fs::write(&path, &bytes).unwrap();
        let loaded = store.load::<Score>();
        if loaded.notice.is_some() {
            prop_assert_eq!(fs::read(folder.path().join("score.json.damaged")).unwrap(), bytes);
            prop_assert!(!path.exists());
        } else {
            prop_assert_eq!(fs::read(&path).unwrap(), bytes);
        }
    }

    #[test]
    fn any_record_comes_back(points in proptest::collection::btree_map(".*", any::<u64>(), 0..8)) {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::at(folder.path());
        store.save(&Score { points: points.clone() }).unwrap();
        prop_assert_eq!(store.load::<Score>().value.points, points);
    }
}
