//! `chunkscope break RECEIVER`: the smallest cuts that break a receiver, or the proof that none does.

use std::io::Write;
use std::num::NonZeroUsize;

use serde::Serialize;

use super::args::{BreakArgs, Format};
use super::table::Table;
use super::{Answer, Console, Failure};
use crate::framing::code::Status;
use crate::framing::receivers::{self, Group, Receiver};
use crate::framing::search::{self, Case, Conversation, Tail, Verdict};
use crate::msg;
use crate::text::escape::{self, Dialect};
use crate::text::{Message, Texts, thousands};

/// The proof is also made for one conversation of so many bytes.
const LENGTHY: usize = 200;

#[derive(Serialize)]
struct Report {
    receiver: &'static str,
    read_size: usize,
    #[serde(flatten)]
    verdict: VerdictReport,
}

#[derive(Serialize)]
#[serde(tag = "verdict", rename_all = "kebab-case")]
enum VerdictReport {
    Broken {
        messages: Vec<String>,
        /// What comes after the messages: `open`, `closes`, `cut-short`, `hostile`.
        then: &'static str,
        /// Bytes that the kernel takes of each send, where it takes fewer.
        #[serde(skip_serializing_if = "Option::is_none")]
        takes: Option<usize>,
        data: String,
        cuts: Vec<usize>,
        recvs: Vec<JsonRecv>,
        delivered: Vec<String>,
        failure: &'static str,
        why: String,
        guilty: Vec<u32>,
    },
    Right {
        conversations: usize,
        /// Exact, in decimal.
        chunkings: String,
        states: usize,
        #[serde(skip_serializing_if = "Option::is_none")]
        long: Option<Long>,
    },
}

/// The proof over one long conversation.
#[derive(Serialize)]
struct Long {
    bytes: usize,
    chunkings: String,
    states: usize,
}

#[derive(Serialize)]
struct JsonRecv {
    asked: usize,
    data: String,
    lines: Vec<u32>,
    delivered: Vec<String>,
}

#[derive(Serialize)]
struct Listed {
    receiver: &'static str,
    group: &'static str,
    framing: Option<String>,
    title: String,
}

pub(crate) fn run(args: &BreakArgs, ascii: bool, console: &mut Console) -> Result<Answer, Failure> {
    let Some(id) = args.receiver.as_deref().filter(|_| !args.list) else { return list(args.format, console) };
    let unknown = || {
        let known = receivers::ids().collect::<Vec<_>>().join(", ");
        Failure::from(msg!("cli-break-unknown", given = id, known = known))
    };
    let receiver = match Receiver::named(id, args.read_size) {
        None => return Err(unknown()),
        Some(compiled) => compiled.map_err(|error| Failure::from(error.message()))?,
    };
    let set = conversations(args, &receiver)?;
    let too_many = |_| Failure::from(msg!("cli-break-too-many"));
    let mut found = search::search(&receiver, &set).map_err(too_many)?;
    let mut long = None;
    if let (Verdict::Right { .. }, true) = (&found, args.messages.is_empty())
        && let Some(conversation) = search::lengthy(&receiver, LENGTHY)
    {
        match search::search(&receiver, &[conversation]).map_err(too_many)? {
            Verdict::Right { chunkings, states, .. } => {
                long = Some(Long { bytes: LENGTHY, chunkings: chunkings.to_string(), states });
            }
            broken => found = broken,
        }
    }
    let answer = if matches!(found, Verdict::Broken(_)) { Answer::No } else { Answer::Done };
    match args.format {
        Format::Json => {
            let verdict = verdict(&receiver, found, long, console.texts);
            console.json(&Report { receiver: receiver.id(), read_size: receiver.read_size(), verdict })?;
        }
        Format::Text => match found {
            Verdict::Broken(case) => broken(&receiver, &case, ascii, console)?,
            Verdict::Right { conversations, chunkings, states } => {
                let proved = msg!(
                    "cli-break-proved",
                    conversations = conversations,
                    chunkings = thousands(chunkings),
                    states = thousands(states),
                );
                writeln!(console.out, "{}", console.texts.say(&receiver.title()))?;
                writeln!(console.out, "{}", console.texts.say(&proved))?;
                if let Some(long) = long {
                    let (chunkings, states) = (thousands(&long.chunkings), long.states);
                    let said = msg!("cli-break-long", bytes = long.bytes, chunkings = chunkings, states = states);
                    writeln!(console.out, "{}", console.texts.say(&said))?;
                }
                console.out.flush()?;
            }
        },
    }
    Ok(answer)
}

fn list(format: Format, console: &mut Console) -> Result<Answer, Failure> {
    let texts = console.texts;
    let known = receivers::ids().filter_map(|id| Receiver::named(id, None)?.ok());
    let listed = known.map(|receiver| Listed {
        receiver: receiver.id(),
        group: match receiver.group() {
            Group::Right => "right",
            Group::Gallery => "gallery",
            Group::Walkthrough => "walkthrough",
        },
        framing: receiver.framing().map(|framing| framing.to_string()),
        title: texts.say(&receiver.title()),
    });
    let listed: Vec<Listed> = listed.collect();
    if format == Format::Json {
        console.json(&listed)?;
        return Ok(Answer::Done);
    }
    for (group, heading) in
        [("right", "cli-break-right"), ("gallery", "cli-break-gallery"), ("walkthrough", "cli-break-walkthrough")]
    {
        writeln!(console.out, "{}", texts.get(heading))?;
        let mut rows = listed
            .iter()
            .filter(|listed| listed.group == group)
            .map(|one| vec![one.receiver.to_owned(), one.framing.clone().unwrap_or_default(), one.title.clone()]);
        let mut table = Table::new(rows.next().unwrap_or_default());
        rows.for_each(|row| table.push(row));
        for line in table.lines() {
            writeln!(console.out, "{line}")?;
        }
        writeln!(console.out)?;
    }
    console.out.flush()?;
    Ok(Answer::Done)
}

/// The messages asked for, after which the connection stays open or the peer closes; else the standard set.
fn conversations(args: &BreakArgs, receiver: &Receiver) -> Result<Vec<Conversation>, Failure> {
    if args.messages.is_empty() {
        return Ok(search::standard(receiver));
    }
    let mut messages = Vec::new();
    for (index, text) in args.messages.iter().enumerate() {
        let data = escape::decode(text, Dialect::Cell).map_err(|error| {
            msg!("cli-frame-escape", number = index + 1, column = error.range.start + 1, why = error.message)
        })?;
        messages.push(data);
    }
    let closing = Conversation::closing(&messages);
    if closing.wire(receiver).is_none() {
        return Err(msg!("cli-break-refused", most = crate::framing::receivers::LIMIT).into());
    }
    let open = Conversation { tail: Tail::Open, ..closing.clone() };
    let ends = receiver.framing() == Some(crate::framing::Framing::Close);
    Ok(if ends { vec![closing] } else { vec![open, closing] })
}

fn verdict(receiver: &Receiver, found: Verdict, long: Option<Long>, texts: &Texts) -> VerdictReport {
    let case = match found {
        Verdict::Broken(case) => case,
        Verdict::Right { conversations, chunkings, states } => {
            let chunkings = chunkings.to_string();
            return VerdictReport::Right { conversations, chunkings, states, long };
        }
    };
    let run = search::run(receiver, &case.conversation, &case.wire, &case.cuts);
    let escaped = |messages: &[Vec<u8>]| messages.iter().map(|message| escape::to_c(message)).collect::<Vec<_>>();
    VerdictReport::Broken {
        messages: escaped(&case.conversation.messages),
        then: match case.conversation.tail {
            Tail::Open => "open",
            Tail::Closes => "closes",
            Tail::CutShort { .. } => "cut-short",
            Tail::Hostile(_) => "hostile",
        },
        takes: case.conversation.takes,
        data: escape::to_c(&case.wire),
        cuts: case.cuts.clone(),
        delivered: run.recvs.iter().flat_map(|recv| escaped(&recv.delivered)).collect(),
        recvs: run
            .recvs
            .iter()
            .map(|recv| JsonRecv {
                asked: recv.asked,
                data: escape::to_c(&case.wire[recv.bytes.clone()]),
                lines: recv.lines.clone(),
                delivered: escaped(&recv.delivered),
            })
            .collect(),
        failure: case.failure.word(),
        why: texts.say(&case.failure.message()),
        guilty: receiver.python().guilty(),
    }
}

/// The case as byte boxes, what each recv did, and the guilty lines.
fn broken(receiver: &Receiver, case: &Case, ascii: bool, console: &mut Console) -> Result<(), Failure> {
    let texts = console.texts;
    let run = search::run(receiver, &case.conversation, &case.wire, &case.cuts);
    let quoted = |bytes: &[u8]| format!("\"{}\"", escape::c_literal(bytes));
    let all = |messages: &[Vec<u8>]| messages.iter().map(|message| quoted(message)).collect::<Vec<_>>().join(", ");
    let mut say = |line: &str| writeln!(console.out, "{line}");
    say(&texts.say(&receiver.title()))?;
    say(&texts.say(&msg!("cli-break-broken", cuts = case.cuts.len(), bytes = case.wire.len())))?;
    say("")?;
    if !case.conversation.messages.is_empty() {
        say(&texts.say(&msg!("cli-break-sent", messages = all(&case.conversation.messages))))?;
    }
    if let Some(then) = tail(&case.conversation) {
        say(&texts.say(&then))?;
    }
    let reads = run.recvs.iter().map(|recv| recv.bytes.clone()).filter(|bytes| !bytes.is_empty());
    for line in boxes(&case.wire, &reads.map(|bytes| bytes.end).collect::<Vec<_>>(), &case.cuts, ascii) {
        say(&line)?;
    }
    say("")?;
    for recv in &run.recvs {
        let bytes = &case.wire[recv.bytes.clone()];
        let what = match bytes.len() {
            0 => msg!("cli-break-recv-end", asked = recv.asked),
            got => msg!("cli-break-recv", asked = recv.asked, got = got, data = escape::c_literal(bytes)),
        };
        let what = texts.say(&what);
        match recv.delivered.is_empty() {
            true => say(&what)?,
            false => say(&texts.say(&msg!("cli-break-delivers", recv = what, messages = all(&recv.delivered))))?,
        }
        if recv.bytes.is_empty() && matches!(recv.status, Status::Receiving(_)) {
            break;
        }
    }
    say(&texts.say(&case.failure.message()))?;
    say("")?;
    let python = receiver.python();
    let guilty = python.guilty();
    for (number, line) in (1u32..).zip(&python.lines) {
        let near = guilty.iter().any(|guilty| number.abs_diff(*guilty) <= 2);
        if near {
            say(format!("{} {number:3}  {}", if line.guilty { ">" } else { " " }, line.text).trim_end())?;
        }
    }
    say("")?;
    say(&texts.say(&receiver.why()))?;
    Ok(console.out.flush()?)
}

/// What comes after the messages, where that matters.
fn tail(conversation: &Conversation) -> Option<Message> {
    match (&conversation.tail, conversation.takes) {
        (_, Some(takes)) => Some(msg!("cli-break-takes", takes = takes)),
        (Tail::Open, None) => None,
        (Tail::Closes, None) => Some(msg!("cli-break-closes")),
        (Tail::CutShort { message, kept }, None) => {
            Some(msg!("cli-break-cut-short", message = escape::c_literal(message), kept = *kept))
        }
        (Tail::Hostile(bytes), None) => Some(msg!("cli-break-hostile", header = escape::c_literal(bytes))),
    }
}

/// So many boxes stand in one row.
const IN_ROW: usize = 20;

/// Bytes in boxes: a heavy wall where a recv ended, a mark below it where that was a cut.
fn boxes(wire: &[u8], ends: &[usize], cuts: &[usize], ascii: bool) -> Vec<String> {
    let (thin, heavy, flat) = if ascii { ('|', '#', "-") } else { ('│', '┃', "─") };
    let mut lines = Vec::new();
    for start in (0..wire.len()).step_by(IN_ROW) {
        let end = (start + IN_ROW).min(wire.len());
        let edge = format!("  {}", flat.repeat(5 * (end - start) + 1));
        let (mut row, mut marks) = (String::from("  "), String::from("  "));
        for at in start..=end {
            row.push(if ends.contains(&at) { heavy } else { thin });
            marks.push_str(if cuts.contains(&at) { "^    " } else { "     " });
            if at < end {
                let byte = escape::to_c(&wire[at..=at]);
                row.push_str(&format!(" {:<2} ", byte.strip_prefix("\\x").unwrap_or(&byte)));
            }
        }
        lines.extend([edge.clone(), row, edge, marks.trim_end().to_owned()]);
    }
    lines.retain(|line| !line.is_empty());
    lines
}

/// The read size, as the command line has it.
pub(crate) fn read_size(text: &str) -> Result<NonZeroUsize, String> {
    text.parse()
        .ok()
        .filter(|size: &NonZeroUsize| size.get() <= 1 << 16)
        .ok_or_else(|| Texts::english().say(&msg!("cli-break-read-size", given = text)))
}
