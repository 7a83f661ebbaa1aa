//! What really happened in a run: a log of timed events. Every view is drawn from (script, a prefix of the trace, size).

mod lines;
mod words;

pub use lines::{Told, TraceLine, TraceView, lines};
pub use words::{Words, verb, words};

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::call::{Errno, Side};

/// One event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Time since the start of the run.
    pub at: Duration,
    /// What happened.
    pub what: What,
}

/// What happened. `call` is an index into [`Script::calls`](crate::script::Script::calls).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum What {
    /// The connection stands.
    Connected {
        /// The client's own address, as the kernel tells it.
        client: std::net::SocketAddr,
        /// The address that the server's socket has.
        server: std::net::SocketAddr,
        /// Where a relay stands between the two, its own two addresses: that of its connection with the client, and that
        /// of its connection with the server.
        relay: Option<[std::net::SocketAddr; 2]>,
    },
    /// A side made a call; it has not returned yet.
    Enter {
        /// Which call.
        call: usize,
        /// For a recv: the size it asks for in this run.
        size: Option<u64>,
    },
    /// The call returned.
    Return {
        /// Which call.
        call: usize,
        /// What it gave.
        got: Got,
    },
    /// The relay has read bytes from a side: they are in the network now.
    Taken {
        /// Who sent them.
        from: Side,
        /// How many.
        bytes: u64,
    },
    /// The network delivered bytes to a side: they are in its receive buffer.
    Delivered {
        /// Whom to.
        to: Side,
        /// How many.
        bytes: u64,
    },
    /// The network delivered the end of the stream to a side.
    DeliveredFin {
        /// Whom to.
        to: Side,
    },
    /// It is certain now that this call never returns: nothing more will come for it.
    BlocksForGood {
        /// Which call.
        call: usize,
    },
    /// A call could not be made at all (its side is blocked for good).
    NeverCalled {
        /// Which call.
        call: usize,
    },
    /// The run is over; what happens to the sockets after this is cleaning up.
    Ended,
}

/// What a call gave when it returned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Got {
    /// A send took this many bytes.
    Sent(u64),
    /// A recv gave these bytes. Empty means that it returned 0.
    Received(Vec<u8>),
    /// Any other call succeeded.
    Done,
    /// −1 with errno.
    Failed(Errno),
}

/// The trace of one run.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Trace {
    /// In the order of time, as the coordinator learned of them.
    pub events: Vec<Event>,
    /// The kernel's numbers, where they were asked for: each with the index of the last event known when they were taken.
    /// Several events may come between two samples.
    pub kernel: Vec<(usize, Numbers)>,
}

/// What the kernel says of both sockets at one moment: client, server. None where this system does not tell, and for a
/// socket that its side has closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Numbers {
    /// Bytes that arrived and were not read: `FIONREAD`. With a recv pending under `MSG_WAITALL` this is 0.
    pub unread: [Option<u64>; 2],
    /// Bytes sent that the peer's kernel has not acknowledged: `SIOCOUTQ`.
    pub unacknowledged: [Option<u64>; 2],
    /// Segments sent so far, of any kind: `tcpi_segs_out`.
    pub segments_out: [Option<u32>; 2],
    /// Segments received so far, of any kind: `tcpi_segs_in`.
    pub segments_in: [Option<u32>; 2],
    /// Segments with data sent so far: `tcpi_data_segs_out`.
    pub data_segments_out: [Option<u32>; 2],
    /// Segments with data received so far: `tcpi_data_segs_in`.
    pub data_segments_in: [Option<u32>; 2],
    /// The most bytes of data in a segment that it sends: `tcpi_snd_mss`.
    pub mss: [Option<u32>; 2],
    /// Bytes sent that the peer's kernel has acknowledged: `tcpi_bytes_acked`; a SYN and a FIN count as one each.
    pub bytes_acked: [Option<u64>; 2],
    /// Bytes that arrived in order, read or not: `tcpi_bytes_received`; a FIN counts as one.
    pub bytes_received: [Option<u64>; 2],
}
