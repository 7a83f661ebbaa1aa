//! Settings, paths, questions: what the keys do there.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::{export, keep, quit_now, tell};
use crate::msg;
use crate::progress::settings::{Setting, Settings};
use crate::tui::app::keep::{Job, Over};
use crate::tui::app::panel::{Ask, PathPrompt, Then, Why, resolve};
use crate::tui::app::{App, Effect, Panel};
use crate::tui::keys::Command;

/// Asks a question.
pub(super) fn ask(app: &mut App, ask: Ask) {
    app.panel = Some(Panel::Ask(ask));
}

pub(super) fn command(app: &mut App, command: Command) -> Vec<Effect> {
    match &mut app.panel {
        Some(Panel::Settings(_)) => settings(app, command),
        Some(Panel::Path(_)) => path(app, command),
        Some(Panel::Ask(_)) => answer(app, command),
        None => Vec::new(),
    }
}

fn settings(app: &mut App, command: Command) -> Vec<Effect> {
    let Some(Panel::Settings(at)) = &mut app.panel else { return Vec::new() };
    let many = Setting::ALL.len();
    let setting = Setting::ALL[*at % many];
    match command {
        Command::Up => *at = (*at + many - 1) % many,
        Command::Down => *at = (*at + 1) % many,
        Command::Left | Command::Right => {
            let mut values = app.lasting.settings;
            values.step(setting, command == Command::Left);
            return set(app, setting, values.word(setting));
        }
        Command::Defaults => {
            let usual = Settings::default();
            let effects = Setting::ALL.into_iter().flat_map(|setting| set(app, setting, usual.word(setting))).collect();
            tell(app, msg!("settings-defaults-set"));
            return effects;
        }
        Command::Back => app.panel = None,
        _ => {}
    }
    Vec::new()
}

/// Sets a value, in the file and, where nothing has set it for this run, at once.
pub(super) fn set(app: &mut App, setting: Setting, word: &'static str) -> Vec<Effect> {
    if app.lasting.settings.word(setting) == word {
        return Vec::new();
    }
    app.lasting.settings.set(setting, word);
    let mut effects = vec![Effect::Keep(Job::Set(vec![(setting, word)]))];
    if app.lasting.fixed_by(setting).is_none() {
        effects.extend(take_over(app, setting));
    }
    effects
}

/// What lasts holds for this run.
fn take_over(app: &mut App, setting: Setting) -> Vec<Effect> {
    let mouse = app.settings.mouse;
    app.settings.last(&app.lasting.settings, setting);
    app.apply();
    if app.settings.mouse == mouse { Vec::new() } else { vec![Effect::Mouse(app.settings.mouse)] }
}

/// The next value, by a key of its own: it holds at once, whatever was asked for on the command line, and it lasts where nothing was.
pub(super) fn next(app: &mut App, setting: Setting) -> Vec<Effect> {
    if app.lasting.fixed_by(setting).is_none() {
        let mut values = app.lasting.settings;
        values.step(setting, false);
        return set(app, setting, values.word(setting));
    }
    match setting {
        Setting::Theme => app.settings.theme = app.settings.theme.next(),
        Setting::Mouse => app.settings.mouse = !app.settings.mouse,
        _ => {}
    }
    app.apply();
    if setting == Setting::Mouse { vec![Effect::Mouse(app.settings.mouse)] } else { Vec::new() }
}

fn path(app: &mut App, command: Command) -> Vec<Effect> {
    let Some(Panel::Path(prompt)) = &mut app.panel else { return Vec::new() };
    let many = prompt.fitting().len();
    match command {
        Command::Accept => return accept(app),
        Command::Complete => complete(prompt),
        Command::Earlier if many > 0 => prompt.at = Some(prompt.at.map_or(many - 1, |at| (at + many - 1) % many)),
        Command::Later if many > 0 => prompt.at = Some(prompt.at.map_or(0, |at| (at + 1) % many)),
        Command::ToStart => drop_part(prompt, |line| line.delete_line_by_head()),
        Command::ToEnd => drop_part(prompt, |line| line.delete_line_by_end()),
        Command::WordBefore => drop_part(prompt, |line| line.delete_word()),
        Command::LeaveEditor => app.panel = None,
        _ => {}
    }
    list(app)
}

fn drop_part(prompt: &mut PathPrompt, cut: impl FnOnce(&mut ratatui_textarea::TextArea<'static>) -> bool) {
    cut(&mut prompt.line);
    prompt.proposed = false;
    prompt.at = None;
    prompt.wrong = None;
}

/// A sign for the path.
pub(super) fn typed(app: &mut App, event: KeyEvent) -> Vec<Effect> {
    if let Some(Panel::Path(prompt)) = &mut app.panel {
        let sign = matches!(event.code, KeyCode::Char(_)) && !event.modifiers.contains(KeyModifiers::CONTROL);
        take_place(prompt, sign);
        prompt.line.input(event);
        prompt.at = None;
        prompt.wrong = None;
    }
    list(app)
}

/// The proposal gives way to what is typed first; any other key works on it.
fn take_place(prompt: &mut PathPrompt, typed: bool) {
    if prompt.proposed && typed {
        prompt.set("");
    }
    prompt.proposed = false;
}

/// Text for the path.
pub(super) fn paste(app: &mut App, text: &str) -> Vec<Effect> {
    if let Some(Panel::Path(prompt)) = &mut app.panel {
        let line: String = text.lines().next().unwrap_or("").chars().filter(|sign| !sign.is_control()).collect();
        take_place(prompt, true);
        prompt.line.insert_str(line.trim());
        prompt.at = None;
        prompt.wrong = None;
    }
    list(app)
}

/// Asks for the files of the folder that is typed, where they are not known.
pub(super) fn list(app: &mut App) -> Vec<Effect> {
    let (start, home) = (app.folder.clone(), app.home.clone());
    let Some(Panel::Path(prompt)) = &mut app.panel else { return Vec::new() };
    let folder = resolve(prompt.parts().0, &start, home.as_deref());
    if prompt.folder.as_ref() == Some(&folder) {
        return Vec::new();
    }
    prompt.folder = Some(folder.clone());
    prompt.files = Some(Vec::new());
    vec![Effect::Keep(Job::List { folder })]
}

/// What all fitting names begin with; the chosen one whole.
fn complete(prompt: &mut PathPrompt) {
    let names: Vec<String> = prompt.fitting().iter().map(|file| file.name.clone()).collect();
    let chosen = prompt.at.and_then(|at| names.get(at).cloned());
    let common = chosen.or_else(|| {
        let first = names.first()?;
        let same = |length: &usize| names.iter().all(|name| name.get(..*length) == first.get(..*length));
        let length = (0..=first.len()).rev().filter(|length| first.is_char_boundary(*length)).find(same)?;
        Some(first[..length].to_owned())
    });
    let (folder, name) = prompt.parts();
    if let Some(common) = common.filter(|common| common.len() >= name.len()) {
        let text = format!("{folder}{common}");
        prompt.set(&text);
    }
}

fn accept(app: &mut App) -> Vec<Effect> {
    let (start, home) = (app.folder.clone(), app.home.clone());
    let Some(Panel::Path(prompt)) = &mut app.panel else { return Vec::new() };
    if prompt.at.is_some() {
        complete(prompt);
    }
    let text = prompt.text().trim().to_owned();
    if text.is_empty() {
        prompt.wrong = Some(msg!("keep-no-name"));
        return Vec::new();
    }
    if text.ends_with('/') {
        return list(app);
    }
    let path = resolve(&text, &start, home.as_deref());
    match prompt.why {
        Why::Open => keep::open(app, path),
        Why::Save => {
            // A worksheet is Markdown, and is found again by that.
            let path = if path.extension().is_none() { path.with_extension("md") } else { path };
            app.panel = None;
            let own = app.lab_shown().filter(|lab| lab.path.as_ref() == Some(&path));
            let over = own.and_then(|lab| lab.text.clone()).map_or(Over::Nothing, Over::Known);
            keep::save_to(app, path, over)
        }
        Why::Export(what) => {
            let Some(path) = export::file_named(what, path) else {
                prompt.wrong = Some(msg!("export-ending"));
                return Vec::new();
            };
            app.panel = None;
            export::write(app, what, path, Over::Nothing)
        }
    }
}

/// A click on a line: a setting steps on, a file is taken.
pub(super) fn click(app: &mut App, line: usize) -> Vec<Effect> {
    match &mut app.panel {
        Some(Panel::Settings(at)) => {
            *at = line;
            settings(app, Command::Right)
        }
        Some(Panel::Path(prompt)) => {
            prompt.at = Some(line);
            accept(app)
        }
        _ => Vec::new(),
    }
}

fn answer(app: &mut App, command: Command) -> Vec<Effect> {
    if !matches!(command, Command::Yes | Command::No) {
        return Vec::new();
    }
    let Some(Panel::Ask(Ask { then, .. })) = app.panel.take() else { return Vec::new() };
    if command == Command::No {
        match then {
            Then::Replace(_) => tell(app, msg!("keep-left-alone")),
            Then::ReplaceExport(..) => tell(app, msg!("export-left-alone")),
            Then::Restore { .. } => tell(app, msg!("keep-restore-later")),
            Then::Discard(_) | Then::Quit => {}
        }
        return Vec::new();
    }
    match then {
        Then::Replace(path) => keep::save_to(app, path, Over::Anything),
        Then::ReplaceExport(what, path) => export::write(app, what, path, Over::Anything),
        Then::Discard(id) => vec![Effect::Keep(Job::Discard { id })],
        Then::Restore { id, show } => vec![Effect::Keep(Job::Claim { id, show })],
        Then::Quit => quit_now(app),
    }
}
