//! Practice: its pages.

use std::sync::Arc;

use super::{export, tell};
use crate::msg;
use crate::quiz::generate::{Level, generate};
use crate::quiz::review::{self, Answered, Deed, Return};
use crate::quiz::{Misconception, Phase, Quiz};
use crate::tui::app::keep::{Job, Results};
use crate::tui::app::practice::{Current, Page};
use crate::tui::app::{App, Effect, Screen};
use crate::tui::keys::Command;
use crate::tui::screens;

/// To the page that the lab was opened from; from a quiz to the one before it.
pub(super) fn open(app: &mut App) -> Vec<Effect> {
    if app.practice_quiz().is_some() {
        app.practice.page = Page::Start;
    }
    app.screen = Screen::Practice;
    Vec::new()
}

pub(super) fn command(app: &mut App, command: Command) -> Vec<Effect> {
    let was_forgetting = std::mem::take(&mut app.practice.forgetting);
    match command {
        Command::Open if app.half_answered().is_some() => app.screen = Screen::Lab,
        Command::Open => return begin(app, None),
        Command::ComeBack => {
            if let Some(back) = app.practice.due() {
                return begin(app, Some(&back));
            }
        }
        Command::Choose(at) => return refute(app, usize::from(at)),
        Command::Left | Command::Down => level(app, Level::down),
        Command::Right | Command::Up => level(app, Level::up),
        Command::GoOn => app.screen = Screen::Lab,
        Command::Export => {
            let name = app.texts.get("practice-export-name");
            return export::ask(app, Results::Practice, &name);
        }
        Command::Forget if was_forgetting => {
            let effects = do_deed(app, Deed::Forgotten);
            app.practice.begin_anew();
            tell(app, msg!("practice-forgotten"));
            return effects;
        }
        Command::Forget => {
            app.practice.forgetting = true;
            tell(app, msg!("practice-forget-sure"));
        }
        Command::Back if app.practice.page == Page::Closing => app.practice.page = Page::Start,
        Command::Back => app.screen = Screen::Home,
        _ => {}
    }
    Vec::new()
}

/// Opens the run that refutes a misconception of the page, in the lab.
fn refute(app: &mut App, at: usize) -> Vec<Effect> {
    let Some(belief) = app.practice.listed().get(at).copied() else { return Vec::new() };
    let (name, rule) = belief.keys();
    let (Some(refutation), Some(sheet)) = (belief.refutation(), belief.refuting_sheet(&app.texts)) else {
        let rule = app.texts.get(rule);
        tell(
            app,
            match belief {
                Misconception::LaterOvertakes => msg!("practice-refute-rule", rule = rule),
                _ => msg!("practice-refute-none"),
            },
        );
        return Vec::new();
    };
    app.practice.refuting = Some(sheet.0.name.clone());
    let effects = app.open_lab(Some(sheet));
    if let (Some(lab), Ok(via)) = (app.lab.as_deref_mut(), refutation.via.parse()) {
        lab.set_via(&via);
        lab.fixed = true;
    }
    let (name, prediction) = (app.texts.get(name), app.texts.get(refutation.predicts));
    tell(app, msg!("practice-refute", belief = name, prediction = prediction));
    effects
}

fn level(app: &mut App, step: fn(Level) -> Option<Level>) {
    match step(app.practice.next.level) {
        Some(level) => app.practice.set_level(level),
        None => tell(app, msg!("cli-level")),
    }
}

/// Opens the next quiz in the lab, or rows that come back.
fn begin(app: &mut App, back: Option<&Return>) -> Vec<Effect> {
    let made = back.map_or_else(|| generate(app.practice.next), Return::quiz);
    let (source, sheet) = made.sheet(&app.texts);
    let name = source.name.clone();
    let worksheet = sheet.clone();
    let mut effects = app.open_lab(Some((source, sheet)));
    // Quizzes that were left are not gone on with: what went wrong in them comes back by itself.
    app.left.retain(|lab| !lab.quiz.as_ref().is_some_and(Quiz::is_drill));
    let Some(lab) = app.lab.as_deref_mut() else { return effects };
    let beliefs: Vec<Option<Misconception>> = made.origins.iter().map(|origin| origin.belief).collect();
    lab.quiz = Quiz::drill(&worksheet, &lab.script, &beliefs);
    lab.row = 0;
    let (script, recipe, came_back) = (Arc::clone(&lab.script), made.recipe, back.is_some());
    let (rows, counted) = (made.rows.len(), Vec::new());
    app.practice.current = Some(Current { name, script, recipe, rows, came_back, counted, done: false });
    if !came_back {
        effects.extend(do_deed(app, Deed::Begun(recipe)));
    }
    effects
}

/// What is remembered changes, here and in its file.
fn do_deed(app: &mut App, deed: Deed) -> Vec<Effect> {
    app.practice.kept.take_in(&deed);
    vec![Effect::Keep(Job::Remember(deed))]
}

/// Takes in what was answered since the last message: counts rows, and closes the quiz behind its last one.
pub(super) fn follow(app: &mut App) -> Vec<Effect> {
    if app.practice_quiz().is_none() {
        return Vec::new();
    }
    let today = app.practice.today;
    let (Some(current), Some(lab)) = (app.practice.current.as_mut(), app.lab.as_deref()) else { return Vec::new() };
    let Some(quiz) = &lab.quiz else { return Vec::new() };
    let mut deeds = Vec::new();
    // Answers about changed calls are the student's own business.
    let same = *lab.script == *current.script;
    for entry in quiz.rows.iter().filter(|entry| same && entry.revealed) {
        let row = entry.row.number;
        let known = current.counted.iter().any(|(counted, ..)| *counted == row);
        if let Some(right) = review::is_right(entry).filter(|_| !known) {
            current.counted.push((row, entry.belief, right));
            let answered = Answered { recipe: current.recipe, row, belief: entry.belief, right };
            deeds.push(Deed::Answered(answered, today));
        }
    }
    if quiz.phase == Phase::Free && !current.done {
        current.done = true;
        if !current.came_back && current.recipe == app.practice.next {
            app.practice.next = current.recipe.next();
        }
        // Rows that came back are looked at once more; they are no quiz of the series.
        deeds.push(match current.came_back {
            true => Deed::Begun(app.practice.next),
            false => Deed::Finished(app.practice.next),
        });
        app.practice.page = Page::Closing;
        app.screen = Screen::Practice;
    }
    let effects = deeds.into_iter().flat_map(|deed| do_deed(app, deed)).collect();
    let title = app.practice.current.as_ref().map(|current| screens::practice::title(app, current));
    if let Some(lab) = app.lab.as_deref_mut() {
        lab.title = title;
    }
    effects
}
