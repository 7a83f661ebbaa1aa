//! Practice: its pages, the quiz in the lab, what is counted and what comes back.

use chunkscope::quiz::generate::{Level, Recipe, generate};
use chunkscope::quiz::review::{Answered, Deed, Practice};
use chunkscope::quiz::{Misconception, Phase};
use chunkscope::tui::app::keep::{Job, News, NotSaved, Over, Results};
use chunkscope::tui::app::practice::Page;
use chunkscope::tui::app::{Practising, Screen};
use chunkscope::tui::theme::{Depth, Kind};
use chunkscope::tui::{Effect, First, Msg};
use ratatui::crossterm::event::KeyCode;

use crate::driver::{Student, settings};
use crate::flow::{explain, predict};
use crate::screens::snapshot;

fn begin(level: u8) -> Student {
    let mut student = Student::at(First::Practice);
    let asked = Recipe::first(Level::new(level).unwrap(), 7);
    let place = Some("/home/ada/.local/share/chunkscope/practice.json".to_owned());
    student.app.practice = Practising::new(Practice::default(), 20_000, place, Some(asked), 1);
    student
}

/// From the prediction to the first reason; `wrong`: rows answered wrongly.
fn to_reasons(student: &mut Student, wrong: &[u32]) {
    predict(student, wrong);
    student.enter();
    student.key(KeyCode::F(5));
    student.wait_over();
    student.enter();
}

/// A whole quiz, from the page before it to the page behind it.
fn quiz(student: &mut Student, wrong: &[u32]) {
    student.enter();
    to_reasons(student, wrong);
    explain(student, "a send is no message");
}

fn deeds(student: &Student) -> Vec<Deed> {
    let deed = |effect: &Effect| match effect {
        Effect::Keep(Job::Remember(deed)) => Some(*deed),
        _ => None,
    };
    student.effects.iter().filter_map(deed).collect()
}

#[test]
fn a_quiz_is_predicted_run_and_explained_in_the_lab_and_closed_behind_its_last_row() {
    let mut student = begin(1);
    student.shows("next: quiz 1");
    student.enter();
    assert_eq!(student.lab().phase(), Some(Phase::Predict));
    let asked = student.lab().quiz.as_ref().unwrap().asked().len();
    assert_eq!(asked, generate(Recipe::first(Level::FIRST, 7)).rows.len(), "all rows at once");
    student.shows("practice · level 1 · seed 7 · quiz 1");
    student.hides("predicts");
    to_reasons(&mut student, &[2]);
    explain(&mut student, "one send is not one recv");
    assert!(matches!(student.app.screen, Screen::Practice));
    assert_eq!(student.app.practice.page, Page::Closing);
    student.shows("quiz 1 is done");
    student.shows("5 of 6 right, answer and reason");
    student.shows("chunkscope practice --level 1 --seed 7");
    student.shows("next: quiz 2");
    let kept = &student.app.practice.kept;
    assert_eq!((kept.quizzes, kept.answered, kept.right, kept.rows.len()), (1, 6, 5, 1));
}

#[test]
fn what_is_remembered_is_what_was_written_down_and_no_row_is_counted_twice() {
    let mut student = begin(2);
    quiz(&mut student, &[1]);
    student.press("v");
    for _ in 0..20 {
        student.key(KeyCode::Down);
    }
    student.key(KeyCode::Esc);
    let mut written = Practice::default();
    deeds(&student).iter().for_each(|deed| written.take_in(deed));
    assert_eq!(written, student.app.practice.kept);
    assert_eq!(written.answered as usize, generate(Recipe::first(Level::new(2).unwrap(), 7)).rows.len());
    assert_eq!(written.recipe(), Some(Recipe::first(Level::new(2).unwrap(), 7).next()));
}

#[test]
fn an_answer_names_the_misconception_that_the_row_is_made_from() {
    let mut student = begin(1);
    student.enter();
    to_reasons(&mut student, &[]);
    let quiz = student.lab().quiz.as_ref().unwrap().clone();
    let made = generate(Recipe::first(Level::FIRST, 7));
    for (entry, origin) in quiz.rows.iter().zip(&made.origins) {
        assert_eq!(entry.belief, origin.belief);
    }
    let first = made.origins.iter().position(|origin| !origin.possible).unwrap();
    assert_eq!(first, 0, "row 1 of this seed is impossible");
    let before = student.text();
    assert!(!before.contains("predicts"));
    // The right reason for the first row; then its answer stands there.
    let choices = quiz.choices();
    student.press(&choices.len().to_string());
    let name = chunkscope::text::Texts::english().get(made.origins[0].belief.map(Misconception::keys).unwrap().0);
    student.shows(&format!("This row is what “{name}” predicts"));
}

#[test]
fn rows_that_went_wrong_come_back_after_the_next_quiz_and_the_series_goes_on_where_it_was() {
    let mut student = begin(1);
    quiz(&mut student, &[2, 4]);
    student.shows("come back after the next quiz");
    student.press("r");
    student.shows("quiz 1 is done");
    quiz(&mut student, &[]);
    student.shows("2 rows that went wrong come back now");
    student.press("r");
    let rows: Vec<u32> = student.lab().quiz.as_ref().unwrap().rows.iter().map(|entry| entry.row.number).collect();
    assert_eq!(rows, [2, 4]);
    student.shows("rows that come back");
    to_reasons(&mut student, &[]);
    explain(&mut student, "");
    student.shows("these rows are done");
    student.shows("next: quiz 3");
    assert_eq!(student.app.practice.kept.quizzes, 2, "rows that come back are no quiz");
    assert_eq!(student.app.practice.waiting(), 0);
    assert_eq!(student.app.practice.kept.rows.len(), 2, "they come back another day");
}

#[test]
fn a_harder_level_is_offered_after_a_good_quiz_and_an_easier_one_after_a_bad_one() {
    let mut student = begin(2);
    quiz(&mut student, &[]);
    student.shows("Well known by now");
    student.key(KeyCode::Right);
    student.shows("3 shutdown, close and the end");
    student.key(KeyCode::Left);
    student.key(KeyCode::Left);
    student.key(KeyCode::Left);
    student.shows("There are levels 1 to 5");
    student.key(KeyCode::Right);
    let all: Vec<u32> = (1..=12).collect();
    student.enter();
    student.shows("quiz 2");
    to_reasons(&mut student, &all);
    explain(&mut student, "");
    student.shows("goes back to level 1");
}

#[test]
fn leaving_a_quiz_leads_to_the_page_and_forgetting_asks_twice() {
    let mut student = begin(1);
    quiz(&mut student, &[1]);
    student.enter();
    student.key(KeyCode::Esc);
    assert_eq!(student.app.practice.page, Page::Start);
    student.shows("so far");
    student.shows("F forget all");
    student.press("F");
    student.shows("F once more");
    student.shows("F forget all");
    student.key(KeyCode::Right);
    student.press("F");
    assert!(student.app.practice.kept.answered > 0);
    student.press("F");
    assert_eq!(student.app.practice.kept, Practice::default());
    assert_eq!(deeds(&student).last(), Some(&Deed::Forgotten));
    student.shows("Everything is forgotten");
    student.shows("next: quiz 1");
    student.key(KeyCode::Esc);
    assert!(matches!(student.app.screen, Screen::Home));
}

/// The page, with this misconception alone on its list.
fn missed(belief: Misconception) -> Student {
    let mut student = begin(1);
    let recipe = Recipe::first(Level::FIRST, 7);
    let answered = Answered { recipe, row: 1, belief: Some(belief), right: false };
    student.app.practice.kept.take_in(&Deed::Answered(answered, 20_000));
    student
}

#[test]
fn a_digit_opens_the_run_that_refutes_a_misconception_and_says_what_was_predicted_and_what_came() {
    let mut student = begin(1);
    quiz(&mut student, &[1]);
    student.shows("what they were about");
    student.press("4");
    assert!(matches!(student.app.screen, Screen::Practice), "no fourth misconception");
    let mut student = missed(Misconception::OneSendOneRecv);
    student.press("1");
    student.shows("“one send = one recv” predicts buf1 \"hello!\", buf2 \"bye!\".");
    student.hides("knobs");
    assert!(student.lab().quiz.is_none());
    student.key(KeyCode::F(5));
    student.wait_over();
    student.shows("predicts buf1 \"hello!\", buf2 \"bye!\"; the run gave buf1 \"he\", buf2 \"llo!bye!\".");
    student.hides("knobs");
    student.key(KeyCode::Esc);
    student.shows("so far");
}

#[test]
fn an_open_connection_on_which_nothing_comes_lets_recv_wait_and_no_run_is_said_to_prove_the_order() {
    let mut student = missed(Misconception::ZeroMeansNothingYet);
    student.press("1");
    student.key(KeyCode::F(5));
    student.wait_over();
    student.shows("the run gave buf1 \"hi\", buf2 recv blocks");
    let mut student = missed(Misconception::LaterOvertakes);
    student.press("1");
    assert!(matches!(student.app.screen, Screen::Practice));
    student.shows("A run cannot show that it never happens");
}

#[test]
fn the_calls_of_a_quiz_stay_as_they_are_until_its_last_row() {
    let mut student = begin(1);
    student.enter();
    let calls = student.lab().script.clone();
    for pane in 0..4 {
        for key in [KeyCode::Delete, KeyCode::Insert, KeyCode::Char('e'), KeyCode::Char('i'), KeyCode::Char('a')] {
            student.key(key);
        }
        assert!(student.lab().editor.is_none(), "in pane {pane}");
        student.key(KeyCode::Tab);
        student.hides("edit calls");
    }
    student.send(Msg::Paste("server: recv(sock, z, 1, 0)".into()));
    student.shows("The calls of a quiz stay as they are until its last row is answered.");
    assert_eq!(student.lab().script, calls);
    student.key(KeyCode::Esc);
    student.enter();
    quiz_from_here(&mut student);
    assert_eq!(student.app.practice.kept.answered, 6);
}

/// Predicts, runs and explains the quiz that is in the lab.
fn quiz_from_here(student: &mut Student) {
    to_reasons(student, &[]);
    explain(student, "");
}

#[test]
fn answers_that_are_shown_before_their_reasons_are_not_counted_and_stay_to_be_looked_at() {
    let mut student = begin(1);
    student.enter();
    to_reasons(&mut student, &[]);
    student.hides("0 of 0");
    student.press("a");
    assert!(matches!(student.app.screen, Screen::Lab), "the table is filled in and stays");
    let quiz = student.lab().quiz.as_ref().unwrap();
    let earned = quiz.rows.iter().filter(|entry| entry.is_possible() == Some(true)).count();
    assert!(quiz.is_revealed() && earned < quiz.rows.len());
    student.shows("All answers are shown");
    let kept = &student.app.practice.kept;
    assert_eq!((kept.answered as usize, kept.streak as usize), (earned, earned), "a yes needs no reason");
    student.enter();
    student.shows("quiz 1 is done");
    student.shows("do not count");
    student.hides("Every row was right");
    student.hides("Well known by now");
}

#[test]
fn a_quiz_that_is_half_answered_is_gone_on_with() {
    let mut student = begin(1);
    student.enter();
    student.shows("Esc leave");
    student.press("yn");
    student.key(KeyCode::Esc);
    student.shows("Quiz 1 is half answered: Enter goes on with it");
    student.enter();
    let quiz = student.lab().quiz.as_ref().unwrap();
    assert_eq!((quiz.answer(0), quiz.answer(1), quiz.answer(2)), (Some(true), Some(false), None));
    student.key(KeyCode::Esc);
    student.key(KeyCode::Right);
    student.hides("half answered");
    student.enter();
    student.shows("level 2");
}

#[test]
fn practice_asks_what_recv_returns_and_offers_no_way_out_of_an_impossible_row() {
    let mut student = begin(3);
    student.enter();
    student.shows("What may each recv");
    student.hides("all zero");
    let all: Vec<u32> = (1..=12).collect();
    to_reasons(&mut student, &all);
    while let Some(Phase::Explain { row, ask }) = student.lab().phase() {
        let quiz = student.lab().quiz.as_ref().unwrap();
        if ask == chunkscope::quiz::Ask::Reason {
            let offers = quiz.choices().contains(&chunkscope::quiz::Reason::Nothing);
            assert_eq!(offers, quiz.rows[row].is_possible() == Some(true), "row {row}");
            student.press("1");
        } else {
            student.enter();
        }
    }
}

#[test]
fn the_pages() {
    let mut student = begin(3);
    snapshot("practice_start", &mut student);
    quiz(&mut student, &[1, 3]);
    snapshot("practice_closing", &mut student);
    student.key(KeyCode::Esc);
    snapshot("practice_again", &mut student);
    let mut plain = Student::with(First::Practice, settings(Depth::NoColor, Kind::Dark, true));
    snapshot("practice_ascii", &mut plain);
}

#[test]
fn no_page_panics_at_any_size() {
    let mut student = begin(1);
    quiz(&mut student, &[1, 2, 3]);
    for width in 0..130 {
        for height in 0..40 {
            student.app.size = (width, height);
            student.draw();
        }
    }
}

/// What the clerk is asked to write for other programs: file name, text, and what it may replace.
fn exported(student: &Student) -> Option<(String, String, Over)> {
    student.effects.iter().rev().find_map(|effect| match effect {
        Effect::Keep(Job::Export { path, text, over, .. }) => {
            Some((path.file_name()?.to_string_lossy().into_owned(), text.clone(), over.clone()))
        }
        _ => None,
    })
}

#[test]
fn what_was_practised_is_written_for_other_programs_under_a_name_that_is_asked_for() {
    let mut student = begin(1);
    student.press("E");
    student.hides("export what was practised");
    quiz(&mut student, &[2]);
    student.press("E");
    student.shows("export what was practised");
    student.shows("progress.csv");
    student.shows("What you type replaces the name.");
    student.enter();
    let (name, text, over) = exported(&student).expect("it is written");
    assert_eq!((name.as_str(), over), ("progress.csv", Over::Nothing));
    assert_eq!(text, chunkscope::progress::practice::csv(&student.app.practice.kept));
    // A file of that name is there: it is replaced only after a question.
    let path = std::path::PathBuf::from("/progress.csv");
    student.send(Msg::Kept(News::Exported {
        what: Results::Practice,
        path: path.clone(),
        result: Err(NotSaved::Exists),
    }));
    student.shows("progress.csv exists already");
    student.press("n");
    student.shows("Nothing was written");
    student.send(Msg::Kept(News::Exported {
        what: Results::Practice,
        path: path.clone(),
        result: Err(NotSaved::Exists),
    }));
    student.press("y");
    assert_eq!(exported(&student).map(|(name, _, over)| (name, over)), Some(("progress.csv".into(), Over::Anything)));
    student.send(Msg::Kept(News::Exported { what: Results::Practice, path, result: Ok(()) }));
    student.shows("written to progress.csv, in the folder /");
    student.press("E");
    student.press("scores.json");
    student.enter();
    let (name, text, _) = exported(&student).expect("it is written");
    assert_eq!(name, "scores.json");
    assert_eq!(text.trim_end(), chunkscope::progress::practice::json(&student.app.practice.kept).unwrap());
}
