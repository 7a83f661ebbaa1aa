//! Numbers for people.

use std::fmt::Display;

/// A whole number with thousands commas: `1,000,000`. Of any size: whatever prints as digits.
pub fn thousands(number: impl Display) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
