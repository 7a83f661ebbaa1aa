//! Looking back in a run: every view follows, the sockets do not.

use std::net::SocketAddr;
use std::time::Duration;

use chunkscope::call::Side;
use chunkscope::trace::{Event, Got, Numbers, What};
use chunkscope::tui::app::lab::{Pane, RunState};
use chunkscope::tui::{Effect, view};
use ratatui::crossterm::event::KeyCode;

use crate::driver::Student;
use crate::screens::snapshot;

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

#[test]
fn a_byte_tells_where_it_came_from_and_where_it_went() {
    let mut student = over();
    for size in [(80, 24), (120, 36), (200, 60)] {
        student.app.size = size;
        student.key(KeyCode::End);
        student.shows("Byte 9");
        student.shows("0x21");
        student.shows("byte 3 of send b");
        student.shows("byte 5 of buf2");
        student.press("[");
        student.hides("byte 5 of buf2");
        student.shows("past: event");
        student.key(KeyCode::Esc);
    }
}

/// The run, told by hand, so that no clock and no port is in the picture.
fn told() -> Student {
    let mut student = over();
    let address = |port| SocketAddr::from(([127, 0, 0, 1], port));
    let relay = Some([address(40001), address(40002)]);
    let enter = |call, size| What::Enter { call, size };
    let returned = |call, got| What::Return { call, got };
    let all = [
        What::Connected { client: address(41234), server: address(35100), relay },
        enter(0, None),
        returned(0, Got::Sent(6)),
        What::Taken { from: Side::Client, bytes: 6 },
        enter(1, None),
        returned(1, Got::Sent(4)),
        What::Taken { from: Side::Client, bytes: 4 },
        enter(2, Some(4)),
        What::Delivered { to: Side::Server, bytes: 2 },
        returned(2, Got::Received(b"he".to_vec())),
        enter(3, Some(1024)),
        What::Delivered { to: Side::Server, bytes: 8 },
        returned(3, Got::Received(b"llo!bye!".to_vec())),
        What::Ended,
    ];
    let run = &mut student.app.lab.as_deref_mut().expect("the lab").run;
    let at = |index: usize| Duration::from_micros(1_234 * index as u64);
    run.events = all.into_iter().enumerate().map(|(index, what)| Event { at: at(index), what }).collect();
    let numbers = |index: u64| Numbers {
        unread: [Some(0), Some(index)],
        unacknowledged: [Some(2 * index), Some(0)],
        data_segments_out: [Some(2), Some(0)],
        data_segments_in: [Some(0), Some(1)],
        mss: [Some(32_741), Some(32_768)],
        bytes_acked: [Some(11), Some(0)],
        bytes_received: [Some(0), Some(index)],
        ..Numbers::default()
    };
    run.kernel = [2, 5, 7, 9].map(|index| (index, numbers(index as u64))).to_vec();
    student
}

#[test]
fn the_panels_look_like_this() {
    let mut student = told();
    let to = |student: &mut Student, pane| {
        while student.lab().focus != pane {
            student.key(KeyCode::Tab);
        }
    };
    to(&mut student, Pane::Trace);
    student.key(KeyCode::Left);
    student.key(KeyCode::Left);
    snapshot("trace_past", &mut student);
    to(&mut student, Pane::Kernel);
    snapshot("kernel_past", &mut student);
    student.key(KeyCode::End);
    to(&mut student, Pane::Stream);
    student.press("x");
    student.key(KeyCode::End);
    snapshot("byte_hex", &mut student);
}

#[test]
fn no_prefix_and_no_size_panics_and_the_last_is_the_present() {
    let mut student = told();
    let present = student.draw();
    let all = student.lab().run.events.len();
    for pane in [Pane::Stream, Pane::Trace, Pane::Kernel] {
        for size in [(0, 0), (1, 1), (60, 18), (80, 24), (100, 18), (120, 36), (200, 60)] {
            student.app.size = size;
            for past in (0..=all + 1).map(Some).chain([None]) {
                let lab = student.app.lab.as_deref_mut().expect("the lab");
                (lab.focus, lab.run.past, lab.byte) = (pane, past, past.map(|at| at as u64));
                student.draw();
            }
        }
    }
    student.app.size = (120, 36);
    let lab = student.app.lab.as_deref_mut().expect("the lab");
    (lab.focus, lab.run.past, lab.byte) = (Pane::Stream, None, None);
    assert_eq!(student.draw(), present);
    // All but the words that say so: the lanes at the last event are those of the present.
    let whole = view::stream(&student.lab().script, student.lab().run.shown(), Side::Client);
    let lab = student.lab();
    let scrubbed = &lab.run.events[..view::trace(&lab.script, &lab.run.events, 0).prefix(usize::MAX)];
    assert_eq!(view::stream(&lab.script, scrubbed, Side::Client), whole);
}
