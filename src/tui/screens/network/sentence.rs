//! The sentence: what can be done now, and what it would do.

use super::{quoted, side};
use crate::call::Side;
use crate::msg;
use crate::stream::{Claim, Completed, Machine, Row, Step, Taken};
use crate::text::{Message, thousands};
use crate::tui::app::burst::outcome_words;
use crate::tui::app::lab::RunState;
use crate::tui::app::network::Play;
use crate::tui::app::{App, Lab};
use crate::tui::widgets::Tone;

/// What the screen says now.
pub(super) fn sentence(app: &App, lab: &Lab, play: &Play) -> (String, Tone) {
    if let Some(notice) = &app.notice {
        let tone = if notice.fault { Tone::Fault } else { Tone::Plain };
        return (app.texts.say(&notice.message), tone);
    }
    if let Some(why) = lab.play_failed() {
        return (app.texts.say(&msg!("net-say-failed", why = why.clone())), Tone::Fault);
    }
    if let Some(said) = about_the_goal(app, lab, play) {
        return (app.texts.say(&said), Tone::Plain);
    }
    if let Some(gave) = &play.gave {
        let outcome = outcome_words(&app.texts, gave);
        let said = match lab.run.state {
            RunState::Over(_) => msg!("net-say-over", outcome = outcome),
            _ => msg!("net-say-returned", outcome = outcome),
        };
        return (app.texts.say(&said), Tone::Plain);
    }
    let mut said: Vec<String> = moves(app, lab, play).iter().map(|said| app.texts.say(said)).collect();
    if said.is_empty() {
        return (app.texts.get("net-say-settling"), Tone::Plain);
    }
    if play.steps.is_empty() {
        said.insert(0, app.texts.get("net-told"));
    }
    (said.join(" "), Tone::Plain)
}

/// The goal was reached, or went out of reach.
fn about_the_goal(app: &App, lab: &Lab, play: &Play) -> Option<Message> {
    let row = &lab.quiz.as_ref()?.rows.get(play.goal?)?.row;
    if play.gave.as_ref().is_some_and(|gave| row.admits(gave)) {
        return Some(match lab.run.state {
            RunState::Over(_) => msg!("net-say-reached", row = row.number),
            _ => msg!("net-say-reached-rest", row = row.number),
        });
    }
    let lost = match play.reach()?.lost? {
        0 => msg!("net-say-never", row = row.number),
        step => {
            let (did, presses) = (did(app, lab, play, row, step)?, play.steps.len() + 1 - step);
            msg!("net-say-lost", row = row.number, step = step, did = did, presses = presses)
        }
    };
    Some(match &play.gave {
        None => lost,
        Some(gave) => msg!("net-say-got", outcome = outcome_words(&app.texts, gave), lost = lost),
    })
}

/// What a step, counted from 1, did, and what the row needs instead.
fn did(app: &App, lab: &Lab, play: &Play, row: &Row, step: usize) -> Option<String> {
    let made = *play.steps.get(step.checked_sub(1)?)?;
    let (after, completed) = play.after(step);
    let cells = &lab.script;
    let needs = |call: usize| match row.claims.get(cells.cell_of(call)?)? {
        Claim::Data(want) if !want.is_empty() => Some(want.len() as u64),
        _ => None,
    };
    let number = row.number;
    let did = app.texts.say(&match (made, completed) {
        (Step::Deliver { bytes, .. }, Some(Completed { call, taken: Taken::Data { len, .. } })) => {
            msg!("net-did-deliver-took", bytes = thousands(bytes), call = call + 1, took = thousands(len))
        }
        (Step::Deliver { bytes, .. }, Some(done)) => {
            msg!("net-did-deliver-end", bytes = thousands(bytes), call = done.call + 1)
        }
        (Step::Deliver { bytes, to }, None) => {
            let unread = after.state().to[to.index()].delivered - after.state().to[to.index()].consumed;
            let too_many = next_recv(lab, &after, to).and_then(needs).filter(|need| *need < unread);
            match too_many {
                Some(need) => {
                    let (bytes, need) = (thousands(bytes), thousands(need));
                    return Some(app.texts.say(&msg!("net-did-deliver-all", bytes = bytes, row = number, need = need)));
                }
                None => msg!("net-did-deliver", bytes = thousands(bytes)),
            }
        }
        (Step::Fin { .. }, _) => msg!("net-did-fin"),
        (Step::Issue { call, .. }, Some(Completed { taken: Taken::Data { len, .. }, .. })) => {
            let stream = play.after(step - 1).0.state().to[lab.script.calls[call].side.index()];
            match stream.delivered - stream.consumed == len {
                true => msg!("net-did-call-took-all", call = call + 1, took = len),
                false => msg!("net-did-call-took", call = call + 1, took = thousands(len)),
            }
        }
        (Step::Issue { call, .. }, Some(_)) => msg!("net-did-call-met", call = call + 1),
        (Step::Issue { call, .. }, None) => msg!("net-did-call", call = call + 1),
    });
    let has = |taken: Taken, need: u64| matches!(taken, Taken::Data { len, .. } if len == need);
    let need = completed.and_then(|done| needs(done.call).filter(|need| !has(done.taken, *need)));
    Some(match need {
        Some(need) => app.texts.say(&msg!("net-did-needs", did = did, row = number, need = thousands(need))),
        None => did,
    })
}
/// The next recv that a side makes.
fn next_recv(lab: &Lab, machine: &Machine<'_>, side: Side) -> Option<usize> {
    let next = machine.next_of(side)?;
    let own = lab.script.recvs().map(|(call, _)| call);
    own.filter(|call| lab.script.calls[*call].side == side).find(|call| *call >= next)
}

/// All that can be done, the likeliest first.
fn moves(app: &App, lab: &Lab, play: &Play) -> Vec<Message> {
    let mut said = Vec::new();
    let to = lab.from.peer();
    if play.on_the_way(to) > 0 {
        let step = Step::Deliver { bytes: play.bytes(to), to };
        let then = then(app, play, step, to, msg!("net-then-unread", bytes = play.bytes(to)));
        let data = quoted(app, play.bytes_held(to));
        said.push(msg!("net-say-deliver", data = data, side = side(app, to), then = then));
    }
    for to in [to, to.peer()] {
        if play.may_end(to) {
            let then = then(app, play, Step::Fin { to }, to, msg!("net-then-knows"));
            said.push(msg!("net-say-fin", side = side(app, to), then = then));
        }
    }
    for (at, call) in play.calls().into_iter().take(2).enumerate() {
        said.push(call_words(app, lab, play, call, at > 0));
    }
    if play.on_the_way(to.peer()) > 0 {
        said.push(msg!("net-say-other-way", side = side(app, to.peer())));
    }
    let waits = play.machine().pending_of(to).filter(|_| play.on_the_way(to) > 0);
    if let (Some(call), 1) = (waits, said.len()) {
        said.push(msg!("net-say-hold", call = call + 1));
    }
    said
}

/// What a delivery would do.
fn then(app: &App, play: &Play, step: Step, to: Side, unread: Message) -> String {
    let done = play.would(step).ok().flatten();
    app.texts.say(&match (done, play.machine().pending_of(to)) {
        (Some(Completed { call, taken: Taken::Data { len, .. } }), _) => {
            msg!("net-then-returns", call = call + 1, bytes = thousands(len))
        }
        (Some(Completed { call, taken: Taken::Eof }), _) => msg!("net-then-end", call = call + 1),
        (Some(Completed { call, taken: Taken::Eagain }), _) => msg!("net-then-nothing", call = call + 1),
        (None, Some(call)) => msg!("net-then-waits-more", call = call + 1),
        (None, None) => unread,
    })
}

/// What making a call would do.
fn call_words(app: &App, lab: &Lab, play: &Play, call: usize, other: bool) -> Message {
    let step = play.issue(call);
    let whose = lab.script.calls[call].side;
    let mut after = play.machine();
    let peer = whose.peer().index();
    let before = after.state().to[peer];
    let result = after.step(step, play.reading);
    let now = after.state().to[peer];
    let own = after.state().to[whose.index()];
    let then = match result {
        Err(_) => msg!("net-call-outside"),
        Ok(Some(Completed { taken: Taken::Data { len, .. }, .. })) => msg!("net-call-returns", bytes = thousands(len)),
        Ok(Some(Completed { taken: Taken::Eof, .. })) => msg!("net-call-end"),
        Ok(Some(Completed { taken: Taken::Eagain, .. })) => msg!("net-call-nothing"),
        Ok(None) if after.pending_of(whose).is_some() => {
            let comes = own.sent > own.delivered || own.fin_sent && !own.fin_delivered;
            if comes { msg!("net-call-waits") } else { msg!("net-call-blocks") }
        }
        Ok(None) if now.sent > before.sent => msg!("net-call-sends", bytes = now.sent - before.sent),
        Ok(None) if now.fin_sent && !before.fin_sent => msg!("net-call-ends"),
        Ok(None) => msg!("net-call-nothing-moves"),
    };
    let (then, side) = (app.texts.say(&then), side(app, whose));
    match step {
        _ if other => msg!("net-say-other-call", call = call + 1, side = side, then = then),
        Step::Issue { size: Some(size), .. } => {
            msg!("net-say-call-size", call = call + 1, side = side, size = thousands(size), then = then)
        }
        _ => msg!("net-say-call", call = call + 1, side = side, then = then),
    }
}

/// Beside the bracket: what Enter does, the longest words first.
pub(super) fn held_words(app: &App, play: &Play, to: Side) -> [String; 2] {
    let whole = app.texts.say(&msg!("net-held", data = quoted(app, play.bytes_held(to))));
    [whole, app.texts.get("net-held-short")]
}
