//! What can be set before a run: the network, who goes first, and what the run asks of the system.

use std::time::Duration;

use super::Lab;
use crate::doc::{self, Worksheet, parse_worksheet};
use crate::engine::{Cpus, Knobs, Policy, Share, Start, Via, share, values};
use crate::stream::Reading;
use crate::text::{Diagnostic, Message, Source};

/// What the network does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Network {
    /// The kernel alone.
    #[default]
    Direct,
    /// Each send is one piece.
    Whole,
    /// All that is on the way is one piece.
    Merged,
    /// One byte at a time.
    Drip,
    /// Random pieces.
    Random,
    /// Pieces of the sizes in [`Lab::pieces`].
    Pieces,
}

impl Network {
    /// All, in the order of the key.
    pub const ALL: [Network; 6] =
        [Network::Direct, Network::Whole, Network::Merged, Network::Drip, Network::Random, Network::Pieces];

    /// As the engine takes it.
    pub fn via(self, pieces: &[Vec<u64>; 2]) -> Via {
        match self {
            Network::Direct => Via::Direct,
            Network::Whole => Via::Relay(Policy::Whole),
            Network::Merged => Via::Relay(Policy::Merged),
            Network::Drip => Via::Relay(Policy::Drip),
            Network::Random => Via::Relay(Policy::Random),
            Network::Pieces => Via::Relay(Policy::Pieces(pieces.clone())),
        }
    }
}

/// A knob: a row of the panel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)] // named as on the screen
pub enum Knob {
    Start,
    Network,
    Gap,
    Rcvbuf,
    Sndbuf,
    Nodelay,
    Connection,
    Seed,
    Cpus,
    Maxseg,
    Process,
}

impl Knob {
    /// All, from top to bottom: first what changes outcomes most, for not all have room on a small screen.
    pub const ALL: [Knob; 11] = [
        Knob::Start,
        Knob::Network,
        Knob::Gap,
        Knob::Rcvbuf,
        Knob::Sndbuf,
        Knob::Nodelay,
        Knob::Connection,
        Knob::Seed,
        Knob::Cpus,
        Knob::Maxseg,
        Knob::Process,
    ];

    /// Whether its value can be typed.
    pub fn is_typed(self) -> bool {
        matches!(self, Knob::Network | Knob::Gap | Knob::Rcvbuf | Knob::Sndbuf | Knob::Maxseg | Knob::Seed)
    }
}

/// Whether this system can place threads.
pub const PLACES: bool = cfg!(target_os = "linux");

/// A knob's value while it is typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TypedValue {
    /// What stands there.
    pub text: String,
    /// Why it was not taken.
    pub wrong: Option<Message>,
}

const BUFFERS: [u32; 6] = [1, 1024, 4096, 16_384, 65_536, 1_000_000_000];
const SEGMENTS: [u32; 4] = [88, 536, 1460, 9000];
const GAPS: [Duration; 5] = [
    Duration::from_micros(1),
    Duration::from_micros(10),
    Duration::from_micros(100),
    Duration::from_millis(1),
    Duration::from_millis(100),
];

/// The next larger (or smaller) of some values; before the first stands none, the system's own.
pub(super) fn next<T: Copy + Ord>(values: &[T], now: Option<T>, on: bool) -> Option<T> {
    match (now, on) {
        (None, true) => values.first().copied(),
        (None, false) => None,
        (Some(now), true) => values.iter().copied().find(|value| *value > now).or(Some(now)),
        (Some(now), false) => values.iter().rev().copied().find(|value| *value < now),
    }
}

/// The next of some values, round and round.
pub(super) fn turned<T: Copy + PartialEq>(values: &[T], now: T, on: bool) -> T {
    let at = values.iter().position(|value| *value == now).unwrap_or(0);
    values[(at + if on { 1 } else { values.len() - 1 }) % values.len()]
}

impl Lab {
    /// Which orders of events count under the start that is set.
    pub fn reading(&self) -> Reading {
        self.start.reading()
    }

    /// The knob with the cursor.
    pub fn knob(&self) -> Knob {
        Knob::ALL[self.knob.min(Knob::ALL.len() - 1)]
    }

    /// Whether a knob may be turned now. A table asks about calls that are made one at a time, so who goes first can be
    /// chosen only once nothing is asked any more.
    pub fn may_turn(&self, knob: Knob) -> bool {
        match knob {
            Knob::Start => self.is_free(),
            Knob::Cpus => PLACES,
            _ => true,
        }
    }

    /// Whether a knob has another value than at first.
    pub fn is_turned(&self, knob: Knob) -> bool {
        let (knobs, none) = (&self.knobs, Knobs::default());
        match knob {
            Knob::Start => self.start != Start::default(),
            Knob::Network => self.network != Network::Direct || self.replay.is_some(),
            Knob::Gap => knobs.gap != none.gap,
            Knob::Rcvbuf => knobs.rcvbuf != none.rcvbuf,
            Knob::Sndbuf => knobs.sndbuf != none.sndbuf,
            Knob::Nodelay => knobs.nodelay != none.nodelay,
            Knob::Maxseg => knobs.maxseg != none.maxseg,
            Knob::Cpus => knobs.cpus != none.cpus,
            Knob::Connection => knobs.reuse,
            Knob::Process => knobs.process,
            Knob::Seed => self.seed != FIRST_SEED,
        }
    }

    /// Turns a knob to its next value, or back.
    pub(crate) fn turn(&mut self, knob: Knob, on: bool) {
        let knobs = &mut self.knobs;
        match knob {
            Knob::Start => self.start = turned(&Start::ALL, self.start, on),
            Knob::Network => self.network = turned(&Network::ALL, self.network, on),
            Knob::Gap => knobs.gap = next(&GAPS, knobs.gap, on),
            Knob::Rcvbuf => knobs.rcvbuf = next(&BUFFERS, knobs.rcvbuf, on),
            Knob::Sndbuf => knobs.sndbuf = next(&BUFFERS, knobs.sndbuf, on),
            Knob::Nodelay => knobs.nodelay = turned(&[None, Some(true), Some(false)], knobs.nodelay, on),
            Knob::Maxseg => knobs.maxseg = next(&SEGMENTS, knobs.maxseg, on),
            Knob::Cpus => knobs.cpus = turned(&[None, Some(Cpus::One), Some(Cpus::Two)], knobs.cpus, on),
            Knob::Connection => knobs.reuse = !knobs.reuse,
            Knob::Process => knobs.process = !knobs.process,
            Knob::Seed => {
                self.seed = self.seed.saturating_add_signed(if on { 1 } else { -1 });
                self.moved = 0;
            }
        }
    }

    /// Turns a knob back to what it was at first.
    pub(crate) fn untouch(&mut self, knob: Knob) {
        let (knobs, none) = (&mut self.knobs, Knobs::default());
        match knob {
            Knob::Start => self.start = Start::default(),
            Knob::Network => self.network = Network::Direct,
            Knob::Gap => knobs.gap = none.gap,
            Knob::Rcvbuf => knobs.rcvbuf = none.rcvbuf,
            Knob::Sndbuf => knobs.sndbuf = none.sndbuf,
            Knob::Nodelay => knobs.nodelay = none.nodelay,
            Knob::Maxseg => knobs.maxseg = none.maxseg,
            Knob::Cpus => knobs.cpus = none.cpus,
            Knob::Connection => knobs.reuse = none.reuse,
            Knob::Process => knobs.process = none.process,
            Knob::Seed => (self.seed, self.moved) = (FIRST_SEED, 0),
        }
    }

    /// Sets a knob to what was typed; nothing means: as at first.
    ///
    /// # Errors
    /// Why that is no value, and what would work.
    pub(crate) fn set_typed(&mut self, knob: Knob, text: &str) -> Result<(), Message> {
        let text = text.trim();
        if text.is_empty() {
            self.untouch(knob);
            return Ok(());
        }
        match knob {
            Knob::Network => match via_typed(text)? {
                Via::Direct => self.network = Network::Direct,
                via => self.set_via(&via),
            },
            Knob::Gap => self.knobs.gap = Some(values::gap(text)?),
            Knob::Rcvbuf => self.knobs.rcvbuf = Some(values::bytes(text)?),
            Knob::Sndbuf => self.knobs.sndbuf = Some(values::bytes(text)?),
            Knob::Maxseg => self.knobs.maxseg = Some(values::bytes(text)?),
            Knob::Seed => {
                self.seed = text.parse().map_err(|_| crate::msg!("share-seed", given = text))?;
                self.moved = 0;
            }
            _ => {}
        }
        Ok(())
    }

    /// What can be typed instead of the present value.
    pub(crate) fn text_of(&self, knob: Knob) -> String {
        let text = |value: Option<u32>| value.map_or(String::new(), |value| value.to_string());
        match knob {
            Knob::Network => {
                let via = self.network.via(&self.pieces).to_string();
                via.strip_prefix("pieces=").unwrap_or("").to_owned()
            }
            Knob::Gap => self.knobs.gap.map_or(String::new(), values::gap_words),
            Knob::Rcvbuf => text(self.knobs.rcvbuf),
            Knob::Sndbuf => text(self.knobs.sndbuf),
            Knob::Maxseg => text(self.knobs.maxseg),
            Knob::Seed => self.seed.to_string(),
            _ => String::new(),
        }
    }

    /// What the network does, in words.
    pub fn network_said(&self) -> Message {
        match self.network {
            _ if self.replay.is_some() => crate::msg!("lab-network-replay"),
            Network::Direct => crate::msg!("lab-network-direct"),
            Network::Whole => crate::msg!("lab-network-whole"),
            Network::Merged => crate::msg!("lab-network-merged"),
            Network::Drip => crate::msg!("lab-network-drip"),
            Network::Random => crate::msg!("lab-network-random"),
            Network::Pieces => crate::msg!("lab-network-pieces", sizes = self.text_of(Knob::Network)),
        }
    }

    /// Whether the seed has a say in the next run.
    pub fn is_random(&self) -> bool {
        self.network == Network::Random || self.script.calls.iter().any(|line| line.call.has_random_size())
    }

    /// Sets the network to this delivery.
    pub(crate) fn set_via(&mut self, via: &Via) {
        self.network = match via {
            Via::Direct => Network::Direct,
            Via::Relay(Policy::Whole) => Network::Whole,
            Via::Relay(Policy::Merged) => Network::Merged,
            Via::Relay(Policy::Drip) => Network::Drip,
            Via::Relay(Policy::Random) => Network::Random,
            Via::Relay(Policy::Pieces(pieces)) => {
                self.pieces.clone_from(pieces);
                Network::Pieces
            }
        };
    }

    /// What a run is made with, as somebody has set it: with the seed that the runs began from.
    fn share_kept(&self) -> Share {
        Share { seed: self.seed.wrapping_sub(self.moved), ..Share::of(&self.plan(), None) }
    }

    /// What a run is made with, in the words that are kept in the worksheet; none where all is as at first.
    pub(crate) fn kept_words(&self) -> String {
        self.share_kept().words_beside(&first_share())
    }

    /// A worksheet's text with the words of these knobs; as it is where they are said there already, in whatever words.
    pub(crate) fn with_knobs(&self, text: &str) -> String {
        let (sheet, _) = parse_worksheet(&Source::new("", text));
        let words = self.kept_words();
        let same = match kept_share(&sheet) {
            Ok(kept) => {
                let (kept, now) = (kept.unwrap_or_else(first_share), self.share_kept());
                // A table begins with calls that are made one at a time, whatever its worksheet says.
                let start = if self.quiz.is_some() { now.start } else { kept.start };
                Share { start, ..kept } == now
            }
            // Words that were not understood stay for their author, unless there are others.
            Err(_) => words.is_empty(),
        };
        if same { text.to_owned() } else { doc::with_run(text, &words) }
    }

    /// Sets the knobs as the worksheet says. A table asks about calls that are made one at a time, so it leaves the turns.
    pub(super) fn set_kept(&mut self, sheet: &Worksheet) {
        if let Ok(Some(share)) = kept_share(sheet) {
            let start = if self.quiz.is_some() { Start::default() } else { share.start };
            self.set_shared(&Share { start, ..share });
        }
    }

    /// Sets all knobs as a text says that was pasted.
    pub(crate) fn set_shared(&mut self, share: &Share) {
        self.set_via(&share.via);
        (self.start, self.seed, self.knobs) = (share.start, share.seed, share.knobs);
        self.moved = 0;
        if !PLACES {
            self.knobs.cpus = None;
        }
    }
}

/// The seed at first.
pub(super) const FIRST_SEED: u64 = 1;

/// What a run is made with at first.
fn first_share() -> Share {
    Share { seed: FIRST_SEED, ..Share::default() }
}

/// What a worksheet says its runs are made with, if it says anything.
///
/// # Errors
/// What is wrong with it, and where in the worksheet's text.
pub fn kept_share(sheet: &Worksheet) -> Result<Option<Share>, Diagnostic> {
    let Some((words, span)) = &sheet.run else { return Ok(None) };
    share::parse_words(words, first_share()).map(Some).map_err(|finding| finding.shifted(span.start))
}

/// Sizes alone, `1,9` or `c:1,9;s:3`, or a delivery as on the command line.
fn via_typed(text: &str) -> Result<Via, Message> {
    let sizes = text.starts_with(|sign: char| sign.is_ascii_digit()) || text.contains(':') && !text.contains('=');
    if sizes { format!("pieces={text}").parse() } else { text.parse() }
}
