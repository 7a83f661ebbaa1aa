//! The rule: the student's own words, then the house's beside them.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::typing;
use crate::msg;
use crate::tui::app::{App, Lab};
use crate::tui::screens::look;
use crate::tui::theme::Role;
use crate::tui::widgets::{Look, Sentence, TitledRule, Tone, put};

/// The house's rule.
pub(in crate::tui::screens) const HOUSE: [&str; 3] = ["lab-rule-house-1", "lab-rule-house-2", "lab-rule-house-3"];

fn house(app: &App) -> String {
    HOUSE.map(|key| app.texts.get(key)).join("\n")
}

fn own(app: &App, lab: &Lab) -> String {
    match lab.quiz.as_ref().map(|quiz| quiz.rule.as_str()) {
        Some("") | None => app.texts.get("lab-rule-passed"),
        Some(words) => words.to_owned(),
    }
}

/// How many lines it wants, with its rule.
pub(super) fn lines(app: &App, lab: &Lab, width: u16) -> u16 {
    let look = look(app);
    let high = |text: &str| Sentence { text, tone: Tone::Plain }.height(&look, width.saturating_sub(4));
    // Enough for both, from the first letter on: nothing jumps when the house's comes.
    (high(&own(app, lab)).max(2) + high(&house(app)) + 4).max(8)
}

pub(super) fn draw(
    app: &App,
    lab: &Lab,
    look: &Look<'_>,
    area: Rect,
    buf: &mut Buffer,
    written: bool,
) -> Option<Position> {
    let focused = lab.is_writing();
    TitledRule { title: &app.texts.get("lab-rule-title"), right: "", focused }.draw(look, area, buf);
    let inner = Rect { x: area.x + 2, y: area.y + 1, width: area.width - 4, height: area.height - 1 };
    if !written {
        let rows = lab.quiz.as_ref().map_or(0, |quiz| quiz.asked().len());
        let ask = app.texts.say(&msg!("lab-rule-ask", rows = rows));
        let ask = Sentence { text: &ask, tone: Tone::Quiet };
        ask.draw(look, inner, buf);
        let down = (ask.height(look, inner.width) + 1).min(inner.height);
        let rest = Rect { y: inner.y + down, height: inner.height - down, ..inner };
        return typing::draw_prose(lab, look, rest, buf).filter(|_| focused);
    }
    let mut y = inner.y;
    for (title, words) in [("lab-rule-yours", own(app, lab)), ("lab-rule-house", house(app))] {
        put(look, area, buf, (inner.x - 1, y), &app.texts.get(title), look.style(Role::Quiet));
        let rest = Rect { y: y + 1, height: inner.bottom().saturating_sub(y + 1), ..inner };
        let sentence = Sentence { text: &words, tone: Tone::Plain };
        sentence.draw(look, rest, buf);
        y += 1 + sentence.height(look, rest.width);
    }
    None
}
