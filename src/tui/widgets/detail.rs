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
/// Byte 4   "o"   0x6f   111   one character   byte 4 of send a
/// sent by call 1 · arrived 0.200 310 · read by call 4, buf2, 0.400 120
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
        let offset = thousands(self.detail.offset);
        let named = look.texts.say(&msg!("tui-byte", offset = offset));
        let mut x = area.x;
        let parts = [
            (named, Role::Strong),
            (self.text(look), Role::Ink(self.detail.send)),
            (format!("0x{byte:02x}"), Role::Text),
            (byte.to_string(), Role::Text),
            (self.role(look), Role::Quiet),
            (
                look.texts.say(&msg!(
                    "tui-byte-of-send",
                    at = thousands(self.detail.in_send),
                    send = letter(self.detail.send)
                )),
                Role::Quiet,
            ),
        ];
        for (text, role) in parts {
            if x >= area.right() {
                break;
            }
            let bold = if matches!(role, Role::Ink(_)) { ratatui::style::Modifier::BOLD } else { Default::default() };
            x += put_folded(look, area, buf, (x, area.y), area.right() - x, &text, look.style(role).add_modifier(bold));
            x = x.saturating_add(3);
        }
        let fate = self.fate(look);
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
            Utf8Role::Part { nth, of, .. } => msg!("tui-byte-part", nth = nth, of = of),
            Utf8Role::None => msg!("tui-byte-no-text"),
        })
    }

    /// What became of it.
    fn fate(&self, look: &Look<'_>) -> String {
        let detail = self.detail;
        let call = detail.sent_by + 1;
        let mut parts = Vec::new();
        if detail.state == ByteState::Planned {
            parts.push(look.texts.say(&msg!("tui-byte-planned", call = call)));
        } else {
            parts.push(look.texts.say(&msg!("tui-byte-sent", call = call)));
        }
        match (detail.state, detail.arrived_at) {
            (ByteState::Planned, _) => {}
            (ByteState::InFlight, _) => parts.push(look.texts.get("tui-byte-in-flight")),
            (_, Some(at)) => parts.push(look.texts.say(&msg!("tui-byte-arrived", time = moment(at)))),
            // The kernel tells nobody when a byte came; a time here would be made up.
            (_, None) => parts.push(look.texts.get("tui-byte-arrived-untold")),
        }
        if let (Some(call), Some(at)) = (detail.read_by, detail.read_at) {
            let time = moment(at);
            parts.push(look.texts.say(&match detail.buffer {
                Some(buffer) => msg!("tui-byte-read-into", call = call + 1, buffer = buffer, time = time),
                None => msg!("tui-byte-read", call = call + 1, time = time),
            }));
        } else if detail.state == ByteState::Arrived {
            parts.push(look.texts.get("tui-byte-unread"));
        }
        parts.join(" · ")
    }
}

/// `0.200 310`: seconds to the microsecond, as in the trace.
fn moment(at: Duration) -> String {
    let micros = at.subsec_micros();
    format!("{}.{:03} {:03}", at.as_secs(), micros / 1000, micros % 1000)
}
