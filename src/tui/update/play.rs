//! A program that is played line by line: its keys, and the news of its run.

use crate::engine::Update;
use crate::msg;
use crate::tui::app::lab::RunState;
use crate::tui::app::play::Play;
use crate::tui::app::{App, Effect};
use crate::tui::keys::Command;

/// What a key does with a program; `None` if it is not about that.
pub(super) fn command(app: &mut App, command: Command) -> Option<Vec<Effect>> {
    if command == Command::RunIsOver {
        super::tell(app, msg!("play-over"));
        return Some(Vec::new());
    }
    let wanted =
        matches!(command, Command::Step | Command::NextCall | Command::RunAll | Command::EventBefore | Command::Reset);
    if !wanted || app.play().is_none() {
        return None;
    }
    let id = app.next_id();
    if matches!(command, Command::Reset) {
        app.play_mut()?.reset(id);
        return Some(vec![Effect::Stop]);
    }
    free_the_sockets(app);
    let play = app.play_mut()?;
    let effects = match command {
        Command::Step => play.next_line(),
        Command::NextCall => play.next_call(),
        Command::RunAll => play.to_end(),
        _ => {
            play.line_back();
            Vec::new()
        }
    };
    Some(effects)
}

/// There is one run at a time: one that rests in the lab ends where another begins.
fn free_the_sockets(app: &mut App) {
    if let Some(lab) = app.lab.as_deref_mut()
        && !matches!(lab.run.state, RunState::Idle | RunState::Over(_) | RunState::Failed(_))
    {
        lab.clear_run();
    }
}

/// Whether a run is that of the program on the screen.
pub(super) fn is_mine(app: &App, id: u64) -> bool {
    app.play().is_some_and(|play| play.id == id)
}

/// News of its run.
pub(super) fn news(app: &mut App, update: Update) -> Vec<Effect> {
    let effects = app.play_mut().map(|play| play.news(update)).unwrap_or_default();
    super::breaks::reveal(app);
    effects
}

impl App {
    /// The program that is played on the screen.
    pub fn play(&self) -> Option<&Play> {
        self.exercises.play(&self.screen)
    }

    fn play_mut(&mut self) -> Option<&mut Play> {
        self.exercises.play_mut(&self.screen)
    }
}
