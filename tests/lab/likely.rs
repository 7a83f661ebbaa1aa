//! How likely? Guesses come first, bars beside them, conditions side by side, files; histograms are given by hand.

use std::time::Duration;

use chunkscope::engine::{Granted, Histogram, Measured, Start};
use chunkscope::stream::{Cell, Outcome};
use chunkscope::tui::app::Screen;
use chunkscope::tui::app::keep::{Job, News, NotSaved, Over};
use chunkscope::tui::app::likely::{Likely, Pane};
use chunkscope::tui::{Effect, Msg};
use ratatui::crossterm::event::KeyCode;

use crate::driver::Student;
use crate::knobs::with_knobs;

fn outcome(first: &str, second: Option<&str>) -> Outcome {
    let second = second.map_or(Cell::Blocks, |bytes| Cell::Data(bytes.into()));
    Outcome { cells: vec![Cell::Data(first.into()), second] }
}

fn joined() -> Outcome {
    outcome("hello!bye!", None)
}

fn apart() -> Outcome {
    outcome("hello!", Some("bye!"))
}

fn likely(student: &Student) -> &Likely {
    student.app.likely.as_deref().expect("the screen was opened")
}

/// The screen on lesson 1's calls.
pub fn opened() -> Student {
    let mut student = with_knobs();
    student.press("L");
    assert!(matches!(student.app.screen, Screen::Likely));
    student
}

/// The burst that was asked for last: its number, who goes first, how often.
fn asked(student: &Student) -> Option<(u64, Start, u64)> {
    let burst = |effect: &Effect| match effect {
        Effect::Burst { id, plan, times } => Some((*id, plan.start, *times)),
        _ => None,
    };
    student.effects.iter().rev().find_map(burst)
}

fn news(student: &mut Student, outcomes: Vec<(Outcome, u64)>, over: bool) {
    let (id, ..) = asked(student).expect("a burst was asked for");
    let times = outcomes.iter().map(|(_, times)| times).sum();
    let gaps = Some([Duration::from_micros(11), Duration::from_micros(90)]);
    let measured = Some(Measured { granted: Granted::default(), gaps, cpus: None });
    let histogram = Histogram { times, outcomes, measured, ..Histogram::default() };
    student.send(Msg::Burst { id, result: Ok(histogram), over });
}

/// Guesses "joined" about both sides, the second time about 70 %.
pub fn guessed() -> Student {
    let mut student = opened();
    choose(&mut student, &joined());
    student.enter();
    choose(&mut student, &joined());
    for _ in 0..3 {
        student.key(KeyCode::Left);
    }
    student.enter();
    student
}

fn choose(student: &mut Student, outcome: &Outcome) {
    let at = likely(student).lines().iter().position(|line| *line == outcome).expect("it is offered");
    while likely(student).row != at {
        student.key(KeyCode::Down);
    }
}

/// Both sides have run.
pub fn measured() -> Student {
    let mut student = guessed();
    news(&mut student, vec![(joined(), 1000)], true);
    news(&mut student, vec![(apart(), 947), (joined(), 53)], true);
    student
}

#[test]
fn nothing_runs_before_both_sides_are_guessed() {
    let mut student = opened();
    student.shows("Guess first");
    assert_eq!(asked(&student), None);
    student.enter();
    assert_eq!(asked(&student), None, "one side is guessed");
    student.hides("stop the runs");
    student.shows("Nothing runs before both are guessed.");
    assert_eq!(likely(&student).pane, Pane::Outcomes(1));
    student.enter();
    let (_, start, times) = asked(&student).expect("both are guessed");
    assert_eq!((start, times), (Start::SendsFirst, 1000));
    // A lecturer may go without.
    let mut student = opened();
    student.press("oo");
    assert!(asked(&student).is_some());
    assert!(likely(&student).tries.iter().all(|one| one.guess.is_none()));
}

#[test]
fn the_offers_are_those_that_people_think_of_first() {
    let student = opened();
    let lines = likely(&student).lines();
    assert_eq!(lines[..2], [&joined(), &apart()]);
    student.shows("another one");
    student.shows("nothing has run");
}

#[test]
fn bars_grow_while_runs_go_on_and_the_guess_stays_beside_them() {
    let mut student = guessed();
    news(&mut student, vec![(joined(), 250)], false);
    student.shows("250 of 1,000");
    student.shows("live: real sockets, this run");
    news(&mut student, vec![(joined(), 1000)], true);
    let (_, start, _) = asked(&student).expect("the other side comes next");
    assert_eq!(start, Start::ServerFirst);
    news(&mut student, vec![(apart(), 947), (joined(), 53)], true);
    student.shows("94.7 %");
    student.shows("◆");
    student.shows("You guessed hello!bye! | blocks, about 70 %: here 5.3 %.");
    student.shows("hello! | bye! came most often, 94.7 %; a program that trusts it fails in 5.3 %.");
    student.key(KeyCode::BackTab);
    student.shows("All 1,000 runs: hello!bye! | blocks. Both sends were done before the first recv");
    // What was seen here, the lab has seen.
    student.press("L");
    assert!(matches!(student.app.screen, Screen::Lab));
    assert_eq!(student.lab().seen.len(), 1, "the right side was about other turns");
}

#[test]
fn what_never_came_is_rare_and_not_impossible() {
    let mut student = measured();
    let third = likely(&student).lines()[2].clone();
    choose(&mut student, &third);
    student.shows("Seen 0 times in 1,000 runs here. That makes it rare on this machine, not impossible.");
}

#[test]
fn the_lab_is_free_while_runs_go_on_and_escape_stops_them() {
    let mut student = guessed();
    student.press("L");
    assert!(matches!(student.app.screen, Screen::Lab));
    news(&mut student, vec![(joined(), 400)], false);
    student.press("L");
    student.shows("400 of 1,000");
    student.key(KeyCode::Esc);
    assert_eq!(student.effects.last(), Some(&Effect::StopBurst));
    student.shows("stopped after 400");
    student.shows("Stopped. What came until now stays");
    // Late news change nothing.
    news(&mut student, vec![(joined(), 500)], false);
    student.shows("stopped after 400");
    student.key(KeyCode::Esc);
    assert!(matches!(student.app.screen, Screen::Lab));
}

#[test]
fn another_condition_is_another_question_and_old_results_come_back() {
    let mut student = measured();
    student.key(KeyCode::Tab);
    assert_eq!(likely(&student).pane, Pane::Conditions(0));
    student.key(KeyCode::Tab);
    student.key(KeyCode::Right);
    assert_eq!(likely(&student).conditions[1].start, Start::Free);
    assert!(likely(&student).asks(1));
    student
        .shows("Both at once: both sides starting at once, each for itself. Its runs count here only, not in the lab.");
    student.key(KeyCode::Left);
    assert!(!likely(&student).asks(1), "it was run already");
    student.shows("94.7 %");
    student.key(KeyCode::Down);
    student.key(KeyCode::Right);
    student.shows("10 µs");
    let bursts = student.effects.len();
    student.enter();
    student.enter();
    assert!(student.effects.len() > bursts, "one guess is missing, then it runs");
    let Some(Effect::Burst { plan, .. }) = student.effects.last() else { panic!("{:?}", student.effects.last()) };
    assert_eq!(plan.knobs.gap, Some(Duration::from_micros(10)));
    news(&mut student, vec![(apart(), 1000)], true);
    student.shows("was 11 µs to 90 µs");
}

#[test]
fn random_read_sizes_change_what_is_run_and_offered() {
    let mut student = opened();
    student.key(KeyCode::Tab);
    student.key(KeyCode::Tab);
    for _ in 0..7 {
        student.key(KeyCode::Down);
    }
    student.key(KeyCode::Right);
    student.shows("rand(1, 8)");
    student.press("oo");
    let Some(Effect::Burst { plan, .. }) = student.effects.last() else { panic!("{:?}", student.effects.last()) };
    assert!(plan.script.to_string().contains("rand(1, 8)"), "{}", plan.script);
    assert!(likely(&student).lines().len() > 2);
}

#[test]
fn a_sweep_runs_the_gaps_one_after_the_other() {
    let mut student = measured();
    student.press("v");
    for shares in [[900, 100], [990, 10], [1000, 0]] {
        let [alone, both] = shares;
        news(&mut student, vec![(apart(), alone), (joined(), both)], true);
    }
    student.shows("joined in one recv, by gap between the sends");
    student.shows("100 µs");
    student.shows("10.0 %");
    student.shows("0.0 %");
    student.press("v");
    student.hides("joined in one recv, by gap");
}

#[test]
fn runs_are_saved_as_the_name_asks() {
    let mut student = measured();
    student.press("s");
    student.enter();
    let Some(Effect::Keep(Job::Export { what, path, text, over })) = student.effects.last().cloned() else {
        panic!("{:?}", student.effects.last())
    };
    assert_eq!(over, Over::Nothing);
    assert!(path.ends_with("how-likely.csv"), "{}", path.display());
    insta::assert_snapshot!("likely_csv", text);
    student.send(Msg::Kept(News::Exported { what, path, result: Err(NotSaved::Exists) }));
    student.press("y");
    let Some(Effect::Keep(Job::Export { what, path, over, .. })) = student.effects.last().cloned() else {
        panic!("{:?}", student.effects.last())
    };
    assert_eq!(over, Over::Anything);
    student.send(Msg::Kept(News::Exported { what, path, result: Ok(()) }));
    student.shows("Saved 2,000 runs in how-likely.csv: those of all 2 conditions that ran here.");
    student.press("s");
    for _ in 0..3 {
        student.key(KeyCode::Backspace);
    }
    student.press("txt");
    student.enter();
    student.shows("The name ends in .csv");
    for _ in 0..3 {
        student.key(KeyCode::Backspace);
    }
    student.press("json");
    student.enter();
    let Some(Effect::Keep(Job::Export { text, .. })) = student.effects.last() else {
        panic!("{:?}", student.effects.last())
    };
    insta::assert_snapshot!("likely_json", text);
}

#[test]
fn one_burst_at_a_time() {
    let mut student = guessed();
    student.press("L");
    student.key(KeyCode::F(6));
    let (mine, ..) = asked(&student).expect("the lab's own");
    assert!(!likely(&student).is_busy());
    student.press("L");
    student.enter();
    student.enter();
    let (next, ..) = asked(&student).expect("runs again");
    assert_ne!(mine, next);
    assert!(student.lab().bursting().is_none());
}
