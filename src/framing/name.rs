//! The names of the framings on the command line, read and printed.

use std::fmt;
use std::num::{NonZeroU8, NonZeroUsize};
use std::str::FromStr;

use super::kind::{DEFAULT_PAD, Delimiter, Framing, LengthField, Longer, Order};
use crate::msg;
use crate::text::Message;
use crate::text::escape::{self, Dialect};

/// The largest fixed size, in bytes, that a name may ask for.
const LARGEST_FIXED: usize = 1 << 20;

impl FromStr for Framing {
    type Err = Message;

    /// Reads a name: `digits:10`, `u16be`, `type+u8`, `lf`, `crlf`, `nul`, `delim:"\r\n\r\n"`, `lf+escape`, `fixed:16`,
    /// `fixed:16+pad:"."`, `fixed:16+cut`, `close`. The quotes may be left out.
    fn from_str(name: &str) -> Result<Self, Message> {
        let unknown = || msg!("framing-name-unknown", given = name);
        let (typed, rest) = match name.strip_prefix("type+") {
            Some(rest) => (true, rest),
            None => (false, name),
        };
        let mut parts = split(rest).into_iter();
        let base = parts.next().unwrap_or_default();
        let options: Vec<&str> = parts.collect();
        let (word, value) = base.split_once(':').map_or((base, None), |(word, value)| (word, Some(value)));
        let mut framing = match (word, value) {
            ("fixed", Some(size)) => Framing::Fixed {
                size: number::<NonZeroUsize>(size, LARGEST_FIXED)?,
                pad: DEFAULT_PAD,
                longer: Longer::Refuse,
            },
            ("lf", None) => delimiter(b"\n", &options)?,
            ("crlf", None) => delimiter(b"\r\n", &options)?,
            ("nul", None) => delimiter(b"\0", &options)?,
            ("delim", Some(bytes)) => delimiter(&literal(bytes)?, &options)?,
            ("digits", Some(width)) => length(typed, LengthField::Digits(number::<NonZeroU8>(width, 255)?)),
            ("u8", None) => length(typed, LengthField::U8),
            ("u16be", None) => length(typed, LengthField::U16(Order::Big)),
            ("u16le", None) => length(typed, LengthField::U16(Order::Little)),
            ("u32be", None) => length(typed, LengthField::U32(Order::Big)),
            ("u32le", None) => length(typed, LengthField::U32(Order::Little)),
            ("close", None) => Framing::Close,
            _ => return Err(unknown()),
        };
        if typed && !matches!(framing, Framing::Length { .. }) {
            return Err(msg!("framing-name-type", given = name));
        }
        for option in options {
            match (&mut framing, option) {
                (Framing::Delimiter(_), "escape") => {}
                (Framing::Fixed { longer, .. }, "cut") => *longer = Longer::Cut,
                (Framing::Fixed { pad, .. }, option) if option.starts_with("pad:") => {
                    *pad = match literal(&option[4..])?[..] {
                        [pad] => pad,
                        _ => return Err(msg!("framing-name-pad", given = option)),
                    };
                }
                _ => return Err(msg!("framing-name-option", option = option, given = base)),
            }
        }
        Ok(framing)
    }
}

fn length(typed: bool, field: LengthField) -> Framing {
    Framing::Length { typed, field }
}

fn delimiter(bytes: &[u8], options: &[&str]) -> Result<Framing, Message> {
    Delimiter::new(bytes, options.contains(&"escape")).map(Framing::Delimiter)
}

/// A whole number from 1 to `most`.
fn number<N: TryFrom<NonZeroUsize>>(text: &str, most: usize) -> Result<N, Message> {
    let wrong = || msg!("framing-name-number", given = text, most = most);
    let number: NonZeroUsize = text.parse().map_err(|_| wrong())?;
    if number.get() > most {
        return Err(wrong());
    }
    N::try_from(number).map_err(|_| wrong())
}

/// The bytes of a literal with C's escapes, with quotes around it or without.
fn literal(text: &str) -> Result<Vec<u8>, Message> {
    let body = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(text);
    escape::decode(body, Dialect::Cell).map_err(|error| error.message)
}

/// The parts between the `+` that stand outside quotes.
fn split(name: &str) -> Vec<&str> {
    let (mut parts, mut start, mut quoted, mut escaped) = (Vec::new(), 0, false, false);
    for (at, sign) in name.char_indices() {
        match sign {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => quoted = !quoted,
            '+' if !quoted => {
                parts.push(&name[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&name[start..]);
    parts
}

impl fmt::Display for Framing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Framing::Fixed { size, pad, longer } => {
                write!(f, "fixed:{size}")?;
                if *pad != DEFAULT_PAD {
                    write!(f, "+pad:\"{}\"", escape::to_c(&[*pad]))?;
                }
                if *longer == Longer::Cut { f.write_str("+cut") } else { Ok(()) }
            }
            Framing::Delimiter(delimiter) => {
                match delimiter.bytes() {
                    b"\n" => f.write_str("lf")?,
                    b"\r\n" => f.write_str("crlf")?,
                    b"\0" => f.write_str("nul")?,
                    other => write!(f, "delim:\"{}\"", escape::to_c(other))?,
                }
                if delimiter.escaping() { f.write_str("+escape") } else { Ok(()) }
            }
            Framing::Length { typed, field } => {
                let order = |order: &Order| if *order == Order::Big { "be" } else { "le" };
                if *typed {
                    f.write_str("type+")?;
                }
                match field {
                    LengthField::Digits(width) => write!(f, "digits:{width}"),
                    LengthField::U8 => f.write_str("u8"),
                    LengthField::U16(bytes) => write!(f, "u16{}", order(bytes)),
                    LengthField::U32(bytes) => write!(f, "u32{}", order(bytes)),
                }
            }
            Framing::Close => f.write_str("close"),
        }
    }
}
