//! Short sends, made to happen on real sockets. What a connection holds is measured, never assumed.
#![cfg(target_os = "linux")]
#![allow(clippy::print_stdout)] // figures of the run

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use chunkscope::engine::short::{By, Event, Found, LENGTH, LONGEST, Made, Order, ShortSend, Stage};

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
        if let (Made::Data { from, .. }, Ok(taken)) = (call.made, call.got) {
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
    for (length, cut) in [(130, 0), (130, 130), (1, 1), (0, 0), (LONGEST + 1, 4)] {
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
        last.calls.iter().map(|call| format!("{} = {}", call.text(), call.result())).collect::<Vec<_>>()
    };
    assert_eq!(texts(Stage::Send), ["send(sock, data, 130, MSG_DONTWAIT) = 40"]);
    assert_eq!(texts(Stage::Rest).last().unwrap(), "send(sock, data + 40, 90, MSG_DONTWAIT) = 90");
    assert!(texts(Stage::Measure).last().unwrap().ends_with("= -1 EAGAIN"));
    assert!(texts(Stage::Read).iter().all(|call| call.starts_with("recv(sock, buf, ")));
}
