//! The one sentence: what happened, and what one can do next.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::happen;
use super::layout::Layout;
use super::side_word;
use crate::call::Side;
use crate::msg;
use crate::quiz::{Ask, Entry, Phase, Quiz, Reason};
use crate::script::LoopKind;
use crate::stream::{Count, Step, Verdict};
use crate::text::{Message, thousands};
use crate::trace::{Got, What};
use crate::tui::app::lab::{Pane, RunState};
use crate::tui::app::{App, Lab};
use crate::tui::view;
use crate::tui::widgets::{ByteLine, Look, Tone};

/// The sentence and how it is meant.
pub(super) fn sentence(app: &App, lab: &Lab, look: &Look<'_>, layout: &Layout) -> (String, Tone) {
    if let Some(notice) = &app.notice {
        return (app.texts.say(&notice.message), if notice.fault { Tone::Fault } else { Tone::Plain });
    }
    let message = match &lab.editor {
        Some(_) => editing(app, lab),
        None if lab.run.past.is_some() => past(lab, look, layout),
        None => happen::sentence(app, lab).or_else(|| knobs(lab)).unwrap_or_else(|| match &lab.quiz {
            Some(quiz) if !matches!(quiz.phase, Phase::Run | Phase::Free) => asked(app, lab, quiz),
            Some(quiz) => run(app, lab).unwrap_or_else(|| free(lab, quiz)),
            None => refuted(app, lab).or_else(|| run(app, lab)).unwrap_or_else(|| {
                if lab.script.calls.is_empty() { msg!("lab-say-empty-outside") } else { msg!("lab-say-run-table-free") }
            }),
        }),
    };
    (app.texts.say(&message), Tone::Plain)
}

fn editing(app: &App, lab: &Lab) -> Message {
    let Some(editor) = lab.editor.as_deref() else { return msg!("lab-say-editing") };
    match &editor.parsed {
        None if lab.script.calls.is_empty() => msg!("lab-say-empty", example = example(app, editor.side)),
        None => msg!("lab-say-editing-more"),
        Some(Ok(_)) => msg!("lab-say-good-call", side = app.texts.get(side_word(editor.side))),
        Some(Err(finding)) => match super::typing::offered(app, editor, &lab.script) {
            Some(line) => msg!("lab-say-editing-offer", line = line),
            None if finding.fix.is_some() => msg!("lab-say-editing-mend"),
            None => msg!("lab-say-editing"),
        },
    }
}

/// Somebody looks back: what happened then, or that nothing is undone by it.
fn past(lab: &Lab, look: &Look<'_>, layout: &Layout) -> Message {
    let (at, total) = lab.looked_at().unwrap_or_default();
    match super::trace::unsaid(lab, look, layout.trace) {
        Some(what) => msg!("lab-say-past-what", at = at, total = total, what = what),
        None if lab.run.is_over() => msg!("lab-say-past-over", at = at, total = total),
        None => msg!("lab-say-past", at = at, total = total),
    }
}

/// What Tab would give on an empty line, so that the two agree.
fn example(app: &App, side: Side) -> String {
    let lines = crate::script::complete("", side, &crate::script::Script::default(), app.settings.spelling);
    lines.into_iter().next().unwrap_or_default()
}

/// All about the byte with the cursor, in the lines of the sentence. False where there is none, or something else to say.
pub(super) fn draw_byte(app: &App, lab: &Lab, look: &Look<'_>, area: Rect, buf: &mut Buffer) -> bool {
    let Some(offset) = lab.byte.filter(|_| lab.focus == Pane::Stream && lab.editor.is_none() && app.notice.is_none())
    else {
        return false;
    };
    let stream = view::stream(&lab.script, lab.run.shown(), lab.from);
    let detail = view::byte_detail(&stream, lab.run.shown(), offset);
    detail.is_some_and(|detail| {
        ByteLine { detail: &detail }.draw(look, area, buf);
        true
    })
}

/// What the quiz asks.
fn asked(app: &App, lab: &Lab, quiz: &Quiz) -> Message {
    if lab.focus != Pane::Quiz && !matches!(quiz.phase, Phase::Predict) {
        return msg!("lab-say-elsewhere");
    }
    let number = |row: usize| quiz.rows.get(row).map_or(0, |entry| entry.row.number);
    let said_yes = |row: usize| quiz.answer(row) == Some(true);
    match quiz.phase {
        Phase::Explain { row, ask: Ask::Nothing }
            if quiz.is_drill() && quiz.is_revealed() && quiz.asked().last() == Some(&row) =>
        {
            msg!("practice-say-last")
        }
        Phase::Predict if quiz.to_go() == 0 => msg!("lab-say-lock"),
        Phase::Predict if quiz.has_old_answers() => msg!("lab-say-predict-old", rows = quiz.to_go()),
        Phase::Predict => msg!("lab-say-predict", rows = quiz.to_go()),
        Phase::Explain { row, .. } if row != lab.row => later(lab, row),
        Phase::Explain { ask: Ask::Reason, .. } if super::reasons::is_overlooked(lab) => msg!("lab-overlooked"),
        Phase::Explain { row, ask: Ask::Reason } if said_yes(row) => msg!("lab-say-reason-yes", row = number(row)),
        Phase::Explain { row, ask: Ask::Reason } => msg!("lab-say-reason-no", row = number(row)),
        Phase::Explain { ask: Ask::Because, .. } => msg!("lab-say-because"),
        Phase::Explain { row, .. } if quiz.rows[row].is_possible().is_none() => msg!("lab-say-answer-none"),
        Phase::Explain { row, .. } if quiz.rows[row].is_reason_right() == Some(false) => {
            msg!("lab-say-answer-other-reason", reason = reason(app, &quiz.rows[row]))
        }
        Phase::Explain { row, .. } if quiz.asked().last() == Some(&row) => msg!("lab-say-answer-last"),
        Phase::Explain { .. } => msg!("lab-say-answer"),
        Phase::Rule { written: false } => msg!("lab-say-rule"),
        Phase::Rule { written: true } if quiz.has_more() => msg!("lab-say-rule-written"),
        Phase::Rule { written: true } => msg!("lab-say-rule-written-end"),
        Phase::Run | Phase::Free => free(lab, quiz),
    }
}

/// The cursor stands on another row than the one that is asked about.
pub(super) fn later(lab: &Lab, row: usize) -> Message {
    let number = |row: usize| lab.quiz.as_ref().and_then(|quiz| quiz.rows.get(row)).map_or(0, |entry| entry.row.number);
    let open = lab.quiz.as_ref().and_then(|quiz| quiz.rows.get(lab.row)).is_some_and(|entry| entry.revealed);
    let key = if open { "lab-say-row-before" } else { "lab-say-row-later" };
    let mut message = msg!("lab-say-row-later", row = number(lab.row), asked = number(row));
    message.key = key;
    message
}

/// The rule that a row breaks, by name.
fn reason(app: &App, entry: &Entry) -> String {
    match &entry.verdict {
        Some(Verdict::Impossible(fault)) => super::answer::reason_name(app, Reason::Breaks(fault.rule)),
        _ => super::answer::reason_name(app, Reason::Nothing),
    }
}

/// How many outcomes are possible, and how many of them were seen.
pub(super) fn possible(lab: &Lab) -> Message {
    let seen = lab.seen.len();
    match &lab.count {
        Some(Count::Exact(count)) if seen > 0 => msg!("lab-count-seen", count = count.to_string(), seen = seen),
        Some(Count::Exact(count)) => msg!("lab-count", count = count.to_string()),
        _ => msg!("lab-count-none"),
    }
}

/// What to do with the knob that has the cursor; none where a run says more.
fn knobs(lab: &Lab) -> Option<Message> {
    if lab.typed.is_some() {
        return Some(msg!("lab-say-typing-knob"));
    }
    if lab.run.state != RunState::Idle || lab.script.calls.is_empty() {
        return None;
    }
    if lab.replay.is_some() && lab.may_run() {
        return Some(msg!("lab-say-replay"));
    }
    (lab.focus == Pane::Knobs)
        .then(|| if lab.knob().is_typed() { msg!("lab-say-knob-typed") } else { msg!("lab-say-knob") })
}

/// Everything is open.
fn free(lab: &Lab, quiz: &Quiz) -> Message {
    let count = possible(lab);
    if quiz.has_old_answers() {
        msg!("lab-say-free-edited", count = count)
    } else {
        msg!("lab-say-free", count = count)
    }
}

/// What a misconception predicts, and what the run gave that refutes it; none where another run was asked for, or is on.
fn refuted(app: &App, lab: &Lab) -> Option<Message> {
    let belief = app.refuted()?;
    let refutation = belief.refutation()?;
    let (name, prediction) = (app.texts.get(belief.keys().0), app.texts.get(refutation.predicts));
    match &lab.run.state {
        RunState::Idle => Some(msg!("practice-refute", belief = name, prediction = prediction)),
        RunState::Over(_) => {
            let (spelled, gave) = super::quiz::gave(app, lab);
            let as_said = spelled == refutation.shows;
            as_said.then(|| msg!("practice-refuted", belief = name, prediction = prediction, gave = gave))
        }
        _ => None,
    }
}

/// What the run does; none where there is nothing to say about it.
fn run(app: &App, lab: &Lab) -> Option<Message> {
    let locked = lab.phase() == Some(Phase::Run);
    Some(match &lab.run.state {
        RunState::Idle if locked => msg!("lab-say-start"),
        RunState::Idle => return None,
        RunState::Busy { .. } => match waiting(lab) {
            Some(call) => msg!("lab-say-waits", call = call + 1, counts = counts(lab), next = ""),
            None if lab.run.events.is_empty() => msg!("lab-say-connecting"),
            None => msg!("lab-say-busy"),
        },
        RunState::Rests(step) => {
            let next = next(app, lab, *step);
            match waiting(lab) {
                Some(call) => msg!("lab-say-waits", call = call + 1, counts = counts(lab), next = next),
                None => next,
            }
        }
        RunState::Over(_) if locked => msg!("lab-say-over-locked"),
        // Rows are chosen now; what the run gave stands in the lanes.
        RunState::Over(_) if lab.quiz.is_some() && lab.focus == Pane::Quiz => return None,
        RunState::Over(_) => {
            let blocked = lab.run.events.iter().find_map(|event| match event.what {
                What::BlocksForGood { call } => Some(call),
                _ => None,
            });
            let what = match blocked {
                Some(call) if is_send(lab, call) => msg!("lab-say-over-blocked-send", call = call + 1),
                Some(call) => msg!("lab-say-over-blocked", call = call + 1),
                None => failed(lab).unwrap_or_else(|| msg!("lab-say-over-done")),
            };
            msg!("lab-say-over", what = what)
        }
        RunState::Failed(why) => msg!("lab-say-failed", why = why.clone()),
    })
}

/// The first call that failed, with its errno in words.
fn failed(lab: &Lab) -> Option<Message> {
    let (call, errno) = lab.run.events.iter().find_map(|event| match event.what {
        What::Return { call, got: Got::Failed(errno) } => Some((call, errno)),
        _ => None,
    })?;
    let why = match errno.0 {
        libc::EBADF => msg!("lab-errno-ebadf"),
        libc::EPIPE => msg!("lab-errno-epipe"),
        libc::ECONNRESET => msg!("lab-errno-econnreset"),
        libc::EAGAIN => msg!("lab-errno-eagain"),
        libc::ENOTCONN => msg!("lab-errno-enotconn"),
        libc::EINVAL => msg!("lab-errno-einval"),
        _ => return None,
    };
    Some(msg!("lab-say-over-failed", call = call + 1, errno = errno.name(), why = why))
}

pub(super) fn next(app: &App, lab: &Lab, step: Step) -> Message {
    let side = |side| app.texts.get(side_word(side));
    match step {
        Step::Issue { call, .. } => match lab.script.calls.get(call) {
            Some(line) => msg!("lab-say-next-call", side = side(line.side), call = line.call.to_string()),
            None => msg!("lab-say-busy"),
        },
        // What nobody will read needs no cutting: it comes as one.
        Step::Deliver { bytes, to } if bytes > 1 && !reads(lab, to) => {
            msg!("lab-say-next-rest", bytes = thousands(bytes))
        }
        Step::Deliver { bytes, to } => msg!("lab-say-next-deliver", bytes = bytes, side = side(to)),
        Step::Fin { to } => msg!("lab-say-next-fin", side = side(to)),
    }
}

/// Whether a side has a recv left that has not returned.
fn reads(lab: &Lab, side: Side) -> bool {
    lab.script.recvs().filter(|(call, _)| lab.script.calls[*call].side == side).any(|(call, _)| {
        let kind = lab.script.loop_of(call).map(|each| lab.script.loops[each].kind);
        let mut returned = 0;
        let over = lab.run.events.iter().any(|event| match &event.what {
            What::NeverCalled { call: other } => *other == call,
            What::Return { call: other, got } if *other == call => {
                returned += 1;
                match kind {
                    None => true,
                    Some(LoopKind::Repeat(rounds)) => returned >= rounds,
                    Some(LoopKind::UntilEof) => matches!(got, Got::Received(bytes) if bytes.is_empty()),
                }
            }
            _ => false,
        });
        !over
    })
}

fn counts(lab: &Lab) -> Message {
    let stream = view::stream(&lab.script, lab.run.shown(), lab.from);
    let count = |range: std::ops::Range<u64>| thousands(range.end - range.start);
    let (sent, read) = (thousands(stream.sent), thousands(stream.read));
    let (unread, offered) = (count(stream.unread()), count(stream.offered()));
    if !stream.offered().is_empty() {
        msg!("lab-say-counts-offered", offered = offered, sent = sent, read = read)
    } else if stream.relayed {
        msg!("lab-say-counts-relayed", sent = sent, read = read, unread = unread, flying = count(stream.in_flight()))
    } else {
        msg!("lab-say-counts", sent = sent, read = read, unread = unread)
    }
}

/// Whether a call sends: then it waits for other reasons than a recv does.
pub(super) fn is_send(lab: &Lab, call: usize) -> bool {
    lab.script.calls.get(call).is_some_and(|line| line.call.as_send().is_some())
}

/// The call that was made and has not returned.
fn waiting(lab: &Lab) -> Option<usize> {
    let mut waiting = None;
    for event in &lab.run.events {
        match event.what {
            What::Enter { call, .. } => waiting = Some(call),
            What::Return { call, .. } | What::BlocksForGood { call } if waiting == Some(call) => waiting = None,
            _ => {}
        }
    }
    waiting
}
