//! `chunkscope witness FILE`: each possible row of a worksheet's table made to happen on real sockets, and each impossible
//! one played as far as the rules allow.

use std::io::Write;
use std::sync::Arc;

use serde::Serialize;

use super::args::{Format, WitnessArgs};
use super::format::{JsonCell, JsonStep};
use super::judge::outside;
use super::table::{self, Table};
use super::{Answer, Console, Failure, trace};
use crate::doc::Worksheet;
use crate::engine::{Cancel, EngineError, Report, Witnesses};
use crate::msg;
use crate::script::Script;
use crate::stream::{self, Attempt, Reading, Row, Schedule, Verdict};
use crate::text::Texts;

#[derive(Serialize)]
struct AllRows {
    rows: Vec<RowReport>,
}

#[derive(Serialize)]
struct RowReport {
    row: u32,
    verdict: &'static str,
    /// None: nothing can be said, for the reason in `why`.
    witnessed: Option<bool>,
    /// What the recvs really gave, where a run was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    cells: Option<Vec<JsonCell>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    attempt: Option<AttemptReport>,
}

/// The nearest attempt at an impossible row, as it was played.
#[derive(Serialize)]
struct AttemptReport {
    steps: Vec<JsonStep>,
    /// What the recvs really gave.
    cells: Vec<JsonCell>,
}

/// A row with its answer and, for a possible one, the run that was made of it.
struct Tried<'a> {
    row: &'a Row,
    verdict: &'a Verdict,
    run: Option<Result<Report, EngineError>>,
    /// Of an impossible row.
    attempt: Option<(Attempt, Result<Report, EngineError>)>,
}

impl Tried<'_> {
    /// Whether the row happened; none for a row that is not possible, and where the system's buffers decided otherwise.
    fn witnessed(&self) -> Option<bool> {
        match self.run.as_ref()? {
            Ok(report) if self.row.admits(&report.outcome) && !report.wrong => Some(true),
            Ok(report) if report.assumption_failed => None,
            Err(EngineError::Full { .. }) => None,
            Ok(_) | Err(_) => Some(false),
        }
    }

    /// Why it did not happen.
    fn why(&self, told: &Told<'_>) -> Option<String> {
        let texts = told.texts;
        match (self.verdict, &self.run) {
            (Verdict::Impossible(fault), _) => Some(texts.say(&fault.why)),
            (Verdict::Outside { call, why }, _) => Some(outside(told.source, told.sheet, *call, why, texts)),
            (_, Some(Err(error))) => Some(texts.say(&error.message())),
            (_, Some(Ok(_))) if self.witnessed() == Some(true) => None,
            (_, Some(Ok(report))) if report.assumption_failed => Some(texts.get("cli-witness-buffers")),
            (_, Some(Ok(_))) => Some(texts.get("cli-witness-other")),
            (_, None) => None,
        }
    }
}

/// What the words are made of.
struct Told<'a> {
    source: &'a crate::text::Source,
    sheet: &'a Worksheet,
    texts: &'a Texts,
}

pub(crate) fn run(args: &WitnessArgs, console: &mut Console) -> Result<Answer, Failure> {
    let (source, sheet) = console.worksheet(&args.file)?;
    if sheet.rows.is_empty() {
        return Err(msg!("cli-no-table", file = source.name.clone()).into());
    }
    let rows = chosen(&sheet, args.row)?;
    let verdicts = stream::judge_all(&sheet.script, &rows, args.reading.into());
    let script = Arc::new(sheet.script.clone());
    let tried = try_all(&script, &rows, &verdicts, args.reading.into())?;
    let told = Told { source: &source, sheet: &sheet, texts: console.texts };
    let missed =
        tried.iter().any(|tried| matches!(tried.verdict, Verdict::Possible { .. }) && tried.witnessed() != Some(true));
    match args.format {
        Format::Json => console.json(&AllRows { rows: tried.iter().map(|tried| report(tried, &told)).collect() })?,
        Format::Text => text(&tried, &told, args.row.is_some(), console)?,
    }
    Ok(if missed { Answer::No } else { Answer::Done })
}

fn chosen(sheet: &Worksheet, number: Option<u32>) -> Result<Vec<Row>, Failure> {
    let Some(number) = number else { return Ok(sheet.rows.clone()) };
    let row = sheet.rows.iter().find(|row| row.number == number);
    let last = sheet.rows.last().map_or(0, |row| row.number);
    row.map(|row| vec![row.clone()]).ok_or_else(|| msg!("cli-witness-no-row", row = number, last = last).into())
}

/// Plays the witness of each possible row, and the nearest attempt at each impossible one. Without sockets there is no answer at all.
fn try_all<'a>(
    script: &Arc<Script>,
    rows: &'a [Row],
    verdicts: &'a [Verdict],
    reading: Reading,
) -> Result<Vec<Tried<'a>>, Failure> {
    let said = |error: EngineError| Failure::Said(error.message());
    let mut witnesses = Witnesses::new().map_err(said)?;
    let mut play = |schedule: &Schedule| match witnesses.play(script, schedule, &Cancel::default()) {
        Err(error @ EngineError::Setup { .. }) => Err(said(error)),
        other => Ok(other),
    };
    let mut tried = Vec::with_capacity(rows.len());
    for (row, verdict) in rows.iter().zip(verdicts) {
        let (mut run, mut attempt) = (None, None);
        match verdict {
            Verdict::Possible { witness, .. } => run = Some(play(witness)?),
            Verdict::Impossible(fault) => {
                if let Some(nearest) = stream::attempt(script, row, fault, reading) {
                    let played = play(&nearest.schedule)?;
                    attempt = Some((nearest, played));
                }
            }
            Verdict::Outside { .. } => {}
        }
        tried.push(Tried { row, verdict, run, attempt });
    }
    Ok(tried)
}

fn report(tried: &Tried<'_>, told: &Told<'_>) -> RowReport {
    let (verdict, rule) = match tried.verdict {
        Verdict::Possible { .. } => ("possible", None),
        Verdict::Impossible(fault) => ("impossible", Some(fault.rule.word())),
        Verdict::Outside { .. } => ("outside", None),
    };
    let given = |report: &Report| -> Vec<JsonCell> {
        told.sheet.columns.iter().map(|column| (&report.outcome.cells[column.recv]).into()).collect()
    };
    let cells = tried.run.as_ref().and_then(|run| run.as_ref().ok()).map(given);
    let attempt = tried.attempt.as_ref().and_then(|(attempt, played)| {
        let steps = attempt.schedule.steps.iter().map(|step| (*step).into()).collect();
        Some(AttemptReport { steps, cells: given(played.as_ref().ok()?) })
    });
    RowReport {
        row: tried.row.number,
        verdict,
        witnessed: tried.witnessed(),
        cells,
        rule,
        why: tried.why(told),
        attempt,
    }
}

fn text(tried: &[Tried<'_>], told: &Told<'_>, one: bool, console: &mut Console) -> Result<(), Failure> {
    let texts = told.texts;
    let mut heading = vec![texts.get("cli-row")];
    heading.extend(told.sheet.columns.iter().map(|column| column.heading.clone()));
    heading.push(texts.get("cli-answer"));
    let mut table = Table::new(heading);
    let (mut possible, mut happened) = (0usize, 0usize);
    for tried in tried {
        let mut line = vec![tried.row.number.to_string()];
        // A run's own cells, where there is one.
        line.extend(told.sheet.columns.iter().map(|column| match &tried.run {
            Some(Ok(report)) => table::cell(&report.outcome.cells[column.recv], texts),
            _ => table::claim(&tried.row.claims[column.recv], texts),
        }));
        let (answer, rule) = match tried.verdict {
            Verdict::Possible { .. } => {
                let seen = tried.witnessed() == Some(true);
                possible += 1;
                happened += usize::from(seen);
                (if seen { "cli-witness-happened" } else { "cli-witness-missed" }, String::new())
            }
            Verdict::Impossible(fault) => ("cli-impossible", fault.rule.word().to_owned()),
            Verdict::Outside { .. } => ("cli-no-answer", String::new()),
        };
        line.extend([texts.get(answer), rule, tried.why(told).unwrap_or_default()]);
        table.push(line);
    }
    for line in table.lines() {
        writeln!(console.out, "{line}")?;
    }
    if let ([Tried { run: Some(Ok(report)), .. }], true) = (tried, one) {
        writeln!(console.out)?;
        trace::text(&told.sheet.script, &report.trace, console)?;
    }
    if let ([Tried { attempt: Some((_, Ok(report))), .. }], true) = (tried, one) {
        writeln!(console.out, "\n{}", texts.get("happen-attempt"))?;
        trace::text(&told.sheet.script, &report.trace, console)?;
    }
    let summary = match possible {
        0 => msg!("cli-witness-none"),
        _ => msg!("cli-witness-summary", possible = possible, happened = happened),
    };
    writeln!(console.out, "\n{}", texts.say(&summary))?;
    Ok(console.out.flush()?)
}
