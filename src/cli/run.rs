//! `chunkscope run FILE`: the calls on real sockets.

use std::hash::{BuildHasher, RandomState};
use std::io::Write;
use std::sync::Arc;

use super::args::{RunArgs, RunFormat};
use super::table::{self, Table};
use super::trace::{self, JsonLine};
use super::{Answer, Console, Failure, knobs};
use crate::engine::{self, Cancel, EngineError, Histogram, Measured, Plan, Report, Runner};
use crate::export::{self, Runs, System};
use crate::msg;
use crate::stream::Standing;
use crate::text::Texts;
use crate::trace::{Got, What};

pub(crate) fn run(args: &RunArgs, console: &mut Console) -> Result<Answer, Failure> {
    let (_, sheet) = console.worksheet(&args.file)?;
    let seed = args.seed.unwrap_or_else(fresh_seed);
    let plan = Plan {
        script: Arc::new(sheet.script),
        via: args.via.clone(),
        start: args.start,
        seed,
        knobs: args.knobs.knobs(),
    };
    let said = |error: EngineError| Failure::Said(error.message());
    if args.times == 1 {
        let result = Runner::new().and_then(|mut runner| match args.trace {
            // Somebody watches: a call that waits is really asleep before the next thing happens.
            true => runner.run_with(&plan, &Cancel::default(), &mut |_| {}),
            false => runner.run(&plan, &Cancel::default()),
        });
        let report = match given_up(result).map_err(said)? {
            Ok(report) => report,
            Err(reason) => {
                console.complain(&reason.message());
                return finish(args, &plan, &Histogram { times: 1, failed: 1, ..Histogram::default() }, None, console);
            }
        };
        let standing = report.standing(&plan);
        let histogram = Histogram {
            times: 1,
            outcomes: vec![(report.outcome.clone(), 1)],
            wrong: report.wrong.into(),
            impossible: (standing == Standing::Impossible).into(),
            measured: Some(Measured::of(&report)),
            ..Histogram::default()
        };
        if args.format == RunFormat::Text {
            one(&plan, &report, standing, args.trace, console)?;
        }
        let trace = args.trace.then(|| trace::json(&plan.script, &report.trace, console.texts));
        return finish(args, &plan, &histogram, trace, console);
    }
    let histogram = engine::burst(&plan, args.times, &Cancel::default(), None).map_err(said)?;
    finish(args, &plan, &histogram, None, console)
}

/// A run that was begun and given up is an answer, as it is among many runs; only without sockets there is none.
fn given_up(result: Result<Report, EngineError>) -> Result<Result<Report, EngineError>, EngineError> {
    match result {
        Err(error @ (EngineError::Setup { .. } | EngineError::Cancelled)) => Err(error),
        other => Ok(other),
    }
}

/// Another seed each time, short enough to be typed.
pub(super) fn fresh_seed() -> u64 {
    RandomState::new().hash_one(()) >> 40
}

/// One run: what each call returned, or what happened line by line, and what the model says of it.
fn one(plan: &Plan, report: &Report, standing: Standing, by_time: bool, console: &mut Console) -> Result<(), Failure> {
    let addresses = report.trace.events.iter().find_map(|event| match &event.what {
        What::Connected { client, server, .. } => Some((client.to_string(), server.to_string())),
        _ => None,
    });
    let (client, server) = addresses.unwrap_or_default();
    let (via, start, seed) = (plan.via.to_string(), plan.start.to_string(), plan.seed.to_string());
    let heading = msg!("cli-run-one", via = via, start = start, seed = seed, client = client, server = server);
    writeln!(console.out, "{}\n", console.texts.say(&heading))?;
    knobs::tell(&plan.knobs, Some(&Measured::of(report)), console)?;
    match by_time {
        true => trace::text(&plan.script, &report.trace, console)?,
        false => by_call(plan, report, console)?,
    }
    let said = match standing {
        Standing::Possible if !report.wrong => "cli-run-possible",
        Standing::Outside if !report.wrong => "cli-run-outside",
        // Said to standard error, with the exit status.
        _ => return Ok(()),
    };
    writeln!(console.out, "\n{}", console.texts.get(said))?;
    Ok(())
}

/// What each call returned, a line each, in the order of the script, and before it what the network delivered for it.
fn by_call(plan: &Plan, report: &Report, console: &mut Console) -> Result<(), Failure> {
    let texts = console.texts;
    let calls = plan.script.calls.len();
    let mut made: Vec<Made> = Vec::new();
    let mut rounds = vec![0usize; calls];
    // What was delivered since the last recv of each side.
    let mut waiting = [Vec::new(), Vec::new()];
    for event in &report.trace.events {
        match &event.what {
            What::Enter { call, .. } | What::NeverCalled { call } => {
                rounds[*call] += 1;
                made.push(Made {
                    call: *call,
                    round: rounds[*call],
                    result: texts.get("cli-unreached"),
                    delivered: Vec::new(),
                });
            }
            What::Delivered { to, bytes } => {
                waiting[to.index()].push(texts.say(&msg!("cli-run-delivers", bytes = *bytes, side = to.word())));
            }
            What::DeliveredFin { to } => {
                waiting[to.index()].push(texts.say(&msg!("cli-run-delivers-end", side = to.word())));
            }
            _ => {}
        }
        let (call, result) = match &event.what {
            What::Return { call, got } => (*call, returned(got, texts)),
            What::BlocksForGood { call } => (*call, texts.get("cli-blocks-for-good")),
            _ => continue,
        };
        let Some(made) = made.iter_mut().rfind(|made| made.call == call) else { continue };
        made.result = result;
        if plan.script.calls[call].call.as_recv().is_some() {
            made.delivered.append(&mut waiting[plan.script.calls[call].side.index()]);
        }
    }
    // In the order of the script; those of a loop as they were made.
    made.sort_by_key(|made| {
        plan.script.loop_of(made.call).map_or(made.call, |each| plan.script.loops[each].calls.start)
    });
    let mut table = Table::new(Vec::new());
    let mut indent = 0;
    for Made { call, round, result, .. } in &made {
        let line = &plan.script.calls[*call];
        let number = match plan.script.loop_of(*call) {
            Some(_) => texts.say(&msg!("cli-run-round", number = call + 1, round = *round)),
            None => (call + 1).to_string(),
        };
        indent = indent.max(number.chars().count());
        table.push(vec![number, line.side.word().to_owned(), line.call.to_string(), result.clone()]);
    }
    let last: Vec<String> = waiting.into_iter().flatten().collect();
    let lines = table.lines();
    // The heading is empty; after the last call comes what was delivered in the end.
    let lines = lines.iter().skip(1).map(Some).chain([None]);
    for (line, delivered) in lines.zip(made.into_iter().map(|made| made.delivered).chain([last])) {
        for delivery in delivered {
            // Where the sides' names stand.
            writeln!(console.out, "  {:indent$}  {delivery}", "")?;
        }
        if let Some(line) = line {
            writeln!(console.out, "{line}")?;
        }
    }
    Ok(())
}

/// A call that was made, or never came to be made.
struct Made {
    call: usize,
    /// The how manieth time, from 1.
    round: usize,
    result: String,
    delivered: Vec<String>,
}

fn returned(got: &Got, texts: &Texts) -> String {
    match got {
        Got::Sent(count) => format!("= {count}"),
        Got::Received(bytes) if bytes.is_empty() => "= 0".to_owned(),
        Got::Received(bytes) => format!("= {}  \"{}\"", bytes.len(), table::data(bytes, texts)),
        Got::Done => "= 0".to_owned(),
        Got::Failed(errno) => format!("= -1  {}", errno.name()),
    }
}

/// Prints the histogram, compares every outcome with the judge, and answers "no" if one is wrong or impossible.
fn finish(
    args: &RunArgs,
    plan: &Plan,
    histogram: &Histogram,
    trace: Option<Vec<JsonLine>>,
    console: &mut Console,
) -> Result<Answer, Failure> {
    let impossible = histogram.impossible;
    match args.format {
        RunFormat::Json => {
            console.json(&Runs::of(plan, histogram, trace))?;
        }
        RunFormat::Csv => {
            let one = export::Measured { plan, histogram, guess: None };
            write!(console.out, "{}", export::csv(&System::ask(), &[one]))?;
            console.out.flush()?;
        }
        RunFormat::Text if args.times > 1 => bars(plan, histogram, console)?,
        RunFormat::Text => console.out.flush()?,
    }
    if histogram.wrong > 0 {
        console.complain(&msg!("cli-run-wrong"));
    }
    if impossible > 0 {
        console.complain(&msg!("cli-run-impossible"));
    }
    let good = histogram.wrong == 0 && impossible == 0 && histogram.failed == 0;
    Ok(if good { Answer::Done } else { Answer::No })
}

/// The histogram as text.
fn bars(plan: &Plan, histogram: &Histogram, console: &mut Console) -> Result<(), Failure> {
    const WIDTH: u64 = 30;
    let texts = console.texts;
    let (via, start) = (plan.via.to_string(), plan.start.to_string());
    let heading = texts.say(&msg!("cli-run-how", via = via, start = start, seed = plan.seed.to_string()));
    writeln!(console.out, "{heading}\n")?;
    knobs::tell(&plan.knobs, histogram.measured.as_ref(), console)?;
    let name = |cell: &crate::script::CellPlace| plan.script.buffer_of(cell.call).unwrap_or("recv").to_owned();
    let mut head = vec![texts.get("cli-run-count"), texts.get("cli-run-share")];
    head.extend(plan.script.cells().iter().map(name));
    let mut table = Table::new(head);
    for (outcome, count) in &histogram.outcomes {
        let share = *count as f64 * 100.0 / histogram.times.max(1) as f64;
        let filled = (count * WIDTH).div_ceil(histogram.times.max(1)) as usize;
        let bar = format!("{:<30} {share:5.1} %", "█".repeat(filled));
        let cells = outcome.cells.iter().map(|cell| table::cell(cell, texts));
        table.push([count.to_string(), bar].into_iter().chain(cells).collect());
    }
    for line in table.lines() {
        writeln!(console.out, "{line}")?;
    }
    if histogram.others > 0 {
        writeln!(console.out, "{}", texts.say(&msg!("cli-run-others", others = histogram.others)))?;
    }
    let Histogram { times, wrong, impossible, failed, .. } = *histogram;
    let summary = msg!("cli-run-summary", times = times, wrong = wrong, impossible = impossible, failed = failed);
    writeln!(console.out, "\n{}", texts.say(&summary))?;
    Ok(console.out.flush()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_that_was_given_up_is_an_answer_and_one_without_sockets_is_none() {
        let stalled = given_up(Err(EngineError::Stalled("state".to_owned())));
        assert!(matches!(stalled, Ok(Err(EngineError::Stalled(_)))));
        let setup = EngineError::Setup { what: "socket", source: std::io::ErrorKind::OutOfMemory.into() };
        assert!(matches!(given_up(Err(setup)), Err(EngineError::Setup { .. })));
    }
}
