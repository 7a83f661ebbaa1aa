//! The projector: pages, what is revealed on them, and the run.

use ratatui::crossterm::event::KeyEvent;

use super::{lab, tell};
use crate::msg;
use crate::tui::app::lab::RunState;
use crate::tui::app::projector::{Page, pages};
use crate::tui::app::{App, Effect, Screen};
use crate::tui::keys::{self, Command};
use crate::tui::screens::RULE_SENTENCES;
use crate::tui::theme::Kind;

/// Before a key is looked up: on a blank screen any key brings the picture back and does nothing else, and a key without a
/// meaning brings the hint back. Gives whether the key is used up.
pub(super) fn swallows(app: &mut App, event: KeyEvent) -> bool {
    let found = keys::look_up(app, event);
    let Some(lab) = app.lab.as_deref_mut().filter(|_| matches!(app.screen, Screen::Projector)) else { return false };
    match found {
        Some(Command::QuitAlways | Command::Suspend | Command::Redraw) => return false,
        Some(command) if !lab.show.blank => lab.show.use_key(command),
        None if !lab.show.blank => lab.show.hint_again(),
        _ => {}
    }
    std::mem::take(&mut lab.show.blank)
}

pub(super) fn command(app: &mut App, command: Command) -> Vec<Effect> {
    let Some(lab) = app.lab.as_deref_mut() else { return Vec::new() };
    let last = pages(lab).len().saturating_sub(1);
    let page = lab.show.page.min(last);
    match command {
        Command::Reveal => return reveal(app),
        Command::Step => {
            lab.show.from = None;
            return lab::command(app, command);
        }
        Command::RunAll | Command::RunAgain | Command::Reset | Command::Network => {
            lab.show.from = None;
            lab.show.byte = None;
            let effects = lab::command(app, command);
            if command == Command::Network
                && let Some(lab) = app.lab.as_deref()
            {
                let network = app.texts.say(&lab.network_said());
                tell(app, msg!("projector-network", network = network));
            }
            return effects;
        }
        Command::PageDown => turn(app, page + 1),
        Command::PageUp => turn(app, page.saturating_sub(1)),
        Command::First => turn(app, 0),
        Command::Last => turn(app, last),
        Command::Left => point(app, -1),
        Command::Right => point(app, 1),
        Command::OtherWay => {
            lab.show.from = Some(lab.pointed_from().peer());
            lab.show.byte = None;
        }
        Command::Hex => lab.hex = !lab.hex,
        Command::Blank => lab.show.blank = true,
        Command::Back | Command::Project => {
            lab.leave_show();
            app.screen = Screen::Lab;
        }
        _ => {}
    }
    Vec::new()
}

/// White for bright halls, black for dark ones.
pub(super) fn theme(app: &mut App) {
    app.hall.kind = match app.hall.kind {
        Kind::HighContrastDark => Kind::HighContrastLight,
        _ => Kind::HighContrastDark,
    };
}

fn turn(app: &mut App, page: usize) {
    let Some(lab) = app.lab.as_deref_mut() else { return };
    let last = pages(lab).len().saturating_sub(1);
    if page > last {
        tell(app, msg!("projector-last"));
        return;
    }
    lab.show.page = page;
    lab.show.byte = None;
    lab.show.from = None;
}

/// The next thing on this page; the next page where all of it is shown.
fn reveal(app: &mut App) -> Vec<Effect> {
    let Some(lab) = app.lab.as_deref_mut() else { return Vec::new() };
    match lab.page() {
        Some(Page::Calls) if lab.calls_shown() < lab.script.calls.len() => lab.show.calls = lab.calls_shown() + 1,
        Some(Page::Row(row)) if lab.show.revealed.insert(row) => lab.show.byte = None,
        Some(Page::Rule) if lab.show.rules < RULE_SENTENCES => lab.show.rules += 1,
        Some(Page::Stream) if !matches!(lab.run.state, RunState::Over(_) | RunState::Failed(_)) => {
            return command(app, Command::Step);
        }
        Some(_) => {
            let next = lab.show.page + 1;
            turn(app, next);
        }
        None => {}
    }
    Vec::new()
}

/// Moves the pointer on the bytes.
fn point(app: &mut App, by: isize) {
    let Some(lab) = app.lab.as_deref_mut() else { return };
    let from = lab.pointed_from();
    let len = lab.script.stream_from(from).len();
    let Some(last) = len.checked_sub(1) else { return };
    lab.show.byte = Some(match lab.show.byte {
        Some(byte) => byte.saturating_add_signed(by as i64).min(last as u64),
        None if by < 0 => last as u64,
        None => 0,
    });
}
