//! `chunkscope short`: a send that takes fewer bytes than it is given, made to happen.

use std::io::Write;

use serde::Serialize;

use super::args::{Format, ShortArgs, ShortBy};
use super::{Answer, Console, Failure};
use crate::engine::short::{By, Event, Found, Order, ShortSend, Stage};
use crate::msg;
use crate::text::thousands;

#[derive(Serialize)]
struct Report {
    length: usize,
    cut: usize,
    by: &'static str,
    restart: bool,
    capacity: usize,
    filled: usize,
    /// For a send that stood open until the receiver read: how long, in milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    waited_ms: Option<u128>,
    /// Signals that were sent to the thread in the send.
    signals: u32,
    /// After each send of the data: 0 first.
    sent: Vec<usize>,
    exact: bool,
    whole: bool,
    steps: Vec<StepReport>,
}

#[derive(Serialize)]
struct StepReport {
    step: &'static str,
    calls: Vec<CallReport>,
    unacknowledged: Option<u64>,
    unread: Option<u64>,
}

#[derive(Serialize)]
struct CallReport {
    call: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    returned: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
    /// It has not returned in this step.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    waits: bool,
    times: u64,
}

pub(crate) fn run(args: &ShortArgs, console: &mut Console) -> Result<Answer, Failure> {
    let by = match args.by {
        ShortBy::Blocking => By::Blocking,
        ShortBy::NonBlocking => By::NonBlocking,
        ShortBy::TimeOut => By::TimeOut,
        ShortBy::Signal => By::Signal { restart: args.restart },
    };
    let order = Order::new(args.length, args.cut.unwrap_or(args.length / 13 * 4), by)?;
    let mut send = ShortSend::new(order).map_err(|error| error.message())?;
    let text = args.format == Format::Text;
    if text {
        let how = by.message();
        let said = msg!("cli-short", length = order.length(), cut = order.cut(), how = how);
        writeln!(console.out, "{}", console.texts.say(&said))?;
    }
    let mut report = Report {
        length: order.length(),
        cut: order.cut(),
        by: by.word(),
        restart: by == By::Signal { restart: true },
        capacity: 0,
        filled: 0,
        waited_ms: None,
        signals: 0,
        sent: vec![0],
        exact: false,
        whole: false,
        steps: Vec::new(),
    };
    while let Some(event) = send.step().map_err(|error| error.message())? {
        report.take_in(&event);
        if text {
            tell(&event, order, console)?;
        }
    }
    if text {
        if !report.exact {
            let taken = report.sent.get(1).copied().unwrap_or(0);
            let said = msg!("cli-short-other", taken = taken, cut = order.cut());
            writeln!(console.out, "\n{}", console.texts.say(&said))?;
        }
        console.out.flush()?;
    } else {
        console.json(&report)?;
    }
    Ok(if report.exact && report.whole { Answer::Done } else { Answer::No })
}

impl Report {
    fn take_in(&mut self, event: &Event) {
        match event.found {
            Found::Capacity { bytes, .. } => self.capacity = bytes,
            Found::Filled { bytes } => self.filled = bytes,
            Found::Short { taken, signals, .. } => {
                self.signals = signals;
                self.sent.push(taken);
                self.exact = taken == self.cut;
            }
            Found::Waits { signals } => self.signals = signals,
            Found::Returned { taken, waited, .. } => {
                self.waited_ms = Some(waited.as_millis());
                self.sent.push(taken);
                self.exact = taken == self.length;
            }
            Found::Sent { bytes } => self.sent.push(bytes),
            Found::Whole { .. } => self.whole = true,
            Found::Changed { .. } | Found::Read { .. } => {}
        }
        let calls = event.calls.iter().map(|call| CallReport {
            call: call.text(),
            returned: call.got.and_then(Result::ok),
            error: call.got.and_then(Result::err).map(|errno| errno.name()),
            waits: call.got.is_none(),
            times: call.times,
        });
        self.steps.push(StepReport {
            step: event.stage.word(),
            calls: calls.collect(),
            unacknowledged: event.unacknowledged,
            unread: event.unread,
        });
    }
}

/// A step: what it is about, its calls, what it found, the kernel's numbers.
fn tell(event: &Event, order: Order, console: &mut Console) -> Result<(), Failure> {
    let texts = console.texts;
    writeln!(console.out, "\n{}", texts.say(&event.stage.message(order)))?;
    let sent = |sent: usize| texts.say(&msg!("cli-short-sent", sent = sent, length = order.length()));
    if event.stage == Stage::Send {
        writeln!(console.out, "  {}", sent(0))?;
    }
    for call in &event.calls {
        let times = match call.times {
            1 => String::new(),
            times => format!("   {}", texts.say(&msg!("short-times", times = thousands(times)))),
        };
        match call.result() {
            Some(result) => writeln!(console.out, "  {} = {result}{times}", call.text())?,
            None => writeln!(console.out, "  {}   {}", call.text(), texts.say(&msg!("short-waits")))?,
        }
    }
    if event.stage == Stage::Fill && event.found_room_again() {
        writeln!(console.out, "  {}", texts.say(&msg!("short-room-again")))?;
    }
    match event.found {
        Found::Sent { bytes } => writeln!(console.out, "  {}", sent(bytes))?,
        _ => writeln!(console.out, "  {}", texts.say(&event.message(order)))?,
    }
    if let Found::Short { taken, .. } | Found::Returned { taken, .. } = event.found {
        writeln!(console.out, "  {}", sent(taken))?;
    }
    if let (Some(unacknowledged), Some(unread)) = (event.unacknowledged, event.unread) {
        let (unacknowledged, unread) = (thousands(unacknowledged), thousands(unread));
        let said = msg!("cli-short-numbers", unacknowledged = unacknowledged, unread = unread);
        writeln!(console.out, "  {}", texts.say(&said))?;
    }
    Ok(())
}
