//! How fast runs are: a burst of fresh connections, runs through the relay, bytes against random sizes.
//!
//! Numbers to reach on two cores (DESIGN, section 10): 10,000 fresh direct connections in under 3 s; 15,000 forced runs a
//! second (all 512 chunkings of ten bytes, fully read, through the relay, one reused connection, one thread).

#[path = "../tests/engine_help/mod.rs"]
mod engine_help;

use chunkscope::call::{RecvFlags, RecvVerb, Size};
use chunkscope::engine::{Cancel, ForcedRunner, Plan, Policy, Runner, Start, Via, Witnesses, burst};
use chunkscope::script::Script;
use chunkscope::stream::{self, Cell, Claim, Outcome, Reading, Row, Schedule, Step, Verdict};
use chunkscope::text::Span;
use divan::Bencher;
use divan::counter::ItemsCount;
use engine_help::{Client, Server, direct, lesson, many, pieces, plan, recv, recv_as, script, send, shut};

fn main() {
    divan::main();
}

/// 10,000 runs of lesson 1, sends first, direct, each on a fresh connection.
#[divan::bench(sample_count = 3, sample_size = 1)]
fn burst_of_10000(bencher: Bencher<'_, '_>) {
    let plan = direct(&lesson());
    bencher.bench(|| burst(&plan, 10_000, &Cancel::default(), None).expect("a burst"));
}

/// The 512 ways to cut ten bytes, each as a schedule of one script.
fn chunkings() -> Vec<Schedule> {
    let of = |cuts: u32| {
        let mut sizes = vec![1];
        for place in 0..9 {
            match cuts >> place & 1 {
                1 => sizes.push(1),
                _ => sizes.last_mut().into_iter().for_each(|last| *last += 1),
            }
        }
        let issue = |call| Step::Issue { call, size: None };
        let piece = |(nth, bytes)| [issue(2 + nth), Step::Deliver { bytes, to: Server }];
        Schedule {
            steps: [issue(0), issue(1)].into_iter().chain(sizes.into_iter().enumerate().flat_map(piece)).collect(),
        }
    };
    (0..512).map(of).collect()
}

/// All 512 chunkings on one connection, by the `ready` executor; an item is a run.
#[divan::bench(sample_count = 40, sample_size = 1)]
fn forced_512_chunkings(bencher: Bencher<'_, '_>) {
    let recvs = (0..10).map(|_| recv(Server, 1024));
    let script = script([send(Client, "hello!"), send(Client, "bye!")].into_iter().chain(recvs));
    let all = chunkings();
    let mut runner = ForcedRunner::new().expect("a runner");
    bencher.counter(ItemsCount::new(all.len())).bench_local(|| {
        let mut runs = 0;
        runner.play_all(&script, &all, &Cancel::default(), &mut |_| runs += 1).expect("all played");
        assert_eq!((runs, runner.connections()), (512, 1));
    });
}

/// 10,000 runs of lesson 1, cut at random by the relay; bytes are left unread, so most connections are fresh.
#[divan::bench(sample_count = 3, sample_size = 1)]
fn forced_burst_of_10000(bencher: Bencher<'_, '_>) {
    let plan = plan(&lesson(), Via::Relay(Policy::Random), Start::SendsFirst);
    bencher.bench(|| burst(&plan, 10_000, &Cancel::default(), None).expect("a burst"));
}

/// All 46 outcomes of lesson 1 made to happen, each by the judge's witness: those in which a recv waits for good on a
/// thread a side, the others on one thread. An item is a witness.
#[divan::bench(sample_count = 40, sample_size = 1)]
fn witness_lesson_1(bencher: Bencher<'_, '_>) {
    witnesses(bencher, &lesson(), 46);
}

/// All outcomes of a script whose end is known (`hello!`, `bye!`, the end of the stream; four recvs): none waits for good.
#[divan::bench(sample_count = 40, sample_size = 1)]
fn witness_to_the_end(bencher: Bencher<'_, '_>) {
    let calls = [send(Client, "hello!"), send(Client, "bye!"), shut(Client)];
    witnesses(bencher, &script(calls.into_iter().chain((0..4).map(|_| recv(Server, 1024)))), 256);
}

fn witnesses(bencher: Bencher<'_, '_>, script: &std::sync::Arc<Script>, count: usize) {
    let outcomes = stream::list(script, Reading::InOrder, 1000);
    assert_eq!(outcomes.len(), count);
    let claim = |cell: &Cell| match cell {
        Cell::Data(bytes) => Claim::Data(bytes.clone()),
        Cell::Blocks => Claim::Blocks,
        Cell::Eof => Claim::Eof,
        other => panic!("not of these scripts: {other:?}"),
    };
    let witness = |outcome: &Outcome| {
        let row = Row { number: 1, span: Span::default(), claims: outcome.cells.iter().map(claim).collect() };
        match stream::judge(script, &row, Reading::InOrder) {
            Verdict::Possible { witness, .. } => witness,
            other => panic!("listed, but {other:?}"),
        }
    };
    let schedules: Vec<Schedule> = outcomes.iter().map(witness).collect();
    let mut runner = Witnesses::new().expect("a runner");
    bencher.counter(ItemsCount::new(schedules.len())).bench_local(|| {
        for (schedule, outcome) in schedules.iter().zip(&outcomes) {
            let report = runner.play(script, schedule, &Cancel::default()).expect("a run");
            assert_eq!(&report.outcome, outcome);
        }
    });
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
