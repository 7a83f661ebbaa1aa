//! Bytes as people write them.

use std::fmt::Write;

/// Bytes as the inside of a C string literal: printable ASCII as itself, `\n`, `\t`, `\r`, `\0`-free (`\x00`), `\"`, `\\`,
/// everything else as `\x` with exactly two digits. This is what JSON cells hold (DESIGN, commands).
pub fn to_c(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len());
    for &byte in bytes {
        match byte {
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\t' => out.push_str("\\t"),
            b'"' => out.push_str("\\\""),
            b'\\' => out.push_str("\\\\"),
            0x20..=0x7e => out.push(byte as char),
            _ => write!(out, "\\x{byte:02x}").expect("writing to a string"),
        }
    }
    out
}
