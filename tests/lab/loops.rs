//! Loops in the lab: which lines repeat, on which side, which round it is, each piece with its own box and number.

use chunkscope::tui::{First, Msg};
use ratatui::crossterm::event::{KeyCode, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

use crate::driver::Student;

const TO_THE_END: &str = "# To the end\n\n```\nclient: send(sock, \"hello!\", 6, 0)\nclient: send(sock, \"bye!\", 4, 0)\n\
    client: close(sock)\nserver: until eof { recv(sock, buf, 1024, 0) }\n```\n\n| buf | possible? |\n|---|---|\n\
    | hello! + bye! + eof | |\n| bye! + hello! + eof | |\n| hello! + ye! + eof | |\n";
const ROUNDS: &str = "# Ten rounds\n\n```\nrepeat 10 {\n  client: send(sock, \"Hello!\", 6, 0)\n  \
    client: send(sock, \"World!\", 6, 0)\n  server: recv(sock, buf, 4096, 0)\n}\n```\n\n| buf | possible? |\n|---|---|\n\
    | Hello!World!Hello! + World! | |\n";

#[test]
fn a_loop_stands_around_its_calls_on_both_sides_and_says_which_round_it_is() {
    let mut student = Student::worksheet(ROUNDS);
    student.shows("╭ repeat 10");
    student.hides("of 10");
    student.press("n");
    student.enter();
    for _ in 0..5 {
        student.press(" ");
        student.wait_rest();
    }
    // Two calls of the second round are made; the recv's comes next.
    student.shows("round 2 of 10");
    student.shows("round 1 of 10");
    student.key(KeyCode::F(5));
    student.wait_over();
    student.shows("round 10 of 10");
}

#[test]
fn looking_back_the_round_is_that_of_then() {
    let calls = ROUNDS.split("\n| buf").next().unwrap();
    let mut student = Student::worksheet(calls);
    student.key(KeyCode::F(5));
    student.wait_over();
    student.shows("round 10 of 10");
    for _ in 0..31 {
        student.press("[");
    }
    student.hides("round 10 of 10");
}

#[test]
fn each_piece_has_its_box_and_a_row_says_pieces() {
    let mut student = Student::worksheet(TO_THE_END);
    student.press("yny");
    student.enter();
    student.key(KeyCode::F(5));
    student.wait_over();
    student.shows("╭ until eof");
    student.shows("recv(sock, buf, 1024, 0)");
    student.enter();
    // The row's own pieces, numbered as the recvs are.
    student.shows("row 1 claims");
    student.shows("buf #1");
    student.shows("#2");
}

#[test]
fn a_click_on_a_loop_s_head_is_a_click_on_its_first_call_and_its_only_call_is_changed_with_it() {
    let mut student = Student::worksheet(TO_THE_END);
    let lines = crate::driver::lines(&student.draw());
    let y = lines.iter().position(|line| line.contains("╭ until eof")).unwrap() as u16;
    let x = lines[usize::from(y)].chars().position(|sign| sign == '╭').unwrap() as u16;
    let kind = MouseEventKind::Down(MouseButton::Left);
    student.send(Msg::Mouse(MouseEvent { kind, column: x, row: y, modifiers: KeyModifiers::NONE }));
    student.press("e");
    assert_eq!(student.lab().editor.as_ref().unwrap().text(), "until eof { recv(sock, buf, 1024, 0) }");
    student.hides("╭ until eof");
    student.key(KeyCode::Esc);
    student.shows("╭ until eof");
}

#[test]
fn a_note_stands_behind_the_words_of_a_claim() {
    let text = "```\nclient: send(sock, \"hello!\", 6, 0)\nclient: shutdown(sock, SHUT_WR)\n\
        server: recv(sock, buf1, 1024, 0)\nserver: recv(sock, buf2, 1024, 0)\n```\n\n\
        | buf1 | buf2 | possible? |\n|---|---|---|\n| hello! | blocks | |\n";
    let mut student = Student::worksheet(text);
    student.press("y");
    student.enter();
    student.key(KeyCode::F(5));
    student.wait_over();
    student.enter();
    // A reason first, then the claim.
    student.press("1");
    student.shows("row 1 claims");
    for width in [100, 120, 140, 200] {
        student.app.size = (width, 36);
        let lines = crate::driver::lines(&student.draw());
        let line = lines.iter().find(|line| line.starts_with(" claim")).expect("the claim is drawn");
        let (_, behind) = line.split_once("blocks").expect("the claim says that the recv blocks");
        assert!(behind.is_empty() || behind.starts_with("  "), "{line}");
    }
}

#[test]
fn what_is_typed_may_be_a_loop() {
    let mut student = Student::at(First::Lab(None));
    student.press("repeat 3 { send(sock, \"hi\", 2, 0) }");
    student.enter();
    student.shows("╭ repeat 3");
}
