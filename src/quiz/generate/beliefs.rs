//! Rows that a false belief predicts: mostly the outcomes of other calls, those that the believer has in mind; and which
//! belief denies an outcome that can happen.

use super::walk::{Cut, send_ends, walk};
use crate::call::{Op, Side};
use crate::dice::Dice;
use crate::quiz::Misconception as M;
use crate::script::Script;
use crate::stream::{Cell, Claim};

/// A message of at most so many bytes is tiny.
const TINY: usize = 3;

/// One row that `belief` predicts, as claims for the recvs of `script`; none where it predicts nothing for these calls.
pub(super) fn predict(belief: M, script: &Script, dice: &mut Dice) -> Option<Vec<Claim>> {
    match belief {
        M::OneSendOneRecv => one_each(script, dice),
        M::RecvWaitsForN => {
            // In truth up to some recv; from there on each waits until its buffer is full.
            let from = dice.within(0, script.recvs().count() as u64 - 1) as usize;
            walked(script, dice, None, |at, op| {
                if let Op::Recv(recv) = op
                    && at >= from
                    && !recv.flags.dontwait
                {
                    recv.flags.waitall = true;
                }
            })
        }
        M::BiggerBuffer => bigger(script, dice),
        M::ZeroMeansNothingYet => zero(script, dice),
        M::LaterOvertakes => overtake(script, dice),
        M::AddsNul => {
            let mut row = truth(script, dice)?;
            let cells: Vec<usize> = (0..row.len()).filter(|at| matches!(row[*at], Claim::Data(_))).collect();
            if cells.is_empty() {
                return None;
            }
            if let Claim::Data(bytes) = &mut row[dice.pick(&cells)] {
                bytes.push(0);
            }
            Some(row)
        }
        M::RecvLeaves => {
            let which = dice.within(0, script.recvs().count() as u64 - 1) as usize;
            walked(script, dice, None, |at, op| {
                if let Op::Recv(recv) = op
                    && at == which
                {
                    recv.flags.peek = true;
                }
            })
        }
        M::TinySafe => whole_units(script, dice, tiny_units),
        M::DelimiterWhole => whole_units(script, dice, line_ends),
        M::Utf8Whole => whole_units(script, dice, characters),
        M::CloseDelivers => ended_side(script).and_then(|side| {
            // From some recv on, one gives all that is left, whatever its size.
            let recvs: Vec<usize> = reader_recvs(script, side);
            let from = dice.pick(&recvs);
            walked(script, dice, Some(Cut::All), |at, op| {
                if let Op::Recv(recv) = op
                    && at >= from
                {
                    recv.size = crate::call::Size::Fixed(1 << 16);
                }
            })
        }),
        M::PeekTakes => {
            script.recvs().any(|(_, recv)| recv.flags.peek).then_some(())?;
            walked(script, dice, None, |_, op| {
                if let Op::Recv(recv) = op {
                    recv.flags.peek = false;
                }
            })
        }
        M::WaitallFills => {
            script.recvs().any(|(_, recv)| recv.flags.waitall).then_some(())?;
            let mut other = script.clone();
            other.calls.retain(|line| !matches!(line.call.op, Op::Shutdown(_) | Op::Close));
            claims(&other, dice, None)
        }
        // These deny rows and predict none that could not happen.
        M::PauseFixes | M::NodelayCures | M::SendMeansThere => None,
    }
}

/// An outcome that can happen.
fn truth(script: &Script, dice: &mut Dice) -> Option<Vec<Claim>> {
    claims(script, dice, None)
}

fn claims(script: &Script, dice: &mut Dice, cut: Option<Cut>) -> Option<Vec<Claim>> {
    walk(script, dice, cut).map(|outcome| outcome.cells.into_iter().map(claim).collect())
}

/// What a cell is in a table.
pub(super) fn claim(cell: Cell) -> Claim {
    match cell {
        Cell::Data(bytes) => Claim::Data(bytes),
        Cell::Blocks => Claim::Blocks,
        Cell::Eagain => Claim::Eagain,
        Cell::Eof => Claim::Eof,
        Cell::Pieces(pieces) => Claim::Pieces(pieces.into_iter().map(claim).collect()),
        Cell::Unreached | Cell::Error(_) => Claim::Unreached,
    }
}

/// An outcome of changed calls. `change` gets each call with the number of recvs before it.
fn walked(
    script: &Script,
    dice: &mut Dice,
    cut: Option<Cut>,
    mut change: impl FnMut(usize, &mut Op),
) -> Option<Vec<Claim>> {
    let mut other = script.clone();
    let mut recvs = 0;
    for line in &mut other.calls {
        let at = recvs;
        recvs += usize::from(line.call.as_recv().is_some());
        change(at, &mut line.call.op);
    }
    claims(&other, dice, cut)
}

/// The sends towards a side, as texts.
pub(super) fn messages(script: &Script, to: Side) -> Vec<Vec<u8>> {
    script.of(to.peer()).filter_map(|(_, line)| line.call.as_send().map(|send| send.bytes.to_vec())).collect()
}

pub(super) fn reader_recvs(script: &Script, side: Side) -> Vec<usize> {
    script.recvs().enumerate().filter(|(_, (call, _))| script.calls[*call].side == side).map(|(at, _)| at).collect()
}

/// The side that hears the end of a stream.
fn ended_side(script: &Script) -> Option<Side> {
    let ender = script.calls.iter().find(|line| matches!(line.call.op, Op::Shutdown(_) | Op::Close))?;
    let to = ender.side.peer();
    (!reader_recvs(script, to).is_empty()).then_some(to)
}

pub(super) fn hears_end(script: &Script, to: Side) -> bool {
    script.of(to.peer()).any(|(_, line)| matches!(line.call.op, Op::Shutdown(_) | Op::Close))
}

/// Datagrams: a recv gives one send, cut to its buffer or shorter; what it does not give is lost.
fn one_each(script: &Script, dice: &mut Dice) -> Option<Vec<Claim>> {
    let mut left = Side::BOTH.map(|side| messages(script, side).into_iter());
    let mut row = Vec::new();
    let mut waits = [false; 2];
    for (call, recv) in script.recvs() {
        let side = script.calls[call].side;
        if waits[side.index()] {
            row.push(Claim::Unreached);
            continue;
        }
        let next = if recv.flags.peek { left[side.index()].clone().next() } else { left[side.index()].next() };
        row.push(match next {
            Some(message) => {
                let most = (message.len() as u64).min(recv.size.most());
                let len = if dice.chance(1, 2) { most } else { dice.within(1, most) };
                Claim::Data(message[..len as usize].to_vec())
            }
            None if hears_end(script, side) => Claim::Eof,
            None if recv.flags.dontwait => Claim::Eagain,
            None => {
                waits[side.index()] = true;
                Claim::Blocks
            }
        });
    }
    Some(row)
}

/// One buffer that would hold everything gets everything that is ever sent, the next nothing.
fn bigger(script: &Script, dice: &mut Dice) -> Option<Vec<Claim>> {
    // As if all sends came first.
    let mut other = script.clone();
    other.calls.sort_by_key(|line| line.call.as_recv().is_some());
    let kept: Vec<_> = script.recvs().map(|(_, recv)| recv.buffer.clone()).collect();
    let moved: Vec<_> = other.recvs().map(|(_, recv)| recv.buffer.clone()).collect();
    (kept == moved).then_some(())?;
    // Or the second buffer is larger, and gets what was sent from its beginning.
    let sizes: Vec<u64> = script.recvs().map(|(_, recv)| recv.size.most()).collect();
    if sizes.len() > 1 && sizes[0] < sizes[1] && dice.chance(1, 2) {
        return walked(&other, dice, Some(Cut::All), |at, op| {
            if let Op::Recv(recv) = op
                && at == 0
            {
                recv.flags.peek = true;
            }
        });
    }
    claims(&other, dice, Some(Cut::All))
}

/// A recv gives 0 while nothing has come, or waits at the end of the stream.
fn zero(script: &Script, dice: &mut Dice) -> Option<Vec<Claim>> {
    let mut row = truth(script, dice)?;
    let calls: Vec<usize> = script.recvs().map(|(call, _)| call).collect();
    let side = |at: usize| script.calls[calls[at]].side;
    let at = dice.within(0, row.len() as u64 - 1) as usize;
    let nothing = |at: usize| if hears_end(script, side(at)) { Claim::Eof } else { Claim::Data(Vec::new()) };
    match row[at] {
        Claim::Blocks | Claim::Eagain => {
            row[at] = nothing(at);
            // The calls behind it would be made, and find nothing either.
            for (later, claim) in row.iter_mut().enumerate().skip(at + 1) {
                if *claim == Claim::Unreached && side(later) == side(at) {
                    *claim = nothing(later);
                }
            }
        }
        Claim::Eof => {
            row[at] = Claim::Blocks;
            for (later, claim) in row.iter_mut().enumerate().skip(at + 1) {
                if side(later) == side(at) {
                    *claim = Claim::Unreached;
                }
            }
        }
        Claim::Data(_) => {
            // Nothing first, then what the earlier recv would have given.
            let mut mine: Vec<usize> = (at..row.len()).filter(|later| side(*later) == side(at)).collect();
            while let Some(last) = mine.pop() {
                row[last] = match mine.last() {
                    Some(before) => row[*before].clone(),
                    None => nothing(last),
                };
            }
        }
        Claim::Unreached | Claim::Free | Claim::Pieces(_) => return None,
    }
    Some(row)
}

/// The sends in another order, or the end before the bytes.
fn overtake(script: &Script, dice: &mut Dice) -> Option<Vec<Claim>> {
    if dice.chance(1, 3)
        && let Some(side) = ended_side(script)
    {
        let mut row = truth(script, dice)?;
        let mine = reader_recvs(script, side);
        let at = dice.pick(&mine);
        for later in mine.into_iter().filter(|later| *later >= at) {
            row[later] = Claim::Eof;
        }
        return Some(row);
    }
    let mut other = script.clone();
    let sender = Side::BOTH.into_iter().find(|side| messages(script, side.peer()).len() > 1)?;
    let sends: Vec<usize> = other
        .calls
        .iter()
        .enumerate()
        .filter(|(_, line)| line.side == sender && line.call.as_send().is_some())
        .map(|(at, _)| at)
        .collect();
    let first = dice.within(0, sends.len() as u64 - 2) as usize;
    other.calls.swap(sends[first], sends[first + 1]);
    claims(&other, dice, None)
}

/// The parts of a stream, as ranges of offsets, that a belief holds to be whole.
type Units = fn(&Script, Side) -> Vec<(u64, u64)>;

fn tiny_units(script: &Script, to: Side) -> Vec<(u64, u64)> {
    let messages = messages(script, to);
    let ends = send_ends(script, to);
    let tiny = messages.iter().zip(ends).filter(|(message, _)| (2..=TINY).contains(&message.len()));
    tiny.map(|(message, end)| (end - message.len() as u64, end)).collect()
}

fn line_ends(script: &Script, to: Side) -> Vec<(u64, u64)> {
    let stream = script.stream_from(to.peer());
    let pairs = stream.windows(2).enumerate().filter(|(_, pair)| *pair == b"\r\n");
    pairs.map(|(at, _)| (at as u64, at as u64 + 2)).collect()
}

fn characters(script: &Script, to: Side) -> Vec<(u64, u64)> {
    let stream = script.stream_from(to.peer());
    let text = String::from_utf8(stream).unwrap_or_default();
    let wide = text.char_indices().filter(|(_, sign)| sign.len_utf8() > 1);
    wide.map(|(at, sign)| (at as u64, (at + sign.len_utf8()) as u64)).collect()
}

/// An outcome in which a recv that would end inside a unit gives the whole of it, even beyond its size.
fn whole_units(script: &Script, dice: &mut Dice, units: Units) -> Option<Vec<Claim>> {
    let mut row = truth(script, dice)?;
    let mut read = [0u64; 2];
    let mut widened = false;
    let calls: Vec<usize> = script.recvs().map(|(call, _)| call).collect();
    for (at, call) in calls.into_iter().enumerate() {
        let side = script.calls[call].side;
        let Claim::Data(bytes) = &mut row[at] else { continue };
        let end = read[side.index()] + bytes.len() as u64;
        if let Some((_, to)) = units(script, side).into_iter().find(|(from, to)| *from < end && end < *to) {
            let stream = script.stream_from(side.peer());
            bytes.extend_from_slice(&stream[end as usize..to as usize]);
            // What this one gives too much, the next one does not give.
            let too_much = (to - end) as usize;
            let next = (at + 1..row.len()).find(|later| matches!(row[*later], Claim::Data(_)));
            if let Some(Claim::Data(next)) = next.map(|next| &mut row[next]) {
                *next = next.get(too_much..).filter(|rest| !rest.is_empty())?.to_vec();
            }
            widened = true;
            break;
        }
        read[side.index()] = end;
    }
    widened.then_some(row)
}

/// A belief that holds a possible row to be impossible: one of those that do.
pub(super) fn denied_by(script: &Script, row: &[Claim], dice: &mut Dice) -> Option<M> {
    if row.contains(&Claim::Eagain) {
        return Some(M::SendMeansThere);
    }
    let mut read = [0u64; 2];
    let mut found: Vec<M> = Vec::new();
    let mut note = |belief: M| {
        if !found.contains(&belief) {
            found.push(belief);
        }
    };
    let mut peeked = [false; 2];
    for ((call, recv), claim) in script.recvs().zip(row) {
        let side = script.calls[call].side;
        let Claim::Data(bytes) = claim else { continue };
        let begin = read[side.index()];
        let end = begin + bytes.len() as u64;
        let ends = send_ends(script, side);
        let inside = |units: Vec<(u64, u64)>| units.into_iter().any(|(from, to)| from < end && end < to);
        let total = ends.last().copied().unwrap_or(0);
        let joins = ends.iter().any(|at| begin < *at && *at < end);
        if peeked[side.index()] {
            note(M::PeekTakes);
        }
        if recv.flags.waitall && (bytes.len() as u64) < recv.size.most() {
            note(M::WaitallFills);
        }
        if inside(characters(script, side)) {
            note(M::Utf8Whole);
        }
        if inside(line_ends(script, side)) {
            note(M::DelimiterWhole);
        }
        if inside(tiny_units(script, side)) {
            note(M::TinySafe);
        }
        if joins {
            let by = |wanted: fn(&Op) -> bool| script.of(side.peer()).any(|(_, line)| wanted(&line.call.op));
            if by(|op| matches!(op, Op::Sleep(_))) {
                note(M::PauseFixes);
            }
            if by(|op| matches!(op, Op::SetOption(..))) {
                note(M::NodelayCures);
            }
        }
        let short = (bytes.len() as u64) < recv.size.most() && end < total;
        match short {
            true if hears_end(script, side) => note(M::CloseDelivers),
            true if recv.size.most() >= 64 && !ends.contains(&end) => note(M::RecvWaitsForN),
            _ if joins || !ends.contains(&end) => note(M::OneSendOneRecv),
            _ => {}
        }
        if recv.flags.peek {
            peeked[side.index()] = true;
        } else {
            peeked[side.index()] = false;
            read[side.index()] = end;
        }
    }
    (!found.is_empty()).then(|| dice.pick(&found))
}
