//! Home: the name, sent by two sends and read by three recvs on real sockets, and where to go.
//!
//! ```text
//!         ┏a━━┯━━━┯━━━┯━━━┯━━━┳b━━┯━━━┯━━━┯━━━┯━━━┓
//!         ┃ c │ h │ u │ n │ k ┃ s │ c │ o │ p │ e ┃   two sends
//!         ┗━━━┷━━━┷━━━┷━━━┷━━━┻━━━┷━━━┷━━━┷━━━┷━━━┛
//!
//!         ┏a━━┯━━━┯━━━┳a━━┯━━━┯b━━┯━━━┯━━━┯━━━┳b━━┓
//!         ┃ c │ h │ u ┃ n │ k │ s │ c │ o │ p ┃ e ┃   three recvs, just now
//!         ┗1━━┷━━━┷━━━┻2━━┷━━━┷━━━┷━━━┷━━━┷━━━┻3━━┛
//!
//!         TCP carries bytes, not messages.
//!
//!       ▸ 1  Bytes, not messages   lesson 1
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::call::Side;
use crate::tui::app::{App, Entry};
use crate::tui::theme::Role;
use crate::tui::view;
use crate::tui::widgets::{Lanes, Look, Phase, put, put_right};

/// Columns of the whole, of what stands left of the first wall, and from the first wall to the notes.
const WIDTH: u16 = 74;
const LEFT: u16 = 9;
const NOTES: u16 = 44;
/// Lines of the name, and from its first line to the first entry.
const NAME: u16 = 7;
const ENTRIES: u16 = NAME + 3;
/// Lines of the whole.
const HEIGHT: u16 = ENTRIES + 4;
/// Columns of an entry's name.
const ENTRY: u16 = 25;

/// Where everything stands: a little above the middle.
fn place(screen: Rect) -> Rect {
    let width = WIDTH.min(screen.width.saturating_sub(2));
    let height = HEIGHT.min(screen.height.saturating_sub(3));
    Rect {
        x: screen.x + (screen.width - width) / 2,
        y: screen.y + 1 + (screen.height.saturating_sub(3) - height) * 2 / 5,
        width,
        height,
    }
}

/// The entry at (x, y).
pub(super) fn entry_at(screen: Rect, x: u16, y: u16) -> Option<usize> {
    let area = place(screen);
    let entry = usize::from(y.checked_sub(area.y + ENTRIES)?);
    (entry < Entry::ALL.len() && (area.x..area.right()).contains(&x)).then_some(entry)
}

pub(super) fn draw(app: &App, look: &Look<'_>, screen: Rect, buf: &mut Buffer) {
    let area = place(screen);
    if app.hello.done {
        let line = Rect { x: screen.x + 1, width: screen.width - 2, height: 1, ..screen };
        put_right(look, line, buf, line.y, &app.texts.get("lab-live"), look.style(Role::Quiet));
    }
    draw_name(app, look, area, buf);
    let x = area.x + LEFT;
    put(look, area, buf, (x, area.y + NAME + 1), &app.texts.get("home-motto"), look.style(Role::Strong));
    for (y, (at, entry)) in (area.y + ENTRIES..area.bottom()).zip(Entry::ALL.into_iter().enumerate()) {
        let here = at == app.entry;
        let (name, about) = match entry {
            Entry::Lesson => ("home-lesson", "home-lesson-about"),
            Entry::Empty => ("home-empty", "home-empty-about"),
            Entry::Help => ("home-help", "home-help-about"),
            Entry::Quit => ("home-quit", "home-quit-about"),
        };
        if here {
            put(look, area, buf, (x - 2, y), &look.glyphs.row.to_string(), look.style(Role::Focus));
        }
        let style = look.style(if here { Role::Strong } else { Role::Text });
        put(look, area, buf, (x, y), &format!("{}  {}", at + 1, app.texts.get(name)), style);
        put(look, area, buf, (x + ENTRY, y), &app.texts.get(about), look.style(Role::Quiet));
    }
}

/// What was sent, and what the recvs gave. Until they have returned, only the letters stand there.
fn draw_name(app: &App, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
    let stream = view::stream(&app.hello.script, &app.hello.events, Side::Client);
    let mut lanes = Lanes::new(&stream);
    if !app.hello.done {
        lanes.phase = Phase::Asking;
        lanes.draw(look, Rect { height: 4, ..area }, buf);
        // Here it is a name, and needs neither ruler nor words.
        clear(look, Rect { height: 1, ..area }, buf);
        clear(look, Rect { width: LEFT, height: 4, ..area }, buf);
        return;
    }
    // The lanes as in the lab, without ruler, network and words.
    let all = Rect { height: 8, ..area };
    let mut drawn = Buffer::empty(all);
    drawn.set_style(all, look.theme.page());
    lanes.draw(look, all, &mut drawn);
    for (to, from) in [(0, 1), (1, 2), (2, 3), (4, 5), (5, 6), (6, 7)] {
        for x in area.x + LEFT..(area.x + LEFT + NOTES - 2).min(area.right()) {
            if area.y + to < area.bottom() {
                buf[(x, area.y + to)] = drawn[(x, all.y + from)].clone();
            }
        }
    }
    let x = area.x + LEFT + NOTES;
    for (y, note) in [(area.y + 1, "home-sent"), (area.y + 5, "home-read")] {
        put(look, area, buf, (x, y), &app.texts.get(note), look.style(Role::Quiet));
    }
}

fn clear(look: &Look<'_>, area: Rect, buf: &mut Buffer) {
    for position in area.intersection(buf.area).positions() {
        buf[position].reset();
    }
    buf.set_style(area.intersection(buf.area), look.theme.page());
}
