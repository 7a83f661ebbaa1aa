//! The program in a pseudo-terminal: what it writes, and that the terminal comes back on every way out.
#![cfg(unix)]

use std::io::{Read, Write};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use chunkscope::tui::terminal::{Guard, PanicGuard};
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// The longest that anything is waited for.
const PATIENCE: Duration = Duration::from_secs(30);

/// What gives the terminal back.
const BACK: [&str; 3] = ["\x1b[?1049l", "\x1b[?2004l", "\x1b[?25h"];

struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    news: Receiver<Vec<u8>>,
    screen: vt100::Parser,
    /// The window is so small that vt100 cannot follow.
    tiny: bool,
    /// Everything that was written.
    raw: Vec<u8>,
    _kept: tempfile::TempDir,
}

fn size(rows: u16, cols: u16) -> PtySize {
    PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }
}

impl Terminal {
    fn run(program: &str, args: &[&str], env: &[(&str, &str)]) -> Terminal {
        let pty = native_pty_system().openpty(size(36, 120)).expect("a pseudo-terminal");
        let mut command = CommandBuilder::new(program);
        command.args(args);
        command.env_remove("NO_COLOR");
        command.env("TERM", "xterm-256color");
        command.env("COLORTERM", "truecolor");
        // Nothing of the person who runs the tests is read or written.
        let kept = tempfile::tempdir().expect("a folder");
        command.env("CHUNKSCOPE_HOME", kept.path());
        for (name, value) in env {
            command.env(name, value);
        }
        let child = pty.slave.spawn_command(command).expect("the program starts");
        drop(pty.slave);
        let mut reader = pty.master.try_clone_reader().expect("its output");
        let (tell, news) = mpsc::channel();
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            // On Linux the end of a pseudo-terminal is an error.
            while let Ok(read @ 1..) = reader.read(&mut bytes) {
                if tell.send(bytes[..read].to_vec()).is_err() {
                    return;
                }
            }
        });
        let keys = pty.master.take_writer().expect("its keys");
        let screen = vt100::Parser::new(36, 120, 0);
        Terminal { child, master: pty.master, keys, news, screen, tiny: false, raw: Vec::new(), _kept: kept }
    }

    fn chunkscope(args: &[&str], env: &[(&str, &str)]) -> Terminal {
        Terminal::run(env!("CARGO_BIN_EXE_chunkscope"), args, env)
    }

    fn take(&mut self, bytes: &[u8]) {
        self.raw.extend_from_slice(bytes);
        if !self.tiny {
            self.screen.process(bytes);
        }
    }

    /// Reads until `enough`.
    #[track_caller]
    fn until(&mut self, what: &str, enough: impl Fn(&Terminal) -> bool) {
        let end = Instant::now() + PATIENCE;
        while !enough(self) {
            match self.news.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(bytes) => self.take(&bytes),
                Err(RecvTimeoutError::Timeout) => panic!("{what} did not come:\n{}", self.screen.screen().contents()),
                Err(RecvTimeoutError::Disconnected) => {
                    assert!(enough(self), "it ended before {what}:\n{}", String::from_utf8_lossy(&self.raw));
                }
            }
        }
    }

    #[track_caller]
    fn shows(&mut self, text: &str) {
        self.until(text, |terminal| terminal.screen.screen().contents().contains(text));
    }

    fn wrote(&self, text: &str) -> bool {
        self.raw.windows(text.len()).any(|window| window == text.as_bytes())
    }

    fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).expect("it takes keys");
        self.keys.flush().expect("it takes keys");
    }

    fn signal(&self, signal: &str) {
        let pid = self.child.process_id().expect("it runs").to_string();
        let sent = std::process::Command::new("kill").args(["-s", signal, &pid]).status().expect("kill");
        assert!(sent.success());
    }

    /// Waits for the end, and gives the exit status.
    #[track_caller]
    fn ends(&mut self) -> u32 {
        let end = Instant::now() + PATIENCE;
        loop {
            match self.news.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(bytes) => self.take(&bytes),
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => panic!("it does not end:\n{}", self.screen.screen().contents()),
            }
        }
        self.child.wait().expect("its status").exit_code()
    }

    #[track_caller]
    fn gave_the_terminal_back(&self) {
        for sequence in BACK {
            assert!(self.wrote(sequence), "{sequence:?} was not written");
        }
        assert!(!self.screen.screen().alternate_screen());
        assert!(!self.screen.screen().hide_cursor());
        assert!(!self.screen.screen().bracketed_paste());
        assert_eq!(self.screen.screen().mouse_protocol_mode(), vt100::MouseProtocolMode::None);
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}

#[test]
fn q_quits_and_gives_the_terminal_back() {
    let mut terminal = Terminal::chunkscope(&[], &[]);
    terminal.shows("TCP carries bytes, not messages.");
    assert!(terminal.screen.screen().alternate_screen());
    assert!(terminal.screen.screen().bracketed_paste());
    terminal.press("q");
    assert_eq!(terminal.ends(), 0);
    terminal.gave_the_terminal_back();
}

#[test]
fn ctrl_c_ends_it_even_while_typing() {
    let mut terminal = Terminal::chunkscope(&["lab"], &[]);
    terminal.shows("Type a call");
    terminal.press("q\x03");
    assert_eq!(terminal.ends(), 0);
    terminal.gave_the_terminal_back();
}

#[test]
fn signals_end_it_and_the_terminal_comes_back() {
    for signal in ["TERM", "HUP", "INT"] {
        let mut terminal = Terminal::chunkscope(&[], &[]);
        terminal.shows("TCP carries bytes");
        terminal.signal(signal);
        terminal.ends();
        terminal.gave_the_terminal_back();
    }
}

#[test]
fn the_line_is_in_its_old_mode_afterwards() {
    let script = format!("stty -a > /dev/null; \"{}\"; stty -a", env!("CARGO_BIN_EXE_chunkscope"));
    let mut terminal = Terminal::run("sh", &["-c", &script], &[]);
    terminal.shows("TCP carries bytes");
    terminal.press("q");
    terminal.ends();
    let after = String::from_utf8_lossy(&terminal.raw).into_owned();
    for mode in ["icanon", "echo", "isig"] {
        assert!(after.contains(&format!("{mode} ")) && !after.contains(&format!("-{mode} ")), "{mode}: {after}");
    }
}

#[test]
fn ctrl_z_stops_it_and_fg_brings_it_back() {
    let program = env!("CARGO_BIN_EXE_chunkscope");
    let script = format!("\"{program}\"; echo stopped-$?; stty -a; read line; fg; echo ended-$?");
    let mut terminal = Terminal::run("bash", &["-m", "-c", &script], &[]);
    terminal.shows("TCP carries bytes");
    terminal.press("\x1a");
    terminal.until("the shell", |terminal| terminal.wrote("stopped-1"));
    terminal.until("the line's mode", |terminal| terminal.wrote(" icanon"));
    assert!(!terminal.screen.screen().alternate_screen());
    terminal.press("\n");
    terminal.shows("TCP carries bytes");
    assert!(terminal.screen.screen().alternate_screen());
    terminal.press("1");
    terminal.shows("which are possible?");
    terminal.press("q");
    terminal.until("the end", |terminal| terminal.wrote("ended-0"));
    terminal.gave_the_terminal_back();
}

#[test]
fn it_follows_the_window_to_any_size() {
    let mut terminal = Terminal::chunkscope(&[], &[]);
    terminal.shows("TCP carries bytes");
    for (rows, cols, shown) in [(24, 80, "TCP carries bytes"), (10, 40, "This needs 60×18"), (60, 200, "TCP carries")]
    {
        terminal.screen.screen_mut().set_size(rows, cols);
        terminal.master.resize(size(rows, cols)).expect("another size");
        terminal.shows(shown);
    }
    terminal.tiny = true;
    let before = terminal.raw.len();
    terminal.master.resize(size(1, 1)).expect("another size");
    // Cleared for the new size: a key that comes together with the signal of a resize is read with the next key only
    // (crossterm's way of waiting for both).
    terminal.until("a frame", |terminal| terminal.raw[before..].windows(4).any(|four| four == b"\x1b[2J"));
    terminal.press("q");
    assert_eq!(terminal.ends(), 0);
}

/// SGR parameters that were written, joined by `;` as they came.
fn styles(raw: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(raw);
    let ends = |part: &str| part.find(|sign: char| !matches!(sign, '0'..='9' | ';' | ':'));
    text.split("\x1b[")
        .skip(1)
        .filter_map(|part| ends(part).filter(|at| part[*at..].starts_with('m')).map(|at| part[..at].to_owned()))
        .collect()
}

fn is_colour(style: &str) -> bool {
    style.split([';', ':']).any(|word| word.parse::<u32>().is_ok_and(|word| (30..=59).contains(&word) || word >= 90))
}

#[test]
fn no_color_writes_no_colour_code_at_all_and_reverse_video_stays() {
    for (args, env) in [(vec!["lab"], vec![("NO_COLOR", "1")]), (vec!["lab", "--color", "never"], vec![])] {
        let mut terminal = Terminal::chunkscope(&args, &env);
        terminal.shows("Type a call");
        terminal.press("close(sock)\r");
        terminal.shows("1 close(sock)");
        terminal.press("\x1b");
        terminal.shows("Enter change");
        terminal.press("?");
        terminal.shows("keys, signs, calls");
        terminal.press("q");
        terminal.shows("1 close(sock)");
        terminal.press("q");
        assert_eq!(terminal.ends(), 0);
        let colours: Vec<String> = styles(&terminal.raw).into_iter().filter(|style| is_colour(style)).collect();
        assert_eq!(colours, Vec::<String>::new());
        assert!(styles(&terminal.raw).contains(&"7".to_owned()), "the title of an overlay is in reverse");
    }
}

#[test]
fn colours_are_written_where_the_terminal_has_them() {
    let mut terminal = Terminal::chunkscope(&[], &[]);
    terminal.shows("TCP carries bytes");
    terminal.press("q");
    terminal.ends();
    assert!(styles(&terminal.raw).iter().any(|style| is_colour(style)));
}

#[test]
fn the_mouse_is_left_alone_where_it_is_not_wanted() {
    let mut with = Terminal::chunkscope(&[], &[]);
    with.shows("TCP carries bytes");
    assert!(with.wrote("\x1b[?1000h"));
    // A click on an entry opens it.
    with.press("q");
    with.ends();

    let mut without = Terminal::chunkscope(&["--no-mouse"], &[]);
    without.shows("TCP carries bytes");
    without.press("q");
    without.ends();
    for sequence in ["\x1b[?1000h", "\x1b[?1002h", "\x1b[?1003h", "\x1b[?1006h"] {
        assert!(!without.wrote(sequence));
    }
}

#[test]
fn a_click_opens_the_lesson_and_pasted_text_is_no_key() {
    let mut terminal = Terminal::chunkscope(&[], &[]);
    terminal.shows("Lab   ");
    let contents = terminal.screen.screen().contents();
    let row = contents.lines().position(|line| line.contains("2  Lab")).expect("the entry") + 1;
    terminal.press(&format!("\x1b[<0;50;{row}M"));
    terminal.shows("Type a call");
    terminal.press("\x1b[200~client: send(sock, \"q\", 1, 0)\nserver: recv(sock, buf, 9, 0)\x1b[201~");
    terminal.shows("2 recv(sock, buf, 9, 0)");
    terminal.press("\x03");
    assert_eq!(terminal.ends(), 0);
}

#[test]
fn without_a_terminal_it_says_so_and_exits_with_2() {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_chunkscope")).output().expect("it runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(!output.stderr.is_empty());
    assert!(output.stdout.is_empty());
}

/// Not a test of its own: what the two tests below run in a pseudo-terminal, by the name in `CHUNKSCOPE_TEST_PANIC`.
#[test]
#[ignore = "run by the tests of panics"]
fn child() {
    let Ok(thread) = std::env::var("CHUNKSCOPE_TEST_PANIC") else { return };
    let guard = Guard::take(true).expect("a terminal");
    let (tell, told) = mpsc::channel();
    let panics = PanicGuard::set(guard.taken(), move |name, words| {
        let _ = tell.send(format!("{name}: {words}"));
    });
    if thread == "drawing" {
        panic!("the drawing failed");
    }
    let worker = std::thread::Builder::new().name("judge".into()).spawn(|| panic!("the judge failed"));
    let _ = worker.expect("a thread").join();
    let words = told.recv().expect("the words");
    // Still on the other screen: the words are drawn, not scattered.
    let mut out = std::io::stdout();
    write!(out, "[told: {}]", words.replace('\n', " ")).expect("a terminal");
    out.flush().expect("a terminal");
    let mut key = [0; 1];
    std::io::stdin().read_exact(&mut key).expect("a key");
    drop(guard);
    drop(panics);
}

fn child_with(thread: &str) -> Terminal {
    let program = std::env::current_exe().expect("this test");
    let args = ["--exact", "child", "--ignored", "--nocapture", "--test-threads=1"];
    Terminal::run(&program.to_string_lossy(), &args, &[("CHUNKSCOPE_TEST_PANIC", thread), ("RUST_BACKTRACE", "0")])
}

#[test]
fn a_panic_while_drawing_gives_the_terminal_back_before_its_words() {
    let mut terminal = child_with("drawing");
    assert_ne!(terminal.ends(), 0);
    terminal.gave_the_terminal_back();
    let raw = String::from_utf8_lossy(&terminal.raw).into_owned();
    let (back, words) = (raw.find("\x1b[?1049l").expect("back"), raw.find("the drawing failed").expect("the words"));
    assert!(back < words, "the words stay readable");
}

#[test]
fn a_panic_elsewhere_leaves_the_screen_alone_and_is_told() {
    let mut terminal = child_with("judge");
    terminal.shows("[told: judge: ");
    assert!(terminal.screen.screen().alternate_screen());
    assert!(!terminal.wrote("\x1b[?1049l"));
    terminal.press("x");
    assert_eq!(terminal.ends(), 0);
    terminal.gave_the_terminal_back();
}

#[test]
fn what_was_typed_is_there_again_after_kill_9() {
    let kept = tempfile::tempdir().expect("a folder");
    let home = kept.path().to_string_lossy().into_owned();
    let env = [("CHUNKSCOPE_HOME", home.as_str())];
    let mut first = Terminal::chunkscope(&["lab"], &env);
    first.shows("Type a call");
    first.press("close(sock)\r");
    first.shows("not saved");
    first.press("send(sock, \"half");
    // Nothing on the screen tells that the disk has it: the file itself does, once it has its name.
    let end = Instant::now() + PATIENCE;
    let on_disk = || {
        let files = std::fs::read_dir(kept.path().join("drafts")).ok()?;
        let mut named =
            files.flatten().map(|file| file.path()).filter(|file| file.extension().is_some_and(|end| end == "json"));
        named.find_map(|file| std::fs::read_to_string(file).ok().filter(|text| text.contains("half")))
    };
    while on_disk().is_none() {
        assert!(Instant::now() < end, "it was not kept");
        std::thread::yield_now();
    }
    first.signal("KILL");
    first.ends();
    let mut second = Terminal::chunkscope(&["lab"], &env);
    second.shows("Calls that were typed here were not saved");
    second.press("y");
    second.shows("send(sock, \"half");
    second.shows("close(sock)");
    second.press("\x03");
    second.ends();
    assert!(second.wrote("Unsaved work is kept"));
}

/// Whoever leads the session is told that the terminal is gone, and keeps it to itself.
#[test]
fn it_ends_when_the_terminal_vanishes_even_if_no_signal_comes() {
    let pty = native_pty_system().openpty(size(36, 120)).expect("a pseudo-terminal");
    let kept = tempfile::tempdir().expect("a folder");
    let mut command = CommandBuilder::new("sh");
    command.args(["-c", "trap '' HUP; \"$0\"; true", env!("CARGO_BIN_EXE_chunkscope")]);
    command.env("TERM", "xterm-256color");
    command.env("CHUNKSCOPE_HOME", kept.path());
    let mut child = pty.slave.spawn_command(command).expect("the program starts");
    drop(pty.slave);
    let mut reader = pty.master.try_clone_reader().expect("its output");
    let (mut seen, mut bytes) = (Vec::new(), [0; 4096]);
    let mut keys = pty.master.take_writer().expect("its keys");
    // What home looks for at first is found, and nothing is left to be drawn: to draw would fail, and end it.
    for (text, key) in [("just now", "?"), ("keys, signs, calls", "")] {
        while !String::from_utf8_lossy(&seen).contains(text) {
            let read = reader.read(&mut bytes).expect("its output");
            assert!(read > 0, "it ended");
            seen.extend(&bytes[..read]);
        }
        keys.write_all(key.as_bytes()).expect("a key");
    }
    drop((reader, keys, pty.master));
    let (tell, news) = mpsc::channel();
    let mut killer = child.clone_killer();
    std::thread::spawn(move || tell.send(child.wait().is_ok()));
    let ended = news.recv_timeout(PATIENCE);
    let _ = killer.kill();
    assert_eq!(ended, Ok(true), "it goes on without a terminal");
}
