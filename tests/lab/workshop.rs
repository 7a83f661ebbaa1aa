//! The workshop, by its keys, on real sockets.

use chunkscope::framing::bench::{About, Belief, Claim};
use chunkscope::tui::app::Screen;
use chunkscope::tui::app::lab::RunState;
use chunkscope::tui::app::messages::Page;
use chunkscope::tui::app::workshop::Workshop;
use chunkscope::tui::theme::{Depth, Kind};
use chunkscope::tui::{Effect, First, Msg};
use ratatui::crossterm::event::{KeyCode, MouseButton, MouseEvent, MouseEventKind};

use crate::driver::{Student, settings};
use crate::screens::snapshot;

/// The workshop on an example, counted from 0.
fn shop(example: usize) -> Student {
    let mut student = Student::at(First::Messages);
    student.enter();
    for _ in 0..example {
        student.press("n");
    }
    student
}

fn state(student: &Student) -> &Workshop {
    student.app.messages.workshop.as_deref().expect("the workshop is open")
}

/// Until the run rests before a recv, or is over.
fn settle(student: &mut Student) {
    student.wait(|student| !matches!(state(student).run.state, RunState::Busy { .. }));
}

/// Presses a key that goes on, and waits.
fn go(student: &mut Student, keys: &str) {
    student.press(keys);
    settle(student);
}

/// The number of the right answer, or of the one that rests on a belief.
fn answer(student: &Student, belief: Belief) -> String {
    let question = &state(student).asking.as_ref().expect("a question").question;
    let at = question.choices.iter().position(|choice| choice.belief == belief);
    (at.unwrap_or_else(|| panic!("{belief:?} in {question:?}")) + 1).to_string()
}

#[test]
fn the_list_leads_to_the_workshop_and_back() {
    let mut student = Student::at(First::Home);
    let here = |student: &Student| student.text().lines().any(|line| line.contains('▸') && line.contains("Messages"));
    let steps = (0..20).find(|_| {
        student.key(KeyCode::Down);
        here(&student)
    });
    assert!(steps.is_some(), "no line for it at home");
    student.enter();
    student.shows("Where does a message end?");
    student.press("1");
    assert_eq!(student.app.messages.page, Page::Workshop);
    student.shows("header: length 5");
    student.key(KeyCode::Esc);
    assert_eq!(student.app.messages.page, Page::List);
    student.key(KeyCode::Esc);
    assert!(matches!(student.app.screen, Screen::Home));
}

#[test]
fn twenty_four_bytes_come_in_15_15_and_4_and_every_variable_follows() {
    let mut student = shop(1);
    student.shows("nothing has run");
    go(&mut student, " ");
    student.shows("All is sent, and no recv is cut short.");
    student.hides("length 24");
    student.hides("24 bytes");
    student.shows("recv 1 asks for 15 and gets 15");
    let right = answer(&student, Belief::Right);
    go(&mut student, &right);
    student.shows("1 of 1 right");
    student.shows("5 of 24: not yet a message");
    let wrong = answer(&student, Belief::OnlyThis);
    go(&mut student, &wrong);
    student.shows("1 of 2 right");
    student.shows("What earlier recvs brought stays");
    student.shows("20 bytes");
    student.key(KeyCode::Tab);
    settle(&mut student);
    student.shows("\"This␣is␣a␣longer␣message\" is complete");
    student.shows("delivered → 1 message");
    assert_eq!(state(&student).answers.len(), 2, "what was passed over is no answer");
    student.shows("No byte is left");
    let zero = answer(&student, Belief::Zero);
    go(&mut student, &zero);
    student.shows("recv 4 waits for good");
    student.shows("recv 4: it waits; you said it returns 0: no data.");
    student.shows("0 says that the other side has closed. It has not, so recv waits.");
    student.shows("1 of 3 right");
    let (returned, all) = state(&student).recvs();
    assert_eq!((returned, all), (3, 4));
}

#[test]
fn what_the_receiver_does_at_the_end_is_asked_and_told_by_the_sockets() {
    let mut student = shop(6);
    student.shows("What must the receiver say?");
    go(&mut student, " ");
    for _ in 0..2 {
        student.key(KeyCode::Tab);
        settle(&mut student);
    }
    student.shows("recv 3 asks for 15 and gets 0: the client has closed.");
    student.press("2");
    settle(&mut student);
    student.shows("recv 3: it reports an error; you said it ends; nothing more is delivered");
    student.shows("Part of a message is not a message.");
    // Where closing ends the message, a part of it looks like the whole.
    let mut student = shop(0);
    student.press("4");
    student.key(KeyCode::Right);
    student.press("C");
    student.shows("The client closes too early. Can the receiver tell?");
    go(&mut student, " ");
    student.shows("Is a message complete then?");
    go(&mut student, "1");
    let right = answer(&student, Belief::Right);
    go(&mut student, &right);
    student.shows("it delivers what it has, and ends, as you said");
    student.shows("The client had 5 bytes and closed after 2: with this framing the receiver cannot tell.");
}

#[test]
fn what_is_predicted_is_compared_with_what_the_sockets_gave() {
    let mut student = shop(3);
    go(&mut student, " ");
    student.shows("What length does the header give?");
    let half = answer(&student, Belief::HalfHeader);
    go(&mut student, &half);
    student.shows("recv 1: not known yet; you said 0.");
    student.shows("A header that has come in part says nothing yet");
    assert_eq!(state(&student).answers[0].truth, Claim::Length(None));
}

#[test]
fn space_asks_for_an_answer_first_and_f5_does_not() {
    let mut student = shop(1);
    go(&mut student, " ");
    student.press(" ");
    student.shows("Pick one of the answers by its number");
    assert!(matches!(state(&student).run.state, RunState::Rests(_)));
    student.press("9");
    student.key(KeyCode::F(5));
    settle(&mut student);
    assert!(state(&student).run.is_over());
    student.shows("recv 4 waits for good");
    student.press("r");
    student.shows("nothing has run");
    student.key(KeyCode::F(5));
    settle(&mut student);
    student.key(KeyCode::F(5));
    settle(&mut student);
    student.shows("recv 4 waits for good");
}

#[test]
fn cuts_by_hand_at_random_and_everywhere() {
    let mut student = shop(0);
    student.key(KeyCode::Right);
    student.press("c");
    assert_eq!(state(&student).bench.cuts, [2].into());
    student.shows("changed by you");
    student.press("c");
    assert!(state(&student).bench.cuts.is_empty());
    student.key(KeyCode::End);
    student.press("c");
    student.shows("nothing to cut off");
    student.press("d");
    assert_eq!(state(&student).bench.cuts.len(), 14);
    student.key(KeyCode::F(5));
    settle(&mut student);
    assert_eq!(state(&student).recvs(), (15, 16));
    for key in ["4", "c", "d", "R", "C", "p", "e", "f"] {
        student.press(key);
        student.shows("A run stands here. r begins again");
        assert_eq!(state(&student).recvs(), (15, 16), "{key} takes no run away");
    }
    student.press("r");
    assert_eq!(state(&student).bench.cuts.len(), 14, "cuts stay");
    student.press("2");
    student.shows("14 cuts stood between other bytes: they are gone.");
    student.press("3d");
    // The stream ends early then, and the cuts behind its end go.
    student.key(KeyCode::Home);
    student.press("C");
    student.shows("14 cuts stood between other bytes: they are gone.");
    student.press("C");
    student.key(KeyCode::Backspace);
    assert!(state(&student).bench.cuts.is_empty());
    assert_eq!(state(&student).run.state, RunState::Idle);
    student.press("R");
    let first = state(&student).bench.cuts.clone();
    assert!(!first.is_empty());
    student.press("RR");
    assert!(state(&student).bench.cuts.iter().all(|cut| (1..15).contains(cut)));
    student.key(KeyCode::Backspace);
    student.press("p");
    student.key(KeyCode::F(5));
    settle(&mut student);
    assert_eq!(state(&student).recvs(), (3, 4), "5 bytes a recv");
}

/// `(` as a number is 40.
#[test]
fn the_bytes_of_a_binary_length_are_no_letters() {
    let mut student = shop(0);
    student.press("e");
    student.ctrl('a');
    student.ctrl('k');
    for _ in 0..40 {
        student.press("b");
    }
    student.key(KeyCode::Esc);
    student.press("f");
    student.ctrl('a');
    student.ctrl('k');
    student.press("u8");
    student.enter();
    student.shows("length first: 1 byte");
    student.app.size = (200, 40);
    student.shows("x28 b b");
    student.key(KeyCode::F(5));
    settle(&mut student);
    student.shows("x28│ b │");
}

#[test]
fn every_framing_that_the_keys_reach_runs() {
    let mut student = shop(0);
    let mut seen = Vec::new();
    for way in ["1", "1", "1", "1", "2", "2", "2", "2", "3", "3", "3", "3", "3", "3", "3", "3", "4"] {
        student.press(way);
        let name = state(&student).bench.framing.to_string();
        student.press("d");
        student.key(KeyCode::F(5));
        settle(&mut student);
        let view = state(&student).view().unwrap();
        assert!(view.delivered().eq([&b"Hello"[..]]), "{name}");
        student.press("r");
        seen.push(name);
    }
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 17, "{seen:?}");
}

#[test]
fn messages_are_typed_one_a_line_and_nothing_typed_is_lost() {
    let mut student = shop(0);
    student.press("e!");
    student.enter();
    student.press("caf\u{e9}\\q");
    student.shows("Line 2, column 5: \\q is no escape");
    student.key(KeyCode::Esc);
    assert_eq!(state(&student).bench.messages, [b"Hello"], "as it was");
    student.press("e");
    student.key(KeyCode::Backspace);
    student.press("n");
    student.send(Msg::Paste("\nthird\n".into()));
    student.key(KeyCode::Esc);
    let messages = &state(&student).bench.messages;
    assert_eq!(messages, &[b"Hello!".to_vec(), "caf\u{e9}\n".into(), b"third".to_vec()]);
    student.shows("3 messages".trim_start_matches("3 "));
    student.press("2");
    student.shows("at byte 5 already");
    student.press(" ");
    assert_eq!(state(&student).run.state, RunState::Idle);
    student.press("222");
    student.shows("escaped");
    student.key(KeyCode::F(5));
    settle(&mut student);
    assert_eq!(state(&student).view().unwrap().delivered().count(), 3);
}

#[test]
fn bytes_of_every_kind_are_typed_as_escapes_and_come_back_as_they_were() {
    let mut student = shop(0);
    student.press("e\\x00\\x01a\\xff\\xc3f\\n\\\\ \\\"");
    student.key(KeyCode::Tab);
    student.key(KeyCode::Esc);
    let messages = state(&student).bench.messages.clone();
    assert_eq!(messages, [b"Hello\x00\x01a\xff\xc3f\n\\ \"".to_vec()]);
    student.press("e");
    student.key(KeyCode::Esc);
    assert_eq!(state(&student).bench.messages, messages);
    student.key(KeyCode::F(5));
    settle(&mut student);
    let view = state(&student).view().unwrap();
    assert!(view.delivered().eq(messages.iter().map(Vec::as_slice)));
}

#[test]
fn any_framing_can_be_named() {
    let mut student = shop(0);
    student.press("f");
    student.shows("now: digits:10");
    student.press("digit");
    student.shows("is no way to mark a message");
    student.enter();
    student.press("s:7");
    student.enter();
    student.shows("length first: 7 digits");
    student.press("fx");
    student.key(KeyCode::Esc);
    student.shows("length first: 7 digits");
}

#[test]
fn the_echo_goes_both_ways_and_exit_ends_it() {
    let mut student = shop(5);
    go(&mut student, " ");
    student.key(KeyCode::Tab);
    settle(&mut student);
    student.shows("answered");
    student.key(KeyCode::Tab);
    settle(&mut student);
    student.shows("The receiver has ended with 2 messages");
    assert!(state(&student).run.is_over());
    student.app.size = (80, 24);
    student.press("b");
    student.shows("FIN");
    student.shows("back1");
}

#[test]
fn b_says_why_it_does_nothing() {
    let mut student = shop(0);
    student.press("b");
    student.shows("Only the echo exchange goes both ways");
    let mut student = shop(5);
    student.app.size = (120, 36);
    student.press("b");
    student.shows("Both directions are on the screen");
}

#[test]
fn a_client_that_closes_inside_a_message_is_an_error() {
    let mut student = shop(6);
    student.key(KeyCode::F(5));
    settle(&mut student);
    student.shows("7 of 12 bytes, then 0");
    student.shows("an error, not a short message");
    // By hand: the client closes behind the third byte.
    let mut student = shop(0);
    student.key(KeyCode::Right);
    student.key(KeyCode::Right);
    student.press("C");
    student.shows("closes inside a message");
    student.key(KeyCode::F(5));
    settle(&mut student);
    student.shows("ended inside a message");
    student.press("rC");
    assert_eq!(state(&student).len(), 15);
    // Inside the header nothing says how long the message was to be.
    student.key(KeyCode::Home);
    student.key(KeyCode::Right);
    student.press("C");
    student.shows("header");
    student.hides("length 5");
    student.hides("length 0");
}

#[test]
fn the_footer_counts_the_answers_that_there_are() {
    let mut student = shop(0);
    go(&mut student, " ");
    assert_eq!(state(&student).asking.as_ref().unwrap().question.choices.len(), 3);
    student.shows("1–3 answer");
    student.press("4");
    student.shows("There are answers 1 to 3");
}

#[test]
fn the_source_is_read_to_its_end_and_what_ran_is_in_sight() {
    let mut student = shop(1);
    student.app.size = (80, 24);
    student.press("m");
    student.shows(" 1 new_message = True");
    student.hides("31     ");
    for _ in 0..40 {
        student.key(KeyCode::Down);
    }
    student.shows("new_message = True");
    student.shows("31");
    student.hides(" 1 new_message");
    let mut student = shop(1);
    student.key(KeyCode::F(5));
    settle(&mut student);
    // The line of the recv ran, and so did the one that adds what came.
    let view = state(&student).view().unwrap();
    assert!(view.recvs.iter().all(|recv| recv.line == Some(6)), "recv is called in line 6");
    student.shows("data = sock.recv(15)");
    student.shows("aside += data");
}

#[test]
fn leaving_stops_the_run_and_opening_another_lab_does_not_confuse_it() {
    let mut student = shop(1);
    go(&mut student, " ");
    student.key(KeyCode::Esc);
    assert_eq!(student.effects.last(), Some(&Effect::Stop));
    assert_eq!(state(&student).run.state, RunState::Idle);
    student.enter();
    go(&mut student, " ");
    student.shows("recv 1 asks for 15");
}

#[test]
fn a_click_puts_the_cursor_on_a_byte_cuts_there_and_picks_an_answer() {
    let mut student = shop(0);
    let click = |student: &mut Student, column, row| {
        let event = MouseEvent {
            kind: MouseEventKind::Down(MouseButton::Left),
            column,
            row,
            modifiers: ratatui::crossterm::event::KeyModifiers::NONE,
        };
        student.send(Msg::Mouse(event));
    };
    let text = student.text();
    let row = text.lines().position(|line| line.contains("to send")).unwrap() as u16;
    let column = text.lines().nth(row.into()).unwrap().find('H').unwrap() as u16;
    click(&mut student, column, row);
    assert_eq!(state(&student).cursor, 10);
    click(&mut student, column, row);
    assert_eq!(state(&student).bench.cuts, [11].into());
    go(&mut student, " ");
    let text = student.text();
    let row = text.lines().position(|line| line.starts_with("   2  ")).unwrap();
    click(&mut student, 6, row as u16);
    settle(&mut student);
    assert_eq!(state(&student).answers.len(), 1);
    assert_eq!(state(&student).answers[0].picked, 1);
}

#[test]
fn the_pages() {
    let mut student = Student::at(First::Messages);
    snapshot("messages_list", &mut student);
    let mut student = shop(1);
    student.key(KeyCode::Right);
    student.press("c");
    snapshot("workshop_idle", &mut student);
    let mut student = shop(1);
    go(&mut student, " ");
    snapshot("workshop_asks", &mut student);
    let wrong = answer(&student, Belief::HeaderCounted);
    go(&mut student, &wrong);
    snapshot("workshop_wrong", &mut student);
    let mut student = shop(5);
    student.key(KeyCode::F(5));
    settle(&mut student);
    snapshot("workshop_echo", &mut student);
    student.app.size = (120, 36);
    student.press("m");
    snapshot("workshop_costs", &mut student);
    student.press("re\\q");
    snapshot("workshop_typing", &mut student);
    let mut plain = Student::with(First::Messages, settings(Depth::NoColor, Kind::Dark, true));
    plain.enter();
    go(&mut plain, " ");
    let right = answer(&plain, Belief::Right);
    go(&mut plain, &right);
    snapshot("workshop_ascii", &mut plain);
}

#[test]
fn no_page_panics_at_any_size() {
    let mut student = shop(5);
    go(&mut student, " ");
    for _ in 0..3 {
        for width in (0..130).step_by(3).chain([80, 200]) {
            for height in (0..40).chain([60]) {
                student.app.size = (width, height);
                student.draw();
            }
        }
        student.app.size = (80, 24);
        student.press("m");
    }
    // What is refused, and what is typed, too.
    for keys in ["re\n", "r2", "rf"] {
        student.press(keys);
        student.key(KeyCode::Esc);
        for (width, height) in [(60, 18), (61, 29), (62, 30), (80, 24), (120, 36), (200, 60)] {
            student.app.size = (width, height);
            student.draw();
        }
    }
}

#[test]
fn a_message_over_the_limit_is_an_error_and_that_can_be_said() {
    let mut student = shop(0);
    student.press("e");
    student.send(Msg::Paste("x".repeat(1200)));
    student.key(KeyCode::Esc);
    student.shows("This receiver takes 1,000 bytes a message at most");
    go(&mut student, " ");
    while state(&student).asking.as_ref().is_some_and(|asking| asking.question.about != About::Complete) {
        student.key(KeyCode::Tab);
        settle(&mut student);
    }
    let right = answer(&student, Belief::Right);
    go(&mut student, &right);
    student.shows("it reports an error, as you said");
    student.shows("however much of it comes");
    student.hides("not a short message");
}

#[test]
fn where_nothing_is_complete_yet_the_reason_says_so() {
    let mut student = shop(7);
    go(&mut student, " ");
    let early = answer(&student, Belief::HalfEnd);
    assert!(student.text().contains("hello!\\r"));
    let question = &state(&student).asking.as_ref().unwrap().question;
    assert!(question.choices.iter().all(|choice| choice.belief != Belief::WithEnd));
    go(&mut student, &early);
    student.shows("What marks the end has not come whole");
}

#[test]
fn the_echo_that_goes_is_told() {
    let mut student = shop(5);
    student.press("2");
    student.shows("One direction now");
    let mut student = shop(0);
    student.press("1p");
    student.shows("Here recv asks for what the message lacks");
}
