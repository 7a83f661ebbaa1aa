//! The screens.
//!
//! One [`App`] holds all state; [`update`](update::update) is its only mutator and does no I/O; [`screens::draw`] takes
//! `&App`; only [`run`](fn@run::run) touches the terminal.

pub mod app;
pub mod asks;
pub mod desk;
pub mod glyphs;
pub mod keys;
pub mod lesson;
mod run;
pub mod screens;
pub mod terminal;
pub mod theme;
pub mod update;
pub mod view;
pub mod widgets;

pub use app::{App, Effect, First, Lasting, Msg, Practising, Settings, Sheet};
pub use run::{Ended, Start, run};
