//! A trace as lines to tell: one line where a call returned at once, two where something else came in between.

use std::net::SocketAddr;
use std::ops::Range;
use std::time::Duration;

use super::{Event, Got, What};
use crate::call::{Call, Errno, Side, Size};
use crate::script::Script;

/// A trace, and how far it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TraceView<'a> {
    /// What happened, in the order of time.
    pub lines: Vec<TraceLine<'a>>,
    /// How many of the lines have begun: the last of them is the selected one. 0 before the first.
    pub at: usize,
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TraceLine<'a> {
    /// The events it tells, as indices into the trace. The prefix that ends with them shows the moment after it.
    pub events: Range<usize>,
    /// Time since the start of the run.
    pub at: Duration,
    /// What happened.
    pub told: Told<'a>,
}

/// What a line tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told<'a> {
    /// The connection stands.
    Connected {
        /// The client's own address.
        client: SocketAddr,
        /// The server's.
        server: SocketAddr,
        /// The relay's two, where one stands between: towards the client, towards the server.
        relay: Option<[SocketAddr; 2]>,
    },
    /// A call was made.
    Made {
        /// Who made it.
        side: Side,
        /// Its index in the script's calls.
        call: usize,
        /// As typed.
        code: &'a Call,
        /// The size it asked for in this run, for a recv.
        size: Option<u64>,
        /// What it gave, if nothing happened in between. None: it goes on, and a line of its own tells the return.
        got: Option<&'a Got>,
        /// Nothing came after it: it waits still.
        waits: bool,
    },
    /// A call returned, some time after it was made.
    Returned {
        /// Who made it.
        side: Side,
        /// Its index in the script's calls.
        call: usize,
        /// As typed.
        code: &'a Call,
        /// The size it asked for in this run, for a recv.
        size: Option<u64>,
        /// What it gave.
        got: &'a Got,
    },
    /// The network delivered bytes.
    Delivered {
        /// Whom to.
        to: Side,
        /// How many.
        bytes: u64,
    },
    /// The network delivered the end of the stream.
    DeliveredFin {
        /// Whom to.
        to: Side,
    },
    /// The call waits for good.
    Blocks {
        /// Who made it.
        side: Side,
        /// Its index in the script's calls.
        call: usize,
        /// As typed.
        code: &'a Call,
    },
    /// The call is never made.
    Never {
        /// Who would make it.
        side: Side,
        /// Its index in the script's calls.
        call: usize,
        /// As typed.
        code: &'a Call,
    },
}

/// The lines of a trace. `at` is how many of its events are shown on the screen.
///
/// That the relay took bytes and that the run is over have no line: nothing moves on the screen with them. What the script
/// does not have is left out, so that a trace of another script is told as far as it goes. A call may be made many times:
/// each return belongs to the entry before it.
pub fn lines<'a>(script: &'a Script, events: &'a [Event], at: usize) -> TraceView<'a> {
    let mut lines: Vec<TraceLine<'a>> = Vec::new();
    // The line that tells the entry of each call, as long as it has not returned.
    let mut open: Vec<Option<usize>> = vec![None; script.calls.len()];
    for (index, event) in events.iter().enumerate() {
        let line = |call: usize| script.calls.get(call).map(|line| (line.side, &line.call));
        let told = match &event.what {
            What::Connected { client, server, relay } => {
                Some(Told::Connected { client: *client, server: *server, relay: *relay })
            }
            What::Taken { .. } | What::Ended => None,
            What::Enter { call, size } => line(*call).map(|(side, code)| {
                open[*call] = Some(lines.len());
                Told::Made { side, call: *call, code, size: size.or(fixed(code)), got: None, waits: true }
            }),
            What::Return { call, got } => {
                let last = lines.len().wrapping_sub(1);
                let entry = open.get_mut(*call).and_then(Option::take);
                let mut asked = None;
                if let Some(entry) = entry
                    && let TraceLine { told: Told::Made { got: given, waits, size, .. }, events, .. } =
                        &mut lines[entry]
                {
                    (*waits, asked) = (false, *size);
                    if entry == last {
                        *given = Some(got);
                        events.end = index + 1;
                        continue;
                    }
                }
                line(*call).map(|(side, code)| Told::Returned { side, call: *call, code, size: asked, got })
            }
            What::Delivered { to, bytes } => Some(Told::Delivered { to: *to, bytes: *bytes }),
            What::DeliveredFin { to } => Some(Told::DeliveredFin { to: *to }),
            What::BlocksForGood { call } => line(*call).map(|(side, code)| Told::Blocks { side, call: *call, code }),
            What::NeverCalled { call } => line(*call).map(|(side, code)| Told::Never { side, call: *call, code }),
        };
        match (told, lines.last_mut()) {
            (Some(told), _) => lines.push(TraceLine { events: index..index + 1, at: event.at, told }),
            (None, Some(last)) => last.events.end = index + 1,
            (None, None) => {}
        }
    }
    let at = lines.partition_point(|line| line.events.start < at);
    TraceView { lines, at }
}

fn fixed(call: &Call) -> Option<u64> {
    match call.as_recv()?.size {
        Size::Fixed(size) => Some(size),
        Size::Rand(..) => None,
    }
}

impl TraceView<'_> {
    /// How many events to show so that `line` lines have happened; 0 lines is the moment before the first.
    pub fn prefix(&self, line: usize) -> usize {
        match line.checked_sub(1) {
            None => self.lines.first().map_or(0, |first| first.events.start),
            Some(last) => self.lines.get(last).or(self.lines.last()).map_or(0, |line| line.events.end),
        }
    }

    /// The line that is selected.
    pub fn selected(&self) -> Option<&TraceLine<'_>> {
        self.lines.get(self.at.checked_sub(1)?)
    }
}

impl Told<'_> {
    /// Whose call it is; none where no side calls.
    pub fn side(&self) -> Option<Side> {
        match self {
            Told::Made { side, .. } | Told::Returned { side, .. } => Some(*side),
            Told::Blocks { side, .. } | Told::Never { side, .. } => Some(*side),
            Told::Connected { .. } | Told::Delivered { .. } | Told::DeliveredFin { .. } => None,
        }
    }

    /// What the call gave, where it has returned.
    pub fn got(&self) -> Option<&Got> {
        match self {
            Told::Made { got, .. } => *got,
            Told::Returned { got, .. } => Some(got),
            _ => None,
        }
    }

    /// The errno, where the call failed.
    pub fn failed(&self) -> Option<Errno> {
        match self.got()? {
            Got::Failed(errno) => Some(*errno),
            _ => None,
        }
    }
}
