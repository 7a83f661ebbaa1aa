//! Short sends, made to happen on real sockets. What a connection holds is measured, never assumed.
#![cfg(target_os = "linux")]
#![allow(clippy::print_stdout)] // figures of the run

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use chunkscope::engine::short::{By, Call, Event, Found, LENGTH, LONGEST, Made, Order, ShortSend, Stage};

/// All steps of one.
fn play(length: usize, cut: usize, by: By) -> Vec<Event> {
    let mut send = ShortSend::new(Order::new(length, cut, by).unwrap()).unwrap();
    let mut events = Vec::new();
    while let Some(event) = send.step().unwrap_or_else(|error| panic!("{by:?}, cut {cut}: {error}: {events:#?}")) {
        events.push(event);
        assert!(events.len() < 20, "it ends: {events:#?}");
    }
    assert_eq!(send.next(), Stage::Over);
    events
}

/// What must be: one short send, the rest after it, all bytes in order. Also says whether it was measured twice.
#[track_caller]
fn is_cut(length: usize, cut: usize, by: By) -> bool {
    let events = play(length, cut, by);
    let founds: Vec<Found> = events.iter().map(|event| event.found).collect();
    let again = founds.iter().any(|found| matches!(found, Found::Changed { .. }));
    let short = founds.iter().find_map(|found| match found {
        Found::Short { taken, .. } => Some(*taken),
        _ => None,
    });
    assert_eq!(short, Some(cut), "{by:?} of {length}: {founds:#?}");
    assert!(matches!(founds.last(), Some(Found::Whole { data, .. }) if *data == length), "{founds:#?}");
    // The calls say the same: each send of the data begins where the one before it ended.
    let mut sent = 0;
    for call in events.iter().filter(|event| event.stage != Stage::Measure).flat_map(|event| &event.calls) {
        if let (Made::Data { from, .. }, Some(Ok(taken))) = (call.made, call.got) {
            if from == 0 {
                sent = 0;
            }
            assert_eq!((from, call.size), (sent, length - sent));
            sent += taken;
        }
    }
    assert_eq!(sent, length);
    again
}

#[test]
fn a_send_of_130_bytes_can_be_cut_after_each_of_them() {
    let (next, again) = (AtomicUsize::new(1), AtomicUsize::new(0));
    // Nearly all of it is waiting for the kernel.
    thread::scope(|scope| {
        for _ in 0..12 {
            scope.spawn(|| {
                while let cut @ 1..LENGTH = next.fetch_add(1, Ordering::Relaxed) {
                    again.fetch_add(usize::from(is_cut(LENGTH, cut, By::NonBlocking)), Ordering::Relaxed);
                }
            });
        }
    });
    println!("129 cuts, measured anew {} times", again.into_inner());
}

#[test]
fn a_blocking_send_is_cut_short_by_its_time_out() {
    for cut in [1, 64, 129] {
        is_cut(LENGTH, cut, By::TimeOut);
    }
}

#[test]
fn a_blocking_send_is_cut_short_by_a_signal_with_sa_restart_too() {
    for restart in [false, true] {
        for cut in [1, 77, 129] {
            is_cut(LENGTH, cut, By::Signal { restart });
        }
    }
}

#[test]
fn other_lengths_are_cut_as_well() {
    for (length, cut) in [(2, 1), (LONGEST, 1), (LONGEST, LONGEST - 1)] {
        is_cut(length, cut, By::NonBlocking);
    }
}

#[test]
fn what_cannot_be_cut_is_refused() {
    for (length, cut) in [(130, 131), (130, 130), (1, 1), (0, 0), (LONGEST + 1, 4)] {
        assert!(Order::new(length, cut, By::NonBlocking).is_err(), "{length}, {cut}");
    }
}

#[test]
fn calls_are_told_as_they_were_made() {
    let events = play(LENGTH, 40, By::NonBlocking);
    let stages: Vec<Stage> = events.iter().map(|event| event.stage).collect();
    assert_eq!(stages.first(), Some(&Stage::Measure));
    let texts = |stage| {
        let last = events.iter().rev().find(|event| event.stage == stage).expect("this step");
        last.calls
            .iter()
            .map(|call| format!("{} = {}", call.text(), call.result().expect("it has returned")))
            .collect::<Vec<_>>()
    };
    assert_eq!(texts(Stage::Send), ["send(sock, data, 130, MSG_DONTWAIT) = 40"]);
    assert_eq!(texts(Stage::Rest).last().unwrap(), "send(sock, data + 40, 90, MSG_DONTWAIT) = 90");
    assert!(texts(Stage::Measure).last().unwrap().ends_with("= -1 EAGAIN"));
    assert!(texts(Stage::Read).iter().all(|call| call.starts_with("recv(sock, buf, ")));
}

/// The one step of this stage on the connection that was used, with its calls' results.
fn last(events: &[Event], stage: Stage) -> (&Event, Vec<String>) {
    let event = events.iter().rev().find(|event| event.stage == stage).expect("this step");
    let told = |call: &Call| format!("{} = {}", call.text(), call.result().unwrap_or_else(|| "?".to_owned()));
    (event, event.calls.iter().map(told).collect())
}

/// A send that does not return before the receiver reads, and then has taken all.
#[track_caller]
fn waits(cut: usize, by: By) -> Vec<Event> {
    let events = play(LENGTH, cut, by);
    let (sent, calls) = last(&events, Stage::Send);
    assert!(matches!(sent.found, Found::Waits { .. }), "{events:#?}");
    assert_eq!(calls, ["send(sock, data, 130, 0) = ?"]);
    // While it stands open the kernels have what filled the connection and the bytes of the data that fit, and no more.
    let filled = last(&events, Stage::Fill).0.found;
    let Found::Filled { bytes: filled } = filled else { panic!("{filled:?}") };
    let kept = sent.unacknowledged.zip(sent.unread).map(|(sent, unread)| sent + unread);
    assert!(kept.is_none_or(|kept| kept >= (filled + cut) as u64), "{events:#?}");
    let (read, calls) = last(&events, Stage::Read);
    let Found::Returned { taken, read: bytes, .. } = read.found else { panic!("{events:#?}") };
    assert_eq!(taken, LENGTH);
    assert!(bytes > 0 && calls[0].starts_with("recv("), "the receiver reads first: {calls:?}");
    assert_eq!(calls.last().expect("some"), "send(sock, data, 130, 0) = 130");
    assert!(events.iter().all(|event| event.stage != Stage::Rest), "nothing is left to send: {events:#?}");
    assert!(matches!(events.last().map(|event| event.found), Some(Found::Whole { data: LENGTH, .. })));
    events
}

#[test]
fn a_plain_blocking_send_waits_while_nobody_reads_and_returns_all() {
    for cut in [0, 1, 40, 129] {
        waits(cut, By::Blocking);
    }
}

#[test]
fn with_sa_restart_a_send_that_took_nothing_is_begun_anew_and_waits() {
    let events = waits(0, By::Signal { restart: true });
    assert_eq!(last(&events, Stage::Send).0.found, Found::Waits { signals: 1 });
}

#[test]
fn a_send_that_stands_open_ends_with_its_connection() {
    let mut send = ShortSend::new(Order::new(LENGTH, 40, By::Blocking).unwrap()).unwrap();
    while send.next() != Stage::Read {
        send.step().unwrap().expect("a step");
    }
    // Its thread is joined here: this test would not end.
    drop(send);
}

#[test]
fn where_not_one_byte_fits_the_send_fails_with_the_error_of_its_way() {
    for (by, error) in [(By::NonBlocking, "EAGAIN"), (By::TimeOut, "EAGAIN"), (By::Signal { restart: false }, "EINTR")]
    {
        let events = play(LENGTH, 0, by);
        let (sent, calls) = last(&events, Stage::Send);
        assert!(matches!(sent.found, Found::Short { taken: 0, .. }), "{events:#?}");
        assert!(calls[0].ends_with(&format!(" = -1 {error}")), "{calls:?}");
        assert!(last(&events, Stage::Rest).1.last().expect("a send").starts_with("send(sock, data, 130, "));
        assert!(matches!(events.last().map(|event| event.found), Some(Found::Whole { data: LENGTH, .. })));
    }
}
