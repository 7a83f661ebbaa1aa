//! How fast runs are: a burst of fresh connections, runs through the relay, bytes against random sizes.
//!
//! Numbers to reach on two cores (DESIGN, section 10): 10,000 fresh direct connections in under 3 s.

#[path = "../tests/engine_help/mod.rs"]
mod engine_help;

use chunkscope::call::{RecvFlags, RecvVerb, Size};
use chunkscope::engine::{Cancel, Plan, Policy, Runner, Start, Via, burst};
use divan::Bencher;
use engine_help::{Client, Server, direct, lesson, many, pieces, plan, recv_as, script};

fn main() {
    divan::main();
}

/// 10,000 runs of lesson 1, sends first, direct, each on a fresh connection.
#[divan::bench(sample_count = 3, sample_size = 1)]
fn burst_of_10000(bencher: Bencher<'_, '_>) {
    let plan = direct(&lesson());
    bencher.bench(|| burst(&plan, 10_000, &Cancel::default(), None).expect("a burst"));
}

fn one_run(bencher: Bencher<'_, '_>, plan: &Plan) {
    let mut runner = Runner::new().expect("a runner");
    bencher.bench_local(|| runner.run(plan, &Cancel::default()).expect("a run"));
}

#[divan::bench(args = [Start::SendsFirst, Start::ServerFirst, Start::Free], sample_count = 300, sample_size = 1)]
fn direct_run(bencher: Bencher<'_, '_>, start: Start) {
    one_run(bencher, &plan(&lesson(), Via::Direct, start));
}

#[divan::bench(args = [Start::SendsFirst, Start::ServerFirst, Start::Free], sample_count = 300, sample_size = 1)]
fn relayed_run(bencher: Bencher<'_, '_>, start: Start) {
    one_run(bencher, &plan(&lesson(), pieces(&[1, 9], &[]), start));
}

/// 1,000 gated deliveries of one byte, each its own recv.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn thousand_single_bytes(bencher: Bencher<'_, '_>) {
    let recvs = (0..1000).map(|_| recv_as(Server, RecvVerb::Recv, Size::Fixed(1024), RecvFlags::default()));
    let script = script(std::iter::once(many(Client, 1000)).chain(recvs));
    one_run(bencher, &plan(&script, Via::Relay(Policy::Drip), Start::SendsFirst));
}

/// 5,000,000 bytes, sent before anybody reads, against recvs of 1 to 200,000 bytes.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn five_million_bytes(bencher: Bencher<'_, '_>) {
    let size = Size::Rand(1, 200_000);
    let recvs = (0..150).map(|_| recv_as(Server, RecvVerb::Recv, size, RecvFlags::default()));
    one_run(bencher, &direct(&script(std::iter::once(many(Client, 5_000_000)).chain(recvs))));
}
