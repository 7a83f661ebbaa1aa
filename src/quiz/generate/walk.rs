//! Outcomes that can happen, found by letting them happen in the model: random deliveries, and the calls in order.

use crate::call::Side;
use crate::dice::Dice;
use crate::script::Script;
use crate::stream::{Cell, Machine, Outcome, Program, Reading, Step};

/// How the network of a walk cuts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cut {
    /// All that is on the way.
    All,
    /// Up to where the next send ends.
    Send,
    /// One byte.
    One,
    /// All but the last byte.
    AllButOne,
    /// Any number.
    Any,
}

const CUTS: [Cut; 5] = [Cut::All, Cut::Send, Cut::One, Cut::AllButOne, Cut::Any];

/// Where the sends towards a side end, as offsets in its stream.
pub(super) fn send_ends(script: &Script, to: Side) -> Vec<u64> {
    let mut at = 0;
    let mut end = |len: u64| {
        at += len;
        at
    };
    script.of(to.peer()).filter_map(|(_, line)| line.call.as_send().map(|send| end(send.length))).collect()
}

/// The outcome of one random order of events; none if a call would have to fail in it. `cut`: always this one.
pub(super) fn walk(script: &Script, dice: &mut Dice, cut: Option<Cut>) -> Option<Outcome> {
    let program = Program::new(script);
    let ends = Side::BOTH.map(|side| send_ends(script, side));
    let mut machine = Machine::new(&program);
    let mut cells = vec![Cell::Unreached; script.recvs().count()];
    let place = |call: usize| script.recvs().position(|(at, _)| at == call);
    loop {
        let step = if let Some(call) = machine.next_in_order() {
            let to = script.calls[call].side;
            let may_deliver = script.calls[call].call.as_recv().is_some() && dice.chance(3, 4);
            let delivery = if may_deliver { delivery(&machine, to, &ends, dice, cut) } else { None };
            if let Some(step) = delivery {
                machine.step(step, Reading::InOrder).ok()?;
                // At times the end of the stream comes along with the last bytes.
                if dice.chance(1, 2) {
                    let _ = machine.step(Step::Fin { to }, Reading::InOrder);
                }
            }
            Step::Issue { call, size: None }
        } else {
            let waiting = Side::BOTH.into_iter().find(|side| machine.can_complete(*side));
            let Some(to) = waiting else { break };
            delivery(&machine, to, &ends, dice, cut)?
        };
        if let Some(done) = machine.step(step, Reading::InOrder).ok()?
            && let Some(recv) = place(done.call)
        {
            cells[recv] = machine.cell(script.calls[done.call].side, done.taken);
        }
    }
    for side in Side::BOTH {
        if let Some(recv) = machine.pending_of(side).and_then(place) {
            cells[recv] = Cell::Blocks;
        }
    }
    Some(Outcome { cells })
}

/// Some of what is on the way to a side; its end where no byte is.
fn delivery(machine: &Machine<'_>, to: Side, ends: &[Vec<u64>; 2], dice: &mut Dice, cut: Option<Cut>) -> Option<Step> {
    let stream = machine.state().to[to.index()];
    let on_the_way = stream.sent - stream.delivered;
    if on_the_way == 0 {
        return (stream.fin_sent && !stream.fin_delivered).then_some(Step::Fin { to });
    }
    let bytes = match cut.unwrap_or_else(|| dice.pick(&CUTS)) {
        Cut::All => on_the_way,
        Cut::Send => {
            let end = ends[to.index()].iter().find(|end| **end > stream.delivered);
            end.map_or(on_the_way, |end| end - stream.delivered)
        }
        Cut::One => 1,
        Cut::AllButOne => (on_the_way - 1).max(1),
        Cut::Any => dice.within(1, on_the_way),
    };
    Some(Step::Deliver { bytes: bytes.min(on_the_way), to })
}
