//! A drawn buffer as a picture: SVG that looks the same wherever it is opened. Knows no app.
//!
//! Every run of text has an absolute place and length, and box-drawing signs are drawn as lines and not as letters, so that
//! nothing drifts and walls join whatever font the reader has.

mod boxes;
mod colour;

use std::fmt::Write;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr;

/// Width of a column in the picture's units.
const COLUMN: u32 = 12;
/// Height of a line in the picture's units.
const LINE: u32 = 24;
/// Size of the letters: 0.6 of it is the advance of the usual monospaced fonts.
const FONT: u32 = 20;
/// From the top of a line to the foot of its letters.
const BASE: u32 = 17;

/// How a picture is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The colour of the page, where a cell has none of its own: `0xRRGGBB`.
    pub page: u32,
    /// The colour of text that has none of its own: `0xRRGGBB`.
    pub text: u32,
    /// What the picture shows, in words, for those who cannot see it.
    pub title: String,
    /// Blank columns around it; half as many lines.
    pub margin: u16,
}

impl Options {
    /// A dark page.
    pub fn dark(title: impl Into<String>) -> Self {
        Options { page: 0x16181D, text: 0xE6E6E6, title: title.into(), margin: 2 }
    }

    /// A light page.
    pub fn light(title: impl Into<String>) -> Self {
        Options { page: 0xFBFAF6, text: 0x1B1D21, title: title.into(), margin: 2 }
    }
}

/// The buffer as an SVG document. The same buffer and options always give the same text.
pub fn svg(buffer: &Buffer, options: &Options) -> String {
    let area = buffer.area;
    let margin = u32::from(options.margin);
    let (left, top) = (margin * COLUMN, margin * LINE / 2);
    let (width, height) = (u32::from(area.width) * COLUMN + 2 * left, u32::from(area.height) * LINE + 2 * top);
    let mut out = String::new();
    let _ = write!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
         role=\"img\" font-family=\"ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace\" font-size=\"{FONT}\">\n\
         <title>{}</title>\n<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{}\"/>\n",
        escaped(&options.title),
        hex(options.page),
    );
    for row in 0..area.height {
        let cells: Vec<&Cell> = (0..area.width).filter_map(|x| buffer.cell((area.x + x, area.y + row))).collect();
        let y = top + u32::from(row) * LINE;
        backgrounds(&mut out, &cells, options, left, y);
        foregrounds(&mut out, &cells, options, left, y);
    }
    out.push_str("</svg>\n");
    out
}

/// What a cell is painted with, once reverse video and the page's own colours are settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Paint {
    fore: u32,
    back: Option<u32>,
    bold: bool,
    italic: bool,
    underlined: bool,
    dim: bool,
}

fn paint(cell: &Cell, options: &Options) -> Paint {
    let own = |colour: Color| colour::rgb(colour);
    let (mut fore, mut back) = (own(cell.fg).unwrap_or(options.text), own(cell.bg));
    if cell.modifier.contains(Modifier::REVERSED) {
        (fore, back) = (back.unwrap_or(options.page), Some(fore));
    }
    Paint {
        fore,
        back,
        bold: cell.modifier.contains(Modifier::BOLD),
        italic: cell.modifier.contains(Modifier::ITALIC),
        underlined: cell.modifier.contains(Modifier::UNDERLINED),
        dim: cell.modifier.contains(Modifier::DIM),
    }
}

fn backgrounds(out: &mut String, cells: &[&Cell], options: &Options, left: u32, y: u32) {
    let mut backs: Vec<Option<u32>> = cells.iter().map(|cell| paint(cell, options).back).collect();
    for (x, cell) in cells.iter().enumerate() {
        // The second half of a wide sign is a blank cell in the buffer; a terminal fills it like the first.
        if cell.symbol().width() > 1 && x + 1 < backs.len() {
            backs[x + 1] = backs[x];
        }
    }
    let mut x = 0;
    for run in backs.chunk_by(|one, other| one == other) {
        let width = run.len() as u32;
        if let Some(back) = run[0] {
            let (at, wide) = (left + x * COLUMN, width * COLUMN);
            let _ =
                writeln!(out, "<rect x=\"{at}\" y=\"{y}\" width=\"{wide}\" height=\"{LINE}\" fill=\"{}\"/>", hex(back));
        }
        x += width;
    }
}

/// A run of cells with one paint that is drawn at once.
fn foregrounds(out: &mut String, cells: &[&Cell], options: &Options, left: u32, y: u32) {
    let mut lines = boxes::Lines::default();
    let mut lines_paint: Option<Paint> = None;
    let mut text = String::new();
    let mut begin = (0, None::<Paint>);
    let mut x = 0;
    while x < cells.len() {
        let cell = cells[x];
        let (sign, paint) = (cell.symbol(), paint(cell, options));
        let at = left + x as u32 * COLUMN;
        if lines_paint.is_some_and(|before| before.fore != paint.fore || before.dim != paint.dim) {
            lines.write(out, lines_paint.take());
        }
        let drawn = lines.add(sign, at, y);
        if drawn {
            lines_paint = Some(paint);
        }
        let wide = sign.width().max(1);
        // A word is one run; a sign that the font may lack, and take from another with other widths, is a run for itself.
        let plain = !drawn && sign != " " && sign.is_ascii();
        if !plain || begin.1 != Some(paint) {
            write_text(out, &mut text, begin, y);
        }
        if plain {
            if text.is_empty() {
                begin = (at, Some(paint));
            }
            text.push_str(sign);
        } else if !drawn && (sign != " " || paint.underlined) {
            text.push_str(if sign == " " { "\u{a0}" } else { sign });
            write_text(out, &mut text, (at, Some(paint)), y);
        }
        x += wide;
    }
    write_text(out, &mut text, begin, y);
    lines.write(out, lines_paint);
}

fn write_text(out: &mut String, text: &mut String, (x, paint): (u32, Option<Paint>), y: u32) {
    let Some(paint) = paint.filter(|_| !text.is_empty()) else { return };
    let columns = text.width() as u32;
    let _ = write!(
        out,
        "<text x=\"{x}\" y=\"{}\" textLength=\"{}\" fill=\"{}\"",
        y + BASE,
        columns * COLUMN,
        hex(paint.fore)
    );
    for (on, attribute) in [
        (paint.bold, " font-weight=\"bold\""),
        (paint.italic, " font-style=\"italic\""),
        (paint.underlined, " text-decoration=\"underline\""),
        (paint.dim, " opacity=\"0.6\""),
    ] {
        if on {
            out.push_str(attribute);
        }
    }
    let _ = writeln!(out, ">{}</text>", escaped(text));
    text.clear();
}

fn hex(rgb: u32) -> String {
    format!("#{rgb:06x}")
}

/// Text that is safe between tags: markup escaped, control characters (which XML does not know) replaced.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            sign if sign.is_control() || matches!(sign, '\u{fffe}' | '\u{ffff}') => out.push('\u{fffd}'),
            sign => out.push(sign),
        }
    }
    out
}
