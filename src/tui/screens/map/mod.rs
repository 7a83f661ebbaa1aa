//! The map of outcomes: which are possible, which were seen, and the chosen one on the ruler.
//!
//! ```text
//! ─ the stream ─────────────────────   ━ 46 possible outcomes ━━━━━━━━━━ 9 seen ━
//!   lanes of the last run              bytes in buf2
//! ─ the chosen outcome ─────────────    9 ░6        ·     possible
//!   its claim on the same ruler         8 ·   ▒10   ░▒▓█  seen 1×, 2×, 10×, 100×
//!   its words                           …
//! the sentence
//! footer
//! ```
//! Below 100 columns the chosen outcome stands under the map.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

mod places;
mod scene;
mod words;

use super::lab;
use crate::msg;
use crate::stream::{Count, Row};
use crate::text::Message;
use crate::tui::app::burst::outcome_words;
use crate::tui::app::lab::RunState;
use crate::tui::app::{App, Lab, Map};
use crate::tui::theme::Role;
use crate::tui::view;
use crate::tui::widgets::{
    ClaimPanel, Lanes, Look, MapTree, Sentence, TitledRule, Tone, columns, put, put_folded, put_right, rule_word,
    thousands,
};

use places::places;
pub(crate) use scene::{Hit, hit, is_single, scene};
use scene::{Scene, chosen, denied, seen_outcomes, tree_area, with_grid};
use words::{cell_words, left_words, name, part_name, path_words, several, tree_lines};

pub(super) fn draw(app: &App, lab: &Lab, look: &Look<'_>, screen: Rect, buf: &mut Buffer) {
    let Some(map) = app.map.as_deref() else { return };
    let places = places(app, lab, map);
    header(app, lab, look, places.header, buf);
    lab::draw_calls(app, lab, look, places.calls, buf);
    draw_map(app, lab, map, look, places.map, buf);
    let row = chosen(app, map).map(|outcome| Row::of(&outcome));
    let stream = view::stream(&lab.script, lab.run.shown(), lab.from);
    let claim = row.as_ref().map(|row| view::claim(&stream, row, None)).unwrap_or_default();
    let edges = claim.edges();
    let mut lanes = Lanes::new(&stream);
    lanes.now = lab.run_time(app.now);
    lanes.hex = lab.hex;
    lanes.edges = &edges;
    if !places.stream.is_empty() {
        let title = match &lab.run.state {
            RunState::Over(report) => {
                app.texts.say(&msg!("map-last-run", outcome = outcome_words(&app.texts, &report.outcome)))
            }
            _ => lab::stream_title(app, lab),
        };
        let right = app.texts.get(if lab.has_run() { "lab-live" } else { "lab-nothing-ran" });
        TitledRule { title: &title, right: &right, focused: false }.draw(look, places.stream, buf);
        let area = Rect { y: places.stream.y + 1, height: places.stream.height - 1, ..places.stream };
        lanes.draw(look, area, buf);
    }
    draw_chosen(app, lab, map, look, places.chosen, &lanes, &claim, buf);
    let (text, tone) = match &app.notice {
        Some(notice) => (app.texts.say(&notice.message), if notice.fault { Tone::Fault } else { Tone::Plain }),
        None => (app.texts.say(&sentence(app, lab, map)), Tone::Plain),
    };
    let said = Sentence { text: &text, tone };
    let area = places.sentence.intersection(screen);
    let height = said.height(look, area.width).clamp(1, area.height.max(1));
    said.draw(look, Rect { y: area.bottom() - height, height, ..area }, buf);
}

fn header(app: &App, lab: &Lab, look: &Look<'_>, line: Rect, buf: &mut Buffer) {
    let name = app.texts.get("lab-program");
    let x = line.x + put(look, line, buf, (line.x, line.y), &name, look.style(Role::Strong)) + 3;
    let right = put_right(look, line, buf, line.y, &app.texts.get("map-what"), look.style(Role::Quiet));
    let title = lab.title.clone().or_else(|| lab.file.clone()).unwrap_or_else(|| app.texts.get("lab-untitled"));
    let title = app.texts.say(&msg!("map-header", title = title));
    let room = line.right().saturating_sub(x + right + 2);
    put_folded(look, line, buf, (x, line.y), room, &title, look.style(Role::Text));
}

fn draw_map(app: &App, lab: &Lab, map: &Map, look: &Look<'_>, pane: Rect, buf: &mut Buffer) {
    let title = match &lab.count {
        Some(Count::Exact(count)) => {
            let number = u64::try_from(count).unwrap_or(u64::MAX);
            app.texts.say(&msg!("map-title", count = number, shown = thousands(count)))
        }
        _ => app.texts.get("map-title-uncounted"),
    };
    let right = app.texts.say(&msg!("map-seen", seen = thousands(seen_outcomes(lab, map))));
    TitledRule { title: &title, right: &right, focused: true }.draw(look, pane, buf);
    let inner = Rect { y: pane.y + 1, height: pane.height.saturating_sub(1), ..pane };
    if let Some(scene) = scene(app) {
        let used = with_grid(app, lab, map, &scene, |grid| {
            grid.draw(look, scene.area, buf);
            grid.height() + 2
        });
        let below = Rect { y: inner.y + used.min(inner.height), height: inner.height.saturating_sub(used), ..inner };
        draw_denied(app, lab, &scene, look, below, buf);
        return;
    }
    if map.outcomes.is_none() && map.branches.is_none() {
        Sentence { text: &app.texts.get("map-waits"), tone: Tone::Quiet }.draw(look, inner, buf);
        return;
    }
    let path = path_words(app, lab, map);
    put_folded(look, inner, buf, (inner.x, inner.y), inner.width, &path, look.style(Role::Text));
    let lines = tree_lines(app, lab, map);
    let cell = map.branches.iter().flatten().next().map(|branch| branch.part);
    let heading = cell.map_or(String::new(), |part| part_name(app, lab, part));
    let counts = app.texts.get("map-outcomes");
    let tree = MapTree { heading: &heading, counts: &counts, lines: &lines, cursor: map.line, focused: true };
    tree.draw(look, tree_area(pane), buf);
}

/// Rows that cannot happen and have no place here, each with its rule.
fn draw_denied(app: &App, lab: &Lab, scene: &Scene, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
    let rows: Vec<String> = denied(lab, &scene.grid)
        .filter(|(tile, ..)| tile.is_none())
        .map(|(_, number, rule)| format!("{number} {}", app.texts.get(rule_word(rule))))
        .collect();
    if rows.is_empty() || area.height < 2 {
        return;
    }
    let text = app.texts.say(&msg!("map-nowhere", rows = rows.join(" · ")));
    Sentence { text: &text, tone: Tone::Quiet }.draw(look, area, buf);
}

#[allow(clippy::too_many_arguments)]
fn draw_chosen(
    app: &App,
    lab: &Lab,
    map: &Map,
    look: &Look<'_>,
    area: Rect,
    lanes: &Lanes<'_>,
    claim: &view::ClaimView,
    buf: &mut Buffer,
) {
    if area.height < 2 {
        return;
    }
    let Some(outcome) = chosen(app, map) else {
        let text = several(app, lab, map);
        TitledRule { title: &app.texts.get("map-place"), right: "", focused: false }.draw(look, area, buf);
        let inner = Rect { y: area.y + 1, height: area.height - 1, ..area };
        Sentence { text: &text, tone: Tone::Plain }.draw(look, inner, buf);
        return;
    };
    let times = lab.seen.times(&outcome);
    let right = match times {
        0 => app.texts.get("map-not-seen"),
        times => app.texts.say(&msg!("map-seen-times", times = times, shown = thousands(times))),
    };
    TitledRule { title: &app.texts.get("map-chosen"), right: &right, focused: false }.draw(look, area, buf);
    let mut y = area.y + 1;
    // Without lanes above it the ruler stands here.
    let panel = ClaimPanel { name: "tui-lane-outcome", ..ClaimPanel::new(lanes, claim) };
    let high = (panel.height() - 1).min(area.height.saturating_sub(3));
    if high > 0 {
        panel.draw(look, Rect { y, height: high, ..area }, buf);
        y += high;
    }
    let cells = outcome.cells.iter().enumerate();
    let words: Vec<String> = cells
        .map(|(cell, got)| {
            let (name, what) = (name(app, lab, cell), cell_words(look, got));
            app.texts.say(&msg!("map-cell", name = name, what = what))
        })
        .collect();
    let mut text = words.join("   ");
    let rows = lab.quiz.iter().flat_map(|quiz| &quiz.rows).filter(|entry| entry.row.admits(&outcome));
    let rows: Vec<String> = rows.map(|entry| entry.row.number.to_string()).collect();
    if !rows.is_empty() {
        let rows = app.texts.say(&msg!("map-rows", count = rows.len(), rows = rows.join(", ")));
        text = format!("{text}   {rows}");
    }
    let rest = Rect { x: area.x + 1, width: area.width.saturating_sub(2), y, height: area.bottom().saturating_sub(y) };
    let said = Sentence { text: &text, tone: Tone::Plain };
    said.draw(look, rest, buf);
    let down = said.height(look, rest.width);
    let rest = Rect { y: rest.y + down.min(rest.height), height: rest.height.saturating_sub(down), ..rest };
    let left = left_words(lab, &outcome);
    if rest.height > 0 && columns(look, &app.texts.say(&left)) > 0 {
        Sentence { text: &app.texts.say(&left), tone: Tone::Quiet }.draw(look, rest, buf);
    }
}

/// What happened, and what one can do.
fn sentence(app: &App, lab: &Lab, map: &Map) -> Message {
    if map.making.is_some() {
        return msg!("map-looking");
    }
    if map.run == Some(lab.run.id) {
        match &lab.run.state {
            RunState::Busy { .. } | RunState::Rests(_) => return msg!("map-making"),
            RunState::Over(report) if Some(&report.outcome) == map.chosen() => return msg!("map-made"),
            RunState::Failed(why) => return msg!("lab-say-failed", why = why.clone()),
            _ => {}
        }
    }
    match (chosen(app, map), map.outcomes.is_none() && map.branches.is_none()) {
        (_, true) => msg!("map-waits"),
        (Some(outcome), _) if lab.seen.times(&outcome) > 0 => msg!("map-say-seen"),
        (Some(_), _) => msg!("map-say-not-seen"),
        (None, _) => msg!("map-say-several"),
    }
}
