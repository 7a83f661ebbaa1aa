//! The sentence below the bars.

use super::start_key;
use crate::engine::Start;
use crate::msg;
use crate::stream::Outcome;
use crate::text::Message;
use crate::tui::app::App;
use crate::tui::app::burst::outcome_words;
use crate::tui::app::likely::{Likely, Pane, Progress};
use crate::tui::widgets::thousands;

/// What is to be known, or done, now.
pub(super) fn now(app: &App, likely: &Likely) -> Message {
    let side = likely.pane.side();
    let start = app.texts.get(start_key(likely.conditions[side].start));
    let means = app.texts.get(means_key(likely.conditions[side].start));
    let counts = match app.lab.as_deref() {
        Some(lab) if likely.counts_in(lab, side) => "yes",
        _ => "no",
    };
    let Some(one) = likely.tried(side) else {
        return match likely.pane {
            Pane::Outcomes(_) => {
                let first = if likely.has_run() { "no" } else { "yes" };
                msg!("likely-guess", means = means, first = first)
            }
            Pane::Conditions(_) => msg!("likely-turn", start = capital(&start), means = means, counts = counts),
        };
    };
    let runs = one.histogram.times;
    if let Progress::Failed(why) = &one.progress {
        return msg!("lab-burst-failed", why = why.clone());
    }
    if likely.running.is_some() {
        return msg!("likely-goes");
    }
    if one.progress == Progress::Waits {
        return msg!("likely-taken");
    }
    if let Pane::Conditions(_) = likely.pane {
        return msg!("likely-turn", start = capital(&start), means = means, counts = counts);
    }
    if likely.sweep == Some(side) && one.condition.start == Start::SendsFirst {
        return msg!("likely-sweep-same");
    }
    let counted = |outcome: &Outcome| {
        one.histogram.outcomes.iter().find(|(seen, _)| seen == outcome).map_or(0, |(_, count)| *count)
    };
    if let (Pane::Outcomes(_), Some(outcome)) = (likely.pane, likely.lines().get(likely.row))
        && counted(outcome) == 0
        && one.guess.as_ref().is_none_or(|guess| guess.outcome.as_ref() != Some(*outcome))
    {
        return msg!("likely-rare", runs = thousands(runs));
    }
    let Some((first, count)) = one.histogram.outcomes.first() else { return msg!("lab-burst-nothing") };
    let (first, percent) =
        (outcome_words(&app.texts, first), |count: u64| format!("{:.1}", count as f64 * 100.0 / runs.max(1) as f64));
    if *count == runs && one.condition.start == Start::SendsFirst {
        return msg!("likely-one-bar", runs = thousands(runs), outcome = first);
    }
    if *count == runs {
        return msg!("likely-only", runs = thousands(runs), outcome = first);
    }
    let rest = percent(runs - count);
    match &one.guess {
        Some(guess) => {
            let (what, came) = match &guess.outcome {
                Some(outcome) => (outcome_words(&app.texts, outcome), counted(outcome)),
                None => {
                    let lines = likely.lines();
                    let listed: u64 = lines.into_iter().map(counted).sum();
                    (app.texts.get("likely-another"), runs - listed.min(runs))
                }
            };
            let (guessed, came) = (u64::from(guess.percent), percent(came));
            if what == first {
                return msg!("likely-was-right", what = what, guessed = guessed, came = came, rest = rest);
            }
            let share = percent(*count);
            msg!("likely-was", what = what, guessed = guessed, came = came, outcome = first, share = share, rest = rest)
        }
        None => msg!("likely-usual", outcome = first, share = percent(*count), rest = rest),
    }
}

/// What a start means, in words.
fn means_key(start: Start) -> &'static str {
    match start {
        Start::SendsFirst => "likely-means-sends-first",
        Start::ServerFirst => "likely-means-server-first",
        Start::Free => "likely-means-free",
    }
}

/// A sentence begins with it.
fn capital(words: &str) -> String {
    let mut signs = words.chars();
    signs.next().map_or(String::new(), |first| first.to_uppercase().chain(signs).collect())
}
