//! Who acts in a sentence, as far as a program can tell.

use crate::call::Side;
use crate::script::side_word;

/// The words heard so far in an item, a heading or a paragraph.
#[derive(Debug, Default)]
pub(super) struct Words {
    /// The side named last, as the one who acts.
    pub(super) last: Option<Side>,
    /// Which sides were named at all.
    pub(super) named: [bool; 2],
    /// The last two words: in "to the server" the server is not the one who acts.
    before: [String; 2],
}

impl Words {
    /// Takes in more of the text.
    pub(super) fn hear(&mut self, text: &str) {
        for word in text.split(|sign: char| !sign.is_alphabetic()).filter(|word| !word.is_empty()) {
            if let Some(side) = side_word(word) {
                self.named[side.index()] = true;
                let [first, second] = &self.before;
                let article = matches!(second.as_str(), "the" | "a" | "its" | "this");
                let preposition = if article { first } else { second };
                if !matches!(preposition.as_str(), "to" | "from" | "with" | "towards" | "toward" | "for") {
                    self.last = Some(side);
                }
            }
            if word.len() <= 16 {
                self.before.swap(0, 1);
                self.before[1] = word.to_lowercase();
            }
        }
    }
}
