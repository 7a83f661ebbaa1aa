//! What one can predict of a receiver before a recv, and what one may believe instead.

use crate::framing::code::Value;
use crate::framing::receivers::Meaning;
use crate::framing::search::Recv;

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum About {
    /// The expected length, after the recv.
    Expected,
    /// The message so far; where the receiver has none, what it has put aside.
    SoFar,
    /// Which messages the recv completes.
    Complete,
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
    /// The message is there as soon as its length is known.
    AllAtOnce,
    /// A message is there before all that marks its end is.
    HalfEnd,
    /// One recv is one message.
    OneRecv,
    /// What is put aside is lost, or not looked at.
    Nothing,
    /// The receiver waits for something that it has.
    Waits,
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
    /// Three or four answers, one of them right.
    pub choices: Vec<Choice>,
}

/// The most answers that are offered.
const MOST: usize = 4;

impl Question {
    /// A question about a recv as the model tells it. `number` counts the receiver's recvs from 0: what is asked changes with it.
    /// `coming` is the message that is complete next, after this recv. `None` where nothing of interest happens.
    pub fn about(recv: &Recv, number: usize, stream: &[u8], coming: Option<&[u8]>) -> Option<Question> {
        if recv.bytes.is_empty() {
            return None;
        }
        let mut kinds = vec![About::Complete, About::SoFar];
        if find(&recv.after, Meaning::Expected).is_some() && (expects(recv) || half(recv)) {
            kinds.insert(0, About::Expected);
        }
        let kinds = kinds.into_iter().cycle().skip(number % 3).take(3);
        kinds
            .map(|about| Question { about, choices: choices(about, recv, number, stream, coming) })
            .find(|one| one.choices.len() > 2)
    }

    /// What is so, of a recv that really returned.
    pub fn truth(about: About, recv: &Recv) -> Claim {
        match about {
            About::Expected => Claim::Length(expected(recv)),
            About::SoFar => Claim::Held(held(&recv.after)),
            About::Complete => Claim::Complete(recv.delivered.clone()),
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

/// Whether a header has begun and is not whole.
fn half(recv: &Recv) -> bool {
    recv.delivered.is_empty()
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

fn choices(about: About, recv: &Recv, number: usize, stream: &[u8], coming: Option<&[u8]>) -> Vec<Choice> {
    let here = &stream[recv.bytes.clone()];
    // Who takes a message for complete too early believes a length, or half of an end.
    let early = match find(&recv.after, Meaning::Expected) {
        Some(_) => Belief::AllAtOnce,
        None => Belief::HalfEnd,
    };
    let wrong: Vec<(Claim, Belief)> = match about {
        About::Expected => lengths(recv, here),
        About::SoFar => {
            let all = &stream[..recv.bytes.end];
            let mut claims =
                vec![(here.to_vec(), Belief::OnlyThis), (all.to_vec(), Belief::WithHeader), (vec![], Belief::Nothing)];
            let whole = recv.delivered.last().map(Vec::as_slice).or(coming);
            claims.extend(whole.map(|whole| (whole.to_vec(), early)));
            claims.into_iter().map(|(bytes, belief)| (Claim::Held(bytes), belief)).collect()
        }
        About::Complete => {
            let one = |bytes: &[u8], belief| (Claim::Complete(vec![bytes.to_vec()]), belief);
            let mut claims = vec![one(here, Belief::OneRecv), (Claim::Complete(vec![]), Belief::Waits)];
            claims.extend(recv.delivered.first().map(|first| one(first, Belief::Nothing)));
            // Before it is whole, the whole is the likeliest error.
            claims.extend(coming.filter(|_| recv.delivered.is_empty()).map(|whole| one(whole, early)));
            let so_far = held(&recv.after);
            if !so_far.is_empty() {
                claims.push(one(&so_far, Belief::OneRecv));
            }
            claims.push(one(&stream[..recv.bytes.end], Belief::WithHeader));
            claims
        }
    };
    let right = Choice { claim: Question::truth(about, recv), belief: Belief::Right };
    let mut choices = vec![right];
    for (claim, belief) in wrong {
        if choices.len() < MOST && choices.iter().all(|choice| choice.claim != claim) {
            choices.push(Choice { claim, belief });
        }
    }
    // Where the right one stands says nothing.
    let places = choices.len();
    choices.rotate_right((number * 3 + recv.bytes.end) % places);
    choices
}

fn lengths(recv: &Recv, here: &[u8]) -> Vec<(Claim, Belief)> {
    let known = |length: i64, belief| (Claim::Length(Some(length)), belief);
    let returned = here.len() as i64;
    match expected(recv) {
        Some(length) => {
            let before = bytes(&recv.before, Meaning::Aside).map_or(0, |aside| aside.len()) as i64;
            let after = held(&recv.after).len() as i64
                + bytes(&recv.after, Meaning::Aside).map_or(0, |aside| aside.len()) as i64;
            let done: i64 = recv.delivered.iter().map(|message| message.len() as i64).sum();
            let header = before + returned - after - done;
            vec![
                known(length + header.max(1), Belief::HeaderCounted),
                known(returned, Belief::Returned),
                (Claim::Length(None), Belief::Waits),
            ]
        }
        None => {
            let aside = bytes(&recv.after, Meaning::Aside).unwrap_or_default();
            let so_far = std::str::from_utf8(&aside).ok().and_then(|digits| digits.parse().ok()).unwrap_or(0);
            vec![
                known(so_far, Belief::HalfHeader),
                known(returned, Belief::Returned),
                known(returned + 1, Belief::HeaderCounted),
            ]
        }
    }
}
