//! The strings of the interface: each key that the source names has its sentence, and no sentence is left over.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

fn sources(folder: &Path, into: &mut String) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            into.push_str(&fs::read_to_string(&path).unwrap());
        }
    }
}

fn keys(file: &str) -> BTreeSet<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/locales/en").join(file);
    let text = fs::read_to_string(path).unwrap();
    let key = |line: &str| line.split_once(" =").map(|(key, _)| key.to_owned());
    text.lines().filter(|line| line.starts_with(|sign: char| sign.is_ascii_lowercase())).filter_map(key).collect()
}

#[test]
fn every_key_of_calls_and_worksheets_is_said_somewhere_and_every_one_said_exists() {
    let mut source = String::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut source);
    let known: BTreeSet<String> = keys("call.ftl").union(&keys("doc.ftl")).cloned().collect();
    let unused: Vec<_> = known.iter().filter(|key| !source.contains(&format!("\"{key}\""))).collect();
    assert_eq!(unused, Vec::<&String>::new());
    let quoted = source.split('"').filter(|text| ["call-", "doc-", "text-"].iter().any(|room| text.starts_with(room)));
    let missing: Vec<_> = quoted.filter(|key| !known.contains(*key)).collect();
    assert_eq!(missing, Vec::<&str>::new());
}
