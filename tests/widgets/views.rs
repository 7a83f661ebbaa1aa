//! From traces and rows to what is drawn.

use chunkscope::call::{Errno, Side};
use chunkscope::stream::{Claim, Rule};
use chunkscope::trace::{Got, What};
use chunkscope::tui::view::{self, ByteState, Fin, PieceKind, RecvState, letter};

use crate::fixture::*;

#[test]
fn bytes_of_a_send_that_has_not_returned_are_offered_until_they_are_read() {
    let script = worksheet();
    // The recv returned before the send's return was logged.
    let events = Tape::connected(false).enter(0).read(2, b"hel").0;
    let stream = view::stream(&script, &events, Side::Client);
    assert_eq!((stream.sent, stream.offered, stream.arrived, stream.read), (3, 6, 3, 3));
    assert_eq!(stream.state_of(2), ByteState::Read { recv: 0 });
    assert_eq!(stream.state_of(3), ByteState::Offered);
    assert_eq!(stream.state_of(6), ByteState::Planned);
}

#[test]
fn what_a_short_send_did_not_take_is_not_in_the_stream() {
    let script = worksheet();
    let events = Tape::connected(true).sent(0, 2).enter(1).0;
    let stream = view::stream(&script, &events, Side::Client);
    assert_eq!(stream.len, 6);
    assert_eq!((stream.byte(1), stream.byte(2), stream.byte(6)), (Some(b'e'), Some(b'b'), None));
    assert_eq!((stream.in_flight(), stream.offered()), (0..2, 2..6));
    assert_eq!(view::stream(&script, &Tape::connected(false).sent(0, 6).0, Side::Client).unread(), 0..6);
}

#[test]
fn a_failed_send_sends_nothing() {
    let script = worksheet();
    let failed = What::Return { call: 1, got: Got::Failed(Errno(libc::EPIPE)) };
    let events = Tape::connected(false).sent(0, 6).enter(1).then(failed).0;
    let stream = view::stream(&script, &events, Side::Client);
    assert_eq!((stream.len, stream.sent), (6, 6));
}

#[test]
fn reads_are_placed_in_the_order_of_their_returns() {
    let script = worksheet();
    let stream_events = ended();
    let stream = view::stream(&script, &stream_events, Side::Client);
    let ranges: Vec<_> = stream.recvs.iter().map(|recv| recv.range()).collect();
    assert_eq!(ranges, [0..2, 2..10]);
    assert_eq!(view::stream(&script, &stream_events, Side::Server).recvs.len(), 0);
}

#[test]
fn the_end_is_in_flight_then_unread_then_read() {
    let mut script = two_sends(b"a", b"b", 2);
    script.calls.insert(2, shutdown(Side::Client));
    let fin = |tape: Tape| view::stream(&script, &tape.0, Side::Client).fin;
    assert_eq!(fin(Tape::connected(true)), Fin::Planned);
    let sent = || Tape::connected(true).sent(0, 1).sent(1, 1).enter(2).then(What::Return { call: 2, got: Got::Done });
    assert_eq!(fin(sent()), Fin::InFlight);
    let arrived = || sent().delivered(2).then(What::DeliveredFin { to: Side::Server });
    assert_eq!(fin(arrived()), Fin::Arrived);
    assert_eq!(fin(arrived().read(3, b"ab").read(4, b"")), Fin::Read { recv: 1 });
}

#[test]
fn what_is_sent_behind_ones_own_end_is_not_planned() {
    let mut script = two_sends(b"xy", b"z", 0);
    script.calls.insert(1, shutdown(Side::Client));
    assert_eq!(view::stream(&script, &[], Side::Client).len, 2);
}

#[test]
fn what_never_happened_is_told_apart() {
    let script = worksheet();
    let tape = Tape::connected(false).sent(0, 6).sent(1, 4).read(2, b"hello!bye!").enter(3);
    let waiting = view::stream(&script, &tape.0, Side::Client).recvs[1].state;
    assert!(matches!(waiting, RecvState::Waiting { .. }));
    let events = tape.then(What::BlocksForGood { call: 3 }).0;
    let blocked = view::stream(&script, &events, Side::Client).recvs[1].clone();
    assert!(matches!(blocked.state, RecvState::Blocks { .. }));
    assert_eq!(blocked.at, 10);
}

#[test]
fn letters_go_on_after_z() {
    let letters: Vec<String> = [0, 1, 25, 26, 27, 51, 52, 701, 702].map(letter).to_vec();
    assert_eq!(letters, ["a", "b", "z", "aa", "ab", "az", "ba", "zz", "aaa"]);
}

#[test]
fn a_gap_shows_its_hole_and_the_byte() {
    let script = worksheet();
    let stream = view::stream(&script, &[], Side::Client);
    let fault = fault(Rule::Gap, 1, Some(2), Some(6), Some(4));
    let claim = view::claim(&stream, &row(12, &[data("he"), data("llb")]), Some(&fault));
    assert_eq!((claim.skipped.len(), claim.skipped[0].clone()), (1, 4..6));
    assert_eq!((claim.fault_at, claim.fault_lane), (Some(6), 0));
    let ranges: Vec<_> = claim.lanes[0].pieces.iter().map(|piece| (piece.recv, piece.range.clone())).collect();
    assert_eq!(ranges, [(0, 0..2), (1, 2..4), (1, 6..7)]);
}

#[test]
fn bytes_out_of_order_leave_no_hole() {
    let script = worksheet();
    let stream = view::stream(&script, &[], Side::Client);
    let fault = fault(Rule::Order, 0, Some(0), Some(6), Some(0));
    let claim = view::claim(&stream, &row(2, &[data("bye!"), data("hello!")]), Some(&fault));
    assert_eq!((claim.skipped.len(), claim.fault_at, claim.lanes.len()), (0, Some(6), 2));
    let ranges: Vec<_> = claim.lanes.iter().map(|lane| lane.pieces[0].range.clone()).collect();
    assert_eq!(ranges, [6..10, 0..6], "from above in the row's own order");
}

#[test]
fn a_byte_claimed_twice_has_a_lane_of_its_own() {
    let script = worksheet();
    let stream = view::stream(&script, &[], Side::Client);
    let fault = fault(Rule::Repeat, 1, Some(0), Some(0), Some(2));
    let claim = view::claim(&stream, &row(1, &[data("he"), data("hello!")]), Some(&fault));
    assert_eq!((claim.lanes.len(), claim.fault_lane, claim.fault_at), (2, 1, Some(0)));
    assert_eq!(claim.lanes[1].pieces[0].range, 0..6);
}

#[test]
fn a_byte_never_sent_stands_where_one_was_due() {
    let script = worksheet();
    let stream = view::stream(&script, &[], Side::Client);
    let fault = fault(Rule::Unknown, 0, Some(2), None, Some(2));
    let claim = view::claim(&stream, &row(1, &[data("hex"), Claim::Blocks]), Some(&fault));
    let pieces = &claim.lanes[0].pieces;
    assert_eq!((pieces[1].kind.clone(), pieces[1].range.clone()), (PieceKind::Never(b'x'), 2..3));
    assert_eq!(claim.fault_at, Some(2));
    assert_eq!(pieces[2].kind, PieceKind::Blocks);
}

#[test]
fn zero_while_open_is_marked_at_the_byte_that_was_due() {
    let script = worksheet();
    let stream = view::stream(&script, &[], Side::Client);
    let fault = fault(Rule::Empty, 1, None, None, None);
    let claim = view::claim(&stream, &row(4, &[data("hello!bye!"), data("")]), Some(&fault));
    assert_eq!(claim.fault_at, Some(10));
    assert_eq!(claim.lanes[0].pieces[1].kind, PieceKind::Zero);
}

#[test]
fn bytes_move_one_after_the_other_and_come_to_rest() {
    use std::time::Duration;
    let (script, events) = (worksheet(), mid_run());
    let (before, after) = (view::stream(&script, &events[..1], Side::Client), unread());
    let after = view::stream(&script, &after, Side::Client);
    let at = |millis| view::in_motion(&before, &after, Duration::from_millis(millis));
    let counts = |millis| at(millis).map(|moving| (moving.sent, moving.arrived));
    assert_eq!(counts(0), Some((0, 0)));
    // Ten bytes share 240 ms; three take 30 ms each.
    assert_eq!(counts(48), Some((2, 1)));
    assert_eq!(counts(239), Some((9, 3)));
    assert_eq!(counts(240), None);
    // What was read is there at once, and nothing moves backwards.
    let read = view::stream(&script, &events, Side::Client);
    assert_eq!(view::in_motion(&before, &read, Duration::ZERO).map(|moving| (moving.sent, moving.read)), Some((2, 2)));
    assert_eq!(view::in_motion(&read, &before, Duration::ZERO), None);
    assert_eq!(view::settled(5_000_000, Duration::from_millis(120)), 2_500_000);
    assert_eq!(view::settled(0, Duration::ZERO), 0);
}
