//! Which variables still matter: a variable that will be set before it is read again is no part of a state.

use super::parse::Expr;
use super::program::{At, Into, Step, Var};

/// For each step, the variables of its own scope that it or a later step reads before they are set; and the variables outside
/// functions that functions read.
pub(super) fn analyse(steps: &[At], start: usize) -> (Vec<u64>, u64) {
    let mut read_inside = 0;
    for at in &steps[..start] {
        read_inside |= reads(&at.step, false);
    }
    let mut before = vec![0u64; steps.len()];
    loop {
        let mut changed = false;
        for (index, at) in steps.iter().enumerate().rev() {
            let local = index < start;
            let next = |to: usize| before.get(to).copied().unwrap_or(0);
            let out = match &at.step {
                Step::Return(_) | Step::Raise(_) => 0,
                Step::Jump(to) => next(*to),
                Step::Unless(_, to) => next(*to) | next(index + 1),
                _ => next(index + 1),
            };
            let called = if local { 0 } else { calls(&at.step, read_inside) };
            let needed = (out & !sets(&at.step, local)) | reads(&at.step, local) | called;
            changed |= needed != before[index];
            before[index] = needed;
        }
        if !changed {
            return (before, read_inside);
        }
    }
}

fn calls(step: &Step, read_inside: u64) -> u64 {
    if matches!(step, Step::Call { .. }) { read_inside } else { 0 }
}

fn bit(var: Var, local: bool) -> u64 {
    match var {
        Var::Local(slot) if local => 1 << slot,
        Var::Global(slot) if !local => 1 << slot,
        _ => 0,
    }
}

fn sets(step: &Step, local: bool) -> u64 {
    match step {
        Step::Set(into, _)
        | Step::Recv(Some(into), _)
        | Step::RecvInto(Some(into), _)
        | Step::Send { count: Some(into), .. }
        | Step::Call { result: Some(into), .. }
            if !into.add =>
        {
            bit(into.var, local)
        }
        _ => 0,
    }
}

fn reads(step: &Step, local: bool) -> u64 {
    let added = |into: &Into| if into.add { bit(into.var, local) } else { 0 };
    let maybe = |into: &Option<Into>| into.as_ref().map_or(0, added);
    match step {
        Step::Set(into, expr) => added(into) | vars(expr, local),
        Step::Recv(into, expr) => maybe(into) | vars(expr, local),
        Step::RecvInto(into, buffer) => maybe(into) | bit(*buffer, local),
        Step::Send { count, bytes, .. } => maybe(count) | vars(bytes, local),
        Step::Call { result, arguments, .. } => {
            arguments.iter().fold(maybe(result), |found, argument| found | vars(argument, local))
        }
        Step::Deliver(expr) | Step::Return(Some(expr)) | Step::Unless(expr, _) => vars(expr, local),
        Step::Raise(_) | Step::Return(None) | Step::Jump(_) | Step::Pass => 0,
    }
}

fn vars(expr: &Expr<Var>, local: bool) -> u64 {
    let maybe = |part: &Option<Box<Expr<Var>>>| part.as_ref().map_or(0, |part| vars(part, local));
    match expr {
        Expr::Value(_) => 0,
        Expr::Var(var) => bit(*var, local),
        Expr::Not(inner) => vars(inner, local),
        Expr::And(left, right) | Expr::Or(left, right) | Expr::Op(_, left, right) | Expr::Index(left, right) => {
            vars(left, local) | vars(right, local)
        }
        Expr::Slice(whole, from, to) => vars(whole, local) | maybe(from) | maybe(to),
        Expr::Call(_, arguments) => arguments.iter().fold(0, |found, argument| found | vars(argument, local)),
    }
}
