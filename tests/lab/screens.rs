//! Whole screens with their styles, in the main states, at three sizes; and no panic at any size.

use std::fmt::Write;

use chunkscope::tui::First;
use chunkscope::tui::theme::{Depth, Kind};
use ratatui::buffer::Buffer;
use ratatui::crossterm::event::KeyCode;
use ratatui::style::{Color, Modifier, Style};

use chunkscope::tui::app::knobs::Knob;

use crate::driver::{Student, lines, settings};
use crate::knobs;
use crate::likely;

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 36), (200, 60)];

/// The words, then for each line the runs of cells that have a style: `3: 10–14 bold #ffffff on #0072b2`.
fn picture(buf: &Buffer) -> String {
    let mut out = lines(buf).join("\n");
    out.push_str("\n--- styles ---\n");
    for y in buf.area.y..buf.area.bottom() {
        let mut runs: Vec<(u16, u16, Style)> = Vec::new();
        for x in buf.area.x..buf.area.right() {
            let style = buf[(x, y)].style();
            match runs.last_mut() {
                Some((_, end, same)) if *same == style => *end = x,
                _ => runs.push((x, x, style)),
            }
        }
        let told: Vec<String> = runs
            .iter()
            .filter_map(|(start, end, style)| {
                let words = words(style);
                (!words.is_empty()).then(|| format!("{start}-{end} {words}"))
            })
            .collect();
        if !told.is_empty() {
            let _ = writeln!(out, "{y}: {}", told.join(", "));
        }
    }
    out
}

fn words(style: &Style) -> String {
    let colour = |colour: Option<Color>| match colour {
        None | Some(Color::Reset) => String::new(),
        Some(colour) => colour.to_string(),
    };
    let mut words = Vec::new();
    for (flag, word) in [
        (Modifier::BOLD, "bold"),
        (Modifier::DIM, "dim"),
        (Modifier::ITALIC, "italic"),
        (Modifier::UNDERLINED, "underlined"),
        (Modifier::REVERSED, "reverse"),
    ] {
        if style.add_modifier.contains(flag) {
            words.push(word.to_owned());
        }
    }
    let (front, back) = (colour(style.fg), colour(style.bg));
    if !front.is_empty() {
        words.push(front);
    }
    if !back.is_empty() {
        words.push(format!("on {back}"));
    }
    words.join(" ")
}

/// Addresses and times differ from run to run: they are not drawn in these states, but for the trace.
pub fn snapshot(name: &str, student: &mut Student) {
    for (width, height) in SIZES {
        student.app.size = (width, height);
        insta::assert_snapshot!(format!("{name}_{width}x{height}"), picture(&student.draw()));
    }
}

fn over() -> Student {
    let mut student = Student::lesson();
    student.press("yynyy");
    student.enter();
    student.key(KeyCode::F(5));
    student.wait_over();
    student
}

#[test]
fn predicting() {
    let mut student = Student::lesson();
    student.press("yy");
    snapshot("predicting", &mut student);
}

#[test]
fn run_over_and_locked() {
    snapshot("locked", &mut over());
}

#[test]
fn reasons() {
    let mut student = over();
    student.enter();
    student.enter();
    student.enter();
    snapshot("reasons", &mut student);
}

#[test]
fn an_answer_with_its_offending_byte() {
    let mut student = over();
    student.enter();
    student.enter();
    student.enter();
    student.press("5");
    student.enter();
    student.press("4");
    student.enter();
    student.press("2");
    student.press("a pause is no message");
    snapshot("answer", &mut student);
}

#[test]
fn the_rule_beside_the_house_s() {
    let mut student = over();
    student.enter();
    student.press("a");
    student.press("In order, without holes, from the beginning.");
    student.enter();
    snapshot("rule", &mut student);
}

#[test]
fn typing_a_call_that_is_wrong() {
    let mut student = Student::at(First::Lab(None));
    student.press("send(sock, \"hello!\", 8, 0)");
    snapshot("typing", &mut student);
}

#[test]
fn knobs_before_a_run_and_a_value_that_is_typed() {
    let mut student = knobs::with_knobs();
    knobs::set(&mut student, Knob::Rcvbuf, "4096");
    knobs::set(&mut student, Knob::Start, "");
    snapshot("knobs", &mut student);
    knobs::choose(&mut student, Knob::Gap);
    student.enter();
    student.press("10u");
    student.enter();
    snapshot("knob_typed", &mut student);
}

#[test]
fn a_run_as_text() {
    let mut student = knobs::with_knobs();
    student.press("c");
    snapshot("copied", &mut student);
}

#[test]
fn runs_in_the_background() {
    let mut student = knobs::with_knobs();
    student.key(KeyCode::F(6));
    snapshot("burst", &mut student);
}

#[test]
fn help() {
    let mut student = Student::lesson();
    student.press("?");
    snapshot("help", &mut student);
}

#[test]
fn home_before_its_run() {
    snapshot("home", &mut Student::at(First::Home));
}

#[test]
fn without_colour_no_cell_has_a_colour_and_in_ascii_all_is_ascii() {
    for kind in Kind::ALL {
        let sheet = Box::new(chunkscope::tui::lesson::first());
        let settings = settings(Depth::NoColor, kind, true);
        let mut student = Student::with(First::Lab(Some(sheet)), settings);
        student.press("yynyy");
        student.enter();
        student.key(KeyCode::F(5));
        student.wait_over();
        for _ in 0..4 {
            for cell in &student.draw().content {
                assert!(cell.symbol().is_ascii(), "{:?}", cell.symbol());
                assert_eq!((cell.fg, cell.bg), (Color::Reset, Color::Reset), "{kind:?}");
            }
            student.enter();
        }
    }
}

#[test]
fn nothing_panics_at_any_size_and_a_small_window_says_what_it_needs() {
    let mut states = vec![Student::at(First::Home), Student::at(First::Lab(None)), Student::lesson(), over()];
    let mut answer = over();
    answer.enter();
    states.push(answer);
    let mut help = Student::lesson();
    help.press("?");
    states.push(help);
    for student in &mut states {
        for size in [(0, 0), (1, 1), (20, 5), (59, 18), (60, 17), (60, 18), (61, 19), (99, 30), (100, 18), (300, 100)] {
            student.app.size = size;
            student.draw();
        }
        student.app.size = (59, 17);
        student.shows("This needs 60×18 and has 59×17.");
    }
}

#[test]
fn a_table_of_four_buffers_cuts_no_word_and_lists_say_what_is_hidden() {
    let mut student = Student::worksheet(
        "# Four\n\n- The client performs `send(sock, \"ab\", 2, 0)`.\n\
         - The server performs `recv(sock, buf1, 9, 0)`.\n- The server performs `recv(sock, buf2, 9, 0)`.\n\
         - The server performs `recv(sock, buf3, 9, 0)`.\n- The server performs `recv(sock, buf4, 9, 0)`.\n\n\
         | # | buf1 | buf2 | buf3 | buf4 | possible? |\n|---|---|---|---|---|---|\n\
         | 1 | ab | recv blocks | never called | never called | |\n| 2 | | ab | | | |\n",
    );
    student.hides("…");
    student.shows("never");
    student.app.size = (80, 24);
    student.hides("…");
    let mut student = over();
    student.enter();
    student.press("a");
    student.app.size = (80, 24);
    student.shows("more");
}

#[test]
fn how_likely() {
    snapshot("likely_guess", &mut likely::opened());
    let mut student = likely::measured();
    snapshot("likely", &mut student);
}
