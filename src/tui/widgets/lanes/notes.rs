//! What stands beside the lanes, in words.

use std::time::Duration;

use super::{Lane, Lanes};
use crate::msg;
use crate::text::Message;
use crate::tui::view::{Fin, RecvState, RecvView, SendState};
use crate::tui::widgets::Look;
use crate::tui::widgets::paint::thousands;

/// A time as people read a clock: `1.2 s`, `12 s`, `2 min 5 s`.
pub fn clock(look: &Look<'_>, time: Duration) -> String {
    let seconds = time.as_secs();
    look.texts.say(&match seconds {
        0..10 => msg!("tui-clock-tenths", seconds = seconds, tenths = u64::from(time.subsec_millis() / 100)),
        10..60 => msg!("tui-clock-seconds", seconds = seconds),
        _ => msg!("tui-clock-minutes", minutes = seconds / 60, seconds = seconds % 60),
    })
}

/// The name of a recv: its buffer's, or, where another recv has the same one or it has none, its call's: `call 3`.
pub(super) fn name(look: &Look<'_>, recv: &RecvView<'_>) -> String {
    match recv.buffer {
        Some(buffer) => buffer.to_owned(),
        None => look.texts.say(&msg!("tui-recv", call = recv.call + 1)),
    }
}

/// What may stand for a recv at its box, the best first: its name, or its number alone; of a loop's recvs their name and
/// which of them it is, counted from 0.
pub(super) fn names(look: &Look<'_>, recv: &RecvView<'_>, piece: Option<usize>) -> Vec<String> {
    let name = name(look, recv);
    match piece {
        Some(piece) => {
            let number = piece + 1;
            let long = look.texts.say(&msg!("tui-recv-of-loop", name = name, number = number));
            vec![long, format!("#{number}"), number.to_string()]
        }
        None if recv.buffer.is_some() => {
            // A name's own number, not another one for the same recv.
            let digits = name.rsplit(|sign: char| !sign.is_ascii_digit()).next().unwrap_or_default();
            let number = if digits.is_empty() { recv.number.to_string() } else { digits.to_owned() };
            vec![name, number]
        }
        None => vec![name, (recv.call + 1).to_string()],
    }
}

impl Lanes<'_> {
    /// The note of a lane: one line, or two where the lane has room for them.
    pub(super) fn note(&self, look: &Look<'_>, lane: Lane) -> [String; 2] {
        let view = self.view;
        let one = |line| [line, String::new()];
        match lane {
            Lane::Sent => {
                let called = view.sends.iter().filter(|send| send.state != SendState::Planned).count();
                let sends = look.texts.say(&msg!("tui-note-sends", count = called));
                let offered = view.offered().end - view.offered().start;
                let waits = match offered {
                    0 => String::new(),
                    _ => look.texts.say(&msg!("tui-note-offered", count = thousands(offered))),
                };
                [sends, waits]
            }
            Lane::Network => self.network_note(look),
            Lane::Recv(index) => one(view.recvs.get(index).map_or(String::new(), |recv| self.recv_note(look, recv))),
        }
    }

    fn network_note(&self, look: &Look<'_>) -> [String; 2] {
        let view = self.view;
        let count = |bytes: std::ops::Range<u64>| bytes.end.saturating_sub(bytes.start);
        let (flying, unread) = (count(view.in_flight()), count(view.unread()));
        let say = |key, number| look.texts.say(&Message::new(key).with("count", thousands(number)));
        let fin = matches!(view.fin, Fin::InFlight | Fin::Arrived);
        let line = match (flying, unread) {
            (0, 0) if fin => look.texts.get("tui-note-only-fin"),
            (0, 0) if view.relayed => look.texts.get("tui-note-none-in-flight"),
            (0, 0) => look.texts.get("tui-note-none-unread"),
            (0, unread) => say("tui-note-unread", unread),
            (flying, 0) => say("tui-note-in-flight", flying),
            (flying, unread) => return [say("tui-note-arrived", unread), say("tui-note-in-flight", flying)],
        };
        [line, String::new()]
    }

    fn recv_note(&self, look: &Look<'_>, recv: &RecvView<'_>) -> String {
        match recv.state {
            RecvState::Planned => String::new(),
            RecvState::Waiting { since } => match self.now {
                Some(now) => {
                    let time = clock(look, now.saturating_sub(since));
                    look.texts.say(&msg!("tui-note-blocked-for", time = time))
                }
                None => look.texts.get("tui-note-blocked"),
            },
            RecvState::Blocks { .. } => look.texts.get("tui-note-blocks"),
            RecvState::Read(bytes) => {
                let key = if recv.peek { "tui-note-peeked" } else { "tui-note-read" };
                look.texts.say(&Message::new(key).with("count", thousands(bytes.len() as u64)))
            }
            RecvState::Zero { end: true } => look.texts.get("tui-note-end"),
            RecvState::Zero { end: false } => look.texts.get("tui-note-zero"),
            RecvState::Failed(crate::call::Errno(libc::EAGAIN)) => look.texts.get("tui-note-eagain"),
            RecvState::Failed(errno) => look.texts.say(&msg!("tui-note-failed", errno = errno.name())),
            RecvState::NeverCalled => look.texts.get("tui-note-never-called"),
        }
    }

    /// The note of the lane that all recvs share.
    pub(super) fn read_note(&self, look: &Look<'_>) -> [String; 2] {
        let view = self.view;
        let called: Vec<&RecvView<'_>> = view
            .recvs
            .iter()
            .filter(|recv| !matches!(recv.state, RecvState::Planned | RecvState::NeverCalled))
            .collect();
        let pending = called.last().filter(|recv| recv.is_pending());
        let mut lines = match &called[..called.len() - usize::from(pending.is_some())] {
            [] => [String::new(), String::new()],
            [one] => [self.recv_note(look, one), String::new()],
            several => [
                look.texts.say(&msg!("tui-note-reads", recvs = several.len())),
                look.texts.say(&msg!("tui-note-bytes", bytes = thousands(view.read))),
            ],
        };
        if let Some(recv) = pending {
            // The clock is what changes: it comes first where nothing was read, and below where something was.
            let at = usize::from(!lines[0].is_empty());
            lines[at] = self.recv_note(look, recv);
        }
        lines
    }

    /// The last recv's note in a word, where its sentence does not fit.
    pub(super) fn brief(&self, look: &Look<'_>) -> Option<String> {
        let blocks = self.view.recvs.iter().any(|recv| matches!(recv.state, RecvState::Blocks { .. }));
        blocks.then(|| look.texts.get("tui-waits-blocks"))
    }

    /// The words in the open box of a waiting recv, longest first.
    pub(super) fn waiting(&self, look: &Look<'_>, recv: &RecvView<'_>) -> [String; 2] {
        let keys = match recv.state {
            RecvState::Blocks { .. } => ["tui-waits-for-good", "tui-waits-blocks"],
            _ if self.view.arrived > self.view.read => ["tui-waits-for-more", "tui-waits"],
            _ => ["tui-waits-nothing", "tui-waits"],
        };
        keys.map(|key| look.texts.get(key))
    }
}
