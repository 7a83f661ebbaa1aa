//! Random scripts on real sockets: whatever is asked, every run ends, and what came is what was sent.
#![allow(missing_docs)]

mod engine_help;

use chunkscope::call::*;
use chunkscope::engine::*;
use chunkscope::script::{Loop, LoopKind, Script, ScriptCall};
use engine_help::*;
use std::sync::Arc;

/// A small generator of our own (xorshift64*): the tests need no more.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) % bound
    }

    fn side(&mut self) -> Side {
        Side::BOTH[self.below(3).min(1) as usize]
    }

    fn call(&mut self) -> ScriptCall {
        let side = self.side();
        match self.below(14) {
            0..=4 => {
                let text = &"abcdefghijklmnop"[..self.below(12) as usize];
                let flags = SendFlags { more: self.below(60) == 0, dontwait: self.below(9) == 0, ..Default::default() };
                let verb = [SendVerb::Send, SendVerb::Write, SendVerb::SendAll][self.below(3) as usize];
                send_as(side, verb, text.as_bytes(), flags)
            }
            5..=10 => {
                let size = match self.below(8) {
                    0 => Size::Fixed(self.below(2)),
                    1 => Size::Rand(1, 8),
                    _ => Size::Fixed(1 + self.below(20)),
                };
                let mut one_in = |n| self.below(n) == 0;
                let flags = RecvFlags { peek: one_in(7), waitall: one_in(7), dontwait: one_in(7), oob: false };
                recv_as(side, RecvVerb::Recv, size, flags)
            }
            11 => op(side, Op::Shutdown([How::Write, How::Both, How::Read][self.below(3) as usize])),
            12 if self.below(2) == 0 => close(side),
            12 => op(side, Op::SetOption(OptionName::TcpNodelay, self.below(2) as i64)),
            _ => sleep(side, std::time::Duration::from_micros(self.below(300))),
        }
    }
}

/// Puts a loop around some of the calls, where one may stand there.
fn with_loop(dice: &mut Dice, calls: Vec<ScriptCall>) -> Arc<Script> {
    let start = dice.below(calls.len() as u64) as usize;
    let end = (start + 1 + dice.below(4) as usize).min(calls.len());
    let plain = script(calls);
    let kinds = [LoopKind::UntilEof, LoopKind::Repeat(1 + dice.below(4) as u32)];
    let looped = kinds.into_iter().map(|kind| {
        let loops = vec![Loop { calls: start..end, kind, span: None }];
        Script { loops, ..(*plain).clone() }
    });
    let mut fit = looped.filter(|script| script.check_loops().is_ok());
    fit.next().map_or(Arc::clone(&plain), Arc::new)
}

/// The report of a run; none where two loops answered each other without end, which is told.
fn report_of(runner: &mut Runner, plan: &Plan) -> Option<Report> {
    match runner.run(plan, &Cancel::default()) {
        Ok(report) => Some(report),
        Err(EngineError::Endless { .. }) if !plan.script.loops.is_empty() => None,
        Err(error) => panic!("{error:?}: {:?} {:?}\n{}", plan.start, plan.via, listing(&plan.script)),
    }
}

#[test]
fn random_scripts_end_and_give_what_was_sent() {
    let mut runner = Runner::new().expect("a runner");
    for seed in 1..300 {
        let mut dice = Dice(seed * 0x9e37_79b9);
        let calls: Vec<_> = (0..1 + dice.below(9)).map(|_| dice.call()).collect();
        let script = if seed % 3 == 0 { with_loop(&mut dice, calls) } else { script(calls) };
        // What a loop sends depends on how often it goes round.
        let open = |(call, _): (usize, &ScriptCall)| {
            script.loop_of(call).is_some_and(|each| script.loops[each].kind == LoopKind::UntilEof)
        };
        for via in vias() {
            for start in STARTS {
                let knobs = Knobs { reuse: seed % 2 == 0, kernel: seed % 3 == 0, ..Knobs::default() };
                let plan = Plan { seed, knobs, ..plan(&script, via.clone(), start) };
                let Some(report) = report_of(&mut runner, &plan) else { continue };
                check(&plan, &report);
                for side in Side::BOTH {
                    let sent = script.stream_from(side.peer());
                    let got = received(&script, &report, side);
                    // A send that failed, or took only a part, leaves a gap: then only the report's own check counts.
                    let whole =
                        script.of(side.peer()).all(|(_, line)| !matches!(line.call.op, Op::Close | Op::Shutdown(_)));
                    let alive = script.of(side).all(|(_, line)| !matches!(line.call.op, Op::Close));
                    let known = !script.of(side.peer()).any(open);
                    assert!(!whole || !alive || !known || sent.starts_with(&got), "{script:?}");
                }
            }
        }
    }
}

/// Calls that the model leaves out: urgent data, a low-water mark, corks, buffers made small half way, resets.
fn odd(dice: &mut Dice) -> ScriptCall {
    let side = dice.side();
    let option = |name, value| op(side, Op::SetOption(name, value));
    match dice.below(12) {
        0 => send_as(side, SendVerb::Send, b"u!", SendFlags { oob: true, ..Default::default() }),
        1 => {
            let flags = RecvFlags { oob: true, ..Default::default() };
            recv_as(side, RecvVerb::Recv, Size::Fixed(1), flags)
        }
        2 => option(OptionName::SoRcvlowat, 1 + dice.below(5) as i64),
        3 => option(OptionName::TcpCork, dice.below(2) as i64),
        4 => option(OptionName::SoRcvbuf, [1, 4096][dice.below(2) as usize]),
        5 => option(OptionName::SoSndbuf, [1, 4096][dice.below(2) as usize]),
        6 => option(OptionName::TcpMaxseg, [5, 88, 1460][dice.below(3) as usize]),
        7 => option(OptionName::TcpQuickack, dice.below(2) as i64),
        8 => send_as(side, SendVerb::Send, b"more", SendFlags { more: true, ..Default::default() }),
        9 => op(side, Op::Shutdown([How::Both, How::Read][dice.below(2) as usize])),
        10 => close(side),
        _ => many(side, 3000),
    }
}

#[test]
fn odd_scripts_end_and_the_model_denies_none_of_their_outcomes() {
    let mut runner = Runner::new().expect("a runner");
    for seed in 1..40 {
        let mut dice = Dice(seed * 0x51_7cc1_b727);
        let mut calls: Vec<_> = (0..2 + dice.below(5)).map(|_| dice.call()).collect();
        for _ in 0..1 + dice.below(3) {
            let at = dice.below(calls.len() as u64 + 1) as usize;
            calls.insert(at, odd(&mut dice));
        }
        let script = if seed % 3 == 0 { with_loop(&mut dice, calls) } else { script(calls) };
        for via in [Via::Direct, Via::Relay(Policy::Random)] {
            for start in STARTS {
                let plan = Plan { seed, ..plan(&script, via.clone(), start) };
                let Some(report) = report_of(&mut runner, &plan) else { continue };
                check(&plan, &report);
                let standing = report.standing(&plan);
                assert_ne!(standing, chunkscope::stream::Standing::Impossible, "{plan:?}\n{}", listing(&script));
            }
        }
    }
}

#[test]
fn through_the_relay_as_written_the_same_seed_gives_the_same_outcome() {
    let mut runner = Runner::new().expect("a runner");
    for seed in 1..150 {
        let mut dice = Dice(seed * 0x1234_5677);
        let calls: Vec<_> = (0..1 + dice.below(9)).map(|_| dice.call()).collect();
        let script = if seed % 3 == 0 { with_loop(&mut dice, calls) } else { script(calls) };
        for via in relays() {
            let plan = Plan { seed, ..plan(&script, via, Start::SendsFirst) };
            let mut outcomes = (0..3).map(|_| report_of(&mut runner, &plan).map(|report| show(&report.outcome)));
            let first = outcomes.next();
            for again in outcomes {
                assert_eq!(Some(again), first, "{:?}\n{}", plan.via, listing(&script));
            }
        }
    }
}
