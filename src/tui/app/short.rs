//! Short sends: what is wanted, what was said beforehand, what has happened so far.

use std::time::Duration;

use crate::engine::short::{By, Event, Found, LENGTH, Order, Stage};
use crate::text::Message;

/// The ways to wait, in the order in which a key goes through them: first what a send does that nobody told otherwise.
pub const WAYS: [By; 5] =
    [By::Blocking, By::NonBlocking, By::TimeOut, By::Signal { restart: false }, By::Signal { restart: true }];

/// What a send, or the one after it, might do. One of each four is what happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Guess {
    /// It returns this count.
    Returns(usize),
    /// It fails: it takes nothing.
    Fails,
    /// It goes on waiting until everything fits.
    Waits,
    /// It is given the data from this byte on, and this count.
    Given(usize, usize),
}

/// What is asked before a send.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question {
    /// What the first send returns.
    First,
    /// What the next one must be given.
    Next,
}

/// An answer, and what was right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Said {
    /// What was asked.
    pub question: Question,
    /// What was said.
    pub guess: Guess,
    /// What was right, once that is known.
    pub right: Option<Guess>,
}

/// What is shown where there is no room for both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Page {
    /// The calls as they were made.
    #[default]
    Calls,
    /// The loop that a program needs.
    Loop,
}

/// The state of the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Short {
    /// Bytes that the first send finds room for.
    pub cut: usize,
    /// How it waits: an index into [`WAYS`].
    pub way: usize,
    /// Digits of a cut that is being typed.
    pub typed: String,
    /// The run under way, or the last one: its number.
    pub run: Option<u64>,
    /// A step is being made.
    pub busy: bool,
    /// When it was known that the send waits; the app's time.
    pub waits_since: Option<Duration>,
    /// What its steps found.
    pub events: Vec<Event>,
    /// What was said beforehand.
    pub said: Vec<Said>,
    /// What is shown.
    pub page: Page,
    /// The first line of it that is shown; none: the last calls, or the loop from its first line on.
    pub scroll: Option<usize>,
    /// Why it could not go on.
    pub failed: Option<Message>,
}

impl Default for Short {
    fn default() -> Self {
        Short {
            cut: 40,
            way: 0,
            typed: String::new(),
            run: None,
            busy: false,
            waits_since: None,
            events: Vec::new(),
            said: Vec::new(),
            page: Page::Calls,
            scroll: None,
            failed: None,
        }
    }
}

impl Short {
    /// Bytes to send.
    pub fn length(&self) -> usize {
        LENGTH
    }

    /// How the send waits.
    pub fn by(&self) -> By {
        WAYS[self.way % WAYS.len()]
    }

    /// What is wanted; none where that cannot be, which the keys do not allow.
    pub fn order(&self) -> Option<Order> {
        Order::new(self.length(), self.cut, self.by()).ok()
    }

    /// Whether a run has begun.
    pub fn has_begun(&self) -> bool {
        self.run.is_some()
    }

    /// What the next step does.
    pub fn next(&self) -> Stage {
        self.events.last().map_or(Stage::Measure, |event| event.next)
    }

    /// Whether all is done, or cannot go on.
    pub fn is_over(&self) -> bool {
        self.failed.is_some() || self.next() == Stage::Over
    }

    /// Bytes of the data that are sent: what each send has taken, one after the other.
    pub fn taken(&self) -> Vec<usize> {
        let mut taken: Vec<usize> = Vec::new();
        for event in &self.events {
            match event.found {
                Found::Short { taken: bytes, .. } | Found::Returned { taken: bytes, .. } => taken = vec![bytes],
                Found::Sent { bytes } => taken.push(bytes - taken.iter().sum::<usize>()),
                _ => {}
            }
        }
        taken
    }

    /// Bytes of the data that are sent.
    pub fn sent(&self) -> usize {
        self.taken().iter().sum()
    }

    /// How much a connection holds, once that is known: of the last one that was measured.
    pub fn capacity(&self) -> Option<usize> {
        self.events.iter().rev().find_map(|event| match event.found {
            Found::Capacity { bytes, .. } => Some(bytes),
            _ => None,
        })
    }

    /// Bytes that fill the connection.
    pub fn filled(&self) -> usize {
        self.events
            .iter()
            .rev()
            .find_map(|event| match event.found {
                Found::Filled { bytes } => Some(bytes),
                Found::Capacity { .. } | Found::Changed { .. } => Some(0),
                _ => None,
            })
            .unwrap_or(0)
    }

    /// What is asked now.
    pub fn question(&self) -> Option<Question> {
        let asked = |question| self.said.iter().any(|said| said.question == question);
        let question = match self.next() {
            _ if self.busy || !self.has_begun() || self.is_over() => return None,
            Stage::Send => Question::First,
            // Where nothing was taken there is no place to go on from.
            Stage::Rest if self.sent() > 0 => Question::Next,
            _ => return None,
        };
        (!asked(question)).then_some(question)
    }

    /// What may be said to it: four guesses, the right one at a place that depends on the cut, and
    /// changes from run to run.
    pub fn guesses(&self, question: Question) -> Vec<Guess> {
        let (length, sent) = (self.length(), self.sent());
        let mut guesses = match question {
            Question::First => vec![Guess::Returns(self.cut), Guess::Returns(length), Guess::Fails, Guess::Waits],
            Question::Next => {
                let mut guesses = vec![Guess::Given(sent, length - sent), Guess::Given(0, length)];
                guesses.extend([Guess::Given(sent, length), Guess::Given(0, length - sent)]);
                guesses
            }
        };
        let places = guesses.len();
        // Not at the same place both times, nor in the next run, and with the first cut and way not the first.
        let from = if question == Question::First { 1 } else { 3 };
        let run = (self.run.unwrap_or(0) % places as u64) as usize;
        guesses.rotate_right((self.cut + self.way + from + run) % places);
        guesses
    }

    /// Whether the loop that a program needs may be seen: before, it would answer what is asked.
    pub fn may_see_loop(&self) -> bool {
        self.next() == Stage::Over || self.said(Question::Next).is_some_and(|said| said.right.is_some())
    }

    /// What was said to a question.
    pub fn said(&self, question: Question) -> Option<&Said> {
        self.said.iter().find(|said| said.question == question)
    }

    /// Takes a step in, at this time: what was right is known now.
    pub(crate) fn take_in(&mut self, event: Event, now: Duration) {
        self.busy = false;
        self.waits_since = matches!(event.found, Found::Waits { .. }).then_some(now);
        let right = match event.found {
            Found::Short { taken: 0, .. } => Some((Question::First, Guess::Fails)),
            Found::Short { taken, .. } => Some((Question::First, Guess::Returns(taken))),
            Found::Waits { .. } => Some((Question::First, Guess::Waits)),
            Found::Sent { .. } => {
                let sent = self.sent();
                Some((Question::Next, Guess::Given(sent, self.length() - sent)))
            }
            _ => None,
        };
        if let Some((question, right)) = right
            && let Some(said) = self.said.iter_mut().find(|said| said.question == question)
        {
            said.right.get_or_insert(right);
        }
        self.events.push(event);
        self.scroll = None;
    }

    /// Forgets the run; what is wanted stays.
    pub(crate) fn clear(&mut self) {
        *self = Short { cut: self.cut, way: self.way, ..Short::default() };
    }
}
