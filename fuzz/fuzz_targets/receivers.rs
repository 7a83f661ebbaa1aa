//! Any text as a receiver's source; what compiles is run with any bytes in pieces of any size, then the end of the stream: no
//! panic, and each state can be told from the others. The input is the source, a NUL, the size of the pieces, the stream.
#![no_main]

use chunkscope::framing::code::{Machine, Program, Status};
use libfuzzer_sys::fuzz_target;

/// Calls that are answered: a receiver may wait for ever.
const CALLS: usize = 200;

/// Answers the call in which the machine waits, with the next bytes of the stream; none where it is over.
fn answer<'a>(program: &Program, machine: &mut Machine, size: usize, rest: &'a [u8]) -> Option<&'a [u8]> {
    match machine.status() {
        Status::Receiving(asked) => {
            let (piece, after) = rest.split_at(size.min(*asked).min(rest.len()));
            program.receive(machine, piece, &mut ());
            Some(after)
        }
        Status::Sending { .. } => {
            program.take(machine, size, &mut ());
            Some(rest)
        }
        Status::Done(_) | Status::Reported(_) | Status::Crashed(_) | Status::Loops => None,
    }
}

fuzz_target!(|input: &[u8]| {
    let (source, rest) = input.split_at(input.iter().position(|byte| *byte == 0).unwrap_or(input.len()));
    let Ok(program) = Program::compile(&String::from_utf8_lossy(source)) else { return };
    let (size, mut rest) = rest.get(1).map_or((1, rest), |size| (usize::from(*size).max(1), &rest[2..]));
    let mut machine = program.start(&mut ());
    for _ in 0..CALLS {
        let essence = program.essence(&machine);
        assert_eq!(program.essence(&essence), essence, "nothing more can be taken away");
        match answer(&program, &mut machine, size, rest) {
            Some(after) => rest = after,
            None => break,
        }
    }
});
