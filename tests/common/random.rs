//! Random small scripts.

use std::time::Duration;

use chunkscope::call::{Op, RecvFlags, Side, Size};
use chunkscope::script::Script;
use proptest::prelude::*;

use super::calls::{recv_with, script, send, shutdown};

#[derive(Debug, Clone, Copy)]
pub struct Kinds {
    pub flags: bool,
    pub open_sizes: bool,
    pub both_ways: bool,
    pub ends: bool,
}

pub const PLAIN: Kinds = Kinds { flags: false, open_sizes: false, both_ways: false, ends: true };
pub const ALL: Kinds = Kinds { flags: true, open_sizes: true, both_ways: true, ends: true };

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
            writeln!(f, "{} {}: {op}", index + 1, line.side.word())?;
        }
        Ok(())
    }
}

pub fn a_script(kinds: Kinds) -> impl Strategy<Value = Short> {
    let both = kinds.both_ways;
    let client = an_op(kinds, true, both).prop_map(|op| (Side::Client, op));
    let server = an_op(kinds, both, true).prop_map(|op| (Side::Server, op));
    proptest::collection::vec(prop_oneof![client, server], 1..7).prop_map(|calls| Short(script(calls))).prop_filter(
        "small",
        |Short(script)| {
            let bytes = script.stream_from(Side::Client).len() + script.stream_from(Side::Server).len();
            script.recvs().count() <= 4 && bytes <= 8
        },
    )
}
