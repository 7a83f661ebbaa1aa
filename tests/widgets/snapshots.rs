//! What the widgets look like, with their styles. A failing test is the picture.

use std::time::Duration;

use chunkscope::call::{RecvFlags, Side};
use chunkscope::script::Script;
use chunkscope::trace::{Event, Got, What};
use chunkscope::tui::theme::{Depth, Kind};
use chunkscope::tui::view;
use chunkscope::tui::widgets::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::fixture::*;
use crate::scene::{Moment, lab, with_look};
use crate::styled::styled;

fn screen(moment: Moment, (width, height): (u16, u16), depth: Depth, kind: Kind, ascii: bool) -> String {
    with_look(depth, kind, ascii, |look| styled(&lab(look, moment, width, height)))
}

#[test]
fn lab_predicting() {
    insta::assert_snapshot!(screen(Moment::Predicting, (120, 36), Depth::TrueColor, Kind::Dark, false));
}

#[test]
fn lab_mid_run() {
    insta::assert_snapshot!(screen(Moment::MidRun, (120, 36), Depth::TrueColor, Kind::Dark, false));
}

#[test]
fn lab_revealed() {
    insta::assert_snapshot!(screen(Moment::Revealed, (120, 36), Depth::Ansi256, Kind::Light, false));
}

#[test]
fn lab_small_without_colour() {
    insta::assert_snapshot!(screen(Moment::MidRun, (80, 24), Depth::NoColor, Kind::Dark, false));
}

#[test]
fn lab_ascii() {
    insta::assert_snapshot!(screen(Moment::Revealed, (120, 36), Depth::NoColor, Kind::Dark, true));
}

#[test]
fn lab_high_contrast_sixteen_colours() {
    insta::assert_snapshot!(screen(Moment::Revealed, (80, 24), Depth::Ansi16, Kind::HighContrastLight, false));
}

/// The lanes of one direction, 100 columns wide.
fn lanes(script: &Script, events: &[Event], height: u16, change: impl FnOnce(&mut Lanes<'_>)) -> String {
    with_look(Depth::TrueColor, Kind::Dark, false, |look| {
        let stream = view::stream(script, events, Side::Client);
        let mut lanes = Lanes::new(&stream);
        lanes.now = Some(Duration::from_millis(1208));
        change(&mut lanes);
        let mut buf = Buffer::empty(Rect::new(0, 0, 100, lanes.height(height)));
        lanes.draw(look, buf.area, &mut buf);
        styled(&buf)
    })
}

#[test]
fn characters_cut_by_a_recv_are_hex() {
    let (one, two) = ("hé\n日x".as_bytes(), "e\u{301}\0 \x1b".as_bytes());
    let all = [one, two].concat();
    let tape = Tape::connected(true).sent(0, 8).sent(1, 6).delivered(2).read(2, &all[..2]);
    let events = tape.delivered(4).read(3, &all[2..6]).delivered(3).0;
    insta::assert_snapshot!(lanes(&two_sends(one, two, 3), &events, 20, |lanes| lanes.cursor = Some(3)));
}

#[test]
fn the_end_has_a_column_of_its_own() {
    let mut script = two_sends(b"hello!", b"bye!", 3);
    script.calls.insert(2, shutdown(Side::Client));
    let tape = Tape::connected(false).sent(0, 6).sent(1, 4).enter(2).then(What::Return { call: 2, got: Got::Done });
    let events = tape.read(3, b"hello!b").read(4, b"ye!").read(5, b"").0;
    insta::assert_snapshot!(lanes(&script, &events, 20, |_| {}));
}

#[test]
fn peeked_bytes_stay_and_a_recv_of_no_bytes_has_no_cell() {
    let mut script = two_sends(b"hello!", b"bye!", 0);
    let peek = RecvFlags { peek: true, ..RecvFlags::default() };
    script.calls.extend([
        recv_with(Side::Server, "p", 4, peek),
        recv(Side::Server, "z", 0),
        recv(Side::Server, "c", 4),
    ]);
    let events = Tape::connected(false).sent(0, 6).sent(1, 4).read(2, b"hell").read(3, b"").read(4, b"hell").0;
    insta::assert_snapshot!(lanes(&script, &events, 20, |_| {}));
}

#[test]
fn a_million_bytes_are_folded() {
    let (script, events) = million();
    insta::assert_snapshot!(lanes(&script, &events, 30, |_| {}));
}

#[test]
fn unfolded_the_window_follows_the_cursor() {
    let (script, events) = million();
    insta::assert_snapshot!(lanes(&script, &events, 10, |lanes| {
        lanes.fold = false;
        lanes.cursor = Some(223_205);
    }));
}

#[test]
fn held_bytes_have_a_bracket() {
    insta::assert_snapshot!(
        lanes(&worksheet(), &unread(), 20, |lanes| lanes.held = Some((3, &["Enter delivers \"lo!\""])))
    );
}

#[test]
fn what_came_is_drawn_and_what_is_wrong_is_marked() {
    let events = Tape::connected(false).sent(0, 6).sent(1, 4).read(2, b"hexlo!").0;
    insta::assert_snapshot!(lanes(&worksheet(), &events, 20, |_| {}));
}

#[test]
fn a_signal_of_trouble_in_words() {
    let tape = Tape::connected(false).sent(0, 6).enter(2);
    let failed = tape.then(What::Return { call: 2, got: Got::Failed(chunkscope::call::Errno(libc::ECONNRESET)) });
    let events = failed.then(What::NeverCalled { call: 3 }).0;
    insta::assert_snapshot!(lanes(&worksheet(), &events, 20, |_| {}));
}

#[test]
fn overlay_and_footer() {
    insta::assert_snapshot!(with_look(Depth::TrueColor, Kind::Dark, false, |look| {
        let mut buf = lab(look, Moment::MidRun, 80, 24);
        let overlay = Overlay { title: "help", width: 40, height: 6 };
        let inside = overlay.draw(look, buf.area, &mut buf);
        Sentence { text: "Space makes the next call.\n\nEsc closes this.", tone: Tone::Plain }
            .draw(look, inside, &mut buf);
        styled(&buf)
    }));
}

#[test]
fn claims_of_every_kind() {
    use chunkscope::stream::{Claim, Rule};
    let script = worksheet();
    let stream = view::stream(&script, &[], Side::Client);
    let cases = [
        (row(2, &[data("bye!"), data("hello!")]), fault(Rule::Order, 0, Some(0), Some(6), Some(0))),
        (row(3, &[data(""), data("hello!bye!")]), fault(Rule::Empty, 0, None, None, Some(0))),
        (row(4, &[data("hello!bye!"), data("")]), fault(Rule::Empty, 1, None, None, None)),
        (row(8, &[data("h"), data("b")]), fault(Rule::Gap, 1, Some(0), Some(6), Some(1))),
        (row(14, &[data("heby"), data("e")]), fault(Rule::Gap, 0, Some(2), Some(6), Some(2))),
        (row(16, &[data("hello!"), Claim::Blocks]), fault(Rule::Blocks, 1, None, None, Some(6))),
        (row(17, &[data("hex"), data("l")]), fault(Rule::Unknown, 0, Some(2), None, Some(2))),
        (row(18, &[data("he"), data("hello!")]), fault(Rule::Repeat, 1, Some(0), Some(0), Some(2))),
    ];
    insta::assert_snapshot!(with_look(Depth::TrueColor, Kind::Dark, false, |look| {
        let mut buf = Buffer::empty(Rect::new(0, 0, 72, 46));
        let mut y = 0;
        for (row, fault) in &cases {
            let claim = view::claim(&stream, row, Some(fault));
            let edges = claim.edges();
            let lanes = Lanes { edges: &edges, ..Lanes::new(&stream) };
            let panel = ClaimPanel { note: fault.rule.word(), ..ClaimPanel::new(&lanes, &claim) };
            let title = format!("row {} claims", row.number);
            TitledRule { title: &title, right: "", focused: false }.draw(look, Rect::new(0, y, 72, 1), &mut buf);
            panel.draw(look, Rect::new(0, y + 1, 72, panel.height()), &mut buf);
            y += panel.height() + 1;
        }
        styled(&buf)
    }));
}
