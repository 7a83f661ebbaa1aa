//! Lesson 2's experiments: a prediction, a run, one change.

use ratatui::crossterm::event::{KeyCode, KeyEvent};

use super::{complain, tell};
use crate::engine::Update;
use crate::experiments::Kind;
use crate::msg;
use crate::trace::{Got, What};
use crate::tui::app::lab::RunState;
use crate::tui::app::{App, Effect, Screen};
use crate::tui::keys::Command;

/// To the experiments: from the lab's many runs, or from home.
pub(super) fn open(app: &mut App, beside_runs: bool) {
    app.trials.beside_runs = beside_runs;
    app.screen = Screen::Trials;
}

pub(super) fn command(app: &mut App, command: Command) -> Vec<Effect> {
    let trials = &mut app.trials;
    let many = trials.kind().changes().len();
    let change = &mut trials.change[trials.kind];
    match command {
        Command::Up => trials.kind = (trials.kind + Kind::ALL.len() - 1) % Kind::ALL.len(),
        Command::Down => trials.kind = (trials.kind + 1) % Kind::ALL.len(),
        Command::Left => *change = (*change + many - 1) % many,
        Command::Right => *change = (*change + 1) % many,
        Command::Guess => match trials.typed.parse() {
            Ok(guess) => return begin(app, Some(guess)),
            Err(_) => tell(app, msg!("trials-type")),
        },
        Command::Unguessed => return begin(app, None),
        Command::StopRuns => {
            app.trials.rest();
            return vec![Effect::Stop];
        }
        Command::Back if app.trials.beside_runs => app.screen = Screen::Likely,
        Command::Back => app.screen = Screen::Home,
        _ => {}
    }
    Vec::new()
}

/// A key that commands nothing: a digit of the prediction.
pub(super) fn typed(app: &mut App, event: KeyEvent) {
    match event.code {
        KeyCode::Char(sign) => app.trials.digit(sign),
        KeyCode::Backspace => {
            app.trials.typed.pop();
        }
        _ => {}
    }
}

fn begin(app: &mut App, guess: Option<u64>) -> Vec<Effect> {
    let id = app.next_id();
    // There is one run at a time; the lab's begins anew when somebody goes back to it.
    if let Some(lab) =
        app.lab.as_deref_mut().filter(|lab| !matches!(lab.run.state, RunState::Over(_) | RunState::Failed(_)))
    {
        lab.clear_run();
    }
    app.trials.rest();
    app.trials.begin(id, guess);
    vec![Effect::Start { id, plan: Box::new(app.trials.experiment().plan()), replay: None }, Effect::RunToEnd]
}

/// Whether a run is an experiment's.
pub(super) fn is_mine(app: &App, id: u64) -> bool {
    app.trials.running.is_some_and(|(running, _)| running == id)
}

/// News of the experiment that runs.
pub(super) fn news(app: &mut App, update: Update) -> Vec<Effect> {
    let Some(trial) = app.trials.going() else { return Vec::new() };
    match update {
        Update::Event(event) => {
            if let What::Return { got: Got::Received(bytes), .. } = event.what {
                trial.sizes.push(bytes.len() as u64);
            }
        }
        Update::Finished(result) => {
            trial.over = true;
            trial.failed = result.err().map(|error| error.message());
            if let Some(why) = trial.failed.clone() {
                complain(app, why);
            }
            app.trials.running = None;
        }
        Update::Rests(_) | Update::Kernel { .. } => {}
    }
    Vec::new()
}
