//! The help: every key, from the table of bindings. What can be pressed here and now comes first.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::tui::app::App;
use crate::tui::glyphs::{Glyphs, Walls};
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
    Title(String),
    /// A key or a sign (nothing in the second line of a sentence), and what it means.
    Key(String, String),
    /// Words alone.
    Words(String),
}

/// A place's bindings stand together; the places that hold now come first, and after them the signs. Calls come last.
fn lines(app: &App) -> Vec<Line> {
    let look = super::look(app);
    let width = WIDTH.min(app.size.0.saturating_sub(4));
    let mut lines = Vec::new();
    let title = |lines: &mut Vec<Line>, key: &'static str| {
        if !lines.is_empty() {
            lines.push(Line::Blank);
        }
        lines.push(Line::Title(app.texts.get(key)));
    };
    let key = |lines: &mut Vec<Line>, shown: &str, sentence: &'static str| {
        let room = width.saturating_sub(2 + KEYS.max(columns(&look, shown) + 1));
        let mut shown = shown.to_owned();
        for part in wrapped(&look, &app.texts.get(sentence), room) {
            lines.push(Line::Key(std::mem::take(&mut shown), part));
        }
    };
    let signs_told = |lines: &mut Vec<Line>| {
        title(lines, "help-signs");
        for (sign, sentence) in signs(look.glyphs) {
            key(lines, &sign, sentence);
        }
    };
    let now = |when: &When| !when.holds_behind_help(app);
    let mut places = When::ALL.to_vec();
    places.sort_by_key(now);
    let elsewhere = places.iter().position(now).unwrap_or(places.len());
    for (at, place) in places.into_iter().enumerate() {
        if at == elsewhere {
            signs_told(&mut lines);
        }
        title(&mut lines, place.title());
        for binding in BINDINGS.iter().filter(|binding| binding.when == place && !binding.help.is_empty()) {
            key(&mut lines, binding.shown, binding.help);
        }
    }
    title(&mut lines, "help-calls");
    for sentence in CALLS {
        let parts = wrapped(&look, &app.texts.get(sentence), width.saturating_sub(2));
        lines.extend(parts.into_iter().map(Line::Words));
    }
    lines
}

/// What can be typed.
const CALLS: [&str; 6] = [
    "help-calls-c",
    "help-calls-python",
    "help-calls-loops",
    "help-calls-data",
    "help-calls-flags",
    "help-calls-errors",
];

/// The signs of the screen, each with the key of its sentence.
fn signs(glyphs: &Glyphs) -> [(String, &'static str); 13] {
    let walls = |walls: &Walls| [walls.top_left, walls.edge[0], walls.edge[1], walls.top_right].iter().collect();
    [
        (glyphs.yes.to_string(), "help-sign-yes"),
        (glyphs.no.to_string(), "help-sign-no"),
        (format!("{} {}", glyphs.same, glyphs.differs), "help-sign-same"),
        (glyphs.row.to_string(), "help-sign-row"),
        (glyphs.wait.to_string(), "help-sign-wait"),
        ("a b c".to_owned(), "help-sign-letters"),
        ("FIN".to_owned(), "help-sign-fin"),
        (glyphs.down.to_string(), "help-sign-down"),
        (walls(&glyphs.heavy), "help-sign-heavy"),
        (walls(&glyphs.light), "help-sign-light"),
        (walls(&glyphs.dotted), "help-sign-dotted"),
        (glyphs.shade.to_string(), "help-sign-shade"),
        (glyphs.here.to_string(), "help-sign-here"),
    ]
}

/// A sentence in lines of at most `width` columns.
fn wrapped(look: &Look<'_>, text: &str, width: u16) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let Some(line) = lines.last_mut() else { break };
        if line.is_empty() {
            line.push_str(word);
        } else if columns(look, line) + 1 + columns(look, word) <= width {
            line.push(' ');
            line.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
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
            Line::Title(title) => {
                put(look, area, buf, (area.x, y), title, look.style(Role::Strong));
            }
            Line::Key(keys, sentence) => {
                put(look, area, buf, (area.x + 2, y), keys, look.style(Role::Key));
                let x = area.x + 2 + KEYS.max(columns(look, keys) + 1);
                put(look, area, buf, (x, y), sentence, look.style(Role::Text));
            }
            Line::Words(words) => {
                put(look, area, buf, (area.x + 2, y), words, look.style(Role::Text));
            }
        }
    }
}
