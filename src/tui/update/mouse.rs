//! Clicks and the wheel: a click does what moving there does, and on what is chosen already what Enter does.

use ratatui::crossterm::event::{MouseButton, MouseEvent, MouseEventKind};

use super::{command, home, lab, messages, network, panel};
use crate::tui::app::lab::Pane;
use crate::tui::app::{App, Effect, Panel, Screen};
use crate::tui::keys::Command;
use crate::tui::screens;
use crate::tui::screens::lab::Spot;
use crate::tui::screens::messages::Spot as MessagesSpot;

pub(super) fn mouse(app: &mut App, event: MouseEvent) -> Vec<Effect> {
    match event.kind {
        MouseEventKind::ScrollUp => wheel(app, event, Command::Up),
        MouseEventKind::ScrollDown => wheel(app, event, Command::Down),
        MouseEventKind::Down(MouseButton::Left) => click(app, event),
        MouseEventKind::Drag(MouseButton::Left) => drag(app, event),
        _ => Vec::new(),
    }
}

fn wheel(app: &mut App, event: MouseEvent, direction: Command) -> Vec<Effect> {
    if app.help.is_none() && matches!(app.panel, Some(Panel::Path(_))) {
        return command(app, if direction == Command::Up { Command::Earlier } else { Command::Later });
    }
    if app.help.is_some() || app.panel.is_some() || !matches!(app.screen, Screen::Lab) {
        return command(app, direction);
    }
    if app.lab_projected().is_some() {
        return command(app, if direction == Command::Up { Command::PageUp } else { Command::PageDown });
    }
    let by = if direction == Command::Up { -1 } else { 1 };
    let Some(lab) = app.lab.as_deref() else { return Vec::new() };
    let spot = screens::lab::spot(app, lab, event.column, event.row);
    // The wheel scrolls what is under it, and leaves the focus where it is.
    let was = lab.focus;
    let under = match spot {
        Some(Spot::Byte(_) | Spot::Stream) => {
            lab::byte_by(app, by);
            return Vec::new();
        }
        Some(Spot::Event(_) | Spot::Trace | Spot::Kernel) => Pane::Trace,
        Some(Spot::Knob(..) | Spot::Knobs) => Pane::Knobs,
        Some(Spot::Call(_) | Spot::Side(_)) => Pane::Calls(crate::call::Side::Client),
        _ => Pane::Quiz,
    };
    if let Some(lab) = app.lab.as_deref_mut() {
        lab.focus = under;
    }
    lab::move_by(app, by);
    if let Some(lab) = app.lab.as_deref_mut() {
        lab.focus = was;
    }
    Vec::new()
}

/// A line of the list opens; a byte gets the cursor, and with the cursor a cut; a choice is picked.
fn messages_click(app: &mut App, event: MouseEvent) -> Vec<Effect> {
    let (x, y) = (event.column, event.row);
    let Some(shop) = app.workshop_shown() else {
        let entry = screens::messages::entry_at(app, x, y);
        return entry.map_or_else(Vec::new, |entry| messages::choose(app, entry));
    };
    if shop.typing.is_some() {
        return Vec::new();
    }
    match screens::messages::spot(app, shop, x, y) {
        Some(MessagesSpot::Choice(choice)) => command(app, Command::Pick(choice as u8)),
        Some(MessagesSpot::Byte(byte)) => {
            let byte = byte as usize;
            let again = shop.cursor == byte;
            if let Some(shop) = app.messages.workshop.as_deref_mut() {
                shop.cursor = byte;
            }
            if again { command(app, Command::Cut) } else { Vec::new() }
        }
        None => Vec::new(),
    }
}

/// The scrub bar follows the hand; elsewhere nothing is dragged.
fn drag(app: &mut App, event: MouseEvent) -> Vec<Effect> {
    let free = |lab: &&crate::tui::app::Lab| lab.editor.is_none() && lab.focus == Pane::Trace && app.panel.is_none();
    let Some(lab) = app.lab_shown().filter(free) else {
        return Vec::new();
    };
    if let Some(Spot::Event(line)) = screens::lab::spot(app, lab, event.column, event.row)
        && let Some(lab) = app.lab.as_deref_mut()
    {
        lab.look_at(line);
    }
    Vec::new()
}

fn click(app: &mut App, event: MouseEvent) -> Vec<Effect> {
    if app.help.is_some() {
        app.help = None;
        return Vec::new();
    }
    app.notice = None;
    if let Some(found) = screens::footer_command(app, event.column, event.row) {
        return command(app, found);
    }
    if app.panel.is_some() {
        let Some(line) = screens::panel_line(app, event.column, event.row) else { return Vec::new() };
        return panel::click(app, line);
    }
    if app.lab_projected().is_some() {
        return command(app, Command::Reveal);
    }
    if matches!(app.screen, Screen::Home) {
        let Some(entry) = screens::home_entry(app, event.column, event.row) else { return Vec::new() };
        return home::choose(app, entry);
    }
    if matches!(app.screen, Screen::Map) {
        return super::map::click(app, event.column, event.row);
    }
    if matches!(app.screen, Screen::Short) {
        if let Some(byte) = screens::short::byte_at(app, event.column, event.row) {
            super::short::cut_after(app, byte);
        }
        return Vec::new();
    }
    if matches!(app.screen, Screen::Messages) {
        return messages_click(app, event);
    }
    if let Some((lab, _)) = app.lab_played() {
        let byte = screens::network::byte_at(app, lab, event.column, event.row);
        return byte.map(|byte| network::click(app, byte)).unwrap_or_default();
    }
    if matches!(app.screen, Screen::Breaks | Screen::Gym | Screen::Build) {
        return super::receivers::click(app, event.column, event.row);
    }
    let Some(lab) = app.lab_shown() else { return Vec::new() };
    // A line that is being typed is not lost by a click beside it.
    if lab.editor.is_some() || lab.typed.is_some() {
        return Vec::new();
    }
    if lab.copied.is_some() {
        return command(app, Command::CloseCopied);
    }
    let Some(spot) = screens::lab::spot(app, lab, event.column, event.row) else { return Vec::new() };
    let Some(lab) = app.lab.as_deref_mut() else { return Vec::new() };
    match spot {
        Spot::Call(call) => {
            lab.call = call;
            if let Some(line) = lab.script.calls.get(call) {
                lab.focus = Pane::Calls(line.side);
            }
        }
        Spot::Side(side) => lab.focus = Pane::Calls(side),
        Spot::Byte(byte) => {
            lab.byte = Some(byte);
            lab.focus = Pane::Stream;
        }
        Spot::Stream => lab.focus = Pane::Stream,
        Spot::Row(row) => {
            lab.row = row;
            lab.closing = false;
            lab.face_row();
            lab.focus = Pane::Quiz;
        }
        Spot::Answer(possible) => {
            lab.focus = Pane::Quiz;
            return command(app, if possible { Command::Yes } else { Command::No });
        }
        Spot::Quiz => lab.focus = Pane::Quiz,
        Spot::Event(line) => {
            lab.focus = Pane::Trace;
            lab.look_at(line);
        }
        Spot::Trace => lab.focus = Pane::Trace,
        Spot::Kernel => lab.focus = Pane::Kernel,
        Spot::Knobs => lab.focus = Pane::Knobs,
        Spot::Knob(row, turned) => return super::knobs::clicked(app, row, turned),
        Spot::Reason(reason) => {
            lab.focus = Pane::Quiz;
            let Ok(reason) = u8::try_from(reason) else { return Vec::new() };
            return command(app, Command::Pick(reason));
        }
    }
    Vec::new()
}
