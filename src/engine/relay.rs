//! The relay: two legs of its own between client and server. It reads both without pause and without limit; what it
//! holds it hands on in the pieces that it is told to.

use std::collections::VecDeque;
use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::Instant;

use socket2::Socket;

use super::worker::Fact;
use crate::call::Side;
use crate::net::{self, Flags};

/// How much one read of the relay asks for, in bytes.
const GULP: usize = 1 << 18;

/// Bytes that the relay has read and not handed on yet.
#[derive(Debug, Default)]
pub(super) struct Held {
    chunks: VecDeque<Vec<u8>>,
    /// How much of the first chunk is gone already.
    gone: usize,
}

impl Held {
    pub(super) fn push(&mut self, bytes: Vec<u8>) {
        self.chunks.push_back(bytes);
    }

    /// The next `count` bytes, if so many are held.
    pub(super) fn pop(&mut self, count: usize) -> Option<Vec<u8>> {
        let mut piece = Vec::with_capacity(count);
        while piece.len() < count {
            let chunk = self.chunks.front()?;
            let take = (count - piece.len()).min(chunk.len() - self.gone);
            piece.extend_from_slice(&chunk[self.gone..self.gone + take]);
            self.gone += take;
            if self.gone == chunk.len() {
                self.chunks.pop_front();
                self.gone = 0;
            }
        }
        Some(piece)
    }
}

/// A leg to read, and the start of the run.
type Leg = (Arc<Socket>, Instant);

/// Threads that read a relay's legs, one a leg, for one run after the other.
#[derive(Debug)]
pub(super) struct Readers {
    legs: [Option<Sender<Leg>>; 2],
    threads: Vec<JoinHandle<()>>,
}

impl Readers {
    pub(super) fn new(facts: &Sender<Fact>) -> io::Result<Self> {
        let mut readers = Readers { legs: [None, None], threads: Vec::new() };
        for from in Side::BOTH {
            let (sender, legs) = channel();
            let facts = facts.clone();
            let name = format!("relay-{}", from.word());
            readers.threads.push(thread::Builder::new().name(name).spawn(move || read_legs(from, &legs, &facts))?);
            readers.legs[from.index()] = Some(sender);
        }
        Ok(readers)
    }

    /// Reads a leg until its end, which is reported by [`Fact::TakenFin`].
    pub(super) fn read(&self, from: Side, leg: Arc<Socket>, begun: Instant) {
        if let Some(legs) = &self.legs[from.index()] {
            let _ = legs.send((leg, begun));
        }
    }

    /// Leaves the threads to themselves.
    pub(super) fn abandon(&mut self) {
        self.threads.clear();
    }

    /// Ends the threads, which must be idle, and waits for them.
    pub(super) fn end(&mut self) {
        self.legs = [None, None];
        for thread in self.threads.drain(..) {
            let _ = thread.join();
        }
    }
}

fn read_legs(from: Side, legs: &Receiver<Leg>, facts: &Sender<Fact>) {
    net::block_signals();
    let mut buffer = vec![0; GULP];
    while let Ok((leg, begun)) = legs.recv() {
        // A reset ends the stream for us as a close does: through a relay both look like SHUT_WR.
        while let Ok(count @ 1..) = net::recv(Some(&leg), &mut buffer, Flags::default()) {
            // Acknowledge now: a sender without TCP_NODELAY holds its next bytes back until then (40 ms).
            #[cfg(target_os = "linux")]
            let _ = leg.set_tcp_quickack(true);
            let fact = Fact::Taken { from, bytes: buffer[..count].to_vec(), at: begun.elapsed() };
            if facts.send(fact).is_err() {
                return;
            }
        }
        drop(leg);
        if facts.send(Fact::TakenFin { from }).is_err() {
            return;
        }
    }
}
