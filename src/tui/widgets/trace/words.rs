//! What an event is called, and what it means.

use crate::call::{Call, How, Op, Side};
use crate::msg;
use crate::text::{Message, thousands};
use crate::trace::{self, Got, Told, TraceLine, Words};
use crate::tui::widgets::paint::fold;
use crate::tui::widgets::{Look, columns};

/// The most data that is written out.
const DATA: usize = 32;
/// The longest code that is written out.
const CODE: u16 = 56;
/// What is kept of a call's end.
const TAIL: u16 = 12;

/// The line as [`trace::words`](crate::trace::words) tells it, in the room that there is.
pub(super) fn line(look: &Look<'_>, line: &TraceLine<'_>) -> Words {
    let told = trace::words(line, DATA, look.texts);
    // Calls may be of any length; everything else is as long as it has to be.
    match line.told {
        Told::Made { .. } | Told::Returned { .. } => Words { code: shortened(look, &told.code, CODE), ..told },
        _ => told,
    }
}

/// What it means, in plain words.
pub(super) fn plain(look: &Look<'_>, line: &TraceLine<'_>) -> String {
    let said = match &line.told {
        Told::Connected { relay: None, .. } => msg!("tui-plain-connected"),
        Told::Connected { client, relay: Some(_), .. } => {
            msg!("tui-plain-connected-relayed", host = client.ip().to_string())
        }
        Told::Made { call, code, size, got: Some(got), .. } | Told::Returned { call, code, size, got, .. } => {
            returned(look, call + 1, code, *size, got)
        }
        Told::Made { call, code, waits, .. } => match (&code.op, waits) {
            (Op::Recv(_), true) => msg!("tui-plain-waits", call = call + 1),
            (Op::Recv(_), false) => msg!("tui-plain-waited", call = call + 1),
            _ => msg!("tui-plain-goes-on", call = call + 1),
        },
        Told::Delivered { to, bytes } => {
            msg!("tui-plain-delivered", bytes = *bytes, shown = thousands(*bytes), side = side_word(look, *to))
        }
        Told::DeliveredFin { to } => msg!("tui-plain-delivered-end", side = side_word(look, *to)),
        Told::Blocks { call, code, .. } if code.as_send().is_some() => msg!("tui-plain-blocks-send", call = call + 1),
        Told::Blocks { call, .. } => msg!("tui-plain-blocks", call = call + 1),
        Told::Never { call, side, .. } => msg!("tui-plain-never", call = call + 1, side = side_word(look, *side)),
    };
    look.texts.say(&said)
}

fn returned(look: &Look<'_>, call: usize, code: &Call, size: Option<u64>, got: &Got) -> Message {
    match (&code.op, got) {
        (_, Got::Failed(errno)) if errno.0 == libc::EAGAIN => msg!("tui-plain-eagain", call = call),
        (_, Got::Failed(errno)) => msg!("tui-plain-failed", call = call, errno = errno.name()),
        (Op::Send(send), Got::Sent(took)) if *took < send.bytes.len() as u64 => {
            let all = thousands(send.bytes.len() as u64);
            msg!("tui-plain-sent-part", bytes = thousands(*took), all = all)
        }
        (Op::Send(_), Got::Sent(took)) => {
            msg!("tui-plain-sent", bytes = *took, shown = thousands(*took))
        }
        (_, Got::Received(bytes)) if bytes.is_empty() && size == Some(0) => msg!("tui-plain-zero", call = call),
        (_, Got::Received(bytes)) if bytes.is_empty() => msg!("tui-plain-end", call = call),
        (_, Got::Received(bytes)) => {
            let peek = matches!(&code.op, Op::Recv(recv) if recv.flags.peek);
            let key = match size {
                _ if peek => "tui-plain-peeked",
                Some(size) if size > bytes.len() as u64 => "tui-plain-read",
                Some(_) => "tui-plain-read-full",
                None => "tui-plain-read-some",
            };
            let count = bytes.len() as u64;
            let said = Message::new(key).with("call", call).with("bytes", count).with("shown", thousands(count));
            said.with("size", thousands(size.unwrap_or(0)))
        }
        (Op::Shutdown(How::Write | How::Both), _) => msg!("tui-plain-shutdown", call = call),
        (Op::Close, _) => msg!("tui-plain-close", call = call),
        (Op::Sleep(_), _) => msg!("tui-plain-sleep"),
        _ => msg!("tui-plain-done", call = call, code = written(look, code)),
    }
}

/// A call as typed.
fn written(look: &Look<'_>, code: &Call) -> String {
    shortened(look, &code.to_string(), CODE)
}

/// A call in so many columns: the middle is left out, so that the arguments behind long data are seen.
pub(super) fn shortened(look: &Look<'_>, text: &str, room: u16) -> String {
    if columns(look, text) <= room || room < 2 * TAIL {
        return look.glyphs.plain(text).into_owned();
    }
    let count = text.chars().count();
    let tail: String = text.chars().skip(count.saturating_sub(usize::from(TAIL))).collect();
    format!("{}{}", fold(look, text, room.saturating_sub(columns(look, &tail))), look.glyphs.plain(&tail))
}

/// The word for a side.
fn side_word(look: &Look<'_>, side: Side) -> String {
    look.texts.get(match side {
        Side::Client => "tui-calls-client",
        Side::Server => "tui-calls-server",
    })
}
