//! What comes back when: rows that went wrong, and misconceptions.

use chunkscope::quiz::Misconception;
use chunkscope::quiz::generate::{Level, Recipe, generate};
use chunkscope::quiz::review::{Answered, Practice};
use proptest::prelude::*;

fn recipe(seed: u64) -> Recipe {
    Recipe::first(Level::FIRST, seed)
}

fn answered(row: u32, right: bool) -> Answered {
    Answered { recipe: recipe(7), row, belief: Some(Misconception::OneSendOneRecv), right }
}

/// Two quizzes go by.
fn go_on(kept: &mut Practice) {
    for _ in 0..2 {
        kept.finished(recipe(8));
    }
}

#[test]
fn a_row_that_went_wrong_comes_back_two_quizzes_later_and_then_after_more_and_more_days() {
    let mut kept = Practice::default();
    kept.answer(&answered(3, false), 100);
    kept.answer(&answered(4, true), 100);
    assert_eq!((kept.waiting(100), kept.due(100)), (0, None));
    go_on(&mut kept);
    let back = kept.due(100).unwrap();
    assert_eq!((back.recipe, back.rows), (recipe(7), vec![3]));
    let mut today = 100;
    for days in [1, 3, 7, 16] {
        kept.answer(&answered(3, true), today);
        assert_eq!(kept.waiting(today + days - 1), 0, "after {days}");
        assert_eq!(kept.waiting(today + days), 1, "after {days}");
        today += days;
    }
    kept.answer(&answered(3, true), today);
    assert!(kept.rows.is_empty(), "known by now");
    assert_eq!(kept.waiting(today + 1000), 0);
}

#[test]
fn a_wrong_answer_begins_anew() {
    let mut kept = Practice::default();
    kept.answer(&answered(3, false), 100);
    go_on(&mut kept);
    kept.answer(&answered(3, true), 100);
    kept.answer(&answered(3, false), 101);
    assert_eq!(kept.waiting(101), 0);
    go_on(&mut kept);
    assert_eq!(kept.waiting(101), 1);
    assert_eq!(kept.rows.len(), 1);
}

#[test]
fn the_rows_that_come_back_are_those_of_the_quiz_with_their_numbers() {
    let mut kept = Practice::default();
    let made = generate(recipe(7));
    for row in [2, 5] {
        kept.answer(&Answered { belief: made.origins[row as usize - 1].belief, ..answered(row, false) }, 100);
    }
    go_on(&mut kept);
    let back = kept.due(100).unwrap().quiz();
    assert_eq!(back.script, made.script);
    assert_eq!(back.rows, [made.rows[1].clone(), made.rows[4].clone()]);
    assert_eq!(back.origins, [made.origins[1], made.origins[4]]);
}

#[test]
fn a_misconception_comes_back_the_next_day_as_rows_not_seen_before() {
    let mut kept = Practice::default();
    kept.answer(&answered(3, false), 100);
    go_on(&mut kept);
    kept.answer(&answered(3, true), 100);
    assert_eq!(kept.due(100), None);
    // On the next day the row itself is due as well, and goes first.
    let rows = std::mem::take(&mut kept.rows);
    assert_eq!(rows.len(), 1);
    let back = kept.due(101).unwrap();
    assert_ne!(back.recipe, recipe(7));
    assert_eq!(back.recipe.level, Level::FIRST);
    let quiz = back.quiz();
    assert!(quiz.origins.iter().any(|origin| origin.belief == Some(Misconception::OneSendOneRecv)));
    assert!(quiz.rows.len() > 1 && quiz.rows.len() <= 6);
    // A right answer about it, new, and it rests for some days.
    let row =
        Answered { recipe: back.recipe, row: back.rows[0], belief: Some(Misconception::OneSendOneRecv), right: true };
    kept.answer(&row, 101);
    assert_eq!(kept.due(101), None);
    assert!(kept.due(200).is_some());
}

#[test]
fn score_streak_and_what_was_missed_most() {
    let mut kept = Practice::default();
    let say = |kept: &mut Practice, row, belief, right| {
        kept.answer(&Answered { recipe: recipe(7), row, belief: Some(belief), right }, 100);
    };
    for row in 1..=4 {
        say(&mut kept, row, Misconception::TinySafe, true);
    }
    say(&mut kept, 5, Misconception::AddsNul, false);
    say(&mut kept, 6, Misconception::TinySafe, false);
    say(&mut kept, 7, Misconception::TinySafe, false);
    say(&mut kept, 8, Misconception::PeekTakes, true);
    assert_eq!((kept.answered, kept.right, kept.streak, kept.longest), (8, 5, 1, 4));
    let missed: Vec<_> = kept.most_missed().iter().map(|tally| (tally.belief, tally.missed, tally.met)).collect();
    assert_eq!(missed, [(Misconception::TinySafe, 2, 6), (Misconception::AddsNul, 1, 1)]);
}

fn an_answer() -> impl Strategy<Value = (Answered, u32)> {
    (0..3u64, 1..7u32, 0..16usize, any::<bool>(), 100..130u32).prop_map(|(seed, row, belief, right, day)| {
        (Answered { recipe: recipe(seed), row, belief: Some(Misconception::ALL[belief]), right }, day)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_kept_twice_and_all_of_it_is_read_back(answers in proptest::collection::vec(an_answer(), 0..60)) {
        let mut kept = Practice::default();
        for (at, (answered, day)) in answers.iter().enumerate() {
            kept.answer(answered, *day);
            if at % 6 == 5 {
                kept.finished(recipe(9));
            }
        }
        let ids: std::collections::BTreeSet<_> = kept.rows.iter().map(|card| (card.level, card.seed, card.quiz, card.row)).collect();
        prop_assert_eq!(ids.len(), kept.rows.len());
        let met: u64 = kept.topics.iter().map(|topic| topic.met).sum();
        prop_assert_eq!(met, kept.answered);
        let wrong: u64 = kept.topics.iter().map(|topic| topic.missed).sum();
        prop_assert_eq!(wrong, kept.answered - kept.right);
        prop_assert!(kept.longest >= kept.streak);
        // All that went wrong comes back some day.
        prop_assert_eq!(kept.waiting(10_000), kept.rows.iter().filter(|card| card.due.quiz <= kept.quizzes).count());
        let text = serde_json::to_string(&kept).unwrap();
        prop_assert_eq!(serde_json::from_str::<Practice>(&text).unwrap(), kept);
    }
}
