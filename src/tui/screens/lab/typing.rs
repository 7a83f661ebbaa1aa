//! Lines that are being typed: a call with what is known about it, and prose.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Modifier;
use unicode_width::UnicodeWidthStr;

use crate::msg;
use crate::text::Diagnostic;
use crate::tui::app::{App, Editor, Lab};
use crate::tui::theme::Role;
use crate::tui::widgets::{Look, Sentence, Tone, columns, put};

/// Draws the call that is being typed into its slot, and what is wrong with it below. Returns the cursor's place.
pub(super) fn draw_call(
    app: &App,
    editor: &Editor,
    look: &Look<'_>,
    slot: Rect,
    notes: Rect,
    buf: &mut Buffer,
) -> Option<Position> {
    if slot.is_empty() {
        return None;
    }
    let text = editor.text();
    // One column is kept for the cursor behind the last letter.
    let room = usize::from(slot.width.saturating_sub(1));
    let before = UnicodeWidthStr::width(&text[..editor.cursor()]);
    let hidden = before.saturating_sub(room);
    let start = text.char_indices().map(|(at, _)| at).find(|at| text[..*at].width() >= hidden).unwrap_or(text.len());
    let skipped = text[..start].width();
    put(look, slot, buf, (slot.x, slot.y), &text[start..], look.style(Role::Text));
    let column = |at: usize| {
        let at = text.floor_char_boundary(at.min(text.len()));
        slot.x + u16::try_from(text[..at].width().saturating_sub(skipped)).unwrap_or(0).min(slot.width - 1)
    };
    if let Some(found) = editor.diagnostic() {
        let (from, to) = (column(found.span.start), column(found.span.end));
        for x in from..to.max(from + 1).min(slot.right()) {
            buf[(x, slot.y)].set_style(look.style(Role::Fault).add_modifier(Modifier::UNDERLINED));
        }
        draw_finding(app, found, text, look, slot, notes, buf, from);
    }
    Some(Position { x: column(editor.cursor()), y: slot.y })
}

/// `▲` under the column where the line ends just above, then the sentence and the mend.
#[allow(clippy::too_many_arguments)] // a drawing's places and what stands there
fn draw_finding(
    app: &App,
    found: &Diagnostic,
    text: &str,
    look: &Look<'_>,
    slot: Rect,
    notes: Rect,
    buf: &mut Buffer,
    x: u16,
) {
    if notes.is_empty() {
        return;
    }
    let column = text[..text.floor_char_boundary(found.span.start.min(text.len()))].chars().count() + 1;
    let why = app.texts.say(&msg!("lab-column", column = column, why = app.texts.say(&found.message)));
    let mut y = notes.y;
    if slot.bottom() == notes.y && notes.height > 1 {
        put(look, notes, buf, (x, y), &look.glyphs.here.to_string(), look.style(Role::Fault));
    }
    if notes.height > 1 {
        // The mend stands on the caret's line, on the side where it does not meet it.
        if let Some(fix) = &found.fix {
            let fix = app.texts.say(&msg!("lab-fix", fix = fix.apply(text)));
            let left = x > notes.x + notes.width / 2;
            let wide = columns(look, &fix);
            let at = if left { notes.x + 4 } else { notes.right().saturating_sub(wide).max(x + 3) };
            put(look, notes, buf, (at, y), &fix, look.style(Role::Strong));
        }
        y += 1;
    }
    let line = Rect { x: notes.x + 4.min(notes.width), y, width: notes.width.saturating_sub(4), height: 1 };
    Sentence { text: &why, tone: Tone::Fault }.draw(look, line, buf);
}

/// Draws prose that is being written, wrapped at words. Returns the cursor's place.
pub(super) fn draw_prose(lab: &Lab, look: &Look<'_>, area: Rect, buf: &mut Buffer) -> Option<Position> {
    if area.is_empty() {
        return None;
    }
    let text = lab.writing.lines().first().map_or("", String::as_str);
    let cursor = lab.writing.cursor().1;
    let (mut x, mut y) = (area.x, area.y);
    let mut place = None;
    // Words are placed one by one; the cursor stands before its letter.
    let mut at = 0;
    for word in text.split_inclusive(' ') {
        let wide = u16::try_from(word.trim_end().width()).unwrap_or(u16::MAX);
        if x > area.x && x.saturating_add(wide) > area.right() {
            x = area.x;
            y += 1;
        }
        for sign in word.chars() {
            let wide = u16::try_from(unicode_width::UnicodeWidthChar::width(sign).unwrap_or(0)).unwrap_or(0);
            if x.saturating_add(wide) > area.right() && sign != ' ' {
                x = area.x;
                y += 1;
            }
            if at == cursor {
                place = Some((x, y));
            }
            x += put(look, area, buf, (x, y), sign.encode_utf8(&mut [0; 4]), look.style(Role::Text));
            at += 1;
        }
    }
    let (x, y) = place.unwrap_or((x, y));
    Some(Position { x: x.min(area.right() - 1), y: y.min(area.bottom() - 1) })
}
