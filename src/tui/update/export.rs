//! Results for other programs: what was practised and what many runs gave, as CSV or JSON; an order of events as a line.

use std::path::{Path, PathBuf};

use super::panel;
use super::{complain, keep, network, tell};
use crate::tui::app::keep::{Job, NotSaved, Over, Results, shown};
use crate::tui::app::panel::{Ask, PathPrompt, Then, Why};
use crate::tui::app::{App, Effect};
use crate::tui::screens;
use crate::tui::widgets::thousands;
use crate::{export, msg, progress};

/// Asks where to.
pub(super) fn ask(app: &mut App, what: Results, name: &str) -> Vec<Effect> {
    keep::prompt(app, PathPrompt::new(Why::Export(what), name))
}

/// The file that a name means: a table without an ending is CSV; `None` where the ending says something that cannot be written.
pub(super) fn file_named(what: Results, path: PathBuf) -> Option<PathBuf> {
    if what == Results::Order {
        return Some(path);
    }
    let path = if path.extension().is_none() { path.with_extension("csv") } else { path };
    let known = |ending: &std::ffi::OsStr| ending.eq_ignore_ascii_case("csv") || ending.eq_ignore_ascii_case("json");
    path.extension().is_some_and(known).then_some(path)
}

/// Writes results, in the format that the file's name asks for.
pub(super) fn write(app: &mut App, what: Results, path: PathBuf, over: Over) -> Vec<Effect> {
    let as_json = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json"));
    let text = match what {
        Results::Practice if as_json => progress::practice::json(&app.practice.kept),
        Results::Practice => Ok(progress::practice::csv(&app.practice.kept)),
        Results::Order => Ok(app.lab.as_deref().map(network::text).unwrap_or_default() + "\n"),
        Results::Runs => {
            let measured = app.likely.as_deref().map(|likely| likely.measured()).unwrap_or_default();
            match as_json {
                true => serde_json::to_string_pretty(&export::comparison(&app.system, &measured)),
                false => Ok(export::csv(&app.system, &measured)),
            }
        }
    };
    match text {
        Ok(text) if as_json && what != Results::Order => {
            vec![Effect::Keep(Job::Export { what, path, text: text + "\n", over })]
        }
        Ok(text) => vec![Effect::Keep(Job::Export { what, path, text, over })],
        Err(error) => {
            let (file, why) = (path.display().to_string(), error.to_string());
            complain(app, msg!("export-failed", file = file, why = why));
            Vec::new()
        }
    }
}

/// What came of writing them.
pub(super) fn written(app: &mut App, what: Results, path: PathBuf, result: Result<(), NotSaved>) {
    let file = name_of(app, &path);
    match (result, what) {
        (Ok(()), Results::Practice) => {
            let folder = screens::folder(app, path.parent().unwrap_or(&path));
            tell(app, msg!("practice-exported", file = file, folder = folder));
        }
        (Ok(()), Results::Runs) => {
            let saved = app.likely.as_deref().map(|likely| likely.measured()).unwrap_or_default();
            let runs: u64 = saved.iter().map(|one| one.histogram.times).sum();
            let said = msg!("likely-saved", file = file, runs = thousands(runs), conditions = saved.len());
            tell(app, said);
        }
        (Ok(()), Results::Order) => tell(app, msg!("net-saved", file = file)),
        (Err(NotSaved::Failed(why)), _) => complain(app, why),
        (Err(NotSaved::Exists | NotSaved::Changed), _) => {
            let then = Then::ReplaceExport(what, path);
            panel::ask(app, Ask { question: msg!("keep-ask-replace", file = file), then });
        }
    }
}

fn name_of(app: &App, path: &Path) -> String {
    shown(path, &app.folder)
}
