//! From a pipe table to rows of claims: which column is what, and what each cell says.

use super::cell::{self, Answer};
use super::table::{Line, Table};
use super::worksheet::{Column, Worksheet};
use crate::msg;
use crate::script::Script;
use crate::stream::{Claim, Row};
use crate::text::{Diagnostic, Span};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Number,
    Recv(usize),
    Answer,
    Stray,
}

struct Heading {
    text: String,
    span: Span,
}

/// How surely a table is the outcome table: its columns that say so. 0 for a table of something else.
pub(super) fn likeness(text: &str, table: &Table, script: &Script) -> usize {
    let headings = headings(text, table);
    let buffers = buffers(script);
    let named = headings.iter().filter(|heading| names_one(&heading.text, &buffers).is_some()).count();
    let asked = headings.iter().filter(|heading| is_answer(&heading.text)).count();
    let recvs = buffers.len();
    let alike = recvs > 0 && (recvs..=recvs + 2).contains(&headings.len());
    asked * 4 + named * 2 + usize::from(alike)
}

fn headings(text: &str, table: &Table) -> Vec<Heading> {
    table.header.iter().map(|span| Heading { text: cell::heading(&text[span.range()]), span: *span }).collect()
}

/// The buffer's name of each cell (of a loop: of its first recv), lower case.
fn buffers(script: &Script) -> Vec<String> {
    script.cells().iter().map(|cell| script.buffer_of(cell.call).unwrap_or("").to_lowercase()).collect()
}

/// The buffer that a heading names: `buf1`, `contents of buf1`.
fn names_one(heading: &str, buffers: &[String]) -> Option<String> {
    let lower = heading.to_lowercase();
    let words = lower.split(|sign: char| sign != '_' && !sign.is_alphanumeric());
    words.filter(|word| !word.is_empty()).find(|word| buffers.iter().any(|buffer| buffer == word)).map(str::to_owned)
}

fn is_answer(heading: &str) -> bool {
    let lower = heading.to_lowercase();
    lower.contains("possible")
        || matches!(lower.trim_end_matches('?').trim(), "answer" | "answers" | "your answer" | "verdict" | "ok")
}

fn is_number_heading(heading: &str) -> bool {
    matches!(
        heading.to_lowercase().trim_end_matches(['.', ':']),
        "" | "#" | "no" | "nr" | "n" | "row" | "number" | "№" | "case"
    )
}

fn number(text: &str, span: Span) -> Option<u32> {
    let plain = cell::heading(&text[span.range()]);
    plain.trim_matches(['(', ')', '.', '#', ':']).parse().ok()
}

/// Fills the worksheet's columns, rows and answers.
pub(super) fn read(text: &str, table: &Table, sheet: &mut Worksheet, findings: &mut Vec<Diagnostic>) {
    let headings = headings(text, table);
    let roles = roles(text, table, &headings, &sheet.script, findings);
    let cells = sheet.script.cells();
    for (heading, role) in headings.iter().zip(&roles) {
        if let Role::Recv(recv) = *role {
            let name = Some(heading.text.clone()).filter(|text| !text.is_empty());
            let name = name.or_else(|| sheet.script.buffer_of(cells[recv].call).map(str::to_owned));
            sheet.columns.push(Column { heading: name.unwrap_or_default(), recv });
        }
    }
    let mut answers: Vec<(Option<Answer>, Span)> = Vec::new();
    let mut numbers = std::collections::HashSet::new();
    for (index, line) in table.rows.iter().enumerate() {
        let mut row = Row { number: index as u32 + 1, span: line.span, claims: vec![Claim::Free; cells.len()] };
        let mut answer = (None, line.span);
        let mut good = true;
        for (at, role) in roles.iter().enumerate() {
            let span = line.cells.get(at).copied().unwrap_or(Span::new(line.span.end, line.span.end));
            match role {
                Role::Number => row.number = number(text, span).unwrap_or(row.number),
                Role::Recv(recv) => match claim_of(&text[span.range()], span, cells[*recv].in_loop.is_some()) {
                    Ok(claim) => row.claims[*recv] = claim,
                    Err(finding) => {
                        good = false;
                        findings.push(*finding);
                    }
                },
                Role::Answer => match cell::answer(&text[span.range()]) {
                    Ok(found) => answer = (found, span),
                    Err(()) => {
                        let found = &text[span.range()];
                        findings.push(Diagnostic::warning(span, msg!("doc-answer", found = found)));
                    }
                },
                Role::Stray => {}
            }
        }
        check_width(text, line, &roles, findings);
        if good {
            if !numbers.insert(row.number) {
                let number = row.number.to_string();
                findings.push(Diagnostic::warning(line.span, msg!("doc-row-number-twice", number = number)));
            }
            sheet.rows.push(row);
            answers.push(answer);
        }
    }
    sheet.answers = settle(&answers, findings);
    if sheet.rows.is_empty() && table.rows.is_empty() {
        findings.push(Diagnostic::warning(table.span, msg!("doc-table-without-rows")));
    }
}

fn claim_of(raw: &str, span: Span, in_loop: bool) -> Result<Claim, Box<Diagnostic>> {
    if in_loop { cell::pieces(raw, span) } else { cell::claim(raw, span) }
}

/// Too few cells are filled up with empty ones, too many are left out; both are said where it matters.
fn check_width(text: &str, line: &Line, roles: &[Role], findings: &mut Vec<Diagnostic>) {
    let missing = roles.iter().skip(line.cells.len()).filter(|role| matches!(role, Role::Recv(_))).count();
    if missing > 0 {
        findings.push(Diagnostic::warning(line.span, msg!("doc-row-short", missing = missing)));
    }
    let extra = line.cells.iter().skip(roles.len()).find(|span| !text[span.range()].is_empty());
    if let Some(span) = extra {
        findings.push(Diagnostic::warning(*span, msg!("doc-row-long", columns = roles.len())));
    }
}

fn roles(
    text: &str,
    table: &Table,
    headings: &[Heading],
    script: &Script,
    findings: &mut Vec<Diagnostic>,
) -> Vec<Role> {
    let buffers = buffers(script);
    let mut roles = vec![Role::Stray; headings.len()];
    if let Some(at) = headings.iter().rposition(|heading| is_answer(&heading.text)) {
        roles[at] = Role::Answer;
    }
    let numbered = |span: Option<&Span>| span.is_some_and(|span| number(text, *span).is_some());
    let first_is_number = headings.first().is_some_and(|first| {
        let named = !first.text.is_empty() && is_number_heading(&first.text);
        named || first.text.is_empty() && table.rows.iter().any(|row| numbered(row.cells.first()))
    });
    if first_is_number && roles.first() == Some(&Role::Stray) {
        roles[0] = Role::Number;
    }
    let open: Vec<usize> = (0..roles.len()).filter(|at| roles[*at] == Role::Stray).collect();
    let named: Vec<Option<String>> = open.iter().map(|at| names_one(&headings[*at].text, &buffers)).collect();
    let by_name =
        named.iter().all(Option::is_some) || (open.len() > buffers.len() && named.iter().any(Option::is_some));
    let mut taken = vec![false; buffers.len()];
    for (order, (&at, name)) in open.iter().zip(&named).enumerate() {
        let recv = match name {
            // A name that stands twice: its first column is the first recv into that buffer.
            Some(name) if by_name => (0..buffers.len()).find(|recv| !taken[*recv] && buffers[*recv] == *name),
            _ if by_name => None,
            _ => Some(order).filter(|order| *order < buffers.len()),
        };
        match recv {
            Some(recv) => {
                taken[recv] = true;
                roles[at] = Role::Recv(recv);
                misnamed(&headings[at], &buffers[recv], by_name, findings);
            }
            None => {
                let message = msg!("doc-stray-column", heading = headings[at].text.as_str());
                findings.push(Diagnostic::warning(headings[at].span, message));
            }
        }
    }
    roles
}

/// In script order a heading may name another buffer than the one that it stands for.
fn misnamed(heading: &Heading, buffer: &str, by_name: bool, findings: &mut Vec<Diagnostic>) {
    let lower = heading.text.to_lowercase();
    let numbered = lower.strip_prefix("buf").is_some_and(|rest| rest.chars().all(|sign| sign.is_ascii_digit()));
    if !by_name && numbered && !buffer.is_empty() && lower != buffer {
        let message = msg!("doc-heading-names-no-buffer", heading = heading.text.as_str(), buffer = buffer);
        findings.push(Diagnostic::warning(heading.span, message));
    }
}

/// Answers by row. A cross means what the other marks of the column leave for it; alone it says nothing.
fn settle(answers: &[(Option<Answer>, Span)], findings: &mut Vec<Diagnostic>) -> Vec<Option<(bool, Span)>> {
    if answers.iter().all(|(answer, _)| answer.is_none()) {
        return Vec::new();
    }
    let has = |wanted| answers.iter().any(|(answer, _)| *answer == Some(wanted));
    let cross = match (has(Answer::Yes), has(Answer::No)) {
        (true, false) => Some(false),
        (false, true) => Some(true),
        _ => None,
    };
    if let (Some((_, span)), None) = (answers.iter().find(|(answer, _)| *answer == Some(Answer::Cross)), cross) {
        findings.push(Diagnostic::warning(*span, msg!("doc-answer-cross")));
    }
    let meaning = |(answer, span): &(Option<Answer>, Span)| {
        let meant = match (*answer)? {
            Answer::Yes => Some(true),
            Answer::No => Some(false),
            Answer::Cross => cross,
        };
        Some((meant?, *span))
    };
    answers.iter().map(meaning).collect()
}
