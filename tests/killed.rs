//! Programs killed with SIGKILL at random moments while they write progress: what was written is still there, whole, and the
//! next program is held up by nothing.
//!
//! A killed process leaves the kernel's cache alone, so this says nothing of a power cut: against that stands the order of
//! `fsync` and `rename` in `progress::atomic`.
#![cfg(unix)]
#![allow(clippy::print_stdout)] // figures of the run, and the word of the child

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use chunkscope::progress::{Record, Store};
use chunkscope::quiz::generate::{Level, Recipe};
use chunkscope::quiz::review::{Answered, Card, Deed, Due, Practice};
use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use rand::rngs::Xoshiro256PlusPlus;
use rand::{RngExt, SeedableRng};

/// Writers that are killed, and whole programs, which take longer to start.
const KILLS: u64 = 200;
const PROGRAMS: u64 = 60;
/// The longest that a program is waited for.
const PATIENCE: Duration = Duration::from_secs(30);
/// Names the folder for the child that writes.
const FOLDER: &str = "CHUNKSCOPE_TEST_KILLED";
/// Rows that are remembered from the beginning: the file has many pages, so that half of one would show.
const CARDS: u32 = 300;

fn recipe(seed: u64) -> Recipe {
    Recipe::first(Level::FIRST, seed)
}

/// What was practised before: 41 quizzes, and rows that come back in a far future.
fn practised() -> Practice {
    let due = Due { step: 0, day: u32::MAX, quiz: 0 };
    let card = |row| Card { level: 1, seed: u64::MAX, quiz: 1, row, due };
    Practice { quizzes: 41, rows: (1..=CARDS).map(card).collect(), ..Practice::default() }
}

/// The file as it is, read without the program's help: it must be whole.
fn read(path: &Path) -> Practice {
    let text = fs::read(path).expect("the file is never away");
    let whole: serde_json::Value = serde_json::from_slice(&text)
        .unwrap_or_else(|error| panic!("torn: {error}: {}", String::from_utf8_lossy(&text)));
    assert_eq!(whole["version"], Practice::VERSION);
    assert_eq!(text.last(), Some(&b'\n'), "its last line is whole");
    let kept: Practice = serde_json::from_value(whole).expect("a record");
    assert_eq!((kept.quizzes, kept.rows.len()), (41, CARDS as usize), "what was there before");
    kept
}

/// Half-written files beside it, which killed programs left.
fn scraps(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder").map(|entry| entry.expect("an entry").path());
    entries.filter(|path| path.extension().is_some_and(|ending| ending == "tmp")).collect()
}

/// After all the killing: one more change is made at once, and nothing lies about.
fn is_in_order(store: &Store, folder: &Path) {
    let begun = Instant::now();
    let changed = store.change::<Practice>(|practice| practice.streak += 1).expect("no lock is left that blocks");
    assert_eq!(changed.notice, None);
    assert!(begun.elapsed() < Duration::from_secs(2), "no lock is left that has to be waited for");
    let mut names: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    names.retain(|name| name != "drafts");
    assert_eq!(names, ["practice.json", "practice.json.lock"], "nothing was set aside, and all scraps are gone");
}

/// Not a test of its own: writes until it is killed, and tells each write once it has returned.
#[test]
#[ignore = "run by the test of acknowledged writes"]
fn child() {
    let Ok(folder) = std::env::var(FOLDER) else { return };
    let store = Store::at(Path::new(&folder));
    let answered = Answered { recipe: recipe(1), row: 1, belief: None, right: true };
    loop {
        let kept =
            store.change::<Practice>(|practice| practice.take_in(&Deed::Answered(answered, 0))).expect("a write");
        assert_eq!(kept.notice, None);
        println!("kept {}", kept.value.answered);
        std::io::stdout().flush().expect("somebody listens");
    }
}

#[test]
fn what_was_acknowledged_before_a_kill_is_there_after_it() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::at(folder.path());
    store.save(&practised()).unwrap();
    let path = store.path::<Practice>().unwrap();
    let mut random = Xoshiro256PlusPlus::seed_from_u64(41);
    let (mut acknowledged, mut ahead, mut left) = (0, 0, 0);
    for kill in 0..KILLS {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "child", "--ignored", "--nocapture"])
            .env(FOLDER, folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("a program");
        let mut lines = BufReader::new(child.stdout.take().expect("its words")).lines();
        let mut next = || {
            let told = lines.by_ref().map_while(Result::ok);
            told.filter_map(|line| line.rsplit_once("kept ").and_then(|(_, number)| number.parse::<u64>().ok())).next()
        };
        for _ in 0..random.random_range(1..=4) {
            acknowledged = next().expect("it writes, whatever the one before it left");
        }
        // A random moment of the next write, or of the one after it.
        let moment = Instant::now() + Duration::from_micros(random.random_range(0..4_000));
        while Instant::now() < moment {
            std::hint::spin_loop();
        }
        child.kill().expect("SIGKILL");
        child.wait().expect("its end");
        while let Some(number) = next() {
            acknowledged = number;
        }
        let kept = read(&path).answered;
        assert!(kept >= acknowledged, "kill {kill}: {acknowledged} writes were acknowledged, {kept} are there");
        assert!(kept <= acknowledged + 1, "kill {kill}: nothing is there that was not written");
        ahead += u64::from(kept > acknowledged);
        left += u64::from(!scraps(folder.path()).is_empty());
        assert!(scraps(folder.path()).len() <= 1, "each write sweeps away what the one before it left");
    }
    println!(
        "{KILLS} kills, {acknowledged} writes acknowledged; killed between write and word {ahead}×, within a write {left}×"
    );
    is_in_order(&store, folder.path());
}

/// The program in a pseudo-terminal, which has drawn; what it draws then is read and thrown away.
fn practising(folder: &Path, seed: u64) -> (Box<dyn portable_pty::Child + Send + Sync>, Box<dyn Write + Send>) {
    let pty = native_pty_system().openpty(PtySize { rows: 24, cols: 80, ..PtySize::default() }).expect("a terminal");
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_chunkscope"));
    command.args(["practice", "--seed", &seed.to_string()]);
    command.env("CHUNKSCOPE_HOME", folder);
    command.env("TERM", "xterm-256color");
    let child = pty.slave.spawn_command(command).expect("the program starts");
    let mut reader = pty.master.try_clone_reader().expect("what it draws");
    let (tell, told) = mpsc::channel();
    std::thread::spawn(move || {
        let (mut bytes, mut begun, mut drawn) = ([0; 4096], Vec::new(), false);
        while let Ok(read @ 1..) = reader.read(&mut bytes) {
            if !drawn {
                begun.extend_from_slice(&bytes[..read]);
                drawn = begun.windows(8).any(|window| window == b"\x1b[?2026l");
                if drawn {
                    let _ = tell.send(());
                }
            }
        }
    });
    // Its first frame is drawn: from here on it reads keys, and no line of a shell.
    told.recv_timeout(PATIENCE).expect("a frame");
    (child, pty.master.take_writer().expect("its keys"))
}

#[test]
fn the_program_killed_while_quizzes_are_begun_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::at(folder.path());
    store.save(&practised()).unwrap();
    let path = store.path::<Practice>().unwrap();
    let version = || fs::metadata(&path).map(|file| (file.ino(), file.mtime(), file.mtime_nsec())).ok();
    let mut random = Xoshiro256PlusPlus::seed_from_u64(42);
    let (mut left, mut writes) = (0, 0);
    for seed in 1..=PROGRAMS {
        let (mut child, mut keys) = practising(folder.path(), seed);
        let mut press = |text: &str| keys.write_all(text.as_bytes()).expect("it takes keys");
        let end = Instant::now() + PATIENCE;
        for _ in 0..random.random_range(1..=3) {
            // Enter begins a quiz, which is written down; Esc leads back, → to the next level.
            let seen = version();
            press("\r");
            while version() == seen {
                assert!(Instant::now() < end, "session {seed} does not write");
                std::thread::yield_now();
            }
            writes += 1;
            press("\x1b\x1b\x1b[C");
        }
        let seen = version();
        press("\r");
        // A random moment on the way to the next write; every other time, the moment at which it has begun.
        let moment = Instant::now() + Duration::from_micros(random.random_range(0..8_000));
        while if seed % 2 == 0 {
            Instant::now() < moment
        } else {
            scraps(folder.path()).is_empty() && version() == seen
        } {
            assert!(Instant::now() < end, "session {seed} does not write");
            std::hint::spin_loop();
        }
        let before = read(&path);
        // The trait's own kill would say SIGHUP first.
        let process: &mut dyn portable_pty::Child = &mut *child;
        let process = process.downcast_mut::<std::process::Child>().expect("a process of this system");
        process.kill().expect("SIGKILL");
        child.wait().expect("its end");
        let after = read(&path);
        assert_eq!((before.seed, after.seed), (seed, seed), "the quiz that was begun");
        assert!(after.level >= before.level, "nothing older came back");
        left += u64::from(!scraps(folder.path()).is_empty());
    }
    println!("{PROGRAMS} kills of the program after {writes} writes that were seen; within a write {left}×");
    is_in_order(&store, folder.path());
}
