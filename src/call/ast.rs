//! A call, as data.

use std::sync::Arc;
use std::time::Duration;

/// Which end of the connection makes a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub enum Side {
    /// The end that connected.
    Client,
    /// The end that accepted.
    Server,
}

impl Side {
    /// Both sides, client first.
    pub const BOTH: [Side; 2] = [Side::Client, Side::Server];

    /// The other end.
    pub fn peer(self) -> Side {
        match self {
            Side::Client => Side::Server,
            Side::Server => Side::Client,
        }
    }

    /// 0 for the client, 1 for the server: to index arrays of two.
    pub fn index(self) -> usize {
        self as usize
    }

    /// The word in scripts and in JSON: `client` or `server`.
    pub fn word(self) -> &'static str {
        match self {
            Side::Client => "client",
            Side::Server => "server",
        }
    }
}

/// The language a call is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Spelling {
    /// `send(sock, "hello!", 6, 0)`
    #[default]
    C,
    /// `sock.send(b"hello!")`
    Python,
}

/// One call as it was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// The language it was typed in; it keeps this spelling everywhere.
    pub spelling: Spelling,
    /// The name of the socket variable (`sock`); empty for `sleep`.
    pub sock: String,
    /// The variable the result is assigned to (`n = recv(…)`), if any. Python's `buf = sock.recv(1)` names the buffer
    /// instead, see [`RecvCall::buffer`].
    pub result: Option<String>,
    /// What it does.
    pub op: Op,
}

/// What a call does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Op {
    /// `send`, `write`, `sendall`.
    Send(SendCall),
    /// `recv`, `read`.
    Recv(RecvCall),
    /// `shutdown`.
    Shutdown(How),
    /// `close`.
    Close,
    /// `sleep`, `usleep`, `time.sleep`: no system call on the socket, only a pause.
    Sleep(Duration),
    /// `setsockopt`.
    SetOption(OptionName, i64),
}

/// The name under which bytes are sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SendVerb {
    /// `send`
    Send,
    /// `write`, which takes no flags
    Write,
    /// Python's `sendall`, which loops until all is taken
    SendAll,
}

/// A sending call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SendCall {
    /// Which function.
    pub verb: SendVerb,
    /// How the data was written, to print it back.
    pub data: Literal,
    /// The length argument: how many bytes are sent. Python spells it by the literal alone.
    pub length: u64,
    /// Exactly the bytes that go into the stream, `length` of them.
    pub bytes: Arc<[u8]>,
    /// Flags.
    pub flags: SendFlags,
}

/// Data as it was written in a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Literal {
    /// `"ab" * 500`: the decoded bytes of the literal and how often they are repeated (1 where nothing is said).
    Text {
        /// The literal's bytes, escapes decoded, without C's closing NUL.
        unit: Vec<u8>,
        /// How often.
        times: u64,
    },
    /// `100000 bytes`: that many bytes of the tool's own pattern (see [`pattern`]).
    Bytes(u64),
}

/// The bytes that `100000 bytes` stands for: byte `n` is a letter or digit by `n` alone, with a period (61) that is prime,
/// so that a lost or repeated run of any usual length shows.
pub fn pattern(len: u64) -> Vec<u8> {
    const SIGNS: &[u8; 61] = b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXY";
    SIGNS.iter().copied().cycle().take(len as usize).collect()
}

/// Flags of `send`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct SendFlags {
    /// `MSG_DONTWAIT`
    pub dontwait: bool,
    /// `MSG_MORE` (Linux)
    pub more: bool,
    /// `MSG_NOSIGNAL`
    pub nosignal: bool,
    /// `MSG_OOB`: urgent data
    pub oob: bool,
}

/// The name under which bytes are received.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RecvVerb {
    /// `recv`
    Recv,
    /// `read`, which takes no flags
    Read,
}

/// A receiving call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecvCall {
    /// Which function.
    pub verb: RecvVerb,
    /// The buffer's name (`buf1`), where one was written: C's second argument, Python's assignment target.
    pub buffer: Option<String>,
    /// The most bytes it takes.
    pub size: Size,
    /// Flags.
    pub flags: RecvFlags,
}

/// How many bytes a recv asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Size {
    /// A number of bytes.
    Fixed(u64),
    /// `rand(a, b)`: chosen anew for each run, `a` and `b` included.
    Rand(u64, u64),
}

impl Size {
    /// The smallest size it can be.
    pub fn least(self) -> u64 {
        match self {
            Size::Fixed(size) | Size::Rand(size, _) => size,
        }
    }

    /// The largest size it can be.
    pub fn most(self) -> u64 {
        match self {
            Size::Fixed(size) | Size::Rand(_, size) => size,
        }
    }
}

/// Flags of `recv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct RecvFlags {
    /// `MSG_PEEK`
    pub peek: bool,
    /// `MSG_WAITALL`
    pub waitall: bool,
    /// `MSG_DONTWAIT`
    pub dontwait: bool,
    /// `MSG_OOB`: urgent data
    pub oob: bool,
}

/// The second argument of `shutdown`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum How {
    /// `SHUT_RD`
    Read,
    /// `SHUT_WR`
    Write,
    /// `SHUT_RDWR`
    Both,
}

/// An option that `setsockopt` may set here. The level follows from the name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // named as in socket(7) and tcp(7)
pub enum OptionName {
    SoSndbuf,
    SoRcvbuf,
    SoRcvlowat,
    SoKeepalive,
    SoReuseaddr,
    TcpNodelay,
    TcpCork,
    TcpQuickack,
    TcpMaxseg,
    TcpNotsentLowat,
}

impl Call {
    /// The sending call inside, if it is one.
    pub fn as_send(&self) -> Option<&SendCall> {
        match &self.op {
            Op::Send(send) => Some(send),
            _ => None,
        }
    }

    /// Whether it asks for a number of bytes that is chosen anew for each run.
    pub fn has_random_size(&self) -> bool {
        self.as_recv().is_some_and(|recv| matches!(recv.size, Size::Rand(..)))
    }

    /// The receiving call inside, if it is one.
    pub fn as_recv(&self) -> Option<&RecvCall> {
        match &self.op {
            Op::Recv(recv) => Some(recv),
            _ => None,
        }
    }
}
