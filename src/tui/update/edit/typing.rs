//! Keys for the line that is being typed: signs, history, completion.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::call::Spelling;
use crate::script::{self, Script};
use crate::tui::app::lab::Pane;
use crate::tui::app::{App, Editor, Effect, Lab};
use crate::tui::keys::{self, Command};

use super::{side_of, typed_as, undo};
use crate::tui::update::knobs;

/// Clears a part of the line that is typed, whichever it is, as shells do.
pub(super) fn cut(lab: &mut Lab, command: Command) {
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

pub(super) fn typing(app: &mut App, command: Command) -> Vec<Effect> {
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
pub(in crate::tui::update) fn typed(app: &mut App, event: KeyEvent) {
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
