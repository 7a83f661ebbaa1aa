//! What is still open after a beginning, against trying everything out.
#![allow(missing_docs)]

mod common;

use std::collections::HashSet;

use chunkscope::call::Side;
use chunkscope::script::Script;
use chunkscope::stream::{
    Claim, Count, Machine, Outcome, Program, Reading, Row, Step, is_open, list, lost_at, still_open,
};
use common::random::{ALL, Kinds, LOOPS, PLAIN, Short, a_script};
use proptest::prelude::*;

/// Every step that the machine takes: deliveries of each length, sizes of each kind.
fn moves(machine: &Machine<'_>, script: &Script, reading: Reading) -> Vec<Step> {
    let mut steps = Vec::new();
    for side in Side::BOTH {
        if let Some(call) = machine.next_of(side) {
            let size = script.calls[call].call.as_recv().map(|recv| (recv.size.least(), recv.size.most()));
            match size {
                Some((least, most)) if least != most => {
                    steps.extend((least..=most).map(|size| Step::Issue { call, size: Some(size) }));
                }
                _ => steps.push(Step::Issue { call, size: None }),
            }
        }
        let stream = machine.state().to[side.index()];
        steps.extend((1..=stream.sent - stream.delivered).map(|bytes| Step::Deliver { bytes, to: side }));
        steps.push(Step::Fin { to: side });
    }
    steps.retain(|step| machine.clone().step(*step, reading).is_ok());
    steps
}

/// All outcomes of executions that go on from these steps; none where there are too many to try, or one leaves the model.
fn brute(program: &Program, script: &Script, reading: Reading, begun: &[Step]) -> Option<HashSet<Outcome>> {
    let mut found = HashSet::new();
    let mut met = HashSet::new();
    let mut open = vec![begun.to_vec()];
    while let Some(steps) = open.pop() {
        let mut machine = Machine::new(program);
        let outcome = machine.replay(&steps, reading).ok()?;
        if met.len() > 3000 {
            return None;
        }
        if !met.insert((machine.state().clone(), outcome.clone())) {
            continue;
        }
        let next = moves(&machine, script, reading);
        if machine.is_final() {
            found.insert(outcome);
        } else if next.is_empty() {
            return None;
        }
        open.extend(next.into_iter().map(|step| [&steps[..], &[step]].concat()));
    }
    Some(found)
}

fn row(outcome: &Outcome) -> Row {
    Row { number: 1, span: Default::default(), claims: outcome.cells.iter().map(Claim::from).collect() }
}

fn check(script: &Script, reading: Reading, picks: &[usize]) -> Result<(), TestCaseError> {
    let program = Program::new(script);
    let all = list(script, reading, 200);
    let mut steps: Vec<Step> = Vec::new();
    for pick in picks.iter().map(Some).chain([None]) {
        let Some(expected) = brute(&program, script, reading, &steps) else { return Ok(()) };
        if let Count::Exact(number) = still_open(&program, reading, &steps).expect("a beginning") {
            prop_assert_eq!(number.to_string(), expected.len().to_string(), "after {:?}: {:?}", &steps, &expected);
        }
        for outcome in &all {
            let open = is_open(&program, reading, &steps, &row(outcome)).expect("a beginning");
            // A row that says "0" admits the end of the stream, too.
            let among = expected.iter().any(|other| row(outcome).admits(other));
            prop_assert_eq!(open, Some(among), "after {:?}: {:?}", &steps, outcome);
            let lost = lost_at(&program, reading, &steps, &row(outcome)).expect("a beginning");
            match lost {
                None => prop_assert!(among),
                Some(at) => {
                    let open =
                        |made: usize| is_open(&program, reading, &steps[..made], &row(outcome)).expect("a beginning");
                    prop_assert!(at > 0, "it is possible");
                    prop_assert_eq!((open(at - 1), open(at)), (Some(true), Some(false)));
                }
            }
        }
        let mut machine = Machine::new(&program);
        machine.replay(&steps, reading).expect("a beginning");
        let next = moves(&machine, script, reading);
        match pick {
            Some(pick) if !next.is_empty() => steps.push(next[pick % next.len()]),
            _ => return Ok(()),
        }
    }
    Ok(())
}

fn random(kinds: Kinds) -> impl Strategy<Value = (Short, Vec<usize>, bool)> {
    (a_script(kinds), proptest::collection::vec(0..1000usize, 0..8), any::<bool>())
}

fn reading(in_order: bool) -> Reading {
    if in_order { Reading::InOrder } else { Reading::Concurrent }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn plain_scripts((script, picks, in_order) in random(PLAIN)) {
        check(&script.0, reading(in_order), &picks)?;
    }

    #[test]
    fn scripts_of_every_kind((script, picks, in_order) in random(ALL)) {
        check(&script.0, reading(in_order), &picks)?;
    }

    #[test]
    fn scripts_with_loops((script, picks, in_order) in random(LOOPS)) {
        check(&script.0, reading(in_order), &picks)?;
    }
}

#[test]
fn the_worksheet_s_outcomes_go_out_of_reach_one_by_one() {
    let script = common::calls::lesson_one();
    let program = Program::new(&script);
    let issue = |call| Step::Issue { call, size: None };
    let deliver = |bytes| Step::Deliver { bytes, to: Side::Server };
    let steps = [issue(0), issue(1), issue(2), deliver(2), issue(3), deliver(3)];
    let open = |made: usize| match still_open(&program, Reading::InOrder, &steps[..made]).expect("a beginning") {
        Count::Exact(number) => number.to_string(),
        other => panic!("{other:?}"),
    };
    assert_eq!(["46", "46", "46", "46", "8", "8", "1"].map(str::to_owned), [0, 1, 2, 3, 4, 5, 6].map(open));
    let two = |data: [&str; 2]| Row {
        number: 1,
        span: Default::default(),
        claims: data.map(|data| Claim::Data(data.into())).to_vec(),
    };
    let lost = |row| lost_at(&program, Reading::InOrder, &steps, &row).expect("a beginning");
    assert_eq!(lost(two(["he", "llo"])), None);
    assert_eq!(lost(two(["he", "ll"])), Some(6));
    assert_eq!(lost(two(["hello!", "bye!"])), Some(4));
    assert_eq!(lost(two(["bye!", "hello!"])), Some(0));
}
