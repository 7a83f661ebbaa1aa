//! Scripts and traces to draw, without a socket.
#![allow(dead_code)] // the bench and the tests use different halves

use std::sync::Arc;
use std::time::Duration;

use chunkscope::call::{
    Call, How, Literal, Op, RecvCall, RecvFlags, RecvVerb, SendCall, SendFlags, SendVerb, Side, Size, Spelling,
};
use chunkscope::script::{Script, ScriptCall};
use chunkscope::stream::outcome::Fault;
use chunkscope::stream::{Claim, Row, Rule};
use chunkscope::text::{Message, Span};
use chunkscope::trace::{Event, Got, What};

fn line(side: Side, op: Op) -> ScriptCall {
    ScriptCall { side, call: Call { spelling: Spelling::C, sock: "sock".into(), result: None, op }, span: None }
}

pub(crate) fn send(side: Side, bytes: &[u8]) -> ScriptCall {
    line(
        side,
        Op::Send(SendCall {
            verb: SendVerb::Send,
            data: Literal::Text { unit: bytes.to_vec(), times: 1 },
            length: bytes.len() as u64,
            bytes: Arc::from(bytes),
            flags: SendFlags::default(),
        }),
    )
}

pub(crate) fn recv(side: Side, buffer: &str, size: u64) -> ScriptCall {
    recv_with(side, buffer, size, RecvFlags::default())
}

pub(crate) fn recv_with(side: Side, buffer: &str, size: u64, flags: RecvFlags) -> ScriptCall {
    let buffer = (!buffer.is_empty()).then(|| buffer.to_owned());
    line(side, Op::Recv(RecvCall { verb: RecvVerb::Recv, buffer, size: Size::Fixed(size), flags }))
}

pub(crate) fn shutdown(side: Side) -> ScriptCall {
    line(side, Op::Shutdown(How::Write))
}

/// The worksheet's four calls.
pub(crate) fn worksheet() -> Script {
    two_sends(b"hello!", b"bye!", 2)
}

pub(crate) fn two_sends(one: &[u8], two: &[u8], recvs: usize) -> Script {
    let mut calls = vec![send(Side::Client, one), send(Side::Client, two)];
    calls.extend((1..=recvs).map(|number| recv(Side::Server, &format!("buf{number}"), 1024)));
    Script { calls, loops: Vec::new() }
}

/// A trace, written event by event; each is a millisecond after the one before.
#[derive(Default)]
pub(crate) struct Tape(pub(crate) Vec<Event>);

impl Tape {
    pub(crate) fn connected(relayed: bool) -> Self {
        let address = |port| std::net::SocketAddr::from(([127, 0, 0, 1], port));
        let relay = relayed.then(|| [address(40001), address(40002)]);
        Tape::default().then(What::Connected { client: address(41234), server: address(35100), relay })
    }

    pub(crate) fn then(mut self, what: What) -> Self {
        let at = Duration::from_millis(self.0.len() as u64);
        self.0.push(Event { at, what });
        self
    }

    pub(crate) fn enter(self, call: usize) -> Self {
        self.then(What::Enter { call, size: None })
    }

    pub(crate) fn sent(self, call: usize, bytes: u64) -> Self {
        self.enter(call).then(What::Return { call, got: Got::Sent(bytes) })
    }

    pub(crate) fn got(self, call: usize, bytes: &[u8]) -> Self {
        self.then(What::Return { call, got: Got::Received(bytes.to_vec()) })
    }

    pub(crate) fn read(self, call: usize, bytes: &[u8]) -> Self {
        self.enter(call).got(call, bytes)
    }

    pub(crate) fn delivered(self, bytes: u64) -> Self {
        self.then(What::Delivered { to: Side::Server, bytes })
    }
}

/// Two sent, two bytes delivered and read, the second recv waits.
pub(crate) fn mid_run() -> Vec<Event> {
    Tape::connected(true).sent(0, 6).sent(1, 4).enter(2).delivered(2).got(2, b"he").enter(3).0
}

/// The same, to its end.
pub(crate) fn ended() -> Vec<Event> {
    let mut tape = Tape(mid_run()).delivered(8).got(3, b"llo!bye!");
    tape = tape.then(What::Ended);
    tape.0
}

/// All sent, three arrived, none read.
pub(crate) fn unread() -> Vec<Event> {
    Tape::connected(true).sent(0, 6).sent(1, 4).delivered(3).0
}

pub(crate) fn row(number: u32, claims: &[Claim]) -> Row {
    Row { number, span: Span::default(), claims: claims.to_vec() }
}

pub(crate) fn data(bytes: &str) -> Claim {
    Claim::Data(bytes.as_bytes().to_vec())
}

pub(crate) fn fault(rule: Rule, recv: usize, byte: Option<usize>, claimed: Option<u64>, due: Option<u64>) -> Fault {
    Fault { rule, recv, piece: None, byte, claimed_offset: claimed, due_offset: due, why: Message::new("tui-rule-gap") }
}

/// A million bytes in three sends, read in five pieces, one of them a peek, with the end.
pub(crate) fn million() -> (Script, Vec<Event>) {
    let bytes = chunkscope::call::pattern(1_000_000);
    let mut calls = vec![
        send(Side::Client, &bytes),
        send(Side::Client, b"hello!"),
        send(Side::Client, b"bye!"),
        shutdown(Side::Client),
    ];
    calls.extend((1..=5).map(|number| recv(Side::Server, &format!("buf{number}"), 1_000_000)));
    let mut tape = Tape::connected(false).sent(0, 1_000_000).sent(1, 6).sent(2, 4);
    tape = tape.enter(3).then(What::Return { call: 3, got: Got::Done });
    let mut all = bytes;
    all.extend_from_slice(b"hello!bye!");
    let mut at = 0;
    for (call, size) in [(4, 127_973), (5, 95_232), (6, 761_937), (7, 14_868)] {
        tape = tape.read(call, &all[at..at + size]);
        at += size;
    }
    tape = tape.read(8, b"").then(What::Ended);
    (Script { calls, loops: Vec::new() }, tape.0)
}

/// The fifteen rows of the worksheet with their answers: none for possible, a rule for impossible.
pub(crate) fn rows() -> Vec<(Row, Option<Rule>)> {
    let table: [(&str, &str, Option<Rule>); 15] = [
        ("hello!", "bye!", None),
        ("bye!", "hello!", Some(Rule::Order)),
        ("", "hello!bye!", Some(Rule::Empty)),
        ("hello!bye!", "", Some(Rule::Empty)),
        ("hello!bye!", "blocks", None),
        ("h", "ello!bye!", None),
        ("hello!bye", "!", None),
        ("h", "b", Some(Rule::Gap)),
        ("he", "bye!", Some(Rule::Gap)),
        ("he", "llo!bye!", None),
        ("hb", "ye!", Some(Rule::Gap)),
        ("he", "llb", Some(Rule::Gap)),
        ("he", "ll", None),
        ("heby", "e", Some(Rule::Gap)),
        ("heby", "!", Some(Rule::Gap)),
    ];
    let claim = |text: &str| if text == "blocks" { Claim::Blocks } else { data(text) };
    let numbered = (1..).zip(table);
    numbered.map(|(number, (one, two, rule))| (row(number, &[claim(one), claim(two)]), rule)).collect()
}
