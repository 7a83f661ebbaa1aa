//! Why a message cannot be written, or a stream cannot be read on.

use thiserror::Error;

use crate::msg;
use crate::text::{Message, escape};

/// Why a framing cannot carry a message.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Error)]
#[error("{self:?}")]
pub enum EncodeError {
    /// The length field cannot hold the message's length.
    TooLongForField {
        /// The message's length in bytes.
        length: u64,
        /// The greatest length that the field can hold.
        most: u64,
    },
    /// The message is longer than the fixed size.
    TooLongForSize {
        /// The message's length in bytes.
        length: usize,
        /// The fixed size in bytes.
        size: usize,
    },
    /// The message ends in the padding byte, which the decoder takes off.
    EndsInPadding {
        /// Offset in the message.
        at: usize,
        /// The padding byte.
        pad: u8,
    },
    /// The delimiter occurs in the message (or the message's end and the delimiter together hold it earlier).
    DelimiterInside {
        /// Offset in the message.
        at: usize,
        /// The delimiter.
        delimiter: Vec<u8>,
    },
    /// One connection carries one message, and this would be the second.
    SecondMessage,
    /// The framing carries a type, and none was given.
    TypeMissing,
    /// A type was given, and the framing carries none.
    NoPlaceForType,
}

impl EncodeError {
    /// Offset in the message, where the error has a place.
    pub fn at(&self) -> Option<usize> {
        match self {
            EncodeError::TooLongForField { most, .. } => usize::try_from(*most).ok(),
            EncodeError::TooLongForSize { size, .. } => Some(*size),
            EncodeError::EndsInPadding { at, .. } | EncodeError::DelimiterInside { at, .. } => Some(*at),
            EncodeError::SecondMessage | EncodeError::TypeMissing | EncodeError::NoPlaceForType => None,
        }
    }

    /// A word for the error, as JSON has it.
    pub fn word(&self) -> &'static str {
        match self {
            EncodeError::TooLongForField { .. } => "too-long-for-field",
            EncodeError::TooLongForSize { .. } => "too-long-for-size",
            EncodeError::EndsInPadding { .. } => "ends-in-padding",
            EncodeError::DelimiterInside { .. } => "delimiter-inside",
            EncodeError::SecondMessage => "second-message",
            EncodeError::TypeMissing => "type-missing",
            EncodeError::NoPlaceForType => "no-place-for-type",
        }
    }

    /// What is wrong, in one sentence.
    pub fn message(&self) -> Message {
        match self {
            EncodeError::TooLongForField { length, most } => {
                msg!("framing-encode-field", length = length.to_string(), most = most.to_string())
            }
            EncodeError::TooLongForSize { length, size } => msg!("framing-encode-size", length = *length, size = *size),
            EncodeError::EndsInPadding { at, pad } => {
                msg!("framing-encode-padding", at = at.to_string(), pad = escape::to_c(&[*pad]))
            }
            EncodeError::DelimiterInside { at, delimiter } => {
                msg!("framing-encode-delimiter", at = at.to_string(), delimiter = escape::to_c(delimiter))
            }
            EncodeError::SecondMessage => msg!("framing-encode-second"),
            EncodeError::TypeMissing => msg!("framing-encode-type-missing"),
            EncodeError::NoPlaceForType => msg!("framing-encode-no-type"),
        }
    }
}

/// Why a stream cannot be read on, and where.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Error)]
#[error("byte {at}, message {number}: {fault:?}")]
pub struct DecodeError {
    /// What is wrong.
    pub fault: DecodeFault,
    /// Offset in the stream: the byte at fault, or the end of the stream.
    pub at: u64,
    /// Which message, from 1.
    pub number: u64,
}

/// What is wrong with a stream.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum DecodeFault {
    /// A byte of a length in digits is no digit.
    NotADigit {
        /// The byte.
        byte: u8,
        /// The bytes of the header so far, this one the last.
        header: Vec<u8>,
    },
    /// The header announces a message longer than the limit.
    TooLong {
        /// The announced length in bytes.
        length: u64,
        /// The limit in bytes.
        limit: usize,
    },
    /// So many bytes have come, and the message has not ended.
    NoEnd {
        /// The limit in bytes.
        limit: usize,
    },
    /// The stream ended inside a header.
    EndedInHeader {
        /// Bytes of the header that came.
        got: usize,
        /// Bytes that the header has.
        want: usize,
    },
    /// The stream ended inside a message.
    EndedInside {
        /// Bytes of the message that came.
        got: usize,
        /// Bytes that the message has.
        want: u64,
    },
    /// The stream ended before the delimiter.
    EndedBeforeDelimiter {
        /// Bytes that came since the last message, the beginning of a delimiter among them.
        got: usize,
    },
}

impl DecodeError {
    /// A word for the error, as JSON has it.
    pub fn word(&self) -> &'static str {
        match self.fault {
            DecodeFault::NotADigit { .. } => "header-not-a-number",
            DecodeFault::TooLong { .. } => "too-long",
            DecodeFault::NoEnd { .. } => "no-end",
            DecodeFault::EndedInHeader { .. } => "ended-in-header",
            DecodeFault::EndedInside { .. } => "ended-inside",
            DecodeFault::EndedBeforeDelimiter { .. } => "ended-before-delimiter",
        }
    }

    /// What is wrong and where, in one sentence.
    pub fn message(&self) -> Message {
        let at = self.at.to_string();
        match &self.fault {
            DecodeFault::NotADigit { byte, header } => {
                let (byte, header) = (escape::to_c(&[*byte]), escape::to_c(header));
                msg!("framing-decode-digit", at = at, byte = byte, header = header)
            }
            DecodeFault::TooLong { length, limit } => {
                msg!("framing-decode-long", at = at, length = length.to_string(), limit = limit.to_string())
            }
            DecodeFault::NoEnd { limit } => msg!("framing-decode-no-end", at = at, limit = limit.to_string()),
            DecodeFault::EndedInHeader { got, want } => {
                msg!("framing-decode-in-header", at = at, got = *got, want = *want)
            }
            DecodeFault::EndedInside { got, want } => {
                msg!("framing-decode-inside", at = at, got = *got, want = want.to_string())
            }
            DecodeFault::EndedBeforeDelimiter { got } => msg!("framing-decode-delimiter", at = at, got = *got),
        }
    }
}
