//! Looking back in a run: every view follows, the sockets do not.

use chunkscope::tui::Effect;
use chunkscope::tui::app::lab::{Pane, RunState};
use ratatui::crossterm::event::KeyCode;

use crate::driver::Student;

const TWO: &str = "```\nclient: send(sock, \"hello!\", 6, 0)\nclient: send(sock, \"bye!\", 4, 0)\n\
                   server: recv(sock, buf1, 4, 0)\nserver: recv(sock, buf2, 1024, 0)\n```\n";

/// A lab without a table, after its run.
fn over() -> Student {
    let mut student = Student::worksheet(TWO);
    student.key(KeyCode::F(5));
    student.wait_over();
    student
}

#[test]
fn one_goes_back_forth_and_to_the_present() {
    let mut student = over();
    student.shows("10 sent · 10 read");
    let present = student.draw();
    let last = student.lab().run.events.len();
    student.press("[");
    assert!(student.lab().run.shown().len() < last);
    student.shows("10 sent · 4 read");
    student.shows("the past: event");
    student.press("[[");
    student.shows("6 sent · 0 read");
    student.press("]");
    student.shows("10 sent · 0 read");
    student.key(KeyCode::Esc);
    assert_eq!(student.draw(), present, "the present is as it was");
    assert!(student.app.lab_shown().is_some(), "Esc did not leave the lab");
}

#[test]
fn a_step_asked_for_in_the_past_returns_to_the_present_first() {
    let mut student = Student::worksheet(TWO);
    student.press(" ");
    student.wait_rest();
    student.press(" ");
    student.wait_rest();
    student.press("[");
    student.shows("6 sent");
    let steps = |student: &Student| student.effects.iter().filter(|effect| **effect == Effect::Step).count();
    let before = steps(&student);
    student.press(" ");
    assert_eq!(steps(&student), before, "no step is made that nobody sees");
    student.shows("This is the present again");
    student.press(" ");
    assert_eq!(steps(&student), before + 1);
}

#[test]
fn what_happens_meanwhile_does_not_throw_the_viewer_forward() {
    let mut student = Student::worksheet(TWO);
    student.press(" ");
    student.wait_rest();
    student.press(" ");
    student.press("[");
    let shown = student.lab().run.shown().len();
    student.wait(|student| matches!(student.lab().run.state, RunState::Rests(_)));
    assert_eq!(student.lab().run.shown().len(), shown);
}

#[test]
fn the_trace_takes_the_slot_when_it_has_the_focus() {
    let mut student = over();
    for size in [(80, 24), (120, 36), (200, 60)] {
        student.app.size = size;
        while student.lab().focus != Pane::Trace {
            student.key(KeyCode::Tab);
        }
        student.shows("recv(sock, buf1, 4, 0)");
        student.key(KeyCode::Home);
        student.shows("event 1 of");
        student.key(KeyCode::Right);
        student.shows("event 2 of");
        student.key(KeyCode::End);
        assert_eq!(student.lab().run.past, None);
        student.key(KeyCode::Tab);
    }
}

#[test]
fn first_contact_has_no_trace() {
    let mut student = Student::lesson();
    student.press("yynyy");
    student.enter();
    student.key(KeyCode::F(5));
    student.wait_over();
    student.press("[");
    assert_eq!(student.lab().run.past, None);
    assert!(!student.lab().panes().contains(&Pane::Trace));
    student.hides("trace");
}

#[cfg(target_os = "linux")]
#[test]
fn the_kernels_numbers_are_those_of_the_moment() {
    let mut student = over();
    student.press("K");
    student.shows("client → server");
    student.shows("arrived → 2 recvs");
    let told = student.lab().run.sample().expect("sampled").1;
    assert_eq!((told.unread[1], told.bytes_received[1]), (Some(0), Some(10)));
    student.press("[[");
    student.shows("arrived → 0 recvs");
    assert_eq!(student.lab().run.sample().expect("sampled").1.unread[1], Some(10), "arrived, unread");
    student.press("K");
    assert_eq!(student.lab().focus, Pane::Trace);
}
