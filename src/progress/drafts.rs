//! Work that was not saved, of this program and of programs that have ended: after a crash, or because somebody left.
//!
//! Each program has a file of its own in the folder `drafts`, and holds a lock beside it as long as it lives, so that several at
//! once overwrite nothing, and a file whose lock is free belongs to a program that has ended, however it ended.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use super::store::{PRIVATE, Store, StoreError, set_aside, shown};
use super::{atomic, plain};
use crate::msg;
use crate::text::Message;

const FOLDER: &str = "drafts";
const VERSION: u64 = 1;
/// Programs whose files are looked at: more would take long.
const MOST: usize = 50;
/// A lock that has no name for so long belongs to nobody.
const ON_ITS_WAY: Duration = Duration::from_secs(60);

/// A lab's unsaved work.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Draft {
    /// The worksheet's absolute path, or the name of one that is part of the program; none for a new script.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// Its heading.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The calls, as [`Script`](crate::script::Script) prints them; none where they are the worksheet's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calls: Option<String>,
    /// The line that was being typed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub typing: Option<Typing>,
    /// Answers to rows, by the row's number: whether it was said to be possible.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<(u32, bool)>,
}

/// A line that was being typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Typing {
    /// `client` or `server`.
    pub side: String,
    /// Before this call, counted from 0, …
    pub call: usize,
    /// … or instead of it.
    #[serde(default)]
    pub instead: bool,
    /// The text.
    pub text: String,
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct Contents {
    version: u64,
    /// Seconds since 1970.
    #[serde(default)]
    at: u64,
    drafts: Vec<Draft>,
}

/// A program that has ended, and what it left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Orphan {
    /// Names its file.
    pub id: String,
    /// Seconds since 1970.
    pub at: u64,
    /// Its work.
    pub drafts: Vec<Draft>,
}

/// This program's own file.
#[derive(Debug)]
pub struct Drafts {
    path: PathBuf,
    lock: PathBuf,
    _held: File,
}

impl Drafts {
    /// Takes a file for this program. The lock is taken before it has its name, so that it is never seen without.
    ///
    /// # Errors
    /// There is no home directory, or the folder cannot be written.
    pub fn begin(store: &Store) -> Result<Drafts, StoreError> {
        let folder = store.data().ok_or(StoreError::NoHome)?.join(FOLDER);
        let failed = |source| StoreError::Io { path: folder.clone(), source };
        fs::create_dir_all(&folder).map_err(failed)?;
        tidy(&folder);
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let id = format!("{}-{}-{:09}", since.as_secs(), std::process::id(), since.subsec_nanos());
        let hidden = tempfile::Builder::new().prefix(".lock.").tempfile_in(&folder).map_err(failed)?;
        let (held, hidden) = hidden.into_parts();
        match held.try_lock() {
            Ok(()) => {}
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {}
            Err(error) => return Err(failed(error.into())),
        }
        let lock = folder.join(format!("{id}.lock"));
        hidden.persist(&lock).map_err(|error| failed(error.error))?;
        Ok(Drafts { path: folder.join(format!("{id}.json")), lock, _held: held })
    }

    /// Writes this program's work; without any there is no file.
    ///
    /// # Errors
    /// The file cannot be written; the one before is still there.
    pub fn write(&self, drafts: &[Draft]) -> Result<(), StoreError> {
        let failed = |source| StoreError::Io { path: self.path.clone(), source };
        if drafts.is_empty() {
            return match fs::remove_file(&self.path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => Err(failed(error)),
                _ => Ok(()),
            };
        }
        let at = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        let contents = Contents { version: VERSION, at, drafts: drafts.to_vec() };
        let mut text = serde_json::to_vec_pretty(&contents).map_err(|error| failed(error.into()))?;
        text.push(b'\n');
        atomic::sweep(&self.path);
        atomic::write(&self.path, &text, PRIVATE).map_err(failed)
    }
}

impl Drop for Drafts {
    /// What was left unsaved stays, without its lock; else nothing stays.
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.lock);
    }
}

/// Removes what killed programs left of no use: half-written files, and locks beside which there is no work.
fn tidy(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let Ok(name) = entry.file_name().into_string() else { continue };
        let half = name.strip_prefix('.').and_then(|name| name.split_once(".json.")).map(|(id, _)| id);
        let bare = name.strip_suffix(".lock").filter(|id| !folder.join(format!("{id}.json")).exists());
        let useless = match half.or(bare) {
            Some(id) => hold(folder, id, false).is_some(),
            // A lock on the way to its name; a program that lives needs some microseconds for that.
            None if name.starts_with(".lock.") => {
                let age = entry.metadata().and_then(|data| data.modified()).map(|at| at.elapsed().unwrap_or_default());
                age.is_ok_and(|age| age > ON_ITS_WAY)
            }
            None => false,
        };
        if useless {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// What programs that have ended left, the latest first, and what could not be read.
pub fn orphans(store: &Store) -> (Vec<Orphan>, Vec<Message>) {
    let (mut orphans, mut notices) = (Vec::new(), Vec::new());
    let Some(folder) = store.data().map(|data| data.join(FOLDER)) else { return (orphans, notices) };
    let mut ids: Vec<String> = fs::read_dir(&folder).map_or_else(
        |_| Vec::new(),
        |entries| {
            let names = entries.flatten().filter_map(|entry| entry.file_name().into_string().ok());
            names.filter_map(|name| name.strip_suffix(".json").map(str::to_owned)).collect()
        },
    );
    // The names begin with the time.
    ids.sort_unstable_by(|one, other| other.cmp(one));
    for id in ids.into_iter().take(MOST) {
        let Some(_held) = hold(&folder, &id, false) else { continue };
        match contents(&folder, &id) {
            Ok(contents) if contents.drafts.is_empty() => {}
            Ok(contents) => orphans.push(Orphan { id, at: contents.at, drafts: contents.drafts }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) if error.kind() == io::ErrorKind::InvalidData && store.writes() => {
                let path = folder.join(format!("{id}.json"));
                let kept = set_aside(&path).map_or_else(|_| shown(&path), |kept| shown(&kept));
                let what = msg!("drafts-damaged", file = shown(&path));
                notices.push(msg!("drafts-set-aside", what = what, kept = kept));
            }
            Err(error) => {
                let file = shown(&folder.join(format!("{id}.json")));
                notices.push(msg!("progress-cannot-read", file = file, why = plain(&error)));
            }
        }
    }
    orphans.sort_by_key(|orphan| std::cmp::Reverse(orphan.at));
    (orphans, notices)
}

/// A program's work, taken over: no other program can take it any more.
#[derive(Debug)]
pub struct Claim {
    /// The work.
    pub drafts: Vec<Draft>,
    folder: PathBuf,
    id: String,
    _held: Option<File>,
}

/// Takes over what a program left; none where another program was faster, or it is gone.
pub fn claim(store: &Store, id: &str) -> Option<Claim> {
    let folder = store.data()?.join(FOLDER);
    let held = hold(&folder, id, store.writes())?;
    let drafts = contents(&folder, id).ok()?.drafts;
    Some(Claim { drafts, folder, id: id.to_owned(), _held: held })
}

impl Claim {
    /// The work is safe elsewhere, or is to be thrown away: the old file goes.
    pub fn finish(self) {
        let _ = fs::remove_file(self.folder.join(format!("{}.json", self.id)));
        let _ = fs::remove_file(self.folder.join(format!("{}.lock", self.id)));
    }
}

/// Holds the lock of a program that has ended (one that ended in order took it along: made anew, or nothing to hold); none where
/// it lives.
fn hold(folder: &Path, id: &str, create: bool) -> Option<Option<File>> {
    match OpenOptions::new().write(true).create(create).truncate(false).open(folder.join(format!("{id}.lock"))) {
        Ok(file) => match file.try_lock() {
            Ok(()) => Some(Some(file)),
            Err(_) => None,
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => Some(None),
        Err(_) => None,
    }
}

fn contents(folder: &Path, id: &str) -> io::Result<Contents> {
    let text = fs::read(folder.join(format!("{id}.json")))?;
    let contents: Contents = serde_json::from_slice(&text)?;
    if contents.version > VERSION {
        return Err(io::Error::new(io::ErrorKind::Unsupported, "it is of a newer version of chunkscope"));
    }
    Ok(contents)
}
