//! Scripts as plain lines: `client: send(…)`, `server: recv(…)`.

use std::fmt;

use super::{Script, ScriptCall};
use crate::call::{Op, Side, parse_call};
use crate::msg;
use crate::text::{Diagnostic, Span};

/// Reads lines of the form `client: send(…)`. Blank lines and comments are passed over; a line that cannot be read is
/// reported, and the others go on.
pub fn parse_script(text: &str) -> (Script, Vec<Diagnostic>) {
    let mut script = Script::default();
    let mut findings = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        match parse_line(line) {
            Ok(None) => {}
            Ok(Some(call)) => {
                let span = call.span.map(|span| span.shifted(start));
                script.calls.push(ScriptCall { span, ..call });
            }
            Err(finding) => findings.push(finding.shifted(start)),
        }
        start += line.len();
    }
    (script, findings)
}

/// The side that a line begins with, and where the rest of the line begins: `client: …`, `2. Server: …`.
pub fn side_prefix(line: &str) -> Option<(Side, usize)> {
    let body = line.trim_start_matches(|sign: char| {
        sign.is_whitespace() || sign.is_ascii_digit() || "\u{feff}-*+.)>".contains(sign)
    });
    let len = body.find(|sign: char| !sign.is_ascii_alphabetic()).unwrap_or(body.len());
    let side = side_word(&body[..len])?;
    let rest = body[len..].trim_start_matches(['*', '_', ' ', '\t']);
    let rest = rest.strip_prefix(':')?.trim_start_matches(['*', '_']).trim_start();
    Some((side, line.len() - rest.len()))
}

/// The side that a word names.
pub(crate) fn side_word(word: &str) -> Option<Side> {
    match word.to_ascii_lowercase().as_str() {
        "client" | "clients" | "sender" => Some(Side::Client),
        "server" | "servers" | "receiver" => Some(Side::Server),
        _ => None,
    }
}

/// The side that most often makes such a call: what to offer where none is named.
pub(crate) fn usual_side(op: &Op) -> Side {
    if let Op::Recv(_) = op { Side::Server } else { Side::Client }
}

fn parse_line(line: &str) -> Result<Option<ScriptCall>, Diagnostic> {
    let body = line.trim();
    if body.is_empty() || body.starts_with('#') || body.starts_with("//") {
        return Ok(None);
    }
    let at = line.len() - line.trim_start().len();
    let Some((side, start)) = side_prefix(line) else {
        let span = Span::new(at, at + body.len());
        let finding = Diagnostic::error(span, msg!("call-side-missing"));
        return Err(match parse_call(body) {
            Ok(call) => finding.fixed_by(Span::new(at, at), format!("{}: ", usual_side(&call.op).word())),
            Err(_) => finding,
        });
    };
    let text = line[start..].trim_end();
    match parse_call(text) {
        Ok(call) => Ok(Some(ScriptCall { side, call, span: Some(Span::new(start, start + text.len())) })),
        Err(finding) => Err(finding.shifted(start)),
    }
}

impl fmt::Display for Script {
    /// One line for each call: `client: send(sock, "hello!", 6, 0)`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.calls.iter().try_for_each(|line| writeln!(f, "{}: {}", line.side.word(), line.call))
    }
}
