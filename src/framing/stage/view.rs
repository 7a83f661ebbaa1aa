//! What a program makes of the bytes that real recvs returned.

use crate::call::Side;
use crate::framing::code::{Program, Status, Value};
use crate::framing::search::{Followed, Recv, named};
use crate::script::Script;
use crate::trace::{Event, Got, What};

/// Where the server's program is after some events of a run: a function of the program and of what its recvs returned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// The recvs that have returned, with the lines that ran and the variables that changed.
    pub recvs: Vec<Recv>,
    /// The variables now.
    pub variables: Vec<(String, Value)>,
    /// What the program does now.
    pub status: Status,
    /// The line in which it waits, or stopped; from 1.
    pub line: Option<u32>,
    /// Its next recv was called and has not returned.
    pub waits: bool,
}

impl View {
    /// The view after these events of a run of `script`.
    pub fn after(program: &Program, script: &Script, events: &[Event]) -> View {
        let is_recv = |call: &usize| {
            let line = script.calls.get(*call);
            line.is_some_and(|line| line.side == Side::Server && line.call.as_recv().is_some())
        };
        let (mut pieces, mut called): (Vec<&[u8]>, _) = (Vec::new(), 0);
        for event in events {
            match &event.what {
                What::Enter { call, .. } if is_recv(call) => called += 1,
                What::Return { call, got: Got::Received(bytes) } if is_recv(call) => pieces.push(bytes),
                _ => {}
            }
        }
        let waits = called > pieces.len();
        let mut followed = Followed::new(program);
        for piece in pieces {
            followed.receive(piece);
        }
        let machine = &followed.machine;
        View {
            variables: named(machine, program),
            status: machine.status().clone(),
            line: machine.line(program),
            recvs: followed.recvs,
            waits,
        }
    }

    /// The messages delivered so far.
    pub fn delivered(&self) -> impl Iterator<Item = &[u8]> {
        self.recvs.iter().flat_map(|recv| recv.delivered.iter().map(Vec::as_slice))
    }

    /// How many bytes of the stream it has read.
    pub fn read(&self) -> usize {
        self.recvs.last().map_or(0, |recv| recv.bytes.end)
    }
}
