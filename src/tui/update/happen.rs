//! Making rows happen: the order of events comes from the model, the steps are made one by one at a pace.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use super::{complain, tell};
use crate::msg;
use crate::stream::{Attempt, Schedule, Step, Verdict};
use crate::tui::app::happen::Happen;
use crate::tui::app::lab::{Pane, RunState};
use crate::tui::app::{App, Effect, Lab};
use crate::tui::keys::Command;

pub(super) fn command(app: &mut App, command: Command) -> Vec<Effect> {
    let Some(lab) = app.lab.as_deref_mut() else { return Vec::new() };
    match command {
        Command::HappenAll => {
            let mut rows = lab.allowed();
            let all = rows.len();
            let Some(first) = rows.pop_front() else {
                tell(app, msg!("happen-none-allowed"));
                return Vec::new();
            };
            begin(app, first, rows, Some((1, all)))
        }
        Command::StopHappening => {
            lab.clear_run();
            tell(app, msg!("happen-stopped"));
            vec![Effect::Stop]
        }
        Command::HappenAtOnce => at_once(lab),
        _ => {
            let row = lab.row;
            begin(app, row, VecDeque::new(), None)
        }
    }
}

/// Begins with a row: a possible one as the model says, of an impossible one the nearest attempt, once it is found.
fn begin(app: &mut App, row: usize, queue: VecDeque<usize>, among: Option<(usize, usize)>) -> Vec<Effect> {
    let id = app.next_id();
    let Some(lab) = app.lab.as_deref_mut() else { return Vec::new() };
    let Some(claimed) = lab.entry(row).map(|entry| entry.row.clone()) else { return Vec::new() };
    match lab.verdict(row) {
        None => tell(app, msg!("lab-still-judging")),
        Some(Verdict::Outside { call, why }) => {
            let why = msg!("happen-outside", row = claimed.number, call = call + 1, why = why.clone());
            tell(app, why);
        }
        Some(Verdict::Possible { witness, .. }) => {
            let schedule = witness.clone();
            let happen = Happen { queue, among, ..Happen::new(row, schedule.steps.len(), None) };
            return play(app, happen, schedule);
        }
        Some(Verdict::Impossible(fault)) => {
            let fault = fault.clone();
            lab.trying = Some((id, row));
            let (script, reading) = (Arc::clone(&lab.script), lab.reading());
            return vec![Effect::Attempt { id, script, row: Box::new(claimed), fault: Box::new(fault), reading }];
        }
    }
    Vec::new()
}

/// The nearest attempt at an impossible row was found.
pub(super) fn attempted(app: &mut App, id: u64, attempt: Option<Attempt>) -> Vec<Effect> {
    let Some(lab) = app.lab.as_deref_mut() else { return Vec::new() };
    let Some((_, row)) = lab.trying.take_if(|(asked, _)| *asked == id) else { return Vec::new() };
    match attempt {
        Some(attempt) => {
            let happen = Happen::new(row, attempt.schedule.steps.len(), Some(&attempt));
            play(app, happen, attempt.schedule)
        }
        None => {
            let number = lab.entry(row).map_or(0, |entry| entry.row.number);
            tell(app, msg!("happen-no-attempt", row = number));
            Vec::new()
        }
    }
}

fn play(app: &mut App, mut happen: Happen, schedule: Schedule) -> Vec<Effect> {
    let id = app.next_id();
    happen.first = !std::mem::replace(&mut app.introduced, true);
    let Some(lab) = app.lab.as_deref_mut() else { return Vec::new() };
    lab.trying = None;
    lab.row = happen.row;
    lab.focus = Pane::Quiz;
    lab.closing = false;
    lab.clear_run();
    lab.face_row();
    lab.run.id = id;
    lab.run.state = RunState::Busy { steps: 0, on: false };
    lab.run.happen = Some(Box::new(happen));
    vec![Effect::Start { id, plan: Box::new(lab.plan_of_steps()), replay: Some(Arc::new(schedule)) }]
}

/// The run rests before a step of the order of events.
pub(super) fn rests(lab: &mut Lab, next: Step, now: Duration) -> Vec<Effect> {
    let Some(happen) = lab.run.happen.as_deref_mut() else { return Vec::new() };
    happen.rests(now);
    let stands = happen.stands().is_some();
    let asked = match &lab.run.state {
        RunState::Busy { steps, .. } => *steps,
        _ => 0,
    };
    if stands || (asked == 0 && !happen.at_once) {
        lab.run.state = RunState::Rests(next);
        return Vec::new();
    }
    lab.run.state = RunState::Busy { steps: asked.saturating_sub(1), on: false };
    vec![Effect::Step]
}

/// Somebody asks for the next step: it is made now.
pub(super) fn stepped(lab: &mut Lab) {
    if let Some(happen) = lab.run.happen.as_deref_mut() {
        happen.passed |= happen.stands().is_some();
    }
}

/// To where the row can go no further, or to the end.
fn at_once(lab: &mut Lab) -> Vec<Effect> {
    stepped(lab);
    if let Some(happen) = lab.run.happen.as_deref_mut() {
        happen.at_once = true;
    }
    step(lab)
}

/// Time went by: the next step, if it is due.
pub(super) fn tick(app: &mut App) -> Vec<Effect> {
    let now = app.now;
    let Some(lab) = app.lab.as_deref_mut().filter(|lab| lab.run.past.is_none()) else { return Vec::new() };
    let due = lab.happening().and_then(|happen| happen.due).is_some_and(|due| due <= now);
    if due { step(lab) } else { Vec::new() }
}

fn step(lab: &mut Lab) -> Vec<Effect> {
    if !matches!(lab.run.state, RunState::Rests(_)) {
        return Vec::new();
    }
    lab.run.state = RunState::Busy { steps: 0, on: false };
    vec![Effect::Step]
}

/// The run is over: the next row's turn, and whether this one came as the model says.
pub(super) fn over(app: &mut App) -> Vec<Effect> {
    let Some(lab) = app.lab.as_deref_mut() else { return Vec::new() };
    let RunState::Over(report) = &lab.run.state else { return Vec::new() };
    let Some(happen) = lab.run.happen.as_deref() else { return Vec::new() };
    let Some(entry) = lab.entry(happen.row) else { return Vec::new() };
    if happen.stop.is_none() && !entry.row.admits(&report.outcome) {
        let number = entry.row.number;
        complain(app, msg!("happen-otherwise", row = number));
        return Vec::new();
    }
    let (mut queue, at_once) = (happen.queue.clone(), happen.at_once);
    let Some((done, all)) = happen.among else { return Vec::new() };
    let Some(next) = queue.pop_front() else { return Vec::new() };
    let effects = begin(app, next, queue, Some((done + 1, all)));
    if let Some(happen) = app.lab.as_deref_mut().and_then(|lab| lab.run.happen.as_deref_mut()) {
        happen.at_once = at_once;
    }
    effects
}
