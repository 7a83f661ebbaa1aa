//! Messages out of a stream of bytes: four ways to mark where a message ends, without a socket.
//!
//! | way | names on the command line | what ends a message |
//! |---|---|---|
//! | fixed length | `fixed:16` | the 16th byte |
//! | delimiter | `lf`, `crlf`, `nul`, `delim:"\r\n\r\n"` | these bytes |
//! | length first | `digits:10`, `u8`, `u16be`, `u32le`, `type+u16be` | so many bytes after the header |
//! | end by closing | `close` | the end of the stream |
//!
//! [`Framing`] says which way, [`Framing::encode`] writes one message, a [`Decoder`] takes the stream in pieces of any size.
//! What a decoder makes of a stream depends on its bytes alone, never on how they were cut.

pub mod bench;
pub mod code;
mod decode;
mod encode;
mod error;
pub mod gym;
mod kind;
mod name;
pub mod parsons;
pub mod receivers;
pub mod search;
pub mod stage;
pub mod walk;

pub use decode::{Decoder, Message, Progress};
pub use encode::{Encoded, Part, Role};
pub use error::{DecodeError, DecodeFault, EncodeError};
pub use kind::{Delimiter, Framing, LengthField, Longer, Order};

/// The most bytes that a message may have where nothing else is said: 16 MiB.
pub const DEFAULT_LIMIT: usize = 16 << 20;
