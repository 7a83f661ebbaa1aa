//! What is asked before a send, and what was said.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::engine::short::{By, Call, Made};
use crate::msg;
use crate::tui::app::App;
use crate::tui::app::short::{Guess, Question, Said};
use crate::tui::theme::Role;
use crate::tui::widgets::{Look, Sentence, TitledRule, Tone, put, put_folded};

/// A guess in words.
fn guess(app: &App, guess: Guess) -> String {
    let short = &app.short;
    let by = short.by();
    let message = match guess {
        Guess::Returns(bytes) if bytes == short.length() => msg!("short-guess-all", length = bytes),
        Guess::Returns(bytes) => msg!("short-guess-some", taken = bytes),
        Guess::Fails => {
            let errno = if matches!(by, By::Signal { .. }) { "EINTR" } else { "EAGAIN" };
            msg!("short-guess-fails", errno = errno)
        }
        Guess::Waits => msg!("short-guess-waits"),
        Guess::Given(from, bytes) => {
            let data = if from == 0 { "data".to_owned() } else { format!("data + {from}") };
            msg!("short-guess-given", data = data, bytes = bytes)
        }
    };
    app.texts.say(&message)
}

/// What is asked now, with its answers; else what was said, beside what happened.
pub(super) fn questions(app: &App, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
    let short = &app.short;
    let Some(question) = short.question() else {
        return answers(app, look, area, buf);
    };
    let (asked, guesses) = (asked(app, question), short.guesses(question));
    let text = Sentence { text: &asked, tone: Tone::Strong };
    let needs = text.height(look, area.width) + guesses.len() as u16;
    let titled = u16::from(area.height > needs);
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

fn asked(app: &App, question: Question) -> String {
    let short = &app.short;
    let by = short.by();
    let call = |from, size| {
        let (made, got) = (Made::Data { from, by }, Ok(0));
        Call { made, size, got, times: 1 }.text()
    };
    let message = match question {
        Question::First => msg!("short-ask-first", call = call(0, short.length())),
        Question::Next => msg!("short-ask-next", sent = short.sent(), length = short.length()),
    };
    app.texts.say(&message)
}

fn answers(app: &App, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
    let short = &app.short;
    if short.said.is_empty() || area.height < 2 {
        return;
    }
    TitledRule { title: &app.texts.get("short-you-said"), right: "", focused: false }.draw(look, area, buf);
    let mut y = area.y + 1;
    for (sign, words, right) in said(app, look) {
        let line = Rect { y, height: u16::from(y < area.bottom()), ..area };
        put(look, line, buf, (line.x, y), &sign.to_string(), look.style(Role::Strong));
        put_folded(look, line, buf, (line.x + 2, y), line.width - 2, &words, look.style(Role::Text));
        y += 1;
        if let Some(right) = right {
            let line = Rect { y, height: u16::from(y < area.bottom()), ..area };
            put_folded(look, line, buf, (line.x + 2, y), line.width - 2, &right, look.style(Role::Quiet));
            y += 1;
        }
    }
}

/// The same, a line each, without a title. Gives the line below them.
pub(super) fn answers_in_lines(app: &App, look: &Look<'_>, area: Rect, buf: &mut Buffer) -> u16 {
    let said = said(app, look);
    for (y, (sign, words, right)) in (area.y..area.bottom()).zip(&said) {
        put(look, area, buf, (area.x, y), &sign.to_string(), look.style(Role::Strong));
        let words = right.iter().fold(words.clone(), |words, right| format!("{words} · {right}"));
        put_folded(look, area, buf, (area.x + 2, y), area.width - 2, &words, look.style(Role::Text));
    }
    area.y + said.len() as u16
}

/// What was said: its sign, its words, and what was right where that was something else.
fn said(app: &App, look: &Look<'_>) -> Vec<(char, String, Option<String>)> {
    let one = |said: &Said| {
        let (sign, right) = match said.right {
            None => (look.glyphs.dot, None),
            Some(right) if right == said.guess => (look.glyphs.same, None),
            Some(right) => (look.glyphs.differs, Some(guess(app, right))),
        };
        let words = guess(app, said.guess);
        let words = match said.question {
            Question::First => msg!("short-said-first", guess = words),
            Question::Next => msg!("short-said-next", guess = words),
        };
        (sign, app.texts.say(&words), right.map(|right| app.texts.say(&msg!("short-it-was", right = right))))
    };
    app.short.said.iter().map(one).collect()
}
