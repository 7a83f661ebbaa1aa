//! The lab: running, and moving about.

use crate::engine::{EngineError, Share, Update, schedule_of};
use crate::msg;
use crate::quiz::{Ask, Phase};
use crate::stream::Standing;
use crate::trace::Trace;
use crate::tui::app::lab::{Pane, RunState};
use crate::tui::app::{App, Effect, Lab, Screen};
use crate::tui::keys::Command;

use super::{burst, complain, edit, happen, knobs, likely, map, network, next_pane, quiz, tell};

pub(super) fn command(app: &mut App, command: Command) -> Vec<Effect> {
    match command {
        Command::Step => return step(app),
        Command::RunAll | Command::RunAgain => return run_all(app),
        Command::NoStep => no_step(app),
        Command::NotYet => tell(app, msg!("lab-not-yet")),
        Command::Reset => return reset(app),
        Command::Again => return again(app),
        Command::Network => return knobs::network(app),
        Command::Burst => return burst::key(app, false),
        Command::BurstAgain | Command::BurstMore => return burst::key(app, true),
        Command::Likely => return likely::open(app),
        Command::StopBurst => return burst::give_up(app),
        Command::Happen | Command::Attempt | Command::HappenAll | Command::HappenAtOnce | Command::StopHappening => {
            return happen::command(app, command);
        }
        Command::TurnBack
        | Command::TurnOn
        | Command::TypeKnob
        | Command::TakeKnob
        | Command::LeaveKnob
        | Command::Untouch
        | Command::UntouchAll => return knobs::command(app, command),
        Command::Copy => return copy(app),
        Command::CloseCopied => with(app, |lab| lab.copied = None),
        Command::Map => return super::map::open(app),
        Command::Up => move_by(app, -1),
        Command::Down => move_by(app, 1),
        Command::PageUp => move_by(app, -5),
        Command::PageDown => move_by(app, 5),
        Command::First if at_bytes(app) => byte_by(app, isize::MIN),
        Command::Last if at_bytes(app) => byte_by(app, isize::MAX),
        Command::First => move_by(app, isize::MIN),
        Command::Last => move_by(app, isize::MAX),
        Command::EventBefore => with(app, |lab| lab.look_by(-1)),
        Command::EventAfter => with(app, |lab| lab.look_by(1)),
        Command::FirstEvent => with(app, |lab| lab.look_at(1)),
        Command::Kernel => with(app, Lab::turn_to_kernel),
        Command::Present => with(app, |lab| lab.run.past = None),
        Command::Left => byte_by(app, -1),
        Command::Right => byte_by(app, 1),
        Command::NextPane => next_pane(app, false),
        Command::LastPane => next_pane(app, true),
        Command::LeaveQuiz => return super::practice::open(app),
        Command::Back => {
            app.screen = Screen::Home;
            app.entry = 0;
        }
        Command::Hex => with(app, |lab| lab.hex = !lab.hex),
        Command::OtherWay => with(app, |lab| {
            lab.from = lab.from.peer();
            lab.byte = None;
            lab.closing = false;
        }),
        Command::Yes | Command::No | Command::Clear | Command::Lock => quiz::answer(app, command),
        Command::Pick(_) | Command::PickThis | Command::RevealAll | Command::GoOn | Command::SaveLine => {
            quiz::go_on(app, command);
        }
        other => return edit::command(app, other),
    }
    Vec::new()
}

fn at_bytes(app: &App) -> bool {
    app.lab_shown().is_some_and(|lab| lab.focus == Pane::Stream)
}

fn with(app: &mut App, change: impl FnOnce(&mut Lab)) {
    if let Some(lab) = app.lab.as_deref_mut() {
        change(lab);
    }
}

/// Starts a run; one that goes on is stopped.
pub(super) fn start(app: &mut App, steps: u32, on: bool) -> Vec<Effect> {
    let id = app.next_id();
    let Some(lab) = app.lab.as_deref_mut() else { return Vec::new() };
    lab.clear_run();
    lab.run.id = id;
    lab.run.state = RunState::Busy { steps, on };
    let mut effects = vec![Effect::Start { id, plan: Box::new(lab.plan()), replay: lab.replay.clone() }];
    if on {
        effects.push(Effect::RunToEnd);
    }
    effects
}

/// Who looks back and asks for a step would not see it: the present comes first.
fn came_back(app: &mut App) -> bool {
    let was_past = app.lab.as_deref_mut().is_some_and(|lab| lab.run.past.take().is_some());
    if was_past {
        tell(app, msg!("lab-present-first"));
    }
    was_past
}

fn step(app: &mut App) -> Vec<Effect> {
    if came_back(app) {
        return Vec::new();
    }
    let Some(lab) = app.lab.as_deref_mut() else { return Vec::new() };
    match &mut lab.run.state {
        RunState::Idle => start(app, 1, false),
        RunState::Rests(_) => {
            happen::stepped(lab);
            lab.run.state = RunState::Busy { steps: 0, on: false };
            vec![Effect::Step]
        }
        RunState::Busy { steps, .. } => {
            *steps = steps.saturating_add(1);
            Vec::new()
        }
        RunState::Over(_) | RunState::Failed(_) => Vec::new(),
    }
}

/// Why there is no step to make.
fn no_step(app: &mut App) {
    if came_back(app) {
        return;
    }
    let Some(lab) = app.lab.as_deref() else { return };
    let why = match (lab.phase(), &lab.run.state) {
        _ if lab.script.calls.is_empty() => msg!("lab-no-step-empty"),
        (Some(Phase::Predict), _) => msg!("lab-no-step-predict"),
        (_, RunState::Over(_) | RunState::Failed(_)) if lab.may_run() => msg!("lab-no-step-over"),
        _ => msg!("lab-no-step-explain"),
    };
    tell(app, why);
}

fn run_all(app: &mut App) -> Vec<Effect> {
    if came_back(app) {
        return Vec::new();
    }
    let Some(lab) = app.lab.as_deref_mut() else { return Vec::new() };
    match &mut lab.run.state {
        RunState::Idle => start(app, 0, true),
        RunState::Over(_) | RunState::Failed(_) => {
            lab.seed = lab.seed.wrapping_add(1);
            lab.moved = lab.moved.wrapping_add(1);
            start(app, 0, true)
        }
        RunState::Rests(_) => {
            lab.run.state = RunState::Busy { steps: 0, on: true };
            vec![Effect::RunToEnd]
        }
        RunState::Busy { on, .. } => {
            *on = true;
            vec![Effect::RunToEnd]
        }
    }
}

fn reset(app: &mut App) -> Vec<Effect> {
    with(app, Lab::clear_run);
    if app.lab.as_deref().is_some_and(|lab| !lab.seen.is_empty()) {
        tell(app, msg!("lab-reset"));
    }
    vec![Effect::Stop]
}

/// The table from the start: nothing was said, nothing has run, nothing was seen.
fn again(app: &mut App) -> Vec<Effect> {
    let Some(lab) = app.lab.as_deref_mut() else { return Vec::new() };
    let Some(quiz) = lab.quiz.as_mut() else { return Vec::new() };
    quiz.again();
    lab.clear_run();
    lab.clear_seen();
    lab.burst = None;
    quiz::arrived(lab);
    let mut effects = vec![Effect::Stop, Effect::StopBurst];
    effects.extend(knobs::back_in_order(app));
    tell(app, msg!("lab-again"));
    effects
}

/// Copies the run as a line of text: what is set, the seed and, after a run, the order of events.
fn copy(app: &mut App) -> Vec<Effect> {
    let Some(lab) = app.lab.as_deref_mut() else { return Vec::new() };
    let schedule = match &lab.run.state {
        RunState::Over(_) => {
            let trace = Trace { events: lab.run.events.clone(), kernel: Vec::new() };
            schedule_of(&lab.script, &trace, lab.reading())
        }
        _ => lab.replay.as_deref().cloned(),
    };
    let text = Share::of(&lab.plan(), schedule).to_string();
    lab.copied = Some(text.clone());
    vec![Effect::Copy(text)]
}

/// News of a run. Late news of a run that was given up are dropped; those of a run that is not shown are kept for it.
pub(super) fn run_news(app: &mut App, id: u64, update: Update) -> Vec<Effect> {
    let aside = app.lab.as_deref().is_some_and(|lab| lab.run.id != id && lab.show.aside.run.id == id);
    if !aside {
        return news(app, id, update);
    }
    with(app, Lab::swap_runs);
    let effects = news(app, id, update);
    with(app, Lab::swap_runs);
    effects
}

fn news(app: &mut App, id: u64, update: Update) -> Vec<Effect> {
    let now = app.now;
    if id == app.hello.id {
        match update {
            Update::Event(event) => app.hello.events.push(event),
            Update::Finished(result) => app.hello.done = result.is_ok(),
            Update::Rests(_) | Update::Kernel { .. } => {}
        }
        return Vec::new();
    }
    let Some(lab) = app.lab.as_deref_mut().filter(|lab| lab.run.id == id) else { return Vec::new() };
    match update {
        Update::Event(event) => {
            lab.run.began.get_or_insert(now.saturating_sub(event.at));
            lab.run.events.push(event);
            network::told(lab)
        }
        Update::Kernel { event, numbers } => {
            lab.run.kernel.push((event, numbers));
            Vec::new()
        }
        Update::Rests(next) if lab.run.happen.is_some() => happen::rests(lab, next, now),
        Update::Rests(next) => match lab.run.state {
            RunState::Busy { on: true, .. } => vec![Effect::RunToEnd],
            RunState::Busy { steps, .. } if steps > 0 => {
                lab.run.state = RunState::Busy { steps: steps - 1, on: false };
                vec![Effect::Step]
            }
            _ => {
                lab.run.state = RunState::Rests(next);
                Vec::new()
            }
        },
        Update::Finished(Ok(mut report)) => {
            // A long run's log is held once.
            let trace = std::mem::take(&mut report.trace);
            (lab.run.events, lab.run.kernel) = (trace.events, trace.kernel);
            network::count(lab, &report.outcome);
            let (wrong, outside) = (report.wrong, report.assumption_failed);
            let stand = Effect::Stand {
                id,
                script: lab.script.clone(),
                outcome: report.outcome.clone(),
                reading: lab.reading(),
            };
            if outside {
                lab.run.standing = Some(Standing::Outside);
            }
            lab.run.state = RunState::Over(Box::new(report));
            if wrong {
                complain(app, msg!("lab-wrong-bytes"));
            }
            let mut effects = if outside { Vec::new() } else { vec![stand] };
            effects.extend(happen::over(app));
            map::ran(app);
            effects
        }
        Update::Finished(Err(EngineError::Cancelled)) => {
            lab.clear_run();
            Vec::new()
        }
        Update::Finished(Err(error)) => {
            lab.run.state = RunState::Failed(error.message());
            Vec::new()
        }
    }
}

/// The model's word on a run. That it denies one should never happen, so it is said loudly.
pub(super) fn stands(app: &mut App, id: u64, standing: Standing) {
    let Some(lab) = app.lab.as_deref_mut().filter(|lab| lab.run.id == id) else { return };
    lab.run.standing = Some(standing);
    if standing == Standing::Impossible {
        complain(app, msg!("lab-denied"));
    }
}

/// `isize::MIN` and `MAX`: to the first and the last.
fn moved(at: usize, by: isize, len: usize) -> usize {
    at.saturating_add_signed(by).min(len.saturating_sub(1))
}

/// Moves the cursor of the pane with the focus: reasons, rows, calls.
pub(super) fn move_by(app: &mut App, by: isize) {
    let Some(lab) = app.lab.as_deref_mut() else { return };
    if let Pane::Calls(_) = lab.focus {
        lab.call = moved(lab.call, by, lab.script.calls.len());
        if let Some(line) = lab.script.calls.get(lab.call) {
            lab.focus = Pane::Calls(line.side);
        }
        return;
    }
    if matches!(lab.focus, Pane::Trace | Pane::Kernel) {
        lab.look_by(by);
        return;
    }
    if lab.focus == Pane::Knobs {
        knobs::move_by(lab, by);
        return;
    }
    let Some(quiz) = &lab.quiz else { return };
    if let Phase::Explain { ask: Ask::Reason, .. } = quiz.phase {
        let choices = quiz.choices().len();
        lab.reason = Some(match lab.reason {
            None if by < 0 => choices.saturating_sub(1),
            None => 0,
            Some(at) => moved(at, by, choices),
        });
        return;
    }
    lab.closing = false;
    let shown = quiz.shown();
    let at = shown.iter().position(|row| *row == lab.row).unwrap_or(0);
    if let Some(row) = shown.get(moved(at, by, shown.len())) {
        lab.row = *row;
        lab.face_row();
    }
}

pub(super) fn byte_by(app: &mut App, by: isize) {
    let Some(lab) = app.lab.as_deref_mut() else { return };
    let len = lab.script.stream_from(lab.from).len();
    if len == 0 {
        return;
    }
    lab.byte = Some(match lab.byte {
        Some(byte) => moved(byte as usize, by, len) as u64,
        None if by == isize::MAX => len as u64 - 1,
        None => 0,
    });
}
