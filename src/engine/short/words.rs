//! What the steps of a short send did, in sentences.

use super::{By, Event, Found, Order, Stage, TIME_OUT};
use crate::msg;
use crate::text::{Message, thousands};

impl By {
    /// In a word or two.
    pub fn message(self) -> Message {
        match self {
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
            Found::Short { taken: 0, .. } => msg!("short-found-nothing", cut = order.cut()),
            Found::Short { taken, took, .. } => {
                let ms = took.as_millis() as u64;
                match order.by() {
                    By::NonBlocking => msg!("short-found-short", taken = taken, length = length),
                    By::TimeOut => msg!("short-found-short-time-out", taken = taken, length = length, ms = ms),
                    By::Signal { restart: false } => msg!("short-found-short-signal", taken = taken, length = length),
                    By::Signal { restart: true } => msg!("short-found-short-restart", taken = taken, length = length),
                }
            }
            Found::Changed { taken } => msg!("short-found-changed", taken = taken, cut = order.cut()),
            Found::Read { bytes } => msg!("short-found-read", bytes = thousands(bytes as u64)),
            Found::Sent { bytes } => msg!("short-found-sent", bytes = bytes, length = length),
            Found::Whole { before, data } => {
                msg!("short-found-whole", before = thousands(before as u64), data = data)
            }
        }
    }
}
