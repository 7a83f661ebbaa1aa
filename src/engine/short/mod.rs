//! A short send, made to happen: `send` is asked to take some bytes and takes fewer, as many as somebody wants to see. Or none, and
//! then it fails or waits; and beside it the plain blocking send, which waits until all is taken.
//!
//! Linux takes what fits and returns that count. So a connection that nobody reads is filled until exactly `cut` bytes fit, and
//! then the bytes are sent. How much such a connection holds is measured first, on one like it: it is no constant. With
//! `SO_SNDBUF` and `SO_RCVBUF` at their least the last pieces that fit are a few hundred bytes long, which bounds how many bytes
//! one send can be cut in ([`LONGEST`]).
//!
//! | stage | what is done |
//! |---|---|
//! | [`Stage::Measure`] | a connection like the one to come is filled until nothing more fits; then it is thrown away |
//! | [`Stage::Fill`] | a new connection is filled up to `cut` bytes less than that |
//! | [`Stage::Send`] | the send that is cut short, or one that stands open |
//! | [`Stage::Read`] | the receiver reads all that was taken so far; or until the open send returns |
//! | [`Stage::Rest`] | the sender goes on where it was; twice, if it must |
//! | [`Stage::Check`] | the receiver reads the rest; every byte is compared |

mod interrupted;
mod made;
mod open;
mod play;
mod wait;
mod words;

use std::time::Duration;

pub use made::{Call, Made};
pub use play::ShortSend;

use crate::msg;
use crate::text::Message;

/// Bytes that the syllabus sends.
pub const LENGTH: usize = 130;
/// The most bytes in the send: fewer than the last piece that fits into a full connection.
pub const LONGEST: usize = 500;
/// How long a blocking send waits for room, where a time-out ends it (`SO_SNDTIMEO`).
pub const TIME_OUT: Duration = Duration::from_millis(200);

/// How the send waits, and so what makes it return early.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum By {
    /// Nothing does: it waits for room until all its bytes are taken.
    Blocking,
    /// `MSG_DONTWAIT`: it does not wait for room.
    #[default]
    NonBlocking,
    /// It waits for room until `SO_SNDTIMEO` is over.
    TimeOut,
    /// It waits for room until a signal comes.
    Signal {
        /// The signal's handler was set with `SA_RESTART`.
        restart: bool,
    },
}

/// What is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Order {
    length: usize,
    cut: usize,
    by: By,
}

impl Order {
    /// A send of `length` bytes that finds room for `cut` of them.
    ///
    /// # Errors
    /// `length` is not from 2 to [`LONGEST`], or `cut` not less than `length`.
    pub fn new(length: usize, cut: usize, by: By) -> Result<Order, Message> {
        if !(2..=LONGEST).contains(&length) {
            return Err(msg!("short-no-length", most = LONGEST));
        }
        if cut >= length {
            return Err(msg!("short-no-cut", most = length - 1));
        }
        Ok(Order { length, cut, by })
    }

    /// Bytes to send.
    pub fn length(self) -> usize {
        self.length
    }

    /// Bytes that the first send finds room for.
    pub fn cut(self) -> usize {
        self.cut
    }

    /// How it waits.
    pub fn by(self) -> By {
        self.by
    }

    /// Whether the send returns only after the receiver has read: a plain blocking one; and one that a signal with `SA_RESTART`
    /// interrupts before it took a byte, which is begun anew (signal(7)).
    pub fn waits(self) -> bool {
        self.by == By::Blocking || (self.by == By::Signal { restart: true } && self.cut == 0)
    }

    /// Byte `at` of the data: letters and digits, round and round.
    pub fn byte(at: usize) -> u8 {
        const SIGNS: &[u8] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
        SIGNS[at % SIGNS.len()]
    }
}

/// What the next step does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stage {
    /// How much a connection holds.
    Measure,
    /// The connection is filled.
    Fill,
    /// The send.
    Send,
    /// The receiver reads.
    Read,
    /// The send of the rest.
    Rest,
    /// The receiver reads the rest.
    Check,
    /// Nothing is left to do.
    Over,
}

/// What a step found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// So many bytes fit into a connection that nobody reads: nothing more was taken for so long.
    Capacity {
        /// Bytes.
        bytes: usize,
        /// `SO_SNDBUF` of the sender and `SO_RCVBUF` of the receiver as granted, in bytes.
        granted: [u32; 2],
        /// How long.
        quiet: Duration,
    },
    /// So many bytes were taken before the data.
    Filled {
        /// Bytes.
        bytes: usize,
    },
    /// What the first send of the data gave.
    Short {
        /// Bytes taken; 0 for an error.
        taken: usize,
        /// How long the call took.
        took: Duration,
        /// Signals that were sent to its thread.
        signals: u32,
    },
    /// The first send of the data has not returned: it waits for room.
    Waits {
        /// Signals that were sent to its thread meanwhile.
        signals: u32,
    },
    /// It has returned, after the receiver has read some bytes.
    Returned {
        /// Bytes taken.
        taken: usize,
        /// How long the call took.
        waited: Duration,
        /// Bytes that the receiver had read by then.
        read: usize,
    },
    /// The connection did not hold as much as the one that was measured: it is given up, and all is measured anew.
    Changed {
        /// Bytes of the data that the send took.
        taken: usize,
    },
    /// The receiver has read so many bytes.
    Read {
        /// Bytes.
        bytes: usize,
    },
    /// So many bytes of the data are sent now.
    Sent {
        /// Bytes.
        bytes: usize,
    },
    /// All came.
    Whole {
        /// Bytes before the data.
        before: usize,
        /// Bytes of the data.
        data: usize,
    },
}

/// What a step did: its calls with what they returned, what it found, and the kernel's numbers after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Which step.
    pub stage: Stage,
    /// What it found.
    pub found: Found,
    /// What the next step does.
    pub next: Stage,
    /// Its calls, equal ones one after the other as one.
    pub calls: Vec<Call>,
    /// The sender's bytes that the receiver's kernel has not acknowledged: `SIOCOUTQ`.
    pub unacknowledged: Option<u64>,
    /// The receiver's bytes that it has not read: `FIONREAD`.
    pub unread: Option<u64>,
}
