//! Files for the screens: what is asked of the one thread that reads and writes them.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::FileTypeExt;
use std::path::PathBuf;
use std::process::Command;

use chunkscope::progress::Store;
use chunkscope::quiz::generate::{Level, Recipe};
use chunkscope::quiz::review::{Deed, Practice};
use chunkscope::tui::app::keep::{Job, News, NotSaved, Over, Results};
use chunkscope::tui::desk::Desk;

const SHEET: &str = "```\nclient: close(sock)\n```\n";

/// A folder with a pipe, which nobody writes to, and a worksheet in it.
fn folder() -> (tempfile::TempDir, PathBuf, Desk) {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe.md");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    fs::write(folder.path().join("sheet.md"), SHEET).unwrap();
    let desk = Desk::new(Store::at(&folder.path().join("kept")), folder.path().to_owned());
    (folder, pipe, desk)
}

#[test]
fn a_pipe_among_the_worksheets_is_not_waited_for() {
    let (_folder, _, mut desk) = folder();
    let news = desk.perform(Job::Look);
    let [News::Found(found)] = &news[..] else { panic!("{news:?}") };
    let names: Vec<_> = found.worksheets.iter().map(|near| near.name.as_str()).collect();
    assert_eq!(names, ["sheet.md"]);
}

#[test]
fn a_pipe_is_neither_opened_nor_replaced() {
    let (_folder, pipe, mut desk) = folder();
    let news = desk.perform(Job::Open { id: 1, path: pipe.clone() });
    assert!(matches!(&news[..], [News::Opened { id: 1, result: Err(_) }]), "{news:?}");
    for over in [Over::Nothing, Over::Anything] {
        let news = desk.perform(Job::Save { id: 2, path: pipe.clone(), text: SHEET.to_owned(), over });
        assert!(matches!(&news[..], [News::Saved { result: Err(NotSaved::Failed(_)), .. }]), "{news:?}");
    }
    assert!(fs::symlink_metadata(&pipe).unwrap().file_type().is_fifo());
}

#[test]
fn what_was_practised_is_written_by_the_same_hand() {
    let (folder, _, mut desk) = folder();
    let deed = Deed::Begun(Recipe::first(Level::FIRST, 7));
    assert_eq!(desk.perform(Job::Remember(deed)), []);
    let mut expected = Practice::default();
    expected.take_in(&deed);
    assert_eq!(Store::at(&folder.path().join("kept")).load::<Practice>().value, expected);
}

#[test]
fn an_export_replaces_nothing_unless_that_was_said() {
    let (folder, pipe, mut desk) = folder();
    let path = folder.path().join("progress.csv");
    let mut export = |path: &PathBuf, text: &str, over| {
        let news =
            desk.perform(Job::Export { what: Results::Practice, path: path.clone(), text: text.to_owned(), over });
        let [News::Exported { result, .. }] = &news[..] else { panic!("{news:?}") };
        result.clone()
    };
    assert_eq!(export(&path, "one\n", Over::Nothing), Ok(()));
    assert_eq!(export(&path, "two\n", Over::Nothing), Err(NotSaved::Exists));
    assert_eq!(fs::read_to_string(&path).unwrap(), "one\n");
    assert_eq!(export(&path, "two\n", Over::Anything), Ok(()));
    assert_eq!(fs::read_to_string(&path).unwrap(), "two\n");
    assert!(matches!(export(&pipe, "two\n", Over::Anything), Err(NotSaved::Failed(_))));
    assert!(!folder.path().join("kept/recent.json").exists(), "it is no worksheet");
}

#[test]
fn work_that_is_taken_over_without_saving_leaves_the_folder_as_it_was() {
    let (folder, ..) = folder();
    let drafts = folder.path().join("kept/drafts");
    fs::create_dir_all(&drafts).unwrap();
    let left = r#"{"version": 1, "at": 1, "drafts": [{"calls": "client: close(sock)\n"}]}"#;
    fs::write(drafts.join("1-2-3.json"), left).unwrap();
    let store = Store::at(&folder.path().join("kept")).reading_only();
    let mut desk = Desk::new(store, folder.path().to_owned());
    let news = desk.perform(Job::Claim { id: "1-2-3".to_owned(), show: 0 });
    assert!(matches!(&news[..], [News::Claimed(labs)] if labs.len() == 1), "{news:?}");
    let names: Vec<_> = fs::read_dir(&drafts).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names, ["1-2-3.json"]);
}
