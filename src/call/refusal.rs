//! A text that is no call: why, and which corrections are worth trying.

use crate::text::{Diagnostic, Fix, Message, Span};

/// A finding with candidate corrections, the likeliest first. Only one that makes the text parse is shown to people.
#[derive(Debug)]
pub(super) struct Refusal {
    pub(super) diagnostic: Diagnostic,
    pub(super) candidates: Vec<Fix>,
}

pub(super) type Parsed<T> = Result<T, Box<Refusal>>;

/// A refusal without a correction.
pub(super) fn refuse(span: Span, message: Message) -> Box<Refusal> {
    Box::new(Refusal { diagnostic: Diagnostic::error(span, message), candidates: Vec::new() })
}

impl Refusal {
    /// The same, with one more correction to try.
    pub(super) fn or(mut self: Box<Self>, span: Span, replacement: impl Into<String>) -> Box<Self> {
        self.candidates.push(Fix { span, replacement: replacement.into() });
        self
    }

    /// The finding, with the first correction after which `parses` accepts the text. A correction may uncover a second
    /// fault; then that one is corrected too, and the fix does both.
    pub(super) fn settle(self, text: &str, parses: impl Fn(&str) -> Parsed<()>) -> Box<Diagnostic> {
        let mut search = Search { parses, budget: 40 };
        let mut diagnostic = self.diagnostic;
        for fix in self.candidates {
            let direct = fix.apply(text);
            if let Some(working) = search.make_parse(direct.clone(), 3) {
                diagnostic.fix = Some(if working == direct { fix } else { difference(text, &working) });
                break;
            }
        }
        Box::new(diagnostic)
    }
}

struct Search<F> {
    parses: F,
    /// How many more texts may be tried.
    budget: u32,
}

impl<F: Fn(&str) -> Parsed<()>> Search<F> {
    /// `text`, corrected until it parses.
    fn make_parse(&mut self, text: String, depth: u32) -> Option<String> {
        self.budget = self.budget.checked_sub(1)?;
        match (self.parses)(&text) {
            Ok(()) => Some(text),
            Err(refusal) if depth > 0 => {
                refusal.candidates.iter().find_map(|fix| self.make_parse(fix.apply(&text), depth - 1))
            }
            Err(_) => None,
        }
    }
}

/// The smallest single replacement that turns `before` into `after`.
fn difference(before: &str, after: &str) -> Fix {
    let same = |(a, b): &(char, char)| a == b;
    let head: usize = before.chars().zip(after.chars()).take_while(same).map(|(sign, _)| sign.len_utf8()).sum();
    let (old, new) = (&before[head..], &after[head..]);
    let tail: usize = old.chars().rev().zip(new.chars().rev()).take_while(same).map(|(sign, _)| sign.len_utf8()).sum();
    Fix { span: Span::new(head, before.len() - tail), replacement: new[..new.len() - tail].to_owned() }
}
