//! `chunkscope`, `chunkscope lab [FILE]`, `chunkscope framing` and `chunkscope present [FILE]`: the program's screens.

use std::io::IsTerminal;
use std::path::PathBuf;
use std::time::SystemTime;

use super::args::{Color, LabArgs, PracticeArgs, PresentArgs, ScreenArgs, ThemeName};
use super::run::fresh_seed;
use super::{Answer, Console, Failure, Read};
use crate::msg;
use crate::progress::Store;
use crate::progress::exercised::Exercised;
use crate::progress::settings::{self, Setting};
use crate::quiz::generate::{Level, Recipe};
use crate::quiz::review::Practice;
use crate::text::Message;
use crate::tui::app::keep::{Opened, shown};
use crate::tui::theme::{Announced, ColorChoice, Depth, Kind};
use crate::tui::{self, First, Lasting, Practising, Settings, Sheet, Start};

pub(crate) fn home(screen: &ScreenArgs, console: &mut Console) -> Result<Answer, Failure> {
    show(First::Home, None, screen, console)
}

pub(crate) fn lab(args: &LabArgs, screen: &ScreenArgs, console: &mut Console) -> Result<Answer, Failure> {
    // A file that cannot be used is told before there is a screen, so that the words stay.
    let Some(path) = &args.file else { return show(First::Lab(None), None, screen, console) };
    worksheet(path, |first| first, screen, console)
}

pub(crate) fn framing(screen: &ScreenArgs, console: &mut Console) -> Result<Answer, Failure> {
    show(First::Messages, None, screen, console)
}

pub(crate) fn present(args: &PresentArgs, screen: &ScreenArgs, console: &mut Console) -> Result<Answer, Failure> {
    match &args.file {
        None => {
            let lesson = First::Lab(Some(Box::new(tui::lesson::first())));
            show(First::Projector(Box::new(lesson)), None, screen, console)
        }
        Some(path) => worksheet(path, |first| First::Projector(Box::new(first)), screen, console),
    }
}

/// The lab on a worksheet, and the screen that it is shown within.
fn worksheet(
    path: &str,
    within: impl FnOnce(First) -> First,
    screen: &ScreenArgs,
    console: &mut Console,
) -> Result<Answer, Failure> {
    let Read { source, sheet, findings } = console.read(path)?;
    let notice = findings.first().map(|first| {
        let place = source.place(first.span.start);
        msg!("lab-findings", findings = findings.len(), line = place.line, column = place.column)
    });
    let is_stdin = path == "-";
    let sheet: Sheet = (source.clone(), sheet);
    let first = match std::path::absolute(path) {
        Ok(path) if !is_stdin => First::File(Box::new(Opened { path, sheet, notice: None })),
        _ => First::Lab(Some(Box::new(sheet))),
    };
    let answer = show(within(first), notice, screen, console);
    // On the screen they would be painted over.
    console.findings(&source, &findings);
    answer
}

/// Practice, at the quiz that the arguments name, else where it was left.
pub(crate) fn practice(args: &PracticeArgs, screen: &ScreenArgs, console: &mut Console) -> Result<Answer, Failure> {
    show_with(First::Practice, super::practice::asked(args), args.level, None, screen, console)
}

fn show(first: First, notice: Option<Message>, screen: &ScreenArgs, console: &mut Console) -> Result<Answer, Failure> {
    show_with(first, None, None, notice, screen, console)
}

/// What is remembered of practice, and what comes next in it.
fn practising(store: &Store, asked: Option<Recipe>, level: Option<Level>) -> (Practising, Option<Message>) {
    let kept = store.load::<Practice>();
    let place = store.path::<Practice>().filter(|_| store.writes()).map(|path| path.display().to_string());
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    let today = u32::try_from(since.as_secs() / 86_400).unwrap_or(u32::MAX);
    let mut practising = Practising::new(kept.value, today, place, asked, fresh_seed());
    if let Some(level) = level.filter(|level| *level != practising.next.level) {
        practising.set_level(level);
    }
    (practising, kept.notice)
}

fn show_with(
    first: First,
    asked: Option<Recipe>,
    level: Option<Level>,
    notice: Option<Message>,
    screen: &ScreenArgs,
    console: &mut Console,
) -> Result<Answer, Failure> {
    needs_terminal(console)?;
    let store = screen.store();
    let kept = settings::read(&store);
    let announced = Announced::from_system();
    let color = match screen.color {
        Color::Auto => ColorChoice::Auto,
        Color::Always => ColorChoice::Always,
        Color::Never => ColorChoice::Never,
    };
    let mut settings = Settings { depth: announced.depth(color), ..Settings::default() };
    for setting in Setting::ALL {
        settings.last(&kept.settings, setting);
    }
    let fixed = fixed(screen, &mut settings);
    let colourless = (settings.depth == Depth::NoColor).then(|| match screen.color {
        Color::Never => "--color never".to_owned(),
        _ if announced.no_color => "NO_COLOR".to_owned(),
        _ => "TERM".to_owned(),
    });
    let lasting = Lasting {
        settings: kept.settings,
        fixed,
        colourless,
        file: settings::path(&store),
        data: store.data().map(std::path::Path::to_owned),
        read_only: screen.no_save,
    };
    let told = kept.findings.first().map(|found| {
        msg!("settings-finding", place = kept.source.locate(found.span.start), why = found.message.clone())
    });
    let folder = std::env::current_dir().unwrap_or_else(|_| PathBuf::from("/"));
    let first = first.naming(|opened| opened.sheet.0.name = shown(&opened.path, &folder));
    let (practice, set_aside) = practising(&store, asked, level);
    let exercised = store.load::<Exercised>();
    let start = Start {
        first,
        settings,
        practice,
        exercised: exercised.value,
        notice: notice.or(kept.trouble).or(told).or(set_aside).or(exercised.notice),
        lasting,
        store,
        folder,
        home: std::env::var_os("HOME").map(PathBuf::from),
    };
    let ended = tui::run(start, console.texts.clone())?;
    console.findings(&kept.source, &kept.findings);
    if ended.unsaved {
        console.complain(&msg!("cli-unsaved-kept"));
    }
    Ok(Answer::Done)
}

/// What the command line asks for wins over the file; which settings those are, and how they were set.
fn fixed(screen: &ScreenArgs, settings: &mut Settings) -> Vec<(Setting, String)> {
    let mut fixed = Vec::new();
    if let Some(theme) = screen.theme {
        let (kind, word) = match theme {
            ThemeName::Dark => (Kind::Dark, "dark"),
            ThemeName::Light => (Kind::Light, "light"),
            ThemeName::ContrastDark => (Kind::HighContrastDark, "contrast-dark"),
            ThemeName::ContrastLight => (Kind::HighContrastLight, "contrast-light"),
        };
        settings.theme = kind;
        fixed.push((Setting::Theme, format!("--theme {word}")));
    }
    if screen.ascii {
        settings.ascii = true;
        fixed.push((Setting::Ascii, "--ascii".to_owned()));
    }
    if screen.no_mouse {
        settings.mouse = false;
        fixed.push((Setting::Mouse, "--no-mouse".to_owned()));
    }
    fixed
}

/// A screen needs a terminal to draw on and one to read keys from.
fn needs_terminal(console: &Console) -> Result<(), Failure> {
    let missing = match (std::io::stdin().is_terminal(), std::io::stdout().is_terminal()) {
        (true, true) => return Ok(()),
        (false, _) => console.texts.get("cli-stdin"),
        (_, false) => console.texts.get("cli-stdout"),
    };
    Err(msg!("cli-no-terminal", what = missing).into())
}
