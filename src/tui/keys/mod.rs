//! The keys: one table, from which look-up, footer, help and the README's list are made, so that none of them can drift.

mod bindings;
mod command;
mod exercises;
mod short;
mod useful;
mod when;
mod workshop;

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

pub use bindings::BINDINGS;
pub use command::Command;
use useful::{is_offered, is_useful};
pub use when::When;

use super::app::{App, Lab};
use crate::text::Texts;

/// A key with its modifiers. Shift counts with function keys only: elsewhere the character shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chord {
    /// The key.
    pub code: KeyCode,
    /// Control and Alt; with function keys Shift as well.
    pub modifiers: KeyModifiers,
}

impl Chord {
    /// Whether this key was pressed.
    fn is(self, event: KeyEvent) -> bool {
        let mut held = event.modifiers & (KeyModifiers::CONTROL | KeyModifiers::ALT);
        if let KeyCode::F(_) = self.code {
            held |= event.modifiers & KeyModifiers::SHIFT;
        }
        self.code == event.code && self.modifiers == held
    }
}

/// A line of the table.
#[derive(Debug, Clone, Copy)]
pub struct Binding {
    /// The keys; any of them does it.
    pub keys: &'static [Chord],
    /// How the footer and the help write them.
    pub shown: &'static str,
    /// Where it holds.
    pub when: When,
    /// What it does.
    pub command: Command,
    /// Key of its word in the footer; empty for a binding that the footer leaves out.
    pub word: &'static str,
    /// Key of its sentence in the help; empty where the line above speaks for it.
    pub help: &'static str,
    /// Place in the footer: small numbers first.
    pub order: u8,
}

/// What a key asks for now.
pub fn look_up(app: &App, event: KeyEvent) -> Option<Command> {
    if app.lab_shown().is_some_and(|lab| app.panel.is_none() && app.help.is_none() && begins_a_call(lab, event)) {
        return None;
    }
    let found = BINDINGS.iter().find(|binding| {
        binding.keys.iter().any(|chord| chord.is(event)) && binding.when.holds(app) && is_useful(app, binding.command)
    });
    found.map(|binding| binding.command)
}

/// In an empty lab there is nothing to command: a letter begins a call, whether the editor is open or not. `q` still leaves.
pub(crate) fn begins_a_call(lab: &Lab, event: KeyEvent) -> bool {
    let plain = (event.modifiers - KeyModifiers::SHIFT).is_empty();
    let letter = matches!(event.code, KeyCode::Char(sign) if sign != 'q' && (sign.is_alphabetic() || sign == '_'));
    lab.script.calls.is_empty() && lab.editor.is_none() && !lab.is_writing() && plain && letter
}

/// The footer's pairs, the likeliest first, as keys of words.
pub fn footer(app: &App) -> Vec<&'static Binding> {
    let mut pairs: Vec<&Binding> = BINDINGS
        .iter()
        .filter(|binding| !binding.word.is_empty() && binding.when.holds(app) && is_useful(app, binding.command))
        .filter(|binding| is_offered(app, binding))
        .collect();
    // The first line that holds wins a key, so a later line with the same sign would be a lie.
    let (mut signs, mut commands) = (Vec::new(), Vec::new());
    pairs.retain(|binding| {
        let new = !signs.contains(&binding.shown) && !commands.contains(&binding.command);
        signs.push(binding.shown);
        commands.push(binding.command);
        new
    });
    pairs.sort_by_key(|binding| binding.order);
    pairs
}

/// All keys as a Markdown table, for the README.
pub fn table(texts: &Texts) -> String {
    let mut table = String::from("| where | key | what it does |\n|---|---|---|\n");
    for when in When::ALL {
        for binding in BINDINGS.iter().filter(|binding| binding.when == *when && !binding.help.is_empty()) {
            let (place, help) = (texts.get(when.title()), texts.get(binding.help));
            table.push_str(&format!("| {place} | `{}` | {help} |\n", binding.shown));
        }
    }
    table
}
