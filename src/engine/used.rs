//! Connections that were used before. On a fresh one the kernel acknowledges the first segments at once; on a used one it
//! takes its time, and a sender without `TCP_NODELAY` holds its next small send back until then (Nagle, RFC 1122 4.2.3.4).

use std::io;
use std::time::{Duration, Instant};

use socket2::Socket;

use super::book::Book;
use super::cleanup::reset;
use super::{EngineError, run};
use crate::call::{Op, Side};
use crate::net::{self, Flags, Listeners, Options};
use crate::script::Script;
use crate::trace::What;

/// Bytes sent one by one, each way, on a connection that has to be a used one: more than the 16 segments that Linux
/// acknowledges at once at first (TCP_FACTS A).
const WARM_UP: u64 = 40;

/// A direct connection between two runs.
#[derive(Debug)]
pub(super) struct Used {
    options: Options,
    pub(super) sockets: [Socket; 2],
    pub(super) connected: What,
    /// Runs made on it so far.
    pub(super) runs: u64,
    pub(super) warm_up: u64,
}

impl Used {
    /// A connection that a run left as it found it.
    pub(super) fn after(options: Options, sockets: [Socket; 2], connected: What, runs: u64, warm_up: u64) -> Used {
        Used { options, sockets, connected, runs, warm_up }
    }

    /// The connection kept, if it has these options; else a new one, used a little.
    pub(super) fn take(kept: Option<Used>, listeners: &mut Listeners, options: &Options) -> Result<Used, EngineError> {
        match kept {
            Some(used) if used.options == *options => Ok(used),
            other => {
                if let Some(used) = other {
                    used.sockets.iter().for_each(reset);
                }
                let run::Connected { sockets, event, .. } = run::connect(listeners, options, false)?;
                let [client, server] = &sockets;
                let warm = warm_up(client, server).and_then(|()| warm_up(server, client));
                warm.map_err(|source| EngineError::Setup { what: "warm-up", source })?;
                Ok(Used { options: *options, sockets, connected: event, runs: 0, warm_up: WARM_UP })
            }
        }
    }
}

fn warm_up(from: &Socket, to: &Socket) -> io::Result<()> {
    const PATIENCE: Duration = Duration::from_secs(2);
    to.set_read_timeout(Some(PATIENCE))?;
    let begun = Instant::now();
    let (mut sent, mut read) = (0, 0);
    let mut buffer = [0; WARM_UP as usize];
    while read < WARM_UP {
        // One byte at a time, but never waiting for an acknowledgement: what is held back comes with the next.
        let sends = if sent < WARM_UP { net::send(Some(from), b".", Flags::dontwait()) } else { Ok(0) };
        match sends {
            Ok(count @ 1..) => sent += count as u64,
            Err(error) if error.kind() != io::ErrorKind::WouldBlock => return Err(error),
            // The smallest buffers take a few only, until they are read, or their acknowledgement comes.
            _ if read < sent => match net::recv(Some(to), &mut buffer, Flags::default())? {
                0 => return Err(io::ErrorKind::UnexpectedEof.into()),
                count => read += count as u64,
            },
            _ if begun.elapsed() > PATIENCE => return Err(io::ErrorKind::TimedOut.into()),
            _ => std::thread::sleep(Duration::from_millis(1)),
        }
    }
    to.set_read_timeout(None)
}

/// Whether the next run finds the connection as this one did: all read, nobody waits, nothing closed or set or failed.
pub(super) fn is_reusable(script: &Script, book: &Book<'_>) -> bool {
    let calm = |side: &Side| {
        let (state, flow) = (&book.ledger.sides[side.index()], &book.ledger.flows[side.index()]);
        state.pending.is_none()
            && !state.deaf
            && !state.closed
            && flow.sent == flow.consumed
            && !flow.fin_sent
            && !flow.uncertain
    };
    let sets = || script.calls.iter().any(|line| matches!(line.call.op, Op::SetOption(..)));
    Side::BOTH.iter().all(calm) && !sets()
}
