//! What one can predict of a receiver before a recv, and what one may believe instead.

use super::coming::{Coming, expected, half, held, one_header};
use crate::framing::code::Status;
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
    /// The receiver takes a message of any length.
    AnyLength,
    /// The type is the length.
    TypeIsLength,
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
            About::Complete if matches!(recv.status, Status::Reported(_)) => Claim::End(End::Reports),
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
