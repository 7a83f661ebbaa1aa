//! Receivers, right ones and such with one fault each, as code that runs.
//!
//! Each is a listing in the small Python of [`code`](super::code) (which is what runs) and the same in C (which is shown
//! beside it). A faulty one is a right one in which some lines stand in the place of others: those are its guilty lines.

mod catalogue;
mod listing;
mod plain;
mod walkthrough;

use std::num::NonZeroUsize;

pub use catalogue::{Card, Group, LIMIT, ids, listed};
pub use listing::{Line, Listing};
pub use plain::Plain;
pub use walkthrough::{PROSE, Slip};

use super::Framing;
use super::code::{CodeError, Program};
use crate::text::Message;
use catalogue::{CATALOGUE, Entry};

/// What a variable of a receiver holds, in the words that students learn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Meaning {
    /// Whether the next byte begins a message.
    NewMessage,
    /// The length that the header announced, in bytes.
    Expected,
    /// What has come of the message.
    SoFar,
    /// What has come and is not looked at yet.
    Aside,
}

impl Meaning {
    /// What a variable of this name holds, if it is one of the four.
    pub fn of(name: &str) -> Option<Meaning> {
        match name {
            "new_message" => Some(Meaning::NewMessage),
            "expected" => Some(Meaning::Expected),
            "message" | "got" => Some(Meaning::SoFar),
            "aside" => Some(Meaning::Aside),
            _ => None,
        }
    }
}

/// A receiver and the sender that it belongs to.
#[derive(Debug, Clone)]
pub struct Receiver {
    entry: &'static Entry,
    read_size: usize,
    takes_read_size: bool,
    python: Listing,
    c: Listing,
    program: Program,
}

impl Receiver {
    /// The receiver of this name, or `None`. `read_size` changes how many bytes a recv asks for, where the source leaves that
    /// open.
    ///
    /// # Errors
    /// Its source cannot be compiled.
    pub fn named(id: &str, read_size: Option<NonZeroUsize>) -> Option<Result<Receiver, CodeError>> {
        let entry = CATALOGUE.iter().find(|entry| entry.id() == id)?;
        let read_size = read_size.map_or(entry.read_size, NonZeroUsize::get);
        let (python, c) = entry.listings(read_size);
        // Another size makes another source of those that it is written in.
        let takes_read_size = entry.listings(read_size.wrapping_add(1)).0 != python;
        let compiled = Program::compile(&python.text());
        Some(compiled.map(|program| Receiver { entry, read_size, takes_read_size, python, c, program }))
    }

    /// Its name.
    pub fn id(&self) -> &'static str {
        self.entry.id()
    }

    /// Where it belongs.
    pub fn group(&self) -> Group {
        self.entry.group
    }

    /// What it is called on screen.
    pub fn title(&self) -> Message {
        Message::new(self.entry.title)
    }

    /// What it does wrong, or why it works, in one or two sentences.
    pub fn why(&self) -> Message {
        Message::new(self.entry.why)
    }

    /// The framing that sender and receiver mean to keep; `None` where there is none.
    pub fn framing(&self) -> Option<Framing> {
        self.entry.framing()
    }

    /// Bytes that a recv asks for, where the source leaves that open.
    pub fn read_size(&self) -> usize {
        self.read_size
    }

    /// Whether its source leaves that open: others ask for just what they expect.
    pub fn takes_read_size(&self) -> bool {
        self.takes_read_size
    }

    /// The source that runs.
    pub fn python(&self) -> &Listing {
        &self.python
    }

    /// The same in C, to be shown.
    pub fn c(&self) -> &Listing {
        &self.c
    }

    /// The lines of a listing, this receiver's Python or C, at which its fault can be mended: the guilty ones, and such as
    /// do the same job a line earlier or later. Whoever names one of them has found the fault.
    pub fn mendable(&self, listing: &Listing) -> Vec<u32> {
        listing.numbers(|line| line.guilty || line.label.is_some_and(|label| self.entry.also.contains(&label)))
    }

    /// Whether mending one of these lines alone is not enough: sender and receiver must both change.
    pub fn mends_together(&self) -> bool {
        let mut labels: Vec<_> = self.python.lines.iter().filter(|line| line.guilty).map(|line| line.label).collect();
        labels.dedup();
        labels.len() > 1 || self.framing().is_none()
    }

    /// The program that the Python source is.
    pub fn program(&self) -> &Program {
        &self.program
    }

    /// Messages that a set of conversations for this receiver is made of.
    pub fn alphabet(&self) -> Vec<Vec<u8>> {
        self.entry.alphabet.iter().map(|message| message.to_vec()).collect()
    }

    /// A header that announces far too much, where the framing has a header.
    pub fn hostile_header(&self) -> Option<Vec<u8>> {
        match self.framing()? {
            Framing::Length { field, .. } => field.write(field.most()),
            _ => None,
        }
    }
}
