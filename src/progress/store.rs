//! A keeper of versioned, readable files in the user's directories.
//!
//! A record is one JSON file, `{"version": 1, …}`. It is replaced whole ([`atomic`]); every change reads the file anew under
//! a lock ([`Store::change`]), so that two programs at once do not undo each other's work. What cannot be understood is set aside
//! under another name, never overwritten.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use etcetera::base_strategy::{BaseStrategy, Xdg};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::atomic;
use crate::msg;
use crate::text::Message;

/// The environment variable that names one folder for everything that is kept (tests, a lecturer's lab machines).
pub const HOME_VARIABLE: &str = "CHUNKSCOPE_HOME";

/// The longest that another program's write is waited for.
const PATIENCE: Duration = Duration::from_secs(2);

/// What is kept in a file of its own. It becomes a JSON object, so it must be a struct with named fields; new fields need
/// `#[serde(default)]`, and the version grows only when an older program would misread the file.
pub trait Record: Serialize + DeserializeOwned + Default {
    /// The file's name in the data directory: `progress.json`.
    const FILE: &'static str;
    /// The version this program writes, and the newest that it reads.
    const VERSION: u64;
}

/// Where things are kept, and whether anything may be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Store {
    folders: Option<Folders>,
    writes: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Folders {
    data: PathBuf,
    config: PathBuf,
}

/// A record as it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loaded<T> {
    /// What the file says; the default where there is none, or none that can be read.
    pub value: T,
    /// What people should know: that a file was set aside, or cannot be read.
    pub notice: Option<Message>,
}

/// A record as it was written.
pub type Changed<T> = Loaded<T>;

/// Why something could not be kept. Nothing that was kept before is lost.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs)] // each field says what it is
pub enum StoreError {
    #[error("there is no home directory")]
    NoHome,
    #[error("{path}: another program has held it for {PATIENCE:?}")]
    Busy { path: PathBuf },
    #[error("{path}: {source}")]
    Io { path: PathBuf, source: io::Error },
}

impl StoreError {
    /// What went wrong and what would work.
    pub fn message(&self) -> Message {
        match self {
            StoreError::NoHome => msg!("progress-no-home", variable = HOME_VARIABLE),
            StoreError::Busy { path } => msg!("progress-busy", file = shown(path)),
            StoreError::Io { path, source } => {
                msg!("progress-cannot-keep", file = shown(path), why = crate::progress::plain(source))
            }
        }
    }
}

/// The beginning of every record.
#[derive(Deserialize)]
struct Version {
    version: u64,
}

/// A record as it stands in its file.
#[derive(Serialize)]
struct Envelope<'a, T> {
    version: u64,
    #[serde(flatten)]
    value: &'a T,
}

/// What a file turned out to be.
enum Found<T> {
    Absent,
    Whole(T),
    Damaged(serde_json::Error),
    Newer(u64),
}

impl Store {
    /// The user's own folders (XDG: `$XDG_DATA_HOME/chunkscope`, `$XDG_CONFIG_HOME/chunkscope`), or the one that
    /// [`HOME_VARIABLE`] names. With `writes` false nothing is ever written, renamed or made: `--no-save`.
    pub fn of_user(writes: bool) -> Store {
        if let Some(folder) = std::env::var_os(HOME_VARIABLE).filter(|folder| !folder.is_empty()) {
            return Store { writes, ..Store::at(Path::new(&folder)) };
        }
        let folders = Xdg::new().ok().map(|base| Folders {
            data: base.data_dir().join("chunkscope"),
            config: base.config_dir().join("chunkscope"),
        });
        Store { folders, writes }
    }

    /// One folder for everything.
    pub fn at(folder: &Path) -> Store {
        Store { folders: Some(Folders { data: folder.to_owned(), config: folder.to_owned() }), writes: true }
    }

    /// Keeps nothing and knows nothing, as on a machine without a home directory.
    pub fn nowhere() -> Store {
        Store { folders: None, writes: false }
    }

    /// The same folders, but nothing is written.
    #[must_use]
    pub fn reading_only(self) -> Store {
        Store { writes: false, ..self }
    }

    /// Whether anything may be written.
    pub fn writes(&self) -> bool {
        self.writes
    }

    /// Where a record lies, to be shown to people; none without a home directory.
    pub fn path<T: Record>(&self) -> Option<PathBuf> {
        Some(self.data()?.join(T::FILE))
    }

    /// The folder of everything but settings.
    pub fn data(&self) -> Option<&Path> {
        self.folders.as_ref().map(|folders| folders.data.as_path())
    }

    /// The folder of the settings.
    pub fn config(&self) -> Option<&Path> {
        self.folders.as_ref().map(|folders| folders.config.as_path())
    }

    /// Reads a record. A damaged file, and one of a newer version, is set aside and said so; one that the system does not let
    /// us read stays where it is.
    pub fn load<T: Record>(&self) -> Loaded<T> {
        let Some(path) = self.path::<T>() else { return Loaded { value: T::default(), notice: None } };
        match read::<T>(&path) {
            Ok(Found::Absent) => Loaded { value: T::default(), notice: None },
            Ok(Found::Whole(value)) => Loaded { value, notice: None },
            Err(error) => {
                let why = crate::progress::plain(&error);
                let notice = msg!("progress-cannot-read", file = shown(&path), why = why);
                Loaded { value: T::default(), notice: Some(notice) }
            }
            Ok(Found::Damaged(_) | Found::Newer(_)) if self.writes => {
                // Another program may be at it: looked at again, and moved, under the lock.
                let locked = lock(&path).and_then(|_lock| take::<T>(&path));
                locked.unwrap_or_else(|error| Loaded { value: T::default(), notice: Some(error.message()) })
            }
            Ok(found) => {
                let notice = found.complaint(&path).map(|what| msg!("progress-left-alone", what = what));
                Loaded { value: T::default(), notice }
            }
        }
    }

    /// Reads a record, lets `change` change it, and writes it, all under a lock: what another program wrote meanwhile is read, not
    /// overwritten. Where nothing may be written, the change is made to what is read, and that is all.
    ///
    /// # Errors
    /// There is no home directory, the file cannot be read or written, or another program holds it for two seconds.
    pub fn change<T: Record>(&self, change: impl FnOnce(&mut T)) -> Result<Changed<T>, StoreError> {
        if !self.writes {
            let mut loaded = self.load::<T>();
            change(&mut loaded.value);
            return Ok(loaded);
        }
        let path = self.path::<T>().ok_or(StoreError::NoHome)?;
        let _lock = lock(&path)?;
        let mut loaded = take::<T>(&path)?;
        change(&mut loaded.value);
        let envelope = Envelope { version: T::VERSION, value: &loaded.value };
        let failed = |source: io::Error| StoreError::Io { path: path.clone(), source };
        let mut text = serde_json::to_vec_pretty(&envelope).map_err(|error| failed(error.into()))?;
        text.push(b'\n');
        atomic::sweep(&path);
        atomic::write(&path, &text, PRIVATE).map_err(failed)?;
        Ok(loaded)
    }

    /// Writes a record, whatever the file says. Two programs at once are better served by [`Store::change`].
    ///
    /// # Errors
    /// As [`Store::change`].
    pub fn save<T: Record + Clone>(&self, value: &T) -> Result<(), StoreError> {
        self.change::<T>(|kept| kept.clone_from(value)).map(|_| ())
    }

    /// Changes a text file of the configuration under its lock: `change` gets what it says now (none where there is no file).
    /// Returns the name under which the old file was set aside, if it was.
    ///
    /// # Errors
    /// As [`Store::change`].
    pub(super) fn change_text(
        &self,
        name: &str,
        change: impl FnOnce(Option<&str>) -> NewText,
    ) -> Result<Option<PathBuf>, StoreError> {
        if !self.writes {
            return Ok(None);
        }
        let path = self.config().ok_or(StoreError::NoHome)?.join(name);
        let failed = |source| StoreError::Io { path: path.clone(), source };
        let _lock = lock(&path)?;
        let old = match fs::read(&path) {
            Ok(text) => Some(text),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(failed(error)),
        };
        let readable = old.as_deref().map(std::str::from_utf8);
        let (text, aside) = match readable {
            None => (change(None).text, false),
            Some(Err(_)) => (change(None).text, true),
            Some(Ok(old)) => {
                let new = change(Some(old));
                (new.text, new.set_old_aside)
            }
        };
        let kept = if aside { Some(set_aside(&path).map_err(failed)?) } else { None };
        atomic::sweep(&path);
        atomic::write(&path, text.as_bytes(), PRIVATE).map_err(failed)?;
        Ok(kept)
    }
}

/// What a text file is to say.
pub(super) struct NewText {
    pub(super) text: String,
    /// The old one cannot be built upon: it is kept under another name.
    pub(super) set_old_aside: bool,
}

/// Nobody else's business.
pub(super) const PRIVATE: u32 = 0o600;

/// A path as people see it.
pub(super) fn shown(path: &Path) -> String {
    path.display().to_string()
}

fn read<T: Record>(path: &Path) -> io::Result<Found<T>> {
    let text = match fs::read(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Found::Absent),
        Err(error) => return Err(error),
    };
    Ok(match serde_json::from_slice::<Version>(&text) {
        Err(error) => Found::Damaged(error),
        Ok(Version { version }) if version > T::VERSION => Found::Newer(version),
        Ok(_) => serde_json::from_slice(&text).map_or_else(Found::Damaged, Found::Whole),
    })
}

/// Reads a record; the lock is held. What cannot be understood is set aside.
fn take<T: Record>(path: &Path) -> Result<Loaded<T>, StoreError> {
    let failed = |source| StoreError::Io { path: path.to_owned(), source };
    let found = read::<T>(path).map_err(failed)?;
    let Some(what) = found.complaint(path) else {
        let value = if let Found::Whole(value) = found { value } else { T::default() };
        return Ok(Loaded { value, notice: None });
    };
    let kept = set_aside(path).map_err(failed)?;
    let notice = msg!("progress-set-aside", what = what, kept = shown(&kept));
    Ok(Loaded { value: T::default(), notice: Some(notice) })
}

impl<T> Found<T> {
    fn complaint(&self, path: &Path) -> Option<Message> {
        match self {
            Found::Absent | Found::Whole(_) => None,
            Found::Damaged(error) => {
                Some(msg!("progress-damaged", file = shown(path), line = error.line(), column = error.column(),))
            }
            Found::Newer(version) => Some(msg!("progress-newer", file = shown(path), version = version.to_string())),
        }
    }
}

/// Gives a file another name, one that no other file has: `progress.json.damaged`, `progress.json.damaged.2`, …
pub(super) fn set_aside(path: &Path) -> io::Result<PathBuf> {
    let named = |number: u32| {
        let mut name = path.as_os_str().to_owned();
        name.push(".damaged");
        if number > 1 {
            name.push(format!(".{number}"));
        }
        PathBuf::from(name)
    };
    let free = (1..).map(named).find(|path| fs::symlink_metadata(path).is_err());
    let free = free.ok_or(io::ErrorKind::AlreadyExists)?;
    fs::rename(path, &free)?;
    Ok(free)
}

/// Makes the folder and takes the lock of a file (`<file>.lock`, `flock(2)`): the system gives it back when the program ends, however it
/// ends.
pub(super) fn lock(path: &Path) -> Result<File, StoreError> {
    let failed = |source| StoreError::Io { path: path.to_owned(), source };
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    let mut name = path.as_os_str().to_owned();
    name.push(".lock");
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(name).map_err(failed)?;
    let end = Instant::now() + PATIENCE;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::WouldBlock) if Instant::now() < end => thread::sleep(Duration::from_millis(2)),
            Err(TryLockError::WouldBlock) => return Err(StoreError::Busy { path: path.to_owned() }),
            // A file system without locks: as safe as it can be there.
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => return Ok(file),
            Err(TryLockError::Error(error)) => return Err(failed(error)),
        }
    }
}
