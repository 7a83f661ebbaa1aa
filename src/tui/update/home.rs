//! Home: moving about, and what each entry opens.

use std::path::PathBuf;

use super::{command, keep, panel, quit};
use crate::msg;
use crate::tui::app::keep::Job;
use crate::tui::app::panel::{Ask, Then};
use crate::tui::app::{App, Effect, Entry, GoOn, Panel, Screen};
use crate::tui::keys::Command;
use crate::tui::lesson;

pub(super) fn home(app: &mut App, command: Command) -> Vec<Effect> {
    let entries = app.entries();
    let last = entries.len().saturating_sub(1);
    let at = app.entry.min(last);
    match command {
        Command::Up => app.entry = if at == 0 { last } else { at - 1 },
        Command::Down => app.entry = if at == last { 0 } else { at + 1 },
        Command::PageUp => app.entry = at.saturating_sub(8),
        Command::PageDown => app.entry = (at + 8).min(last),
        Command::First => app.entry = 0,
        Command::Last => app.entry = last,
        Command::Choose(digit) => return app.entry_of(digit).map_or_else(Vec::new, |at| choose(app, at)),
        Command::Open => return choose(app, at),
        Command::OffList => return forget(app, entries[at]),
        _ => {}
    }
    Vec::new()
}

/// Opens an entry: an index into [`App::entries`].
pub(super) fn choose(app: &mut App, at: usize) -> Vec<Effect> {
    let Some(entry) = app.entries().get(at).copied() else { return Vec::new() };
    app.entry = at;
    // What was begun is not lost by a look at home.
    match entry {
        Entry::GoOn(go_on) => self::go_on(app, go_on),
        Entry::Lesson => match app.resume_lab(crate::tui::app::Lab::is_lesson) {
            Some(effects) => effects,
            None => app.open_lab(Some(lesson::first())),
        },
        Entry::Empty => match app.resume_lab(|lab| lab.file.is_none() && lab.is_fresh()) {
            Some(effects) => effects,
            None => app.open_lab(None),
        },
        Entry::Practice => super::practice::open(app),
        Entry::Trials => {
            super::trials::open(app, false);
            Vec::new()
        }
        Entry::Messages => super::messages::open(app),
        Entry::Worksheet(at) => {
            let path = app.found.as_ref().and_then(|found| found.worksheets.get(at)).map(|near| near.path.clone());
            path.map_or_else(Vec::new, |path| keep::open(app, path))
        }
        Entry::Recent(at) => open_recent(app, at),
        Entry::Settings => {
            app.panel = Some(Panel::Settings(0));
            Vec::new()
        }
        Entry::Help => command(app, Command::Help),
        Entry::Quit => quit(app),
    }
}

fn go_on(app: &mut App, go_on: GoOn) -> Vec<Effect> {
    match go_on {
        GoOn::Here => {
            app.screen = Screen::Lab;
            Vec::new()
        }
        GoOn::Left(at) => {
            let Some(lab) = app.left.get(at) else { return Vec::new() };
            let (file, path, script) = (lab.file.clone(), lab.path.clone(), lab.script.clone());
            let is_it = |lab: &crate::tui::app::Lab| {
                lab.file == file && lab.path == path && std::sync::Arc::ptr_eq(&lab.script, &script)
            };
            app.resume_lab(is_it).unwrap_or_default()
        }
        GoOn::Unsaved { program, lab } => {
            let orphan = app.found.as_ref().and_then(|found| found.unsaved.get(program));
            let claim = orphan.map(|orphan| Effect::Keep(Job::Claim { id: orphan.id.clone(), show: lab }));
            claim.into_iter().collect()
        }
        GoOn::File(at) => open_recent(app, at),
    }
}

fn open_recent(app: &mut App, at: usize) -> Vec<Effect> {
    let path = app.found.as_ref().and_then(|found| found.recent.get(at)).map(|file| PathBuf::from(&file.path));
    path.map_or_else(Vec::new, |path| keep::open(app, path))
}

/// Takes an entry off the list. The file stays; unsaved work would be gone, so it is asked for.
fn forget(app: &mut App, entry: Entry) -> Vec<Effect> {
    let Some(found) = &app.found else { return Vec::new() };
    match entry {
        Entry::Recent(at) | Entry::GoOn(GoOn::File(at)) => {
            let path = found.recent.get(at).map(|file| file.path.clone());
            path.into_iter().map(|path| Effect::Keep(Job::Forget(path))).collect()
        }
        Entry::GoOn(GoOn::Unsaved { program, .. }) => {
            let Some(orphan) = found.unsaved.get(program) else { return Vec::new() };
            let question = msg!("keep-ask-discard", labs = orphan.drafts.len());
            panel::ask(app, Ask { question, then: Then::Discard(orphan.id.clone()) });
            Vec::new()
        }
        _ => Vec::new(),
    }
}
