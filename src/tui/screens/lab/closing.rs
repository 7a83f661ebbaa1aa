//! The end of a table: the score, what was missed, the student's own sentences, and what one can do next.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::answer::reason_name;
use crate::msg;
use crate::quiz::Reason;
use crate::tui::app::{App, Lab};
use crate::tui::screens::look;
use crate::tui::widgets::{Look, Sentence, TitledRule, Tone};

fn paragraphs(app: &App, lab: &Lab) -> Vec<(String, Tone)> {
    let Some(quiz) = &lab.quiz else { return Vec::new() };
    let (right, rows) = quiz.score();
    let (good, reasons) = quiz.reasons();
    let score = if reasons > 0 {
        msg!("lab-end-score-reasons", right = right, rows = rows, good = good, reasons = reasons)
    } else {
        msg!("lab-end-score", right = right, rows = rows)
    };
    let mut out = vec![(app.texts.say(&score), Tone::Plain)];
    let missed: Vec<String> = quiz.missed().into_iter().map(|rule| reason_name(app, Reason::Breaks(rule))).collect();
    // A row that was possible breaks no rule: then its number says what to look at.
    let wrong = quiz.rows.iter().filter(|entry| entry.is_wrong() || entry.is_reason_right() == Some(false));
    let wrong: Vec<String> = wrong.map(|entry| entry.row.number.to_string()).collect();
    if !wrong.is_empty() {
        out.push((app.texts.say(&msg!("lab-end-rows", rows = wrong.join(", "))), Tone::Plain));
    }
    if !missed.is_empty() {
        out.push((app.texts.say(&msg!("lab-end-missed", rules = missed.join(", "))), Tone::Plain));
    }
    if !quiz.rule.is_empty() {
        out.push((app.texts.say(&msg!("lab-end-rule", rule = quiz.rule.as_str())), Tone::Plain));
    }
    for entry in quiz.rows.iter().filter(|entry| !entry.because.is_empty()) {
        let said = msg!("lab-end-because", row = entry.row.number, words = entry.because.as_str());
        out.push((app.texts.say(&said), Tone::Quiet));
    }
    out.push((app.texts.get("lab-end-next"), Tone::Plain));
    out
}

/// How many lines it wants, with its rule.
pub(super) fn lines(app: &App, lab: &Lab, width: u16) -> u16 {
    let look = look(app);
    let high = |(text, tone): &(String, Tone)| Sentence { text, tone: *tone }.height(&look, width.saturating_sub(2));
    2 + paragraphs(app, lab).iter().map(high).fold(0, u16::saturating_add)
}

pub(super) fn draw(app: &App, lab: &Lab, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
    TitledRule { title: &app.texts.get("lab-end-title"), right: "", focused: true }.draw(look, area, buf);
    let mut paragraphs = paragraphs(app, lab);
    let inner = Rect { x: area.x + 1, y: area.y + 1, width: area.width - 2, height: area.height - 1 };
    let high = |text: &str| Sentence { text, tone: Tone::Plain }.height(look, inner.width);
    // What one can do next keeps its place; the sentences before it give way.
    let Some((next, tone)) = paragraphs.pop() else { return };
    let last = high(&next).min(inner.height);
    let mut y = inner.y;
    for (text, tone) in paragraphs {
        let height = high(&text);
        if y + height + last > inner.bottom() {
            break;
        }
        Sentence { text: &text, tone }.draw(look, Rect { y, height, ..inner }, buf);
        y += height;
    }
    y += u16::from(y + last < inner.bottom());
    Sentence { text: &next, tone }.draw(look, Rect { y, height: inner.bottom().saturating_sub(y), ..inner }, buf);
}
