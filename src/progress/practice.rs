//! What is kept of a student's practice, and how it is handed on.

use serde::Serialize;

use super::Record;
use crate::quiz::review::{Practice, Topic};

impl Record for Practice {
    const FILE: &'static str = "practice.json";
    const VERSION: u64 = 1;
}

/// Practice as others read it.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct Export<'a> {
    quizzes: u64,
    answered: u64,
    right: u64,
    longest_streak: u64,
    misconceptions: Vec<Line<'a>>,
    rows_to_come_back: usize,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct Line<'a> {
    misconception: &'a str,
    level: u8,
    met: u64,
    missed: u64,
}

fn lines(practice: &Practice) -> Vec<Line<'_>> {
    let mut lines: Vec<Line<'_>> = Vec::new();
    for Topic { misconception, level, met, missed, .. } in &practice.topics {
        lines.push(Line { misconception, level: *level, met: *met, missed: *missed });
    }
    lines.sort_by_key(|line| (line.level, line.misconception));
    lines
}

/// As JSON: one object, its keys stable.
///
/// # Errors
/// None in practice: plain numbers and texts.
pub fn json(practice: &Practice) -> serde_json::Result<String> {
    serde_json::to_string_pretty(&Export {
        quizzes: practice.quizzes,
        answered: practice.answered,
        right: practice.right,
        longest_streak: practice.longest,
        misconceptions: lines(practice),
        rows_to_come_back: practice.rows.len(),
    })
}

/// As CSV (RFC 4180): a line for each misconception at each level, and one for all rows.
pub fn csv(practice: &Practice) -> String {
    let mut out = String::from("misconception,level,met,missed\r\n");
    for line in lines(practice) {
        out.push_str(&format!("{},{},{},{}\r\n", line.misconception, line.level, line.met, line.missed));
    }
    out.push_str(&format!(
        "all,,{},{}\r\n",
        practice.answered,
        practice.answered - practice.right.min(practice.answered)
    ));
    out
}
