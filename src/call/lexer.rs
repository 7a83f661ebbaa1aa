//! From text to tokens. Never fails: what is no token of C or Python is a token of its own kind, at its place.

use crate::text::Span;

/// What a token is, as far as the parser cares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tok {
    /// An identifier.
    Name,
    /// A number, with whatever letters and dots hang on it.
    Number,
    /// A string literal with its prefix and its quotes.
    Text,
    /// A string literal whose closing quote is missing: up to the end of the line.
    OpenText,
    /// One sign of punctuation.
    Punct(char),
    /// A comment.
    Comment,
    /// A `/*` without its `*/`.
    OpenComment,
    /// A typographic quotation mark.
    SmartQuote,
    /// Anything else.
    Odd(char),
}

/// A token with its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) tok: Tok,
    pub(crate) span: Span,
}

/// All tokens of a text, comments included.
pub(crate) fn lex(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(sign) = text[at..].chars().next() {
        if is_space(sign) {
            at += sign.len_utf8();
            continue;
        }
        let (tok, len) = next(&text[at..], sign);
        tokens.push(Token { tok, span: Span::new(at, at + len) });
        at += len;
    }
    tokens
}

/// White space, and the invisible signs that come along with text pasted from web pages and word processors.
fn is_space(sign: char) -> bool {
    sign.is_whitespace() || matches!(sign, '\u{200b}' | '\u{2060}' | '\u{feff}')
}

fn next(rest: &str, sign: char) -> (Tok, usize) {
    let line = || rest.find('\n').unwrap_or(rest.len());
    match sign {
        '#' => (Tok::Comment, line()),
        '/' if rest.starts_with("//") => (Tok::Comment, line()),
        '/' if rest.starts_with("/*") => match rest[2..].find("*/") {
            Some(end) => (Tok::Comment, end + 4),
            None => (Tok::OpenComment, rest.len()),
        },
        '"' | '\'' => literal(rest, 0),
        '“' | '”' | '„' | '‟' | '‘' | '’' | '‚' | '‛' | '«' | '»' | '″' | '＂' => {
            (Tok::SmartQuote, sign.len_utf8())
        }
        '0'..='9' => (Tok::Number, number(rest)),
        '.' if rest[1..].starts_with(|next: char| next.is_ascii_digit()) => (Tok::Number, number(rest)),
        _ if sign == '_' || sign.is_alphabetic() => {
            let len = rest.find(|sign: char| sign != '_' && !sign.is_alphanumeric()).unwrap_or(rest.len());
            let quoted = rest[len..].starts_with(['"', '\'']);
            // A prefix of a literal has at most two letters in Python and is L, u, u8 or U in C.
            if quoted && len <= 2 && rest[..len].is_ascii() { literal(rest, len) } else { (Tok::Name, len) }
        }
        _ if sign.is_ascii_punctuation() => (Tok::Punct(sign), 1),
        _ => (Tok::Odd(sign), sign.len_utf8()),
    }
}

/// The literal whose opening quote stands at `prefix`.
fn literal(rest: &str, prefix: usize) -> (Tok, usize) {
    let bytes = rest.as_bytes();
    let quote = bytes[prefix];
    let triple = bytes[prefix..].starts_with(&[quote; 3]);
    let closing: &[u8] = if triple { &[quote; 3] } else { &[quote] };
    let mut at = prefix + closing.len();
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += if bytes[at..].starts_with(b"\\\r\n") { 3 } else { 2 },
            b'\n' | b'\r' if !triple => return (Tok::OpenText, at),
            _ if bytes[at..].starts_with(closing) => return (Tok::Text, at + closing.len()),
            _ => at += 1,
        }
    }
    (Tok::OpenText, bytes.len())
}

fn number(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let hex = bytes.len() > 1 && matches!(bytes[1], b'x' | b'X');
    let mut len = 0;
    while let Some(&byte) = bytes.get(len) {
        let signed_exponent = matches!(byte, b'+' | b'-') && !hex && len > 0 && matches!(bytes[len - 1], b'e' | b'E');
        if !(byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.') || signed_exponent) {
            break;
        }
        len += 1;
    }
    len
}
