//! The quiz table: which of these are possible?

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::paint::{sign, thousands};
use super::{Look, columns, put, put_folded};
use crate::doc;
use crate::msg;
use crate::stream::{Claim, Rule};
use crate::text::escape::to_c;
use crate::tui::theme::Role;

/// How much the table shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Reveal {
    /// The student answers; "it is" stays empty.
    #[default]
    Asking,
    /// Answers are locked; "it is" only says which rows fit what came ([`Answer::Fits`]).
    Locked,
    /// Everything.
    Revealed,
}

/// What stands under "it is".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Answer {
    /// Nothing yet.
    #[default]
    Hidden,
    /// The row has the same text as what came so far.
    Fits,
    /// Possible, and how often it was seen.
    Possible {
        /// In runs of this session.
        seen: u64,
    },
    /// Impossible, by this rule.
    Impossible(Rule),
    /// The model has no answer.
    Outside,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuizRow<'a> {
    /// As people count, from 1.
    pub number: u32,
    /// One claim for each column.
    pub cells: Vec<&'a Claim>,
    /// What the student said: possible, impossible, or nothing yet.
    pub you: Option<bool>,
    /// What it is.
    pub answer: Answer,
}

/// The table (its titled rule is the caller's). 44 columns are its natural width; from 34 on it works.
///
/// ```text
///     buf1       buf2        you   it is
///   1 hello!     bye!        yes = ✓ not seen
///   2 bye!       hello!      no  = ✗ order
/// ▸12 he         llb         yes ≠ ✗ gap
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QuizTable<'a> {
    /// One for each column of claims.
    pub headings: &'a [&'a str],
    /// The rows that are asked now.
    pub rows: &'a [QuizRow<'a>],
    /// The row with the cursor: an index into `rows`.
    pub cursor: Option<usize>,
    /// The first row on top, where the cursor allows it.
    pub scroll: usize,
    /// Whether the table has the focus.
    pub focused: bool,
    /// How much is shown.
    pub reveal: Reveal,
}

impl QuizTable<'_> {
    /// Which rows are visible in `area`.
    pub fn visible(&self, area: Rect) -> Range<usize> {
        let height = usize::from(area.height.saturating_sub(1));
        let last = self.rows.len().saturating_sub(height);
        let mut first = self.scroll.min(last);
        if let Some(cursor) = self.cursor {
            first = first.clamp((cursor + 1).saturating_sub(height), cursor.max((cursor + 1).saturating_sub(height)));
        }
        first..(first + height).min(self.rows.len())
    }

    /// The row on line `y` of the screen.
    pub fn row_at(&self, area: Rect, y: u16) -> Option<usize> {
        let line = usize::from(y.checked_sub(area.y + 1)?);
        let visible = self.visible(area);
        (y < area.bottom()).then_some(visible.start + line).filter(|row| visible.contains(row))
    }

    /// Draws the table.
    pub fn draw(&self, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
        let area = area.intersection(buf.area);
        if area.is_empty() {
            return;
        }
        let widths = self.widths(look, area.width);
        self.draw_headings(look, area, buf, &widths);
        for (y, index) in (area.y + 1..).zip(self.visible(area)) {
            self.draw_row(look, area, buf, &widths, index, y);
        }
    }

    fn draw_headings(&self, look: &Look<'_>, area: Rect, buf: &mut Buffer, widths: &Widths) {
        let quiet = look.style(Role::Quiet);
        let mut x = area.x + LEAD;
        for (heading, width) in self.headings.iter().zip(&widths.cells) {
            put_folded(look, area, buf, (x, area.y), *width, heading, quiet);
            x += width + 1;
        }
        x += put_folded(look, area, buf, (x, area.y), YOU, &look.texts.get("tui-quiz-you"), quiet);
        x += (area.x + area.width).saturating_sub(x + widths.answer);
        put_folded(
            look,
            area,
            buf,
            (x + 2, area.y),
            widths.answer.saturating_sub(2),
            &look.texts.get("tui-quiz-it-is"),
            quiet,
        );
    }

    fn draw_row(&self, look: &Look<'_>, area: Rect, buf: &mut Buffer, widths: &Widths, index: usize, y: u16) {
        let row = &self.rows[index];
        let here = self.cursor == Some(index);
        // With the focus the row's words turn bold; without, only the quiet sign stays.
        let role = if here && self.focused { Role::Strong } else { Role::Text };
        if here {
            let style = look.style(if self.focused { Role::Focus } else { Role::Quiet });
            sign(area, buf, (area.x, y), look.glyphs.row, style);
        }
        put(look, area, buf, (area.x + 1, y), &format!("{:>2}", row.number), look.style(role));
        let mut x = area.x + LEAD;
        for (claim, width) in row.cells.iter().zip(&widths.cells) {
            let (mut text, is_word) = cell(look, claim);
            if columns(look, &text) > *width {
                text = short(look, claim).unwrap_or(text);
            }
            let style = if is_word {
                look.style(if here && self.focused { Role::Strong } else { Role::Quiet })
            } else {
                look.style(role)
            };
            put_folded(look, area, buf, (x, y), *width, &text, style);
            x += width + 1;
        }
        let (you, style) = match row.you {
            Some(true) => (look.texts.get("tui-quiz-yes"), look.style(role)),
            Some(false) => (look.texts.get("tui-quiz-no"), look.style(role)),
            None if self.reveal == Reveal::Asking => (look.glyphs.dot.to_string(), look.style(Role::Quiet)),
            None => (String::new(), Style::new()),
        };
        put_folded(look, area, buf, (x, y), YOU, &you, style);
        let x = area.right().saturating_sub(widths.answer);
        let area = Rect { x, width: widths.answer, ..area };
        self.draw_answer(look, area, buf, y, row, (role, widths.long));
    }

    /// `= ✗ gap`: whether the prediction was right, the verdict, the rule.
    fn draw_answer(
        &self,
        look: &Look<'_>,
        area: Rect,
        buf: &mut Buffer,
        y: u16,
        row: &QuizRow<'_>,
        (role, long): (Role, bool),
    ) {
        let glyphs = look.glyphs;
        let (is, words) = match row.answer {
            Answer::Hidden => return,
            Answer::Fits if self.reveal == Reveal::Locked => (glyphs.back, look.texts.get("tui-quiz-fits")),
            // What an earlier round revealed stays open.
            _ if self.reveal == Reveal::Asking => return,
            Answer::Fits => return,
            Answer::Possible { .. } => (glyphs.yes, standing(look, row.answer, long)),
            Answer::Impossible(_) => (glyphs.no, standing(look, row.answer, long)),
            Answer::Outside => (glyphs.dot, look.texts.get("tui-quiz-outside")),
        };
        let truth = match row.answer {
            Answer::Possible { .. } => Some(true),
            Answer::Impossible(_) => Some(false),
            _ => None,
        };
        if let (Some(you), Some(truth)) = (row.you, truth) {
            // What was not as predicted is what there is to learn from: it stands out, without a hue.
            let (judged, role) = if you == truth { (glyphs.same, Role::Quiet) } else { (glyphs.differs, Role::Strong) };
            sign(area, buf, (area.x, y), judged, look.style(role));
        }
        let style = look.style(if row.answer == Answer::Fits { Role::Quiet } else { role });
        let x = if row.answer == Answer::Fits { area.x } else { area.x + 2 };
        sign(area, buf, (x, y), is, style);
        put_folded(look, area, buf, (x + 2, y), area.right().saturating_sub(x + 2), &words, style);
    }

    /// How many columns it takes to show every cell as a whole.
    pub fn wanted(&self, look: &Look<'_>) -> u16 {
        let widths = self.widths(look, u16::MAX / 2);
        LEAD + YOU + 1 + ANSWER + widths.cells.iter().map(|width| width + 1).sum::<u16>()
    }

    /// How wide each column is in a table of `total` columns.
    fn widths(&self, look: &Look<'_>, total: u16) -> Widths {
        let count = self.headings.len().max(self.rows.first().map_or(0, |row| row.cells.len()));
        let cells = |text: &dyn Fn(&Claim) -> String| -> Vec<u16> {
            (0..count)
                .map(|column| {
                    let heading = self.headings.get(column).map_or(0, |heading| columns(look, heading));
                    let cells = self.rows.iter().filter_map(|row| row.cells.get(column));
                    cells.map(|claim| columns(look, &text(claim))).max().unwrap_or(0).max(heading).clamp(4, 24)
                })
                .collect()
        };
        let mut natural = cells(&|claim| cell(look, claim).0);
        // Words of verdicts give way last, for they are the lesson: first the cells shrink to six columns, then the words.
        let fixed = LEAD + YOU + 1;
        let taken = |cells: &[u16]| cells.iter().map(|width| width + 1).sum::<u16>();
        let words = self.rows.iter().map(|row| columns(look, &standing(look, row.answer, false)) + 4).max();
        let mut answer = words.unwrap_or(0).max(ANSWER);
        if fixed + taken(&natural) + answer > total {
            // A short word says more than half of a long one.
            natural = cells(&|claim| short(look, claim).unwrap_or_else(|| cell(look, claim).0));
        }
        while fixed + taken(&natural) + answer > total {
            match natural.iter_mut().max().filter(|width| **width > 6) {
                Some(widest) => *widest -= 1,
                None if answer > 3 => answer -= 1,
                None => match natural.iter_mut().max().filter(|width| **width > 1) {
                    Some(widest) => *widest -= 1,
                    None => break,
                },
            }
        }
        let spare = total.saturating_sub(fixed + taken(&natural) + answer);
        let answer = (answer + spare).min(total);
        // All words in full, or none: a mixed column says two things.
        let long = self.rows.iter().all(|row| columns(look, &standing(look, row.answer, true)) + 4 <= answer);
        Widths { cells: natural, answer, long }
    }
}

/// The row cursor, two digits, a blank.
const LEAD: u16 = 4;
/// `yes`.
const YOU: u16 = 3;
/// `= ✓ not seen` with its two signs; longer standings have what they need.
const ANSWER: u16 = 13;

struct Widths {
    cells: Vec<u16>,
    answer: u16,
    /// Whether the standings have room for all their words.
    long: bool,
}

/// What is known of a row: seen here, allowed, or impossible by which rule.
fn standing(look: &Look<'_>, answer: Answer, long: bool) -> String {
    match (answer, long) {
        (Answer::Possible { seen: 0 }, true) => look.texts.get("happen-allowed"),
        (Answer::Possible { seen: 0 }, false) => look.texts.get("tui-quiz-not-seen"),
        (Answer::Possible { seen }, true) => look.texts.say(&msg!("happen-seen-here", times = thousands(seen))),
        (Answer::Possible { seen }, false) => look.texts.say(&msg!("tui-quiz-seen", times = thousands(seen))),
        (Answer::Impossible(rule), true) => {
            look.texts.say(&msg!("happen-impossible", rule = look.texts.get(rule_word(rule))))
        }
        (Answer::Impossible(rule), false) => look.texts.get(rule_word(rule)),
        (Answer::Hidden | Answer::Fits | Answer::Outside, _) => String::new(),
    }
}

/// A claim as it stands in the table, and whether it is a word and not bytes.
pub(super) fn cell(look: &Look<'_>, claim: &Claim) -> (String, bool) {
    let word = |key| (look.texts.get(key), true);
    match claim {
        Claim::Free => (String::new(), true),
        Claim::Data(bytes) if bytes.is_empty() => word("tui-cell-empty"),
        // Longer cells are folded anyway.
        Claim::Data(bytes) => (shown(look, &bytes[..bytes.len().min(256)]), false),
        Claim::Blocks => word("tui-cell-blocks"),
        Claim::Eof => word("tui-cell-end"),
        Claim::Eagain => word("tui-cell-eagain"),
        Claim::Unreached => word("tui-cell-unreached"),
        Claim::Pieces(pieces) => {
            let one = |piece: &Claim| match cell(look, piece) {
                (bytes, false) => doc::piece(&bytes),
                _ => short(look, piece).unwrap_or_else(|| cell(look, piece).0),
            };
            (pieces.iter().map(one).collect::<Vec<_>>().join(" + "), false)
        }
    }
}

/// A claim as it stands in the table: its bytes, or a word.
pub fn claim_words(look: &Look<'_>, claim: &Claim) -> String {
    cell(look, claim).0
}

/// A claim's word where there is little room.
fn short(look: &Look<'_>, claim: &Claim) -> Option<String> {
    let key = match claim {
        Claim::Data(bytes) if bytes.is_empty() => "tui-cell-empty-short",
        Claim::Blocks => "tui-cell-blocks-short",
        Claim::Unreached => "tui-cell-unreached-short",
        _ => return None,
    };
    Some(look.texts.get(key))
}

/// Bytes as people read them: UTF-8 text as it is, what cannot be seen as an escape.
fn shown(look: &Look<'_>, bytes: &[u8]) -> String {
    let mut out = String::new();
    for chunk in bytes.utf8_chunks() {
        for sign in chunk.valid().chars() {
            match sign {
                '\0' => out.push_str("\\0"),
                sign if sign.is_ascii() => out.push_str(&to_c(&[sign as u8]).replace("\\\"", "\"")),
                sign if look.glyphs.ascii || sign.is_control() => {
                    out.push_str(&to_c(sign.encode_utf8(&mut [0; 4]).as_bytes()));
                }
                sign => out.push(sign),
            }
        }
        out.push_str(&to_c(chunk.invalid()));
    }
    // A blank at an edge would not be seen.
    if out.ends_with(' ') {
        out.pop();
        out.push(look.glyphs.space);
    }
    if out.starts_with(' ') {
        out.replace_range(..1, look.glyphs.space.encode_utf8(&mut [0; 4]));
    }
    out
}

/// The key of a rule's short name, at most twelve columns.
pub fn rule_word(rule: Rule) -> &'static str {
    match rule {
        Rule::Order => "tui-rule-order",
        Rule::Gap => "tui-rule-gap",
        Rule::Repeat => "tui-rule-repeat",
        Rule::Unknown => "tui-rule-unknown",
        Rule::TooLong => "tui-rule-too-long",
        Rule::NotYetSent => "tui-rule-not-yet-sent",
        Rule::Conflict => "tui-rule-conflict",
        Rule::Empty => "tui-rule-empty",
        Rule::EarlyEof => "tui-rule-early-eof",
        Rule::Blocks => "tui-rule-blocks",
        Rule::TooShort => "tui-rule-too-short",
        Rule::Unreached => "tui-rule-unreached",
        Rule::Eagain => "tui-rule-eagain",
    }
}
