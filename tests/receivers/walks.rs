//! The way of a program through its lines, from what its calls returned.

use chunkscope::framing::code::{Program, Status, Value};
use chunkscope::framing::search::{Run, Verdict, run, search, standard};
use chunkscope::framing::walk::{Doing, Given, Walk, walk};

use super::catalogue::{all, named};

/// The walk over the bytes that the recvs of a run returned.
fn walked(program: &Program, run: &Run, wire: &[u8]) -> Walk {
    let given: Vec<Given> = run.recvs.iter().map(|recv| Given::Bytes(wire[recv.bytes.clone()].to_vec())).collect();
    walk(program, None, &given).unwrap()
}

#[test]
fn a_walk_takes_the_lines_that_a_run_tells_of_and_ends_with_its_variables() {
    for receiver in all() {
        let Verdict::Broken(case) = search(&receiver, &standard(&receiver)).unwrap() else { continue };
        let run = run(&receiver, &case.conversation, &case.wire, &case.cuts);
        let walk = walked(receiver.program(), &run, &case.wire);
        for (index, recv) in run.recvs.iter().enumerate() {
            let steps: Vec<_> = walk.steps.iter().filter(|step| step.returned == index + 1).collect();
            let (first, rest) = steps.split_first().unwrap();
            assert_eq!(first.doing, Doing::Returns);
            let lines: Vec<u32> = rest.iter().map(|step| step.line).collect();
            assert_eq!(lines, recv.lines, "{}", receiver.id());
            assert_eq!(steps.last().unwrap().variables, recv.after, "{}", receiver.id());
            let changes: Vec<_> = steps.iter().flat_map(|step| step.changes.clone()).collect();
            assert_eq!(changes, recv.changes, "{}", receiver.id());
            let delivered: Vec<_> = steps.iter().flat_map(|step| step.delivered.clone()).collect();
            assert_eq!(delivered, recv.delivered);
        }
        assert_eq!(walk.status, run.recvs.last().unwrap().status);
        let delivered: Vec<&[u8]> = walk.delivered(walk.steps.len()).collect();
        assert_eq!(delivered, run.recvs.iter().flat_map(|recv| &recv.delivered).collect::<Vec<_>>());
    }
}

#[test]
fn a_call_is_told_when_it_is_made_and_when_it_returns() {
    let receiver = named("two-loops");
    let waiting = walk(receiver.program(), None, &[]).unwrap();
    assert_eq!(waiting.status, Status::Receiving(2));
    let last = waiting.steps.last().unwrap();
    assert_eq!((last.doing, last.returned), (Doing::Calls, 0));
    assert!(waiting.steps.iter().rev().skip(1).all(|step| step.doing == Doing::Runs));
    let given = [Given::Bytes(b"\0".to_vec())];
    let after = walk(receiver.program(), None, &given).unwrap();
    let step = &after.steps[waiting.steps.len()];
    assert_eq!((step.doing, step.line), (Doing::Returns, last.line));
    assert_eq!(step.changes[0].after, Value::Bytes(b"\0".to_vec()));
    assert_eq!(after.status, Status::Receiving(1), "it asks for what is missing");
    // A walk is the same whatever comes later.
    assert_eq!(after.steps[..waiting.steps.len()], waiting.steps);
}

#[test]
fn a_function_walks_with_sends_that_take_few_bytes() {
    let source = "def sendall(sock, data):\n    sent = 0\n    while sent < len(data):\n        count = sock.send(data[sent:])\n        sent += count\n";
    let program = Program::compile(source).unwrap();
    let call = || Some(("sendall", vec![Value::Bytes(b"abc".to_vec())]));
    let walk = walk(&program, call(), &[Given::Taken(2), Given::Taken(1)]).unwrap();
    assert!(matches!(walk.status, Status::Done(_)));
    let sent: Vec<&Value> = walk.steps.iter().flat_map(|step| &step.changes).map(|change| &change.after).collect();
    assert_eq!(sent, [0, 2, 2, 1, 3].map(Value::Int).iter().collect::<Vec<_>>());
    assert!(chunkscope::framing::walk::walk(&program, Some(("recv", vec![])), &[]).is_none());
}

#[test]
fn a_program_that_runs_for_ever_is_told_of_up_to_a_bound() {
    let program = Program::compile("at = 0\nwhile True:\n    at += 1\n").unwrap();
    let walk = walk(&program, None, &[]).unwrap();
    assert_eq!(walk.status, Status::Loops);
    assert_eq!(walk.steps.len(), 2_000);
}
