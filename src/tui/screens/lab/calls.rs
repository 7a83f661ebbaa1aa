//! Both sides' calls, as far as the run is.

use std::ops::Range;
use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::layout::Layout;
use super::typing;
use crate::call::Side;
use crate::msg;
use crate::script::{Loop, LoopKind, Script};
use crate::stream::Step;
use crate::trace::{Got, What};
use crate::tui::app::editor::Place;
use crate::tui::app::lab::{Pane, RunState};
use crate::tui::app::{App, Lab};
use crate::tui::widgets::{CallLine, CallLoop, CallMark, CallsPanel, Look, thousands};

/// What a call gave, as it stands at the end of its line.
pub(in crate::tui::screens) fn result(app: &App, got: &Got) -> String {
    match got {
        Got::Sent(bytes) => format!("= {}", thousands(*bytes)),
        Got::Received(bytes) => format!("= {}", thousands(bytes.len() as u64)),
        Got::Done => "= 0".to_owned(),
        Got::Failed(errno) => app.texts.say(&msg!("lab-result-failed", errno = errno.name())),
    }
}

/// Marks and results of all calls, from the trace.
pub(in crate::tui::screens) fn marks(app: &App, lab: &Lab) -> Vec<Mark> {
    let none = || (CallMark::None, String::new(), String::new());
    let mut marks: Vec<Mark> = lab.script.calls.iter().map(|_| none()).collect();
    let now = lab.run_time(app.now).unwrap_or_default();
    let shown = lab.run.shown();
    for event in shown {
        let (What::Enter { call, .. }
        | What::Return { call, .. }
        | What::BlocksForGood { call }
        | What::NeverCalled { call }) = &event.what
        else {
            continue;
        };
        let Some(mark) = marks.get_mut(*call) else { continue };
        let plain = |mark, said: String| (mark, said, String::new());
        *mark = match &event.what {
            What::Enter { .. } => waited(app, now.saturating_sub(event.at)),
            What::Return { got: got @ Got::Failed(_), .. } => plain(CallMark::Failed, result(app, got)),
            What::Return { got, .. } => plain(CallMark::Done, result(app, got)),
            What::BlocksForGood { .. } => {
                (CallMark::Waiting, app.texts.get("lab-result-blocks"), app.texts.get("lab-result-blocks-brief"))
            }
            _ => plain(CallMark::Failed, app.texts.get("lab-result-never")),
        };
    }
    let next = match (&lab.run.state, lab.run.past) {
        // Looking back, the trace knows what came next.
        (_, Some(past)) => lab.run.events.get(past..).and_then(|rest| {
            rest.iter().find_map(|event| match event.what {
                What::Enter { call, .. } => Some(call),
                _ => None,
            })
        }),
        (RunState::Rests(Step::Issue { call, .. }), None) => Some(*call),
        _ => None,
    };
    if let Some(mark) = next.and_then(|call| marks.get_mut(call)) {
        mark.0 = CallMark::Next;
    }
    marks
}

/// How far a call is, what stands at the end of its line, and what stands there where that is too long.
pub(in crate::tui::screens) type Mark = (CallMark, String, String);

/// `blocked 1.2 s`, or `1.2 s`; nothing in the first tenth of a second, which every call takes.
fn waited(app: &App, time: Duration) -> Mark {
    if time < Duration::from_millis(100) {
        return (CallMark::Waiting, String::new(), String::new());
    }
    let time = match time.as_secs() {
        0..10 => format!("{}.{} s", time.as_secs(), time.subsec_millis() / 100),
        seconds @ 10..120 => format!("{seconds} s"),
        seconds => format!("{} min", seconds / 60),
    };
    (CallMark::Waiting, app.texts.say(&msg!("lab-result-waits", time = time.clone())), time)
}

/// Draws the panel and the line that is being typed. Returns where its cursor stands.
pub(super) fn draw(app: &App, lab: &Lab, look: &Look<'_>, layout: &Layout, buf: &mut Buffer) -> Option<Position> {
    let marks = marks(app, lab);
    let texts: Vec<String> = lab.script.calls.iter().map(|line| line.call.to_string()).collect();
    let editor = lab.editor.as_deref();
    let lines = lines(lab, &texts, &marks);
    let heads = heads(app, lab);
    let loops = loops(&heads);
    let panel = panel(lab, layout, &lines, &loops);
    panel.draw(look, layout.calls, buf);
    let slot = panel.layout(layout.calls).editor;
    // What is said about the line stands under it, in its own pane, down to where the stream begins.
    let pane = editor.map_or(layout.typing, |editor| panel.layout(layout.calls).panes[editor.side.index()]);
    let height = layout.typing.bottom().saturating_sub(slot.bottom());
    let notes = Rect { x: pane.x, width: pane.width, y: slot.bottom(), height };
    typing::draw_call(app, editor?, &lab.script, look, slot, notes, buf)
}

/// Draws the calls with these marks, where nothing is chosen and nothing is typed: `split` columns for the client, `gap`
/// between the two.
pub(in crate::tui::screens) fn draw_marked(
    app: &App,
    lab: &Lab,
    look: &Look<'_>,
    marks: &[Mark],
    area: Rect,
    (split, gap): (u16, u16),
    buf: &mut Buffer,
) {
    let texts: Vec<String> = lab.script.calls.iter().map(|line| line.call.to_string()).collect();
    let lines = lines(lab, &texts, marks);
    let heads = heads(app, lab);
    let loops = loops(&heads);
    CallsPanel { lines: &lines, loops: &loops, focused: None, cursor: None, editor: None, split, gap }
        .draw(look, area, buf);
}

/// The call that is being changed, which is drawn by the editor, in its own line.
fn changed(lab: &Lab) -> Option<usize> {
    match lab.editor.as_deref()?.place {
        Place::Instead(call) => Some(call),
        Place::Before(_) => None,
    }
}

/// A loop of the panel: its lines, its head, and for each side that has calls in it which round it is.
pub(super) struct Head {
    lines: Range<usize>,
    text: String,
    rounds: [Option<String>; 2],
}

/// The loops that are drawn around calls. One of which the only call is being changed stands in the editor.
pub(super) fn heads(app: &App, lab: &Lab) -> Vec<Head> {
    let script = &lab.script;
    let rounds = rounds(lab);
    let typed = lab.editor.as_deref().and_then(|editor| match editor.place {
        Place::Before(at) => Some(at),
        Place::Instead(_) => None,
    });
    let alone = |each: &&Loop| each.calls.len() > 1 || changed(lab).is_none_or(|call| !each.calls.contains(&call));
    let head = |each: &Loop| {
        // A line that is typed at the edge stands outside.
        let before = usize::from(typed.is_some_and(|at| at <= each.calls.start));
        let inside = usize::from(typed.is_some_and(|at| at < each.calls.end));
        let own = |side: Side| {
            let calls = each.calls.clone().filter(|call| script.calls[*call].side == side);
            let round = calls.map(|call| rounds[call]).max()?;
            Some(match (round, each.kind) {
                (0, _) => String::new(),
                (round, LoopKind::Repeat(of)) => app.texts.say(&msg!("lab-loop-round-of", round = round, of = of)),
                (round, LoopKind::UntilEof) => app.texts.say(&msg!("lab-loop-round", round = round)),
            })
        };
        Head {
            lines: each.calls.start + before..each.calls.end + inside,
            text: each.kind.to_string(),
            rounds: Side::BOTH.map(own),
        }
    };
    script.loops.iter().filter(alone).map(head).collect()
}

/// How often each call was made so far.
fn rounds(lab: &Lab) -> Vec<u32> {
    let mut rounds = vec![0; lab.script.calls.len()];
    for event in lab.run.shown() {
        if let What::Enter { call, .. } = event.what
            && let Some(made) = rounds.get_mut(call)
        {
            *made += 1;
        }
    }
    rounds
}

/// The loops of the panel.
pub(super) fn loops(heads: &[Head]) -> Vec<CallLoop<'_>> {
    fn each(head: &Head) -> CallLoop<'_> {
        let rounds = head.rounds.each_ref().map(Option::as_deref);
        CallLoop { lines: head.lines.clone(), text: &head.text, rounds }
    }
    heads.iter().map(each).collect()
}

/// Each call in a list of both sides': in a loop with the loop's head before its first call, and its brace behind the last.
pub(crate) fn listed(script: &Script) -> Vec<String> {
    let mut texts: Vec<String> = script.calls.iter().map(|line| line.call.to_string()).collect();
    for each in &script.loops {
        for text in &mut texts[each.calls.clone()][1..] {
            text.insert_str(0, "  ");
        }
        texts[each.calls.start].insert_str(0, &format!("{} {{ ", each.kind));
        texts[each.calls.end - 1].push_str(" }");
    }
    texts
}

/// The lines of the panel.
pub(super) fn lines<'a>(lab: &'a Lab, texts: &'a [String], marks: &'a [Mark]) -> Vec<CallLine<'a>> {
    let left_out = changed(lab);
    lab.script
        .calls
        .iter()
        .enumerate()
        .filter(|(call, _)| Some(*call) != left_out)
        .map(|(call, line)| CallLine {
            number: call + 1,
            side: line.side,
            text: &texts[call],
            mark: marks[call].0,
            result: &marks[call].1,
            brief: &marks[call].2,
        })
        .collect()
}

/// The panel over these lines.
pub(super) fn panel<'a>(
    lab: &Lab,
    layout: &Layout,
    lines: &'a [CallLine<'a>],
    loops: &'a [CallLoop<'a>],
) -> CallsPanel<'a> {
    let editor = lab.editor.as_deref().map(|editor| {
        let (Place::Before(at) | Place::Instead(at)) = editor.place;
        (editor.side, at)
    });
    let focused = match (editor, lab.focus) {
        (Some((side, _)), _) | (None, Pane::Calls(side)) => Some(side),
        _ => None,
    };
    let cursor = (editor.is_none() && focused.is_some()).then_some(lab.call);
    CallsPanel { lines, loops, focused, cursor, editor, split: layout.split.0, gap: layout.split.1 }
}
