//! Receivers that break, and such that do not; the search for the smallest cuts, against a brute force.

mod brute;
mod build;
mod cases;
mod catalogue;
mod mended;
mod plain;
mod stage;
mod walks;
