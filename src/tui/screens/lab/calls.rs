//! Both sides' calls, as far as the run is.

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::layout::Layout;
use super::typing;
use crate::call::Side;
use crate::msg;
use crate::stream::Step;
use crate::trace::{Got, What};
use crate::tui::app::editor::Place;
use crate::tui::app::lab::{Pane, RunState};
use crate::tui::app::{App, Lab};
use crate::tui::widgets::{CallLine, CallMark, CallsPanel, Look, thousands};

/// What a call gave, as it stands at the end of its line.
pub(super) fn result(app: &App, got: &Got) -> String {
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
    let mut rounds = vec![0u32; marks.len()];
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
        rounds[*call] += u32::from(matches!(event.what, What::Enter { .. }));
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
        // In a loop: which round it is, beside what the call gave last.
        if lab.script.loop_of(*call).is_some() && rounds[*call] > 0 {
            let brief = if mark.2.is_empty() { mark.1.clone() } else { mark.2.clone() };
            mark.1 = app.texts.say(&msg!("lab-result-round", round = rounds[*call], result = mark.1.clone()));
            mark.2 = brief;
        }
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
    let texts = texts(lab);
    let editor = lab.editor.as_deref();
    // A call that is being changed is drawn by the editor, in its own line.
    let changed = editor.and_then(|editor| match editor.place {
        Place::Instead(call) => Some(call),
        Place::Before(_) => None,
    });
    let lines = lines(lab, &texts, &marks, changed);
    let panel = panel(lab, layout, &lines);
    panel.draw(look, layout.calls, buf);
    let slot = panel.layout(layout.calls).editor;
    // What is said about the line stands under it, in its own pane, down to where the stream begins.
    let pane = editor.map_or(layout.typing, |editor| panel.layout(layout.calls).panes[editor.side.index()]);
    let height = layout.typing.bottom().saturating_sub(slot.bottom());
    let notes = Rect { x: pane.x, width: pane.width, y: slot.bottom(), height };
    typing::draw_call(app, editor?, &lab.script, look, slot, notes, buf)
}

/// Each call as it stands in the panel: in a loop with the loop's head before the side's first line of it, and its brace
/// behind the last.
pub(super) fn texts(lab: &Lab) -> Vec<String> {
    let script = &lab.script;
    let mut texts: Vec<String> = script.calls.iter().map(|line| line.call.to_string()).collect();
    for each in &script.loops {
        for side in Side::BOTH {
            let own: Vec<usize> = each.calls.clone().filter(|call| script.calls[*call].side == side).collect();
            let (Some(first), Some(last)) = (own.first(), own.last()) else { continue };
            for call in &own[1..] {
                texts[*call].insert_str(0, "  ");
            }
            texts[*first].insert_str(0, &format!("{} {{ ", each.kind));
            texts[*last].push_str(" }");
        }
    }
    texts
}

/// The lines of the panel.
pub(super) fn lines<'a>(
    lab: &'a Lab,
    texts: &'a [String],
    marks: &'a [Mark],
    left_out: Option<usize>,
) -> Vec<CallLine<'a>> {
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
pub(super) fn panel<'a>(lab: &Lab, layout: &Layout, lines: &'a [CallLine<'a>]) -> CallsPanel<'a> {
    let editor = lab.editor.as_deref().map(|editor| {
        let (Place::Before(at) | Place::Instead(at)) = editor.place;
        (editor.side, at)
    });
    let focused = match (editor, lab.focus) {
        (Some((side, _)), _) | (None, Pane::Calls(side)) => Some(side),
        _ => None,
    };
    let cursor = (editor.is_none() && focused.is_some()).then_some(lab.call);
    CallsPanel { lines, focused, cursor, editor, split: layout.split.0, gap: layout.split.1 }
}
