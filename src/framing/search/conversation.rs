//! What is sent to a receiver, and how it goes on after that.

use crate::framing::Framing;
use crate::framing::code::{Status, Value};
use crate::framing::receivers::{LIMIT, Receiver};

/// What comes after the messages.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Tail {
    /// Nothing: the connection stays open, and the receiver waits.
    Open,
    /// The peer closes.
    Closes,
    /// The first bytes of one more message, and then the peer closes: the receiver must report it.
    CutShort {
        /// The message.
        message: Vec<u8>,
        /// So many bytes of it are sent, header and delimiter counted.
        kept: usize,
    },
    /// Bytes that announce too much, and the connection stays open: the receiver must refuse them.
    Hostile(Vec<u8>),
}

/// Messages, in order, and what comes after them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Conversation {
    /// What comes after the messages.
    pub tail: Tail,
    /// The messages: what the receiver must deliver, no more and no less.
    pub messages: Vec<Vec<u8>>,
    /// The sender's kernel takes only so many bytes of each `send` (never of a `sendall`).
    pub takes: Option<usize>,
}

impl Conversation {
    /// Messages after which the peer closes.
    pub fn closing(messages: &[impl AsRef<[u8]>]) -> Self {
        let messages = messages.iter().map(|message| message.as_ref().to_vec()).collect();
        Conversation { tail: Tail::Closes, messages, takes: None }
    }

    /// The bytes that the receiver's own sender sends; `None` if it refuses a message, or breaks on it.
    pub fn wire(&self, receiver: &Receiver) -> Option<Vec<u8>> {
        Some(self.sends(receiver)?.concat())
    }

    /// The same, send by send: what each of them takes.
    pub fn sends(&self, receiver: &Receiver) -> Option<Vec<Vec<u8>>> {
        let mut sends = Vec::new();
        for message in &self.messages {
            sends.extend(self.sent(receiver, message)?);
        }
        match &self.tail {
            Tail::Open | Tail::Closes => {}
            Tail::CutShort { message, kept } => {
                let mut left = *kept;
                let whole = self.sent(receiver, message)?;
                if whole.iter().map(Vec::len).sum::<usize>() <= left {
                    return None;
                }
                for mut piece in whole {
                    piece.truncate(left);
                    left -= piece.len();
                    sends.push(piece);
                }
            }
            Tail::Hostile(bytes) => sends.push(bytes.clone()),
        }
        sends.retain(|piece| !piece.is_empty());
        Some(sends)
    }

    /// The sends of one message: its sender's code runs. Longer ones than both sides have agreed on are not sent.
    fn sent(&self, receiver: &Receiver, message: &[u8]) -> Option<Vec<Vec<u8>>> {
        if message.len() > LIMIT {
            return None;
        }
        let program = receiver.program();
        let arguments = vec![Value::Bytes(message.to_vec())];
        let mut machine = program.start_function("send_message", arguments, &mut ())?;
        let mut sends = Vec::new();
        loop {
            match machine.status().clone() {
                Status::Sending { bytes, all } => {
                    let taken = if all { bytes.len() } else { self.takes.unwrap_or(bytes.len()).min(bytes.len()) };
                    sends.push(bytes[..taken].to_vec());
                    program.take(&mut machine, taken, &mut ());
                }
                Status::Done(_) => return Some(sends),
                _ => return None,
            }
        }
    }

    /// Whether the peer does something that it should not: it ends inside a message, announces too much, or sends too little.
    pub fn troubled(&self) -> bool {
        self.takes.is_some() || matches!(self.tail, Tail::CutShort { .. } | Tail::Hostile(_))
    }

    /// How many of its messages are empty: they show little.
    pub(crate) fn empties(&self) -> usize {
        let cut = match &self.tail {
            Tail::CutShort { message, .. } => Some(message),
            _ => None,
        };
        self.messages.iter().chain(cut).filter(|message| message.is_empty()).count()
    }

    /// How many of its messages are like one before them.
    pub(super) fn repeats(&self) -> usize {
        (1..self.messages.len()).filter(|at| self.messages[..*at].contains(&self.messages[*at])).count()
    }

    /// Whether the receiver sees an end of the stream.
    pub fn ends(&self) -> bool {
        matches!(self.tail, Tail::Closes | Tail::CutShort { .. })
    }
}

/// The set of conversations in which the smallest breaking case of a receiver is looked for: one or two messages of its
/// alphabet (for a framing that ends messages by closing, one), after which the connection stays open or the peer closes; each
/// message cut short at each byte; a header that announces far too much; and sends of which the kernel takes 1 byte, 2 bytes,
/// and so on.
pub fn standard(receiver: &Receiver) -> Vec<Conversation> {
    let alphabet = receiver.alphabet();
    let framing = receiver.framing();
    let by_close = framing == Some(Framing::Close);
    let mut lists: Vec<Vec<Vec<u8>>> = alphabet.iter().map(|message| vec![message.clone()]).collect();
    if !by_close {
        let pairs = alphabet.iter().flat_map(|one| alphabet.iter().map(|two| vec![one.clone(), two.clone()]));
        lists.extend(pairs);
    }
    let mut set = Vec::new();
    let mut add = |tail: Tail, messages: &[Vec<u8>], takes| {
        set.push(Conversation { tail, messages: messages.to_vec(), takes });
    };
    for list in &lists {
        if !by_close {
            add(Tail::Open, list, None);
        }
        add(Tail::Closes, list, None);
    }
    for message in &alphabet {
        let alone = Conversation::closing(&[message]);
        let whole = alone.wire(receiver).map_or(0, |wire| wire.len());
        if framing.is_some() && !by_close {
            for kept in 1..whole {
                add(Tail::CutShort { message: message.clone(), kept }, &[], None);
            }
        }
        for takes in 1..whole {
            let short = Conversation { takes: Some(takes), ..alone.clone() };
            // Only a sender that ignores what send returned sends less then.
            if short.wire(receiver) != alone.wire(receiver) {
                add(Tail::Closes, &alone.messages, Some(takes));
            }
        }
    }
    if let Some(header) = receiver.hostile_header() {
        add(Tail::Hostile(header), &[], None);
    }
    set
}

/// A conversation of exactly so many bytes on the wire, of messages of many lengths, after which the peer closes; `None` where
/// the framing allows none.
pub fn lengthy(receiver: &Receiver, bytes: usize) -> Option<Conversation> {
    let text = |len: usize| (b'a'..=b'z').cycle().take(len).collect::<Vec<u8>>();
    if receiver.framing() == Some(Framing::Close) {
        return Some(Conversation::closing(&[text(bytes)]));
    }
    let mut messages: Vec<Vec<u8>> = Vec::new();
    let size = |messages: &[Vec<u8>], next: Vec<u8>| {
        let whole: Vec<Vec<u8>> = messages.iter().cloned().chain([next]).collect();
        Conversation::closing(&whole).wire(receiver).map(|wire| wire.len())
    };
    // Lengths 0, 7, 14, … of 24 and less, while half of the bytes are left; then what fills the rest.
    for len in (0..).map(|index| index * 7 % 25).take(bytes) {
        if size(&messages, text(len)).is_some_and(|size| size + bytes / 2 <= bytes) {
            messages.push(text(len));
        }
    }
    // What is left after a message is nothing, or enough for one more.
    let shortest = size(&[], Vec::new())?;
    let fits = |size: usize| size == bytes || size + shortest <= bytes;
    loop {
        let len = (0..=40.min(bytes)).rev().find(|len| size(&messages, text(*len)).is_some_and(fits))?;
        let full = size(&messages, text(len)) == Some(bytes);
        messages.push(text(len));
        if full {
            return Some(Conversation::closing(&messages));
        }
    }
}
