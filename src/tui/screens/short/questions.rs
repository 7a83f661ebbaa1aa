//! What is asked before a send, and what was said.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::words::{asked, guess, why};
use crate::engine::short::Stage;
use crate::msg;
use crate::tui::app::App;
use crate::tui::app::short::{Question, Said};
use crate::tui::theme::Role;
use crate::tui::widgets::{Look, Sentence, TitledRule, Tone, put, put_folded, wrap};

/// Lines that a question and its answers take.
pub(super) fn height(app: &App, look: &Look<'_>, width: u16, question: Question) -> u16 {
    let asked = asked(app, question);
    let text = Sentence { text: &asked, tone: Tone::Strong };
    text.height(look, width) + app.short.guesses(question).len() as u16
}

/// What is asked now, with its answers.
pub(super) fn question(app: &App, look: &Look<'_>, area: Rect, buf: &mut Buffer, question: Question) {
    let (asked, guesses) = (asked(app, question), app.short.guesses(question));
    let text = Sentence { text: &asked, tone: Tone::Strong };
    let titled = u16::from(area.height > height(app, look, area.width, question));
    if titled > 0 {
        let title = app.texts.get("short-predict");
        TitledRule { title: &title, right: "", focused: true }.draw(look, area, buf);
    }
    let inner = Rect { y: area.y + titled, height: area.height.saturating_sub(titled), ..area };
    text.draw(look, inner, buf);
    let y = inner.y + text.height(look, inner.width);
    for (y, (at, one)) in (y..inner.bottom()).zip(guesses.into_iter().enumerate()) {
        put(look, inner, buf, (inner.x + 1, y), &(at + 1).to_string(), look.style(Role::Key));
        let width = inner.width.saturating_sub(4);
        put_folded(look, inner, buf, (inner.x + 4, y), width, &guess(app, one), look.style(Role::Text));
    }
}

/// What was said, beside what happened, under a title. Gives the line below it.
pub(super) fn answers(app: &App, look: &Look<'_>, area: Rect, buf: &mut Buffer) -> u16 {
    if app.short.said.is_empty() || area.height < 2 {
        return area.y;
    }
    TitledRule { title: &app.texts.get("short-you-said"), right: "", focused: false }.draw(look, area, buf);
    let lines: Vec<_> = app.short.said.iter().flat_map(|said| lines(app, look, area.width, said, true)).collect();
    let inner = Rect { y: area.y + 1, height: area.height - 1, ..area };
    draw(look, inner, buf, &lines);
    inner.y + (lines.len() as u16).min(inner.height)
}

/// Where there is less room: the last answer with its reason; in the end both without. As lines.
pub(super) fn brief(app: &App, look: &Look<'_>, width: u16) -> Vec<Answer> {
    let said = &app.short.said;
    match app.short.next() {
        Stage::Over => said.iter().flat_map(|said| lines(app, look, width, said, false)).collect(),
        _ => said.last().map_or_else(Vec::new, |said| lines(app, look, width, said, true)),
    }
}

/// A line of an answer: its sign on the first, what is said on it, and whether that was the student's.
pub(super) type Answer = (Option<char>, String, Role);

/// What was said; where that was something else, what was right, and why.
fn lines(app: &App, look: &Look<'_>, width: u16, said: &Said, reason: bool) -> Vec<Answer> {
    let sign = match said.right {
        None => look.glyphs.dot,
        Some(right) if right == said.guess => look.glyphs.same,
        Some(_) => look.glyphs.differs,
    };
    let words = guess(app, said.guess);
    let words = app.texts.say(&match said.question {
        Question::First => msg!("short-said-first", guess = words),
        Question::Next => msg!("short-said-next", guess = words),
    });
    let width = width.saturating_sub(2);
    let mut lines: Vec<Answer> = wrap(look, &words, width).into_iter().map(|line| (None, line, Role::Text)).collect();
    lines[0].0 = Some(sign);
    if let (Some(right), Some(why)) = (said.right, why(&app.short, said)) {
        let right = guess(app, right);
        let words = match reason {
            true => msg!("short-it-was-because", right = right, why = app.texts.say(&why)),
            false => msg!("short-it-was", right = right),
        };
        let words = app.texts.say(&words);
        lines.extend(wrap(look, &words, width).into_iter().map(|line| (None, line, Role::Quiet)));
    }
    lines
}

/// Draws such lines from the first one of `area` on.
pub(super) fn draw(look: &Look<'_>, area: Rect, buf: &mut Buffer, lines: &[Answer]) {
    for (y, (sign, words, role)) in (area.y..area.bottom()).zip(lines) {
        if let Some(sign) = sign {
            put(look, area, buf, (area.x, y), &sign.to_string(), look.style(Role::Strong));
        }
        put(look, area, buf, (area.x + 2, y), words, look.style(*role));
    }
}
