//! A send that does not return: it stands open on a thread of its own until the receiver reads.

use std::io;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use socket2::Socket;

use super::play::{AWAKE, PATIENCE, PAUSE, setup};
use crate::engine::EngineError;
use crate::net::{self, Asleep, Flags};

/// A send that stands open. To end it before its bytes are taken, its connection must be shut down.
#[derive(Debug)]
pub(super) struct Open {
    told: Receiver<io::Result<usize>>,
    thread: Option<JoinHandle<()>>,
    number: u64,
    begun: Instant,
    /// What it returned, and after how long.
    returned: Option<(io::Result<usize>, Duration)>,
}

impl Open {
    /// Makes the send, without any time-out, and waits until it sleeps or has returned.
    ///
    /// # Errors
    /// There is no thread, or it does not come as far as that.
    pub(super) fn begin(socket: &Socket, data: Vec<u8>) -> Result<Open, EngineError> {
        socket.set_write_timeout(None).map_err(|error| setup(("SO_SNDTIMEO", error)))?;
        let socket = socket.try_clone().map_err(|error| setup(("dup", error)))?;
        let (tell, told) = mpsc::channel();
        let (name, named) = mpsc::channel();
        let work = move || {
            // A signal that means something else, such as a window that changed its size, would end the wait.
            net::block_signals();
            let _ = name.send(net::hear(true).map(|()| net::thread_id()));
            let _ = tell.send(net::send(Some(&socket), &data, Flags::blocking()));
        };
        let thread = thread::Builder::new().name("sender".to_owned()).spawn(work);
        let thread = thread.map_err(|error| setup(("thread", error)))?;
        let stalled = |_| EngineError::Stalled("the sending thread does not start".to_owned());
        // Where signals cannot be heard, none is sent.
        let number = named.recv_timeout(PATIENCE).map_err(stalled)?.unwrap_or(0);
        let mut open = Open { told, thread: Some(thread), number, begun: Instant::now(), returned: None };
        open.settle()?;
        Ok(open)
    }

    /// Sends a signal with a handler that was set with `SA_RESTART`, and waits until the send sleeps again. Whether it did so.
    ///
    /// # Errors
    /// It neither sleeps nor returns.
    pub(super) fn signal(&mut self) -> Result<bool, EngineError> {
        let sent = self.waits() && net::interrupt(self.number, true).is_ok();
        self.settle()?;
        Ok(sent)
    }

    /// Whether it has not returned.
    pub(super) fn waits(&self) -> bool {
        self.returned.is_none()
    }

    /// What it returned and after how long, if it does so within this time.
    ///
    /// # Errors
    /// Its thread has ended without a word.
    pub(super) fn returned(&mut self, within: Duration) -> Result<Option<&(io::Result<usize>, Duration)>, EngineError> {
        if self.returned.is_none() {
            match self.told.recv_timeout(within) {
                Ok(got) => self.returned = Some((got, self.begun.elapsed())),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => {
                    return Err(EngineError::Stalled("the sending thread has ended".to_owned()));
                }
            }
        }
        Ok(self.returned.as_ref())
    }

    /// Waits until it sleeps in its call or has returned; where the system does not tell, for some time.
    fn settle(&mut self) -> Result<(), EngineError> {
        let begun = Instant::now();
        while self.returned(PAUSE)?.is_none() {
            match net::asleep(self.number) {
                Asleep::InSocketCall => return Ok(()),
                Asleep::Unknown if begun.elapsed() > AWAKE => return Ok(()),
                _ if begun.elapsed() > PATIENCE => {
                    return Err(EngineError::Stalled("the send neither sleeps nor returns".to_owned()));
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Waits for its thread, whose connection was shut down.
    pub(super) fn join(mut self) {
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
