//! What one can predict of a receiver before a recv, and what one may believe instead.

use crate::framing::Framing;
use crate::framing::code::{Status, Value};
use crate::framing::receivers::Meaning;
use crate::framing::search::Recv;

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum About {
    /// The length that the header gives that comes with the recv.
    Expected,
    /// The message so far; where the receiver has none, what it has put aside.
    SoFar,
    /// Which messages the recv completes.
    Complete,
    /// What the receiver does when the recv returns 0.
    End,
    /// What the recv returns for which nothing is left.
    Nothing,
}

/// What somebody may believe who predicts something wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Belief {
    /// It is so.
    Right,
    /// The header counts itself.
    HeaderCounted,
    /// The number of bytes that recv returned is the message's length.
    Returned,
    /// The header is read before it is whole.
    HalfHeader,
    /// What earlier recvs brought is gone.
    OnlyThis,
    /// The header is part of the message.
    WithHeader,
    /// The delimiter, or an escape, is part of the message.
    WithEnd,
    /// The padding is part of the message.
    WithPadding,
    /// The message is there as soon as its length is known.
    AllAtOnce,
    /// A message is there before all that marks its end is.
    HalfEnd,
    /// A message of fixed length is there before all of its bytes are.
    NotFull,
    /// A message that ends by closing is there before the end of the stream.
    NotClosed,
    /// One recv is one message.
    OneRecv,
    /// What has come is lost.
    Nothing,
    /// One recv completes one message at most.
    OneAMessage,
    /// The receiver waits for something that it has.
    Waits,
    /// A header that is whole says nothing yet.
    HeaderWaits,
    /// Part of a message is one, where the stream ended inside.
    EndInside,
    /// Something is missing, where the last message was whole before the end.
    EndBetween,
    /// The end of the stream is no end of a message, in a framing in which it is.
    EndEnds,
    /// After the end more may come.
    ReadsOn,
    /// A recv for which no byte is there returns 0.
    Zero,
    /// A recv for which no byte is there fails.
    Fails,
}

/// What a receiver does when a recv returned 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum End {
    /// It reports an error.
    Reports,
    /// It stops: nothing is missing.
    Stops,
    /// It delivers what it has, and stops.
    Delivers,
    /// It calls recv again.
    ReadsOn,
}

/// What becomes of a recv for which no byte is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Idle {
    /// It waits.
    Waits,
    /// It returns 0.
    Zero,
    /// It fails.
    Fails,
}

/// A statement about a receiver's state.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Claim {
    /// So many bytes are expected; `None`: not known yet.
    Length(Option<i64>),
    /// These bytes are held.
    Held(Vec<u8>),
    /// These messages are complete; none of them: it reads on.
    Complete(Vec<Vec<u8>>),
    /// What the receiver does at the end.
    End(End),
    /// What becomes of a recv without a byte.
    Idle(Idle),
}

/// One answer that is offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What it says.
    pub claim: Claim,
    /// What leads to it.
    pub belief: Belief,
}

/// A question about the recv that comes next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// What is asked.
    pub about: About,
    /// Two to four answers, one of them right.
    pub choices: Vec<Choice>,
}

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

impl Question {
    /// A question about a recv. `None` where nothing of interest happens.
    pub fn about(coming: Coming<'_>) -> Option<Question> {
        let recv = coming.recv;
        if recv.bytes.is_empty() {
            return Question::end(recv);
        }
        let mut kinds = vec![About::Complete];
        // A message that this recv completes is delivered then, and the variable empty: to ask for it would be a trick.
        if recv.delivered.is_empty() {
            kinds.push(About::SoFar);
        }
        if one_header(recv) || half(recv) {
            kinds.insert(0, About::Expected);
        }
        let many = kinds.len();
        let kinds = kinds.into_iter().cycle().skip(coming.number % many).take(many);
        let questions: Vec<_> = kinds.map(|about| Question { about, choices: coming.choices(about) }).collect();
        // The first with enough to choose from; of one choice there is nothing to ask.
        let most = questions.iter().map(|one| one.choices.len().min(3)).max().filter(|most| *most > 1)?;
        questions.into_iter().find(|one| one.choices.len() >= most)
    }

    /// What the receiver does when this recv returns 0.
    fn end(recv: &Recv) -> Option<Question> {
        let Claim::End(truth) = Question::truth(About::End, recv) else { return None };
        let choices = [End::Reports, End::Stops, End::Delivers, End::ReadsOn].map(|end| Choice {
            claim: Claim::End(end),
            belief: match (end, truth) {
                (said, so) if said == so => Belief::Right,
                (End::ReadsOn, _) => Belief::ReadsOn,
                (_, End::Reports) => Belief::EndInside,
                (_, End::Delivers) => Belief::EndEnds,
                (_, End::Stops | End::ReadsOn) => Belief::EndBetween,
            },
        });
        Some(Question { about: About::End, choices: choices.into() })
    }

    /// What becomes of a recv for which nothing is left, while the connection is open.
    pub fn nothing_left() -> Question {
        let choices = [(Idle::Zero, Belief::Zero), (Idle::Waits, Belief::Right), (Idle::Fails, Belief::Fails)];
        let choices = choices.map(|(idle, belief)| Choice { claim: Claim::Idle(idle), belief });
        Question { about: About::Nothing, choices: choices.into() }
    }

    /// What is so, of a recv that really returned.
    pub fn truth(about: About, recv: &Recv) -> Claim {
        match about {
            About::Expected => Claim::Length(expected(recv)),
            About::SoFar => Claim::Held(held(&recv.after)),
            About::Complete => Claim::Complete(recv.delivered.clone()),
            About::End => Claim::End(match recv.status {
                Status::Receiving(_) => End::ReadsOn,
                Status::Done(_) if recv.delivered.is_empty() => End::Stops,
                Status::Done(_) => End::Delivers,
                _ => End::Reports,
            }),
            // It returned all the same.
            About::Nothing if recv.bytes.is_empty() => Claim::Idle(Idle::Zero),
            About::Nothing => Claim::Idle(Idle::Fails),
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

fn held(variables: &[(String, Value)]) -> Vec<u8> {
    bytes(variables, Meaning::SoFar).or_else(|| bytes(variables, Meaning::Aside)).unwrap_or_default()
}

/// Whether the recv made a length known.
fn expects(recv: &Recv) -> bool {
    recv.changes.iter().any(|change| Meaning::of(&change.name) == Some(Meaning::Expected))
}

/// Whether one header became whole, and no other has begun.
fn one_header(recv: &Recv) -> bool {
    let headers = recv.changes.iter().filter(|change| Meaning::of(&change.name) == Some(Meaning::Expected)).count();
    headers == 1 && bytes(&recv.after, Meaning::Aside).is_none_or(|aside| aside.is_empty())
}

/// Whether a header has begun and is not whole.
fn half(recv: &Recv) -> bool {
    recv.delivered.is_empty()
        && !expects(recv)
        && waits_for_header(recv)
        && bytes(&recv.after, Meaning::Aside).is_some_and(|aside| !aside.is_empty())
}

fn waits_for_header(recv: &Recv) -> bool {
    find(&recv.after, Meaning::NewMessage) == Some(&Value::Bool(true))
}

/// The length that is known after a recv: of the message that is being read, or of the one that was completed last.
fn expected(recv: &Recv) -> Option<i64> {
    if waits_for_header(recv) && !expects(recv) {
        return None;
    }
    match find(&recv.after, Meaning::Expected) {
        Some(Value::Int(length)) => Some(*length),
        _ => None,
    }
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

    fn choices(&self, about: About) -> Vec<Choice> {
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
        // Who takes all that came for a message may take the recv for one, or the marks for a part of it.
        let here = if self.here() == self.marked() { self.with_marks() } else { Belief::OneRecv };
        let mut claims = vec![one(self.here(), here), (Claim::Complete(vec![]), Belief::Waits)];
        claims.extend(self.recv.delivered.first().map(|first| one(first, Belief::OneAMessage)));
        // Before it is whole, the whole is the likeliest error.
        claims.extend(self.next.filter(|_| self.recv.delivered.is_empty()).map(|whole| one(whole, self.early())));
        let so_far = held(&self.recv.after);
        if !so_far.is_empty() {
            claims.push(one(&so_far, Belief::OneRecv));
        }
        claims.push(one(self.marked(), self.with_marks()));
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
                let mut lengths = vec![known(so_far, Belief::HalfHeader), known(returned, Belief::Returned)];
                lengths.extend(self.next.map(|whole| known(whole.len() as i64, Belief::HalfHeader)));
                lengths
            }
        }
    }
}
