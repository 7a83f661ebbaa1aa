//! What happens: scripts on real sockets.
//!
//! | | makes the runs | for |
//! |---|---|---|
//! | [`Runner`] | a thread a side, which really blocks | one run after the other, every delivery and start |
//! | [`Live`] | a [`Runner`]'s threads | a run that somebody watches, steps through or plays |
//! | [`ForcedRunner`] | one thread, which asks the model first | schedules and policies by the thousand |
//! | [`Witnesses`] | either | outcomes made to happen |
//! | [`burst`] | either | how likely is what? |
//! | [`short::ShortSend`] | two sockets | a send that takes less than it is given |
//!
//! Drivers decide what happens next and see only the books; executors do it and see only sockets.

pub mod apart;
mod book;
mod burst;
mod cleanup;
mod crew;
mod driver;
mod flow;
mod forced;
mod gate;
mod hand;
mod ledger;
mod live;
mod patience;
mod placement;
mod policy;
mod ready;
mod relay;
mod report;
mod retrace;
mod run;
pub mod share;
pub mod short;
mod threaded;
mod used;
pub mod values;
pub mod via;
mod witness;
mod worker;

pub use burst::{DISTINCT, Histogram, Measured, burst};
pub use forced::ForcedRunner;
pub use hand::why_not;
pub use live::Live;
pub use report::outcome_of;
pub use retrace::schedule_of;
pub use run::Runner;
pub use share::Share;
pub use witness::Witnesses;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::msg;
use crate::script::Script;
use crate::stream::{self, Outcome, Reading, Standing};
use crate::text::{Message, thousands};
use crate::trace::Trace;

/// What stands between the two sockets.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Via {
    /// Nothing: one connection, the kernel decides.
    #[default]
    Direct,
    /// A relay between two connections: it reads eagerly and without limit, and delivers what its policy says, when the
    /// receiver waits for it. A close or a reset looks like `SHUT_WR` through it. Starts in which sides go by themselves
    /// are cut exactly too: a piece waits until it is complete or its sender has come to rest.
    Relay(Policy),
}

/// What a relay delivers when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Policy {
    /// Each send is one piece.
    Whole,
    /// All that is on the way is one piece.
    Merged,
    /// One byte at a time.
    Drip,
    /// Pieces of random size, by the run's seed.
    Random,
    /// Pieces of these sizes in bytes, a direction each, named by who sends: what the client sends, what the server sends.
    /// What is left after the last size is one more piece.
    Pieces([Vec<u64>; 2]),
}

/// Who goes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Start {
    /// The calls as written, one after the other.
    #[default]
    SendsFirst,
    /// The side that receives before it sends (the server, if both do or neither) is really asleep in its recv before
    /// the other side goes; then each goes through its calls by itself.
    ServerFirst,
    /// Both are let go at the same moment, and each goes through its calls by itself.
    Free,
}

impl Start {
    /// The reading under which a run that starts so is judged.
    pub fn reading(self) -> Reading {
        match self {
            Start::SendsFirst => Reading::InOrder,
            Start::ServerFirst | Start::Free => Reading::Concurrent,
        }
    }
}

/// What a run asks of the system; the default asks for nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Knobs {
    /// `SO_SNDBUF` in bytes, both sides.
    pub sndbuf: Option<u32>,
    /// `SO_RCVBUF` in bytes, both sides.
    pub rcvbuf: Option<u32>,
    /// `TCP_NODELAY`, both sides.
    pub nodelay: Option<bool>,
    /// `TCP_MAXSEG` in bytes, both sides.
    pub maxseg: Option<u32>,
    /// How long a side waits before a send that comes after another of its sends, from the return of that one. Below 200 µs
    /// it stays awake; a sleep takes some 60 µs more than asked. What it really was is in [`Report::gaps`].
    pub gap: Option<Duration>,
    /// Where the threads of the two sides run. Direct and relayed runs on threads; [`ForcedRunner`] has one thread.
    pub cpus: Option<Cpus>,
    /// Direct runs: on a connection that was used before, where Nagle's algorithm shows. One that a run has read to its end
    /// and not closed serves the next run; else a new one is used for [`Report::warm_up`] bytes each way first.
    pub reuse: bool,
    /// Each run in a process of its own ([`apart`]): slower, some hundreds a second. It cannot rest between its steps.
    pub process: bool,
    /// Take the kernel's numbers after each event: [`Trace::kernel`]. Not while two sides race, where that would disturb.
    pub kernel: bool,
}

/// Where the threads of the two sides run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Cpus {
    /// Both on the same CPU.
    One,
    /// Each on a CPU of its own.
    Two,
}

/// Everything that a run depends on, but for the kernel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The calls.
    pub script: Arc<Script>,
    /// What stands between.
    pub via: Via,
    /// Who goes first.
    pub start: Start,
    /// Seed of everything random: read sizes, the relay's pieces.
    pub seed: u64,
    /// Socket options.
    pub knobs: Knobs,
}

/// What the kernel granted of a [`Knobs`], a side each: client, server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Granted {
    /// `SO_SNDBUF` as `getsockopt` tells it, in bytes.
    pub sndbuf: [u32; 2],
    /// `SO_RCVBUF` as `getsockopt` tells it, in bytes.
    pub rcvbuf: [u32; 2],
    /// `TCP_NODELAY`.
    pub nodelay: [bool; 2],
    /// `TCP_MAXSEG` in bytes.
    pub maxseg: [u32; 2],
}

/// What a run gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// What each recv gave.
    pub outcome: Outcome,
    /// What happened, in order.
    pub trace: Trace,
    /// The bytes that came are not those that were sent.
    pub wrong: bool,
    /// An assumption of the model did not hold (every send takes all; buffers have room), so it has no say in the outcome.
    pub assumption_failed: bool,
    /// Options as granted.
    pub granted: Granted,
    /// Recvs that were never made since the model says that they wait for good (in forced runs only, see
    /// [`ForcedRunner`]): indexes into the script's calls. In the outcome they block; the trace has no `Enter` for them.
    /// The kernel was asked by a recv with `MSG_PEEK | MSG_DONTWAIT`, outside the trace, and agreed.
    pub not_made: Vec<usize>,
    /// Runs that were made before on the same connection: 0 on a fresh one.
    pub earlier_runs: u64,
    /// Bytes that went each way before the first run on this connection, so that it was used ([`Knobs::reuse`]).
    pub warm_up: u64,
    /// Where a gap was asked for: each send that came after another of its side, and how long after that one's return it
    /// was made, as the side's own clock says.
    pub gaps: Vec<(usize, Duration)>,
    /// Where a placement was asked for and granted: the CPUs of client and server. With one CPU in all they are the same.
    pub cpus: Option<[usize; 2]>,
}

impl Report {
    /// What the model says of the outcome of a run of this plan.
    pub fn standing(&self, plan: &Plan) -> Standing {
        if self.assumption_failed {
            return Standing::Outside;
        }
        stream::standing(&plan.script, &self.outcome, plan.start.reading())
    }
}

/// Stops whatever it was handed to, from any thread. Clones share one switch.
#[derive(Debug, Clone, Default)]
pub struct Cancel(Arc<AtomicBool>);

impl Cancel {
    /// Asks for the stop.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether the stop was asked for.
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// What a live run tells while it goes on, in order.
#[derive(Debug)]
pub enum Update {
    /// Something happened.
    Event(crate::trace::Event),
    /// The kernel's numbers, where the plan's knobs ask for them.
    Kernel {
        /// The index of the last event before they were taken.
        event: usize,
        /// The numbers.
        numbers: crate::trace::Numbers,
    },
    /// The run rests until it is told to go on; this is what the next step would do. A call that is released to run for
    /// itself (starts `server-first` and `free`) is an issue here too.
    Rests(crate::stream::Step),
    /// The run is over, with its report or the reason why there is none.
    Finished(Result<Report, EngineError>),
}

/// Why a run could not be made, or not to its end.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// The sockets could not be made or connected.
    #[error("{what}: {source}")]
    Setup {
        /// Which step: `socket`, `bind`, `connect`, …
        what: &'static str,
        /// The system's reason.
        source: std::io::Error,
    },
    /// It was cancelled.
    #[error("cancelled")]
    Cancelled,
    /// A schedule delivers what was not sent, or delivers where no relay stands: the state of the run.
    #[error("the schedule cannot be played: {0}")]
    Unplayable(String),
    /// A call that the model leaves out: only threads can run it.
    #[error("call {}: {}", call + 1, why.key)]
    Outside {
        /// Index of the call.
        call: usize,
        /// The reason.
        why: Message,
    },
    /// More bytes at once than one thread can surely send, or a receive buffer surely takes, while nobody reads.
    #[error("{bytes} bytes at once, at most {most}")]
    TooLarge {
        /// How many.
        bytes: u64,
        /// How many there may be.
        most: u64,
    },
    /// A schedule delivers more than the receive buffer takes, and no call of the receiver makes room.
    #[error("{bytes} bytes delivered, room for {took}")]
    Full {
        /// How many.
        bytes: u64,
        /// How many the system took.
        took: u64,
    },
    /// A call gave something else than the model says: what, and the state of the run, for a bug report.
    #[error("the kernel and the model disagree: {0}")]
    Disagreed(String),
    /// A run in a process of its own failed there; its words.
    #[error("the run's own process: {0}")]
    Apart(String),
    /// A loop goes on and on: so many calls were made.
    #[error("no end after {calls} calls")]
    Endless {
        /// How many.
        calls: u64,
    },
    /// A wait that should have been short was not: the state of the run, for a bug report.
    #[error("no progress: {0}")]
    Stalled(String),
}

impl EngineError {
    /// What happened, for people.
    pub fn message(&self) -> Message {
        match self {
            EngineError::Setup { what: what @ "TCP_MAXSEG", source }
                if source.kind() == std::io::ErrorKind::InvalidInput =>
            {
                msg!("engine-setup-maxseg", what = *what)
            }
            EngineError::Setup { what, source } => msg!("engine-setup", what = *what, reason = source.to_string()),
            EngineError::Cancelled => msg!("engine-cancelled"),
            EngineError::Unplayable(state) => msg!("engine-unplayable", state = state.as_str()),
            EngineError::Outside { call, why } => msg!("engine-outside", call = *call + 1, why = why.clone()),
            EngineError::TooLarge { bytes, most } => msg!("engine-too-large", bytes = *bytes, most = *most),
            EngineError::Full { bytes, took } => {
                msg!("engine-full", bytes = thousands(*bytes), took = thousands(*took))
            }
            EngineError::Disagreed(state) => msg!("engine-disagreed", state = state.as_str()),
            EngineError::Apart(why) => msg!("engine-apart", why = why.as_str()),
            EngineError::Endless { calls } => msg!("engine-endless", calls = *calls),
            EngineError::Stalled(state) => msg!("engine-stalled", state = state.as_str()),
        }
    }
}
