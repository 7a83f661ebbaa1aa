//! What several test files need.
#![allow(dead_code)] // each test file uses its part

pub mod brute;
pub mod calls;
pub mod random;
