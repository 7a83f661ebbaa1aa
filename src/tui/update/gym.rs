//! The gym: choosing cuts, trying them, and saying that none breaks the receiver.

use super::{leave, play, tell};
use crate::framing::gym::COURSE;
use crate::msg;
use crate::progress::exercised::Done;
use crate::tui::app::gym::Tried;
use crate::tui::app::keep::Job;
use crate::tui::app::{App, Effect, Screen};
use crate::tui::keys::Command;

/// Shows it, with the exercise that was left.
pub(super) fn open(app: &mut App) {
    let gym = &mut app.exercises.gym;
    if gym.room.is_none() {
        gym.go_to(gym.at);
    }
    app.screen = Screen::Gym;
}

pub(super) fn command(app: &mut App, command: Command) -> Vec<Effect> {
    if let Some(effects) = play::command(app, command) {
        return effects;
    }
    let id = app.next_id();
    let gym = &mut app.exercises.gym;
    let at = gym.at;
    match command {
        Command::OtherSource => gym.language = gym.language.other(),
        Command::PageDown if at + 1 < COURSE.len() => return go_to(app, at + 1),
        Command::PageUp if at > 0 => return go_to(app, at - 1),
        Command::GoOn => return go_to(app, at + 1),
        Command::Try => {
            gym.attempt(id);
            let done = keep(gym.count());
            return play::command(app, Command::RunAll).into_iter().flatten().chain(done).collect();
        }
        // Back to the cuts, and from there out.
        Command::Back if gym.play.take().is_some() => {
            gym.room.iter_mut().for_each(|room| room.tried = None);
            return vec![Effect::Stop];
        }
        Command::Back => return leave(app),
        Command::Find => {
            let (won, cuts) = (gym.is_won(), gym.show());
            tell(
                app,
                match (cuts, won) {
                    (None, false) => msg!("gym-shown-none"),
                    (None, true) => msg!("gym-shown-none-kept"),
                    (Some(0), false) => msg!("gym-shown-uncut"),
                    (Some(0), true) => msg!("gym-shown-uncut-kept"),
                    (Some(_), false) => msg!("gym-shown"),
                    (Some(_), true) => msg!("gym-shown-kept"),
                },
            );
        }
        Command::NoneBreaks => {
            if let Some(room) = gym.room.as_deref_mut() {
                room.tried = Some(Tried::Unbreakable(room.exercise.unbreakable()));
            }
            return keep(gym.count()).into_iter().collect();
        }
        Command::BackFirst => tell(app, msg!("gym-back-first")),
        _ => cutting(app, command),
    }
    Vec::new()
}

fn keep(done: Option<Done>) -> Option<Effect> {
    done.map(|done| Effect::Keep(Job::Exercised(done)))
}

fn go_to(app: &mut App, at: usize) -> Vec<Effect> {
    app.exercises.gym.go_to(at);
    vec![Effect::Stop]
}

fn cutting(app: &mut App, command: Command) {
    let gym = &mut app.exercises.gym;
    let Some(room) = gym.room.as_deref_mut() else { return };
    let lines = u32::try_from(gym.language.of(&room.receiver).lines.len()).unwrap_or(u32::MAX);
    match command {
        Command::Left => room.move_by(-1),
        Command::Right => room.move_by(1),
        Command::First => room.move_by(i64::MIN),
        Command::Last => room.move_by(i64::MAX),
        Command::Up => room.line = room.line.saturating_sub(1).max(1),
        Command::Down => room.line = (room.line + 1).min(lines),
        Command::Cut => {
            room.cut();
            room.tried = None;
        }
        Command::Clear => {
            room.cuts.clear();
            room.tried = None;
        }
        _ => {}
    }
}
