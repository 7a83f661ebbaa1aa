//! Source as it is shown: lines, which of them are guilty, and which lines of the other language belong to them.

/// A line of source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The line, with its indentation.
    pub text: String,
    /// Lines of both languages with the same label do the same.
    pub label: Option<&'static str>,
    /// Here the fault is.
    pub guilty: bool,
}

/// Source in one language. Lines count from 1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Listing {
    /// The lines.
    pub lines: Vec<Line>,
}

impl Listing {
    /// Reads a file of `assets/receivers`. There, `[fault]` before a line makes it stand in the place of the line above, where
    /// that fault is chosen; `[fault~]` too, but the line is not guilty; `[fault-]` takes the line above away. A line's label
    /// stands at its end, after `#@` or `//@`. Words in braces are filled in.
    pub(super) fn read(file: &'static str, faults: &[&str], fill: &[(&str, String)]) -> Listing {
        let mut lines: Vec<Line> = Vec::new();
        // How many lines at the end stand in the place of a line above that a fault replaces.
        let mut plain_above = false;
        for text in file.lines() {
            let (tag, rest) = match text.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
                Some((tag, rest)) => (Some(tag), rest),
                None => (None, text),
            };
            let line = |guilty| {
                let (text, label) = split_label(rest);
                let mut text = text.to_owned();
                for (word, value) in fill {
                    text = text.replace(word, value);
                }
                Line { text, label, guilty }
            };
            let Some(tag) = tag else {
                lines.push(line(false));
                plain_above = true;
                continue;
            };
            let fault = tag.trim_end_matches(['~', '-']);
            if !faults.contains(&fault) {
                continue;
            }
            if std::mem::take(&mut plain_above) {
                lines.pop();
            }
            if !tag.ends_with('-') {
                lines.push(line(!tag.ends_with('~')));
            }
        }
        Listing { lines }
    }

    /// The whole text.
    pub fn text(&self) -> String {
        self.lines.iter().map(|line| format!("{}\n", line.text)).collect()
    }

    /// The numbers of the guilty lines.
    pub fn guilty(&self) -> Vec<u32> {
        self.numbers(|line| line.guilty)
    }

    /// The numbers of the lines with the same label as this line of another listing.
    pub fn matching(&self, other: &Listing, number: u32) -> Vec<u32> {
        let index = (number as usize).checked_sub(1);
        match index.and_then(|index| other.lines.get(index)).and_then(|line| line.label) {
            Some(label) => self.numbers(|line| line.label == Some(label)),
            None => Vec::new(),
        }
    }

    pub(super) fn numbers(&self, wanted: impl Fn(&Line) -> bool) -> Vec<u32> {
        (1..).zip(&self.lines).filter(|(_, line)| wanted(line)).map(|(number, _)| number).collect()
    }
}

fn split_label(text: &'static str) -> (&'static str, Option<&'static str>) {
    for mark in ["  #@", "  //@"] {
        if let Some((code, label)) = text.rsplit_once(mark) {
            return (code, Some(label));
        }
    }
    (text, None)
}
