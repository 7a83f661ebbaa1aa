//! Pipe tables as lecturers write them: found and cut into cells line by line, because a Markdown parser passes over a table
//! whose delimiter row is not perfect.

use std::ops::Range;

use crate::text::Span;

/// A table: a header and rows. Delimiter rows are gone.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) header: Vec<Span>,
    pub(super) rows: Vec<Line>,
    /// From the start of its first line to the end of its last.
    pub(super) span: Span,
}

/// One row.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) cells: Vec<Span>,
    pub(super) span: Span,
}

/// All tables of a text outside the ranges `skip`, which are in order.
pub(super) fn find_tables(text: &str, skip: &[Range<usize>]) -> Vec<Table> {
    let mut tables = Vec::new();
    let mut open: Option<Builder> = None;
    let mut start = 0;
    let mut skip = skip.iter().peekable();
    for line in text.split_inclusive('\n') {
        let span = Span::new(start, start + line.len());
        start = span.end;
        while skip.next_if(|range| range.end <= span.start).is_some() {}
        let hidden = skip.peek().is_some_and(|range| range.start < span.end);
        let body = if hidden { Span::new(span.start, span.start) } else { body(text, span) };
        let content = &text[body.range()];
        match &mut open {
            Some(table) if table.delimits(content) => table.end_at(body.end),
            Some(table) if has_pipe(content) => table.push(text, body),
            None if has_pipe(content) && !is_delimiter(content, 1) && !is_list_item(content) => {
                open = Some(Builder::new(text, body));
            }
            _ => tables.extend(open.take().and_then(Builder::finish)),
        }
    }
    tables.extend(open.and_then(Builder::finish));
    tables
}

/// A line without its white space and the marks of a block quote.
fn body(text: &str, line: Span) -> Span {
    let whole = &text[line.range()];
    let left = whole.trim_start_matches(|sign: char| sign.is_whitespace() || sign == '>' || sign == '\u{feff}');
    trim(text, Span::new(line.end - left.len(), line.end))
}

/// A span without the white space at its ends.
pub(super) fn trim(text: &str, span: Span) -> Span {
    let whole = &text[span.range()];
    let start = span.start + (whole.len() - whole.trim_start().len());
    Span::new(start, start + whole.trim().len())
}

struct Builder {
    header: Vec<Span>,
    /// Whether the header has a pipe at its left edge, and at its right edge.
    edges: (bool, bool),
    rows: Vec<Line>,
    span: Span,
    delimited: bool,
}

impl Builder {
    fn new(text: &str, body: Span) -> Self {
        let content = &text[body.range()];
        let (left, right) = (content.starts_with('|'), ends_with_pipe(content));
        let mut header = split(text, body, true);
        header.drain(..usize::from(left));
        header.truncate(header.len() - usize::from(right && !header.is_empty()));
        Builder { header, edges: (left, right), rows: Vec::new(), span: body, delimited: false }
    }

    /// Whether a line is a delimiter row: at once after the header any dashes are one, later only long runs of them,
    /// because a cell may hold a dash as data.
    fn delimits(&self, content: &str) -> bool {
        is_delimiter(content, if self.rows.is_empty() && !self.delimited { 1 } else { 3 })
    }

    fn end_at(&mut self, end: usize) {
        self.delimited = true;
        self.span.end = end;
    }

    fn push(&mut self, text: &str, body: Span) {
        self.span.end = body.end;
        let mut cells = self.cells(text, body, true);
        if cells.len() < self.header.len() {
            // Two backquotes in two cells are no code span around a pipe.
            let plain = self.cells(text, body, false);
            if plain.len() == self.header.len() {
                cells = plain;
            }
        }
        self.rows.push(Line { cells, span: body });
    }

    /// A pipe at an edge is no separator, unless the header has none there and the row would be a cell short without it.
    fn cells(&self, text: &str, body: Span, code: bool) -> Vec<Span> {
        let content = &text[body.range()];
        let mut cells = split(text, body, code);
        if content.starts_with('|') && (self.edges.0 || cells.len() > self.header.len()) {
            cells.remove(0);
        }
        if ends_with_pipe(content) && cells.len() > 1 && (self.edges.1 || cells.len() > self.header.len()) {
            cells.pop();
        }
        cells
    }

    /// One line with a pipe and nothing else is prose.
    fn finish(self) -> Option<Table> {
        let table = self.delimited || !self.rows.is_empty();
        table.then_some(Table { header: self.header, rows: self.rows, span: self.span })
    }
}

fn ends_with_pipe(content: &str) -> bool {
    let before = content.strip_suffix('|');
    before.is_some_and(|before| (before.len() - before.trim_end_matches('\\').len()).is_multiple_of(2))
}

/// Cuts a line at its pipes; `code` protects those inside a code span. Cells are without white space at their ends.
fn split(text: &str, body: Span, code: bool) -> Vec<Span> {
    let mut cells = Vec::new();
    let mut start = body.start;
    for at in pipes(&text[body.range()], code) {
        cells.push(trim(text, Span::new(start, body.start + at)));
        start = body.start + at + 1;
    }
    cells.push(trim(text, Span::new(start, body.end)));
    cells
}

fn has_pipe(content: &str) -> bool {
    !pipes(content, true).is_empty()
}

/// Where the separating pipes of a line stand.
fn pipes(content: &str, code: bool) -> Vec<usize> {
    let bytes = content.as_bytes();
    let run_at = |at: usize| bytes[at..].iter().take_while(|byte| **byte == b'`').count();
    let mut pipes = Vec::new();
    let mut at = 0;
    // Runs of backquotes that have no partner on the line, by length, so that a long line takes linear time.
    let mut unpaired = std::collections::BTreeSet::new();
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 2,
            b'|' => {
                pipes.push(at);
                at += 1;
            }
            b'`' if code => {
                let run = run_at(at);
                at += run;
                if unpaired.contains(&run) {
                    continue;
                }
                let mut close = at;
                loop {
                    match bytes[close..].iter().position(|byte| *byte == b'`') {
                        None => {
                            unpaired.insert(run);
                            break;
                        }
                        Some(next) => {
                            close += next;
                            let found = run_at(close);
                            close += found;
                            if found == run {
                                at = close;
                                break;
                            }
                        }
                    }
                }
            }
            _ => at += 1,
        }
    }
    pipes
}

/// Whether a line is a delimiter row, well formed or not: nothing but dashes, colons and pipes, with at least `dashes`
/// dashes in each cell that has any.
fn is_delimiter(content: &str, dashes: usize) -> bool {
    let is_dash = |sign: char| matches!(sign, '-' | '=' | '–' | '—' | '−' | '─');
    let allowed = |sign: char| is_dash(sign) || sign.is_whitespace() || matches!(sign, '|' | ':' | '+' | '\\' | '┼');
    content.chars().any(is_dash)
        && content.chars().all(allowed)
        && content
            .split(['|', '+', '┼'])
            .map(|cell| cell.chars().filter(|sign| is_dash(*sign)).count())
            .all(|count| count == 0 || count >= dashes)
}

/// Whether a line is an item of a list, and so no header of a table without outer pipes.
fn is_list_item(content: &str) -> bool {
    let after = content.trim_start_matches(|sign: char| sign.is_ascii_digit());
    let marker =
        if after.len() < content.len() { after.starts_with(['.', ')']) } else { after.starts_with(['-', '*', '+']) };
    marker && after[1..].starts_with(char::is_whitespace)
}
