//! The call editor: which line is changed, what becomes of it, undo.

mod paste;
mod typing;

use std::sync::Arc;

use crate::call::Side;
use crate::msg;
use crate::script::Script;
use crate::tui::app::editor::Place;
use crate::tui::app::lab::Pane;
use crate::tui::app::{App, Editor, Effect, Lab};
use crate::tui::keys::Command;

use super::{burst, complain, lab as run, quiz, tell};

pub(super) use paste::paste;
pub(super) use typing::typed;
use typing::{cut, typing};

/// Scripts and lines that are kept to go back to.
const MOST_KEPT: usize = 200;

pub(super) fn command(app: &mut App, command: Command) -> Vec<Effect> {
    let changes = matches!(command, Command::Edit | Command::Insert | Command::Append | Command::Remove);
    // A quiz of practice is about its own calls.
    if changes && app.is_in_drill() {
        return Vec::new();
    }
    let Some(lab) = app.lab.as_deref_mut() else { return Vec::new() };
    match command {
        Command::Edit => open(lab),
        Command::Insert => {
            let side = side_of(lab, lab.call);
            lab.edit(Editor::new_line(side, lab.call.min(lab.script.calls.len())));
        }
        Command::Append => {
            let side = side_of(lab, lab.call);
            lab.edit(Editor::new_line(side, lab.script.calls.len()));
        }
        Command::Remove => return remove(app),
        Command::Undo => return undo(app, false),
        Command::Redo => return undo(app, true),
        Command::Accept => return accept(app),
        Command::LeaveEditor => leave(lab),
        Command::ToStart | Command::ToEnd | Command::WordBefore => cut(lab, command),
        _ => return typing(app, command),
    }
    Vec::new()
}

/// Whose call stands there; at the end, the side whose pane has the focus.
fn side_of(lab: &Lab, call: usize) -> Side {
    match lab.focus {
        Pane::Calls(side) => side,
        _ => lab.script.calls.get(call).map_or(Side::Client, |line| line.side),
    }
}

/// On a call: changes it. Elsewhere: a new line at the end.
fn open(lab: &mut Lab) {
    let here = matches!(lab.focus, Pane::Calls(_));
    let editor = match (here, lab.script.calls.get(lab.call)) {
        (true, Some(line)) => Editor::change(line.side, lab.call, typed_as(&lab.script, lab.call)),
        _ => Editor::new_line(side_of(lab, usize::MAX), lab.script.calls.len()),
    };
    lab.edit(editor);
}

/// A line as it was typed: a loop of one call with its head and braces.
fn typed_as(script: &Script, call: usize) -> String {
    let line = script.calls[call].call.to_string();
    match script.loop_of(call).map(|each| &script.loops[each]) {
        Some(each) if each.calls.len() == 1 => format!("{} {{ {line} }}", each.kind),
        _ => line,
    }
}

/// Leaves the editor. What was typed and is no call stays in the history: it may be mended later.
fn leave(lab: &mut Lab) {
    if let Some(editor) = lab.editor.as_deref()
        && !editor.text().trim().is_empty()
        && lab.history.last().map(String::as_str) != Some(editor.text())
    {
        let line = editor.text().to_owned();
        remember(lab, line);
    }
    lab.leave_editor();
}

/// Keeps a line that was typed.
fn remember(lab: &mut Lab, line: String) {
    lab.history.push(line);
    if lab.history.len() > MOST_KEPT {
        lab.history.remove(0);
    }
}

/// Takes the line: into the script if it is a call.
fn accept(app: &mut App) -> Vec<Effect> {
    let Some(lab) = app.lab.as_deref_mut() else { return Vec::new() };
    let Some(editor) = lab.editor.take() else { return Vec::new() };
    let piece = match (&editor.parsed, editor.place) {
        (Some(Ok(piece)), _) => piece.clone(),
        (None, Place::Before(_)) => {
            lab.leave_editor();
            return Vec::new();
        }
        (None, Place::Instead(call)) => {
            lab.leave_editor();
            lab.call = call;
            return remove(app);
        }
        (Some(Err(_)), _) => {
            lab.editor = Some(editor);
            complain(app, msg!("lab-not-a-call"));
            return Vec::new();
        }
    };
    let mut script = Script::clone(&lab.script);
    let len = piece.calls.len();
    let (at, put) = match editor.place {
        Place::Before(at) => {
            let at = at.min(script.calls.len());
            (at, script.insert(at, piece))
        }
        Place::Instead(at) => (at, script.replace(at, piece)),
    };
    if let Err(why) = put {
        lab.editor = Some(editor);
        complain(app, why);
        return Vec::new();
    }
    remember(lab, editor.text().to_owned());
    match editor.place {
        Place::Before(_) => {
            lab.call = at;
            // One more can follow at once.
            lab.editor = Some(Box::new(Editor::new_line(editor.side, at + len)));
        }
        Place::Instead(_) => lab.leave_editor(),
    }
    changed(app, script)
}

fn remove(app: &mut App) -> Vec<Effect> {
    let Some(lab) = app.lab.as_deref_mut() else { return Vec::new() };
    let typed = lab.editor.as_deref().map(|editor| editor.place);
    lab.leave_editor();
    let call = match typed {
        Some(Place::Before(_)) => return Vec::new(),
        Some(Place::Instead(call)) => call,
        None => lab.call,
    };
    if call >= lab.script.calls.len() {
        return Vec::new();
    }
    let mut script = Script::clone(&lab.script);
    script.remove(call);
    lab.call = call.min(script.calls.len().saturating_sub(1));
    let effects = changed(app, script);
    tell(app, msg!("lab-removed"));
    effects
}

/// Back to the calls before the last change, or forth again.
fn undo(app: &mut App, redo: bool) -> Vec<Effect> {
    let Some(lab) = app.lab.as_deref_mut() else { return Vec::new() };
    let (from, to) = if redo { (&mut lab.redo, &mut lab.undo) } else { (&mut lab.undo, &mut lab.redo) };
    let Some(script) = from.pop() else { return Vec::new() };
    to.push(Arc::clone(&lab.script));
    set(app, script)
}

/// The calls are others now, and can be gone back from.
fn changed(app: &mut App, script: Script) -> Vec<Effect> {
    let Some(lab) = app.lab.as_deref_mut() else { return Vec::new() };
    if *lab.script == script {
        return Vec::new();
    }
    lab.undo.push(Arc::clone(&lab.script));
    if lab.undo.len() > MOST_KEPT {
        lab.undo.remove(0);
    }
    lab.redo.clear();
    set(app, Arc::new(script))
}

fn set(app: &mut App, script: Arc<Script>) -> Vec<Effect> {
    let Some(lab) = app.lab.as_deref_mut() else { return Vec::new() };
    replace(lab, script);
    let at_once = lab.quiz.is_none() && !lab.script.calls.is_empty();
    let mut effects = vec![Effect::Stop];
    effects.extend(burst::stop(app));
    effects.extend(app.ask_judge());
    if at_once {
        // Without a table there is nothing to predict: what is typed runs.
        effects.extend(run::start(app, 0, true));
    }
    effects
}

/// Other calls: what was about the old ones is cleared.
pub(super) fn replace(lab: &mut Lab, script: Arc<Script>) {
    lab.script = script;
    lab.note_change();
    lab.clear_run();
    lab.clear_seen();
    lab.replay = None;
    lab.from = lab.script.talker();
    lab.call = lab.call.min(lab.script.calls.len().saturating_sub(1));
    if let Some(editor) = lab.editor.as_deref_mut() {
        let len = lab.script.calls.len();
        editor.place = match editor.place {
            Place::Before(at) => Place::Before(at.min(len)),
            Place::Instead(at) if at < len => Place::Instead(at),
            Place::Instead(_) => Place::Before(len),
        };
    }
    let focus = lab.focus;
    if let Some(quiz) = lab.quiz.as_mut() {
        let before = quiz.phase;
        quiz.rebase(&lab.script);
        if quiz.phase != before {
            quiz::arrived(lab);
        }
    }
    lab.focus = focus;
}
