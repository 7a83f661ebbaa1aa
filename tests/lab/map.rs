//! The map of outcomes: which are possible, which were seen, and making one happen.

use chunkscope::stream::Cell;
use chunkscope::tui::app::Screen;
use chunkscope::tui::app::lab::RunState;
use chunkscope::tui::theme::{Depth, Kind};
use chunkscope::tui::{First, Msg, lesson};
use ratatui::crossterm::event::{KeyCode, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

use crate::driver::{Student, settings};
use crate::screens::snapshot;

/// A worksheet without a table, with so many recvs.
fn calls(sends: &[usize], recvs: usize) -> Student {
    let mut text = String::from("# Own\n\n```\n");
    for length in sends {
        text.push_str(&format!("client: send(sock, \"x\" * {length}, {length}, 0)\n"));
    }
    for number in 1..=recvs {
        text.push_str(&format!("server: recv(sock, buf{number}, 1024, 0)\n"));
    }
    Student::worksheet(&format!("{text}```\n"))
}

/// The outcome with the cursor.
fn chosen(student: &Student) -> Vec<Cell> {
    student.app.map.as_deref().and_then(|map| map.chosen()).expect("an outcome").cells.clone()
}

/// The lesson's map with some outcomes made to happen.
fn lit(mut student: Student) -> Student {
    student.press("m");
    for keys in [&[KeyCode::Home][..], &[KeyCode::Enter], &[KeyCode::Right, KeyCode::Right, KeyCode::Down]] {
        for key in keys {
            student.key(*key);
        }
        student.enter();
        student.wait_over();
    }
    student
}

#[test]
fn there_is_no_map_before_the_answers_are_open() {
    let mut student = Student::lesson();
    student.press("m");
    assert!(matches!(student.app.screen, Screen::Lab));
    student.hides("m map");
    student.hides("46");
}

#[test]
fn the_map_shows_what_is_possible_and_what_was_seen() {
    let mut student = Student::through_lesson();
    student.shows("m map");
    student.press("m");
    student.shows("46 possible outcomes");
    student.shows("all that is possible; shaded: seen on real sockets");
    student.shows("1 seen");
    student.shows("bytes in buf1");
    student.shows("on the slope all is read");
    student.shows("Not on the map, for no order of events gives them: 2 order");
    // Row 16 would lie at 6 bytes, then blocked.
    student.shows("✗16");
    student.key(KeyCode::Esc);
    assert!(matches!(student.app.screen, Screen::Lab));
}

#[test]
fn enter_makes_the_chosen_outcome_happen_on_real_sockets() {
    let mut student = Student::through_lesson();
    student.press("m");
    student.key(KeyCode::Home);
    let wanted = chosen(&student);
    assert_eq!(wanted, [Cell::Data(b"h".to_vec()), Cell::Data(b"e".to_vec())]);
    student.shows("Possible, not seen here yet. Enter makes it happen");
    student.enter();
    student.wait_over();
    let RunState::Over(report) = &student.lab().run.state else { unreachable!() };
    assert_eq!(report.outcome.cells, wanted);
    student.shows("2 seen");
    student.shows("seen once here");
    student.shows("the last run: h | e");
    student.shows(" outcome  ┃ h ┃ e ┃");
    student.shows("It happened: unmodified calls, real sockets.");
    student.enter();
    student.wait(|student| student.lab().seen.iter().any(|(_, times)| times == 2));
    // The lab knows it, too.
    student.key(KeyCode::Esc);
    assert!(matches!(student.app.screen, Screen::Lab));
    assert_eq!(student.lab().seen.len(), 2);
}

#[test]
fn a_run_from_the_map_says_what_came() {
    let mut student = Student::through_lesson();
    student.press("m");
    student.key(KeyCode::F(5));
    student.wait_over();
    student.shows("The run gave hello!bye! | blocks, seen 3 times now.");
    student.shows("the last run: hello!bye! | blocks");
}

#[test]
fn every_outcome_of_the_lesson_lights_up() {
    let mut student = calls(&[3, 2], 2);
    student.press("m");
    let total = student.app.map.as_deref().and_then(|map| map.outcomes.as_ref()).map_or(0, Vec::len);
    assert_eq!(total, 11);
    for seen in 1..=total {
        student.press("n");
        let wanted = chosen(&student);
        student.enter();
        student.wait(|student| student.lab().seen.len() == seen);
        assert_eq!(student.lab().seen.times(&chunkscope::stream::Outcome { cells: wanted }), 1);
    }
    student.press("n");
    student.shows("All 11 outcomes here were seen.");
}

#[test]
fn the_cursor_comes_from_the_row_and_a_click_moves_it() {
    let mut student = Student::through_lesson();
    student.key(KeyCode::Home);
    for _ in 0..4 {
        student.key(KeyCode::Down);
    }
    student.press("m");
    assert_eq!(chosen(&student), [Cell::Data(b"hello!bye!".to_vec()), Cell::Blocks]);
    let text = student.text();
    let (y, line) = text.lines().enumerate().find(|(_, line)| line.contains("·13")).expect("row 13 is pinned");
    let x = line.split("·13").next().unwrap().chars().count();
    let mut click = || {
        let kind = MouseEventKind::Down(MouseButton::Left);
        let event = MouseEvent { kind, column: x as u16, row: y as u16, modifiers: KeyModifiers::NONE };
        student.send(Msg::Mouse(event));
    };
    click();
    click();
    student.wait_over();
    assert_eq!(chosen(&student), [Cell::Data(b"he".to_vec()), Cell::Data(b"ll".to_vec())]);
    student.shows("row 13");
    student.shows("6 of 10 bytes are left in the stream");
}

#[test]
fn three_recvs_are_a_tree_that_opens() {
    let mut student = calls(&[3, 2], 3);
    student.press("m");
    student.shows("possible outcomes");
    student.shows("What may the first recv give?");
    student.enter();
    student.shows("buf1 = 1 byte");
    student.enter();
    student.shows("buf1 = 1 byte · buf2 = 1 byte");
    assert_eq!(chosen(&student).len(), 3);
    student.enter();
    student.wait_over();
    student.shows("1 seen");
    student.key(KeyCode::Esc);
    student.key(KeyCode::Esc);
    student.shows("What may the first recv give?");
    student.key(KeyCode::Esc);
    assert!(matches!(student.app.screen, Screen::Lab));
}

#[test]
fn too_many_outcomes_are_counted_by_branches() {
    let mut student = calls(&[600, 400], 5);
    student.press("m");
    student.shows("8,250,457,418,200 possible outcomes");
    student.shows("1–100 bytes");
    for _ in 0..4 {
        student.enter();
    }
    student.shows("buf1 = 1 byte · buf2");
}

#[test]
fn a_place_with_several_outcomes_opens() {
    let mut student = calls(&[60, 40], 2);
    student.press("m");
    student.key(KeyCode::Home);
    student.shows("outcomes lie here; 0 of them were seen");
    student.enter();
    student.enter();
    assert_eq!(student.app.map.as_deref().map(|map| map.windows.len()), Some(1));
    student.key(KeyCode::Esc);
    student.key(KeyCode::Esc);
    assert!(matches!(student.app.screen, Screen::Lab));
}

#[test]
fn calls_that_must_fail_have_no_map() {
    let mut student = Student::worksheet(
        "# Own\n\n```\nclient: close(sock)\nclient: send(sock, \"a\", 1, 0)\nserver: recv(sock, b, 9, 0)\n```\n",
    );
    student.press("m");
    assert!(matches!(student.app.screen, Screen::Lab));
    student.shows("There is no map: call 2");
}

#[test]
fn map() {
    snapshot("map", &mut lit(Student::through_lesson()));
}

#[test]
fn map_without_colour() {
    let first = First::Lab(Some(Box::new(lesson::first())));
    snapshot("map_nocolor", &mut lit(Student::with(first, settings(Depth::NoColor, Kind::Dark, false)).through()));
}

#[test]
fn map_in_ascii() {
    let first = First::Lab(Some(Box::new(lesson::first())));
    snapshot("map_ascii", &mut lit(Student::with(first, settings(Depth::Ansi16, Kind::Light, true)).through()));
}

#[test]
fn map_as_a_tree() {
    let mut student = calls(&[6, 4], 3);
    student.press("m");
    student.key(KeyCode::Down);
    student.enter();
    snapshot("map_tree", &mut student);
}

#[test]
fn map_of_a_long_stream() {
    let mut student = calls(&[60, 40], 2);
    student.press("m");
    student.key(KeyCode::Home);
    snapshot("map_long", &mut student);
}
