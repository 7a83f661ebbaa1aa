//! What a trace says about its run: the outcome, and whether the bytes are those that were sent.

use std::collections::VecDeque;
use std::time::Duration;

use super::book::is_eagain;
use crate::call::{Op, Side};
use crate::script::{CellPlace, Script};
use crate::stream::{Cell, Outcome};
use crate::trace::{Event, Got, Trace, What};

/// What each cell of a script's outcomes is after these events of a run. A cell whose recv has not returned is
/// [`Cell::Unreached`]; once every call has returned, no later event changes a cell.
pub fn outcome_of(script: &Script, events: &[Event]) -> Outcome {
    let places = script.cells();
    let mut cell_of = vec![None; script.calls.len()];
    for (call, _) in script.recvs() {
        cell_of[call] = script.cell_of(call);
    }
    let mut cells: Vec<Vec<Cell>> = vec![Vec::new(); places.len()];
    let mut asked = vec![None; script.calls.len()];
    for event in events {
        match &event.what {
            What::Enter { call, size } => asked[*call] = *size,
            What::Return { call, got } => {
                let (Some(recv), Some(cell)) = (script.calls[*call].call.as_recv(), cell_of[*call]) else { continue };
                cells[cell].push(match got {
                    Got::Received(bytes) if bytes.is_empty() && asked[*call] != Some(0) => Cell::Eof,
                    Got::Received(bytes) => Cell::Data(bytes.clone()),
                    Got::Failed(_) if recv.flags.dontwait && is_eagain(got) => Cell::Eagain,
                    Got::Failed(errno) => Cell::Error(*errno),
                    Got::Sent(_) | Got::Done => continue,
                });
            }
            What::BlocksForGood { call } => {
                if let Some(cell) = cell_of[*call] {
                    cells[cell].push(Cell::Blocks);
                }
            }
            _ => {}
        }
    }
    let whole = |(place, mut pieces): (&CellPlace, Vec<Cell>)| match pieces.len() {
        0 => Cell::Unreached,
        _ if place.in_loop.is_some() => Cell::Pieces(pieces),
        _ => pieces.remove(0),
    };
    Outcome { cells: places.iter().zip(cells).map(whole).collect() }
}

/// Each send that came after another of its side, and how long after that one had returned.
pub(super) fn gaps(script: &Script, trace: &Trace) -> Vec<(usize, Duration)> {
    let mut last = [None; 2];
    let mut gaps = Vec::new();
    for event in &trace.events {
        let (What::Enter { call, .. } | What::Return { call, .. }) = event.what else { continue };
        let line = &script.calls[call];
        let (Op::Send(_), last) = (&line.call.op, &mut last[line.side.index()]) else { continue };
        match (&event.what, *last) {
            (What::Enter { .. }, Some(before)) => gaps.push((call, event.at.saturating_sub(before))),
            (What::Return { .. }, _) => *last = Some(event.at),
            _ => {}
        }
    }
    gaps
}

/// Whether a send did not take all its bytes: it waits for good, took less, or failed. The model assumes that none does.
pub(super) fn sends_fall_short(script: &Script, trace: &Trace) -> bool {
    trace.events.iter().any(|event| match &event.what {
        What::Return { call, got } => match (&script.calls[*call].call.op, got) {
            (Op::Send(send), Got::Sent(count)) => *count < send.length,
            (Op::Send(_), _) => true,
            _ => false,
        },
        What::BlocksForGood { call } => matches!(script.calls[*call].call.op, Op::Send(_)),
        _ => false,
    })
}

/// Whether a recv gave bytes that are not those of the stream at its place. Urgent data leaves the stream's order by
/// design, so a direction that uses it is not compared.
pub(super) fn is_wrong(script: &Script, trace: &Trace) -> bool {
    Side::BOTH.iter().any(|to| is_wrong_to(*to, script, trace))
}

fn is_wrong_to(to: Side, script: &Script, trace: &Trace) -> bool {
    let mut sent: Vec<&[u8]> = Vec::new();
    // For each call what its returns said, first to last.
    let mut returns: Vec<VecDeque<Option<usize>>> = vec![VecDeque::new(); script.calls.len()];
    for event in &trace.events {
        if let What::Return { call, got } = &event.what {
            returns[*call].push_back(match got {
                Got::Sent(count) => Some(*count as usize),
                Got::Failed(_) => Some(0),
                _ => None,
            });
        }
    }
    for event in &trace.events {
        let What::Enter { call, .. } = event.what else { continue };
        let line = &script.calls[call];
        match &line.call.op {
            Op::Send(send) if line.side != to => {
                if send.flags.oob {
                    return false;
                }
                // Of a sendall that failed half way, or a send that still waits, any beginning may have got through.
                let whole = send.bytes.len();
                let count = match returns[call].pop_front().flatten() {
                    Some(0) if send.verb == crate::call::SendVerb::SendAll => whole,
                    count => count.unwrap_or(whole),
                };
                sent.push(&send.bytes[..count.min(whole)]);
            }
            Op::Recv(recv) if line.side == to && recv.flags.oob => return false,
            _ => {}
        }
    }
    let mut at = Place { segments: &sent, segment: 0, offset: 0 };
    for event in &trace.events {
        let What::Return { call, got: Got::Received(bytes) } = &event.what else { continue };
        let line = &script.calls[*call];
        let Some(recv) = line.call.as_recv().filter(|_| line.side == to) else { continue };
        let mut ahead = at;
        if !ahead.matches(bytes) {
            return true;
        }
        if !recv.flags.peek {
            at = ahead;
        }
    }
    false
}

/// A place in the bytes that were sent, without copying them together.
#[derive(Clone, Copy)]
struct Place<'a> {
    segments: &'a [&'a [u8]],
    segment: usize,
    offset: usize,
}

impl Place<'_> {
    /// Whether the stream goes on with these bytes; moves behind them.
    fn matches(&mut self, mut bytes: &[u8]) -> bool {
        while !bytes.is_empty() {
            let Some(segment) = self.segments.get(self.segment) else { return false };
            let left = &segment[self.offset..];
            let count = left.len().min(bytes.len());
            if left[..count] != bytes[..count] {
                return false;
            }
            bytes = &bytes[count..];
            self.offset += count;
            if self.offset == segment.len() {
                self.segment += 1;
                self.offset = 0;
            }
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_finds_wrong_bytes_across_segments() {
        let segments: [&[u8]; 3] = [b"hello!", b"", b"bye!"];
        let start = Place { segments: &segments, segment: 0, offset: 0 };
        assert!(start.clone().matches(b"hello!bye!"));
        assert!(!start.clone().matches(b"hello!by!"));
        assert!(!start.clone().matches(b"hello!bye!?"));
        let mut place = start;
        assert!(place.matches(b"hell") && place.matches(b"o!b") && place.matches(b"ye!") && !place.matches(b"x"));
    }
}
