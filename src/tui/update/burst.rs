//! Many runs in the background: start, progress, stop, end.

use super::{complain, likely, tell};
use crate::engine::{EngineError, Histogram, Via};
use crate::msg;
use crate::stream::Count;
use crate::text::Message;
use crate::tui::app::burst::{Burst, TIMES, outcome_words};
use crate::tui::app::{App, Effect};
use crate::tui::widgets::thousands;

/// Starts one, in the place of one that goes on: what that has shown stays counted. `more`: the larger number.
pub(super) fn key(app: &mut App, more: bool) -> Vec<Effect> {
    let times = TIMES[usize::from(more)];
    let id = app.next_id();
    // One burst at a time: two would disturb each other.
    let mut effects = likely::stop(app);
    let own = stop(app);
    if !own.is_empty() {
        tell(app, msg!("lab-burst-on", times = thousands(times)));
    }
    effects.extend(own);
    let Some(lab) = app.lab.as_deref_mut() else { return Vec::new() };
    let plan = Box::new(lab.plan());
    lab.burst = Some(Box::new(Burst {
        id,
        plan: plan.clone(),
        times,
        histogram: Histogram::default(),
        goes_on: true,
        failed: None,
        beside: lab.seen.clone(),
    }));
    effects.push(Effect::Burst { id, plan, times });
    effects
}

/// Stops it because a person asks so: what it gave stays.
pub(super) fn give_up(app: &mut App) -> Vec<Effect> {
    let effects = stop(app);
    if let Some(burst) = app.lab.as_deref().and_then(|lab| lab.burst.as_deref()).filter(|_| !effects.is_empty()) {
        let said = stopped(burst);
        tell(app, said);
    }
    effects
}

fn stopped(burst: &Burst) -> Message {
    let (runs, times) = (thousands(burst.histogram.times), thousands(burst.times));
    match burst.histogram.wrong {
        0 => msg!("lab-burst-stopped", runs = runs, times = times),
        wrong => msg!("lab-burst-stopped-wrong", runs = runs, times = times, wrong = wrong),
    }
}

/// Stops the burst, if there is one.
pub(super) fn stop(app: &mut App) -> Vec<Effect> {
    let lab = app.lab.as_deref_mut();
    let Some(burst) = lab.and_then(|lab| lab.burst.as_deref_mut()).filter(|burst| burst.goes_on) else {
        return Vec::new();
    };
    burst.goes_on = false;
    vec![Effect::StopBurst]
}

/// How far it is. News of one that was stopped are dropped.
pub(super) fn news(app: &mut App, id: u64, result: Result<Histogram, EngineError>, over: bool) {
    let Some(lab) = app.lab.as_deref_mut() else { return };
    let Some(burst) = lab.burst.as_deref_mut().filter(|burst| burst.id == id && burst.goes_on) else { return };
    burst.goes_on = !over;
    match result {
        Ok(histogram) => {
            let before = (burst.histogram.wrong, burst.histogram.impossible);
            let now = (histogram.wrong, histogram.impossible);
            lab.count_burst(histogram);
            if now.0 > before.0 {
                complain(app, msg!("lab-burst-wrong", runs = now.0));
            } else if now.1 > before.1 {
                complain(app, msg!("lab-burst-denied", runs = now.1));
            } else if over && now == (0, 0) {
                let said = ended(app);
                tell(app, said);
            }
        }
        Err(error) => {
            burst.failed = Some(error.message());
            burst.goes_on = false;
            complain(app, msg!("lab-burst-failed", why = error.message()));
        }
    }
}

/// Outcomes that the sentence names.
const NAMED: usize = 3;

/// What came how often, and that rare is not impossible.
fn ended(app: &App) -> Message {
    let Some(lab) = app.lab.as_deref() else { return msg!("lab-burst-nothing") };
    let Some(burst) = lab.burst.as_deref() else { return msg!("lab-burst-nothing") };
    let histogram = &burst.histogram;
    let Some((outcome, count)) = histogram.outcomes.first() else { return msg!("lab-burst-nothing") };
    let runs = thousands(histogram.times);
    if outcome.cells.is_empty() {
        return msg!("lab-burst-over-no-recv", runs = runs);
    }
    if *count == histogram.times {
        let what = outcome_words(&app.texts, outcome);
        let only = lab.count == Some(Count::Exact(1u32.into()));
        return match burst.plan.via {
            _ if only => msg!("lab-burst-over-only", runs = runs, outcome = what),
            Via::Direct => msg!("lab-burst-over-one", runs = runs, outcome = what),
            _ => msg!("lab-burst-over-relay", runs = runs, outcome = what),
        };
    }
    let share = |count: u64| share(count, histogram.times);
    let (named, rest) = histogram.outcomes.split_at(NAMED.min(histogram.outcomes.len()));
    let said = named.iter().map(|(outcome, count)| {
        let outcome = outcome_words(&app.texts, outcome);
        app.texts.say(&msg!("lab-burst-outcome", outcome = outcome, share = share(*count)))
    });
    let said = said.collect::<Vec<_>>().join("; ");
    let left = histogram.others + rest.iter().map(|(_, count)| count).sum::<u64>();
    match (histogram.others, rest.len()) {
        (0, 0) => msg!("lab-burst-over", runs = runs, outcomes = said),
        (0, others) => msg!("lab-burst-over-more", runs = runs, outcomes = said, others = others, share = share(left)),
        (_, others) => {
            let others = thousands(others as u64);
            msg!("lab-burst-over-many", runs = runs, outcomes = said, others = others, share = share(left))
        }
    }
}

/// Parts of a hundred; what came is never 0, and what did not come always is never 100.
fn share(count: u64, of: u64) -> String {
    let share = count as f64 * 100.0 / of.max(1) as f64;
    match share {
        share if count > 0 && share < 0.1 => "< 0.1".to_owned(),
        share if count < of && share > 99.9 => "> 99.9".to_owned(),
        share => format!("{share:.1}"),
    }
}
