//! The outcomes of both conditions, a line each, with what each recv gave.

use crate::call::Side;
use crate::quiz::borders;
use crate::script::Script;
use crate::stream::{Cell, Outcome};
use crate::text::escape::to_c;
use crate::tui::app::App;
use crate::tui::app::burst::cell_words;
use crate::tui::app::likely::{LINES, Likely, Pane, Progress, Try};
use crate::tui::widgets::{Bar, BarLine, BarSpan};

/// Bytes of a box that are shown.
const MOST: usize = 12;

/// The outcomes, another one, and those without a line.
pub(super) fn lines(app: &App, likely: &Likely) -> Vec<BarLine> {
    let outcomes = likely.lines();
    let bar = |side: usize, outcome: Option<&Outcome>, at: usize| {
        let one = likely.tried(side);
        let listed = |seen: &Outcome| outcomes.contains(&seen);
        let count = |one: &Try| match outcome {
            Some(outcome) => one.histogram.outcomes.iter().find(|(seen, _)| seen == outcome).map_or(0, |(_, n)| *n),
            None => {
                let rare = one.histogram.outcomes.iter().filter(|(seen, _)| !listed(seen)).map(|(_, n)| n);
                rare.sum::<u64>() + one.histogram.others + one.histogram.failed
            }
        };
        let asking = one.is_none() && likely.pane == Pane::Outcomes(side) && likely.row.min(outcomes.len()) == at;
        let guess = match one {
            Some(one) => {
                one.guess.as_ref().filter(|guess| guess.outcome.as_ref() == outcome).map(|guess| guess.percent)
            }
            None => asking.then_some(likely.percent),
        };
        let full = |one: &Try| if one.progress == Progress::Stopped { one.histogram.times } else { one.times };
        Bar {
            count: one.map_or(0, count),
            runs: one.map_or(0, |one| one.histogram.times),
            full: one.map_or(0, full),
            guess,
            asking,
        }
    };
    let mut lines: Vec<BarLine> = outcomes
        .iter()
        .enumerate()
        .map(|(at, outcome)| BarLine {
            boxes: boxes(app, &likely.script, outcome),
            words: String::new(),
            bars: [0, 1].map(|side| bar(side, Some(*outcome), at)),
        })
        .collect();
    let thinks = [0, 1].iter().any(|side| likely.offered(*side).is_some_and(|offer| offer.outcomes.is_none()));
    lines.push(BarLine {
        boxes: Vec::new(),
        words: app.texts.get(if thinks { "likely-thinks" } else { "likely-another" }),
        bars: [0, 1].map(|side| bar(side, None, outcomes.len())),
    });
    debug_assert!(lines.len() <= 2 * LINES);
    lines
}

/// What each recv gave, with the send that its bytes came from.
fn boxes(app: &App, script: &Script, outcome: &Outcome) -> Vec<Vec<BarSpan>> {
    let borders = Side::BOTH.map(|side| borders(script, side.peer()));
    let mut at = [0u64; 2];
    let boxed = script.cells().into_iter().zip(&outcome.cells).map(|(place, cell)| {
        let Cell::Data(bytes) = cell else { return vec![(cell_words(&app.texts, cell), None)] };
        let side = place.side.index();
        let peeks = script.calls[place.call].call.as_recv().is_some_and(|recv| recv.flags.peek);
        let from = at[side];
        if !peeks {
            at[side] += bytes.len() as u64;
        }
        let mut spans: Vec<BarSpan> = Vec::new();
        for (offset, byte) in (from..).zip(bytes.iter().take(MOST)) {
            let send = borders[side].iter().position(|border| offset < *border);
            let text = to_c(&[*byte]);
            match spans.last_mut() {
                Some((last, known)) if *known == send => last.push_str(&text),
                _ => spans.push((text, send)),
            }
        }
        if bytes.len() > MOST {
            spans.push(("…".to_owned(), None));
        }
        spans
    });
    boxed.collect()
}
