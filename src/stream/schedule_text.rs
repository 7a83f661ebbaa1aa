//! Schedules in writing: `1 2 d2s 3 d8s 4 fs`. Words with blanks or line breaks between them:
//!
//! | word | step |
//! |---|---|
//! | `3` | call 3 is made |
//! | `3:5` | call 3 is made and asks for 5 bytes, where the script leaves the size open |
//! | `d2s` | the network delivers 2 bytes to the server (`d2c`: to the client) |
//! | `fs` | the network delivers the end of the stream to the server (`fc`: to the client) |

use std::fmt;
use std::str::FromStr;

use super::{Schedule, Step};
use crate::call::Side;
use crate::msg;
use crate::text::Message;

fn letter(side: Side) -> char {
    match side {
        Side::Client => 'c',
        Side::Server => 's',
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Step::Issue { call, size: None } => write!(f, "{}", call + 1),
            Step::Issue { call, size: Some(size) } => write!(f, "{}:{size}", call + 1),
            Step::Deliver { bytes, to } => write!(f, "d{bytes}{}", letter(to)),
            Step::Fin { to } => write!(f, "f{}", letter(to)),
        }
    }
}

impl fmt::Display for Schedule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, step) in self.steps.iter().enumerate() {
            write!(f, "{}{step}", if at > 0 { " " } else { "" })?;
        }
        Ok(())
    }
}

impl FromStr for Step {
    type Err = Message;

    /// Reads one word.
    fn from_str(word: &str) -> Result<Step, Message> {
        step(word).ok_or_else(|| msg!("share-step", given = word))
    }
}

fn step(word: &str) -> Option<Step> {
    let side = |rest: &str| match rest {
        "c" => Some(Side::Client),
        "s" => Some(Side::Server),
        _ => None,
    };
    if let Some(rest) = word.strip_prefix('f') {
        return Some(Step::Fin { to: side(rest)? });
    }
    if let Some(rest) = word.strip_prefix('d') {
        let (bytes, to) = rest.split_at(rest.len().checked_sub(1).filter(|at| rest.is_char_boundary(*at))?);
        return Some(Step::Deliver { bytes: number(bytes).filter(|bytes| *bytes > 0)?, to: side(to)? });
    }
    let (call, size) = match word.split_once(':') {
        Some((call, size)) => (call, Some(number(size)?)),
        None => (word, None),
    };
    Some(Step::Issue { call: usize::try_from(number(call)?.checked_sub(1)?).ok()?, size })
}

/// Digits only: no sign.
fn number(text: &str) -> Option<u64> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok())?
}
