//! Bytes as people write them: string literals of C and Python, read and written.

use std::fmt::Write;
use std::ops::Range;

use super::Message;
use crate::msg;

/// Text from a file, fit for a terminal: controls (which a terminal obeys) as `\x1b`, signs that turn the direction of
/// writing as `\u{202e}`; the rest as it is.
pub fn visible(text: &str) -> String {
    let turns =
        |sign: char| matches!(sign, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            _ if sign.is_control() && sign.is_ascii() => out.push_str(&format!("\\x{:02x}", sign as u32)),
            _ if sign.is_control() || turns(sign) => out.push_str(&format!("\\u{{{:x}}}", sign as u32)),
            _ => out.push(sign),
        }
    }
    out
}

/// Bytes as the inside of a C string literal: printable ASCII as itself, `\n`, `\t`, `\r`, `\0`-free (`\x00`), `\"`, `\\`,
/// everything else as `\x` with exactly two digits. This is what JSON cells hold (DESIGN, commands).
pub fn to_c(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len());
    for &byte in bytes {
        match byte {
            0x20..=0x7e if byte != b'"' && byte != b'\\' => out.push(byte as char),
            _ if push_short(&mut out, byte) => {}
            _ => push_hex(&mut out, byte),
        }
    }
    out
}

/// Bytes as the inside of a C literal that a C compiler reads back as the same bytes: text stays readable in any script,
/// and since C's `\x` takes every hex digit that follows, a byte before such a digit is written in octal.
pub fn c_literal(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some(&byte) = rest.first() {
        match whole_char(rest) {
            Some(sign) if is_visible(sign) => {
                out.push(sign);
                rest = &rest[sign.len_utf8()..];
                continue;
            }
            _ => rest = &rest[1..],
        }
        let next = rest.first().copied().unwrap_or(0);
        match byte {
            _ if push_short(&mut out, byte) => {}
            0 if !next.is_ascii_digit() => out.push_str("\\0"),
            _ if next.is_ascii_hexdigit() => write!(out, "\\{byte:03o}").expect("writing to a string"),
            _ => push_hex(&mut out, byte),
        }
    }
    out
}

/// Bytes as the inside of a Python bytes literal, which holds ASCII only.
pub fn python_literal(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len());
    for (at, &byte) in bytes.iter().enumerate() {
        let next = bytes.get(at + 1).copied().unwrap_or(0);
        match byte {
            0x20..=0x7e if byte != b'"' && byte != b'\\' => out.push(byte as char),
            _ if push_short(&mut out, byte) => {}
            0 if !next.is_ascii_digit() => out.push_str("\\0"),
            _ => push_hex(&mut out, byte),
        }
    }
    out
}

fn push_short(out: &mut String, byte: u8) -> bool {
    let short = match byte {
        b'\n' => "\\n",
        b'\r' => "\\r",
        b'\t' => "\\t",
        b'"' => "\\\"",
        b'\\' => "\\\\",
        _ => return false,
    };
    out.push_str(short);
    true
}

fn push_hex(out: &mut String, byte: u8) {
    write!(out, "\\x{byte:02x}").expect("writing to a string");
}

/// The character that the bytes begin with, if they begin with a whole one.
fn whole_char(bytes: &[u8]) -> Option<char> {
    let head = &bytes[..bytes.len().min(4)];
    head.utf8_chunks().next().and_then(|chunk| chunk.valid().chars().next())
}

/// Whether a character shows as itself, inside quotes too. Signs that only steer the layout are written as escapes.
fn is_visible(sign: char) -> bool {
    !matches!(sign, '"' | '\\' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
        && !sign.is_control()
}

/// Which language's escapes a literal is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// A C string literal: text is UTF-8.
    C,
    /// A Python bytes literal: ASCII only.
    PythonBytes,
    /// A Python str that is then encoded as UTF-8.
    PythonStr,
    /// The cell of a table: C's escapes, but `\x` takes two digits at most, as in the JSON that this program writes.
    Cell,
}

/// Why the inside of a literal cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EscapeError {
    /// The bytes of the body that are at fault.
    pub range: Range<usize>,
    /// What is wrong with them.
    pub message: Message,
    /// What to put in their place.
    pub replacement: Option<String>,
}

/// The bytes that the inside of a literal stands for.
pub fn decode(body: &str, dialect: Dialect) -> Result<Vec<u8>, EscapeError> {
    let mut out = Vec::with_capacity(body.len());
    let mut at = 0;
    while at < body.len() {
        let rest = &body[at..];
        let plain = rest.find('\\').unwrap_or(rest.len());
        if plain > 0 {
            if dialect == Dialect::PythonBytes {
                ascii_only(&rest[..plain], at)?;
            }
            out.extend_from_slice(&rest.as_bytes()[..plain]);
            at += plain;
        } else {
            at += escape(rest, at, dialect, &mut out)?;
        }
    }
    Ok(out)
}

fn ascii_only(text: &str, at: usize) -> Result<(), EscapeError> {
    let Some(start) = text.find(|sign: char| !sign.is_ascii()) else { return Ok(()) };
    let tail = &text[start..];
    let len = tail.find(|sign: char| sign.is_ascii()).unwrap_or(tail.len());
    let run = &tail[..len];
    Err(EscapeError {
        range: at + start..at + start + len,
        message: msg!("call-python-ascii", text = run),
        replacement: Some(python_literal(run.as_bytes())),
    })
}

/// Reads the escape that `rest` begins with, which stands at `at`; returns its length.
fn escape(rest: &str, at: usize, dialect: Dialect, out: &mut Vec<u8>) -> Result<usize, EscapeError> {
    let fault = |len: usize, message: Message, replacement: Option<String>| {
        Err(EscapeError { range: at..at + len, message, replacement })
    };
    let Some(letter) = rest[1..].chars().next() else {
        return fault(1, msg!("call-escape-dangling"), Some("\\\\".into()));
    };
    let c = matches!(dialect, Dialect::C | Dialect::Cell);
    let simple = match letter {
        'n' => b'\n',
        't' => b'\t',
        'r' => b'\r',
        'a' => 7,
        'b' => 8,
        'f' => 12,
        'v' => 11,
        '\\' | '"' | '\'' => letter as u8,
        '?' if c => b'?',
        '\n' => return Ok(2),
        '\r' => return Ok(if rest[2..].starts_with('\n') { 3 } else { 2 }),
        '0'..='7' => return octal(rest, at, dialect, out),
        'x' => return hex(rest, at, dialect, out),
        'u' | 'U' if dialect == Dialect::PythonBytes => {
            let (len, sign) = universal(rest);
            let escaped = sign.map(|sign| python_literal(sign.encode_utf8(&mut [0; 4]).as_bytes()));
            return fault(len, msg!("call-escape-universal-in-bytes"), escaped);
        }
        'u' | 'U' => {
            let (len, Some(sign)) = universal(rest) else {
                return fault(universal(rest).0, msg!("call-escape-no-character", letter = letter.to_string()), None);
            };
            out.extend_from_slice(sign.encode_utf8(&mut [0; 4]).as_bytes());
            return Ok(len);
        }
        _ => {
            let len = 1 + letter.len_utf8();
            let doubled = format!("\\{}", &rest[..len]);
            return fault(len, msg!("call-escape-unknown", escape = &rest[..len]), Some(doubled));
        }
    };
    out.push(simple);
    Ok(2)
}

fn octal(rest: &str, at: usize, dialect: Dialect, out: &mut Vec<u8>) -> Result<usize, EscapeError> {
    let digits = rest[1..].bytes().take(3).take_while(|byte| matches!(byte, b'0'..=b'7')).count();
    let value = u32::from_str_radix(&rest[1..1 + digits], 8).unwrap_or(0);
    if value > 0xff {
        let message = msg!("call-escape-over-a-byte", escape = &rest[..1 + digits], value = value);
        let split = format!("{}\\{}", &rest[..digits], &rest[digits..=digits]);
        return Err(EscapeError { range: at..at + 1 + digits, message, replacement: Some(split) });
    }
    push_unit(value, dialect, out);
    Ok(1 + digits)
}

fn hex(rest: &str, at: usize, dialect: Dialect, out: &mut Vec<u8>) -> Result<usize, EscapeError> {
    let all = rest[2..].bytes().take_while(u8::is_ascii_hexdigit).count();
    let digits = if dialect == Dialect::C { all } else { all.min(2) };
    let written = &rest[..2 + digits];
    let error = |message, replacement| Err(EscapeError { range: at..at + 2 + digits, message, replacement });
    if digits == 0 || (digits == 1 && matches!(dialect, Dialect::PythonBytes | Dialect::PythonStr)) {
        let padded = if digits == 1 { format!("\\x0{}", &rest[2..3]) } else { "\\\\x".to_owned() };
        return error(msg!("call-escape-hex-digits", escape = written), Some(padded));
    }
    // Leading zeros do not count: C's \x000000a is one byte.
    let significant = rest[2..2 + digits].trim_start_matches('0');
    match u8::from_str_radix(if significant.is_empty() { "0" } else { significant }, 16) {
        Ok(value) => {
            push_unit(u32::from(value), dialect, out);
            Ok(2 + digits)
        }
        Err(_) => {
            let split = format!("{}\" \"{}", &rest[..4], &rest[4..2 + digits]);
            error(msg!("call-escape-hex-greedy", escape = written), Some(split))
        }
    }
}

/// One value of `\x` or octal: a byte, but in a Python str a character.
fn push_unit(value: u32, dialect: Dialect, out: &mut Vec<u8>) {
    match char::from_u32(value) {
        Some(sign) if dialect == Dialect::PythonStr => out.extend_from_slice(sign.encode_utf8(&mut [0; 4]).as_bytes()),
        _ => out.push(value as u8),
    }
}

/// The length of a `\uXXXX` or `\UXXXXXXXX` and its character, if it is whole and names one.
fn universal(rest: &str) -> (usize, Option<char>) {
    let want = if rest.as_bytes()[1] == b'u' { 4 } else { 8 };
    let digits = rest[2..].bytes().take(want).take_while(u8::is_ascii_hexdigit).count();
    let value = u32::from_str_radix(&rest[2..2 + digits], 16).ok().filter(|_| digits == want);
    (2 + digits, value.and_then(char::from_u32))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_reads_back_as_the_same_bytes() {
        let cases: [&[u8]; 8] =
            [b"", b"\x0012", b"\0a\0", b"\xc3\xa9\xc3", b"\x01f", b"a\"b\\c\n", "é\u{301}語".as_bytes(), b"\xff0"];
        for bytes in cases {
            assert_eq!(decode(&c_literal(bytes), Dialect::C).as_deref(), Ok(bytes), "{}", c_literal(bytes));
            assert_eq!(decode(&python_literal(bytes), Dialect::PythonBytes).as_deref(), Ok(bytes));
        }
    }

    #[test]
    fn text_stays_readable() {
        assert_eq!(c_literal("é!\n".as_bytes()), "é!\\n");
        assert_eq!(c_literal(b"\x01f\x01g"), "\\001f\\x01g");
        assert_eq!(python_literal("é".as_bytes()), "\\xc3\\xa9");
    }
}
