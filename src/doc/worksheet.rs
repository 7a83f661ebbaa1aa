//! A worksheet: a script, and (if it has one) a table of outcomes.

use crate::script::Script;
use crate::stream::Row;
use crate::text::{Diagnostic, Source, Span};

/// What was understood of a worksheet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Worksheet {
    /// The first heading's text, if there is one.
    pub title: Option<String>,
    /// The calls.
    pub script: Script,
    /// The table's columns that belong to recvs, in the table's order.
    pub columns: Vec<Column>,
    /// The table's rows; every row has one claim for each recv of the script.
    pub rows: Vec<Row>,
    /// A lecturer's own answers, by index into `rows`: true for "possible". Empty where the file gives none.
    pub answers: Vec<Option<(bool, Span)>>,
    /// The numbers of the rows to ask first, before the rule (`<!-- chunkscope: first = [1, 5, 6, 4, 8] -->`).
    pub first: Vec<u32>,
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
pub fn parse_worksheet(_source: &Source) -> (Worksheet, Vec<Diagnostic>) {
    unimplemented!()
}
