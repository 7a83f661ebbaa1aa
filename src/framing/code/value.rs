//! What a variable holds, and what goes wrong with it.

use crate::msg;
use crate::text::Message;

/// What a variable holds.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Value {
    /// `None`
    None,
    /// `True`, `False`
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// Bytes, or a bytearray.
    Bytes(Vec<u8>),
    /// Text, in characters.
    Text(String),
}

impl Value {
    /// Whether `if` takes it for true.
    pub(super) fn truth(&self) -> bool {
        match self {
            Value::None => false,
            Value::Bool(truth) => *truth,
            Value::Int(number) => *number != 0,
            Value::Bytes(bytes) => !bytes.is_empty(),
            Value::Text(text) => !text.is_empty(),
        }
    }

    /// The bytes of bytes or of text in UTF-8.
    pub(super) fn into_bytes(self) -> Result<Vec<u8>, Crash> {
        match self {
            Value::Bytes(bytes) => Ok(bytes),
            Value::Text(text) => Ok(text.into_bytes()),
            _ => Err(Crash::Type),
        }
    }
}

/// What stops a program that did not mean to stop.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Crash {
    /// An operation on values that it does not go with, such as a number and bytes.
    Type,
    /// Bytes or text that are no number.
    NotANumber,
    /// Bytes that are no UTF-8: a character cut in two.
    NotUtf8,
    /// An index outside.
    Index,
    /// The variable with this name has no value yet.
    Unset(String),
    /// A value of more than 1 MiB, a number of more than 63 bits, calls nested more than 50 deep.
    TooLarge,
}

impl Crash {
    /// What happened, as part of a sentence.
    pub fn message(&self) -> Message {
        match self {
            Crash::Type => msg!("code-crash-type"),
            Crash::NotANumber => msg!("code-crash-number"),
            Crash::NotUtf8 => msg!("code-crash-utf8"),
            Crash::Index => msg!("code-crash-index"),
            Crash::Unset(name) => msg!("code-crash-unset", name = name.clone()),
            Crash::TooLarge => msg!("code-crash-large"),
        }
    }
}
