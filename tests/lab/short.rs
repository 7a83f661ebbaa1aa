//! Short sends: the cut is set, said beforehand, made on real sockets, and told.

use std::time::Duration;

use chunkscope::call::Errno;
use chunkscope::engine::short::{By, Call, Event, Found, Made, Stage};
use chunkscope::text::Message;
use chunkscope::tui::app::Screen;
use chunkscope::tui::app::short::{Guess, Question, WAYS};
use chunkscope::tui::theme::{Depth, Kind};
use chunkscope::tui::{Effect, First, Msg, Settings};
use ratatui::crossterm::event::{KeyCode, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

use crate::driver::{Student, settings};

pub fn open(with: Settings) -> Student {
    let mut student = Student::with(First::Home, with);
    student.app.screen = Screen::Short;
    student
}

/// The screen with the non-blocking send: the one that is cut short.
pub fn plain() -> Student {
    with_way(1)
}

/// The screen with one of the ways to wait.
pub fn with_way(way: usize) -> Student {
    let mut student = open(settings(Depth::TrueColor, Kind::Dark, false));
    student.press(&"b".repeat(way));
    student
}

pub fn click(student: &mut Student, column: u16, row: u16) {
    let kind = MouseEventKind::Down(MouseButton::Left);
    student.send(Msg::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE }));
}

/// Says what is right, by its number.
pub fn say(student: &mut Student, question: Question, right: Guess) {
    assert_eq!(student.app.short.question(), Some(question));
    let at = student.app.short.guesses(question).iter().position(|guess| *guess == right).expect("it is offered");
    student.press(&(at + 1).to_string());
}

/// An event as the sockets could have given it: what a picture shows must not depend on this machine.
pub fn event(stage: Stage, found: Found, next: Stage, calls: &[(Made, usize, Result<usize, i32>, u64)]) -> Event {
    let call = |(made, size, got, times): &(Made, usize, Result<usize, i32>, u64)| Call {
        made: *made,
        size: *size,
        got: Some(got.map_err(Errno)),
        times: *times,
    };
    let calls = calls.iter().map(call).collect();
    Event { stage, found, next, calls, unacknowledged: Some(4032), unread: Some(1152) }
}

pub fn steps() -> Vec<Event> {
    let data = |from| Made::Data { from, by: By::NonBlocking };
    let measured = Found::Capacity { bytes: 5184, granted: [4608, 2304], quiet: Duration::from_millis(150) };
    let short = Found::Short { taken: 40, took: Duration::from_micros(9), signals: 0 };
    let again = Err(libc::EAGAIN);
    vec![
        event(
            Stage::Measure,
            measured,
            Stage::Fill,
            &[(Made::Fill, 65536, Ok(2304), 1), (Made::Fill, 65536, Ok(576), 5), (Made::Fill, 65536, again, 82)],
        ),
        event(
            Stage::Fill,
            Found::Filled { bytes: 5144 },
            Stage::Send,
            &[(Made::Fill, 5144, Ok(2304), 1), (Made::Fill, 2840, again, 38), (Made::Fill, 2840, Ok(2840), 1)],
        ),
        event(Stage::Send, short, Stage::Read, &[(data(0), 130, Ok(40), 1)]),
        event(
            Stage::Read,
            Found::Read { bytes: 5184 },
            Stage::Rest,
            &[(Made::Recv, 65536, Ok(1152), 1), (Made::Recv, 65536, Ok(576), 7)],
        ),
        event(Stage::Rest, Found::Sent { bytes: 130 }, Stage::Check, &[(data(40), 90, Ok(90), 1)]),
        event(Stage::Check, Found::Whole { before: 5144, data: 130 }, Stage::Over, &[(Made::Recv, 65536, Ok(90), 1)]),
    ]
}

/// Plays the first steps by hand, with what is said before each send: rightly, but for the first.
pub fn played(mut student: Student, many: usize) -> Student {
    for event in steps().into_iter().take(many) {
        match student.app.short.question() {
            Some(Question::First) => say(&mut student, Question::First, Guess::Returns(130)),
            Some(Question::Next) => say(&mut student, Question::Next, Guess::Given(40, 90)),
            None => {}
        }
        // The sockets of this test are not asked: their news would come second.
        student.app.short.run.get_or_insert(1);
        student.send(Msg::Short { id: 1, result: Ok(event) });
    }
    student
}

#[test]
fn it_is_on_the_list_of_messages_and_keeps_its_cut() {
    let mut student = Student::at(First::Messages);
    student.key(KeyCode::End);
    student.enter();
    student.shows("130 bytes to send");
    student.press("9");
    student.key(KeyCode::Esc);
    student.shows("Where does a message end?");
    student.enter();
    student.shows("room for 9");
}

#[test]
fn the_cut_is_moved_and_typed_and_stays_between_the_bytes() {
    let mut student = plain();
    student.shows("room for 40");
    student.key(KeyCode::Right);
    student.key(KeyCode::PageDown);
    student.shows("room for 51");
    student.key(KeyCode::End);
    student.key(KeyCode::Right);
    student.shows("room for 129");
    student.press("77");
    student.shows("room for 77");
    student.press("0");
    student.shows("770 is not possible: there can be room for 0 to 129.");
    student.shows("Now 77.");
    // The next digit begins a new number.
    student.press("5");
    student.shows("room for 5");
    student.key(KeyCode::Home);
    student.press("135");
    student.shows("135 is not possible");
    student.shows("room for 13");
    student.press("0");
    student.shows("room for 0");
    student.key(KeyCode::Home);
    student.key(KeyCode::Left);
    student.shows("room for 0");
    student.press("b");
    student.shows("blocking, with a time-out of 200 ms (SO_SNDTIMEO)");
    assert!(student.effects.iter().all(|effect| !matches!(effect, Effect::ShortBegin { .. } | Effect::ShortStep)));
}

#[test]
fn a_click_on_a_byte_cuts_after_it() {
    for (size, x, y) in [((120, 36), 10 + 2 * 20, 6), ((80, 24), 10 + 2 * 20, 5)] {
        let mut student = plain();
        student.app.size = size;
        click(&mut student, x, y);
        assert_eq!(student.app.short.cut, 21);
        click(&mut student, x, y + if size.0 == 120 { 3 } else { 1 });
        assert_eq!(student.app.short.cut, 21 + if size.0 == 120 { 50 } else { 30 });
        click(&mut student, 79, size.1 - 4);
        assert_eq!(student.app.short.cut, 21 + if size.0 == 120 { 50 } else { 30 }, "nothing is there");
    }
}

#[test]
fn nothing_is_sent_before_something_was_said() {
    let mut student = played(plain(), 2);
    assert_eq!(student.app.short.question(), Some(Question::First));
    student.shows("send(sock, data, 130, MSG_DONTWAIT) will");
    let before = student.effects.len();
    student.press(" ");
    student.shows("Say first what will happen");
    assert_eq!(student.effects.len(), before);
    say(&mut student, Question::First, Guess::Fails);
    student.press(" ");
    assert!(matches!(student.effects.last(), Some(Effect::ShortStep)));
    student.key(KeyCode::Right);
    assert_eq!(student.app.short.cut, 40, "the cut stays while it runs");
}

#[test]
fn a_connection_that_holds_something_else_is_measured_anew_and_nothing_is_asked_twice() {
    let mut student = played(plain(), 2);
    say(&mut student, Question::First, Guess::Returns(40));
    let data = Made::Data { from: 0, by: By::NonBlocking };
    let changed = event(Stage::Send, Found::Changed { taken: 41 }, Stage::Measure, &[(data, 130, Ok(41), 1)]);
    student.send(Msg::Short { id: 1, result: Ok(changed) });
    student.shows("send took 41, not 40");
    student.shows("all is measured anew");
    assert!(student.app.short.taken().is_empty(), "those bytes went with their connection");
    for event in steps().into_iter().take(3) {
        assert_eq!(student.app.short.question(), None);
        student.send(Msg::Short { id: 1, result: Ok(event) });
    }
    student.shows("= send would return 40");
    student.shows("sent: 0 → 40 of 130");
}

#[test]
fn what_was_said_stands_beside_what_happened() {
    let student = played(plain(), 6);
    student.shows("sent: 0 → 40 → 130 of 130");
    student.shows("≠ send would return 130");
    student.shows("right: return 40");
    student.shows("= the next one is given data + 40, 90 bytes");
    student.shows("A short count is no error");
}

#[test]
fn why_it_cannot_go_on_is_said_and_it_can_be_begun_anew() {
    let mut student = played(plain(), 1);
    student.send(Msg::Short { id: 1, result: Err(Message::new("engine-cancelled")) });
    assert!(student.app.short.is_over());
    // Late news of a send that was given up changes nothing.
    student.press("r");
    student.send(Msg::Short { id: 1, result: Ok(steps().remove(1)) });
    assert!(!student.app.short.has_begun());
    student.shows("room for 40");
    assert!(student.effects.iter().any(|effect| matches!(effect, Effect::ShortEnd)));
}

#[test]
fn nothing_on_the_screen_answers_what_is_asked() {
    for size in [(80, 24), (120, 36), (200, 60)] {
        for many in [0, 1, 2] {
            let mut student = played(plain(), many);
            student.app.size = size;
            for answer in
                ["take 40", "takes 40", "took 40", "= 40", "sent: 0 → 40", "short", "= 2304", "= 576", "EAGAIN  "]
            {
                student.hides(answer);
            }
        }
        // The loop would say what the next send is given.
        let mut student = played(plain(), 4);
        student.app.size = size;
        assert_eq!(student.app.short.question(), Some(Question::Next));
        student.key(KeyCode::Tab);
        student.hides("data + sent");
        let mut student = played(plain(), 5);
        student.app.size = size;
        if size.0 < 200 {
            student.hides("data + sent");
            student.key(KeyCode::Tab);
        }
        student.shows("data + sent");
    }
}

#[test]
fn each_wrong_answer_has_its_reason_and_a_right_one_needs_none() {
    for way in 1..WAYS.len() {
        for (question, many) in [(Question::First, 2), (Question::Next, 4)] {
            let mut reasons = Vec::new();
            for at in 0..4 {
                let mut student = with_way(way);
                // Here the last answer stands alone, in lines of its own.
                student.app.size = (80, 24);
                let mut student = played(student, many);
                let guess = student.app.short.guesses(question)[at];
                say(&mut student, question, guess);
                student.send(Msg::Short { id: 1, result: Ok(steps().remove(many)) });
                let right = student.app.short.said(question).and_then(|said| said.right).expect("it is known");
                let text = student.text();
                let reason = text.split("right: ").nth(1).and_then(|rest| rest.split(" ─ calls").next());
                assert_eq!(reason.is_none(), guess == right, "{way} {question:?} {guess:?}: {text}");
                let reason = reason.map(str::to_owned);
                reasons.extend(reason);
            }
            reasons.sort();
            reasons.dedup();
            assert_eq!(reasons.len(), 3, "each has its own: {reasons:#?}");
        }
    }
}

#[test]
fn a_signal_after_some_bytes_gives_their_count_and_eintr_is_for_none() {
    let mut student = played(with_way(3), 2);
    say(&mut student, Question::First, Guess::Fails);
    student.send(Msg::Short { id: 1, result: Ok(steps().remove(2)) });
    student.shows("EINTR comes only where it");
    student.shows("returned what it took when the signal came");
}

#[test]
fn where_nothing_was_taken_no_place_to_go_on_from_is_asked_for() {
    let mut student = played(plain(), 2);
    say(&mut student, Question::First, Guess::Waits);
    let nothing = Found::Short { taken: 0, took: Duration::from_micros(9), signals: 0 };
    let data = Made::Data { from: 0, by: By::NonBlocking };
    let failed = event(Stage::Send, nothing, Stage::Read, &[(data, 130, Err(libc::EAGAIN), 1)]);
    student.send(Msg::Short { id: 1, result: Ok(failed) });
    student.shows("send took nothing");
    student.app.size = (200, 60);
    student.shows("right: return -1, EAGAIN, and take nothing. Not one byte");
    student.send(Msg::Short { id: 1, result: Ok(steps().remove(3)) });
    assert_eq!((student.app.short.next(), student.app.short.question()), (Stage::Rest, None));
}

#[test]
fn the_loop_has_the_calls_flags_and_a_branch_for_each_error() {
    for (way, flags) in [(0, " 0);"), (1, "MSG_DONTWAIT);"), (2, " 0);"), (3, " 0);")] {
        let mut student = played(with_way(way), 6);
        student.key(KeyCode::Tab);
        let text = student.text();
        let call = text.lines().find(|line| line.contains("data + sent")).expect("the call");
        assert!(call.contains(flags), "{call}");
        for branch in
            ["errno == EINTR)  continue;", "errno == EAGAIN) poll", "return -1;", "EPIPE   The other side is gone"]
        {
            student.shows(branch);
        }
    }
}

/// The plain blocking send stands open.
pub fn waiting(cut: usize) -> Student {
    let mut student = with_way(0);
    student.press(&cut.to_string());
    let mut student = played(student, 2);
    say(&mut student, Question::First, Guess::Returns(130));
    let made = Made::Data { from: 0, by: By::Blocking };
    let mut event = event(Stage::Send, Found::Waits { signals: 0 }, Stage::Read, &[]);
    event.calls.push(Call { made, size: 130, got: None, times: 1 });
    student.send(Msg::Short { id: 1, result: Ok(event) });
    student
}

#[test]
fn a_plain_blocking_send_stands_open_with_its_clock_until_the_receiver_reads() {
    let mut student = waiting(40);
    student.shows("The send is plain blocking");
    student.shows("waits, 0.0 s");
    student.shows("≠ send would return 130 at once");
    student.shows("right: not return yet: it waits until all fits.");
    student.shows("Only 40 fit while nobody reads");
    student.shows("sent: 0 of 130");
    student.app.watched = true;
    assert_eq!(student.app.tick(), Some(Duration::from_millis(100)));
    student.now += Duration::from_secs(12);
    student.send(Msg::Tick);
    student.shows("waits, 12 s");
    assert_eq!(student.app.tick(), Some(Duration::from_secs(1)));
    let made = Made::Data { from: 0, by: By::Blocking };
    let waited = Duration::from_millis(12_300);
    let returned = event(
        Stage::Read,
        Found::Returned { taken: 130, waited, read: 1728 },
        Stage::Check,
        &[(Made::Recv, 65536, Ok(1152), 1), (Made::Recv, 65536, Ok(576), 1), (made, 130, Ok(130), 1)],
    );
    student.send(Msg::Short { id: 1, result: Ok(returned) });
    student.shows("The receiver has read 1,728 bytes: so there was room, and send returned 130, after 12.3 s.");
    student.shows("sent: 0 → 130 of 130");
    assert_eq!(student.app.tick(), None, "nothing moves any more");
}

#[test]
fn a_key_that_does_nothing_says_why() {
    let mut student = played(plain(), 2);
    student.key(KeyCode::Tab);
    student.shows("before, it would answer what is asked");
    student.press("7");
    student.shows("Say first what will happen: 1 to 4.");
    let mut student = played(plain(), 6);
    student.press(" ");
    student.shows("All is sent: there is no next step.");
    student.app.size = (200, 60);
    student.key(KeyCode::Tab);
    student.shows("The calls and the loop are both shown.");
}

#[test]
fn the_calls_that_fill_are_one_line_until_it_is_said_what_a_send_does() {
    let mut student = played(plain(), 2);
    student.shows("88 calls fill a connection until no more fits");
    student.shows("40 calls fill the connection until 40 bytes fit");
    say(&mut student, Question::First, Guess::Returns(40));
    student.app.size = (200, 60);
    student.shows("= 2304");
    student.shows("EAGAIN: no room at that moment.");
    student.hides("calls fill");
}

#[test]
fn the_right_answer_does_not_keep_its_place() {
    let places: Vec<_> = (1..=4)
        .map(|run| {
            let mut student = played(plain(), 4);
            student.app.short.run = Some(run);
            let guesses = student.app.short.guesses(Question::Next);
            guesses.iter().position(|guess| *guess == Guess::Given(40, 90))
        })
        .collect();
    assert!((0..4).all(|at| places.contains(&Some(at))), "{places:?}");
}

#[test]
fn one_byte_is_one_byte() {
    let mut student = plain();
    student.press("129");
    student.app.size = (80, 24);
    let student = played(student, 4);
    let guesses = student.app.short.guesses(Question::Next);
    assert!(!guesses.is_empty());
    student.hides("1 bytes");
    let mut student = plain();
    student.press("1");
    let student = played(student, 2);
    student.shows("1 more byte fits");
    student.hides("1 more bytes");
}
