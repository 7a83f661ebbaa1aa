//! Which belief a row is named after: only one that really predicts it, or denies it. Rows are drawn from a wider net
//! ([`super::beliefs`]).

use super::beliefs::{hears_end, messages, reader_recvs};
use crate::call::{Op, RecvCall, Side};
use crate::quiz::Misconception as M;
use crate::script::Script;
use crate::stream::Claim;

/// `drawn`, the belief that a row was drawn for, where it holds for the row; else one that does, if there is one.
pub(super) fn named(script: &Script, row: &[Claim], possible: bool, drawn: Option<M>) -> Option<M> {
    let drawn = drawn?;
    if holds(script, row, possible, drawn) {
        return Some(drawn);
    }
    // A row that joins or cuts sends is denied by who counts sends; one that gives bytes again is theirs who read twice.
    let other = if possible { M::OneSendOneRecv } else { M::RecvLeaves };
    holds(script, row, possible, other).then_some(other)
}

fn holds(script: &Script, row: &[Claim], possible: bool, belief: M) -> bool {
    match belief {
        M::OneSendOneRecv => (one_each(script) == row) != possible,
        M::RecvWaitsForN => waits_for_n(script, row) != possible,
        M::CloseDelivers => {
            Side::BOTH.into_iter().any(|to| closes(script, to.peer()) && !reader_recvs(script, to).is_empty())
        }
        M::BiggerBuffer => possible || !gives_again(script, row),
        M::RecvLeaves => !possible && gives_again(script, row),
        _ => true,
    }
}

/// Each recv and its claim, with the side that calls it.
fn recvs<'a>(script: &'a Script, row: &'a [Claim]) -> impl Iterator<Item = (Side, &'a RecvCall, &'a Claim)> {
    script.recvs().zip(row).map(|((call, recv), claim)| (script.calls[call].side, recv, claim))
}

fn closes(script: &Script, side: Side) -> bool {
    script.of(side).any(|(_, line)| matches!(line.call.op, Op::Close))
}

/// One send, one recv: a recv gives a whole send, cut only by its own size.
fn one_each(script: &Script) -> Vec<Claim> {
    let mut left = Side::BOTH.map(|side| messages(script, side).into_iter());
    let mut waits = [false; 2];
    let mut row = Vec::new();
    for (call, recv) in script.recvs() {
        let side = script.calls[call].side;
        let (left, waits) = (&mut left[side.index()], &mut waits[side.index()]);
        let next = if recv.flags.peek { left.clone().next() } else { left.next() };
        row.push(match next {
            _ if *waits => Claim::Unreached,
            Some(mut message) => {
                message.truncate(usize::try_from(recv.size.most()).unwrap_or(usize::MAX));
                Claim::Data(message)
            }
            None if hears_end(script, side) => Claim::Eof,
            None if recv.flags.dontwait => Claim::Eagain,
            None => {
                *waits = true;
                Claim::Blocks
            }
        });
    }
    row
}

/// Whether every recv that waits gives all that it asks for, and only the end gives less; who waits for good, lacks bytes.
fn waits_for_n(script: &Script, row: &[Claim]) -> bool {
    let totals = Side::BOTH.map(|side| messages(script, side).concat().len() as u64);
    let mut read = [0u64; 2];
    recvs(script, row).all(|(side, recv, claim)| {
        let (total, read) = (totals[side.index()], &mut read[side.index()]);
        match claim {
            Claim::Data(bytes) => {
                let given = bytes.len() as u64;
                let ends = hears_end(script, side) && *read + given >= total;
                *read += if recv.flags.peek { 0 } else { given };
                given == recv.size.most() || ends || recv.flags.dontwait
            }
            Claim::Blocks => total.saturating_sub(*read) < recv.size.most(),
            _ => true,
        }
    })
}

/// Whether a side is given bytes that it was given before: what a recv gives is not what follows, but what came.
fn gives_again(script: &Script, row: &[Claim]) -> bool {
    let streams = Side::BOTH.map(|side| messages(script, side).concat());
    let mut read: [Vec<u8>; 2] = Default::default();
    recvs(script, row).any(|(side, recv, claim)| {
        let (stream, read) = (&streams[side.index()], &mut read[side.index()]);
        let Claim::Data(bytes) = claim else { return false };
        let follows = stream.get(read.len()..).is_some_and(|rest| rest.starts_with(bytes));
        let again = !follows && !read.is_empty() && (stream.starts_with(bytes) || read.ends_with(bytes));
        if follows && !recv.flags.peek {
            read.extend_from_slice(bytes);
        }
        again
    })
}
