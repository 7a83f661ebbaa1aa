//! Everything a recv may give from here, when the network may deliver as much as it likes first.
//!
//! In these states `delivered` is the *least* that must have been delivered so far: what is delivered beyond that only
//! takes choices away, so one state stands for all (least delivered dominates).

use super::Step;
use super::machine::{Stream, Taken};
use super::map::{Band, Kind};
use super::program::Ask;
use crate::call::Side;

/// The results a recv may give. Data lengths are `lo..=hi`, none when `lo > hi`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Options {
    pub(crate) lo: u64,
    pub(crate) hi: u64,
    /// `MSG_WAITALL` cut short by the end of the stream: this many bytes.
    pub(crate) short: Option<u64>,
    /// A recv of 0 bytes returns 0.
    pub(crate) zero: bool,
    pub(crate) eof: bool,
    pub(crate) eagain: bool,
}

/// One result chosen from [`Options`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Choice {
    Data(u64),
    Short(u64),
    Zero,
    Eof,
    Eagain,
}

impl Options {
    /// The results of `ask` on `stream`.
    pub(crate) fn of(ask: Ask, stream: &Stream) -> Options {
        let left = stream.sent - stream.consumed;
        let forced = stream.delivered - stream.consumed;
        let least = ask.least.max(1);
        let over = stream.fin_sent && left == 0;
        let (lo, hi) = match ask.waitall {
            true => (least, ask.most.min(left)),
            // Fewer than what has been delivered for certain only if the size itself is that small.
            false => (if least < forced { least } else { forced.max(1) }, ask.most.min(left)),
        };
        Options {
            lo,
            hi,
            short: (ask.waitall && stream.fin_sent && left > 0 && left < ask.most).then_some(left),
            zero: ask.least == 0 && (left > 0 || over),
            eof: ask.most > 0 && over,
            eagain: ask.dontwait && forced == 0 && !stream.fin_delivered,
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.lo > self.hi && self.short.is_none() && !self.zero && !self.eof && !self.eagain
    }

    /// Keeps those that lie in a band.
    pub(crate) fn keep(&mut self, band: Band) {
        match (band.first, band.last) {
            (Kind::Data(first), Kind::Data(last)) => (self.lo, self.hi) = (self.lo.max(first), self.hi.min(last)),
            _ => (self.lo, self.hi) = (1, 0),
        }
        self.short = self.short.filter(|short| band.holds(Kind::Data(*short)));
        self.zero &= band.holds(Kind::Data(0));
        self.eof &= band.holds(Kind::Eof);
        self.eagain &= band.holds(Kind::Eagain);
    }

    /// Those that were not there before.
    pub(crate) fn new_since(mut self, before: &Options) -> Options {
        if before.lo <= before.hi {
            self.lo = self.lo.max(before.hi + 1);
        }
        self.short = self.short.filter(|_| before.short.is_none());
        self.zero &= !before.zero;
        self.eof &= !before.eof;
        self.eagain &= !before.eagain;
        self
    }

    /// The results that are not data of any length, one by one.
    pub(crate) fn words(&self) -> impl Iterator<Item = Choice> + use<> {
        [
            self.short.map(Choice::Short),
            self.zero.then_some(Choice::Zero),
            self.eof.then_some(Choice::Eof),
            self.eagain.then_some(Choice::Eagain),
        ]
        .into_iter()
        .flatten()
    }
}

/// Whether a recv may go on waiting although some sizes of it would complete: `MSG_WAITALL` with a size left open.
pub(crate) fn may_wait(ask: Ask, stream: &Stream) -> bool {
    ask.waitall && !stream.fin_sent && ask.most > stream.sent - stream.consumed
}

impl Choice {
    /// What the network must deliver first, and the size to ask for.
    pub(crate) fn needs(self, ask: Ask, stream: &Stream, to: Side) -> (Vec<Step>, u64) {
        let up_to = |offset: u64| {
            let bytes = offset.saturating_sub(stream.delivered);
            (bytes > 0).then_some(Step::Deliver { bytes, to })
        };
        let fin = (!stream.fin_delivered).then_some(Step::Fin { to });
        match self {
            Choice::Data(len) => (up_to(stream.consumed + len).into_iter().collect(), len.max(ask.least)),
            Choice::Short(_) => (up_to(stream.sent).into_iter().chain(fin).collect(), ask.most),
            Choice::Zero if stream.consumed < stream.sent => (up_to(stream.consumed + 1).into_iter().collect(), 0),
            Choice::Zero => (fin.into_iter().collect(), 0),
            Choice::Eof => (fin.into_iter().collect(), ask.most),
            Choice::Eagain => (Vec::new(), ask.most),
        }
    }

    /// The same result as the machine tells it.
    pub(crate) fn taken(self, stream: &Stream) -> Taken {
        match self {
            Choice::Data(len) | Choice::Short(len) => Taken::Data { from: stream.consumed, len },
            Choice::Zero => Taken::Data { from: stream.consumed, len: 0 },
            Choice::Eof => Taken::Eof,
            Choice::Eagain => Taken::Eagain,
        }
    }
}
