//! The workshop without a screen: messages in a framing, cut as chosen; the calls that do it for real, what a framing costs, and
//! what one can predict of a receiver's variables.

mod coming;
mod examples;
mod measure;
mod predict;

use std::collections::BTreeSet;
use std::ops::Range;

pub use coming::Coming;
pub use examples::{EXAMPLES, Example};
pub use measure::{Cost, MEASURED, Measured, measure};
pub use predict::{About, Belief, Choice, Claim, End, Idle, Question};

use super::code::CodeError;
use super::receivers::Plain;
use super::search::{Followed, Recv};
use super::stage::Stage;
use super::{EncodeError, Framing, Role};
use crate::call::Side;
use crate::stream::Step;

/// The type that messages have where a framing carries one.
pub const TYPE: u8 = 1;

/// All messages together have so many bytes on the wire at most: more boxes than anybody looks at.
pub const MOST_BYTES: usize = 2048;

/// When the client closes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Ends {
    /// It does not: the receiver waits for more.
    #[default]
    Never,
    /// When it has sent so many bytes of the stream; what would come after them is not sent.
    After(usize),
}

/// Messages, how they are marked, and how the stream is cut.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bench {
    /// How messages are marked.
    pub framing: Framing,
    /// The messages.
    pub messages: Vec<Vec<u8>>,
    /// Offsets in the stream at which a recv returns early.
    pub cuts: BTreeSet<usize>,
    /// Bytes that a recv asks for.
    pub read_size: usize,
    /// When the client closes.
    pub ends: Ends,
    /// The server sends each message back, and stops at `exit`.
    pub echo: bool,
}

/// Neighbouring bytes of the stream that serve the same end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// Which message they belong to, from 0.
    pub message: usize,
    /// What they are there for.
    pub role: Role,
    /// Which bytes of the stream.
    pub bytes: Range<usize>,
    /// How many of them there would be, if the client did not close before: not fewer than there are.
    pub whole: usize,
}

/// The stream that a bench gives, and its receiver.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Laid {
    /// How messages are marked.
    pub framing: Framing,
    /// How many bytes each message has, whether all are sent or not.
    pub lengths: Vec<usize>,
    /// Bytes of the messages that the framing cuts off.
    pub lost: usize,
    /// What the client sends, one send a message.
    pub sends: Vec<Vec<u8>>,
    /// The roles of all bytes, in order.
    pub spans: Vec<Span>,
    /// The receiver.
    pub plain: Plain,
    /// The calls, and the order of events that cuts as chosen.
    pub stage: Stage,
}

/// Why a bench gives no stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// There is no message.
    Empty,
    /// A message, from 0, cannot be carried.
    Message(usize, EncodeError),
    /// All together they are too long: so many bytes.
    TooLong(usize),
    /// The receiver cannot be written for this framing.
    Code(CodeError),
}

impl Bench {
    /// The stream and its receiver.
    ///
    /// # Errors
    /// Where the framing cannot carry a message, or there is none, or too much.
    pub fn lay(&self) -> Result<Laid, Refused> {
        if self.messages.is_empty() {
            return Err(Refused::Empty);
        }
        let tag = matches!(self.framing, Framing::Length { typed: true, .. }).then_some(TYPE);
        let (mut sends, mut spans, mut at, mut lost) = (Vec::new(), Vec::new(), 0, 0);
        for (message, data) in self.messages.iter().enumerate() {
            if message > 0 && self.framing == Framing::Close {
                return Err(Refused::Message(message, EncodeError::SecondMessage));
            }
            let encoded = self.framing.encode(tag, data).map_err(|error| Refused::Message(message, error))?;
            lost += encoded.lost;
            for part in encoded.parts {
                let mut whole = part.bytes.len();
                if part.role == Role::Data {
                    whole += encoded.lost;
                }
                let bytes = at + part.bytes.start..at + part.bytes.end;
                spans.push(Span { message, role: part.role, bytes, whole });
            }
            at += encoded.bytes.len();
            sends.push(encoded.bytes);
        }
        if at > MOST_BYTES {
            return Err(Refused::TooLong(at));
        }
        if let Ends::After(end) = self.ends {
            keep(&mut sends, &mut spans, end);
        }
        let plain = if self.echo { Plain::echo(self.read_size) } else { Plain::new(&self.framing, self.read_size) };
        let plain = plain.map_err(Refused::Code)?;
        let cuts: Vec<usize> = self.cuts.iter().copied().collect();
        let stage = match self.echo {
            true => Stage::exchange(&plain.program, &sends, &cuts, self.read_size),
            false => Stage::one_way(&plain.program, &sends, self.closes(), &cuts),
        };
        let (framing, lengths) = (self.framing.clone(), self.messages.iter().map(Vec::len).collect());
        Ok(Laid { framing, lengths, lost, sends, spans, plain, stage })
    }

    /// Whether the client closes by itself; a framing that ends by closing makes it.
    pub fn closes(&self) -> bool {
        self.ends != Ends::Never || self.framing == Framing::Close
    }
}

/// What is sent before the client closes after `end` bytes.
fn keep(sends: &mut Vec<Vec<u8>>, spans: &mut Vec<Span>, end: usize) {
    let mut left = end;
    for send in sends.iter_mut() {
        send.truncate(left);
        left -= send.len();
    }
    sends.retain(|send| !send.is_empty());
    spans.retain_mut(|span| {
        span.bytes.end = span.bytes.end.min(end);
        span.bytes.start < end
    });
}

impl Laid {
    /// Bytes of the stream.
    pub fn len(&self) -> usize {
        self.sends.iter().map(Vec::len).sum()
    }

    /// Whether nothing is sent.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Bytes that are not the messages' own.
    pub fn overhead(&self) -> usize {
        self.spans.iter().filter(|span| span.role != Role::Data).map(|span| span.bytes.len()).sum()
    }

    /// The receiver's recvs as the model tells them: what it will do with the bytes, cut as chosen.
    pub fn model(&self) -> Vec<Recv> {
        let (stream, mut followed) = (self.stream(), Followed::new(&self.plain.program));
        let (recvs, mut arrived, mut called, mut ended) = (self.stage.recvs().collect::<Vec<_>>(), 0, 0, false);
        for step in &self.stage.schedule.steps {
            match step {
                Step::Issue { call, .. } => called += usize::from(recvs.contains(call)),
                Step::Deliver { bytes, to: Side::Server } => arrived += *bytes as usize,
                Step::Fin { to: Side::Server } => ended = true,
                _ => {}
            }
            let at = followed.read();
            if followed.recvs.len() < called && (at < arrived || ended) {
                followed.receive(&stream[at..arrived]);
            }
        }
        followed.recvs
    }

    /// A question about the recv with this number, from 0.
    pub fn question(&self, number: usize) -> Option<Question> {
        let (model, stream) = (self.model(), self.stream());
        if number == model.len() && number < self.stage.recvs().count() {
            return Some(Question::nothing_left());
        }
        let recv = model.get(number)?;
        let done = model[..number].iter().map(|recv| recv.delivered.len()).sum::<usize>();
        let begun = self.spans.iter().find(|span| span.message == done).map_or(stream.len(), |span| span.bytes.start);
        let next = model.iter().skip(number + 1).find_map(|recv| recv.delivered.first()).map(Vec::as_slice);
        Question::about(Coming { recv, number, stream: &stream, begun, next, framing: &self.framing })
    }

    /// The whole stream.
    pub fn stream(&self) -> Vec<u8> {
        self.sends.concat()
    }
}
