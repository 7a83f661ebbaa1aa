//! What the README shows of the program is what the program is: its keys, and a picture from the buffer it has drawn.
//! `UPDATE_README=1 cargo test --test lab readme` writes both anew.

use std::fs;
use std::path::{Path, PathBuf};

use chunkscope::picture::{self, Options};
use chunkscope::text::Texts;
use chunkscope::tui::keys;
use ratatui::crossterm::event::KeyCode;

use crate::flow::{explain, locked, predict};

const BEGIN: &str = "<!-- keys: begin (a test keeps this table equal to the program's own) -->\n";
const END: &str = "<!-- keys: end -->\n";

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn updates() -> bool {
    std::env::var_os("UPDATE_README").is_some()
}

#[test]
fn the_table_of_keys_is_the_program_s() {
    let readme = fs::read_to_string(path("README.md")).unwrap();
    let begin = readme.find(BEGIN).expect("where the table begins") + BEGIN.len();
    let end = readme.find(END).expect("where it ends");
    let table = keys::table(&Texts::english());
    if updates() {
        fs::write(path("README.md"), format!("{}{table}{}", &readme[..begin], &readme[end..])).unwrap();
    } else {
        assert_eq!(&readme[begin..end], table);
    }
}

#[test]
fn the_picture_is_the_program_s() {
    // Lesson 1 to its end, with one wrong answer; then row 12, which claims a byte too early.
    let mut student = locked(&[]);
    student.key(KeyCode::F(5));
    student.wait_over();
    student.enter();
    explain(&mut student, "");
    student.press("In order, nothing skipped.");
    student.enter();
    student.enter();
    predict(&mut student, &[12]);
    student.enter();
    student.key(KeyCode::F(5));
    student.wait_over();
    student.enter();
    explain(&mut student, "");
    while student.lab().quiz.as_ref().unwrap().rows[student.lab().row].row.number != 12 {
        student.key(KeyCode::Up);
    }
    let drawn = picture::svg(&student.draw(), &Options::dark("chunkscope: the lab with lesson 1's worksheet"));
    if updates() {
        fs::write(path("assets/lab.svg"), drawn).unwrap();
    } else {
        let kept = fs::read_to_string(path("assets/lab.svg")).expect("the picture");
        assert!(
            kept == drawn,
            "assets/lab.svg is not what the program draws: UPDATE_README=1 cargo test --test lab readme"
        );
    }
}
