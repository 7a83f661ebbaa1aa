//! The program itself, in a pseudo-terminal of 120×36: time to the first frame, from a key to its effect, processor time
//! when idle, memory, size. Run with `cargo bench --bench program` (release profile, as it ships).
#![allow(missing_docs, clippy::print_stdout)]

#[cfg(unix)]
fn main() {
    program::measure();
}

#[cfg(not(unix))]
fn main() {}

#[cfg(unix)]
mod program {
    use std::io::{Read, Write};
    use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
    use std::time::{Duration, Instant};

    use portable_pty::{Child, CommandBuilder, NativePtySystem, PtySize, PtySystem};

    const PROGRAM: &str = env!("CARGO_BIN_EXE_chunkscope");
    /// On the screen once the footer, the last line of a frame, is painted.
    const FIRST_FRAME: &str = "quit";

    const LESSON: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/lessons/01-bytes-not-messages.md");

    const CALLS: &str = "# Calls\n\n- The client performs `send(sock, \"hello!\", 6, 0)`.\n\
         - The client performs `send(sock, \"bye!\", 4, 0)`.\n- The server performs `recv(sock, buf1, 1024, 0)`.\n\
         - The server performs `recv(sock, buf2, 1024, 0)`.\n";

    struct Session {
        child: Box<dyn Child + Send + Sync>,
        keys: Box<dyn Write + Send>,
        output: Receiver<(Instant, Vec<u8>)>,
        screen: vt100::Parser,
        // The terminal closes when this is dropped.
        _master: Box<dyn portable_pty::MasterPty + Send>,
    }

    impl Session {
        fn start(args: &[&str]) -> (Session, Instant) {
            let size = PtySize { rows: 36, cols: 120, pixel_width: 0, pixel_height: 0 };
            let pair = NativePtySystem::default().openpty(size).expect("a pseudo-terminal");
            let mut command = CommandBuilder::new(PROGRAM);
            command.args(args);
            command.env("TERM", "xterm-256color");
            command.env("COLORTERM", "truecolor");
            command.env("CHUNKSCOPE_HOME", std::env::temp_dir().join("chunkscope-bench"));
            let mut reader = pair.master.try_clone_reader().expect("its output");
            let keys = pair.master.take_writer().expect("its input");
            let (sender, output) = channel();
            std::thread::spawn(move || {
                let mut bytes = vec![0; 1 << 16];
                while let Ok(count @ 1..) = reader.read(&mut bytes) {
                    if sender.send((Instant::now(), bytes[..count].to_vec())).is_err() {
                        break;
                    }
                }
            });
            let started = Instant::now();
            let child = pair.slave.spawn_command(command).expect("the program");
            drop(pair.slave);
            let screen = vt100::Parser::new(36, 120, 0);
            (Session { child, keys, output, screen, _master: pair.master }, started)
        }

        /// When the screen first showed `text`.
        fn until(&mut self, text: &str) -> Instant {
            loop {
                let (at, bytes) = self.output.recv_timeout(Duration::from_secs(10)).expect("the program paints");
                self.screen.process(&bytes);
                if self.screen.screen().contents().contains(text) {
                    return at;
                }
            }
        }

        /// When the screen first showed what is wanted, or, if `going` is no longer there, no longer needs to.
        fn until_or(&mut self, going: &str, wanted: impl Fn(&str) -> bool) -> Instant {
            loop {
                let (at, bytes) = self.output.recv_timeout(Duration::from_secs(10)).expect("the program paints");
                self.screen.process(&bytes);
                let shown = self.screen.screen().contents();
                if wanted(&shown) || !shown.contains(going) {
                    return at;
                }
            }
        }

        /// Reads until nothing has come for a while.
        fn settle(&mut self) {
            loop {
                match self.output.recv_timeout(Duration::from_millis(150)) {
                    Ok((_, bytes)) => self.screen.process(&bytes),
                    Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return,
                }
            }
        }

        fn key(&mut self, key: &str) -> Instant {
            let pressed = Instant::now();
            self.keys.write_all(key.as_bytes()).and_then(|()| self.keys.flush()).expect("a key");
            pressed
        }

        fn quit(mut self) {
            self.key("\x03");
            self.child.wait().expect("it ends");
        }

        fn pid(&self) -> u32 {
            self.child.process_id().expect("it runs")
        }
    }

    pub fn measure() {
        for (what, args) in [("home", &[][..]), ("the lab", &["lab", LESSON])] {
            let mut first: Vec<Duration> = (0..20)
                .map(|_| {
                    let (mut session, started) = Session::start(args);
                    let painted = session.until(FIRST_FRAME) - started;
                    session.quit();
                    painted
                })
                .collect();
            report(&format!("first frame of {what}, goal 10 ms"), &mut first);
        }

        let (mut session, _) = Session::start(&["lab", LESSON]);
        session.until(FIRST_FRAME);
        session.settle();
        let mut painted = Vec::new();
        for press in 0..400 {
            let pressed = session.key(if press % 2 == 0 { "\x1b[B" } else { "\x1b[A" });
            let (at, bytes) = session.output.recv_timeout(Duration::from_secs(5)).expect("a key has an effect");
            session.screen.process(&bytes);
            painted.push(at - pressed);
        }
        report("from a key to its effect, goal 5 ms at p99", &mut painted);

        session.quit();
        while_a_burst_runs();

        let (mut session, _) = Session::start(&["lab", LESSON]);
        session.until(FIRST_FRAME);
        session.settle();
        let before = cpu_ticks(session.pid());
        std::thread::sleep(Duration::from_secs(5));
        println!("{:<46} {} ticks of 10 ms in 5 s", "processor when idle, goal 0", cpu_ticks(session.pid()) - before);
        println!("{:<46} {}", "resident memory, goal under 10 MiB", status(session.pid(), "VmRSS:"));
        session.quit();
        let bytes = std::fs::metadata(PROGRAM).expect("the program").len();
        println!("{:<46} {:.2} MB", "size of the stripped program, goal under 6 MB", bytes as f64 / 1e6);
    }

    /// From a key to its effect while runs go on in the background, until 10,000 are made. The screen repaints for the
    /// progress as well, so a painting counts once the screen shows what the key did: bytes in hex, and back.
    fn while_a_burst_runs() {
        let sheet = tempfile::NamedTempFile::with_suffix(".md").expect("a file");
        std::fs::write(sheet.path(), CALLS).expect("calls");
        let path = sheet.path().to_str().expect("a path");
        for (what, turns) in [("one call at a time", 0), ("the receiver first", 1), ("both at once", 2)] {
            let (mut session, _) = Session::start(&["lab", path]);
            session.until(FIRST_FRAME);
            session.settle();
            while !session.screen.screen().contents().contains("turn it") {
                session.key("\t");
                session.settle();
            }
            session.key("\x1b[H");
            for _ in 0..turns {
                session.key("\x1b[C");
            }
            session.settle();
            let mut painted = Vec::new();
            let mut press = 0;
            // One burst is over in a second or two; a thousand keys take several.
            while painted.len() < 1000 {
                if !session.screen.screen().contents().contains("of 10,000 runs") {
                    session.key("\x1b[17;2~"); // Shift-F6
                    session.until("of 10,000 runs");
                }
                press += 1;
                let pressed = session.key("x");
                let hex = press % 2 == 1;
                let at = session.until_or("of 10,000 runs", |text| text.contains("68  65") == hex);
                // What the end of a burst painted is no effect of the key.
                if session.screen.screen().contents().contains("of 10,000 runs") {
                    painted.push(at - pressed);
                }
                // Not in step with the progress.
                std::thread::sleep(Duration::from_millis(3 + press % 7));
            }
            report(&format!("key to effect in a burst, {what}, goal 5 ms"), &mut painted);
            session.quit();
        }
    }

    fn report(what: &str, times: &mut [Duration]) {
        times.sort();
        let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize].as_secs_f64() * 1e3;
        println!("{what:<46} median {:.2} ms, p99 {:.2} ms, most {:.2} ms", at(0.5), at(0.99), at(1.0));
    }

    /// User and system time of a process, in clock ticks (proc(5)).
    fn cpu_ticks(pid: u32) -> u64 {
        let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).expect("Linux");
        let after_name = stat.rsplit(')').next().expect("a name");
        let field =
            |index: usize| after_name.split_whitespace().nth(index).and_then(|text| text.parse().ok()).unwrap_or(0);
        field(11) + field(12)
    }

    fn status(pid: u32, key: &str) -> String {
        let status = std::fs::read_to_string(format!("/proc/{pid}/status")).expect("Linux");
        let line = status.lines().find(|line| line.starts_with(key)).unwrap_or_default();
        line.split_whitespace().skip(1).collect::<Vec<_>>().join(" ")
    }
}
