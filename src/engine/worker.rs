//! One side of a run: a thread that owns its socket, makes the calls it is told to, and reports what happened.

use std::io;
use std::net::Shutdown;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, PoisonError, RwLock};
use std::thread::Thread;
use std::time::{Duration, Instant};

use socket2::Socket;

use super::ledger::ends_loop;
use super::policy::Sizes;
use crate::call::{Errno, How, Op, RecvVerb, SendCall, SendVerb, Side};
use crate::net::{self, Flags};
use crate::script::{Course, Script};
use crate::trace::Got;

/// A socket that its worker may be blocked in while somebody else asks the kernel about it or shuts it down. Only the
/// worker's own `close` empties it.
#[derive(Debug)]
pub(super) struct Conn(RwLock<Option<Socket>>);

impl Conn {
    pub(super) fn new(socket: Socket) -> Self {
        Conn(RwLock::new(Some(socket)))
    }

    /// Looks at the socket; with none when it was closed.
    pub(super) fn with<R>(&self, look: impl FnOnce(Option<&Socket>) -> R) -> R {
        look(self.0.read().unwrap_or_else(PoisonError::into_inner).as_ref())
    }

    pub(super) fn take(&self) -> Option<Socket> {
        self.0.write().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// Wakes whoever is blocked in a call on it.
    pub(super) fn release(&self) {
        self.with(|socket| socket.map(|socket| socket.shutdown(Shutdown::Both)));
    }
}

/// What all threads of a run share.
#[derive(Debug)]
pub(super) struct Shared {
    pub(super) script: Arc<Script>,
    /// How each side goes through it.
    pub(super) course: Course,
    pub(super) conns: [Conn; 2],
    pub(super) begun: Instant,
    /// How long a side waits between two sends.
    pub(super) gap: Option<Duration>,
    /// The run is over: make no further call.
    pub(super) over: AtomicBool,
    /// How many sides are ready to go, where both go at once.
    pub(super) ready: AtomicUsize,
}

/// What a worker is told.
#[derive(Debug)]
pub(super) enum Command {
    /// Make one call.
    Call { run: Arc<Shared>, call: usize, size: u64, tell_entry: bool },
    /// Make all calls of the side, one after the other, by itself.
    All { run: Arc<Shared>, sizes: Arc<Sizes>, together: bool, wake: Thread },
    /// Stop sleeping.
    Wake,
}

/// What a thread reports. Times are since the start of the run, stamped by the thread itself.
#[derive(Debug)]
pub(super) enum Fact {
    /// A side is about to make the system call.
    Entered { side: Side, call: usize, size: u64, at: Duration },
    /// A call returned; `took` as in `Ledger::returned`. `entered` says when it was made, where no [`Fact::Entered`] did.
    Returned { side: Side, call: usize, size: u64, entered: Option<Duration>, at: Duration, got: Got, took: u64 },
    /// A side that goes by itself has made all its calls, or was stopped.
    Finished { side: Side },
    /// The relay has read bytes that a side sent.
    Taken { from: Side, bytes: Vec<u8>, at: Duration },
    /// The relay has read the end of what a side sends, or lost the connection to it; its reader is idle again.
    TakenFin { from: Side },
}

/// Where a worker's commands come from and its facts go.
pub(super) struct Worker {
    pub(super) side: Side,
    pub(super) commands: Receiver<Command>,
    pub(super) facts: Sender<Fact>,
    buffer: Vec<u8>,
    /// When the last send of a run returned, and which run that was, by its beginning.
    sent: Option<(Instant, Instant)>,
}

impl Worker {
    pub(super) fn new(side: Side, commands: Receiver<Command>, facts: Sender<Fact>) -> Self {
        Worker { side, commands, facts, buffer: Vec::new(), sent: None }
    }

    /// Works until nobody is left to give commands.
    pub(super) fn work(mut self) {
        net::block_signals();
        while let Ok(command) = super::patience::recv(&self.commands) {
            match command {
                Command::Call { run, call, size, tell_entry } => {
                    if self.call(&run, call, size, tell_entry).is_err() {
                        return;
                    }
                }
                Command::All { run, sizes, together, wake } => {
                    if together {
                        meet(&run.ready, &run.over);
                    }
                    self.go_through(&run, &sizes);
                    let _ = self.facts.send(Fact::Finished { side: self.side });
                    wake.unpark();
                }
                Command::Wake => {}
            }
        }
    }

    /// Makes all calls of the side, loops and all, until the end or until the run is over.
    fn go_through(&mut self, run: &Shared, sizes: &Sizes) {
        let mut made = vec![0u32; run.script.calls.len()];
        let mut at = 0;
        while let Some(call) = run.course.slot(self.side, at).map(|slot| slot.call) {
            if run.over.load(Ordering::Acquire) {
                return;
            }
            let Ok(left) = self.call(run, call, sizes.of(call, made[call]), true) else { return };
            made[call] += 1;
            at = run.course.after(self.side, at, left);
        }
    }

    /// Makes one call and reports it; true if an `until eof` around it ends with what it gave. Fails when nobody listens any more.
    fn call(&mut self, run: &Shared, call: usize, size: u64, tell_entry: bool) -> Result<bool, Gone> {
        let side = self.side;
        let conn = &run.conns[side.index()];
        let op = &run.script.calls[call].call.op;
        if let (Some(gap), Op::Send(_)) = (run.gap, op) {
            self.keep_gap(run, gap);
        }
        let entered = run.begun.elapsed();
        if tell_entry {
            self.facts.send(Fact::Entered { side, call, size, at: entered }).map_err(|_| Gone)?;
        }
        let acted = match op {
            Op::Sleep(pause) => {
                self.sleep(*pause);
                Acted { got: Got::Done, took: 0, at: run.begun.elapsed() }
            }
            _ => act(op, conn, size, &mut self.buffer, run.begun),
        };
        let Acted { got, took, at } = acted;
        if let Op::Send(_) = op {
            self.sent = Some((run.begun, run.begun + at));
        }
        let entered = (!tell_entry).then_some(entered);
        let left = ends_loop(op, &got, size);
        self.facts.send(Fact::Returned { side, call, size, entered, at, got, took }).map_err(|_| Gone)?;
        Ok(left)
    }

    /// Waits until the last send of this run is so long ago.
    fn keep_gap(&self, run: &Shared, gap: Duration) {
        // A sleep takes some 60 µs more than asked: too coarse for gaps of that size.
        const TOO_SHORT_TO_SLEEP: Duration = Duration::from_micros(200);
        let Some((_, sent)) = self.sent.filter(|(begun, _)| *begun == run.begun) else { return };
        match gap.checked_sub(sent.elapsed()) {
            Some(left) if gap >= TOO_SHORT_TO_SLEEP => self.sleep(left),
            Some(_) => {
                while sent.elapsed() < gap && !run.over.load(Ordering::Acquire) {
                    std::hint::spin_loop();
                }
            }
            None => {}
        }
    }

    /// Sleeps, unless the run ends meanwhile.
    fn sleep(&self, pause: Duration) {
        match self.commands.recv_timeout(pause) {
            Ok(_) | Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {}
        }
    }
}

/// What a call gave.
pub(super) struct Acted {
    pub(super) got: Got,
    /// Bytes that a send put on the way, also where it failed in the end (a `sendall` half way); after a `setsockopt` the
    /// receive buffer that the socket has then.
    pub(super) took: u64,
    /// When it returned, since the start of the run.
    pub(super) at: Duration,
}

/// Makes a call on a socket, exactly as it is written; `size` is what a recv asks for. A pause is not made here: how to
/// sleep and still be woken is the caller's business.
pub(super) fn act(op: &Op, conn: &Conn, size: u64, buffer: &mut Vec<u8>, begun: Instant) -> Acted {
    let mut took = 0;
    let got = match op {
        Op::Send(send) => {
            let (got, sent) = conn.with(|socket| transmit(socket, send));
            took = sent;
            got
        }
        Op::Recv(recv) => {
            // As large as the script says, however large: pages that nobody writes to cost nothing.
            let flags = match recv.verb {
                RecvVerb::Recv => Some(Flags::of_recv(recv.flags)),
                RecvVerb::Read => None,
            };
            let result = conn.with(|socket| net::receive(socket, buffer, size as usize, flags));
            let at = begun.elapsed(); // before the copy
            let got = match result {
                Ok(()) => Got::Received(buffer.clone()),
                Err(error) => failed(&error),
            };
            return Acted { got, took, at };
        }
        Op::Shutdown(how) => done(conn.with(|socket| match socket {
            Some(socket) => socket.shutdown(direction(*how)),
            None => Err(io::Error::from_raw_os_error(libc::EBADF)),
        })),
        Op::Close => match conn.take() {
            Some(socket) => {
                drop(socket);
                Got::Done
            }
            None => Got::Failed(Errno(libc::EBADF)),
        },
        Op::SetOption(name, value) => done(conn.with(|socket| {
            let result = net::set_named(socket, *name, *value);
            took = socket.map_or(0, |socket| u64::from(net::granted(socket).1));
            result
        })),
        Op::Sleep(_) => Got::Done,
    };
    Acted { got, took, at: begun.elapsed() }
}

/// Nobody listens to the facts any more.
struct Gone;

fn failed(error: &io::Error) -> Got {
    Got::Failed(Errno(error.raw_os_error().unwrap_or(0)))
}

fn done(result: io::Result<()>) -> Got {
    match result {
        Ok(()) => Got::Done,
        Err(error) => failed(&error),
    }
}

fn direction(how: How) -> Shutdown {
    match how {
        How::Read => Shutdown::Read,
        How::Write => Shutdown::Write,
        How::Both => Shutdown::Both,
    }
}

/// Sends, and says how many bytes were taken also where the call failed in the end (a `sendall` half way).
fn transmit(socket: Option<&Socket>, send: &SendCall) -> (Got, u64) {
    let flags = Flags::of_send(send.flags);
    let once = |bytes: &[u8]| match send.verb {
        SendVerb::Write => net::write(socket, bytes),
        SendVerb::Send | SendVerb::SendAll => net::send(socket, bytes, flags),
    };
    let mut sent = 0;
    loop {
        match once(&send.bytes[sent..]) {
            Ok(count) => sent += count,
            Err(error) => return (failed(&error), sent as u64),
        }
        if send.verb != SendVerb::SendAll || sent == send.bytes.len() {
            return (Got::Sent(sent as u64), sent as u64);
        }
    }
}

/// Waits until both sides are here, awake, so that they leave at the same moment.
fn meet(ready: &AtomicUsize, over: &AtomicBool) {
    ready.fetch_add(1, Ordering::AcqRel);
    let mut turns = 0u32;
    while ready.load(Ordering::Acquire) < 2 && !over.load(Ordering::Acquire) {
        turns += 1;
        if turns < 2000 {
            std::hint::spin_loop();
        } else {
            std::thread::yield_now();
        }
    }
}
