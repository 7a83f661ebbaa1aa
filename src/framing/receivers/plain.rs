//! A right receiver for every framing, without a sender: what the workshop runs.

use super::catalogue::LIMIT;
use super::listing::Listing;
use crate::framing::code::{CodeError, Program};
use crate::framing::{Framing, LengthField, Order};
use crate::text::escape;

/// A receiver for one framing, as source that runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plain {
    /// The source.
    pub python: Listing,
    /// The program that it is.
    pub program: Program,
}

const DIGITS: &str = include_str!("../../../assets/receivers/digits.py");
const DELIMITER: &str = include_str!("../../../assets/receivers/delimiter.py");
const ESCAPE: &str = include_str!("../../../assets/receivers/escape.py");
const FIXED: &str = include_str!("../../../assets/receivers/fixed.py");
const CLOSE: &str = include_str!("../../../assets/receivers/close.py");

impl Plain {
    /// The receiver of a framing. Its recvs ask for `read_size` bytes; with a fixed length for what the message lacks.
    ///
    /// # Errors
    /// Its source cannot be compiled.
    pub fn new(framing: &Framing, read_size: usize) -> Result<Plain, CodeError> {
        // A brace would be taken for a place to fill in.
        let literal = |bytes: &[u8]| escape::to_c(bytes).replace('{', "\\x7b");
        let mut fill = Fill { read_size, ..Fill::default() };
        let (file, variants): (_, &[&str]) = match framing {
            Framing::Fixed { size, pad, .. } => {
                (fill.width, fill.pad) = (size.get(), literal(&[*pad]));
                (FIXED, &[])
            }
            Framing::Delimiter(delimiter) => {
                (fill.end, fill.end_len) = (literal(delimiter.bytes()), delimiter.bytes().len());
                match (delimiter.escaping(), delimiter.bytes().len()) {
                    // One byte never comes in part.
                    (true, 1) => (ESCAPE, &["one"]),
                    (true, _) => (ESCAPE, &[]),
                    (false, _) => (DELIMITER, &[]),
                }
            }
            Framing::Length { typed, field } => {
                fill.width = field.width() + usize::from(*typed);
                let little = matches!(field, LengthField::U16(Order::Little) | LengthField::U32(Order::Little));
                fill.order = if little { "little" } else { "big" };
                let digits = matches!(field, LengthField::Digits(_));
                (
                    DIGITS,
                    match (digits, typed) {
                        (true, false) => &[],
                        (true, true) => &["typed"],
                        (false, false) => &["binary"],
                        (false, true) => &["binary", "typed"],
                    },
                )
            }
            Framing::Close => (CLOSE, &[]),
        };
        Plain::read(file, variants, &fill)
    }

    /// The receiver of ten digits that sends each message back, and stops at the message `exit`.
    ///
    /// # Errors
    /// Its source cannot be compiled.
    pub fn echo(read_size: usize) -> Result<Plain, CodeError> {
        Plain::read(DIGITS, &["echo"], &Fill { read_size, width: 10, ..Fill::default() })
    }

    fn read(file: &'static str, variants: &[&str], fill: &Fill) -> Result<Plain, CodeError> {
        let fill = [
            ("{WIDTH}", fill.width.to_string()),
            ("{READ}", fill.read_size.to_string()),
            ("{LIMIT}", LIMIT.to_string()),
            ("{END}", fill.end.clone()),
            ("{LEN}", fill.end_len.to_string()),
            ("{MOST}", (LIMIT + fill.end_len.max(1) - 1).to_string()),
            ("{PAD}", fill.pad.clone()),
            ("{ORDER}", fill.order.to_owned()),
        ];
        let mut python = Listing::read(file, variants, &fill);
        // The sender is the framing itself: its lines, up to the first blank one, are not shown.
        if let Some(blank) = python.lines.iter().position(|line| line.text.is_empty()) {
            python.lines.drain(..=blank);
        }
        let program = Program::compile(&python.text())?;
        Ok(Plain { python, program })
    }
}

#[derive(Default)]
struct Fill {
    read_size: usize,
    width: usize,
    end: String,
    end_len: usize,
    pad: String,
    order: &'static str,
}
