//! A script as the machine sees it: lengths and sizes instead of text.

use crate::call::{How, Op, OptionName, RecvCall, Side};
use crate::msg;
use crate::script::Script;
use crate::text::Message;

/// The calls of a script, reduced to what the model knows of them.
#[derive(Debug, Clone)]
pub struct Program {
    /// One for each call of the script, in its order.
    pub(crate) calls: Vec<Call>,
    /// For each side the indices of its calls.
    pub(crate) sides: [Vec<usize>; 2],
    /// The indices of the receiving calls, in script order.
    pub(crate) recvs: Vec<usize>,
    /// What is sent towards each side, if every send is made.
    pub(crate) streams: [Vec<u8>; 2],
}

#[derive(Debug, Clone)]
pub(crate) struct Call {
    pub(crate) side: Side,
    pub(crate) kind: Kind,
}

#[derive(Debug, Clone)]
pub(crate) enum Kind {
    Send(u64),
    /// Which recv of the script it is, from 0, and what it asks for.
    Recv(usize, Ask),
    ShutdownWrite,
    Close,
    /// No move at all: a pause, or an option that changes how likely an outcome is but not whether it is possible.
    Pause,
    /// Something that the model leaves out.
    Outside(Message),
}

/// What a recv asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Ask {
    pub(crate) least: u64,
    pub(crate) most: u64,
    pub(crate) peek: bool,
    pub(crate) waitall: bool,
    pub(crate) dontwait: bool,
}

impl Ask {
    fn of(recv: &RecvCall) -> Ask {
        Ask {
            least: recv.size.least(),
            most: recv.size.most(),
            peek: recv.flags.peek,
            // With MSG_DONTWAIT, MSG_WAITALL is as if absent (TCP_FACTS E).
            waitall: recv.flags.waitall && !recv.flags.dontwait,
            dontwait: recv.flags.dontwait,
        }
    }

    /// Whether the size is left open, `rand(a, b)`.
    pub(crate) fn is_open(self) -> bool {
        self.least != self.most
    }
}

impl Program {
    /// The program of a script.
    pub fn new(script: &Script) -> Program {
        let mut program = Program {
            calls: Vec::with_capacity(script.calls.len()),
            sides: [Vec::new(), Vec::new()],
            recvs: Vec::new(),
            streams: [script.stream_from(Side::Server), script.stream_from(Side::Client)],
        };
        let mut ended = [false; 2];
        for (index, line) in script.calls.iter().enumerate() {
            let kind = match &line.call.op {
                Op::Send(send) if send.flags.dontwait => Kind::Outside(msg!("outside-send-dontwait")),
                Op::Send(send) if send.flags.oob => Kind::Outside(msg!("outside-urgent")),
                Op::Send(send) => Kind::Send(send.length),
                Op::Recv(recv) if recv.flags.oob => Kind::Outside(msg!("outside-urgent")),
                // Measured: such a recv returns 0 at any wake-up of its wait, and the acknowledgement of the own FIN is one
                // (tcp_recvmsg leaves its loop when no length is left).
                Op::Recv(recv) if recv.size.least() == 0 && !recv.flags.dontwait && ended[line.side.index()] => {
                    Kind::Outside(msg!("outside-recv-zero"))
                }
                Op::Recv(recv) => {
                    program.recvs.push(index);
                    Kind::Recv(program.recvs.len() - 1, Ask::of(recv))
                }
                Op::Shutdown(How::Write) => {
                    ended[line.side.index()] = true;
                    Kind::ShutdownWrite
                }
                Op::Shutdown(How::Read | How::Both) => Kind::Outside(msg!("outside-shut-rd")),
                Op::Close => Kind::Close,
                Op::SetOption(OptionName::SoRcvlowat, _) => Kind::Outside(msg!("outside-rcvlowat")),
                Op::Sleep(_) | Op::SetOption(..) => Kind::Pause,
            };
            // A recv that is left out still has a cell in the outcome.
            if matches!((&line.call.op, &kind), (Op::Recv(_), Kind::Outside(_))) {
                program.recvs.push(index);
            }
            program.sides[line.side.index()].push(index);
            program.calls.push(Call { side: line.side, kind });
        }
        program
    }

    /// The bytes sent towards `side`, if every send is made.
    pub fn stream_to(&self, side: Side) -> &[u8] {
        &self.streams[side.index()]
    }

    /// Which recv of the script a call is, from 0; also for one that the model leaves out.
    pub(crate) fn recv_number(&self, call: usize) -> Option<usize> {
        match self.calls[call].kind {
            Kind::Recv(recv, _) => Some(recv),
            Kind::Outside(_) => self.recvs.iter().position(|recv| *recv == call),
            _ => None,
        }
    }

    /// The side that makes the recv with this number (from 0 among the recvs).
    pub fn side_of_recv(&self, recv: usize) -> Side {
        self.calls[self.recvs[recv]].side
    }
}
