//! Raw sockets: connections to ourselves on the loopback interface, options, and the numbers that the kernel keeps.

mod flags;
mod options;
mod pair;
mod sys;

pub use flags::Flags;
pub use options::{Options, granted, set_named};
pub use pair::{Listeners, Pair, SetupError, greet};
pub use sys::{
    Asleep, Counted, asleep, block_signals, bytes_received, counted, cpus, hear, interrupt, place, receive, recv, send,
    sent_unacknowledged, thread_id, unread_bytes, write, yield_priority,
};

#[cfg(unix)]
pub use sys::until_hung_up;

#[cfg(test)]
mod tests;
