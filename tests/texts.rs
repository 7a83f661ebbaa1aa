//! Every string of the interface has a key, every key has a string, and none is left over.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn files(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, ending, found);
        } else if path.extension().is_some_and(|extension| extension == ending) {
            found.push(path);
        }
    }
}

fn all(folder: &str, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), ending, &mut found);
    found
}

fn keys() -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    for path in all("assets/locales/en", "ftl") {
        for line in fs::read_to_string(&path).unwrap().lines() {
            let starts_a_key = line.starts_with(|sign: char| sign.is_ascii_lowercase());
            if let (true, Some((key, _))) = (starts_a_key, line.split_once(" =")) {
                assert!(keys.insert(key.to_owned()), "{key} stands twice ({})", path.display());
            }
        }
    }
    keys
}

/// The string literals of a source file, its comments left out.
fn literals(source: &str) -> BTreeSet<String> {
    let code: String =
        source.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    code.split('"').skip(1).map(str::to_owned).collect()
}

#[test]
fn every_string_is_used_and_none_is_missing() {
    let keys = keys();
    assert!(keys.len() > 50);
    let mut used = BTreeSet::new();
    let mut asked = BTreeSet::new();
    for path in all("src", "rs") {
        let source = fs::read_to_string(&path).unwrap();
        used.extend(literals(&source));
        for call in ["msg!(\"", ".get(\"", "Message::new(\""] {
            for after in source.split(call).skip(1) {
                let key = after.split('"').next().unwrap().to_owned();
                // `.get("…")` is also how maps are asked; keys have a hyphen.
                if key.contains('-') && !path.ends_with("text/message.rs") {
                    asked.insert(key);
                }
            }
        }
    }
    let missing: Vec<_> = asked.difference(&keys).collect();
    assert!(missing.is_empty(), "asked for, but in no .ftl file: {missing:?}");
    let unused: Vec<_> = keys.difference(&used).collect();
    assert!(unused.is_empty(), "in a .ftl file, but never asked for: {unused:?}");
}

#[test]
fn the_files_parse_and_no_sentence_shouts() {
    // In a debug build this panics on a file that does not parse and on a key that stands twice.
    chunkscope::text::Texts::english();
    for path in all("assets/locales/en", "ftl") {
        for (number, line) in fs::read_to_string(&path).unwrap().lines().enumerate() {
            // Whole words: “loops” is none of them.
            let value = line.split_once(" = ").map_or("", |(_, value)| value).to_lowercase();
            let words: Vec<&str> = value.split(|sign: char| !sign.is_alphanumeric()).collect();
            let value = format!(" {} ", words.join(" "));
            for word in ["simply", "oops", "coming soon", "please wait"] {
                assert!(!value.contains(&format!(" {word} ")), "{}:{}: {word}", path.display(), number + 1);
            }
        }
    }
}
