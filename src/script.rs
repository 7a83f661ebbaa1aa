//! The calls of both sides, in the order in which they were written.

mod assemble;
mod complete;
mod course;
mod loops;
mod parse;

pub(crate) use assemble::{Assembler, Missing, is_loop_text};
pub use complete::complete;
pub(crate) use course::{Course, Slot};
pub use loops::{CellPlace, Loop, LoopKind, MAX_MADE, MAX_ROUNDS};
pub use parse::{parse_lines, parse_script, parse_typed, side_prefix};
pub(crate) use parse::{side_word, usual_side};

use crate::call::{Call, Op, RecvCall, Side};
use crate::text::Span;

/// The most bytes that all sends of a script may have together. They are held in memory, by the script and by its run.
pub const MAX_BYTES: u64 = 64 << 20;

/// A call with its side. Calls are numbered from 0 here and from 1 wherever people see them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScriptCall {
    /// Who makes the call.
    pub side: Side,
    /// The call.
    pub call: Call,
    /// Where it stands in the file it was read from; none for a call typed in the lab.
    pub span: Option<Span>,
}

/// The calls of both sides.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Script {
    /// In the order written, those inside loops too.
    pub calls: Vec<ScriptCall>,
    /// The loops, first to last; each is a range of `calls`, and none overlap.
    pub loops: Vec<Loop>,
}

impl Script {
    /// The receiving calls, with their index in [`Script::calls`]. Without loops an outcome has one cell for each, in this
    /// order; with them see [`Script::cells`].
    pub fn recvs(&self) -> impl Iterator<Item = (usize, &RecvCall)> {
        self.calls.iter().enumerate().filter_map(|(index, line)| line.call.as_recv().map(|recv| (index, recv)))
    }

    /// The calls of one side, with their index in [`Script::calls`].
    pub fn of(&self, side: Side) -> impl Iterator<Item = (usize, &ScriptCall)> {
        self.calls.iter().enumerate().filter(move |(_, line)| line.side == side)
    }

    /// The side that sends first; the client where none sends.
    pub fn talker(&self) -> Side {
        self.calls.iter().find(|line| line.call.as_send().is_some()).map_or(Side::Client, |line| line.side)
    }

    /// Everything that `side` would send, joined: the stream of one direction, each `repeat` with all its rounds. How often
    /// an `until eof` goes round depends on the run: its sends are in here once.
    pub fn stream_from(&self, side: Side) -> Vec<u8> {
        let mut bytes = Vec::new();
        for slot in &Course::new(self).sides[side.index()] {
            if let Op::Send(send) = &self.calls[slot.call].call.op {
                bytes.extend_from_slice(&send.bytes);
            }
        }
        bytes
    }
}
