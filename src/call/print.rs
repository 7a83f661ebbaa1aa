//! From a call back to text.

use std::fmt;
use std::time::Duration;

use super::{Call, Literal, Op, RecvVerb, SendCall, SendVerb, Size, Spelling};
use crate::text::escape::{c_literal, python_literal};

impl fmt::Display for Call {
    /// The call in its own spelling.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_text(self.spelling))
    }
}

impl Call {
    /// The call in a spelling, its own or the other: the same bytes, size and flags. What a spelling cannot say is left
    /// out: Python has no length argument and no `write`, C no `sendall`, and a recv without a buffer gets one in C.
    pub fn to_text(&self, spelling: Spelling) -> String {
        match spelling {
            Spelling::C => self.to_c(),
            Spelling::Python => self.to_python(),
        }
    }

    fn to_c(&self) -> String {
        let sock = if self.sock.is_empty() { "sock" } else { &self.sock };
        let call = match &self.op {
            Op::Send(send) => {
                let data = match &send.data {
                    Literal::Text { unit, times } => repeated(format!("\"{}\"", c_literal(unit)), *times),
                    Literal::Bytes(count) => format!("{count} bytes"),
                };
                match send.verb {
                    // A flag cannot be said in `write`.
                    SendVerb::Write if send.flags.names().is_empty() => {
                        format!("write({sock}, {data}, {})", send.length)
                    }
                    _ => format!("send({sock}, {data}, {}, {})", send.length, c_flags(&send.flags.names())),
                }
            }
            Op::Recv(recv) => {
                let (buffer, size) = (recv.buffer.as_deref().unwrap_or("buf"), recv.size);
                match recv.verb {
                    RecvVerb::Read if recv.flags.names().is_empty() => format!("read({sock}, {buffer}, {size})"),
                    _ => format!("recv({sock}, {buffer}, {size}, {})", c_flags(&recv.flags.names())),
                }
            }
            Op::Shutdown(how) => format!("shutdown({sock}, {})", how.name()),
            Op::Close => format!("close({sock})"),
            Op::Sleep(pause) if pause.subsec_micros() == 0 => format!("sleep({})", pause.as_secs()),
            Op::Sleep(pause) => format!("usleep({})", pause.as_micros()),
            Op::SetOption(option, value) => {
                format!("setsockopt({sock}, {}, {}, {value})", option.level(), option.name())
            }
        };
        assigned(self.result.as_deref(), call)
    }

    fn to_python(&self) -> String {
        let sock = if self.sock.is_empty() { "sock" } else { &self.sock };
        let mut target = self.result.as_deref();
        let call = match &self.op {
            Op::Send(send) => {
                let verb = if send.verb == SendVerb::SendAll { "sendall" } else { "send" };
                format!("{sock}.{verb}({}{})", python_data(send), python_flags(&send.flags.names()))
            }
            Op::Recv(recv) => {
                // The assignment names the buffer; what recv returns is the data, not a count.
                target = recv.buffer.as_deref();
                format!("{sock}.recv({}{})", recv.size, python_flags(&recv.flags.names()))
            }
            Op::Shutdown(how) => format!("{sock}.shutdown(socket.{})", how.name()),
            Op::Close => format!("{sock}.close()"),
            Op::Sleep(pause) => format!("time.sleep({})", seconds(*pause)),
            Op::SetOption(option, value) => {
                format!("{sock}.setsockopt(socket.{}, socket.{}, {value})", option.level(), option.name())
            }
        };
        assigned(target, call)
    }
}

fn assigned(target: Option<&str>, call: String) -> String {
    match target {
        Some(name) => format!("{name} = {call}"),
        None => call,
    }
}

fn repeated(literal: String, times: u64) -> String {
    if times == 1 { literal } else { format!("{literal} * {times}") }
}

/// Python sends the whole of a literal, so the literal is what C's length leaves of it.
fn python_data(send: &SendCall) -> String {
    let quoted = |bytes: &[u8]| format!("b\"{}\"", python_literal(bytes));
    match &send.data {
        Literal::Bytes(_) => format!("{} bytes", send.length),
        Literal::Text { unit, times } => {
            let len = unit.len() as u64;
            let whole = send.length.checked_div(len).filter(|whole| whole * len == send.length && *whole > 1);
            match whole {
                _ if send.length == len * times => repeated(quoted(unit), *times),
                Some(whole) if whole < *times => repeated(quoted(unit), whole),
                _ => quoted(&send.bytes),
            }
        }
    }
}

fn c_flags(names: &[&str]) -> String {
    if names.is_empty() { "0".to_owned() } else { names.join(" | ") }
}

fn python_flags(names: &[&str]) -> String {
    let qualified: Vec<_> = names.iter().map(|name| format!("socket.{name}")).collect();
    if qualified.is_empty() { String::new() } else { format!(", {}", qualified.join(" | ")) }
}

/// Seconds with as many decimals as needed.
fn seconds(pause: Duration) -> String {
    match pause.subsec_micros() {
        0 => pause.as_secs().to_string(),
        micros => format!("{}.{micros:06}", pause.as_secs()).trim_end_matches('0').to_owned(),
    }
}

impl fmt::Display for Size {
    /// `1024`, `rand(1, 8)`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Size::Fixed(size) => write!(f, "{size}"),
            Size::Rand(least, most) => write!(f, "rand({least}, {most})"),
        }
    }
}
