//! The sentence: what can be done now, and what it would do.

use super::{quoted, side};
use crate::call::Side;
use crate::msg;
use crate::stream::{Completed, Step, Taken};
use crate::text::{Message, thousands};
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
    if let RunState::Over(_) = lab.run.state {
        return (app.texts.get("net-say-over"), Tone::Plain);
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
    if let RunState::Over(report) = &lab.run.state
        && row.admits(&report.outcome)
    {
        return Some(msg!("net-say-reached", row = row.number));
    }
    match play.reach()?.lost? {
        0 => Some(msg!("net-say-never", row = row.number)),
        step => {
            let did = did(app, play, step)?;
            Some(msg!("net-say-lost", row = row.number, step = step, did = did))
        }
    }
}

/// What a step, counted from 1, did.
fn did(app: &App, play: &Play, step: usize) -> Option<String> {
    let made = *play.steps.get(step.checked_sub(1)?)?;
    let completed = play.completed().get(step - 1).copied().flatten();
    let took = completed.and_then(|done| match done.taken {
        Taken::Data { len, .. } => Some((done.call + 1, thousands(len))),
        Taken::Eof | Taken::Eagain => None,
    });
    Some(app.texts.say(&match (made, took, completed) {
        (Step::Deliver { bytes, .. }, Some((call, took)), _) => {
            msg!("net-did-deliver-took", bytes = thousands(bytes), call = call, took = took)
        }
        (Step::Deliver { bytes, .. }, None, Some(done)) => {
            msg!("net-did-deliver-end", bytes = thousands(bytes), call = done.call + 1)
        }
        (Step::Deliver { bytes, .. }, None, None) => msg!("net-did-deliver", bytes = thousands(bytes)),
        (Step::Fin { .. }, ..) => msg!("net-did-fin"),
        (Step::Issue { call, .. }, Some((_, took)), _) => msg!("net-did-call-took", call = call + 1, took = took),
        (Step::Issue { call, .. }, None, Some(_)) => msg!("net-did-call-met", call = call + 1),
        (Step::Issue { call, .. }, None, None) => msg!("net-did-call", call = call + 1),
    }))
}

/// All that can be done, the likeliest first.
fn moves(app: &App, lab: &Lab, play: &Play) -> Vec<Message> {
    let mut said = Vec::new();
    let to = lab.from.peer();
    if play.on_the_way(to) > 0 {
        let step = Step::Deliver { bytes: play.bytes(to), to };
        let then = then(app, play, step, to, "net-then-unread");
        let data = quoted(app, play.bytes_held(to));
        said.push(msg!("net-say-deliver", data = data, side = side(app, to), then = then));
    }
    for to in [to, to.peer()] {
        if play.may_end(to) {
            let then = then(app, play, Step::Fin { to }, to, "net-then-knows");
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
fn then(app: &App, play: &Play, step: Step, to: Side, unread: &'static str) -> String {
    let done = play.would(step).ok().flatten();
    app.texts.say(&match (done, play.machine().pending_of(to)) {
        (Some(Completed { call, taken: Taken::Data { len, .. } }), _) => {
            msg!("net-then-returns", call = call + 1, bytes = thousands(len))
        }
        (Some(Completed { call, taken: Taken::Eof }), _) => msg!("net-then-end", call = call + 1),
        (Some(Completed { call, taken: Taken::Eagain }), _) => msg!("net-then-nothing", call = call + 1),
        (None, Some(call)) => msg!("net-then-waits-more", call = call + 1),
        (None, None) => Message::new(unread),
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

/// Beside the bracket: what Enter does.
pub(super) fn held_words(app: &App, play: &Play, to: Side) -> String {
    app.texts.say(&msg!("net-held", data = quoted(app, play.bytes_held(to))))
}
