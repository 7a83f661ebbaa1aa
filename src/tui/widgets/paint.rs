//! Putting text on a buffer, so that nothing leaves its place.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::Look;
use crate::msg;
pub(crate) use crate::text::thousands;

/// How many columns a text takes with these signs.
pub fn columns(look: &Look<'_>, text: &str) -> u16 {
    u16::try_from(look.glyphs.plain(text).width()).unwrap_or(u16::MAX)
}

/// Writes a text at a column and a line, never outside `area`. Returns the columns used.
pub fn put(look: &Look<'_>, area: Rect, buf: &mut Buffer, at: (u16, u16), text: &str, style: Style) -> u16 {
    let (x, y) = at;
    let area = area.intersection(buf.area);
    if y < area.y || y >= area.bottom() || x < area.x || x >= area.right() {
        return 0;
    }
    let text = look.glyphs.plain(text);
    let (end, _) = buf.set_stringn(x, y, &text, usize::from(area.right() - x), style);
    end - x
}

/// Like [`put`], but a text longer than `width` ends in `…`.
pub fn put_folded(
    look: &Look<'_>,
    area: Rect,
    buf: &mut Buffer,
    at: (u16, u16),
    width: u16,
    text: &str,
    style: Style,
) -> u16 {
    let room = width.min(area.right().saturating_sub(at.0));
    let area = Rect { width: (at.0 + room).saturating_sub(area.x).min(area.width), ..area };
    put(look, area, buf, at, &fold(look, text, room), style)
}

/// Writes a text so that it ends at the area's right edge. Nothing is written where it does not fit. Returns its columns.
pub fn put_right(look: &Look<'_>, area: Rect, buf: &mut Buffer, y: u16, text: &str, style: Style) -> u16 {
    let width = columns(look, text);
    if width > area.width {
        return 0;
    }
    put(look, area, buf, (area.right() - width, y), text, style)
}

/// A text cut to `width` columns, with `…` at the end where something was cut off.
pub(crate) fn fold(look: &Look<'_>, text: &str, width: u16) -> String {
    let text = look.glyphs.plain(text);
    let width = usize::from(width);
    if text.width() <= width {
        return text.into_owned();
    }
    let mark = if look.glyphs.ascii { "..." } else { "…" };
    let Some(room) = width.checked_sub(mark.width()) else { return mark.chars().take(width).collect() };
    let mut out = String::new();
    let mut used = 0;
    for sign in text.graphemes(true) {
        if used + sign.width() > room {
            break;
        }
        used += sign.width();
        out.push_str(sign);
    }
    out.push_str(mark);
    out
}

/// Sets one sign, if it lies inside `area`.
pub(crate) fn sign(area: Rect, buf: &mut Buffer, at: (u16, u16), sign: char, style: Style) {
    let area = area.intersection(buf.area);
    if area.contains(at.into()) {
        let cell = &mut buf[at];
        cell.set_char(sign);
        cell.set_style(style);
    }
}

/// `▲ 2 more`, `▼ 3 more`: how many lines of a list lie above and below those that are seen. Empty where all are.
pub(crate) fn more(look: &Look<'_>, above: usize, below: usize) -> String {
    let (up, down) = (look.glyphs.here.to_string(), look.glyphs.down.to_string());
    match (above, below) {
        (0, 0) => String::new(),
        (above, 0) => look.texts.say(&msg!("tui-more-above", sign = up, count = above)),
        (0, below) => look.texts.say(&msg!("tui-more-below", sign = down, count = below)),
        (above, below) => look.texts.say(&msg!("tui-more-both", up = up, above = above, down = down, below = below)),
    }
}
