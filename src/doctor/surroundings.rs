//! The terminal, the system and the place where things are kept.

use std::path::Path;
use std::thread;

use super::Check;
use crate::msg;
use crate::progress::store::HOME_VARIABLE;
use crate::text::Message;
use crate::tui::screens::LEAST;
use crate::tui::theme::{Announced, ColorChoice, Depth};

/// What the program was started in, so far as it is no socket's business.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Surroundings {
    /// Columns and lines of the terminal; none where there is no terminal.
    pub size: Option<(u16, u16)>,
    /// Standard output is a terminal.
    pub terminal: bool,
    /// What the environment says of colours.
    pub announced: Announced,
    /// The value of `LC_ALL`, `LC_CTYPE` or `LANG`, the first that is set.
    pub locale: String,
}

impl Surroundings {
    /// Asks the environment and the terminal.
    pub fn from_system() -> Self {
        use std::io::IsTerminal;
        let variable = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
        let size = crossterm::terminal::window_size().ok().map(|size| (size.columns, size.rows));
        Surroundings {
            size: size.filter(|(columns, lines)| *columns > 0 && *lines > 0),
            terminal: std::io::stdout().is_terminal(),
            announced: Announced::from_system(),
            locale: ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(variable).unwrap_or_default(),
        }
    }
}

/// The terminal: size, colours, signs.
pub fn screen(around: &Surroundings) -> Vec<Check> {
    vec![size(around), colours(around), signs(around)]
}

fn size(around: &Surroundings) -> Check {
    const TITLE: &str = "doctor-terminal-size";
    /// What a lecture should have: everything fits.
    const GOOD: (u16, u16) = (80, 24);
    let Some((columns, lines)) = around.size else {
        return Check::note(TITLE, msg!("doctor-no-terminal"), msg!("doctor-no-terminal-advice"));
    };
    let found = msg!("doctor-size", columns = u64::from(columns), lines = u64::from(lines));
    let narrower = |least: (u16, u16)| columns < least.0 || lines < least.1;
    if narrower(LEAST) {
        let advice = msg!("doctor-size-small", columns = u64::from(LEAST.0), lines = u64::from(LEAST.1));
        Check::trouble(TITLE, found, advice)
    } else if narrower(GOOD) {
        Check::note(TITLE, found, msg!("doctor-size-tight", columns = u64::from(GOOD.0), lines = u64::from(GOOD.1)))
    } else {
        Check::ok(TITLE, found)
    }
}

fn colours(around: &Surroundings) -> Check {
    const TITLE: &str = "doctor-colours";
    let announced = &around.announced;
    let term = if announced.term.is_empty() { "–" } else { &announced.term };
    if announced.no_color {
        return Check::note(TITLE, msg!("doctor-colours-forbidden"), msg!("doctor-colours-forbidden-advice"));
    }
    if announced.term == "dumb" {
        return Check::note(TITLE, msg!("doctor-colours-dumb"), msg!("doctor-colours-few-advice"));
    }
    // In a pipe nothing is supported; what counts is the terminal that the lecture will have.
    let choice = if around.terminal { ColorChoice::Auto } else { ColorChoice::Always };
    let why = match announced.colorterm.is_empty() {
        true => msg!("doctor-colours-term", term = term),
        false => msg!("doctor-colours-colorterm", colorterm = announced.colorterm.clone(), term = term),
    };
    let found = |key| Message::new(key).with("why", why);
    match announced.depth(choice) {
        Depth::TrueColor => Check::ok(TITLE, found("doctor-colours-all")),
        Depth::Ansi256 => Check::ok(TITLE, found("doctor-colours-256")),
        Depth::Ansi16 => Check::ok(TITLE, found("doctor-colours-16")),
        Depth::NoColor => Check::note(TITLE, found("doctor-colours-none"), msg!("doctor-colours-few-advice")),
    }
}

fn signs(around: &Surroundings) -> Check {
    const TITLE: &str = "doctor-signs";
    let locale = around.locale.to_lowercase();
    let found = match around.locale.is_empty() {
        true => msg!("doctor-locale-none"),
        false => msg!("doctor-locale", locale = around.locale.clone()),
    };
    if !(locale.contains("utf-8") || locale.contains("utf8")) {
        Check::note(TITLE, found, msg!("doctor-locale-advice"))
    } else if ["zh", "ja", "ko"].iter().any(|language| locale.starts_with(language)) {
        // East Asian fonts may draw boxes and arrows (width "ambiguous" in Unicode's annex 11) two columns wide.
        Check::note(TITLE, found, msg!("doctor-locale-wide-advice"))
    } else {
        Check::ok(TITLE, found)
    }
}

/// The system: CPUs, and the settings that decide how much a socket's buffers hold.
pub fn system() -> Vec<Check> {
    let mut checks = vec![match thread::available_parallelism().map_or(1, usize::from) {
        1 => Check::note("doctor-cpus", msg!("doctor-cpus-found", cpus = 1u64), msg!("doctor-cpus-one")),
        cpus => Check::ok("doctor-cpus", msg!("doctor-cpus-found", cpus = cpus)),
    }];
    let settings = [
        ("doctor-tcp-rmem", "ipv4/tcp_rmem"),
        ("doctor-tcp-wmem", "ipv4/tcp_wmem"),
        ("doctor-rmem-max", "core/rmem_max"),
        ("doctor-wmem-max", "core/wmem_max"),
        ("doctor-congestion-control", "ipv4/tcp_congestion_control"),
    ];
    for (title, path) in settings {
        checks.push(match std::fs::read_to_string(Path::new("/proc/sys/net").join(path)) {
            Ok(value) => {
                let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
                Check::ok(title, setting(title, value))
            }
            Err(_) => Check::note(title, msg!("doctor-unreadable"), msg!("doctor-unreadable-advice")),
        });
    }
    checks
}

/// A setting of the kernel with its meaning.
fn setting(title: &str, value: String) -> Message {
    let key = match title {
        "doctor-tcp-rmem" | "doctor-tcp-wmem" => "doctor-setting-three",
        "doctor-rmem-max" | "doctor-wmem-max" => "doctor-setting-max",
        _ => "doctor-setting-congestion",
    };
    Message::new(key).with("value", value)
}

/// Where the program keeps what a person did; none without a home directory.
pub fn kept(folder: Option<&Path>) -> Check {
    const TITLE: &str = "doctor-kept";
    let Some(folder) = folder else {
        return Check::note(
            TITLE,
            msg!("doctor-kept-nowhere"),
            msg!("doctor-kept-nowhere-advice", variable = HOME_VARIABLE),
        );
    };
    let found = msg!("doctor-kept-in", folder = folder.display().to_string());
    // It is made when something is kept first, so the folder that is there already decides.
    let there = folder.ancestors().find_map(|folder| std::fs::metadata(folder).ok());
    match there {
        Some(there) if there.is_dir() && !there.permissions().readonly() => Check::ok(TITLE, found),
        _ => Check::note(TITLE, found, msg!("doctor-kept-advice", variable = HOME_VARIABLE)),
    }
}
