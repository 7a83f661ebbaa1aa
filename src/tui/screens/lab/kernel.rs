//! What the two kernels held at the moment that is shown.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::call::{Op, Side};
use crate::text::Message;
use crate::trace::{Got, What};
use crate::tui::app::lab::Pane;
use crate::tui::app::{App, Lab};
use crate::tui::screens::look;
use crate::tui::view;
use crate::tui::widgets::{KernelFlow, KernelPanel, Look};

pub(super) fn draw(app: &App, lab: &Lab, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
    with_panel(app, lab, |panel| panel.draw(look, area, buf));
}

/// How many lines it takes, with its rule.
pub(super) fn lines(app: &App, lab: &Lab, width: u16) -> u16 {
    with_panel(app, lab, |panel| panel.height(&look(app), width))
}

fn with_panel<T>(app: &App, lab: &Lab, then: impl FnOnce(&KernelPanel<'_>) -> T) -> T {
    let flows: Vec<KernelFlow> =
        [lab.from, lab.from.peer()].into_iter().filter(|from| talks(lab, *from)).map(|from| flow(lab, from)).collect();
    let relayed = lab.run.shown().iter().any(|event| matches!(event.what, What::Connected { relay: Some(_), .. }));
    let focused = lab.focus == Pane::Kernel && lab.editor.is_none();
    let (remark, moment) = remark(app, lab);
    then(&KernelPanel { flows: &flows, relayed, remark: &remark, moment: &moment, focused })
}

/// Whether a side has something to send: an end alone fills no queue.
fn talks(lab: &Lab, from: Side) -> bool {
    lab.script.of(from).any(|(_, line)| line.call.as_send().is_some())
}

/// One direction, by the numbers that were taken last, and by the calls that have returned.
fn flow(lab: &Lab, from: Side) -> KernelFlow {
    let (near, far) = (from.index(), from.peer().index());
    let numbers = lab.run.sample().map(|(_, numbers)| numbers).unwrap_or_default();
    let wide = |number: Option<u32>| number.map(u64::from);
    let (mut sends, mut recvs, mut closed) = (0, 0, [false; 2]);
    for event in lab.run.shown() {
        let What::Return { call, got } = &event.what else { continue };
        let Some(line) = lab.script.calls.get(*call) else { continue };
        match (got, &line.call.op) {
            (Got::Sent(_), _) if line.side == from => sends += 1,
            (Got::Received(_), _) if line.side != from => recvs += 1,
            (Got::Done, Op::Close) => closed[usize::from(line.side != from)] = true,
            _ => {}
        }
    }
    KernelFlow {
        from,
        unacknowledged: numbers.unacknowledged[near],
        unread: numbers.unread[far],
        sends,
        recvs,
        segments_out: wide(numbers.data_segments_out[near]),
        segments_in: wide(numbers.data_segments_in[far]),
        acked: numbers.bytes_acked[near],
        received: numbers.bytes_received[far],
        mss: wide(numbers.mss[near]),
        closed,
    }
}

/// When the numbers were taken, if not at the moment that is shown.
fn remark(app: &App, lab: &Lab) -> (String, String) {
    let shown = lab.run.shown();
    let moves = |what: &What| !matches!(what, What::BlocksForGood { .. } | What::NeverCalled { .. } | What::Ended);
    match lab.run.sample() {
        _ if shown.is_empty() => (app.texts.get("lab-kernel-none"), String::new()),
        None => (app.texts.get("lab-kernel-not-taken"), String::new()),
        Some((event, _)) if shown[event + 1..].iter().any(|event| moves(&event.what)) => {
            let line = view::trace(&lab.script, &lab.run.events, event + 1).at;
            let say = |key| app.texts.say(&Message::new(key).with("event", line));
            (say("lab-kernel-older"), say("lab-kernel-older-short"))
        }
        Some(_) => (String::new(), String::new()),
    }
}
