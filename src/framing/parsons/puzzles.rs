//! The puzzles.

/// What a built program has to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Task {
    /// `sendall(sock, data)` sends all of the data, however few bytes a send takes.
    SendAll,
    /// `recv_exactly(sock, count)` returns the next bytes of the stream, so many and no others; if the stream ends before, it
    /// raises an error.
    RecvExactly,
    /// Deliver each message that stands behind two bytes of length, the most significant first; refuse one of more than 1000
    /// bytes; raise an error if the stream ends inside one.
    Receiver,
}

/// Lines to put in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Puzzle {
    /// What has to be built.
    pub task: Task,
    /// The key of its title.
    pub title: &'static str,
    /// Source that stands above what is built, and is not changed.
    pub given: &'static str,
    /// The lines: first those of one solution in their order, then such as do not belong. They are shown shuffled.
    pub lines: &'static [&'static str],
    /// How deep the lines of that solution are indented.
    pub(super) depths: &'static [usize],
}

/// The puzzles, in the order of the lesson.
pub const PUZZLES: [Puzzle; 3] = [
    Puzzle {
        task: Task::SendAll,
        title: "parsons-sendall",
        given: "",
        lines: &[
            "def sendall(sock, data):",
            "sent = 0",
            "while sent < len(data):",
            "count = sock.send(data[sent:])",
            "sent += count",
            "if sent < len(data):",
            "count = sock.send(data)",
            "sent = count",
            "while sent <= len(data):",
        ],
        depths: &[0, 1, 1, 2, 2],
    },
    Puzzle {
        task: Task::RecvExactly,
        title: "parsons-recv-exactly",
        given: "",
        lines: &[
            "def recv_exactly(sock, count):",
            "got = b\"\"",
            "while len(got) < count:",
            "data = sock.recv(count - len(got))",
            "if not data:",
            "raise EOFError(\"ended too early\")",
            "got += data",
            "return got",
            "data = sock.recv(count)",
            "if len(got) < count:",
            "got = data",
            "continue",
            "return data",
        ],
        depths: &[0, 1, 1, 2, 2, 3, 2, 1],
    },
    Puzzle {
        task: Task::Receiver,
        title: "parsons-receiver",
        given: "def recv_exactly(sock, count):
    got = b\"\"
    while len(got) < count:
        data = sock.recv(count - len(got))
        if not data:
            break
        got += data
    return got

",
        lines: &[
            "while True:",
            "header = recv_exactly(sock, 2)",
            "if len(header) == 0:",
            "break",
            "if len(header) < 2:",
            "raise EOFError(\"ended inside a header\")",
            "expected = int.from_bytes(header, \"big\")",
            "if expected > 1000:",
            "raise ValueError(\"too long\")",
            "message = recv_exactly(sock, expected)",
            "if len(message) < expected:",
            "raise EOFError(\"ended inside a message\")",
            "deliver(message)",
            "header = sock.recv(2)",
            "expected = int.from_bytes(header, \"little\")",
            "message = sock.recv(expected)",
            "message = recv_exactly(sock, 1000)",
        ],
        depths: &[0, 1, 1, 2, 1, 2, 1, 1, 2, 1, 1, 2, 1],
    },
];
