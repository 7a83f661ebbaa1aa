//! The program's name on its way through real sockets, for the home screen.

use std::sync::Arc;

use super::{App, Effect};
use crate::call::{Side, parse_call};
use crate::engine::{Knobs, Plan, Start, Via};
use crate::script::{Script, ScriptCall};
use crate::trace::Event;

/// The home screen's run: `chunk` and `scope`, cut in three.
#[derive(Debug)]
pub struct Hello {
    /// Its number.
    pub id: u64,
    /// The calls.
    pub script: Arc<Script>,
    /// What happened.
    pub events: Vec<Event>,
    /// All three recvs have returned.
    pub done: bool,
}

impl Default for Hello {
    fn default() -> Self {
        let line = |side, text: &str| parse_call(text).ok().map(|call| ScriptCall { side, call, span: None });
        let calls = [
            line(Side::Client, "send(sock, \"chunk\", 5, 0)"),
            line(Side::Client, "send(sock, \"scope\", 5, 0)"),
            line(Side::Server, "recv(sock, recv1, 3, 0)"),
            line(Side::Server, "recv(sock, recv2, 6, 0)"),
            line(Side::Server, "recv(sock, recv3, 1, 0)"),
        ];
        let script = Arc::new(Script { calls: calls.into_iter().flatten().collect(), loops: Vec::new() });
        Hello { id: 0, script, events: Vec::new(), done: false }
    }
}

impl App {
    /// Sends the program's name through real sockets.
    pub(super) fn say_hello(&mut self) -> Vec<Effect> {
        let id = self.next_id();
        self.hello.id = id;
        let plan = Plan {
            script: Arc::clone(&self.hello.script),
            via: Via::Direct,
            start: Start::SendsFirst,
            seed: 0,
            knobs: Knobs::default(),
        };
        vec![Effect::Start { id, plan: Box::new(plan), replay: None }, Effect::RunToEnd]
    }
}
