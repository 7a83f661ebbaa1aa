//! The sweep over the gap.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::conditions::{measured, micro};
use super::start_key;
use crate::engine::values;
use crate::msg;
use crate::quiz::joined;
use crate::tui::app::App;
use crate::tui::app::likely::{Likely, Line};
use crate::tui::theme::Role;
use crate::tui::widgets::{Look, Sides, TitledRule, draw_bar, put, put_folded, put_right};

/// Columns of the numbers behind a bar.
const NUMBERS: u16 = 32;

/// How often bytes of two sends came in one recv, by the gap between the sends.
pub(super) fn draw(
    app: &App,
    likely: &Likely,
    side: usize,
    look: &Look<'_>,
    area: Rect,
    buf: &mut Buffer,
    sides: &Sides,
) {
    let (title, right) = (app.texts.get("likely-sweep"), app.texts.get(start_key(likely.conditions[side].start)));
    TitledRule { title: &title, right: &right, focused: false }.draw(look, area, buf);
    for (y, condition) in (area.y + 1..area.bottom()).zip(likely.sweep_of(side)) {
        let name = match condition.knobs.gap {
            None => app.texts.get("likely-no-gap"),
            Some(gap) => app.texts.say(&msg!("likely-gap", gap = micro(&values::gap_words(gap)))),
        };
        put_folded(look, area, buf, (area.x + 2, y), sides.label - 2, &name, look.style(Role::Text));
        let Some(one) = likely.try_of(&condition) else { continue };
        let histogram = &one.histogram;
        let line = Rect { x: sides.x[0], y, width: area.right().saturating_sub(sides.x[0]), height: 1 };
        if histogram.times == 0 {
            let waits = app.texts.get("likely-waits");
            put(look, line, buf, (line.x, y), &waits, look.style(Role::Quiet));
            continue;
        }
        let both = histogram.outcomes.iter().filter(|(outcome, _)| joined(&one.plan.script, outcome)).map(|(_, n)| n);
        let both: u64 = both.sum();
        let share = both as f64 * 100.0 / histogram.times as f64;
        let numbers = format!("{share:5.1} %");
        let width = line.width.saturating_sub(NUMBERS);
        draw_bar(look, Rect { width, ..line }, buf, both, histogram.times);
        let at = (line.x + width + 1, y);
        put(look, line, buf, at, &numbers, look.style(Role::Text));
        if let Some(gaps) = measured(app, one, Line::Gap) {
            put_right(look, line, buf, y, &gaps, look.style(Role::Quiet));
        }
    }
}
