//! Random small scripts.

use std::time::Duration;

use chunkscope::call::{Op, RecvFlags, Side, Size};
use chunkscope::script::{Loop, LoopKind, Script, ScriptCall};
use proptest::prelude::*;

use super::calls::{recv_with, script, send, shutdown};

#[derive(Debug, Clone, Copy)]
pub struct Kinds {
    pub flags: bool,
    pub open_sizes: bool,
    pub both_ways: bool,
    pub ends: bool,
    pub loops: bool,
}

pub const PLAIN: Kinds = Kinds { flags: false, open_sizes: false, both_ways: false, ends: true, loops: false };
pub const ALL: Kinds = Kinds { flags: true, open_sizes: true, both_ways: true, ends: true, loops: false };
/// Everything, and loops around it.
pub const LOOPS: Kinds = Kinds { loops: true, ..ALL };
/// Loops around plain calls.
pub const PLAIN_LOOPS: Kinds = Kinds { loops: true, ..PLAIN };

fn an_op(kinds: Kinds, sends: bool, recvs: bool) -> BoxedStrategy<Op> {
    let flag = move || if kinds.flags { (0..4u8).prop_map(|n| n == 0).boxed() } else { Just(false).boxed() };
    let flags = (flag(), flag(), flag()).prop_map(|(peek, waitall, dontwait)| RecvFlags {
        peek,
        waitall,
        dontwait,
        oob: false,
    });
    let size = if kinds.open_sizes {
        prop_oneof![4 => (0..5u64).prop_map(Size::Fixed), 1 => (0..3u64, 0..3u64).prop_map(|(a, b)| Size::Rand(a, a + b))].boxed()
    } else {
        (1..6u64).prop_map(Size::Fixed).boxed()
    };
    let a_recv = (size, flags).prop_map(|(size, flags)| recv_with(size, flags)).boxed();
    let a_send =
        proptest::collection::vec(prop_oneof![Just(b'a'), Just(b'b')], 0..4).prop_map(|bytes| send(&bytes)).boxed();
    let mut ops = Vec::new();
    if sends {
        ops.push((6, a_send));
    }
    if recvs {
        ops.push((6, a_recv));
    }
    ops.push((1, Just(Op::Sleep(Duration::ZERO)).boxed()));
    if kinds.ends {
        ops.push((1, Just(shutdown()).boxed()));
        ops.push((1, Just(Op::Close).boxed()));
    }
    proptest::strategy::Union::new_weighted(ops).boxed()
}

/// A script that a failing test prints in one line a call.
pub struct Short(pub Script);

impl std::fmt::Debug for Short {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        for (index, line) in self.0.calls.iter().enumerate() {
            let op = match &line.call.op {
                Op::Send(send) => format!("send {:?}", String::from_utf8_lossy(&send.bytes)),
                Op::Recv(recv) => format!("recv {:?} {:?}", recv.size, recv.flags),
                other => format!("{other:?}"),
            };
            let around = self.0.loop_of(index).map(|each| self.0.loops[each].kind.to_string()).unwrap_or_default();
            writeln!(f, "{} {}: {op}   {around}", index + 1, line.side.word())?;
        }
        Ok(())
    }
}

pub fn a_script(kinds: Kinds) -> impl Strategy<Value = Short> {
    let both = kinds.both_ways;
    let client = an_op(kinds, true, both).prop_map(|op| (Side::Client, op));
    let server = an_op(kinds, both, true).prop_map(|op| (Side::Server, op));
    let calls = proptest::collection::vec(prop_oneof![client, server], 1..7);
    let loops =
        if kinds.loops { proptest::collection::vec(any::<[u8; 3]>(), 1..3).boxed() } else { Just(vec![]).boxed() };
    (calls, loops)
        .prop_map(|(calls, loops)| Short(with_loops(script(calls), &loops)))
        .prop_filter("small", |script| is_small(&script.0))
}

/// Loops where they may stand: `[first line, how many, which kind]`.
fn with_loops(mut script: Script, wanted: &[[u8; 3]]) -> Script {
    for [start, len, kind] in wanted {
        let start = usize::from(*start) % script.calls.len();
        let end = (start + 1 + usize::from(*len) % 3).min(script.calls.len());
        let taken = |each: &Loop| each.calls.start < end && start < each.calls.end;
        if script.loops.iter().any(taken) {
            continue;
        }
        let lines = &script.calls[start..end];
        let ends =
            |op: &Op| matches!(op, Op::Recv(recv) if recv.size.least() > 0 && !recv.flags.peek && !recv.flags.dontwait);
        let one_side = lines.iter().all(|line| line.side == lines[0].side);
        let kind = match kind % 5 {
            0..3 if one_side && lines.iter().any(|line| ends(&line.call.op)) => LoopKind::UntilEof,
            kind => LoopKind::Repeat(u32::from(kind) % 3 + 1),
        };
        script.loops.push(Loop { calls: start..end, kind, span: None });
    }
    script.loops.sort_by_key(|each| each.calls.start);
    script
}

/// Small enough to try everything, and bounded: sends of both sides in loops that go on as long as the other's might not be.
fn is_small(script: &Script) -> bool {
    let rounds = |call: usize| match script.loop_of(call).map(|each| script.loops[each].kind) {
        Some(LoopKind::Repeat(rounds)) => rounds as usize,
        _ => 1,
    };
    let recvs: usize = script.recvs().map(|(call, _)| rounds(call)).sum();
    let sent = |side| script.stream_from(side).len();
    let is_echo = |(call, line): (usize, &ScriptCall)| {
        let until = script.loop_of(call).is_some_and(|each| script.loops[each].kind == LoopKind::UntilEof);
        until && line.call.as_send().is_some_and(|send| send.length > 0)
    };
    let echoes = Side::BOTH.map(|side| script.of(side).any(is_echo));
    // What was sent before depends on the run then: the model leaves such scripts out.
    let later = |side| {
        script.of(side).filter(|line| is_echo(*line)).filter_map(|(call, _)| script.loop_of(call)).any(|each| {
            let end = script.loops[each].calls.end;
            script.of(side).any(|(call, line)| call >= end && line.call.as_send().is_some_and(|send| send.length > 0))
        })
    };
    let both = sent(Side::Client) + sent(Side::Server);
    let bound = if script.loops.is_empty() {
        8
    } else if echoes == [false; 2] {
        6
    } else {
        4
    };
    recvs <= 4 && both <= bound && echoes != [true; 2] && !Side::BOTH.into_iter().any(later)
}
