//! Build it: moving lines, and running what was built.

use super::{leave, play, tell};
use crate::framing::parsons::PUZZLES;
use crate::msg;
use crate::progress::exercised::Done;
use crate::tui::app::build::{Result, Side};
use crate::tui::app::keep::Job;
use crate::tui::app::{App, Effect};
use crate::tui::asks::{Answer, Question};
use crate::tui::keys::Command;

pub(super) fn command(app: &mut App, command: Command) -> Vec<Effect> {
    if let Some(effects) = play::command(app, command) {
        return effects;
    }
    let id = app.next_id();
    let build = &mut app.exercises.build;
    let last = PUZZLES.len() - 1;
    match command {
        Command::PageDown | Command::GoOn => return show(app, 1),
        Command::PageUp => return show(app, last),
        Command::Back if build.play.take().is_some() => {
            build.work_mut().result = Result::None;
            return vec![Effect::Stop];
        }
        Command::Back => return leave(app),
        Command::RunAll if build.work().placed.is_empty() => tell(app, msg!("build-nothing")),
        Command::RunAll => {
            let work = build.work_mut();
            if !matches!(work.result, Result::Going(_)) {
                work.result = Result::Going(id);
                return vec![Effect::Ask { id, question: Question::Works(work.puzzle, work.placed.clone()) }];
            }
        }
        Command::BackFirst => tell(app, msg!("build-back-first")),
        Command::TabFirst => tell(app, msg!("build-tab-first")),
        Command::NothingPlaced => tell(app, msg!("build-nothing")),
        Command::Open if build.work().result == Result::Works => tell(app, msg!("build-finished")),
        _ if build.play.is_some() => {}
        _ => change(app, command),
    }
    Vec::new()
}

/// The next puzzle, or the one before: `by` of them on, round and round.
fn show(app: &mut App, by: usize) -> Vec<Effect> {
    let build = &mut app.exercises.build;
    if build.play.take().is_some() {
        build.work_mut().result = Result::None;
    }
    if matches!(build.work().result, Result::Going(_)) {
        build.work_mut().result = Result::None;
    }
    build.shown = (build.shown + by) % PUZZLES.len();
    vec![Effect::Stop, Effect::StopAsking]
}

fn change(app: &mut App, command: Command) {
    let work = app.exercises.build.work_mut();
    match command {
        Command::Up => work.move_by(-1),
        Command::Down => work.move_by(1),
        Command::First => work.move_by(isize::MIN),
        Command::Last => work.move_by(isize::MAX),
        Command::NextPane | Command::LastPane => {
            work.side = if work.side == Side::Lines { Side::Program } else { Side::Lines };
        }
        Command::Open if work.side == Side::Lines => work.take(),
        Command::Left => work.indent(false),
        Command::Right => work.indent(true),
        Command::Remove => work.take_back(),
        Command::CarryUp => work.carry(false),
        Command::CarryDown => work.carry(true),
        Command::Undo => work.undo(),
        _ => {}
    }
}

/// What came of the program.
pub(super) fn answered(app: &mut App, asked: u64, answer: Answer) -> Vec<Effect> {
    let id = app.next_id();
    let build = &mut app.exercises.build;
    let work = build.work_mut();
    let Answer::Checked(checked) = answer else { return Vec::new() };
    if work.result != Result::Going(asked) {
        return Vec::new();
    }
    match checked {
        Ok(()) => {
            work.result = Result::Works;
            work.solved = true;
            return vec![Effect::Keep(Job::Exercised(Done::Built(work.puzzle().title)))];
        }
        Err(failing) => {
            work.result = Result::Fails(failing);
            build.make_ready(id);
        }
    }
    Vec::new()
}
