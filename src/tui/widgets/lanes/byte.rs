//! How one byte is written in its cell.

use std::ops::Range;

use unicode_width::UnicodeWidthChar;

use crate::tui::glyphs::Glyphs;

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Written {
    /// One to three columns.
    pub(crate) text: String,
    /// Whether it is an escape, hex or half a character: not the letter itself.
    pub(crate) escape: bool,
}

/// What a byte is taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shown {
    /// A letter where it is one.
    Letter,
    /// A part of a number: hex with an `x` before it, whatever letter it would be.
    Number,
    /// Two hex digits, as everything around it.
    Hex,
}

/// What the byte at `offset` is taken for.
pub(super) fn shown(hex: bool, numbers: &[Range<u64>], offset: u64) -> Shown {
    match numbers.iter().any(|range| range.contains(&offset)) {
        _ if hex => Shown::Hex,
        true => Shown::Number,
        false => Shown::Letter,
    }
}

/// Writes the byte at `offset`. `run` is what its call carried at once: a character that reaches beyond it is hex, for
/// the receiver has no more than that. `width` is the columns of the cell.
pub(crate) fn write(
    byte: u8,
    offset: u64,
    run: &Range<u64>,
    at: impl Fn(u64) -> Option<u8>,
    shown: Shown,
    width: u16,
    glyphs: &Glyphs,
) -> Written {
    let escape = |text: String| {
        // A cell of one column has no room for two signs; a dot says "not printable", as in any hex dump.
        let text = if text.len() > 1 && width < 2 { ".".to_owned() } else { text };
        Written { text, escape: true }
    };
    if shown == Shown::Hex {
        return escape(format!("{byte:02x}"));
    }
    // Among letters, two hex digits alone would look like two of them. (Big letters have room for two.)
    let digits = || escape(if width == 3 { format!("x{byte:02x}") } else { format!("{byte:02x}") });
    match byte {
        _ if shown == Shown::Number => digits(),
        b'\n' => escape("\\n".to_owned()),
        b'\r' => escape("\\r".to_owned()),
        b'\t' => escape("\\t".to_owned()),
        0 => escape("\\0".to_owned()),
        b' ' => Written { text: glyphs.space.to_string(), escape: true },
        0x21..=0x7e => Written { text: (byte as char).to_string(), escape: false },
        0x80.. if !glyphs.ascii => match character(offset, run, at) {
            Some((_, start)) if start != offset => Written { text: glyphs.joined.to_string(), escape: true },
            Some((sign, _)) => match sign.width() {
                Some(1) => Written { text: sign.to_string(), escape: false },
                Some(2) if width >= 2 => Written { text: sign.to_string(), escape: false },
                // Combining marks stand on a dotted circle; other signs without a width cannot be seen at all.
                Some(0) if is_mark(sign) => Written { text: format!("◌{sign}"), escape: false },
                _ => digits(),
            },
            None => digits(),
        },
        _ => digits(),
    }
}

/// The character that the byte at `offset` belongs to and where it begins, if it lies within `run` as a whole.
fn character(offset: u64, run: &Range<u64>, at: impl Fn(u64) -> Option<u8>) -> Option<(char, u64)> {
    for back in 0..4 {
        let start = offset.checked_sub(back).filter(|start| *start >= run.start)?;
        let lead = at(start)?;
        let len = match lead {
            0x80..=0xbf => continue,
            0xc2..=0xdf => 2,
            0xe0..=0xef => 3,
            0xf0..=0xf4 => 4,
            _ => return None,
        };
        if offset >= start + len || start + len > run.end {
            return None;
        }
        let mut bytes = [0; 4];
        for (index, byte) in bytes.iter_mut().take(len as usize).enumerate() {
            *byte = at(start + index as u64)?;
        }
        return Some((std::str::from_utf8(&bytes[..len as usize]).ok()?.chars().next()?, start));
    }
    None
}

/// Combining marks of the blocks that are used in practice.
fn is_mark(sign: char) -> bool {
    matches!(sign, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5bd}' | '\u{64b}'..='\u{65f}'
        | '\u{900}'..='\u{903}' | '\u{93a}'..='\u{94f}' | '\u{e31}'..='\u{e3a}' | '\u{1ab0}'..='\u{1aff}'
        | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}
