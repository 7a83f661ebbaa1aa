//! What a line of a trace is called: as strace would tell it, in the words of the script.

use std::net::SocketAddr;

use super::{Got, Told, TraceLine};
use crate::call::{Call, Op, RecvVerb, SendVerb, Side};
use crate::msg;
use crate::text::escape::to_c;
use crate::text::{Texts, thousands};

/// A line in its columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// `client`, `server` or `network`.
    pub who: String,
    /// The call as typed, or what the network does.
    pub code: String,
    /// What it gave: `= 2  "he"`, `= −1 EPIPE`; empty where there is nothing to say.
    pub result: String,
}

/// Tells a line, with at most `data` bytes of what a recv gave. Nothing else is shortened.
pub fn words(line: &TraceLine<'_>, data: usize, texts: &Texts) -> Words {
    let who = match (line.told.side(), &line.told) {
        (Some(side), _) => side_word(side, texts),
        (None, Told::Connected { .. }) => String::new(),
        (None, _) => texts.get("trace-network"),
    };
    let (code, result) = match &line.told {
        Told::Connected { client, server, relay } => {
            // Four whole addresses are too long for a line; they are all on one host.
            let port = |address: &SocketAddr| address.port().to_string();
            let said = match relay {
                None => msg!("trace-connected", client = client.to_string(), server = server.to_string()),
                Some([near, far]) => msg!(
                    "trace-connected-relayed",
                    client = port(client),
                    near = port(near),
                    far = port(far),
                    server = port(server)
                ),
            };
            (texts.say(&said), String::new())
        }
        Told::Made { code, got: Some(got), .. } => (code.to_string(), result(got, data, texts)),
        Told::Made { code, waits: true, .. } => (code.to_string(), texts.get("trace-waits")),
        Told::Made { code, .. } => (code.to_string(), "…".to_owned()),
        Told::Returned { code, got, .. } => {
            (texts.say(&msg!("trace-returns", verb = verb(code))), result(got, data, texts))
        }
        Told::Delivered { to, bytes } => {
            let side = side_word(*to, texts);
            (texts.say(&msg!("trace-delivers", bytes = thousands(*bytes), side = side)), String::new())
        }
        Told::DeliveredFin { to } => {
            (texts.say(&msg!("trace-delivers-end", side = side_word(*to, texts))), String::new())
        }
        Told::Blocks { code, .. } => (verb(code).to_owned(), texts.get("trace-blocks")),
        Told::Never { code, .. } => (code.to_string(), texts.get("trace-never")),
    };
    Words { who, code, result }
}

/// `= 2  "he"`, `= −1 EPIPE`, `= 0`.
fn result(got: &Got, data: usize, texts: &Texts) -> String {
    match got {
        Got::Sent(took) => format!("= {took}"),
        Got::Done => "= 0".to_owned(),
        Got::Failed(errno) => texts.say(&msg!("trace-failed", errno = errno.name())),
        Got::Received(bytes) if bytes.is_empty() => "= 0".to_owned(),
        Got::Received(bytes) => {
            let (head, more) = (&bytes[..bytes.len().min(data)], if bytes.len() > data { "…" } else { "" });
            format!("= {}  \"{}\"{more}", bytes.len(), to_c(head))
        }
    }
}

/// The function that a call calls.
pub fn verb(code: &Call) -> &'static str {
    match &code.op {
        Op::Send(send) => match send.verb {
            SendVerb::Send => "send",
            SendVerb::Write => "write",
            SendVerb::SendAll => "sendall",
        },
        Op::Recv(recv) => match recv.verb {
            RecvVerb::Recv => "recv",
            RecvVerb::Read => "read",
        },
        Op::Shutdown(_) => "shutdown",
        Op::Close => "close",
        Op::Sleep(_) => "sleep",
        Op::SetOption(..) => "setsockopt",
    }
}

/// The word for a side.
fn side_word(side: Side, texts: &Texts) -> String {
    texts.get(match side {
        Side::Client => "trace-client",
        Side::Server => "trace-server",
    })
}
