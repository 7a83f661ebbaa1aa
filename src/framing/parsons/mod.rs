//! Build it: programs from shuffled lines, some of which do not belong.
//!
//! What was built is run against everything that a network may do to it: any arrangement that works is right, whatever the
//! textbook's looks like, and for any other the first case is told in which it fails.

mod check;
mod failing;
mod puzzles;
mod replay;

pub use check::check;
pub use failing::Failing;
pub use puzzles::{PUZZLES, Puzzle, Task};
pub use replay::{Replay, Returns};

/// A line in its place: which of the puzzle's lines, and how deep it is indented.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Placed {
    /// Index into the puzzle's lines.
    pub line: usize,
    /// Levels of indentation, of four blanks each.
    pub depth: usize,
}

impl Puzzle {
    /// The source that an arrangement is, with what stands above it.
    pub fn source(&self, placed: &[Placed]) -> String {
        let mut source = self.given.to_owned();
        for Placed { line, depth } in placed {
            let text = self.lines.get(*line).copied().unwrap_or_default();
            source.push_str(&format!("{}{text}\n", "    ".repeat(*depth)));
        }
        source
    }

    /// One arrangement that works, of many.
    pub fn solution(&self) -> Vec<Placed> {
        self.depths.iter().enumerate().map(|(line, depth)| Placed { line, depth: *depth }).collect()
    }
}
