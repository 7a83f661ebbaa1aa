//! Short sends on real sockets.

use chunkscope::tui::app::short::{Guess, Question, WAYS};

use crate::short::{say, with_way};

#[cfg(target_os = "linux")]
#[test]
fn on_real_sockets_the_send_takes_as_many_as_were_asked_for() {
    for way in 1..WAYS.len() {
        let mut student = with_way(way);
        student.press("33");
        let mut made = 0;
        while !student.app.short.is_over() {
            match student.app.short.question() {
                Some(Question::First) => say(&mut student, Question::First, Guess::Returns(33)),
                Some(Question::Next) => say(&mut student, Question::Next, Guess::Given(33, 97)),
                None => {}
            }
            student.press(" ");
            student.wait(|student| !student.app.short.busy);
            made += 1;
            assert!(made < 20, "it ends: {:#?}", student.app.short);
        }
        assert_eq!(student.app.short.failed, None);
        assert_eq!(student.app.short.taken(), [33, 97]);
        student.shows("sent: 0 → 33 → 130 of 130");
        student.shows("All 130 bytes came as they were sent");
        student.hides("right:");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn on_real_sockets_a_plain_blocking_send_waits_and_takes_all_with_any_room() {
    for room in ["0", "1", "40"] {
        let mut student = with_way(0);
        student.press(room);
        let mut made = 0;
        while !student.app.short.is_over() {
            if student.app.short.question().is_some() {
                say(&mut student, Question::First, Guess::Waits);
            }
            student.press(" ");
            student.wait(|student| !student.app.short.busy);
            made += 1;
            assert!(made < 20, "it ends: {:#?}", student.app.short);
        }
        assert_eq!(student.app.short.failed, None);
        assert_eq!(student.app.short.taken(), [130]);
        student.shows("= send would not return yet");
        student.shows("A plain blocking send takes all");
        student.hides("right:");
        student.press(" ");
        student.shows("All is sent: there is no next step.");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn on_real_sockets_without_room_each_way_fails_or_waits_as_it_says() {
    let right = [Guess::Waits, Guess::Fails, Guess::Fails, Guess::Fails, Guess::Waits];
    for (way, right) in right.into_iter().enumerate() {
        for at in 0..4 {
            let mut student = with_way(way);
            student.press("0");
            while student.app.short.question().is_none() {
                student.press(" ");
                student.wait(|student| !student.app.short.busy);
            }
            let guess = student.app.short.guesses(Question::First)[at];
            say(&mut student, Question::First, guess);
            student.press(" ");
            student.wait(|student| !student.app.short.busy);
            let said = student.app.short.said(Question::First).and_then(|said| said.right);
            assert_eq!(said, Some(right), "{way}: {:#?}", student.app.short);
            assert_eq!(student.text().contains("≠ send would"), guess != right, "{}", student.text());
        }
    }
}
