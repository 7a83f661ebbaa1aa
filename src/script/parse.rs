//! Scripts as plain lines: `client: send(…)`, `server: recv(…)`.

use std::fmt;

use super::assemble::{Assembler, Missing};
use super::{LoopKind, Script};
use crate::call::{Op, Side};
use crate::msg;
use crate::text::Diagnostic;

/// Reads lines of the form `client: send(…)`, and loops: `server: until eof { recv(…) }` on one line, or a head, lines and
/// `}`, with the side at the head or at each line. Blank lines and comments are passed over; a line that cannot be read is
/// reported, and the others go on.
pub fn parse_script(text: &str) -> (Script, Vec<Diagnostic>) {
    let mut findings = Vec::new();
    let script = read(text, &mut findings);
    let errors = findings.len();
    // A correction of a loop changes what the other lines mean: shown only where it works.
    for finding in findings.iter_mut().filter(|finding| finding.message.key.starts_with("loop-")) {
        let Some(fix) = &finding.fix else { continue };
        let mut left = Vec::new();
        read(&fix.apply(text), &mut left);
        if left.len() >= errors {
            finding.fix = None;
        }
    }
    (script, findings)
}

fn read(text: &str, findings: &mut Vec<Diagnostic>) -> Script {
    let mut assembler = Assembler::default();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        assembler.line(line, start);
        start += line.len();
    }
    let (script, found) = assembler.finish();
    findings.extend(found);
    script
}

impl Assembler {
    /// Takes a whole line, which begins at byte `start`.
    pub(crate) fn line(&mut self, line: &str, start: usize) {
        let body = line.trim();
        if body.is_empty() || body.starts_with('#') || body.starts_with("//") {
            return;
        }
        let at = line.len() - line.trim_start().len();
        let (side, from) = side_prefix(line).map_or((None, at), |(side, from)| (Some(side), from));
        let missing = Missing { message: msg!("call-side-missing"), at: start + at };
        self.chunk(line[from..].trim_end(), start + from, side, &missing);
    }
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

impl fmt::Display for Script {
    /// One line for each call: `client: send(sock, "hello!", 6, 0)`. A loop of one side stands on one line, a loop of both
    /// sides on several.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut at = 0;
        let mut loops = self.loops.iter().peekable();
        while at < self.calls.len() {
            let Some(each) = loops.next_if(|each| each.calls.start <= at) else {
                let line = &self.calls[at];
                writeln!(f, "{}: {}", line.side.word(), line.call)?;
                at += 1;
                continue;
            };
            let lines = &self.calls[each.calls.clone()];
            let one_side = lines.iter().all(|line| line.side == lines[0].side);
            if one_side || each.kind == LoopKind::UntilEof {
                let calls: Vec<String> = lines.iter().map(|line| line.call.to_string()).collect();
                writeln!(f, "{}: {} {{ {} }}", lines[0].side.word(), each.kind, calls.join("; "))?;
            } else {
                writeln!(f, "{} {{", each.kind)?;
                lines.iter().try_for_each(|line| writeln!(f, "    {}: {}", line.side.word(), line.call))?;
                writeln!(f, "}}")?;
            }
            at = each.calls.end;
        }
        Ok(())
    }
}
