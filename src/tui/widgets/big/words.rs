//! A sentence as large as its room allows.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Size, is_known, put_big};
use crate::tui::theme::Role;
use crate::tui::widgets::Look;
use crate::tui::widgets::sentence::wrap;

/// More lines than this are no sentence any more, but a page: then it is written smaller.
const LINES: usize = 4;

/// A text in the largest letters with which it fits, broken at spaces.
#[derive(Debug, Clone, Copy)]
pub struct BigText<'a> {
    /// The words.
    pub text: &'a str,
    /// The largest scale it may have, see [`Size`].
    pub most: u16,
    /// How it looks.
    pub role: Role,
}

impl BigText<'_> {
    /// The size and the lines in so much room.
    pub fn set(&self, look: &Look<'_>, width: u16, height: u16) -> (Size, Vec<String>) {
        let sizes = if is_known(look, self.text) { self.most } else { 0 };
        for size in Size::up_to(look, sizes).filter(|size| size.scale > 0) {
            let lines = broken(look, self.text, size, width);
            if let Some(lines) = lines.filter(|lines| lines.len() <= LINES && high(size, lines.len()) <= height) {
                return (size, lines);
            }
        }
        (Size::OWN, wrap(look, self.text, width))
    }

    /// How many lines of the screen it takes of so much room.
    pub fn height(&self, look: &Look<'_>, width: u16, height: u16) -> u16 {
        let (size, lines) = self.set(look, width, height);
        if self.text.is_empty() { 0 } else { high(size, lines.len()).min(height) }
    }

    /// Draws it from the upper left corner on.
    pub fn draw(&self, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
        let area = area.intersection(buf.area);
        if area.is_empty() {
            return;
        }
        let (size, lines) = self.set(look, area.width, area.height);
        for (nth, line) in (0..).zip(&lines) {
            let y = area.y.saturating_add(high(size, nth) + u16::from(nth > 0 && size.scale > 0));
            if y < area.bottom() {
                put_big(look, area, buf, (area.x, y), size, line, look.style(self.role));
            }
        }
    }
}

/// Lines of the screen that so many lines of letters take: a blank one between two of big letters.
fn high(size: Size, lines: usize) -> u16 {
    let lines = u16::try_from(lines).unwrap_or(u16::MAX);
    let gaps = if size.scale > 0 { lines.saturating_sub(1) } else { 0 };
    lines.saturating_mul(size.lines()).saturating_add(gaps)
}

/// The text in lines of at most `width` columns; none where a word is too long.
fn broken(look: &Look<'_>, text: &str, size: Size, width: u16) -> Option<Vec<String>> {
    // Words are measured once: what a line takes is what they take together.
    let (blank, fits) = (size.advance(look, " "), |advance: u16| size.wide(advance) <= width);
    let mut lines: Vec<String> = Vec::new();
    for paragraph in text.lines() {
        let (mut line, mut taken) = (String::new(), 0_u16);
        for word in paragraph.split(' ') {
            let own = size.advance(look, word);
            let longer = if line.is_empty() { own } else { taken.saturating_add(blank).saturating_add(own) };
            if fits(longer) {
                if !line.is_empty() {
                    line.push(' ');
                }
                line.push_str(word);
                taken = longer;
            } else if !line.is_empty() && fits(own) {
                lines.push(std::mem::replace(&mut line, word.to_owned()));
                taken = own;
            } else {
                return None;
            }
        }
        lines.push(line);
    }
    Some(lines)
}
