//! `chunkscope judge FILE`: the answer to each row of a worksheet's table.

use std::io::Write;

use serde::Serialize;

use super::args::{Format, JudgeArgs};
use super::format::{JsonCell, JsonStep, reading_word};
use super::table::{self, Table};
use super::{Answer, Console, Failure};
use crate::doc::Worksheet;
use crate::msg;
use crate::stream::{self, Row, Verdict};
use crate::text::{Source, Texts, escape};

#[derive(Serialize)]
struct Report {
    reading: &'static str,
    assumptions: Vec<String>,
    rows: Vec<RowReport>,
}

#[derive(Serialize)]
struct RowReport {
    row: u32,
    line: u32,
    cells: Vec<JsonCell>,
    #[serde(flatten)]
    verdict: VerdictReport,
}

#[derive(Serialize)]
#[serde(tag = "verdict", rename_all = "kebab-case")]
enum VerdictReport {
    Possible { witness: Vec<JsonStep> },
    Impossible { rule: &'static str, cell: Option<usize>, byte: Option<usize>, why: String },
    Outside { why: String },
}

pub(crate) fn run(args: &JudgeArgs, console: &mut Console) -> Result<Answer, Failure> {
    let (source, sheet) = console.worksheet(&args.file)?;
    if sheet.rows.is_empty() {
        return Err(msg!("cli-no-table", file = source.name.clone()).into());
    }
    let reading = args.reading.into();
    let verdicts = stream::judge_all(&sheet.script, &sheet.rows, reading);
    match args.format {
        Format::Json => {
            let rows = sheet
                .rows
                .iter()
                .zip(&verdicts)
                .map(|(row, verdict)| report(&source, &sheet, row, verdict, console.texts));
            let report = Report {
                reading: reading_word(reading),
                assumptions: assumptions(console.texts).into(),
                rows: rows.collect(),
            };
            console.json(&report)?;
        }
        Format::Text => text(&source, &sheet, &verdicts, args, console)?,
    }
    disagreements(&source, &sheet, &verdicts, console);
    Ok(Answer::Done)
}

/// What is taken for granted wherever an answer is given.
pub(crate) fn assumptions(texts: &Texts) -> [String; 3] {
    [texts.get("assumption-connection"), texts.get("assumption-calls"), texts.get("assumption-sends")]
}

fn report(source: &Source, sheet: &Worksheet, row: &Row, verdict: &Verdict, texts: &Texts) -> RowReport {
    let verdict = match verdict {
        Verdict::Possible { witness, .. } => {
            VerdictReport::Possible { witness: witness.steps.iter().map(|step| (*step).into()).collect() }
        }
        Verdict::Impossible(fault) => VerdictReport::Impossible {
            rule: fault.rule.word(),
            cell: sheet.columns.iter().position(|column| column.recv == fault.recv),
            byte: fault.byte,
            why: texts.say(&fault.why),
        },
        Verdict::Outside { call, why } => VerdictReport::Outside { why: outside(source, sheet, *call, why, texts) },
    };
    let cells = sheet.columns.iter().map(|column| (&row.claims[column.recv]).into()).collect();
    RowReport { row: row.number, line: source.place(row.span.start).line, cells, verdict }
}

/// The reason why there is no answer, with the line of the call.
pub(crate) fn outside(
    source: &Source,
    sheet: &Worksheet,
    call: usize,
    why: &crate::text::Message,
    texts: &Texts,
) -> String {
    let why = texts.say(why);
    let text = sheet.script.calls[call].call.to_string();
    match sheet.script.calls[call].span {
        Some(span) => {
            let line = source.place(span.start).line;
            texts.say(&msg!("cli-outside-line", number = call + 1, call = text, line = line, why = why))
        }
        None => texts.say(&msg!("cli-outside", number = call + 1, call = text, why = why)),
    }
}

fn text(
    source: &Source,
    sheet: &Worksheet,
    verdicts: &[Verdict],
    args: &JudgeArgs,
    console: &mut Console,
) -> Result<(), Failure> {
    let texts = console.texts;
    let mut heading = vec![texts.get("cli-row")];
    heading.extend(sheet.columns.iter().map(|column| column.heading.clone()));
    heading.push(texts.get("cli-answer"));
    let mut table = Table::new(heading);
    let (mut possible, mut impossible, mut left_out) = (0usize, 0usize, 0usize);
    for (row, verdict) in sheet.rows.iter().zip(verdicts) {
        let mut line = vec![row.number.to_string()];
        line.extend(sheet.columns.iter().map(|column| table::claim(&row.claims[column.recv], texts)));
        match verdict {
            Verdict::Possible { .. } => {
                possible += 1;
                line.push(texts.get("cli-possible"));
            }
            Verdict::Impossible(fault) => {
                impossible += 1;
                line.push(texts.get("cli-impossible"));
                line.push(fault.rule.word().to_owned());
                line.push(texts.say(&fault.why));
            }
            Verdict::Outside { call, why } => {
                left_out += 1;
                line.push(texts.get("cli-no-answer"));
                line.push(String::new());
                line.push(outside(source, sheet, *call, why, texts));
            }
        }
        table.push(line);
    }
    for line in table.lines() {
        writeln!(console.out, "{line}")?;
    }
    let reading = texts.get(args.reading.key());
    let summary = msg!(
        "cli-judged",
        possible = possible,
        impossible = impossible,
        outside = left_out,
        given = assumptions(texts).join(" "),
        reading = reading,
    );
    writeln!(console.out, "\n{}", texts.say(&summary))?;
    Ok(console.out.flush()?)
}

/// Tells where a lecturer's own answers differ.
fn disagreements(source: &Source, sheet: &Worksheet, verdicts: &[Verdict], console: &Console) {
    for ((row, answer), verdict) in sheet.rows.iter().zip(&sheet.answers).zip(verdicts) {
        let Some((said, span)) = answer else { continue };
        let (is, why) = match verdict {
            Verdict::Possible { .. } => (true, String::new()),
            Verdict::Impossible(fault) => (false, console.texts.say(&fault.why)),
            Verdict::Outside { .. } => continue,
        };
        if *said != is {
            let (place, row) = (source.locate(span.start), row.number);
            let message = match is {
                true => msg!("cli-disagree-possible", place = place, row = row),
                false => msg!("cli-disagree-impossible", place = place, row = row, why = why),
            };
            console.talk(&escape::visible(&console.texts.say(&message)));
        }
    }
}
