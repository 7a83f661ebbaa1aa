//! Receivers that break: by keys, on real sockets.

use std::collections::BTreeSet;

use chunkscope::framing::receivers::{self, Group, Receiver, ids};
use chunkscope::framing::walk::Doing;
use chunkscope::tui::Effect;
use chunkscope::tui::app::Screen;
use chunkscope::tui::app::breaks::{Breaks, Language, Search};
use chunkscope::tui::theme::{Depth, Kind};
use ratatui::crossterm::event::KeyCode;

use crate::driver::{Student, settings};
use crate::exercises::{at, place, play, walk_through, with};
use crate::screens::snapshot;

/// The gallery, with this receiver opened.
pub fn gallery(id: &str) -> Student {
    open(at(Screen::Breaks), id)
}

fn open(mut student: Student, id: &str) -> Student {
    let number = Breaks::listed().iter().position(|card| card.id == id).unwrap();
    for _ in 0..number {
        student.key(KeyCode::Down);
    }
    student.enter();
    student
}

/// To this line of the source, from wherever the cursor is.
fn to_line(student: &mut Student, line: u32) {
    student.key(KeyCode::Home);
    for _ in 1..line {
        student.key(KeyCode::Down);
    }
}

fn named(id: &str) -> Receiver {
    Receiver::named(id, None).unwrap().unwrap()
}

#[test]
fn first_one_says_which_line_is_at_fault_then_the_search_finds_the_case_and_real_sockets_show_it() {
    let mut student = gallery("whole-header");
    student.shows("Which line is at fault?");
    student.press("X");
    student.shows("Say first which line is at fault");
    let guilty = named("whole-header").python().guilty()[0];
    to_line(&mut student, guilty);
    student.enter();
    student.shows(&format!("You say: line {guilty} is at fault"));
    student.hides("✗");
    student.press("X");
    student.shows("The smallest case that breaks it: 1 cut, 6 bytes. Sent: \"x\". The connection stays open.");
    student.shows("1 cut · 6 bytes · recv takes at most 1,024");
    student.hides("✗");
    student.shows("nothing has run");
    walk_through(&mut student);
    student.shows("live: real sockets, this run");
    student.shows("It reads a number from the bytes that are there");
    student.shows("✗");
    student.shows("◂ you =");
    student.shows(&format!("= Line {guilty}, as you said. Message 1 is \"x\"; it delivers \"\"."));
    student.shows("✗ at fault · │ ran · ◂ you: = right, ≠ not");
    student.shows("\"\", not \"x\"");
    let open = student.app.exercises.breaks.open.as_ref().unwrap();
    assert_eq!(open.is_right(), Some(true));
    student.enter();
    student.shows("Which line is at fault?");
    student.key(KeyCode::Esc);
    student.shows("The header is taken to be whole");
    student.shows("✗ 1 cut =");
    student.shows("= you were right · ≠ you were not");
    student.shows("1 of 32 looked at");
}

#[test]
fn every_receiver_is_broken_on_real_sockets_or_proved_and_its_walk_is_that_of_the_model() {
    for id in ids() {
        let mut student = gallery(id);
        student.press("nX");
        let receiver = named(id);
        if receiver.group() == Group::Right {
            student.shows("= No cut breaks it: no line is at fault, as you said.");
            assert!(student.app.play().is_none());
            continue;
        }
        student.key(KeyCode::F(5));
        student.wait(|student| play(student).is_over());
        let open = student.app.exercises.breaks.open.as_ref().unwrap();
        assert!(open.revealed, "{id}");
        assert_eq!(open.is_right(), Some(false), "{id}");
        let told = open.told.as_ref().unwrap();
        let delivered: Vec<&[u8]> = play(&student).walk.delivered(usize::MAX - 1).collect();
        let model: Vec<&[u8]> = told.recvs.iter().flat_map(|recv| recv.delivered.iter().map(Vec::as_slice)).collect();
        assert_eq!(delivered, model, "{id}");
        let why = chunkscope::text::Texts::english().say(&receiver.why());
        student.app.size = (200, 60);
        student.shows(&why);
    }
}

#[test]
fn a_line_and_its_call_are_told_apart_and_the_sockets_do_only_what_the_line_needs() {
    let mut student = gallery("recv-fills");
    student.press("nX");
    student.press("n");
    student.wait(|student| play(student).line().is_some_and(|line| line.doing == Doing::Calls));
    student.shows("calls recv for at most 2 bytes and waits");
    student.wait(|student| play(student).events_shown().len() == play(student).events.len());
    let before = play(&student).at;
    student.press(" ");
    student.wait(|student| play(student).at != before);
    student.shows("recv returns 1 byte");
    assert_eq!(play(&student).line().unwrap().doing, Doing::Returns);
    // Looking back shows the bytes as they were then.
    let then = play(&student).events_shown().len();
    student.key(KeyCode::Left);
    assert_eq!(play(&student).at, before);
    assert!(play(&student).events_shown().len() < then);
    student.press("r");
    assert!(!play(&student).has_begun());
    assert_eq!(student.effects.last(), Some(&Effect::Stop));
    walk_through(&mut student);
    student.shows("recv gives at most n bytes");
}

#[test]
fn the_source_is_shown_in_either_language_and_a_line_said_in_one_counts_in_the_other() {
    let mut student = gallery("byte-order");
    student.shows("Python-like");
    student.press("v");
    student.shows("C-like");
    assert_eq!(student.app.exercises.breaks.language, Language::C);
    let guilty = named("byte-order").c().guilty()[0];
    to_line(&mut student, guilty);
    student.enter();
    student.press("v");
    student.shows("◂ you");
    student.press("X");
    assert_eq!(student.app.exercises.breaks.open.as_ref().unwrap().is_right(), Some(true));
    student.key(KeyCode::Esc);
    student.shows("✗ no cut =");
}

#[test]
fn the_search_can_be_stopped_and_late_answers_are_not_taken() {
    let mut student = gallery("digits-10");
    student.press("n");
    let open = student.app.exercises.breaks.open.as_mut().unwrap();
    open.search = Search::Going { id: 77, progress: (3, 114) };
    student.shows("3 of 114");
    student.key(KeyCode::Esc);
    assert_eq!(student.effects.last(), Some(&Effect::StopAsking));
    student.shows("X looks for the smallest cuts");
    student.press("X");
    student.shows("462,454,778 ways to cut");
    student.shows("The proof visits 2,169");
    student.shows("And all 803 469 022 129 495 137 770 981 046");
}

#[test]
fn a_run_that_rests_in_the_lab_ends_where_a_receiver_s_begins() {
    let mut student = Student::lesson();
    student.press("yynyy");
    student.enter();
    student.press(" ");
    student.wait_rest();
    student.app.screen = Screen::Breaks;
    let mut student = open(student, "one-recv");
    student.press("nX");
    walk_through(&mut student);
    assert!(student.lab().run.events.is_empty());
}

#[test]
fn what_the_walk_through_says_is_thought_about_before_it_is_told_what_is_so() {
    let mut student = at(Screen::Breaks);
    student.key(KeyCode::Up);
    student.enter();
    student.shows("So far “This is a longer m” has come: that is 19 of the 24 characters.");
    student.hides("there are 18");
    for _ in 0..5 {
        student.enter();
    }
    student.shows("Packets are cut and joined on the way");
    student.shows("some of receivers 20 to 32 come from the same text.");
    snapshot("breaks_prose", &mut student);
    student.key(KeyCode::Esc);
    student.shows("Enter opens a receiver");
    student.shows("✓ read");
}

#[test]
fn a_click_does_what_moving_there_and_enter_do() {
    let mut student = at(Screen::Breaks);
    let there = place(&student, "receiver 2");
    student.click(there);
    student.shows("receiver 2 · \"\\n\" ends a message");
    let there = place(&student, "data = sock.recv");
    student.click(there);
    student.hides("◂ you");
    student.click(there);
    student.shows("◂ you");
}

#[test]
fn pictures_of_the_gallery() {
    let mut student = at(Screen::Breaks);
    snapshot("breaks_list", &mut student);
    let mut student = gallery("header-at-once");
    to_line(&mut student, 17);
    student.enter();
    snapshot("breaks_predict", &mut student);
    student.press("X");
    student.key(KeyCode::F(5));
    student.wait(|student| play(student).is_over());
    snapshot("breaks_over", &mut student);
    let mut student = gallery("lines-crlf");
    student.press("nX");
    snapshot("breaks_proof", &mut student);
}

#[test]
fn nothing_names_the_fault_before_it_is_found() {
    let listed = Breaks::listed();
    let ids: BTreeSet<&str> = listed.iter().map(|card| card.id).collect();
    assert_eq!(ids, receivers::ids().collect(), "each once");
    let texts = chunkscope::text::Texts::english();
    let mut student = at(Screen::Breaks);
    student.app.size = (200, 60);
    for card in &listed {
        student.hides(&texts.say(&card.title));
    }
    for card in listed {
        let mut student = gallery(card.id);
        student.app.size = (200, 60);
        student.hides(&texts.say(&card.title));
        student.press("nX");
        if student.app.play().is_some() {
            student.hides(&texts.say(&card.title));
            student.key(KeyCode::F(5));
            student.wait(|student| play(student).is_over());
        }
        student.shows(&texts.say(&card.title));
    }
}

/// Opens a receiver, names a line of its Python, and lets the case that is found run to its end.
fn named_line(id: &str, line: &str) -> Student {
    let mut student = gallery(id);
    let receiver = named(id);
    let number = receiver.python().lines.iter().position(|known| known.text.trim() == line).unwrap() as u32 + 1;
    to_line(&mut student, number);
    student.enter();
    student.press("X");
    student.key(KeyCode::F(5));
    student.wait(|student| play(student).is_over());
    student
}

#[test]
fn what_was_said_is_judged_and_a_line_where_it_can_be_mended_is_as_good() {
    let student = named_line("one-recv", "if not data:");
    student.shows("≠ The fault is in line 8; you said line 6.");
    student.shows("◂ you ≠");
    let student = named_line("one-recv", "data = sock.recv(1024)");
    student
        .shows("= It can be mended in line 5, as you said, together with line 8, marked ✗: one alone is not enough.");
    student.shows("◂ you =");
    let student = named_line("recv-fills", "header = sock.recv(2)");
    student.shows("= Line 14, as you said; line 22 is at fault, too.");
    let student = named_line("characters", "while True:");
    student.shows("≠ The fault is in lines 27 and 30; you said line 8.");
    let mut student = gallery("byte-order");
    student.press("nX");
    student.key(KeyCode::F(5));
    student.wait(|student| play(student).is_over());
    student.shows("≠ The fault is in line 19; you said that none is at fault.");
    let mut student = gallery("digits-5");
    student.enter();
    student.press("X");
    student.shows("≠ No cut breaks it: no line is at fault; you said line 4.");
}

#[test]
fn in_the_other_language_a_line_without_a_twin_is_told_with_its_language() {
    let mut student = gallery("one-recv");
    student.press("v");
    student.key(KeyCode::End);
    student.enter();
    student.press("X");
    student.key(KeyCode::F(5));
    student.wait(|student| play(student).is_over());
    student.press("v");
    student.shows("≠ The fault is in line 8; you said line 11 of the C-like source.");
}

#[test]
fn every_sentence_has_room_on_a_small_screen() {
    for id in ids() {
        for language in ["", "v"] {
            let mut student = gallery(id);
            student.app.size = (80, 24);
            student.press(language);
            student.key(KeyCode::Home);
            student.enter();
            student.press("X");
            let whole = |student: &Student| {
                let lines = crate::driver::lines(&student.draw());
                assert!(!lines[20..23].iter().any(|line| line.contains('…')), "{id}: {lines:#?}");
            };
            whole(&student);
            if student.app.play().is_some() {
                student.key(KeyCode::F(5));
                student.wait(|student| play(student).is_over());
                whole(&student);
            }
        }
    }
}

/// On the way: two recvs have returned, and a line runs.
fn on_the_way(mut student: Student) -> Student {
    student.press("nX");
    for _ in 0..2 {
        let before = play(&student).at;
        student.press("n");
        student.wait(|student| play(student).at != before);
    }
    student.press(" ");
    student.wait(|student| play(student).line().is_some_and(|line| line.returned == 2));
    student
}

#[test]
fn pictures_on_the_way() {
    let mut student = on_the_way(gallery("delimiter-per-chunk"));
    snapshot("breaks_way", &mut student);
    let bare = with(Screen::Breaks, settings(Depth::NoColor, Kind::Dark, true));
    let mut student = on_the_way(open(bare, "delimiter-per-chunk"));
    snapshot("breaks_way_ascii", &mut student);
}
