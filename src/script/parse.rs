//! Scripts as plain lines: `client: send(…)`, `server: recv(…)`.

use std::fmt;

use super::assemble::{Assembler, Missing, is_loop_text};
use super::{LoopKind, Script, ScriptCall};
use crate::call::{Op, Side, parse_call};
use crate::msg;
use crate::text::{Diagnostic, Fix, Message, Span};

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

/// Reads a line as it is typed by one side: a call, or a loop on one line.
pub fn parse_typed(text: &str, side: Side) -> Result<Script, Box<Diagnostic>> {
    if !is_loop_text(text) {
        let call = parse_call(text).map_err(|mut finding| {
            finding.fix = match call_until_eof(text) {
                Some(line) => Some(Fix { span: Span::new(0, text.len()), replacement: line }),
                None => finding.fix.take().filter(|fix| !is_loop_text(&fix.apply(text))),
            };
            finding
        })?;
        return Ok(Script { calls: vec![ScriptCall { side, call, span: None }], loops: Vec::new() });
    }
    let read = |text: &str| {
        let mut assembler = Assembler::default();
        assembler.chunk(text, 0, Some(side), &Missing { message: msg!("call-side-missing"), at: 0 });
        let (script, findings) = assembler.finish();
        match findings.into_iter().next() {
            None => Ok(script),
            Some(finding) => Err(Box::new(finding)),
        }
    };
    let mut finding = match read(text) {
        Ok(mut script) => {
            script.calls.iter_mut().for_each(|line| line.span = None);
            script.loops.iter_mut().for_each(|each| each.span = None);
            return Ok(script);
        }
        Err(finding) => finding,
    };
    // Only a correction after which it is a line is one; of several faults all are corrected.
    let Some(first) = finding.fix.take() else { return Err(finding) };
    let mut whole = first.apply(text);
    for _ in 0..MOST_FAULTS {
        match read(&whole).map_err(|finding| finding.fix) {
            Ok(_) => {
                finding.fix = Some(if whole == first.apply(text) {
                    first
                } else {
                    Fix { span: Span::new(0, text.len()), replacement: whole }
                });
                break;
            }
            Err(Some(fix)) => whole = fix.apply(&whole),
            Err(None) => break,
        }
    }
    Err(finding)
}

/// `recv until eof`: the loop is meant around the call that stands before it.
fn call_until_eof(text: &str) -> Option<String> {
    let call = text.trim().strip_suffix("eof")?.trim_end().strip_suffix("until")?.trim_end_matches(['{', ' ']);
    let call = match parse_call(call) {
        Ok(call) => call,
        Err(finding) => parse_call(&finding.fix?.apply(call)).ok()?,
    };
    let line = format!("until eof {{ {call} }}");
    let side = Side::Server;
    parse_lines(&[line.as_str()], side).is_ok().then_some(line)
}

/// Reads several lines that were typed: those that name no side are `side`'s.
///
/// # Errors
/// The index of the line that cannot be read, and why.
pub fn parse_lines(lines: &[&str], side: Side) -> Result<Script, (usize, Message)> {
    let mut assembler = Assembler::default();
    let fault = |found: Vec<Diagnostic>| found.into_iter().next().map(|found| found.message);
    // In a loop of both sides each line names its own.
    let sided = lines.iter().any(|line| side_prefix(line).is_some());
    for (index, line) in lines.iter().enumerate() {
        let (own, from) = side_prefix(line).map_or((None, 0), |(side, from)| (Some(side), from));
        let text = line[from..].trim();
        let head = sided && own.is_none() && is_loop_text(text);
        let own = if head { None } else { own.or((!assembler.is_open()).then_some(side)) };
        let missing = Missing { message: msg!("call-side-missing"), at: 0 };
        assembler.chunk(text, 0, own, &missing);
        if let Some(why) = fault(assembler.findings()) {
            return Err((index, why));
        }
    }
    let (mut script, found) = assembler.finish();
    if let Some(why) = fault(found) {
        return Err((lines.len().saturating_sub(1), why));
    }
    script.calls.iter_mut().for_each(|line| line.span = None);
    script.loops.iter_mut().for_each(|each| each.span = None);
    Ok(script)
}

/// How many faults of one line are corrected at once.
const MOST_FAULTS: usize = 3;

impl Assembler {
    /// Takes a whole line, which begins at byte `start`.
    pub(crate) fn line(&mut self, line: &str, start: usize) {
        let line = line.trim_end();
        let body = line.trim_start();
        if body.is_empty() || body.starts_with('#') || body.starts_with("//") {
            return;
        }
        let at = line.len() - body.len();
        let (side, from) = side_prefix(line).map_or((None, at), |(side, from)| (Some(side), from));
        let missing = Missing { message: msg!("call-side-missing"), at: start + at };
        self.chunk(&line[from..], start + from, side, &missing);
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
