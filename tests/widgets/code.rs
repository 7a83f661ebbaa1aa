//! Source with its marks, variables, and cuts that are chosen.

use chunkscope::call::Side;
use chunkscope::tui::theme::{Depth, Kind};
use chunkscope::tui::view;
use chunkscope::tui::widgets::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::fixture::*;
use crate::scene::with_look;
use crate::sizes::at_all_sizes;
use crate::styled::styled;

const LINES: [&str; 7] = [
    "aside = b\"\"",
    "while True:",
    "    data = sock.recv(1024)",
    "    if not data:",
    "        break",
    "    at = aside.find(b\"\\r\\n\", len(aside) - len(data))  # 日本語日本語日本語日本語日本語日本語",
    "    deliver(aside[:at])",
];

const CODE: CodePanel<'static> = CodePanel {
    title: "its code",
    right: "Python-like",
    focused: true,
    lines: &LINES,
    now: &[3],
    first: 0,
    ran: &[3, 4, 6],
    guilty: &[6],
    said: (&[2, 6], "you"),
};

fn variables() -> Vec<Variable> {
    let variable = |name: &str, before: &str, now: &str, changed| Variable {
        name: name.to_owned(),
        before: before.to_owned(),
        now: now.to_owned(),
        changed,
    };
    vec![
        variable("new message?", "yes", "no", true),
        variable("message so far", "5 bytes", "\"This is a longer message, and longer still\"", true),
        variable("put aside", "\"\"", "\"\"", false),
        variable("data", "", "\"abc\"", true),
    ]
}

#[test]
fn code_and_variables_at_all_sizes() {
    for now in [&[][..], &[3], &[7, 1], &[99]] {
        at_all_sizes(|look, area, buf| CodePanel { now, first: 0, ..CODE }.draw(look, area, buf));
    }
    at_all_sizes(|look, area, buf| CodePanel { lines: &[], ..CODE }.draw(look, area, buf));
    let variables = variables();
    for variables in [&variables[..], &[]] {
        let panel = VariablesPanel { title: "its variables", right: "after 2 calls", variables };
        at_all_sizes(|look, area, buf| panel.draw(look, area, buf));
    }
    let script = worksheet();
    let stream = view::stream(&script, &[], Side::Client);
    let cuts = Cuts { at: &[2, 6, 99], cursor: Some(6) };
    let lanes = Lanes { phase: Phase::Asking, cuts: Some(cuts), ..Lanes::new(&stream) };
    at_all_sizes(|look, area, buf| lanes.draw(look, area, buf));
}

#[test]
fn a_line_is_found_where_it_is_drawn() {
    let area = Rect::new(2, 5, 60, 4);
    // Three lines are seen; the one that runs is among them.
    assert_eq!(CODE.visible(area), 1..4);
    assert_eq!([5, 6, 7, 8, 9].map(|y| CODE.line_at(area, y)), [None, Some(2), Some(3), Some(4), None]);
    let still = CodePanel { now: &[], first: 6, ..CODE };
    assert_eq!(still.visible(area), 5..7, "the last lines fill the room; the sixth takes two rows of it");
    assert_eq!([6, 7, 8].map(|y| still.line_at(area, y)), [Some(6), Some(6), Some(7)]);
    // Somebody scrolled: the line that runs may be out of sight.
    assert_eq!(CodePanel { first: 4, ..CODE }.visible(area), 3..6);
    assert_eq!(CODE.line_at(Rect { height: 40, ..area }, 20), None);
}

fn drawn(depth: Depth, ascii: bool, width: u16) -> String {
    let mut buf = Buffer::empty(Rect::new(0, 0, width, 21));
    with_look(depth, Kind::Dark, ascii, |look| {
        CODE.draw(look, Rect { height: 8, ..buf.area }, &mut buf);
        let variables = variables();
        let panel = VariablesPanel { title: "its variables", right: "after 2 calls", variables: &variables };
        panel.draw(look, Rect { y: 9, height: 6, ..buf.area }, &mut buf);
        let script = worksheet();
        let stream = view::stream(&script, &[], Side::Client);
        let cuts = Cuts { at: &[2, 6], cursor: Some(4) };
        let lanes = Lanes { phase: Phase::Asking, cuts: Some(cuts), ..Lanes::new(&stream) };
        lanes.draw(look, Rect { y: 16, height: 5, ..buf.area }, &mut buf);
    });
    styled(&buf)
}

#[test]
fn pictures() {
    insta::assert_snapshot!("code", drawn(Depth::TrueColor, false, 72));
    insta::assert_snapshot!("code_narrow_ascii_without_colour", drawn(Depth::NoColor, true, 48));
}
