//! You are the network: each key is a step, which the model allows or refuses at once and the sockets then make.

use std::sync::Arc;

use super::{complain, export, tell};
use crate::call::Side;
use crate::engine::{Share, share, why_not};
use crate::msg;
use crate::stream::{Machine, Outcome, Program, Step};
use crate::text::Message;
use crate::tui::app::keep::Results;
use crate::tui::app::lab::{Run, RunState};
use crate::tui::app::network::{Play, Reach};
use crate::tui::app::{App, Effect, Lab, Screen};
use crate::tui::keys::Command;

/// From the lab into the network.
pub(super) fn open(app: &mut App) -> Vec<Effect> {
    let Some(lab) = app.lab.as_deref_mut().filter(|lab| lab.may_play()) else { return Vec::new() };
    let run = std::mem::take(&mut lab.run);
    // A run that goes on ends here: there is one pair of sockets.
    let kept = if run.is_over() { run } else { Run::default() };
    lab.play = Some(Box::new(Play::new(&lab.script, lab.reading(), kept)));
    lab.copied = None;
    app.screen = Screen::Network;
    start(app)
}

fn leave(app: &mut App) -> Vec<Effect> {
    if let Some(lab) = app.lab.as_deref_mut() {
        lab.leave_play();
    }
    app.screen = Screen::Lab;
    vec![Effect::Stop]
}

/// Fresh sockets, on which the steps chosen so far are made.
fn start(app: &mut App) -> Vec<Effect> {
    let id = app.next_id();
    let Some(lab) = app.lab.as_deref_mut() else { return Vec::new() };
    lab.clear_run();
    lab.run.id = id;
    lab.run.state = RunState::Busy { steps: 0, on: false };
    let plan = Box::new(lab.played_plan());
    let Some(play) = lab.play.as_deref_mut() else { return Vec::new() };
    play.again = play.steps.len();
    play.gave = None;
    let mut effects = vec![Effect::Hand { id, plan }];
    effects.extend(play.steps.iter().enumerate().map(|(at, step)| Effect::Play { id, at, step: *step }));
    effects.extend(ask(app));
    effects
}

/// Asks the model what is still open.
fn ask(app: &mut App) -> Vec<Effect> {
    let id = app.next_id();
    let Some(lab) = app.lab.as_deref_mut() else { return Vec::new() };
    let script = Arc::clone(&lab.script);
    let Some(play) = lab.play.as_deref_mut() else { return Vec::new() };
    play.asked = id;
    let goal = play.goal.and_then(|row| Some(lab.quiz.as_ref()?.rows.get(row)?.row.clone()));
    vec![Effect::Reach { id, script, reading: play.reading, steps: play.steps.clone(), goal }]
}

/// The model's answer.
pub(super) fn reached(app: &mut App, id: u64, reach: Reach) {
    let play = app.lab.as_deref_mut().and_then(|lab| lab.play.as_deref_mut());
    if let Some(play) = play.filter(|play| play.asked == id) {
        play.reach = Some(reach);
    }
}

/// The sockets told something. Once every call has returned, what the recvs gave is final and counts, whatever is still on
/// the way.
pub(super) fn told(lab: &mut Lab) -> Vec<Effect> {
    let Some(outcome) = lab.played_outcome() else { return Vec::new() };
    count(lab, &outcome);
    let (id, script, reading) = (lab.run.id, Arc::clone(&lab.script), lab.reading());
    vec![Effect::Stand { id, script, outcome, reading }]
}

/// Counts what came, once a run.
pub(super) fn count(lab: &mut Lab, outcome: &Outcome) {
    if let Some(play) = lab.play.as_deref_mut() {
        if play.gave.is_some() {
            return;
        }
        play.gave = Some(outcome.clone());
    }
    lab.count_seen(outcome);
}

/// The run would not make a step that the model allows (a receive buffer is full): what was made before stays.
pub(super) fn refused(app: &mut App, id: u64, at: usize, why: Message) -> Vec<Effect> {
    let Some(lab) = app.lab.as_deref_mut().filter(|lab| lab.run.id == id) else { return Vec::new() };
    let Some(play) = lab.play.as_deref_mut() else { return Vec::new() };
    play.steps.truncate(at);
    complain(app, why);
    start(app)
}

pub(super) fn command(app: &mut App, command: Command) -> Vec<Effect> {
    let Some(lab) = app.lab.as_deref_mut() else { return Vec::new() };
    let to = lab.from.peer();
    let Some(play) = lab.play.as_deref_mut() else { return Vec::new() };
    let typing = std::mem::take(&mut play.typed);
    let way = play.on_the_way(to);
    match command {
        Command::Left => play.held = play.bytes(to).saturating_sub(1).max(1),
        Command::Right => play.held = (play.bytes(to) + 1).min(way.max(1)),
        Command::First => play.held = 1,
        Command::Last => play.held = u64::MAX,
        Command::Choose(digit) => {
            let before = if typing { play.bytes(to) } else { 0 };
            play.held = before.saturating_mul(10).saturating_add(u64::from(digit)).clamp(1, way.max(1));
            play.typed = true;
        }
        Command::Clear => {
            play.held = (play.bytes(to) / 10).max(1);
            play.typed = true;
        }
        Command::Larger | Command::Smaller => resize(play, command == Command::Larger),
        Command::Accept => {
            let bytes = if way == 0 { 0 } else { play.bytes(to) };
            return make(app, Step::Deliver { bytes, to });
        }
        Command::NextCall | Command::NoCall | Command::OtherCall => return call(app, command == Command::OtherCall),
        Command::DeliverFin | Command::NoEnd => return end(app),
        Command::Undo => {
            if play.steps.pop().is_none() {
                tell(app, msg!("net-nothing-to-undo"));
                return Vec::new();
            }
            return start(app);
        }
        Command::Reset => {
            play.steps.clear();
            return start(app);
        }
        Command::Goal | Command::GoalBefore => return goal(app, command == Command::GoalBefore),
        Command::OtherWay => lab.from = lab.from.peer(),
        Command::Hex => lab.hex = !lab.hex,
        Command::Copy => {
            let text = text(lab);
            tell(app, msg!("net-copied"));
            return vec![Effect::Copy(text)];
        }
        Command::SaveOrder => return ask_save(app),
        Command::Back => return leave(app),
        _ => {}
    }
    Vec::new()
}

/// One byte more or less for the next call whose size is open.
fn resize(play: &mut Play, larger: bool) {
    let Some((least, most)) = play.calls().into_iter().find_map(|call| play.sizes(call)) else { return };
    let size = play.size.unwrap_or(most);
    let size = if larger { size.saturating_add(1) } else { size.saturating_sub(1) };
    play.size = Some(size.clamp(least, most));
}

/// The next call; where each side goes for itself there may be two.
fn call(app: &mut App, other: bool) -> Vec<Effect> {
    let Some(play) = app.lab.as_deref().and_then(|lab| lab.play.as_deref()) else { return Vec::new() };
    let calls = play.calls();
    if let Some(call) = calls.get(usize::from(other)) {
        let step = play.issue(*call);
        return make(app, step);
    }
    let machine = play.machine();
    let waits = Side::BOTH.into_iter().find(|side| machine.can_complete(*side));
    let why = match waits.and_then(|side| Some((side, machine.pending_of(side)?))) {
        Some((side, call)) => msg!("engine-hand-deliver-first", side = side.word(), call = call + 1),
        None => msg!("net-no-call"),
    };
    tell(app, why);
    Vec::new()
}

/// The end of the stream: to the side that is shown, else to the other.
fn end(app: &mut App) -> Vec<Effect> {
    let Some(lab) = app.lab.as_deref() else { return Vec::new() };
    let Some(play) = lab.play.as_deref() else { return Vec::new() };
    let shown = lab.from.peer();
    let to = if !play.may_end(shown) && play.may_end(shown.peer()) { shown.peer() } else { shown };
    make(app, Step::Fin { to })
}

/// Makes a step, if the model allows it.
fn make(app: &mut App, step: Step) -> Vec<Effect> {
    let Some(lab) = app.lab.as_deref_mut() else { return Vec::new() };
    if lab.play_failed().is_some() {
        tell(app, msg!("net-failed-stays"));
        return Vec::new();
    }
    let id = lab.run.id;
    let Some(play) = lab.play.as_deref_mut() else { return Vec::new() };
    if let Err(refused) = play.would(step) {
        let why = why_not(&play.machine(), step, refused);
        tell(app, why);
        return Vec::new();
    }
    let at = play.steps.len();
    play.steps.push(step);
    if let Step::Issue { .. } = step {
        play.size = None;
    }
    // The direction in which there is something to do is shown.
    let to = lab.from.peer();
    if play.on_the_way(to) == 0 && !play.may_end(to) && play.on_the_way(to.peer()) > 0 {
        lab.from = lab.from.peer();
    }
    let mut effects = vec![Effect::Play { id, at, step }];
    effects.extend(ask(app));
    effects
}

/// The next row of the table becomes the goal; after the last there is none.
fn goal(app: &mut App, before: bool) -> Vec<Effect> {
    let Some(lab) = app.lab.as_deref_mut() else { return Vec::new() };
    let rows = lab.goals();
    let Some(play) = lab.play.as_deref_mut() else { return Vec::new() };
    if rows.is_empty() {
        tell(app, msg!("net-no-goals"));
        return Vec::new();
    }
    let at = play.goal.and_then(|goal| rows.iter().position(|row| *row == goal));
    play.goal = match (at, before) {
        (None, false) => rows.first().copied(),
        (None, true) => rows.last().copied(),
        (Some(at), false) => rows.get(at + 1).copied(),
        (Some(at), true) => at.checked_sub(1).map(|at| rows[at]),
    };
    if let Some(goal) = play.goal {
        lab.row = goal;
    }
    play.reach = None;
    ask(app)
}

/// The order as a line of text.
pub(super) fn text(lab: &Lab) -> String {
    let schedule = lab.play.as_deref().map(Play::schedule);
    Share::of(&lab.played_plan(), schedule).to_string()
}

/// Asks where to save the order.
fn ask_save(app: &mut App) -> Vec<Effect> {
    let Some(lab) = app.lab.as_deref() else { return Vec::new() };
    if lab.play.as_deref().is_none_or(|play| play.steps.is_empty()) {
        tell(app, msg!("net-nothing-to-save"));
        return Vec::new();
    }
    let ending = app.texts.get("net-order-ending");
    let name = match (&lab.path, &lab.file) {
        (Some(path), _) => crate::tui::app::keep::shown(&path.with_extension(ending), &app.folder),
        (None, Some(file)) => {
            let name = file.rsplit('/').next().unwrap_or(file);
            format!("{}.{ending}", name.trim_end_matches(".md"))
        }
        (None, None) => format!("{}.{ending}", app.texts.get("keep-new-name").trim_end_matches(".md")),
    };
    export::ask(app, Results::Order, &name)
}

/// An order that was pasted is made here, step by step.
pub(super) fn paste(app: &mut App, text: &str) -> Vec<Effect> {
    let Some(lab) = app.lab.as_deref_mut() else { return Vec::new() };
    let parsed = match share::parse(text) {
        Ok(parsed) => parsed,
        Err(found) => {
            let column = text[..text.floor_char_boundary(found.span.start)].chars().count() + 1;
            complain(app, msg!("lab-share-wrong", column = column, why = found.message));
            return Vec::new();
        }
    };
    let script = Arc::clone(&lab.script);
    let Some(play) = lab.play.as_deref_mut() else { return Vec::new() };
    let program = Program::new(&script);
    let mut machine = Machine::new(&program);
    let mut steps = Vec::new();
    for step in parsed.schedule.unwrap_or_default().steps {
        let whole = match step {
            Step::Issue { call, size: None } => play.issue(call),
            step => step,
        };
        if let Err(refused) = machine.step(whole, play.reading) {
            let why = why_not(&machine, whole, refused);
            complain(app, msg!("net-paste-refused", number = steps.len() + 1, step = step.to_string(), why = why));
            return Vec::new();
        }
        steps.push(whole);
    }
    if steps.is_empty() {
        tell(app, msg!("net-paste-empty"));
        return Vec::new();
    }
    let said = msg!("net-pasted", steps = steps.len());
    play.steps = steps;
    tell(app, said);
    start(app)
}

/// A click on a byte: up to it; on the last of those that are held already, delivers them.
pub(super) fn click(app: &mut App, byte: u64) -> Vec<Effect> {
    let Some(lab) = app.lab.as_deref_mut() else { return Vec::new() };
    let to = lab.from.peer();
    let Some(play) = lab.play.as_deref_mut() else { return Vec::new() };
    let stream = play.to(to);
    if !(stream.delivered..stream.sent).contains(&byte) {
        return Vec::new();
    }
    let bytes = byte + 1 - stream.delivered;
    if play.bytes(to) == bytes && play.held != u64::MAX {
        return command(app, Command::Accept);
    }
    play.held = bytes;
    Vec::new()
}
