//! What the measurements mean for a lecture.

use super::experiments::{Buffers, Lecture, Reads, Starts};
use super::{Check, Verdict};
use crate::engine::Start;
use crate::msg;
use crate::stream::{Cell, Outcome};
use crate::text::escape::to_c;
use crate::text::{Message, thousands};

/// The lines of a report.
pub fn checks(lecture: &Lecture, quick: bool) -> Vec<Check> {
    let mut checks: Vec<Check> = lecture.starts.iter().map(start).collect();
    checks.extend(lecture.reads.iter().map(reads));
    checks.push(Check {
        title: "doctor-buffers",
        verdict: Verdict::Ok,
        found: lecture.buffers.iter().map(buffers).collect(),
        advice: None,
    });
    match lecture.short_send {
        Some(short) => checks.push(Check::ok(
            "doctor-short-send",
            msg!(
                "doctor-short-send-found",
                asked = short.asked,
                took = short.took,
                capacity = thousands(short.capacity)
            ),
        )),
        None if quick => {}
        None => checks.push(Check::note(
            "doctor-short-send",
            msg!("doctor-short-send-none"),
            msg!("doctor-short-send-advice"),
        )),
    }
    checks
}

fn start(starts: &Starts) -> Check {
    let title = match starts.start {
        Start::SendsFirst => "doctor-start-sends-first",
        Start::ServerFirst => "doctor-start-server-first",
        Start::Free => "doctor-start-free",
    };
    let histogram = &starts.histogram;
    let share = |(outcome, count): &(Outcome, u64)| {
        let share = format!("{:.1}", *count as f64 * 100.0 / histogram.times.max(1) as f64);
        let mut cells = outcome.cells.iter().map(cell);
        let mut next = || cells.next().unwrap_or_else(|| msg!("cli-unreached"));
        let times = thousands(histogram.times);
        msg!("doctor-starts-share", share = share, times = times, first = next(), second = next())
    };
    let found = histogram.outcomes.iter().map(share).collect();
    match histogram.wrong + histogram.impossible + histogram.failed {
        0 => Check { title, verdict: Verdict::Ok, found, advice: None },
        _ => Check { title, verdict: Verdict::Trouble, found, advice: Some(msg!("doctor-starts-advice")) },
    }
}

fn cell(cell: &Cell) -> Message {
    match cell {
        Cell::Data(bytes) => msg!("doctor-cell", data = to_c(bytes)),
        Cell::Blocks => msg!("cli-blocks-for-good"),
        Cell::Eof => msg!("cli-eof"),
        Cell::Eagain => msg!("cli-eagain"),
        // Its scripts have no loops.
        Cell::Unreached | Cell::Pieces(_) => msg!("cli-unreached"),
        Cell::Error(errno) => msg!("doctor-cell", data = errno.name()),
    }
}

fn reads(reads: &Reads) -> Check {
    let found = match reads.pause_ms {
        0 => msg!("doctor-reads-found", sizes = runs(&reads.sizes)),
        pause => msg!("doctor-reads-paused", sizes = runs(&reads.sizes), pause = pause),
    };
    let whole = |sends: u64| reads.sizes.iter().all(|size| *size == reads.sent / reads.sends * sends);
    let advice = match reads.title {
        // Ten neat messages.
        "doctor-ten-messages" => (!whole(1)).then(|| msg!("doctor-ten-messages-advice")),
        // With TCP_NODELAY each round comes whole; without it some round must not.
        "doctor-ten-rounds-nodelay" => (!whole(2)).then(|| msg!("doctor-rounds-whole-advice")),
        "doctor-million" => (reads.sizes.len() < 2).then(|| msg!("doctor-million-advice")),
        _ => whole(2).then(|| msg!("doctor-rounds-cut-advice")),
    };
    match advice {
        None => Check::ok(reads.title, found),
        Some(advice) => Check::note(reads.title, found, advice),
    }
}

/// Equal neighbours counted: `8×12, 6, 6`.
fn runs(sizes: &[u64]) -> String {
    let words = sizes.chunk_by(|one, next| one == next).map(|run| match run.len() {
        1 => thousands(run[0]),
        times => format!("{times}×{}", thousands(run[0])),
    });
    words.collect::<Vec<_>>().join("  ")
}

/// What was asked for and what the client's and the server's socket got.
fn buffers(buffers: &Buffers) -> Message {
    let granted = buffers.granted;
    let (send, receive) = (thousands(granted.sndbuf[0]), thousands(granted.rcvbuf[1]));
    match buffers.asked {
        None => msg!("doctor-buffers-unasked", send = send, receive = receive),
        Some(asked) => msg!("doctor-buffers-asked", asked = thousands(asked), send = send, receive = receive),
    }
}
