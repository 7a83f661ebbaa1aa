//! The threads of a runner: one for each side, and the relay's readers once a relay is needed. They live for many runs.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::Instant;

use socket2::Socket;

use super::EngineError;
use super::placement::Placement;
use super::relay::Readers;
use super::worker::{Command, Fact, Worker};
use crate::call::Side;
use crate::net::{self, Asleep};

/// Threads, idle between runs.
#[derive(Debug)]
pub(super) struct Crew {
    commands: [Option<Sender<Command>>; 2],
    threads: Vec<JoinHandle<()>>,
    /// The system's numbers of the two threads, 0 until they run.
    pub(super) numbers: [Arc<AtomicU64>; 2],
    pub(super) placement: Placement,
    pub(super) facts: Receiver<Fact>,
    report: Sender<Fact>,
    readers: Option<Readers>,
}

fn setup(what: &'static str) -> impl Fn(std::io::Error) -> EngineError {
    move |source| EngineError::Setup { what, source }
}

impl Crew {
    pub(super) fn new() -> Result<Self, EngineError> {
        let (report, facts) = channel();
        let mut crew = Crew {
            commands: [None, None],
            threads: Vec::new(),
            numbers: Default::default(),
            placement: Placement::default(),
            facts,
            report,
            readers: None,
        };
        for side in Side::BOTH {
            let (sender, commands) = channel();
            let worker = Worker::new(side, commands, crew.report.clone());
            let number = Arc::clone(&crew.numbers[side.index()]);
            let work = move || {
                number.store(net::thread_id(), Ordering::Release);
                worker.work();
            };
            let thread = thread::Builder::new().name(side.word().to_owned()).spawn(work).map_err(setup("thread"))?;
            crew.threads.push(thread);
            crew.commands[side.index()] = Some(sender);
        }
        Ok(crew)
    }

    /// Gives a side its next command.
    pub(super) fn tell(&self, side: Side, command: Command) -> Result<(), EngineError> {
        let sender = self.commands[side.index()].as_ref();
        let told = sender.is_some_and(|sender| sender.send(command).is_ok());
        if told { Ok(()) } else { Err(EngineError::Stalled(format!("no {} thread", side.word()))) }
    }

    /// Whether a side's thread sleeps in a call on its socket.
    pub(super) fn asleep(&self, side: Side) -> Asleep {
        match self.numbers[side.index()].load(Ordering::Acquire) {
            0 => Asleep::Unknown,
            number => net::asleep(number),
        }
    }

    /// Has the relay's legs read, by the side that each talks to.
    pub(super) fn read(&mut self, legs: &[Arc<Socket>; 2], begun: Instant) -> Result<(), EngineError> {
        let readers = match &mut self.readers {
            Some(readers) => readers,
            none => none.insert(Readers::new(&self.report).map_err(setup("thread"))?),
        };
        for from in Side::BOTH {
            readers.read(from, Arc::clone(&legs[from.index()]), begun);
        }
        Ok(())
    }

    /// Leaves the threads to themselves: one of them did not come back, and joining it might take for ever.
    pub(super) fn abandon(mut self) {
        self.threads.clear();
        if let Some(readers) = &mut self.readers {
            readers.abandon();
        }
    }
}

impl Drop for Crew {
    fn drop(&mut self) {
        self.commands = [None, None];
        for thread in self.threads.drain(..) {
            let _ = thread.join();
        }
        if let Some(readers) = &mut self.readers {
            readers.end();
        }
    }
}
