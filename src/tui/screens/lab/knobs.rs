//! The knobs: what is set, what the last run asked for, what it got, and why the two differ.

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::side_word;
use crate::call::{Op, OptionName, Side};
use crate::engine::{Measured, Report, Start, values};
use crate::msg;
use crate::text::{Arg, Message};
use crate::tui::app::knobs::Knob;
use crate::tui::app::lab::{Network, Pane, RunState};
use crate::tui::app::{App, Lab};
use crate::tui::screens::look;
use crate::tui::widgets::{KnobHit, KnobsPanel, Look, buffer_note, thousands};

/// Lines for the note, with the blank line before it.
const NOTE: u16 = 3;

pub(super) fn draw(app: &App, lab: &Lab, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
    with_panel(app, lab, |panel| panel.draw(look, area, buf));
}

/// What stands at (x, y).
pub(super) fn hit(app: &App, lab: &Lab, area: Rect, x: u16, y: u16) -> Option<KnobHit> {
    with_panel(app, lab, |panel| panel.hit(&look(app), area, x, y))
}

/// How many lines they want, with their rule and their heading.
pub(super) fn lines() -> u16 {
    Knob::ALL.len() as u16 + 2 + NOTE
}

/// One row's words.
struct Row {
    name: String,
    value: String,
    asked: String,
    granted: String,
    note: String,
    enabled: bool,
}

fn with_panel<T>(app: &App, lab: &Lab, then: impl FnOnce(&KnobsPanel<'_>) -> T) -> T {
    let focused = lab.focus == Pane::Knobs && lab.editor.is_none();
    let rows: Vec<Row> = Knob::ALL.into_iter().map(|knob| row(app, lab, knob, focused)).collect();
    let rows: Vec<crate::tui::widgets::Knob<'_>> = rows
        .iter()
        .map(|row| crate::tui::widgets::Knob {
            name: &row.name,
            value: &row.value,
            asked: &row.asked,
            granted: &row.granted,
            note: &row.note,
            enabled: row.enabled,
        })
        .collect();
    then(&KnobsPanel { rows: &rows, cursor: focused.then_some(lab.knob), focused })
}

/// What the last run measured, or else the runs in the background with the same plan.
fn measured(lab: &Lab) -> Option<Measured> {
    match &lab.run.state {
        RunState::Over(report) => Some(Measured::of(report)),
        _ => {
            let burst = lab.burst.as_deref().filter(|burst| *burst.plan == lab.plan())?;
            burst.histogram.measured
        }
    }
}

fn report(lab: &Lab) -> Option<&Report> {
    match &lab.run.state {
        RunState::Over(report) => Some(report),
        _ => None,
    }
}

fn row(app: &App, lab: &Lab, knob: Knob, focused: bool) -> Row {
    let here = focused && lab.knob() == knob;
    let (asked, granted) = numbers(app, lab, knob);
    let value = match lab.typed.as_ref().filter(|_| here) {
        Some(typed) => format!("{}_", typed.text),
        None => value(app, lab, knob),
    };
    let note = if here { app.texts.say(&note(app, lab, knob)) } else { String::new() };
    Row { name: app.texts.get(name(knob)), value, asked, granted, note, enabled: lab.may_turn(knob) }
}

fn name(knob: Knob) -> &'static str {
    match knob {
        Knob::Start => "lab-knob-start",
        Knob::Network => "lab-knob-network",
        Knob::Gap => "lab-knob-gap",
        Knob::Rcvbuf => "lab-knob-rcvbuf",
        Knob::Sndbuf => "lab-knob-sndbuf",
        Knob::Nodelay => "lab-knob-nodelay",
        Knob::Maxseg => "lab-knob-maxseg",
        Knob::Cpus => "lab-knob-cpus",
        Knob::Connection => "lab-knob-connection",
        Knob::Process => "lab-knob-process",
        Knob::Seed => "lab-knob-seed",
    }
}

/// Who makes calls when, in words.
pub(super) fn turns(start: Start) -> &'static str {
    match start {
        Start::SendsFirst => "lab-turns-sends-first",
        Start::ServerFirst => "lab-turns-server-first",
        Start::Free => "lab-turns-free",
    }
}

fn value(app: &App, lab: &Lab, knob: Knob) -> String {
    let knobs = &lab.knobs;
    let number = |value: Option<u32>| {
        value.map_or_else(|| app.texts.get("lab-knob-default"), |value| thousands(u64::from(value)))
    };
    let word = |key: &'static str| app.texts.get(key);
    match knob {
        Knob::Start => word(turns(lab.start)),
        Knob::Network => app.texts.say(&lab.network_said()),
        Knob::Gap => knobs.gap.map_or_else(|| word("lab-knob-none"), values::gap_words),
        Knob::Rcvbuf => number(knobs.rcvbuf),
        Knob::Sndbuf => number(knobs.sndbuf),
        Knob::Maxseg => number(knobs.maxseg),
        Knob::Nodelay => match knobs.nodelay {
            None => word("lab-knob-default"),
            Some(on) => word(switch(on)),
        },
        Knob::Cpus => word(match knobs.cpus {
            None => "lab-knob-cpus-any",
            Some(crate::engine::Cpus::One) => "lab-knob-cpus-one",
            Some(crate::engine::Cpus::Two) => "lab-knob-cpus-two",
        }),
        Knob::Connection => word(if knobs.reuse { "lab-knob-reused" } else { "lab-knob-fresh" }),
        Knob::Process => word(if knobs.process { "lab-knob-process-fresh" } else { "lab-knob-process-this" }),
        Knob::Seed => lab.seed.to_string(),
    }
}

fn switch(on: bool) -> &'static str {
    if on { "lab-knob-on" } else { "lab-knob-off" }
}

/// What the run asked for and what it got; both empty where nothing has run or there is nothing to tell.
fn numbers(app: &App, lab: &Lab, knob: Knob) -> (String, String) {
    let Some(measured) = measured(lab) else { return Default::default() };
    let (knobs, got) = (&lab.knobs, &measured.granted);
    let bytes = |asked: Option<u32>, got: [u32; 2]| {
        // What is 0 the system did not tell.
        let told = if got == [0, 0] { String::new() } else { each(app, got.map(|bytes| thousands(u64::from(bytes)))) };
        (asked.map_or_else(String::new, |asked| thousands(u64::from(asked))), told)
    };
    match knob {
        Knob::Rcvbuf => bytes(knobs.rcvbuf, got.rcvbuf),
        Knob::Sndbuf => bytes(knobs.sndbuf, got.sndbuf),
        Knob::Maxseg => bytes(knobs.maxseg, got.maxseg),
        Knob::Nodelay => {
            let word = |on| app.texts.get(switch(on));
            (knobs.nodelay.map_or_else(String::new, word), each(app, got.nodelay.map(word)))
        }
        Knob::Gap => match (knobs.gap, measured.gaps) {
            (Some(gap), Some(gaps)) => (values::gap_words(gap), range(app, gaps)),
            _ => Default::default(),
        },
        Knob::Cpus => match (knobs.cpus, measured.cpus) {
            (Some(cpus), Some(got)) => (cpus.word().to_owned(), each(app, got.map(|cpu| cpu.to_string()))),
            _ => Default::default(),
        },
        _ => Default::default(),
    }
}

/// What both sides have, or each side its own.
fn each(app: &App, [client, server]: [String; 2]) -> String {
    if client == server { client } else { app.texts.say(&msg!("lab-knob-each", client = client, server = server)) }
}

/// The shortest and the longest, in the unit that suits.
fn range(app: &App, [least, most]: [Duration; 2]) -> String {
    let (unit, size) = match most.as_nanos() {
        0..1_000_000 => ("us", 1e-6),
        1_000_000..1_000_000_000 => ("ms", 1e-3),
        _ => ("s", 1.0),
    };
    let [least, most] = [least, most].map(|time| format!("{:.1}", time.as_secs_f64() / size));
    if least == most {
        return format!("{least}{unit}");
    }
    app.texts.say(&msg!("lab-knob-range", least = least, most = most, unit = unit))
}

/// One sentence about the knob with the cursor: what it does, or, after a run, why it gave what it gave.
fn note(app: &App, lab: &Lab, knob: Knob) -> Message {
    if let Some(wrong) = lab.typed.as_ref().and_then(|typed| typed.wrong.clone()) {
        return wrong;
    }
    if lab.typed.is_some() {
        return typed_note(knob);
    }
    if !lab.may_turn(knob) {
        return if knob == Knob::Start { msg!("lab-knob-start-later") } else { msg!("lab-knob-not-here") };
    }
    if let Some(message) = set_by_a_call(app, lab, knob) {
        return message;
    }
    let (knobs, measured) = (&lab.knobs, measured(lab));
    let granted = measured.map(|measured| measured.granted);
    match knob {
        Knob::Start => match lab.start {
            Start::SendsFirst => msg!("lab-note-sends-first"),
            Start::ServerFirst => msg!("lab-note-server-first"),
            Start::Free => msg!("lab-note-free"),
        },
        Knob::Network if lab.replay.is_some() => msg!("lab-note-replay"),
        Knob::Network if lab.network == Network::Direct => msg!("lab-note-direct"),
        Knob::Network => msg!("lab-note-relay"),
        Knob::Gap => gap_note(app, lab, measured),
        Knob::Rcvbuf => match granted {
            Some(got) => buffer(knobs.rcvbuf, got.rcvbuf),
            None => msg!("lab-note-rcvbuf"),
        },
        Knob::Sndbuf => match granted {
            Some(got) => buffer(knobs.sndbuf, got.sndbuf),
            None => msg!("lab-note-sndbuf"),
        },
        Knob::Nodelay => msg!("lab-note-nodelay"),
        Knob::Maxseg => segment_note(lab, granted.map(|got| got.maxseg)),
        Knob::Cpus => msg!("lab-note-cpus"),
        Knob::Connection => match report(lab) {
            _ if knobs.reuse && lab.network != Network::Direct => msg!("lab-note-reuse-direct"),
            Some(report) if knobs.reuse => {
                msg!("lab-note-reused", runs = report.earlier_runs, bytes = report.warm_up)
            }
            _ => msg!("lab-note-connection"),
        },
        Knob::Process => msg!("lab-note-process"),
        Knob::Seed => msg!("lab-note-seed"),
    }
}

/// What can be typed.
fn typed_note(knob: Knob) -> Message {
    match knob {
        Knob::Network => msg!("lab-type-network"),
        Knob::Gap => msg!("lab-type-gap"),
        Knob::Seed => msg!("lab-type-seed"),
        _ => msg!("lab-type-bytes"),
    }
}

fn gap_note(app: &App, lab: &Lab, measured: Option<Measured>) -> Message {
    match (lab.knobs.gap, measured) {
        (Some(asked), Some(Measured { gaps: Some(gaps), .. })) if gaps[0] > asked => {
            let mut message = msg!("lab-note-gap-awake", asked = values::gap_words(asked), measured = range(app, gaps));
            if asked >= Duration::from_micros(200) {
                message.key = "lab-note-gap-slept";
            }
            message
        }
        (Some(_), Some(Measured { gaps: None, .. })) => msg!("lab-note-gap-none"),
        _ => msg!("lab-note-gap"),
    }
}

/// Why a buffer is not as large as was asked for.
fn buffer(asked: Option<u32>, got: [u32; 2]) -> Message {
    let Some(asked) = asked else { return msg!("lab-note-buffer-default") };
    let other = got.into_iter().find(|got| *got != asked).unwrap_or(asked);
    match buffer_note(Some(u64::from(asked)), u64::from(other)) {
        Some(why) => differs(asked, other, why),
        None => msg!("lab-note-as-asked"),
    }
}

fn differs(asked: u32, got: u32, why: impl Into<Arg>) -> Message {
    msg!("lab-note-differs", asked = thousands(u64::from(asked)), granted = thousands(u64::from(got)), why = why)
}

/// Bytes of each segment that the time stamps take (RFC 7323, with the blanks before them).
const TIME_STAMPS: u32 = 12;

fn segment_note(lab: &Lab, got: Option<[u32; 2]>) -> Message {
    let refused = match &lab.run.state {
        RunState::Failed(why) => why.args.iter().any(|(_, arg)| *arg == Arg::from("TCP_MAXSEG")),
        _ => false,
    };
    match (lab.knobs.maxseg, got) {
        (Some(asked), _) if refused => msg!("lab-note-maxseg-refused", asked = asked),
        (Some(asked), Some(got)) => match got.into_iter().find(|got| *got != asked) {
            Some(other) if other + TIME_STAMPS == asked => differs(asked, other, msg!("lab-note-time-stamps")),
            Some(0) | None => msg!("lab-note-as-asked"),
            Some(other) => differs(asked, other, msg!("lab-note-maxseg-other")),
        },
        _ => msg!("lab-note-maxseg"),
    }
}

/// A `setsockopt` of the script comes later than the knob, and so wins.
fn set_by_a_call(app: &App, lab: &Lab, knob: Knob) -> Option<Message> {
    let option = match knob {
        Knob::Rcvbuf => OptionName::SoRcvbuf,
        Knob::Sndbuf => OptionName::SoSndbuf,
        Knob::Nodelay => OptionName::TcpNodelay,
        Knob::Maxseg => OptionName::TcpMaxseg,
        _ => return None,
    };
    let set = |side: Side| {
        lab.script.of(side).find_map(|(call, line)| match line.call.op {
            Op::SetOption(name, value) if name == option => Some((call, value, side)),
            _ => None,
        })
    };
    let (call, value, side) = Side::BOTH.into_iter().find_map(set)?;
    let value = if value < 0 { value.to_string() } else { thousands(value as u64) };
    Some(msg!("lab-note-set-by-call", call = call + 1, value = value, side = app.texts.get(side_word(side))))
}
