//! Why a row is impossible: the first recv and byte that no execution shares, and the rule that stands there.

use super::program::{Ask, Program};
use super::search::{Found, Want, find, find_coming};
use super::{Cell, Claim, Fault, Reading, Row, Rule, Schedule, Stream, schedule};
use crate::msg;
use crate::text::{Message, escape};

/// What is known about why a row is impossible.
pub(super) struct Blame<'a> {
    pub(super) program: &'a Program,
    pub(super) reading: Reading,
    pub(super) row: &'a Row,
    /// The piece that is looked at, of a cell that belongs to a loop.
    pub(super) piece: usize,
}

/// The moment at which a row goes wrong: the recv at fault, and where its side is in its stream.
struct Moment {
    recv: usize,
    ask: Ask,
    /// Bytes read before it.
    consumed: u64,
    /// Bytes that have been sent when the recv returns, or for good if it does not.
    sent: u64,
    /// Whether the sender has ended the stream by then.
    fin_sent: bool,
    /// Whether it returns at all.
    returns: bool,
    /// Where the model is left before it returns: why.
    left: Option<Message>,
}

impl Blame<'_> {
    pub(super) fn fault(&self) -> Fault {
        let recv = self.first_bad_recv();
        let Some(pieces) = self.row.claims[recv].pieces().filter(|_| self.program.is_loop(recv)) else {
            return self.fault_of(recv, &self.row.claims[recv]);
        };
        // Whether the first pieces can hold together only ever turns from yes to no.
        let (mut good, mut bad) = (0, pieces.len());
        while good < bad {
            let middle = (good + bad) / 2;
            if (Blame { piece: middle, ..*self }).can(recv, Want::Claim(&pieces[middle])) {
                good = middle + 1;
            } else {
                bad = middle;
            }
        }
        let blame = Blame { piece: bad, ..*self };
        let fault = match pieces.get(bad) {
            Some(claim) => blame.fault_of(recv, claim),
            None if pieces.is_empty() => self.word_fault(recv, Rule::Unreached, msg!("why-is-called")),
            None => self.word_fault(recv, Rule::Unreached, msg!("why-loop-goes-on", made = pieces.len())),
        };
        let before: usize = pieces[..bad].iter().map(len_of).sum();
        Fault { piece: Some(bad), byte: fault.byte.map(|byte| before + byte), ..fault }
    }

    fn fault_of(&self, recv: usize, claim: &Claim) -> Fault {
        match claim {
            Claim::Data(bytes) if !bytes.is_empty() => self.bad_bytes(recv, bytes),
            claim => self.bad_word(recv, claim),
        }
    }

    /// The pieces of a loop's cell before the one that is looked at.
    fn pieces_before(&self, recv: usize) -> &[Claim] {
        let pieces = self.row.claims[recv].pieces().unwrap_or_default();
        &pieces[..self.piece.min(pieces.len())]
    }

    /// Whether some execution shares so much, be it one that leaves the model later.
    fn can(&self, recv: usize, last: Want) -> bool {
        self.comes(&self.wants(recv, &last))
    }

    fn comes(&self, wants: &[Want]) -> bool {
        find_coming(self.program, self.reading, wants) != Found::No
    }

    /// What the row claims up to `recv` (and the piece that is looked at), and there `last`.
    fn wants<'w>(&'w self, recv: usize, last: &'w Want<'w>) -> Vec<Want<'w>> {
        let mut wants: Vec<Want> = self.row.claims[..recv].iter().map(Want::Claim).collect();
        wants.push(match self.program.is_loop(recv) {
            true => Want::Pieces(self.pieces_before(recv), last),
            false => *last,
        });
        wants
    }

    /// Whether the recv may be one that is never called.
    fn can_be_unreached(&self, recv: usize) -> bool {
        if !self.program.is_loop(recv) {
            return self.can(recv, Want::Claim(&Claim::Unreached));
        }
        let end = Claim::Pieces(self.pieces_before(recv).to_vec());
        let wants: Vec<Want> = self.row.claims[..recv].iter().chain([&end]).map(Want::Claim).collect();
        self.comes(&wants)
    }

    /// The first recv whose claim no possible outcome shares, given the claims before it.
    fn first_bad_recv(&self) -> usize {
        let claims = &self.row.claims;
        // Whether claims[..=recv] can hold together only ever turns from yes to no.
        let (mut good, mut bad) = (0, claims.len() - 1);
        while good < bad {
            let middle = (good + bad) / 2;
            let wants: Vec<Want> = claims[..=middle].iter().map(Want::Claim).collect();
            if self.comes(&wants) {
                good = middle + 1;
            } else {
                bad = middle;
            }
        }
        bad
    }

    /// The same, but of the other side's recvs anything.
    fn own_wants<'w>(&'w self, recv: usize, last: &'w Want<'w>) -> Vec<Want<'w>> {
        let mut wants = self.wants(recv, last);
        let own = self.program.side_of_cell(recv);
        for (cell, want) in wants.iter_mut().enumerate() {
            if self.program.side_of_cell(cell) != own {
                *want = Want::Any;
            }
        }
        wants
    }

    /// An execution that shares what can be shared, and the moment at which the recv at fault returns in it.
    fn moment(&self, recv: usize, last: Want) -> Option<Moment> {
        let ask = self.program.ask_for(recv, self.piece)?;
        let wants = self.wants(recv, &last);
        let (found, left) = match find(self.program, self.reading, &wants) {
            Found::Outside(call, why) => {
                let left = msg!("why-left", call = call + 1, why = why);
                (find_coming(self.program, self.reading, &wants), Some(left))
            }
            found => (found, None),
        };
        let (steps, outcome) = match found {
            Found::Yes(Schedule { steps }, outcome) => (steps, outcome),
            Found::No => return None,
            Found::Outside(..) => return Some(self.moment_by_claims(recv, ask)),
        };
        let stream = schedule::stream_before(self.program, self.reading, &steps, recv, self.piece);
        let cell = match &outcome.cells[recv] {
            Cell::Pieces(pieces) => pieces.get(self.piece).unwrap_or(&Cell::Unreached),
            cell => cell,
        };
        let returns = !matches!(cell, Cell::Blocks | Cell::Unreached);
        let left = left.filter(|_| !returns);
        let Stream { consumed, sent, fin_sent, .. } = stream;
        Some(Moment { recv, ask, consumed, sent, fin_sent, returns, left })
    }

    /// Where the search was given up: what the row's own claims say about it.
    fn moment_by_claims(&self, recv: usize, ask: Ask) -> Moment {
        let side = self.program.side_of_cell(recv);
        let read = |cell: usize, pieces: &[Claim]| -> usize {
            let taken = |at: &usize| self.program.ask_for(cell, *at).is_some_and(|ask| !ask.peek);
            (0..pieces.len()).filter(taken).map(|at| len_of(&pieces[at])).sum()
        };
        let own = (0..recv).filter(|cell| self.program.side_of_cell(*cell) == side);
        let before: usize = own.map(|cell| read(cell, self.row.claims[cell].pieces().unwrap_or_default())).sum();
        let here = if self.program.is_loop(recv) { read(recv, self.pieces_before(recv)) } else { 0 };
        let consumed = (before + here) as u64;
        let sent = self.program.stream_to(side).len() as u64;
        Moment { recv, ask, consumed, sent, fin_sent: false, returns: true, left: None }
    }

    fn only_unreached(&self, recv: usize) -> bool {
        ![Claim::Blocks, Claim::Eof, Claim::Eagain].iter().any(|word| self.can(recv, Want::Claim(word)))
            && !self.can(recv, Want::Begins(&[], u64::MAX))
            && self.can_be_unreached(recv)
    }

    fn bad_bytes(&self, recv: usize, bytes: &[u8]) -> Fault {
        // The longest beginning that some outcome shares.
        let (mut shared, mut bad) = (0, bytes.len() + 1);
        while shared + 1 < bad {
            let middle = (shared + bad) / 2;
            if self.can(recv, Want::Begins(&bytes[..middle], u64::MAX)) {
                shared = middle;
            } else {
                bad = middle;
            }
        }
        let last = if shared > 0 { Want::Begins(&bytes[..shared], u64::MAX) } else { Want::Any };
        let Some(moment) = self.moment(recv, last) else {
            return self.unreached(recv);
        };
        if shared == 0 && self.only_unreached(recv) {
            return self.unreached(recv);
        }
        if shared == bytes.len() {
            return self.too_short(&moment, bytes);
        }
        self.wrong_byte(&moment, bytes, shared)
    }

    /// All bytes are right, but the call gives more than these.
    fn too_short(&self, moment: &Moment, bytes: &[u8]) -> Fault {
        let len = bytes.len() as u64;
        let (rule, why) = if self.comes(&self.own_wants(moment.recv, &Want::Claim(&Claim::Data(bytes.to_vec())))) {
            (Rule::Conflict, msg!("why-conflict-short", len = len))
        } else if moment.ask.waitall {
            (Rule::TooShort, msg!("why-too-short-waitall", len = len, size = moment.ask.least))
        } else {
            (Rule::TooShort, msg!("why-too-short-peeked", len = len))
        };
        Fault {
            rule,
            recv: moment.recv,
            piece: None,
            byte: None,
            claimed_offset: Some(moment.consumed),
            due_offset: Some(moment.consumed + len),
            why,
        }
    }

    /// The byte at `at` of the cell cannot stand there.
    fn wrong_byte(&self, moment: &Moment, bytes: &[u8], at: usize) -> Fault {
        let stream = self.program.stream_to(self.program.side_of_cell(moment.recv));
        let due = moment.consumed as usize + at;
        let shown = |range: &[u8]| escape::to_c(range);
        let rest = &bytes[at..];
        let fault = |rule, claimed: Option<usize>, why| Fault {
            rule,
            recv: moment.recv,
            piece: None,
            byte: Some(at),
            claimed_offset: claimed.map(|offset| offset as u64),
            due_offset: (due < stream.len()).then_some(due as u64),
            why,
        };
        if stream.get(due) == Some(&rest[0]) {
            return if at as u64 >= moment.ask.most {
                let why = msg!("why-too-long", size = moment.ask.most, len = bytes.len());
                fault(Rule::TooLong, Some(due), why)
            } else if moment.ask.waitall && (bytes.len() as u64) < moment.ask.least {
                let why = msg!("why-too-short-waitall", len = bytes.len(), size = moment.ask.least);
                fault(Rule::TooShort, Some(due), why)
            } else if moment.sent > due as u64 {
                let why = msg!("why-conflict", byte = shown(&rest[..1]), offset = due);
                fault(Rule::Conflict, Some(due), why)
            } else if let Some(left) = &moment.left {
                fault(Rule::NotYetSent, Some(due), left.clone())
            } else if moment.returns {
                let why = msg!("why-not-yet-sent", byte = shown(&rest[..1]), offset = due);
                fault(Rule::NotYetSent, Some(due), why)
            } else {
                let why = msg!("why-never-sent", byte = shown(&rest[..1]), offset = due);
                fault(Rule::NotYetSent, Some(due), why)
            };
        }
        let Some((found, matched)) = best_match(stream, due, rest) else {
            let other = self.program.stream_to(self.program.side_of_cell(moment.recv).peer());
            let why = match other.contains(&rest[0]) {
                true => msg!("why-unknown-other-way", byte = shown(&rest[..1])),
                false => msg!("why-unknown", byte = shown(&rest[..1])),
            };
            return fault(Rule::Unknown, None, why);
        };
        let word = shown(&rest[..matched.min(SHOWN)]);
        if found < due {
            let why = msg!("why-repeat", bytes = word, offset = found);
            return fault(Rule::Repeat, Some(found), why);
        }
        let skipped = &stream[due..found];
        let rule = if self.comes_later(moment.recv, &rest[matched..], skipped) { Rule::Order } else { Rule::Gap };
        let due_byte = shown(&stream[due..=due]);
        let claimed = shown(&rest[..1]);
        let before = &stream[due.saturating_sub(SHOWN).max(moment.consumed as usize)..due];
        let why = match (rule, due) {
            (Rule::Order, 0) => msg!("why-order-first", due = due_byte, claimed = claimed, offset = found),
            (Rule::Order, _) => msg!("why-order", due = due_byte, dueat = due, claimed = claimed, offset = found),
            (_, 0) => msg!("why-gap-first", due = due_byte, claimed = claimed, offset = found),
            _ if before.is_empty() => {
                msg!("why-gap-next", due = due_byte, dueat = due, claimed = claimed, offset = found)
            }
            _ => {
                let before = shown(before);
                msg!("why-gap", before = before, due = due_byte, dueat = due, claimed = claimed, offset = found)
            }
        };
        fault(rule, Some(found), why)
    }

    /// Whether the bytes that were skipped come later in the row, on the same side.
    fn comes_later(&self, recv: usize, rest: &[u8], skipped: &[u8]) -> bool {
        let side = self.program.side_of_cell(recv);
        let mut later = rest.to_vec();
        if self.program.is_loop(recv) {
            let pieces = self.row.claims[recv].pieces().unwrap_or_default();
            pieces.iter().skip(self.piece + 1).for_each(|claim| later.extend(bytes_of(claim)));
        }
        for (index, claim) in self.row.claims.iter().enumerate().skip(recv + 1) {
            if self.program.side_of_cell(index) == side {
                later.extend(bytes_of(claim));
            }
        }
        !skipped.is_empty() && later.windows(skipped.len()).any(|window| window == skipped)
    }

    fn unreached(&self, recv: usize) -> Fault {
        let why = match self.program.is_loop(recv) && self.piece > 0 {
            true => msg!("why-loop-over", made = self.piece),
            false => msg!("why-unreached"),
        };
        self.word_fault(recv, Rule::Unreached, why)
    }

    fn word_fault(&self, recv: usize, rule: Rule, why: Message) -> Fault {
        Fault { rule, recv, piece: None, byte: None, claimed_offset: None, due_offset: None, why }
    }

    fn bad_word(&self, recv: usize, claim: &Claim) -> Fault {
        if *claim == Claim::Unreached {
            return self.word_fault(recv, Rule::Unreached, msg!("why-is-called"));
        }
        let Some(moment) = self.moment(recv, Want::Any) else {
            return self.unreached(recv);
        };
        if self.only_unreached(recv) {
            return self.unreached(recv);
        }
        let left = moment.sent.saturating_sub(moment.consumed);
        let conflict = || (Rule::Conflict, msg!("why-conflict-word"));
        let (rule, why) = match claim {
            Claim::Data(_) | Claim::Eof if moment.fin_sent && left > 0 => {
                (Rule::EarlyEof, msg!("why-early-eof", left = left))
            }
            Claim::Data(_) if moment.fin_sent && moment.ask.most > 0 => conflict(),
            Claim::Data(_) if moment.ask.dontwait => (Rule::Empty, msg!("why-empty-dontwait")),
            Claim::Data(_) if left > 0 => (Rule::Empty, msg!("why-empty")),
            Claim::Data(_) => (Rule::Empty, msg!("why-empty-waits")),
            Claim::Eof if moment.ask.most == 0 => (Rule::EarlyEof, msg!("why-eof-zero-size")),
            Claim::Eof if moment.fin_sent => conflict(),
            Claim::Eof => (Rule::EarlyEof, msg!("why-eof-open")),
            Claim::Eagain if !moment.ask.dontwait => (Rule::Eagain, msg!("why-eagain-waits")),
            Claim::Eagain if self.comes(&self.own_wants(recv, &Want::Claim(claim))) => conflict(),
            Claim::Eagain => (Rule::Eagain, msg!("why-eagain-there")),
            _ if moment.ask.dontwait => (Rule::Blocks, msg!("why-blocks-dontwait")),
            _ if left > 0 => {
                let stream = self.program.stream_to(self.program.side_of_cell(recv));
                let coming = &stream[moment.consumed as usize..moment.sent as usize];
                let bytes = escape::to_c(&coming[..coming.len().min(SHOWN)]);
                (Rule::Blocks, msg!("why-blocks", left = left, bytes = bytes))
            }
            _ if moment.fin_sent => (Rule::Blocks, msg!("why-blocks-end")),
            _ => conflict(),
        };
        let due = (left > 0).then_some(moment.consumed);
        let why = moment.left.unwrap_or(why);
        Fault { due_offset: due, ..self.word_fault(recv, rule, why) }
    }
}

/// How many bytes a claim about one recv names.
pub(super) fn len_of(claim: &Claim) -> usize {
    if let Claim::Data(bytes) = claim { bytes.len() } else { 0 }
}

/// All bytes that a claim names.
fn bytes_of(claim: &Claim) -> Vec<u8> {
    match claim {
        Claim::Data(bytes) => bytes.clone(),
        Claim::Pieces(pieces) => pieces.iter().flat_map(bytes_of).collect(),
        _ => Vec::new(),
    }
}

/// The most bytes that a sentence quotes.
const SHOWN: usize = 12;

/// Where the longest beginning of `wanted` stands in the stream, away from `due`: its offset and its length. Of two equally
/// long ones, one ahead before one behind, the nearest first.
fn best_match(stream: &[u8], due: usize, wanted: &[u8]) -> Option<(usize, usize)> {
    const LOOKED_AT: usize = 64;
    let wanted = &wanted[..wanted.len().min(LOOKED_AT)];
    let ahead = due + 1..stream.len();
    let behind = (0..due.min(stream.len())).rev();
    let mut best: Option<(usize, usize)> = None;
    for start in ahead.chain(behind) {
        if stream[start] != wanted[0] {
            continue;
        }
        let len = stream[start..].iter().zip(wanted).take_while(|(a, b)| a == b).count();
        if best.is_none_or(|(_, longest)| len > longest) {
            best = Some((start, len));
            if len == wanted.len() {
                break;
            }
        }
    }
    best
}
