//! The same plan many times: how likely is what?

use std::collections::HashMap;
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use super::forced::ForcedRunner;
use super::run::Runner;
use super::{Cancel, EngineError, Granted, Knobs, Plan, Report, Start, Via};
use crate::dice::Dice;
use crate::net;
use crate::stream::{self, Cell, Outcome, Standing};

/// How many different outcomes are told apart; further ones count as [`Histogram::others`].
pub const DISTINCT: usize = 4096;
/// How many bytes the outcomes told apart may hold together.
const BYTES: usize = 32 << 20;
/// How often progress is told.
const TELL: Duration = Duration::from_millis(60);
/// How much nicer the threads of a burst are than the screen (0 to 19, see setpriority(2)).
const NICE: i32 = 10;
/// After so many failures in a row nothing is to be expected of the rest.
const HOPELESS: u64 = 20;

/// What many runs gave.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Histogram {
    /// Runs made, failed ones included.
    pub times: u64,
    /// How often each outcome was seen, most frequent first (equally frequent ones in their own order).
    pub outcomes: Vec<(Outcome, u64)>,
    /// Runs with an outcome beyond those told apart.
    pub others: u64,
    /// Runs in which bytes came that are not those that were sent. Their outcomes count as well.
    pub wrong: u64,
    /// Runs with an outcome that the model denies under the reading that the start implies.
    pub impossible: u64,
    /// Runs that gave no report.
    pub failed: u64,
    /// What the system granted and what was measured; none before the first report.
    pub measured: Option<Measured>,
}

/// What the system made of a plan's [`Knobs`], over many runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measured {
    /// Options as granted in the latest run.
    pub granted: Granted,
    /// The shortest and the longest gap between two sends of a side; none where no gap was asked for, or no side sends twice.
    pub gaps: Option<[Duration; 2]>,
    /// The CPUs of client and server, where a placement was asked for and granted.
    pub cpus: Option<[usize; 2]>,
}

impl Measured {
    /// What one run tells.
    pub fn of(report: &Report) -> Measured {
        let gaps = || report.gaps.iter().map(|(_, gap)| *gap);
        let gaps = gaps().min().zip(gaps().max()).map(|(least, most)| [least, most]);
        Measured { granted: report.granted, gaps, cpus: report.cpus }
    }

    /// With those of earlier runs.
    fn after(self, earlier: Option<Measured>) -> Measured {
        let gaps = match (self.gaps, earlier.and_then(|earlier| earlier.gaps)) {
            (Some([least, most]), Some([low, high])) => Some([least.min(low), most.max(high)]),
            (new, old) => new.or(old),
        };
        Measured { gaps, ..self }
    }
}

/// Runs a plan `times` times, each run with a seed of its own that follows from the plan's. `tell`
/// (if somebody looks) is called some fifteen times a second, and at the end, on the caller's thread; the runs have threads of their own at a
/// lower priority. Connections are fresh, but where a relay decides everything (as written, default options): there a
/// [`ForcedRunner`] makes the runs. If cancelled it returns what there is: fewer `times`.
///
/// # Errors
/// The sockets cannot be made, or run after run fails.
pub fn burst(
    plan: &Plan,
    times: u64,
    cancel: &Cancel,
    mut tell: Option<&mut dyn FnMut(&Histogram)>,
) -> Result<Histogram, EngineError> {
    // Threads cannot take their priority back, so the caller's stays as it is: the runs have a thread of their own, from
    // which the threads of both sides inherit.
    let watched = tell.is_some();
    thread::scope(|scope| {
        let (sender, so_far) = mpsc::channel();
        let runs = move || {
            net::yield_priority(NICE);
            many(plan, times, cancel, watched.then_some(&sender))
        };
        let runs = thread::Builder::new().name("burst".to_owned()).spawn_scoped(scope, runs);
        let runs = runs.map_err(|source| EngineError::Setup { what: "thread", source })?;
        for histogram in so_far {
            if let Some(tell) = &mut tell {
                tell(&histogram);
            }
        }
        runs.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}

/// The runs themselves. They end when nobody listens any more: then whoever listened has panicked.
fn many(
    plan: &Plan,
    times: u64,
    cancel: &Cancel,
    so_far: Option<&mpsc::Sender<Histogram>>,
) -> Result<Histogram, EngineError> {
    let mut plan = plan.clone();
    plan.knobs.kernel = false; // nobody will look at so many tables
    let mut runs = Runs::new(&plan)?;
    let mut dice = Dice::new(plan.seed, 3);
    let mut tally = Tally::default();
    let mut told = Instant::now();
    let mut in_a_row = 0;
    for _ in 0..times {
        plan.seed = dice.seed();
        match runs.run(&plan, cancel) {
            Ok(report) => {
                in_a_row = 0;
                tally.wrong += u64::from(report.wrong);
                tally.measured = Some(Measured::of(&report).after(tally.measured));
                // An outcome may come both with the assumptions and without: only the former is asked about.
                let denied = |outcome: &Outcome| {
                    stream::standing(&plan.script, outcome, plan.start.reading()) == Standing::Impossible
                };
                tally.add(report.outcome, !report.assumption_failed, denied);
            }
            Err(EngineError::Cancelled) => break,
            Err(error) => {
                in_a_row += 1;
                tally.failed += 1;
                if in_a_row >= HOPELESS.min(times) {
                    return Err(error);
                }
            }
        }
        tally.times += 1;
        // The histogram is thousands of outcomes, cloned and sorted: only for somebody who looks.
        if let Some(so_far) = so_far
            && told.elapsed() > TELL
        {
            if so_far.send(tally.histogram()).is_err() {
                break;
            }
            told = Instant::now();
        }
    }
    let histogram = tally.histogram();
    if let Some(so_far) = so_far {
        let _ = so_far.send(histogram.clone());
    }
    Ok(histogram)
}

/// What makes the runs: one thread where the relay decides everything (twenty times as fast), threads elsewhere.
enum Runs {
    Forced(Box<ForcedRunner>),
    Threads(Box<Runner>),
}

impl Runs {
    fn new(plan: &Plan) -> Result<Self, EngineError> {
        match (&plan.via, plan.start) {
            (Via::Relay(_), Start::SendsFirst) if plan.knobs == Knobs::default() => {
                Ok(Runs::Forced(Box::new(ForcedRunner::new()?)))
            }
            _ => Ok(Runs::Threads(Box::new(Runner::new()?))),
        }
    }

    fn run(&mut self, plan: &Plan, cancel: &Cancel) -> Result<Report, EngineError> {
        if let (Runs::Forced(runner), Via::Relay(policy)) = (&mut *self, &plan.via) {
            match runner.cut(&plan.script, policy, plan.seed, cancel) {
                // The model has no place for this script, so it takes threads to run it.
                Err(EngineError::Outside { .. } | EngineError::TooLarge { .. }) => {
                    *self = Runs::Threads(Box::new(Runner::new()?));
                }
                other => return other,
            }
        }
        match self {
            Runs::Threads(runner) => runner.run(plan, cancel),
            Runs::Forced(_) => Err(EngineError::Unplayable("no relay".to_owned())),
        }
    }
}

/// How many bytes a cell holds.
fn size_of_cell(cell: &Cell) -> usize {
    match cell {
        Cell::Data(bytes) => bytes.len(),
        Cell::Pieces(pieces) => pieces.iter().map(|piece| size_of::<Cell>() + size_of_cell(piece)).sum(),
        _ => 0,
    }
}

#[derive(Debug, Default)]
struct Tally {
    times: u64,
    /// How often each outcome was seen, and whether the model denies it, once it was asked.
    seen: HashMap<Outcome, (u64, Option<bool>)>,
    impossible: u64,
    bytes: usize,
    others: u64,
    wrong: u64,
    failed: u64,
    measured: Option<Measured>,
}

impl Tally {
    /// Counts an outcome; `denied` is asked once about each one that came of a run within the model (`inside`).
    fn add(&mut self, outcome: Outcome, inside: bool, denied: impl Fn(&Outcome) -> bool) {
        if let Some((count, known)) = self.seen.get_mut(&outcome) {
            *count += 1;
            if inside {
                self.impossible += u64::from(*known.get_or_insert_with(|| denied(&outcome)));
            }
            return;
        }
        let denied = inside.then(|| denied(&outcome));
        self.impossible += u64::from(denied == Some(true));
        let bytes: usize = outcome.cells.iter().map(size_of_cell).sum();
        if self.seen.len() >= DISTINCT || (self.bytes + bytes > BYTES && !self.seen.is_empty()) {
            self.others += 1;
            return;
        }
        self.bytes += bytes;
        self.seen.insert(outcome, (1, denied));
    }

    fn histogram(&self) -> Histogram {
        let mut outcomes: Vec<_> = self.seen.iter().map(|(outcome, (count, _))| (outcome.clone(), *count)).collect();
        outcomes.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let Tally { times, others, wrong, impossible, failed, measured, .. } = *self;
        Histogram { times, outcomes, others, wrong, impossible, failed, measured }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outcomes_beyond_the_bound_are_others() {
        let mut tally = Tally::default();
        for number in 0..DISTINCT as u32 + 10 {
            tally.add(Outcome { cells: vec![Cell::Data(number.to_be_bytes().to_vec())] }, true, |_| false);
        }
        tally.add(Outcome { cells: vec![Cell::Data(vec![0; 4])] }, true, |_| true);
        let histogram = tally.histogram();
        assert_eq!((histogram.outcomes.len(), histogram.others), (DISTINCT, 10));
        assert_eq!(histogram.outcomes[0].1, 2);
    }
}
