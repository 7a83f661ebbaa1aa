//! A buffer as text that keeps its styles, which a `TestBackend` as text drops.

use std::fmt::Write;

use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier, Style};

/// The text, then the same cells as letters of styles, then what the letters mean.
pub(crate) fn styled(buffer: &Buffer) -> String {
    let mut legend: Vec<Style> = vec![Style::reset()];
    let mut text = String::new();
    let mut keys = String::new();
    for y in buffer.area.top()..buffer.area.bottom() {
        let (mut line, mut key) = (String::new(), String::new());
        for x in buffer.area.left()..buffer.area.right() {
            let cell = &buffer[(x, y)];
            line.push_str(cell.symbol());
            let style = cell.style();
            let plain = (cell.fg, cell.bg, cell.modifier) == (Color::Reset, Color::Reset, Modifier::empty());
            // The colour of a blank cannot be seen, but for its background.
            let unseen = cell.symbol() == " " && cell.bg == Color::Reset && !cell.modifier.contains(Modifier::REVERSED);
            if plain || unseen {
                key.push('.');
                continue;
            }
            let at = legend.iter().position(|known| *known == style).unwrap_or_else(|| {
                legend.push(style);
                legend.len() - 1
            });
            key.push((b'A' + (at as u8 - 1) % 58) as char);
        }
        let _ = writeln!(text, "{}", line.trim_end());
        let _ = writeln!(keys, "{}", key.trim_end_matches('.'));
    }
    let mut out = format!("{text}----\n{keys}----\n");
    for (at, style) in legend.iter().enumerate().skip(1) {
        let colour =
            |colour: Option<Color>| colour.filter(|colour| *colour != Color::Reset).map(|colour| colour.to_string());
        let _ = writeln!(
            out,
            "{} {} on {} {:?}",
            (b'A' + (at as u8 - 1) % 58) as char,
            colour(style.fg).unwrap_or("own".into()),
            colour(style.bg).unwrap_or("own".into()),
            style.add_modifier,
        );
    }
    out
}
