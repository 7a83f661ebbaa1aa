//! The lab.

pub(super) mod answer;
mod below;
pub(super) mod calls;
mod closing;
mod copied;
mod happen;
mod kernel;
mod knobs;
pub(crate) mod layout;
pub(super) mod question;
pub(in crate::tui::screens) mod quiz;
mod reasons;
pub(super) mod rule;
mod sentence;
mod trace;
mod typing;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use below::Below;
use layout::Layout;

use crate::call::Side;
use crate::engine::Start;
use crate::msg;
use crate::quiz::{Entry, Phase};
use crate::trace::What;
use crate::tui::app::lab::{Network, Pane};
use crate::tui::app::{App, Lab};
use crate::tui::screens::whole;
use crate::tui::theme::Role;
use crate::tui::view;
use crate::tui::widgets::{At, Hit, Look, Sentence, Stage, TitledRule, Turn, put, put_folded, put_right, thousands};

/// Draws the lab. Returns where the terminal's cursor stands: in the line that is typed, else on the row with the cursor.
pub(super) fn draw(app: &App, lab: &Lab, look: &Look<'_>, screen: Rect, buf: &mut Buffer) -> Option<Position> {
    let layout = layout::layout(app, lab, screen);
    header(app, lab, look, &layout, buf);
    let typed = calls::draw(app, lab, look, &layout, buf);
    stream(app, lab, look, &layout, buf);
    let written = layout.slot.draw(app, lab, look, &layout, buf);
    trace::draw(lab, look, layout.trace, buf);
    kernel::draw(app, lab, look, layout.kernel, buf);
    quiz::draw(app, lab, look, &layout, buf);
    let area = layout.sentence;
    // A byte takes the blank line above, too.
    let up = u16::from(area.height == 1 && !layout.where_line.is_empty());
    if sentence::draw_byte(app, lab, look, Rect { y: area.y - up, height: area.height + up, ..area }, buf) {
        return typed.or(written);
    }
    let (text, tone) = sentence::sentence(app, lab, look, &layout);
    let said = Sentence { text: &text, tone };
    // A short one stands on the last of its lines, with a blank line before it.
    let height = said.height(look, area.width).clamp(1, area.height.max(1));
    said.draw(look, Rect { y: area.bottom() - height, height, ..area }, buf);
    if let Some(text) = &lab.copied {
        copied::draw(app, text, look, screen, buf);
        super::footer(app, look, screen, buf);
        return None;
    }
    typed.or(written)
}

/// The calls alone, as far as the run is, with a rule over each side.
pub(super) fn draw_calls(app: &App, lab: &Lab, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
    if !area.is_empty() {
        let split = ((area.width.saturating_sub(3)) / 2, 3);
        calls::draw(app, lab, look, &Layout { calls: area, split, ..Layout::default() }, buf);
    }
}

/// The title of the stream's pane.
pub(super) fn stream_title(app: &App, lab: &Lab) -> String {
    let title = app.texts.get("lab-stream");
    if !lab.goes_both_ways() {
        return title;
    }
    let from = app.texts.get(side_word(lab.from));
    format!("{title}: {}", app.texts.say(&msg!("lab-stream-direction", from = from)))
}

/// Whether a row's answer may be seen.
pub(crate) fn is_open(entry: &Entry) -> bool {
    entry.revealed
}

pub(super) fn side_word(side: Side) -> &'static str {
    match side {
        Side::Client => "lab-the-client",
        Side::Server => "lab-the-server",
    }
}

/// The program, the worksheet, the stage; below them what ran, and where.
fn header(app: &App, lab: &Lab, look: &Look<'_>, layout: &Layout, buf: &mut Buffer) {
    let line = layout.header;
    let name = app.texts.get("lab-program");
    let x = line.x + put(look, line, buf, (line.x, line.y), &name, look.style(Role::Strong)) + 3;
    let title = lab.title.clone().or_else(|| lab.file.clone()).unwrap_or_else(|| app.texts.get("lab-untitled"));
    let stage = 36.min(line.width / 2);
    let room = line.right().saturating_sub(x + stage);
    let used = put_folded(look, line, buf, (x, line.y), room, &title, look.style(Role::Text));
    if lab.changed {
        let mark = app.texts.get("lab-changed");
        put_folded(look, line, buf, (x + used, line.y), room.saturating_sub(used), &mark, look.style(Role::Quiet));
    }
    if let Some(phase) = lab.phase() {
        let at = match phase {
            Phase::Predict => At::Predict,
            Phase::Run => At::Run,
            Phase::Explain { .. } | Phase::Rule { .. } | Phase::Free => At::Explain,
        };
        Stage { at }.draw(look, Rect { x: line.right() - stage, width: stage, ..line }, buf);
    }
    let line = layout.where_line;
    if line.is_empty() {
        return;
    }
    // Once a run was explained, nothing runs any more or nothing runs now: that is not the same.
    let explained = matches!(lab.phase(), Some(Phase::Explain { .. } | Phase::Rule { .. } | Phase::Free));
    let (how, role) = match (layout::asks(lab), explained) {
        (true, false) => (app.texts.get("lab-nothing-ran"), Role::Quiet),
        (true, true) => (app.texts.get("lab-not-run-again"), Role::Quiet),
        (false, _) => match lab.looked_at() {
            Some((at, total)) => (app.texts.say(&msg!("lab-past", at = at, total = total)), Role::Strong),
            None => (app.texts.get("lab-live"), Role::Quiet),
        },
    };
    let (how, role) = progress(app, lab).map_or((how, role), |progress| (progress, Role::Strong));
    let taken = put_right(look, line, buf, line.y, &how, look.style(role));
    let room = line.width.saturating_sub(taken + 2);
    put_folded(look, line, buf, (line.x, line.y), room, &place(app, lab), look.style(Role::Quiet));
}

/// Turns, network, seed and addresses, where they are not the usual ones: first contact shows none.
fn place(app: &App, lab: &Lab) -> String {
    let mut parts = chosen(app, lab);
    if lab.network != Network::Direct || lab.replay.is_some() || lab.run.happen.is_some() {
        let connected = lab.run.shown().iter().find_map(|event| match event.what {
            What::Connected { client, server, .. } => Some((client, server)),
            _ => None,
        });
        if let Some((client, server)) = connected {
            let addresses = msg!("lab-addresses-relayed", client = client.to_string(), server = server.to_string());
            parts.push(app.texts.say(&addresses));
        }
    }
    parts.join(" · ")
}

/// What a run depends on besides its calls: turns and network, where they are not the usual ones, and the seed, where it
/// has a say.
fn chosen(app: &App, lab: &Lab) -> Vec<String> {
    let mut parts = Vec::new();
    if lab.start != Start::SendsFirst {
        parts.push(app.texts.say(&msg!("lab-turns", turns = app.texts.get(knobs::turns(lab.start)))));
    }
    // Who makes a row happen chooses its cuts: network and seed have no say.
    if lab.run.happen.is_some() {
        return parts;
    }
    if lab.network != Network::Direct || lab.replay.is_some() {
        parts.push(app.texts.say(&msg!("lab-network", network = app.texts.say(&lab.network_said()))));
    }
    if lab.is_random() && lab.replay.is_none() {
        parts.push(app.texts.say(&msg!("lab-seed", seed = lab.seed.to_string())));
    }
    parts
}

/// Turns and network in few columns, where they are not the usual ones.
pub(crate) fn chosen_briefly(app: &App, lab: &Lab) -> Vec<String> {
    let turns = match lab.start {
        Start::SendsFirst => None,
        Start::ServerFirst => Some(app.texts.get("lab-turns-server-first-short")),
        Start::Free => Some(app.texts.get("lab-turns-free-short")),
    };
    let relayed = lab.network != Network::Direct || lab.replay.is_some();
    let network = relayed.then(|| app.texts.say(&lab.network_said()));
    turns.into_iter().chain(network).collect()
}

/// How far the runs in the background are, and what they have shown.
fn progress(app: &App, lab: &Lab) -> Option<String> {
    let burst = lab.bursting()?;
    let (runs, times) = (thousands(burst.histogram.times), thousands(burst.times));
    let seen = app.texts.say(&sentence::possible(lab));
    Some(app.texts.say(&msg!(
        "lab-burst-progress",
        runs = runs,
        times = times,
        seed = burst.plan.seed.to_string(),
        seen = seen
    )))
}

fn stream(app: &App, lab: &Lab, look: &Look<'_>, layout: &Layout, buf: &mut Buffer) {
    let stream = view::stream(&lab.script, lab.run.shown(), lab.from);
    let bursting = progress(app, lab).filter(|_| layout.where_line.is_empty());
    let right = if let Some(progress) = bursting {
        progress
    } else if layout::asks(lab) {
        String::new()
    } else {
        let counts =
            app.texts.say(&msg!("lab-stream-counts", sent = thousands(stream.sent), read = thousands(stream.read)));
        // Where the header has one line only, this one says what ran.
        let live = match lab.looked_at() {
            Some((at, total)) => app.texts.say(&msg!("lab-past-short", at = at, total = total)),
            None => app.texts.get("lab-live-short"),
        };
        if layout.where_line.is_empty() {
            chosen_briefly(app, lab).into_iter().chain([counts, live]).collect::<Vec<_>>().join(" · ")
        } else {
            counts
        }
    };
    let focused = lab.focus == Pane::Stream && lab.editor.is_none();
    let mut title = stream_title(app, lab);
    if lab.goes_both_ways() && layout.other.is_empty() {
        title.push_str(&app.texts.get("lab-stream-turn"));
    }
    TitledRule { title: &title, right: &right, focused }.draw(look, layout.stream_rule, buf);
    let edges = edges(lab, layout, &stream);
    layout.lanes(app, lab, &stream, &edges).draw(look, layout.lanes, buf);
    other(app, lab, look, layout, buf);
}

/// The other direction, where there is room for both.
fn other(app: &App, lab: &Lab, look: &Look<'_>, layout: &Layout, buf: &mut Buffer) {
    let area = layout.other;
    if area.height < 2 {
        return;
    }
    let stream = view::stream(&lab.script, lab.run.shown(), lab.from.peer());
    let from = app.texts.get(side_word(stream.from));
    let title = app.texts.say(&msg!("lab-stream-direction", from = from));
    let right = if layout::asks(lab) { String::new() } else { counts(app, &stream) };
    TitledRule { title: &title, right: &right, focused: false }.draw(look, area, buf);
    let mut lanes = layout.lanes(app, lab, &stream, &[]);
    lanes.cursor = None;
    lanes.draw(look, Rect { y: area.y + 1, height: area.height - 1, ..area }, buf);
}

/// `10 sent · 2 read`.
fn counts(app: &App, stream: &view::StreamView<'_>) -> String {
    app.texts.say(&msg!("lab-stream-counts", sent = thousands(stream.sent), read = thousands(stream.read)))
}

/// The edges of the claim that is shown: they keep columns of their own in the lanes, too.
fn edges(lab: &Lab, layout: &Layout, stream: &view::StreamView<'_>) -> Vec<u64> {
    let entry = lab.entry(lab.row).filter(|entry| is_open(entry));
    let Some(entry) = entry.filter(|_| layout.slot.is_claim()) else { return Vec::new() };
    let fault = match &entry.verdict {
        Some(crate::stream::Verdict::Impossible(fault)) => Some(fault),
        _ => None,
    };
    view::claim(stream, &entry.row, fault).edges()
}

/// What stands under a point of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Spot {
    /// A call.
    Call(usize),
    /// A side's pane, beside its calls.
    Side(Side),
    /// A byte.
    Byte(u64),
    /// The stream's pane.
    Stream,
    /// A row of the table: an index into the quiz's rows.
    Row(usize),
    /// `y yes` or `n no` under the table.
    Answer(bool),
    /// The table's pane.
    Quiz,
    /// A reason.
    Reason(usize),
    /// What happened: a line of it, from 1.
    Event(usize),
    /// What happened, beside its lines.
    Trace,
    /// What the kernels hold.
    Kernel,
    /// A knob: a row of the panel; on a bracket, whether it turns it on or back.
    Knob(usize, Option<bool>),
    /// The knobs' pane.
    Knobs,
}

/// What stands at (x, y).
pub(crate) fn spot(app: &App, lab: &Lab, x: u16, y: u16) -> Option<Spot> {
    let screen = whole(app.size)?;
    let layout = layout::layout(app, lab, screen);
    let at = Position { x, y };
    if layout.calls.contains(at) {
        let marks = calls::marks(app, lab);
        let texts = vec![String::new(); lab.script.calls.len()];
        let lines = calls::lines(lab, &texts, &marks);
        let heads = calls::heads(app, lab);
        let loops = calls::loops(&heads);
        let call = calls::panel(lab, &layout, &lines, &loops).call_at(layout.calls, y);
        return Some(call.map_or(Spot::Side(layout.side_at(x)), Spot::Call));
    }
    if layout.lanes.contains(at) {
        let stream = view::stream(&lab.script, lab.run.shown(), lab.from);
        let edges = edges(lab, &layout, &stream);
        let hit = layout.lanes(app, lab, &stream, &edges).hit(layout.lanes, x, y);
        return Some(hit.map_or(Spot::Stream, |Hit { byte, .. }| Spot::Byte(byte)));
    }
    if layout.stream_rule.contains(at) {
        return Some(Spot::Stream);
    }
    if layout.quiz.contains(at) {
        let row = quiz::with_table(lab, |table, shown| {
            table.row_at(layout.rows(), y).and_then(|row| shown.get(row).copied())
        });
        let answer = || quiz::answer_at(app, lab, &layout, at).map_or(Spot::Quiz, Spot::Answer);
        return Some(row.flatten().map_or_else(answer, Spot::Row));
    }
    if layout.below.contains(at) && layout.slot == Below::Reasons {
        return reasons::reason_at(app, lab, layout.below, y).map(Spot::Reason);
    }
    if layout.below.contains(at) && layout.slot == Below::Knobs {
        let hit = knobs::hit(app, lab, layout.below, x, y);
        return Some(hit.map_or(Spot::Knobs, |hit| Spot::Knob(hit.row, hit.turn.map(|turn| turn == Turn::On))));
    }
    if layout.trace.contains(at) {
        let line = trace::line_at(lab, &super::look(app), layout.trace, x, y);
        return Some(line.map_or(Spot::Trace, Spot::Event));
    }
    if layout.kernel.contains(at) {
        return Some(Spot::Kernel);
    }
    None
}
