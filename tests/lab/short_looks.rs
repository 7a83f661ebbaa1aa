//! How the screen about short sends looks, at any size.

use chunkscope::tui::Msg;
use chunkscope::tui::app::short::WAYS;
use chunkscope::tui::theme::{Depth, Kind};
use ratatui::crossterm::event::KeyCode;

use crate::driver::settings;
use crate::screens::snapshot;
use crate::short::{click, open, plain, played, steps, waiting, with_way};

#[test]
fn the_calls_are_scrolled_to_the_first_one_and_back() {
    let mut student = played(plain(), 6);
    student.app.size = (80, 24);
    let first = "how much does a connection hold";
    student.hides(first);
    student.key(KeyCode::Up);
    student.shows("▼ 1 more");
    student.key(KeyCode::Home);
    student.shows(first);
    student.key(KeyCode::Up);
    student.shows(first);
    student.key(KeyCode::PageDown);
    student.hides(first);
    student.key(KeyCode::End);
    student.shows("the receiver reads the rest");
    // With the next step the calls follow again.
    let mut student = played(plain(), 3);
    student.app.size = (80, 24);
    student.key(KeyCode::Home);
    student.shows(first);
    student.send(Msg::Short { id: 1, result: Ok(steps().remove(3)) });
    student.hides(first);
}

#[test]
fn the_footer_names_the_loop_only_where_it_can_be_shown() {
    let mut student = played(plain(), 3);
    student.hides("calls or loop");
    student = played(plain(), 6);
    student.shows("Tab calls or loop");
    student.app.size = (200, 60);
    student.hides("calls or loop");
    student.shows("the loop that a program needs");
}

#[test]
fn where_the_calls_have_the_numbers_beside_them_all_answers_are_whole() {
    for way in 0..WAYS.len() {
        for room in ["0", "1", "129"] {
            let mut student = with_way(way);
            student.press(room);
            let mut student = played(student, 2);
            student.app.size = (100, 36);
            student.hides("…");
        }
    }
}

#[test]
fn on_the_smallest_screen_all_bytes_and_all_answers_are_seen() {
    for size in [(60, 18), (70, 20), (80, 18), (99, 22), (100, 18), (100, 24)] {
        let mut student = played(plain(), 2);
        student.app.size = size;
        for guess in ["1  return 130", "2  return -1", "3  wait until", "4  return 40"] {
            student.shows(guess);
        }
        let text: String = student.text().chars().filter(char::is_ascii_alphanumeric).collect();
        assert!(text.contains("789abcdef") || text.contains("6789abcde"), "{size:?}: {}", student.text());
        student.shows("Say what will happen");
        let mut student = played(plain(), 6);
        student.app.size = size;
        student.shows("sent: 0 → 40 → 130 of 130");
    }
}

#[test]
fn nothing_panics_at_any_size() {
    for many in [0, 1, 2, 3, 6] {
        let mut student = played(plain(), many);
        for size in [(0, 0), (1, 1), (20, 5), (59, 18), (60, 17), (61, 19), (99, 30), (300, 100)] {
            student.app.size = size;
            student.draw();
            click(&mut student, size.0 / 2, size.1 / 2);
        }
    }
}

#[test]
fn pictures() {
    snapshot("short_set", &mut plain());
    snapshot("short_measured", &mut played(plain(), 1));
    snapshot("short_asked", &mut played(plain(), 2));
    snapshot("short_taken", &mut played(plain(), 3));
    snapshot("short_over", &mut played(plain(), 6));
    let mut student = played(plain(), 6);
    student.key(KeyCode::Tab);
    snapshot("short_loop", &mut student);
    snapshot("short_waits", &mut waiting(40));
    let mut ascii = open(settings(Depth::NoColor, Kind::Dark, true));
    ascii.press("b");
    snapshot("short_ascii", &mut played(ascii, 3));
}
