//! Messages out of a stream: the list of what there is, and its screens.
//!
//! ```text
//!  chunkscope   Messages out of a stream
//!
//!  ━ TCP carries bytes. Where does a message end? ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
//!  ▸ 1  The workshop     frame messages, cut the stream, watch the receiver
//! ```

mod parts;
mod workshop;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::tui::app::App;
use crate::tui::app::messages::{Listed, Page};
use crate::tui::theme::Role;
use crate::tui::widgets::{Look, Sentence, TitledRule, Tone, columns, put, put_folded, put_right};

pub(crate) use workshop::{Spot, next_below, scrolled, shows_one_way, spot};

/// The widest the list gets.
const WIDTH: u16 = 100;
/// From the top to the first line of the list.
const FIRST: u16 = 6;

pub(super) fn draw(app: &App, look: &Look<'_>, screen: Rect, buf: &mut Buffer) -> Option<Position> {
    match (app.messages.page, app.messages.workshop.as_deref()) {
        (Page::Workshop, Some(shop)) => workshop::draw(app, shop, look, screen, buf),
        _ => {
            list(app, look, screen, buf);
            None
        }
    }
}

/// The line of the list at (x, y), from 0.
pub(crate) fn entry_at(app: &App, x: u16, y: u16) -> Option<usize> {
    let area = area(Rect { x: 0, y: 0, width: app.size.0, height: app.size.1 });
    let at = usize::from(y.checked_sub(area.y + FIRST)?) / 2;
    let inside = (area.x..area.right()).contains(&x) && at < Listed::ALL.len();
    inside.then_some(at)
}

fn area(screen: Rect) -> Rect {
    let width = WIDTH.min(screen.width.saturating_sub(2));
    Rect { x: screen.x + 1, y: screen.y, width, height: screen.height.saturating_sub(1) }
}

/// What is on a line of the list: its name, and what one does there.
fn words(listed: Listed) -> [&'static str; 2] {
    match listed {
        Listed::Workshop => ["workshop-title", "workshop-about"],
        Listed::Breaks => ["breaks-title", "messages-breaks-about"],
        Listed::Gym => ["messages-gym", "messages-gym-about"],
        Listed::Build => ["messages-build", "messages-build-about"],
        Listed::Short => ["messages-short", "messages-short-about"],
    }
}

fn list(app: &App, look: &Look<'_>, screen: Rect, buf: &mut Buffer) {
    let area = area(screen);
    header(app, look, area, buf, &app.texts.get("messages-title"), None);
    let question = app.texts.get("messages-question");
    let rule = Rect { y: area.y + 2, height: 1, ..area };
    TitledRule { title: &question, right: "", focused: true }.draw(look, rule, buf);
    let about = app.texts.get("messages-about");
    let about = Sentence { text: &about, tone: Tone::Quiet };
    about.draw(look, Rect { x: area.x + 1, y: area.y + 3, width: area.width - 2, height: 2 }, buf);
    let names: Vec<String> = Listed::ALL.iter().map(|listed| app.texts.get(words(*listed)[0])).collect();
    let wide = names.iter().map(|name| columns(look, name)).max().unwrap_or(0);
    for (at, (listed, name)) in Listed::ALL.iter().zip(&names).enumerate() {
        let y = area.y + FIRST + 2 * at as u16;
        let here = at == app.messages.entry.min(names.len() - 1);
        if here {
            put(look, area, buf, (area.x + 1, y), &look.glyphs.row.to_string(), look.style(Role::Focus));
        }
        let style = look.style(if here { Role::Strong } else { Role::Text });
        put(look, area, buf, (area.x + 3, y), &(at + 1).to_string(), style);
        put(look, area, buf, (area.x + 6, y), name, style);
        let x = area.x + 6 + wide + 4;
        let about = app.texts.get(words(*listed)[1]);
        put_folded(look, area, buf, (x, y), area.right().saturating_sub(x), &about, look.style(Role::Quiet));
    }
    parts::notice(app, look, area, buf);
}

/// The program's name, where one is, and what the screen is: a run or a model.
fn header(app: &App, look: &Look<'_>, area: Rect, buf: &mut Buffer, title: &str, state: Option<&str>) {
    let name = app.texts.get("lab-program");
    let x = area.x + put(look, area, buf, (area.x, area.y), &name, look.style(Role::Strong)) + 3;
    let end = x + put(look, area, buf, (x, area.y), title, look.style(Role::Text));
    if let Some(state) = state {
        let rest = Rect { x: end + 2, width: area.right().saturating_sub(end + 2), ..area };
        put_right(look, rest, buf, area.y, state, look.style(Role::Quiet));
    }
}
