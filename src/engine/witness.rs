//! Making outcomes happen: a witness of the judge played on real sockets.

use std::sync::Arc;

use super::forced::ForcedRunner;
use super::run::Runner;
use super::{Cancel, EngineError, Knobs, Plan, Report, Start, Via};
use crate::script::Script;
use crate::stream::Schedule;

/// Plays witnesses through a relay, one after the other, with every call of the schedule really made: on one thread where
/// each call returns ([`ForcedRunner`], some 20,000 a second), and where a recv waits for good, or the script is not one for
/// a single thread, on a thread a side ([`Runner`]), so that it really blocks.
#[derive(Debug)]
pub struct Witnesses {
    forced: ForcedRunner,
    /// Made when it is needed first.
    threads: Option<Runner>,
}

impl Witnesses {
    /// Opens a listener on the loopback interface.
    ///
    /// # Errors
    /// [`EngineError::Setup`].
    pub fn new() -> Result<Self, EngineError> {
        Ok(Witnesses { forced: ForcedRunner::new()?, threads: None })
    }

    /// Plays a schedule, step by step. What it leaves undelivered stays undelivered.
    ///
    /// # Errors
    /// As [`Runner::run_schedule`].
    pub fn play(&mut self, script: &Arc<Script>, schedule: &Schedule, cancel: &Cancel) -> Result<Report, EngineError> {
        match self.forced.play(script, schedule, cancel) {
            Ok(report) if report.not_made.is_empty() => return Ok(report),
            Ok(_) | Err(EngineError::Outside { .. } | EngineError::TooLarge { .. }) => {}
            Err(error) => return Err(error),
        }
        let runner = match &mut self.threads {
            Some(runner) => runner,
            none => none.insert(Runner::new()?),
        };
        let plan = Plan {
            script: Arc::clone(script),
            via: Via::Direct,
            start: Start::SendsFirst,
            seed: 0,
            knobs: Knobs::default(),
        };
        runner.run_schedule(&plan, schedule, cancel)
    }
}
