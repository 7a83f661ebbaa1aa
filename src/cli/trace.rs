//! `chunkscope run FILE --trace`: what happened, line by line, as the lab's trace panel and strace tell it.

use std::io::Write;
use std::net::SocketAddr;

use serde::Serialize;

use super::format::{JsonCell, JsonSide};
use super::table::{MOST_SHOWN, Table};
use super::{Console, Failure};
use crate::script::Script;
use crate::stream::Cell;
use crate::text::Texts;
use crate::trace::{self, Got, Told, Trace, TraceLine};

/// A line of a trace. Calls count from 1; times are in seconds since the run began.
#[derive(Serialize)]
pub(super) struct JsonLine {
    at: f64,
    #[serde(flatten)]
    what: JsonTold,
    /// What the lab's trace panel says.
    told: String,
}

#[derive(Serialize)]
#[serde(untagged)]
enum JsonTold {
    Connected {
        client: SocketAddr,
        server: SocketAddr,
        /// The relay's own two: towards the client, towards the server.
        #[serde(skip_serializing_if = "Option::is_none")]
        relay: Option<[SocketAddr; 2]>,
    },
    /// A call was made; `returned` where nothing came in between.
    Made {
        who: JsonSide,
        call: usize,
        does: &'static str,
        #[serde(skip_serializing_if = "Option::is_none")]
        size: Option<u64>,
        #[serde(flatten)]
        got: Option<JsonGot>,
    },
    Returned {
        who: JsonSide,
        call: usize,
        resumed: &'static str,
        #[serde(flatten)]
        got: JsonGot,
    },
    Delivered {
        who: &'static str,
        deliver: u64,
        to: JsonSide,
    },
    DeliveredFin {
        who: &'static str,
        fin: bool,
        to: JsonSide,
    },
    Blocks {
        who: JsonSide,
        call: usize,
        blocks: bool,
    },
    Never {
        who: JsonSide,
        call: usize,
        never: bool,
    },
}

/// What a call gave: the number that it returned, and the bytes or the reason.
#[derive(Serialize)]
struct JsonGot {
    returned: i64,
    #[serde(flatten)]
    data: Option<JsonCell>,
    #[serde(skip_serializing_if = "Option::is_none")]
    errno: Option<String>,
}

impl From<&Got> for JsonGot {
    fn from(got: &Got) -> Self {
        let (returned, data, errno) = match got {
            Got::Sent(count) => (*count as i64, None, None),
            Got::Received(bytes) => (bytes.len() as i64, Some(JsonCell::from(&Cell::Data(bytes.clone()))), None),
            Got::Done => (0, None, None),
            Got::Failed(errno) => (-1, None, Some(errno.name())),
        };
        JsonGot { returned, data, errno }
    }
}

impl JsonTold {
    fn of(told: &Told<'_>) -> JsonTold {
        match told {
            Told::Connected { client, server, relay } => {
                JsonTold::Connected { client: *client, server: *server, relay: *relay }
            }
            Told::Made { side, call, code, size, got, .. } => JsonTold::Made {
                who: JsonSide(*side),
                call: call + 1,
                does: trace::verb(code),
                size: *size,
                got: got.map(JsonGot::from),
            },
            Told::Returned { side, call, code, got, .. } => JsonTold::Returned {
                who: JsonSide(*side),
                call: call + 1,
                resumed: trace::verb(code),
                got: JsonGot::from(*got),
            },
            Told::Delivered { to, bytes } => JsonTold::Delivered { who: "network", deliver: *bytes, to: JsonSide(*to) },
            Told::DeliveredFin { to } => JsonTold::DeliveredFin { who: "network", fin: true, to: JsonSide(*to) },
            Told::Blocks { side, call, .. } => JsonTold::Blocks { who: JsonSide(*side), call: call + 1, blocks: true },
            Told::Never { side, call, .. } => JsonTold::Never { who: JsonSide(*side), call: call + 1, never: true },
        }
    }
}

fn told(line: &TraceLine<'_>, texts: &Texts) -> (String, String, String) {
    let words = trace::words(line, MOST_SHOWN, texts);
    (words.who, words.code, words.result)
}

/// The lines as JSON.
pub(super) fn json(script: &Script, trace: &Trace, texts: &Texts) -> Vec<JsonLine> {
    let lines = trace::lines(script, &trace.events, trace.events.len()).lines;
    let line = |line: &TraceLine<'_>| {
        let (who, code, result) = told(line, texts);
        let said = [who, code, result].join(" ").trim().to_owned();
        JsonLine { at: line.at.as_secs_f64(), what: JsonTold::of(&line.told), told: said }
    };
    lines.iter().map(line).collect()
}

/// The lines as text, results below each other.
pub(super) fn text(script: &Script, trace: &Trace, console: &mut Console) -> Result<(), Failure> {
    let mut table = Table::new(Vec::new());
    for line in &trace::lines(script, &trace.events, trace.events.len()).lines {
        let (who, code, result) = told(line, console.texts);
        table.push(vec![format!("{:.6}", line.at.as_secs_f64()), who, code, result]);
    }
    // The heading is empty.
    for line in table.lines().iter().skip(1) {
        writeln!(console.out, "{line}")?;
    }
    Ok(())
}
