//! Settings in a comment: `<!-- chunkscope: first = [1, 5, 6, 4, 8] -->`, TOML inside.

use crate::call::names::nearest;
use crate::msg;
use crate::text::{Diagnostic, Span};

const KEYS: &[&str] = &["first"];

/// What comments set.
#[derive(Debug, Default)]
pub(super) struct Settings {
    /// The rows to ask first, and where that is said.
    pub(super) first: Vec<u32>,
    pub(super) first_span: Span,
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
            Some(numbers) => *settings = Settings { first: numbers, first_span: place },
            None => findings.push(Diagnostic::error(place, msg!("doc-settings-first"))),
        }
    }
}
