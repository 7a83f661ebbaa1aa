//! All outcomes of a small script, by trying every move at every moment. Written from the words of the design alone and
//! sharing no code with the judge: slow, and easy to believe.

use std::collections::{BTreeSet, HashSet};

use chunkscope::call::{How, Op, RecvFlags, Side, Size};
use chunkscope::script::Script;
use chunkscope::stream::{Cell, Outcome, Reading};

/// One direction, as lists of bytes: on the way, arrived and unread.
#[derive(Clone, PartialEq, Eq, Hash, Default)]
struct Pipe {
    way: Vec<u8>,
    here: Vec<u8>,
    fin_on_way: bool,
    fin_here: bool,
}

#[derive(Clone, PartialEq, Eq, Hash)]
struct World {
    /// Which calls have been made.
    made: Vec<bool>,
    /// For each side the call in which it waits, with its size.
    waits: [Option<(usize, u64)>; 2],
    /// What goes towards each side.
    to: [Pipe; 2],
    has_fin: [bool; 2],
    closed: [bool; 2],
    cells: Vec<Cell>,
}

/// The set of outcomes, and whether some execution leaves the model.
pub struct All {
    pub outcomes: BTreeSet<Outcome>,
    pub outside: bool,
}

pub fn all_outcomes(script: &Script, reading: Reading) -> All {
    let recvs: Vec<usize> = script.recvs().map(|(index, _)| index).collect();
    let start = World {
        made: vec![false; script.calls.len()],
        waits: [None, None],
        to: Default::default(),
        has_fin: [false; 2],
        closed: [false; 2],
        cells: vec![Cell::Unreached; recvs.len()],
    };
    let mut found = All { outcomes: BTreeSet::new(), outside: false };
    let mut seen = HashSet::new();
    let mut todo = vec![start];
    while let Some(world) = todo.pop() {
        if !seen.insert(world.clone()) {
            continue;
        }
        let mut moves = Vec::new();
        // The network may deliver.
        for side in 0..2 {
            let pipe = &world.to[side];
            for amount in 1..=pipe.way.len() {
                let mut next = world.clone();
                let piece: Vec<u8> = next.to[side].way.drain(..amount).collect();
                next.to[side].here.extend(piece);
                complete(script, &recvs, &mut next, side);
                moves.push(next);
            }
            if pipe.fin_on_way && pipe.way.is_empty() {
                let mut next = world.clone();
                next.to[side].fin_on_way = false;
                next.to[side].fin_here = true;
                complete(script, &recvs, &mut next, side);
                moves.push(next);
            }
        }
        // A side may make a call.
        for call in calls_that_may_come(script, &world, reading) {
            match make(script, &recvs, &world, call) {
                Some(worlds) => moves.extend(worlds),
                None => {
                    found.outside = true;
                    // Something was left to do, so this is not an end.
                    moves.push(world.clone());
                }
            }
        }
        if moves.is_empty() {
            let mut cells = world.cells.clone();
            for (call, _) in world.waits.iter().flatten() {
                let place = recvs.iter().position(|recv| recv == call).unwrap();
                cells[place] = Cell::Blocks;
            }
            found.outcomes.insert(Outcome { cells });
        }
        todo.extend(moves);
    }
    found
}

fn calls_that_may_come(script: &Script, world: &World, reading: Reading) -> Vec<usize> {
    let first_of = |side: Side| {
        let waits = world.waits[side as usize].is_some();
        let mut own = script.calls.iter().enumerate().filter(|(index, line)| line.side == side && !world.made[*index]);
        if waits { None } else { own.next().map(|(index, _)| index) }
    };
    let firsts: Vec<usize> = [Side::Client, Side::Server].into_iter().filter_map(first_of).collect();
    match reading {
        Reading::Concurrent => firsts,
        Reading::InOrder => {
            let could_end = (0..2).any(|side| {
                let Some((call, size)) = world.waits[side] else { return false };
                let pipe = &world.to[side];
                let mut everything = pipe.clone();
                everything.here.extend(&pipe.way);
                everything.way.clear();
                everything.fin_here |= pipe.fin_on_way;
                answer(flags_of(script, call), size, &everything).is_some()
            });
            if could_end { Vec::new() } else { firsts.into_iter().min().into_iter().collect() }
        }
    }
}

/// Makes a call; several worlds where the size is open, none where the call must fail.
fn make(script: &Script, recvs: &[usize], world: &World, call: usize) -> Option<Vec<World>> {
    let line = &script.calls[call];
    let (me, peer) = (line.side as usize, 1 - line.side as usize);
    if world.closed[me] && !matches!(line.call.op, Op::Sleep(_)) {
        return None;
    }
    let mut next = world.clone();
    next.made[call] = true;
    match &line.call.op {
        Op::Send(send) => {
            if world.has_fin[me] || world.closed[peer] && !send.bytes.is_empty() {
                return None;
            }
            next.to[peer].way.extend(send.bytes.iter());
        }
        Op::Shutdown(How::Write) => {
            if !world.has_fin[me] {
                next.to[peer].fin_on_way = true;
                next.has_fin[me] = true;
            }
        }
        Op::Close => {
            if !world.to[me].way.is_empty() || !world.to[me].here.is_empty() {
                return None;
            }
            if !world.has_fin[me] {
                next.to[peer].fin_on_way = true;
                next.has_fin[me] = true;
            }
            next.closed[me] = true;
        }
        Op::Recv(recv) => {
            // Linux may wake it by the acknowledgement of the FIN: left out.
            if recv.size.least() == 0 && !recv.flags.dontwait && world.has_fin[me] {
                return None;
            }
            let sizes = match recv.size {
                Size::Fixed(size) => size..=size,
                Size::Rand(least, most) => least..=most,
            };
            let each = sizes.map(|size| {
                let mut next = next.clone();
                next.waits[me] = Some((call, size));
                complete(script, recvs, &mut next, me);
                next
            });
            return Some(each.collect());
        }
        Op::Sleep(_) => {}
        other => panic!("not for the brute force: {other:?}"),
    }
    Some(vec![next])
}

fn flags_of(script: &Script, call: usize) -> RecvFlags {
    script.calls[call].call.as_recv().unwrap().flags
}

/// What a recv gives now, if it returns.
fn answer(flags: RecvFlags, size: u64, pipe: &Pipe) -> Option<Cell> {
    let here = pipe.here.len();
    let size = size as usize;
    if size == 0 {
        return if here > 0 || pipe.fin_here {
            Some(Cell::Data(Vec::new()))
        } else if flags.dontwait {
            Some(Cell::Eagain)
        } else {
            None
        };
    }
    if flags.waitall && !flags.dontwait && here < size && !pipe.fin_here {
        return None;
    }
    if here > 0 {
        return Some(Cell::Data(pipe.here[..here.min(size)].to_vec()));
    }
    if pipe.fin_here {
        return Some(Cell::Eof);
    }
    if flags.dontwait { Some(Cell::Eagain) } else { None }
}

fn complete(script: &Script, recvs: &[usize], world: &mut World, side: usize) {
    let Some((call, size)) = world.waits[side] else { return };
    let flags = flags_of(script, call);
    if let Some(cell) = answer(flags, size, &world.to[side]) {
        if let (Cell::Data(bytes), false) = (&cell, flags.peek) {
            world.to[side].here.drain(..bytes.len());
        }
        world.waits[side] = None;
        let place = recvs.iter().position(|recv| *recv == call).unwrap();
        world.cells[place] = cell;
    }
}
