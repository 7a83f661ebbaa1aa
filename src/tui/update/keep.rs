//! Open, save, save as; what comes back from the disk.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::panel;
use super::{complain, edit, export, tell};
use crate::call::Side;
use crate::doc;
use crate::msg;
use crate::progress::drafts::Draft;
use crate::script::parse_script;
use crate::text::{Message, Source};
use crate::tui::app::editor::Place;
use crate::tui::app::keep::{Found, Job, News, NotSaved, Opened, Over, Restored, shown};
use crate::tui::app::panel::{Ask, PathPrompt, Then, Why};
use crate::tui::app::{App, Editor, Effect, Lab, Panel, Screen};
use crate::tui::lesson;

/// Asks for a worksheet to open.
pub(super) fn ask_open(app: &mut App) -> Vec<Effect> {
    prompt(app, PathPrompt::new(Why::Open, ""))
}

/// Asks where to save.
pub(super) fn ask_save(app: &mut App) -> Vec<Effect> {
    let Some(lab) = app.lab_shown() else { return Vec::new() };
    if lab.script.calls.is_empty() {
        complain(app, msg!("keep-no-calls"));
        return Vec::new();
    }
    let name = match (&lab.path, &lab.file) {
        (Some(path), _) => shown(path, &app.folder),
        (None, Some(file)) if lab.is_lesson() => file.rsplit('/').next().unwrap_or(file).to_owned(),
        _ => app.texts.get("keep-new-name"),
    };
    prompt(app, PathPrompt::new(Why::Save, &name))
}

pub(super) fn prompt(app: &mut App, prompt: PathPrompt) -> Vec<Effect> {
    app.panel = Some(Panel::Path(Box::new(prompt)));
    panel::list(app)
}

/// Opens a worksheet; one that is open already comes to the front when it was read.
pub(super) fn open(app: &mut App, path: PathBuf) -> Vec<Effect> {
    let id = app.next_id();
    vec![Effect::Keep(Job::Open { id, path })]
}

/// Saves the calls where they came from; where they came from nowhere, asks.
pub(super) fn save(app: &mut App) -> Vec<Effect> {
    let Some(lab) = app.lab_shown() else { return Vec::new() };
    match lab.path.clone() {
        Some(path) => {
            let over = lab.text.clone().map_or(Over::Nothing, Over::Known);
            save_to(app, path, over)
        }
        None => ask_save(app),
    }
}

/// Saves the calls there.
pub(super) fn save_to(app: &mut App, path: PathBuf, over: Over) -> Vec<Effect> {
    let id = app.next_id();
    let Some(lab) = app.lab.as_deref_mut() else { return Vec::new() };
    if lab.script.calls.is_empty() {
        complain(app, msg!("keep-no-calls"));
        return Vec::new();
    }
    let stem = |path: &Path| path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let text = match &lab.text {
        Some(text) => {
            // A heading that was the file's name goes with it.
            let old = lab.path.as_deref().filter(|old| *old != path).map(stem);
            let text = old.map_or_else(|| text.clone(), |old| doc::with_title(text, &old, &stem(&path)));
            doc::with_calls(&text, &lab.script)
        }
        None => {
            let name = stem(&path);
            Some(doc::new_worksheet(lab.title.as_deref().unwrap_or(&name), &lab.script))
        }
    };
    let Some(text) = text else {
        complain(app, msg!("keep-no-room"));
        return Vec::new();
    };
    let text = lab.with_knobs(&text);
    lab.saving = Some((id, Arc::clone(&lab.script)));
    vec![Effect::Keep(Job::Save { id, path, text, over })]
}

/// Takes news of the disk in.
pub(super) fn news(app: &mut App, news: News) -> Vec<Effect> {
    match news {
        News::Found(found) => self::found(app, *found),
        News::Opened { result: Ok(opened), .. } => return opened_file(app, *opened),
        News::Opened { result: Err(why), .. } => match &mut app.panel {
            Some(Panel::Path(prompt)) => prompt.wrong = Some(why),
            _ => complain(app, why),
        },
        News::Saved { id, path, text, result } => return saved(app, id, path, text, result),
        News::Exported { what, path, result } => export::written(app, what, path, result),
        News::Listed { folder, files } => {
            if let Some(Panel::Path(prompt)) = &mut app.panel
                && prompt.folder.as_ref() == Some(&folder)
            {
                prompt.files = files;
            }
        }
        News::Claimed(labs) => return claimed(app, labs),
        News::Kept(result) => {
            let why = result.err();
            if let Some(why) = why.clone().filter(|why| app.unkept.as_ref() != Some(why)) {
                complain(app, msg!("keep-unkept", why = why));
            }
            app.unkept = why;
        }
        News::Said { message, fault: true } => complain(app, message),
        News::Said { message, fault: false } => tell(app, message),
    }
    Vec::new()
}

/// The list of home; the cursor stays on its entry, where somebody has moved it.
fn found(app: &mut App, found: Found) {
    let first = app.found.is_none();
    let chosen = app.entries().get(app.entry).copied();
    if let Some(notice) = found.notices.first() {
        complain(app, notice.clone());
    }
    app.found = Some(Box::new(found));
    let at = app.entries().iter().position(|entry| Some(*entry) == chosen);
    app.entry = match at {
        Some(at) if app.entry != 0 => at,
        _ => app.entry.min(app.entries().len() - 1),
    };
    if first {
        offer(app);
    }
}

/// The lab was started on something that another run left unsaved: it is offered at once, while nothing was done here.
fn offer(app: &mut App) {
    let Some(lab) = app.lab_shown().filter(|lab| lab.is_fresh() && app.panel.is_none() && app.help.is_none()) else {
        return;
    };
    let file = lab.path.as_ref().and_then(|path| path.to_str());
    let Some(found) = &app.found else { return };
    let of_this = found.unsaved.iter().find_map(|orphan| {
        let show = orphan.drafts.iter().position(|draft| draft.file.as_deref() == file && !lab.is_lesson())?;
        Some((orphan.id.clone(), show))
    });
    if let Some((id, show)) = of_this {
        let question = match &lab.file {
            Some(file) => msg!("keep-ask-restore", file = file.as_str()),
            None => msg!("keep-ask-restore-new"),
        };
        panel::ask(app, Ask { question, then: Then::Restore { id, show } });
    }
}

fn opened_file(app: &mut App, opened: Opened) -> Vec<Effect> {
    app.panel = None;
    let is_it = |lab: &Lab| lab.path.as_ref() == Some(&opened.path);
    let open = app.lab.iter().chain(&app.left).find(|lab| is_it(lab));
    let (same, changed) =
        open.map_or((false, false), |lab| (lab.text.as_ref() == Some(&opened.sheet.0.text), lab.unsaved().is_some()));
    if same || changed {
        let effects = app.resume_lab(is_it).unwrap_or_default();
        if changed {
            tell(app, if same { msg!("keep-open-already") } else { msg!("keep-open-changed") });
        }
        return effects;
    }
    let notice = opened.notice.clone();
    let effects = app.open_file(opened);
    if let Some(notice) = notice {
        complain(app, notice);
    }
    effects
}

fn saved(app: &mut App, id: u64, path: PathBuf, text: String, result: Result<(), NotSaved>) -> Vec<Effect> {
    let name = shown(&path, &app.folder);
    let mut labs = app.lab.iter_mut().chain(&mut app.left);
    let Some(lab) = labs.find(|lab| lab.saving.as_ref().is_some_and(|(saving, _)| *saving == id)) else {
        return Vec::new();
    };
    let Some((_, script)) = lab.saving.take() else { return Vec::new() };
    match result {
        Ok(()) => {
            lab.path = Some(path);
            lab.file = Some(name.clone());
            let (sheet, _) = doc::parse_worksheet(&Source::new(name.as_str(), text.as_str()));
            lab.title = sheet.title;
            let knobs = sheet.run.filter(|(words, _)| !words.is_empty());
            lab.text = Some(text);
            lab.kept = script;
            lab.note_change();
            let typing = lab.unsaved().is_some_and(|unsaved| unsaved.typing.is_some());
            let said = match knobs {
                _ if typing => msg!("keep-saved-typing", file = name),
                Some((knobs, _)) => msg!("keep-saved-knobs", file = name, knobs = knobs),
                None => msg!("keep-saved", file = name),
            };
            tell(app, said);
            return vec![Effect::Keep(Job::Look)];
        }
        Err(NotSaved::Exists) => {
            panel::ask(app, Ask { question: msg!("keep-ask-replace", file = name), then: Then::Replace(path) });
        }
        Err(NotSaved::Changed) => {
            panel::ask(app, Ask { question: msg!("keep-ask-changed", file = name), then: Then::Replace(path) });
        }
        Err(NotSaved::Failed(why)) => complain(app, why),
    }
    Vec::new()
}

/// Unsaved work of a program that has ended comes back.
fn claimed(app: &mut App, labs: Vec<Restored>) -> Vec<Effect> {
    if labs.is_empty() {
        complain(app, msg!("keep-gone"));
        return vec![Effect::Keep(Job::Look)];
    }
    let mut trouble = None;
    let mut effects = Vec::new();
    // The first one last, so that it is the one shown.
    for restored in labs.into_iter().rev() {
        let (lab, why) = restore(restored);
        trouble = trouble.or(why);
        effects = app.show_lab(lab);
    }
    app.screen = Screen::Lab;
    match trouble {
        Some(why) => complain(app, why),
        None => {
            let said = restored(app);
            tell(app, said);
        }
    }
    // What came back is written under this program's name at once.
    app.told = app.unsaved();
    effects.push(Effect::Keep(Job::Drafts(app.told.clone())));
    effects.push(Effect::Keep(Job::Look));
    effects
}

/// What came back, and that a run never does.
fn restored(app: &App) -> Message {
    let quiz = app.lab.as_deref().and_then(|lab| lab.quiz.as_ref());
    let answers = quiz.map_or(0, |quiz| (0..quiz.rows.len()).filter(|row| quiz.answer(*row).is_some()).count());
    match answers {
        0 => msg!("keep-restored"),
        _ => msg!("keep-restored-answers", answers = answers),
    }
}

/// A lab as it was left, and what did not come back.
fn restore(Restored { draft, sheet }: Restored) -> (Lab, Option<Message>) {
    let Draft { file, title, calls, typing, answers } = draft;
    let mut trouble = None;
    let mut lab = match sheet {
        Some(Ok(opened)) => Lab::of_file(*opened),
        Some(Err(why)) => {
            trouble = Some(msg!("keep-restored-without", why = why));
            Lab { path: file.clone().map(PathBuf::from), file, ..Lab::new(None) }
        }
        None if file.as_deref() == Some(lesson::NAME) => Lab::new(Some(lesson::first())),
        None => Lab::new(None),
    };
    lab.title = lab.title.take().or(title);
    lab.leave_editor();
    // Answers first: they are about the worksheet's own calls.
    if let Some(quiz) = lab.quiz.as_mut() {
        for (number, possible) in answers {
            if let Some(row) = quiz.rows.iter().position(|entry| entry.row.number == number) {
                quiz.restore(row, possible);
            }
        }
        let open = quiz.asked().iter().find(|row| quiz.answer(**row).is_none());
        lab.row = open.or(quiz.asked().first()).copied().unwrap_or(0);
    }
    if let Some(calls) = calls {
        let (script, findings) = parse_script(&calls);
        if !findings.is_empty() {
            trouble = trouble.or(Some(msg!("keep-restored-part", calls = findings.len())));
        }
        lab.undo.push(Arc::clone(&lab.script));
        edit::replace(&mut lab, Arc::new(script));
    }
    if let Some(typing) = typing {
        let side = if typing.side == Side::Server.word() { Side::Server } else { Side::Client };
        let call = typing.call.min(lab.script.calls.len());
        let mut editor = if typing.instead && call < lab.script.calls.len() {
            Editor::change(side, call, typing.text.clone())
        } else {
            Editor::new_line(side, call)
        };
        if let Place::Before(_) = editor.place {
            editor.set(&typing.text);
        }
        lab.edit(editor);
    }
    (lab, trouble)
}
