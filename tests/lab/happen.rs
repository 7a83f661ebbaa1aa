//! Rows made to happen, and impossible ones played as far as the rules allow, by keys, on real sockets.

use std::time::Duration;

use chunkscope::quiz::{Ask, Phase};
use chunkscope::stream::{Cell, Standing, Verdict};
use chunkscope::trace::{Got, What};
use chunkscope::tui::Msg;
use chunkscope::tui::app::lab::RunState;
use ratatui::crossterm::event::KeyCode;

use crate::driver::Student;
use crate::flow::{explain, locked, predict};
use crate::screens::snapshot;

/// Lesson 1, through all its rows.
pub fn free() -> Student {
    let mut student = locked(&[]);
    loop {
        student.key(KeyCode::F(5));
        student.wait_over();
        student.enter();
        explain(&mut student, "");
        student.enter(); // the rule is passed over
        student.enter();
        if student.lab().phase() == Some(Phase::Free) {
            return student;
        }
        predict(&mut student, &[]);
        student.enter();
    }
}

/// The cursor on the row with this number.
pub fn to_row(student: &mut Student, number: u32) {
    let at = |student: &Student| student.lab().quiz.as_ref().unwrap().rows[student.lab().row].row.number;
    for _ in 0..40 {
        if at(student) == number {
            return;
        }
        student.key(if at(student) < number { KeyCode::Down } else { KeyCode::Up });
    }
    panic!("row {number} is not there");
}

/// Lets time go by, step by step, until the run is over or stands.
pub fn play(student: &mut Student) {
    loop {
        let rests = |student: &Student| matches!(student.lab().run.state, RunState::Rests(_));
        student.wait(|student| rests(student) || student.lab().run.is_over());
        let Some(happen) = student.lab().happening() else { return };
        if happen.stands().is_some() {
            return;
        }
        student.now += Duration::from_secs(5);
        assert!(student.app.tick().is_some_and(|tick| tick <= Duration::from_secs(4)), "nothing is due");
        student.send(Msg::Tick);
    }
}

/// What the recvs have returned so far.
fn received(student: &Student) -> Vec<Vec<u8>> {
    let events = student.lab().run.events.iter();
    events
        .filter_map(|event| match &event.what {
            What::Return { got: Got::Received(bytes), .. } => Some(bytes.clone()),
            _ => None,
        })
        .collect()
}

#[test]
fn w_makes_a_possible_row_happen_step_by_step() {
    let mut student = free();
    to_row(&mut student, 10);
    student.shows("Allowed, not seen yet: w makes it happen.");
    student.shows("w make it happen");
    student.press("w");
    student.wait_rest();
    student.shows("Two connections: client");
    assert!(received(&student).is_empty());
    // Before a step is due, time changes nothing.
    student.now += Duration::from_millis(1);
    student.send(Msg::Tick);
    assert!(matches!(student.lab().run.state, RunState::Rests(_)));
    play(&mut student);
    assert_eq!(received(&student), [b"he".to_vec(), b"llo!bye!".to_vec()]);
    student.shows("Row 10 happened. These cuts were chosen by a third program, as TCP allows.");
    student.shows("seen 1×");
    student.shows("It happens when 2 and then 8 bytes have come: a recv");
    student.press("w");
    student.wait_rest();
    student.hides("a third program");
    student.shows("Row 10, step 1 of");
    student.key(KeyCode::F(5));
    student.wait_over();
    student.shows("seen 2×");
    assert_eq!(student.lab().run.standing, Some(Standing::Possible));
}

#[test]
fn space_goes_on_at_once_and_escape_stops_without_counting() {
    let mut student = free();
    let seen = student.lab().seen.len();
    to_row(&mut student, 6);
    student.press("w ");
    student.wait_rest();
    assert_eq!(student.lab().happening().unwrap().made, Some(1));
    student.press("  ");
    student.wait(|student| student.lab().happening().unwrap().made == Some(3));
    student.key(KeyCode::Esc);
    assert_eq!(student.lab().run.state, RunState::Idle);
    student.shows("Stopped. This run was not counted.");
    assert_eq!(student.lab().seen.len(), seen);
}

#[test]
fn an_impossible_row_goes_as_far_as_the_rules_allow_and_stops_at_the_offending_byte() {
    let mut student = free();
    to_row(&mut student, 12);
    student.shows("w nearest attempt");
    student.press("w");
    play(&mut student);
    assert!(matches!(student.lab().run.state, RunState::Over(_) | RunState::Rests(_)));
    assert_eq!(received(&student), [b"he".to_vec(), b"llo".to_vec()]);
    student.shows("As near as row 12 can come. After \"ll\" the next byte is byte 4, \"o\"");
    student.shows("row 12 claims");
    // From there one may go on, and see what comes instead.
    student.press(" ");
    student.wait_over();
    assert_eq!(student.lab().run.standing, Some(Standing::Possible));
    student.shows("As near as row 12 can come.");
}

#[test]
fn zero_while_open_is_seen_to_wait_and_blocks_is_seen_to_return() {
    let mut student = free();
    to_row(&mut student, 4);
    student.press("w");
    play(&mut student);
    assert_eq!(received(&student), [b"hello!bye!".to_vec()]);
    let RunState::Over(report) = &student.lab().run.state else { panic!("{:?}", student.lab().run.state) };
    assert_eq!(report.outcome.cells[1], Cell::Blocks);
    student.shows("As near as row 4 can come.");
    to_row(&mut student, 3);
    student.press("w");
    play(&mut student);
    assert!(received(&student).is_empty(), "the first recv waits");
    student.shows("As near as row 3 can come: the call waits.");
    to_row(&mut student, 16);
    student.press("w");
    student.key(KeyCode::F(5));
    student.wait(|student| student.lab().run.is_over() || student.lab().happening().unwrap().stands().is_some());
    assert_eq!(received(&student), [b"hello!".to_vec(), b"bye!".to_vec()]);
    student.shows("As near as row 16 can come.");
}

#[test]
fn all_possible_rows_happen_one_after_the_other() {
    let mut student = free();
    student.press("W");
    student.wait_rest();
    student.key(KeyCode::F(5));
    student.wait(|student| {
        let run = &student.lab().run;
        run.is_over() && run.happen.as_ref().unwrap().among.is_some_and(|(done, all)| done == all)
    });
    let lab = student.lab();
    for (row, entry) in lab.quiz.as_ref().unwrap().rows.iter().enumerate() {
        if let Some(Verdict::Possible { .. }) = lab.verdict(row) {
            assert!(lab.seen_of(&entry.row) > 0, "row {} was not seen", entry.row.number);
        }
    }
    student.shows("possible rows have happened.");
}

#[test]
fn nothing_happens_before_the_answer_is_known() {
    let mut student = Student::lesson();
    student.press("wW");
    assert_eq!(student.lab().run.state, RunState::Idle);
    let mut student = locked(&[]);
    student.press("wW");
    assert_eq!(student.lab().run.state, RunState::Idle);
    student.key(KeyCode::F(5));
    student.wait_over();
    student.enter();
    while matches!(student.lab().phase(), Some(Phase::Explain { ask: Ask::Nothing, .. })) {
        student.enter();
    }
    let run = student.lab().run.id;
    student.press("w");
    assert_eq!(student.lab().run.id, run, "the reason comes first");
}

/// Addresses and times as they never change, for pictures.
fn still(student: &mut Student) {
    let lab = student.app.lab.as_deref_mut().unwrap();
    lab.run.kernel.clear();
    lab.run.began = Some(student.now);
    for (at, event) in lab.run.events.iter_mut().enumerate() {
        event.at = Duration::from_micros(40 * at as u64);
        if let What::Connected { client, server, relay } = &mut event.what {
            *client = "127.0.0.1:41234".parse().unwrap();
            *server = "127.0.0.1:35100".parse().unwrap();
            *relay = Some(["127.0.0.1:40001".parse().unwrap(), "127.0.0.1:40002".parse().unwrap()]);
        }
    }
}

#[test]
fn pictures() {
    let mut student = free();
    to_row(&mut student, 10);
    student.press("w");
    student.wait_rest();
    still(&mut student);
    snapshot("happen_connections", &mut student);
    play(&mut student);
    still(&mut student);
    snapshot("happen_seen", &mut student);
    to_row(&mut student, 12);
    student.press("w");
    play(&mut student);
    still(&mut student);
    snapshot("happen_nearest", &mut student);
}
