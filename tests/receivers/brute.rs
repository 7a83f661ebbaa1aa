//! All ways to cut, one after the other, without merging anything: the same verdict and the same smallest case.

#![allow(clippy::print_stdout)] // figures

use std::collections::HashSet;

use chunkscope::framing::code::{Machine, Program, Status, Watch};
use chunkscope::framing::receivers::Receiver;
use chunkscope::framing::search::Verdict;
use chunkscope::framing::search::{Conversation, Tail, analyse, search, standard};

use super::catalogue::all;

struct Delivered(Vec<Vec<u8>>);

impl Watch for Delivered {
    fn deliver(&mut self, message: Vec<u8>) {
        self.0.push(message);
    }
}

/// Whether the receiver does what it must with this chunking; and the cuts that are not due to the size of a read.
fn play(program: &Program, conversation: &Conversation, wire: &[u8], chunking: u32) -> (bool, Vec<usize>) {
    let (mut got, mut cuts, mut at) = (Delivered(Vec::new()), Vec::new(), 0);
    let mut machine = program.start(&mut got);
    let boundary = |at: usize| at == wire.len() || chunking >> (at - 1) & 1 == 1;
    // The first thing that is wrong ends the run: cuts after it do not matter.
    let wrong = |got: &Delivered| !conversation.messages.starts_with(&got.0);
    while at < wire.len() {
        let Status::Receiving(asked) = *machine.status() else { break };
        let end = (at + 1..=wire.len()).find(|at| boundary(*at)).unwrap();
        let to = end.min(at + asked);
        if to < at + asked && to < wire.len() {
            cuts.push(to);
        }
        program.receive(&mut machine, &wire[at..to], &mut got);
        at = to;
        if wrong(&got) {
            return (false, cuts);
        }
    }
    (finish(program, conversation, &mut machine, at == wire.len(), got), cuts)
}

fn finish(
    program: &Program,
    conversation: &Conversation,
    machine: &mut Machine,
    read: bool,
    mut got: Delivered,
) -> bool {
    let waiting = matches!(machine.status(), Status::Receiving(_));
    let before_end = machine.status().clone();
    if waiting && matches!(conversation.tail, Tail::Closes | Tail::CutShort { .. }) {
        for _ in 0..60 {
            program.receive(machine, b"", &mut got);
        }
    }
    let all = got.0 == conversation.messages;
    match &conversation.tail {
        Tail::Open => all && read && waiting,
        Tail::Closes => all && read && waiting && matches!(machine.status(), Status::Done(_)),
        Tail::CutShort { .. } => all && read && waiting && matches!(machine.status(), Status::Reported(_)),
        Tail::Hostile(_) => all && matches!(before_end, Status::Reported(_)),
    }
}

/// The fewest cuts that break the receiver, then the first in order; and how many ways to cut break it.
fn brute(receiver: &Receiver, conversation: &Conversation, wire: &[u8]) -> (Option<Vec<usize>>, u32) {
    let (mut smallest, mut breaking): (Option<Vec<usize>>, u32) = (None, 0);
    for chunking in 0..1u32 << wire.len().saturating_sub(1) {
        let (passed, cuts) = play(receiver.program(), conversation, wire, chunking);
        if !passed {
            breaking += 1;
            let key = |cuts: &Vec<usize>| (cuts.len(), cuts.clone());
            if smallest.as_ref().is_none_or(|smallest| key(&cuts) < key(smallest)) {
                smallest = Some(cuts);
            }
        }
    }
    (smallest, breaking)
}

fn rank(conversation: &Conversation, cuts: usize, wire: &[u8]) -> (bool, usize, usize, usize, usize, Vec<u8>) {
    let mut messages = conversation.messages.clone();
    if let Tail::CutShort { message, .. } = &conversation.tail {
        messages.push(message.clone());
    }
    let empty = messages.iter().filter(|message| message.is_empty()).count();
    let distinct: HashSet<&Vec<u8>> = conversation.messages.iter().collect();
    let alike = conversation.messages.len() - distinct.len();
    (conversation.troubled(), cuts, empty, wire.len(), alike, wire.to_vec())
}

/// Compares search and brute force over all conversations of the standard set up to this many bytes, at most so many of them
/// that are longer than 12.
fn compare(most: usize, long: usize) {
    let (mut receivers, mut conversations, mut chunkings) = (0, 0, 0);
    for receiver in all() {
        receivers += 1;
        let mut tried = Vec::new();
        let mut longer = 0;
        // A few of the long ones, from all over the set.
        let set = standard(&receiver);
        let longs =
            set.iter().filter(|one| one.wire(&receiver).is_some_and(|wire| (13..=most).contains(&wire.len()))).count();
        let every = longs.div_ceil(long.max(1)).max(1);
        for conversation in set {
            let Some(wire) = conversation.wire(&receiver) else { continue };
            if wire.len() > 12 {
                longer += 1;
                if wire.len() > most || longer % every != 0 {
                    continue;
                }
            }
            let analysis = analyse(receiver.program(), &conversation, &wire).unwrap();
            let (smallest, breaking) = brute(&receiver, &conversation, &wire);
            let found = analysis.smallest.as_ref().map(|(cuts, _)| cuts.clone());
            assert_eq!(found, smallest, "{}: {conversation:?}", receiver.id());
            assert_eq!(analysis.breaking, breaking.into(), "{}: {conversation:?}", receiver.id());
            assert_eq!(analysis.chunkings, (1u32 << wire.len().saturating_sub(1)).into());
            conversations += 1;
            chunkings += 1u64 << wire.len().saturating_sub(1);
            tried.push((conversation, wire, smallest));
        }
        // The smallest of the set, by the order that is promised: cuts, empty messages, bytes on the wire, messages that are
        // like others, the order of the bytes.
        let set: Vec<Conversation> = tried.iter().map(|(conversation, ..)| conversation.clone()).collect();
        let least = tried
            .iter()
            .filter_map(|(conversation, wire, cuts)| cuts.as_ref().map(|cuts| rank(conversation, cuts.len(), wire)))
            .min();
        match search(&receiver, &set).unwrap() {
            Verdict::Broken(case) => {
                assert_eq!(Some(rank(&case.conversation, case.cuts.len(), &case.wire)), least)
            }
            Verdict::Right { conversations, .. } => assert_eq!((least, conversations), (None, tried.len())),
        }
    }
    println!("{receivers} receivers, {conversations} conversations up to {most} bytes, {chunkings} ways to cut");
}

#[test]
fn the_search_agrees_with_brute_force() {
    compare(13, 1);
}

/// As above, up to 20 bytes: minutes. Run it with `cargo test --release --test receivers -- --ignored`.
#[test]
#[ignore = "takes minutes"]
fn the_search_agrees_with_brute_force_up_to_20_bytes() {
    compare(20, 8);
}
