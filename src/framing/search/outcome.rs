//! What a receiver must do in a conversation, and what it does instead.

use super::conversation::{Conversation, Tail};
use crate::framing::code::{Crash, Machine, Program, Status, Value, Watch};
use crate::msg;
use crate::text::{Message, escape};

/// What a receiver does instead of what it must do.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Failure {
    /// It delivers a message other than the one that was sent.
    Wrong {
        /// Which message, from 0.
        index: usize,
        /// The message that was sent; `None` where there is no more.
        expected: Option<Vec<u8>>,
        /// What it delivers.
        got: Vec<u8>,
    },
    /// All bytes have come, and it waits for more instead of delivering this message.
    Waits {
        /// Which message, from 0.
        index: usize,
    },
    /// It comes to its end without this message.
    Missing {
        /// Which message, from 0.
        index: usize,
    },
    /// It does not see that the stream has ended, and calls recv for ever.
    EndUnnoticed,
    /// The stream ended inside a message, and it does not say so.
    EndHidden,
    /// It waits for as many bytes as the header announces, however many.
    NoBound,
    /// It reports an error where there is none.
    FalseAlarm {
        /// What it reports.
        says: String,
    },
    /// It stops reading before the end.
    Stopped,
    /// A line cannot be done.
    Crashed(Crash),
    /// It runs for ever without a call.
    Loops,
}

impl Failure {
    /// A word for it, as JSON has it.
    pub fn word(&self) -> &'static str {
        match self {
            Failure::Wrong { .. } => "wrong-message",
            Failure::Waits { .. } => "waits",
            Failure::Missing { .. } => "missing-message",
            Failure::EndUnnoticed => "end-unnoticed",
            Failure::EndHidden => "end-hidden",
            Failure::NoBound => "no-bound",
            Failure::FalseAlarm { .. } => "false-alarm",
            Failure::Stopped => "stopped",
            Failure::Crashed(_) => "crashed",
            Failure::Loops => "loops",
        }
    }

    /// What happens, in one sentence.
    pub fn message(&self) -> Message {
        match self {
            Failure::Wrong { index, expected: Some(expected), got } => {
                let (expected, got) = (escape::c_literal(expected), escape::c_literal(got));
                msg!("failure-wrong", number = index + 1, expected = expected, got = got)
            }
            Failure::Wrong { expected: None, got, .. } => msg!("failure-extra", got = escape::c_literal(got)),
            Failure::Waits { index } => msg!("failure-waits", number = index + 1),
            Failure::Missing { index } => msg!("failure-missing", number = index + 1),
            Failure::EndUnnoticed => msg!("failure-end-unnoticed"),
            Failure::EndHidden => msg!("failure-end-hidden"),
            Failure::NoBound => msg!("failure-no-bound"),
            Failure::FalseAlarm { says } => msg!("failure-false-alarm", says = says.as_str()),
            Failure::Stopped => msg!("failure-stopped"),
            Failure::Crashed(crash) => msg!("failure-crashed", why = crash.message()),
            Failure::Loops => msg!("failure-loops"),
        }
    }
}

/// Compares what is delivered with what was sent.
pub(super) struct Check<'a, W> {
    pub(super) conversation: &'a Conversation,
    /// Messages delivered so far, all of them right.
    pub(super) delivered: usize,
    pub(super) failure: Option<Failure>,
    pub(super) watch: &'a mut W,
}

impl<W: Watch> Watch for Check<'_, W> {
    fn line(&mut self, line: u32) {
        self.watch.line(line);
    }

    fn set(&mut self, name: &str, before: Option<&Value>, after: &Value) {
        self.watch.set(name, before, after);
    }

    fn send(&mut self, bytes: &[u8]) {
        self.watch.send(bytes);
    }

    fn deliver(&mut self, message: Vec<u8>) {
        self.watch.deliver(message.clone());
        let expected = self.conversation.messages.get(self.delivered);
        if self.failure.is_none() && expected != Some(&message) {
            let (index, expected) = (self.delivered, expected.cloned());
            self.failure = Some(Failure::Wrong { index, expected, got: message });
        }
        self.delivered += 1;
    }
}

/// What is known of a receiver after a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Stage {
    /// It reads on.
    Reads,
    /// It has done what it must.
    Passed,
    /// It has not.
    Failed(Failure),
}

/// Whether a read returned nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Empty {
    /// None did.
    Never,
    /// One did.
    Once,
    /// One did, and the receiver is where it was before: it will go on so for ever.
    ForEver,
}

/// Lets a recv return these bytes and runs on to the next recv; what the receiver sends is taken.
pub(super) fn receive(program: &Program, machine: &mut Machine, bytes: &[u8], watch: &mut impl Watch) {
    program.receive(machine, bytes, watch);
    while let Status::Sending { bytes, .. } = machine.status() {
        let taken = bytes.len();
        program.take(machine, taken, watch);
    }
}

impl<W: Watch> Check<'_, W> {
    /// Lets a recv return these bytes and runs on to the next recv; what the receiver sends is taken.
    pub(super) fn receive(&mut self, program: &Program, machine: &mut Machine, bytes: &[u8]) -> Empty {
        let before = bytes.is_empty().then(|| program.essence(machine));
        receive(program, machine, bytes, self);
        match before {
            None => Empty::Never,
            Some(before) if before == program.essence(machine) => Empty::ForEver,
            Some(_) => Empty::Once,
        }
    }

    /// Judges a machine that has stopped at a recv or for good. `left` bytes are still to come.
    pub(super) fn stage(&self, machine: &Machine, left: usize, empty: Empty) -> Stage {
        if let Some(failure) = &self.failure {
            return Stage::Failed(failure.clone());
        }
        let (index, tail) = (self.delivered, &self.conversation.tail);
        let all = index == self.conversation.messages.len();
        let ended = left == 0 && empty != Empty::Never;
        Stage::Failed(match machine.status() {
            Status::Receiving(_) if empty == Empty::ForEver => Failure::EndUnnoticed,
            Status::Receiving(_) if left > 0 || self.conversation.ends() => return Stage::Reads,
            Status::Receiving(_) => match tail {
                Tail::Hostile(_) => Failure::NoBound,
                _ if all => return Stage::Passed,
                _ => Failure::Waits { index },
            },
            Status::Reported(says) => match tail {
                Tail::Hostile(_) if all => return Stage::Passed,
                Tail::CutShort { .. } if all && ended => return Stage::Passed,
                _ => Failure::FalseAlarm { says: says.clone() },
            },
            Status::Done(_) if !ended => Failure::Stopped,
            Status::Done(_) => match tail {
                Tail::CutShort { .. } => Failure::EndHidden,
                _ if all => return Stage::Passed,
                _ => Failure::Missing { index },
            },
            Status::Crashed(crash) => Failure::Crashed(crash.clone()),
            Status::Loops | Status::Sending { .. } => Failure::Loops,
        })
    }
}
