//! What was built, run against everything that may happen to it.

use super::puzzles::{Puzzle, Task};
use super::{Failing, Placed};
use crate::framing::code::{Machine, Program, Status, Value};
use crate::framing::receivers::Receiver;
use crate::framing::search::{self, Case, standard};

/// The longest data that is tried, in bytes, in every way to take or to give it.
const LONGEST: usize = 6;

/// The receiver whose sender sends to programs that were built.
pub(super) const SENDER: &str = "two-loops";

/// Runs an arrangement against every case of its task: all ways in which short data can be taken or given, peers that end too
/// early, and for a receiver all cuts of the standard set of conversations.
///
/// # Errors
/// The first case in which it fails; short cases come first.
pub fn check(puzzle: &Puzzle, placed: &[Placed]) -> Result<(), Failing> {
    let program = Program::compile(&puzzle.source(placed)).map_err(Failing::Code)?;
    match puzzle.task {
        Task::SendAll => lengths().try_for_each(|len| pieces(len).try_for_each(|takes| send(&program, len, takes))),
        Task::RecvExactly => lengths().try_for_each(|len| {
            pieces(len).try_for_each(|sizes| (0..=len + 1).try_for_each(|count| recv(&program, len, &sizes, count)))
        }),
        Task::Receiver => converse(&program),
    }
}

/// The lengths of the data that is tried. No data at all comes last: other cases show more.
fn lengths() -> impl Iterator<Item = usize> {
    (1..=LONGEST).chain([0])
}

fn data(len: usize) -> Vec<u8> {
    (b'a'..=b'z').cycle().take(len).collect()
}

/// All ways to write `len` as a sum of pieces, those of few pieces first.
fn pieces(len: usize) -> impl Iterator<Item = Vec<usize>> {
    let mut ways: Vec<Vec<usize>> = (0..1u32 << len.saturating_sub(1))
        .map(|cuts| {
            let mut sizes = vec![];
            let mut size = 0;
            for at in 1..=len {
                size += 1;
                if at == len || cuts >> (at - 1) & 1 == 1 {
                    sizes.push(std::mem::take(&mut size));
                }
            }
            sizes
        })
        .collect();
    ways.sort_by_key(Vec::len);
    ways.into_iter()
}

/// `sendall` of some data while the kernel takes so many bytes of each send, and of later ones all: where the program is then,
/// and how many bytes each of its sends took. `None` if there is no such function.
pub(super) fn sends(program: &Program, data: &[u8], takes: &[usize]) -> Option<(Machine, Vec<usize>, Vec<u8>)> {
    let mut machine = program.start_function("sendall", vec![Value::Bytes(data.to_vec())], &mut ())?;
    let (mut sent, mut taken) = (Vec::new(), Vec::new());
    // A program that sends more often than there are bytes does not know when it is done.
    while taken.len() <= data.len() + 1 {
        let Status::Sending { bytes, .. } = machine.status().clone() else { break };
        let count = takes.get(taken.len()).copied().unwrap_or(bytes.len()).min(bytes.len());
        sent.extend(&bytes[..count]);
        taken.push(count);
        program.take(&mut machine, count, &mut ());
    }
    Some((machine, taken, sent))
}

fn send(program: &Program, len: usize, takes: Vec<usize>) -> Result<(), Failing> {
    let data = data(len);
    let (machine, _, sent) = sends(program, &data, &takes).ok_or(Failing::NoFunction)?;
    let status = machine.status().clone();
    match matches!(status, Status::Done(_)) && sent == data {
        true => Ok(()),
        false => Err(Failing::Send { data, takes, sent, status }),
    }
}

/// `recv_exactly` of so many bytes of a stream that ends, cut at these offsets: where the program is then, and what each of
/// its recvs asked for and got. `None` if there is no such function.
pub(super) fn reads(
    program: &Program,
    count: usize,
    stream: &[u8],
    cuts: &[usize],
) -> Option<(Machine, Vec<(usize, usize)>)> {
    let arguments = vec![Value::Int(count as i64)];
    let mut machine = program.start_function("recv_exactly", arguments, &mut ())?;
    let (mut at, mut empty, mut reads) = (0, 0, Vec::new());
    while empty < 3 {
        let Status::Receiving(asked) = *machine.status() else { break };
        let end = cuts.iter().copied().find(|cut| *cut > at).unwrap_or(stream.len());
        let to = end.min(at + asked);
        empty += usize::from(at == to);
        program.receive(&mut machine, &stream[at..to], &mut ());
        reads.push((asked, to - at));
        at = to;
    }
    Some((machine, reads))
}

fn recv(program: &Program, len: usize, sizes: &[usize], count: usize) -> Result<(), Failing> {
    let stream = data(len);
    let ends = sizes.iter().scan(0, |end, size| {
        *end += size;
        Some(*end)
    });
    let cuts: Vec<usize> = ends.filter(|end| *end < len).collect();
    let (machine, reads) = reads(program, count, &stream, &cuts).ok_or(Failing::NoFunction)?;
    let read = reads.iter().map(|(_, got)| got).sum();
    let status = machine.status().clone();
    let right = match count <= len {
        true => read == count && status == Status::Done(Value::Bytes(stream[..count].to_vec())),
        false => matches!(status, Status::Reported(_)),
    };
    match right {
        true => Ok(()),
        false => Err(Failing::Recv { count, stream, cuts, read, status }),
    }
}

/// The sender and the conversations are those of the receiver that reads with two loops.
fn converse(program: &Program) -> Result<(), Failing> {
    let Some(Ok(right)) = Receiver::named(SENDER, None) else { return Err(Failing::NoFunction) };
    let mut set: Vec<_> =
        standard(&right).into_iter().filter_map(|one| one.wire(&right).map(|wire| (one, wire))).collect();
    set.sort_by_key(|(conversation, wire)| (conversation.troubled(), conversation.empties(), wire.len()));
    for (conversation, wire) in set {
        let found = search::analyse(program, &conversation, &wire).ok().and_then(|analysis| analysis.smallest);
        if let Some((cuts, failure)) = found {
            return Err(Failing::Conversation(Box::new(Case { conversation, wire, cuts, failure })));
        }
    }
    Ok(())
}
