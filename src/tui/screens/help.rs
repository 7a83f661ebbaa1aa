//! The help: every key, from the table of bindings. What can be pressed here and now comes first.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::tui::app::App;
use crate::tui::keys::{BINDINGS, When};
use crate::tui::theme::Role;
use crate::tui::widgets::{Look, Overlay, columns, put};

/// Columns of the keys.
const KEYS: u16 = 11;
/// Columns of the whole.
const WIDTH: u16 = 76;

/// One line of the help.
enum Line {
    Blank,
    Title(&'static str),
    Key(&'static str, &'static str),
}

/// A place's bindings stand together; the places that hold now come first.
fn lines(app: &App) -> Vec<Line> {
    let now = |when: &When| !when.holds_behind_help(app);
    let mut places = When::ALL.to_vec();
    places.sort_by_key(now);
    let mut lines = Vec::new();
    for place in places {
        if !lines.is_empty() {
            lines.push(Line::Blank);
        }
        lines.push(Line::Title(place.title()));
        let spoken = BINDINGS.iter().filter(|binding| binding.when == place && !binding.help.is_empty());
        lines.extend(spoken.map(|binding| Line::Key(binding.shown, binding.help)));
    }
    lines
}

/// The last line that the help can be scrolled to.
pub fn last_line(app: &App) -> usize {
    lines(app).len().saturating_sub(usize::from(app.size.1.saturating_sub(7)))
}

pub(super) fn draw(app: &App, look: &Look<'_>, screen: Rect, buf: &mut Buffer) {
    let lines = lines(app);
    let height = u16::try_from(lines.len()).unwrap_or(u16::MAX);
    let title = app.texts.get("help-title");
    // The line with the footer stays free: it says how to get out of here.
    let above = Rect { height: screen.height - 1, ..screen };
    let area = Overlay { title: &title, width: WIDTH, height }.draw(look, above, buf);
    super::footer(app, look, screen, buf);
    let first = app.help.unwrap_or(0).min(lines.len().saturating_sub(usize::from(area.height)));
    for (y, line) in (area.y..area.bottom()).zip(lines.iter().skip(first)) {
        match line {
            Line::Blank => {}
            Line::Title(key) => {
                put(look, area, buf, (area.x, y), &app.texts.get(key), look.style(Role::Strong));
            }
            Line::Key(keys, sentence) => {
                put(look, area, buf, (area.x + 2, y), keys, look.style(Role::Key));
                let x = area.x + 2 + KEYS.max(columns(look, keys) + 1);
                put(look, area, buf, (x, y), &app.texts.get(sentence), look.style(Role::Text));
            }
        }
    }
}
