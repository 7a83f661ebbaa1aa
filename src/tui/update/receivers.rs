//! Clicks on the screens with receivers: they do what moving there does, and on what is chosen already what Enter does.

use super::command;
use crate::tui::app::build::Side;
use crate::tui::app::{App, Effect};
use crate::tui::keys::Command;
use crate::tui::screens::receivers::{self, Hit};

pub(super) fn click(app: &mut App, x: u16, y: u16) -> Vec<Effect> {
    let Some(hit) = receivers::hit(app, x, y) else { return Vec::new() };
    let exercises = &mut app.exercises;
    let work = exercises.build.work_mut();
    match hit {
        Hit::Entry(at) => {
            exercises.breaks.at = at;
            return command(app, Command::Open);
        }
        Hit::Line(line) => {
            let Some(open) = exercises.breaks.open.as_deref_mut() else { return Vec::new() };
            let again = std::mem::replace(&mut open.line, line) == line;
            return if again { command(app, Command::SayLine) } else { Vec::new() };
        }
        Hit::Place(byte) => {
            let Some(room) = exercises.gym.room.as_deref_mut() else { return Vec::new() };
            room.cursor = byte;
            return command(app, Command::Cut);
        }
        Hit::Left(line) => {
            work.line = line;
            work.side = Side::Lines;
            return command(app, Command::Open);
        }
        Hit::Placed(line) => {
            work.at = line;
            work.side = Side::Program;
        }
    }
    Vec::new()
}
