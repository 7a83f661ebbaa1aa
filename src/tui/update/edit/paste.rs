//! What is pasted: into the line that is being typed, or as calls.

use crate::call::Side;
use crate::engine::share;
use crate::msg;
use crate::script::{self, Script};
use crate::tui::app::editor::Place;
use crate::tui::app::{App, Editor, Effect, Panel};

use super::{changed, side_of};
use crate::tui::update::{complain, knobs, network, panel, tell, workshop};

/// Pasted text: into the line that is being typed; several lines become calls.
pub(in crate::tui::update) fn paste(app: &mut App, text: &str) -> Vec<Effect> {
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
    if app.is_in_drill() {
        complain(app, msg!("lab-paste-drill"));
        return Vec::new();
    }
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
