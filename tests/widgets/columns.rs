//! One ruler: whatever is sent and however it is cut, a byte stands in the same column in every lane.

use chunkscope::call::Side;
use chunkscope::tui::theme::{Depth, Kind, Role};
use chunkscope::tui::view::{self, ByteState};
use chunkscope::tui::widgets::{Lane, Lanes};
use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::fixture::*;
use crate::scene::with_look;

const WIDTH: u16 = 160;

/// Sends of these lengths, and sizes of reads, the last of which may not come to an end.
fn cuts() -> impl Strategy<Value = (Vec<usize>, Vec<usize>, bool)> {
    (prop::collection::vec(1..9usize, 1..5), prop::collection::vec(1..9usize, 0..5), any::<bool>())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_byte_keeps_its_column((sends, reads, relayed) in cuts()) {
        let total: usize = sends.iter().sum();
        // Signs that no name, number or letter of a send has.
        let bytes = &b"ABCDEFGHIJKLMNOPQRSTUVWXYZ!$%&*+<>?@"[..total];
        let mut script = chunkscope::script::Script::default();
        let mut tape = Tape::connected(relayed);
        let mut at = 0;
        for (call, len) in sends.iter().enumerate() {
            script.calls.push(send(Side::Client, &bytes[at..at + len]));
            tape = tape.sent(call, *len as u64);
            at += len;
        }
        let mut at = 0;
        for (nth, len) in reads.iter().enumerate() {
            script.calls.push(recv(Side::Server, &format!("buf{nth}"), 1024));
            let len = (*len).min(total - at);
            tape = tape.enter(sends.len() + nth);
            if len == 0 {
                break;
            }
            if relayed {
                tape = tape.delivered(len as u64);
            }
            tape = tape.got(sends.len() + nth, &bytes[at..at + len]);
            at += len;
        }
        let stream = view::stream(&script, &tape.0, Side::Client);
        let lanes = Lanes::new(&stream);
        with_look(Depth::TrueColor, Kind::Dark, false, |look| {
            let area = Rect::new(0, 0, WIDTH, 40);
            let mut buf = Buffer::empty(area);
            lanes.draw(look, area, &mut buf);
            // Every sign of a byte that the picture has, by hit test, stands in its byte's own columns.
            for byte in 0..total as u64 {
                let sign = (bytes[byte as usize] as char).to_string();
                let mut columns = Vec::new();
                let mut seen = Vec::new();
                for position in area.positions() {
                    let Some(hit) = lanes.hit(area, position.x, position.y) else { continue };
                    if hit.byte == byte && buf[position].symbol() == sign {
                        columns.push(position.x);
                        seen.push((hit.lane, buf[position].style()));
                    }
                }
                columns.dedup();
                prop_assert_eq!(columns.len(), 1, "byte {} stands in columns {:?}", byte, columns);
                // What was sent shows in `sent`, and where it is now in one other lane, in its own dress.
                let send = stream.send_of(byte).unwrap();
                let (lane, role) = match stream.state_of(byte) {
                    ByteState::Read { recv } => (Lane::Recv(recv), Role::Fill(send)),
                    ByteState::Arrived => (Lane::Network, Role::Arrived(send)),
                    ByteState::InFlight => (Lane::Network, Role::Ink(send)),
                    ByteState::Offered | ByteState::Planned => unreachable!("everything was sent"),
                };
                prop_assert_eq!(seen.len(), 2);
                prop_assert_eq!(seen[0].0, Lane::Sent);
                prop_assert_eq!(seen[1].0, lane);
                prop_assert_eq!(seen[1].1.fg, look.style(role).fg);
            }
            Ok(())
        })?;
    }

    #[test]
    fn folding_never_leaves_its_room(
        sends in prop::collection::vec(1..200_000u64, 1..6),
        reads in prop::collection::vec(1..200_000u64, 0..8),
        width in 0..220u16,
        fold in any::<bool>(),
        first in 0..400_000u64,
    ) {
        let mut script = chunkscope::script::Script::default();
        let mut tape = Tape::connected(false);
        let bytes = chunkscope::call::pattern(1_200_000);
        for (call, len) in sends.iter().enumerate() {
            script.calls.push(send(Side::Client, &bytes[..*len as usize]));
            tape = tape.sent(call, *len);
        }
        let whole = script.stream_from(Side::Client);
        let mut at = 0;
        for (nth, len) in reads.iter().enumerate() {
            script.calls.push(recv(Side::Server, "", 1024));
            let end = (at + *len as usize).min(whole.len());
            if end > at {
                tape = tape.read(sends.len() + nth, &whole[at..end]);
            }
            at = end;
        }
        let stream = view::stream(&script, &tape.0, Side::Client);
        let lanes = Lanes { fold, first, ..Lanes::new(&stream) };
        with_look(Depth::TrueColor, Kind::Dark, false, |look| {
            let mut buf = Buffer::empty(Rect::new(0, 0, width + 10, 40));
            lanes.draw(look, Rect::new(5, 0, width, 40), &mut buf);
            for position in buf.area.positions() {
                if position.x < 5 || position.x >= width + 5 {
                    prop_assert_eq!(buf[position].symbol(), " ");
                }
            }
            Ok(())
        })?;
    }
}

#[test]
fn a_click_finds_its_byte() {
    let script = worksheet();
    let events = ended();
    let stream = view::stream(&script, &events, Side::Client);
    let lanes = Lanes::new(&stream);
    let area = Rect::new(1, 2, 71, 13);
    // `┃ l │` of buf2: the wall before byte 2 is column 9 + 2 × 4 of the area.
    let hit = lanes.hit(area, area.x + 9 + 8 + 2, area.y + 11).unwrap();
    assert_eq!((hit.lane, hit.byte), (Lane::Recv(1), 2));
    assert_eq!(lanes.hit(area, area.x + 3, area.y + 11), None);
    assert_eq!(lanes.hit(area, area.x + 11, area.y), None);
}
