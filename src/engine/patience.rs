//! How the threads of a run wait for each other: awake for a moment, since the answer mostly comes within microseconds
//! and being woken costs more than that, then asleep.

use std::sync::mpsc::{Receiver, RecvError, RecvTimeoutError, TryRecvError};
use std::time::Duration;

/// How often a thread looks before it goes to sleep.
const LOOKS: u32 = 1000;

/// Waits for the next message.
pub(super) fn recv<T>(from: &Receiver<T>) -> Result<T, RecvError> {
    match look(from) {
        Some(result) => result,
        None => from.recv(),
    }
}

/// Waits for the next message, not longer than `limit`.
pub(super) fn recv_timeout<T>(from: &Receiver<T>, limit: Duration) -> Result<T, RecvTimeoutError> {
    match look(from) {
        Some(Ok(message)) => Ok(message),
        Some(Err(_)) => Err(RecvTimeoutError::Disconnected),
        None => from.recv_timeout(limit),
    }
}

fn look<T>(from: &Receiver<T>) -> Option<Result<T, RecvError>> {
    for _ in 0..LOOKS {
        match from.try_recv() {
            Ok(message) => return Some(Ok(message)),
            Err(TryRecvError::Disconnected) => return Some(Err(RecvError)),
            Err(TryRecvError::Empty) => std::hint::spin_loop(),
        }
    }
    None
}
