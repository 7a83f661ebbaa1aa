//! Lines that are being typed: a call with what is known about it, and prose.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Modifier;
use unicode_width::UnicodeWidthStr;

use crate::msg;
use crate::script::{self, Script};
use crate::text::Diagnostic;
use crate::tui::app::{App, Editor, Lab};
use crate::tui::theme::Role;
use crate::tui::widgets::{Look, Sentence, Tone, columns, put};

/// Draws the call that is being typed into its slot, and what is wrong with it below. Returns the cursor's place.
pub(super) fn draw_call(
    app: &App,
    editor: &Editor,
    script: &Script,
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
    let end = slot.x + put(look, slot, buf, (slot.x, slot.y), &text[start..], look.style(Role::Text));
    // What Tab would add stands there quietly; without colour it could not be told from what was typed.
    let offered = offered(app, editor, script);
    let rest = offered.as_deref().and_then(|line| line.strip_prefix(text));
    if let Some(rest) = rest.filter(|_| look.theme.has_colour() && editor.cursor() == text.len()) {
        put(look, slot, buf, (end, slot.y), rest, look.style(Role::Quiet));
    }
    let column = |at: usize| {
        let at = text.floor_char_boundary(at.min(text.len()));
        slot.x + u16::try_from(text[..at].width().saturating_sub(skipped)).unwrap_or(0).min(slot.width - 1)
    };
    // A line that is on its way to a call is not wrong: it is not finished.
    if let Some(found) = editor.diagnostic()
        && rest.is_some()
    {
        let why = app.texts.say(&found.message);
        let why = Sentence { text: &why, tone: Tone::Quiet };
        let line = below(notes, why.height(look, notes.width.saturating_sub(LEAD)));
        clear(line, buf);
        why.draw(look, indented(line), buf);
    } else if let Some(found) = editor.diagnostic() {
        let (from, to) = (column(found.span.start), column(found.span.end));
        for x in from..to.max(from + 1).min(slot.right()) {
            buf[(x, slot.y)].set_style(look.style(Role::Fault).add_modifier(Modifier::UNDERLINED));
        }
        draw_finding(app, found, text, look, notes, buf, from);
    }
    Some(Position { x: column(editor.cursor()), y: slot.y })
}

/// The line that Tab would make of what is typed.
pub(super) fn offered(app: &App, editor: &Editor, script: &Script) -> Option<String> {
    let lines = script::complete(editor.text(), editor.side, script, app.settings.spelling);
    lines.into_iter().next().filter(|line| line.starts_with(editor.text()))
}

/// Columns before a call's text: its mark and its number.
const LEAD: u16 = 4;

/// The first lines of an area.
fn below(area: Rect, lines: u16) -> Rect {
    Rect { height: lines.min(area.height), ..area }
}

fn indented(area: Rect) -> Rect {
    let lead = LEAD.min(area.width);
    Rect { x: area.x + lead, width: area.width - lead, ..area }
}

/// The calls below the line give way to what is said about it.
fn clear(area: Rect, buf: &mut Buffer) {
    for position in area.intersection(buf.area).positions() {
        buf[position].reset();
    }
}

/// `▲` under the column, then the sentence and the mend, all in the pane of the line.
fn draw_finding(app: &App, found: &Diagnostic, text: &str, look: &Look<'_>, notes: Rect, buf: &mut Buffer, x: u16) {
    let column = text[..text.floor_char_boundary(found.span.start.min(text.len()))].chars().count() + 1;
    let why = app.texts.say(&msg!("lab-column", column = column, why = app.texts.say(&found.message)));
    let fix = found.fix.as_ref().map(|fix| app.texts.say(&msg!("lab-fix", fix = fix.apply(text))));
    let why = Sentence { text: &why, tone: Tone::Fault };
    let words = indented(notes);
    let high = why.height(look, words.width);
    let fix = fix.as_deref().map(|text| Sentence { text, tone: Tone::Strong });
    let mend = fix.map_or(0, |fix| fix.height(look, words.width));
    // Where lines are few, the mend stands beside the caret, on the side where it does not meet it; where it is too long
    // for that, it takes the caret's line, for the place is marked in the line above.
    let roomy = notes.height > high + mend;
    let beside = fix.and_then(|fix| {
        let wide = columns(look, fix.text);
        let right = x.saturating_add(4);
        let fits = |at: u16, end: u16| (at.saturating_add(wide) <= end).then_some(at);
        fits(right, notes.right()).or(fits(words.x, x.saturating_sub(1)))
    });
    let first = fix.filter(|_| !roomy && (beside.is_none() || notes.height < 2));
    let caret = u16::from(notes.height > 1 && first.is_none());
    clear(below(notes, caret + high + if roomy || first.is_some() { mend } else { 0 }), buf);
    if caret > 0 {
        put(look, notes, buf, (x, notes.y), &look.glyphs.here.to_string(), look.style(Role::Fault));
    }
    let rest =
        |down: u16| Rect { y: words.y + down.min(words.height), height: words.height.saturating_sub(down), ..words };
    if let Some(fix) = first {
        fix.draw(look, below(rest(0), mend), buf);
        why.draw(look, below(rest(mend), high), buf);
        return;
    }
    why.draw(look, below(rest(caret), high), buf);
    match (fix, beside) {
        (Some(fix), _) if roomy => fix.draw(look, below(rest(caret + high), mend), buf),
        (Some(fix), Some(at)) => {
            put(look, notes, buf, (at, notes.y), fix.text, look.style(Role::Strong));
        }
        _ => {}
    }
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
