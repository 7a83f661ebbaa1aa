//! A run in which a person chooses each step. What may be done is the model's answer, at once and without a socket; the
//! steps that it accepts wait in a queue until the run has made those before them.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::driver::{Driver, Next, is_open};
use super::ledger::Ledger;
use super::policy::Sizes;
use super::{Plan, ledger::PIECE};
use crate::call::Side;
use crate::msg;
use crate::script::ScriptCall;
use crate::stream::{Machine, Program, Reading, Refused, Schedule, State, Step};
use crate::text::Message;

/// Between whoever plays and the run.
#[derive(Debug)]
pub(super) struct Hand {
    program: Program,
    sizes: Sizes,
    /// Which calls have a size that the script leaves open.
    open: Vec<bool>,
    /// Which calls take bytes out of the buffer while they wait for more.
    drains: Vec<bool>,
    reading: Reading,
    table: Mutex<Table>,
    changed: Condvar,
}

#[derive(Debug)]
struct Table {
    /// Where the model is after all steps that were accepted.
    state: State,
    /// All steps accepted so far.
    played: Vec<Step>,
    /// Those that the run has not begun.
    queue: VecDeque<Step>,
    /// The most that may lie unread with each side, in bytes.
    room: [u64; 2],
    /// The rest is played by itself.
    on: bool,
}

impl Hand {
    pub(super) fn new(plan: &Plan) -> Hand {
        Hand {
            program: Program::new(&plan.script),
            sizes: Sizes::new(&plan.script, plan.seed),
            open: plan.script.calls.iter().map(is_open).collect(),
            drains: plan.script.calls.iter().map(drains).collect(),
            reading: plan.start.reading(),
            table: Mutex::new(Table {
                state: State::default(),
                played: Vec::new(),
                queue: VecDeque::new(),
                room: [PIECE; 2],
                on: false,
            }),
            changed: Condvar::new(),
        }
    }

    fn table(&self) -> MutexGuard<'_, Table> {
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn machine(&self, table: &Table) -> Machine<'_> {
        Machine::at(&self.program, table.state.clone())
    }

    /// Sizes of the receive buffers are known now.
    pub(super) fn set_room(&self, room: [u64; 2]) {
        self.table().room = room;
    }

    /// The run should look again: it was told to play on, or to stop.
    pub(super) fn wake(&self) {
        self.changed.notify_all();
    }

    /// The rest is played by itself.
    pub(super) fn play_on(&self) {
        self.table().on = true;
        self.wake();
    }

    /// All steps accepted so far.
    pub(super) fn schedule(&self) -> Schedule {
        Schedule { steps: self.table().played.clone() }
    }

    /// What may be done now: at most one call a side, all bytes on the way that fit, the end of the stream.
    pub(super) fn moves(&self) -> Vec<Step> {
        let table = self.table();
        let machine = self.machine(&table);
        let calls =
            Side::BOTH.into_iter().filter_map(|side| machine.next_of(side)).map(|call| self.issue_step(&table, call));
        let bytes = Side::BOTH.into_iter().map(|to| Step::Deliver { bytes: self.most(&table, to), to });
        let ends = Side::BOTH.into_iter().map(|to| Step::Fin { to });
        calls.chain(bytes).chain(ends).filter(|step| machine.clone().step(*step, self.reading).is_ok()).collect()
    }

    /// How many of the bytes on the way to a side may be delivered at once: what the receive buffer takes.
    fn most(&self, table: &Table, to: Side) -> u64 {
        let stream = &table.state.to[to.index()];
        let drained = self.machine(table).pending_of(to).is_some_and(|call| self.drains[call]);
        let unread = if drained { 0 } else { stream.delivered - stream.consumed };
        (stream.sent - stream.delivered).min(table.room[to.index()].saturating_sub(unread))
    }

    fn issue_step(&self, table: &Table, call: usize) -> Step {
        let same = |step: &&Step| matches!(step, Step::Issue { call: made, .. } if *made == call);
        let before = || table.played.iter().filter(same).count() as u32;
        Step::Issue { call, size: self.open[call].then(|| self.sizes.of(call, before())) }
    }

    /// The next call of a side.
    pub(super) fn issue(&self, side: Side) -> Result<Step, Message> {
        let mut table = self.table();
        let machine = self.machine(&table);
        if let Some(call) = machine.pending_of(side) {
            return Err(msg!("engine-hand-waits", side = side.word(), call = call + 1));
        }
        let Some(call) = machine.next_of(side) else { return Err(msg!("engine-hand-no-call", side = side.word())) };
        let step = self.issue_step(&table, call);
        self.accept(&mut table, step)
    }

    /// Bytes for a side.
    pub(super) fn deliver(&self, to: Side, bytes: u64) -> Result<Step, Message> {
        let mut table = self.table();
        let stream = table.state.to[to.index()];
        let left = stream.sent - stream.delivered;
        let most = self.most(&table, to);
        if bytes > most && most < left && bytes <= left {
            return Err(msg!("engine-hand-room", side = to.word(), most = most));
        }
        self.accept(&mut table, Step::Deliver { bytes, to })
    }

    /// The end of the stream for a side.
    pub(super) fn fin(&self, to: Side) -> Result<Step, Message> {
        self.accept(&mut self.table(), Step::Fin { to })
    }

    /// A step that was chosen whole: an open size with it.
    pub(super) fn play(&self, step: Step) -> Result<Step, Message> {
        match step {
            Step::Issue { .. } => self.accept(&mut self.table(), step),
            Step::Deliver { bytes, to } => self.deliver(to, bytes),
            Step::Fin { to } => self.fin(to),
        }
    }

    /// Makes the step in the model, and has the run make it when it has made those before.
    fn accept(&self, table: &mut Table, step: Step) -> Result<Step, Message> {
        let mut machine = self.machine(table);
        machine.step(step, self.reading).map_err(|refused| why_not(&self.machine(table), step, refused))?;
        table.state = machine.into_state();
        table.played.push(step);
        table.queue.push_back(step);
        self.changed.notify_all();
        Ok(step)
    }

    /// The next step when nobody chooses: what a waiting recv needs, then the next call, then what is left.
    fn by_itself(&self, table: &mut Table) -> Option<Step> {
        let machine = self.machine(table);
        let hand_over = |table: &Table, to: Side| {
            let stream = &table.state.to[to.index()];
            match stream.sent - stream.delivered {
                0 => Step::Fin { to },
                _ => Step::Deliver { bytes: self.most(table, to), to },
            }
        };
        let needed = Side::BOTH.into_iter().filter(|side| machine.can_complete(*side));
        let steps: Vec<Step> = needed
            .map(|to| hand_over(table, to))
            .chain(
                Side::BOTH
                    .into_iter()
                    .filter_map(|side| machine.next_of(side))
                    .map(|call| self.issue_step(table, call)),
            )
            .chain(Side::BOTH.into_iter().map(|to| hand_over(table, to)))
            .collect();
        steps.into_iter().find(|step| self.accept(table, *step).is_ok())
    }
}

/// Why a person cannot make this step where the machine stands, for people.
pub fn why_not(machine: &Machine<'_>, step: Step, refused: Refused) -> Message {
    let towards = |to: Side| machine.state().to[to.index()];
    match (refused, step) {
        (Refused::Outside { call, why }, _) => msg!("engine-outside", call = call + 1, why = why),
        (_, Step::Deliver { bytes, to }) => {
            let left = towards(to).sent - towards(to).delivered;
            match (left, bytes) {
                (0, _) => msg!("engine-hand-empty", side = to.word()),
                (_, 0) => msg!("engine-hand-nothing"),
                _ => msg!("engine-hand-too-many", side = to.word(), left = left),
            }
        }
        (_, Step::Fin { to }) => {
            let stream = towards(to);
            match () {
                () if stream.fin_delivered => msg!("engine-hand-end-twice", side = to.word()),
                () if !stream.fin_sent => msg!("engine-hand-no-end", side = to.peer().word()),
                () => msg!("engine-hand-bytes-first", side = to.word(), left = stream.sent - stream.delivered),
            }
        }
        (_, Step::Issue { .. }) => {
            let waits = |side: &Side| machine.can_complete(*side);
            match (Side::BOTH.into_iter().find(waits), machine.next_in_order()) {
                (Some(side), _) => {
                    let call = machine.pending_of(side).unwrap_or_default();
                    msg!("engine-hand-deliver-first", side = side.word(), call = call + 1)
                }
                (None, call) => msg!("engine-hand-turn", call = call.unwrap_or_default() + 1),
            }
        }
    }
}

/// Whether a call empties the buffer while it waits: `MSG_WAITALL` does, unless it only peeks.
fn drains(line: &ScriptCall) -> bool {
    line.call.as_recv().is_some_and(|recv| recv.flags.waitall && !recv.flags.dontwait && !recv.flags.peek)
}

/// Drives a run by what was chosen.
pub(super) struct ByHand<'a>(pub(super) &'a Hand);

impl Driver for ByHand<'_> {
    fn next(&mut self, books: &mut Ledger<'_>) -> Next {
        if books.unsettled() || books.flows.iter().any(|flow| !flow.settled()) {
            return Next::Wait;
        }
        let hand = self.0;
        let mut table = hand.table();
        if let Some(step) = table.queue.pop_front() {
            return Next::Do(step);
        }
        if table.on {
            let step = hand.by_itself(&mut table);
            table.queue.clear();
            return step.map_or(Next::Over, Next::Do);
        }
        if hand.machine(&table).is_final() {
            return Next::Over;
        }
        // Whoever plays takes their time; the run looks up now and then.
        let _ = hand.changed.wait_timeout(table, Duration::from_millis(300));
        Next::Look
    }
}
