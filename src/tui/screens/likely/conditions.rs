//! The conditions: what is asked of a run, and what was granted or measured.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::start_key;
use crate::engine::{Cpus, values};
use crate::msg;
use crate::tui::app::App;
use crate::tui::app::likely::{Condition, Likely, Line, Pane, Try};
use crate::tui::theme::Role;
use crate::tui::widgets::{Look, Sides, TitledRule, columns, put, put_folded, put_right, thousands};

/// The conditions, a line each: what is asked, and what was granted or measured.
pub(super) fn draw(app: &App, likely: &Likely, look: &Look<'_>, area: Rect, buf: &mut Buffer, sides: &Sides) {
    let title = app.texts.get("likely-conditions");
    let focus = match likely.pane {
        Pane::Conditions(side) => Some(side),
        Pane::Outcomes(_) => None,
    };
    TitledRule { title: &title, right: "", focused: focus.is_some() }.draw(look, area, buf);
    for (at, (y, line)) in (area.y + 1..area.bottom()).zip(Line::ALL).enumerate() {
        let here = focus.is_some() && likely.line == at;
        let style = look.style(if here { Role::Strong } else { Role::Text });
        if here {
            put(look, area, buf, (area.x, y), &look.glyphs.row.to_string(), look.style(Role::Focus));
        }
        let room = sides.label.saturating_sub(2);
        put_folded(look, area, buf, (area.x + 2, y), room, &app.texts.get(line_key(line)), style);
        let differs = value(app, likely, 0, line) != value(app, likely, 1, line);
        for side in [0, 1] {
            let own = sides.area(side, Rect { y, height: 1, ..area });
            if line == Line::Times && side == 1 {
                continue;
            }
            let [right, left] = look.glyphs.cursor;
            let text = value(app, likely, side, line);
            let turned = here && (focus == Some(side) || line == Line::Times);
            let (text, style) = match (turned, differs) {
                (true, _) => (format!("{left} {text} {right}"), look.style(Role::Strong)),
                (false, true) => (format!("  {text}"), look.style(Role::Strong)),
                (false, false) => (format!("  {text}"), look.style(Role::Text)),
            };
            let used = put_folded(look, own, buf, (own.x, y), own.width, &text, style);
            let measured = likely.tried(side).and_then(|one| measured(app, one, line)).unwrap_or_default();
            if used + 2 + columns(look, &measured) <= own.width {
                put_right(look, own, buf, y, &measured, look.style(Role::Quiet));
            }
        }
    }
}

fn line_key(line: Line) -> &'static str {
    match line {
        Line::Start => "likely-line-start",
        Line::Gap => "likely-line-gap",
        Line::Nodelay => "likely-line-nodelay",
        Line::Connection => "likely-line-connection",
        Line::Cpus => "likely-line-cpus",
        Line::Process => "likely-line-process",
        Line::Buffers => "likely-line-buffers",
        Line::Reads => "likely-line-reads",
        Line::Times => "likely-line-times",
    }
}

fn value(app: &App, likely: &Likely, side: usize, line: Line) -> String {
    let Condition { start, knobs, random_reads } = &likely.conditions[side];
    let get = |key| app.texts.get(key);
    match line {
        Line::Start => get(start_key(*start)),
        Line::Gap => knobs.gap.map_or_else(|| get("likely-none"), |gap| micro(&values::gap_words(gap))),
        Line::Nodelay => match knobs.nodelay {
            None => get("likely-as-system"),
            Some(on) => values::switch_word(on).to_owned(),
        },
        Line::Connection => get(if knobs.reuse { "likely-used" } else { "likely-fresh" }),
        Line::Cpus => get(match knobs.cpus {
            None => "likely-as-system",
            Some(Cpus::One) => "likely-one-cpu",
            Some(Cpus::Two) => "likely-two-cpus",
        }),
        Line::Process => get(if knobs.process { "likely-own-process" } else { "likely-one-process" }),
        Line::Buffers => match (knobs.sndbuf, knobs.rcvbuf) {
            (None, None) => get("likely-as-system"),
            (send, receive) => {
                let word = |asked: Option<u32>| asked.map_or("–".to_owned(), thousands);
                app.texts.say(&msg!("likely-buffers", send = word(send), receive = word(receive)))
            }
        },
        Line::Reads => get(if *random_reads { "likely-random-reads" } else { "likely-as-written" }),
        Line::Times => thousands(likely.times),
    }
}

/// `10us` as people write it.
pub(super) fn micro(words: &str) -> String {
    let digits = words.find(|sign: char| !sign.is_ascii_digit()).unwrap_or(words.len());
    format!("{} {}", &words[..digits], words[digits..].replace("us", "µs"))
}

/// What was granted or measured of a line.
pub(super) fn measured(app: &App, one: &Try, line: Line) -> Option<String> {
    let told = one.histogram.measured?;
    let micros = |at: usize| told.gaps.map(|gaps| span(gaps[at]));
    Some(app.texts.say(&match line {
        Line::Gap => msg!("likely-measured-gap", least = micros(0)?, most = micros(1)?),
        Line::Cpus => {
            let [client, server] = told.cpus?;
            msg!("likely-measured-cpus", client = client, server = server)
        }
        Line::Buffers if one.condition.knobs.sndbuf.is_some() || one.condition.knobs.rcvbuf.is_some() => {
            let (send, receive) = (told.granted.sndbuf[0], told.granted.rcvbuf[1]);
            msg!("likely-measured-buffers", send = thousands(send), receive = thousands(receive))
        }
        Line::Nodelay if one.condition.knobs.nodelay.is_none() => {
            let is = values::switch_word(told.granted.nodelay[0]);
            msg!("likely-measured-nodelay", value = is)
        }
        _ => return None,
    }))
}

/// A measured time with three digits or so: `90 µs`, `1.2 ms`.
fn span(time: std::time::Duration) -> String {
    let micros = time.as_secs_f64() * 1e6;
    match micros {
        micros if micros < 10.0 => format!("{micros:.1} µs"),
        micros if micros < 1000.0 => format!("{micros:.0} µs"),
        micros => format!("{:.1} ms", micros / 1000.0),
    }
}
