//! How likely? Guesses, runs in the background, what comes of them.

use std::sync::Arc;

use super::export;
use super::{burst, complain, tell};
use crate::engine::{EngineError, Histogram};
use crate::msg;
use crate::quiz::Guess;
use crate::script::Script;
use crate::stream::{Outcome, Reading};
use crate::tui::app::keep::Results;
use crate::tui::app::likely::{Likely, Line, Pane, Progress};
use crate::tui::app::{App, Effect, Screen};
use crate::tui::keys::Command;

/// Opens the screen on the lab's calls; where it was about them already, as it was left.
pub(super) fn open(app: &mut App) -> Vec<Effect> {
    let Some(lab) = app.lab.as_deref() else { return Vec::new() };
    let mut effects = Vec::new();
    if !app.likely.as_deref().is_some_and(|likely| likely.is_of(lab)) {
        let fresh = Box::new(Likely::new(lab));
        effects.extend(stop(app));
        app.likely = Some(fresh);
    }
    app.screen = Screen::Likely;
    effects.extend(ask(app));
    effects
}

/// Asks the model what can be guessed.
fn ask(app: &mut App) -> Vec<Effect> {
    let Some(likely) = app.likely.as_deref_mut() else { return Vec::new() };
    likely.unasked().into_iter().map(|(script, reading)| Effect::Offer { script, reading }).collect()
}

/// The model's answer.
pub(super) fn offered(app: &mut App, script: &Arc<Script>, reading: Reading, outcomes: Vec<Outcome>) {
    let Some(likely) = app.likely.as_deref_mut() else { return };
    if let Some(offer) = likely.offers.iter_mut().find(|offer| offer.reading == reading && offer.script == *script) {
        offer.outcomes = Some(outcomes);
    }
}

pub(super) fn command(app: &mut App, command: Command) -> Vec<Effect> {
    let Some(likely) = app.likely.as_deref_mut() else { return Vec::new() };
    let pane = likely.pane;
    match command {
        Command::Up | Command::Down => match pane {
            // Behind the last outcome stands "another one".
            Pane::Outcomes(_) => likely.row = step(likely.row, likely.lines().len() + 1, command == Command::Up),
            Pane::Conditions(_) => likely.line = step(likely.line, Line::ALL.len(), command == Command::Up),
        },
        Command::Left | Command::Right => match pane {
            Pane::Outcomes(side) if likely.asks(side) => likely.more_percent(command == Command::Right),
            Pane::Outcomes(_) => {}
            Pane::Conditions(side) => {
                likely.turn(side, command == Command::Right);
                likely.row = 0;
                return ask(app);
            }
        },
        Command::NextPane | Command::LastPane => {
            let at = Pane::ALL.iter().position(|each| *each == pane).unwrap_or(0);
            let by = if command == Command::NextPane { 1 } else { Pane::ALL.len() - 1 };
            likely.pane = Pane::ALL[(at + by) % Pane::ALL.len()];
            // Conditions are seen where they are turned.
            if matches!(likely.pane, Pane::Conditions(_)) {
                likely.sweep = None;
            }
        }
        Command::Guess => return guess(app),
        Command::Unguessed => {
            let side = pane.side();
            if likely.asks(side) {
                return take(app, side, None);
            }
        }
        Command::Sweep => return sweep(app),
        Command::SaveRuns => {
            let name = app.texts.get("likely-file");
            return export::ask(app, Results::Runs, &name);
        }
        Command::StopRuns => {
            let effects = stop(app);
            tell(app, msg!("likely-stopped"));
            return effects;
        }
        Command::Experiments => super::trials::open(app, true),
        Command::Back => app.screen = Screen::Lab,
        _ => {}
    }
    Vec::new()
}

/// One further or back, round and round.
fn step(at: usize, many: usize, back: bool) -> usize {
    (at.min(many - 1) + if back { many - 1 } else { 1 }) % many
}

/// Takes the guess under the cursor; where it was taken, runs again.
fn guess(app: &mut App) -> Vec<Effect> {
    let Some(likely) = app.likely.as_deref_mut() else { return Vec::new() };
    let side = likely.pane.side();
    match (likely.pane, likely.tried(side)) {
        (_, Some(_)) if likely.is_busy() => Vec::new(),
        (_, Some(tried)) => {
            let guess = tried.guess.clone();
            take(app, side, guess)
        }
        (Pane::Conditions(_), None) => {
            likely.pane = Pane::Outcomes(side);
            likely.row = 0;
            Vec::new()
        }
        (Pane::Outcomes(_), None) => {
            let outcome = likely.lines().get(likely.row).map(|outcome| (*outcome).clone());
            let guess = Guess { outcome, percent: likely.percent };
            take(app, side, Some(guess))
        }
    }
}

/// Nothing starts before both conditions were guessed about.
fn take(app: &mut App, side: usize, guess: Option<Guess>) -> Vec<Effect> {
    let Some(likely) = app.likely.as_deref_mut() else { return Vec::new() };
    let condition = likely.conditions[side];
    let at = likely.add(condition, guess);
    likely.queue.push_back(at);
    if let Some(other) = [0, 1].into_iter().find(|other| likely.asks(*other)) {
        likely.pane = Pane::Outcomes(other);
        likely.row = 0;
        return Vec::new();
    }
    go_on(app)
}

/// The gaps side by side; a second press shows the conditions again.
fn sweep(app: &mut App) -> Vec<Effect> {
    let Some(likely) = app.likely.as_deref_mut() else { return Vec::new() };
    let side = likely.pane.side();
    if likely.sweep == Some(side) {
        likely.sweep = None;
        return Vec::new();
    }
    likely.sweep = Some(side);
    likely.pane = Pane::Outcomes(side);
    for condition in likely.sweep_of(side) {
        let known = likely.tries.iter().any(|one| one.condition == condition && one.times >= likely.times);
        if !known {
            let at = likely.add(condition, None);
            likely.queue.push_back(at);
        }
    }
    go_on(app)
}

/// Starts what comes next, if nothing is run.
fn go_on(app: &mut App) -> Vec<Effect> {
    let waits = app.likely.as_deref().is_some_and(|likely| likely.running.is_none() && !likely.queue.is_empty());
    if !waits {
        return Vec::new();
    }
    let mut effects = burst::stop(app);
    let id = app.next_id();
    let Some(likely) = app.likely.as_deref_mut() else { return effects };
    if let Some(at) = likely.queue.pop_front() {
        likely.running = Some((id, at));
        likely.tries[at].progress = Progress::Goes;
        let (plan, times) = (Box::new(likely.tries[at].plan.clone()), likely.tries[at].times);
        effects.push(Effect::Burst { id, plan, times });
    }
    effects
}

/// Stops the runs; what came stays.
pub(super) fn stop(app: &mut App) -> Vec<Effect> {
    let Some(likely) = app.likely.as_deref_mut().filter(|likely| likely.is_busy()) else { return Vec::new() };
    let running = likely.running.map(|(_, at)| likely.tries[at].clone());
    likely.rest();
    if let Some(stopped) = running {
        count(app, &stopped.plan.script, stopped.plan.start.reading(), &stopped.histogram);
    }
    vec![Effect::StopBurst]
}

/// Whether a burst is this screen's.
pub(super) fn is_running(app: &App, id: u64) -> bool {
    app.likely.as_deref().and_then(|likely| likely.running).is_some_and(|(running, _)| running == id)
}

/// News of this screen's burst.
pub(super) fn news(app: &mut App, result: Result<Histogram, EngineError>, over: bool) -> Vec<Effect> {
    let Some(likely) = app.likely.as_deref_mut() else { return Vec::new() };
    let Some((_, at)) = likely.running else { return Vec::new() };
    let one = &mut likely.tries[at];
    match result {
        Ok(histogram) => {
            let (wrong, impossible) = (histogram.wrong, histogram.impossible);
            one.histogram = histogram;
            if over {
                one.progress = Progress::Done;
                likely.running = None;
                let one = &likely.tries[at];
                let (script, reading) = (Arc::clone(&one.plan.script), one.plan.start.reading());
                let histogram = one.histogram.clone();
                count(app, &script, reading, &histogram);
            }
            if wrong > 0 {
                complain(app, msg!("lab-burst-wrong", runs = wrong));
            } else if impossible > 0 {
                complain(app, msg!("lab-burst-denied", runs = impossible));
            }
        }
        Err(error) => {
            one.progress = Progress::Failed(error.message());
            likely.running = None;
            complain(app, msg!("lab-burst-failed", why = error.message()));
        }
    }
    if over { go_on(app) } else { Vec::new() }
}

/// What was seen here counts in the lab too, where it is about the same calls under the same reading.
fn count(app: &mut App, script: &Script, reading: Reading, histogram: &Histogram) {
    let lab = app.lab.as_deref_mut().filter(|lab| *lab.script == *script && lab.reading() == reading);
    if let Some(lab) = lab {
        for (outcome, times) in &histogram.outcomes {
            lab.seen.add(outcome, *times);
        }
    }
}
