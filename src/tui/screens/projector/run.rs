//! What the run says to a hall: what happened last, what waits, and what comes next as a question.

use crate::call::Side;
use crate::msg;
use crate::trace::{Got, What};
use crate::tui::app::lab::RunState;
use crate::tui::app::{App, Lab};
use crate::tui::view::{self, RecvState, RecvView, StreamView};
use crate::tui::widgets::thousands;

/// A sentence and a question; both may be empty.
pub(super) fn words(app: &App, lab: &Lab, stream: &StreamView<'_>) -> (String, String) {
    if let RunState::Failed(why) = &lab.run.state {
        return (app.texts.say(&msg!("lab-say-failed", why = why.clone())), String::new());
    }
    let mut said: Vec<String> = happened(app, lab).into_iter().collect();
    said.extend(waits(app, lab, stream));
    let over = matches!(lab.run.state, RunState::Over(_));
    let question = next(app, lab).filter(|_| !over).unwrap_or_default();
    (said.join(" "), question)
}

/// What happened last.
fn happened(app: &App, lab: &Lab) -> Option<String> {
    let message = lab.run.events.iter().rev().find_map(|event| match &event.what {
        What::Return { call, got } => {
            let number = call + 1;
            Some(match got {
                Got::Sent(bytes) => msg!("projector-sent", call = number, bytes = thousands(*bytes)),
                Got::Received(bytes) if bytes.is_empty() => msg!("projector-zero", call = number),
                Got::Received(bytes) => msg!("projector-read", call = number, bytes = thousands(bytes.len() as u64)),
                Got::Done => msg!("projector-done", call = number),
                Got::Failed(errno) => msg!("projector-failed", call = number, errno = errno.name()),
            })
        }
        What::Delivered { to, bytes } => {
            Some(msg!("projector-delivered", bytes = thousands(*bytes), side = side(app, *to)))
        }
        What::DeliveredFin { to } => Some(msg!("projector-delivered-fin", side = side(app, *to))),
        _ => None,
    })?;
    Some(app.texts.say(&message))
}

fn side(app: &App, side: Side) -> String {
    app.texts.get(super::lab::side_word(side))
}

/// The call that was made and has not returned.
pub(super) fn waiting(lab: &Lab) -> Option<usize> {
    let mut waiting = None;
    for event in &lab.run.events {
        match event.what {
            What::Enter { call, .. } => waiting = Some(call),
            What::Return { call, .. } if waiting == Some(call) => waiting = None,
            _ => {}
        }
    }
    waiting
}

fn waits(app: &App, lab: &Lab, stream: &StreamView<'_>) -> Option<String> {
    let call = waiting(lab)?;
    let state = stream.recvs.iter().find(|recv| recv.call == call).map(|recv| recv.state);
    let number = call + 1;
    Some(app.texts.say(&match state {
        Some(RecvState::Blocks { .. }) => msg!("projector-blocks", call = number),
        Some(_) if stream.arrived > stream.read => msg!("projector-waits-more", call = number),
        Some(_) => msg!("projector-waits", call = number),
        None => msg!("projector-waits-only", call = number),
    }))
}

/// The next recv that has not returned, as a question.
fn next(app: &App, lab: &Lab) -> Option<String> {
    let streams = view::streams(&lab.script, &lab.run.events);
    let open = |recv: &&RecvView<'_>| recv.state == RecvState::Planned || recv.is_pending();
    let call = streams.iter().flat_map(|stream| &stream.recvs).filter(open).map(|recv| recv.call).min()?;
    let recv = lab.script.calls[call].call.as_recv()?;
    Some(app.texts.say(&match &recv.buffer {
        Some(buffer) => msg!("projector-next", buffer = buffer.to_string()),
        None => msg!("projector-next-call", call = call + 1),
    }))
}
