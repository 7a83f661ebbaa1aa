//! The gym: choose the cuts that break a receiver, or say that none does.

use super::receivers::Receiver;
use super::search::{self, Conversation, Failure, Run, TooMany};

/// The exercises, from easy ones on: a receiver, and the messages that it is sent before the peer closes. In some a cut
/// breaks the receiver, in one it breaks without any, and in some it survives every cut: because it is right, or because
/// these messages never meet its fault.
pub const COURSE: &[(&str, &[&str])] = &[
    ("one-recv", &["hello!"]),
    ("whole-header", &["abc"]),
    ("until-close", &["hello!"]),
    ("delimiter-per-chunk", &["hello!", "bye!"]),
    ("recv-fills", &["hello!"]),
    ("leftover-lost", &["hi", "yo"]),
    ("two-loops", &["hi", "yo"]),
    ("utf8-per-chunk", &["café"]),
    ("characters", &["hi", "yo"]),
    ("header-at-once", &["Hello, World"]),
    ("rest-thrown-away", &["Hello", "World"]),
    ("lines-crlf", &["hello!", "bye!"]),
    ("stale-bytes", &["hello!bye!"]),
    ("decoded-by-chunk", &["naïve"]),
    ("digits-10", &["Hello World!"]),
    ("state-kept", &["Hello World!"]),
];

/// A receiver and a conversation to break it with.
#[derive(Debug, Clone)]
pub struct Exercise {
    /// What is sent.
    pub conversation: Conversation,
    /// The bytes of it.
    pub wire: Vec<u8>,
    /// The fewest cuts that break the receiver; `None` where no cut does.
    pub optimum: Option<usize>,
}

/// What came of one attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// What happened, step by step.
    pub run: Run,
    /// The cuts that counted: where a recv returned early. A cut where a recv is full anyway costs nothing.
    pub cuts: Vec<usize>,
    /// Whether they broke the receiver.
    pub mark: Mark,
}

/// How good an attempt is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mark {
    /// It breaks the receiver, and no attempt does with fewer cuts.
    Best,
    /// It breaks the receiver; so many cuts fewer do, too.
    Breaks {
        /// Cuts that could be spared.
        spare: usize,
    },
    /// The receiver survives; other cuts break it.
    Survives,
    /// The receiver survives, as it does all cuts.
    Unbreakable,
}

impl Exercise {
    /// An exercise; `None` if the receiver's sender refuses the conversation.
    ///
    /// # Errors
    /// More states than are visited at most.
    pub fn new(receiver: &Receiver, conversation: Conversation) -> Result<Option<Exercise>, TooMany> {
        let Some(wire) = conversation.wire(receiver) else { return Ok(None) };
        let analysis = search::analyse(receiver.program(), &conversation, &wire)?;
        let optimum = analysis.smallest.map(|(cuts, _)| cuts.len());
        Ok(Some(Exercise { conversation, wire, optimum }))
    }

    /// Tries these cuts: offsets in the bytes sent, in any order.
    pub fn attempt(&self, receiver: &Receiver, cuts: &[usize]) -> Attempt {
        let mut cuts = cuts.to_vec();
        cuts.sort_unstable();
        cuts.dedup();
        let run = search::run(receiver, &self.conversation, &self.wire, &cuts);
        let early = |recv: &&search::Recv| recv.bytes.len() < recv.asked && recv.bytes.end < self.wire.len();
        let cuts: Vec<usize> = run.recvs.iter().filter(early).map(|recv| recv.bytes.end).collect();
        let mark = match (&run.failure, self.optimum) {
            (Some(_), optimum) => match cuts.len().saturating_sub(optimum.unwrap_or(0)) {
                0 => Mark::Best,
                spare => Mark::Breaks { spare },
            },
            (None, Some(_)) => Mark::Survives,
            (None, None) => Mark::Unbreakable,
        };
        Attempt { run, cuts, mark }
    }

    /// The fewest cuts that break the receiver, the first in order among such; `None` where no cut does.
    pub fn smallest(&self, receiver: &Receiver) -> Option<Vec<usize>> {
        let analysis = search::analyse(receiver.program(), &self.conversation, &self.wire).ok()?;
        analysis.smallest.map(|(cuts, _)| cuts)
    }

    /// Whether it is right to say that no cut breaks the receiver here.
    pub fn unbreakable(&self) -> bool {
        self.optimum.is_none()
    }
}

impl Attempt {
    /// What went wrong with the receiver, if anything did.
    pub fn failure(&self) -> Option<&Failure> {
        self.run.failure.as_ref()
    }
}
