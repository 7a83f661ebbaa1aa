//! How likely? What is offered to be guessed before many runs, and what was.

use crate::call::{Op, Side};
use crate::script::Script;
use crate::stream::{self, Cell, Outcome, Reading, Standing};

/// Outcomes that are listed in search of what to offer, and offered at most.
const LISTED: usize = 200;
const OFFERED: usize = 4;

/// What is expected of many runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guess {
    /// The outcome expected most; none: another than those that were offered.
    pub outcome: Option<Outcome>,
    /// In how many of a hundred runs, roughly.
    pub percent: u8,
}

/// Possible outcomes that people think of first: those with few cuts inside what one send sent. Few, the likeliest to be
/// guessed first; none where the model has no say.
pub fn offers(script: &Script, reading: Reading) -> Vec<Outcome> {
    let thought: Vec<Outcome> = [Wish::All, Wish::OneSend]
        .into_iter()
        .map(|wish| wished(script, wish))
        .filter(|outcome| stream::standing(script, outcome, reading) == Standing::Possible)
        .collect();
    let mut all = stream::list(script, reading, LISTED);
    // The order among those with as many cuts stays.
    all.sort_by_key(|outcome| cuts(script, outcome));
    let mut offers: Vec<Outcome> = Vec::new();
    for outcome in thought.into_iter().chain(all) {
        if offers.len() < OFFERED && !offers.contains(&outcome) {
            offers.push(outcome);
        }
    }
    offers
}

/// Whether one recv returned bytes of two sends.
pub fn joined(script: &Script, outcome: &Outcome) -> bool {
    ends(script, outcome).into_iter().any(|(borders, ends)| {
        let mut from = 0;
        ends.into_iter().any(|end| {
            let across = borders.iter().any(|border| from < *border && *border < end);
            from = end;
            across
        })
    })
}

/// How many pieces end inside what one send sent.
fn cuts(script: &Script, outcome: &Outcome) -> usize {
    let inside = |(borders, ends): (Vec<u64>, Vec<u64>)| ends.iter().filter(|end| !borders.contains(end)).count();
    ends(script, outcome).into_iter().map(inside).sum()
}

/// For what each side received: where the sends' bytes end in it, and where the pieces of the recvs do.
fn ends(script: &Script, outcome: &Outcome) -> [(Vec<u64>, Vec<u64>); 2] {
    Side::BOTH.map(|side| {
        let mut ends = Vec::new();
        let mut at = 0;
        let own = script.cells().into_iter().zip(&outcome.cells).filter(|(place, _)| place.side == side);
        for bytes in own.flat_map(|(_, cell)| pieces(cell)).map(<[u8]>::len).filter(|bytes| *bytes > 0) {
            at += bytes as u64;
            ends.push(at);
        }
        (borders(script, side.peer()), ends)
    })
}

fn pieces(cell: &Cell) -> Vec<&[u8]> {
    match cell {
        Cell::Data(bytes) => vec![bytes],
        Cell::Pieces(all) => all.iter().flat_map(pieces).collect(),
        _ => Vec::new(),
    }
}

/// Where the bytes of each send of a side end in its stream, the rounds of a `repeat` counted.
pub fn borders(script: &Script, side: Side) -> Vec<u64> {
    let mut at = 0;
    let slots = crate::script::Course::new(script);
    let sends = slots.sides[side.index()].iter().filter_map(|slot| script.calls[slot.call].call.as_send());
    sends
        .map(|send| {
            at += send.length;
            at
        })
        .collect()
}

#[derive(Debug, Clone, Copy)]
enum Wish {
    /// Each recv takes all there is.
    All,
    /// Each recv takes what one send sent.
    OneSend,
}

/// What the recvs give if all that was sent is there, and they take what is wished. Flags and loops are left to the model,
/// which denies it then.
fn wished(script: &Script, wish: Wish) -> Outcome {
    let mut taken = [0u64; 2];
    let mut waits = [false; 2];
    let cells = script.cells().into_iter().map(|place| {
        let from = place.side.peer();
        let (stream, at) = (script.stream_from(from), &mut taken[place.side.index()]);
        let Some(recv) = script.calls[place.call].call.as_recv() else { return Cell::Unreached };
        let due = match wish {
            Wish::All => stream.len() as u64,
            Wish::OneSend => borders(script, from).into_iter().find(|border| *border > *at).unwrap_or(*at),
        };
        let bytes = recv.size.most().min(due - *at);
        let ends = script.of(from).any(|(_, line)| matches!(line.call.op, Op::Close | Op::Shutdown(_)));
        match (bytes, waits[place.side.index()], ends) {
            (0, true, _) => Cell::Unreached,
            (0, false, true) => Cell::Eof,
            (0, false, false) => {
                waits[place.side.index()] = true;
                Cell::Blocks
            }
            (bytes, ..) => {
                let data = stream[*at as usize..(*at + bytes) as usize].to_vec();
                *at += bytes;
                Cell::Data(data)
            }
        }
    });
    Outcome { cells: cells.collect() }
}
