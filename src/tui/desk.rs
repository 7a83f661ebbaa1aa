//! The one thread that reads and writes files for the screens, so that no disk ever holds them up.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use super::app::keep::{
    Found, Job, Listed, Nearby, News, NotSaved, Opened, Over, RecentFile, Restored, Unsaved, shown,
};
use super::app::knobs::kept_share;
use super::lesson;
use crate::doc;
use crate::msg;
use crate::progress::drafts::{self, Claim, Draft, Drafts, Typing};
use crate::progress::exercised::Exercised;
use crate::progress::{Recent, Store, atomic, settings};
use crate::quiz::review::Practice;
use crate::text::{Message, Source};

/// Unsaved work is on the disk at most this long after a change; what comes meanwhile goes with it.
const DELAY: Duration = Duration::from_millis(300);
/// Entries of a folder that are looked at, and worksheets that are read, in search of calls.
const MOST_ENTRIES: usize = 500;
const MOST_READ: usize = 60;
/// Larger files are not read in search of calls.
const LARGEST: u64 = 256 << 10;
/// The longest search.
const SEARCH: Duration = Duration::from_millis(500);
/// Everybody may read a worksheet, less the umask.
const PUBLIC: u32 = 0o666;

/// The thread.
#[derive(Debug)]
pub struct Clerk {
    jobs: Sender<Job>,
    thread: Option<JoinHandle<()>>,
}

impl Clerk {
    /// Starts it; `tell` gets its news.
    ///
    /// # Errors
    /// The system has no thread left.
    pub fn start(mut desk: Desk, tell: impl Fn(News) + Send + 'static) -> io::Result<Clerk> {
        let (jobs, queue) = mpsc::channel();
        let work = move || {
            // What is to be written, and when.
            let mut pending: Option<(Vec<Unsaved>, Instant)> = None;
            loop {
                let next = match &pending {
                    Some((_, due)) => queue.recv_timeout(due.saturating_duration_since(Instant::now())),
                    None => queue.recv().map_err(|_| RecvTimeoutError::Disconnected),
                };
                let ended = matches!(next, Err(RecvTimeoutError::Disconnected));
                match next {
                    Ok(Job::Drafts(unsaved)) => {
                        let due = pending.map_or_else(|| Instant::now() + DELAY, |(_, due)| due);
                        pending = Some((unsaved, due));
                    }
                    Ok(job) => desk.perform(job).into_iter().for_each(&tell),
                    Err(_) => {
                        if let Some((unsaved, _)) = pending.take() {
                            desk.perform(Job::Drafts(unsaved)).into_iter().for_each(&tell);
                        }
                    }
                }
                if ended {
                    return;
                }
            }
        };
        let thread = thread::Builder::new().name("clerk".to_owned()).spawn(work)?;
        Ok(Clerk { jobs, thread: Some(thread) })
    }

    /// Asks for something.
    pub fn ask(&self, job: Job) {
        // It ends only with this handle, or in a panic, which is told elsewhere.
        let _ = self.jobs.send(job);
    }

    /// Does what was asked for, and ends.
    pub fn end(mut self) {
        let (closed, _) = mpsc::channel();
        drop(std::mem::replace(&mut self.jobs, closed));
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Does the jobs, one at a time.
#[derive(Debug)]
pub struct Desk {
    store: Store,
    /// Where the program was started.
    folder: PathBuf,
    /// This program's file of unsaved work, once there was any.
    own: Option<Drafts>,
    /// Work that was taken over, until it is safe in our own file.
    claims: Vec<Claim>,
}

impl Desk {
    /// A desk that keeps things in `store`, for a program started in `folder`.
    pub fn new(store: Store, folder: PathBuf) -> Desk {
        Desk { store, folder, own: None, claims: Vec::new() }
    }

    /// Does one thing, and says what came of it.
    pub fn perform(&mut self, job: Job) -> Vec<News> {
        match job {
            Job::Look => vec![News::Found(Box::new(self.look()))],
            Job::Open { id, path } => {
                let result = open(&path, &self.folder).map(Box::new);
                let mut news = if result.is_ok() { self.remember(&path) } else { Vec::new() };
                news.insert(0, News::Opened { id, result });
                news
            }
            Job::Save { id, path, text, over } => {
                let result = save(&path, &text, &over, "keep-not-saved");
                let mut news = if result.is_ok() { self.remember(&path) } else { Vec::new() };
                news.insert(0, News::Saved { id, path, text, result });
                news
            }
            Job::Export { what, path, text, over } => {
                let result = save(&path, &text, &over, "export-failed");
                vec![News::Exported { what, path, result }]
            }
            Job::List { folder } => {
                let files = list(&folder);
                vec![News::Listed { folder, files }]
            }
            Job::Opened(path) => self.remember(&path),
            Job::Forget(path) => {
                let changed = self.store.change::<Recent>(|recent| recent.forget(&path));
                let mut news = said(changed.map(|changed| changed.notice));
                news.push(News::Found(Box::new(self.look())));
                news
            }
            Job::Set(changes) => said(settings::keep(&self.store, &changes)),
            Job::Exercised(done) => {
                let kept = self.store.change::<Exercised>(|exercised| exercised.take_in(&done));
                said(kept.map(|kept| kept.notice))
            }
            Job::Remember(deed) => {
                let kept = self.store.change::<Practice>(|practice| practice.take_in(&deed));
                said(kept.map(|kept| kept.notice))
            }
            Job::Drafts(unsaved) => vec![News::Kept(self.keep(&unsaved))],
            Job::Claim { id, show } => vec![News::Claimed(self.claim(&id, show))],
            Job::Discard { id } => {
                if let Some(claim) = self.store.writes().then(|| drafts::claim(&self.store, &id)).flatten() {
                    claim.finish();
                }
                vec![News::Found(Box::new(self.look()))]
            }
        }
    }

    fn remember(&self, path: &Path) -> Vec<News> {
        said(self.store.change::<Recent>(|recent| recent.opened(path)).map(|changed| changed.notice))
    }

    fn keep(&mut self, unsaved: &[Unsaved]) -> Result<(), Message> {
        if !self.store.writes() {
            return Ok(());
        }
        if self.own.is_none() && !unsaved.is_empty() {
            self.own = Some(Drafts::begin(&self.store).map_err(|error| error.message())?);
        }
        if let Some(own) = &self.own {
            let drafts: Vec<Draft> = unsaved.iter().map(draft).collect();
            own.write(&drafts).map_err(|error| error.message())?;
        }
        self.claims.drain(..).for_each(Claim::finish);
        Ok(())
    }

    /// The labs of a program that has ended, the one to show first.
    fn claim(&mut self, id: &str, show: usize) -> Vec<Restored> {
        let Some(mut claim) = drafts::claim(&self.store, id) else { return Vec::new() };
        let mut drafts = std::mem::take(&mut claim.drafts);
        if self.store.writes() {
            self.claims.push(claim);
        }
        if show < drafts.len() {
            drafts[..=show].rotate_right(1);
        }
        let restored = drafts.into_iter().map(|draft| {
            let sheet = draft.file.as_deref().filter(|file| *file != lesson::NAME);
            let sheet = sheet.map(|file| open(Path::new(file), &self.folder).map(Box::new));
            Restored { draft, sheet }
        });
        restored.collect()
    }

    fn look(&self) -> Found {
        let end = Instant::now() + SEARCH;
        let mut worksheets = Vec::new();
        for folder in [self.folder.join("lessons"), self.folder.clone()] {
            let names = list(&folder).unwrap_or_default().into_iter().filter(|file| !file.folder);
            for name in names {
                if worksheets.len() >= MOST_READ || Instant::now() > end {
                    break;
                }
                let path = folder.join(name.name);
                worksheets.extend(nearby(&path, &self.folder));
            }
        }
        let loaded = self.store.load::<Recent>();
        let (unsaved, mut notices) = drafts::orphans(&self.store);
        notices.extend(loaded.notice);
        let recent = loaded.value.files.into_iter();
        let recent = recent.filter(|file| worksheets.iter().all(|near| near.path.as_path() != Path::new(file)));
        let recent = recent.map(|path| RecentFile { missing: !Path::new(&path).exists(), path }).collect();
        let looked = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        Found { worksheets, recent, unsaved, notices, looked }
    }
}

fn said(done: Result<Option<Message>, crate::progress::StoreError>) -> Vec<News> {
    let (message, fault) = match done {
        Ok(None) => return Vec::new(),
        Ok(Some(notice)) => (notice, true),
        Err(error) => (error.message(), true),
    };
    vec![News::Said { message, fault }]
}

fn draft(unsaved: &Unsaved) -> Draft {
    Draft {
        file: unsaved.file.clone(),
        title: unsaved.title.clone(),
        calls: unsaved.script.as_ref().map(|script| script.to_string()),
        typing: unsaved.typing.as_ref().map(|typed| Typing {
            side: typed.side.word().to_owned(),
            call: typed.call,
            instead: typed.instead,
            text: typed.text.clone(),
        }),
        answers: unsaved.answers.clone(),
    }
}

/// Reads a file, and nothing else: a pipe or a terminal could keep the one thread that saves waiting for ever.
fn load(path: &Path) -> Result<Source, Message> {
    match odd(path) {
        Some(why) => Err(why),
        None => doc::load(path).map_err(|error| error.message()),
    }
}

/// What is said of a path that is there and neither a file nor a folder.
fn odd(path: &Path) -> Option<Message> {
    let kind = fs::metadata(path).ok()?;
    (!kind.is_file() && !kind.is_dir()).then(|| msg!("keep-no-file", file = path.display().to_string()))
}

fn open(path: &Path, folder: &Path) -> Result<Opened, Message> {
    let mut source = load(path)?;
    source.name = shown(path, folder);
    let (sheet, mut findings) = doc::parse_worksheet(&source);
    findings.extend(kept_share(&sheet).err());
    if sheet.script.calls.is_empty() {
        return Err(match findings.first() {
            Some(found) => {
                msg!("keep-no-worksheet", place = source.locate(found.span.start), why = found.message.clone())
            }
            None => msg!("cli-no-calls", file = source.name.as_str()),
        });
    }
    let notice = findings.first().map(|first| {
        let place = source.place(first.span.start);
        msg!(
            "keep-findings",
            findings = findings.len(),
            line = place.line,
            column = place.column,
            why = first.message.clone()
        )
    });
    Ok(Opened { path: path.to_owned(), sheet: (source, sheet), notice })
}

/// Writes a file; `trouble` is the key of what is said where the system does not let us.
fn save(path: &Path, text: &str, over: &Over, trouble: &'static str) -> Result<(), NotSaved> {
    let failed = |error: &io::Error| {
        let (file, why) = (path.display().to_string(), crate::progress::plain(error));
        NotSaved::Failed(Message::new(trouble).with("file", file).with("why", why))
    };
    if let Some(why) = odd(path) {
        return Err(NotSaved::Failed(why));
    }
    match (fs::read(path), over) {
        (Ok(old), _) if old == text.as_bytes() => return Ok(()),
        (Err(error), _) if error.kind() == io::ErrorKind::NotFound => {}
        (_, Over::Anything) => {}
        (Ok(_), Over::Nothing) => return Err(NotSaved::Exists),
        (Ok(old), Over::Known(known)) if old == known.as_bytes() => {}
        (Ok(_), Over::Known(_)) => return Err(NotSaved::Changed),
        (Err(error), _) => return Err(failed(&error)),
    }
    atomic::write(path, text.as_bytes(), PUBLIC).map_err(|error| failed(&error))
}

/// Folders and worksheets in a folder, hidden ones left out; none where it cannot be read.
fn list(folder: &Path) -> Option<Vec<Listed>> {
    let mut files: Vec<Listed> = fs::read_dir(folder)
        .ok()?
        .take(MOST_ENTRIES)
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let is_folder = fs::metadata(entry.path()).ok()?.is_dir();
            let wanted = is_folder || [".md", ".markdown"].iter().any(|ending| name.to_lowercase().ends_with(ending));
            let name = if is_folder { format!("{name}/") } else { name };
            (wanted && !name.starts_with('.')).then_some(Listed { name, folder: is_folder })
        })
        .collect();
    files.sort_by(|one, other| (!one.folder, &one.name).cmp(&(!other.folder, &other.name)));
    Some(files)
}

/// A file, if it holds calls and is not the lesson that is part of the program.
fn nearby(path: &Path, folder: &Path) -> Option<Nearby> {
    if fs::metadata(path).ok()?.len() > LARGEST {
        return None;
    }
    let source = load(path).ok()?;
    let (sheet, _) = doc::parse_worksheet(&source);
    let own = path.ends_with(lesson::NAME) && source.text == lesson::TEXT;
    let calls = sheet.script.calls.len();
    (calls > 0 && !own).then(|| Nearby { path: path.to_owned(), name: shown(path, folder), title: sheet.title, calls })
}
