//! What lasts from one run of the program to the next: kept safely, in files that people can read.
//!
//! | part | what it keeps |
//! |---|---|
//! | [`store`] | any [`Record`] as versioned JSON in the user's data directory |
//! | [`practice`] | what was practised, and what comes back when |
//! | [`exercised`] | receivers that were searched, broken, built |
//! | [`settings`] | theme, palette, spelling, … as TOML, which people may write themselves |
//! | [`drafts`] | unsaved work, of this program and of those that have ended |
//! | [`recent`] | worksheets that were opened |
//! | [`atomic`] | how a file is replaced so that a crash leaves the old one or the new one |
//!
//! A new kind of thing to keep is a struct with a [`Record`]: `store.load::<T>()` reads it, `store.change::<T>(|kept| …)` reads,
//! changes and writes it under a lock, so that two programs at once lose nothing of each other's.

use std::io;

pub mod atomic;

pub mod drafts;
pub mod exercised;
pub mod practice;
mod recent;
pub mod settings;
pub mod store;

pub use recent::Recent;
pub use store::{Changed, Loaded, Record, Store, StoreError};

/// An error of the system in words, without its number.
pub(crate) fn plain(error: &io::Error) -> String {
    let words = error.to_string();
    words.split(" (os error").next().unwrap_or(&words).to_owned()
}
