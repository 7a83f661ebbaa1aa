//! Which receivers there are.

use super::listing::Listing;
use crate::framing::Framing;
use crate::text::Message;

/// Where a receiver belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Group {
    /// It survives every cut.
    Right,
    /// It has one common fault.
    Gallery,
    /// It has one fault of a published walk-through of the ten-digit header.
    Walkthrough,
}

#[derive(Debug)]
pub(super) struct Entry {
    pub(super) group: Group,
    pub(super) title: &'static str,
    pub(super) why: &'static str,
    base: &'static Base,
    /// The word before the brackets in the source's lines.
    fault: Option<&'static str>,
    /// Labels of further lines at which the fault can be mended.
    pub(super) also: &'static [&'static str],
    framing: &'static str,
    pub(super) read_size: usize,
    pub(super) alphabet: &'static [&'static [u8]],
}

#[derive(Debug)]
struct Base {
    python: &'static str,
    c: &'static str,
    /// What is filled in: the width of a header or a field, the delimiter as a literal and its length.
    width: usize,
    end: &'static str,
    end_len: usize,
}

macro_rules! base {
    ($file:literal, $width:expr, $end:expr, $end_len:expr) => {
        Base {
            python: include_str!(concat!("../../../assets/receivers/", $file, ".py")),
            c: include_str!(concat!("../../../assets/receivers/", $file, ".c")),
            width: $width,
            end: $end,
            end_len: $end_len,
        }
    };
}

static TEN: Base = base!("digits", 10, "", 0);
static FIVE: Base = base!("digits", 5, "", 0);
static BINARY: Base = base!("binary", 2, "", 0);
static LF: Base = base!("delimiter", 0, "\\n", 1);
static CRLF: Base = base!("delimiter", 0, "\\r\\n", 2);
static FIXED: Base = base!("fixed", 4, "", 0);
static CLOSE: Base = base!("close", 0, "", 0);
static RAW: Base = base!("raw", 0, "", 0);

/// Messages longer than this many bytes are refused by the receivers that have a bound.
pub const LIMIT: usize = 1000;

// Letters other than a and b: those name the first two sends on screen.

/// Short messages of every kind: none, ASCII, two bytes that are one character.
const SHORT: &[&[u8]] = &[b"", b"x", b"y", b"xy", b"xyz", "é".as_bytes()];
/// None of them is empty.
const SOME: &[&[u8]] = &[b"x", b"y", b"xy", b"xyz", "é".as_bytes()];
/// With bytes that may be delimiters.
const LINES: &[&[u8]] = &[b"", b"x", b"y", b"xy", b"\n", b"x\ny", b"\r", "é".as_bytes()];
/// Lines of text, and such as hold a line's end.
const TEXT: &[&[u8]] = &[b"", b"x", b"y", b"xy", b"x\ny", "é".as_bytes()];

/// The names of all receivers, in the order in which they are shown.
pub fn ids() -> impl Iterator<Item = &'static str> {
    CATALOGUE.iter().map(Entry::id)
}

/// What is known of a receiver without its source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// Its name.
    pub id: &'static str,
    /// Where it belongs.
    pub group: Group,
    /// What it is called on screen: that names its fault.
    pub title: Message,
    /// The framing that sender and receiver mean to keep; `None` where there is none.
    pub framing: Option<Framing>,
}

/// All receivers in that order.
pub fn listed() -> impl Iterator<Item = Card> {
    CATALOGUE.iter().map(|entry| Card {
        id: entry.id(),
        group: entry.group,
        title: Message::new(entry.title),
        framing: entry.framing(),
    })
}

impl Entry {
    /// Its name: its title's key without the first word.
    pub(super) fn id(&self) -> &'static str {
        self.title.trim_start_matches("receiver-")
    }

    pub(super) fn framing(&self) -> Option<Framing> {
        self.framing.parse().ok()
    }

    pub(super) fn listings(&self, read_size: usize) -> (Listing, Listing) {
        let base = self.base;
        let fill = [
            ("{WIDTH}", base.width.to_string()),
            ("{READ}", read_size.to_string()),
            ("{LIMIT}", LIMIT.to_string()),
            ("{END}", base.end.to_owned()),
            ("{LEN}", base.end_len.to_string()),
            // All but one byte of the delimiter may stand behind a message that is as long as may be.
            ("{MOST}", (LIMIT + base.end_len.max(1) - 1).to_string()),
            ("{PAD}", " ".to_owned()),
        ];
        let faults = self.fault.as_slice();
        (Listing::read(base.python, faults, &fill), Listing::read(base.c, faults, &fill))
    }
}

macro_rules! catalogue {
    ($($title:literal $why:literal $group:ident $base:ident $fault:expr, $also:expr, $framing:literal, $read:expr, $alphabet:ident;)*) => {
        pub(super) static CATALOGUE: &[Entry] = &[$(Entry {
            group: Group::$group,
            title: $title,
            why: $why,
            base: &$base,
            fault: $fault,
            also: &$also,
            framing: $framing,
            read_size: $read,
            alphabet: $alphabet,
        }),*];
    };
}

catalogue! {
    "receiver-digits-10" "receiver-digits-10-why" Right TEN None, [], "digits:10", 15, SHORT;
    "receiver-digits-5" "receiver-digits-5-why" Right FIVE None, [], "digits:5", 15, SHORT;
    "receiver-two-loops" "receiver-two-loops-why" Right BINARY None, [], "u16be", 1024, SHORT;
    "receiver-lines-lf" "receiver-lines-lf-why" Right LF None, [], "lf", 1024, LINES;
    "receiver-lines-crlf" "receiver-lines-crlf-why" Right CRLF None, [], "crlf", 1024, LINES;
    "receiver-fixed-4" "receiver-fixed-4-why" Right FIXED None, [], "fixed:4", 1024, SHORT;
    "receiver-until-close" "receiver-until-close-why" Right CLOSE None, [], "close", 1024, SHORT;
    "receiver-one-recv" "receiver-one-recv-why" Gallery RAW Some("one-recv"), ["send", "recv"], "", 1024, SOME;
    "receiver-whole-header" "receiver-whole-header-why" Gallery FIVE Some("whole-header"), ["more", "new", "digits", "expected"], "digits:5", 1024, SHORT;
    "receiver-leftover-lost" "receiver-leftover-lost-why" Gallery LF Some("leftover-lost"), [], "lf", 1024, TEXT;
    "receiver-next-swallowed" "receiver-next-swallowed-why" Gallery FIVE Some("next-swallowed"), ["keep"], "digits:5", 1024, SHORT;
    "receiver-characters" "receiver-characters-why" Gallery FIVE Some("characters"), [], "digits:5", 1024, SHORT;
    "receiver-utf8-per-chunk" "receiver-utf8-per-chunk-why" Gallery LF Some("utf8-per-chunk"), [], "lf", 1024, TEXT;
    "receiver-delimiter-per-chunk" "receiver-delimiter-per-chunk-why" Gallery CRLF Some("delimiter-per-chunk"), [], "crlf", 1024, TEXT;
    "receiver-delimiter-inside" "receiver-delimiter-inside-why" Gallery LF Some("delimiter-inside"), [], "lf", 1024, TEXT;
    "receiver-no-limit" "receiver-no-limit-why" Gallery BINARY Some("no-limit"), ["expected"], "u16be", 1024, SHORT;
    "receiver-zero-is-nothing" "receiver-zero-is-nothing-why" Gallery FIVE Some("zero-is-nothing"), ["end"], "digits:5", 1024, SHORT;
    "receiver-byte-order" "receiver-byte-order-why" Gallery BINARY Some("byte-order"), ["send"], "u16be", 1024, SHORT;
    "receiver-stale-bytes" "receiver-stale-bytes-why" Gallery CLOSE Some("stale-bytes"), ["buffer", "recv"], "close", 16, SOME;
    "receiver-recv-fills" "receiver-recv-fills-why" Gallery BINARY Some("recv-fills"), [], "u16be", 1024, SOME;
    "receiver-claims-26" "receiver-claims-26-why" Walkthrough TEN Some("claims-26"), [], "digits:10", 15, SHORT;
    "receiver-nine-digits" "receiver-nine-digits-why" Walkthrough TEN Some("nine-digits"), [], "digits:10", 15, SHORT;
    "receiver-fifteen-for-sixteen" "receiver-fifteen-for-sixteen-why" Walkthrough TEN Some("fifteen-for-sixteen"), ["keep"], "digits:10", 15, SOME;
    "receiver-space-after-header" "receiver-space-after-header-why" Walkthrough TEN Some("space-after-header"), [], "digits:10", 15, SHORT;
    "receiver-characters-sent" "receiver-characters-sent-why" Walkthrough TEN Some("characters-sent"), [], "digits:10", 15, SHORT;
    "receiver-decoded-by-chunk" "receiver-decoded-by-chunk-why" Walkthrough TEN Some("decoded-by-chunk"), [], "digits:10", 15, SHORT;
    "receiver-header-at-once" "receiver-header-at-once-why" Walkthrough TEN Some("header-at-once"), ["more", "new", "digits", "expected"], "digits:10", 15, SHORT;
    "receiver-rest-thrown-away" "receiver-rest-thrown-away-why" Walkthrough TEN Some("rest-thrown-away"), ["recv"], "digits:10", 15, SHORT;
    "receiver-state-kept" "receiver-state-kept-why" Walkthrough TEN Some("state-kept"), ["again", "old"], "digits:10", 15, SHORT;
    "receiver-send-ignored" "receiver-send-ignored-why" Walkthrough TEN Some("send-ignored"), [], "digits:10", 15, SHORT;
    "receiver-ends-silently" "receiver-ends-silently-why" Walkthrough TEN Some("ends-silently"), ["end"], "digits:10", 15, SHORT;
    "receiver-any-length" "receiver-any-length-why" Walkthrough TEN Some("any-length"), ["expected"], "digits:10", 15, SHORT;
}
