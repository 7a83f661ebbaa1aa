//! The machine: where the bytes are, and what each move does. Judge, executors and manual play all move by [`Machine::step`].

use super::program::{Ask, Kind, Program};
use super::{Cell, Outcome, Reading, Step};
use crate::call::Side;
use crate::msg;
use crate::text::Message;

/// The bytes on their way towards one side. All numbers count bytes since the start of the connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Stream {
    /// Bytes that sends have taken.
    pub sent: u64,
    /// Bytes in the receiver's buffer or already read.
    pub delivered: u64,
    /// Bytes that recvs have read (peeked bytes are not).
    pub consumed: u64,
    /// The sender has shut down or closed.
    pub fin_sent: bool,
    /// The receiver's kernel knows of it.
    pub fin_delivered: bool,
}

/// Everything that can change.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct State {
    /// For each side its place among all that it comes to (see `Program`): in a loop it goes back.
    pub next: [u32; 2],
    /// For each side the size of the recv in which it waits, if it waits. The call is the last one made.
    pub pending: [Option<u64>; 2],
    /// Which sides have closed.
    pub closed: [bool; 2],
    /// The bytes towards each side.
    pub to: [Stream; 2],
}

/// What a completed recv gave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Taken {
    /// `len` bytes of the stream from offset `from`.
    Data {
        /// Offset of the first byte in the stream towards the receiver.
        from: u64,
        /// How many bytes; 0 only for a recv that asked for 0.
        len: u64,
    },
    /// 0: the end of the stream.
    Eof,
    /// `EAGAIN`.
    Eagain,
}

/// A recv that a step completed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Completed {
    /// Index of the call in the script.
    pub call: usize,
    /// What it gave.
    pub taken: Taken,
}

/// Why a step cannot be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// It is not this call's turn, or its side waits in a recv.
    NotNext,
    /// More bytes than are on the way, or none.
    NotOnTheWay,
    /// The sender has not ended its stream, or bytes before the end are still on the way.
    NoFin,
    /// The size is not one that the script allows.
    BadSize,
    /// The call must fail, or the model leaves it out.
    Outside {
        /// Index of the call.
        call: usize,
        /// The reason.
        why: Message,
    },
}

/// A program and the state it has reached.
#[derive(Debug, Clone)]
pub struct Machine<'a> {
    program: &'a Program,
    state: State,
}

impl<'a> Machine<'a> {
    /// The machine before anything has happened.
    pub fn new(program: &'a Program) -> Self {
        Machine { program, state: State::default() }
    }

    /// The machine in a state it has been in before.
    pub(crate) fn at(program: &'a Program, state: State) -> Self {
        Machine { program, state }
    }

    /// Where everything is.
    pub fn state(&self) -> &State {
        &self.state
    }

    pub(crate) fn into_state(self) -> State {
        self.state
    }

    /// The program it runs.
    pub fn program(&self) -> &'a Program {
        self.program
    }

    /// The call that `side` would make next, if it has one left and does not wait in a recv.
    pub fn next_of(&self, side: Side) -> Option<usize> {
        let side = side.index();
        match self.state.pending[side] {
            Some(_) => None,
            None => self.program.course.sides[side].get(self.state.next[side] as usize).map(|slot| slot.call),
        }
    }

    /// The order of the call that `side` would make next, among all calls as written.
    fn order_of(&self, side: Side) -> Option<usize> {
        self.next_of(side)?;
        self.program.course.slot(side, self.state.next[side.index()] as usize).map(|slot| slot.order)
    }

    /// The recv in which `side` waits.
    pub fn pending_of(&self, side: Side) -> Option<usize> {
        let index = side.index();
        self.state.pending[index].map(|_| self.program.course.sides[index][self.state.next[index] as usize - 1].call)
    }

    /// Whether the recv in which `side` waits could complete by deliveries alone.
    pub fn can_complete(&self, side: Side) -> bool {
        let Some(call) = self.pending_of(side) else { return false };
        let Some(ask) = self.program.ask(call) else { return false };
        let all = Stream {
            delivered: self.state.to[side.index()].sent,
            fin_delivered: self.state.to[side.index()].fin_sent,
            ..self.state.to[side.index()]
        };
        result(&all, ask, self.state.pending[side.index()].unwrap_or(0)).is_some()
    }

    /// Reading in order: the call whose turn it is, if no pending call could still complete by deliveries alone.
    pub fn next_in_order(&self) -> Option<usize> {
        if Side::BOTH.into_iter().any(|side| self.can_complete(side)) {
            return None;
        }
        let first =
            Side::BOTH.into_iter().filter(|side| self.next_of(*side).is_some()).min_by_key(|side| self.order_of(*side));
        self.next_of(first?)
    }

    /// Whether nothing can move any more: no call to make, nothing to deliver.
    pub fn is_final(&self) -> bool {
        Side::BOTH.into_iter().all(|side| {
            let stream = &self.state.to[side.index()];
            self.next_of(side).is_none() && stream.delivered == stream.sent && stream.fin_delivered == stream.fin_sent
        })
    }

    /// Makes one step and tells which recvs it completed. Nothing changes when it is refused.
    pub fn step(&mut self, step: Step, reading: Reading) -> Result<Option<Completed>, Refused> {
        match step {
            Step::Issue { call, size } => {
                let whose = self.program.calls.get(call).ok_or(Refused::NotNext)?.side;
                let turn = match reading {
                    Reading::InOrder => self.next_in_order(),
                    Reading::Concurrent => self.next_of(whose),
                };
                if turn != Some(call) {
                    return Err(Refused::NotNext);
                }
                self.issue(call, size)
            }
            Step::Deliver { bytes, to } => {
                let stream = &mut self.state.to[to.index()];
                if bytes == 0 || bytes > stream.sent - stream.delivered {
                    return Err(Refused::NotOnTheWay);
                }
                stream.delivered += bytes;
                Ok(self.complete(to))
            }
            Step::Fin { to } => {
                let stream = &mut self.state.to[to.index()];
                if !stream.fin_sent || stream.fin_delivered || stream.delivered < stream.sent {
                    return Err(Refused::NoFin);
                }
                stream.fin_delivered = true;
                Ok(self.complete(to))
            }
        }
    }

    fn issue(&mut self, call: usize, size: Option<u64>) -> Result<Option<Completed>, Refused> {
        let side = self.program.calls[call].side;
        let (me, peer) = (side.index(), side.peer().index());
        let outside = |why| Err(Refused::Outside { call, why });
        if self.state.closed[me] && !matches!(self.program.calls[call].kind, Kind::Pause) {
            return outside(msg!("outside-after-close"));
        }
        match &self.program.calls[call].kind {
            Kind::Send(_) if self.state.to[peer].fin_sent => return outside(msg!("outside-after-fin")),
            // Sending nothing to a closed peer is no error: no segment goes out.
            Kind::Send(1..) if self.state.closed[peer] => return outside(msg!("outside-to-closed")),
            Kind::Send(len) => self.state.to[peer].sent += len,
            Kind::Recv(ask) if wakes_for_nothing(&self.state, side, *ask) => return outside(msg!("outside-recv-zero")),
            Kind::Recv(ask) => {
                let size = size.unwrap_or(ask.most);
                if !(ask.least..=ask.most).contains(&size) {
                    return Err(Refused::BadSize);
                }
                self.state.pending[me] = Some(size);
            }
            Kind::ShutdownWrite => self.state.to[peer].fin_sent = true,
            Kind::Close => {
                if self.state.to[me].sent > self.state.to[me].consumed {
                    return outside(msg!("outside-close-unread"));
                }
                self.state.to[peer].fin_sent = true;
                self.state.closed[me] = true;
            }
            Kind::Pause => {}
            Kind::Outside(why) => return outside(why.clone()),
        }
        self.state.next[me] += 1;
        if self.state.pending[me].is_none() {
            self.go_on(side, false);
        }
        Ok(self.complete(side))
    }

    /// Completes the recv in which `side` waits, if it can.
    fn complete(&mut self, side: Side) -> Option<Completed> {
        let call = self.pending_of(side)?;
        let ask = self.program.ask(call)?;
        let stream = &mut self.state.to[side.index()];
        let taken = result(stream, ask, self.state.pending[side.index()]?)?;
        if let Taken::Data { len, .. } = taken
            && !ask.peek
        {
            stream.consumed += len;
        }
        self.state.pending[side.index()] = None;
        self.go_on(side, taken == Taken::Eof);
        Some(Completed { call, taken })
    }

    /// The last call of a side has returned: at the end of a round it goes back.
    fn go_on(&mut self, side: Side, left: bool) {
        let next = &mut self.state.next[side.index()];
        *next = self.program.course.after(side, *next as usize - 1, left) as u32;
    }

    /// What a recv that gave `taken` shows in an outcome.
    pub fn cell(&self, side: Side, taken: Taken) -> Cell {
        match taken {
            Taken::Data { from, len } => {
                Cell::Data(self.program.stream_to(side)[from as usize..(from + len) as usize].to_vec())
            }
            Taken::Eof => Cell::Eof,
            Taken::Eagain => Cell::Eagain,
        }
    }

    /// The outcome of steps made from the start, under a reading; the machine is left where the steps end.
    pub fn replay(&mut self, steps: &[Step], reading: Reading) -> Result<Outcome, Refused> {
        let program = self.program;
        let mut cells = vec![Cell::Unreached; program.cells()];
        let mut give = |place: Option<usize>, cell: Cell| {
            let Some(place) = place else { return };
            match &mut cells[place] {
                Cell::Pieces(pieces) => pieces.push(cell),
                _ if program.is_loop(place) => cells[place] = Cell::Pieces(vec![cell]),
                only => *only = cell,
            }
        };
        for step in steps {
            if let Some(done) = self.step(*step, reading)? {
                give(program.cell_of(done.call), self.cell(program.calls[done.call].side, done.taken));
            }
        }
        for side in Side::BOTH {
            if let Some(call) = self.pending_of(side) {
                give(program.cell_of(call), Cell::Blocks);
            }
        }
        Ok(Outcome { cells })
    }
}

/// A recv of 0 bytes that waits after its own side's FIN. Measured: it returns 0 at any wake-up of its wait, and the
/// acknowledgement of that FIN is one (tcp_recvmsg leaves its loop when no length is left).
pub(super) fn wakes_for_nothing(state: &State, side: Side, ask: Ask) -> bool {
    ask.least == 0 && !ask.dontwait && state.to[side.peer().index()].fin_sent
}

/// What a recv of `size` bytes gives now, or none if it waits.
fn result(stream: &Stream, ask: Ask, size: u64) -> Option<Taken> {
    let here = stream.delivered - stream.consumed;
    let data = |len| Some(Taken::Data { from: stream.consumed, len });
    let nothing = if ask.dontwait { Some(Taken::Eagain) } else { None };
    match (size, here) {
        // Linux waits here too, for a byte or the end (TCP_FACTS E).
        (0, 0) if !stream.fin_delivered => nothing,
        (0, _) => data(0),
        _ if ask.waitall && here >= size => data(size),
        _ if ask.waitall && !stream.fin_delivered => None,
        (_, 0) if stream.fin_delivered => Some(Taken::Eof),
        (_, 0) => nothing,
        _ => data(here.min(size)),
    }
}
