//! Short sends: the cut, what is said beforehand, the steps, what is scrolled.

use super::tell;
use crate::engine::short::Event;
use crate::msg;
use crate::text::Message;
use crate::tui::app::short::{Page, Said, WAYS};
use crate::tui::app::{App, Effect, Screen};
use crate::tui::keys::Command;
use crate::tui::screens;

/// Bytes that PageUp and PageDown move the cut by.
const FAR: usize = 10;

pub(super) fn command(app: &mut App, command: Command) -> Vec<Effect> {
    let last = app.short.length() - 1;
    match command {
        Command::Back => {
            app.screen = Screen::Messages;
        }
        Command::Step => return step(app),
        Command::Reset => {
            app.short.clear();
            return vec![Effect::ShortEnd];
        }
        Command::Digit(digit) => match app.short.question() {
            Some(_) => answer(app, usize::from(digit)),
            None => type_cut(app, digit),
        },
        Command::NextPane if screens::short::takes_turns(app) => {
            let short = &mut app.short;
            short.page = if short.page == Page::Calls { Page::Loop } else { Page::Calls };
            short.scroll = None;
        }
        Command::NextPane if app.short.may_see_loop() => tell(app, msg!("short-say-both")),
        Command::NextPane => tell(app, msg!("short-say-loop-later")),
        Command::Up | Command::Down | Command::PageUp | Command::PageDown | Command::First | Command::Last
            if app.short.has_begun() =>
        {
            scroll(app, command);
        }
        Command::Left => move_cut(app, |cut| cut.saturating_sub(1)),
        Command::Right => move_cut(app, |cut| cut + 1),
        Command::PageUp => move_cut(app, |cut| cut.saturating_sub(FAR)),
        Command::PageDown => move_cut(app, |cut| cut + FAR),
        Command::First => move_cut(app, |_| 0),
        Command::Last => move_cut(app, |_| last),
        Command::OtherWay if !app.short.has_begun() => app.short.way = (app.short.way + 1) % WAYS.len(),
        _ => {}
    }
    Vec::new()
}

/// Scrolls the calls or the loop.
fn scroll(app: &mut App, command: Command) {
    let Some((first, most, room)) = screens::short::scrolled(app) else { return };
    let page = room.saturating_sub(1).max(1);
    let first = match command {
        Command::Up => first.saturating_sub(1),
        Command::Down => first + 1,
        Command::PageUp => first.saturating_sub(page),
        Command::PageDown => first + page,
        Command::First => 0,
        _ => most,
    };
    app.short.scroll = Some(first.min(most));
}

/// Moves the cut: there is room for none of the bytes at least, and not for all.
fn move_cut(app: &mut App, to: impl FnOnce(usize) -> usize) {
    let short = &mut app.short;
    if !short.has_begun() {
        short.cut = to(short.cut).clamp(0, short.length() - 1);
        short.typed.clear();
    }
}

/// The first send is to end with this byte.
pub(super) fn cut_after(app: &mut App, byte: usize) {
    move_cut(app, |_| byte + 1);
}

/// A digit more of the cut. What cannot be is said; the next digit then begins anew.
fn type_cut(app: &mut App, digit: u8) {
    let short = &mut app.short;
    if short.has_begun() {
        return;
    }
    let typed = format!("{}{digit}", short.typed);
    match typed.parse().ok().filter(|cut| *cut < short.length()) {
        Some(cut) => (short.typed, short.cut) = (typed, cut),
        None => {
            short.typed.clear();
            let (cut, length) = (short.cut, short.length());
            tell(app, msg!("short-say-room", typed = typed, most = length - 1, length = length, cut = cut));
        }
    }
}

/// What is said beforehand: a guess by its number, from 1.
fn answer(app: &mut App, number: usize) {
    let short = &mut app.short;
    let Some(question) = short.question() else { return };
    let guesses = short.guesses(question);
    match number.checked_sub(1).and_then(|at| guesses.get(at)).copied() {
        Some(guess) => short.said.push(Said { question, guess, right: None }),
        None => tell(app, msg!("short-say-first")),
    }
}

fn step(app: &mut App) -> Vec<Effect> {
    let short = &mut app.short;
    if short.busy || short.failed.is_some() {
        return Vec::new();
    }
    if short.is_over() {
        tell(app, msg!("short-say-at-end"));
        return Vec::new();
    }
    if short.question().is_some() {
        tell(app, msg!("short-say-first"));
        return Vec::new();
    }
    let mut effects = Vec::new();
    if !short.has_begun() {
        let Some(order) = short.order() else { return Vec::new() };
        let id = app.next_id();
        app.short.run = Some(id);
        effects.push(Effect::ShortBegin { id, order });
    }
    app.short.busy = true;
    effects.push(Effect::ShortStep);
    effects
}

/// A step was made, or could not be made.
pub(super) fn news(app: &mut App, id: u64, result: Result<Event, Message>) {
    let short = &mut app.short;
    if short.run != Some(id) {
        return;
    }
    match result {
        Ok(event) => short.take_in(event, app.now),
        Err(why) => {
            short.busy = false;
            short.waits_since = None;
            short.failed = Some(why);
        }
    }
}
