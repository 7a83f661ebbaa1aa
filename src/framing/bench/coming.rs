//! A recv that comes next: what one may answer, and what leads to it.

use super::predict::{About, Belief, Choice, Claim, Question};
use crate::framing::Framing;
use crate::framing::code::{Status, Value};
use crate::framing::receivers::Meaning;
use crate::framing::search::Recv;

/// The most answers that are offered.
const MOST: usize = 4;

/// A recv that comes next, as the model tells it, and what is around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Coming<'a> {
    /// The recv.
    pub recv: &'a Recv,
    /// Which of the receiver's recvs, from 0: what is asked changes with it.
    pub number: usize,
    /// The whole stream.
    pub stream: &'a [u8],
    /// Where in it the message begins that is read.
    pub begun: usize,
    /// The message that is complete next, after this recv.
    pub next: Option<&'a [u8]>,
    /// How messages are marked.
    pub framing: &'a Framing,
}

impl Coming<'_> {
    /// The bytes that the recv will get.
    fn here(&self) -> &[u8] {
        &self.stream[self.recv.bytes.clone()]
    }

    /// The bytes of the message that is read, with all that marks it, up to the end of this recv.
    fn marked(&self) -> &[u8] {
        &self.stream[self.begun.min(self.recv.bytes.end)..self.recv.bytes.end]
    }

    /// What somebody believes who takes what marks a message for a part of it.
    fn with_marks(&self) -> Belief {
        match self.framing {
            Framing::Length { .. } => Belief::WithHeader,
            Framing::Delimiter(_) => Belief::WithEnd,
            Framing::Fixed { .. } => Belief::WithPadding,
            Framing::Close => Belief::OneRecv,
        }
    }

    /// What somebody believes who takes a message for complete too early.
    fn early(&self) -> Belief {
        match self.framing {
            Framing::Length { .. } if waits_for_header(self.recv) => Belief::HalfHeader,
            Framing::Length { .. } => Belief::AllAtOnce,
            Framing::Delimiter(_) => Belief::HalfEnd,
            Framing::Fixed { .. } => Belief::NotFull,
            Framing::Close => Belief::NotClosed,
        }
    }

    pub(super) fn choices(&self, about: About) -> Vec<Choice> {
        let wrong = match about {
            About::Expected => self.lengths(),
            About::SoFar => self.held().into_iter().map(|(bytes, belief)| (Claim::Held(bytes), belief)).collect(),
            About::Complete => self.complete(),
            About::End | About::Nothing => Vec::new(),
        };
        let right = Choice { claim: Question::truth(about, self.recv), belief: Belief::Right };
        let mut choices = vec![right];
        for (claim, belief) in wrong {
            if choices.len() < MOST && choices.iter().all(|choice| choice.claim != claim) {
                choices.push(Choice { claim, belief });
            }
        }
        // Where the right one stands says nothing.
        let places = choices.len();
        choices.rotate_right((self.number * 3 + self.recv.bytes.end) % places);
        choices
    }

    /// What one may take for the message so far.
    fn held(&self) -> Vec<(Vec<u8>, Belief)> {
        // While the header comes, no byte of it is the message's, whichever recv brought it.
        let only = if waits_for_header(self.recv) { Belief::WithHeader } else { Belief::OnlyThis };
        let mut held =
            vec![(self.marked().to_vec(), self.with_marks()), (self.here().to_vec(), only), (vec![], Belief::Nothing)];
        held.extend(self.next.map(|whole| (whole.to_vec(), self.early())));
        held
    }

    /// What one may take for complete.
    fn complete(&self) -> Vec<(Claim, Belief)> {
        let one = |bytes: &[u8], belief| (Claim::Complete(vec![bytes.to_vec()]), belief);
        let refused = matches!(self.recv.status, Status::Reported(_));
        // Who takes all that came for a message: nothing is complete yet, or the marks are no part of it, or there are more.
        let marked = match self.recv.delivered.len() {
            0 if refused => Belief::AnyLength,
            0 => self.early(),
            1 => self.with_marks(),
            _ => Belief::OneAMessage,
        };
        let here = if self.here() == self.marked() { marked } else { Belief::OneRecv };
        let none = if refused { Belief::AnyLength } else { Belief::Waits };
        let mut claims = vec![one(self.here(), here), (Claim::Complete(vec![]), none)];
        claims.extend(self.recv.delivered.first().map(|first| one(first, Belief::OneAMessage)));
        // Before it is whole, the whole is the likeliest error.
        claims.extend(self.next.filter(|_| self.recv.delivered.is_empty()).map(|whole| one(whole, self.early())));
        let so_far = held(&self.recv.after);
        if !so_far.is_empty() {
            claims.push(one(&so_far, Belief::OneRecv));
        }
        claims.push(one(self.marked(), marked));
        claims
    }

    /// What one may take for the expected length.
    fn lengths(&self) -> Vec<(Claim, Belief)> {
        let known = |length: i64, belief| (Claim::Length(Some(length)), belief);
        let (recv, returned) = (self.recv, self.here().len() as i64);
        let aside = |variables| bytes(variables, Meaning::Aside).unwrap_or_default();
        match expected(recv) {
            Some(length) => {
                let after = (held(&recv.after).len() + aside(&recv.after).len()) as i64;
                let done: i64 = recv.delivered.iter().map(|message| message.len() as i64).sum();
                let header = aside(&recv.before).len() as i64 + returned - after - done;
                vec![
                    known(length + header.max(1), Belief::HeaderCounted),
                    known(returned, Belief::Returned),
                    (Claim::Length(None), Belief::HeaderWaits),
                ]
            }
            None => {
                let aside = aside(&recv.after);
                let so_far = std::str::from_utf8(&aside).ok().and_then(|digits| digits.parse().ok()).unwrap_or(0);
                let mut lengths = Vec::new();
                if let (Framing::Length { typed: true, .. }, Some(tag)) = (self.framing, self.marked().first()) {
                    lengths.push(known((*tag).into(), Belief::TypeIsLength));
                }
                lengths.extend([known(so_far, Belief::HalfHeader), known(returned, Belief::Returned)]);
                lengths.extend(self.next.map(|whole| known(whole.len() as i64, Belief::HalfHeader)));
                lengths
            }
        }
    }
}

fn find(variables: &[(String, Value)], meaning: Meaning) -> Option<&Value> {
    variables.iter().find(|(name, _)| Meaning::of(name) == Some(meaning)).map(|(_, value)| value)
}

fn bytes(variables: &[(String, Value)], meaning: Meaning) -> Option<Vec<u8>> {
    match find(variables, meaning) {
        Some(Value::Bytes(bytes)) => Some(bytes.clone()),
        _ => None,
    }
}

pub(super) fn held(variables: &[(String, Value)]) -> Vec<u8> {
    bytes(variables, Meaning::SoFar).or_else(|| bytes(variables, Meaning::Aside)).unwrap_or_default()
}

/// Whether the recv made a length known.
fn expects(recv: &Recv) -> bool {
    recv.changes.iter().any(|change| Meaning::of(&change.name) == Some(Meaning::Expected))
}

/// Whether one header became whole, and no other has begun.
pub(super) fn one_header(recv: &Recv) -> bool {
    let headers = recv.changes.iter().filter(|change| Meaning::of(&change.name) == Some(Meaning::Expected)).count();
    headers == 1 && bytes(&recv.after, Meaning::Aside).is_none_or(|aside| aside.is_empty())
}

/// Whether a header has begun and is not whole.
pub(super) fn half(recv: &Recv) -> bool {
    recv.delivered.is_empty()
        && !expects(recv)
        && waits_for_header(recv)
        && bytes(&recv.after, Meaning::Aside).is_some_and(|aside| !aside.is_empty())
}

fn waits_for_header(recv: &Recv) -> bool {
    find(&recv.after, Meaning::NewMessage) == Some(&Value::Bool(true))
}

/// The length that is known after a recv: of the message that is being read, or of the one that was completed last.
pub(super) fn expected(recv: &Recv) -> Option<i64> {
    if waits_for_header(recv) && !expects(recv) {
        return None;
    }
    match find(&recv.after, Meaning::Expected) {
        Some(Value::Int(length)) => Some(*length),
        _ => None,
    }
}
