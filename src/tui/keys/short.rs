//! What keys do on the screen of short sends.

use super::Command;
use crate::tui::app::App;
use crate::tui::screens::short::{scrolled, takes_turns};

/// Whether a command does anything now; the step, and the loop, at least say why they do nothing.
pub(super) fn is_useful(app: &App, command: Command) -> bool {
    let short = &app.short;
    match command {
        Command::Up | Command::Down => scrolled(app).is_some(),
        Command::Reset => short.has_begun(),
        Command::Digit(_) => !short.has_begun() || short.question().is_some(),
        Command::Save | Command::SaveAs => false,
        _ => true,
    }
}

/// Whether the footer has it: at a question its answers, elsewhere the step.
pub(super) fn is_offered(app: &App, command: Command) -> bool {
    let short = &app.short;
    match command {
        Command::Digit(_) => short.question().is_some(),
        Command::Step => short.question().is_none() && !short.is_over(),
        Command::NextPane => takes_turns(app),
        _ => true,
    }
}
