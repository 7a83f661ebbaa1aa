//! How likely? Bars for two conditions, the guesses beside them, the conditions, and the sweep over the gap.

mod conditions;
mod outcomes;
mod sentence;
mod sweep;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::engine::Start;
use crate::msg;
use crate::tui::app::App;
use crate::tui::app::likely::{Likely, Line, Pane, Progress};
use crate::tui::theme::Role;
use crate::tui::widgets::{Histogram, Look, Sentence, Sides, Tone, put, put_folded, put_right, thousands};

pub(super) fn draw(app: &App, likely: &Likely, look: &Look<'_>, screen: Rect, buf: &mut Buffer) {
    let area = Rect { x: screen.x + 1, y: screen.y, width: screen.width - 2, height: screen.height - 1 };
    header(app, likely, look, area, buf);
    let (text, tone) = match &app.notice {
        Some(notice) => (app.texts.say(&notice.message), if notice.fault { Tone::Fault } else { Tone::Plain }),
        None => (app.texts.say(&sentence::now(app, likely)), Tone::Plain),
    };
    let said = Sentence { text: &text, tone };
    let height = said.height(look, area.width).clamp(1, 2);
    let line = Rect { y: area.bottom() - height - 1, height, ..area };
    said.draw(look, line, buf);
    let page = Rect { y: area.y + 2, height: line.y.saturating_sub(area.y + 3), ..area };

    let lines = outcomes::lines(app, likely);
    let script = likely.script.cells();
    let name = |call| likely.script.buffer_of(call).map_or_else(|| app.texts.get("likely-recv"), str::to_owned);
    let names: Vec<String> = script.iter().map(|cell| name(cell.call)).collect();
    let titles = [0, 1].map(|side| title(app, likely, side));
    let (focused, cursor) = match likely.pane {
        Pane::Outcomes(side) => (Some(side), Some(likely.row.min(lines.len() - 1))),
        Pane::Conditions(_) => (None, None),
    };
    let mut bars = Histogram {
        names: &names,
        titles: [(&titles[0].0, &titles[0].1), (&titles[1].0, &titles[1].1)],
        focused,
        cursor,
        lines: &lines,
        pitch: 1,
    };
    let sides = Sides::of(page, bars.names_width(look).max(NAME));
    // Below stand the conditions, or the sweep; with room for both, both.
    let (conditions, sweep) = (Line::ALL.len() as u16 + 1, likely.sweep_of(0).len() as u16 + 1);
    let mut wanted = lines.len() as u16 + 1;
    let both = likely.sweep.is_some() && wanted + conditions + sweep + 2 <= page.height;
    let below = match (likely.sweep.is_some(), both) {
        (true, true) => conditions + sweep + 1,
        (true, false) => sweep,
        (false, _) => conditions,
    };
    let room = page.height.saturating_sub(below + 1);
    // With much room a line of air before it, and between the outcomes.
    let air = u16::from(room > wanted + 3);
    if room > 2 * wanted {
        bars.pitch = 2;
        wanted = 2 * wanted - 1;
    }
    let top = Rect { y: page.y + air, height: wanted.min(room.saturating_sub(air)), ..page };
    bars.draw(look, top, buf, &sides);
    let y = top.bottom() + 1 + air;
    let rest = Rect { y, height: page.bottom().saturating_sub(y), ..page };
    if likely.sweep.is_none() || both {
        conditions::draw(app, likely, look, Rect { height: conditions.min(rest.height), ..rest }, buf, &sides);
    }
    if let Some(side) = likely.sweep {
        let skip = if both { conditions + 1 } else { 0 };
        let rest = Rect { y: rest.y + skip, height: rest.height.saturating_sub(skip), ..rest };
        sweep::draw(app, likely, side, look, rest, buf, &sides);
    }
}

/// Columns of the longest name of a condition.
const NAME: u16 = 20;

fn header(app: &App, likely: &Likely, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
    let x =
        area.x + put(look, area, buf, (area.x, area.y), &app.texts.get("lab-program"), look.style(Role::Strong)) + 3;
    put(look, area, buf, (x, area.y), &app.texts.get("likely-title"), look.style(Role::Text));
    let ran = likely.tries.iter().any(|one| one.histogram.times > 0);
    let live = app.texts.get(if ran { "lab-live" } else { "lab-nothing-ran" });
    put_right(look, Rect { height: 1, ..area }, buf, area.y, &live, look.style(Role::Quiet));
    let y = area.y + 1;
    let progress = match likely.running {
        Some((_, at)) => {
            let one = &likely.tries[at];
            let (runs, times) = (thousands(one.histogram.times), thousands(one.times));
            app.texts.say(&msg!("likely-progress", runs = runs, times = times))
        }
        None => String::new(),
    };
    let used = put_right(look, area, buf, y, &progress, look.style(Role::Strong));
    let system = &app.system;
    let where_ = msg!(
        "likely-where",
        via = likely.via.to_string(),
        system = system.name.as_str(),
        cpus = system.cpus,
        seed = likely.seed.to_string()
    );
    let room = area.width.saturating_sub(used + 2);
    put_folded(look, area, buf, (area.x, y), room, &app.texts.say(&where_), look.style(Role::Quiet));
}

/// A condition in a word or two, and how far its runs are.
fn title(app: &App, likely: &Likely, side: usize) -> (String, String) {
    let runs = match likely.tried(side) {
        None => String::new(),
        Some(one) => {
            let runs = thousands(one.histogram.times);
            app.texts.say(&match &one.progress {
                Progress::Waits => msg!("likely-waits"),
                Progress::Stopped => msg!("likely-runs-stopped", runs = runs),
                Progress::Failed(_) => msg!("likely-runs-failed", runs = runs),
                Progress::Goes | Progress::Done => msg!("likely-runs", runs = runs),
            })
        }
    };
    (app.texts.get(start_key(likely.conditions[side].start)), runs)
}

fn start_key(start: Start) -> &'static str {
    match start {
        Start::SendsFirst => "likely-sends-first",
        Start::ServerFirst => "likely-server-first",
        Start::Free => "likely-free",
    }
}
