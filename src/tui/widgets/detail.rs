//! The byte under the cursor, in words.

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::paint::thousands;
use super::{Look, columns, put, put_folded};
use crate::msg;
use crate::text::escape::to_c;
use crate::tui::theme::Role;
use crate::tui::view::{ByteDetail, ByteState, Utf8Role, letter};

/// One line or two about a byte: what it is, and what became of it.
///
/// ```text
/// Byte 4   "o"   0x6f   111   0110 1111   one character   byte 4 of send a
/// sent by call 1, 0.000 120 · arrived 0.200 310 · read by call 4, byte 2 of buf2, 0.400 120
/// ```
///
/// Where there is one line, the second follows on the first as far as it fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ByteLine<'a> {
    /// The byte.
    pub detail: &'a ByteDetail<'a>,
}

impl ByteLine<'_> {
    /// Draws on the first two lines of `area`.
    pub fn draw(&self, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
        let area = area.intersection(buf.area);
        if area.is_empty() {
            return;
        }
        let byte = self.detail.byte;
        let wide = area.width >= WIDE;
        let offset = thousands(self.detail.offset);
        let named = look.texts.say(&msg!("tui-byte", offset = offset));
        let mut x = area.x;
        let parts = [
            (named, Role::Strong),
            (self.text(look), Role::Ink(self.detail.letter)),
            (format!("0x{byte:02x}"), Role::Text),
            (byte.to_string(), Role::Text),
            (if wide { format!("{:04b} {:04b}", byte >> 4, byte & 15) } else { String::new() }, Role::Text),
            (self.role(look), Role::Quiet),
            (
                look.texts.say(&msg!(
                    "tui-byte-of-send",
                    at = thousands(self.detail.in_send),
                    send = letter(self.detail.letter)
                )),
                Role::Quiet,
            ),
        ];
        for (text, role) in parts.into_iter().filter(|(text, _)| !text.is_empty()) {
            if x >= area.right() {
                break;
            }
            let bold = if matches!(role, Role::Ink(_)) { ratatui::style::Modifier::BOLD } else { Default::default() };
            x += put_folded(look, area, buf, (x, area.y), area.right() - x, &text, look.style(role).add_modifier(bold));
            x = x.saturating_add(3);
        }
        let fate = self.fate(look, wide);
        if area.height > 1 {
            put_folded(look, area, buf, (area.x, area.y + 1), area.width, &fate, look.style(Role::Text));
        } else if area.right().saturating_sub(x) >= columns(look, &fate).min(24) {
            put(look, area, buf, (x.saturating_sub(2), area.y), "·", look.style(Role::Quiet));
            put_folded(look, area, buf, (x, area.y), area.right() - x, &fate, look.style(Role::Text));
        }
    }

    /// The byte, or the character it is a part of, as text.
    fn text(&self, look: &Look<'_>) -> String {
        match self.detail.role {
            Utf8Role::Part { sign, .. } if !look.glyphs.ascii && !sign.is_control() => format!("\"{sign}\""),
            _ => format!("\"{}\"", to_c(&[self.detail.byte])),
        }
    }

    fn role(&self, look: &Look<'_>) -> String {
        look.texts.say(&match self.detail.role {
            Utf8Role::Alone if self.detail.byte == b' ' => msg!("tui-byte-space"),
            Utf8Role::Alone if self.detail.byte.is_ascii_control() => msg!("tui-byte-control"),
            Utf8Role::Alone => msg!("tui-byte-alone"),
            Utf8Role::Part { nth, of, .. } if self.detail.cut => msg!("tui-byte-cut", nth = nth, of = of),
            Utf8Role::Part { nth, of, .. } => msg!("tui-byte-part", nth = nth, of = of),
            Utf8Role::None => msg!("tui-byte-no-text"),
        })
    }

    /// What became of it.
    fn fate(&self, look: &Look<'_>, wide: bool) -> String {
        let detail = self.detail;
        let time = |at: Option<Duration>| moment(at.unwrap_or_default(), wide);
        let call = detail.sent_by + 1;
        let mut parts = Vec::new();
        if detail.state == ByteState::Planned {
            parts.push(look.texts.say(&msg!("tui-byte-planned", call = call)));
        } else {
            parts.push(look.texts.say(&msg!("tui-byte-sent", call = call, time = time(detail.sent_at))));
        }
        match (detail.state, detail.arrived_at) {
            (ByteState::Planned, _) => {}
            (ByteState::Offered, _) => parts.push(look.texts.get("tui-byte-offered")),
            (ByteState::InFlight, _) => parts.push(look.texts.get("tui-byte-in-flight")),
            (_, at @ Some(_)) => parts.push(look.texts.say(&msg!("tui-byte-arrived", time = time(at)))),
            // That it was read says enough where there is little room.
            (ByteState::Read { .. }, None) if !wide => {}
            // The kernel tells nobody when a byte came; a time here would be made up.
            (_, None) => parts.push(look.texts.get("tui-byte-arrived-untold")),
        }
        if let (Some(call), Some(at)) = (detail.read_by, detail.in_recv) {
            let (at, time) = (thousands(at), time(detail.read_at));
            parts.push(look.texts.say(&match detail.buffer {
                Some(buffer) => msg!("tui-byte-read-into", call = call + 1, at = at, buffer = buffer, time = time),
                None => msg!("tui-byte-read", call = call + 1, at = at, time = time),
            }));
        } else if detail.state == ByteState::Arrived {
            parts.push(look.texts.get("tui-byte-unread"));
        }
        parts.join(" · ")
    }
}

/// From this width on there is room for microseconds and for the byte's bits.
const WIDE: u16 = 100;

/// `0.200 310`: seconds to the microsecond, as in the trace; `0.200` where there is little room.
fn moment(at: Duration, wide: bool) -> String {
    let micros = at.subsec_micros();
    if wide {
        format!("{}.{:03} {:03}", at.as_secs(), micros / 1000, micros % 1000)
    } else {
        format!("{}.{:03}", at.as_secs(), micros / 1000)
    }
}
