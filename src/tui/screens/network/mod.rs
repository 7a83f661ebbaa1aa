//! You are the network: the bytes you hold, the calls that wait for them, and your steps.

mod sentence;
mod steps;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::lab::{calls, quiz, side_word, stream_title};
use super::whole;
use crate::call::Side;
use crate::msg;
use crate::stream::Count;
use crate::trace::What;
use crate::tui::app::lab::RunState;
use crate::tui::app::network::{Play, given};
use crate::tui::app::{App, Lab};
use crate::tui::theme::Role;
use crate::tui::view;
use crate::tui::widgets::{
    CallMark, Hit, Lane, Lanes, Look, Sentence, TitledRule, columns, put, put_folded, put_right, thousands,
};

/// From this width on, the steps stand beside the stream.
const WIDE: u16 = 100;
/// Columns of the steps there.
const STEPS: u16 = 46;
/// From this height on there is a blank line between the panes.
const HIGH: u16 = 30;

/// Where everything stands.
#[derive(Debug, Clone, Copy)]
struct Layout {
    header: Rect,
    goal: Rect,
    calls: Rect,
    stream_rule: Rect,
    lanes: Rect,
    /// The other direction, with its rule; empty where it has no bytes or there is no room.
    other: Rect,
    steps: Rect,
    sentence: Rect,
}

fn layout(lab: &Lab, screen: Rect) -> Layout {
    let inner = Rect { x: screen.x + 1, width: screen.width - 2, ..screen };
    let line = |y: u16, height: u16| Rect { y, height, ..inner };
    let wide = screen.width >= WIDE;
    let gap = u16::from(screen.height >= HIGH);
    let said = if screen.height >= 22 { 2 } else { 1 };
    let sentence = line(screen.bottom() - 1 - said, said);
    let bottom = sentence.y - gap;
    let top = screen.y + 2;
    let wanted = u16::try_from(lab.script.calls.len()).unwrap_or(u16::MAX);
    let most = ((bottom - top) / 4).max(2);
    let calls = line(top, 1 + wanted.clamp(2, most));
    let y = calls.bottom() + gap;
    let (column, beside) = if wide {
        let left = inner.width - STEPS.min(inner.width / 2) - 3;
        let beside = Rect { x: inner.x + left + 3, y, width: inner.width - left - 3, height: bottom - y };
        (Rect { y, width: left, height: bottom - y, ..inner }, Some(beside))
    } else {
        (Rect { y, height: bottom - y, ..inner }, None)
    };
    let stream = view::stream(&lab.script, lab.run.shown(), lab.from);
    let lanes = Lanes { held: Some((0, &[][..])), ..Lanes::new(&stream) };
    let both = wide && lab.goes_both_ways();
    let keep = if wide { 0 } else { 4 };
    let room = column.height.saturating_sub(1 + keep);
    let height = if both { lanes.height((room / 2).max(room.min(6))) } else { lanes.height(room.max(3)) };
    let stream_rule = Rect { height: column.height.min(1), ..column };
    let lanes = Rect { y: column.y + 1, height: height.min(column.height.saturating_sub(1)), ..column };
    let left = column.bottom().saturating_sub(lanes.bottom());
    let rest = Rect { y: lanes.bottom(), height: left, ..column };
    let empty = Rect { height: 0, ..rest };
    let other = if both && left >= 5 { rest } else { empty };
    let steps = beside.unwrap_or(rest);
    Layout { header: line(screen.y, 1), goal: line(screen.y + 1, 1), calls, stream_rule, lanes, other, steps, sentence }
}

/// Draws the screen.
pub(super) fn draw(app: &App, lab: &Lab, play: &Play, look: &Look<'_>, screen: Rect, buf: &mut Buffer) {
    let layout = layout(lab, screen);
    header(app, lab, play, look, layout.header, buf);
    goal(app, lab, play, look, layout.goal, buf);
    put_calls(app, lab, play, look, layout.calls, buf);
    stream(app, lab, play, look, &layout, buf);
    steps::draw(app, lab, play, look, layout.steps, buf);
    let (text, tone) = sentence::sentence(app, lab, play);
    let said = Sentence { text: &text, tone };
    let area = layout.sentence;
    let height = said.height(look, area.width).clamp(1, area.height);
    said.draw(look, Rect { y: area.bottom() - height, height, ..area }, buf);
}

/// The program, what this is, and where it happens.
fn header(app: &App, lab: &Lab, play: &Play, look: &Look<'_>, line: Rect, buf: &mut Buffer) {
    let name = app.texts.get("lab-program");
    let x = line.x + put(look, line, buf, (line.x, line.y), &name, look.style(Role::Strong)) + 3;
    let title = app.texts.get("net-title");
    let x = x + put(look, line, buf, (x, line.y), &title, look.style(Role::Strong)) + 3;
    let made = given(lab.run.shown()).len();
    let (right, role) = if made < play.again {
        let again = msg!("net-again", made = made + 1, steps = play.again);
        (app.texts.say(&again), Role::Strong)
    } else {
        (app.texts.get("lab-live"), Role::Quiet)
    };
    let taken = put_right(look, line, buf, line.y, &right, look.style(role));
    let addresses = lab.run.shown().iter().find_map(|event| match event.what {
        What::Connected { client, server, .. } => Some((client, server)),
        _ => None,
    });
    let room = line.right().saturating_sub(x + taken + 2);
    if let Some((client, server)) = addresses.filter(|_| room >= 50) {
        let between = app.texts.say(&msg!("net-between", client = client.to_string(), server = server.to_string()));
        put_folded(look, line, buf, (x, line.y), room, &between, look.style(Role::Quiet));
    }
}

/// The goal, the step, and how many outcomes are still open.
fn goal(app: &App, lab: &Lab, play: &Play, look: &Look<'_>, line: Rect, buf: &mut Buffer) {
    let step = app.texts.say(&msg!("net-step", step = play.steps.len()));
    let right = format!("{step} · {}", open(app, lab, play));
    let (words, role) = match play.goal {
        Some(_) => (app.texts.say(&msg!("net-goal", row = quiz::claim_words(app, lab))), Role::Text),
        None if lab.goals().is_empty() => (app.texts.get("net-no-goal-plain"), Role::Quiet),
        None => (app.texts.get("net-no-goal"), Role::Quiet),
    };
    // The goal stands whole: the number of the step stands beside the steps, too.
    let fits = columns(look, &words) + columns(look, &right) + 2 <= line.width;
    let right = if fits { right } else { open_short(app, lab, play) };
    let taken = put_right(look, line, buf, line.y, &right, look.style(Role::Strong));
    let room = line.width.saturating_sub(taken + 2);
    put_folded(look, line, buf, (line.x, line.y), room, &words, look.style(role));
}

fn open(app: &App, lab: &Lab, play: &Play) -> String {
    // Until the model has answered for this step, what it said about the one before stands.
    let message = match (play.reach.as_ref().and_then(|reach| reach.open.as_ref()), &lab.count) {
        (Some(Count::Exact(open)), Some(Count::Exact(count))) => {
            msg!("net-open", open = open.to_string(), count = count.to_string())
        }
        (Some(Count::Exact(open)), _) => msg!("net-open-only", open = open.to_string()),
        _ => msg!("net-open-unknown"),
    };
    app.texts.say(&message)
}

fn open_short(app: &App, lab: &Lab, play: &Play) -> String {
    match (play.reach.as_ref().and_then(|reach| reach.open.as_ref()), &lab.count) {
        (Some(Count::Exact(open)), Some(Count::Exact(count))) => {
            app.texts.say(&msg!("net-open-short", open = open.to_string(), count = count.to_string()))
        }
        _ => open(app, lab, play),
    }
}

fn put_calls(app: &App, lab: &Lab, play: &Play, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
    let mut marks = calls::marks(app, lab);
    let next = play.calls();
    for call in &next {
        if let Some(mark) = marks.get_mut(*call) {
            mark.0 = CallMark::Next;
        }
    }
    let gap = if area.width >= WIDE { 3 } else { 2 };
    let split = if area.width >= WIDE { area.width - STEPS.min(area.width / 2) - gap } else { (area.width - gap) / 2 };
    calls::draw_marked(app, lab, look, &marks, area, (split, gap), buf);
}

fn stream(app: &App, lab: &Lab, play: &Play, look: &Look<'_>, layout: &Layout, buf: &mut Buffer) {
    let to = lab.from.peer();
    let title = stream_title(app, lab);
    let way = play.on_the_way(to);
    let over = matches!(lab.run.state, RunState::Over(_));
    let right = if over { String::new() } else { app.texts.say(&msg!("net-hold", bytes = way)) };
    TitledRule { title: &title, right: &right, focused: true }.draw(look, layout.stream_rule, buf);
    let stream = view::stream(&lab.script, lab.run.shown(), lab.from);
    let words = sentence::held_words(app, play, to);
    let words = words.each_ref().map(String::as_str);
    let held = if way > 0 { play.bytes(to) } else { 0 };
    lanes(app, lab, &stream, Some((held, &words))).draw(look, layout.lanes, buf);
    if layout.other.height > 0 {
        let stream = view::stream(&lab.script, lab.run.shown(), lab.from.peer());
        let from = app.texts.get(side_word(stream.from));
        let title = app.texts.say(&msg!("lab-stream-direction", from = from));
        let right = app.texts.say(&msg!("net-hold", bytes = play.on_the_way(stream.from.peer())));
        TitledRule { title: &title, right: &right, focused: false }.draw(look, layout.other, buf);
        let area = Rect { y: layout.other.y + 1, height: layout.other.height - 1, ..layout.other };
        lanes(app, lab, &stream, None).draw(look, area, buf);
    }
}

fn lanes<'a>(app: &App, lab: &Lab, stream: &'a view::StreamView<'a>, held: Option<(u64, &'a [&'a str])>) -> Lanes<'a> {
    Lanes { now: lab.played_for(app.now), hex: lab.hex, held, ..Lanes::new(stream) }
}

/// Bytes as they are quoted, or how many.
fn quoted(app: &App, bytes: &[u8]) -> String {
    match bytes.len() {
        0..=12 => format!("\"{}\"", crate::text::escape::to_c(bytes)),
        many => app.texts.say(&msg!("net-data-bytes", bytes = thousands(many as u64))),
    }
}

fn side(app: &App, side: Side) -> String {
    app.texts.get(side_word(side))
}

/// The byte in the network's lane at (x, y).
pub(crate) fn byte_at(app: &App, lab: &Lab, x: u16, y: u16) -> Option<u64> {
    let screen = whole(app.size)?;
    let layout = layout(lab, screen);
    let stream = view::stream(&lab.script, lab.run.shown(), lab.from);
    match lanes(app, lab, &stream, Some((0, &[][..]))).hit(layout.lanes, x, y)? {
        Hit { lane: Lane::Network, byte } => Some(byte),
        _ => None,
    }
}
