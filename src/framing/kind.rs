//! Which way of marking messages, with its settings.

use std::num::{NonZeroU8, NonZeroUsize};

use crate::msg;
use crate::text;

/// The byte that, with escaping, stands before a byte of the data that would otherwise begin a delimiter: `\`.
pub(super) const ESCAPE: u8 = b'\\';

/// Fills a short message up to a fixed size where nothing else is said: a blank.
pub(super) const DEFAULT_PAD: u8 = b' ';

/// A way to mark where a message ends.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Framing {
    /// Every message takes the same number of bytes.
    Fixed {
        /// Bytes that each message takes on the wire.
        size: NonZeroUsize,
        /// Fills a shorter message up. The decoder takes it off the end again, so no message can end in it.
        pad: u8,
        /// What the encoder does with a longer message.
        longer: Longer,
    },
    /// Certain bytes end a message.
    Delimiter(Delimiter),
    /// The message's length in bytes stands before it.
    Length {
        /// Whether a byte that names the message's type stands first.
        typed: bool,
        /// How the length is written.
        field: LengthField,
    },
    /// The message ends where the stream ends: one message a connection.
    Close,
}

/// What an encoder for messages of a fixed length does with one that is longer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Longer {
    /// It refuses the message.
    Refuse,
    /// It sends the beginning; the rest is lost.
    Cut,
}

/// How the length before a message is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LengthField {
    /// So many ASCII digits, with zeros in front.
    Digits(NonZeroU8),
    /// One byte.
    U8,
    /// Two bytes.
    U16(Order),
    /// Four bytes.
    U32(Order),
}

/// The order of the bytes of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Order {
    /// The most significant byte first: the order of the network.
    Big,
    /// The least significant byte first.
    Little,
}

/// Bytes that end a message.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Delimiter {
    bytes: Vec<u8>,
    escaping: bool,
}

impl Delimiter {
    /// The longest delimiter, in bytes.
    pub const LONGEST: usize = 64;

    /// These bytes as a delimiter. With `escaping` a `\` stands before each byte of the data that would begin a delimiter, and
    /// before each `\` of the data.
    ///
    /// # Errors
    /// No bytes, more than [`LONGEST`](Self::LONGEST), or a `\` among them together with escaping.
    pub fn new(bytes: &[u8], escaping: bool) -> Result<Self, text::Message> {
        match bytes {
            [] => Err(msg!("framing-name-delimiter-empty")),
            _ if bytes.len() > Self::LONGEST => Err(msg!("framing-name-delimiter-long", most = Self::LONGEST)),
            _ if escaping && bytes.contains(&ESCAPE) => Err(msg!("framing-name-delimiter-escape")),
            _ => Ok(Delimiter { bytes: bytes.to_vec(), escaping }),
        }
    }

    /// The bytes that end a message; at least one.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Whether data that looks like a delimiter is escaped.
    pub fn escaping(&self) -> bool {
        self.escaping
    }
}

impl LengthField {
    /// Bytes that the length takes on the wire.
    pub fn width(self) -> usize {
        match self {
            LengthField::Digits(width) => width.get().into(),
            LengthField::U8 => 1,
            LengthField::U16(_) => 2,
            LengthField::U32(_) => 4,
        }
    }

    /// The greatest length in bytes that can be written.
    pub fn most(self) -> u64 {
        match self {
            LengthField::Digits(width) => 10u64.checked_pow(width.get().into()).map_or(u64::MAX, |over| over - 1),
            LengthField::U8 => u8::MAX.into(),
            LengthField::U16(_) => u16::MAX.into(),
            LengthField::U32(_) => u32::MAX.into(),
        }
    }

    /// The length as it stands on the wire, [`width`](Self::width) bytes; `None` if it is more than [`most`](Self::most).
    pub fn write(self, length: u64) -> Option<Vec<u8>> {
        if length > self.most() {
            return None;
        }
        Some(match self {
            LengthField::Digits(width) => format!("{length:0width$}", width = usize::from(width.get())).into_bytes(),
            LengthField::U8 => vec![length as u8],
            LengthField::U16(Order::Big) => (length as u16).to_be_bytes().to_vec(),
            LengthField::U16(Order::Little) => (length as u16).to_le_bytes().to_vec(),
            LengthField::U32(Order::Big) => (length as u32).to_be_bytes().to_vec(),
            LengthField::U32(Order::Little) => (length as u32).to_le_bytes().to_vec(),
        })
    }

    /// Reads a whole field. Digits beyond what 64 bits hold read as the greatest number.
    ///
    /// # Errors
    /// The index of the first byte that is no digit.
    pub(super) fn read(self, field: &[u8]) -> Result<u64, usize> {
        let number = |bytes: &mut dyn Iterator<Item = &u8>| bytes.fold(0, |sum, byte| sum << 8 | u64::from(*byte));
        match self {
            LengthField::Digits(_) => match field.iter().position(|byte| !byte.is_ascii_digit()) {
                Some(at) => Err(at),
                None => Ok(field
                    .iter()
                    .fold(0u64, |sum, digit| sum.saturating_mul(10).saturating_add(u64::from(digit - b'0')))),
            },
            LengthField::U16(Order::Little) | LengthField::U32(Order::Little) => Ok(number(&mut field.iter().rev())),
            LengthField::U8 | LengthField::U16(_) | LengthField::U32(_) => Ok(number(&mut field.iter())),
        }
    }
}
