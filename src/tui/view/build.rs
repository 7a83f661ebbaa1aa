//! From script and trace to streams.

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use super::{Fin, RecvState, RecvView, SendState, SendView, StreamView};
use crate::call::{How, Op, Side, Size};
use crate::script::{Course, LoopKind, Script};
use crate::trace::{Event, Got, What};

/// Both directions: what the client sends, then what the server sends.
pub fn streams<'a>(script: &'a Script, events: &'a [Event]) -> [StreamView<'a>; 2] {
    let made = both(script, events);
    Side::BOTH.map(|from| one(script, events, &made, from))
}

/// One direction: what `from` sends and its peer reads.
pub fn stream<'a>(script: &'a Script, events: &'a [Event], from: Side) -> StreamView<'a> {
    one(script, events, &both(script, events), from)
}

/// What the trace says about one call.
#[derive(Debug, Clone, Copy, Default)]
struct Fate<'a> {
    entered: Option<Duration>,
    size: Option<u64>,
    returned: Option<&'a Got>,
    blocks: bool,
    never: bool,
    /// The order in which calls returned, so that reads are put one after the other as they happened.
    turn: usize,
}

/// A call as a side comes to it: in a loop once for each round.
#[derive(Debug, Clone, Copy)]
struct Made<'a> {
    call: usize,
    fate: Fate<'a>,
    /// For a recv: the cell of an outcome that it belongs to, and in a loop which piece of it it is.
    cell: Option<(usize, Option<usize>)>,
}

/// All that each side has come to and, as far as it is known, will come to.
fn both<'a>(script: &Script, events: &'a [Event]) -> [Vec<Made<'a>>; 2] {
    let fates = calls(script, events);
    let course = Course::new(script);
    Side::BOTH.map(|side| one_side(script, &course, &fates, side))
}

fn one_side<'a>(script: &Script, course: &Course, fates: &[Vec<Fate<'a>>], side: Side) -> Vec<Made<'a>> {
    let mut made: Vec<Made<'a>> = Vec::new();
    let mut rounds = vec![0; script.calls.len()];
    let mut pieces = vec![0; course.cells.len()];
    let mut at = 0;
    // Where the `until eof` begins that has been entered.
    let mut inside = None;
    while let Some(slot) = course.slot(side, at) {
        let fate = fates[slot.call].get(rounds[slot.call]).copied().unwrap_or_default();
        rounds[slot.call] += 1;
        let entered = fate.entered.is_some();
        if let (Some((start, end)), false) = (slot.until, entered)
            && inside == Some(start)
        {
            // Whether another round comes, nobody knows yet.
            at = end;
            continue;
        }
        let cell = slot.cell.map(|(cell, _)| {
            pieces[cell] += 1;
            (cell, course.cells[cell].in_loop.map(|_| pieces[cell] - 1))
        });
        made.push(Made { call: slot.call, fate, cell });
        if !entered {
            at += 1;
            continue;
        }
        inside = slot.until.map(|(start, _)| start);
        let left = match fate.returned {
            Some(Got::Received(bytes)) => bytes.is_empty() && fate.size != Some(0),
            Some(Got::Failed(errno)) => errno.0 != libc::EAGAIN && script.calls[slot.call].call.as_recv().is_some(),
            _ => false,
        };
        at = course.after(side, at, left);
    }
    made
}

/// What the trace says about each call, each time that it was made.
fn calls<'a>(script: &Script, events: &'a [Event]) -> Vec<Vec<Fate<'a>>> {
    let mut fates: Vec<Vec<Fate<'a>>> = vec![Vec::new(); script.calls.len()];
    for (turn, event) in events.iter().enumerate() {
        let (What::Enter { call, .. }
        | What::Return { call, .. }
        | What::BlocksForGood { call }
        | What::NeverCalled { call }) = &event.what
        else {
            continue;
        };
        // A trace of another script is drawn as far as it goes.
        let Some(fates) = fates.get_mut(*call) else { continue };
        let returns = matches!(event.what, What::Return { .. });
        if matches!(event.what, What::Enter { .. })
            || fates.last().is_none_or(|last| returns && last.returned.is_some())
        {
            fates.push(Fate::default());
        }
        let Some(fate) = fates.last_mut() else { continue };
        match &event.what {
            What::Enter { size, .. } => {
                fate.entered = Some(event.at);
                fate.size = *size;
            }
            What::Return { got, .. } => {
                fate.entered = fate.entered.or(Some(event.at));
                fate.returned = Some(got);
                fate.turn = turn;
            }
            What::BlocksForGood { .. } => fate.blocks = true,
            _ => fate.never = true,
        }
    }
    fates
}

fn one<'a>(script: &'a Script, events: &[Event], made: &[Vec<Made<'a>>; 2], from: Side) -> StreamView<'a> {
    let Sends { sends, sent, offered, fin: fin_sent } = sends(script, &made[from.index()]);
    let len = sends.last().map_or(0, |send| send.range.end);
    let (recvs, read) = recvs(script, &made[from.peer().index()]);
    let in_loops = recvs.iter().any(|recv| recv.piece.is_some());

    let relayed = events.iter().any(|event| matches!(event.what, What::Connected { relay: Some(_), .. }));
    let to = from.peer();
    let (mut taken, mut delivered) = (0, 0);
    for event in events {
        match event.what {
            What::Taken { from: side, bytes } if side == from => taken += bytes,
            What::Delivered { to: side, bytes } if side == to => delivered += bytes,
            _ => {}
        }
    }
    let fin_delivered = events.iter().any(|event| matches!(event.what, What::DeliveredFin { to: side } if side == to));

    // Facts are logged as they become known: what was read had arrived, and what had arrived or was taken was sent.
    let sent = sent.max(taken).min(len);
    let arrived = if relayed { delivered } else { sent }.max(read).min(len);
    let sent = sent.max(arrived);
    let offered = offered.max(sent);
    let ended = recvs.iter().position(|recv| recv.state == RecvState::Zero { end: true });
    let fin = match (ended, fin_sent) {
        (Some(recv), _) => Fin::Read { recv },
        (None, FinSent::Never) => Fin::Never,
        (None, FinSent::Planned) => Fin::Planned,
        (None, FinSent::Sent) if relayed && !fin_delivered => Fin::InFlight,
        (None, FinSent::Sent) => Fin::Arrived,
    };
    let letters_before = letters_before(script, from);
    StreamView {
        from,
        letters_before,
        relayed,
        sends,
        recvs,
        in_loops,
        len,
        sent,
        offered,
        arrived,
        read: read.min(arrived),
        fin,
    }
}

/// How many sends the other direction has, if its side is the first to send. An `until eof` counts for one round, since
/// letters must not change while a run goes on.
fn letters_before(script: &Script, from: Side) -> usize {
    if script.talker() == from {
        return 0;
    }
    let rounds = |call: usize| match script.loops.iter().find(|each| each.calls.contains(&call)).map(|each| each.kind) {
        Some(LoopKind::Repeat(rounds)) => rounds as usize,
        Some(LoopKind::UntilEof) | None => 1,
    };
    script.of(from.peer()).filter(|(_, line)| line.call.as_send().is_some()).map(|(call, _)| rounds(call)).sum()
}

enum FinSent {
    Never,
    Planned,
    Sent,
}

struct Sends<'a> {
    sends: Vec<SendView<'a>>,
    /// The end of what sends that have returned took.
    sent: u64,
    /// The end of what was given to a send.
    offered: u64,
    fin: FinSent,
}

fn sends<'a>(script: &'a Script, made: &[Made<'a>]) -> Sends<'a> {
    let mut sends = Vec::new();
    let mut end = 0;
    let (mut sent, mut offered) = (0, 0);
    let mut fin = FinSent::Never;
    for Made { call, fate, .. } in made {
        let call = *call;
        match &script.calls[call].call.op {
            // What is sent behind one's own end never leaves: it fails.
            Op::Send(send) if matches!(fin, FinSent::Never) => {
                let asked = send.bytes.len() as u64;
                let (state, took) = match fate.returned {
                    Some(Got::Sent(took)) => (SendState::Returned, (*took).min(asked)),
                    Some(Got::Failed(errno)) => (SendState::Failed(*errno), 0),
                    Some(_) => (SendState::Returned, asked),
                    None if fate.never => (SendState::Planned, 0),
                    None if fate.entered.is_some() => (SendState::Entered, asked),
                    None => (SendState::Planned, asked),
                };
                let range = end..end + took;
                end = range.end;
                if fate.entered.is_some() {
                    offered = end;
                }
                if fate.returned.is_some() {
                    sent = end;
                }
                sends.push(SendView { call, range, bytes: &send.bytes, state });
            }
            Op::Shutdown(How::Write | How::Both) | Op::Close => {
                let failed = matches!(fate.returned, Some(Got::Failed(_)));
                match fin {
                    FinSent::Sent => {}
                    _ if fate.entered.is_some() && !failed => fin = FinSent::Sent,
                    _ if !failed && !fate.never => fin = FinSent::Planned,
                    _ => {}
                }
            }
            _ => {}
        }
    }
    Sends { sends, sent, offered, fin }
}

/// The recvs of a side, each in its place in the stream, and how many bytes they have read.
fn recvs<'a>(script: &'a Script, made: &[Made<'a>]) -> (Vec<RecvView<'a>>, u64) {
    let mut recvs: Vec<RecvView<'a>> = Vec::new();
    let mut turns = Vec::new();
    for Made { call, fate, cell } in made {
        let (Some(recv), Some((cell, piece))) = (script.calls[*call].call.as_recv(), *cell) else { continue };
        let since = fate.entered.unwrap_or_default();
        let asks_nothing = fate.size.unwrap_or(recv.size.most()) == 0 || recv.size == Size::Fixed(0);
        let state = match fate.returned {
            Some(Got::Received(bytes)) if bytes.is_empty() => RecvState::Zero { end: !asks_nothing },
            Some(Got::Received(bytes)) => RecvState::Read(bytes),
            Some(Got::Failed(errno)) => RecvState::Failed(*errno),
            Some(_) => RecvState::Zero { end: false },
            None if fate.never => RecvState::NeverCalled,
            None if fate.blocks => RecvState::Blocks { since },
            None if fate.entered.is_some() => RecvState::Waiting { since },
            None => RecvState::Planned,
        };
        let buffer = recv.buffer.as_deref();
        recvs.push(RecvView { call: *call, number: cell + 1, piece, buffer, at: 0, peek: recv.flags.peek, state });
        turns.push(fate.returned.map(|_| fate.turn));
    }
    let mut uses: HashMap<&str, HashSet<usize>> = HashMap::new();
    for recv in &recvs {
        if let Some(name) = recv.buffer {
            uses.entry(name).or_default().insert(recv.number);
        }
    }
    for recv in &mut recvs {
        recv.buffer = recv.buffer.filter(|name| uses[name].len() == 1);
    }
    let read = place(&mut recvs, &turns);
    (recvs, read)
}

/// Gives each recv its place in the stream, in the order in which they returned, and counts what was read.
fn place(recvs: &mut [RecvView<'_>], turns: &[Option<usize>]) -> u64 {
    let mut order: Vec<usize> = (0..recvs.len()).filter(|index| turns[*index].is_some()).collect();
    order.sort_by_key(|index| turns[*index]);
    let mut read = 0;
    for index in order {
        recvs[index].at = read;
        if !recvs[index].peek {
            read = recvs[index].range().end;
        }
    }
    for (recv, _) in recvs.iter_mut().zip(turns).filter(|(_, turn)| turn.is_none()) {
        recv.at = read;
    }
    read
}
