//! Loops: `repeat N { … }` and `until eof { … }`.

use std::fmt;
use std::ops::Range;

use super::{Script, ScriptCall};
use crate::call::{Op, Side};
use crate::msg;
use crate::text::{Message, Span};

/// The most rounds that a `repeat` may make.
pub const MAX_ROUNDS: u64 = 1000;

/// The most calls that a script may make with all rounds of its `repeat` loops, as far as they can be counted beforehand.
pub const MAX_MADE: u64 = 20_000;

/// How often a loop goes round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LoopKind {
    /// `repeat N { … }`: so many times, 1 at least.
    Repeat(u32),
    /// `until eof { … }`: until one of its recvs returns 0 at the end of the stream (or fails); the loop is left at once.
    UntilEof,
}

/// A loop over some lines of a script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loop {
    /// Which lines, as indexes into [`Script::calls`]; at least one.
    pub calls: Range<usize>,
    /// How often.
    pub kind: LoopKind,
    /// Where its head stands in the file it was read from.
    pub span: Option<Span>,
}

/// The recvs that one cell of an outcome belongs to: a recv, or all recvs that a side makes in a loop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CellPlace {
    /// The (first) recv, as an index into [`Script::calls`].
    pub call: usize,
    /// Who makes it.
    pub side: Side,
    /// The loop that it stands in, as an index into [`Script::loops`].
    pub in_loop: Option<usize>,
}

impl fmt::Display for LoopKind {
    /// The head without its brace: `repeat 3`, `until eof`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LoopKind::Repeat(rounds) => write!(f, "repeat {rounds}"),
            LoopKind::UntilEof => f.write_str("until eof"),
        }
    }
}

impl Script {
    /// The loop in which a line stands, as an index into [`Script::loops`].
    pub fn loop_of(&self, call: usize) -> Option<usize> {
        self.loops.iter().position(|each| each.calls.contains(&call))
    }

    /// What each cell of an outcome belongs to, in the order of the script's lines: a cell for each recv outside of loops,
    /// and one for all recvs that a side makes in a loop.
    pub fn cells(&self) -> Vec<CellPlace> {
        let mut cells: Vec<CellPlace> = Vec::new();
        for (call, _) in self.recvs() {
            let place = CellPlace { call, side: self.calls[call].side, in_loop: self.loop_of(call) };
            let known = |cell: &CellPlace| cell.in_loop == place.in_loop && cell.side == place.side;
            if place.in_loop.is_none() || !cells.iter().any(known) {
                cells.push(place);
            }
        }
        cells
    }

    /// The name of the buffer that a recv writes to, if it names one.
    pub fn buffer_of(&self, call: usize) -> Option<&str> {
        self.calls.get(call)?.call.as_recv()?.buffer.as_deref()
    }

    /// The cell that a recv's results are in.
    pub fn cell_of(&self, call: usize) -> Option<usize> {
        self.calls.get(call)?.call.as_recv()?;
        let (side, in_loop) = (self.calls[call].side, self.loop_of(call));
        let own = |cell: &CellPlace| match in_loop {
            Some(_) => cell.in_loop == in_loop && cell.side == side,
            None => cell.call == call,
        };
        self.cells().iter().position(own)
    }

    /// Puts lines, and the loops around them, before the line with index `at`. Inside a loop they belong to it, at its edges
    /// they do not.
    ///
    /// # Errors
    /// A sentence, if a loop would stand in a loop, or one of an `until eof` would go on for ever or be of both sides.
    pub fn insert(&mut self, at: usize, piece: Script) -> Result<(), Message> {
        let len = piece.calls.len();
        if !piece.loops.is_empty() && self.loops.iter().any(|each| each.calls.start < at && at < each.calls.end) {
            return Err(msg!("loop-nested"));
        }
        for each in &mut self.loops {
            if each.calls.start >= at {
                each.calls.start += len;
                each.calls.end += len;
            } else if each.calls.end > at {
                each.calls.end += len;
            }
        }
        self.calls.splice(at..at, piece.calls);
        let moved = |each: Loop| Loop { calls: each.calls.start + at..each.calls.end + at, ..each };
        self.loops.extend(piece.loops.into_iter().map(moved));
        self.loops.sort_by_key(|each| each.calls.start);
        self.check_loops()
    }

    /// Puts lines, and the loops around them, in the place of a line. A loop of that one line goes with it.
    ///
    /// # Errors
    /// As [`Script::insert`].
    pub fn replace(&mut self, at: usize, piece: Script) -> Result<(), Message> {
        let [only] = &piece.calls[..] else { return self.replace_whole(at, piece) };
        let alone = |each: &Loop| each.calls.len() == 1 && each.calls.contains(&at);
        if at >= self.calls.len() || !piece.loops.is_empty() || self.loops.iter().any(alone) {
            return self.replace_whole(at, piece);
        }
        self.calls[at] = only.clone();
        self.check_loops()
    }

    fn replace_whole(&mut self, at: usize, piece: Script) -> Result<(), Message> {
        if self.loop_of(at).is_some_and(|each| self.loops[each].calls.len() > 1) && !piece.loops.is_empty() {
            return Err(msg!("loop-nested"));
        }
        if at < self.calls.len() {
            self.remove(at);
        }
        self.insert(at.min(self.calls.len()), piece)
    }

    /// Whether the loops are as they may be; after a change of lines they may not.
    ///
    /// # Errors
    /// A sentence that says why not.
    pub fn check_loops(&self) -> Result<(), Message> {
        let mut made = 0;
        for each in &self.loops {
            let lines = &self.calls[each.calls.clone()];
            match each.kind {
                LoopKind::UntilEof if lines.iter().any(|line| line.side != lines[0].side) => {
                    return Err(msg!("loop-one-side", side = lines[0].side.word()));
                }
                LoopKind::UntilEof if !lines.iter().any(ends_a_loop) => return Err(msg!("loop-endless")),
                LoopKind::UntilEof => {}
                LoopKind::Repeat(rounds) => made += u64::from(rounds) * lines.len() as u64,
            }
        }
        if made > MAX_MADE { Err(msg!("loop-too-many-calls", limit = MAX_MADE)) } else { Ok(()) }
    }

    /// Takes a line out; a loop without lines, and an `until eof` that could go on for ever without it, goes with it.
    pub fn remove(&mut self, at: usize) -> ScriptCall {
        let line = self.calls.remove(at);
        for each in &mut self.loops {
            if each.calls.start > at {
                each.calls.start -= 1;
            }
            if each.calls.end > at {
                each.calls.end -= 1;
            }
        }
        let calls = &self.calls;
        self.loops.retain(|each| {
            let lines = &calls[each.calls.clone()];
            !lines.is_empty() && (each.kind != LoopKind::UntilEof || lines.iter().any(ends_a_loop))
        });
        line
    }
}

/// Whether a line lets an `until eof` come to its end: a recv that waits, takes a byte at least and does not peek.
pub(super) fn ends_a_loop(line: &ScriptCall) -> bool {
    matches!(&line.call.op, Op::Recv(recv)
        if recv.size.least() > 0 && !recv.flags.dontwait && !recv.flags.peek && !recv.flags.oob)
}
