//! Words for values, framings and what lines do.

use crate::framing::code::{Status, Value};
use crate::framing::receivers::{Meaning, Receiver};
use crate::framing::search::{Change, Conversation, Failure, Tail};
use crate::framing::walk::{Doing, Step};
use crate::framing::{Framing, LengthField};
use crate::msg;
use crate::text::{Message, Texts, escape, thousands};
use crate::tui::app::breaks::Language;
use crate::tui::app::play::Play;

/// Bytes in quotes.
pub(super) fn quoted(bytes: &[u8]) -> String {
    format!("\"{}\"", escape::c_literal(bytes))
}

/// Several, one after the other.
pub(super) fn listed(texts: &Texts, messages: &[Vec<u8>]) -> String {
    match messages.is_empty() {
        true => texts.get("play-no-message"),
        false => messages.iter().map(|message| quoted(message)).collect::<Vec<_>>().join(", "),
    }
}

/// Numbers of lines, one after the other.
pub(super) fn numbers(texts: &Texts, lines: &[u32]) -> String {
    let numbers: Vec<String> = lines.iter().map(u32::to_string).collect();
    match numbers.split_last() {
        Some((last, some)) if !some.is_empty() => {
            texts.say(&msg!("play-and", some = some.join(", "), last = last.as_str()))
        }
        _ => numbers.concat(),
    }
}

/// What the variables are called: what runs is the Python-like source, whichever is shown.
pub(super) fn variables(texts: &Texts, language: Language) -> String {
    texts.get(match language {
        Language::Python => "play-variables",
        Language::C => "play-variables-python",
    })
}

/// How messages are marked, in words.
pub(super) fn framing(texts: &Texts, framing: Option<&Framing>) -> String {
    texts.say(&match framing {
        None => msg!("play-framing-none"),
        Some(Framing::Fixed { size, .. }) => msg!("play-framing-fixed", size = size.get()),
        Some(Framing::Delimiter(delimiter)) => {
            msg!("play-framing-delimiter", delimiter = escape::c_literal(delimiter.bytes()))
        }
        Some(Framing::Length { field: LengthField::Digits(width), .. }) => {
            msg!("play-framing-digits", width = usize::from(width.get()))
        }
        Some(Framing::Length { field, .. }) => msg!("play-framing-binary", width = field.width()),
        Some(Framing::Close) => msg!("play-framing-close"),
    })
}

/// What a variable holds, in the words that students learn, if it is one of the four.
pub(super) fn meaning(texts: &Texts, name: &str) -> Option<String> {
    Some(texts.get(match Meaning::of(name)? {
        Meaning::NewMessage => "play-new-message",
        Meaning::Expected => "play-expected",
        Meaning::SoFar => "play-so-far",
        Meaning::Aside => "play-aside",
    }))
}

/// What the helpers do that the source in C calls and nobody defines; `None` for the source that runs.
pub(super) fn helpers(texts: &Texts, language: Language, receiver: &Receiver) -> Option<String> {
    const HELPERS: [(&str, &str); 7] = [
        ("LIMIT", "helper-limit"),
        ("drop(", "helper-drop"),
        ("min(", "helper-min"),
        ("characters(", "helper-characters"),
        ("decode_utf8(", "helper-decode"),
        ("fail(", "helper-fail"),
        ("send_all(", "helper-send-all"),
    ];
    let source = (language == Language::C).then(|| language.of(receiver).text())?;
    let used = HELPERS.iter().filter(|(name, _)| source.contains(name));
    let mut said: Vec<_> = used.map(|(_, key)| texts.get(key)).collect();
    if source.matches("send_all(").count() > 1 {
        said.push(texts.get("helper-send-all-once"));
    }
    Some(said.join(" · "))
}

/// A value.
pub(super) fn value(texts: &Texts, value: &Value) -> String {
    match value {
        Value::None => texts.get("play-no-value"),
        Value::Bool(truth) => texts.get(if *truth { "play-yes" } else { "play-no" }),
        Value::Int(number) => number.to_string(),
        Value::Bytes(bytes) => quoted(bytes),
        Value::Text(text) => quoted(text.as_bytes()),
    }
}

/// A value in few columns.
pub(super) fn short_value(texts: &Texts, held: &Value) -> String {
    let len = match held {
        Value::Bytes(bytes) => bytes.len(),
        Value::Text(text) => text.len(),
        _ => 0,
    };
    if len > 6 { texts.say(&msg!("play-bytes", bytes = len)) } else { value(texts, held) }
}

/// The language, as the code's title has it.
pub(super) fn language(texts: &Texts, language: Language) -> String {
    texts.get(match language {
        Language::Python => "play-python",
        Language::C => "play-c",
    })
}

/// What is sent, and what comes after it.
pub(super) fn sent(texts: &Texts, conversation: &Conversation) -> String {
    let messages = listed(texts, &conversation.messages);
    texts.say(&match (&conversation.tail, conversation.takes) {
        (_, Some(takes)) => msg!("play-sent-short", messages = messages, takes = takes),
        (Tail::Open, _) => msg!("play-sent-open", messages = messages),
        (Tail::Closes, _) => msg!("play-sent-closes", messages = messages),
        (Tail::CutShort { message, kept }, _) => msg!("play-sent-part", message = quoted(message), kept = *kept),
        (Tail::Hostile(header), _) => msg!("play-sent-hostile", header = quoted(header)),
    })
}

/// Cuts, bytes and the size of a read.
pub(super) fn size(texts: &Texts, receiver: &Receiver, cuts: usize, bytes: usize) -> String {
    let cuts = texts.say(&msg!("play-cuts", cuts = cuts));
    let size = msg!("play-size", cuts = cuts, bytes = bytes);
    if !receiver.takes_read_size() {
        return texts.say(&size);
    }
    texts.say(&msg!("play-size-asks", size = size, read = thousands(receiver.read_size() as u64)))
}

/// What the line that is shown does.
pub(super) fn step(texts: &Texts, play: &Play, line: u32, must: Option<&[Vec<u8>]>) -> Message {
    let Some(step) = play.line() else { return msg!("play-begin") };
    if let Some(message) = step.delivered.last() {
        let before = play.at.map_or(0, |at| play.walk.delivered(at).count());
        let number = before.max(1);
        return match must.map(|must| must.get(number - 1)) {
            Some(expected) if expected != Some(message) => {
                Failure::Wrong { index: number - 1, expected: expected.cloned(), got: message.clone() }.message()
            }
            _ => msg!("play-delivers", line = line, number = number, message = quoted(message)),
        };
    }
    match step.doing {
        Doing::Calls if waits_for_good(play) => msg!("play-waits", line = line),
        Doing::Calls => match &play.walk.status {
            Status::Receiving(asked) if is_last(play) => msg!("play-calls-recv", line = line, asked = *asked),
            Status::Sending { bytes, .. } if is_last(play) => msg!("play-calls-send", line = line, bytes = bytes.len()),
            _ => msg!("play-calls", line = line),
        },
        Doing::Returns => returned(texts, step, line),
        Doing::Runs if is_last(play) && play.is_over() => match &play.walk.status {
            Status::Reported(says) => msg!("play-reports", line = line, says = says.as_str()),
            Status::Crashed(crash) => msg!("play-crashes", line = line, why = crash.message()),
            Status::Loops => msg!("play-loops", line = line),
            _ => msg!("play-ends", line = line),
        },
        Doing::Runs => match step.changes.last() {
            Some(change) => changed(texts, change, line),
            None => msg!("play-runs", line = line),
        },
    }
}

fn is_last(play: &Play) -> bool {
    play.at.is_some_and(|at| at + 1 >= play.walk.steps.len())
}

/// The program waits in its last line, and the run is over.
fn waits_for_good(play: &Play) -> bool {
    is_last(play) && play.is_over() && play.waits()
}

fn returned(texts: &Texts, step: &Step, line: u32) -> Message {
    let held = step.changes.last().map(|change| &change.after);
    match held {
        Some(Value::Bytes(bytes)) if bytes.is_empty() => msg!("play-returns-end", line = line),
        Some(Value::Bytes(bytes)) => {
            msg!("play-returns", line = line, bytes = bytes.len(), data = quoted(bytes))
        }
        Some(Value::Int(0)) => msg!("play-returns-end", line = line),
        Some(other) => msg!("play-returns-count", line = line, count = value(texts, other)),
        None => msg!("play-calls", line = line),
    }
}

fn changed(texts: &Texts, change: &Change, line: u32) -> Message {
    msg!("play-changes", line = line, name = change.name.as_str(), value = value(texts, &change.after))
}
