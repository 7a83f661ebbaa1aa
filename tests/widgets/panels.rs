//! Trace, knobs, kernel, byte: at every size, with their styles.

use chunkscope::call::{Errno, Side};
use chunkscope::script::Script;
use chunkscope::text::Texts;
use chunkscope::trace::{Event, Got, What};
use chunkscope::tui::theme::{Depth, Kind};
use chunkscope::tui::view::{self, Told, Utf8Role};
use chunkscope::tui::widgets::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Color;

use crate::fixture::*;
use crate::scene::with_look;
use crate::sizes::at_all_sizes;
use crate::styled::styled;

/// A run with one of everything.
pub(crate) fn rich() -> (Script, Vec<Event>) {
    let (script, _) = million();
    let mut script = Script { calls: script.calls.into_iter().take(4).collect(), loops: Vec::new() };
    for number in 1..=7 {
        script.calls.push(recv(Side::Server, &format!("buf{number}"), [4, 1024, 0, 1024, 1024, 1024, 9][number - 1]));
    }
    script.calls.push(shutdown(Side::Server));
    let bytes = chunkscope::call::pattern(1_000_000);
    let ended = || What::Return { call: 3, got: Got::Done };
    let tape = Tape::connected(true).sent(0, 600_000).enter(1).then(What::Taken { from: Side::Client, bytes: 6 });
    let tape = tape.then(What::Return { call: 1, got: Got::Sent(6) }).sent(2, 4).enter(3).then(ended()).enter(4);
    let tape = tape.delivered(4).got(4, &bytes[..4]).delivered(1_000).read(5, &bytes[4..1_004]).read(6, b"");
    let failed = |errno| What::Return { call: 7, got: Got::Failed(Errno(errno)) };
    let tape = tape.enter(7).then(failed(libc::EAGAIN)).enter(8).then(failed(libc::ECONNRESET));
    let tape = tape.then(What::DeliveredFin { to: Side::Server }).read(9, b"").enter(10);
    let tape = tape.then(What::BlocksForGood { call: 10 }).then(What::NeverCalled { call: 11 }).then(What::Ended);
    (script, tape.0)
}

pub(crate) const KNOBS: [Knob<'static>; 6] = [
    Knob { name: "network", value: "relay: pieces=2", asked: "", granted: "", note: "", enabled: true },
    Knob { name: "turns", value: "one call at a time", asked: "", granted: "", note: "", enabled: true },
    Knob {
        name: "gap of sends",
        value: "200 µs",
        asked: "200 µs",
        granted: "213 µs",
        note: "Measured: a pause is never shorter than asked, and often longer.",
        enabled: true,
    },
    Knob { name: "TCP_NODELAY", value: "off", asked: "off", granted: "off", note: "", enabled: true },
    Knob {
        name: "SO_RCVBUF",
        value: "4096",
        asked: "4,096",
        granted: "8,192",
        note: "Linux doubles what is asked: half is for the kernel's own book-keeping.",
        enabled: true,
    },
    Knob {
        name: "TCP_MAXSEG",
        value: "default",
        asked: "–",
        granted: "32,768",
        note: "Set before the connection; this one is reused.",
        enabled: false,
    },
];

pub(crate) const FLOW: KernelFlow = KernelFlow {
    from: Side::Client,
    unacknowledged: Some(1_250),
    unread: Some(204),
    sends: 20,
    recvs: 1,
    segments_out: Some(3),
    segments_in: Some(2),
    acked: Some(2_751),
    received: Some(2_750),
    mss: Some(32_768),
    closed: [false; 2],
};

/// All panels below each other, as wide as asked.
pub(crate) fn panels(look: &Look<'_>, width: u16) -> Buffer {
    let mut buf = Buffer::empty(Rect::new(0, 0, width, 66));
    buf.set_style(buf.area, look.theme.page());
    let area = |y, height| Rect::new(1, y, width - 2, height);
    let (script, events) = (worksheet(), mid_run());
    for (y, at, focused) in [(0, events.len(), true), (9, 5, false)] {
        let trace = view::trace(&script, &events, at);
        TracePanel { trace: &trace, focused, words: true }.draw(look, area(y, 8), &mut buf);
    }
    let (rich, told) = rich();
    let trace = view::trace(&rich, &told, 14);
    TracePanel { trace: &trace, focused: true, words: true }.draw(look, area(18, 12), &mut buf);
    for (y, cursor, focused) in [(31, Some(4), true), (42, None, false)] {
        KnobsPanel { rows: &KNOBS, cursor, focused }.draw(look, area(y, 10), &mut buf);
    }
    let flows = [FLOW, KernelFlow { from: Side::Server, unacknowledged: None, unread: Some(0), ..FLOW }];
    KernelPanel { flows: &flows[..1], relayed: true, remark: "", moment: "", focused: true }.draw(
        look,
        area(52, 10),
        &mut buf,
    );
    let stream = view::stream(&script, &events, Side::Client);
    let detail = view::byte_detail(&stream, &events, 1).unwrap();
    ByteLine { detail: &detail }.draw(look, area(63, 2), &mut buf);
    buf
}

fn shown(width: u16, depth: Depth, kind: Kind, ascii: bool) -> String {
    with_look(depth, kind, ascii, |look| styled(&panels(look, width)))
}

#[test]
fn panels_beside_the_quiz() {
    insta::assert_snapshot!(shown(73, Depth::TrueColor, Kind::Dark, false));
}

#[test]
fn panels_whole_width_without_colour() {
    insta::assert_snapshot!(shown(120, Depth::NoColor, Kind::Dark, false));
}

#[test]
fn panels_at_eighty_in_ascii() {
    insta::assert_snapshot!(shown(80, Depth::NoColor, Kind::Light, true));
}

#[test]
fn without_colour_none_is_set_and_in_ascii_all_is_ascii() {
    for width in [30, 46, 80, 120, 200] {
        let plain = with_look(Depth::NoColor, Kind::HighContrastDark, false, |look| panels(look, width));
        assert!(plain.content.iter().all(|cell| (cell.fg, cell.bg) == (Color::Reset, Color::Reset)));
        let ascii = with_look(Depth::TrueColor, Kind::Dark, true, |look| panels(look, width));
        assert!(ascii.content.iter().all(|cell| cell.symbol().is_ascii()));
    }
}

#[test]
fn at_every_size() {
    let (script, events) = rich();
    let sheet = worksheet();
    for (script, events) in [(&script, &events[..]), (&sheet, &[][..])] {
        for at in [0, 1, 7, events.len(), usize::MAX] {
            let trace = view::trace(script, events, at);
            at_all_sizes(|look, area, buf| {
                let panel = TracePanel { trace: &trace, focused: true, words: true };
                panel.draw(look, area, buf);
                if trace.at > 0 && area.height > 1 {
                    assert!(panel.visible(look, area).contains(&(trace.at - 1)));
                }
                for x in (area.left()..area.right()).step_by(9) {
                    let _ = panel.hit(look, area, x, area.y);
                }
                assert_eq!(panel.hit(look, area, area.right(), area.y), None);
            });
        }
    }
    for cursor in [None, Some(0), Some(5)] {
        at_all_sizes(|look, area, buf| {
            let panel = KnobsPanel { rows: &KNOBS, cursor, focused: true };
            panel.draw(look, area, buf);
            if let Some(cursor) = cursor.filter(|_| area.height > 2) {
                assert!(panel.visible(look, area).contains(&cursor), "{area}");
            }
            for position in area.positions().take(150) {
                let _ = panel.hit(look, area, position.x, position.y);
            }
        });
    }
    at_all_sizes(|look, area, buf| KnobsPanel { rows: &[], cursor: Some(2), focused: true }.draw(look, area, buf));
    let silent = KernelFlow { unacknowledged: None, unread: None, segments_out: None, segments_in: None, ..FLOW };
    let flows = [FLOW, KernelFlow { unread: Some(u64::MAX), ..FLOW }, silent];
    for flows in [&flows[..], &flows[..1], &flows[2..], &[]] {
        for relayed in [false, true] {
            at_all_sizes(|look, area, buf| {
                let panel =
                    KernelPanel { flows, relayed, remark: "As of event 3.", moment: "after event 3", focused: true };
                panel.draw(look, area, buf);
                assert!(panel.height(look, area.width) > 0);
            });
        }
    }
    let stream = view::stream(&sheet, &[], Side::Client);
    let detail = view::byte_detail(&stream, &[], 9).unwrap();
    at_all_sizes(|look, area, buf| ByteLine { detail: &detail }.draw(look, area, buf));
}

/// The text of a buffer, line by line.
pub(crate) fn text(buf: &Buffer) -> Vec<String> {
    let line = |y| (0..buf.area.width).map(|x| buf[(x, y)].symbol()).collect::<String>().trim_end().to_owned();
    (0..buf.area.height).map(line).collect()
}

#[test]
fn a_call_and_its_return_are_one_line_where_nothing_came_between() {
    let (script, events) = (worksheet(), mid_run());
    let trace = view::trace(&script, &events, events.len());
    assert_eq!((trace.lines.len(), trace.at), (7, 7));
    assert!(matches!(trace.lines[0].told, Told::Connected { relay: Some(_), .. }));
    assert!(matches!(trace.lines[1].told, Told::Made { got: Some(Got::Sent(6)), .. }));
    assert!(matches!(trace.lines[3].told, Told::Made { got: None, waits: false, .. }));
    assert!(matches!(trace.lines[5].told, Told::Returned { call: 2, .. }));
    assert!(matches!(trace.lines[6].told, Told::Made { waits: true, .. }));
    // Each line's prefix selects that line again.
    for line in 0..=7 {
        assert_eq!(view::trace(&script, &events, trace.prefix(line)).at, line);
    }
    assert_eq!(view::stream(&script, &events[..trace.prefix(5)], Side::Client).arrived, 2);
    assert_eq!(view::stream(&script, &events[..trace.prefix(5)], Side::Client).read, 0);
}

#[test]
fn a_click_on_the_bar_goes_there() {
    let (script, events) = (worksheet(), mid_run());
    let trace = view::trace(&script, &events, 0);
    let panel = TracePanel { trace: &trace, focused: false, words: true };
    with_look(Depth::TrueColor, Kind::Dark, false, |look| {
        let area = Rect::new(1, 0, 71, 8);
        let on_bar: Vec<usize> = (0..72).filter_map(|x| panel.hit(look, area, x, 0)).collect();
        assert_eq!((on_bar.first(), on_bar.last()), (Some(&0), Some(&7)));
        assert!(on_bar.is_sorted());
        assert_eq!(panel.hit(look, area, 20, 3), Some(3));
    });
}

#[test]
fn the_brackets_turn_a_knob() {
    let panel = KnobsPanel { rows: &KNOBS, cursor: Some(4), focused: true };
    with_look(Depth::TrueColor, Kind::Dark, false, |look| {
        let mut buf = Buffer::empty(Rect::new(0, 0, 72, 10));
        panel.draw(look, buf.area, &mut buf);
        for (sign, turn) in [("‹", Turn::Back), ("›", Turn::On)] {
            for position in buf.area.positions().filter(|position| buf[*position].symbol() == sign) {
                let row = usize::from(position.y - 2);
                let hit = panel.hit(look, buf.area, position.x, position.y);
                assert_eq!(hit, Some(KnobHit { row, turn: Some(turn) }));
            }
        }
        assert_eq!(panel.hit(look, buf.area, 3, 7), Some(KnobHit { row: 5, turn: None }));
    });
}

#[test]
fn buffers_are_granted_otherwise_for_a_reason() {
    let key = |asked, granted| buffer_note(asked, granted).map(|note| note.key);
    assert_eq!(key(None, 131_072), None);
    assert_eq!(key(Some(4096), 4096), None);
    assert_eq!(key(Some(4096), 8192), Some("tui-knob-doubled"));
    assert_eq!(key(Some(1), 2304), Some("tui-knob-least"));
    assert_eq!(key(Some(8_000_000), 425_984), Some("tui-knob-most"));
    assert_eq!(key(Some(300_000), 425_984), Some("tui-knob-capped"));
}

#[test]
fn what_the_system_does_not_tell_is_said() {
    with_look(Depth::TrueColor, Kind::Dark, false, |look| {
        let silent = KernelFlow { unacknowledged: None, unread: None, segments_out: None, segments_in: None, ..FLOW };
        let flows = [silent];
        let panel = KernelPanel { flows: &flows, relayed: false, remark: "", moment: "", focused: false };
        let mut buf = Buffer::empty(Rect::new(0, 0, 80, panel.height(look, 80)));
        panel.draw(look, buf.area, &mut buf);
        assert!(text(&buf)[1].contains(&Texts::english().get("tui-kernel-not-told")), "{:?}", text(&buf));
    });
}

#[test]
fn a_byte_knows_its_calls_its_times_and_its_character() {
    let script = two_sends("hé".as_bytes(), b"\xff!", 2);
    let events = Tape::connected(true).sent(0, 3).sent(1, 2).delivered(2).read(2, &"hé".as_bytes()[..2]).0;
    let stream = view::stream(&script, &events, Side::Client);
    let roles: Vec<_> = (0..5).map(|offset| view::byte_detail(&stream, &events, offset).unwrap().role).collect();
    let part = |nth| Utf8Role::Part { sign: 'é', nth, of: 2 };
    assert_eq!(roles, [Utf8Role::Alone, part(1), part(2), Utf8Role::None, Utf8Role::Alone]);
    let detail = view::byte_detail(&stream, &events, 1).unwrap();
    assert_eq!((detail.sent_by, detail.in_send, detail.read_by, detail.in_recv), (0, 1, Some(2), Some(1)));
    // The recv ended inside the character; the byte before it is whole.
    let cut = |offset| view::byte_detail(&stream, &events, offset).unwrap().cut;
    assert_eq!([0, 1, 2].map(cut), [false, true, true]);
    let millis = |time: Option<std::time::Duration>| time.map(|time| time.as_millis());
    let times = (millis(detail.sent_at), millis(detail.arrived_at), millis(detail.read_at));
    assert_eq!(times, (Some(1), Some(5), Some(7)));
    assert_eq!(view::byte_detail(&stream, &events, 2).unwrap().arrived_at, None);
    assert_eq!(view::byte_detail(&stream, &events, 5), None);
}
