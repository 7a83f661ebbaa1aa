//! Big boxes, the projector's screen, and a big row of the quiz.

use chunkscope::call::Side;
use chunkscope::script::Script;
use chunkscope::stream::{Claim, Rule};
use chunkscope::trace::Event;
use chunkscope::tui::theme::{Depth, Kind, Role};
use chunkscope::tui::view;
use chunkscope::tui::widgets::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Style};

use crate::fixture::*;
use crate::scene::with_look;
use crate::sizes::at_all_sizes;
use crate::styled::styled;

/// The projector's screen for a run.
pub(crate) fn projector(look: &Look<'_>, (script, events): (&Script, &[Event]), width: u16, height: u16) -> Buffer {
    let mut buf = Buffer::empty(Rect::new(0, 0, width, height));
    buf.set_style(buf.area, look.theme.page());
    let stream = view::stream(script, events, Side::Client);
    let page = frame().draw(look, buf.area, &mut buf);
    screen(Lanes::new(&stream)).draw(look, page, &mut buf);
    buf
}

fn frame() -> Projector<'static> {
    Projector {
        title: "Two sends, then two recvs.",
        page: "2 of 9",
        source: "live",
        hint: &[("Space", "step"), ("?", "help")],
        notice: None,
    }
}

fn screen(lanes: Lanes<'_>) -> BigStream<'_> {
    BigStream {
        lanes,
        sentence: "recv returned 2. The next recv waits: nothing has arrived.",
        question: "What can buf2 become?",
    }
}

/// A row of the quiz on the whole screen: asked, or answered.
pub(crate) fn big_row(look: &Look<'_>, revealed: bool, width: u16, height: u16) -> Buffer {
    let mut buf = Buffer::empty(Rect::new(0, 0, width, height));
    buf.set_style(buf.area, look.theme.page());
    let page = frame().draw(look, buf.area, &mut buf);
    let rows = rows();
    let row = &rows[11].0;
    if !revealed {
        let cells: Vec<&Claim> = row.claims.iter().collect();
        BigRow { headings: &["buf1", "buf2"], cells: &cells, ask: "Can this happen?" }.draw(look, page, &mut buf);
        return buf;
    }
    let (script, events) = (worksheet(), ended());
    let stream = view::stream(&script, &events, Side::Client);
    let claim = view::claim(&stream, row, Some(&fault(Rule::Gap, 1, Some(2), Some(6), Some(4))));
    let edges = claim.edges();
    let lanes = Lanes { edges: &edges, ..Lanes::new(&stream) };
    let why = "After \"ll\" the next byte is byte 4, \"o\"; \"b\" is byte 6. recv never skips a byte.";
    BigAnswer { lanes, claim: Some(&claim), verdict: "✗ gap", why }.draw(look, page, &mut buf);
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
    let scales = [(20, 5), (60, 18), (80, 15), (80, 24), (120, 36), (200, 60)].map(|(width, height)| {
        with_look(Depth::NoColor, Kind::Dark, false, |look| {
            let mut buf = Buffer::empty(Rect::new(0, 0, width, height));
            let page = frame().draw(look, buf.area, &mut buf);
            screen(lanes.clone()).lanes(page).1.scale
        })
    });
    assert_eq!(scales, [0, 0, 0, 1, 2, 3]);
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
            let page = frame().draw(look, area, buf);
            assert_eq!(page, page.intersection(area));
            screen(Lanes { cursor: Some(2), ..Lanes::new(&stream) }).draw(look, page, buf);
        });
        for (scale, phase) in [(1, Phase::Running), (3, Phase::Running), (u16::MAX, Phase::Running), (2, Phase::Asking)]
        {
            at_all_sizes(|look, area, buf| {
                let lanes = Lanes { scale, phase, held: Some((3, &["held"])), ..Lanes::new(&stream) };
                lanes.draw(look, area, buf);
                assert!(lanes.height(area.height) <= area.height);
                let _ = (lanes.largest(area), lanes.visible(area), lanes.hit(area, area.x, area.y));
            });
        }
    }
    for (script, events) in [(&sheet, &mid), (&million, &million_events), (&odd, &odd_events)] {
        let stream = view::stream(script, events, Side::Client);
        for (row, _) in rows().into_iter().filter(|(row, _)| [3, 5, 11, 12].contains(&row.number)) {
            let cells: Vec<&Claim> = row.claims.iter().collect();
            at_all_sizes(|look, area, buf| {
                BigRow { headings: &["buf1"], cells: &cells, ask: "日本語?" }.draw(look, area, buf);
            });
            let claim = view::claim(&stream, &row, None);
            let edges = claim.edges();
            for claim in [None, Some(&claim)] {
                at_all_sizes(|look, area, buf| {
                    let lanes = Lanes { edges: &edges, cursor: Some(3), ..Lanes::new(&stream) };
                    BigAnswer { lanes, claim, verdict: "✗ gap", why: "日本語 after" }.draw(look, area, buf);
                });
            }
        }
    }
    at_all_sizes(|look, area, buf| BigRow { headings: &[], cells: &[], ask: "" }.draw(look, area, buf));
    for (count, shown) in [(0, 0), (4, 1), (4, 9), (40, 3), (40, 40), (70_000, 400)] {
        let call =
            BigCall { who: "1 client".into(), text: "send(sock, \"日é́\", 6, 0)".into(), result: "= 6".into() };
        let calls = vec![call; count];
        at_all_sizes(|look, area, buf| BigCalls { calls: &calls, shown }.draw(look, area, buf));
    }
    let texts =
        [("One thought. ", Role::Text), ("", Role::Quiet), ("日本語, and a longer one than the first.", Role::Strong)];
    for large in [None, Some(0), Some(9)] {
        at_all_sizes(|look, area, buf| BigWords { texts: &texts, large }.draw(look, area, buf));
    }
}

/// Every byte, whole and cut characters: in a big cell it is never blank, and nothing leaves the cell.
#[test]
fn no_byte_is_blank_in_a_big_cell() {
    let latin = "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝßàáâãäåæçèéêëìíîïñòóôõöøùúûüýÿąćęłńśźżčďěňřšťůž";
    let cyrillic = "АБВГҐДЕЄЁЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгґдеєёжзиіїйклмнопрстуфхцчшщъыьэюя";
    let bytes: Vec<Vec<u8>> = (0..=u8::MAX).map(|byte| vec![byte]).collect();
    let letters = latin.chars().chain(cyrillic.chars()).chain("Ωאع語😀\u{301}\u{200b}".chars());
    let letters = letters.map(|letter| letter.to_string().into_bytes());
    let texts: Vec<Vec<u8>> = bytes.into_iter().chain(letters).collect();
    for (ascii, hex) in [(false, false), (true, false), (false, true)] {
        with_look(Depth::NoColor, Kind::Dark, ascii, |look| texts.iter().for_each(|text| whole(look, text, hex)));
    }
}

fn whole(look: &Look<'_>, text: &[u8], hex: bool) {
    let mut script = two_sends(text, b"x", 1);
    script.calls.truncate(2);
    let events = Tape::connected(false).sent(0, text.len() as u64).0;
    let stream = view::stream(&script, &events, Side::Client);
    for scale in [1, 2, 3] {
        let area = Rect::new(2, 1, 140, 17);
        let mut buf = Buffer::empty(Rect::new(0, 0, 150, 20));
        let lanes = Lanes { scale, hex, notes: false, alone: true, ..Lanes::new(&stream) };
        lanes.draw(look, area, &mut buf);
        // One line below the ruler and the edge; the cells are below each other there.
        for byte in 0..text.len() as u64 {
            let over = |x: &u16| lanes.hit(area, *x, area.y + 2).is_some_and(|hit| hit.byte == byte);
            let columns: Vec<u16> = (area.x..area.right()).filter(over).collect();
            let inside = columns.iter().skip(1).flat_map(|x| (area.y + 2..area.y + 2 + 3 * scale).map(|y| (*x, y)));
            let drawn = inside.filter(|at| !" ┃│".contains(buf[*at].symbol())).count();
            assert!(drawn > 0, "{text:?} byte {byte} at scale {scale}: {columns:?}");
        }
    }
}

#[test]
fn accents_tell_letters_apart() {
    let drawn = |look: &Look<'_>, letter: &str| {
        let mut buf = Buffer::empty(Rect::new(0, 0, 6, 3));
        put_big(look, buf.area, &mut buf, (0, 0), Size::of(1), letter, Style::new());
        buf.content.iter().map(|cell| cell.symbol()).collect::<String>()
    };
    for family in
        ["aàáâãäåāăą", "eèéêëēĕęě", "oòóôõöōŏőø", "uùúûüũūŭůű", "cçćĉċč", "sśŝşš", "AÀÁÂÃÄÅĀĂĄ", "OÒÓÔÕÖŌØ", "ZŹŻŽ"]
    {
        with_look(Depth::NoColor, Kind::Dark, false, |look| {
            let mut seen = std::collections::HashMap::new();
            for letter in family.chars() {
                let other = seen.insert(drawn(look, &letter.to_string()), letter);
                assert_eq!(other, None, "{letter}");
            }
        });
    }
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
