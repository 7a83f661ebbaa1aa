//! A send that signals interrupt.

use std::io;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Instant;

use super::play::{AWAKE, PATIENCE, PAUSE, setup};
use crate::engine::EngineError;
use crate::net::{self, Asleep};

/// Makes a blocking call on a thread of its own, and sends signals to that thread, once it sleeps in the call, until the call has
/// returned. Also says how many.
pub(super) fn interrupted(
    call: impl FnOnce() -> io::Result<usize> + Send,
    restart: bool,
) -> Result<(io::Result<usize>, u32), EngineError> {
    thread::scope(|scope| {
        let (tell, told) = mpsc::channel();
        let (name, named) = mpsc::channel();
        let work = move || {
            let _ = name.send(net::hear(restart).map(|()| net::thread_id()));
            let _ = tell.send(call());
        };
        thread::Builder::new()
            .name("sender".to_owned())
            .spawn_scoped(scope, work)
            .map_err(|error| setup(("thread", error)))?;
        let stalled = |_| EngineError::Stalled("the sending thread does not start".to_owned());
        let thread = named.recv_timeout(PATIENCE).map_err(stalled)?.map_err(|error| setup(("sigaction", error)))?;
        let (mut signals, begun) = (0, Instant::now());
        loop {
            let asleep = net::asleep(thread) == Asleep::InSocketCall;
            if asleep || begun.elapsed() > AWAKE {
                // A thread that has ended meanwhile needs no signal.
                if net::interrupt(thread, restart).is_ok() {
                    signals += 1;
                }
            }
            match told.recv_timeout(PAUSE) {
                Ok(got) => return Ok((got, signals)),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => {
                    return Err(EngineError::Stalled("the sending thread has ended".to_owned()));
                }
            }
        }
    })
}
