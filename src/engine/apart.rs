//! A run in a process of its own. The first run of a process differs from its later ones: threads, caches and the
//! scheduler's memory of them are fresh (TCP_FACTS A: `{6,4}` in 9 of 10 such runs, in 1 of 100 otherwise).
//!
//! The program starts itself with a hidden command, gives it the plan as a line of JSON on standard input, and reads the
//! report as JSON from its standard output. The child ends when its standard input does, so it never outlives its parent.

use std::io::{self, BufRead, Read, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::share::{self, Share};
use super::{Cancel, EngineError, Granted, Knobs, Plan, Report, Runner, report, run};
use crate::script::parse_script;
use crate::text::Texts;
use crate::trace::{Event, Numbers, Trace};

/// The hidden command of the program that makes one run.
pub const COMMAND: &str = "run-apart";
/// How often the parent looks whether it was cancelled.
const LOOK: Duration = Duration::from_millis(20);

#[derive(Serialize, Deserialize)]
struct Ask {
    plan: String,
    calls: String,
    kernel: bool,
}

#[derive(Serialize, Deserialize)]
enum Answer {
    Ran(Box<Ran>),
    Failed(String),
}

#[derive(Serialize, Deserialize)]
struct Ran {
    events: Vec<Event>,
    kernel: Vec<(usize, Numbers)>,
    granted: Granted,
    assumption_failed: bool,
    warm_up: u64,
    cpus: Option<[usize; 2]>,
}

/// Makes one run of a plan in a process of its own: this program, started anew.
pub(super) fn run(plan: &Plan, cancel: &Cancel) -> Result<Report, EngineError> {
    run_by(&itself()?, plan, cancel)
}

/// This program's file, also where it was replaced since it was started.
fn itself() -> Result<PathBuf, EngineError> {
    let open = PathBuf::from("/proc/self/exe");
    if cfg!(target_os = "linux") && open.exists() {
        return Ok(open);
    }
    std::env::current_exe().map_err(|source| EngineError::Setup { what: "process", source })
}

/// Makes one run of a plan in a process of its own: this program file.
///
/// # Errors
/// The process cannot be started, says that the run failed, or was cancelled: then it is killed and gone.
pub fn run_by(program: &PathBuf, plan: &Plan, cancel: &Cancel) -> Result<Report, EngineError> {
    let setup = |source| EngineError::Setup { what: "process", source };
    let mut command = Command::new(program);
    command.arg(COMMAND).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut process = Process(command.spawn().map_err(setup)?);
    let knobs = Knobs { process: false, ..plan.knobs };
    let ask = Ask {
        plan: Share::of(&Plan { knobs, ..plan.clone() }, None).to_string(),
        calls: plan.script.to_string(),
        kernel: plan.knobs.kernel,
    };
    let (Some(mut input), Some(mut output)) = (process.0.stdin.take(), process.0.stdout.take()) else {
        return Err(setup(io::ErrorKind::BrokenPipe.into()));
    };
    let mut line = serde_json::to_vec(&ask).map_err(|error| setup(error.into()))?;
    line.push(b'\n');
    let (sender, answer) = mpsc::channel();
    let exchange = move || {
        let mut text = Vec::new();
        // Its standard input stays open until it has answered: its end would end the process.
        let told = input.write_all(&line).and_then(|()| output.read_to_end(&mut text));
        let _ = sender.send(told.map(|_| text));
    };
    let exchange = thread::Builder::new().name("process".to_owned()).spawn(exchange).map_err(setup)?;
    let told = loop {
        match answer.recv_timeout(LOOK) {
            Ok(told) => break Ok(told),
            Err(RecvTimeoutError::Timeout) if !cancel.is_cancelled() => {}
            Err(_) => break Err(EngineError::Cancelled),
        }
    };
    // After a cancel it is killed, which ends the exchange as well.
    process.end();
    let _ = exchange.join();
    match told?.ok().and_then(|text| serde_json::from_slice(&text).ok()) {
        Some(Answer::Ran(ran)) => Ok(ran.report(plan)),
        Some(Answer::Failed(why)) => Err(EngineError::Apart(why)),
        // It was killed, or died.
        None => Err(EngineError::Apart(Texts::english().get("engine-apart-ended"))),
    }
}

/// A process that is gone when this is.
struct Process(Child);

impl Process {
    fn end(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.end();
    }
}

impl Ran {
    fn of(report: Report) -> Ran {
        let Report { trace: Trace { events, kernel }, granted, assumption_failed, warm_up, cpus, .. } = report;
        Ran { events, kernel, granted, assumption_failed, warm_up, cpus }
    }

    fn report(self, plan: &Plan) -> Report {
        let Ran { events, kernel, granted, assumption_failed, warm_up, cpus } = self;
        let trace = Trace { events, kernel };
        let gaps = if plan.knobs.gap.is_some() { report::gaps(&plan.script, &trace) } else { Vec::new() };
        Report { warm_up, gaps, cpus, ..run::finish(&plan.script, trace, granted, assumption_failed) }
    }
}

/// The other end: reads a plan from standard input, runs it and writes the report to standard output.
///
/// # Errors
/// Standard input or output fails, or what comes is no plan.
pub fn serve() -> io::Result<()> {
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line)?;
    let ask: Ask = serde_json::from_str(&line)?;
    let refused = |why: String| io::Error::new(io::ErrorKind::InvalidData, why);
    let texts = Texts::english();
    let share = share::parse(&ask.plan).map_err(|found| refused(texts.say(&found.message)))?;
    let (script, findings) = parse_script(&ask.calls);
    if let Some(found) = findings.first() {
        return Err(refused(texts.say(&found.message)));
    }
    let knobs = Knobs { kernel: ask.kernel, process: false, ..share.knobs };
    let plan = Plan { script: Arc::new(script), via: share.via, start: share.start, seed: share.seed, knobs };
    // Whoever asked has gone, or has given the run up.
    thread::Builder::new().name("parent".to_owned()).spawn(|| {
        let _ = io::copy(&mut io::stdin().lock(), &mut io::sink());
        std::process::exit(1);
    })?;
    let answer = match Runner::new().and_then(|mut runner| runner.run(&plan, &Cancel::default())) {
        Ok(report) => Answer::Ran(Box::new(Ran::of(report))),
        Err(error) => Answer::Failed(texts.say(&error.message())),
    };
    let mut out = io::stdout().lock();
    serde_json::to_writer(&mut out, &answer)?;
    out.flush()
}
