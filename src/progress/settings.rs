//! Settings that last: `settings.toml` in the configuration directory, which people may write by hand as well.
//!
//! A change replaces one value and leaves everything else in the file as it stands: comments, order, keys of other programs.

use std::fs;
use std::ops::Range;
use std::path::PathBuf;

use toml::de::{DeTable, DeValue};

use super::store::{NewText, Store, StoreError, shown};
use crate::call::Spelling;
use crate::call::names::nearest;
use crate::msg;
use crate::text::{Diagnostic, Message, Source, Span};

/// The file's name in the configuration directory.
pub const FILE: &str = "settings.toml";

/// The version of the file that this program writes.
const VERSION: i64 = 1;

/// What can be set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Setting {
    /// What page the colours stand on.
    Theme,
    /// The colours themselves.
    Palette,
    /// What Tab completes to, and hints show, in an empty script: C or Python.
    Spelling,
    /// ASCII signs only.
    Ascii,
    /// Whether clicks and the wheel come to the program.
    Mouse,
}

impl Setting {
    /// All, in the order of the screen.
    pub const ALL: [Setting; 5] = [Setting::Theme, Setting::Palette, Setting::Spelling, Setting::Ascii, Setting::Mouse];

    /// Its key in the file.
    pub fn key(self) -> &'static str {
        match self {
            Setting::Theme => "theme",
            Setting::Palette => "palette",
            Setting::Spelling => "spelling",
            Setting::Ascii => "ascii",
            Setting::Mouse => "mouse",
        }
    }

    /// Its values as they stand in the file, the default first.
    pub fn choices(self) -> &'static [&'static str] {
        match self {
            Setting::Theme => &["dark", "light", "contrast-dark", "contrast-light"],
            Setting::Palette => &["okabe-ito", "terminal"],
            Setting::Spelling => &["c", "python"],
            Setting::Ascii => &["false", "true"],
            Setting::Mouse => &["true", "false"],
        }
    }

    fn is_switch(self) -> bool {
        self.choices().contains(&"true")
    }

    /// A value as TOML writes it.
    fn literal(self, word: &str) -> String {
        if self.is_switch() { word.to_owned() } else { format!("\"{word}\"") }
    }

    fn index(self) -> usize {
        Setting::ALL.iter().position(|other| *other == self).unwrap_or(0)
    }
}

/// A value for each setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Settings {
    /// By setting: an index into its choices.
    chosen: [usize; Setting::ALL.len()],
}

impl Settings {
    /// Which of its choices a setting has.
    pub fn chosen(&self, setting: Setting) -> usize {
        self.chosen[setting.index()]
    }

    /// Its value as it stands in the file.
    pub fn word(&self, setting: Setting) -> &'static str {
        setting.choices()[self.chosen(setting)]
    }

    /// Sets it by its value in the file; false where there is no such value.
    pub fn set(&mut self, setting: Setting, word: &str) -> bool {
        let found = setting.choices().iter().position(|choice| *choice == word);
        if let Some(at) = found {
            self.chosen[setting.index()] = at;
        }
        found.is_some()
    }

    /// The next value, or the one before, round and round.
    pub fn step(&mut self, setting: Setting, back: bool) {
        let many = setting.choices().len();
        let by = if back { many - 1 } else { 1 };
        self.chosen[setting.index()] = (self.chosen(setting) + by) % many;
    }

    /// Whether a switch is on.
    pub fn is_on(&self, setting: Setting) -> bool {
        self.word(setting) == "true"
    }

    /// The spelling to offer first.
    pub fn spelling(&self) -> Spelling {
        if self.word(Setting::Spelling) == "python" { Spelling::Python } else { Spelling::C }
    }
}

/// What the file says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Read {
    /// The values; the default where the file says nothing usable.
    pub settings: Settings,
    /// The file's text, under its path.
    pub source: Source,
    /// What was not understood: wrong values, unknown keys. They stay in the file.
    pub findings: Vec<Diagnostic>,
    /// Why it could not be read at all.
    pub trouble: Option<Message>,
}

/// Where the settings lie; none without a home directory.
pub fn path(store: &Store) -> Option<PathBuf> {
    Some(store.config()?.join(FILE))
}

/// Reads the settings. Nothing is changed on the disk, whatever is in the file.
pub fn read(store: &Store) -> Read {
    let nothing =
        |trouble| Read { settings: Settings::default(), source: Source::new("", ""), findings: Vec::new(), trouble };
    let Some(path) = path(store) else { return nothing(None) };
    let text = match fs::read(&path) {
        Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return nothing(None),
        Err(error) => {
            let why = super::plain(&error);
            return nothing(Some(msg!("progress-cannot-read", file = shown(&path), why = why)));
        }
    };
    let source = Source::new(shown(&path), text);
    let (settings, findings) = parse(&source.text);
    Read { settings, source, findings, trouble: None }
}

/// The settings in a text, and what is not understood of it.
pub fn parse(text: &str) -> (Settings, Vec<Diagnostic>) {
    let mut settings = Settings::default();
    let mut findings = Vec::new();
    let table = match DeTable::parse(text) {
        Ok(table) => table,
        Err(error) => {
            let range = error.span().unwrap_or(0..0);
            let span = Span::new(text.floor_char_boundary(range.start), text.ceil_char_boundary(range.end));
            return (settings, vec![Diagnostic::error(span, msg!("settings-no-toml", why = error.message()))]);
        }
    };
    let keys = Setting::ALL.map(Setting::key);
    for (key, value) in table.get_ref() {
        let name: &str = key.get_ref();
        let at = Span::new(key.span().start, key.span().end);
        let place = Span::new(value.span().start, value.span().end);
        if let Some(setting) = Setting::ALL.into_iter().find(|setting| setting.key() == name) {
            let word = match value.get_ref() {
                DeValue::Boolean(on) if setting.is_switch() => on.to_string(),
                DeValue::String(word) if !setting.is_switch() => word.to_string(),
                _ => String::new(),
            };
            if !settings.set(setting, &word) {
                let choices: Vec<_> = setting.choices().iter().map(|word| setting.literal(word)).collect();
                let message = msg!("settings-wrong-value", key = name, choices = choices.join(", "));
                findings.push(Diagnostic::error(place, message));
            }
        } else if name == "version" {
            if value.get_ref().as_integer().and_then(|number| number.to_string().parse().ok()) != Some(VERSION) {
                findings.push(Diagnostic::warning(place, msg!("settings-version", version = VERSION.to_string())));
            }
        } else {
            let finding = Diagnostic::warning(at, msg!("settings-unknown-key", key = name, known = keys.join(", ")));
            findings.push(match nearest(name, &keys) {
                Some(near) if !table.get_ref().keys().any(|key| key.get_ref() == near) => finding.fixed_by(at, near),
                _ => finding,
            });
        }
    }
    findings.sort_by_key(|finding| finding.span.start);
    (settings, findings)
}

/// Sets one value in the file and leaves the rest of it as it is. Returns what people should know: that a file that is no TOML was
/// set aside.
///
/// # Errors
/// As [`Store::change`].
pub fn keep(store: &Store, changes: &[(Setting, &str)]) -> Result<Option<Message>, StoreError> {
    let kept = store.change_text(FILE, |old| {
        let edited = old.and_then(|old| edit(old, changes));
        let set_old_aside = edited.is_none() && old.is_some();
        let text = edited.or_else(|| edit(&format!("version = {VERSION}\n"), changes)).unwrap_or_default();
        NewText { text, set_old_aside }
    })?;
    let file = path(store).map(|path| shown(&path)).unwrap_or_default();
    Ok(kept.map(|kept| {
        let what = msg!("settings-unusable", file = file);
        msg!("progress-set-aside", what = what, kept = shown(&kept))
    }))
}

/// A text with other values; none where it is no TOML, before or after.
fn edit(text: &str, changes: &[(Setting, &str)]) -> Option<String> {
    let mut text = text.to_owned();
    for (setting, word) in changes {
        let literal = setting.literal(word);
        match place(&text, setting.key())? {
            Some(range) => text.replace_range(range, &literal),
            None => {
                // Behind the version, else at the very beginning: there no table has begun.
                let at = match place(&text, "version")? {
                    Some(range) => text[range.end..].find('\n').map_or(text.len(), |at| range.end + at + 1),
                    None => text.len() - text.trim_start_matches('\u{feff}').len(),
                };
                let before = if at > 0 && !text[..at].ends_with(['\n', '\u{feff}']) { "\n" } else { "" };
                text.insert_str(at, &format!("{before}{} = {literal}\n", setting.key()));
            }
        }
        (parse(&text).0.word(*setting) == *word).then_some(())?;
    }
    DeTable::parse(&text).is_ok().then_some(text)
}

/// Where a key's value stands; none in the inside where there is no such key, none at all where the text is no TOML.
fn place(text: &str, key: &str) -> Option<Option<Range<usize>>> {
    let table = DeTable::parse(text).ok()?;
    Some(table.get_ref().iter().find(|(name, _)| name.get_ref() == key).map(|(_, value)| value.span()))
}
