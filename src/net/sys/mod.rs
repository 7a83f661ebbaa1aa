//! The one room that speaks to the system without a net. Every function is a safe wrapper; elsewhere `unsafe` is denied.

mod socket;
mod thread;

pub(super) use socket::set_int;
pub use socket::{Counted, bytes_received, counted, receive, recv, send, sent_unacknowledged, unread_bytes, write};
#[cfg(unix)]
pub use thread::until_hung_up;
pub use thread::{Asleep, asleep, block_signals, cpus, hear, interrupt, place, thread_id, yield_priority};
