//! Turning knobs, and typing their values. What is changed begins a new run, since it would be another one.

use std::sync::Arc;

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::{burst, complain, tell};
use crate::engine::Start;
use crate::msg;
use crate::tui::app::knobs::{Knob, TypedValue};
use crate::tui::app::lab::{Network, Pane};
use crate::tui::app::{App, Effect, Lab};
use crate::tui::keys::Command;

/// Characters that a value may have: more than any sensible one.
const LONGEST: usize = 200;

pub(super) fn command(app: &mut App, command: Command) -> Vec<Effect> {
    let Some(lab) = app.lab.as_deref_mut() else { return Vec::new() };
    let knob = lab.knob();
    match command {
        Command::TurnBack => turn(app, knob, false),
        Command::TurnOn => turn(app, knob, true),
        Command::TypeKnob => {
            lab.typed = Some(TypedValue { text: lab.text_of(knob), wrong: None });
            Vec::new()
        }
        Command::Untouch => change(app, |lab| lab.untouch(knob)),
        Command::UntouchAll => {
            let effects = change(app, |lab| {
                for knob in Knob::ALL {
                    if lab.may_turn(knob) {
                        lab.untouch(knob);
                    }
                }
            });
            tell(app, msg!("lab-knobs-untouched"));
            effects
        }
        Command::TakeKnob => take(app),
        _ => {
            lab.typed = None;
            Vec::new()
        }
    }
}

/// Another network, by its own key.
pub(super) fn network(app: &mut App) -> Vec<Effect> {
    turn(app, Knob::Network, true)
}

pub(super) fn turn(app: &mut App, knob: Knob, on: bool) -> Vec<Effect> {
    if app.lab.as_deref().is_some_and(|lab| !lab.may_turn(knob)) {
        tell(app, if knob == Knob::Start { msg!("lab-knob-start-later") } else { msg!("lab-knob-not-here") });
        return Vec::new();
    }
    change(app, |lab| {
        // The order that was pasted stood in the network's place.
        if knob != Knob::Network || lab.replay.is_none() {
            lab.turn(knob, on);
        }
    })
}

/// Takes the value that was typed.
fn take(app: &mut App) -> Vec<Effect> {
    let Some(lab) = app.lab.as_deref_mut() else { return Vec::new() };
    let Some(typed) = lab.typed.take() else { return Vec::new() };
    let knob = lab.knob();
    let mut wrong = None;
    let effects = change(app, |lab| wrong = lab.set_typed(knob, &typed.text).err());
    if let (Some(why), Some(lab)) = (wrong, app.lab.as_deref_mut()) {
        lab.typed = Some(TypedValue { wrong: Some(why.clone()), ..typed });
        complain(app, why);
    }
    effects
}

/// A key for the value that is typed.
pub(super) fn typed(lab: &mut Lab, event: KeyEvent) {
    let Some(typed) = lab.typed.as_mut() else { return };
    typed.wrong = None;
    match event.code {
        KeyCode::Backspace => drop(typed.text.pop()),
        KeyCode::Char('u') if event.modifiers.contains(KeyModifiers::CONTROL) => typed.text.clear(),
        KeyCode::Char('h') if event.modifiers.contains(KeyModifiers::CONTROL) => drop(typed.text.pop()),
        KeyCode::Char(sign) if !event.modifiers.contains(KeyModifiers::CONTROL) => insert(typed, &sign.to_string()),
        _ => {}
    }
}

/// Puts text into the value that is typed.
pub(super) fn insert(typed: &mut TypedValue, text: &str) {
    let room = LONGEST.saturating_sub(typed.text.chars().count());
    typed.text.extend(text.chars().filter(|sign| !sign.is_control()).take(room));
}

/// Moves among the knobs.
pub(super) fn move_by(lab: &mut Lab, by: isize) {
    lab.knob = lab.knob.saturating_add_signed(by).min(Knob::ALL.len() - 1);
}

/// Changes knobs, and what follows from it: the run is cleared, a pasted order of events is dropped, and with other turns
/// the model is asked anew.
pub(super) fn change(app: &mut App, change: impl FnOnce(&mut Lab)) -> Vec<Effect> {
    let Some(lab) = app.lab.as_deref_mut() else { return Vec::new() };
    let (plan, reading, replayed) = (lab.plan(), lab.reading(), lab.replay.is_some());
    change(lab);
    if lab.plan() == plan && !replayed {
        return Vec::new();
    }
    lab.replay = None;
    lab.clear_run();
    let mut effects = vec![Effect::Stop];
    let relayed = lab.network != Network::Direct;
    let once = relayed && !lab.told_of_relay;
    lab.told_of_relay |= relayed;
    if lab.reading() != reading {
        effects.extend(turns_changed(app));
    } else if once {
        tell(app, msg!("lab-relay-once"));
    }
    effects
}

/// The turns are others: what was seen and what is possible are counted for themselves.
pub(super) fn turns_changed(app: &mut App) -> Vec<Effect> {
    let mut effects = burst::stop(app);
    let Some(lab) = app.lab.as_deref_mut() else { return effects };
    std::mem::swap(&mut lab.seen, &mut lab.seen_otherwise);
    let said = match (lab.start, lab.quiz.is_some()) {
        (Start::SendsFirst, true) => msg!("lab-turns-in-order-table"),
        (Start::SendsFirst, false) => msg!("lab-turns-in-order"),
        (_, true) => msg!("lab-turns-concurrent-table"),
        (_, false) => msg!("lab-turns-concurrent"),
    };
    effects.extend(app.ask_judge());
    tell(app, said);
    effects
}

/// The table is asked from the start: about calls made one at a time.
pub(super) fn back_in_order(app: &mut App) -> Vec<Effect> {
    let Some(lab) = app.lab.as_deref_mut().filter(|lab| lab.start != Start::SendsFirst) else { return Vec::new() };
    lab.start = Start::SendsFirst;
    app.ask_judge()
}

/// Clicks: on a bracket turns, on a row moves there.
pub(super) fn clicked(app: &mut App, row: usize, turned: Option<bool>) -> Vec<Effect> {
    let Some(lab) = app.lab.as_deref_mut() else { return Vec::new() };
    lab.focus = Pane::Knobs;
    lab.knob = row.min(Knob::ALL.len() - 1);
    match turned {
        Some(on) => turn(app, Knob::ALL[row.min(Knob::ALL.len() - 1)], on),
        None => Vec::new(),
    }
}

/// Sets all knobs from a text that was pasted, with the order of events to replay, if it has one.
pub(super) fn share(app: &mut App, share: &crate::engine::Share) -> Vec<Effect> {
    let Some(lab) = app.lab.as_deref_mut() else { return Vec::new() };
    let refused = match share.fits(&lab.script) {
        _ if !lab.has_knobs() => Some(msg!("lab-share-later")),
        _ if share.start != lab.start && !lab.may_turn(Knob::Start) => Some(msg!("lab-knob-start-later")),
        Err(why) => Some(why),
        Ok(()) => None,
    };
    if let Some(why) = refused {
        complain(app, msg!("lab-share-refused", why = why));
        return Vec::new();
    }
    lab.leave_editor();
    let mut effects = change(app, |lab| lab.set_shared(share));
    let Some(lab) = app.lab.as_deref_mut() else { return effects };
    lab.typed = None;
    match &share.schedule {
        None => {
            if lab.quiz.is_none() {
                lab.focus = Pane::Knobs;
            }
            tell(app, msg!("lab-share-set"));
        }
        Some(schedule) => {
            lab.replay = Some(Arc::new(schedule.clone()));
            lab.clear_run();
            effects.push(Effect::Stop);
            tell(app, msg!("lab-share-replay", steps = schedule.steps.len()));
        }
    }
    effects
}
