//! Settings that people write by hand, and unsaved work of programs that were killed.

use std::fs;

use chunkscope::progress::Store;
use chunkscope::progress::drafts::{Draft, Drafts, claim, orphans};
use chunkscope::progress::settings::{self, Setting};
use chunkscope::text::Texts;

#[test]
fn a_setting_changes_its_own_value_and_nothing_else_in_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::at(folder.path());
    let text = "# mine\ntheme = \"dark\" # at night\nother = [1, 2]\n\n[table]\ntheme = \"x\"\n";
    fs::write(folder.path().join("settings.toml"), text).unwrap();
    settings::keep(&store, &[(Setting::Theme, "light"), (Setting::Ascii, "true")]).unwrap();
    let kept = settings::read(&store);
    assert_eq!(kept.settings.word(Setting::Theme), "light");
    assert!(kept.settings.is_on(Setting::Ascii));
    let expected = format!("ascii = true\n{}", text.replacen("\"dark\"", "\"light\"", 1));
    assert_eq!(kept.source.text, expected);
}

#[test]
fn wrong_values_and_unknown_keys_are_told_with_their_place() {
    let (values, findings) = settings::parse("theme = \"pink\"\nmouse = false\npalete = \"terminal\"\n");
    assert_eq!((values.word(Setting::Theme), values.is_on(Setting::Mouse)), ("dark", false));
    assert_eq!(findings.iter().map(|found| found.span.start).collect::<Vec<_>>(), [8, 29]);
    let texts = Texts::english();
    assert!(texts.say(&findings[0].message).contains("\"contrast-dark\""));
    assert!(texts.say(&findings[1].message).contains("palete"));
}

#[test]
fn a_file_that_is_no_toml_is_set_aside_by_the_first_change() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::at(folder.path());
    fs::write(folder.path().join("settings.toml"), "theme = = \n").unwrap();
    assert!(settings::keep(&store, &[(Setting::Mouse, "false")]).unwrap().is_some());
    assert_eq!(fs::read_to_string(folder.path().join("settings.toml.damaged")).unwrap(), "theme = = \n");
    assert!(!settings::read(&store).settings.is_on(Setting::Mouse));
}

#[test]
fn unsaved_work_of_a_living_program_is_its_own_and_of_one_that_ended_is_taken_once() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::at(folder.path());
    let draft = Draft { calls: Some("client: close(sock)\n".to_owned()), ..Draft::default() };
    let own = Drafts::begin(&store).unwrap();
    own.write(std::slice::from_ref(&draft)).unwrap();
    assert_eq!(orphans(&store).0, [], "it lives");
    drop(own);
    let (left, notices) = orphans(&store);
    assert_eq!((left.len(), notices.len()), (1, 0));
    let taken = claim(&store, &left[0].id).expect("it is there");
    assert_eq!(taken.drafts, [draft]);
    assert!(claim(&store, &left[0].id).is_none(), "another program comes too late");
    taken.finish();
    assert_eq!(orphans(&store).0, []);
}

#[test]
fn what_killed_programs_left_of_no_use_goes_and_what_lives_or_holds_work_stays() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::at(folder.path());
    let living = Drafts::begin(&store).unwrap();
    living.write(&[Draft { calls: Some("client: close(sock)\n".to_owned()), ..Draft::default() }]).unwrap();
    let drafts = folder.path().join("drafts");
    let names = || {
        let entries = fs::read_dir(&drafts).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<String> = entries.collect();
        names.sort();
        names
    };
    let stay = names();
    let id = stay.iter().find_map(|name| name.strip_suffix(".json")).unwrap().to_owned();
    let write = |name: &str| fs::write(drafts.join(name), "{").unwrap();
    let work = ["1-2-3.json", "1-2-3.lock", ".lock.young"].map(str::to_owned);
    let of_the_living = format!(".{id}.json.Xy12.tmp");
    let useless = [".1-2-3.json.Xy12.tmp", "4-5-6.lock", ".lock.old"];
    work.iter().map(String::as_str).chain(useless).chain([of_the_living.as_str()]).for_each(write);
    let old = std::time::SystemTime::now() - std::time::Duration::from_secs(3600);
    fs::File::options().write(true).open(drafts.join(".lock.old")).unwrap().set_modified(old).unwrap();
    let own = Drafts::begin(&store).unwrap();
    let mut expected: Vec<String> = stay.into_iter().chain(work).chain([of_the_living]).collect();
    expected.sort();
    let mut left = names();
    left.retain(|name| expected.contains(name) || !name.ends_with(".lock"));
    assert_eq!(left, expected);
    assert_eq!(names().len(), expected.len() + 1, "and the lock of the one that has begun");
    drop(own);
}
