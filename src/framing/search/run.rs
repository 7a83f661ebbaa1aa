//! One run of a receiver, told step by step.

use std::ops::Range;

use super::conversation::Conversation;
use super::explore::MOST_EMPTY;
use super::outcome::{Check, Empty, Failure, Stage, receive};
use crate::framing::code::{Machine, Program, Status, Value, Watch};
use crate::framing::receivers::Receiver;

/// A variable that a step changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Its name.
    pub name: String,
    /// What it held; `None` where it had no value.
    pub before: Option<Value>,
    /// What it holds now.
    pub after: Value,
}

/// A recv that returned, and what the receiver did up to its next recv.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recv {
    /// The line that made it, from 1; `None` only for a program that waits in no line.
    pub line: Option<u32>,
    /// Bytes that it asked for.
    pub asked: usize,
    /// The bytes of the stream that it got; none at the end of the stream.
    pub bytes: Range<usize>,
    /// The lines that ran then, in order; from 1.
    pub lines: Vec<u32>,
    /// The variables before it.
    pub before: Vec<(String, Value)>,
    /// The variables after it.
    pub after: Vec<(String, Value)>,
    /// Every change of a variable, in order.
    pub changes: Vec<Change>,
    /// The messages that were delivered.
    pub delivered: Vec<Vec<u8>>,
    /// What the receiver sent back, send by send.
    pub sent: Vec<Vec<u8>>,
    /// What the receiver does then.
    pub status: Status,
}

/// A run of a receiver over one conversation, cut in one way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The recvs that returned.
    pub recvs: Vec<Recv>,
    /// What went wrong; `None` if the receiver did all that it must.
    pub failure: Option<Failure>,
}

/// Runs a receiver over these bytes; recvs return early at `cuts`, which stand in ascending order.
pub fn run(receiver: &Receiver, conversation: &Conversation, wire: &[u8], cuts: &[usize]) -> Run {
    run_program(receiver.program(), conversation, wire, cuts)
}

/// Runs a receiving program in the same way, whoever sends the bytes.
pub fn run_program(program: &Program, conversation: &Conversation, wire: &[u8], cuts: &[usize]) -> Run {
    let (mut log, mut at, mut recvs, mut empties) = (Log::default(), 0, Vec::new(), 0);
    let mut check = Check { conversation, delivered: 0, failure: None, watch: &mut log };
    let mut machine = program.start(&mut check);
    let mut empty = Empty::Never;
    loop {
        let stage = check.stage(&machine, wire.len() - at, empty);
        let (Status::Receiving(asked), Stage::Reads, true) = (machine.status(), &stage, empties < MOST_EMPTY) else {
            let failure = match stage {
                Stage::Failed(failure) => Some(failure),
                Stage::Reads => Some(Failure::EndUnnoticed),
                Stage::Passed => None,
            };
            return Run { recvs, failure };
        };
        let asked = *asked;
        let next = cuts.iter().copied().find(|cut| *cut > at).unwrap_or(wire.len()).min(wire.len());
        let to = next.min(at.saturating_add(asked));
        *check.watch = Log::default();
        let before = Before { line: machine.line(program), variables: named(&machine, program) };
        empty = check.receive(program, &mut machine, &wire[at..to]);
        empties += usize::from(at == to);
        recvs.push(std::mem::take(check.watch).told(asked, at..to, before, &machine, program));
        at = to;
    }
}

/// A program that reads some bytes, recv by recv.
#[derive(Debug, Clone)]
pub struct Followed<'a> {
    program: &'a Program,
    /// The recvs that returned.
    pub recvs: Vec<Recv>,
    /// The program after them.
    pub machine: Machine,
}

impl<'a> Followed<'a> {
    /// A program before its first recv.
    pub fn new(program: &'a Program) -> Self {
        Followed { program, recvs: Vec::new(), machine: program.start(&mut ()) }
    }

    /// How many bytes its next recv asks for; `None` where it makes none.
    pub fn asks(&self) -> Option<usize> {
        match self.machine.status() {
            Status::Receiving(asked) => Some(*asked),
            _ => None,
        }
    }

    /// Bytes read so far.
    pub fn read(&self) -> usize {
        self.recvs.last().map_or(0, |recv| recv.bytes.end)
    }

    /// The recv returns these bytes (none: the end of the stream), at most as many as it asked for. What the program sends is
    /// taken whole. Tells the recv; `None` where the program makes none.
    pub fn receive(&mut self, piece: &[u8]) -> Option<&Recv> {
        let asked = self.asks()?;
        let before = Before { line: self.machine.line(self.program), variables: named(&self.machine, self.program) };
        let (mut log, at) = (Log::default(), self.read());
        receive(self.program, &mut self.machine, piece, &mut log);
        let bytes = at..at + piece.len().min(asked);
        self.recvs.push(log.told(asked, bytes, before, &self.machine, self.program));
        self.recvs.last()
    }
}

/// The variables that have a value, with their names.
pub fn named(machine: &Machine, program: &Program) -> Vec<(String, Value)> {
    let variables = machine.variables(program);
    variables.into_iter().map(|(name, value)| (name.to_owned(), value.clone())).collect()
}

/// Where a program was when it called recv.
struct Before {
    line: Option<u32>,
    variables: Vec<(String, Value)>,
}

#[derive(Default)]
struct Log {
    lines: Vec<u32>,
    changes: Vec<Change>,
    delivered: Vec<Vec<u8>>,
    sent: Vec<Vec<u8>>,
}

impl Log {
    fn told(self, asked: usize, bytes: Range<usize>, before: Before, machine: &Machine, program: &Program) -> Recv {
        let Log { lines, changes, delivered, sent } = self;
        let (after, status) = (named(machine, program), machine.status().clone());
        let Before { line, variables: before } = before;
        Recv { line, asked, bytes, lines, before, after, changes, delivered, sent, status }
    }
}

impl Watch for Log {
    fn line(&mut self, line: u32) {
        self.lines.push(line);
    }

    fn set(&mut self, name: &str, before: Option<&Value>, after: &Value) {
        self.changes.push(Change { name: name.to_owned(), before: before.cloned(), after: after.clone() });
    }

    fn deliver(&mut self, message: Vec<u8>) {
        self.delivered.push(message);
    }

    fn send(&mut self, bytes: &[u8]) {
        self.sent.push(bytes.to_vec());
    }
}
