//! How fast the judge answers and counts. Run with `cargo bench --bench judge`.
#![allow(missing_docs)]

use chunkscope::call::{Call, Literal, Op, RecvCall, RecvFlags, RecvVerb, SendCall, SendFlags, SendVerb};
use chunkscope::call::{Side, Size, Spelling};
use chunkscope::script::{Script, ScriptCall};
use chunkscope::stream::{self, Claim, Reading, Row};
use chunkscope::text::Span;

fn main() {
    divan::main();
}

fn line(side: Side, op: Op) -> ScriptCall {
    ScriptCall { side, call: Call { spelling: Spelling::C, sock: "sock".into(), result: None, op }, span: None }
}

fn send(bytes: &[u8]) -> ScriptCall {
    let data = Literal::Text { unit: bytes.to_vec(), times: 1 };
    let (length, flags) = (bytes.len() as u64, SendFlags::default());
    line(Side::Client, Op::Send(SendCall { verb: SendVerb::Send, data, length, bytes: bytes.into(), flags }))
}

fn recv(size: u64) -> ScriptCall {
    let (size, flags) = (Size::Fixed(size), RecvFlags::default());
    line(Side::Server, Op::Recv(RecvCall { verb: RecvVerb::Recv, buffer: None, size, flags }))
}

fn lesson_one() -> Script {
    Script { calls: vec![send(b"hello!"), send(b"bye!"), recv(1024), recv(1024)], loops: Vec::new() }
}

/// 10,000 rows of lesson 1's script: all pairs of pieces of the stream, possible and impossible ones. Goal: under 1 s.
#[divan::bench(sample_count = 10)]
fn ten_thousand_rows(bencher: divan::Bencher) {
    let bytes = b"hello!bye!";
    let piece = |n: usize| bytes[n % 10..(n % 10 + n / 10 % 10 + 1).min(10)].to_vec();
    let rows: Vec<Row> = (0..10_000)
        .map(|n| Row {
            number: n as u32 + 1,
            span: Span::default(),
            claims: vec![Claim::Data(piece(n % 100)), Claim::Data(piece(n / 100))],
        })
        .collect();
    let script = lesson_one();
    bencher.bench(|| stream::judge_all(&script, &rows, Reading::InOrder));
}

/// A send of 1,000,000 bytes and 5 recvs, counted.
#[divan::bench(sample_count = 5)]
fn count_a_million_bytes_and_five_recvs(bencher: divan::Bencher) {
    let mut calls = vec![send(&vec![b'x'; 1_000_000])];
    calls.extend((0..5).map(|_| recv(1_000_000)));
    let script = Script { calls, loops: Vec::new() };
    bencher.bench(|| stream::count(&script, Reading::InOrder));
}

/// The same with both sides for themselves.
#[divan::bench(sample_count = 5)]
fn count_a_million_bytes_concurrent(bencher: divan::Bencher) {
    let mut calls = vec![send(&vec![b'x'; 1_000_000])];
    calls.extend((0..5).map(|_| recv(1_000_000)));
    let script = Script { calls, loops: Vec::new() };
    bencher.bench(|| stream::count(&script, Reading::Concurrent));
}
