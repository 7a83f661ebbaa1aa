//! What each framing costs for messages, as its encoder writes them.

use super::TYPE;
use crate::framing::{EncodeError, Framing, Role};

/// The framings that are compared, by name.
pub const MEASURED: &[&str] = &[
    "fixed:16",
    "fixed:16+cut",
    "lf",
    "lf+escape",
    "crlf",
    "nul",
    "digits:10",
    "digits:5",
    "u8",
    "u16be",
    "u32be",
    "type+u8",
    "close",
];

/// What a framing makes of messages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measured {
    /// The framing.
    pub framing: Framing,
    /// What it costs; or the first message, from 0, that it cannot carry, and why.
    pub cost: Result<Cost, (usize, EncodeError)>,
}

/// Bytes on the wire, and what they are there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cost {
    /// All of them.
    pub wire: usize,
    /// Those that are not the messages' own.
    pub overhead: usize,
    /// Of these: bytes that fill messages up.
    pub padding: usize,
    /// Of these: bytes that make other bytes data.
    pub escapes: usize,
    /// Bytes of the messages that are cut off and never sent.
    pub lost: usize,
}

impl Cost {
    /// The share of the wire that is overhead, in percent, rounded; 100 only where there is nothing else.
    pub fn percent(&self) -> usize {
        let most = if self.overhead < self.wire { 99 } else { 100 };
        ((self.overhead * 100 + self.wire / 2) / self.wire.max(1)).min(most)
    }
}

/// Encodes the messages in each framing of [`MEASURED`], and in `own` if it is none of them; it then comes first.
pub fn measure(messages: &[Vec<u8>], own: &Framing) -> Vec<Measured> {
    let mut framings: Vec<Framing> = MEASURED.iter().filter_map(|name| name.parse().ok()).collect();
    if !framings.contains(own) {
        framings.insert(0, own.clone());
    }
    framings.into_iter().map(|framing| Measured { cost: cost(messages, &framing), framing }).collect()
}

fn cost(messages: &[Vec<u8>], framing: &Framing) -> Result<Cost, (usize, EncodeError)> {
    let tag = matches!(framing, Framing::Length { typed: true, .. }).then_some(TYPE);
    let mut cost = Cost::default();
    for (index, message) in messages.iter().enumerate() {
        if index > 0 && *framing == Framing::Close {
            return Err((index, EncodeError::SecondMessage));
        }
        let encoded = framing.encode(tag, message).map_err(|error| (index, error))?;
        let count =
            |role| encoded.parts.iter().filter(|part| part.role == role).map(|part| part.bytes.len()).sum::<usize>();
        cost.wire += encoded.bytes.len();
        cost.overhead += encoded.overhead();
        cost.padding += count(Role::Padding);
        cost.escapes += count(Role::Escape);
        cost.lost += encoded.lost;
    }
    Ok(cost)
}
