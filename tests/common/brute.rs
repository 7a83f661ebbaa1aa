//! All outcomes of a small script, by trying every move at every moment. Written from the words of the design alone and
//! sharing no code with the judge: slow, and easy to believe.

use std::collections::{BTreeSet, HashSet};

use chunkscope::call::{How, Op, RecvFlags, Side, Size};
use chunkscope::script::{LoopKind, Script};
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
    /// For each side the line that it makes next, and how often the loop around it has gone round (counted in `repeat`
    /// only). The number of lines: none.
    next: [(usize, u32); 2],
    /// For each side the call in which it waits, with its size.
    waits: [Option<(usize, u64)>; 2],
    /// What goes towards each side.
    to: [Pipe; 2],
    has_fin: [bool; 2],
    closed: [bool; 2],
    /// For each cell what came, first to last.
    cells: Vec<Vec<Cell>>,
}

/// The set of outcomes, and what had come in those executions that leave the model.
pub struct All {
    pub outcomes: BTreeSet<Outcome>,
    pub left: BTreeSet<Left>,
}

/// What had come when an execution left the model.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub struct Left {
    pub outcome: Outcome,
    /// For each cell whether nothing could have been added to it.
    pub whole: Vec<bool>,
}

pub fn all_outcomes(script: &Script, reading: Reading) -> All {
    let cells = cells_of(script);
    let recvs = &cells;
    let start = World {
        next: [own_line(script, 0, 0..script.calls.len()), own_line(script, 1, 0..script.calls.len())]
            .map(|line| (line.unwrap_or(script.calls.len()), 0)),
        waits: [None, None],
        to: Default::default(),
        has_fin: [false; 2],
        closed: [false; 2],
        cells: vec![Vec::new(); cells.iter().flatten().max().map_or(0, |last| last + 1)],
    };
    let loop_of = |cell: usize| {
        let first = recvs.iter().position(|own| *own == Some(cell)).unwrap();
        (script.calls[first].side as usize, script.loops.iter().find(|each| each.calls.contains(&first)))
    };
    let cell_of = |(cell, mut pieces): (usize, Vec<Cell>)| match pieces.is_empty() {
        true => Cell::Unreached,
        false if loop_of(cell).1.is_some() => Cell::Pieces(pieces),
        false => pieces.remove(0),
    };
    let mut found = All { outcomes: BTreeSet::new(), left: BTreeSet::new() };
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
                complete(script, recvs, &mut next, side);
                moves.push(next);
            }
            if pipe.fin_on_way && pipe.way.is_empty() {
                let mut next = world.clone();
                next.to[side].fin_on_way = false;
                next.to[side].fin_here = true;
                complete(script, recvs, &mut next, side);
                moves.push(next);
            }
        }
        // A side may make a call.
        for call in calls_that_may_come(script, &world, reading) {
            match make(script, recvs, &world, call) {
                Some(worlds) => moves.extend(worlds),
                None => {
                    let is_whole = |cell: usize| match loop_of(cell) {
                        (side, Some(around)) => world.next[side].0 >= around.calls.end,
                        (_, None) => !world.cells[cell].is_empty(),
                    };
                    found.left.insert(Left {
                        whole: (0..world.cells.len()).map(is_whole).collect(),
                        outcome: Outcome { cells: world.cells.iter().cloned().enumerate().map(cell_of).collect() },
                    });
                    // Something was left to do, so this is not an end.
                    moves.push(world.clone());
                }
            }
        }
        if moves.is_empty() {
            let mut cells = world.cells.clone();
            for (call, _) in world.waits.iter().flatten() {
                cells[recvs[*call].unwrap()].push(Cell::Blocks);
            }
            found.outcomes.insert(Outcome { cells: cells.into_iter().enumerate().map(cell_of).collect() });
        }
        todo.extend(moves);
    }
    found
}

/// For each line the number of its cell: one for each recv, but one only for all recvs of a side in a loop.
fn cells_of(script: &Script) -> Vec<Option<usize>> {
    let mut known: Vec<(usize, Side)> = Vec::new();
    let mut cells = Vec::new();
    for (line, call) in script.calls.iter().enumerate() {
        let around = script.loops.iter().find(|each| each.calls.contains(&line));
        // A loop is named by its first line.
        let key = (around.map_or(line, |each| each.calls.start), call.side);
        cells.push(call.call.as_recv().map(|_| {
            known.iter().position(|other| *other == key).unwrap_or_else(|| {
                known.push(key);
                known.len() - 1
            })
        }));
    }
    cells
}

/// The first line of a side in a range of lines.
fn own_line(script: &Script, side: usize, mut lines: std::ops::Range<usize>) -> Option<usize> {
    lines.find(|line| script.calls[*line].side as usize == side)
}

/// Where a side goes on after its line has returned.
fn go_on(script: &Script, next: &mut (usize, u32), side: usize, eof: bool) {
    let (line, round) = *next;
    let end = script.calls.len();
    let after = |from: usize| (own_line(script, side, from..end).unwrap_or(end), 0);
    *next = match script.loops.iter().find(|each| each.calls.contains(&line)) {
        None => after(line + 1),
        Some(around) => {
            let lines = around.calls.clone();
            let first = own_line(script, side, lines.clone()).unwrap();
            match (own_line(script, side, line + 1..lines.end), around.kind) {
                (_, LoopKind::UntilEof) if eof => after(lines.end),
                (Some(later), _) => (later, round),
                (None, LoopKind::UntilEof) => (first, 0),
                (None, LoopKind::Repeat(rounds)) if round + 1 < rounds => (first, round + 1),
                (None, LoopKind::Repeat(_)) => after(lines.end),
            }
        }
    }
}

fn calls_that_may_come(script: &Script, world: &World, reading: Reading) -> Vec<usize> {
    let first_of = |side: usize| {
        let (line, round) = world.next[side];
        (line < script.calls.len() && world.waits[side].is_none()).then_some((line, round))
    };
    let both = [first_of(0), first_of(1)];
    let firsts: Vec<usize> = both.iter().flatten().map(|(line, _)| *line).collect();
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
            match both {
                _ if could_end => Vec::new(),
                // In the same loop the earlier round comes first.
                [Some((one, round)), Some((other, turn))]
                    if round != turn
                        && script.loops.iter().any(|l| l.calls.contains(&one) && l.calls.contains(&other)) =>
                {
                    vec![if round < turn { one } else { other }]
                }
                _ => firsts.into_iter().min().into_iter().collect(),
            }
        }
    }
}

/// Makes a call; several worlds where the size is open, none where the call must fail.
fn make(script: &Script, recvs: &[Option<usize>], world: &World, call: usize) -> Option<Vec<World>> {
    let line = &script.calls[call];
    let (me, peer) = (line.side as usize, 1 - line.side as usize);
    if world.closed[me] && !matches!(line.call.op, Op::Sleep(_)) {
        return None;
    }
    let mut next = world.clone();
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
    go_on(script, &mut next.next[me], me, false);
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

fn complete(script: &Script, recvs: &[Option<usize>], world: &mut World, side: usize) {
    let Some((call, size)) = world.waits[side] else { return };
    let flags = flags_of(script, call);
    if let Some(cell) = answer(flags, size, &world.to[side]) {
        if let (Cell::Data(bytes), false) = (&cell, flags.peek) {
            world.to[side].here.drain(..bytes.len());
        }
        world.waits[side] = None;
        go_on(script, &mut world.next[side], side, cell == Cell::Eof);
        world.cells[recvs[call].unwrap()].push(cell);
    }
}
