//! A case in which a program fails: what was asked of it, and what it does instead.

use crate::framing::code::{CodeError, Status, Value};
use crate::framing::search::{Case, Failure};
use crate::msg;
use crate::text::{Message, escape};

/// The first case in which a program fails.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failing {
    /// It cannot be read. Lines count from the first line of the source.
    Code(CodeError),
    /// It lacks the function that was asked for, or that has other parameters.
    NoFunction,
    /// Sends that take few bytes.
    Send {
        /// What had to be sent.
        data: Vec<u8>,
        /// So many bytes the kernel took of each send, in order; of a later one, all.
        takes: Vec<usize>,
        /// What was sent.
        sent: Vec<u8>,
        /// What the program did in the end.
        status: Status,
    },
    /// Recvs that give few bytes.
    Recv {
        /// How many bytes were asked for.
        count: usize,
        /// What the peer sent before it closed.
        stream: Vec<u8>,
        /// Offsets at which a recv returned early.
        cuts: Vec<usize>,
        /// Bytes of the stream that were read.
        read: usize,
        /// What the program did in the end.
        status: Status,
    },
    /// A conversation and cuts.
    Conversation(Box<Case>),
}

impl Failing {
    /// What was asked of it, and what its calls returned, in one sentence.
    pub fn message(&self) -> Message {
        match self {
            Failing::Code(error) => error.message(),
            Failing::NoFunction => msg!("parsons-no-function"),
            Failing::Send { data, takes, .. } => {
                let pieces = takes.len();
                msg!("parsons-send", data = escape::c_literal(data), pieces = pieces, takes = one_by_one(takes))
            }
            Failing::Recv { count, stream, cuts, .. } => {
                let ends = cuts.iter().copied().chain([stream.len()]);
                let sizes: Vec<usize> = ends.scan(0, |from, to| Some(to - std::mem::replace(from, to))).collect();
                let pieces = if stream.is_empty() { 0 } else { sizes.len() };
                let (stream, sizes) = (escape::c_literal(stream), one_by_one(&sizes));
                msg!("parsons-recv", count = *count, stream = stream, pieces = pieces, sizes = sizes)
            }
            Failing::Conversation(case) => case.failure.message(),
        }
    }

    /// What it does instead of what it must, in one sentence.
    pub fn wrong(&self) -> Message {
        let literal = |bytes: &[u8]| escape::c_literal(bytes);
        match self {
            Failing::Code(_) | Failing::NoFunction => self.message(),
            Failing::Conversation(case) => case.failure.message(),
            Failing::Send { data, sent, status, .. } => match status {
                Status::Done(_) => match data.strip_prefix(sent.as_slice()) {
                    Some(rest) => msg!("parsons-sent-less", sent = literal(sent), rest = literal(rest)),
                    None => msg!("parsons-sent-other", sent = literal(sent), data = literal(data)),
                },
                Status::Sending { .. } => msg!("parsons-sends-on", sent = literal(sent)),
                Status::Receiving(_) => msg!("parsons-receives"),
                stopped => stops(stopped),
            },
            Failing::Recv { count, stream, status, .. } => {
                let must = stream.get(..*count).map(literal);
                match (status, must) {
                    (Status::Done(Value::Bytes(got)), Some(must)) if *got == stream[..*count] => {
                        msg!("parsons-read-on", must = must)
                    }
                    (Status::Done(value), Some(must)) => msg!("parsons-returned", got = told(value), must = must),
                    (Status::Done(value), None) => {
                        msg!("parsons-not-raised", got = told(value), count = *count, came = stream.len())
                    }
                    (Status::Reported(says), _) => msg!("failure-false-alarm", says = says.as_str()),
                    (Status::Receiving(_), _) => Failure::EndUnnoticed.message(),
                    (Status::Sending { .. }, _) => msg!("parsons-sends"),
                    (stopped, _) => stops(stopped),
                }
            }
        }
    }
}

/// A program that stopped without meaning to, or never stops.
fn stops(status: &Status) -> Message {
    match status {
        Status::Crashed(crash) => Failure::Crashed(crash.clone()).message(),
        Status::Reported(says) => Failure::FalseAlarm { says: says.clone() }.message(),
        _ => Failure::Loops.message(),
    }
}

fn one_by_one(sizes: &[usize]) -> String {
    sizes.iter().map(usize::to_string).collect::<Vec<_>>().join(", ")
}

/// A value that was returned.
fn told(value: &Value) -> String {
    match value {
        Value::Bytes(bytes) => format!("\"{}\"", escape::c_literal(bytes)),
        Value::Text(text) => format!("\"{}\"", escape::c_literal(text.as_bytes())),
        Value::Int(number) => number.to_string(),
        Value::Bool(true) => "True".to_owned(),
        Value::Bool(false) => "False".to_owned(),
        Value::None => "None".to_owned(),
    }
}
