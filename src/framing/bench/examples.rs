//! Examples, ready-made: the runs of lessons 6 and 7.

use super::{Bench, Ends};
use crate::framing::Framing;

/// A bench with a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Example {
    /// The key of its name.
    pub name: &'static str,
    framing: &'static str,
    messages: &'static [&'static str],
    cuts: &'static [usize],
    ends: Ends,
    echo: bool,
}

const fn ten(name: &'static str, messages: &'static [&'static str]) -> Example {
    Example { name, framing: "digits:10", messages, cuts: &[], ends: Ends::Never, echo: false }
}

/// In the order in which a key goes through them.
pub const EXAMPLES: &[Example] = &[
    ten("bench-example-hello", &["Hello"]),
    ten("bench-example-longer", &["This is a longer message"]),
    ten("bench-example-world", &["Hello World!"]),
    Example { cuts: &[4], ..ten("bench-example-header", &["Hello"]) },
    ten("bench-example-next", &["Hi!", "Bye!"]),
    Example { echo: true, ..ten("bench-example-echo", &["Hello", "exit"]) },
    Example { ends: Ends::After(17), ..ten("bench-example-inside", &["Hello World!"]) },
    Example { framing: "crlf", cuts: &[7], ..ten("bench-example-crlf", &["hello!", "bye!"]) },
];

impl Example {
    /// The bench.
    pub fn bench(&self) -> Bench {
        Bench {
            // The names are this file's own: a test reads them all.
            framing: self.framing.parse().unwrap_or(Framing::Close),
            messages: self.messages.iter().map(|message| message.as_bytes().to_vec()).collect(),
            cuts: self.cuts.iter().copied().collect(),
            read_size: 15,
            ends: self.ends,
            echo: self.echo,
        }
    }
}
