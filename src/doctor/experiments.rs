//! The experiments of the lessons, made by the engine on this machine.

use std::sync::Arc;
use std::time::Duration;

use crate::engine::{self, Cancel, EngineError, Granted, Histogram, Knobs, Plan, Runner, Start, Via};
use crate::experiments::{self, Change, Experiment, Kind, script};
use crate::script::Script;
use crate::trace::{Got, What};

/// How much is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Amount {
    /// All of it: a few seconds.
    Whole,
    /// Fewer runs, shorter pauses, no experiment that waits for the kernel: under a second.
    Quick,
}

/// What was measured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lecture {
    /// Lesson 1's calls, many times for each start.
    pub starts: Vec<Starts>,
    /// Lesson 2's experiments.
    pub reads: Vec<Reads>,
    /// How large the buffers are that the system grants.
    pub buffers: Vec<Buffers>,
    /// Lesson 5's short send; none where it was left out, or no send came back short.
    pub short_send: Option<ShortSend>,
}

/// One start of lesson 1's script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Starts {
    /// Who went first.
    pub start: Start,
    /// What came, how often.
    pub histogram: Histogram,
}

/// An experiment of which the sizes count that its recvs gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reads {
    /// The key of its name.
    pub title: &'static str,
    /// How many bytes were sent.
    pub sent: u64,
    /// How many times the program sent.
    pub sends: u64,
    /// The pause that the experiment makes between its rounds, in milliseconds; 0 for none.
    pub pause_ms: u64,
    /// How many bytes each recv gave, in order; recvs that wait for good are left out.
    pub sizes: Vec<u64>,
}

/// Buffer sizes in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Buffers {
    /// What both `SO_SNDBUF` and `SO_RCVBUF` were set to; none: nothing was asked for.
    pub asked: Option<u32>,
    /// What `getsockopt` told of the connected sockets, client and server.
    pub granted: Granted,
}

/// A send that took only some of its bytes, since the buffers were nearly full.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShortSend {
    /// Bytes that fit into both buffers while nobody reads, with 1 asked for each.
    pub capacity: u64,
    /// How many bytes the short send was asked to send.
    pub asked: u64,
    /// How many it took.
    pub took: u64,
}

/// Measures; `tell` hears the title of what comes next.
///
/// # Errors
/// No sockets, cancelled, or a run without an end.
pub fn measure(amount: Amount, cancel: &Cancel, tell: &mut dyn FnMut(&'static str)) -> Result<Lecture, EngineError> {
    let quick = amount == Amount::Quick;
    let mut runner = Runner::new()?;
    let mut starts = Vec::new();
    for start in Start::ALL {
        tell("doctor-starts");
        let plan = plan(&lesson_one(), start, Knobs::default());
        let histogram = engine::burst(&plan, if quick { 100 } else { 1000 }, cancel, None)?;
        starts.push(Starts { start, histogram });
    }
    let mut reads = Vec::new();
    let pause = Duration::from_millis(if quick { 2 } else { 20 });
    for (title, experiment) in experiments(pause, quick) {
        tell(title);
        reads.push(self::reads(title, &experiment, &mut runner, cancel)?);
    }
    tell("doctor-buffers");
    let mut buffers = Vec::new();
    for asked in [None, Some(1), Some(1000), Some(4096), Some(65_536), Some(1_000_000_000)] {
        let knobs = Knobs { sndbuf: asked, rcvbuf: asked, ..Knobs::default() };
        let report = runner.run(&plan(&lesson_one(), Start::SendsFirst, knobs), cancel)?;
        buffers.push(Buffers { asked, granted: report.granted });
    }
    let short_send = match quick {
        true => None,
        false => {
            tell("doctor-short-send");
            short_send(&mut runner, cancel)?
        }
    };
    Ok(Lecture { starts, reads, buffers, short_send })
}

fn plan(script: &Arc<Script>, start: Start, knobs: Knobs) -> Plan {
    Plan { script: Arc::clone(script), via: Via::Direct, start, seed: 0, knobs }
}

fn lesson_one() -> Arc<Script> {
    script(
        "client: send(sock, \"hello!\", 6, 0)\nclient: send(sock, \"bye!\", 4, 0)\n\
         server: recv(sock, buf1, 1024, 0)\nserver: recv(sock, buf2, 1024, 0)\n",
    )
}

/// Lesson 2's experiments as they stand, but for the pause between ten messages, which is a second there.
fn experiments(pause: Duration, quick: bool) -> Vec<(&'static str, Experiment)> {
    let mut all = vec![
        ("doctor-ten-messages", experiments::ten_messages(pause)),
        ("doctor-ten-rounds", Kind::Rounds.with(Change::None)),
        ("doctor-ten-rounds-nodelay", Kind::Rounds.with(Change::Nodelay)),
        ("doctor-twenty-rounds", Kind::Rounds.with(Change::Twenty)),
    ];
    if !quick {
        all.push(("doctor-ten-rounds-pause", Kind::Rounds.with(Change::Paused)));
    }
    all.push(("doctor-million", experiments::million()));
    all
}

fn reads(
    title: &'static str,
    experiment: &Experiment,
    runner: &mut Runner,
    cancel: &Cancel,
) -> Result<Reads, EngineError> {
    let report = runner.run(&experiment.plan(), cancel)?;
    let (sent, sends) = experiment.sent();
    let sizes = experiments::sizes(&report.outcome);
    Ok(Reads { title, sent, sends, pause_ms: experiment.pause.as_millis() as u64, sizes })
}

/// Fills both buffers, as small as the system grants them, until nothing more is taken; then a second time in the same
/// steps, but for some bytes less, so that the next send has room for just those.
fn short_send(runner: &mut Runner, cancel: &Cancel) -> Result<Option<ShortSend>, EngineError> {
    const ASKED: u64 = 130;
    const ROOM: u64 = 77;
    let knobs = Knobs { sndbuf: Some(1), rcvbuf: Some(1), ..Knobs::default() };
    // What each of these sends took; 0 where it failed. More is taken for some 50 ms after the first refusal.
    let mut taken = |sends: &[u64]| -> Result<Vec<u64>, EngineError> {
        let line =
            |bytes: &u64| format!("client: send(sock, {bytes} bytes, {bytes}, MSG_DONTWAIT)\nclient: usleep(10000)\n");
        let script = script(&sends.iter().map(line).collect::<String>());
        let report = runner.run(&plan(&script, Start::SendsFirst, knobs), cancel)?;
        let mut taken = vec![0; sends.len()];
        for event in &report.trace.events {
            if let What::Return { call, got: Got::Sent(count) } = event.what {
                taken[call / 2] = count;
            }
        }
        Ok(taken)
    };
    let first = taken(&[1 << 16; 12])?;
    let capacity: u64 = first.iter().sum();
    let Some(last) = first.iter().rposition(|count| *count > ROOM) else { return Ok(None) };
    let mut again = first;
    again[last] -= ROOM;
    again.insert(last + 1, ASKED);
    let second = taken(&again)?;
    let took = second[last + 1];
    let as_planned = second[..=last] == again[..=last] && took < ASKED;
    Ok(as_planned.then_some(ShortSend { capacity, asked: ASKED, took }))
}
