//! `chunkscope frame encode|decode`: messages to bytes and back.

use std::fs::File;
use std::io::{Read, Write};

use serde::Serialize;

use super::args::{Format, FrameArgs, FrameCommand, FrameInput};
use super::{Answer, Console, Failure};
use crate::framing::{DecodeError, Decoder, EncodeError, Encoded, Framing, Message};
use crate::msg;
use crate::text::escape::{self, Dialect};

/// The largest input: 64 MiB.
const MOST_INPUT: usize = 64 << 20;

pub(crate) fn run(args: &FrameArgs, console: &mut Console) -> Result<Answer, Failure> {
    match &args.command {
        FrameCommand::Encode { input, tag, messages } => encode(input, *tag, messages, console),
        FrameCommand::Decode { input, limit } => decode(input, *limit, console),
    }
}

#[derive(Serialize)]
struct JsonEncoded {
    framing: String,
    messages: Vec<JsonMessage>,
    /// All bytes in hex.
    hex: String,
    bytes: usize,
    overhead: usize,
}

#[derive(Serialize)]
struct JsonMessage {
    data: String,
    hex: String,
    overhead: usize,
    #[serde(skip_serializing_if = "is_zero")]
    lost: usize,
}

fn is_zero(number: &usize) -> bool {
    *number == 0
}

/// Each argument is a message with C's escapes; without arguments the input is one message.
fn encode(input: &FrameInput, tag: Option<u8>, messages: &[String], console: &mut Console) -> Result<Answer, Failure> {
    let mut sent = Vec::new();
    for (index, text) in messages.iter().enumerate() {
        let data = escape::decode(text, Dialect::Cell).map_err(|error| {
            msg!("cli-frame-escape", number = index + 1, column = error.range.start + 1, why = error.message)
        })?;
        sent.push(data);
    }
    if messages.is_empty() {
        sent.push(bytes(input)?);
    }
    let mut encoded: Vec<Encoded> = Vec::new();
    for (index, data) in sent.iter().enumerate() {
        let written = match index > 0 && input.framing == Framing::Close {
            true => Err(EncodeError::SecondMessage),
            false => input.framing.encode(tag, data),
        };
        encoded.push(written.map_err(|error| refused(index, &error))?);
    }
    let wire: Vec<u8> = encoded.iter().flat_map(|message| message.bytes.iter().copied()).collect();
    match input.format {
        Format::Json => {
            let messages = encoded.iter().zip(&sent).map(|(encoded, data)| JsonMessage {
                data: escape::to_c(data),
                hex: hex(&encoded.bytes),
                overhead: encoded.overhead(),
                lost: encoded.lost,
            });
            let report = JsonEncoded {
                framing: input.framing.to_string(),
                messages: messages.collect(),
                hex: hex(&wire),
                bytes: wire.len(),
                overhead: encoded.iter().map(Encoded::overhead).sum(),
            };
            console.json(&report)?;
        }
        Format::Text if input.hex => writeln!(console.out, "{}", hex(&wire))?,
        Format::Text => console.out.write_all(&wire)?,
    }
    let lost: usize = encoded.iter().map(|message| message.lost).sum();
    if lost > 0 {
        console.complain(&msg!("cli-frame-lost", lost = lost));
    }
    console.out.flush()?;
    Ok(Answer::Done)
}

fn refused(index: usize, error: &EncodeError) -> Failure {
    msg!("cli-frame-refused", number = index + 1, why = error.message()).into()
}

#[derive(Serialize)]
struct JsonDecoded {
    framing: String,
    messages: Vec<JsonRead>,
    error: Option<JsonError>,
}

#[derive(Serialize)]
struct JsonRead {
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    tag: Option<u8>,
    data: String,
    /// The bytes of the input that it took.
    from: u64,
    to: u64,
}

#[derive(Serialize)]
struct JsonError {
    error: &'static str,
    /// Offset in the input.
    byte: u64,
    /// From 1.
    message: u64,
    why: String,
}

fn decode(input: &FrameInput, limit: usize, console: &mut Console) -> Result<Answer, Failure> {
    let stream = bytes(input)?;
    let mut decoder = Decoder::new(input.framing.clone(), limit);
    decoder.push(&stream);
    decoder.end();
    let mut messages: Vec<Message> = Vec::new();
    let mut error: Option<DecodeError> = None;
    for result in decoder {
        match result {
            Ok(message) => messages.push(message),
            Err(found) => error = Some(found),
        }
    }
    match input.format {
        Format::Json => {
            let report = JsonDecoded {
                framing: input.framing.to_string(),
                messages: messages
                    .iter()
                    .map(|message| JsonRead {
                        tag: message.tag,
                        data: escape::to_c(&message.data),
                        from: message.span.start,
                        to: message.span.end,
                    })
                    .collect(),
                error: error.as_ref().map(|error| JsonError {
                    error: error.word(),
                    byte: error.at,
                    message: error.number,
                    why: console.texts.say(&error.message()),
                }),
            };
            console.json(&report)?;
        }
        Format::Text => {
            for message in &messages {
                if let Some(tag) = message.tag {
                    write!(console.out, "{tag} ")?;
                }
                // A line a message, so every byte that is no printable ASCII is escaped.
                writeln!(console.out, "{}", escape::to_c(&message.data))?;
            }
        }
    }
    console.out.flush()?;
    match error {
        None => Ok(Answer::Done),
        Some(error) => {
            let name = name(input);
            console.complain(&msg!(
                "cli-frame-stream",
                file = name,
                byte = error.at.to_string(),
                why = error.message()
            ));
            Err(Failure::Printed)
        }
    }
}

fn name(input: &FrameInput) -> &str {
    match input.file.as_deref() {
        None | Some("-") => "<stdin>",
        Some(name) => name,
    }
}

/// The bytes of the file or of standard input; with `--hex` they are written in hex.
fn bytes(input: &FrameInput) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let failed = |error: std::io::Error| msg!("cli-frame-read", file = name(input), why = error.to_string());
    let most = MOST_INPUT as u64 + 1;
    match input.file.as_deref() {
        None | Some("-") => std::io::stdin().lock().take(most).read_to_end(&mut bytes).map_err(failed)?,
        Some(path) => File::open(path).map_err(failed)?.take(most).read_to_end(&mut bytes).map_err(failed)?,
    };
    if bytes.len() > MOST_INPUT {
        return Err(msg!("cli-frame-large", file = name(input)).into());
    }
    if input.hex {
        unhex(&bytes).map_err(|at| msg!("cli-frame-hex", file = name(input), byte = at.to_string()).into())
    } else {
        Ok(bytes)
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Reads pairs of hex digits with white space anywhere between pairs; else gives the offset at fault.
fn unhex(text: &[u8]) -> Result<Vec<u8>, usize> {
    let digit = |at: usize| text.get(at).and_then(|sign| char::from(*sign).to_digit(16));
    let (mut at, mut bytes) = (0, Vec::new());
    while at < text.len() {
        if text[at].is_ascii_whitespace() {
            at += 1;
            continue;
        }
        let high = digit(at).ok_or(at)?;
        let low = digit(at + 1).ok_or(at + 1)?;
        bytes.push((high << 4 | low) as u8);
        at += 2;
    }
    Ok(bytes)
}
