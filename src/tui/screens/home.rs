//! Home: the name, sent by two sends and read by three recvs, and where to go.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::call::Side;
use crate::tui::app::{App, Entry};
use crate::tui::theme::Role;
use crate::tui::view;
use crate::tui::widgets::{Lanes, Look, Phase, put};

/// Columns of the entries' names.
const NAMES: u16 = 30;
/// Lines of the name.
const NAME: u16 = 8;

/// Where everything stands: the name, and the first entry's line.
fn place(screen: Rect) -> Rect {
    let height = 20.min(screen.height - 2);
    let width = 64.min(screen.width - 2);
    Rect {
        x: screen.x + (screen.width - width) / 2,
        y: screen.y + (screen.height - 1 - height) / 3,
        width,
        height,
    }
}

/// The entry on a line of the screen.
pub(crate) fn entry_at(screen: Rect, x: u16, y: u16) -> Option<usize> {
    let area = place(screen);
    let entry = usize::from(y.checked_sub(area.y + NAME + 3)?);
    (entry < Entry::ALL.len() && (area.x..area.right()).contains(&x)).then_some(entry)
}

pub(super) fn draw(app: &App, look: &Look<'_>, screen: Rect, buf: &mut Buffer) -> Option<Position> {
    let area = place(screen);
    let stream = view::stream(&app.hello.script, &app.hello.events, Side::Client);
    let mut lanes = Lanes::new(&stream);
    if !app.hello.done {
        lanes.phase = Phase::Asking;
    }
    draw_name(look, &lanes, area, buf);
    let y = area.y + NAME + 1;
    put(look, area, buf, (area.x + 9, y), &app.texts.get("home-motto"), look.style(Role::Strong));
    for (at, entry) in Entry::ALL.into_iter().enumerate() {
        let y = y + 2 + at as u16;
        let here = at == app.entry;
        let (name, about) = match entry {
            Entry::Lesson => ("home-lesson", "home-lesson-about"),
            Entry::Empty => ("home-empty", "home-empty-about"),
            Entry::Help => ("home-help", "home-help-about"),
            Entry::Quit => ("home-quit", "home-quit-about"),
        };
        if here {
            put(look, area, buf, (area.x + 7, y), &look.glyphs.row.to_string(), look.style(Role::Focus));
        }
        let style = look.style(if here { Role::Strong } else { Role::Text });
        put(look, area, buf, (area.x + 9, y), &format!("{}  {}", at + 1, app.texts.get(name)), style);
        put(look, area, buf, (area.x + 9 + NAMES, y), &app.texts.get(about), look.style(Role::Quiet));
    }
    None
}

/// The name's lanes: what was sent, and what the recvs gave.
fn draw_name(look: &Look<'_>, lanes: &Lanes<'_>, area: Rect, buf: &mut Buffer) {
    lanes.draw(look, Rect { height: NAME.min(area.height), ..area }, buf);
}
