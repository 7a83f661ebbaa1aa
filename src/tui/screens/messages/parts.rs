//! What these screens share: what is to be known once, values as words, brackets over bytes.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::framing::Role as Part;
use crate::framing::bench::Span;
use crate::framing::code::Value;
use crate::msg;
use crate::text::escape;
use crate::tui::app::App;
use crate::tui::theme::Role;
use crate::tui::widgets::{Lanes, Look, Phase, Sentence, Tone, Walls, columns, put};

/// The last line of an area: what is to be known once. Whether there was anything.
pub(super) fn notice(app: &App, look: &Look<'_>, area: Rect, buf: &mut Buffer) -> bool {
    let Some(notice) = &app.notice else { return false };
    let text = app.texts.say(&notice.message);
    let said = Sentence { text: &text, tone: if notice.fault { Tone::Fault } else { Tone::Plain } };
    let height = said.height(look, area.width).clamp(1, 2);
    said.draw(look, Rect { y: area.bottom().saturating_sub(height), height, ..area }, buf);
    true
}

/// Bytes as a literal with its quotes, cut in the middle where it is longer than so many columns. Blanks can be counted as in
/// the boxes, and nothing is broken at them; ASCII has no sign for them that would not be a byte, too.
pub(super) fn quoted(look: &Look<'_>, bytes: &[u8], width: u16) -> String {
    let mut literal = escape::c_literal(bytes);
    if !look.glyphs.ascii {
        literal = literal.replace(' ', &look.glyphs.space.to_string());
    }
    let whole = format!("\"{literal}\"");
    if columns(look, &whole) <= width {
        return whole;
    }
    let mark = if look.glyphs.ascii { "..." } else { "…" };
    let room = width.saturating_sub(columns(look, mark) + 2);
    let (mut head, mut tail) = (String::new(), String::new());
    let (front, back) = (room - room / 3, room / 3);
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
    /// How many bytes each message has, whether all are sent or not; nothing while that is asked.
    pub(super) lengths: &'a [usize],
}

impl Brackets<'_> {
    /// Draws on line `y`.
    pub(super) fn draw(&self, look: &Look<'_>, buf: &mut Buffer, y: u16) {
        let line = Rect { y, height: 1, ..self.area };
        let seen = self.lanes.visible(self.area);
        let walls = self.lanes.walls(self.area);
        let wall = |at: usize| walls.at(at as u64);
        let [left, flat, right] = look.glyphs.over;
        // Over boxes a bracket goes from wall to wall; over letters from the first of them to the last.
        let letters = u16::from(self.lanes.phase == Phase::Asking);
        let mut before = None;
        for span in self.spans {
            let visible = (span.bytes.start as u64) < seen.end && span.bytes.end as u64 > seen.start;
            let start = wall(span.bytes.start.max(seen.start as usize)).map(|start| start + letters);
            let end = wall(span.bytes.end.min(seen.end as usize)).map(|end| end - letters);
            let (true, Some(start), Some(end)) = (visible, start, end) else { continue };
            let own = span.role == Part::Data;
            let style = look.style(if own { Role::Text } else { Role::Quiet });
            let mark = if own { flat } else { look.glyphs.dotted.edge[0] };
            let inside = end.saturating_sub(start + 1);
            put(look, line, buf, (start, y), &mark.to_string().repeat((end + 1 - start).into()), style);
            if end > start {
                let corner = if before == Some(start) { look.glyphs.light.top } else { left };
                put(look, line, buf, (start, y), &corner.to_string(), look.style(Role::Quiet));
                put(look, line, buf, (end, y), &right.to_string(), look.style(Role::Quiet));
            }
            before = Some(end);
            if let Some(label) = self.label(look, span, inside) {
                let x = start + 1 + (inside - columns(look, &label)) / 2;
                let style = look.style(if own { Role::Strong } else { Role::Text });
                put(look, line, buf, (x, y), &label, style);
            }
        }
    }

    /// The longest label that fits.
    fn label(&self, look: &Look<'_>, span: &Span, room: u16) -> Option<String> {
        let texts = look.texts;
        let (bytes, whole, number) = (span.bytes.len(), span.whole, span.message + 1);
        let labels = match span.role {
            Part::Data if self.lengths.get(span.message).is_none() => {
                vec![texts.say(&msg!("workshop-part-message-short", number = number)), number.to_string()]
            }
            Part::Data if bytes < whole => vec![
                texts.say(&msg!("workshop-part-cut", number = number, got = bytes, whole = whole)),
                texts.say(&msg!("workshop-part-cut-short", number = number, got = bytes, whole = whole)),
                texts.say(&msg!("workshop-part-message-short", number = number)),
                number.to_string(),
            ],
            Part::Data => vec![
                texts.say(&msg!("workshop-part-message", number = number, count = bytes)),
                texts.say(&msg!("workshop-part-message-short", number = number)),
                number.to_string(),
            ],
            Part::Length if bytes < whole => vec![
                texts.say(&msg!("workshop-part-header-cut", got = bytes, whole = whole)),
                texts.get("workshop-part-header-short"),
            ],
            Part::Length => match self.lengths.get(span.message) {
                None => vec![texts.get("workshop-part-header-short")],
                Some(length) => vec![
                    texts.say(&msg!("workshop-part-header", length = *length)),
                    texts.say(&msg!("workshop-part-length", length = *length)),
                    texts.say(&msg!("workshop-part-length-short", length = *length)),
                ],
            },
            Part::Padding => {
                vec![texts.say(&msg!("workshop-part-padding", count = bytes)), texts.get("workshop-part-padding-short")]
            }
            Part::Type => vec![texts.get("workshop-part-type")],
            Part::Escape => vec![texts.get("workshop-part-escape")],
            Part::Delimiter => {
                let end = escape::c_literal(&self.stream[span.bytes.clone()]);
                vec![
                    texts.say(&msg!("workshop-part-delimiter", bytes = end)),
                    texts.get("workshop-part-delimiter-short"),
                ]
            }
        };
        // With a dash on either side where there is room for it. A line without a word is enough where there is none.
        let dashed = labels.iter().take(2).map(|label| format!(" {label} "));
        let mut fitting = dashed.filter(|label| columns(look, label) + 2 <= room);
        fitting.next().or_else(|| labels.iter().find(|label| columns(look, label) <= room).cloned())
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
