//! How likely? Bars for two conditions, the guesses beside them, the conditions, and the sweep over the gap.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::call::Side;
use crate::engine::{Cpus, Start, values};
use crate::msg;
use crate::quiz::{borders, joined};
use crate::script::Script;
use crate::stream::{Cell, Outcome};
use crate::text::Message;
use crate::text::escape::to_c;
use crate::tui::app::App;
use crate::tui::app::burst::{cell_words, outcome_words};
use crate::tui::app::likely::{Condition, LINES, Likely, Line, Pane, Progress, Try};
use crate::tui::theme::Role;
use crate::tui::widgets::{
    Bar, BarLine, BarSpan, Histogram, Look, Sentence, Sides, TitledRule, Tone, columns, draw_bar, put, put_folded,
    put_right, thousands,
};

/// Bytes of a box that are shown.
const MOST: usize = 12;
/// Columns of the numbers behind a bar of the sweep.
const NUMBERS: u16 = 32;

pub(super) fn draw(app: &App, likely: &Likely, look: &Look<'_>, screen: Rect, buf: &mut Buffer) {
    let area = Rect { x: screen.x + 1, y: screen.y, width: screen.width - 2, height: screen.height - 1 };
    header(app, likely, look, area, buf);
    let (text, tone) = match &app.notice {
        Some(notice) => (app.texts.say(&notice.message), if notice.fault { Tone::Fault } else { Tone::Plain }),
        None => (app.texts.say(&sentence(app, likely)), Tone::Plain),
    };
    let said = Sentence { text: &text, tone };
    let height = said.height(look, area.width).clamp(1, 2);
    let line = Rect { y: area.bottom() - height - 1, height, ..area };
    said.draw(look, line, buf);
    let page = Rect { y: area.y + 2, height: line.y.saturating_sub(area.y + 3), ..area };

    let lines = lines(app, likely);
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
        self::conditions(app, likely, look, Rect { height: conditions.min(rest.height), ..rest }, buf, &sides);
    }
    if let Some(side) = likely.sweep {
        let skip = if both { conditions + 1 } else { 0 };
        let rest = Rect { y: rest.y + skip, height: rest.height.saturating_sub(skip), ..rest };
        self::sweep(app, likely, side, look, rest, buf, &sides);
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

/// The outcomes, another one, and those without a line.
fn lines(app: &App, likely: &Likely) -> Vec<BarLine> {
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

/// The conditions, a line each: what is asked, and what was granted or measured.
fn conditions(app: &App, likely: &Likely, look: &Look<'_>, area: Rect, buf: &mut Buffer, sides: &Sides) {
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
fn micro(words: &str) -> String {
    let digits = words.find(|sign: char| !sign.is_ascii_digit()).unwrap_or(words.len());
    format!("{} {}", &words[..digits], words[digits..].replace("us", "µs"))
}

/// What was granted or measured of a line.
fn measured(app: &App, one: &Try, line: Line) -> Option<String> {
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

/// How often bytes of two sends came in one recv, by the gap between the sends.
fn sweep(app: &App, likely: &Likely, side: usize, look: &Look<'_>, area: Rect, buf: &mut Buffer, sides: &Sides) {
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

/// What is to be known, or done, now.
fn sentence(app: &App, likely: &Likely) -> Message {
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
