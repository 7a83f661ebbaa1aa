//! What is wrong with a text, where, and what would work.

use super::{Message, Span};

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing usable came out of this place.
    Error,
    /// Something was passed over or taken in an unusual way; the rest goes on.
    Warning,
}

/// A change of the text after which it parses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What to replace; empty to insert.
    pub span: Span,
    /// What to put there.
    pub replacement: String,
}

impl Fix {
    /// The text with the fix applied.
    pub fn apply(&self, text: &str) -> String {
        format!("{}{}{}", &text[..self.span.start], self.replacement, &text[self.span.end..])
    }
}

/// One finding about a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// Where: byte offsets in the text that was read.
    pub span: Span,
    /// What went wrong and what was expected, one sentence.
    pub message: Message,
    /// A correction that works, where one is known.
    pub fix: Option<Fix>,
}

impl Diagnostic {
    /// An error without a correction.
    pub fn error(span: Span, message: Message) -> Self {
        Diagnostic { severity: Severity::Error, span, message, fix: None }
    }

    /// A warning without a correction.
    pub fn warning(span: Span, message: Message) -> Self {
        Diagnostic { severity: Severity::Warning, span, message, fix: None }
    }

    /// The same finding, with a correction: replace `span` with `replacement`.
    #[must_use]
    pub fn fixed_by(mut self, span: Span, replacement: impl Into<String>) -> Self {
        self.fix = Some(Fix { span, replacement: replacement.into() });
        self
    }

    /// The same finding about a larger text, in which the first text begins at byte `by`.
    #[must_use]
    pub fn shifted(mut self, by: usize) -> Self {
        self.span = self.span.shifted(by);
        if let Some(fix) = &mut self.fix {
            fix.span = fix.span.shifted(by);
        }
        self
    }
}
