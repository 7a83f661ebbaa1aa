//! How fast receivers are proved and broken. Run with `cargo bench --bench framing`.
#![allow(missing_docs)]

use chunkscope::framing::receivers::{Group, Receiver, ids};
use chunkscope::framing::search::{analyse, lengthy, search, standard};
use chunkscope::framing::{DEFAULT_LIMIT, Decoder, Framing};

fn main() {
    divan::main();
}

fn right() -> impl Iterator<Item = &'static str> {
    ids().filter(|id| Receiver::named(id, None).unwrap().unwrap().group() == Group::Right)
}

/// All 2^199 chunkings of a conversation of 200 bytes. Goal: under 100 ms for each receiver.
#[divan::bench(args = right())]
fn proof_of_200_bytes(bencher: divan::Bencher, id: &str) {
    let receiver = Receiver::named(id, None).unwrap().unwrap();
    let conversation = lengthy(&receiver, 200).unwrap();
    let wire = conversation.wire(&receiver).unwrap();
    bencher.bench(|| {
        let analysis = analyse(receiver.program(), &conversation, &wire).unwrap();
        assert!(analysis.smallest.is_none());
        analysis
    });
}

/// The smallest case of every faulty receiver over its whole standard set.
#[divan::bench]
fn all_are_broken(bencher: divan::Bencher) {
    let receivers: Vec<Receiver> = ids().map(|id| Receiver::named(id, None).unwrap().unwrap()).collect();
    bencher
        .bench(|| receivers.iter().map(|receiver| search(receiver, &standard(receiver)).unwrap()).collect::<Vec<_>>());
}

/// 1 MiB of lines in pieces of 1460 bytes.
#[divan::bench(args = ["lf", "crlf+escape", "digits:10", "u16be"])]
fn decode_1_mib(bencher: divan::Bencher, name: &str) {
    let framing: Framing = name.parse().unwrap();
    let wire = framing.encode_all(&vec![[b'x'; 100]; 10_000]).unwrap();
    bencher.counter(divan::counter::BytesCount::new(wire.len())).bench(|| {
        let mut decoder = Decoder::new(framing.clone(), DEFAULT_LIMIT);
        wire.chunks(1460)
            .map(|piece| {
                decoder.push(piece);
                decoder.by_ref().count()
            })
            .sum::<usize>()
    });
}
