//! What is kept on the disk, as the screens know it: asked for with a [`Job`], answered with [`News`]. No I/O here.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Sheet;
use crate::call::Side;
use crate::progress::drafts::{Draft, Orphan};
use crate::progress::exercised::Done;
use crate::progress::settings::Setting;
use crate::quiz::review::Deed;
use crate::script::Script;
use crate::text::Message;

/// Results that can be written for other programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Results {
    /// What was practised.
    Practice,
    /// What many runs gave.
    Runs,
    /// An order of events.
    Order,
}

/// What the clerk is asked to do. It does one thing after the other, in the order asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Job {
    /// Look for worksheets, recent files, and unsaved work of programs that have ended.
    Look,
    /// Open a worksheet.
    Open {
        /// Comes back with the answer.
        id: u64,
        /// Absolute.
        path: PathBuf,
    },
    /// Save a worksheet.
    Save {
        /// Comes back with the answer.
        id: u64,
        /// Absolute.
        path: PathBuf,
        /// The whole text.
        text: String,
        /// What may be replaced.
        over: Over,
    },
    /// Write results for other programs. The answer is [`News::Exported`].
    Export {
        /// Whose results.
        what: Results,
        /// Absolute.
        path: PathBuf,
        /// The whole text.
        text: String,
        /// What may be replaced.
        over: Over,
    },
    /// List a folder, for a path that is being typed.
    List {
        /// Absolute.
        folder: PathBuf,
    },
    /// A worksheet was opened by the command line: it is a recent one now.
    Opened(PathBuf),
    /// Take a file out of the recent ones.
    Forget(String),
    /// Keep values of settings.
    Set(Vec<(Setting, &'static str)>),
    /// Remember what was done with receivers.
    Exercised(Done),
    /// Remember what was practised.
    Remember(Deed),
    /// Keep this unsaved work, in place of what was kept before.
    Drafts(Vec<Unsaved>),
    /// Take over the unsaved work of a program that has ended.
    Claim {
        /// Whose.
        id: String,
        /// Which of its labs is to be shown.
        show: usize,
    },
    /// Throw the unsaved work of a program that has ended away.
    Discard {
        /// Whose.
        id: String,
    },
}

/// What a save may replace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Over {
    /// Nothing: the file must be a new one.
    Nothing,
    /// The file as it was read or written last.
    Known(String),
    /// Whatever is there: the person was asked.
    Anything,
}

/// Why a worksheet was not saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotSaved {
    /// Another file of that name is there.
    Exists,
    /// The file was changed since it was read.
    Changed,
    /// The system does not let us, in these words.
    Failed(Message),
}

/// What the clerk tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// What was found.
    Found(Box<Found>),
    /// A worksheet was opened, or not.
    Opened {
        /// As in [`Job::Open`].
        id: u64,
        /// The worksheet with what was not understood of it, or why there is none.
        result: Result<Box<Opened>, Message>,
    },
    /// A worksheet was saved, or not.
    Saved {
        /// As in [`Job::Save`].
        id: u64,
        /// Where.
        path: PathBuf,
        /// Its text.
        text: String,
        /// Why not.
        result: Result<(), NotSaved>,
    },
    /// Results were written for other programs, or not.
    Exported {
        /// As in [`Job::Export`].
        what: Results,
        /// Where.
        path: PathBuf,
        /// Why not.
        result: Result<(), NotSaved>,
    },
    /// A folder's files.
    Listed {
        /// As in [`Job::List`].
        folder: PathBuf,
        /// Folders first, then worksheets by name; none where it cannot be read.
        files: Option<Vec<Listed>>,
    },
    /// Unsaved work was taken over: the labs of it, the one to show first; none where it is gone.
    Claimed(Vec<Restored>),
    /// Whether unsaved work is safe on the disk now; why not.
    Kept(Result<(), Message>),
    /// Something that people should know.
    Said {
        /// The words.
        message: Message,
        /// Something is wrong.
        fault: bool,
    },
}

/// A worksheet that was read from a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// Absolute.
    pub path: PathBuf,
    /// The worksheet.
    pub sheet: Sheet,
    /// That something in it was not understood.
    pub notice: Option<Message>,
}

/// An entry of a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its name; a folder's ends in `/`.
    pub name: String,
    /// Whether it is a folder.
    pub folder: bool,
}

/// What was found at the start.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Found {
    /// Files that hold calls, those of `lessons/` first.
    pub worksheets: Vec<Nearby>,
    /// Files opened lately, the latest first, without those above.
    pub recent: Vec<RecentFile>,
    /// What programs that have ended left unsaved, the latest first.
    pub unsaved: Vec<Orphan>,
    /// What could not be read.
    pub notices: Vec<Message>,
    /// When all this was so, in seconds since 1970.
    pub looked: u64,
}

/// A worksheet in the neighbourhood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nearby {
    /// Absolute.
    pub path: PathBuf,
    /// As seen from the folder where the program was started.
    pub name: String,
    /// Its heading.
    pub title: Option<String>,
    /// How many calls it holds.
    pub calls: usize,
}

/// A file that was opened lately.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecentFile {
    /// Absolute.
    pub path: String,
    /// It is not there any more.
    pub missing: bool,
}

/// A lab's unsaved work, on its way to the disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsaved {
    /// The worksheet's absolute path, or the name of one that is part of the program.
    pub file: Option<String>,
    /// Its heading.
    pub title: Option<String>,
    /// The calls; none where they are the worksheet's own.
    pub script: Option<Arc<Script>>,
    /// The line being typed.
    pub typing: Option<Typed>,
    /// Answers by the rows' numbers.
    pub answers: Vec<(u32, bool)>,
}

impl Unsaved {
    /// Whether anything was written, as against answered: what one would miss.
    pub fn is_written(&self) -> bool {
        self.script.is_some() || self.typing.is_some()
    }
}

/// A line being typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typed {
    /// Whose call it will be.
    pub side: Side,
    /// Before this call …
    pub call: usize,
    /// … or instead of it.
    pub instead: bool,
    /// The text.
    pub text: String,
}

/// A lab that comes back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// What was unsaved.
    pub draft: Draft,
    /// Its worksheet as it is on the disk now, or why it cannot be read; none for a new script.
    pub sheet: Option<Result<Box<Opened>, Message>>,
}

/// A path as it is shown: from the folder where the program was started, where it lies below it.
pub fn shown(path: &Path, folder: &Path) -> String {
    path.strip_prefix(folder).unwrap_or(path).display().to_string()
}
