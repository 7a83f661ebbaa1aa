//! Big letters from half blocks, for the back row of a lecture hall.

mod font;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::paint::sign;
use super::{Look, columns, put};
use font::{HEIGHT, dots};

/// Lines that letters take at a scale; ordinary text, which has scale 0, takes one.
pub fn big_lines(scale: u16) -> u16 {
    if scale == 0 { 1 } else { (HEIGHT / 2).saturating_mul(scale) }
}

/// Columns that a text takes at a scale: four or five a letter at scale 1, and one between two letters. None where a
/// letter has no big form.
///
/// ```text
/// █    ▀█
/// █▀▀▄  ▀
/// █  █ ▀█▀
/// ```
pub fn big_columns(look: &Look<'_>, text: &str, scale: u16) -> Option<u16> {
    if scale == 0 {
        return Some(columns(look, text));
    }
    let mut wide: u16 = 0;
    for sign in text.chars() {
        wide = wide.checked_add((dots(sign)?.width + 1).checked_mul(scale)?)?;
    }
    Some(wide.saturating_sub(scale))
}

/// The largest scale up to `most` at which a text fits into so many columns; 0 for ordinary text.
pub fn big_scale(look: &Look<'_>, text: &str, most: u16, room: u16) -> u16 {
    (1..=most).rev().find(|scale| big_columns(look, text, *scale).is_some_and(|wide| wide <= room)).unwrap_or(0)
}

/// Writes a text in letters of a scale, its upper left corner at a column and a line, never outside `area`. Scale 0 is
/// ordinary text. Returns the columns used.
pub fn put_big(
    look: &Look<'_>,
    area: Rect,
    buf: &mut Buffer,
    at: (u16, u16),
    scale: u16,
    text: &str,
    style: Style,
) -> u16 {
    put_dots(look, area, buf, at, (scale, 0), text, style)
}

/// Like [`put_big`], but `down` halves of a line further down, for a letter in the very middle of its cell.
pub(super) fn put_dots(
    look: &Look<'_>,
    area: Rect,
    buf: &mut Buffer,
    at: (u16, u16),
    (scale, down): (u16, u16),
    text: &str,
    style: Style,
) -> u16 {
    if scale == 0 {
        return put(look, area, buf, at, text, style);
    }
    let mut x = at.0;
    for letter in text.chars() {
        if x >= area.right() {
            break;
        }
        if let Some(dots) = dots(letter) {
            let next = x.saturating_add((dots.width + 1).saturating_mul(scale));
            let lines = (big_lines(scale) + down.div_ceil(2)).min(area.bottom().saturating_sub(at.1));
            let wide = dots.width.saturating_mul(scale).min(area.right() - x);
            for line in 0..lines {
                for column in 0..wide {
                    let half = |half: u16| {
                        let row = (2 * line + half).checked_sub(down);
                        row.is_some_and(|row| dots.at(column / scale, row / scale))
                    };
                    let block = look.glyphs.halves[usize::from(half(0)) + 2 * usize::from(half(1))];
                    if block != ' ' {
                        sign(area, buf, (x.saturating_add(column), at.1.saturating_add(line)), block, style);
                    }
                }
            }
            x = next;
        }
    }
    x.saturating_sub(scale).saturating_sub(at.0)
}
