//! The reasons to choose from, below what the row says, so that nobody has to look it up.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::answer::reason_key;
use crate::msg;
use crate::tui::app::{App, Lab};
use crate::tui::screens::look;
use crate::tui::theme::Role;
use crate::tui::widgets::{Look, Sentence, TitledRule, Tone, put};

/// What stands above the list: the row's claim in words (drawn on the ruler it would show its hole), and for a row that
/// was seen here and held to be impossible what that means.
fn lead(app: &App, lab: &Lab) -> Vec<String> {
    let mut lead = vec![super::quiz::claim_words(app, lab)];
    if is_overlooked(lab) {
        lead.push(app.texts.get("lab-overlooked"));
    }
    lead
}

/// Whether the row was said to be impossible, and happened in a run.
pub(super) fn is_overlooked(lab: &Lab) -> bool {
    let Some(quiz) = &lab.quiz else { return false };
    quiz.answer(lab.row) == Some(false) && quiz.rows.get(lab.row).is_some_and(|entry| lab.seen_of(&entry.row) > 0)
}

/// How many lines it wants, with its rule.
pub(super) fn lines(app: &App, lab: &Lab, width: u16) -> u16 {
    let choices = lab.quiz.as_ref().map_or(0, |quiz| quiz.choices().len());
    1 + lead_lines(app, lab, width) + u16::try_from(choices).unwrap_or(9)
}

fn lead_lines(app: &App, lab: &Lab, width: u16) -> u16 {
    let look = look(app);
    lead(app, lab).iter().map(|text| Sentence { text, tone: Tone::Plain }.height(&look, width.saturating_sub(2))).sum()
}

/// The lines of the list, and the first reason there: where not all fit, those around the chosen one do.
fn list(app: &App, lab: &Lab, area: Rect) -> (Rect, usize) {
    let choices = lab.quiz.as_ref().map_or(0, |quiz| quiz.choices().len());
    let room = area.height.saturating_sub(1);
    let wanted = lead_lines(app, lab, area.width);
    // On a low screen the list comes before what stands in the table, too.
    let down = if usize::from(room.saturating_sub(wanted)) >= choices.min(4) { wanted } else { 0 };
    let rows = Rect { y: area.y + 1 + down, height: room - down, ..area };
    let room = usize::from(rows.height);
    let first = (lab.reason.unwrap_or(0) + 1).saturating_sub(room).min(choices.saturating_sub(room));
    (rows, first)
}

/// The reason on line `y`.
pub(super) fn reason_at(app: &App, lab: &Lab, area: Rect, y: u16) -> Option<usize> {
    let (rows, first) = list(app, lab, area);
    let at = first + usize::from(y.checked_sub(rows.y)?);
    (y < rows.bottom() && at < lab.quiz.as_ref()?.choices().len()).then_some(at)
}

/// The reasons, numbered.
pub(super) fn draw(app: &App, lab: &Lab, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
    let Some(quiz) = &lab.quiz else { return };
    let number = quiz.rows.get(lab.row).map_or(0, |entry| entry.row.number);
    let title = if is_overlooked(lab) {
        msg!("lab-reason-title-overlooked", row = number)
    } else {
        msg!("lab-reason-title", row = number)
    };
    let title = app.texts.say(&title);
    TitledRule { title: &title, right: "", focused: true }.draw(look, area, buf);
    let (rows, first) = list(app, lab, area);
    let mut y = area.y + 1;
    for text in lead(app, lab) {
        let rest = Rect { x: area.x + 1, y, width: area.width - 2, height: rows.y.saturating_sub(y) };
        let sentence = Sentence { text: &text, tone: Tone::Plain };
        sentence.draw(look, rest, buf);
        y += sentence.height(look, rest.width);
    }
    for (y, (at, reason)) in (rows.y..rows.bottom()).zip(quiz.choices().iter().enumerate().skip(first)) {
        let here = lab.reason == Some(at);
        if here {
            put(look, area, buf, (area.x + 2, y), &look.glyphs.row.to_string(), look.style(Role::Focus));
        }
        put(look, area, buf, (area.x + 4, y), &format!("{}", at + 1), look.style(Role::Key));
        let style = look.style(if here { Role::Strong } else { Role::Text });
        put(look, area, buf, (area.x + 7, y), &app.texts.get(reason_key(*reason)), style);
    }
}
