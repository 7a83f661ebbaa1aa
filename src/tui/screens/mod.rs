//! What is drawn: pure functions of the [`App`].

pub mod help;
mod home;
pub mod lab;
mod small;

use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use super::app::{App, Screen};
use super::keys;
use super::theme::Role;
use super::widgets::{Footer, Look};
use ratatui::layout::Rect;

/// Below this size (columns, lines) one sentence says what is needed.
pub const LEAST: (u16, u16) = (60, 18);

/// Draws the whole screen. Returns where the terminal's cursor stands, if it is to be seen.
pub fn draw(app: &App, buf: &mut Buffer) -> Option<Position> {
    let screen = buf.area;
    buf.set_style(screen, app.theme.page());
    if screen.width < LEAST.0 || screen.height < LEAST.1 {
        small::draw(app, screen, buf);
        return None;
    }
    let look = look(app);
    let cursor = match (&app.screen, app.lab.as_deref()) {
        (Screen::Lab, Some(lab)) => lab::draw(app, lab, &look, screen, buf),
        _ => {
            home::draw(app, &look, screen, buf);
            None
        }
    };
    footer(app, &look, screen, buf);
    if app.help.is_some() {
        help::draw(app, &look, screen, buf);
        return None;
    }
    cursor
}

/// The entry of home at (x, y).
pub(crate) fn home_entry(app: &App, x: u16, y: u16) -> Option<usize> {
    let screen = Rect { x: 0, y: 0, width: app.size.0, height: app.size.1 };
    let drawn = screen.width >= LEAST.0 && screen.height >= LEAST.1;
    drawn.then(|| home::entry_at(screen, x, y)).flatten()
}

/// What widgets draw with.
pub(crate) fn look(app: &App) -> Look<'_> {
    Look { theme: &app.theme, glyphs: &app.glyphs, texts: &app.texts }
}

/// The footer's pairs that say how to get on; `? help` and `q quit` are kept whatever happens.
fn footer(app: &App, look: &Look<'_>, screen: Rect, buf: &mut Buffer) {
    let words: Vec<(&str, String)> =
        keys::footer(app).into_iter().map(|binding| (binding.shown, app.texts.get(binding.word))).collect();
    let mut pairs: Vec<(&str, &str)> = words.iter().map(|(key, word)| (*key, word.as_str())).collect();
    let keep = pairs.iter().filter(|(key, _)| matches!(*key, "?" | "q")).count();
    // Eight pairs at most: the last of the others go.
    while pairs.len() > 8 {
        pairs.remove(pairs.len() - 1 - keep);
    }
    let line = Rect { x: screen.x + 1, y: screen.bottom() - 1, width: screen.width - 2, height: 1 };
    buf.set_style(line, look.style(Role::Text));
    Footer { pairs: &pairs, keep }.draw(look, line, buf);
}
