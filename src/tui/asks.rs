//! Questions about receivers and programs, which are answered beside the screen.

use crate::engine::Cancel;
use crate::framing::parsons::{self, Failing, PUZZLES, Placed};
use crate::framing::receivers::Receiver;
use crate::framing::search::{Conversation, Sweep, TooMany, Verdict, lengthy, standard};

/// Bytes of the long conversation that a proof is also made for.
pub const LENGTHY: usize = 200;

/// A question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Question {
    /// Which cuts break the receiver of this name?
    Breaks(&'static str),
    /// Does what was built for this puzzle (an index) work?
    Works(usize, Vec<Placed>),
}

/// An answer, or how far it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// So many conversations of so many were looked at.
    Progress {
        /// Looked at.
        done: usize,
        /// All.
        of: usize,
    },
    /// What the search found, and for a right receiver what it found in the long conversation.
    Found(Result<(Verdict, Option<Verdict>), TooMany>),
    /// Whether the program works, or the first case in which it does not.
    Checked(Result<(), Box<Failing>>),
}

/// Answers a question; nothing is told once it was cancelled.
pub fn answer(question: &Question, cancel: &Cancel, tell: &mut dyn FnMut(Answer)) {
    let told = match question {
        Question::Breaks(id) => match Receiver::named(id, None) {
            Some(Ok(receiver)) => breaks(&receiver, cancel, tell).map(Answer::Found),
            _ => None,
        },
        Question::Works(puzzle, placed) => PUZZLES
            .get(*puzzle)
            .map(|puzzle| Answer::Checked(parsons::check(puzzle, placed).map_err(Box::new)))
            .filter(|_| !cancel.is_cancelled()),
    };
    told.into_iter().for_each(tell);
}

type Found = Result<(Verdict, Option<Verdict>), TooMany>;

fn breaks(receiver: &Receiver, cancel: &Cancel, tell: &mut dyn FnMut(Answer)) -> Option<Found> {
    let set = standard(receiver);
    let found = match sweep(receiver, &set, cancel, tell)? {
        Ok(found) => found,
        Err(error) => return Some(Err(error)),
    };
    let lengthy = lengthy(receiver, LENGTHY).filter(|_| matches!(found, Verdict::Right { .. }));
    let Some(lengthy) = lengthy else { return Some(Ok((found, None))) };
    let long = sweep(receiver, &[lengthy], cancel, &mut |_| {})?;
    Some(long.map(|long| match long {
        Verdict::Right { .. } => (found, Some(long)),
        broken => (broken, None),
    }))
}

/// `None` if it was cancelled.
fn sweep(
    receiver: &Receiver,
    set: &[Conversation],
    cancel: &Cancel,
    tell: &mut dyn FnMut(Answer),
) -> Option<Result<Verdict, TooMany>> {
    let mut sweep = Sweep::new(receiver);
    for (done, conversation) in set.iter().enumerate() {
        if cancel.is_cancelled() {
            return None;
        }
        tell(Answer::Progress { done, of: set.len() });
        if let Err(error) = sweep.take(conversation) {
            return Some(Err(error));
        }
    }
    Some(Ok(sweep.verdict()))
}
