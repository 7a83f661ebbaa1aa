//! Lesson 2's experiments as they stand: programs that anybody would write, and the one thing to change in each. What they
//! give is never written down here: it is measured where they run.

use std::sync::Arc;
use std::time::Duration;

use crate::engine::{Knobs, Plan, Start, Via};
use crate::script::{Script, parse_script};
use crate::stream::{Cell, Outcome};

/// The pause between the rounds of the paused experiment.
pub const PAUSE: Duration = Duration::from_millis(50);

/// Calls, and how they are run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Experiment {
    /// The calls.
    pub script: Arc<Script>,
    /// Who goes first.
    pub start: Start,
    /// What is asked of the system.
    pub knobs: Knobs,
    /// The pause that it makes between its sends or rounds; zero for none.
    pub pause: Duration,
}

/// One of the three.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Ten messages with a pause after each, ten recvs that wait for them.
    Messages,
    /// Two sends and one recv, round after round, in one program.
    Rounds,
    /// One million bytes by one call, and recv again and again.
    Million,
}

/// What is changed, one thing at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// Nothing: as it stands.
    None,
    /// `TCP_NODELAY` is on.
    Nodelay,
    /// No pause between the sends.
    Hurried,
    /// Twenty rounds for ten.
    Twenty,
    /// A pause of [`PAUSE`] after each round.
    Paused,
    /// Buffers of 65,536 bytes are asked for.
    Buffers,
}

impl Kind {
    /// All, in the lesson's order: A, B, C.
    pub const ALL: [Kind; 3] = [Kind::Messages, Kind::Rounds, Kind::Million];

    /// What can be changed in it, as it stands first.
    pub fn changes(self) -> &'static [Change] {
        match self {
            Kind::Messages => &[Change::None, Change::Hurried],
            Kind::Rounds => &[Change::None, Change::Nodelay, Change::Twenty, Change::Paused],
            Kind::Million => &[Change::None, Change::Nodelay, Change::Buffers],
        }
    }

    /// The recv that is predicted, from 1.
    pub fn asked(self) -> usize {
        match self {
            Kind::Messages | Kind::Rounds => 9,
            Kind::Million => 1,
        }
    }

    /// It with one thing changed.
    pub fn with(self, change: Change) -> Experiment {
        let mut experiment = match (self, change) {
            (Kind::Messages, Change::Hurried) => ten_messages(Duration::ZERO),
            (Kind::Messages, _) => ten_messages(Duration::from_secs(1)),
            (Kind::Rounds, Change::Twenty) => rounds(20, Duration::ZERO),
            (Kind::Rounds, Change::Paused) => rounds(10, PAUSE),
            (Kind::Rounds, _) => rounds(10, Duration::ZERO),
            (Kind::Million, _) => million(),
        };
        match change {
            Change::Nodelay => experiment.knobs.nodelay = Some(true),
            Change::Buffers => (experiment.knobs.sndbuf, experiment.knobs.rcvbuf) = (Some(1 << 16), Some(1 << 16)),
            Change::None | Change::Hurried | Change::Twenty | Change::Paused => {}
        }
        experiment
    }
}

/// `Hello!\r\n` ten times, a pause after each, to recvs that wait for them.
pub fn ten_messages(pause: Duration) -> Experiment {
    let sleep = match pause.is_zero() {
        true => String::new(),
        false => format!("client: usleep({})\n", pause.as_micros()),
    };
    let text = "server: recv(sock, buf, 4096, 0)\n".repeat(10)
        + &format!("client: send(sock, \"Hello!\\r\\n\", 8, 0)\n{sleep}").repeat(10);
    Experiment { script: script(&text), start: Start::ServerFirst, knobs: Knobs::default(), pause }
}

/// So many rounds of two sends and one recv, a pause after each.
pub fn rounds(rounds: usize, pause: Duration) -> Experiment {
    let round = "client: send(sock, \"Hello!\", 6, 0)\nclient: send(sock, \"World!\", 6, 0)\n\
                 server: recv(sock, buf, 4096, 0)\n";
    let round = match pause.is_zero() {
        true => round.to_owned(),
        false => format!("{round}client: usleep({})\n", pause.as_micros()),
    };
    Experiment { script: script(&round.repeat(rounds)), start: Start::SendsFirst, knobs: Knobs::default(), pause }
}

/// One million bytes, and 200 recvs of as many.
pub fn million() -> Experiment {
    let text =
        "client: sock.sendall(1000000 bytes)\n".to_owned() + &"server: recv(sock, buf, 1000000, 0)\n".repeat(200);
    Experiment { script: script(&text), start: Start::ServerFirst, knobs: Knobs::default(), pause: Duration::ZERO }
}

impl Experiment {
    /// To be run on plain sockets.
    pub fn plan(&self) -> Plan {
        Plan { script: Arc::clone(&self.script), via: Via::Direct, start: self.start, seed: 0, knobs: self.knobs }
    }

    /// How many bytes are sent, and by how many calls.
    pub fn sent(&self) -> (u64, u64) {
        let sends = self.script.calls.iter().filter_map(|line| line.call.as_send());
        sends.fold((0, 0), |(bytes, calls), send| (bytes + send.length, calls + 1))
    }
}

/// How many bytes each recv gave, in order; recvs that wait for good are left out.
pub fn sizes(outcome: &Outcome) -> Vec<u64> {
    let size = |cell: &Cell| match cell {
        Cell::Data(bytes) => Some(bytes.len() as u64),
        _ => None,
    };
    outcome.cells.iter().filter_map(size).collect()
}

/// The script in these lines.
pub(crate) fn script(text: &str) -> Arc<Script> {
    let (script, findings) = parse_script(text);
    debug_assert!(findings.is_empty(), "{findings:?}");
    Arc::new(script)
}
