//! A failing case, to be looked at line by line.

use super::check::{reads, sends};
use super::{Failing, Placed, Puzzle};
use crate::framing::code::{Program, Value};
use crate::framing::receivers::Receiver;
use crate::framing::search;
use crate::framing::stage::Stage;
use crate::framing::walk::Given;

/// What a program's calls return in a failing case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Returns {
    /// What real ones return.
    Sockets(Stage),
    /// What a kernel returns that takes few bytes of each send. It is only thought of: which send a real kernel cuts short,
    /// nobody can say beforehand.
    Model(Vec<Given>),
}

/// A program that was built, and a case in which it fails.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replay {
    /// The program.
    pub program: Program,
    /// The function that is asked for, with its arguments; `None`: the whole program.
    pub function: Option<(&'static str, Vec<Value>)>,
    /// What its calls return.
    pub returns: Returns,
}

impl Failing {
    /// The case for the program that fails in it; `None` where it cannot run at all.
    pub fn replay(&self, puzzle: &Puzzle, placed: &[Placed]) -> Option<Replay> {
        let program = Program::compile(&puzzle.source(placed)).ok()?;
        let (function, returns) = match self {
            Failing::Code(_) | Failing::NoFunction => return None,
            Failing::Send { data, takes, .. } => {
                let (_, taken, _) = sends(&program, data, takes)?;
                let given = taken.into_iter().map(Given::Taken).collect();
                (Some(("sendall", vec![Value::Bytes(data.clone())])), Returns::Model(given))
            }
            Failing::Recv { count, stream, cuts, .. } => {
                let (_, reads) = reads(&program, *count, stream, cuts)?;
                let function = ("recv_exactly", vec![Value::Int(*count as i64)]);
                (Some(function), Returns::Sockets(Stage::of_reads(stream, &reads)))
            }
            Failing::Conversation(case) => {
                let right = Receiver::named(super::check::SENDER, None)?.ok()?;
                let run = search::run_program(&program, &case.conversation, &case.wire, &case.cuts);
                (None, Returns::Sockets(Stage::of_run(&right, &case.conversation, &run)?))
            }
        };
        Some(Replay { program, function, returns })
    }
}
