//! One thought, large, for the back row: the lanes in big boxes, or one row of the quiz.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::quiz::{cell, rule_word};
use super::sentence::wrap;
use super::{Answer, Lanes, Look, QuizRow, big_columns, big_lines, big_scale, put, put_big, put_folded, put_right};
use crate::msg;
use crate::tui::theme::Role;

/// Columns before the words: they begin below the first wall.
const LEFT: u16 = 8;

/// The lanes in boxes as large as the screen allows, one sentence, one question. No keys, nothing that is not needed; meant
/// for a high-contrast theme.
///
/// ```text
///         Two sends, then two recvs.                                 2 of 9
///
///             0      1      2
///         ┏a━━━━━┯━━━━━━┳b━━━━━┓
///         ┃ █    │  ▄▄  ┃ █    ┃
///  sent   ┃ █▀▀▄ │ █▄▄█ ┃ █▀▀▄ ┃
///         ┃ █  █ │ ▀▄▄▄ ┃ █▄▄▀ ┃
///         ┗━━━━━━┷━━━━━━┻━━━━━━┛
///         recv returned 2. The next recv waits: nothing has arrived.
///
///         What can buf2 become?
///                                                                      live
/// ```
#[derive(Debug, Clone)]
pub struct Projector<'a> {
    /// What the screen is about.
    pub title: &'a str,
    /// Where in the lecture we are; may be empty.
    pub page: &'a str,
    /// The lanes; their scale is chosen here.
    pub lanes: Lanes<'a>,
    /// What happened.
    pub sentence: &'a str,
    /// What the hall is asked; may be empty.
    pub question: &'a str,
    /// What the screen is: `live`.
    pub source: &'a str,
}

impl<'a> Projector<'a> {
    /// Where the lanes stand, and the lanes as they are drawn: for hit tests.
    pub fn lanes(&self, look: &Look<'_>, area: Rect) -> (Rect, Lanes<'a>) {
        let side = u16::from(area.width > 2 * LEFT);
        let above = if area.height >= 16 { 2 } else { area.height.min(1) };
        let words = self.words(look, area);
        let source = u16::from(area.height >= 8);
        let below = (words + 1 + source).min(area.height - above);
        let room = Rect {
            x: area.x + side,
            y: area.y + above,
            width: area.width - 2 * side,
            height: area.height - above - below,
        };
        let lanes = Lanes { scale: self.lanes.largest(room), notes: false, ..self.lanes.clone() };
        let height = lanes.height(room.height);
        // What is left over goes above and below the lanes alike, so that they stand in the middle of the wall.
        let down = (room.height - height) / 2;
        (Rect { y: room.y + down, height, ..room }, lanes)
    }

    /// Lines of the sentence and the question, and the blank one between them.
    fn words(&self, look: &Look<'_>, area: Rect) -> u16 {
        let width = area.width.saturating_sub(LEFT + 1);
        let lines = |text: &str| if text.is_empty() { 0 } else { wrap(look, text, width).len().min(2) as u16 };
        let blank = u16::from(area.height >= 16 && !self.question.is_empty());
        lines(self.sentence) + blank + lines(self.question)
    }

    /// Draws the screen.
    pub fn draw(&self, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
        let area = area.intersection(buf.area);
        if area.is_empty() {
            return;
        }
        let words = Rect {
            x: area.x + LEFT.min(area.width / 4),
            width: area.width.saturating_sub(LEFT.min(area.width / 4) + 1),
            ..area
        };
        let page = put_right(look, words, buf, area.y, self.page, look.style(Role::Quiet));
        let room = words.width.saturating_sub(page + 2);
        put_folded(look, words, buf, (words.x, area.y), room, self.title, look.style(Role::Strong));
        let (place, lanes) = self.lanes(look, area);
        lanes.draw(look, place, buf);

        let mut y = place.bottom().saturating_add(1);
        let last = area.bottom() - u16::from(area.height >= 8);
        for (text, role) in [(self.sentence, Role::Text), (self.question, Role::Strong)] {
            if text.is_empty() {
                continue;
            }
            for line in wrap(look, text, words.width).iter().take(2) {
                if y < last {
                    put(look, words, buf, (words.x, y), line, look.style(role));
                    y += 1;
                }
            }
            y += u16::from(area.height >= 16);
        }
        if last < area.bottom() {
            put_right(look, words, buf, last, self.source, look.style(Role::Quiet));
        }
    }
}

/// One row of the quiz, as large as there is room; its answer appears when it is revealed.
///
/// ```text
///         row 12 of 15
///
///         buf1        buf2
///         █           ▀█   ▀█   █
///         █▀▀▄ …       █    █   █▀▀▄
///         █  █         █▄   █▄  █▄▄▀
///
///         █  █   gap
///         ▄▀▀▄
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BigRow<'a> {
    /// The heading of each cell.
    pub headings: &'a [&'a str],
    /// The row.
    pub row: &'a QuizRow<'a>,
    /// How many rows there are.
    pub of: usize,
    /// Whether the answer is shown.
    pub revealed: bool,
    /// The reason in one sentence, shown with the answer; may be empty.
    pub why: &'a str,
}

impl BigRow<'_> {
    /// Draws the row.
    pub fn draw(&self, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
        let area = area.intersection(buf.area);
        if area.is_empty() {
            return;
        }
        let left = LEFT.min(area.width / 8);
        let words = Rect { x: area.x + left, width: area.width.saturating_sub(left + 1), ..area };
        let head = look.texts.say(&msg!("tui-big-row", row = u64::from(self.row.number), rows = self.of));
        put_folded(look, words, buf, (words.x, area.y), words.width, &head, look.style(Role::Quiet));

        let texts: Vec<String> = self.row.cells.iter().map(|claim| cell(look, claim).0).collect();
        let heading = |nth: usize| self.headings.get(nth).copied().unwrap_or("");
        let width = |nth: usize, scale: u16| {
            // A word that has no big form stands in ordinary letters beside the big ones.
            let scale = big_scale(look, &texts[nth], scale, u16::MAX);
            big_columns(look, &texts[nth], scale).unwrap_or(0).max(super::columns(look, heading(nth)))
        };
        // Two cells must never read as one word.
        let gap = |scale: u16| 4 + 4 * u32::from(scale);
        let total = |scale: u16| -> u32 { (0..texts.len()).map(|nth| u32::from(width(nth, scale)) + gap(scale)).sum() };
        // Cells and answer are of one size; both must fit, and three lines of words.
        let fits = |scale: &u16| {
            total(*scale) <= u32::from(words.width) + gap(*scale) && 2 * big_lines(*scale) + 7 <= area.height
        };
        let scale = (1..=4).rev().find(fits).unwrap_or(0);
        let gaps = if area.height >= 12 { 1 } else { 0 };
        let mut y = area.y + 1 + gaps;
        let mut x = words.x;
        for (nth, text) in texts.iter().enumerate() {
            let room = words.right().saturating_sub(x);
            put_folded(look, words, buf, (x, y), room, heading(nth), look.style(Role::Quiet));
            let own = big_scale(look, text, scale, u16::MAX);
            let down = big_lines(scale) - big_lines(own);
            if own == 0 {
                put_folded(look, words, buf, (x, y + 1 + down / 2), room, text, look.style(Role::Strong));
            } else {
                put_big(look, words, buf, (x, y + 1), own, text, look.style(Role::Strong));
            }
            x = x.saturating_add(width(nth, scale)).saturating_add(gap(scale) as u16);
        }
        y += 2 + big_lines(scale) + gaps;
        self.draw_answer(look, words, buf, y, scale);
    }

    fn draw_answer(&self, look: &Look<'_>, words: Rect, buf: &mut Buffer, y: u16, scale: u16) {
        let (is, word) = match self.row.answer {
            _ if !self.revealed => {
                let ask = look.texts.get("tui-big-ask");
                put_folded(look, words, buf, (words.x, y), words.width, &ask, look.style(Role::Text));
                return;
            }
            Answer::Possible { .. } => (look.glyphs.yes, look.texts.get("tui-big-possible")),
            Answer::Impossible(rule) => (look.glyphs.no, look.texts.get(rule_word(rule))),
            _ => (look.glyphs.dot, look.texts.get("tui-quiz-outside")),
        };
        let said = format!("{is} {word}");
        let scale = big_scale(look, &said, scale, words.width);
        let style = look.style(Role::Strong);
        if scale == 0 {
            put_folded(look, words, buf, (words.x, y), words.width, &said, style);
        } else {
            put_big(look, words, buf, (words.x, y), scale, &said, style);
        }
        let y = y.saturating_add(big_lines(scale) + 1);
        for (y, line) in (y..words.bottom()).zip(wrap(look, self.why, words.width)) {
            put(look, words, buf, (words.x, y), &line, look.style(Role::Text));
        }
    }
}
