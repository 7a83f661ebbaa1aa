//! Messages out of a stream: the list of what there is, and which screen opens.

use super::workshop;
use crate::tui::app::messages::{Listed, Page};
use crate::tui::app::{App, Effect, Screen};
use crate::tui::keys::Command;

/// Shows them, where they were left.
pub(super) fn open(app: &mut App) -> Vec<Effect> {
    app.screen = Screen::Messages;
    Vec::new()
}

pub(super) fn command(app: &mut App, command: Command) -> Vec<Effect> {
    match app.messages.page {
        Page::List => list(app, command),
        Page::Workshop => workshop::command(app, command),
    }
}

fn list(app: &mut App, command: Command) -> Vec<Effect> {
    let last = Listed::ALL.len() - 1;
    let at = app.messages.entry.min(last);
    match command {
        Command::Up => app.messages.entry = if at == 0 { last } else { at - 1 },
        Command::Down => app.messages.entry = if at == last { 0 } else { at + 1 },
        Command::First => app.messages.entry = 0,
        Command::Last => app.messages.entry = last,
        Command::Choose(number) => return choose(app, number.into()),
        Command::Open => return choose(app, at),
        Command::Back => app.screen = Screen::Home,
        _ => {}
    }
    Vec::new()
}

/// Opens the line of the list with this number, counted from 0.
pub(super) fn choose(app: &mut App, number: usize) -> Vec<Effect> {
    let Some(listed) = Listed::ALL.get(number).copied() else { return Vec::new() };
    app.messages.entry = number;
    match listed {
        Listed::Workshop => workshop::open(app),
        Listed::Breaks => app.screen = Screen::Breaks,
        Listed::Gym => super::gym::open(app),
        Listed::Build => app.screen = Screen::Build,
        Listed::Short => app.screen = Screen::Short,
    }
    Vec::new()
}
