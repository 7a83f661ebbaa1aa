//! From text to a call.

use super::data::Data;
use super::expr::{Expr, Kind, Parser};
use super::names::unknown;
use super::refusal::{Parsed, Refusal, refuse};
use super::shape::{Signature, Slot};
use super::statement::Statement;
use super::values::Reader;
use super::{Call, Literal, Op, RecvCall, RecvFlags, RecvVerb, SendCall, SendFlags, SendVerb, Spelling};
use crate::msg;
use crate::text::Diagnostic;

/// Parses one call, in either spelling. Spans of the diagnostic are byte offsets in `text`; where it holds a fix, the text
/// parses once the fix is applied.
pub fn parse_call(text: &str) -> Result<Call, Box<Diagnostic>> {
    parse_once(text).map_err(|refusal| refusal.settle(text, |text| parse_once(text).map(drop)))
}

fn parse_once(text: &str) -> Parsed<Call> {
    let statement = Parser::new(text)?.statement()?;
    if statement.object.is_some() {
        Reader { text, spelling: Spelling::Python }.python(&statement)
    } else {
        Reader { text, spelling: Spelling::C }.c(&statement)
    }
}

const C_CALLS: &[&str] = &["send", "recv", "write", "read", "shutdown", "close", "sleep", "usleep", "setsockopt"];
const PYTHON_CALLS: &[&str] = &["send", "sendall", "recv", "shutdown", "close", "setsockopt"];

const fn takes(usage: &'static str, slots: &'static [Slot], required: usize) -> Signature {
    Signature { usage, slots, required }
}

impl Reader<'_> {
    fn c(&self, statement: &Statement) -> Parsed<Call> {
        use Slot::*;
        let signature = match statement.name.0.as_str() {
            "send" => takes("send(sock, data, length, flags)", &[Socket, Data, Length, Flags], 4),
            "write" => takes("write(sock, data, length)", &[Socket, Data, Length], 3),
            "recv" => takes("recv(sock, buffer, size, flags)", &[Socket, Buffer, Size, Flags], 4),
            "read" => takes("read(sock, buffer, size)", &[Socket, Buffer, Size], 3),
            "shutdown" => takes("shutdown(sock, how)", &[Socket, How], 2),
            "close" => takes("close(sock)", &[Socket], 1),
            "sleep" => takes("sleep(seconds)", &[Pause], 1),
            "usleep" => takes("usleep(microseconds)", &[Pause], 1),
            "setsockopt" => takes("setsockopt(sock, level, option, value)", &[Socket, Level, Option, Value], 4),
            name => return Err(unknown(name, statement.name.1, C_CALLS)),
        };
        let name = statement.name.0.as_str();
        if matches!(name, "send" | "write")
            && let [sock, data] = &statement.args[..]
            && matches!(data.kind, Kind::Pattern(_) | Kind::Product(_))
        {
            // `send(sock, 100000 bytes)`: the tool's own notation says the length already.
            let data = self.data(data)?;
            let length = data.total();
            return self.finish(
                statement,
                self.socket(sock)?,
                self.sending(statement, data, length, SendFlags::default()),
            );
        }
        let args = self.shape(&signature, statement)?;
        let arg = |at: usize| args.get(at).copied().flatten();
        let need = |at: usize| arg(at).ok_or_else(|| refuse(statement.inside, msg!("call-argument-expected")));
        let op = match name {
            "send" | "write" => {
                let data = self.data(need(1)?)?;
                let length = self.length(need(2)?, need(1)?, &data)?;
                let flags = arg(3).map_or(Ok(SendFlags::default()), |flags| self.send_flags(flags))?;
                self.sending(statement, data, length, flags)
            }
            "recv" | "read" => {
                let buffer = Some(self.buffer(need(1)?)?);
                let size = self.size(need(2)?)?;
                let flags = arg(3).map_or(Ok(RecvFlags::default()), |flags| self.recv_flags(flags))?;
                let verb = if name == "read" { RecvVerb::Read } else { RecvVerb::Recv };
                Op::Recv(RecvCall { verb, buffer, size, flags })
            }
            "shutdown" => Op::Shutdown(self.how(need(1)?)?),
            "close" => Op::Close,
            "setsockopt" => Op::SetOption(self.option(need(1)?, need(2)?)?, self.option_value(need(3)?)?),
            name => Op::Sleep(self.pause(need(0)?, if name == "usleep" { 1 } else { 1_000_000 })?),
        };
        let sock = if let Op::Sleep(_) = op { String::new() } else { self.socket(need(0)?)? };
        self.finish(statement, sock, op)
    }

    fn python(&self, statement: &Statement) -> Parsed<Call> {
        use Slot::*;
        let object = statement.object.as_ref().map_or("", |(name, _)| name);
        let signature = match (object, statement.name.0.as_str()) {
            ("time", "sleep") => takes("time.sleep(seconds)", &[Pause], 1),
            ("time", name) => return Err(unknown(name, statement.name.1, &["sleep"])),
            (_, "send") => takes("sock.send(data)", &[Data, Flags], 1),
            (_, "sendall") => takes("sock.sendall(data)", &[Data, Flags], 1),
            (_, "recv") => takes("sock.recv(size)", &[Size, Flags], 1),
            (_, "shutdown") => takes("sock.shutdown(how)", &[How], 1),
            (_, "close") => takes("sock.close()", &[], 0),
            (_, "setsockopt") => takes("sock.setsockopt(level, option, value)", &[Level, Option, Value], 3),
            (_, "sleep") => {
                let span = statement.object.as_ref().map_or(statement.name.1, |(_, span)| *span);
                return Err(refuse(span, msg!("call-sleep-of-socket")).or(span, "time"));
            }
            (_, name) => return Err(unknown(name, statement.name.1, PYTHON_CALLS)),
        };
        let args = self.shape(&signature, statement)?;
        let arg = |at: usize| args.get(at).copied().flatten();
        let need = |at: usize| arg(at).ok_or_else(|| refuse(statement.inside, msg!("call-argument-expected")));
        let op = match statement.name.0.as_str() {
            "send" | "sendall" => {
                let data = self.data(need(0)?)?;
                let flags = arg(1).map_or(Ok(SendFlags::default()), |flags| self.send_flags(flags))?;
                let length = data.total();
                self.sending(statement, data, length, flags)
            }
            "recv" => {
                let size = self.size(need(0)?)?;
                let flags = arg(1).map_or(Ok(RecvFlags::default()), |flags| self.recv_flags(flags))?;
                let buffer = statement.target.as_ref().map(|(name, _)| name.clone());
                Op::Recv(RecvCall { verb: RecvVerb::Recv, buffer, size, flags })
            }
            "shutdown" => Op::Shutdown(self.how(need(0)?)?),
            "close" => Op::Close,
            "setsockopt" => Op::SetOption(self.option(need(0)?, need(1)?)?, self.option_value(need(2)?)?),
            _ => Op::Sleep(self.pause(need(0)?, 1_000_000)?),
        };
        let sock = if let Op::Sleep(_) = op { "" } else { object };
        self.finish(statement, sock.to_owned(), op)
    }

    fn finish(&self, statement: &Statement, sock: String, op: Op) -> Parsed<Call> {
        let names_buffer = self.spelling == Spelling::Python && matches!(op, Op::Recv(_));
        let result = statement.target.as_ref().filter(|_| !names_buffer).map(|(name, _)| name.clone());
        Ok(Call { spelling: self.spelling, sock, result, op })
    }

    fn sending(&self, statement: &Statement, data: Data, length: u64, flags: SendFlags) -> Op {
        let verb = match statement.name.0.as_str() {
            "write" => SendVerb::Write,
            "sendall" => SendVerb::SendAll,
            _ => SendVerb::Send,
        };
        let bytes = data.bytes(length);
        Op::Send(SendCall { verb, data: data.literal, length, bytes, flags })
    }

    fn socket(&self, expr: &Expr) -> Parsed<String> {
        match &expr.kind {
            Kind::Name(name) => Ok(name.clone()),
            _ => Err(refuse(expr.span, msg!("call-socket-name", found = self.slice(expr.span))).or(expr.span, "sock")),
        }
    }

    /// `buf1`, `&buf1`, `buf1 + 4`: the name counts.
    fn buffer(&self, expr: &Expr) -> Parsed<String> {
        match &expr.kind {
            Kind::Name(name) => return Ok(name.clone()),
            Kind::Address(inner) => return self.buffer(inner),
            Kind::Sum(terms) => {
                if let [(false, first), ..] = &terms[..]
                    && let Kind::Name(name) = &first.kind
                {
                    return Ok(name.clone());
                }
            }
            _ => {}
        }
        Err(refuse(expr.span, msg!("call-buffer-name", found = self.slice(expr.span))).or(expr.span, "buf"))
    }

    /// How many bytes C's length argument takes of the data.
    fn length(&self, expr: &Expr, written: &Expr, data: &Data) -> Parsed<u64> {
        let total = data.total();
        let length = self.number(expr, &total.to_string())?;
        let offer = |refusal: Box<Refusal>| Err(refusal.or(expr.span, total.to_string()));
        if length < 0 {
            return offer(refuse(expr.span, msg!("call-length-negative", length = length.to_string())));
        }
        let pattern = matches!(data.literal, Literal::Bytes(_));
        let most = total + u64::from(!pattern);
        if let Ok(length) = u64::try_from(length)
            && length <= most
        {
            return Ok(length);
        }
        let literal = shortened(self.slice(written.span));
        let length = length.to_string();
        let message = if pattern {
            msg!("call-length-past-pattern", length = length, data = literal)
        } else {
            msg!("call-length-past-literal", length = length, data = literal, bytes = total, with_nul = total + 1)
        };
        offer(refuse(expr.span, message))
    }
}

/// A literal as a sentence can hold it.
fn shortened(text: &str) -> String {
    match text.char_indices().nth(32) {
        Some((cut, _)) => format!("{}…", &text[..cut]),
        None => text.to_owned(),
    }
}
