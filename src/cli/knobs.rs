//! The flags that set what a run asks of the system, and what the system made of them.

use std::io::Write;
use std::time::Duration;

use clap::{ArgAction, Args as ClapArgs};

use super::{Console, Failure};
use crate::engine::{Cpus, Knobs, Measured, values};
use crate::msg;
use crate::text::{Message, Texts};

#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct KnobArgs {
    /// Wait so long between two sends of a side: 10us, 1ms, 2s
    #[arg(long, value_parser = said(values::gap))]
    gap: Option<Duration>,
    /// TCP_NODELAY, both sides: on or off
    #[arg(long, value_parser = said(values::switch), action = ArgAction::Set, value_name = "on|off")]
    nodelay: Option<bool>,
    /// Ask for a send buffer of so many bytes, both sides
    #[arg(long, value_parser = said(values::bytes), value_name = "BYTES")]
    sndbuf: Option<u32>,
    /// Ask for a receive buffer of so many bytes, both sides
    #[arg(long, value_parser = said(values::bytes), value_name = "BYTES")]
    rcvbuf: Option<u32>,
    /// Ask for segments of at most so many bytes, both sides
    #[arg(long, value_parser = said(values::bytes), value_name = "BYTES")]
    maxseg: Option<u32>,
    /// Run the two sides on one CPU, or on two
    #[arg(long, value_parser = said(values::cpus), value_name = "one|two")]
    cpus: Option<Cpus>,
    /// Direct runs: on a connection that was used before
    #[arg(long)]
    reuse: bool,
    /// Each run in a process of its own: slower, and no run finds what an earlier one left
    #[arg(long)]
    fresh_process: bool,
}

/// A parser whose errors are said in words.
fn said<T>(parse: fn(&str) -> Result<T, Message>) -> impl Fn(&str) -> Result<T, String> + Clone {
    move |text| parse(text).map_err(|message| Texts::english().say(&message))
}

impl KnobArgs {
    pub(crate) fn knobs(&self) -> Knobs {
        let KnobArgs { gap, nodelay, sndbuf, rcvbuf, maxseg, cpus, reuse, fresh_process: process } = *self;
        Knobs { sndbuf, rcvbuf, nodelay, maxseg, gap, cpus, reuse, process, kernel: false }
    }
}

/// A line for each knob that was turned: what was asked, what was granted or measured.
pub(crate) fn tell(knobs: &Knobs, measured: Option<&Measured>, console: &mut Console) -> Result<(), Failure> {
    let texts = console.texts;
    let mut lines = Vec::new();
    let mut line = |name: &str, asked: String, got: Option<[String; 2]>| {
        let name = name.to_owned();
        lines.push(texts.say(&match got {
            None => msg!("cli-knob-asked", name = name, asked = asked),
            Some([client, server]) if client == server => {
                msg!("cli-knob-granted", name = name, asked = asked, granted = client)
            }
            Some([client, server]) => {
                msg!("cli-knob-granted-each", name = name, asked = asked, client = client, server = server)
            }
        }));
    };
    let told = measured.map(|told| told.granted);
    let sizes = [
        ("SO_SNDBUF", knobs.sndbuf, told.map(|told| told.sndbuf)),
        ("SO_RCVBUF", knobs.rcvbuf, told.map(|told| told.rcvbuf)),
        ("TCP_MAXSEG", knobs.maxseg, told.map(|told| told.maxseg)),
    ];
    for (name, asked, got) in sizes {
        if let Some(asked) = asked {
            line(name, asked.to_string(), got.map(|pair| pair.map(|bytes| bytes.to_string())));
        }
    }
    if let Some(on) = knobs.nodelay {
        let got = measured.map(|told| told.granted.nodelay.map(|on| values::switch_word(on).to_owned()));
        line("TCP_NODELAY", values::switch_word(on).to_owned(), got);
    }
    if let Some(cpus) = knobs.cpus {
        let got =
            measured.and_then(|told| told.cpus).map(|cpus| cpus.map(|cpu| texts.say(&msg!("cli-knob-cpu", cpu = cpu))));
        line("CPUs", cpus.word().to_owned(), got);
    }
    if let Some(gap) = knobs.gap {
        let gap = values::gap_words(gap);
        lines.push(texts.say(&match measured.and_then(|told| told.gaps) {
            Some([least, most]) => {
                msg!("cli-knob-gap", asked = gap, least = micros(least), most = micros(most))
            }
            None => msg!("cli-knob-gap-none", asked = gap),
        }));
    }
    for (on, key) in [(knobs.reuse, "cli-knob-reuse"), (knobs.process, "cli-knob-process")] {
        if on {
            lines.push(texts.get(key));
        }
    }
    for line in &lines {
        writeln!(console.out, "{line}")?;
    }
    if !lines.is_empty() {
        writeln!(console.out)?;
    }
    Ok(())
}

/// `12.3`: microseconds.
fn micros(time: Duration) -> String {
    format!("{:.1}", time.as_secs_f64() * 1e6)
}
