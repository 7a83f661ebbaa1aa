//! The only thing that changes an [`App`]: a message comes, the state follows, and what the outside world has to do is
//! returned. No I/O.

mod edit;
mod lab;
mod mouse;
mod practice;
mod quiz;

use std::time::Duration;

use ratatui::crossterm::event::{KeyEvent, KeyEventKind};

use super::app::lab::{Pane, next_kind};
use super::app::{App, Effect, Entry, Msg, Notice, Screen};
use super::keys::{self, Command};
use super::lesson;
use crate::msg;
use crate::text::Message;

/// Takes one message in. `now` is the time since the start of the program.
pub fn update(app: &mut App, msg: Msg, now: Duration) -> Vec<Effect> {
    app.now = now;
    let mut effects = take_in(app, msg);
    effects.extend(practice::follow(app));
    effects
}

fn take_in(app: &mut App, msg: Msg) -> Vec<Effect> {
    match msg {
        // Windows tells of releases too; one press is one key.
        Msg::Key(event) if event.kind == KeyEventKind::Press => key(app, event),
        Msg::Key(_) | Msg::Tick => Vec::new(),
        Msg::Paste(text) => edit::paste(app, &text),
        Msg::Mouse(event) => mouse::mouse(app, event),
        Msg::Resize(columns, lines) => {
            app.size = (columns, lines);
            Vec::new()
        }
        Msg::Watched(watched) => {
            app.watched = watched;
            Vec::new()
        }
        Msg::Run { id, update } => lab::run_news(app, id, update),
        Msg::Judged { id, verdicts } => {
            let lab = app.lab.as_deref_mut().filter(|lab| lab.judging == Some(id));
            if let Some(quiz) = lab.and_then(|lab| lab.quiz.as_mut()) {
                quiz.judged(verdicts);
            }
            Vec::new()
        }
        Msg::Counted { id, count } => {
            if let Some(lab) = app.lab.as_deref_mut().filter(|lab| lab.judging == Some(id)) {
                lab.count = Some(count);
            }
            Vec::new()
        }
        Msg::Stands { id, standing } => {
            lab::stands(app, id, standing);
            Vec::new()
        }
        Msg::NotKept(why) => {
            complain(app, why);
            Vec::new()
        }
        Msg::Broken(words) => {
            complain(app, msg!("lab-broken", words = words));
            Vec::new()
        }
        Msg::Resumed => vec![Effect::Retake],
        Msg::Suspend => vec![Effect::Suspend],
        Msg::Terminate => quit(app),
    }
}

/// Says something once.
fn tell(app: &mut App, message: Message) {
    app.notice = Some(Notice { message, fault: false });
}

/// Says once that something is wrong.
fn complain(app: &mut App, message: Message) {
    app.notice = Some(Notice { message, fault: true });
}

fn quit(app: &mut App) -> Vec<Effect> {
    app.over = true;
    vec![Effect::Stop, Effect::Quit]
}

fn key(app: &mut App, event: KeyEvent) -> Vec<Effect> {
    app.notice = None;
    match keys::look_up(app, event) {
        Some(found) => command(app, found),
        None => {
            edit::typed(app, event);
            Vec::new()
        }
    }
}

/// Does what a key, or a click, asks for.
fn command(app: &mut App, command: Command) -> Vec<Effect> {
    match command {
        Command::QuitAlways | Command::Quit => quit(app),
        Command::Suspend => vec![Effect::Suspend],
        Command::Redraw => vec![Effect::Redraw],
        Command::Theme => {
            app.theme.kind = next_kind(app.theme.kind);
            Vec::new()
        }
        Command::Mouse => {
            app.mouse = !app.mouse;
            tell(app, if app.mouse { msg!("lab-mouse-on") } else { msg!("lab-mouse-off") });
            vec![Effect::Mouse(app.mouse)]
        }
        Command::Help => {
            app.help = Some(0);
            Vec::new()
        }
        _ if app.help.is_some() => help(app, command),
        _ => match app.screen {
            Screen::Home => home(app, command),
            Screen::Lab => lab::command(app, command),
            Screen::Practice => practice::command(app, command),
        },
    }
}

/// The help overlay scrolls and closes; where it ends is the drawing's business, which never scrolls too far.
fn help(app: &mut App, command: Command) -> Vec<Effect> {
    let last = super::screens::help::last_line(app);
    let page = usize::from(app.size.1 / 2).max(1);
    let at = app.help.unwrap_or(0).min(last);
    app.help = match command {
        Command::Up => Some(at.saturating_sub(1)),
        Command::Down => Some((at + 1).min(last)),
        Command::PageUp => Some(at.saturating_sub(page)),
        Command::PageDown => Some((at + page).min(last)),
        Command::First => Some(0),
        Command::Last => Some(last),
        Command::Back => None,
        _ => Some(at),
    };
    Vec::new()
}

fn home(app: &mut App, command: Command) -> Vec<Effect> {
    let entries = Entry::ALL.len();
    match command {
        Command::Up => app.entry = (app.entry + entries - 1) % entries,
        Command::Down => app.entry = (app.entry + 1) % entries,
        Command::Choose(at) if usize::from(at) < entries => {
            app.entry = usize::from(at);
            return open(app, Entry::ALL[app.entry]);
        }
        Command::Open => return open(app, Entry::ALL[app.entry.min(entries - 1)]),
        _ => {}
    }
    Vec::new()
}

fn open(app: &mut App, entry: Entry) -> Vec<Effect> {
    // What was begun is not lost by a look at home.
    match entry {
        Entry::Lesson => match app.resume_lab(Some(lesson::NAME)) {
            Some(effects) => effects,
            None => app.open_lab(Some(lesson::first())),
        },
        Entry::Empty => match app.resume_lab(None) {
            Some(effects) => effects,
            None => app.open_lab(None),
        },
        Entry::Help => command(app, Command::Help),
        Entry::Quit => quit(app),
    }
}

/// The pane after (or before) the one with the focus.
fn next_pane(app: &mut App, back: bool) {
    let Some(lab) = app.lab.as_deref_mut() else { return };
    let panes = lab.panes();
    let at = panes.iter().position(|pane| *pane == lab.focus).unwrap_or(0);
    let step = if back { panes.len() - 1 } else { 1 };
    lab.focus = panes[(at + step) % panes.len()];
    if let Pane::Calls(side) = lab.focus {
        // The cursor goes to a call of that side, if there is one.
        let on_side = lab.script.calls.get(lab.call).is_some_and(|line| line.side == side);
        if !on_side && let Some((call, _)) = lab.script.of(side).next() {
            lab.call = call;
        }
    }
}
