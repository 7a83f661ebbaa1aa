//! Calls, one after the other, and the events that belong to them.

use std::sync::Arc;

use super::Stage;
use crate::call::{
    Call, Literal, Op, RecvCall, RecvFlags, RecvVerb, SendCall, SendFlags, SendVerb, Side, Size, Spelling,
};
use crate::script::{Script, ScriptCall};
use crate::stream::{Schedule, Step};

/// What the network delivers once a recv has been made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Arrives {
    /// The recv gets so many bytes. If none are there yet, so many come: all up to the next cut.
    Bytes {
        /// What the recv gets.
        read: usize,
        /// What comes.
        come: usize,
    },
    /// The end of the stream.
    End,
    /// Nothing: the recv waits for good.
    Nothing,
}

#[derive(Default)]
pub(super) struct Calls {
    script: Script,
    schedule: Schedule,
    /// Whom the end of the stream was delivered to, by side.
    ended: [bool; 2],
    /// Bytes that have come and are not read, by side.
    unread: [usize; 2],
    /// Recvs made, by side: each has a name with its number.
    recvs: [usize; 2],
}

impl Calls {
    /// A send that takes all of these bytes. No bytes, no call.
    pub(super) fn send(&mut self, side: Side, bytes: &[u8]) {
        if !bytes.is_empty() {
            let data = Literal::Text { unit: bytes.to_vec(), times: 1 };
            let (length, flags) = (bytes.len() as u64, SendFlags::default());
            let send = SendCall { verb: SendVerb::SendAll, data, length, bytes: bytes.into(), flags };
            self.issue(side, Op::Send(send));
        }
    }

    pub(super) fn close(&mut self, side: Side) {
        self.issue(side, Op::Close);
    }

    /// A recv that asks for so many bytes, and then what makes it return.
    pub(super) fn recv(&mut self, to: Side, asked: usize, arrives: Arrives) {
        let (size, flags) = (Size::Fixed(asked as u64), RecvFlags::default());
        self.recvs[to.index()] += 1;
        // The receiver is the server: what the client reads comes back to it.
        let name = if to == Side::Client { "back" } else { "recv" };
        let buffer = Some(format!("{name}{}", self.recvs[to.index()]));
        self.issue(to, Op::Recv(RecvCall { verb: RecvVerb::Recv, buffer, size, flags }));
        match arrives {
            Arrives::Bytes { read, come } => {
                let unread = &mut self.unread[to.index()];
                if *unread == 0 {
                    self.schedule.steps.push(Step::Deliver { bytes: come as u64, to });
                    *unread = come;
                }
                *unread = unread.saturating_sub(read);
            }
            // Once it is there, every further recv returns 0 by itself.
            Arrives::End if !std::mem::replace(&mut self.ended[to.index()], true) => {
                self.schedule.steps.push(Step::Fin { to });
            }
            Arrives::End | Arrives::Nothing => {}
        }
    }

    pub(super) fn stage(self) -> Stage {
        Stage { script: Arc::new(self.script), schedule: Arc::new(self.schedule) }
    }

    fn issue(&mut self, side: Side, op: Op) {
        self.schedule.steps.push(Step::Issue { call: self.script.calls.len(), size: None });
        let call = Call { spelling: Spelling::Python, sock: "sock".to_owned(), result: None, op };
        self.script.calls.push(ScriptCall { side, call, span: None });
    }
}
