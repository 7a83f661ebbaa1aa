//! Big boxes, the projector's screen, and a big row of the quiz.

use chunkscope::call::Side;
use chunkscope::script::Script;
use chunkscope::stream::Rule;
use chunkscope::trace::Event;
use chunkscope::tui::theme::{Depth, Kind};
use chunkscope::tui::view;
use chunkscope::tui::widgets::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Color;

use crate::fixture::*;
use crate::scene::with_look;
use crate::sizes::at_all_sizes;
use crate::styled::styled;

/// The projector's screen for a run.
pub(crate) fn projector(look: &Look<'_>, (script, events): (&Script, &[Event]), width: u16, height: u16) -> Buffer {
    let mut buf = Buffer::empty(Rect::new(0, 0, width, height));
    buf.set_style(buf.area, look.theme.page());
    let stream = view::stream(script, events, Side::Client);
    screen(Lanes::new(&stream)).draw(look, buf.area, &mut buf);
    buf
}

fn screen(lanes: Lanes<'_>) -> Projector<'_> {
    Projector {
        title: "Two sends, then two recvs.",
        page: "2 of 9",
        lanes,
        sentence: "recv returned 2. The next recv waits: nothing has arrived.",
        question: "What can buf2 become?",
        source: "live",
    }
}

/// A row of the quiz on the whole screen.
pub(crate) fn big_row(look: &Look<'_>, revealed: bool, width: u16, height: u16) -> Buffer {
    let mut buf = Buffer::empty(Rect::new(0, 0, width, height));
    buf.set_style(buf.area, look.theme.page());
    let rows = rows();
    let (row, rule) = &rows[11];
    let answer = rule.map_or(Answer::Possible { seen: 0 }, Answer::Impossible);
    let row = QuizRow { number: row.number, cells: row.claims.iter().collect(), you: None, answer };
    let why = "After \"ll\" the next byte is byte 4, \"o\"; \"b\" is byte 6. recv never skips a byte.";
    BigRow { headings: &["buf1", "buf2"], row: &row, of: 15, revealed, why }.draw(look, buf.area, &mut buf);
    buf
}

/// Escapes, a space, Cyrillic, a wide sign, the end.
pub(crate) fn odd() -> (Script, Vec<Event>) {
    let (one, two) = ("ж\n 語".as_bytes(), b"\0x");
    let mut script = two_sends(one, two, 2);
    script.calls.insert(2, shutdown(Side::Client));
    let all = [one, two].concat();
    let tape = Tape::connected(true).sent(0, 7).sent(1, 2).enter(2);
    let tape = tape.then(chunkscope::trace::What::Return { call: 2, got: chunkscope::trace::Got::Done });
    (script, tape.delivered(5).read(3, &all[..4]).delivered(4).0)
}

fn mid(width: u16, height: u16, depth: Depth, kind: Kind, ascii: bool) -> String {
    with_look(depth, kind, ascii, |look| styled(&projector(look, (&worksheet(), &mid_run()), width, height)))
}

#[test]
fn projector_small() {
    insta::assert_snapshot!(mid(80, 24, Depth::TrueColor, Kind::HighContrastDark, false));
}

#[test]
fn projector_large_without_colour() {
    insta::assert_snapshot!(mid(120, 36, Depth::NoColor, Kind::HighContrastDark, false));
}

#[test]
fn projector_small_in_ascii() {
    insta::assert_snapshot!(mid(80, 24, Depth::Ansi16, Kind::HighContrastLight, true));
}

#[test]
fn projector_with_odd_bytes() {
    let (script, events) = odd();
    insta::assert_snapshot!(with_look(Depth::TrueColor, Kind::Dark, false, |look| {
        styled(&projector(look, (&script, &events), 120, 36))
    }));
}

#[test]
fn a_row_asked_and_revealed() {
    for (name, revealed) in [("asked", false), ("revealed", true)] {
        insta::assert_snapshot!(
            format!("a_big_row_{name}"),
            with_look(Depth::TrueColor, Kind::HighContrastLight, false, |look| styled(&big_row(
                look, revealed, 80, 24
            )))
        );
    }
}

#[test]
fn boxes_grow_with_the_room() {
    let (script, events) = (worksheet(), mid_run());
    let stream = view::stream(&script, &events, Side::Client);
    let lanes = Lanes::new(&stream);
    let scales = [(20, 5), (80, 15), (80, 24), (120, 36), (200, 60)].map(|(width, height)| {
        with_look(Depth::NoColor, Kind::Dark, false, |look| {
            screen(lanes.clone()).lanes(look, Rect::new(0, 0, width, height)).1.scale
        })
    });
    assert_eq!(scales, [0, 0, 1, 2, 3]);
    let heights = [0, 1, 2].map(|scale| Lanes { scale, ..lanes.clone() }.height(40));
    assert_eq!(heights, [13, 16, 28]);
    // With fewer lines the network goes first, then the size.
    let heights = [13, 10].map(|max| Lanes { scale: 1, ..lanes.clone() }.height(max));
    assert_eq!(heights, [11, 10]);
}

#[test]
fn a_byte_keeps_its_columns_in_big_boxes_too() {
    let (script, events) = (worksheet(), mid_run());
    let stream = view::stream(&script, &events, Side::Client);
    let lanes = Lanes { scale: 1, notes: false, ..Lanes::new(&stream) };
    let area = Rect::new(1, 2, 78, 16);
    for byte in 0..10u16 {
        // Name, wall, then seven columns a byte; the lanes' five lines below the ruler.
        for x in [8 + 7 * byte + 1, 8 + 7 * byte + 6] {
            assert_eq!(lanes.hit(area, x, 5).map(|hit| (hit.lane, hit.byte)), Some((Lane::Sent, u64::from(byte))));
        }
        let read = lanes.hit(area, 8 + 7 * byte + 3, 15);
        assert_eq!(read.is_some(), byte < 2, "{byte}");
    }
    assert_eq!(lanes.hit(area, 12, 2), None);
}

#[test]
fn at_every_size() {
    let (odd, odd_events) = odd();
    let (million, million_events) = million();
    let (sheet, mid) = (worksheet(), mid_run());
    let nothing = Script::default();
    for (script, events) in
        [(&odd, &odd_events), (&million, &million_events), (&sheet, &mid), (&sheet, &vec![]), (&nothing, &vec![])]
    {
        let stream = view::stream(script, events, Side::Client);
        at_all_sizes(|look, area, buf| {
            screen(Lanes { cursor: Some(2), ..Lanes::new(&stream) }).draw(look, area, buf);
        });
        for (scale, phase) in [(1, Phase::Running), (3, Phase::Running), (u16::MAX, Phase::Running), (2, Phase::Asking)]
        {
            at_all_sizes(|look, area, buf| {
                let lanes = Lanes { scale, phase, held: Some((3, "held")), ..Lanes::new(&stream) };
                lanes.draw(look, area, buf);
                assert!(lanes.height(area.height) <= area.height);
                let _ = (lanes.largest(area), lanes.visible(area), lanes.hit(area, area.x, area.y));
            });
        }
    }
    let rows = rows();
    for ((row, rule), revealed) in rows.iter().zip([false, true].into_iter().cycle()) {
        let answer = rule.map_or(Answer::Outside, Answer::Impossible);
        let row = QuizRow { number: row.number, cells: row.claims.iter().collect(), you: None, answer };
        at_all_sizes(|look, area, buf| {
            BigRow { headings: &["buf1"], row: &row, of: 15, revealed, why: "日本語 after" }.draw(look, area, buf);
        });
    }
    let row = QuizRow { number: 1, cells: Vec::new(), you: None, answer: Answer::Impossible(Rule::Gap) };
    at_all_sizes(|look, area, buf| {
        BigRow { headings: &[], row: &row, of: 1, revealed: true, why: "" }.draw(look, area, buf);
    });
}

#[test]
fn without_colour_none_is_set_and_in_ascii_all_is_ascii() {
    for (script, events) in [odd(), million(), (worksheet(), mid_run())] {
        for (width, height) in [(80, 24), (120, 36), (200, 60)] {
            let draw = |look: &Look<'_>| {
                [projector(look, (&script, &events), width, height), big_row(look, true, width, height)]
            };
            for plain in with_look(Depth::NoColor, Kind::HighContrastDark, false, draw) {
                assert!(plain.content.iter().all(|cell| (cell.fg, cell.bg) == (Color::Reset, Color::Reset)));
            }
            for ascii in with_look(Depth::TrueColor, Kind::Dark, true, draw) {
                assert!(ascii.content.iter().all(|cell| cell.symbol().is_ascii()));
            }
        }
    }
}
