//! Is this machine ready for a lecture? What the terminal, the sockets and the system tell, and what the experiments of the
//! lessons give *here*: measured now, by the engine, promised for no other day.

mod experiments;
mod lecture;
mod sockets;
mod surroundings;

pub use experiments::{Amount, Buffers, Lecture, Reads, ShortSend, Starts, measure};
pub use lecture::checks as lecture;
pub use sockets::checks as sockets;
pub use surroundings::{Surroundings, kept, screen, system};

use crate::text::Message;

/// How good a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Verdict {
    /// As a lecture needs it.
    Ok,
    /// Worth knowing; a lecture can be given.
    Note,
    /// A lecture would fail on it.
    Trouble,
}

impl Verdict {
    /// The word in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Verdict::Ok => "ok",
            Verdict::Note => "note",
            Verdict::Trouble => "trouble",
        }
    }
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// The key of its name; [`Check::name`] is made of it.
    pub title: &'static str,
    /// How good it is.
    pub verdict: Verdict,
    /// What was found, a line each.
    pub found: Vec<Message>,
    /// What to do about it, or what it means for a lecture.
    pub advice: Option<Message>,
}

impl Check {
    fn ok(title: &'static str, found: Message) -> Check {
        Check { title, verdict: Verdict::Ok, found: vec![found], advice: None }
    }

    fn note(title: &'static str, found: Message, advice: Message) -> Check {
        Check { title, verdict: Verdict::Note, found: vec![found], advice: Some(advice) }
    }

    fn trouble(title: &'static str, found: Message, advice: Message) -> Check {
        Check { title, verdict: Verdict::Trouble, found: vec![found], advice: Some(advice) }
    }

    /// The name in JSON: `loopback-v4`.
    pub fn name(&self) -> &'static str {
        self.title.strip_prefix("doctor-").unwrap_or(self.title)
    }
}
