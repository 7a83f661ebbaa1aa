//! One message as the bytes that go into the stream, each byte with its role.

use std::ops::Range;

use super::error::EncodeError;
use super::kind::{Delimiter, ESCAPE, Framing, Longer};

/// What a byte of an encoded message is there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// The byte that names the message's type.
    Type,
    /// The length of the message.
    Length,
    /// The message itself.
    Data,
    /// A `\` that makes the byte after it data.
    Escape,
    /// Fills the message up to its fixed size.
    Padding,
    /// Ends the message.
    Delimiter,
}

/// Neighbouring bytes with one role.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Part {
    /// What they are there for.
    pub role: Role,
    /// Which bytes of the encoded message.
    pub bytes: Range<usize>,
}

/// A message as it goes into the stream.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Encoded {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// Their roles, in order, without a gap.
    pub parts: Vec<Part>,
    /// So many bytes at the end of the message were cut off and are not sent.
    pub lost: usize,
}

impl Encoded {
    /// Bytes on the wire that are not the message's own.
    pub fn overhead(&self) -> usize {
        self.parts.iter().filter(|part| part.role != Role::Data).map(|part| part.bytes.len()).sum()
    }

    fn push(&mut self, role: Role, bytes: &[u8]) {
        if bytes.is_empty() {
            return;
        }
        let start = self.bytes.len();
        self.bytes.extend_from_slice(bytes);
        match self.parts.last_mut() {
            Some(last) if last.role == role => last.bytes.end = self.bytes.len(),
            _ => self.parts.push(Part { role, bytes: start..self.bytes.len() }),
        }
    }
}

impl Framing {
    /// Writes one message. `tag` is its type, for framings that carry one.
    ///
    /// # Errors
    /// Where the framing cannot carry the message, so that a decoder would read another one.
    pub fn encode(&self, tag: Option<u8>, data: &[u8]) -> Result<Encoded, EncodeError> {
        let mut out = Encoded::default();
        let carries = matches!(self, Framing::Length { typed: true, .. });
        match tag {
            Some(_) if !carries => return Err(EncodeError::NoPlaceForType),
            None if carries => return Err(EncodeError::TypeMissing),
            Some(tag) => out.push(Role::Type, &[tag]),
            None => {}
        }
        match self {
            Framing::Fixed { size, pad, longer } => fixed(&mut out, data, size.get(), *pad, *longer)?,
            Framing::Delimiter(delimiter) => delimited(&mut out, data, delimiter)?,
            Framing::Length { field, .. } => {
                let length = data.len() as u64;
                let too_long = EncodeError::TooLongForField { length, most: field.most() };
                out.push(Role::Length, &field.write(length).ok_or(too_long)?);
                out.push(Role::Data, data);
            }
            Framing::Close => out.push(Role::Data, data),
        }
        Ok(out)
    }

    /// Writes messages without a type, one after the other.
    ///
    /// # Errors
    /// The index of the first message that cannot be carried, and why. With [`Framing::Close`] that is the second one.
    pub fn encode_all(&self, messages: &[impl AsRef<[u8]>]) -> Result<Vec<u8>, (usize, EncodeError)> {
        let mut wire = Vec::new();
        for (index, message) in messages.iter().enumerate() {
            if index > 0 && *self == Framing::Close {
                return Err((index, EncodeError::SecondMessage));
            }
            wire.extend(self.encode(None, message.as_ref()).map_err(|error| (index, error))?.bytes);
        }
        Ok(wire)
    }
}

fn fixed(out: &mut Encoded, data: &[u8], size: usize, pad: u8, longer: Longer) -> Result<(), EncodeError> {
    let sent = &data[..data.len().min(size)];
    out.lost = data.len() - sent.len();
    if out.lost > 0 && longer == Longer::Refuse {
        return Err(EncodeError::TooLongForSize { length: data.len(), size });
    }
    if sent.last() == Some(&pad) {
        return Err(EncodeError::EndsInPadding { at: sent.len() - 1, pad });
    }
    out.push(Role::Data, sent);
    out.push(Role::Padding, &vec![pad; size - sent.len()]);
    Ok(())
}

fn delimited(out: &mut Encoded, data: &[u8], delimiter: &Delimiter) -> Result<(), EncodeError> {
    let end = delimiter.bytes();
    if delimiter.escaping() {
        for byte in data {
            if *byte == ESCAPE || *byte == end[0] {
                out.push(Role::Escape, &[ESCAPE]);
            }
            out.push(Role::Data, &[*byte]);
        }
    } else {
        // The end of the data together with the delimiter may hold it earlier, too: "\n" + "\n\n".
        let whole = [data, end].concat();
        let at = whole.windows(end.len()).position(|window| window == end).unwrap_or(data.len());
        if at < data.len() {
            return Err(EncodeError::DelimiterInside { at, delimiter: end.to_vec() });
        }
        out.push(Role::Data, data);
    }
    out.push(Role::Delimiter, end);
    Ok(())
}
