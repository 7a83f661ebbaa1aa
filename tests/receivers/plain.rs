//! A receiver for every framing: it delivers what a decoder reads, however the stream is cut, also on real sockets.

use chunkscope::call::Side;
use chunkscope::framing::code::Status;
use chunkscope::framing::receivers::Plain;
use chunkscope::framing::search::Followed;
use chunkscope::framing::stage::{Stage, View};
use chunkscope::framing::{Decoder, Framing};
use chunkscope::trace::{Event, Got, What};

use super::stage::play;

const FRAMINGS: [&str; 20] = [
    "fixed:4",
    "fixed:16",
    "fixed:8+pad:\".\"",
    "lf",
    "crlf",
    "nul",
    "delim:\"--\"",
    "delim:\"{LEN}\"",
    "lf+escape",
    "crlf+escape",
    "delim:\"aab\"+escape",
    "digits:10",
    "digits:5",
    "digits:3",
    "u8",
    "u16be",
    "u16le",
    "u32be",
    "type+u32le",
    "close",
];

fn encoded(framing: &Framing, messages: &[&str]) -> Vec<Vec<u8>> {
    let tag = framing.to_string().starts_with("type+").then_some(1);
    messages.iter().filter_map(|message| framing.encode(tag, message.as_bytes()).ok()).map(|one| one.bytes).collect()
}

/// Messages that the framing carries: for one that ends by closing, one.
fn messages(framing: &Framing) -> Vec<Vec<u8>> {
    let mut all = encoded(framing, &["", "a", "ab\\", "\n", "aaab", "é", "--", "a-", "\r\r", "Hello"]);
    all.truncate(if *framing == Framing::Close { 1 } else { 10 });
    if *framing == Framing::Close { vec![b"Hello".to_vec()] } else { all }
}

#[test]
fn it_delivers_what_a_decoder_reads_however_the_stream_is_cut() {
    for name in FRAMINGS {
        let framing: Framing = name.parse().unwrap();
        for read_size in [1, 2, 3, 5, 15, 1024] {
            let plain = Plain::new(&framing, read_size).unwrap_or_else(|error| panic!("{name}: {error:?}"));
            let stream = messages(&framing).concat();
            assert!(!stream.is_empty(), "{name}");
            let mut decoder = Decoder::new(framing.clone(), 1000);
            decoder.push(&stream);
            decoder.end();
            let right: Vec<Vec<u8>> = decoder.by_ref().map(|one| one.unwrap().data).collect();
            for cut in 0..stream.len() {
                let mut followed = Followed::new(&plain.program);
                while let (Some(asked), true) = (followed.asks(), followed.read() < stream.len()) {
                    let at = followed.read();
                    let to = stream.len().min(at + asked).min(if cut > at { cut } else { usize::MAX });
                    followed.receive(&stream[at..to]);
                }
                followed.receive(b"");
                let got: Vec<Vec<u8>> = followed.recvs.iter().flat_map(|recv| recv.delivered.clone()).collect();
                assert_eq!(got, right, "{name}, recv({read_size}), cut at {cut}");
                assert!(matches!(followed.machine.status(), Status::Done(_)), "{name} {:?}", followed.machine.status());
            }
        }
    }
}

#[test]
fn an_end_inside_a_message_is_reported() {
    for name in FRAMINGS.into_iter().filter(|name| *name != "close") {
        let framing: Framing = name.parse().unwrap();
        let plain = Plain::new(&framing, 15).unwrap();
        let one = encoded(&framing, &["Hey"]).concat();
        for kept in 1..one.len() {
            let mut followed = Followed::new(&plain.program);
            while followed.read() < kept {
                let to = kept.min(followed.read() + followed.asks().unwrap());
                followed.receive(&one[followed.read()..to]);
            }
            followed.receive(b"");
            assert!(matches!(followed.machine.status(), Status::Reported(_)), "{name} {kept}");
        }
    }
}

fn returned(stage: &Stage, events: &[Event], side: Side) -> Vec<String> {
    let mut all = Vec::new();
    for event in events {
        if let What::Return { call, got: Got::Received(bytes) } = &event.what
            && stage.script.calls[*call].side == side
        {
            all.push(String::from_utf8_lossy(bytes).into_owned());
        }
    }
    all
}

#[test]
fn every_framing_on_sockets() {
    for name in FRAMINGS {
        let framing: Framing = name.parse().unwrap();
        let plain = Plain::new(&framing, 15).unwrap();
        let sends = messages(&framing);
        let len = sends.concat().len();
        for ends in [true, false] {
            let stage = Stage::one_way(&plain.program, &sends, ends, &[1, 4, len - 1]);
            let report = play(&stage);
            let view = View::after(&plain.program, &stage.script, &report.trace.events);
            assert_eq!(view.read(), len, "{name}");
            assert_eq!(view.waits, !ends, "{name}: with the connection open it waits for more");
            let ends_early = view.recvs.iter().take(2).map(|recv| recv.bytes.end).collect::<Vec<_>>();
            assert_eq!(ends_early[0], 1, "{name}");
        }
    }
}

#[test]
fn the_echo_of_the_lesson_on_sockets() {
    let plain = Plain::echo(15).unwrap();
    let framing: Framing = "digits:10".parse().unwrap();
    let sends = encoded(&framing, &["Hello", "This is a longer message", "exit"]);
    let stage = Stage::exchange(&plain.program, &sends, &[3], 15);
    let report = play(&stage);
    let events = &report.trace.events;
    let server = ["000", "0000005Hello", "0000000024This ", "is a longer mes", "sage", "0000000004exit"];
    assert_eq!(returned(&stage, events, Side::Server), server);
    let client = ["0000000005Hello", "0000000024This ", "is a longer mes", "sage", ""];
    assert_eq!(returned(&stage, events, Side::Client), client, "the echo, then 0: the server has closed");
    let view = View::after(&plain.program, &stage.script, events);
    assert!(matches!(view.status, Status::Done(_)));
    assert_eq!(
        view.delivered().map(String::from_utf8_lossy).collect::<Vec<_>>(),
        ["Hello", "This is a longer message", "exit"]
    );
    // Without exit the client closes in the end, and the server sees it.
    let stage = Stage::exchange(&plain.program, &sends[..1], &[], 15);
    let report = play(&stage);
    assert_eq!(returned(&stage, &report.trace.events, Side::Server), ["0000000005Hello", ""]);
}

/// What a receiver has delivered of these bytes, and what it does then.
fn fed(program: &chunkscope::framing::code::Program, stream: &[u8], cuts: &[usize]) -> (Vec<Vec<u8>>, Status) {
    let mut followed = Followed::new(program);
    let mut at = 0;
    while let (Some(asked), true) = (followed.asks(), at < stream.len()) {
        let cut = cuts.iter().copied().find(|cut| *cut > at).unwrap_or(stream.len());
        let to = cut.min(at + asked);
        followed.receive(&stream[at..to]);
        at = to;
    }
    let delivered = followed.recvs.iter().flat_map(|recv| recv.delivered.clone()).collect();
    (delivered, followed.machine.status().clone())
}

/// Whether a message is too long does not depend on how its bytes come.
#[test]
fn the_longest_message_is_delivered_and_a_longer_one_refused_however_they_are_cut() {
    for name in ["lf", "crlf", "delim:\"--\"", "lf+escape", "digits:10", "u16be"] {
        let framing: Framing = name.parse().unwrap();
        for read_size in [15, 1024, 4096] {
            let plain = Plain::new(&framing, read_size).unwrap();
            for len in [999, 1000, 1001, 1010] {
                let mut stream = framing.encode(None, &vec![b'a'; len]).unwrap().bytes;
                stream.extend(framing.encode(None, b"next").unwrap().bytes);
                let whole = fed(&plain.program, &stream, &[]);
                let delivered = if len <= 1000 { vec![vec![b'a'; len], b"next".to_vec()] } else { vec![] };
                assert_eq!(whole.0, delivered, "{name} {len}");
                assert_eq!(matches!(whole.1, Status::Reported(_)), len > 1000, "{name} {len}");
                for cut in (1..6).chain(990..stream.len()) {
                    let reported = |status: &Status| matches!(status, Status::Reported(_));
                    let (delivered, status) = fed(&plain.program, &stream, &[cut]);
                    assert_eq!(delivered, whole.0, "{name} {len}, cut at {cut}");
                    assert_eq!(reported(&status), len > 1000, "{name} {len}, cut at {cut}");
                }
            }
        }
    }
}
