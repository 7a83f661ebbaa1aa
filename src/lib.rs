//! chunkscope: see that TCP carries bytes, not messages.
//!
//! Data flows one way, *text → script → schedule → sockets → trace → picture*; each room knows only rooms above it here:
//!
//! | room | what it holds |
//! |---|---|
//! | [`text`] | spans, diagnostics, escapes; every string of the interface, by key |
//! | `dice` | random numbers that a seed determines everywhere |
//! | [`call`] | the calls students type: C and Python spellings |
//! | [`script`] | the calls of both sides, in order |
//! | [`stream`] | what is possible: machine, outcome, judge, count, schedule |
//! | [`trace`] | what happened, and how it is told |
//! | [`doc`] | worksheets |
//! | [`quiz`] | rows, predictions, reasons, the score; misconceptions, new quizzes from a seed, what comes back when |
//! | [`net`] | raw sockets, options, kernel numbers |
//! | [`engine`] | scripts on real sockets |
//! | [`framing`] | four ways to mark a message; receivers that break, and the search for the cuts that break them |
//! | [`progress`] | what lasts: kept safely, in files that people can read |
//! | [`picture`] | a drawn buffer as SVG |
//! | [`experiments`] | lesson 2's experiments, as they stand |
//! | [`export`] | results for other programs: CSV, JSON |
//! | [`tui`] | the screens |
//! | [`doctor`] | what this machine tells, and what the lessons' experiments give on it |
//! | [`cli`] | one file a command |

pub mod call;
pub mod cli;
mod dice;
pub mod doc;
pub mod doctor;
pub mod engine;
pub mod experiments;
pub mod export;
pub mod framing;
pub mod net;
pub mod picture;
pub mod progress;
pub mod quiz;
pub mod script;
pub mod stream;
pub mod text;
pub mod trace;
pub mod tui;
