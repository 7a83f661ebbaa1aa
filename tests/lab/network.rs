//! You are the network: each key is a step on real sockets.

use chunkscope::call::Side;
use chunkscope::engine::share;
use chunkscope::stream::{Cell, Count, Step};
use chunkscope::trace::What;
use chunkscope::tui::app::keep::{Job, News};
use chunkscope::tui::app::lab::RunState;
use chunkscope::tui::app::network::{Play, given};
use chunkscope::tui::{Effect, Msg};
use proptest::prelude::*;
use ratatui::crossterm::event::KeyCode;

use crate::driver::Student;
use crate::screens::snapshot;

const LESSON: &str = "# Own\n\n- The client performs `send(sock, \"hello!\", 6, 0)`.\n- The client performs `send(sock, \"bye!\", 4, 0)`.\n\
     - The server performs `recv(sock, buf1, 1024, 0)`.\n- The server performs `recv(sock, buf2, 1024, 0)`.\n";

fn play(student: &Student) -> &Play {
    student.lab().play.as_deref().expect("the network")
}

/// The sockets have made every step, and the sentence is the screen's own.
fn settle(student: &mut Student) {
    let calm = |student: &Student| {
        let lab = student.lab();
        let steps = student.lab().play.as_deref().map_or(0, |play| play.steps.len());
        let open = play(student).machine();
        let expected = play(student).completed().iter().flatten().count();
        let is_recv = |call: usize| lab.script.calls[call].call.as_recv().is_some();
        let gave = given(&lab.run.events);
        let returned = gave.iter().flatten().filter(|(call, got)| got.is_some() && is_recv(*call)).count();
        let over = !open.is_final() || lab.run.is_over();
        given(&lab.run.events).len() == steps && returned >= expected && over
    };
    student.wait(calm);
}

/// The network on lesson 1's calls, without a table.
pub fn network() -> Student {
    let mut student = Student::worksheet(LESSON);
    student.press("N");
    student
}

/// Both sends are made, and the first recv waits.
pub fn waiting() -> Student {
    let mut student = network();
    student.press("nnn");
    settle(&mut student);
    student
}

/// Lesson 1, answered to its end, with row 13 as the goal.
pub fn with_goal() -> Student {
    let mut student = Student::through_lesson();
    student.press("N");
    turn_to(&mut student, 13);
    student
}

/// The goal goes from row to row until it is this one.
fn turn_to(student: &mut Student, number: u32) {
    let is = |student: &Student| {
        let rows = &student.lab().quiz.as_ref().expect("a table").rows;
        play(student).goal.is_some_and(|goal| rows[goal].row.number == number)
    };
    for _ in 0..20 {
        student.press("g");
        if is(student) {
            return;
        }
    }
    panic!("no row {number}");
}

#[test]
fn a_student_cuts_the_stream_and_sees_what_recv_gave() {
    let mut student = network();
    student.shows("n makes call 1 of the client: 6 bytes are yours to deliver.");
    student.press("n");
    student.shows(
        "Enter delivers \"hello!\" to the server: they lie in its kernel, unread, since no call waits for them.",
    );
    student.press("nn");
    settle(&mut student);
    student.shows("46 of 46 outcomes still open");
    student.press("2");
    student.shows("Enter delivers \"he\" to the server: call 3 returns 2.");
    student.enter();
    settle(&mut student);
    student.shows("8 of 46 outcomes still open");
    student.press("n");
    student.key(KeyCode::End);
    student.enter();
    settle(&mut student);
    student.shows("This order is complete and counts as seen.");
    let RunState::Over(report) = &student.lab().run.state else { panic!("over") };
    assert_eq!(report.outcome.cells, [Cell::Data(b"he".to_vec()), Cell::Data(b"llo!bye!".to_vec())]);
    assert_eq!(student.lab().seen.len(), 1);
    student.key(KeyCode::Esc);
    assert!(student.lab().play.is_none());
    assert_eq!(student.lab().run.state, RunState::Idle, "the lab has its own run again");
}

#[test]
fn a_step_that_cannot_be_is_explained_and_changes_nothing() {
    let mut student = network();
    student.enter();
    student.shows("Nothing is on the way to the server.");
    student.press("nnnn");
    student.shows("First deliver what call 3 of the server is waiting for");
    student.press("f");
    student.shows("has not ended its stream");
    assert_eq!(play(&student).steps.len(), 3);
}

#[test]
fn a_step_back_is_made_on_fresh_sockets() {
    let mut student = waiting();
    student.press("3");
    student.enter();
    settle(&mut student);
    let before = student.lab().run.id;
    student.press("u");
    assert_ne!(student.lab().run.id, before);
    assert_eq!(play(&student).again, 3);
    student.shows("is made again");
    settle(&mut student);
    student.hides("is made again");
    student.press("1");
    student.enter();
    settle(&mut student);
    student.shows("call 3 = 1");
    student.press("r");
    assert!(play(&student).steps.is_empty());
    student.press("u");
    student.shows("there is no step to take back");
}

#[test]
fn a_goal_is_reached_or_lost_with_the_step_that_lost_it() {
    let mut student = with_goal();
    student.shows("Goal: Row 13");
    student.press("nnn2");
    student.enter();
    student.press("n3");
    student.enter();
    settle(&mut student);
    student.shows("Row 13 is out of reach since step 6: you delivered 3, and call 4 took 3; row 13 needs 2 there. Press u to take it back.");
    student.press("u2");
    student.enter();
    student.wait(|student| play(student).gave.is_some());
    student
        .shows("Row 13 is reached, and counts as seen: every call has returned. What is left may be delivered or not.");
    let row = student.lab().quiz.as_ref().expect("a table").rows[12].row.clone();
    let seen = student.lab().seen_of(&row);
    assert!(seen > 0 && !student.lab().run.is_over(), "bytes are on the way still");
    student.key(KeyCode::End);
    student.enter();
    settle(&mut student);
    student.shows("Row 13 is reached, and counts as seen: these were your cuts.");
    assert_eq!(student.lab().seen_of(&row), seen, "a run counts once");
}

#[test]
fn a_lost_goal_says_what_the_row_needs_and_how_many_steps_go_back() {
    let mut student = with_goal();
    turn_to(&mut student, 1);
    student.press("nn7");
    student.enter();
    settle(&mut student);
    student.shows(
        "Row 1 is out of reach since step 3: you delivered 7; one recv takes all that has arrived, and row 1 needs 6",
    );
    student.press("nn");
    student.key(KeyCode::End);
    student.enter();
    settle(&mut student);
    student.shows("You got hello!b | ye!. Row 1 is out of reach since step 3:");
    student.shows("Press u 4 times.");
    turn_to(&mut student, 5);
    student.shows("call 3 was made, and took all 7 that had arrived; row 5 needs 10 there. Press u 3 times.");
}

#[test]
fn possible_rows_come_first_as_goals_and_enter_is_offered_where_there_is_something_to_deliver() {
    let mut student = with_goal();
    let goals = student.lab().goals();
    let allowed: Vec<bool> = goals.iter().map(|row| student.lab().is_allowed(*row)).collect();
    assert!(allowed.is_sorted_by(|one, other| one >= other), "{allowed:?}");
    student.hides("Enter deliver ");
    student.press("n");
    student.shows("Enter deliver ");
    student.hides("clear the run");
}

#[test]
fn an_impossible_goal_is_said_to_be_one() {
    let mut student = with_goal();
    turn_to(&mut student, 9);
    student.shows("Row 9 is impossible: no order of events gives it.");
}

#[test]
fn nobody_is_the_network_before_the_first_answers() {
    let mut student = Student::lesson();
    student.press("N");
    assert!(student.lab().play.is_none());
}

#[test]
fn an_order_is_copied_saved_and_pasted() {
    let mut student = waiting();
    student.press("2");
    student.enter();
    student.press("c");
    let Some(Effect::Copy(line)) = student.effects.last().cloned() else { panic!("a line of text") };
    assert_eq!(share::parse(&line).expect("a line").schedule.expect("an order").to_string(), "1 2 3 d2s");
    student.press("s");
    student.enter();
    let saved = student.effects.iter().rev().find_map(|effect| match effect {
        Effect::Keep(Job::Export { what, path, text, .. }) => Some((*what, path.clone(), text.clone())),
        _ => None,
    });
    let (what, path, text) = saved.expect("it is saved");
    assert_eq!(text.trim_end(), line);
    student.send(Msg::Kept(News::Exported { what, path, result: Ok(()) }));
    student.shows("The order is saved in");
    let mut other = network();
    other.send(Msg::Paste(line));
    settle(&mut other);
    assert_eq!(play(&other).steps, play(&student).steps);
    other.send(Msg::Paste("chunkscope:1 steps: 4".to_owned()));
    other.shows("Nothing was changed.");
}

#[test]
fn each_side_for_itself_both_directions_and_the_end() {
    let mut student = Student::worksheet(
        "# Two\n\n- The client performs `send(sock, \"ping\", 4, 0)`.\n- The server performs `recv(sock, buf1, rand(1,3), 0)`.\n\
         - The server performs `send(sock, \"pong\", 4, 0)`.\n- The client performs `shutdown(sock, SHUT_WR)`.\n\
         - The server performs `recv(sock, buf2, 9, 0)`.\n- The client performs `recv(sock, buf3, 9, 0)`.\n",
    );
    student.press("Nnn");
    student.press("u");
    student.shows("with size 3");
    student.press("-");
    student.shows("with size 2");
    student.press("n");
    student.key(KeyCode::End);
    student.enter();
    settle(&mut student);
    assert!(matches!(play(&student).steps[1], Step::Issue { call: 1, size: Some(2) }));
    student.press("nnn");
    settle(&mut student);
    student.shows("call 2 = 2");
    assert_eq!(play(&student).on_the_way(Side::Client), 4);
}

#[test]
fn a_click_holds_bytes_and_another_delivers_them() {
    let mut student = waiting();
    let screen = crate::driver::lines(&student.draw());
    let y = screen.iter().position(|line| line.trim_start().starts_with("network")).expect("the network's lane");
    let x = screen[y].chars().skip(9).position(|sign| sign == 'e').expect("a byte") + 9;
    let press = |student: &mut Student| {
        use ratatui::crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
        let kind = MouseEventKind::Down(MouseButton::Left);
        let (column, row) = (u16::try_from(x).expect("small"), u16::try_from(y).expect("small"));
        student.send(Msg::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE }));
    };
    press(&mut student);
    student.shows("Enter delivers \"he\"");
    press(&mut student);
    assert_eq!(play(&student).steps.last(), Some(&Step::Deliver { bytes: 2, to: Side::Server }));
}

/// Ports differ from run to run.
fn with_fixed_ports(mut student: Student) -> Student {
    let lab = student.app.lab.as_deref_mut().expect("the lab");
    for event in &mut lab.run.events {
        if let What::Connected { client, server, .. } = &mut event.what {
            (*client, *server) = ("127.0.0.1:41234".parse().expect("one"), "127.0.0.1:35100".parse().expect("one"));
        }
    }
    student
}

#[test]
fn bytes_are_held_while_a_recv_waits() {
    let mut student = waiting();
    student.press("2");
    snapshot("network_waiting", &mut with_fixed_ports(student));
}

#[test]
fn a_goal_out_of_reach() {
    let mut student = with_goal();
    student.press("nnn2");
    student.enter();
    student.press("n3");
    student.enter();
    settle(&mut student);
    snapshot("network_lost", &mut with_fixed_ports(student));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever keys come: nothing panics, the model and the sockets agree, and what is open never grows.
    #[test]
    fn machine_and_sockets_agree(keys in "[nNfugdr0-9hl ]{0,30}") {
        let mut student = network();
        for sign in keys.chars() {
            let before = play(&student).reach().and_then(|reach| reach.open.clone());
            student.press(&sign.to_string());
            let after = play(&student).reach().and_then(|reach| reach.open.clone());
            if let (Some(Count::Exact(before)), Some(Count::Exact(after)), false) = (before, after, "ur".contains(sign)) {
                prop_assert!(after <= before);
            }
        }
        settle(&mut student);
        prop_assert!(student.lab().play_failed().is_none());
        for (completed, gave) in play(&student).completed().iter().zip(given(&student.lab().run.events)) {
            if let Some(done) = completed {
                prop_assert!(gave.iter().any(|(call, _)| *call == done.call), "{completed:?} {gave:?}");
            }
        }
        student.draw();
    }
}
