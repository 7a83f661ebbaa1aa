//! The only thing that changes an [`App`]: a message comes, the state follows, and what the outside world has to do is
//! returned. No I/O.

mod breaks;
mod build;
mod burst;
mod edit;
mod export;
mod gym;
mod happen;
mod home;
mod keep;
mod knobs;
mod lab;
mod likely;
mod map;
mod messages;
mod mouse;
mod network;
mod panel;
mod play;
mod practice;
mod projector;
mod quiz;
mod receivers;
mod short;
mod trials;
mod workshop;

use std::time::Duration;

use ratatui::crossterm::event::{KeyEvent, KeyEventKind};

use super::app::keep::{Job, News};
use super::app::lab::Pane;
use super::app::messages::Page;
use super::app::panel::{Ask, Then};
use super::app::{App, Effect, Msg, Notice, Panel, Screen};
use super::keys::{self, Command};
use crate::msg;
use crate::progress::settings::Setting;
use crate::stream::Reading;
use crate::text::Message;

/// Takes one message in. `now` is the time since the start of the program.
pub fn update(app: &mut App, msg: Msg, now: Duration) -> Vec<Effect> {
    app.now = now;
    // Only a hand changes what one would miss.
    let by_hand = matches!(msg, Msg::Key(_) | Msg::Paste(_) | Msg::Mouse(_) | Msg::Kept(News::Saved { .. }));
    let mut effects = take_in(app, msg);
    effects.extend(practice::follow(app));
    if by_hand {
        let unsaved = app.unsaved();
        if unsaved != app.told {
            app.told.clone_from(&unsaved);
            effects.push(Effect::Keep(Job::Drafts(unsaved)));
        }
    }
    effects
}

fn take_in(app: &mut App, msg: Msg) -> Vec<Effect> {
    match msg {
        // Windows tells of releases too; one press is one key.
        Msg::Key(event) if event.kind == KeyEventKind::Press => key(app, event),
        Msg::Key(_) => Vec::new(),
        Msg::Tick => happen::tick(app),
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
        Msg::Run { id, update } if workshop::is_mine(app, id) => workshop::news(app, update),
        Msg::Run { id, update } if play::is_mine(app, id) => play::news(app, update),
        Msg::Run { id, update } if trials::is_mine(app, id) => trials::news(app, update),
        Msg::Run { id, update } => lab::run_news(app, id, update),
        Msg::Burst { id, result, over } if likely::is_running(app, id) => likely::news(app, result, over),
        Msg::Burst { id, result, over } => {
            burst::news(app, id, result, over);
            Vec::new()
        }
        Msg::Offered { script, reading, outcomes } => {
            likely::offered(app, &script, reading, outcomes);
            Vec::new()
        }
        Msg::Mapped { id, ways } => {
            map::learn(app, id, ways);
            Vec::new()
        }
        Msg::Judged { id, verdicts } if map::is_making(app, id) => map::make(app, verdicts),
        Msg::Judged { id, verdicts } => {
            let lab = app.lab.as_deref_mut().filter(|lab| lab.judging == Some(id));
            if let Some(lab) = lab {
                match (lab.reading(), lab.quiz.as_mut()) {
                    (Reading::InOrder, Some(quiz)) => quiz.judged(verdicts),
                    _ => lab.verdicts = verdicts,
                }
            }
            Vec::new()
        }
        Msg::Counted { id, count } => {
            if let Some(lab) = app.lab.as_deref_mut().filter(|lab| lab.judging == Some(id)) {
                lab.count = Some(count);
            }
            Vec::new()
        }
        Msg::Attempted { id, attempt } => happen::attempted(app, id, attempt),
        Msg::Stands { id, standing } => {
            lab::stands(app, id, standing);
            Vec::new()
        }
        Msg::Short { id, result } => {
            short::news(app, id, result);
            Vec::new()
        }
        Msg::Answered { id, answer } => match app.screen {
            Screen::Build => build::answered(app, id, answer),
            _ => breaks::answered(app, id, answer),
        },
        Msg::Kept(news) => keep::news(app, news),
        Msg::Reach { id, reach } => {
            network::reached(app, id, reach);
            Vec::new()
        }
        Msg::Refused { id, at, why } => network::refused(app, id, at, why),
        Msg::Broken(words) => {
            complain(app, msg!("lab-broken", words = words));
            Vec::new()
        }
        Msg::Resumed => vec![Effect::Retake],
        Msg::Suspend => vec![Effect::Suspend],
        Msg::Terminate => quit_now(app),
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

/// Ends the program; where that would lose something, asks first.
fn quit(app: &mut App) -> Vec<Effect> {
    let kept = !app.lasting.read_only && app.unkept.is_none();
    if !kept && app.unsaved().iter().any(|unsaved| unsaved.is_written()) {
        panel::ask(app, Ask { question: msg!("keep-ask-quit"), then: Then::Quit });
        return Vec::new();
    }
    quit_now(app)
}

fn quit_now(app: &mut App) -> Vec<Effect> {
    app.over = true;
    vec![Effect::Stop, Effect::StopBurst, Effect::Quit]
}

fn key(app: &mut App, event: KeyEvent) -> Vec<Effect> {
    app.notice = None;
    if projector::swallows(app, event) {
        return Vec::new();
    }
    match keys::look_up(app, event) {
        Some(found) => command(app, found),
        None if matches!(app.panel, Some(Panel::Path(_))) && app.help.is_none() => panel::typed(app, event),
        None if app.workshop_shown().is_some() => {
            workshop::typed(app, event);
            Vec::new()
        }
        None if matches!(app.screen, Screen::Trials) && app.panel.is_none() && app.help.is_none() => {
            trials::typed(app, event);
            Vec::new()
        }
        None => {
            edit::typed(app, event);
            Vec::new()
        }
    }
}

/// Does what a key, or a click, asks for.
fn command(app: &mut App, command: Command) -> Vec<Effect> {
    match command {
        Command::QuitAlways => quit_now(app),
        Command::Quit => quit(app),
        Command::Suspend => vec![Effect::Suspend],
        Command::Redraw => vec![Effect::Redraw],
        Command::Theme if matches!(app.screen, Screen::Projector) => {
            projector::theme(app);
            Vec::new()
        }
        Command::Theme => panel::next(app, Setting::Theme),
        Command::Mouse => {
            let effects = panel::next(app, Setting::Mouse);
            tell(app, if app.settings.mouse { msg!("lab-mouse-on") } else { msg!("lab-mouse-off") });
            effects
        }
        Command::Help => {
            app.help = Some(0);
            Vec::new()
        }
        Command::Settings => {
            app.help = None;
            app.panel = Some(Panel::Settings(0));
            Vec::new()
        }
        _ if app.help.is_some() => help(app, command),
        _ if app.panel.is_some() => panel::command(app, command),
        Command::OpenFile => keep::ask_open(app),
        Command::Save => keep::save(app),
        Command::SaveAs => keep::ask_save(app),
        _ => match app.screen {
            Screen::Home => home::home(app, command),
            Screen::Lab if command == Command::Project => {
                app.project();
                Vec::new()
            }
            Screen::Lab if command == Command::Play => network::open(app),
            Screen::Lab => lab::command(app, command),
            Screen::Likely => likely::command(app, command),
            Screen::Network => network::command(app, command),
            Screen::Trials => trials::command(app, command),
            Screen::Practice => practice::command(app, command),
            Screen::Messages => messages::command(app, command),
            Screen::Projector => projector::command(app, command),
            Screen::Map => map::command(app, command),
            Screen::Short => short::command(app, command),
            Screen::Breaks => breaks::command(app, command),
            Screen::Gym => gym::command(app, command),
            Screen::Build => build::command(app, command),
        },
    }
}

/// Leaves a screen with receivers: its run ends.
fn leave(app: &mut App) -> Vec<Effect> {
    app.screen = Screen::Messages;
    app.messages.page = Page::List;
    vec![Effect::StopAsking, Effect::Stop]
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
