//! The gym: by keys, on real sockets.

use chunkscope::framing::gym::COURSE;
use chunkscope::tui::app::Screen;
use ratatui::crossterm::event::KeyCode;

use crate::exercises::{at, place, play, walk_through};
use crate::screens::snapshot;

#[test]
fn in_the_gym_cuts_are_tried_on_real_sockets_and_few_score_better() {
    let mut student = at(Screen::Gym);
    student.shows("exercise 1 of 16");
    student.hides("of 0 points");
    student.shows("The place is behind byte 0.");
    student.press("c");
    student.enter();
    student.wait(|student| play(student).is_over());
    student.shows("Broken with 1 cut; with none it survives: 3 points.");
    student.enter();
    student.shows("exercise 2 of 16");
    student.shows("3 of 3 points");
    student.enter();
    student.wait(|student| play(student).is_over());
    student.shows("Without any cut it survives.");
    student.press("r");
    walk_through(&mut student);
    student.shows("Without any cut it survives.");
    student.press("c");
    student.shows("The cuts of this run stand: Esc first.");
    student.press(" ");
    student.shows("The run is over. r begins it again");
    student.key(KeyCode::Esc);
    student.key(KeyCode::End);
    student.press("c");
    student.enter();
    student.wait(|student| play(student).is_over());
    student.shows("It survives this cut.");
}

#[test]
fn what_is_said_of_a_line_names_it_as_the_source_that_is_shown_does() {
    let mut student = at(Screen::Gym);
    student.press("v");
    student.shows("C-like");
    student.press("c");
    student.enter();
    student.wait(|student| play(student).is_over());
    student.press("r");
    let mut said = 0;
    while !play(&student).is_over() {
        let before = play(&student).at;
        student.press(" ");
        student.wait(|student| play(student).at != before || play(student).is_over());
        // `▸` stands before the number of the line that runs.
        let text = student.text();
        let now = text.lines().find(|line| line.trim_start().starts_with('▸') && !line.contains("runs now"));
        let number = |words: &str| -> String {
            words.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect()
        };
        if let Some(told) = text.lines().find(|line| line.starts_with(" Line ")) {
            let now = now.unwrap_or_else(|| panic!("no line is marked:\n{text}"));
            assert_eq!(number(told), number(now), "{text}");
            said += 1;
        }
    }
    assert!(said > 2, "{}", student.text());
}

#[test]
fn a_cut_that_could_be_spared_costs_a_point_until_it_is_taken_away() {
    let mut student = at(Screen::Gym);
    for _ in 0..7 {
        student.key(KeyCode::PageDown);
    }
    // The bytes are c, a, f, two of é, and LF.
    student.press("c");
    student.key(KeyCode::End);
    student.key(KeyCode::Left);
    student.press("c");
    student.shows("2 cuts · 6 bytes");
    student.enter();
    student.wait(|student| play(student).is_over());
    student.shows("Broken, and 1 cut fewer would do. It crashes: a character is cut in two");
    student.key(KeyCode::Esc);
    student.shows("2 of 3 points");
    student.key(KeyCode::Home);
    student.press("c");
    student.enter();
    student.wait(|student| play(student).is_over());
    student.shows("3 of 3 points");
}

#[test]
fn cuts_behind_the_failure_do_not_count_and_the_screen_says_so() {
    let mut student = at(Screen::Gym);
    student.press("c");
    student.key(KeyCode::End);
    student.press("c");
    student.enter();
    student.wait(|student| play(student).is_over());
    student.shows("Broken with 1 cut; with none it survives: 3 points.");
    student.shows("1 of your 2 cuts counts: those at which a recv returned early before it broke.");
    // What is solved is not skipped.
    student.key(KeyCode::PageDown);
    student.shows("exercise 2 of 16");
}

#[test]
fn in_the_gym_one_may_say_that_no_cut_breaks_it_and_a_wrong_word_costs_points() {
    let mut student = at(Screen::Gym);
    student.press("!");
    student.shows("Some cut breaks it here.");
    student.press("c");
    student.enter();
    student.wait(|student| play(student).is_over());
    student.enter();
    student.shows("1 of 3 points");
    student.key(KeyCode::PageDown);
    student.press("!");
    student.shows("So it is: all 32 ways to cut these 6 bytes leave it whole. 3 points.");
    student.key(KeyCode::PageUp);
    student.key(KeyCode::PageUp);
    student.shows("exercise 1 of 16");
    student.shows("4 of 6 points");
}

#[test]
fn the_fewest_cuts_can_be_shown_and_one_point_is_left() {
    let mut student = at(Screen::Gym);
    student.press("X");
    student.shows("These are the fewest cuts that break it.");
    student.enter();
    student.wait(|student| play(student).is_over());
    student.shows("with none it survives: 1 point.");
    student.shows("1 of 3 points");
    student.enter();
    student.key(KeyCode::PageDown);
    student.press("X");
    student.shows("No cut breaks it here: ! says so.");
    student.press("!");
    student.shows("2 of 6 points");
}

#[test]
fn points_that_were_won_stay_and_the_screen_says_so() {
    let mut student = at(Screen::Gym);
    student.press("c");
    student.enter();
    student.wait(|student| play(student).is_over());
    student.key(KeyCode::Esc);
    student.press("!");
    student.shows("Some cut breaks it here. Your points stay.");
    student.press("X");
    student.shows("Enter tries them; your points stay.");
    student.enter();
    student.wait(|student| play(student).is_over());
    student.shows("with none it survives: 3 points.");
    student.shows("3 of 3 points");
}

/// Goes to the exercise with this receiver.
fn exercise(id: &str) -> crate::driver::Student {
    let mut student = at(Screen::Gym);
    for _ in COURSE.iter().take_while(|(receiver, _)| *receiver != id) {
        student.key(KeyCode::PageDown);
    }
    student
}

#[test]
fn where_it_breaks_without_a_cut_neither_cuts_nor_a_run_are_claimed() {
    let mut student = exercise("leftover-lost");
    student.press("!");
    let uncut = student.app.exercises.gym.room.as_ref().unwrap().exercise.optimum;
    assert_eq!(uncut, Some(0), "this exercise needs no cut");
    student.shows("It breaks here without any cut.");
    student.press("X");
    student.shows("It breaks without any cut. Enter tries that");
}

#[test]
fn a_fault_that_these_messages_do_not_meet_is_told_and_nothing_follows_the_last_exercise() {
    let mut student = exercise("state-kept");
    student.press("!");
    student.shows("leave it whole. 3 points. That was the last exercise");
    student.shows("With other messages it breaks. After a message the bytes so far are not cleared");
    student.hides("✓ run");
    let mut student = exercise("two-loops");
    student.press("!");
    student.shows("3 points. Enter goes on.");
    student.hides("With other messages");
}

#[test]
fn the_whole_course_can_be_done_by_keys() {
    let mut student = at(Screen::Gym);
    for number in 0..COURSE.len() {
        student.shows(&format!("exercise {} of {}", number + 1, COURSE.len()));
        let room = student.app.exercises.gym.room.as_ref().unwrap();
        let cuts = chunkscope::framing::search::analyse(
            room.receiver.program(),
            &room.exercise.conversation,
            &room.exercise.wire,
        );
        match cuts.unwrap().smallest {
            None => student.press("!"),
            Some((cuts, _)) => {
                for cut in cuts {
                    student.key(KeyCode::Home);
                    for _ in 1..cut {
                        student.key(KeyCode::Right);
                    }
                    student.press("c");
                }
                student.enter();
                student.wait(|student| play(student).is_over());
            }
        }
        student.shows("3 points");
        student.enter();
    }
    assert_eq!(student.app.exercises.gym.points(), (48, 48));
}

#[test]
fn a_click_does_what_moving_there_and_enter_do() {
    let mut student = at(Screen::Gym);
    let (x, y) = place(&student, "l   l   o");
    student.click((x, y));
    student.shows("1 cut · 6 bytes");
    assert_eq!(student.app.exercises.gym.room.as_ref().unwrap().cuts, [2]);
}

#[test]
fn pictures_of_the_gym() {
    let mut student = at(Screen::Gym);
    student.key(KeyCode::PageDown);
    student.key(KeyCode::Right);
    student.press("c");
    student.key(KeyCode::Right);
    snapshot("gym", &mut student);
    student.enter();
    student.wait(|student| play(student).is_over());
    snapshot("gym_over", &mut student);
}
