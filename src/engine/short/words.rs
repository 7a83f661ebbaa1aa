//! What the steps of a short send did, in sentences.

use std::time::Duration;

use super::{By, Event, Found, Order, Stage, TIME_OUT};
use crate::msg;
use crate::text::{Message, thousands};

/// How long a call took: in milliseconds, from a second on in seconds.
fn span(time: Duration) -> Message {
    if time < Duration::from_secs(1) {
        return msg!("short-time-ms", ms = time.as_millis() as u64);
    }
    msg!("short-time-s", seconds = format!("{:.1}", time.as_secs_f64()))
}

impl By {
    /// In a word or two.
    pub fn message(self) -> Message {
        match self {
            By::Blocking => msg!("short-by-blocking"),
            By::NonBlocking => msg!("short-by-non-blocking"),
            By::TimeOut => msg!("short-by-time-out", ms = TIME_OUT.as_millis() as u64),
            By::Signal { restart: false } => msg!("short-by-signal"),
            By::Signal { restart: true } => msg!("short-by-signal-restart"),
        }
    }

    /// The flags of its send, as C has them.
    pub fn flags(self) -> &'static str {
        if self == By::NonBlocking { "MSG_DONTWAIT" } else { "0" }
    }

    /// The word of the command line and of JSON.
    pub fn word(self) -> &'static str {
        match self {
            By::Blocking => "blocking",
            By::NonBlocking => "non-blocking",
            By::TimeOut => "time-out",
            By::Signal { .. } => "signal",
        }
    }
}

impl Stage {
    /// What the step is about.
    pub fn message(self, order: Order) -> Message {
        match self {
            Stage::Measure => msg!("short-stage-measure"),
            Stage::Fill => msg!("short-stage-fill", cut = order.cut()),
            Stage::Send => msg!("short-stage-send", length = order.length()),
            Stage::Read => msg!("short-stage-read"),
            Stage::Rest => msg!("short-stage-rest"),
            Stage::Check => msg!("short-stage-check"),
            Stage::Over => msg!("short-stage-over"),
        }
    }

    /// The word of JSON.
    pub fn word(self) -> &'static str {
        match self {
            Stage::Measure => "measure",
            Stage::Fill => "fill",
            Stage::Send => "send",
            Stage::Read => "read",
            Stage::Rest => "rest",
            Stage::Check => "check",
            Stage::Over => "over",
        }
    }
}

impl Event {
    /// What the step found, in one sentence.
    pub fn message(&self, order: Order) -> Message {
        let length = order.length();
        match self.found {
            Found::Capacity { bytes, granted: [sndbuf, rcvbuf], quiet } => msg!(
                "short-found-capacity",
                bytes = thousands(bytes as u64),
                quiet = quiet.as_millis() as u64,
                sndbuf = thousands(sndbuf),
                rcvbuf = thousands(rcvbuf)
            ),
            Found::Filled { bytes } => {
                msg!("short-found-filled", bytes = thousands(bytes as u64), cut = order.cut())
            }
            Found::Short { taken: 0, .. } if order.cut() > 0 => msg!("short-found-nothing", cut = order.cut()),
            Found::Short { taken: 0, took, .. } => match order.by() {
                By::TimeOut => msg!("short-found-none-time-out", ms = took.as_millis() as u64),
                By::Signal { .. } => msg!("short-found-none-signal"),
                By::NonBlocking | By::Blocking => msg!("short-found-none"),
            },
            Found::Short { taken, took, .. } => {
                let ms = took.as_millis() as u64;
                match order.by() {
                    By::NonBlocking | By::Blocking => msg!("short-found-short", taken = taken, length = length),
                    By::TimeOut => msg!("short-found-short-time-out", taken = taken, length = length, ms = ms),
                    By::Signal { restart: false } => msg!("short-found-short-signal", taken = taken, length = length),
                    By::Signal { restart: true } => msg!("short-found-short-restart", taken = taken, length = length),
                }
            }
            Found::Waits { .. } if order.by() == By::Blocking => msg!("short-found-waits", length = length),
            Found::Waits { .. } => msg!("short-found-waits-restart"),
            Found::Returned { taken, waited, read } => {
                msg!("short-found-returned", taken = taken, read = thousands(read as u64), time = span(waited))
            }
            Found::Changed { taken } => msg!("short-found-changed", taken = taken, cut = order.cut()),
            Found::Read { bytes } => msg!("short-found-read", bytes = thousands(bytes as u64)),
            Found::Sent { bytes } => msg!("short-found-sent", bytes = bytes, length = length),
            Found::Whole { before, data } => {
                msg!("short-found-whole", before = thousands(before as u64), data = data)
            }
        }
    }

    /// Whether a call of it found no room, and a later one some.
    pub fn found_room_again(&self) -> bool {
        let mut calls = self.calls.iter().map(|call| call.got);
        calls.any(|got| matches!(got, Some(Err(_)))) && calls.any(|got| matches!(got, Some(Ok(_))))
    }
}
