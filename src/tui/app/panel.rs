//! What stands before the screen and takes the keys: settings, a path, a question.

use std::path::{Path, PathBuf};

use ratatui_textarea::{CursorMove, TextArea};

use super::keep::{Listed, Results};
use crate::progress::settings::{Setting, Settings};
use crate::text::Message;

/// What stands before the screen.
#[derive(Debug)]
pub enum Panel {
    /// The settings, with the one that has the cursor.
    Settings(usize),
    /// A path is being typed.
    Path(Box<PathPrompt>),
    /// A question is to be answered.
    Ask(Ask),
}

/// A question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    /// The question.
    pub question: Message,
    /// What "yes" does.
    pub then: Then,
}

/// What "yes" does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Then {
    /// The file is replaced.
    Replace(PathBuf),
    /// The file is replaced by results.
    ReplaceExport(Results, PathBuf),
    /// Unsaved work of a program that has ended is thrown away.
    Discard(String),
    /// Unsaved work of a program that has ended is taken over.
    Restore {
        /// Whose.
        id: String,
        /// Which of its labs is shown.
        show: usize,
    },
    /// The program ends, and what cannot be kept is lost.
    Quit,
}

/// What a path is typed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// A worksheet is to be opened.
    Open,
    /// The calls are to be saved there.
    Save,
    /// Results are to be written there, for other programs.
    Export(Results),
}

/// A path that is being typed, and the files around it.
#[derive(Debug)]
pub struct PathPrompt {
    /// What for.
    pub why: Why,
    /// The line.
    pub line: TextArea<'static>,
    /// The folder whose files are known.
    pub folder: Option<PathBuf>,
    /// Its files; none where it cannot be read.
    pub files: Option<Vec<Listed>>,
    /// The path is a proposal that nobody has touched: what is typed first takes its place.
    pub proposed: bool,
    /// The file with the cursor, counted among those shown.
    pub at: Option<usize>,
    /// What is wrong with the path.
    pub wrong: Option<Message>,
}

impl PathPrompt {
    /// A path to begin with.
    pub fn new(why: Why, text: &str) -> PathPrompt {
        let mut prompt = PathPrompt {
            why,
            line: TextArea::default(),
            folder: None,
            files: None,
            proposed: false,
            at: None,
            wrong: None,
        };
        prompt.set(text);
        prompt.proposed = !text.is_empty();
        prompt
    }

    /// The path as typed.
    pub fn text(&self) -> &str {
        self.line.lines().first().map_or("", String::as_str)
    }

    /// Replaces the path; the cursor stands at its end.
    pub fn set(&mut self, text: &str) {
        let text: String = text.chars().filter(|sign| !sign.is_control()).collect();
        self.line = TextArea::new(vec![text]);
        self.line.move_cursor(CursorMove::End);
        self.proposed = false;
        self.at = None;
        self.wrong = None;
    }

    /// The folder's part of the path, with its `/`, and the rest.
    pub fn parts(&self) -> (&str, &str) {
        let text = self.text();
        text.split_at(text.rfind('/').map_or(0, |at| at + 1))
    }

    /// The files that the typed name may become: those that begin with it. A worksheet becomes no table, so there only folders.
    pub fn fitting(&self) -> Vec<&Listed> {
        let name = if self.proposed { String::new() } else { self.parts().1.to_lowercase() };
        let files = self.files.iter().flatten();
        let wanted = |file: &&Listed| !matches!(self.why, Why::Export(_)) || file.folder;
        files.filter(wanted).filter(|file| file.name.to_lowercase().starts_with(&name)).collect()
    }
}

/// What lasts, as the settings' screen shows it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lasting {
    /// The values in the file.
    pub settings: Settings,
    /// Settings that the command line or the environment has set for this run, and how.
    pub fixed: Vec<(Setting, String)>,
    /// What took the colours away for this run.
    pub colourless: Option<String>,
    /// The file; none without a home directory.
    pub file: Option<PathBuf>,
    /// The folder of recent files and unsaved work; none without a home directory.
    pub data: Option<PathBuf>,
    /// Nothing is to be written.
    pub read_only: bool,
}

impl Lasting {
    /// What has set a setting for this run.
    pub fn fixed_by(&self, setting: Setting) -> Option<&str> {
        self.fixed.iter().find(|(fixed, _)| *fixed == setting).map(|(_, how)| how.as_str())
    }
}

/// A path as it was typed: `~/` is the home directory, and what is relative begins in `folder`.
pub fn resolve(typed: &str, folder: &Path, home: Option<&Path>) -> PathBuf {
    match (typed.strip_prefix("~/"), home) {
        (Some(rest), Some(home)) => home.join(rest),
        _ => folder.join(typed),
    }
}
