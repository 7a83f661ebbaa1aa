//! Every widget at every size: no panic, and nothing outside its area.

use chunkscope::call::Side;
use chunkscope::stream::{Claim, Rule};
use chunkscope::tui::theme::{Depth, Kind};
use chunkscope::tui::view;
use chunkscope::tui::widgets::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Color;

use crate::fixture::*;
use crate::scene::{Moment, lab, with_look};

const SIZES: [(u16, u16); 9] = [(0, 0), (1, 1), (2, 3), (20, 5), (37, 9), (80, 24), (120, 40), (200, 60), (500, 3)];

/// Draws in the middle of a larger buffer, and in one of exactly that size; checks that the frame stays untouched.
pub(crate) fn at_all_sizes(draw: impl Fn(&Look<'_>, Rect, &mut Buffer)) {
    for ascii in [false, true] {
        with_look(Depth::TrueColor, Kind::Dark, ascii, |look| {
            for (width, height) in SIZES {
                let mut tight = Buffer::empty(Rect::new(0, 0, width, height));
                draw(look, tight.area, &mut tight);
                // An area that reaches beyond its buffer, as after a window became smaller.
                draw(look, Rect::new(0, 0, width + 9, height + 9), &mut tight);

                let mut framed = Buffer::empty(Rect::new(0, 0, width + 6, height + 6));
                let inside = Rect::new(3, 3, width, height);
                draw(look, inside, &mut framed);
                for position in framed.area.positions().filter(|position| !inside.contains(*position)) {
                    assert_eq!(framed[position].symbol(), " ", "{width}×{height} at {position}");
                }
            }
        });
    }
}

#[test]
fn lines() {
    at_all_sizes(|look, area, buf| {
        TitledRule { title: "the stream", right: "10 sent", focused: true }.draw(look, area, buf)
    });
    at_all_sizes(|look, area, buf| Stage { at: At::Run }.draw(look, area, buf));
    let text = "Call 4 waits. 10 bytes were sent; 2 have arrived and were read; 8 are in flight. 日本語日本語";
    at_all_sizes(|look, area, buf| Sentence { text, tone: Tone::Fault }.draw(look, area, buf));
    let pairs = [("Space", "step"), ("←→", "scrub"), ("?", "help"), ("q", "quit")];
    at_all_sizes(|look, area, buf| Footer { pairs: &pairs, keep: 2 }.draw(look, area, buf));
    at_all_sizes(|look, area, buf| {
        let inside = Overlay { title: "help", width: 40, height: 10 }.draw(look, area, buf);
        assert_eq!(inside, inside.intersection(area));
    });
}

#[test]
fn byte_rows() {
    for taken in [&[][..], &[0], &[40], &[40, 90], &[1, 1, 127]] {
        at_all_sizes(|look, area, buf| {
            let rows = ByteRows { bytes: &[b'x'; 130], taken, cut: Some(50) };
            assert!(rows.height(area.width, area.height) <= area.height);
            rows.draw(look, area, buf);
        });
    }
}

#[test]
fn quiz_table() {
    let rows = rows();
    let long = Claim::Data(b"0123456789".repeat(1000));
    let quiz: Vec<QuizRow<'_>> = rows
        .iter()
        .map(|(row, rule)| QuizRow {
            number: row.number,
            cells: row.claims.iter().chain([&long, &Claim::Eof, &Claim::Unreached]).collect(),
            you: Some(true),
            answer: rule.map_or(Answer::Possible { seen: 12_345 }, Answer::Impossible),
        })
        .collect();
    for reveal in [Reveal::Asking, Reveal::Locked, Reveal::Revealed] {
        for cursor in [None, Some(0), Some(14)] {
            at_all_sizes(|look, area, buf| {
                let headings = ["buf1", "buf2", "long", "x", "y"];
                let table = QuizTable { headings: &headings, rows: &quiz, cursor, scroll: 99, focused: true, reveal };
                table.draw(look, area, buf);
                if let Some(cursor) = cursor.filter(|_| area.height > 1) {
                    assert!(table.visible(area).contains(&cursor));
                }
                let _ = table.row_at(area, area.y + 1);
            });
        }
    }
    let none = QuizTable { headings: &[], rows: &[], cursor: None, scroll: 0, focused: true, reveal: Reveal::Asking };
    at_all_sizes(|look, area, buf| none.draw(look, area, buf));
    at_all_sizes(|look, area, buf| QuizTable { cursor: Some(3), ..none }.draw(look, area, buf));
}

#[test]
fn calls_panel() {
    let lines: Vec<CallLine<'_>> = (1..=12)
        .map(|number| CallLine {
            number,
            side: Side::BOTH[number % 2],
            text: "recv(sock, buf1, 1024, MSG_PEEK | MSG_DONTWAIT)",
            mark: [CallMark::Done, CallMark::Waiting, CallMark::Failed, CallMark::Next][number % 4],
            result: "blocked 1.2 s",
            brief: "1.2 s",
        })
        .collect();
    let loops = [
        CallLoop { lines: 0..2, text: "repeat 10", rounds: [Some("round 3 of 10"), Some("")] },
        CallLoop { lines: 4..5, text: "until eof", rounds: [None, Some("round 2")] },
        CallLoop { lines: 9..13, text: "until eof", rounds: [Some("round 2"), None] },
    ];
    for editor in [None, Some((Side::Client, 0)), Some((Side::Server, 12))] {
        at_all_sizes(|look, area, buf| {
            let panel = CallsPanel {
                lines: &lines,
                loops: &loops,
                focused: Some(Side::Server),
                cursor: Some(11),
                editor,
                split: 71,
                gap: 3,
            };
            panel.draw(look, area, buf);
            let layout = panel.layout(area);
            assert!(layout.editor.is_empty() || layout.editor == layout.editor.intersection(area));
            for y in area.top()..area.bottom() {
                let _ = panel.call_at(area, y);
            }
        });
    }
}

#[test]
fn lanes_and_claims() {
    let (million, million_events) = million();
    let sheet = worksheet();
    let empty = chunkscope::script::Script::default();
    let cases =
        [(&empty, vec![]), (&sheet, vec![]), (&sheet, mid_run()), (&sheet, ended()), (&million, million_events)];
    let fault = fault(Rule::Gap, 1, Some(2), Some(6), Some(4));
    let wrong = row(12, &[data("he"), data("llb")]);
    for (script, events) in &cases {
        let stream = view::stream(script, events, Side::Client);
        let claim = view::claim(&stream, &wrong, Some(&fault));
        let edges = claim.edges();
        for phase in [Phase::Asking, Phase::Running] {
            for (fold, cursor, first) in
                [(true, None, 0), (false, Some(999_999), 0), (false, None, u64::MAX), (true, Some(0), 5)]
            {
                at_all_sizes(|look, area, buf| {
                    let lanes = Lanes {
                        phase,
                        fold,
                        cursor,
                        first,
                        edges: &edges,
                        held: Some((3, &["Enter delivers"])),
                        ..Lanes::new(&stream)
                    };
                    lanes.draw(look, area, buf);
                    assert!(lanes.height(area.height) <= area.height);
                    let _ = lanes.hit(area, area.right().saturating_sub(area.width / 2), area.y);
                    ClaimPanel { note: "✗ gap", ..ClaimPanel::new(&lanes, &claim) }.draw(look, area, buf);
                });
            }
        }
    }
}

#[test]
fn scenes() {
    for (width, height) in SIZES {
        for moment in [Moment::Predicting, Moment::MidRun, Moment::Revealed] {
            for kind in Kind::ALL {
                with_look(Depth::Ansi16, kind, false, |look| lab(look, moment, width, height));
            }
        }
    }
}

#[test]
fn without_colour_no_cell_has_one() {
    for (width, height) in [(80, 24), (120, 36)] {
        for moment in [Moment::Predicting, Moment::MidRun, Moment::Revealed] {
            let buf = with_look(Depth::NoColor, Kind::HighContrastDark, false, |look| lab(look, moment, width, height));
            assert!(buf.content.iter().all(|cell| (cell.fg, cell.bg) == (Color::Reset, Color::Reset)));
        }
    }
}

#[test]
fn in_ascii_every_cell_is_ascii() {
    let (script, events) = million();
    let stream = view::stream(&script, &events, Side::Client);
    for moment in [Moment::Predicting, Moment::MidRun, Moment::Revealed] {
        with_look(Depth::TrueColor, Kind::Dark, true, |look| {
            let mut buf = lab(look, moment, 120, 36);
            Lanes::new(&stream).draw(look, buf.area, &mut buf);
            let strange: Vec<&str> =
                buf.content.iter().map(|cell| cell.symbol()).filter(|sign| !sign.is_ascii()).collect();
            assert!(strange.is_empty(), "{strange:?}");
        });
    }
}
