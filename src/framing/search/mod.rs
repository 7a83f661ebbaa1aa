//! The search for the cuts that break a receiver, and the proof that none does.
//!
//! A stream of n bytes can be cut in 2^(n−1) ways. What a receiver does next depends on how much it has read and on its state,
//! not on how it came there: so the search goes over pairs (bytes read, state) and merges equal ones. That visits each way to
//! cut without listing them, and counts exactly how many there are and how many break the receiver.
//!
//! A *cut* is a place where a recv returns fewer bytes than it asked for though more are coming. Where a recv is full no cut
//! is needed. The smallest breaking case has the fewest cuts, then the fewest bytes. One in which the peer does what it
//! should comes before one in which it ends inside a message, announces too much or sends too little: those break a receiver
//! only where nothing else does. Among cases with the same cuts, one without empty messages comes first, and among equally
//! small ones one in which no message is like another: `""` lost and `"x"` taken for `"x"` are hard to see. What is left is
//! decided by the first bytes in order.

mod conversation;
mod explore;
mod outcome;
mod run;

pub use conversation::{Conversation, Tail, lengthy, standard};
pub use explore::{Analysis, TooMany, analyse};
pub use outcome::Failure;
pub use run::{Change, Followed, Recv, Run, named, run, run_program};

use num_bigint::BigUint;

use super::receivers::Receiver;

/// A conversation and cuts with which a receiver gives something else than was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// What is sent.
    pub conversation: Conversation,
    /// The bytes of it.
    pub wire: Vec<u8>,
    /// Offsets at which a recv returns early.
    pub cuts: Vec<usize>,
    /// What goes wrong.
    pub failure: Failure,
}

/// What the search found over a set of conversations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// The receiver breaks; this is the smallest case of the set.
    Broken(Box<Case>),
    /// It survives every cut of every conversation.
    Right {
        /// Conversations of the set that the sender can send.
        conversations: usize,
        /// Ways to cut them, together.
        chunkings: BigUint,
        /// Pairs of bytes read and state that were visited.
        states: usize,
    },
}

/// Searches a set of conversations. Those that the sender refuses to send are left out.
///
/// # Errors
/// More states than are visited at most.
pub fn search(receiver: &Receiver, set: &[Conversation]) -> Result<Verdict, TooMany> {
    let mut sweep = Sweep::new(receiver);
    set.iter().try_for_each(|conversation| sweep.take(conversation))?;
    Ok(sweep.verdict())
}

/// A search that goes from conversation to conversation, so that it can be told of and stopped between two of them.
#[derive(Debug)]
pub struct Sweep<'a> {
    receiver: &'a Receiver,
    best: Option<Case>,
    conversations: usize,
    chunkings: BigUint,
    states: usize,
}

impl<'a> Sweep<'a> {
    /// A search in which no conversation was looked at yet.
    pub fn new(receiver: &'a Receiver) -> Self {
        Sweep { receiver, best: None, conversations: 0, chunkings: BigUint::default(), states: 0 }
    }

    /// Looks at one more conversation; one that the sender refuses is left out.
    ///
    /// # Errors
    /// More states than are visited at most.
    pub fn take(&mut self, conversation: &Conversation) -> Result<(), TooMany> {
        let Some(wire) = conversation.wire(self.receiver) else { return Ok(()) };
        // What it would be if it broke the receiver without any cut.
        let least = size(conversation, 0, wire.len());
        if self.best.as_ref().is_some_and(|best| best.size() < least) {
            return Ok(());
        }
        let analysis = analyse(self.receiver.program(), conversation, &wire)?;
        self.conversations += 1;
        self.chunkings += &analysis.chunkings;
        self.states += analysis.states;
        if let Some((cuts, failure)) = analysis.smallest {
            let case = Case { conversation: conversation.clone(), wire, cuts, failure };
            let better = self.best.as_ref().is_none_or(|best| rank(&case) < rank(best));
            if better {
                self.best = Some(case);
            }
        }
        Ok(())
    }

    /// What was found so far.
    pub fn verdict(self) -> Verdict {
        let Sweep { best, conversations, chunkings, states, .. } = self;
        match best {
            Some(case) => Verdict::Broken(Box::new(case)),
            None => Verdict::Right { conversations, chunkings, states },
        }
    }
}

/// Smaller cases come first: the peer in order, cuts, empty messages, bytes, messages like others.
type Size = (bool, usize, usize, usize, usize);

fn size(conversation: &Conversation, cuts: usize, bytes: usize) -> Size {
    (conversation.troubled(), cuts, conversation.empties(), bytes, conversation.repeats())
}

/// Smaller cases come first.
fn rank(case: &Case) -> (Size, &[u8], &Conversation, &[usize]) {
    (case.size(), &case.wire, &case.conversation, &case.cuts)
}

impl Case {
    fn size(&self) -> Size {
        size(&self.conversation, self.cuts.len(), self.wire.len())
    }
}
