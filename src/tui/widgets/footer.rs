//! The last line: what can be pressed here and now.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Look, columns, put};
use crate::tui::theme::Role;

/// Keys and what they do, the likeliest first. Whole pairs that do not fit are left out, never half of one.
///
/// ```text
/// Space step   F5 run to the end   ←→ scrub   ? help   q quit
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Footer<'a> {
    /// (key, word); a word may be empty.
    pub pairs: &'a [(&'a str, &'a str)],
    /// How many of the last pairs are kept before others (`? help`, `q quit`), so that the way to help never goes.
    pub keep: usize,
}

impl Footer<'_> {
    /// Draws on the first line of `area`.
    pub fn draw(&self, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
        if area.is_empty() {
            return;
        }
        let gap = if area.width >= 100 { 3 } else { 2 };
        let mut x = area.x;
        for index in self.fitting(look, area.width, gap) {
            let (key, word) = self.pairs[index];
            x += put(look, area, buf, (x, area.y), key, look.style(Role::Key));
            if !word.is_empty() {
                x += 1;
                x += put(look, area, buf, (x, area.y), word, look.style(Role::Quiet));
            }
            x += gap;
        }
    }

    /// The pair at column `x`, if the footer is drawn on `area`.
    pub fn pair_at(&self, look: &Look<'_>, area: Rect, x: u16) -> Option<usize> {
        let gap = if area.width >= 100 { 3 } else { 2 };
        let mut start = area.x;
        self.fitting(look, area.width, gap).into_iter().find(|index| {
            let (key, word) = self.pairs[*index];
            let word = if word.is_empty() { 0 } else { columns(look, word) + 1 };
            let end = start + columns(look, key) + word;
            let here = (start..end).contains(&x);
            start = end + gap;
            here
        })
    }

    /// The indices of the pairs that are drawn.
    fn fitting(&self, look: &Look<'_>, width: u16, gap: u16) -> Vec<usize> {
        let wide = |(key, word): (&str, &str)| {
            let word = if word.is_empty() { 0 } else { columns(look, word).saturating_add(1) };
            columns(look, key).saturating_add(word).saturating_add(gap)
        };
        let kept = self.pairs.len() - self.keep.min(self.pairs.len());
        // The kept ones choose first; the line is one gap longer than its last pair needs.
        let mut left = width.saturating_add(gap);
        let mut chosen = Vec::new();
        for index in (kept..self.pairs.len()).chain(0..kept) {
            let needs = wide(self.pairs[index]);
            if needs <= left {
                left -= needs;
                chosen.push(index);
            } else if index < kept {
                break;
            }
        }
        chosen.sort_unstable();
        chosen
    }
}
