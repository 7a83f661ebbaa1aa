//! Programs from lines: by keys, on real sockets.

use chunkscope::framing::parsons::PUZZLES;
use chunkscope::tui::Effect;
use chunkscope::tui::app::Screen;
use chunkscope::tui::app::build::Result as Built;
use ratatui::crossterm::event::KeyCode;

use crate::driver::Student;
use crate::exercises::{at, place, walk_through};
use crate::screens::snapshot;

/// Puts the lines of a puzzle into the program, as deep as they are indented here.
pub fn put(student: &mut Student, lines: &[&str]) {
    for line in lines {
        let text = line.trim_start();
        let work = student.app.exercises.build.work();
        let left = work.left();
        let at = left.iter().position(|index| work.puzzle().lines[*index] == text).unwrap_or_else(|| panic!("{text}"));
        student.key(KeyCode::Home);
        for _ in 0..at {
            student.key(KeyCode::Down);
        }
        student.enter();
        let work = student.app.exercises.build.work();
        let (depth, wanted) = (work.placed[work.at].depth, (line.len() - text.len()) / 4);
        for _ in depth..wanted {
            student.key(KeyCode::Right);
        }
        for _ in wanted..depth {
            student.key(KeyCode::Left);
        }
    }
}

pub const SENDALL: [&str; 5] = [
    "def sendall(sock, data):",
    "    sent = 0",
    "    while sent < len(data):",
    "        count = sock.send(data[sent:])",
    "        sent += count",
];

#[test]
fn a_program_is_built_from_its_lines_and_works() {
    let mut student = at(Screen::Build);
    student.key(KeyCode::F(5));
    student.shows("There is no line in the program yet");
    student.key(KeyCode::Tab);
    student.enter();
    student.shows("Tab goes to the lines that are left.");
    student.key(KeyCode::Tab);
    put(&mut student, &SENDALL);
    student.shows("F5 runs the program against every way in which a kernel can take the data in short sends.");
    student.key(KeyCode::F(5));
    student.shows("It works in every case");
    student.shows("1 built");
    let built = student.app.exercises.build.work().placed.len();
    student.press(" ");
    student.shows("It works already: Enter goes on");
    assert_eq!(student.app.exercises.build.work().placed.len(), built);
    student.enter();
    student.shows("program 2 of 3");
    student.key(KeyCode::PageUp);
    assert_eq!(student.app.exercises.build.work().result, Built::Works);
}

#[test]
fn a_program_that_ignores_what_send_took_is_walked_through_and_the_screen_says_that_this_is_a_model() {
    let mut student = at(Screen::Build);
    put(&mut student, &["def sendall(sock, data):", "    count = sock.send(data)"]);
    student.key(KeyCode::F(5));
    student.shows(
        "It fails in this case. sendall(\"ab\"), and the kernel takes it in 2 parts, one a send. Their bytes: 1, 1.",
    );
    student.shows("model: nothing ran");
    student.shows("· \"ab\" is to be sent");
    walk_through(&mut student);
    student.shows("send 1 is given \"ab\" and takes 1 of 2: \"a\".");
    student.shows("It returns: \"a\" was sent, \"b\" is missing. Esc goes back");
    student.shows("✗ It returns: \"a\" was sent, \"b\" is");
    student.shows("▸✗  2     count = sock.send(data)");
    student.shows("✗ here it ends");
    student.shows("count            → 1");
    student.key(KeyCode::Up);
    student.shows("Esc goes back to the lines first.");
    student.key(KeyCode::Esc);
    student.shows("lines left");
    assert_eq!(student.app.exercises.build.work().placed.len(), 2, "the lines are still there");
    assert!(student.effects.iter().all(|effect| !matches!(effect, Effect::Start { replay: Some(_), .. })));
}

#[test]
fn reads_that_go_wrong_are_walked_through_on_real_sockets() {
    let mut student = at(Screen::Build);
    student.key(KeyCode::PageDown);
    put(&mut student, &["def recv_exactly(sock, count):", "    data = sock.recv(count)", "    return data"]);
    student.key(KeyCode::F(5));
    student.shows("It fails in this case. recv_exactly(2), and \"a\" comes at once, then the end.");
    student.shows("it must raise an error: of 2 bytes, 1 comes");
    walk_through(&mut student);
    student.shows("✗ It returns \"a\". 2 bytes were asked for and 1 came: it must raise an error.");
    student.shows("live: real sockets, this run");
    student.key(KeyCode::Esc);
    // The first line of what is left of the program can be taken back, and that undone.
    student.key(KeyCode::Backspace);
    assert_eq!(student.app.exercises.build.work().placed.len(), 2);
    student.press("u");
    assert_eq!(student.app.exercises.build.work().placed.len(), 3);
}

#[test]
fn a_receiver_that_reads_its_header_at_once_fails_in_a_conversation_on_real_sockets() {
    let mut student = at(Screen::Build);
    student.key(KeyCode::PageUp);
    let mut lines: Vec<String> = Vec::new();
    let puzzle = &PUZZLES[2];
    for placed in puzzle.solution() {
        let text = match puzzle.lines[placed.line] {
            "header = recv_exactly(sock, 2)" => "header = sock.recv(2)",
            text => text,
        };
        lines.push(format!("{}{text}", "    ".repeat(placed.depth)));
    }
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    put(&mut student, &lines);
    student.key(KeyCode::F(5));
    student.shows("It fails in this case.");
    walk_through(&mut student);
    student.shows("It ends with an error that should not be");
    student.shows("live: real sockets, this run");
}

#[test]
fn lines_are_carried_and_the_other_side_has_the_cursor_after_tab() {
    let mut student = at(Screen::Build);
    put(&mut student, &SENDALL[..3]);
    let lines = |student: &Student| -> Vec<usize> {
        student.app.exercises.build.work().placed.iter().map(|placed| placed.line).collect()
    };
    assert_eq!(lines(&student), [0, 1, 2]);
    student.hides("K J move");
    student.press("K");
    assert_eq!(lines(&student), [0, 2, 1]);
    student.press("J");
    student.key(KeyCode::Tab);
    student.shows("K J move");
    student.key(KeyCode::Up);
    student.key(KeyCode::Backspace);
    assert_eq!(lines(&student), [0, 2]);
    student.press("uu");
    assert_eq!(lines(&student), [0, 2, 1]);
}

#[test]
fn on_the_smallest_screen_lines_that_differ_at_their_ends_are_told_apart() {
    let mut student = at(Screen::Build);
    student.key(KeyCode::PageUp);
    student.app.size = (60, 18);
    for end in ["header\")", "\"little\")", "\"big\")"] {
        let lines = crate::driver::lines(&student.draw());
        let mut seen = lines.iter().any(|line| line.ends_with(end));
        for _ in 0..20 {
            student.key(KeyCode::Down);
            seen |= crate::driver::lines(&student.draw()).iter().any(|line| line.ends_with(end));
        }
        assert!(seen, "{end}");
        student.key(KeyCode::Home);
    }
}

#[test]
fn a_click_does_what_moving_there_and_enter_do() {
    let mut student = at(Screen::Build);
    for line in ["def sendall(sock, data):", "sent = 0"] {
        let there = place(&student, line);
        student.click(there);
    }
    let work = student.app.exercises.build.work();
    assert_eq!(work.placed.iter().map(|placed| (placed.line, placed.depth)).collect::<Vec<_>>(), [(0, 0), (1, 1)]);
    let there = place(&student, "def sendall");
    student.click(there);
    student.key(KeyCode::Backspace);
    assert_eq!(student.app.exercises.build.work().placed.len(), 1);
}

#[test]
fn pictures_of_a_program_that_is_built() {
    let mut student = at(Screen::Build);
    put(&mut student, &SENDALL[..4]);
    snapshot("build", &mut student);
    student.key(KeyCode::F(5));
    snapshot("build_fails", &mut student);
    student.press("   ");
    snapshot("build_walk", &mut student);
}
