//! A run of a receiver on real sockets: the calls of two programs, and the order of events that cuts the stream as chosen.
//!
//! [`Stage`] is made without a socket; the engine replays it (`engine::Live::start`). [`View`] is what the receiver's program
//! makes of the bytes that the real recvs of a trace returned: nothing in it comes from the cuts that were asked for.

mod calls;
mod exchange;
mod view;

use std::sync::Arc;

pub use view::View;

use super::code::Status;
use super::receivers::Receiver;
use super::search::{Conversation, Failure, Run};
use crate::call::Side;
use crate::script::Script;
use crate::stream::Schedule;
use calls::{Arrives, Calls};

/// Recvs in a row that return 0 are made so often at most: more of them show nothing new.
const MOST_ENDS: usize = 3;

/// Calls of both programs, in Python's spelling, and the order of events that gives each recv its bytes. The client sends,
/// the receiver is the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stage {
    /// The calls, in the order in which they are made.
    pub script: Arc<Script>,
    /// The order of events.
    pub schedule: Arc<Schedule>,
}

/// How many bytes come for the first of these recvs, each with what it asks for and what it gets: all up to the one that gets
/// less than it asks for, and so many at most.
fn come(reads: &[(usize, usize)], most: usize) -> usize {
    let mut read = 0;
    for (asked, got) in reads {
        read += got;
        if got < asked {
            return read.min(most);
        }
    }
    most
}

impl Stage {
    /// A run that the search told, for real: the sender's own sends, then the recvs with the sizes that the receiver asked for.
    /// `None` if the sender refuses the conversation.
    ///
    /// It goes as far as the run: where the receiver went wrong, what is left stays unread. What comes up to a cut comes at once:
    /// what a recv does not ask for waits in the kernel. A receiver that waits for good
    /// makes the recv in which it waits. Where the kernel takes only part of a send, only that part is sent.
    pub fn of_run(receiver: &Receiver, conversation: &Conversation, run: &Run) -> Option<Stage> {
        let mut calls = Calls::default();
        let sends = conversation.sends(receiver)?;
        sends.iter().for_each(|bytes| calls.send(Side::Client, bytes));
        if conversation.ends() {
            calls.close(Side::Client);
        }
        let mut ends = 0;
        let whole = sends.concat().len();
        let reads: Vec<(usize, usize)> = run.recvs.iter().map(|recv| (recv.asked, recv.bytes.len())).collect();
        for (index, recv) in run.recvs.iter().enumerate() {
            let come = come(&reads[index..], whole.saturating_sub(recv.bytes.start));
            match recv.bytes.len() {
                0 if ends == MOST_ENDS => break,
                0 => calls.recv(Side::Server, recv.asked, Arrives::End),
                read => calls.recv(Side::Server, recv.asked, Arrives::Bytes { read, come }),
            }
            ends += usize::from(recv.bytes.is_empty());
            for bytes in &recv.sent {
                calls.send(Side::Server, bytes);
            }
        }
        let waits = matches!(run.failure, None | Some(Failure::Waits { .. } | Failure::NoBound));
        let last = run.recvs.last().map(|recv| &recv.status);
        if let (true, false, Some(Status::Receiving(asked))) = (waits, conversation.ends(), last) {
            calls.recv(Side::Server, *asked, Arrives::Nothing);
        }
        Some(calls.stage())
    }

    /// A client that sends these bytes and closes, and a server whose recvs ask for so many bytes and get so many, each in
    /// turn; a recv that gets none sees the end.
    pub fn of_reads(stream: &[u8], reads: &[(usize, usize)]) -> Stage {
        let mut calls = Calls::default();
        calls.send(Side::Client, stream);
        calls.close(Side::Client);
        let mut left = stream.len();
        for (index, (asked, got)) in reads.iter().enumerate() {
            let come = come(&reads[index..], left);
            let arrives = if *got == 0 { Arrives::End } else { Arrives::Bytes { read: *got, come } };
            calls.recv(Side::Server, *asked, arrives);
            left -= got;
        }
        calls.stage()
    }

    /// The recvs that the receiver makes: indexes into the script's calls.
    pub fn recvs(&self) -> impl Iterator<Item = usize> {
        self.script.recvs().map(|(call, _)| call).filter(|call| self.script.calls[*call].side == Side::Server)
    }
}
