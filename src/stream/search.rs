//! Is there an execution in which each recv gives what is wanted of it? The wants guide the search, and a state that has
//! led nowhere is not entered again, so the time is bounded by the number of states, never exponential.

use std::collections::HashMap;

use super::explore::{Explorer, Next, Node};
use super::options::{Choice, Options};
use super::program::{Call, Kind, Program};
use super::{Claim, Outcome, Reading, Schedule, Step, schedule};
use crate::call::Side;
use crate::msg;
use crate::script::Slot;
use crate::text::Message;

/// What is wanted of one cell: of a recv, or of the recvs of a loop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Want<'a> {
    /// Anything.
    Any,
    /// What a row claims.
    Claim(&'a Claim),
    /// Data (not a word) that begins with these bytes and is at most so long.
    Begins(&'a [u8], u64),
    /// Nothing: no execution that gets past this recv is looked for.
    Never,
    /// Of a loop: first these pieces, then (unless it is [`Want::Any`]) a piece like this, then anything.
    Pieces(&'a [Claim], &'a Want<'a>),
}

impl<'a> Want<'a> {
    /// Whether it matters which piece of a loop is which.
    pub(super) fn counts_pieces(self) -> bool {
        !matches!(self, Want::Any | Want::Claim(Claim::Free))
    }

    /// What is wanted of piece `at` of a loop that makes `total` recvs at most.
    pub(super) fn of_piece(self, at: usize, total: Option<usize>) -> Want<'a> {
        let (first, then) = match self {
            Want::Pieces(first, then) => (first, Some(then)),
            Want::Claim(claim) => match claim.pieces() {
                Some(pieces) => (pieces, None),
                None => return Want::Any,
            },
            other => return other,
        };
        let least = first.len() + usize::from(then.is_some_and(|then| *then != Want::Any));
        match (first.get(at), then) {
            // More pieces than the loop can give.
            _ if total.is_some_and(|total| least > total) => Want::Never,
            (Some(claim), _) => Want::Claim(claim),
            (None, None) => Want::Never,
            (None, Some(then)) => {
                if at == first.len() {
                    *then
                } else {
                    Want::Any
                }
            }
        }
    }

    /// Whether a loop that has given `made` pieces may end here.
    pub(super) fn may_end(self, made: usize) -> bool {
        match self {
            Want::Pieces(first, Want::Any) => made >= first.len(),
            Want::Pieces(first, _) => made > first.len(),
            Want::Claim(claim) => claim.pieces().is_none_or(|pieces| pieces.len() == made),
            Want::Never | Want::Begins(..) => false,
            Want::Any => true,
        }
    }

    /// Whether a recv that waits for good is wanted so.
    fn may_block(self) -> bool {
        matches!(self, Want::Any | Want::Claim(Claim::Blocks | Claim::Free))
    }

    /// Whether a cell none of whose recvs is made is wanted so.
    fn may_be_unreached(self, in_loop: bool) -> bool {
        match self {
            Want::Any | Want::Claim(Claim::Unreached | Claim::Free) => true,
            _ => in_loop && self.may_end(0),
        }
    }
}

/// What a search found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Found {
    /// An execution, with its outcome.
    Yes(Schedule, Outcome),
    /// There is none.
    No,
    /// There is none in the model, but one leaves it: this call must fail or is left out, for this reason. Or the search was
    /// given up.
    Outside(usize, Message),
}

/// The most states that one search enters. Only rows that leave open what recvs of very long streams give come near it.
const MOST_STATES: u64 = 1_000_000;

/// A node of the walk whose choices are being tried.
struct Frame {
    node: Node,
    /// How many steps lead here.
    steps: usize,
    next: Vec<Next>,
    /// Which of `next` is tried, and where in it.
    at: usize,
    cursor: Cursor,
}

/// Where in the choices of a [`Next::Take`] the search is: data lengths first, then the words by their number.
#[derive(Clone, Copy)]
enum Cursor {
    Data(u64),
    Word(usize),
}

/// Looks for an execution. `wants` has one entry for each cell; missing ones want anything.
pub(crate) fn find(program: &Program, reading: Reading, wants: &[Want]) -> Found {
    Search::new(Explorer::new(program, reading), wants, Goal::Schedule).run(Node::default())
}

/// Looks for an execution in which all comes that is wanted, be it one that leaves the model afterwards: then its steps up to
/// there are found. Outside is only the answer where the search was given up.
pub(super) fn find_coming(program: &Program, reading: Reading, wants: &[Want]) -> Found {
    Search::new(Explorer::new(program, reading), wants, Goal::Come).run(Node::default())
}

/// Whether there is an execution that goes on from a node. None if that was not to be found out, or only one that leaves the
/// model is left.
pub(super) fn goes_on(explorer: Explorer<'_>, wants: &[Want], node: Node) -> Option<bool> {
    match Search::new(explorer, wants, Goal::Any).run(node) {
        Found::Yes(..) => Some(true),
        Found::No => Some(false),
        Found::Outside(..) => None,
    }
}

/// Whether some execution leaves the model.
pub(crate) fn can_leave(program: &Program, reading: Reading) -> bool {
    // Only these end a stream or are left out; without them nothing must fail.
    let leads_out = |call: &Call| matches!(call.kind, Kind::Close | Kind::ShutdownWrite | Kind::Outside(_));
    let search = Search::new(Explorer::new(program, reading), &[], Goal::Leave);
    program.calls.iter().any(leads_out) && matches!(search.run(Node::default()), Found::Outside(..))
}

/// What a search looks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Goal {
    /// An execution that ends, with its schedule.
    Schedule,
    /// An execution that ends.
    Any,
    /// An execution that ends, or one that leaves the model when all that is wanted has come.
    Come,
    /// An execution that leaves the model.
    Leave,
}

struct Search<'a> {
    explorer: Explorer<'a>,
    wants: &'a [Want<'a>],
    goal: Goal,
    seen: Seen,
    outside: Option<(usize, Message)>,
    steps: Vec<Step>,
    /// States entered so far.
    entered: u64,
}

impl<'a> Search<'a> {
    fn new(explorer: Explorer<'a>, wants: &'a [Want<'a>], goal: Goal) -> Self {
        Search { explorer, wants, goal, seen: Seen::default(), outside: None, steps: Vec::new(), entered: 0 }
    }

    fn run(mut self, first: Node) -> Found {
        let mut frames = Vec::new();
        let mut entering = Some(first);
        loop {
            if let Some(mut node) = entering.take() {
                let next = self.explorer.advance(&mut node, &mut self.steps);
                for next in &next {
                    match next {
                        Next::End if self.goal != Goal::Leave && self.rest_is_wanted(&node) => {
                            return match self.goal {
                                Goal::Any => Found::Yes(Schedule::default(), Outcome::default()),
                                _ => self.finish(&node),
                            };
                        }
                        Next::Outside { .. } if self.goal == Goal::Come && !self.all_has_come(&node) => {}
                        Next::Outside { .. } if self.goal == Goal::Come => return self.found(),
                        Next::Outside { call, why } if self.goal == Goal::Leave => {
                            return Found::Outside(*call, why.clone());
                        }
                        Next::Outside { call, why } => {
                            self.outside.get_or_insert_with(|| (*call, why.clone()));
                        }
                        _ => {}
                    }
                }
                frames.push(Frame { node, steps: self.steps.len(), next, at: 0, cursor: Cursor::Data(0) });
            }
            if self.entered > MOST_STATES {
                return Found::Outside(self.first_open_call(), msg!("outside-too-many", limit = MOST_STATES));
            }
            let Some(frame) = frames.last_mut() else {
                return match self.outside.take() {
                    Some((call, why)) => Found::Outside(call, why),
                    None => Found::No,
                };
            };
            entering = self.child(frame);
            if entering.is_none() {
                frames.pop();
            }
        }
    }

    /// The next node below this frame that has not been entered before; none when all have been tried.
    fn child(&mut self, frame: &mut Frame) -> Option<Node> {
        while let Some(next) = frame.next.get(frame.at) {
            match next {
                Next::End | Next::Outside { .. } => {}
                Next::Wait { side } => {
                    self.steps.truncate(frame.steps);
                    let mut node = frame.node.clone();
                    self.explorer.wait(&mut node, *side, &mut self.steps);
                    frame.at += 1;
                    return Some(node);
                }
                Next::Take { side, slot, ask, options, passing } => {
                    let (want, whole) = want_of(self.explorer.program, self.wants, &frame.node, *side, slot);
                    let stream = frame.node.state.to[side.index()];
                    let due = &self.explorer.program.stream_to(*side)[stream.consumed as usize..];
                    while let Some((choice, cursor)) = next_choice(frame.cursor, options, want, due) {
                        let made = frame.node.pieces[side.index()] + 1;
                        if slot.until.is_some() && choice == Choice::Eof && !whole.may_end(made as usize) {
                            frame.cursor = cursor; // the loop would be over
                            continue;
                        }
                        self.steps.truncate(frame.steps);
                        let mut node = self.explorer.take(&frame.node, *side, *ask, choice, *passing, &mut self.steps);
                        let next = node.state.next[side.index()] as usize;
                        let goes_on = slot.until.is_some_and(|(start, end)| (start..end).contains(&next));
                        node.pieces[side.index()] = if goes_on && whole.counts_pieces() { made } else { 0 };
                        let (fresh, next_free) = self.seen.enter(&node, *side);
                        self.entered += u64::from(fresh);
                        // Longer pieces whose states were entered before lead nowhere either. (Shorter than what is
                        // there for certain, or peeked, they differ in more than where they end.)
                        frame.cursor = match (choice, cursor) {
                            (Choice::Data(len), Cursor::Data(after))
                                if !ask.peek && len >= stream.delivered - stream.consumed =>
                            {
                                Cursor::Data(after.max(next_free - stream.consumed))
                            }
                            _ => cursor,
                        };
                        if fresh {
                            return Some(node);
                        }
                    }
                }
            }
            frame.at += 1;
            frame.cursor = Cursor::Data(0);
        }
        None
    }

    /// The first recv of which nothing certain is wanted.
    fn first_open_call(&self) -> usize {
        let open = |cell: usize| match self.wants.get(cell) {
            None | Some(Want::Any | Want::Begins(..) | Want::Pieces(..) | Want::Claim(Claim::Free)) => true,
            Some(Want::Claim(_) | Want::Never) => false,
        };
        let cells = self.explorer.program.cells();
        let cell = (0..cells).find(|cell| open(*cell)).or((cells > 0).then_some(0));
        cell.map_or(0, |cell| self.explorer.program.call_of_cell(cell))
    }

    /// Whether the recvs that wait for good or are never called here are wanted so.
    fn rest_is_wanted(&self, node: &Node) -> bool {
        let program = self.explorer.program;
        Side::BOTH.into_iter().all(|side| {
            let state = &node.state;
            let waiting = usize::from(state.pending[side.index()].is_some());
            let rest = &program.course.sides[side.index()][state.next[side.index()] as usize - waiting..];
            let mut begun = None;
            let mut first = true;
            rest.iter().all(|slot| {
                let Some((cell, piece)) = slot.cell else { return true };
                let want = self.wants.get(cell).copied().unwrap_or(Want::Any);
                let in_loop = program.is_loop(cell);
                if std::mem::take(&mut first) {
                    let made = piece.unwrap_or(node.pieces[side.index()] as usize);
                    let (own, _) = want_of(program, self.wants, node, side, slot);
                    begun = Some(cell);
                    own.may_block() && (!in_loop || want.may_end(made + 1))
                } else {
                    begun == Some(cell) || want.may_be_unreached(in_loop)
                }
            })
        })
    }

    /// Whether nothing is wanted any more of the recvs that have not returned here.
    fn all_has_come(&self, node: &Node) -> bool {
        let program = self.explorer.program;
        Side::BOTH.into_iter().all(|side| {
            let waiting = usize::from(node.state.pending[side.index()].is_some());
            let slots = &program.course.sides[side.index()];
            let next = node.state.next[side.index()] as usize - waiting;
            // In the middle of a round of an `until eof` its recvs may all come again.
            let round = slots.get(next).and_then(|slot| slot.until);
            let from = round.map_or(next, |(start, _)| start);
            (from..).zip(&slots[from..]).filter_map(|(at, slot)| Some((at, slot.cell?))).all(|(at, (cell, piece))| {
                let want = self.wants.get(cell).copied().unwrap_or(Want::Any);
                let begun = round.is_some_and(|(start, end)| (start..end).contains(&at));
                let made = if begun { node.pieces[side.index()] as usize } else { 0 };
                match want {
                    Want::Pieces(..) => want.of_piece(piece.unwrap_or(made), program.course.totals[cell]) == Want::Any,
                    want => !want.counts_pieces(),
                }
            })
        })
    }

    /// Completes the schedule: recvs that wait for good are made, and the network delivers the rest.
    fn finish(mut self, node: &Node) -> Found {
        let mut node = node.clone();
        for side in Side::BOTH {
            let Some((_, ask)) = self.explorer.recv_of(&node.state, side) else { continue };
            match node.state.pending[side.index()] {
                Some(_) => self.explorer.settle_size(&node.state, side, ask.most, &mut self.steps),
                None => self.explorer.wait(&mut node, side, &mut self.steps),
            }
        }
        for side in Side::BOTH {
            let stream = &node.state.to[side.index()];
            if stream.sent > stream.delivered {
                self.steps.push(Step::Deliver { bytes: stream.sent - stream.delivered, to: side });
            }
            if stream.fin_sent && !stream.fin_delivered {
                self.steps.push(Step::Fin { to: side });
            }
        }
        self.found()
    }

    /// The steps made so far as a schedule.
    fn found(self) -> Found {
        let (steps, outcome) = schedule::settle(self.explorer.program, self.explorer.reading, self.steps);
        Found::Yes(Schedule { steps }, outcome)
    }
}

/// What is wanted of the recv that `side` makes or waits in, and what of all its cell.
fn want_of<'a>(program: &Program, wants: &[Want<'a>], node: &Node, side: Side, slot: &Slot) -> (Want<'a>, Want<'a>) {
    let Some((cell, piece)) = slot.cell else { return (Want::Any, Want::Any) };
    let want = wants.get(cell).copied().unwrap_or(Want::Any);
    if !program.is_loop(cell) {
        return (want, want);
    }
    let piece = piece.unwrap_or(node.pieces[side.index()] as usize);
    (want.of_piece(piece, program.course.totals[cell]), want)
}

/// The first choice at or after the cursor that is wanted, and the cursor after it.
fn next_choice(cursor: Cursor, options: &Options, want: Want, due: &[u8]) -> Option<(Choice, Cursor)> {
    let mut word = match cursor {
        Cursor::Data(from) => {
            let lo = options.lo.max(from);
            let len = match want {
                Want::Any => Some(lo),
                Want::Claim(Claim::Free) => Some(lo),
                Want::Claim(Claim::Data(bytes)) => {
                    (!bytes.is_empty() && due.starts_with(bytes)).then_some(bytes.len() as u64)
                }
                Want::Claim(_) | Want::Never | Want::Pieces(..) => None,
                Want::Begins(bytes, most) => {
                    due.starts_with(bytes).then_some(lo.max(bytes.len() as u64)).filter(|len| *len <= most)
                }
            };
            if let Some(len) = len.filter(|len| (lo..=options.hi).contains(len)) {
                return Some((Choice::Data(len), Cursor::Data(len + 1)));
            }
            0
        }
        Cursor::Word(word) => word,
    };
    for choice in options.words().skip(word) {
        word += 1;
        let wanted = match (want, choice) {
            (Want::Any | Want::Claim(Claim::Free), _) => true,
            (Want::Claim(Claim::Data(bytes)), Choice::Short(len)) => {
                bytes.len() as u64 == len && due.starts_with(bytes)
            }
            (Want::Claim(Claim::Data(bytes)), Choice::Zero | Choice::Eof) => bytes.is_empty(),
            (Want::Claim(Claim::Eof), Choice::Eof) | (Want::Claim(Claim::Eagain), Choice::Eagain) => true,
            (Want::Begins(bytes, most), Choice::Short(len)) => {
                (bytes.len() as u64..=most).contains(&len) && due.starts_with(bytes)
            }
            _ => false,
        };
        if wanted {
            return Some((choice, Cursor::Word(word)));
        }
    }
    None
}

/// The nodes entered so far. Nodes that differ only in how much one side has read stand together, as a set of numbers in
/// which the next free one is found fast: a recv of up to a million bytes then costs its new states, not a million each time.
#[derive(Default)]
struct Seen {
    groups: HashMap<(Node, Side), HashMap<u64, u64>>,
}

impl Seen {
    /// Enters a node. Tells whether it is new, and the least number read, above this one, that is not entered yet.
    fn enter(&mut self, node: &Node, side: Side) -> (bool, u64) {
        let mut key = node.clone();
        let stream = &mut key.state.to[side.index()];
        let consumed = std::mem::take(&mut stream.consumed);
        stream.delivered -= consumed;
        let entered = self.groups.entry((key, side)).or_default();
        let fresh = !entered.contains_key(&consumed);
        if fresh {
            entered.insert(consumed, consumed + 1);
        }
        let mut free = consumed;
        let mut path = Vec::new();
        while let Some(next) = entered.get(&free) {
            path.push(free);
            free = *next;
        }
        for number in path {
            entered.insert(number, free);
        }
        (fresh, free)
    }
}
