//! What knobs are set to, in words: on the command line, in the lab and in the text that is shared.

use std::time::Duration;

use super::Cpus;
use crate::msg;
use crate::text::Message;

/// The longest gap between sends that can be asked for.
pub const LONGEST_GAP: Duration = Duration::from_secs(60);
/// The largest number that socket options take: an `int`.
const MOST: u32 = i32::MAX as u32;

/// Reads a time: `10us`, `1ms`, `2s`, `500ns` (also `10µs`).
///
/// # Errors
/// What is wrong, and what would work.
pub fn gap(text: &str) -> Result<Duration, Message> {
    let wrong = || msg!("engine-value-gap", given = text.trim());
    let text = text.trim();
    let digits = text.find(|sign: char| !sign.is_ascii_digit()).unwrap_or(text.len());
    let number: u64 = text[..digits].parse().map_err(|_| wrong())?;
    let nanos = match text[digits..].trim() {
        "ns" => 1,
        "us" | "µs" | "μs" => 1_000,
        "ms" => 1_000_000,
        "s" => 1_000_000_000,
        _ => return Err(wrong()),
    };
    let gap = number.checked_mul(nanos).map(Duration::from_nanos).ok_or_else(wrong)?;
    if gap > LONGEST_GAP { Err(msg!("engine-value-gap-long", most = gap_words(LONGEST_GAP))) } else { Ok(gap) }
}

/// A time as [`gap`] reads it back, in the largest unit that needs no fraction.
pub fn gap_words(gap: Duration) -> String {
    let nanos = gap.as_nanos();
    let units = [("s", 1_000_000_000), ("ms", 1_000_000), ("us", 1_000), ("ns", 1)];
    let (unit, size) = units.into_iter().find(|(_, size)| nanos.is_multiple_of(*size)).unwrap_or(("ns", 1));
    // Nothing at all is a multiple of everything.
    if nanos == 0 { "0us".to_owned() } else { format!("{}{unit}", nanos / size) }
}

/// Reads a number of bytes, as an option of a socket takes it.
///
/// # Errors
/// What is wrong, and what would work.
pub fn bytes(text: &str) -> Result<u32, Message> {
    let text = text.trim();
    let number = text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse::<u32>().ok()).flatten();
    number.filter(|bytes| *bytes <= MOST).ok_or_else(|| msg!("engine-value-bytes", given = text, most = MOST))
}

/// Reads `on` or `off`.
///
/// # Errors
/// What would work.
pub fn switch(text: &str) -> Result<bool, Message> {
    match text.trim() {
        "on" => Ok(true),
        "off" => Ok(false),
        other => Err(msg!("engine-value-switch", given = other)),
    }
}

/// `on` or `off`.
pub fn switch_word(on: bool) -> &'static str {
    if on { "on" } else { "off" }
}

/// Reads `one` or `two`.
///
/// # Errors
/// What would work.
pub fn cpus(text: &str) -> Result<Cpus, Message> {
    match text.trim() {
        "one" => Ok(Cpus::One),
        "two" => Ok(Cpus::Two),
        other => Err(msg!("engine-value-cpus", given = other)),
    }
}

impl Cpus {
    /// `one` or `two`.
    pub fn word(self) -> &'static str {
        match self {
            Cpus::One => "one",
            Cpus::Two => "two",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_back_as_they_are_written() {
        for text in ["10us", "1ms", "60s", "500ns", "1500us", "0us"] {
            assert_eq!(gap(text).map(gap_words).as_deref(), Ok(text));
        }
        assert_eq!(gap(" 10 µs "), Ok(Duration::from_micros(10)));
        for text in ["", "10", "us", "-1us", "1.5ms", "61s", "99999999999999999999s", "1h"] {
            assert!(gap(text).is_err(), "{text}");
        }
    }

    #[test]
    fn numbers_of_bytes_fit_into_an_int() {
        assert_eq!(bytes(" 4096 "), Ok(4096));
        assert_eq!(bytes("2147483647"), Ok(2_147_483_647));
        for text in ["", "-1", "+1", "2147483648", "4k", "4 096"] {
            assert!(bytes(text).is_err(), "{text}");
        }
    }
}
