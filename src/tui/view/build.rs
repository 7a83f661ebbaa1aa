//! From script and trace to streams.

use std::collections::HashMap;
use std::time::Duration;

use super::{Fin, RecvState, RecvView, SendState, SendView, StreamView};
use crate::call::{How, Op, Side, Size};
use crate::script::Script;
use crate::trace::{Event, Got, What};

/// Both directions: what the client sends, then what the server sends.
pub fn streams<'a>(script: &'a Script, events: &'a [Event]) -> [StreamView<'a>; 2] {
    let calls = calls(script, events);
    Side::BOTH.map(|from| one(script, events, &calls, from))
}

/// One direction: what `from` sends and its peer reads.
pub fn stream<'a>(script: &'a Script, events: &'a [Event], from: Side) -> StreamView<'a> {
    one(script, events, &calls(script, events), from)
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

fn calls<'a>(script: &Script, events: &'a [Event]) -> Vec<Fate<'a>> {
    let mut fates = vec![Fate::default(); script.calls.len()];
    for (turn, event) in events.iter().enumerate() {
        let (What::Enter { call, .. }
        | What::Return { call, .. }
        | What::BlocksForGood { call }
        | What::NeverCalled { call }) = &event.what
        else {
            continue;
        };
        // A trace of another script is drawn as far as it goes.
        let Some(fate) = fates.get_mut(*call) else { continue };
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

fn one<'a>(script: &'a Script, events: &[Event], fates: &[Fate<'a>], from: Side) -> StreamView<'a> {
    let Sends { sends, sent, offered, fin: fin_sent } = sends(script, fates, from);
    let len = sends.last().map_or(0, |send| send.range.end);
    let mut recvs = recvs(script, fates, from.peer());
    let read = place(&mut recvs, fates);

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
    StreamView { from, relayed, sends, recvs, len, sent, offered, arrived, read: read.min(arrived), fin }
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

fn sends<'a>(script: &'a Script, fates: &[Fate<'a>], from: Side) -> Sends<'a> {
    let mut sends = Vec::new();
    let mut end = 0;
    let (mut sent, mut offered) = (0, 0);
    let mut fin = FinSent::Never;
    for (call, line) in script.of(from) {
        let fate = &fates[call];
        match &line.call.op {
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

fn recvs<'a>(script: &'a Script, fates: &[Fate<'a>], side: Side) -> Vec<RecvView<'a>> {
    let mut recvs: Vec<RecvView<'a>> = script
        .recvs()
        .enumerate()
        .filter(|(_, (call, _))| script.calls[*call].side == side)
        .map(|(index, (call, recv))| {
            let fate = &fates[call];
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
            RecvView { call, number: index + 1, buffer: recv.buffer.as_deref(), at: 0, peek: recv.flags.peek, state }
        })
        .collect();
    let mut uses: HashMap<&str, usize> = HashMap::new();
    for name in recvs.iter().filter_map(|recv| recv.buffer) {
        *uses.entry(name).or_default() += 1;
    }
    for recv in &mut recvs {
        recv.buffer = recv.buffer.filter(|name| uses[name] == 1);
    }
    recvs
}

/// Gives each recv its place in the stream, in the order in which they returned, and counts what was read.
fn place(recvs: &mut [RecvView<'_>], fates: &[Fate<'_>]) -> u64 {
    let mut order: Vec<usize> = (0..recvs.len()).filter(|index| fates[recvs[*index].call].returned.is_some()).collect();
    order.sort_by_key(|index| fates[recvs[*index].call].turn);
    let mut read = 0;
    for index in order {
        recvs[index].at = read;
        if !recvs[index].peek {
            read = recvs[index].range().end;
        }
    }
    for recv in recvs.iter_mut().filter(|recv| fates[recv.call].returned.is_none()) {
        recv.at = read;
    }
    read
}
