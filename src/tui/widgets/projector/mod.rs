//! The projector: one thought on a screen, large, for the back row.

mod answer;
mod calls;
mod row;
mod stream;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::sentence::wrap;
use super::{BigText, Footer, Look, put_folded, put_right};
use crate::tui::theme::Role;

pub use answer::BigAnswer;
pub use calls::{BigCall, BigCalls};
pub use row::BigRow;
pub use stream::BigStream;

/// Columns before the words: they begin below the first wall of big boxes.
const LEFT: u16 = 8;

/// What stands around every page: what it is about, where in the lecture it is, one quiet hint, and what the screen is.
///
/// ```text
///         Bytes, not messages                                          2 of 9
///
///         …the page…
///
///         Enter show the next   ? help                                   live
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Projector<'a> {
    /// What the page is about.
    pub title: &'a str,
    /// Where in the lecture it is; may be empty.
    pub page: &'a str,
    /// What the screen is: `live`; may be empty.
    pub source: &'a str,
    /// Keys that whoever holds the remote may need; the last one is kept whatever happens.
    pub hint: &'a [(&'a str, &'a str)],
    /// Something to be said once, in the place of the hint; and whether something is wrong.
    pub notice: Option<(&'a str, bool)>,
}

impl Projector<'_> {
    /// Draws it. Returns the area of the page.
    pub fn draw(&self, look: &Look<'_>, area: Rect, buf: &mut Buffer) -> Rect {
        let area = area.intersection(buf.area);
        if area.is_empty() {
            return area;
        }
        let line = words(area);
        let page = put_right(look, line, buf, area.y, self.page, look.style(Role::Quiet));
        let room = line.width.saturating_sub(page + 2);
        put_folded(look, line, buf, (line.x, area.y), room, self.title, look.style(Role::Strong));
        let above = if area.height >= 20 { 2 } else { 1 };
        let below = u16::from(area.height >= 8);
        if below > 0 {
            self.last_line(look, Rect { y: area.bottom() - 1, height: 1, ..line }, buf);
        }
        let height = area.height.saturating_sub(above + below);
        Rect { y: (area.y + above).min(area.bottom()), height, ..area }
    }

    fn last_line(&self, look: &Look<'_>, line: Rect, buf: &mut Buffer) {
        let source = put_right(look, line, buf, line.y, self.source, look.style(Role::Quiet));
        let room = Rect { width: line.width.saturating_sub(source + 2), ..line };
        match self.notice {
            Some((words, fault)) => {
                let style = look.style(if fault { Role::Fault } else { Role::Strong });
                put_folded(look, room, buf, (room.x, room.y), room.width, words, style);
            }
            None => Footer { pairs: self.hint, keep: 1 }.draw(look, room, buf),
        }
    }
}

/// Where the words of a page stand.
fn words(area: Rect) -> Rect {
    let left = LEFT.min(area.width / 8);
    Rect { x: area.x + left, width: area.width.saturating_sub(left + 1), ..area }
}

/// Sentences below each other, in letters as large as the room allows.
#[derive(Debug, Clone, Copy)]
pub struct BigWords<'a> {
    /// The sentences.
    pub texts: &'a [(&'a str, Role)],
    /// The one that may be larger than the others; none: all have one size.
    pub large: Option<usize>,
}

impl BigWords<'_> {
    /// Draws them on a page, a little above its middle.
    pub fn draw(&self, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
        let area = words(area.intersection(buf.area));
        let sizes = self.sizes(look, area);
        let spare = area.height.saturating_sub(self.height(look, area, sizes));
        let down = spare / 3;
        self.put(look, Rect { y: area.y + down, height: area.height - down, ..area }, buf, sizes);
    }

    /// Draws them at the top of an area.
    fn draw_at(&self, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
        self.put(look, area, buf, self.sizes(look, area));
    }

    /// The scale of the large text and of the others.
    fn sizes(&self, look: &Look<'_>, area: Rect) -> (u16, u16) {
        let all = [(2, 2), (2, 1), (1, 1), (2, 0), (1, 0)];
        let ways = all.into_iter().filter(|(one, other)| self.large.is_some() || one == other);
        let fits = |sizes: &(u16, u16)| {
            let each = self.each(look, area, *sizes);
            each.iter().all(|(lines, whole)| *whole && *lines > 0) && self.height(look, area, *sizes) <= area.height
        };
        ways.into_iter().find(fits).unwrap_or((0, 0))
    }

    fn is_large(&self, nth: usize) -> bool {
        self.large.is_none_or(|large| large == nth)
    }

    /// The lines of each text, and whether it really has its scale.
    fn each(&self, look: &Look<'_>, area: Rect, (large, others): (u16, u16)) -> Vec<(u16, bool)> {
        let measure = |(nth, (text, role)): (usize, &(&str, Role))| {
            let most = if self.is_large(nth) { large } else { others };
            if most == 0 {
                return (wrap(look, text, area.width).len() as u16, true);
            }
            let text = BigText { text, most, role: *role };
            let whole = text.set(look, area.width, area.height).0.scale == most;
            (text.height(look, area.width, area.height), whole)
        };
        self.texts.iter().enumerate().map(measure).collect()
    }

    fn height(&self, look: &Look<'_>, area: Rect, sizes: (u16, u16)) -> u16 {
        let lines: u16 = self.each(look, area, sizes).iter().map(|(lines, _)| *lines).sum();
        lines.saturating_add((self.texts.len().saturating_sub(1) as u16).saturating_mul(gap(sizes)))
    }

    fn put(&self, look: &Look<'_>, area: Rect, buf: &mut Buffer, sizes: (u16, u16)) {
        let gap = if self.height(look, area, sizes) <= area.height { gap(sizes) } else { 0 };
        let mut y = area.y;
        let lines = self.each(look, area, sizes);
        for (nth, ((text, role), (lines, _))) in self.texts.iter().zip(lines).enumerate() {
            let most = if self.is_large(nth) { sizes.0 } else { sizes.1 };
            let rest = Rect { y: y.min(area.bottom()), height: area.bottom().saturating_sub(y), ..area };
            BigText { text, most, role: *role }.draw(look, rest, buf);
            y = y.saturating_add(lines).saturating_add(gap);
        }
    }
}

/// Blank lines between two texts: more than between the lines of one.
fn gap(sizes: (u16, u16)) -> u16 {
    if sizes.0 > 0 { 1 + sizes.0 } else { 1 }
}

/// Sentences at the top of an area.
fn say(look: &Look<'_>, area: Rect, buf: &mut Buffer, texts: &[(&str, Role)], large: Option<usize>) {
    let texts: Vec<(&str, Role)> = texts.iter().filter(|(text, _)| !text.is_empty()).copied().collect();
    BigWords { texts: &texts, large }.draw_at(look, area, buf);
}
