//! A worksheet: a script, and (if it has one) a table of outcomes.

use super::load::MAX_WORKSHEET;
use super::settings::{self, Settings};
use super::table::{Table, find_tables};
use super::{calls, outcomes};
use crate::msg;
use crate::script::Script;
use crate::stream::Row;
use crate::text::{Diagnostic, Severity, Source, Span};

/// What was understood of a worksheet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Worksheet {
    /// The first heading's text, if there is one.
    pub title: Option<String>,
    /// The calls.
    pub script: Script,
    /// Whether a call was meant but could not be read: the script is not the one that the author had in mind.
    pub lost_calls: bool,
    /// The table's columns that belong to recvs, in the table's order.
    pub columns: Vec<Column>,
    /// The table's rows; every row has one claim for each recv of the script.
    pub rows: Vec<Row>,
    /// A lecturer's own answers, by index into `rows`: true for "possible". Empty where the file gives none.
    pub answers: Vec<Option<(bool, Span)>>,
    /// The numbers of the rows to ask first, before the rule (`<!-- chunkscope: first = [1, 5, 6, 4, 8] -->`).
    pub first: Vec<u32>,
    /// What a run is made with, in the engine's words, and where they stand (`<!-- chunkscope: run = "rcvbuf=4096" -->`).
    pub run: Option<(String, Span)>,
}

/// A column of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its heading, or the buffer's name where the table has none.
    pub heading: String,
    /// The recv it belongs to: counted from 0 among the script's recvs.
    pub recv: usize,
}

/// Reads a worksheet. Findings come in the order of the text; with an error among them the worksheet may be partly empty,
/// but what was understood is there. A text with nothing usable in it gives an error that says what a worksheet needs.
pub fn parse_worksheet(source: &Source) -> (Worksheet, Vec<Diagnostic>) {
    let text = source.text.as_str();
    let mut sheet = Worksheet::default();
    if text.len() > MAX_WORKSHEET {
        let start = Span::new(0, 0);
        let message = msg!("doc-text-too-large", limit = MAX_WORKSHEET.to_string());
        return (sheet, vec![Diagnostic::error(start, message)]);
    }
    let tables = find_tables(text, &calls::opaque(&blanked(text, &[])));
    let found = calls::read(&blanked(text, &tables));
    let mut findings = found.findings;
    sheet.title = found.title;
    sheet.script = found.script;
    sheet.lost_calls = findings.iter().any(|finding| finding.severity == Severity::Error);
    if sheet.script.calls.is_empty() && !findings.iter().any(|finding| finding.severity == Severity::Error) {
        findings.push(Diagnostic::error(Span::new(0, 0), msg!("doc-no-calls")));
    }
    let mut settings = Settings::default();
    for comment in found.comments {
        settings::read(text, comment, &mut settings, &mut findings);
    }
    read_table(text, &tables, &mut sheet, &mut findings);
    for number in &settings.first {
        if !sheet.rows.iter().any(|row| row.number == *number) {
            findings
                .push(Diagnostic::warning(settings.first_span, msg!("doc-first-no-row", number = number.to_string())));
        }
    }
    sheet.first = settings.first;
    sheet.run = settings.run;
    findings.sort_by_key(|finding| (finding.span.start, finding.span.end));
    (sheet, findings)
}

/// The text with its tables as blanks of the same length: a delimiter row would make a heading of the line above it. A byte
/// order mark, which would hide a heading behind it, becomes blank lines.
fn blanked(text: &str, tables: &[Table]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for table in tables {
        out.push_str(&text[at..table.span.start]);
        out.extend(text[table.span.range()].bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
        at = table.span.end;
    }
    out.push_str(&text[at..]);
    if out.starts_with('\u{feff}') {
        out.replace_range(..3, "\n\n\n");
    }
    out
}

/// The likeliest table is the outcome table.
fn read_table(text: &str, tables: &[Table], sheet: &mut Worksheet, findings: &mut Vec<Diagnostic>) {
    let ranked = tables.iter().map(|table| (outcomes::likeness(text, table, &sheet.script), table));
    let likely: Vec<_> = ranked.filter(|(likeness, _)| *likeness > 0).collect();
    // Of equals the first.
    let Some((best, table)) = likely.iter().copied().rev().max_by_key(|(likeness, _)| *likeness) else { return };
    for (_, other) in likely.iter().filter(|(likeness, other)| *likeness == best && other.span != table.span) {
        findings.push(Diagnostic::warning(other.span, msg!("doc-second-table")));
    }
    if sheet.script.calls.iter().any(calls::is_recv) {
        outcomes::read(text, table, sheet, findings);
    } else if !sheet.script.calls.is_empty() {
        findings.push(Diagnostic::warning(table.span, msg!("doc-table-without-recv")));
    }
}
