//! Many runs as a table: a line for each condition and outcome, so that a spreadsheet can filter and add.

use std::fmt::Write;

use super::{Measured, System};
use crate::engine::{Cpus, values};
use crate::script::Script;
use crate::stream::{Cell, Outcome};
use crate::text::escape::to_c;

/// The columns before those of the recvs.
const COLUMNS: [&str; 24] = [
    "condition",
    "system",
    "system_cpus",
    "via",
    "start",
    "gap_asked",
    "gap_shortest_us",
    "gap_longest_us",
    "nodelay_asked",
    "reuse",
    "fresh_process",
    "cpus_asked",
    "sndbuf_asked",
    "sndbuf_client",
    "rcvbuf_asked",
    "rcvbuf_server",
    "maxseg_asked",
    "recv_sizes",
    "seed",
    "runs",
    "kind",
    "count",
    "share",
    "guess_percent",
];

/// A table with a heading. `kind` is `outcome`; or `others`: outcomes beyond those told apart; or `failed`: runs without a
/// report; or `guess`: another outcome than those offered was guessed. A guessed outcome that never came has a line with
/// count 0.
pub fn csv(system: &System, measured: &[Measured<'_>]) -> String {
    let mut out = COLUMNS.join(",");
    if let Some(first) = measured.first() {
        for name in headings(&first.plan.script) {
            let _ = write!(out, ",{}", quoted(&name));
        }
    }
    out.push('\n');
    for (number, one) in measured.iter().enumerate() {
        let before = condition(system, number + 1, one);
        let runs = one.histogram.times.max(1);
        let mut line = |kind: &str, count: u64, percent: Option<u8>, outcome: Option<&Outcome>| {
            let share = format!("{:.6}", count as f64 / runs as f64);
            let percent = percent.map(|percent| percent.to_string()).unwrap_or_default();
            let cells = match outcome {
                Some(outcome) => outcome.cells.iter().map(cell).collect(),
                None => vec![String::new(); one.plan.script.cells().len()],
            };
            let fields = [kind.to_owned(), count.to_string(), share, percent].into_iter().chain(cells);
            let fields: Vec<String> = before.iter().cloned().chain(fields).map(|field| quoted(&field)).collect();
            out.push_str(&fields.join(","));
            out.push('\n');
        };
        let guessed = one.guess.and_then(|guess| guess.outcome.as_ref().map(|outcome| (outcome, guess.percent)));
        let percent = |outcome| guessed.filter(|(guess, _)| *guess == outcome).map(|(_, percent)| percent);
        for (outcome, count) in &one.histogram.outcomes {
            line("outcome", *count, percent(outcome), Some(outcome));
        }
        match (guessed, one.guess) {
            (Some((outcome, percent)), _) if one.histogram.outcomes.iter().all(|(seen, _)| seen != outcome) => {
                line("outcome", 0, Some(percent), Some(outcome));
            }
            (None, Some(guess)) => line("guess", 0, Some(guess.percent), None),
            _ => {}
        }
        for (kind, count) in [("others", one.histogram.others), ("failed", one.histogram.failed)] {
            if count > 0 {
                line(kind, count, None, None);
            }
        }
    }
    out
}

/// The fields that are the same for all lines of a condition.
fn condition(system: &System, number: usize, one: &Measured<'_>) -> Vec<String> {
    let (plan, knobs) = (one.plan, &one.plan.knobs);
    let measured = one.histogram.measured;
    let gaps = measured.and_then(|measured| measured.gaps);
    let micros = |at: usize| gaps.map(|gaps| format!("{:.1}", gaps[at].as_secs_f64() * 1e6)).unwrap_or_default();
    let text = |value: Option<u32>| value.map(|value| value.to_string()).unwrap_or_default();
    let sizes: Vec<String> = plan.script.recvs().map(|(_, recv)| recv.size.to_string()).collect();
    vec![
        number.to_string(),
        system.name.clone(),
        system.cpus.to_string(),
        plan.via.to_string(),
        plan.start.to_string(),
        knobs.gap.map(values::gap_words).unwrap_or_default(),
        micros(0),
        micros(1),
        knobs.nodelay.map(|on| values::switch_word(on).to_owned()).unwrap_or_default(),
        knobs.reuse.to_string(),
        knobs.process.to_string(),
        knobs.cpus.map(|cpus| Cpus::word(cpus).to_owned()).unwrap_or_default(),
        text(knobs.sndbuf),
        text(measured.map(|measured| measured.granted.sndbuf[0])),
        text(knobs.rcvbuf),
        text(measured.map(|measured| measured.granted.rcvbuf[1])),
        text(knobs.maxseg),
        sizes.join(" "),
        plan.seed.to_string(),
        one.histogram.times.to_string(),
    ]
}

/// A name for each cell; one that names two is numbered.
fn headings(script: &Script) -> Vec<String> {
    let cells = script.cells();
    let names: Vec<&str> = cells.iter().map(|cell| script.buffer_of(cell.call).unwrap_or("recv")).collect();
    let name = |(at, name): (usize, &&str)| match names.iter().filter(|other| *other == name).count() {
        1 => (*name).to_owned(),
        _ => format!("{name}_{}", at + 1),
    };
    names.iter().enumerate().map(name).collect()
}

/// Bytes with C escapes, in quotation marks, so that no word is taken for them: `"blocks"` is data, `blocks` is none.
fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Data(bytes) => format!("\"{}\"", to_c(bytes)),
        Cell::Pieces(pieces) => pieces.iter().map(self::cell).collect::<Vec<_>>().join(" "),
        Cell::Blocks => "blocks".to_owned(),
        Cell::Eof => "eof".to_owned(),
        Cell::Eagain => "eagain".to_owned(),
        Cell::Unreached => "unreached".to_owned(),
        Cell::Error(errno) => errno.name(),
    }
}

/// As RFC 4180 asks.
fn quoted(field: &str) -> String {
    match field.contains([',', '"', '\n', '\r']) {
        true => format!("\"{}\"", field.replace('"', "\"\"")),
        false => field.to_owned(),
    }
}
