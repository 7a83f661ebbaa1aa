//! After a run: everybody comes back from whatever call, connections are reset, nothing is left.

use std::sync::atomic::Ordering;
use std::sync::mpsc::RecvTimeoutError;
use std::thread;
use std::time::{Duration, Instant};

use socket2::Socket;

use super::book::Book;
use super::patience;
use super::threaded::Threaded;
use super::worker::{Command, Conn, Fact};
use crate::call::Side;

/// How long to wait for a thread to come back from a call whose socket was shut down.
const RETREAT: Duration = Duration::from_secs(3);

impl Threaded<'_> {
    /// Ends the run for its threads and sockets: wakes whoever is blocked, waits until all threads are idle, resets the
    /// connections (a plain close would leave a port in TIME_WAIT). With `keep` the two sockets are handed back instead.
    /// None if a thread did not come back.
    pub(super) fn clean_up(mut self, book: &Book<'_>, keep: bool) -> Option<[Option<Socket>; 2]> {
        self.shared.over.store(true, Ordering::Release);
        if let Some(legs) = &self.legs {
            for leg in legs {
                let _ = leg.shutdown(std::net::Shutdown::Both);
            }
        }
        let mut reading = [self.legs.is_some(); 2];
        for from in Side::BOTH {
            reading[from.index()] &= !book.ledger.flows[from.peer().index()].fin_taken;
        }
        let mut busy = [false; 2];
        for side in Side::BOTH {
            let at = side.index();
            let state = &book.ledger.sides[at];
            busy[at] = if self.loose[at] { !state.finished } else { state.pending.is_some() };
            if busy[at] {
                self.shared.conns[at].release();
                let _ = self.crew.tell(side, Command::Wake);
            }
        }
        let begun = Instant::now();
        while busy.contains(&true) || reading.contains(&true) {
            match patience::recv_timeout(&self.crew.facts, Duration::from_millis(20)) {
                Ok(Fact::Finished { side }) => busy[side.index()] = false,
                Ok(Fact::Returned { side, .. }) if !self.loose[side.index()] => busy[side.index()] = false,
                Ok(Fact::TakenFin { from }) => reading[from.index()] = false,
                Ok(_) => {}
                Err(RecvTimeoutError::Disconnected) => return None,
                Err(RecvTimeoutError::Timeout) => {
                    self.shared.conns.iter().for_each(Conn::release);
                    if begun.elapsed() > RETREAT {
                        return None;
                    }
                }
            }
        }
        let sockets = self.shared.conns.each_ref().map(Conn::take);
        if !keep {
            sockets.iter().flatten().for_each(reset);
        }
        self.legs.take().iter().flatten().for_each(|leg| reset(leg));
        Some(sockets)
    }
}

/// Makes the coming close a reset.
pub(super) fn reset(socket: &Socket) {
    let _ = socket.set_linger(Some(Duration::ZERO));
}

impl Drop for Threaded<'_> {
    fn drop(&mut self) {
        // Somebody's sink panicked in the middle of a run: the threads will be joined, so nobody may stay blocked.
        if thread::panicking() {
            self.shared.over.store(true, Ordering::Release);
            self.shared.conns.iter().for_each(Conn::release);
            for leg in self.legs.iter().flatten() {
                let _ = leg.shutdown(std::net::Shutdown::Both);
            }
            for side in Side::BOTH {
                let _ = self.crew.tell(side, Command::Wake);
            }
        }
    }
}
