//! The engine against the model: what a run gives is possible under the reading that its start implies, and every
//! possible outcome of a small script is had by playing its witness.
#![allow(missing_docs)]

mod engine_help;

use chunkscope::call::*;
use chunkscope::engine::*;
use chunkscope::script::ScriptCall;
use chunkscope::stream::judge::{Standing, standing};
use chunkscope::stream::{Claim, Reading, Row, Verdict, judge, list};
use chunkscope::text::Span;
use engine_help::*;

/// A small generator of our own (xorshift64*).
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) % bound
    }

    fn call(&mut self) -> ScriptCall {
        let side = Side::BOTH[self.below(2) as usize];
        match self.below(12) {
            0..=4 => send(side, &"abcdefghijklmnop"[..self.below(5) as usize]),
            5..=10 => {
                let size = Size::Fixed([0, 1, 2, 3, 5, 9, 99][self.below(7) as usize]);
                let mut one_in = |n| self.below(n) == 0;
                let flags = RecvFlags { peek: one_in(6), waitall: one_in(6), dontwait: one_in(6), oob: false };
                recv_as(side, RecvVerb::Recv, size, flags)
            }
            _ => shut(side),
        }
    }
}

#[test]
fn what_a_run_gives_is_possible() {
    let mut runner = Runner::new().expect("a runner");
    let mut judged = 0;
    for seed in 1..600 {
        let mut dice = Dice(seed * 0x9e37_79b9);
        let calls: Vec<_> = (0..1 + dice.below(7)).map(|_| dice.call()).collect();
        let script = script(calls);
        for via in vias() {
            for start in STARTS {
                let plan = Plan { seed, ..plan(&script, via.clone(), start) };
                let report = runner.run(&plan, &Cancel::default()).expect("a report");
                match standing(&script, &report.outcome, start.reading()) {
                    Standing::Possible => judged += 1,
                    Standing::Outside => {}
                    other => panic!("{other:?} {} {start} {via}\n{}", show(&report.outcome), listing(&script)),
                }
            }
        }
    }
    assert!(judged > 4000, "{judged}");
}

#[test]
fn every_possible_outcome_of_small_scripts_is_witnessed() {
    let mut runner = Runner::new().expect("a runner");
    for seed in 0..150 {
        let mut dice = Dice(seed * 0x0bad_cafe + 1);
        let calls: Vec<_> = (0..1 + dice.below(6)).map(|_| dice.call()).collect();
        let script = if seed == 0 { lesson() } else { script(calls) };
        for reading in [Reading::InOrder, Reading::Concurrent] {
            for outcome in list(&script, reading, 100) {
                let claims = outcome.cells.iter().map(|cell| match cell {
                    chunkscope::stream::Cell::Data(bytes) => Claim::Data(bytes.clone()),
                    chunkscope::stream::Cell::Blocks => Claim::Blocks,
                    chunkscope::stream::Cell::Eof => Claim::Eof,
                    chunkscope::stream::Cell::Eagain => Claim::Eagain,
                    _ => Claim::Unreached,
                });
                let row = Row { number: 1, span: Span::default(), claims: claims.collect() };
                let Verdict::Possible { witness, .. } = judge(&script, &row, reading) else {
                    panic!("listed, and not possible: {}\n{}", show(&outcome), listing(&script))
                };
                let report = runner.run_schedule(&direct(&script), &witness, &Cancel::default());
                let report = report
                    .unwrap_or_else(|error| panic!("{error:?} {} {witness:?}\n{}", show(&outcome), listing(&script)));
                assert_eq!(show(&report.outcome), show(&outcome), "{witness:?}\n{}", listing(&script));
                assert!(!report.wrong);
            }
        }
    }
}
