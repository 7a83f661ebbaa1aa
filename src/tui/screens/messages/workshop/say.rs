//! The sentence: what happened, and what one can do now.

use super::{Said, predict};
use crate::framing::Framing;
use crate::framing::bench::{Bench, Ends, Refused, Span};
use crate::framing::code::{Status, Value};
use crate::framing::receivers::{LIMIT, Meaning};
use crate::framing::stage::View;
use crate::msg;
use crate::text::{Message, thousands};
use crate::tui::app::App;
use crate::tui::app::lab::RunState;
use crate::tui::app::workshop::{What, Workshop};
use crate::tui::widgets::{Look, Tone};

pub(super) fn sentence(app: &App, shop: &Workshop, view: Option<&View>, look: &Look<'_>) -> Said {
    let say = |message: Message| app.texts.say(&message);
    if let Some(typing) = &shop.typing {
        return match (typing.wrong(), typing.what) {
            (Some(wrong), What::Messages) => {
                let (line, column) = (wrong.line + 1, wrong.column + 1);
                (say(msg!("workshop-typing-wrong", line = line, column = column, why = wrong.why)), Tone::Fault)
            }
            (Some(wrong), What::Framing) => (say(wrong.why), Tone::Fault),
            (None, What::Messages) => (app.texts.get("workshop-typing-messages"), Tone::Plain),
            (None, What::Framing) => (app.texts.get("workshop-typing-framing"), Tone::Plain),
        };
    }
    if let Err(refused) = &shop.laid {
        return (refusal(app, refused), Tone::Fault);
    }
    let Some(view) = view else { return (String::new(), Tone::Plain) };
    let message = match &shop.run.state {
        RunState::Idle => idle(shop),
        RunState::Busy { .. } => msg!("workshop-say-busy"),
        RunState::Rests(_) if shop.is_asking() && view.recvs.is_empty() => match shop.bench.cuts.is_empty() {
            _ if shop.bench.echo => msg!("workshop-say-predict-echo"),
            true => msg!("workshop-say-predict-whole"),
            false => msg!("workshop-say-predict-first"),
        },
        RunState::Rests(_) => {
            let next = if shop.is_asking() { String::new() } else { say(msg!("workshop-say-next")) };
            return (told(shop, view, look, &format!("{} {next}", happened(app, shop, view, look))), Tone::Plain);
        }
        RunState::Failed(why) => return (say(msg!("workshop-say-failed", why = why.clone())), Tone::Fault),
        RunState::Over(_) => {
            let (said, tone) = over(app, shop, view, look);
            return (told(shop, view, look, &said), tone);
        }
    };
    (say(message), Tone::Plain)
}

/// How the last prediction went, and what happened.
fn told(shop: &Workshop, view: &View, look: &Look<'_>, happened: &str) -> String {
    let last = shop.answers.last().filter(|last| last.recv + 1 >= view.recvs.len());
    match last {
        Some(last) => format!("{}\n{}", predict::result(look, last), happened.trim_end()),
        None => happened.trim_end().to_owned(),
    }
}

fn refusal(app: &App, refused: &Refused) -> String {
    app.texts.say(&match refused {
        Refused::Empty => msg!("workshop-no-message"),
        Refused::Message(number, error) => msg!("workshop-refused", number = number + 1, why = error.message()),
        Refused::TooLong(bytes) => {
            msg!("workshop-too-long", bytes = *bytes, most = crate::framing::bench::MOST_BYTES)
        }
        Refused::Code(error) => error.message(),
    })
}

fn idle(shop: &Workshop) -> Message {
    if shop.bench.echo {
        return msg!("workshop-say-echo");
    }
    let longest = shop.bench.messages.iter().map(Vec::len).max().unwrap_or(0);
    match shop.bench.ends {
        _ if longest > LIMIT && !matches!(shop.bench.framing, Framing::Close | Framing::Fixed { .. }) => {
            msg!("workshop-say-long", most = thousands(LIMIT as u64))
        }
        Ends::After(_) if closes_inside(shop) => match shop.bench.framing {
            Framing::Close => msg!("workshop-say-inside-close"),
            _ => msg!("workshop-say-inside"),
        },
        _ => msg!("workshop-say-idle"),
    }
}

/// Whether the client closes before all of a message is sent that it has begun.
fn closes_inside(shop: &Workshop) -> bool {
    let Ok(laid) = &shop.laid else { return false };
    let whole = Bench { ends: Ends::Never, ..shop.bench.clone() }.lay();
    let ends = |span: &Span| span.bytes.end == laid.len();
    // Where the last byte is also the last one of a message, the next one begins, or there is none.
    let between = whole.is_ok_and(|whole| {
        let last = whole.spans.iter().rposition(ends);
        last.is_some_and(|at| whole.spans.get(at + 1).is_none_or(|next| next.message != whole.spans[at].message))
    });
    !between
}

/// What the last recv did.
fn happened(app: &App, shop: &Workshop, view: &View, look: &Look<'_>) -> String {
    let Some(recv) = view.recvs.last() else { return String::new() };
    let (number, got) = (view.recvs.len(), recv.bytes.len());
    let message = match (&recv.delivered[..], got) {
        ([], 0) => msg!("workshop-happened-end", recv = number),
        ([], _) => return unfinished(app, shop, view, number, got),
        ([one], _) => {
            let one = super::super::parts::quoted(look, one, 30);
            msg!("workshop-happened-message", recv = number, count = got, message = one)
        }
        (many, _) => msg!("workshop-happened-messages", recv = number, count = got, messages = many.len()),
    };
    app.texts.say(&message)
}

/// What the receiver lacks.
fn unfinished(app: &App, shop: &Workshop, view: &View, number: usize, got: usize) -> String {
    let find =
        |meaning| view.variables.iter().find(|(name, _)| Meaning::of(name) == Some(meaning)).map(|(_, value)| value);
    // A receiver of messages of one length knows it without a header.
    let size = match shop.bench.framing {
        Framing::Fixed { size, .. } => i64::try_from(size.get()).ok().map(Value::Int),
        _ => None,
    };
    let expected = find(Meaning::Expected).or(size.as_ref());
    let message = match (find(Meaning::NewMessage), expected, find(Meaning::SoFar)) {
        _ if shop.bench.framing == Framing::Close => msg!("workshop-happened-open", recv = number, count = got),
        (Some(Value::Bool(true)), ..) => msg!("workshop-happened-header", recv = number, count = got),
        (_, Some(Value::Int(length)), Some(Value::Bytes(bytes))) => {
            msg!("workshop-happened-part", recv = number, count = got, have = bytes.len(), length = length.to_string())
        }
        _ => msg!("workshop-happened-more", recv = number, count = got),
    };
    app.texts.say(&message)
}

fn over(app: &App, shop: &Workshop, view: &View, look: &Look<'_>) -> Said {
    let say = |message: Message| app.texts.say(&message);
    match &view.status {
        Status::Receiving(_) if view.waits => {
            (say(msg!("workshop-over-waits", recv = view.recvs.len() + 1)), Tone::Plain)
        }
        Status::Reported(says) => {
            let find = |meaning| {
                view.variables.iter().find(|(name, _)| Meaning::of(name) == Some(meaning)).map(|(_, value)| value)
            };
            let had = match (find(Meaning::NewMessage), find(Meaning::Expected), find(Meaning::SoFar)) {
                (Some(Value::Bool(false)), Some(Value::Int(length)), Some(Value::Bytes(bytes))) => {
                    say(msg!("workshop-over-had", have = bytes.len(), length = length.to_string()))
                }
                _ => String::new(),
            };
            let ended = view.recvs.last().is_some_and(|recv| recv.bytes.is_empty());
            let said = match ended {
                true => say(msg!("workshop-over-reported", says = says.as_str())),
                false => say(msg!("workshop-over-refused", says = says.as_str())),
            };
            (format!("{had} {said}").trim_start().to_owned(), Tone::Plain)
        }
        Status::Done(_) => {
            let done = match shop.bench.framing {
                Framing::Close if closes_inside(shop) => {
                    let whole: usize = shop.bench.messages.iter().map(Vec::len).sum();
                    say(msg!("workshop-over-part", got = view.read(), whole = whole))
                }
                _ => say(msg!("workshop-over-done", messages = view.delivered().count())),
            };
            (format!("{} {done}", happened(app, shop, view, look)), Tone::Plain)
        }
        _ => (happened(app, shop, view, look), Tone::Plain),
    }
}
