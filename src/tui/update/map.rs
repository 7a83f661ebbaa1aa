//! The map: choosing an outcome, opening a place, making an outcome happen.

use std::sync::Arc;

use super::tell;
use crate::msg;
use crate::stream::{Count, Row, Verdict};
use crate::text::thousands;
use crate::tui::app::burst::outcome_words;
use crate::tui::app::lab::RunState;
use crate::tui::app::{App, Effect, Map, Screen};
use crate::tui::keys::Command;
use crate::tui::screens;

/// To the map of the lab's outcomes.
pub(super) fn open(app: &mut App) -> Vec<Effect> {
    let Some(lab) = app.lab.as_deref() else { return Vec::new() };
    if let Some(Count::Outside { call, why }) = &lab.count {
        let message = msg!("map-outside", call = call + 1, why = why.clone());
        tell(app, message);
        return Vec::new();
    }
    let reading = lab.reading();
    let known = |map: &Map| Arc::ptr_eq(&map.script, &lab.script) && map.reading == reading;
    if app.map.as_deref().is_some_and(known) {
        app.screen = Screen::Map;
        turn_to_row(app);
        return Vec::new();
    }
    let id = app.next_id();
    let Some(lab) = app.lab.as_deref() else { return Vec::new() };
    let effect = Effect::Map { id, script: Arc::clone(&lab.script), reading, path: Vec::new() };
    app.map = Some(Box::new(Map::new(lab, id)));
    app.screen = Screen::Map;
    vec![effect]
}

/// The cursor goes to where one comes from: the row with the cursor, else what came last.
fn turn_to_row(app: &mut App) {
    let (Some(map), Some(lab)) = (app.map.as_deref_mut(), app.lab.as_deref()) else { return };
    let row = lab.verdict(lab.row).filter(|_| !lab.closing).and_then(|verdict| match verdict {
        Verdict::Possible { outcome, .. } => Some(outcome),
        _ => None,
    });
    let came = match &lab.run.state {
        RunState::Over(report) => Some(&report.outcome),
        _ => None,
    };
    if let Some(outcome) = row.or(came) {
        map.turn_to(&outcome.clone());
    }
}

/// The model has said which outcomes there are.
pub(super) fn learn(app: &mut App, id: u64, ways: crate::stream::map::Ways) {
    let Some(map) = app.map.as_deref_mut().filter(|map| map.asked == id) else { return };
    let first = map.path.is_empty();
    map.learn(ways);
    if first {
        turn_to_row(app);
    }
}

pub(super) fn command(app: &mut App, command: Command) -> Vec<Effect> {
    match command {
        Command::Left => step(app, (-1, 0)),
        Command::Right => step(app, (1, 0)),
        Command::Up => step(app, (0, 1)),
        Command::Down => step(app, (0, -1)),
        Command::PageUp => (0..5).for_each(|_| step(app, (0, 1))),
        Command::PageDown => (0..5).for_each(|_| step(app, (0, -1))),
        Command::First => to_end(app, true),
        Command::Last => to_end(app, false),
        Command::NextUnseen => next_unseen(app),
        Command::Open => return open_place(app),
        Command::MakeHappen => return ask_for_steps(app),
        Command::RunAgain => return super::lab::command(app, Command::RunAgain),
        Command::Hex | Command::OtherWay => return super::lab::command(app, command),
        Command::Back => return back(app),
        _ => {}
    }
    Vec::new()
}

/// The cursor to a neighbour.
fn step(app: &mut App, way: (isize, isize)) {
    let next = screens::map::scene(app).and_then(|scene| {
        let to = scene.grid.towards(scene.cursor?, way)?;
        scene.grid.at(to).first().copied()
    });
    let Some(map) = app.map.as_deref_mut() else { return };
    if map.is_grid() {
        map.at = next.unwrap_or(map.at);
        return;
    }
    let last = map.branches.as_ref().map_or(0, Vec::len).saturating_sub(1);
    map.line = map.line.saturating_add_signed(-way.1).min(last);
}

/// To the first or the last of the outcomes that are looked at.
fn to_end(app: &mut App, first: bool) {
    let Some(map) = app.map.as_deref_mut() else { return };
    if map.is_grid() {
        let window = map.window();
        let end = if first { window.first() } else { window.last() };
        map.at = end.copied().unwrap_or(map.at);
    } else {
        map.line = if first { 0 } else { map.branches.as_ref().map_or(0, Vec::len).saturating_sub(1) };
    }
}

/// To the next outcome that was not seen yet, round and round.
fn next_unseen(app: &mut App) {
    let (Some(map), Some(lab)) = (app.map.as_deref_mut(), app.lab.as_deref()) else { return };
    let seen = map.seen(lab);
    let window = map.window();
    let at = window.iter().position(|index| *index == map.at).unwrap_or(0);
    let next = window.iter().cycle().skip(at + 1).take(window.len()).find(|index| seen[**index] == 0);
    match next.copied() {
        Some(next) => map.at = next,
        None => tell(app, msg!("map-all-seen", count = window.len())),
    }
}

/// Opens a place that holds several outcomes.
fn open_place(app: &mut App) -> Vec<Effect> {
    let inside: Option<Vec<usize>> =
        screens::map::scene(app).and_then(|scene| Some(scene.grid.at(scene.cursor?).to_vec()));
    let Some(map) = app.map.as_deref_mut() else { return Vec::new() };
    if map.is_grid() {
        if let Some(inside) = inside.filter(|inside| inside.len() > 1) {
            map.windows.push(inside);
        }
        return Vec::new();
    }
    let Some(part) = map.branches.as_ref().and_then(|branches| branches.get(map.line)).map(|branch| branch.part) else {
        return Vec::new();
    };
    let asks = map.open(part);
    look_below(app, asks)
}

/// Asks the model what lies below the path.
fn look_below(app: &mut App, asks: bool) -> Vec<Effect> {
    let id = app.next_id();
    let Some(map) = app.map.as_deref_mut().filter(|_| asks) else { return Vec::new() };
    map.asked = id;
    vec![Effect::Map { id, script: Arc::clone(&map.script), reading: map.reading, path: map.path.clone() }]
}

/// Out of the place that was opened last; to the lab.
fn back(app: &mut App) -> Vec<Effect> {
    let Some(map) = app.map.as_deref_mut() else {
        app.screen = Screen::Lab;
        return Vec::new();
    };
    if map.windows.pop().is_some() {
        return Vec::new();
    }
    if !map.path.is_empty() {
        let asks = map.close();
        return look_below(app, asks);
    }
    app.screen = Screen::Lab;
    Vec::new()
}

/// Asks the model for an order of events that gives the chosen outcome.
fn ask_for_steps(app: &mut App) -> Vec<Effect> {
    let id = app.next_id();
    let Some(map) = app.map.as_deref_mut() else { return Vec::new() };
    let Some(outcome) = map.chosen().cloned() else { return Vec::new() };
    let rows = vec![Row::of(&outcome)];
    map.making = Some((id, outcome));
    vec![Effect::Judge { id, script: Arc::clone(&map.script), rows, reading: map.reading }]
}

/// Whether the model was asked this to make an outcome happen.
pub(super) fn is_making(app: &App, id: u64) -> bool {
    app.map.as_deref().and_then(|map| map.making.as_ref()).is_some_and(|(asked, _)| *asked == id)
}

/// The model has found an order of events: it is played on real sockets.
pub(super) fn make(app: &mut App, verdicts: Vec<Verdict>) -> Vec<Effect> {
    let id = app.next_id();
    let (Some(map), Some(lab)) = (app.map.as_deref_mut(), app.lab.as_deref_mut()) else { return Vec::new() };
    map.making = None;
    let Some(Verdict::Possible { witness, .. }) = verdicts.into_iter().next() else { return Vec::new() };
    map.run = Some(id);
    lab.clear_run();
    lab.run.id = id;
    lab.run.state = RunState::Busy { steps: 0, on: true };
    vec![Effect::Start { id, plan: Box::new(lab.plan_of_steps()), replay: Some(Arc::new(witness)) }, Effect::RunToEnd]
}

/// A run of the lab's own is over, and its place is lit: what it gave is said.
pub(super) fn ran(app: &mut App) {
    let (Some(map), Some(lab)) = (app.map.as_deref(), app.lab.as_deref()) else { return };
    let own = matches!(app.screen, Screen::Map) && map.run != Some(lab.run.id);
    let RunState::Over(report) = &lab.run.state else { return };
    if own {
        let times = lab.seen.times(&report.outcome);
        let outcome = outcome_words(&app.texts, &report.outcome);
        let said = msg!("map-run-gave", outcome = outcome, times = times, shown = thousands(times));
        tell(app, said);
    }
}

/// A click chooses a place; on the chosen one it does what Enter does.
pub(super) fn click(app: &mut App, x: u16, y: u16) -> Vec<Effect> {
    let again = match screens::map::hit(app, x, y) {
        Some(screens::map::Hit::Outcome(at)) => {
            let same = screens::map::scene(app)
                .is_some_and(|scene| scene.cursor.is_some_and(|cursor| scene.grid.at(cursor).contains(&at)));
            if let Some(map) = app.map.as_deref_mut().filter(|_| !same) {
                map.at = at;
            }
            same
        }
        Some(screens::map::Hit::Line(line)) => {
            let Some(map) = app.map.as_deref_mut() else { return Vec::new() };
            let same = map.line == line;
            map.line = line;
            same
        }
        None => false,
    };
    match again {
        true if screens::map::is_single(app) => ask_for_steps(app),
        true => open_place(app),
        false => Vec::new(),
    }
}
