//! All that is known about one byte.

use std::collections::HashSet;
use std::time::Duration;

use super::{ByteState, StreamView};
use crate::trace::{Event, Got, What};

/// One byte of a stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ByteDetail<'a> {
    /// Where it stands in the stream, from 0.
    pub offset: u64,
    /// The byte as it was sent.
    pub byte: u8,
    /// Its send's letter and hue, see [`letter`](super::letter).
    pub letter: usize,
    /// The send's call, an index into the script's calls.
    pub sent_by: usize,
    /// Where it stands among the send's own bytes, from 0.
    pub in_send: u64,
    /// When its send was made; none before that.
    pub sent_at: Option<Duration>,
    /// When it arrived in the receiver's kernel. Only a relay knows that; none where the kernel alone decides.
    pub arrived_at: Option<Duration>,
    /// When a recv returned it.
    pub read_at: Option<Duration>,
    /// The recv's call, an index into the script's calls.
    pub read_by: Option<usize>,
    /// Where it stands among the bytes that the recv gave, from 0.
    pub in_recv: Option<u64>,
    /// The recv's buffer, where it has a name of its own.
    pub buffer: Option<&'a str>,
    /// Where it is.
    pub state: ByteState,
    /// What it is in UTF-8 text.
    pub role: Utf8Role,
    /// It is part of a character that a recv has cut: not all of its bytes were read by the same call.
    pub cut: bool,
}

/// What a byte is in UTF-8 text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Utf8Role {
    /// A character by itself (ASCII).
    Alone,
    /// One of the bytes of a character.
    Part {
        /// The character.
        sign: char,
        /// Which of its bytes, from 1.
        nth: u8,
        /// How many it has.
        of: u8,
    },
    /// Not UTF-8 in this place.
    None,
}

/// What is known about the byte at an offset; none where the stream has none.
pub fn byte_detail<'a>(stream: &StreamView<'a>, events: &[Event], offset: u64) -> Option<ByteDetail<'a>> {
    let send = stream.send_of(offset)?;
    let byte = stream.byte(offset)?;
    let sent_by = stream.sends[send].call;
    let recv = stream.read_by(offset).map(|recv| &stream.recvs[recv]);
    let mut detail = ByteDetail {
        offset,
        byte,
        letter: stream.letters_before + send,
        sent_by,
        in_send: offset - stream.sends[send].range.start,
        sent_at: None,
        arrived_at: None,
        read_at: None,
        read_by: recv.map(|recv| recv.call),
        in_recv: recv.map(|recv| offset - recv.at),
        buffer: recv.and_then(|recv| recv.buffer),
        state: stream.state_of(offset),
        role: role(offset, |offset| stream.byte(offset)),
        cut: false,
    };
    if let Utf8Role::Part { nth, of, .. } = detail.role {
        let first = offset + 1 - u64::from(nth);
        detail.cut = (first..first + u64::from(of)).any(|other| stream.read_by(other) != stream.read_by(offset));
    }
    let to = stream.from.peer();
    let (mut delivered, mut read) = (0, 0);
    // A call may be made many times: its sends and its entries pair in order, and so do reads and bytes.
    let mut earlier = stream.sends[..send].iter().filter(|send| send.call == sent_by).count();
    let takes: HashSet<usize> = stream.recvs.iter().filter(|recv| !recv.peek).map(|recv| recv.call).collect();
    for event in events {
        let at = Some(event.at);
        match &event.what {
            What::Enter { call, .. } if *call == sent_by => match earlier.checked_sub(1) {
                Some(left) => earlier = left,
                None => detail.sent_at = detail.sent_at.or(at),
            },
            What::Delivered { to: side, bytes } if *side == to => {
                delivered += bytes;
                if delivered > offset {
                    detail.arrived_at = detail.arrived_at.or(at);
                }
            }
            What::Return { call, got: Got::Received(bytes) } if takes.contains(call) => {
                read += bytes.len() as u64;
                if read > offset {
                    detail.read_at = detail.read_at.or(at);
                }
            }
            _ => {}
        }
    }
    Some(detail)
}

/// The role of a byte among its neighbours.
fn role(offset: u64, at: impl Fn(u64) -> Option<u8>) -> Utf8Role {
    if at(offset).is_some_and(|byte| byte.is_ascii()) {
        return Utf8Role::Alone;
    }
    for back in 0..4u64 {
        let Some(start) = offset.checked_sub(back) else { break };
        let mut bytes = [0; 4];
        let mut len = 0;
        for (index, byte) in bytes.iter_mut().enumerate() {
            let Some(found) = at(start + index as u64) else { break };
            *byte = found;
            len = index + 1;
        }
        let first = bytes[..len].utf8_chunks().next().and_then(|chunk| chunk.valid().chars().next());
        if let Some(sign) = first.filter(|sign| sign.len_utf8() as u64 > back) {
            return Utf8Role::Part { sign, nth: back as u8 + 1, of: sign.len_utf8() as u8 };
        }
    }
    Utf8Role::None
}
