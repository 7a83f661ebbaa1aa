//! A script as the machine sees it: lengths and sizes instead of text.

use crate::call::{How, Op, OptionName, RecvCall, Side};
use crate::msg;
use crate::script::{Course, MAX_BYTES, Script, Slot};
use crate::text::Message;

/// The calls of a script, reduced to what the model knows of them.
#[derive(Debug, Clone)]
pub struct Program {
    /// One for each call of the script, in its order.
    pub(crate) calls: Vec<Call>,
    /// What each side comes to, with all rounds of its loops.
    pub(crate) course: Course,
    /// What is sent towards each side, if every send is made.
    pub(crate) streams: [Vec<u8>; 2],
}

#[derive(Debug, Clone)]
pub(crate) struct Call {
    pub(crate) side: Side,
    pub(crate) kind: Kind,
    /// The cell of an outcome that its results are in.
    pub(crate) cell: Option<usize>,
}

#[derive(Debug, Clone)]
pub(crate) enum Kind {
    Send(u64),
    /// What it asks for.
    Recv(Ask),
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
        let course = Course::new(script);
        let (streams, unknown) = streams(script, &course);
        let mut program = Program { calls: Vec::with_capacity(script.calls.len()), course, streams };
        for (index, line) in script.calls.iter().enumerate() {
            let left_out = unknown.iter().find(|(call, _)| *call == index);
            let kind = match &line.call.op {
                _ if left_out.is_some() => {
                    Kind::Outside(left_out.map_or_else(|| msg!("outside-loop-answers"), |(_, key)| Message::new(key)))
                }
                Op::Send(send) if send.flags.dontwait => Kind::Outside(msg!("outside-send-dontwait")),
                Op::Send(send) if send.flags.oob => Kind::Outside(msg!("outside-urgent")),
                Op::Send(send) => Kind::Send(send.length),
                Op::Recv(recv) if recv.flags.oob => Kind::Outside(msg!("outside-urgent")),
                Op::Recv(recv) => Kind::Recv(Ask::of(recv)),
                Op::Shutdown(How::Write) => Kind::ShutdownWrite,
                Op::Shutdown(How::Read | How::Both) => Kind::Outside(msg!("outside-shut-rd")),
                Op::Close => Kind::Close,
                Op::SetOption(OptionName::SoRcvlowat, _) => Kind::Outside(msg!("outside-rcvlowat")),
                Op::Sleep(_) | Op::SetOption(..) => Kind::Pause,
            };
            program.calls.push(Call { side: line.side, kind, cell: None });
        }
        for slot in program.course.sides.iter().flatten() {
            program.calls[slot.call].cell = slot.cell.map(|(cell, _)| cell);
        }
        program
    }

    /// The bytes sent towards `side`, if every send is made.
    pub fn stream_to(&self, side: Side) -> &[u8] {
        &self.streams[side.index()]
    }

    /// How many cells an outcome has.
    pub(crate) fn cells(&self) -> usize {
        self.course.cells.len()
    }

    /// The call with which a cell begins.
    pub(crate) fn call_of_cell(&self, cell: usize) -> usize {
        self.course.cells[cell].call
    }

    /// The cell that a recv's results are in.
    pub(crate) fn cell_of(&self, call: usize) -> Option<usize> {
        self.calls[call].cell
    }

    /// Whether a cell holds the pieces of a loop.
    pub(crate) fn is_loop(&self, cell: usize) -> bool {
        self.course.cells[cell].in_loop.is_some()
    }

    /// The side whose recvs the cell with this number belongs to.
    pub fn side_of_cell(&self, cell: usize) -> Side {
        self.course.cells[cell].side
    }

    /// What the recv `call` asks for, unless the model leaves it out.
    pub(crate) fn ask(&self, call: usize) -> Option<Ask> {
        match self.calls[call].kind {
            Kind::Recv(ask) => Some(ask),
            _ => None,
        }
    }

    /// What the recvs of a cell ask for, those that the model knows.
    pub(crate) fn asks(&self, cell: usize) -> impl Iterator<Item = Ask> {
        let own = self.calls.iter().filter(move |call| call.cell == Some(cell));
        own.filter_map(|call| match call.kind {
            Kind::Recv(ask) => Some(ask),
            _ => None,
        })
    }

    /// What the recv for a piece of a cell asks for; none where the model leaves it out.
    pub(crate) fn ask_for(&self, cell: usize, piece: usize) -> Option<Ask> {
        let lines = self.calls.iter().filter(|call| call.cell == Some(cell)).count();
        let mut own = self.calls.iter().filter(|call| call.cell == Some(cell)).skip(piece % lines.max(1));
        match own.next()?.kind {
            Kind::Recv(ask) => Some(ask),
            _ => None,
        }
    }

    /// The most pieces that an outcome has, all cells together.
    pub(crate) fn most_pieces(&self) -> usize {
        let rounds = |cell: usize| self.streams[self.side_of_cell(cell).index()].len() + 1;
        let pieces = |cell: usize| self.course.totals[cell].unwrap_or_else(|| self.asks(cell).count() * rounds(cell));
        (0..self.cells()).map(pieces).sum()
    }
}

/// What each side is sent, all rounds of an `until eof` that can be made included; and the sends of which that cannot
/// be known, with the reasons.
fn streams(script: &Script, course: &Course) -> ([Vec<u8>; 2], Vec<(usize, &'static str)>) {
    let is_send = |slot: &&Slot| script.calls[slot.call].call.as_send().is_some_and(|send| send.length > 0);
    let echo = |side: Side| {
        course.sides[side.index()].iter().filter(is_send).find(|slot| slot.until.is_some()).map(|slot| slot.call)
    };
    let echoes = Side::BOTH.map(echo);
    let mut streams = [script.stream_from(Side::Server), script.stream_from(Side::Client)];
    // Two that answer each other may go on for ever: the later one is left out, and with it what it would send.
    let mut unknown: Vec<(usize, &'static str)> = match echoes {
        [Some(client), Some(server)] => vec![(client.max(server), "outside-loop-answers")],
        _ => Vec::new(),
    };
    let arrives = streams.each_ref().map(|stream| stream.len() as u64);
    for side in Side::BOTH {
        let Some(call) = echoes[side.index()].filter(|call| unknown.iter().all(|(other, _)| other != call)) else {
            continue;
        };
        let slots = &course.sides[side.index()];
        let (start, end) = slots.iter().find(|slot| slot.call == call).and_then(|slot| slot.until).unwrap_or_default();
        let bytes_of = |slots: &[Slot]| -> Vec<u8> {
            let sends = slots.iter().filter_map(|slot| script.calls[slot.call].call.as_send());
            sends.flat_map(|send| send.bytes.iter().copied()).collect()
        };
        let (before, round) = (bytes_of(&slots[..start]), bytes_of(&slots[start..end]));
        // A round takes at least a byte of what comes, but for the one that finds the end.
        let rounds = arrives[side.index()] + 1;
        if rounds.saturating_mul(round.len() as u64) > MAX_BYTES {
            unknown.push((call, "outside-loop-large"));
            continue;
        }
        if let Some(later) = slots[end..].iter().find(is_send) {
            unknown.push((later.call, "outside-loop-then-sends"));
        }
        streams[side.peer().index()] = [before, round.repeat(rounds as usize)].concat();
    }
    (streams, unknown)
}
