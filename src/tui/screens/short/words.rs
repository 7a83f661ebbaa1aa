//! Guesses in words, and why a wrong one is wrong.

use crate::engine::short::{By, Call, Made, TIME_OUT};
use crate::msg;
use crate::text::Message;
use crate::tui::app::App;
use crate::tui::app::short::{Guess, Question, Said, Short};

/// A guess in words.
pub(super) fn guess(app: &App, guess: Guess) -> String {
    let short = &app.short;
    let ms = TIME_OUT.as_millis() as u64;
    let message = match (guess, short.by()) {
        (Guess::Returns(bytes), By::NonBlocking) => msg!("short-guess-returns", bytes = bytes),
        (Guess::Returns(bytes), By::Blocking) => msg!("short-guess-at-once", bytes = bytes),
        (Guess::Returns(bytes), _) if bytes == short.length() => msg!("short-guess-at-once", bytes = bytes),
        (Guess::Returns(bytes), By::TimeOut) => msg!("short-guess-returns-then", bytes = bytes, ms = ms),
        (Guess::Returns(bytes), By::Signal { .. }) => msg!("short-guess-returns-signal", bytes = bytes),
        (Guess::Fails, By::Blocking | By::NonBlocking) => msg!("short-guess-fails"),
        (Guess::Fails, By::TimeOut) => msg!("short-guess-fails-then", ms = ms),
        (Guess::Fails, By::Signal { .. }) => msg!("short-guess-fails-signal"),
        (Guess::Waits, By::Signal { .. }) => msg!("short-guess-waits-on"),
        (Guess::Waits, By::Blocking) => msg!("short-guess-waits-now"),
        (Guess::Waits, _) => msg!("short-guess-waits"),
        (Guess::Given(from, bytes), _) => {
            let data = if from == 0 { "data".to_owned() } else { format!("data + {from}") };
            msg!("short-guess-given", data = data, bytes = bytes)
        }
    };
    app.texts.say(&message)
}

/// What is asked.
pub(super) fn asked(app: &App, question: Question) -> String {
    let short = &app.short;
    let message = match question {
        Question::First => {
            let made = Made::Data { from: 0, by: short.by() };
            let call = Call { made, size: short.length(), got: None, times: 1 }.text();
            msg!("short-ask-first", cut = short.cut, call = call)
        }
        Question::Next => msg!("short-ask-next", sent = short.sent(), length = short.length()),
    };
    app.texts.say(&message)
}

/// Why an answer is not right; none where it is, or where that is not known yet.
pub(super) fn why(short: &Short, said: &Said) -> Option<Message> {
    let right = said.right.filter(|right| *right != said.guess)?;
    let (length, by) = (short.length(), short.by());
    let taken = match right {
        Guess::Returns(taken) | Guess::Given(taken, _) => taken,
        Guess::Waits => return Some(why_waits(short, said.guess)),
        Guess::Fails if short.cut == 0 => return Some(why_nothing(short, said.guess)),
        Guess::Fails => return Some(msg!("short-why-nothing")),
    };
    if said.question == Question::First && taken != short.cut {
        return Some(msg!("short-why-other", taken = taken, cut = short.cut));
    }
    Some(match (said.guess, by) {
        (Guess::Returns(_), By::Blocking | By::NonBlocking) => msg!("short-why-all", taken = taken),
        (Guess::Returns(_), _) => msg!("short-why-all-unread", taken = taken),
        (Guess::Fails, By::Blocking | By::NonBlocking) => msg!("short-why-fails"),
        (Guess::Fails, By::TimeOut) => msg!("short-why-fails-then"),
        (Guess::Fails, By::Signal { .. }) => msg!("short-why-fails-signal"),
        (Guess::Waits, By::Blocking | By::NonBlocking) => msg!("short-why-waits"),
        (Guess::Waits, By::TimeOut) => msg!("short-why-waits-then"),
        (Guess::Waits, By::Signal { restart: false }) => msg!("short-why-waits-signal"),
        (Guess::Waits, By::Signal { restart: true }) => msg!("short-why-waits-restart"),
        (Guess::Given(0, bytes), _) if bytes == length => msg!("short-why-anew", twice = taken),
        (Guess::Given(0, _), _) => msg!("short-why-anew-short", bytes = taken.min(length - taken)),
        (Guess::Given(..), _) => msg!("short-why-past", rest = length - taken),
    })
}

/// Why a send that waits until all is taken does nothing else.
fn why_waits(short: &Short, guess: Guess) -> Message {
    let (cut, length) = (short.cut, short.length());
    match (guess, short.by()) {
        (Guess::Fails, By::Blocking) => msg!("short-why-not-eagain"),
        (Guess::Fails, _) => msg!("short-why-restarted"),
        (Guess::Returns(0), _) => msg!("short-why-not-zero"),
        (Guess::Returns(bytes), _) if bytes < length => msg!("short-why-not-some", cut = cut, length = length),
        _ => msg!("short-why-not-all", cut = cut, length = length),
    }
}

/// Why a send that took nothing does nothing else.
fn why_nothing(short: &Short, guess: Guess) -> Message {
    match (guess, short.by()) {
        (Guess::Returns(0), _) => msg!("short-why-not-zero"),
        (Guess::Returns(_), _) => msg!("short-why-none-fits"),
        (_, By::TimeOut) => msg!("short-why-waits-then"),
        (_, By::Signal { .. }) => msg!("short-why-signal-none"),
        _ => msg!("short-why-waits"),
    }
}
