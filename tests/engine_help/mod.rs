//! Scripts in a line each, for tests of the engine, without the parser.
#![allow(dead_code, missing_docs, unreachable_pub)]

use std::sync::Arc;
use std::time::Duration;

use chunkscope::call::*;
use chunkscope::engine::*;
use chunkscope::script::{Script, ScriptCall};
use chunkscope::stream::{Cell, Outcome};
use chunkscope::trace::{Got, What};

pub use Side::{Client, Server};

pub fn script(calls: impl IntoIterator<Item = ScriptCall>) -> Arc<Script> {
    Arc::new(Script { calls: calls.into_iter().collect(), loops: Vec::new() })
}

pub fn op(side: Side, op: Op) -> ScriptCall {
    let call = Call { spelling: Spelling::C, sock: "sock".into(), result: None, op };
    ScriptCall { side, call, span: None }
}

pub fn send_as(side: Side, verb: SendVerb, bytes: &[u8], flags: SendFlags) -> ScriptCall {
    let data = Literal::Text { unit: bytes.to_vec(), times: 1 };
    op(side, Op::Send(SendCall { verb, data, length: bytes.len() as u64, bytes: bytes.into(), flags }))
}

pub fn send(side: Side, text: &str) -> ScriptCall {
    send_as(side, SendVerb::Send, text.as_bytes(), SendFlags::default())
}

pub fn many(side: Side, count: u64) -> ScriptCall {
    send_as(side, SendVerb::SendAll, &pattern(count), SendFlags::default())
}

pub fn recv_as(side: Side, verb: RecvVerb, size: Size, flags: RecvFlags) -> ScriptCall {
    op(side, Op::Recv(RecvCall { verb, buffer: None, size, flags }))
}

pub fn recv(side: Side, size: u64) -> ScriptCall {
    recv_as(side, RecvVerb::Recv, Size::Fixed(size), RecvFlags::default())
}

pub fn waitall(side: Side, size: u64) -> ScriptCall {
    recv_as(side, RecvVerb::Recv, Size::Fixed(size), RecvFlags { waitall: true, ..Default::default() })
}

pub fn peek(side: Side, size: u64) -> ScriptCall {
    recv_as(side, RecvVerb::Recv, Size::Fixed(size), RecvFlags { peek: true, ..Default::default() })
}

pub fn poll(side: Side, size: u64) -> ScriptCall {
    recv_as(side, RecvVerb::Recv, Size::Fixed(size), RecvFlags { dontwait: true, ..Default::default() })
}

pub fn shut(side: Side) -> ScriptCall {
    op(side, Op::Shutdown(How::Write))
}

pub fn close(side: Side) -> ScriptCall {
    op(side, Op::Close)
}

pub fn sleep(side: Side, pause: Duration) -> ScriptCall {
    op(side, Op::Sleep(pause))
}

/// The worksheet: hello! and bye!, two recvs.
pub fn lesson() -> Arc<Script> {
    script([send(Client, "hello!"), send(Client, "bye!"), recv(Server, 1024), recv(Server, 1024)])
}

pub fn plan(script: &Arc<Script>, via: Via, start: Start) -> Plan {
    Plan { script: Arc::clone(script), via, start, seed: 7, knobs: Knobs::default() }
}

pub fn direct(script: &Arc<Script>) -> Plan {
    plan(script, Via::Direct, Start::SendsFirst)
}

pub fn pieces(client: &[u64], server: &[u64]) -> Via {
    Via::Relay(Policy::Pieces([client.to_vec(), server.to_vec()]))
}

pub fn relays() -> Vec<Via> {
    [Policy::Whole, Policy::Merged, Policy::Drip, Policy::Random, Policy::Pieces([vec![1, 2, 3], vec![2]])]
        .into_iter()
        .map(Via::Relay)
        .collect()
}

pub fn vias() -> Vec<Via> {
    std::iter::once(Via::Direct).chain(relays()).collect()
}

pub const STARTS: [Start; 3] = [Start::SendsFirst, Start::ServerFirst, Start::Free];

/// Whether the trace of a run may have no order of events that the model knows.
///
/// With nothing between the two sides the bytes' way is not seen; a call that failed lies outside. And a send of the relay has
/// returned before the kernel of a busy machine has its bytes at the other end: where the calls are free, nothing waits for
/// that, and a recv that does not wait may look in between.
pub fn may_lack_an_order(plan: &Plan, report: &Report) -> bool {
    let failed = |which: &dyn Fn(i32) -> bool| {
        let events = report.trace.events.iter();
        events
            .into_iter()
            .any(|event| matches!(&event.what, What::Return { got: Got::Failed(errno), .. } if which(errno.0)))
    };
    let early = plan.start == Start::Free && failed(&|errno| errno == libc::EAGAIN);
    plan.via == Via::Direct || failed(&|errno| errno != libc::EAGAIN) || early
}

pub fn run(plan: &Plan) -> Report {
    let report = Runner::new().expect("a runner").run(plan, &Cancel::default());
    let report = report.unwrap_or_else(|error| panic!("{error:?} in {plan:?}"));
    check(plan, &report);
    report
}

/// What must be true of every report.
pub fn check(plan: &Plan, report: &Report) {
    assert!(!report.wrong, "{plan:?}: {report:?}");
    assert_eq!(report.outcome.cells.len(), plan.script.cells().len());
    let events = &report.trace.events;
    assert!(matches!(events[0].what, What::Connected { .. }));
    assert_eq!(events[events.len() - 1].what, What::Ended);
    let mut open = vec![0; plan.script.calls.len()];
    for event in events {
        match &event.what {
            What::Enter { call, size } => {
                // In a loop a call is made again, once it has returned.
                let again = open[*call] == 2 && plan.script.loop_of(*call).is_some();
                assert!(open[*call] == 0 || again, "{events:?}");
                assert_eq!(size.is_some(), plan.script.calls[*call].call.as_recv().is_some());
                open[*call] = 1;
            }
            What::Return { call, .. } => {
                assert_eq!(open[*call], 1, "{events:?}");
                open[*call] = 2;
            }
            What::BlocksForGood { call } => {
                assert_eq!(open[*call], 1, "{events:?}");
                open[*call] = 3;
            }
            What::NeverCalled { call } => {
                assert_eq!(open[*call], 0, "{events:?}");
                open[*call] = 4;
            }
            _ => {}
        }
    }
    assert!(open.iter().all(|state| *state >= 2), "{plan:?} {events:?}");
}

pub fn cells(plan: &Plan) -> String {
    show(&run(plan).outcome)
}

/// An outcome in a line: `hello!|bye!`, words in angle brackets, a `+` between the pieces of a loop.
pub fn show(outcome: &Outcome) -> String {
    fn show_cell(cell: &Cell) -> String {
        match cell {
            Cell::Pieces(pieces) => pieces.iter().map(show_cell).collect::<Vec<_>>().join("+"),
            Cell::Data(bytes) => String::from_utf8_lossy(bytes).into_owned(),
            Cell::Blocks => "<blocks>".into(),
            Cell::Eagain => "<eagain>".into(),
            Cell::Eof => "<eof>".into(),
            Cell::Unreached => "<unreached>".into(),
            Cell::Error(errno) => format!("<{}>", errno.name()),
        }
    }
    outcome.cells.iter().map(show_cell).collect::<Vec<_>>().join("|")
}

/// All bytes that a side's recvs took out of the stream, in order.
pub fn received(script: &Script, report: &Report, side: Side) -> Vec<u8> {
    let mut all = Vec::new();
    for event in &report.trace.events {
        if let What::Return { call, got: Got::Received(bytes) } = &event.what
            && script.calls[*call].side == side
            && script.calls[*call].call.as_recv().is_some_and(|recv| !recv.flags.peek)
        {
            all.extend_from_slice(bytes);
        }
    }
    all
}

/// A script in a line a call.
pub fn listing(script: &Script) -> String {
    let call = |line: &ScriptCall| {
        let side = line.side.word();
        match &line.call.op {
            Op::Send(send) => format!("{side} {:?} {} {:?}", send.verb, send.length, send.flags),
            Op::Recv(recv) => format!("{side} recv {:?} {:?}", recv.size, recv.flags),
            other => format!("{side} {other:?}"),
        }
    };
    let loops = script.loops.iter().map(|each| format!("{} around {:?}", each.kind, each.calls));
    script.calls.iter().map(call).chain(loops).collect::<Vec<_>>().join("\n")
}
