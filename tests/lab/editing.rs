//! Typing calls: history, undo, paste, completion, findings.

use chunkscope::call::Side;
use chunkscope::quiz::Phase;
use chunkscope::stream::Verdict;
use chunkscope::tui::app::lab::{Pane, RunState};
use chunkscope::tui::{Effect, First, Msg};
use ratatui::crossterm::event::KeyCode;

use crate::driver::Student;

fn empty() -> Student {
    Student::at(First::Lab(None))
}

fn calls(student: &Student) -> Vec<String> {
    student.lab().script.calls.iter().map(|line| format!("{}: {}", line.side.word(), line.call)).collect()
}

fn typed(student: &Student) -> &str {
    student.lab().editor.as_deref().expect("a line is being typed").text()
}

#[test]
fn what_is_typed_runs_at_once_without_a_table() {
    let mut student = empty();
    student.shows("Type a call");
    student.press("send(sock, \"hi\", 2, 0)");
    student.enter();
    student.wait_over();
    student.key(KeyCode::BackTab);
    student.press("recv(sock, buf, 9, 0)");
    student.enter();
    student.wait_over();
    assert_eq!(calls(&student), ["client: send(sock, \"hi\", 2, 0)", "server: recv(sock, buf, 9, 0)"]);
    student.shows("✓ 2 recv(sock, buf, 9, 0)");
    student.shows("= 2");
}

#[test]
fn a_finding_names_its_column_and_ctrl_f_mends_it() {
    let mut student = empty();
    student.press("send(sock, \"hello!\", 9, 0)");
    student.shows("Column 22:");
    student.shows("Ctrl-F");
    student.enter();
    assert!(student.lab().script.calls.is_empty());
    assert_eq!(typed(&student), "send(sock, \"hello!\", 9, 0)", "nothing is lost");
    student.ctrl('f');
    student.enter();
    assert_eq!(student.lab().script.calls.len(), 1);
}

#[test]
fn tab_completes_and_goes_round() {
    let mut student = empty();
    student.press("se");
    student.key(KeyCode::Tab);
    let first = typed(&student).to_owned();
    assert!(first.starts_with("send("), "{first}");
    let mut seen = vec![first.clone()];
    loop {
        student.key(KeyCode::Tab);
        let line = typed(&student).to_owned();
        if line == first {
            break;
        }
        seen.push(line);
        assert!(seen.len() < 50, "it goes round");
    }
    assert!(seen.contains(&"se".to_owned()), "what was typed comes again");
}

#[test]
fn undo_within_the_line_and_over_the_script() {
    let mut student = empty();
    student.press("close(sock)x");
    student.key(KeyCode::Backspace);
    student.enter();
    assert_eq!(calls(&student), ["client: close(sock)"]);
    student.ctrl('7'); // what terminals send for Ctrl-_ and Ctrl-/
    assert_eq!(calls(&student), Vec::<String>::new());
    student.ctrl('y');
    assert_eq!(calls(&student), ["client: close(sock)"]);
}

#[test]
fn the_history_gives_lines_back_and_what_was_being_typed() {
    let mut student = empty();
    student.press("close(sock)");
    student.enter();
    student.press("re");
    student.key(KeyCode::Up);
    assert_eq!(typed(&student), "close(sock)");
    while typed(&student) != "re" {
        student.key(KeyCode::Down);
    }
}

#[test]
fn calls_are_changed_inserted_and_removed() {
    let mut student = empty();
    student.send(Msg::Paste("client: send(sock, \"a\", 1, 0)\nserver: recv(sock, b, 1, 0)\n".into()));
    assert_eq!(calls(&student).len(), 2);
    student.key(KeyCode::Esc);
    student.key(KeyCode::Home);
    assert_eq!(student.lab().focus, Pane::Calls(Side::Client));
    student.enter();
    assert_eq!(typed(&student), "send(sock, \"a\", 1, 0)");
    student.key(KeyCode::Home);
    student.key(KeyCode::End);
    for _ in 0..", 1, 0)".len() + 1 {
        student.key(KeyCode::Backspace);
    }
    student.press("b\", 2, 0)");
    student.enter();
    assert_eq!(calls(&student)[0], "client: send(sock, \"ab\", 2, 0)");
    student.press("i");
    student.press("sleep(1)");
    student.enter();
    student.key(KeyCode::Esc);
    assert_eq!(calls(&student)[0], "client: sleep(1)");
    student.key(KeyCode::Delete);
    assert_eq!(calls(&student).len(), 2);
    student.press("u");
    assert_eq!(calls(&student).len(), 3);
}

#[test]
fn pasted_lines_go_to_their_side_all_or_none() {
    let mut student = empty();
    student.send(Msg::Paste("client: close(sock)\nserver: clos(sock)".into()));
    assert!(student.lab().script.calls.is_empty());
    student.shows("Nothing was pasted. Line 2 of 2 is no call");
    student.send(Msg::Paste("server: close(sock)".into()));
    assert_eq!(calls(&student), ["server: close(sock)"]);
    student.send(Msg::Paste("close(sock)".into()));
    assert_eq!(typed(&student), "close(sock)", "one plain line goes into the line that is typed");
}

#[test]
fn an_edit_resets_the_run_asks_the_model_and_keeps_the_answers_as_old_ones() {
    let mut student = Student::lesson();
    student.press("yynyy");
    student.enter();
    student.key(KeyCode::F(5));
    student.wait_over();
    student.enter();
    student.press("a");
    student.enter();
    student.enter();
    student.press(&"n".repeat(11));
    student.enter();
    student.key(KeyCode::F(5));
    student.wait_over();
    student.enter();
    student.press("a");
    assert_eq!(student.lab().phase(), Some(Phase::Free));

    student.effects.clear();
    student.press("e");
    student.press("close(sock)");
    student.enter();
    student.key(KeyCode::Esc);
    assert_eq!(student.lab().run.state, RunState::Idle);
    assert!(student.effects.iter().any(|effect| matches!(effect, Effect::Judge { .. })));
    student.shows("you: older calls");
    // The client closes while the second recv waits: it returns 0 then, and row 4 can happen.
    let row = |student: &Student, number: usize| {
        student.lab().quiz.as_ref().unwrap().rows[number - 1].verdict.clone().unwrap()
    };
    student.press("u");
    student.hides("you: older calls");
    assert!(matches!(row(&student, 4), Verdict::Impossible(_)));

    // Closed before the recvs, it becomes possible, too: 0 is the end of the stream then.
    assert_eq!(student.lab().focus, Pane::Quiz, "the focus goes back to where it was before typing");
    student.key(KeyCode::Tab);
    student.key(KeyCode::Home);
    student.key(KeyCode::Down);
    student.key(KeyCode::Down);
    student.press("i");
    if student.lab().editor.as_ref().unwrap().side == Side::Server {
        student.key(KeyCode::BackTab);
    }
    student.press("close(sock)");
    student.enter();
    assert_eq!(calls(&student)[2], "client: close(sock)");
    assert!(matches!(row(&student, 4), Verdict::Possible { .. }));
}

#[test]
fn an_edit_before_the_end_asks_the_open_rows_again() {
    let mut student = Student::lesson();
    student.press("yyyyy");
    student.enter();
    student.press("e");
    student.press("close(sock)");
    student.enter();
    student.key(KeyCode::Esc);
    assert_eq!(student.lab().phase(), Some(Phase::Predict));
    assert_eq!(student.lab().quiz.as_ref().unwrap().to_go(), 5);
    student.press("u");
    assert_eq!(student.lab().quiz.as_ref().unwrap().to_go(), 0, "these answers were about these calls");
}

#[test]
fn a_line_that_was_left_is_kept_and_lines_are_cleared_as_in_a_shell() {
    let mut student = empty();
    student.press("send(soc");
    student.key(KeyCode::Esc);
    student.shows("Type a call: the first letter opens a line.");
    // A newcomer types on, and it is no command.
    student.press("e");
    assert_eq!(typed(&student), "e");
    student.key(KeyCode::Up);
    assert_eq!(typed(&student), "send(soc");
    student.ctrl('w');
    assert_eq!(typed(&student), "send(");
    student.key(KeyCode::Left);
    student.ctrl('k');
    assert_eq!(typed(&student), "send");
    student.key(KeyCode::Left);
    student.ctrl('u');
    assert_eq!(typed(&student), "d");
}

#[test]
fn what_the_help_says_can_be_typed_is_a_call() {
    for line in [
        "send(sock, \"ab\", 2, 0)",
        "recv(sock, buf, 10, 0)",
        "shutdown(sock, SHUT_WR)",
        "close(sock)",
        "sock.sendall(b\"ab\")",
        "data = sock.recv(10)",
        "sock.close()",
        "send(sock, \"ab\" * 500, 1000, 0)",
        "send(sock, 100000 bytes, 100000, 0)",
        "recv(sock, buf, rand(1, 8), 0)",
        "recv(sock, buf, 9, MSG_PEEK)",
        "recv(sock, buf, 9, MSG_WAITALL)",
        "recv(sock, buf, 9, MSG_DONTWAIT)",
    ] {
        assert!(chunkscope::call::parse_call(line).is_ok(), "{line}");
    }
}
