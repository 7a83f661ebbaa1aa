//! The call editor: typing, history, completion, undo, paste.

use std::sync::Arc;

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::call::{Side, Spelling};
use crate::engine::share;
use crate::msg;
use crate::script::{self, Script};
use crate::tui::app::editor::Place;
use crate::tui::app::lab::Pane;
use crate::tui::app::{App, Editor, Effect, Lab, Panel};
use crate::tui::keys::{self, Command};

use super::{burst, complain, knobs, lab as run, network, panel, quiz, tell, workshop};

/// Scripts and lines that are kept to go back to.
const MOST_KEPT: usize = 200;

pub(super) fn command(app: &mut App, command: Command) -> Vec<Effect> {
    let changes = matches!(command, Command::Edit | Command::Insert | Command::Append | Command::Remove);
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

/// Clears a part of the line that is typed, whichever it is, as shells do.
fn cut(lab: &mut Lab, command: Command) {
    let line = match lab.editor.as_deref_mut() {
        Some(editor) => &mut editor.line,
        None => &mut lab.writing,
    };
    match command {
        Command::ToStart => line.delete_line_by_head(),
        Command::ToEnd => line.delete_line_by_end(),
        _ => line.delete_word(),
    };
    if let Some(editor) = lab.editor.as_deref_mut() {
        editor.completing = None;
        editor.check();
    }
}

fn typing(app: &mut App, command: Command) -> Vec<Effect> {
    let Some(lab) = app.lab.as_deref_mut() else { return Vec::new() };
    let Some(editor) = lab.editor.as_deref_mut() else { return Vec::new() };
    match command {
        Command::Complete => complete(editor, &lab.script, app.settings.spelling),
        Command::OtherSide => {
            editor.side = editor.side.peer();
            editor.check();
            lab.focus = Pane::Calls(editor.side);
        }
        Command::Earlier => recall(lab, true),
        Command::Later => recall(lab, false),
        Command::Fix => {
            if let Some(fix) = editor.diagnostic().and_then(|found| found.fix.clone()) {
                let text = fix.apply(editor.text());
                editor.set(&text);
            }
        }
        Command::UndoTyping => {
            if editor.line.undo() {
                editor.check();
            } else if editor.text().is_empty() && !lab.undo.is_empty() {
                return undo(app, false);
            }
        }
        Command::RedoTyping => {
            if editor.line.redo() {
                editor.check();
            } else if !lab.redo.is_empty() {
                return undo(app, true);
            }
        }
        _ => {}
    }
    Vec::new()
}

/// A key that no binding wants: a sign for the line that is being typed, if there is one.
pub(super) fn typed(app: &mut App, event: KeyEvent) {
    if app.help.is_some() || app.panel.is_some() || app.lab_shown().is_none() {
        return;
    }
    let Some(lab) = app.lab.as_deref_mut() else { return };
    if keys::begins_a_call(lab, event) {
        let side = side_of(lab, 0);
        lab.edit(Editor::new_line(side, 0));
    }
    // A line has no line breaks.
    let breaks = matches!(event.code, KeyCode::Enter | KeyCode::Tab)
        || (event.modifiers.contains(KeyModifiers::CONTROL) && matches!(event.code, KeyCode::Char('m' | 'j')));
    if breaks {
        return;
    }
    let writing = lab.is_writing();
    if lab.typed.is_some() {
        knobs::typed(lab, event);
    } else if let Some(editor) = lab.editor.as_deref_mut() {
        editor.completing = None;
        editor.line.input(event);
        editor.check();
    } else if writing {
        lab.writing.input(event);
    }
}

/// Looks through the lines typed before, and back to what was being typed.
fn recall(lab: &mut Lab, earlier: bool) {
    let Some(editor) = lab.editor.as_deref_mut() else { return };
    // What stands in the script was typed once, too.
    let lines: Vec<String> = (0..lab.script.calls.len())
        .map(|call| typed_as(&lab.script, call))
        .chain(lab.history.iter().cloned())
        .collect();
    let at = match (editor.recalled, earlier) {
        (None, true) => lines.len().checked_sub(1),
        (Some(at), true) => Some(at.saturating_sub(1)),
        (Some(at), false) => Some(at + 1).filter(|at| *at < lines.len()),
        (None, false) => return,
    };
    if editor.recalled.is_none() {
        editor.draft = editor.text().to_owned();
    }
    let text = at.map_or(editor.draft.clone(), |at| lines[at].clone());
    editor.set(&text);
    editor.recalled = at;
}

/// What the line may become; pressed again, the next one, and behind the last what was typed.
fn complete(editor: &mut Editor, script: &Script, usual: Spelling) {
    let (typed, at) = match editor.completing.take() {
        Some((typed, at)) if editor.text() != typed => (typed, at + 1),
        _ => (editor.text().to_owned(), 0),
    };
    let mut lines = script::complete(&typed, editor.side, script, usual);
    lines.push(typed.clone());
    let at = at % lines.len();
    editor.set(&lines[at]);
    editor.completing = Some((typed, at));
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

/// Pasted text: into the line that is being typed; several lines become calls.
pub(super) fn paste(app: &mut App, text: &str) -> Vec<Effect> {
    if app.help.is_none() && matches!(app.panel, Some(Panel::Path(_))) {
        return panel::paste(app, text);
    }
    if app.help.is_none() && app.panel.is_none() && app.lab_played().is_some() {
        app.notice = None;
        return network::paste(app, text);
    }
    if app.help.is_none() && app.panel.is_none() && app.workshop_shown().is_some() {
        workshop::paste(app, text);
    }
    if app.help.is_some() || app.panel.is_some() || app.lab_shown().is_none() {
        return Vec::new();
    }
    app.notice = None;
    let Some(lab) = app.lab.as_deref_mut() else { return Vec::new() };
    lab.copied = None;
    if share::is_share(text) {
        return match share::parse(text) {
            Ok(share) => knobs::share(app, &share),
            Err(found) => {
                let column = text[..text.floor_char_boundary(found.span.start)].chars().count() + 1;
                complain(app, msg!("lab-share-wrong", column = column, why = found.message));
                Vec::new()
            }
        };
    }
    if let Some(typed) = lab.typed.as_mut() {
        knobs::insert(typed, text.trim());
        return Vec::new();
    }
    if lab.is_writing() {
        lab.writing.insert_str(text.split_whitespace().collect::<Vec<_>>().join(" "));
        return Vec::new();
    }
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let sided = lines.iter().any(|line| named_side(line).is_some());
    match lab.editor.as_deref_mut() {
        Some(editor) if lines.len() <= 1 && !sided => {
            let line: String = lines.concat().chars().map(|sign| if sign.is_control() { ' ' } else { sign }).collect();
            editor.line.insert_str(line);
            editor.check();
            Vec::new()
        }
        _ => paste_calls(app, &lines),
    }
}

/// `client: …` or `server: …`.
fn named_side(line: &str) -> Option<(Side, &str)> {
    script::side_prefix(line).map(|(side, call)| (side, line[call..].trim()))
}

/// All lines or none: what is only half there is worse than what can be pasted again.
fn paste_calls(app: &mut App, lines: &[&str]) -> Vec<Effect> {
    let Some(lab) = app.lab.as_deref_mut() else { return Vec::new() };
    let (side, at) = match lab.editor.as_deref() {
        Some(Editor { side, place: Place::Before(at) | Place::Instead(at), .. }) => (*side, *at),
        None => (side_of(lab, usize::MAX), lab.script.calls.len()),
    };
    let mut script = Script::clone(&lab.script);
    let at = at.min(script.calls.len());
    let piece = match script::parse_lines(lines, side) {
        Ok(piece) => piece,
        Err((index, why)) => {
            complain(app, msg!("lab-paste-refused", line = index + 1, lines = lines.len(), why = why));
            return Vec::new();
        }
    };
    let next = at + piece.calls.len();
    if let Err(why) = script.insert(at, piece) {
        complain(app, why);
        return Vec::new();
    }
    if lines.is_empty() {
        return Vec::new();
    }
    if let Some(editor) = lab.editor.as_deref_mut() {
        editor.place = Place::Before(next);
    }
    let effects = changed(app, script);
    tell(app, msg!("lab-pasted", lines = lines.len()));
    effects
}
