//! The cells of an outcome table: C strings, or words.

use crate::stream::Claim;
use crate::text::escape::{self, Dialect};
use crate::text::{Diagnostic, Span};

/// What a cell says that one recv gave.
pub(super) fn claim(raw: &str, span: Span) -> Result<Claim, Box<Diagnostic>> {
    let cell = Cell::strip(raw);
    if !cell.quoted
        && let Some(word) = word(cell.text)
    {
        return Ok(word);
    }
    let text =
        if cell.quoted || cell.code { cell.text.replace("\\|", "|") } else { unmark(cell.text).trim().to_owned() };
    escape::decode(&text, Dialect::Cell).map(Claim::Data).map_err(|error| {
        let finding = Diagnostic::error(span, error.message);
        // Where in the cell it stands, unless marks around it have moved it.
        let found = raw.find(&text[error.range.clone()]).filter(|_| !error.range.is_empty());
        Box::new(match (found, error.replacement) {
            (Some(at), Some(replacement)) => {
                let place = Span::new(at, at + error.range.len()).shifted(span.start);
                Diagnostic { span: place, ..finding }.fixed_by(place, replacement)
            }
            _ => finding,
        })
    })
}

/// What a cell says that the recvs of a loop gave: pieces joined by `+` with a blank beside it, `hello! + bye! + eof`. A
/// piece in quotes may hold a plus itself.
pub(super) fn pieces(raw: &str, span: Span) -> Result<Claim, Box<Diagnostic>> {
    let cell = Cell::strip(raw);
    let mut parts = Vec::new();
    if !cell.quoted {
        let start = raw.find(cell.text).unwrap_or(0);
        let (mut from, mut quote, mut escaped) = (0, None, false);
        let bytes = cell.text.as_bytes();
        for (at, sign) in cell.text.char_indices() {
            let blank = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_none_or(u8::is_ascii_whitespace);
            match (quote, sign) {
                (Some(_), '\\') if !escaped => escaped = true,
                (Some(mark), sign) if sign == mark && !escaped => quote = None,
                (Some(_), _) => escaped = false,
                (None, '"' | '`') if cell.text[from..at].trim().is_empty() => quote = Some(sign),
                (None, '+') if blank(at.checked_sub(1)) || blank(Some(at + 1)) => {
                    parts.push((start + from, &cell.text[from..at]));
                    from = at + 1;
                }
                (None, _) => {}
            }
        }
        if !parts.is_empty() {
            parts.push((start + from, &cell.text[from..]));
        }
    }
    if parts.is_empty() {
        return claim(raw, span).map(|claim| match claim {
            claim @ (Claim::Free | Claim::Unreached) => claim,
            one => Claim::Pieces(vec![one]),
        });
    }
    let inner = |(at, text): (usize, &str)| {
        let at = at + text.len() - text.trim_start().len();
        let text = text.trim();
        claim(text, Span::new(span.start + at, span.start + at + text.len()))
    };
    let mut pieces = parts.into_iter().map(inner).collect::<Result<Vec<Claim>, _>>()?;
    while pieces.last() == Some(&Claim::Unreached) {
        pieces.pop();
    }
    Ok(Claim::Pieces(pieces))
}

/// Data as a piece of a loop's cell, so that it reads back as itself: in quotes where it holds a plus, would be a word, or
/// has blanks at its ends.
pub fn piece(shown: &str) -> String {
    let clear = !shown.contains(['+', '|', '`', '*']) && shown.trim() == shown && word(shown).is_none();
    if clear && !Cell::strip(shown).quoted { shown.to_owned() } else { format!("\"{shown}\"") }
}

/// The text of a heading without emphasis, code marks and quotes.
pub(super) fn heading(raw: &str) -> String {
    let text = Cell::strip(raw).text;
    text.chars().filter(|sign| !matches!(sign, '`' | '*')).collect::<String>().trim().to_owned()
}

/// A lecturer's own answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Answer {
    Yes,
    No,
    /// `x`, which some write for "yes" (a ticked box) and some for "no".
    Cross,
}

/// The answer in a cell: none where it is empty, an error where it is something else.
pub(super) fn answer(raw: &str) -> Result<Option<Answer>, ()> {
    let plain = heading(raw).to_lowercase();
    match plain.trim_end_matches(['.', '!', ',']).trim() {
        "" | "?" | "…" | "..." | "-" | "–" | "—" | "_" | "[ ]" | "☐" => Ok(None),
        "yes" | "y" | "possible" | "true" | "ok" | "✓" | "✔" | "✔️" | "✅" | "☑" | "☑️" | "+" => {
            Ok(Some(Answer::Yes))
        }
        "no" | "n" | "impossible" | "not possible" | "false" | "✗" | "✘" | "❌" | "✖" | "✖️" => {
            Ok(Some(Answer::No))
        }
        "x" | "[x]" | "×" | "☒" => Ok(Some(Answer::Cross)),
        _ => Err(()),
    }
}

struct Cell<'a> {
    text: &'a str,
    code: bool,
    quoted: bool,
}

impl<'a> Cell<'a> {
    /// Takes away emphasis, then code marks, then quotes. Only quotes make the words of the table data.
    fn strip(raw: &'a str) -> Self {
        let mut text = raw.trim();
        let mut code = false;
        while !code {
            if let Some(inner) = code_span(text) {
                (text, code) = (inner, true);
            } else if let Some(inner) = ["**", "__", "~~", "*", "_"].iter().find_map(|mark| wrapped(text, mark, mark)) {
                text = inner.trim();
            } else {
                break;
            }
        }
        match quotes(text.strip_prefix('b').unwrap_or(text)).or_else(|| quotes(text)) {
            Some(inner) => Cell { text: inner, code, quoted: true },
            None => Cell { text, code, quoted: false },
        }
    }
}

fn wrapped<'a>(text: &'a str, open: &str, close: &str) -> Option<&'a str> {
    let inner = text.strip_prefix(open)?.strip_suffix(close)?;
    let clean = !inner.is_empty() && !inner.contains(open) && !inner.ends_with('\\');
    (clean && !inner.starts_with(char::is_whitespace)).then_some(inner)
}

/// The inside of a text that is one code span.
fn code_span(text: &str) -> Option<&str> {
    let run = text.len() - text.trim_start_matches('`').len();
    let marks = &text[..run];
    let inner = text[run..].strip_suffix(marks).filter(|_| run > 0)?;
    if inner.is_empty() || inner.ends_with('`') || inner.contains(marks) {
        return None;
    }
    let padded = inner.strip_prefix(' ').and_then(|inner| inner.strip_suffix(' '));
    Some(padded.filter(|inner| !inner.trim().is_empty()).unwrap_or(inner))
}

/// The inside of a text that is one quoted string, with plain or typographic marks.
fn quotes(text: &str) -> Option<&str> {
    let pairs = [("\"", "\""), ("'", "'"), ("“", "”"), ("„", "“"), ("„", "”"), ("‘", "’"), ("«", "»"), ("”", "”")];
    pairs.iter().find_map(|(open, close)| {
        let inner = text.strip_prefix(open)?.strip_suffix(close)?;
        let escaped = (inner.len() - inner.trim_end_matches('\\').len()) % 2 == 1;
        let again = inner.replace("\\\\", "").replace(&format!("\\{close}"), "").contains(close);
        (!escaped && !again).then_some(inner)
    })
}

/// The words for what a recv can do other than to give bytes.
fn word(text: &str) -> Option<Claim> {
    if text.len() > 80 {
        return None;
    }
    let bare: String = text.chars().filter(|sign| !matches!(sign, '`' | '*')).collect();
    let lower = bare.replace("&nbsp;", " ").to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    let joined = words.join(" ");
    let joined = joined.trim_end_matches('.');
    let (inside, bracketed) = match wrapped(joined, "(", ")").or_else(|| wrapped(joined, "<", ">")) {
        Some(inside) => (inside.trim(), true),
        None => (joined, false),
    };
    let call = ["recv()", "recv", "the recv", "the call", "call", "read"];
    let short = call.iter().find_map(|call| inside.strip_prefix(call)?.strip_prefix(' ')).unwrap_or(inside);
    let short = short.strip_prefix("is ").unwrap_or(short);
    Some(match short {
        "" | "empty" | "∅" | "returns 0" | "returned 0" | "= 0" | "0 returned" => Claim::Data(Vec::new()),
        "nothing" | "any" | "anything" | "free" if !bracketed => return None,
        "nothing" => Claim::Data(Vec::new()),
        "any" | "anything" | "free" => Claim::Free,
        "blocks" | "block" | "blocked" | "blocking" | "waits" | "waits for good" | "waits forever"
        | "blocks for good" | "blocks forever" | "blocks for ever" => Claim::Blocks,
        "eof" | "end" | "end of file" | "end of stream" | "end of the stream" | "end: recv = 0" => Claim::Eof,
        "eagain" | "ewouldblock" | "nothing there" | "nothing there (eagain)" | "would block" | "-1 eagain" => {
            Claim::Eagain
        }
        "unreached" | "never called" | "not called" | "not reached" | "never reached" => Claim::Unreached,
        _ => return None,
    })
}

/// Markdown in a cell that is not code: escapes of punctuation, bold parts, the entities for signs that Markdown takes.
fn unmark(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let bold = text.matches("**").count().is_multiple_of(2);
    while let Some(sign) = rest.chars().next() {
        let entities = [
            ("&lt;", "<"),
            ("&gt;", ">"),
            ("&amp;", "&"),
            ("&quot;", "\\\""),
            ("&#124;", "|"),
            ("&vert;", "|"),
            ("&nbsp;", " "),
        ];
        if sign == '\\' {
            let next = rest[1..].chars().next();
            let len = 1 + next.map_or(0, char::len_utf8);
            // What C and Markdown escape alike is left to C.
            let markdown =
                next.is_some_and(|next| next.is_ascii_punctuation() && !matches!(next, '\\' | '"' | '\'' | '?'));
            out.push_str(&rest[usize::from(markdown)..len]);
            rest = &rest[len..];
        } else if let Some((name, meaning)) = entities.iter().find(|(name, _)| rest.starts_with(name)) {
            out.push_str(meaning);
            rest = &rest[name.len()..];
        } else if bold && rest.starts_with("**") {
            rest = &rest[2..];
        } else {
            out.push(sign);
            rest = &rest[sign.len_utf8()..];
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn data(text: &[u8]) -> Claim {
        Claim::Data(text.to_vec())
    }

    #[test]
    fn marks_around_a_cell_do_not_count_and_quotes_make_data() {
        let cases: [(&str, Claim); 24] = [
            ("hello!", data(b"hello!")),
            ("**hello!**", data(b"hello!")),
            ("`hello!`", data(b"hello!")),
            ("***`hello!`***", data(b"hello!")),
            ("\"hello!\"", data(b"hello!")),
            ("“hello!”", data(b"hello!")),
            ("b'hello!'", data(b"hello!")),
            ("` hi `", data(b"hi")),
            ("`hi `", data(b"hi ")),
            ("a\\|b", data(b"a|b")),
            ("`a\\|b`", data(b"a|b")),
            ("2\\*3", data(b"2*3")),
            ("a\\n\\x41b\\0", data(b"a\nAb\0")),
            ("\"blocks\"", data(b"blocks")),
            ("", data(b"")),
            ("\"\"", data(b"")),
            ("(empty)", data(b"")),
            ("recv blocks", Claim::Blocks),
            ("`recv` **blocks**", Claim::Blocks),
            ("*(blocks)*", Claim::Blocks),
            ("EOF", Claim::Eof),
            ("`EAGAIN`", Claim::Eagain),
            ("never called", Claim::Unreached),
            ("\"", data(b"\"")),
        ];
        for (raw, want) in cases {
            assert_eq!(claim(raw, Span::new(0, raw.len())).as_ref(), Ok(&want), "{raw}");
        }
    }

    #[test]
    fn a_wrong_escape_is_reported_at_its_place() {
        let finding = claim("**ab\\q**", Span::new(10, 18)).unwrap_err();
        assert_eq!(finding.span, Span::new(14, 16));
        assert_eq!(finding.fix.unwrap().replacement, "\\\\q");
    }
}
