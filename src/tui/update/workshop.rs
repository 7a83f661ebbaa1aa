//! The workshop: what its keys do, and what its run tells.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::tell;
use crate::dice::Dice;
use crate::engine::{EngineError, Update};
use crate::framing::Framing;
use crate::framing::bench::Ends;
use crate::msg;
use crate::tui::app::lab::RunState;
use crate::tui::app::messages::Page;
use crate::tui::app::workshop::{READ_SIZES, What, Workshop};
use crate::tui::app::{App, Effect};
use crate::tui::keys::Command;
use crate::tui::screens::messages::{next_below, scrolled, shows_one_way};

/// Shows the workshop, where it was left.
pub(super) fn open(app: &mut App) {
    app.messages.workshop.get_or_insert_default();
    app.messages.page = Page::Workshop;
}

pub(super) fn command(app: &mut App, command: Command) -> Vec<Effect> {
    let Some(shop) = app.messages.workshop.as_deref_mut() else { return Vec::new() };
    if command.changes_bench() && shop.run.state != RunState::Idle {
        tell(app, msg!("workshop-run-stands"));
        return Vec::new();
    }
    let (before, cuts, echo) = (shop.run.id, shop.bench.cuts.len(), shop.bench.echo);
    match command {
        Command::Step => return step(app),
        Command::RunAll => return run_all(app),
        Command::RunAgain => {
            shop.clear_run();
            return run_all(app);
        }
        Command::Reset => shop.clear_run(),
        Command::Pick(choice) => return pick(app, choice.into()),
        Command::Skip => {
            shop.skipped += 1;
            shop.asking = None;
            return step(app);
        }
        Command::Up => shop.code = scrolled(app.size, shop, -1),
        Command::Down => shop.code = scrolled(app.size, shop, 1),
        Command::Left => shop.cursor = shop.cursor.saturating_sub(1),
        Command::Right => shop.cursor = (shop.cursor + 1).min(shop.len().saturating_sub(1)),
        Command::First => shop.cursor = 0,
        Command::Last => shop.cursor = shop.len().saturating_sub(1),
        Command::Cut => cut(app),
        Command::CutRandom => random(shop),
        Command::Drip => {
            let all = 1..shop.len();
            shop.change(|bench| bench.cuts = all.collect());
        }
        Command::NoCuts => shop.change(|bench| bench.cuts.clear()),
        Command::CloseHere => {
            close_here(shop);
            tell_of_cuts(app, cuts);
        }
        Command::ReadSize if matches!(shop.bench.framing, Framing::Fixed { .. }) => {
            tell(app, msg!("workshop-asks-for-missing"));
        }
        Command::ReadSize => {
            let at = READ_SIZES.iter().position(|size| *size == shop.bench.read_size).map_or(0, |at| at + 1);
            shop.change(|bench| bench.read_size = READ_SIZES[at % READ_SIZES.len()]);
        }
        Command::Choose(way) => {
            let before = shop.bench.framing.clone();
            shop.choose(way.into());
            if shop.bench.framing == before {
                tell(app, msg!("workshop-one-kind"));
            } else {
                tell_of_cuts(app, cuts);
            }
        }
        Command::Example => shop.next_example(),
        Command::Edit => shop.type_in(What::Messages),
        Command::TypeFraming => shop.type_in(What::Framing),
        Command::Below => shop.below = next_below(app.size, shop).unwrap_or(shop.below),
        Command::OtherWay if !shop.bench.echo => tell(app, msg!("workshop-one-way")),
        Command::OtherWay if !shows_one_way(app.size, shop) => tell(app, msg!("workshop-both-ways")),
        Command::OtherWay => shop.back = !shop.back,
        Command::Hex => shop.hex = !shop.hex,
        Command::Accept => {
            shop.take_typed();
            tell_of_cuts(app, cuts);
        }
        Command::LeaveEditor => shop.leave_typing(),
        Command::Back if shop.typing.is_some() => shop.leave_typing(),
        Command::Back => {
            app.messages.page = Page::List;
            return leave(app);
        }
        _ => {}
    }
    let one_way = app.messages.workshop.as_deref().is_some_and(|shop| echo && !shop.bench.echo);
    if one_way && command != Command::Example && app.notice.is_none() {
        tell(app, msg!("workshop-echo-gone"));
    }
    // What ran belongs to what was there before.
    let shop = app.messages.workshop.as_deref();
    let stopped = before != 0 && shop.is_none_or(|shop| shop.run.id != before);
    if stopped { vec![Effect::Stop] } else { Vec::new() }
}

/// Says so where a change took cuts away that somebody had made.
fn tell_of_cuts(app: &mut App, before: usize) {
    let now = app.messages.workshop.as_deref().map_or(before, |shop| shop.bench.cuts.len());
    if before > now {
        tell(app, msg!("workshop-cuts-gone", count = before - now));
    }
}

/// A run that goes on is not waited for.
fn leave(app: &mut App) -> Vec<Effect> {
    let Some(shop) = app.messages.workshop.as_deref_mut() else { return Vec::new() };
    if shop.run.is_over() || shop.run.id == 0 {
        return Vec::new();
    }
    shop.clear_run();
    vec![Effect::Stop]
}

/// A cut behind the byte with the cursor, or none there any more.
fn cut(app: &mut App) {
    let Some(shop) = app.messages.workshop.as_deref_mut() else { return };
    let at = shop.cursor + 1;
    if at >= shop.len() {
        tell(app, msg!("workshop-no-cut-there"));
        return;
    }
    shop.change(|bench| {
        if !bench.cuts.remove(&at) {
            bench.cuts.insert(at);
        }
    });
}

/// Cuts at random: the next seed gives others.
fn random(shop: &mut Workshop) {
    let len = shop.len() as u64;
    if len < 2 {
        return;
    }
    let mut dice = Dice::new(shop.seed, 6);
    shop.seed += 1;
    let many = dice.within(1, (len / 6).clamp(1, 8));
    let cuts = (0..many).map(|_| dice.within(1, len - 1) as usize).collect();
    shop.change(|bench| bench.cuts = cuts);
}

/// The client closes behind the byte with the cursor; asked for again, it does not close.
fn close_here(shop: &mut Workshop) {
    let here = Ends::After(shop.cursor + 1);
    let closes = shop.bench.ends == Ends::Never;
    shop.change(|bench| {
        bench.ends = if closes { here } else { Ends::Never };
        bench.echo = false;
    });
}

/// A sign for what is being typed.
pub(super) fn typed(app: &mut App, event: KeyEvent) {
    let Some(typing) = app.messages.workshop.as_deref_mut().and_then(|shop| shop.typing.as_mut()) else { return };
    let breaks = matches!(event.code, KeyCode::Enter)
        || (event.modifiers.contains(KeyModifiers::CONTROL) && matches!(event.code, KeyCode::Char('m' | 'j')));
    // Tab leads nowhere here, and would put in blanks that nobody sees.
    if event.code == KeyCode::Tab || (breaks && typing.what == What::Framing) {
        return;
    }
    typing.area.input(event);
}

/// Text that was pasted.
pub(super) fn paste(app: &mut App, text: &str) {
    let Some(typing) = app.messages.workshop.as_deref_mut().and_then(|shop| shop.typing.as_mut()) else { return };
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let signs = |sign: &char| !sign.is_control() || *sign == '\n' && typing.what == What::Messages;
    let text: String = text.chars().filter(signs).collect();
    typing.area.insert_str(text);
}

/// Begins a run; it goes by itself up to the first recv.
fn begin(app: &mut App) -> Vec<Effect> {
    let id = app.next_id();
    let Some(shop) = app.messages.workshop.as_deref_mut() else { return Vec::new() };
    let (Some(plan), Ok(laid)) = (shop.plan(), &shop.laid) else { return Vec::new() };
    let replay = Some(std::sync::Arc::clone(&laid.stage.schedule));
    shop.clear_run();
    shop.run.id = id;
    shop.run.state = RunState::Busy { steps: 0, on: false };
    // There is one run at a time: what rested in the lab is over.
    if let Some(lab) = app.lab.as_deref_mut().filter(|lab| !lab.run.is_over()) {
        lab.clear_run();
    }
    vec![Effect::Start { id, plan: Box::new(plan), replay }]
}

fn step(app: &mut App) -> Vec<Effect> {
    let Some(shop) = app.messages.workshop.as_deref_mut() else { return Vec::new() };
    match &shop.run.state {
        RunState::Idle => begin(app),
        RunState::Rests(_) if shop.is_asking() => {
            tell(app, msg!("workshop-pick-first"));
            Vec::new()
        }
        RunState::Rests(_) => {
            // What runs now is what one wants to see of the source.
            shop.code = None;
            shop.run.state = RunState::Busy { steps: 0, on: false };
            vec![Effect::Step]
        }
        RunState::Busy { .. } => Vec::new(),
        RunState::Over(_) | RunState::Failed(_) => {
            tell(app, msg!("workshop-over"));
            Vec::new()
        }
    }
}

fn run_all(app: &mut App) -> Vec<Effect> {
    let Some(shop) = app.messages.workshop.as_deref_mut() else { return Vec::new() };
    let mut effects = match shop.run.state {
        RunState::Idle => begin(app),
        RunState::Over(_) | RunState::Failed(_) => return Vec::new(),
        _ => Vec::new(),
    };
    let Some(shop) = app.messages.workshop.as_deref_mut().filter(|shop| shop.run.id != 0) else { return effects };
    shop.asking = None;
    shop.run.state = RunState::Busy { steps: 0, on: true };
    effects.push(Effect::RunToEnd);
    effects
}

/// A prediction is made: the recv runs.
fn pick(app: &mut App, choice: usize) -> Vec<Effect> {
    let Some(shop) = app.messages.workshop.as_deref_mut() else { return Vec::new() };
    let offered = shop.asking.as_ref().map_or(0, |asking| asking.question.choices.len());
    if choice >= offered {
        tell(app, msg!("workshop-no-choice", choices = offered));
        return Vec::new();
    }
    shop.picked = Some(choice);
    step(app)
}

/// Whether a run is the workshop's.
pub(super) fn is_mine(app: &App, id: u64) -> bool {
    app.messages.workshop.as_deref().is_some_and(|shop| shop.run.id == id && id != 0)
}

/// What its run tells.
pub(super) fn news(app: &mut App, update: Update) -> Vec<Effect> {
    let Some(shop) = app.messages.workshop.as_deref_mut() else { return Vec::new() };
    match update {
        Update::Event(event) => shop.run.events.push(event),
        Update::Kernel { .. } => {}
        Update::Rests(step) => {
            let on = matches!(shop.run.state, RunState::Busy { on: true, .. });
            if on {
                return vec![Effect::RunToEnd];
            }
            if !shop.is_recv(step) {
                return vec![Effect::Step];
            }
            shop.compare();
            shop.run.state = RunState::Rests(step);
            shop.ask();
        }
        Update::Finished(Ok(mut report)) => {
            shop.run.events = std::mem::take(&mut report.trace).events;
            shop.compare();
            shop.asking = None;
            shop.run.state = RunState::Over(Box::new(report));
        }
        Update::Finished(Err(EngineError::Cancelled)) => shop.clear_run(),
        Update::Finished(Err(error)) => shop.run.state = RunState::Failed(error.message()),
    }
    Vec::new()
}
