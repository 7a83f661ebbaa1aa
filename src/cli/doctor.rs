//! `chunkscope doctor`: is this machine ready for a lecture?

use std::io::Write;

use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use super::args::{DoctorArgs, Format};
use super::format::JsonCell;
use super::{Answer, Console, Failure};
use crate::doctor::{self, Amount, Check, Lecture, Surroundings, Verdict};
use crate::engine::{Cancel, EngineError};
use crate::msg;
use crate::progress::Store;
use crate::text::{Message, escape};

/// Text is wrapped to so many columns.
const WIDTH: usize = 100;

#[derive(Serialize)]
struct Report {
    version: &'static str,
    os: &'static str,
    release: Option<String>,
    arch: &'static str,
    quick: bool,
    checks: Vec<JsonCheck>,
    measured: Option<Measured>,
    ready: bool,
}

#[derive(Serialize)]
struct JsonCheck {
    check: &'static str,
    verdict: &'static str,
    found: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    advice: Option<String>,
}

/// The numbers themselves. Sizes are in bytes.
#[derive(Serialize)]
struct Measured {
    starts: Vec<JsonStarts>,
    recvs: Vec<JsonReads>,
    buffers: Vec<JsonBuffers>,
    short_send: Option<JsonShortSend>,
}

#[derive(Serialize)]
struct JsonStarts {
    start: &'static str,
    times: u64,
    outcomes: Vec<JsonOutcome>,
}

#[derive(Serialize)]
struct JsonOutcome {
    cells: Vec<JsonCell>,
    count: u64,
}

#[derive(Serialize)]
struct JsonReads {
    experiment: &'static str,
    sent: u64,
    sends: u64,
    pause_ms: u64,
    sizes: Vec<u64>,
}

#[derive(Serialize)]
struct JsonBuffers {
    asked: Option<u32>,
    sndbuf: [u32; 2],
    rcvbuf: [u32; 2],
}

#[derive(Serialize)]
struct JsonShortSend {
    capacity: u64,
    asked: u64,
    took: u64,
}

/// Checks under a heading.
struct Group {
    title: &'static str,
    checks: Vec<Check>,
}

pub(crate) fn run(args: &DoctorArgs, store: &Store, console: &mut Console) -> Result<Answer, Failure> {
    let amount = if args.quick { Amount::Quick } else { Amount::Whole };
    let mut system = doctor::system();
    system.push(doctor::kept(store.data()));
    let mut groups = vec![
        Group { title: "doctor-group-screen", checks: doctor::screen(&Surroundings::from_system()) },
        Group { title: "doctor-group-sockets", checks: doctor::sockets() },
        Group { title: "doctor-group-system", checks: system },
    ];
    // Without loopback there is nothing to measure; the checks have said so.
    let connects = !groups[1].checks.iter().any(|check| check.verdict == Verdict::Trouble);
    let lecture = match connects {
        true => Some(measure(amount, console)?),
        false => None,
    };
    if let Some(lecture) = &lecture {
        groups.push(Group { title: "doctor-group-lecture", checks: doctor::lecture(lecture, args.quick) });
    }
    let ready = groups.iter().flat_map(|group| &group.checks).all(|check| check.verdict != Verdict::Trouble);
    match args.format {
        Format::Json => {
            let texts = console.texts;
            let check = |check: &Check| JsonCheck {
                check: check.name(),
                verdict: check.verdict.word(),
                found: check.found.iter().map(|line| texts.say(line)).collect::<Vec<_>>().join("; "),
                advice: check.advice.as_ref().map(|advice| texts.say(advice)),
            };
            let report = Report {
                version: env!("CARGO_PKG_VERSION"),
                os: std::env::consts::OS,
                release: release(),
                arch: std::env::consts::ARCH,
                quick: args.quick,
                checks: groups.iter().flat_map(|group| &group.checks).map(check).collect(),
                measured: lecture.as_ref().map(Measured::from),
                ready,
            };
            console.json(&report)?;
        }
        Format::Text => text(&groups, console)?,
    }
    Ok(if ready { Answer::Done } else { Answer::No })
}

/// The experiments, with their names to standard error while they run.
fn measure(amount: Amount, console: &Console) -> Result<Lecture, Failure> {
    let mut last = "";
    let mut tell = |title: &'static str| {
        if title != last {
            let what = console.texts.get(title);
            console.talk(&console.texts.say(&msg!("doctor-measuring", what = what)));
        }
        last = title;
    };
    doctor::measure(amount, &Cancel::default(), &mut tell).map_err(|error: EngineError| Failure::Said(error.message()))
}

/// The kernel's version, where the system tells it.
fn release() -> Option<String> {
    Some(std::fs::read_to_string("/proc/sys/kernel/osrelease").ok()?.trim().to_owned())
}

impl From<&Lecture> for Measured {
    fn from(lecture: &Lecture) -> Self {
        let starts = lecture.starts.iter().map(|starts| JsonStarts {
            start: starts.start.word(),
            times: starts.histogram.times,
            outcomes: (starts.histogram.outcomes.iter())
                .map(|(outcome, count)| JsonOutcome {
                    cells: outcome.cells.iter().map(JsonCell::from).collect(),
                    count: *count,
                })
                .collect(),
        });
        let recvs = lecture.reads.iter().map(|reads| JsonReads {
            experiment: reads.title.strip_prefix("doctor-").unwrap_or(reads.title),
            sent: reads.sent,
            sends: reads.sends,
            pause_ms: reads.pause_ms,
            sizes: reads.sizes.clone(),
        });
        let buffers = lecture.buffers.iter().map(|buffers| JsonBuffers {
            asked: buffers.asked,
            sndbuf: buffers.granted.sndbuf,
            rcvbuf: buffers.granted.rcvbuf,
        });
        let short =
            |short: doctor::ShortSend| JsonShortSend { capacity: short.capacity, asked: short.asked, took: short.took };
        Measured {
            starts: starts.collect(),
            recvs: recvs.collect(),
            buffers: buffers.collect(),
            short_send: lecture.short_send.map(short),
        }
    }
}

fn text(groups: &[Group], console: &mut Console) -> Result<(), Failure> {
    let texts = console.texts;
    let os = match release() {
        Some(release) => format!("{} {release}", std::env::consts::OS),
        None => std::env::consts::OS.to_owned(),
    };
    let heading = msg!("doctor-heading", os = os, arch = std::env::consts::ARCH, version = env!("CARGO_PKG_VERSION"));
    writeln!(console.out, "{}", texts.say(&heading))?;
    let verdict = |check: &Check| match check.verdict {
        Verdict::Ok => texts.get("doctor-verdict-ok"),
        Verdict::Note => texts.get("doctor-verdict-note"),
        Verdict::Trouble => texts.get("doctor-verdict-trouble"),
    };
    let checks = || groups.iter().flat_map(|group| &group.checks);
    let verdicts = checks().map(|check| verdict(check).width()).max().unwrap_or(0);
    let titles = checks().map(|check| texts.get(check.title).width()).max().unwrap_or(0);
    let indent = 2 + verdicts + 2 + titles + 2;
    for group in groups {
        writeln!(console.out, "\n{}", texts.get(group.title))?;
        for check in &group.checks {
            let (verdict, title) = (verdict(check), texts.get(check.title));
            let blanks = |text: &str, width: usize| " ".repeat(width - text.width());
            let mut start = format!("  {verdict}{}  {title}{}  ", blanks(&verdict, verdicts), blanks(&title, titles));
            // What is found may be a value of the environment or a path: no control in it reaches the terminal.
            let said = |message: &Message| escape::visible(&texts.say(message));
            for line in check.found.iter().chain(&check.advice).flat_map(|message| wrapped(&said(message), indent)) {
                writeln!(console.out, "{}", format!("{start}{line}").trim_end())?;
                start = " ".repeat(indent);
            }
        }
    }
    let of = |verdict: Verdict| checks().filter(move |check| check.verdict == verdict);
    let troubles: Vec<String> = of(Verdict::Trouble).map(|check| texts.get(check.title)).collect();
    let last = match (troubles.is_empty(), of(Verdict::Note).count()) {
        (false, _) => msg!("doctor-not-ready", what = troubles.join(", ")),
        (true, 0) => msg!("doctor-ready"),
        (true, notes) => msg!("doctor-ready-notes", notes = notes),
    };
    writeln!(console.out, "\n{}", texts.say(&last))?;
    Ok(console.out.flush()?)
}

/// A text in lines that end before [`WIDTH`] when they begin at `indent`.
fn wrapped(text: &str, indent: usize) -> Vec<String> {
    let room = WIDTH.saturating_sub(indent);
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.width() + 1 + word.width() <= room => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}
