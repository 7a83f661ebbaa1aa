//! The projector view of a lab: pages, what is revealed when, its run, and the way back.

use chunkscope::quiz::Phase;
use chunkscope::tui::app::Screen;
use chunkscope::tui::app::lab::RunState;
use chunkscope::tui::app::projector::{Page, pages};
use chunkscope::tui::theme::{Depth, Kind};
use chunkscope::tui::{Effect, First, Msg, lesson};
use ratatui::crossterm::event::KeyCode;
use ratatui::style::Color;

use crate::driver::{Student, settings};
use crate::screens::snapshot;

fn present() -> Student {
    Student::at(First::Projector(Box::new(First::Lab(Some(Box::new(lesson::first()))))))
}

fn page(student: &Student) -> Page {
    student.lab().page().expect("there are calls")
}

fn down(student: &mut Student, times: usize) {
    (0..times).for_each(|_| student.key(KeyCode::PageDown));
}

/// From the first page to the run, past the question and the five rows of the first round.
fn at_the_stream() -> Student {
    let mut student = present();
    down(&mut student, 7);
    assert_eq!(page(&student), Page::Stream);
    student
}

#[test]
fn each_page_at_three_sizes() {
    let mut student = present();
    (0..3).for_each(|_| student.enter());
    snapshot("projector_calls", &mut student);
    down(&mut student, 1);
    snapshot("projector_question", &mut student);
    down(&mut student, 5);
    snapshot("projector_row", &mut student);
    student.enter();
    snapshot("projector_answer", &mut student);
    down(&mut student, 1);
    snapshot("projector_stream", &mut student);
    student.key(KeyCode::F(5));
    student.wait_over();
    snapshot("projector_stream_over", &mut student);
    down(&mut student, 6);
    student.enter();
    student.enter();
    snapshot("projector_rule", &mut student);
}

#[test]
fn without_colour_and_in_ascii() {
    for (depth, ascii) in [(Depth::NoColor, false), (Depth::TrueColor, true)] {
        let first = First::Projector(Box::new(First::Lab(Some(Box::new(lesson::first())))));
        let mut student = Student::with(first, settings(depth, Kind::Dark, ascii));
        for _ in 0..pages(student.lab()).len() {
            student.enter();
            let buf = student.draw();
            if ascii {
                assert!(buf.content.iter().all(|cell| cell.symbol().is_ascii()));
            } else {
                assert!(buf.content.iter().all(|cell| (cell.fg, cell.bg) == (Color::Reset, Color::Reset)));
            }
            student.key(KeyCode::PageDown);
        }
    }
}

#[test]
fn nothing_is_answered_before_enter_and_then_only_this_row() {
    let mut student = present();
    down(&mut student, 2);
    let Page::Row(first) = page(&student) else { panic!("a row") };
    student.shows("row 1 of 16");
    student.hides("the answer");
    student.enter();
    student.shows("the answer");
    student.shows("a recv takes what is there");
    assert_eq!(student.lab().show.revealed.iter().copied().collect::<Vec<_>>(), [first]);
    // On with the next row, which is asked first; the way back shows what was shown.
    student.enter();
    student.hides("the answer");
    student.key(KeyCode::PageUp);
    student.shows("the answer");
}

#[test]
fn pages_follow_a_lecture_and_end() {
    let mut student = present();
    let all = pages(student.lab());
    assert_eq!(all.iter().filter(|page| matches!(page, Page::Row(_))).count(), 5 + 16);
    let run = all.iter().position(|page| *page == Page::Stream).unwrap();
    let rule = all.iter().position(|page| *page == Page::Rule).unwrap();
    assert_eq!(&all[2..run], &all[run + 1..rule], "asked before the run, explained after it");
    student.key(KeyCode::End);
    student.key(KeyCode::PageDown);
    student.shows("This is the last page.");
    student.key(KeyCode::Home);
    assert_eq!(page(&student), Page::Calls);
}

#[test]
fn the_run_is_on_real_sockets_a_step_at_a_time() {
    let mut student = at_the_stream();
    student.shows("nothing has run");
    student.press(" ");
    student.wait_rest();
    student.shows("live: real sockets, this run");
    student.enter();
    student.wait_rest();
    student.shows("Call 2 sent 4 bytes.");
    student.shows("What can buf1 become?");
    student.key(KeyCode::F(5));
    student.wait_over();
    student.shows("waits for good");
    student.hides("become?");
    student.enter();
    assert!(matches!(page(&student), Page::Row(_)), "after the run Enter goes on");
}

#[test]
fn the_lab_is_as_it_was_where_it_waits_for_predictions() {
    let mut student = Student::lesson();
    student.press("yy");
    student.press("P");
    assert!(matches!(student.app.screen, Screen::Projector));
    down(&mut student, 7);
    student.key(KeyCode::F(5));
    student.wait_over();
    student.key(KeyCode::PageUp);
    student.enter();
    student.key(KeyCode::Esc);
    assert_eq!(student.lab().phase(), Some(Phase::Predict));
    assert_eq!(student.lab().run.state, RunState::Idle);
    assert!(student.lab().seen.is_empty());
    assert_eq!(student.lab().quiz.as_ref().unwrap().to_go(), 3);
    student.hides("model");
    // And the projector is as it was, too.
    student.press("P");
    student.shows("the answer");
    student.key(KeyCode::PageDown);
    assert!(matches!(student.lab().run.state, RunState::Over(_)));
    // Other calls are another show.
    student.press("P");
    student.press("e");
    student.press("close(sock)");
    student.enter();
    student.key(KeyCode::Esc);
    student.press("P");
    assert_eq!(page(&student), Page::Calls);
    assert!(student.lab().show.revealed.is_empty());
    assert_eq!(student.lab().run.state, RunState::Idle);
}

#[test]
fn where_the_lab_may_run_both_show_the_same_run() {
    let mut student = Student::worksheet("```\nclient: send(sock, \"hi\", 2, 0)\nserver: recv(sock, b, 9, 0)\n```\n");
    student.press(" ");
    student.wait_rest();
    student.press("P");
    down(&mut student, 1);
    student.shows("Call 1 sent 2 bytes.");
    student.press(" ");
    student.wait_over();
    student.key(KeyCode::Esc);
    student.shows("= 2");
    assert_eq!(student.lab().seen.len(), 1);
    assert_eq!(student.effects.iter().filter(|effect| matches!(effect, Effect::Start { .. })).count(), 1);
}

#[test]
fn late_news_of_the_run_that_is_not_shown_reach_it() {
    let mut student = at_the_stream();
    student.key(KeyCode::F(5));
    student.key(KeyCode::Esc);
    student.wait(|student| matches!(student.lab().show.aside.run.state, RunState::Over(_)));
    assert_eq!(student.lab().run.state, RunState::Idle);
    assert!(student.lab().seen.is_empty());
}

#[test]
fn blank_until_any_key_and_that_key_does_nothing_else() {
    let mut student = present();
    for blank in ["b", "."] {
        let before = student.text();
        student.press(blank);
        assert_eq!(student.text().trim(), "");
        student.key(KeyCode::PageDown);
        assert_eq!(student.text(), before);
    }
    student.press("b");
    student.ctrl('c');
    assert!(student.app.over);
}

#[test]
fn the_hint_fades_and_comes_back_but_help_and_the_next_answer_stay() {
    let mut student = present();
    student.shows("next page");
    down(&mut student, 2);
    student.enter();
    student.enter();
    student.hides("next page");
    // Where an answer can be shown, the key is said for good.
    student.shows("show the next");
    student.shows("? help");
    student.press("z");
    student.shows("next page");
    student.press("?");
    student.shows("answers stay hidden");
    student.key(KeyCode::Esc);
    assert!(matches!(student.app.screen, Screen::Projector), "Esc closes the help first");
}

#[test]
fn black_or_white_and_the_lab_keeps_its_colours() {
    let mut student = present();
    let ground = |student: &Student| student.draw()[(0, 0)].bg;
    assert_eq!(ground(&student), Color::Rgb(0, 0, 0));
    student.press("t");
    assert_eq!(ground(&student), Color::Rgb(255, 255, 255));
    student.key(KeyCode::Esc);
    assert_eq!(ground(&student), Color::Reset);
    student.press("P");
    assert_eq!(ground(&student), Color::Rgb(255, 255, 255));
}

#[test]
fn both_directions_turn_with_the_run_and_by_key() {
    let echo = "```\nclient: send(sock, \"ping\", 4, 0)\nserver: recv(sock, q, 9, 0)\nserver: send(sock, \"pong\", 4, 0)\nclient: recv(sock, a, 9, 0)\n```\n";
    let mut student = Student::worksheet(echo);
    student.press("P");
    down(&mut student, 1);
    student.shows("client sends");
    student.key(KeyCode::F(5));
    student.wait_over();
    student.shows("server sends");
    student.press("d");
    student.shows("client sends");
}

#[test]
fn the_pointer_walks_over_the_bytes_and_stays_on_them() {
    let mut student = at_the_stream();
    student.key(KeyCode::Left);
    assert_eq!(student.lab().show.byte, Some(9));
    student.key(KeyCode::Right);
    assert_eq!(student.lab().show.byte, Some(9));
    (0..20).for_each(|_| student.key(KeyCode::Left));
    assert_eq!(student.lab().show.byte, Some(0));
}

#[test]
fn without_calls_and_without_a_table() {
    let mut student = Student::worksheet("Nothing.\n");
    student.key(KeyCode::Esc);
    student.press("P");
    assert_eq!(student.lab().page(), None);
    assert_ne!(student.text().trim(), "");
    for key in [KeyCode::Enter, KeyCode::PageDown, KeyCode::Left, KeyCode::F(5), KeyCode::Char(' ')] {
        student.key(key);
    }
    student.key(KeyCode::Esc);
    assert!(matches!(student.app.screen, Screen::Lab));
    let student = Student::worksheet("```\nclient: send(sock, \"hi\", 2, 0)\n```\n");
    assert_eq!(pages(student.lab()), [Page::Calls, Page::Stream]);
}

#[test]
fn every_page_at_every_size() {
    let mut student = present();
    for _ in 0..9 {
        for size in [(0, 0), (1, 1), (20, 5), (59, 18), (60, 17), (60, 18), (61, 40), (80, 24), (120, 36), (300, 19)] {
            student.send(Msg::Resize(size.0, size.1));
            student.draw();
            student.press("?");
            student.draw();
            student.key(KeyCode::Esc);
        }
        student.enter();
        student.key(KeyCode::PageDown);
    }
}
