//! The order of events that a run's trace implies: a schedule under which the model gives the same outcome.

use std::collections::VecDeque;

use super::report::outcome_of;
use crate::call::Side;
use crate::script::Script;
use crate::stream::{Machine, Program, Reading, Schedule, Step, Stream};
use crate::trace::{Event, Got, Trace, What};

/// The schedule of a run that is over. Through a relay the deliveries are those that were made. In a direct run nobody saw
/// them: there each recv's bytes arrive in one piece, as late as what it gave allows. None where the model leaves the script
/// out, or does not give this outcome so.
pub fn schedule_of(script: &Script, trace: &Trace, reading: Reading) -> Option<Schedule> {
    let program = Program::new(script);
    let relayed = trace.events.iter().any(|event| matches!(event.what, What::Connected { relay: Some(_), .. }));
    let mut walk = Walk {
        script,
        reading,
        machine: Machine::new(&program),
        steps: Vec::new(),
        relayed,
        gave: vec![VecDeque::new(); script.calls.len()],
    };
    for event in &trace.events {
        if let What::Return { call, got } = &event.what {
            walk.gave.get_mut(*call)?.push_back(got);
        }
    }
    // In the order of the clock: the coordinator may have learnt of a return before the send that caused it.
    let mut events: Vec<&Event> = trace.events.iter().collect();
    events.sort_by_key(|event| event.at);
    for event in &events {
        match &event.what {
            What::Enter { call, size } => walk.enter(*call, *size)?,
            What::Return { call, got } => walk.returned(*call, got)?,
            What::Delivered { to, bytes } => walk.step(Step::Deliver { bytes: *bytes, to: *to })?,
            What::DeliveredFin { to } => walk.step(Step::Fin { to: *to })?,
            _ => {}
        }
    }
    walk.rest()?;
    let same = Machine::new(&program).replay(&walk.steps, reading).ok()? == outcome_of(script, &trace.events);
    same.then_some(Schedule { steps: walk.steps })
}

struct Walk<'a> {
    script: &'a Script,
    reading: Reading,
    machine: Machine<'a>,
    steps: Vec<Step>,
    relayed: bool,
    /// For each call what its next times gave: a loop makes it often.
    gave: Vec<VecDeque<&'a Got>>,
}

impl Walk<'_> {
    fn step(&mut self, step: Step) -> Option<()> {
        self.machine.step(step, self.reading).ok()?;
        self.steps.push(step);
        Some(())
    }

    fn to(&self, side: Side) -> Stream {
        self.machine.state().to[side.index()]
    }

    /// A call is made. What it found there has arrived before it, where it was sent by then.
    fn enter(&mut self, call: usize, size: Option<u64>) -> Option<()> {
        let line = self.script.calls.get(call)?;
        let got = match self.gave[call].pop_front() {
            Some(Got::Received(bytes)) => Some(bytes.len() as u64),
            _ => None,
        };
        let to = self.to(line.side);
        if let (false, Some(bytes)) = (self.relayed, got)
            && to.sent - to.consumed >= bytes
        {
            self.bring(line.side, call, size, bytes)?;
        }
        let open = super::driver::is_open(line);
        self.step(Step::Issue { call, size: size.filter(|_| open) })
    }

    /// A recv has returned; if it waits still, what it gave arrives now.
    fn returned(&mut self, call: usize, got: &Got) -> Option<()> {
        let (Got::Received(bytes), false) = (got, self.relayed) else { return Some(()) };
        let side = self.script.calls.get(call)?.side;
        if self.machine.pending_of(side) == Some(call) {
            let size = self.machine.state().pending[side.index()];
            self.bring(side, call, size, bytes.len() as u64)?;
        }
        Some(())
    }

    /// Delivers what a recv of `size` needs to give `bytes` bytes, and the end of the stream where it met that.
    fn bring(&mut self, side: Side, call: usize, size: Option<u64>, bytes: u64) -> Option<()> {
        let recv = self.script.calls[call].call.as_recv()?;
        let to = self.to(side);
        let missing = (to.consumed + bytes).saturating_sub(to.delivered);
        if missing > 0 {
            self.step(Step::Deliver { bytes: missing, to: side })?;
        }
        let to = self.to(side);
        let short = recv.flags.waitall && size.is_some_and(|size| bytes < size);
        // A recv of 0 bytes waits for a byte or the end; any other that gave 0, or too little of all, met the end.
        match (bytes, size) {
            (0, Some(0)) if to.delivered == to.consumed && to.sent > to.delivered => {
                self.step(Step::Deliver { bytes: 1, to: side })
            }
            (0, Some(0)) if to.delivered > to.consumed => Some(()),
            _ if (bytes == 0 || short) && to.fin_sent && !to.fin_delivered && to.delivered == to.sent => {
                self.step(Step::Fin { to: side })
            }
            _ => Some(()),
        }
    }

    /// What no recv came for arrives in the end.
    fn rest(&mut self) -> Option<()> {
        for side in Side::BOTH {
            let to = self.to(side);
            if to.delivered < to.sent {
                self.step(Step::Deliver { bytes: to.sent - to.delivered, to: side })?;
            }
            if to.fin_sent && !to.fin_delivered {
                self.step(Step::Fin { to: side })?;
            }
        }
        Some(())
    }
}
