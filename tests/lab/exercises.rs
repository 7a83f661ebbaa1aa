//! What the tests of the screens with receivers share.

use chunkscope::progress::exercised::{Done, Exercised, Found};
use chunkscope::tui::app::Screen;
use chunkscope::tui::app::keep::Job;
use chunkscope::tui::app::messages::Listed;
use chunkscope::tui::app::play::Play;
use chunkscope::tui::{Effect, First, Settings};
use ratatui::crossterm::event::KeyCode;

use crate::build::{SENDALL, put};
use crate::driver::Student;
use crate::receivers::gallery;

pub fn at(screen: Screen) -> Student {
    with(screen, Settings::default())
}

/// Opened from the list of what there is about messages.
pub fn with(screen: Screen, settings: Settings) -> Student {
    let mut student = Student::with(First::Messages, settings);
    let listed = match screen {
        Screen::Breaks => Listed::Breaks,
        Screen::Gym => Listed::Gym,
        _ => Listed::Build,
    };
    let number = Listed::ALL.iter().position(|known| *known == listed).unwrap();
    student.press(&(number + 1).to_string());
    student
}

pub fn play(student: &Student) -> &Play {
    student.app.play().expect("a program that is played")
}

/// Walks to the end with Space, as far as the sockets let it.
pub fn walk_through(student: &mut Student) -> usize {
    let mut lines = 0;
    while !play(student).is_over() {
        let before = play(student).at;
        student.press(" ");
        lines += 1;
        student.wait(|student| play(student).at != before || play(student).is_over());
        assert!(lines < 400, "{}", student.text());
    }
    lines
}

/// Where these words stand.
pub fn place(student: &Student, words: &str) -> (u16, u16) {
    let lines = crate::driver::lines(&student.draw());
    let y = lines.iter().position(|line| line.contains(words)).unwrap_or_else(|| panic!("{words}"));
    let x = lines[y].split(words).next().unwrap().chars().count();
    (u16::try_from(x).unwrap(), u16::try_from(y).unwrap())
}

#[test]
fn what_was_done_is_remembered_and_taken_over() {
    let done = |student: &Student| -> Vec<Done> {
        let done = |effect: &Effect| match effect {
            Effect::Keep(Job::Exercised(done)) => Some(done.clone()),
            _ => None,
        };
        student.effects.iter().filter_map(done).collect()
    };
    let mut student = gallery("whole-header");
    student.press("nX");
    student.key(KeyCode::Esc);
    student.key(KeyCode::Esc);
    student.press("3c");
    student.enter();
    student.wait(|student| play(student).is_over());
    student.key(KeyCode::Esc);
    student.key(KeyCode::Esc);
    student.press("4");
    put(&mut student, &SENDALL);
    student.key(KeyCode::F(5));
    let found = Found { cuts: Some(1), right: false };
    let all = done(&student);
    let points = Done::Points("one-recv: hello!".to_owned(), 3);
    assert_eq!(all, [Done::Found("whole-header", found), points, Done::Built("parsons-sendall")]);

    // A worse answer takes nothing away.
    let mut kept = Exercised::default();
    all.iter().for_each(|done| kept.take_in(done));
    kept.take_in(&Done::Points("one-recv: hello!".to_owned(), 1));
    let mut later = at(Screen::Breaks);
    later.app.exercises.take_over(&kept);
    later.shows("✗ 1 cut ≠");
    later.key(KeyCode::Esc);
    later.press("3");
    later.shows("3 of 3 points");
    later.key(KeyCode::Esc);
    later.press("4");
    later.shows("1 built");
}
