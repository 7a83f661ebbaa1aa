//! The search for the cuts that break a receiver, and the proof that none does.
//!
//! A stream of n bytes can be cut in 2^(n−1) ways. What a receiver does next depends on how much it has read and on its state,
//! not on how it came there: so the search goes over pairs (bytes read, state) and merges equal ones. That visits each way to
//! cut without listing them, and counts exactly how many there are and how many break the receiver.
//!
//! A *cut* is a place where a recv returns fewer bytes than it asked for though more are coming. Where a recv is full no cut
//! is needed. The smallest breaking case has the fewest cuts, then the fewest bytes, then the first bytes in order. One in
//! which the peer does what it should comes before one in which it ends inside a message, announces too much or sends too
//! little: those break a receiver only where nothing else does.

mod conversation;
mod explore;
mod outcome;
mod run;

pub use conversation::{Conversation, Tail, lengthy, standard};
pub use explore::{Analysis, TooMany, analyse};
pub use outcome::Failure;
pub use run::{Change, Recv, Run, run};

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
    let mut best: Option<Case> = None;
    let (mut conversations, mut chunkings, mut states) = (0, BigUint::default(), 0);
    for conversation in set {
        let Some(wire) = conversation.wire(receiver) else { continue };
        let beaten = |best: &Case| best.cuts.is_empty() && best.size() < (conversation.troubled(), 0, wire.len());
        if best.as_ref().is_some_and(beaten) {
            continue;
        }
        let analysis = analyse(receiver.program(), conversation, &wire)?;
        conversations += 1;
        chunkings += &analysis.chunkings;
        states += analysis.states;
        if let Some((cuts, failure)) = analysis.smallest {
            let case = Case { conversation: conversation.clone(), wire, cuts, failure };
            let better = best.as_ref().is_none_or(|best| rank(&case) < rank(best));
            if better {
                best = Some(case);
            }
        }
    }
    Ok(match best {
        Some(case) => Verdict::Broken(Box::new(case)),
        None => Verdict::Right { conversations, chunkings, states },
    })
}

/// Smaller cases come first.
fn rank(case: &Case) -> ((bool, usize, usize), &[u8], &Conversation, &[usize]) {
    (case.size(), &case.wire, &case.conversation, &case.cuts)
}

impl Case {
    fn size(&self) -> (bool, usize, usize) {
        (self.conversation.troubled(), self.cuts.len(), self.wire.len())
    }
}
