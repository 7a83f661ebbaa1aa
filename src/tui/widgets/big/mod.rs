//! Big letters from half and quarter blocks, for the back row of a lecture hall.

mod font;
mod words;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;

use super::paint::sign;
use super::{Look, columns, put};
use font::{HEIGHT, WIDTH, dots};

pub use words::BigText;

/// How large letters are.
///
/// ```text
/// scale 1             narrow
/// █    ▀█             ▌  ▜
/// █▀▀▄  ▀             ▛▚ ▘
/// █  █ ▀█▀            ▌▐ ▜▘
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Size {
    /// A dot is so many halves of a line high and so many columns wide; 0 for the terminal's own letters.
    pub scale: u16,
    /// Half as wide: more letters, just as high.
    pub narrow: bool,
}

impl Size {
    /// The terminal's own letters.
    pub const OWN: Size = Size { scale: 0, narrow: false };

    /// Letters of a scale, not narrow.
    pub fn of(scale: u16) -> Size {
        Size { scale, narrow: false }
    }

    /// All sizes up to a scale, the largest first; the terminal's own letters are the last. In ASCII there are no quarter
    /// blocks, and the letters of half blocks cannot be read below scale 2.
    pub fn up_to(look: &Look<'_>, most: u16) -> impl Iterator<Item = Size> {
        let ascii = look.glyphs.ascii;
        (1..=most)
            .rev()
            .flat_map(|scale| [false, true].map(|narrow| Size { scale, narrow }))
            .filter(move |size| !ascii || (size.scale > 1 && (!size.narrow || size.scale % 2 == 0)))
            .chain([Size::OWN])
    }

    /// The largest size up to a scale at which a text fits into so many columns; the terminal's own letters where none does.
    pub fn fitting(look: &Look<'_>, text: &str, most: u16, room: u16) -> Size {
        Size::up_to(look, most).find(|size| size.columns(look, text) <= room).unwrap_or_default()
    }

    /// Lines that a letter takes.
    pub fn lines(self) -> u16 {
        if self.scale == 0 { 1 } else { (HEIGHT / 2).saturating_mul(self.scale) }
    }

    /// Columns that a text takes.
    pub fn columns(self, look: &Look<'_>, text: &str) -> u16 {
        if self.scale == 0 {
            return columns(look, text);
        }
        self.wide(self.advance(look, text))
    }

    /// Half columns from the beginning of a text to where the next letter would begin: those of two texts add up.
    fn advance(self, look: &Look<'_>, text: &str) -> u16 {
        let text = look.glyphs.plain(text);
        let letters = text.graphemes(true).map(|letter| self.halves(Letter::of(letter).width() + 1));
        letters.fold(0, u16::saturating_add)
    }

    /// Columns of letters that take so many half columns with the gap behind them.
    fn wide(self, advance: u16) -> u16 {
        advance.saturating_sub(self.halves(1)).div_ceil(2)
    }

    /// Half columns that so many dots take.
    fn halves(self, dots: u16) -> u16 {
        dots.saturating_mul(self.scale).saturating_mul(if self.narrow { 1 } else { 2 })
    }
}

/// Whether all letters of a text have a big form.
pub(super) fn is_known(look: &Look<'_>, text: &str) -> bool {
    look.glyphs.plain(text).graphemes(true).all(|letter| matches!(Letter::of(letter), Letter::Dots(_)))
}

/// A letter in big type.
#[derive(Debug, Clone, Copy)]
enum Letter {
    Dots(font::Dots),
    /// It has no big form: the terminal's own letter stands in the middle of its place.
    Own,
}

impl Letter {
    fn of(letter: &str) -> Letter {
        let mut signs = letter.chars();
        match (signs.next().and_then(dots), signs.next()) {
            (Some(dots), None) => Letter::Dots(dots),
            _ => Letter::Own,
        }
    }

    /// Dots from its left to its right edge.
    fn width(self) -> u16 {
        match self {
            Letter::Dots(dots) => dots.width,
            Letter::Own => WIDTH,
        }
    }
}

/// Writes a text in letters of a size, its upper left corner at a column and a line, never outside `area`. In the place of a
/// letter without a big form stands the terminal's own. Returns the columns used.
pub fn put_big(
    look: &Look<'_>,
    area: Rect,
    buf: &mut Buffer,
    at: (u16, u16),
    size: Size,
    text: &str,
    style: Style,
) -> u16 {
    put_dots(look, area, buf, at, (size, 0), text, style)
}

/// Like [`put_big`], but `down` halves of a line further down, for a letter in the very middle of its cell.
pub(super) fn put_dots(
    look: &Look<'_>,
    area: Rect,
    buf: &mut Buffer,
    at: (u16, u16),
    (size, down): (Size, u16),
    text: &str,
    style: Style,
) -> u16 {
    if size.scale == 0 {
        return put(look, area, buf, at, text, style);
    }
    let room = 2 * usize::from(area.right().saturating_sub(at.0));
    let scale = usize::from(size.scale);
    let dot = scale * if size.narrow { 1 } else { 2 };
    // Each row of dots, half a column an entry: letters that are narrow may share a column.
    let mut rows = vec![Vec::new(); usize::from(HEIGHT)];
    let text = look.glyphs.plain(text);
    let mut own = Vec::new();
    for written in text.graphemes(true) {
        let letter = Letter::of(written);
        if let Letter::Own = letter {
            own.push((rows[0].len(), written));
        }
        for (y, row) in (0..).zip(rows.iter_mut()) {
            for x in 0..letter.width() {
                row.resize(row.len() + dot, matches!(letter, Letter::Dots(dots) if dots.at(x, y)));
            }
            row.resize(row.len() + dot, false);
        }
        if rows[0].len() > room {
            break;
        }
    }
    let wide = rows[0].len().saturating_sub(dot).min(room);
    let lines = (size.lines() + down.div_ceil(2)).min(area.bottom().saturating_sub(at.1));
    for line in 0..lines {
        for column in 0..wide.div_ceil(2) {
            let quarter = |right: usize, lower: u16| {
                let row = usize::from(2 * line + lower).checked_sub(usize::from(down));
                let row = row.and_then(|row| rows.get(row / scale));
                row.and_then(|row| row.get(2 * column + right)).copied().unwrap_or(false)
            };
            let set = usize::from(quarter(0, 0))
                + 2 * usize::from(quarter(1, 0))
                + 4 * usize::from(quarter(0, 1))
                + 8 * usize::from(quarter(1, 1));
            if set > 0 {
                let x = at.0.saturating_add(column as u16);
                sign(area, buf, (x, at.1.saturating_add(line)), look.glyphs.quarters[set], style);
            }
        }
    }
    for (start, letter) in own {
        let place = (usize::from(WIDTH) * dot).div_ceil(2) as u16;
        let x = at.0.saturating_add((start / 2) as u16).saturating_add(place.saturating_sub(columns(look, letter)) / 2);
        put(look, area, buf, (x, at.1.saturating_add(size.lines() / 2)), letter, style);
    }
    wide.div_ceil(2) as u16
}
