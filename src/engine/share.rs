//! A run as a line of text that can be pasted elsewhere: what was set, the seed, and the order of events.
//!
//! ```text
//! chunkscope:1 start=sends-first via=pieces=1,9 seed=7 rcvbuf=4096 steps: 1 2 d1s 3 d9s 4
//! ```
//! Words stand in any order, with blanks or line breaks between them, so that a line that a mail has folded is read as
//! well; `steps:` comes last. What is not named has its default. The calls are not part of it.

use std::fmt;

use super::{Knobs, Plan, Start, Via, policy, values};
use crate::msg;
use crate::script::Script;
use crate::stream::{Machine, Program, Refused, Schedule};
use crate::text::{Diagnostic, Message, Span};

/// What every such text begins with, and the version of the rest.
const MARK: &str = "chunkscope:";
const VERSION: &str = "1";
/// The words before `=`.
const KEYS: [&str; 11] =
    ["start", "via", "seed", "gap", "nodelay", "sndbuf", "rcvbuf", "maxseg", "cpus", "reuse", "fresh-process"];

/// All that a run depends on but its calls and the kernel.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Share {
    /// Who goes first.
    pub start: Start,
    /// What stands between.
    pub via: Via,
    /// Seed of everything random.
    pub seed: u64,
    /// Options ([`Knobs::kernel`] is no part of it: it changes what is told, not what happens).
    pub knobs: Knobs,
    /// The order of events to be replayed through a relay, where one is given.
    pub schedule: Option<Schedule>,
}

impl Share {
    /// The text's part of a plan.
    pub fn of(plan: &Plan, schedule: Option<Schedule>) -> Share {
        let knobs = Knobs { kernel: false, ..plan.knobs };
        Share { start: plan.start, via: plan.via.clone(), seed: plan.seed, knobs, schedule }
    }

    /// The words in which it differs from another, as [`parse_words`] reads them; the order of events is no part of them.
    pub fn words_beside(&self, other: &Share) -> String {
        let whole = |share: &Share| Share { schedule: None, ..share.clone() }.to_string();
        let (own, other) = (whole(self), whole(other));
        let differs = |word: &&str| !other.split(' ').any(|known| known == *word);
        own.split(' ').filter(differs).collect::<Vec<_>>().join(" ")
    }

    /// Whether the order of events can be played with these calls, to its end, under the reading that the start implies.
    ///
    /// # Errors
    /// The first step that cannot be, and why.
    pub fn fits(&self, script: &Script) -> Result<(), Message> {
        let Some(schedule) = &self.schedule else { return Ok(()) };
        let program = Program::new(script);
        let mut machine = Machine::new(&program);
        let sizes = policy::Sizes::new(script, self.seed);
        let mut made = vec![0u32; script.calls.len()];
        for (at, step) in schedule.steps.iter().enumerate() {
            let whole = match *step {
                crate::stream::Step::Issue { call, size: None }
                    if script.calls.get(call).is_some_and(super::driver::is_open) =>
                {
                    crate::stream::Step::Issue { call, size: Some(sizes.of(call, made[call])) }
                }
                step => step,
            };
            if let crate::stream::Step::Issue { call, .. } = *step
                && let Some(made) = made.get_mut(call)
            {
                *made += 1;
            }
            if let Err(refused) = machine.step(whole, self.start.reading()) {
                let why = match refused {
                    Refused::NotNext => msg!("share-refused-turn"),
                    Refused::NotOnTheWay => msg!("share-refused-bytes"),
                    Refused::NoFin => msg!("share-refused-end"),
                    Refused::BadSize => msg!("share-refused-size"),
                    Refused::Outside { why, .. } => why,
                };
                return Err(msg!("share-refused", number = at + 1, step = step.to_string(), why = why));
            }
        }
        if machine.is_final() { Ok(()) } else { Err(msg!("share-refused-short", steps = schedule.steps.len())) }
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{MARK}{VERSION} start={} via={} seed={}", self.start, self.via, self.seed)?;
        let Knobs { sndbuf, rcvbuf, nodelay, maxseg, gap, cpus, reuse, process, kernel: _ } = self.knobs;
        if let Some(gap) = gap {
            write!(f, " gap={}", values::gap_words(gap))?;
        }
        if let Some(on) = nodelay {
            write!(f, " nodelay={}", values::switch_word(on))?;
        }
        for (key, bytes) in [("sndbuf", sndbuf), ("rcvbuf", rcvbuf), ("maxseg", maxseg)] {
            if let Some(bytes) = bytes {
                write!(f, " {key}={bytes}")?;
            }
        }
        if let Some(cpus) = cpus {
            write!(f, " cpus={}", cpus.word())?;
        }
        for (key, on) in [("reuse", reuse), ("fresh-process", process)] {
            if on {
                write!(f, " {key}=on")?;
            }
        }
        match &self.schedule {
            Some(schedule) => write!(f, " steps: {schedule}"),
            None => Ok(()),
        }
    }
}

/// Whether a text wants to be read by [`parse`].
pub fn is_share(text: &str) -> bool {
    text.trim_start().starts_with(MARK)
}

/// Reads the text.
///
/// # Errors
/// What is wrong, at which byte of the text, and what would work.
pub fn parse(text: &str) -> Result<Share, Diagnostic> {
    let mut words = words(text);
    let begins = || Diagnostic::error(Span::new(0, text.len()), msg!("share-begins"));
    let (at, first) = words.next().ok_or_else(begins)?;
    let version = first.strip_prefix(MARK).ok_or_else(begins)?;
    if version != VERSION {
        let span = Span::new(at, at + first.len());
        return Err(Diagnostic::error(span, msg!("share-version", given = version, known = VERSION)));
    }
    let mut share = Share::default();
    let schedule = take(&mut words, &mut share, true)?;
    if schedule {
        share.schedule = Some(steps(&mut words)?);
    }
    Ok(share)
}

/// Reads words without the mark, as they stand in a worksheet: what they do not name is as in `other`. There is no order of
/// events in them.
///
/// # Errors
/// What is wrong, at which byte of the text, and what would work.
pub fn parse_words(text: &str, other: Share) -> Result<Share, Diagnostic> {
    let mut share = Share { schedule: None, ..other };
    take(&mut words(text), &mut share, false)?;
    Ok(share)
}

/// Takes words in, each key once, to the end or to `steps:`; tells whether that came.
fn take<'a>(
    words: &mut impl Iterator<Item = (usize, &'a str)>,
    share: &mut Share,
    steps: bool,
) -> Result<bool, Diagnostic> {
    let mut named = Vec::new();
    for (at, word) in words {
        let found = |message| Diagnostic::error(Span::new(at, at + word.len()), message);
        if word == "steps:" && steps {
            return Ok(true);
        }
        let Some((key, value)) = word.split_once('=') else {
            return Err(found(msg!("share-word", given = word, known = KEYS.join(", "))));
        };
        if named.contains(&key) {
            return Err(found(msg!("share-twice", key = key)));
        }
        named.push(key);
        let inside = |message| Diagnostic::error(Span::new(at + key.len() + 1, at + word.len()), message);
        set(share, key, value).map_err(|why| match why {
            Some(message) => inside(message),
            None => found(msg!("share-word", given = word, known = KEYS.join(", "))),
        })?;
    }
    Ok(false)
}

/// Sets what a word says; fails with the reason, or none where the key is not known.
fn set(share: &mut Share, key: &str, value: &str) -> Result<(), Option<Message>> {
    let knobs = &mut share.knobs;
    match key {
        "start" => share.start = value.parse()?,
        "via" => share.via = value.parse()?,
        "seed" => share.seed = value.parse().map_err(|_| msg!("share-seed", given = value))?,
        "gap" => knobs.gap = Some(values::gap(value)?),
        "nodelay" => knobs.nodelay = Some(values::switch(value)?),
        "sndbuf" => knobs.sndbuf = Some(values::bytes(value)?),
        "rcvbuf" => knobs.rcvbuf = Some(values::bytes(value)?),
        "maxseg" => knobs.maxseg = Some(values::bytes(value)?),
        "cpus" => knobs.cpus = Some(values::cpus(value)?),
        "reuse" => knobs.reuse = values::switch(value)?,
        "fresh-process" => knobs.process = values::switch(value)?,
        _ => return Err(None),
    }
    Ok(())
}

fn steps<'a>(words: &mut impl Iterator<Item = (usize, &'a str)>) -> Result<Schedule, Diagnostic> {
    let step = |(at, word): (usize, &str)| {
        word.parse().map_err(|message| Diagnostic::error(Span::new(at, at + word.len()), message))
    };
    Ok(Schedule { steps: words.map(step).collect::<Result<_, _>>()? })
}

/// The words of a text, each with the byte at which it begins.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_whitespace().map(move |word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}
