//! Scripts built by hand, for tests that are not about parsing.

use chunkscope::call::{
    Call, How, Literal, Op, RecvCall, RecvFlags, RecvVerb, SendCall, SendFlags, SendVerb, Side, Size, Spelling,
};
use chunkscope::script::{Script, ScriptCall};

pub fn call(op: Op) -> Call {
    Call { spelling: Spelling::C, sock: "sock".into(), result: None, op }
}

pub fn send(bytes: &[u8]) -> Op {
    Op::Send(SendCall {
        verb: SendVerb::Send,
        data: Literal::Text { unit: bytes.to_vec(), times: 1 },
        length: bytes.len() as u64,
        bytes: bytes.into(),
        flags: SendFlags::default(),
    })
}

pub fn recv(size: u64) -> Op {
    recv_with(Size::Fixed(size), RecvFlags::default())
}

pub fn recv_with(size: Size, flags: RecvFlags) -> Op {
    Op::Recv(RecvCall { verb: RecvVerb::Recv, buffer: Some("buf".into()), size, flags })
}

pub fn script(calls: Vec<(Side, Op)>) -> Script {
    let calls = calls.into_iter().map(|(side, op)| ScriptCall { side, call: call(op), span: None });
    Script { calls: calls.collect(), loops: Vec::new() }
}

/// Lesson 1: two sends, two recvs.
pub fn lesson_one() -> Script {
    let (client, server) = (Side::Client, Side::Server);
    script(vec![(client, send(b"hello!")), (client, send(b"bye!")), (server, recv(1024)), (server, recv(1024))])
}

pub fn shutdown() -> Op {
    Op::Shutdown(How::Write)
}

/// A script as people write it.
pub fn read(text: &str) -> Script {
    let (script, findings) = chunkscope::script::parse_script(text);
    assert!(findings.is_empty(), "{findings:?}");
    script
}
