//! `chunkscope outcomes FILE`: how many outcomes are possible, and which.

use std::io::Write;

use serde::Serialize;

use super::args::{Format, OutcomesArgs};
use super::format::{JsonCell, reading_word};
use super::judge::{assumptions, outside};
use super::table::{self, Table};
use super::{Answer, Console, Failure};
use crate::msg;
use crate::stream::{self, Count};
use crate::text::Message;

#[derive(Serialize)]
struct Report {
    reading: &'static str,
    count: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<String>,
    listed: usize,
    outcomes: Vec<Vec<JsonCell>>,
}

pub(crate) fn run(args: &OutcomesArgs, console: &mut Console) -> Result<Answer, Failure> {
    let (source, sheet) = console.worksheet(&args.file)?;
    let texts = console.texts;
    let reading = args.reading.into();
    let count = stream::count(&sheet.script, reading);
    let outside_of_model = matches!(count, Count::Outside { .. });
    let (count, why) = match count {
        Count::Exact(count) => (Some(count.to_string()), None),
        Count::TooMany(why) => (None, Some(texts.say(&why))),
        Count::Outside { call, why } => (None, Some(outside(&source, &sheet, call, &why, texts))),
    };
    let outcomes = stream::list(&sheet.script, reading, args.limit);
    if args.format == Format::Json {
        let cells = outcomes.iter().map(|outcome| outcome.cells.iter().map(JsonCell::from).collect());
        let report =
            Report { reading: reading_word(reading), count, why, listed: outcomes.len(), outcomes: cells.collect() };
        console.json(&report)?;
        return Ok(Answer::Done);
    }
    let said = match (&count, why) {
        // A number to choose the plural by, beside one that may be too large for that.
        (Some(count), _) => {
            msg!("cli-outcomes", count = count.as_str(), few = count.parse::<u32>().unwrap_or(u32::MAX))
        }
        (None, why) => {
            // One is a sentence of its own, with the call and its line; the other is a part of one.
            let key = if outside_of_model { "cli-outcomes-outside" } else { "cli-outcomes-uncounted" };
            Message::new(key).with("why", why.unwrap_or_default())
        }
    };
    writeln!(console.out, "{}\n", texts.say(&said))?;
    if !outcomes.is_empty() {
        let name = |cell: &crate::script::CellPlace| {
            let number = || texts.say(&msg!("cli-call-number", number = cell.call + 1));
            sheet.script.buffer_of(cell.call).map_or_else(number, str::to_owned)
        };
        let mut table = Table::new([String::new()].into_iter().chain(sheet.script.cells().iter().map(name)).collect());
        for (number, outcome) in outcomes.iter().enumerate() {
            let cells = outcome.cells.iter().map(|cell| table::cell(cell, texts));
            table.push([(number + 1).to_string()].into_iter().chain(cells).collect());
        }
        for line in table.lines() {
            writeln!(console.out, "{line}")?;
        }
        writeln!(console.out)?;
    }
    if count.as_deref() != Some(outcomes.len().to_string().as_str()) {
        let said = match outcomes.len() == args.limit {
            true => msg!("cli-listed", listed = outcomes.len()),
            false => msg!("cli-listed-few", listed = outcomes.len()),
        };
        writeln!(console.out, "{}", texts.say(&said))?;
    }
    writeln!(console.out, "{} {}", texts.get("cli-given"), assumptions(texts).join(" "))?;
    console.out.flush()?;
    Ok(Answer::Done)
}
