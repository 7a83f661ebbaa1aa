//! What these screens share: what is to be known once, values as words, source with its marks, brackets over bytes.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::framing::Role as Part;
use crate::framing::bench::Span;
use crate::framing::code::Value;
use crate::framing::receivers::Listing;
use crate::msg;
use crate::text::escape;
use crate::tui::app::App;
use crate::tui::theme::Role;
use crate::tui::widgets::{Lanes, Look, Sentence, Tone, Walls, columns, put, put_folded};

/// The last line of an area: what is to be known once. Whether there was anything.
pub(super) fn notice(app: &App, look: &Look<'_>, area: Rect, buf: &mut Buffer) -> bool {
    let Some(notice) = &app.notice else { return false };
    let text = app.texts.say(&notice.message);
    let said = Sentence { text: &text, tone: if notice.fault { Tone::Fault } else { Tone::Plain } };
    let height = said.height(look, area.width).clamp(1, 2);
    said.draw(look, Rect { y: area.bottom().saturating_sub(height), height, ..area }, buf);
    true
}

/// Bytes as a literal with its quotes, cut in the middle where it is longer than so many columns.
pub(super) fn quoted(look: &Look<'_>, bytes: &[u8], width: u16) -> String {
    let whole = format!("\"{}\"", escape::c_literal(bytes));
    if columns(look, &whole) <= width {
        return whole;
    }
    let mark = if look.glyphs.ascii { "..." } else { "…" };
    let room = width.saturating_sub(columns(look, mark) + 2);
    let (mut head, mut tail) = (String::new(), String::new());
    let (front, back) = (room - room / 3, room / 3);
    let literal = escape::c_literal(bytes);
    let signs = signs(&literal);
    for sign in &signs {
        if columns(look, &head) + columns(look, sign) > front {
            break;
        }
        head.push_str(sign);
    }
    for sign in signs.iter().rev() {
        if columns(look, &tail) + columns(look, sign) > back {
            break;
        }
        tail.insert_str(0, sign);
    }
    format!("\"{head}{mark}{tail}\"")
}

/// A literal sign by sign, an escape in one piece: `\n`, `\x1b`, `\033`.
fn signs(literal: &str) -> Vec<&str> {
    let (mut signs, mut rest) = (Vec::new(), literal);
    while let Some(first) = rest.chars().next() {
        let len = match rest.as_bytes() {
            [b'\\', b'x', ..] => 4,
            [b'\\', b'0'..=b'7', b'0'..=b'7', ..] => 4,
            [b'\\', ..] => 2,
            _ => first.len_utf8(),
        };
        let (sign, after) = rest.split_at(len.min(rest.len()));
        signs.push(sign);
        rest = after;
    }
    signs
}

/// What a variable holds, in words.
pub(super) fn value(look: &Look<'_>, value: &Value, width: u16) -> String {
    let texts = look.texts;
    match value {
        Value::None => texts.get("workshop-value-none"),
        Value::Bool(true) => texts.get("workshop-value-yes"),
        Value::Bool(false) => texts.get("workshop-value-no"),
        Value::Int(number) => number.to_string(),
        Value::Bytes(bytes) => held(look, bytes, width),
        Value::Text(text) => held(look, text.as_bytes(), width),
    }
}

/// `20 bytes  "This is a longer mes"`, or `nothing`.
pub(super) fn held(look: &Look<'_>, bytes: &[u8], width: u16) -> String {
    if bytes.is_empty() {
        return look.texts.get("workshop-value-nothing");
    }
    let many = look.texts.say(&msg!("workshop-value-bytes", count = bytes.len()));
    let room = width.saturating_sub(columns(look, &many) + gap(width).len() as u16);
    if room < 6 {
        return many;
    }
    format!("{many}{}{}", gap(width), quoted(look, bytes, room))
}

/// What stands between a count and bytes in so many columns.
pub(super) fn gap(width: u16) -> &'static str {
    if width < 24 { " " } else { "  " }
}

/// Columns of a line's number, and the marks before it.
const NUMBER: u16 = 4;

/// Source, with the line that runs next and those that ran. Where it is too long, what did not run is left out.
pub(super) struct Source<'a> {
    /// The source.
    pub(super) listing: &'a Listing,
    /// The line in which it waits, or stopped.
    pub(super) line: Option<u32>,
    /// The lines that ran last.
    pub(super) ran: &'a [u32],
}

impl Source<'_> {
    /// Draws as many lines as there is room for.
    pub(super) fn draw(&self, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
        for (y, line) in (area.y..area.bottom()).zip(self.shown(area.height.into())) {
            let (now, ran) = (self.line == Some(line), self.ran.contains(&line));
            if now {
                put(look, area, buf, (area.x, y), &look.glyphs.row.to_string(), look.style(Role::Focus));
            } else if ran {
                put(look, area, buf, (area.x, y), &look.glyphs.heavy.divider.to_string(), look.style(Role::Quiet));
            }
            let style = look.style(match (now, ran || self.ran.is_empty()) {
                (true, _) => Role::Strong,
                (false, true) => Role::Text,
                (false, false) => Role::Quiet,
            });
            put(look, area, buf, (area.x + 1, y), &format!("{line:>2}"), look.style(Role::Quiet));
            let text = self.listing.lines.get(line as usize - 1).map_or("", |line| &line.text);
            put_folded(look, area, buf, (area.x + NUMBER, y), area.width.saturating_sub(NUMBER), text, style);
        }
    }

    /// The numbers of the lines that are shown: all, those that matter, or as many as there is room for from the first that
    /// matters on.
    fn shown(&self, height: usize) -> Vec<u32> {
        let all: Vec<u32> = (1..=self.listing.lines.len() as u32).collect();
        if all.len() <= height || self.ran.is_empty() {
            let at = self.line.map_or(0, |line| line as usize).saturating_sub(height.saturating_sub(2).max(1));
            let first = at.min(all.len().saturating_sub(height));
            return all[first..].iter().copied().take(height).collect();
        }
        let matters = |line: &u32| self.ran.contains(line) || self.line == Some(*line);
        // Lines around those that ran, as many as there is room for.
        let mut shown: Vec<u32> = all.iter().copied().filter(matters).collect();
        for line in all {
            if shown.len() < height && !shown.contains(&line) {
                shown.push(line);
            }
        }
        shown.sort_unstable();
        shown.truncate(height);
        shown
    }
}

/// Brackets over bytes that say what they are there for.
///
/// ```text
/// ╭┄ length 5 ┄┬─ message 1: 5 bytes ─╮
/// ```
pub(super) struct Brackets<'a> {
    /// The bytes' columns.
    pub(super) lanes: &'a Lanes<'a>,
    /// Where the lanes are drawn.
    pub(super) area: Rect,
    /// The parts of the stream.
    pub(super) spans: &'a [Span],
    /// The bytes of the stream.
    pub(super) stream: &'a [u8],
}

impl Brackets<'_> {
    /// Draws on line `y`.
    pub(super) fn draw(&self, look: &Look<'_>, buf: &mut Buffer, y: u16) {
        let line = Rect { y, height: 1, ..self.area };
        let seen = self.lanes.visible(self.area);
        let walls = self.lanes.walls(self.area);
        let wall = |at: usize| walls.at(at as u64);
        let [left, flat, right] = look.glyphs.over;
        let mut before = None;
        for span in self.spans {
            let visible = (span.bytes.start as u64) < seen.end && span.bytes.end as u64 > seen.start;
            let start = wall(span.bytes.start.max(seen.start as usize));
            let end = wall(span.bytes.end.min(seen.end as usize));
            let (true, Some(start), Some(end)) = (visible, start, end) else { continue };
            let own = span.role == Part::Data;
            let style = look.style(if own { Role::Text } else { Role::Quiet });
            let mark = if own { flat } else { look.glyphs.dotted.edge[0] };
            let inside = end.saturating_sub(start + 1);
            put(look, line, buf, (start + 1, y), &mark.to_string().repeat(inside.into()), style);
            let corner = if before == Some(start) { look.glyphs.light.top } else { left };
            put(look, line, buf, (start, y), &corner.to_string(), look.style(Role::Quiet));
            put(look, line, buf, (end, y), &right.to_string(), look.style(Role::Quiet));
            before = Some(end);
            if let Some(label) = self.label(look, span, inside) {
                let x = start + 1 + (inside - columns(look, &label)) / 2;
                let style = look.style(if own { Role::Strong } else { Role::Text });
                put(look, line, buf, (x, y), &label, style);
            }
        }
    }

    /// Bytes that a message has, whether all are sent or not.
    fn length(&self, message: usize) -> usize {
        let own = |span: &&Span| span.message == message && span.role == Part::Data;
        self.spans.iter().filter(own).map(|span| span.whole).sum()
    }

    /// The longest label that fits.
    fn label(&self, look: &Look<'_>, span: &Span, room: u16) -> Option<String> {
        let texts = look.texts;
        let (bytes, whole) = (span.bytes.len(), span.whole);
        let long = match span.role {
            Part::Data if bytes < whole => {
                texts.say(&msg!("workshop-part-cut", number = span.message + 1, got = bytes, whole = whole))
            }
            Part::Data => texts.say(&msg!("workshop-part-message", number = span.message + 1, count = bytes)),
            Part::Length => texts.say(&msg!("workshop-part-header", length = self.length(span.message))),
            Part::Padding => texts.say(&msg!("workshop-part-padding", count = bytes)),
            Part::Type => texts.get("workshop-part-type"),
            Part::Escape => texts.get("workshop-part-escape"),
            Part::Delimiter => {
                let end = escape::c_literal(&self.stream[span.bytes.clone()]);
                texts.say(&msg!("workshop-part-delimiter", bytes = end))
            }
        };
        let shorter = match span.role {
            Part::Data => {
                let number = span.message + 1;
                vec![texts.say(&msg!("workshop-part-message-short", number = number)), number.to_string()]
            }
            Part::Length => {
                let length = self.length(span.message);
                vec![
                    texts.say(&msg!("workshop-part-length", length = length)),
                    texts.say(&msg!("workshop-part-length-short", length = length)),
                    texts.get("workshop-part-length-letter"),
                ]
            }
            Part::Padding => vec![texts.get("workshop-part-padding-short"), texts.get("workshop-part-padding-letter")],
            Part::Type => vec![texts.get("workshop-part-type-letter")],
            Part::Escape => vec![texts.get("workshop-part-escape-letter")],
            Part::Delimiter => {
                vec![texts.get("workshop-part-delimiter-short"), texts.get("workshop-part-delimiter-letter")]
            }
        };
        let labels = || std::iter::once(&long).chain(&shorter);
        // With a dash on either side where there is room for it.
        let dashed = labels().take(2).map(|label| format!(" {label} "));
        let mut fitting = dashed.filter(|label| columns(look, label) + 2 <= room);
        fitting.next().or_else(|| labels().find(|label| columns(look, label) <= room).cloned())
    }
}

/// Marks at the walls where cuts are; tells the columns that have one.
pub(super) fn cut_marks(
    look: &Look<'_>,
    walls: &Walls,
    line: Rect,
    buf: &mut Buffer,
    cuts: impl Iterator<Item = usize>,
) -> Vec<u16> {
    let mut marked: Vec<u16> = cuts.filter_map(|cut| walls.at(cut as u64)).collect();
    marked.dedup();
    for x in &marked {
        put(look, line, buf, (*x, line.y), &look.glyphs.down.to_string(), look.style(Role::Focus));
    }
    marked
}
