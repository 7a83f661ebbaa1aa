//! The worksheet of lesson 1, which is part of the program.

use super::app::Sheet;
use crate::doc::parse_worksheet;
use crate::text::Source;

/// The name that it goes by.
pub const NAME: &str = "lessons/01-bytes-not-messages.md";

/// Its text.
pub const TEXT: &str = include_str!("../../lessons/01-bytes-not-messages.md");

/// Lesson 1.
pub fn first() -> Sheet {
    let source = Source::new(NAME, TEXT);
    let (sheet, _) = parse_worksheet(&source);
    (source, sheet)
}
