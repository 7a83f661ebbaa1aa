//! `chunkscope` and `chunkscope lab [FILE]`: the program's screens.

use std::io::IsTerminal;

use super::args::{Color, LabArgs, PracticeArgs, ScreenArgs, ThemeName};
use super::run::fresh_seed;
use super::{Answer, Console, Failure, Read};
use crate::msg;
use crate::quiz::generate::{Level, Recipe, generate};
use crate::text::{Message, Texts};
use crate::tui::theme::{Announced, ColorChoice, Kind};
use crate::tui::{self, First, Settings, Start};

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

/// Practice: the quiz that the arguments name, else a new series.
pub(crate) fn practice(args: &PracticeArgs, screen: &ScreenArgs, console: &mut Console) -> Result<Answer, Failure> {
    let level = args.level.unwrap_or(Level::FIRST);
    let recipe = super::practice::asked(args).unwrap_or(Recipe { level, seed: fresh_seed(), number: args.quiz });
    let sheet = generate(recipe).sheet(console.texts);
    show(First::Lab(Some(Box::new(sheet))), None, screen, console)
}

fn show(first: First, notice: Option<Message>, screen: &ScreenArgs, console: &mut Console) -> Result<Answer, Failure> {
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
    tui::run(Start { first, settings, notice }, Texts::english())?;
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
