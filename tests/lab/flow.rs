//! Lesson 1 from the first key to the last: predict, run, give the reason, explain; the rule; the rest.

use std::time::Duration;

use chunkscope::call::{Side, Spelling};
use chunkscope::engine::Update;
use chunkscope::quiz::{Ask, Phase};
use chunkscope::script::Script;
use chunkscope::stream::{Cell, Standing, Verdict};
use chunkscope::trace::{Event, What};
use chunkscope::tui::app::keep::Job;
use chunkscope::tui::app::lab::{Network, RunState};
use chunkscope::tui::{Effect, First, Msg};
use ratatui::crossterm::event::KeyCode;

use crate::driver::Student;

/// Answers every row of the round: right, but for the rows with these numbers.
pub fn predict(student: &mut Student, wrong: &[u32]) {
    let rows = student.lab().quiz.as_ref().unwrap().asked().to_vec();
    for _ in 0..rows.len() {
        let lab = student.lab();
        let entry = &lab.quiz.as_ref().unwrap().rows[lab.row];
        let possible = matches!(entry.verdict, Some(Verdict::Possible { .. }));
        let said = possible != wrong.contains(&entry.row.number);
        student.press(if said { "y" } else { "n" });
    }
}

fn phase(student: &Student) -> Phase {
    student.lab().phase().unwrap()
}

pub fn locked(wrong: &[u32]) -> Student {
    let mut student = Student::lesson();
    predict(&mut student, wrong);
    student.enter();
    assert_eq!(phase(&student), Phase::Run);
    student
}

/// Through all reasons of a round, the right one each time, with `because` for wrong answers.
pub fn explain(student: &mut Student, because: &str) {
    while let Phase::Explain { row, ask } = phase(student) {
        match ask {
            Ask::Reason => {
                let quiz = student.lab().quiz.as_ref().unwrap();
                let right = match &quiz.rows[row].verdict {
                    Some(Verdict::Impossible(fault)) => chunkscope::quiz::Reason::Breaks(fault.rule),
                    _ => chunkscope::quiz::Reason::Nothing,
                };
                let at = quiz.choices().iter().position(|reason| *reason == right).expect("the right one is offered");
                student.press(&(at + 1).to_string());
            }
            Ask::Because => {
                student.press(because);
                student.enter();
            }
            Ask::Nothing => student.enter(),
        }
    }
}

#[test]
fn first_contact_shows_five_rows_and_no_answers() {
    let student = Student::lesson();
    let lab = student.lab();
    let shown: Vec<u32> = {
        let quiz = lab.quiz.as_ref().unwrap();
        quiz.shown().into_iter().map(|row| quiz.rows[row].row.number).collect()
    };
    assert_eq!(shown, [1, 5, 6, 4, 8]);
    student.shows("5 rows to go");
    student.hides("what happened");
    student.hides("network");
    student.hides("impossible");
    student.hides("46");
}

#[test]
fn nothing_runs_before_the_answers_are_locked() {
    let mut student = Student::lesson();
    student.press(" ");
    student.key(KeyCode::F(5));
    assert_eq!(student.lab().run.state, RunState::Idle);
    student.press("yyy");
    student.enter();
    assert_eq!(phase(&student), Phase::Predict, "two rows have no answer yet");
}

#[test]
fn backspace_takes_an_answer_back() {
    let mut student = Student::lesson();
    student.press("y");
    student.key(KeyCode::Backspace);
    assert_eq!(student.lab().quiz.as_ref().unwrap().to_go(), 5);
    assert_eq!(student.lab().row, 0);
}

#[test]
fn space_steps_through_the_calls_on_real_sockets() {
    let mut student = locked(&[]);
    student.press(" ");
    student.wait_rest();
    student.shows("Next: the client calls send(sock, \"bye!\", 4, 0)");
    student.press(" ");
    student.wait_rest();
    student.press(" ");
    student.wait_rest();
    student.shows("fits");
    student.press(" ");
    student.wait_over();
    student.shows("The run is over. Enter: now say why");
    student.hides("not seen");
    assert_eq!(student.lab().run.standing, Some(Standing::Possible));
}

#[test]
fn the_student_gives_the_reason_before_the_tool_does() {
    let mut student = locked(&[4]);
    student.key(KeyCode::F(5));
    student.wait_over();
    student.enter();
    // Rows 1, 5 and 6 are possible and were said to be: they are shown at once.
    for _ in 0..3 {
        assert!(matches!(phase(&student), Phase::Explain { ask: Ask::Nothing, .. }));
        student.enter();
    }
    assert!(matches!(phase(&student), Phase::Explain { ask: Ask::Reason, .. }));
    student.shows("Row 4 cannot happen, and you said yes. Which rule forbids it?");
    student.hides("✗ 0 while open");
    student.press("2");
    student.shows("Impossible: 0 while open");
    student.shows("✗ 0 while open");
    student.shows("I was wrong because");
    student.press("q counts as a letter here");
    student.enter();
    student.shows("Row 8: you said no. Which rule forbids it?");
    assert_eq!(student.lab().quiz.as_ref().unwrap().rows[3].because, "q counts as a letter here");
}

#[test]
fn lesson_one_from_the_first_key_to_the_last() {
    let mut student = locked(&[6]);
    student.key(KeyCode::F(5));
    student.wait_over();
    student.enter();
    explain(&mut student, "the network may cut anywhere");
    assert_eq!(phase(&student), Phase::Rule { written: false });
    student.press("A beginning of what was sent");
    student.hides("nothing skipped, swapped or repeated");
    student.enter();
    student.shows("A beginning of what was sent");
    student.shows("nothing skipped, swapped or repeated");
    student.enter();

    assert_eq!(phase(&student), Phase::Predict);
    student.shows("0 of 11 answered");
    student.shows("round 2: test the rule on 11 more rows");
    student.shows("nothing has run");
    predict(&mut student, &[13, 16]);
    student.enter();
    // Predict, run, explain holds for this round, too; what was revealed stays so.
    assert_eq!(student.lab().run.state, RunState::Idle);
    student.shows("✗ 0 while open");
    student.key(KeyCode::F(5));
    student.wait_over();
    student.shows("✗ 0 while open");
    student.hides("Answers stay hidden");
    student.enter();
    explain(&mut student, "");
    assert_eq!(phase(&student), Phase::Free);
    assert_eq!(student.lab().quiz.as_ref().unwrap().score(), (13, 16));
    student.shows("13 of 16 right");
    student.shows("46 outcomes are possible; 1 seen here.");

    student.shows("13 of 16 rows right; ");
    student.shows("Your rule: A beginning of what was sent");
    student.shows("Row 6: I was wrong because the network may cut anywhere");
    student.shows("R begins again");

    // Choose a row: why?
    student.key(KeyCode::Home);
    student.key(KeyCode::Down);
    student.shows("row 2 claims");
    student.shows("order");
    for _ in 0..4 {
        student.key(KeyCode::Down);
    }
    student.shows("I was wrong because the network may cut anywhere");
}

#[test]
fn show_the_rest_ends_the_round() {
    let mut student = locked(&[]);
    student.key(KeyCode::F(5));
    student.wait_over();
    student.enter();
    student.press("a");
    assert_eq!(phase(&student), Phase::Rule { written: false });
    student.enter();
    student.shows("You wrote none.");
}

#[test]
fn knobs_come_after_the_rule() {
    let mut student = locked(&[]);
    student.press("V");
    assert_eq!(student.lab().network, Network::Direct);
    student.key(KeyCode::F(5));
    student.wait_over();
    student.enter();
    student.press("a");
    student.enter();
    student.enter();
    predict(&mut student, &[]);
    student.enter();
    student.press("V");
    assert_eq!(student.lab().network, Network::Whole);
    student.shows("A third program chose these cuts; TCP allows them.");
    student.key(KeyCode::F(5));
    student.wait_over();
    student.shows("→ relay →");
    let RunState::Over(report) = &student.lab().run.state else { unreachable!() };
    assert_eq!(report.outcome.cells, [Cell::Data(b"hello!".to_vec()), Cell::Data(b"bye!".to_vec())]);
    student.press("V");
    assert!(!student.text().contains("A third program"), "it is said once");
}

#[test]
fn a_run_that_the_model_denies_is_said_loudly() {
    let mut student = locked(&[]);
    student.key(KeyCode::F(5));
    student.wait_over();
    let id = student.lab().run.id;
    student.send(Msg::Stands { id, standing: Standing::Impossible });
    student.shows("The model denies what this run gave.");
}

#[test]
fn late_news_of_a_run_that_was_given_up_are_dropped() {
    let mut student = locked(&[]);
    student.press(" ");
    student.wait_rest();
    student.press("r");
    assert_eq!(student.lab().run.state, RunState::Idle);
    student.key(KeyCode::F(5));
    student.wait_over();
    assert_eq!(student.lab().seen.len(), 1);
}

#[test]
fn a_worksheet_of_one_s_own_asks_five_rows_first() {
    let rows: String = (1..=9).map(|row| format!("| {row} | a | |\n")).collect();
    let text = format!(
        "# Own\n\n- The client performs `send(sock, \"a\", 1, 0)`.\n- The server performs `recv(sock, buf, 9, 0)`.\n\n\
         | # | buf | possible? |\n|---|---|---|\n{rows}"
    );
    let student = Student::worksheet(&text);
    assert_eq!(student.lab().quiz.as_ref().unwrap().asked(), [0, 1, 2, 3, 4]);
}

#[test]
fn the_clock_of_a_waiting_call_ticks_and_nothing_else_does() {
    let mut student = locked(&[]);
    assert_eq!(student.app.tick(), None);
    student.press(" ");
    student.wait_rest();
    assert_eq!(student.app.tick(), None, "a run that rests between calls needs no time");
    student.key(KeyCode::F(5));
    student.wait_over();
    assert_eq!(student.app.tick(), None);
}

#[test]
fn a_send_that_waits_is_not_explained_as_a_recv_is() {
    let mut student = Student::at(chunkscope::tui::First::Lab(None));
    student.press("send(sock, \"a\" * 5000000, 5000000, 0)");
    student.enter();
    let id = student.lab().run.id;
    for what in [What::Enter { call: 0, size: Some(5_000_000) }, What::BlocksForGood { call: 0 }] {
        let event = Event { at: Duration::from_millis(1), what };
        student.send(Msg::Run { id, update: Update::Event(event) });
    }
    student.key(KeyCode::Esc);
    student.shows("Call 1 waits: the buffers are full and nobody reads");
    student.hides("nothing is left to come");
    student.shows("5,000,000 offered");
    student.shows("0 sent · 0 read");
}

#[test]
fn a_wrong_reason_is_not_called_right_and_counts() {
    let mut student = locked(&[]);
    student.key(KeyCode::F(5));
    student.wait_over();
    for _ in 0..4 {
        student.enter();
    }
    student.shows("Row 4   buf1 \"hello!bye!\"   buf2 (empty)");
    student.enter();
    student.shows("Press a number from 1 to 5");
    assert!(matches!(phase(&student), Phase::Explain { ask: Ask::Reason, .. }));
    student.press("1");
    student.shows("Your answer is right; the reason is another: 0 while open.");
    student.shows("Your reason: order. The rule it breaks is: 0 while open.");
    student.hides("You were right.");
    student.shows("reasons: 0 of 1 right");
}

#[test]
fn a_row_that_happened_and_was_denied_asks_what_was_overlooked() {
    let mut student = locked(&[5]);
    student.key(KeyCode::F(5));
    student.wait_over();
    student.enter();
    student.enter();
    student.shows("You said no, but it happened here. Which rule did you think of? Or does none forbid it?");
}

#[test]
fn a_row_that_comes_later_says_so() {
    let mut student = locked(&[]);
    student.key(KeyCode::F(5));
    student.wait_over();
    student.enter();
    student.key(KeyCode::Down);
    student.shows("Row 5 comes later; Enter goes on from row 1.");
    student.hides("The model is still at work");
    student.hides("You were right.");
}

#[test]
fn the_end_begins_again_or_clears_the_run_without_contradiction() {
    let mut student = locked(&[]);
    for round in 0..2 {
        if round > 0 {
            predict(&mut student, &[]);
            student.enter();
        }
        student.key(KeyCode::F(5));
        student.wait_over();
        student.enter();
        student.press("a");
        student.enter();
        student.enter();
    }
    assert_eq!(phase(&student), Phase::Free);
    student.press("r");
    student.hides("nothing has run");
    student.shows("The run is cleared; what was seen stays counted.");
    student.press("R");
    assert_eq!(phase(&student), Phase::Predict);
    assert!(student.lab().seen.is_empty());
    student.shows("nothing has run");
    student.shows("0 of 5 answered");
    student.hides("✗");
}

#[test]
fn a_space_that_does_nothing_says_why() {
    let mut student = Student::lesson();
    student.press(" ");
    student.shows("Nothing runs before the answers are locked.");
    let mut student = locked(&[]);
    student.key(KeyCode::F(5));
    student.wait_over();
    student.shows("F5 run again");
    student.press(" ");
    student.shows("The run is over; F5 runs the calls again.");
}

#[test]
fn a_row_turns_to_the_direction_of_its_fault() {
    let mut student = Student::worksheet(
        "# Both ways\n\n- The client performs `send(sock, \"ab\", 2, 0)`.\n- The server performs `send(sock, \"xy\", 2, 0)`.\n\
         - The server performs `recv(sock, buf1, 9, 0)`.\n- The client performs `recv(sock, buf2, 9, 0)`.\n\n\
         | # | buf1 | buf2 | possible? |\n|---|---|---|---|\n| 1 | ab | y | |\n",
    );
    student.shows("d other way");
    // Both directions stand there where there is room.
    student.shows("client sends");
    student.shows("server sends");
    assert_eq!(student.lab().from, chunkscope::call::Side::Client);
    student.press("n");
    student.enter();
    student.key(KeyCode::F(5));
    student.wait_over();
    student.enter();
    student.press("1");
    assert_eq!(student.lab().from, chunkscope::call::Side::Server);
    student.shows("server sends");
}

#[test]
fn enter_before_the_last_answer_says_which_row_is_open() {
    let mut student = Student::lesson();
    student.press("yy");
    student.enter();
    student.shows("3 rows have no answer yet, row 6 first");
}

#[test]
fn what_is_typed_takes_the_place_of_the_proposed_name() {
    let mut student = Student::at(First::Lab(None));
    student.press("close(sock)");
    student.enter();
    student.ctrl('s');
    student.shows("calls.md");
    student.shows("what you type replaces it");
    student.press("echo");
    student.enter();
    let saved = student.effects.iter().find_map(|effect| match effect {
        Effect::Keep(Job::Save { path, .. }) => path.file_name().map(|name| name.to_string_lossy().into_owned()),
        _ => None,
    });
    assert_eq!(saved.as_deref(), Some("echo.md"));
}

#[test]
fn a_loop_is_offered_on_an_empty_line_of_the_server_and_where_it_was_meant() {
    let lines = chunkscope::script::complete("", Side::Server, &Script::default(), Spelling::C);
    assert!(lines.iter().take(3).any(|line| line.starts_with("until eof { recv(")), "{lines:?}");
    let finding = chunkscope::script::parse_typed("recv until eof", Side::Server).expect_err("no call");
    let mended = finding.fix.expect("a mend").apply("recv until eof");
    assert!(mended.starts_with("until eof { recv(") && mended.ends_with('}'), "{mended}");
}

#[test]
fn what_a_claim_of_all_bytes_breaks_is_not_cut_beside_it() {
    let text = "# Ten\n\n```\nclient: send(sock, \"hello!\", 6, 0)\nclient: send(sock, \"bye!\", 4, 0)\n\
                server: recv(sock, buf1, 1024, 0)\nserver: recv(sock, buf2, 1024, 0)\n```\n\n\
                | buf1 | buf2 | possible? |\n|---|---|---|\n| hello! | bye! | |\n| hello!bye! | recv blocks | |\n\
                | h | ello!bye! | |\n| he | bye! | |\n| hello!bye! | | |\n";
    let mut student = Student::worksheet(text).through();
    while student.lab().row != 4 {
        student.key(KeyCode::Down);
    }
    for size in [(120, 36), (200, 60), (80, 24)] {
        student.app.size = size;
        student.shows("Impossible: 0 while open");
        student.hides("while o…");
        student.hides("while op…");
    }
    student.app.size = (120, 36);
    student.shows("┃ 0  ┃ ✗");
}
