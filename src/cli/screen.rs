//! `chunkscope` and `chunkscope lab [FILE]`: the program's screens.

use std::io::IsTerminal;
use std::time::SystemTime;

use super::args::{Color, LabArgs, PracticeArgs, ScreenArgs, ThemeName};
use super::run::fresh_seed;
use super::{Answer, Console, Failure, Read};
use crate::msg;
use crate::progress::Store;
use crate::quiz::generate::{Level, Recipe};
use crate::quiz::review::Practice;
use crate::text::{Message, Texts};
use crate::tui::theme::{Announced, ColorChoice, Kind};
use crate::tui::{self, First, Practising, Settings, Start};

pub(crate) fn home(screen: &ScreenArgs, console: &mut Console) -> Result<Answer, Failure> {
    show(First::Home, None, screen, console)
}

pub(crate) fn lab(args: &LabArgs, screen: &ScreenArgs, console: &mut Console) -> Result<Answer, Failure> {
    // A file that cannot be used is told before there is a screen, so that the words stay.
    let Some(path) = &args.file else { return show(First::Lab(None), None, screen, console) };
    let Read { source, sheet, findings } = console.read(path)?;
    let notice = findings.first().map(|first| {
        let place = source.place(first.span.start);
        msg!("lab-findings", findings = findings.len(), line = place.line, column = place.column)
    });
    let answer = show(First::Lab(Some(Box::new((source.clone(), sheet)))), notice, screen, console);
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
    let color = match screen.color {
        Color::Auto => ColorChoice::Auto,
        Color::Always => ColorChoice::Always,
        Color::Never => ColorChoice::Never,
    };
    let settings = Settings {
        depth: Announced::from_system().depth(color),
        theme: match screen.theme {
            ThemeName::Dark => Kind::Dark,
            ThemeName::Light => Kind::Light,
            ThemeName::ContrastDark => Kind::HighContrastDark,
            ThemeName::ContrastLight => Kind::HighContrastLight,
        },
        ascii: screen.ascii,
        mouse: !screen.no_mouse,
    };
    let store = screen.store();
    let (practice, set_aside) = practising(&store, asked, level);
    let notice = notice.or(set_aside);
    tui::run(Start { first, settings, practice, store, notice }, Texts::english())?;
    Ok(Answer::Done)
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
