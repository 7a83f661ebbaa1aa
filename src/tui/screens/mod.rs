//! What is drawn: pure functions of the [`App`].

pub mod help;
mod home;
pub mod lab;
mod likely;
pub(crate) mod map;
pub(crate) mod messages;
pub(crate) mod network;
mod panel;
pub(crate) mod practice;
mod projector;
pub(crate) mod receivers;
pub(super) mod short;
mod small;
mod trials;

use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use super::app::{App, Panel, Screen};
use super::keys::{self, Command};
use super::theme::Role;
use super::widgets::{Footer, Look};
use ratatui::layout::Rect;

/// How many sentences the house's rule has.
pub const RULE_SENTENCES: usize = lab::rule::HOUSE.len();

/// Below this size (columns, lines) one sentence says what is needed.
pub const LEAST: (u16, u16) = (60, 18);

/// A screen of this size (columns, lines), where it has room for more than that sentence.
pub(crate) fn whole(size: (u16, u16)) -> Option<Rect> {
    let (width, height) = size;
    (width >= LEAST.0 && height >= LEAST.1).then_some(Rect { x: 0, y: 0, width, height })
}

/// Draws the whole screen. Returns where the terminal's cursor stands, if it is to be seen.
pub fn draw(app: &App, buf: &mut Buffer) -> Option<Position> {
    let screen = buf.area;
    let look = look(app);
    buf.set_style(screen, look.theme.page());
    if whole((screen.width, screen.height)).is_none() {
        small::draw(app, screen, buf);
        return None;
    }
    // The settings take the whole screen: what they change is seen on it.
    let mut cursor = match (&app.screen, app.lab.as_deref()) {
        _ if matches!(app.panel, Some(Panel::Settings(_))) => None,
        (Screen::Lab, Some(lab)) => lab::draw(app, lab, &look, screen, buf),
        (Screen::Map, Some(lab)) => {
            map::draw(app, lab, &look, screen, buf);
            None
        }
        (Screen::Practice, _) => {
            practice::draw(app, &look, screen, buf);
            None
        }
        (Screen::Short, _) => {
            short::draw(app, &look, screen, buf);
            None
        }
        (Screen::Trials, _) => {
            trials::draw(app, &look, screen, buf);
            None
        }
        (Screen::Likely, _) => {
            if let Some(likely) = app.likely.as_deref() {
                likely::draw(app, likely, &look, screen, buf);
            }
            None
        }
        (Screen::Messages, _) => messages::draw(app, &look, screen, buf),
        (Screen::Projector, Some(lab)) => {
            projector::draw(app, lab, &look, screen, buf);
            None
        }
        (Screen::Network, Some(lab)) => {
            if let Some(play) = lab.play.as_deref() {
                network::draw(app, lab, play, &look, screen, buf);
            }
            None
        }
        (Screen::Breaks, _) => {
            receivers::breaks::draw(app, &look, screen, buf);
            None
        }
        (Screen::Gym, _) => {
            receivers::gym::draw(app, &look, screen, buf);
            None
        }
        (Screen::Build, _) => {
            receivers::build::draw(app, &look, screen, buf);
            None
        }
        _ => {
            home::draw(app, &look, screen, buf);
            None
        }
    };
    if app.panel.is_some() {
        cursor = panel::draw(app, &look, screen, buf);
    }
    if app.lab_projected().is_none() || app.panel.is_some() {
        footer(app, &look, screen, buf);
    }
    if app.help.is_some() {
        help::draw(app, &look, screen, buf);
        return None;
    }
    cursor
}

/// A folder as people write it: from home on.
pub(crate) fn folder(app: &App, folder: &std::path::Path) -> String {
    home::at_home(app, folder)
}

/// The entry of home at (x, y).
pub(crate) fn home_entry(app: &App, x: u16, y: u16) -> Option<usize> {
    home::entry_at(app, whole(app.size)?, x, y)
}

/// The line at (x, y) of what stands before the screen.
pub(crate) fn panel_line(app: &App, x: u16, y: u16) -> Option<usize> {
    panel::line_at(app, whole(app.size)?, x, y)
}

/// What widgets draw with.
pub(crate) fn look(app: &App) -> Look<'_> {
    let theme = if app.lab_projected().is_some() { &app.hall } else { &app.theme };
    Look { theme, glyphs: &app.glyphs, texts: &app.texts }
}

/// A key as it is written, its word, what it does.
type Pair = (&'static str, String, Command);

/// The footer's pairs that say how to get on, and how many of the last are kept whatever happens: `? help` and `q quit`.
fn pairs(app: &App) -> (Vec<Pair>, usize) {
    let mut pairs: Vec<Pair> = keys::footer(app)
        .into_iter()
        .map(|binding| (binding.shown, app.texts.get(binding.word), binding.command))
        .collect();
    let keep = pairs.iter().filter(|(key, ..)| matches!(*key, "?" | "q")).count();
    // Eight pairs at most: the last of the others go.
    while pairs.len() > 8 {
        pairs.remove(pairs.len() - 1 - keep);
    }
    (pairs, keep)
}

fn footer_line(screen: Rect) -> Rect {
    Rect { x: screen.x + 1, y: screen.bottom() - 1, width: screen.width - 2, height: 1 }
}

fn footer(app: &App, look: &Look<'_>, screen: Rect, buf: &mut Buffer) {
    let (pairs, keep) = pairs(app);
    let pairs: Vec<(&str, &str)> = pairs.iter().map(|(key, word, _)| (*key, word.as_str())).collect();
    let line = footer_line(screen);
    buf.set_style(line, look.style(Role::Text));
    Footer { pairs: &pairs, keep }.draw(look, line, buf);
}

/// What the pair of the footer at (x, y) does.
pub(crate) fn footer_command(app: &App, x: u16, y: u16) -> Option<Command> {
    let screen = whole(app.size).filter(|screen| y == footer_line(*screen).y)?;
    let (pairs, keep) = pairs(app);
    let shown: Vec<(&str, &str)> = pairs.iter().map(|(key, word, _)| (*key, word.as_str())).collect();
    let at = Footer { pairs: &shown, keep }.pair_at(&look(app), footer_line(screen), x)?;
    Some(pairs[at].2)
}
