//! All ways to cut a stream, as pairs of bytes read and state.

use std::collections::HashMap;

use num_bigint::BigUint;
use thiserror::Error;

use super::conversation::Conversation;
use super::outcome::{Check, Empty, Failure, Stage};
use crate::framing::code::{Machine, Program, Status};

/// So many states are visited at most.
const MOST_STATES: usize = 200_000;

/// So many reads in a row may return nothing before a receiver counts as one that has not noticed the end.
pub(super) const MOST_EMPTY: usize = 50;

/// More states than are visited at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("more than {MOST_STATES} states would have to be visited")]
pub struct TooMany;

/// What all ways to cut one conversation do to a receiver.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Analysis {
    /// Ways to cut it: 2^(n−1) for n bytes, counted on the way.
    pub chunkings: BigUint,
    /// Those of them that break the receiver.
    pub breaking: BigUint,
    /// Pairs of bytes read and state that were visited.
    pub states: usize,
    /// The fewest cuts that break it, the first in order among such, and what goes wrong then.
    pub smallest: Option<(Vec<usize>, Failure)>,
}

/// What a recv leads to.
#[derive(Debug, Clone)]
enum Target {
    Node(usize),
    Passed,
    Failed(Failure),
}

/// A recv that returns this many bytes.
struct Edge {
    bytes: usize,
    /// The recv returns fewer bytes than it asked for, though more are coming.
    cut: bool,
    to: Target,
}

struct Node {
    at: usize,
    machine: Machine,
    delivered: usize,
    edges: Vec<Edge>,
    /// Ways to cut what was read so far that lead here.
    ways: BigUint,
    /// The fewest cuts from here to a failure.
    fewest: Option<usize>,
}

/// Explores what all ways to cut this conversation, whose bytes are `wire`, do to a program.
///
/// # Errors
/// More states than are visited at most.
pub fn analyse(program: &Program, conversation: &Conversation, wire: &[u8]) -> Result<Analysis, TooMany> {
    Explorer { program, conversation, wire, nodes: Vec::new(), places: Vec::new() }.run()
}

struct Explorer<'a> {
    program: &'a Program,
    conversation: &'a Conversation,
    wire: &'a [u8],
    nodes: Vec<Node>,
    /// For each number of bytes read, the states met there.
    places: Vec<HashMap<(Machine, usize), usize>>,
}

impl Explorer<'_> {
    fn run(mut self) -> Result<Analysis, TooMany> {
        let total = self.wire.len();
        self.places = vec![HashMap::new(); total + 1];
        let mut check = Check { conversation: self.conversation, delivered: 0, failure: None, watch: &mut () };
        let mut machine = self.program.start(&mut check);
        let stage = settle(&mut check, self.program, &mut machine, total, Empty::Never);
        let delivered = check.delivered;
        let first = self.target(stage, 0, &machine, delivered)?;
        // Places in order: a recv always moves on, so all recvs that lead to a place are known when it is its turn.
        for at in 0..total {
            let mut here: Vec<usize> = self.places[at].values().copied().collect();
            here.sort_unstable();
            for index in here {
                self.expand(index)?;
            }
        }
        Ok(self.conclude(first))
    }

    fn target(&mut self, stage: Stage, at: usize, machine: &Machine, delivered: usize) -> Result<Target, TooMany> {
        match stage {
            Stage::Passed => return Ok(Target::Passed),
            Stage::Failed(failure) => return Ok(Target::Failed(failure)),
            Stage::Reads => {}
        }
        let machine = self.program.essence(machine);
        let next = self.nodes.len();
        let index = *self.places[at].entry((machine.clone(), delivered)).or_insert(next);
        if index == next {
            if next >= MOST_STATES {
                return Err(TooMany);
            }
            self.nodes.push(Node { at, machine, delivered, edges: Vec::new(), ways: BigUint::default(), fewest: None });
        }
        Ok(Target::Node(index))
    }

    fn expand(&mut self, index: usize) -> Result<(), TooMany> {
        let (at, delivered) = (self.nodes[index].at, self.nodes[index].delivered);
        let left = self.wire.len() - at;
        let Status::Receiving(asked) = *self.nodes[index].machine.status() else { return Ok(()) };
        let most = asked.min(left);
        let mut edges = Vec::with_capacity(most);
        for bytes in 1..=most {
            let mut machine = self.nodes[index].machine.clone();
            let mut check = Check { conversation: self.conversation, delivered, failure: None, watch: &mut () };
            let empty = check.receive(self.program, &mut machine, &self.wire[at..at + bytes]);
            let stage = settle(&mut check, self.program, &mut machine, left - bytes, empty);
            let delivered = check.delivered;
            let to = self.target(stage, at + bytes, &machine, delivered)?;
            edges.push(Edge { bytes, cut: bytes < most, to });
        }
        self.nodes[index].edges = edges;
        Ok(())
    }

    /// Counts forwards, and looks for the fewest cuts backwards.
    fn conclude(mut self, first: Target) -> Analysis {
        let total = self.wire.len();
        let power = |bits: usize| BigUint::from(1u8) << bits;
        // Where a receiver stops early, what comes after can still be cut in every way.
        let rest = |at: usize| power((total - at).saturating_sub(1));
        let (mut chunkings, mut breaking) = (BigUint::default(), BigUint::default());
        let Target::Node(root) = first else {
            let chunkings = rest(0);
            let smallest = match first {
                Target::Failed(failure) => Some((Vec::new(), failure)),
                _ => None,
            };
            let breaking = if smallest.is_some() { chunkings.clone() } else { BigUint::default() };
            return Analysis { chunkings, breaking, states: 1, smallest };
        };
        self.nodes[root].ways = BigUint::from(1u8);
        let mut order: Vec<usize> = (0..self.nodes.len()).collect();
        order.sort_by_key(|index| self.nodes[*index].at);
        for index in &order {
            let (edges, ways) = (std::mem::take(&mut self.nodes[*index].edges), self.nodes[*index].ways.clone());
            for edge in &edges {
                let to = self.nodes[*index].at + edge.bytes;
                // A full recv looks the same whether the network cuts after it or not.
                let ways = if edge.cut || to == total { ways.clone() } else { &ways << 1 };
                match &edge.to {
                    Target::Node(next) => self.nodes[*next].ways += ways,
                    Target::Passed => chunkings += ways * rest(to),
                    Target::Failed(_) => {
                        let ways = ways * rest(to);
                        breaking += &ways;
                        chunkings += ways;
                    }
                }
            }
            self.nodes[*index].edges = edges;
        }
        for index in order.iter().rev() {
            let costs = self.nodes[*index].edges.iter().filter_map(|edge| self.cost(edge));
            self.nodes[*index].fewest = costs.min();
        }
        let smallest = self.smallest(root);
        Analysis { chunkings, breaking, states: self.nodes.len(), smallest }
    }

    /// The fewest cuts to a failure with this recv.
    fn cost(&self, edge: &Edge) -> Option<usize> {
        let after = match &edge.to {
            Target::Node(next) => self.nodes[*next].fewest?,
            Target::Failed(_) => 0,
            Target::Passed => return None,
        };
        Some(after + usize::from(edge.cut))
    }

    /// The first cuts in order among the fewest: an early cut comes before none.
    fn smallest(&self, root: usize) -> Option<(Vec<usize>, Failure)> {
        let (mut index, mut cuts) = (root, Vec::new());
        loop {
            let node = &self.nodes[index];
            let fewest = node.fewest?;
            let edge = node.edges.iter().find(|edge| self.cost(edge) == Some(fewest))?;
            if edge.cut {
                cuts.push(node.at + edge.bytes);
            }
            match &edge.to {
                Target::Node(next) => index = *next,
                Target::Failed(failure) => return Some((cuts, failure.clone())),
                Target::Passed => return None,
            }
        }
    }
}

/// Lets the reads happen that return nothing, at the end of the stream.
fn settle(check: &mut Check<()>, program: &Program, machine: &mut Machine, left: usize, empty: Empty) -> Stage {
    let mut empty = empty;
    for _ in 0..MOST_EMPTY {
        let stage = check.stage(machine, left, empty);
        if stage != Stage::Reads || left > 0 {
            return stage;
        }
        empty = check.receive(program, machine, b"");
    }
    Stage::Failed(Failure::EndUnnoticed)
}
