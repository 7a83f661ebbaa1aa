//! The stream, in pieces of any size, as messages.

use std::collections::VecDeque;
use std::ops::Range;

use super::error::{DecodeError, DecodeFault};
use super::kind::{Delimiter, ESCAPE, Framing};

/// A message as it came out of the stream.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Message {
    /// Its type, where the framing carries one.
    pub tag: Option<u8>,
    /// Its bytes, without header, delimiter, escapes and padding.
    pub data: Vec<u8>,
    /// The bytes of the stream that it took, with all of these.
    pub span: Range<u64>,
}

/// How far the message that is being read has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress<'a> {
    /// Nothing of it has come yet.
    pub new_message: bool,
    /// Its type, once that has come.
    pub tag: Option<u8>,
    /// The bytes of its length so far.
    pub header: &'a [u8],
    /// Its length in bytes on the wire, once that is known.
    pub expected: Option<u64>,
    /// Its bytes so far.
    pub so_far: &'a [u8],
    /// Bytes that may be the beginning of a delimiter.
    pub undecided: &'a [u8],
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum State {
    Tag,
    Header {
        tag: Option<u8>,
        bytes: Vec<u8>,
    },
    /// `passed`: bytes of padding beyond the limit, which nobody has to remember.
    Body {
        tag: Option<u8>,
        want: u64,
        data: Vec<u8>,
        passed: u64,
    },
    Delimited {
        data: Vec<u8>,
        undecided: Vec<u8>,
        escaped: bool,
    },
    UntilEnd {
        data: Vec<u8>,
    },
    Stopped,
}

/// Reads messages out of a stream. Equal streams give equal results, however they are cut: `push` of the whole or of its
/// pieces. It holds at most one unfinished message, of `limit` bytes and a header, besides the finished ones that nobody has
/// taken yet.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Decoder {
    framing: Framing,
    limit: usize,
    state: State,
    /// Bytes pushed.
    at: u64,
    /// Where the message being read began.
    start: u64,
    /// Messages completed.
    completed: u64,
    ready: VecDeque<Result<Message, DecodeError>>,
}

impl Decoder {
    /// A decoder at the beginning of a stream. A message of more than `limit` bytes is an error.
    pub fn new(framing: Framing, limit: usize) -> Self {
        let state = fresh(&framing);
        Decoder { framing, limit, state, at: 0, start: 0, completed: 0, ready: VecDeque::new() }
    }

    /// Takes the next bytes of the stream. After an error, and after the end, they are passed over.
    pub fn push(&mut self, mut bytes: &[u8]) {
        while !bytes.is_empty() && self.state != State::Stopped {
            let taken = self.take(bytes);
            bytes = &bytes[taken..];
        }
    }

    /// The stream has ended: recv returned 0.
    pub fn end(&mut self) {
        let got = (self.at - self.start) as usize;
        match std::mem::replace(&mut self.state, State::Stopped) {
            State::Stopped => {}
            State::UntilEnd { data } => self.complete(None, data),
            _ if got == 0 => {}
            State::Tag => {}
            State::Header { tag, bytes } => {
                let want = self.header_width();
                let tags = usize::from(tag.is_some());
                self.fail(DecodeFault::EndedInHeader { got: tags + bytes.len(), want }, self.at);
            }
            State::Body { want, data, passed, .. } => {
                self.fail(DecodeFault::EndedInside { got: data.len() + passed as usize, want }, self.at);
            }
            State::Delimited { .. } => self.fail(DecodeFault::EndedBeforeDelimiter { got }, self.at),
        }
        self.state = State::Stopped;
    }

    /// How far the message that is being read has come; `None` after an error and after the end.
    pub fn progress(&self) -> Option<Progress<'_>> {
        let mut progress = Progress {
            new_message: self.at == self.start,
            tag: None,
            header: &[],
            expected: None,
            so_far: &[],
            undecided: &[],
        };
        match &self.state {
            State::Stopped => return None,
            State::Tag => {}
            State::Header { tag, bytes } => (progress.tag, progress.header) = (*tag, bytes),
            State::Body { tag, want, data, .. } => {
                (progress.tag, progress.expected, progress.so_far) = (*tag, Some(*want), data);
            }
            State::Delimited { data, undecided, .. } => (progress.so_far, progress.undecided) = (data, undecided),
            State::UntilEnd { data } => progress.so_far = data,
        }
        Some(progress)
    }

    /// Bytes that the decoder holds: of the unfinished message and of finished ones that nobody has taken.
    pub fn held(&self) -> usize {
        let unfinished = self.progress().map_or(0, |now| now.header.len() + now.so_far.len() + now.undecided.len());
        let ready = self.ready.iter().flatten().map(|message| message.data.len()).sum::<usize>();
        unfinished + ready
    }

    /// Takes bytes into the current state; returns how many, at least one.
    fn take(&mut self, bytes: &[u8]) -> usize {
        let header_width = self.header_width();
        let (first, limit) = (bytes[0], self.limit);
        let taken = match &mut self.state {
            State::Stopped => return bytes.len(),
            State::Tag => {
                self.state = State::Header { tag: Some(first), bytes: Vec::new() };
                1
            }
            State::Header { bytes: header, .. } => {
                header.push(first);
                1
            }
            State::Body { want, data, passed, .. } => {
                let left = (*want - *passed - data.len() as u64).min(bytes.len() as u64) as usize;
                let (kept, pad) = match self.framing {
                    // Beyond the limit only padding can come; one other byte there is one too many.
                    Framing::Fixed { pad, .. } => (left.min(limit.saturating_sub(data.len())), Some(pad)),
                    _ => (left, None),
                };
                let padding = bytes[kept..left].iter().take_while(|byte| Some(**byte) == pad).count();
                match (kept, padding) {
                    (0, 0) => {
                        data.push(first);
                        1
                    }
                    (0, padding) => {
                        *passed += padding as u64;
                        padding
                    }
                    (kept, _) => {
                        data.extend_from_slice(&bytes[..kept]);
                        kept
                    }
                }
            }
            State::Delimited { data, undecided, escaped } => {
                let Framing::Delimiter(delimiter) = &self.framing else { return bytes.len() };
                settle(first, delimiter, data, undecided, escaped);
                1
            }
            State::UntilEnd { data } => {
                let taken = bytes.len().min((limit + 1).saturating_sub(data.len()).max(1));
                data.extend_from_slice(&bytes[..taken]);
                taken
            }
        };
        self.at += taken as u64;
        self.advance(header_width);
        taken
    }

    /// Goes on where the state is whole: a header read, a message complete, a limit passed.
    fn advance(&mut self, header_width: usize) {
        let (limit, last) = (self.limit, self.at.saturating_sub(1));
        let ended = |undecided: &[u8]| matches!(&self.framing, Framing::Delimiter(end) if end.bytes() == undecided);
        match &mut self.state {
            State::Header { tag, bytes } => {
                let Framing::Length { field, .. } = &self.framing else { return };
                // The bytes of an unfinished number in digits are read too: the first wrong one is known at once.
                let read = field.read(bytes);
                if read.is_err() {
                    let fault = DecodeFault::NotADigit { byte: bytes[bytes.len() - 1], header: std::mem::take(bytes) };
                    return self.fail(fault, last);
                }
                let (tags, tag) = (usize::from(tag.is_some()), *tag);
                if tags + bytes.len() < header_width {
                    return;
                }
                let want = read.unwrap_or(u64::MAX);
                if want > limit as u64 {
                    let at = self.start + tags as u64;
                    return self.fail(DecodeFault::TooLong { length: want, limit }, at);
                }
                self.state = State::Body { tag, want, data: Vec::new(), passed: 0 };
                if want == 0 {
                    self.complete(tag, Vec::new());
                }
            }
            State::Body { want, data, tag, passed } if data.len() as u64 + *passed == *want && data.len() <= limit => {
                let (tag, mut data) = (*tag, std::mem::take(data));
                if let Framing::Fixed { pad, .. } = &self.framing {
                    let kept = data.iter().rposition(|byte| byte != pad).map_or(0, |at| at + 1);
                    data.truncate(kept);
                }
                self.complete(tag, data);
            }
            State::Delimited { undecided, data, .. } if ended(undecided) => {
                let data = std::mem::take(data);
                self.complete(None, data);
            }
            State::Delimited { data, .. } | State::UntilEnd { data } | State::Body { data, .. }
                if data.len() > limit =>
            {
                self.fail(DecodeFault::NoEnd { limit }, last);
            }
            _ => {}
        }
    }

    fn complete(&mut self, tag: Option<u8>, data: Vec<u8>) {
        if data.len() > self.limit {
            return self.fail(DecodeFault::NoEnd { limit: self.limit }, self.at.saturating_sub(1));
        }
        self.ready.push_back(Ok(Message { tag, data, span: self.start..self.at }));
        self.completed += 1;
        self.start = self.at;
        self.state = fresh(&self.framing);
    }

    fn fail(&mut self, fault: DecodeFault, at: u64) {
        self.ready.push_back(Err(DecodeError { fault, at, number: self.completed + 1 }));
        self.state = State::Stopped;
    }

    fn header_width(&self) -> usize {
        match &self.framing {
            Framing::Length { typed, field } => usize::from(*typed) + field.width(),
            _ => 0,
        }
    }
}

impl Iterator for Decoder {
    type Item = Result<Message, DecodeError>;

    /// The next finished message, or the error that ended the reading; `None` while more bytes are needed. It may give more
    /// after the next `push` or `end`.
    fn next(&mut self) -> Option<Self::Item> {
        self.ready.pop_front()
    }
}

fn fresh(framing: &Framing) -> State {
    match framing {
        Framing::Fixed { size, .. } => State::Body { tag: None, want: size.get() as u64, data: Vec::new(), passed: 0 },
        Framing::Delimiter(_) => State::Delimited { data: Vec::new(), undecided: Vec::new(), escaped: false },
        Framing::Length { typed: true, .. } => State::Tag,
        Framing::Length { typed: false, .. } => State::Header { tag: None, bytes: Vec::new() },
        Framing::Close => State::UntilEnd { data: Vec::new() },
    }
}

/// Takes one byte of a delimited message: what cannot be the beginning of a delimiter any more is data.
fn settle(byte: u8, delimiter: &Delimiter, data: &mut Vec<u8>, undecided: &mut Vec<u8>, escaped: &mut bool) {
    if std::mem::take(escaped) {
        data.push(byte);
        return;
    }
    undecided.push(byte);
    while !delimiter.bytes().starts_with(undecided) {
        let settled = undecided.remove(0);
        match settled {
            ESCAPE if delimiter.escaping() => *escaped = true,
            _ => data.push(settled),
        }
    }
}
