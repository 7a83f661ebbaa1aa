//! Settings in a comment, TOML inside: `<!-- chunkscope: first = [1, 5, 6, 4, 8] -->`, or what a run is made with,
//! `<!-- chunkscope: run = "via=drip rcvbuf=4096" -->`, of which the words are the engine's business.

use crate::call::names::nearest;
use crate::msg;
use crate::text::{Diagnostic, Span};

const KEYS: &[&str] = &["first", "run"];

/// What comments set.
#[derive(Debug, Default)]
pub(super) struct Settings {
    /// The rows to ask first, and where that is said.
    pub(super) first: Vec<u32>,
    pub(super) first_span: Span,
    /// What a run is made with: the words, and where they stand.
    pub(super) run: Option<(String, Span)>,
}

/// Reads one HTML comment; one that is not addressed to this program says nothing.
pub(super) fn read(text: &str, comment: Span, settings: &mut Settings, findings: &mut Vec<Diagnostic>) {
    let inside = text[comment.range()].trim_start_matches("<!--");
    let start = comment.end - inside.len();
    let inside = inside.strip_suffix("-->").unwrap_or(inside);
    let Some(rest) = inside.trim_start().strip_prefix("chunkscope:") else { return };
    let start = start + inside.len() - rest.len();
    let table: toml::Table = match rest.parse() {
        Ok(table) => table,
        Err(error) => {
            let range = error.span().unwrap_or(0..rest.len());
            let (from, to) = (rest.floor_char_boundary(range.start), rest.ceil_char_boundary(range.end));
            let message = msg!("doc-settings", why = error.message());
            return findings.push(Diagnostic::error(Span::new(from, to.max(from)).shifted(start), message));
        }
    };
    for (key, value) in &table {
        let at = rest.find(key.as_str()).unwrap_or(0);
        let place = Span::new(at, (at + key.len()).min(rest.len())).shifted(start);
        if key == "run" {
            match words(rest, at + key.len(), value) {
                Some((words, span)) => settings.run = Some((words, span.shifted(start))),
                None => findings.push(Diagnostic::error(place, msg!("doc-settings-run"))),
            }
            continue;
        }
        if key != "first" {
            let finding =
                Diagnostic::warning(place, msg!("doc-settings-key", key = key.as_str(), known = KEYS.join(", ")));
            findings.push(match nearest(key, KEYS) {
                Some(near) if !table.contains_key(near) => finding.fixed_by(place, near),
                _ => finding,
            });
            continue;
        }
        let numbers: Option<Vec<u32>> = value.as_array().and_then(|list| {
            list.iter().map(|number| number.as_integer().and_then(|number| u32::try_from(number).ok())).collect()
        });
        match numbers {
            Some(numbers) => (settings.first, settings.first_span) = (numbers, place),
            None => findings.push(Diagnostic::error(place, msg!("doc-settings-first"))),
        }
    }
}

/// A string of one line without escapes, and where it stands between its quotes, looked for from byte `from` on.
fn words(text: &str, from: usize, value: &toml::Value) -> Option<(String, Span)> {
    let words = value.as_str()?;
    let quoted = [format!("\"{words}\""), format!("'{words}'")];
    let at = quoted.iter().find_map(|quoted| text[from..].find(quoted.as_str()))? + from + 1;
    Some((words.to_owned(), Span::new(at, at + words.len())))
}

/// The worksheet's text with other words for what a run is made with; without any where there are none. `old` is where they
/// stand now.
pub(super) fn with_run(text: &str, old: Option<Span>, words: &str) -> String {
    match old {
        Some(span) => format!("{}{words}{}", &text[..span.start], &text[span.end..]),
        None if words.is_empty() => text.to_owned(),
        None => {
            let ending = if text.contains("\r\n") { "\r\n" } else { "\n" };
            let gap = if text.is_empty() || text.ends_with('\n') { "" } else { ending };
            format!("{text}{gap}{ending}<!-- chunkscope: run = \"{words}\" -->{ending}")
        }
    }
}
