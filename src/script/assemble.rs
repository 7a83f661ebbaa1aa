//! From pieces of text to a script: calls one after the other, and the loops around them.

use super::loops::ends_a_loop;
use super::{Loop, LoopKind, MAX_BYTES, MAX_MADE, MAX_ROUNDS, Script, ScriptCall, parse::side_prefix, usual_side};
use crate::call::{Side, Tok, Token, lex, parse_call};
use crate::msg;
use crate::text::{Diagnostic, Message, Span};

/// What to say of a call that names no side.
#[derive(Debug, Clone)]
pub(crate) struct Missing {
    /// The finding.
    pub(crate) message: Message,
    /// Where the side may be put in front, in the whole text.
    pub(crate) at: usize,
}

/// A script under construction. Pieces come in the order of the text; all places are byte offsets in the whole text.
#[derive(Debug, Default)]
pub(crate) struct Assembler {
    pub(crate) script: Script,
    findings: Vec<Diagnostic>,
    open: Option<Open>,
    /// Loops inside the open one, which are refused: how many `}` belong to them.
    inner: usize,
    /// Bytes that all sends have together, with all rounds.
    bytes: u64,
    /// Calls that are made, with all rounds.
    made: u64,
    /// The end of the last piece.
    end: usize,
}

/// A loop whose `}` has not come yet.
#[derive(Debug)]
struct Open {
    /// None where the head cannot be understood: its lines are taken as if it were not there.
    kind: Option<LoopKind>,
    side: Option<Side>,
    head: Span,
    first: usize,
    findings: usize,
}

/// Whether a text holds (a part of) a loop: a head, or a brace.
pub(crate) fn is_loop_text(text: &str) -> bool {
    let tokens = lex(text);
    head_word(text, &tokens).is_some() || tokens.first().is_some_and(|token| token.tok == Tok::Punct('}'))
}

/// The first word, if it begins a loop: here, or in the languages that people know.
fn head_word<'a>(text: &'a str, tokens: &[Token]) -> Option<&'a str> {
    let [first, second, ..] = tokens else { return None };
    let word = &text[first.span.range()];
    let whole = |word: &str| match word {
        "repeat" | "until" => true,
        // `while (…) {`, `for i in range(10):`, `loop {`: there are no such calls.
        "while" | "for" | "loop" | "do" => true,
        _ => false,
    };
    // `repeat = …`, `until eof = …` (a declaration), `loop.send(…)` are calls.
    let assigned = tokens.iter().take(3).any(|token| token.tok == Tok::Punct('='));
    let call = assigned || second.tok == Tok::Punct('.');
    (first.tok == Tok::Name && whole(word) && !call).then_some(word)
}

impl Assembler {
    /// Takes a piece of the text that begins at byte `at`: a call, or what belongs to a loop. `side` is whose it is.
    pub(crate) fn chunk(&mut self, text: &str, at: usize, side: Option<Side>, missing: &Missing) {
        self.end = at + text.len();
        let tokens = lex(text);
        if self.open.is_none() && self.inner == 0 && !is_loop_text(text) {
            return self.statement(text, at, side, missing);
        }
        let mut from = 0; // the first token of the statement under way
        let mut next = 0;
        while next < tokens.len() {
            let token = tokens[next];
            match token.tok {
                Tok::Punct('{') => {
                    let head = &tokens[from..next];
                    self.open_loop(text, at, head, token, side);
                    (from, next) = (next + 1, next + 1);
                }
                Tok::Punct('}') => {
                    self.statement_of(text, at, &tokens[from..next], side, missing);
                    let alone = side.is_some() && from == 0 && next + 1 == tokens.len();
                    self.close(Span::new(token.span.start, token.span.end).shifted(at), alone);
                    (from, next) = (next + 1, next + 1);
                }
                Tok::Punct(';') => {
                    self.statement_of(text, at, &tokens[from..next], side, missing);
                    (from, next) = (next + 1, next + 1);
                }
                _ => next += 1,
            }
        }
        let rest = &tokens[from..];
        match rest {
            [first, .., last] if head_word(text, rest).is_some() => {
                let span = Span::new(first.span.start, last.span.end).shifted(at);
                let finding = Diagnostic::error(span, msg!("loop-brace-missing"));
                self.findings.push(finding.fixed_by(Span::new(span.end, span.end), " {"));
            }
            _ => self.statement_of(text, at, rest, side, missing),
        }
    }

    fn statement_of(&mut self, text: &str, at: usize, tokens: &[Token], side: Option<Side>, missing: &Missing) {
        let real = |token: &&Token| token.tok != Tok::Comment;
        let (Some(first), Some(last)) = (tokens.iter().find(real), tokens.iter().rfind(real)) else { return };
        let span = Span::new(first.span.start, last.span.end);
        let missing = Missing { message: missing.message.clone(), at: at + span.start };
        self.statement(&text[span.range()], at + span.start, side, &missing);
    }

    /// One call, perhaps with its side in front.
    fn statement(&mut self, text: &str, at: usize, side: Option<Side>, missing: &Missing) {
        let (own, from) = match self.open {
            Some(_) => side_prefix(text).map_or((None, 0), |(side, from)| (Some(side), from)),
            None => (None, 0),
        };
        let around = self.open.as_ref().and_then(|open| open.side);
        let body = &text[from..];
        let span = Span::new(at + from, at + text.len());
        match (parse_call(body), own.or(side).or(around)) {
            (Ok(call), Some(side)) => self.take(ScriptCall { side, call, span: Some(span) }),
            (Ok(call), None) => {
                let finding = Diagnostic::error(span, missing.message.clone());
                let place = Span::new(missing.at, missing.at);
                self.findings.push(finding.fixed_by(place, format!("{}: ", usual_side(&call.op).word())));
            }
            (Err(_), None) if self.open.is_none() && missing.message.key == "call-side-missing" => {
                self.findings.push(Diagnostic::error(span, missing.message.clone()));
            }
            (Err(finding), _) => self.findings.push(finding.shifted(at + from)),
        }
    }

    /// Takes a call into the script, while there is room for its bytes.
    fn take(&mut self, line: ScriptCall) {
        self.made += 1;
        self.bytes += line.call.as_send().map_or(0, |send| send.length);
        if self.bytes > MAX_BYTES {
            self.too_large(line.span.unwrap_or_default());
        } else {
            self.script.calls.push(line);
        }
    }

    fn too_large(&mut self, span: Span) {
        let message = msg!("doc-script-too-large", limit = (MAX_BYTES >> 20).to_string());
        self.findings.push(Diagnostic::error(span, message));
    }

    fn open_loop(&mut self, text: &str, at: usize, head: &[Token], brace: Token, side: Option<Side>) {
        let span = Span::new(head.first().map_or(brace.span.start, |first| first.span.start), brace.span.end);
        let place = span.shifted(at);
        if self.open.is_some() {
            self.inner += 1;
            self.findings.push(Diagnostic::error(place, msg!("loop-nested")));
            return;
        }
        let findings = self.findings.len();
        let kind = match read_head(text, head) {
            Ok(kind) => Some(kind),
            Err((message, instead)) => {
                let finding = Diagnostic::error(place, message);
                let before = Span::new(span.start, brace.span.start).shifted(at);
                self.findings.push(match instead {
                    Some(instead) => finding.fixed_by(before, format!("{instead} ")),
                    None => finding,
                });
                None
            }
        };
        self.open = Some(Open { kind, side, head: place, first: self.script.calls.len(), findings });
    }

    /// Ends the open loop. `alone`: only a side stands beside the brace, so that without it
    /// the line would say nothing.
    fn close(&mut self, brace: Span, alone: bool) {
        if self.inner > 0 {
            self.inner -= 1;
            return;
        }
        let Some(open) = self.open.take() else {
            let finding = Diagnostic::error(brace, msg!("loop-not-open"));
            return self.findings.push(if alone { finding } else { finding.fixed_by(brace, "") });
        };
        let calls = open.first..self.script.calls.len();
        let Some(kind) = open.kind else { return };
        let lines = &self.script.calls[calls.clone()];
        if lines.is_empty() {
            if self.findings.len() == open.findings {
                self.findings.push(Diagnostic::error(open.head, msg!("loop-empty")));
            }
            return;
        }
        match kind {
            LoopKind::UntilEof => {
                if let Some(other) = lines.iter().find(|line| line.side != lines[0].side) {
                    let span = other.span.unwrap_or(open.head);
                    let message = msg!("loop-one-side", side = lines[0].side.word());
                    return self.findings.push(Diagnostic::error(span, message));
                }
                if !lines.iter().any(ends_a_loop) {
                    if self.findings.len() == open.findings {
                        self.findings.push(Diagnostic::error(open.head, msg!("loop-endless")));
                    }
                    return;
                }
            }
            LoopKind::Repeat(rounds) => {
                let more = u64::from(rounds - 1);
                let sent = lines.iter().filter_map(|line| line.call.as_send()).map(|send| send.length).sum::<u64>();
                self.bytes += sent.saturating_mul(more);
                self.made += lines_more(lines.len(), more);
                if self.bytes > MAX_BYTES || self.made > MAX_MADE {
                    if self.bytes > MAX_BYTES {
                        self.too_large(open.head);
                    } else {
                        let message = msg!("loop-too-many-calls", limit = MAX_MADE);
                        self.findings.push(Diagnostic::error(open.head, message));
                    }
                    // What does not fit is left out, so that what follows may.
                    self.bytes -= sent.saturating_mul(more);
                    self.made -= lines_more(calls.len(), more);
                    return;
                }
            }
        }
        self.script.loops.push(Loop { calls, kind, span: Some(open.head) });
    }

    /// Whether a loop is open.
    pub(crate) fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// What was found since the last time.
    pub(crate) fn findings(&mut self) -> Vec<Diagnostic> {
        std::mem::take(&mut self.findings)
    }

    /// No more text comes.
    pub(crate) fn finish(mut self) -> (Script, Vec<Diagnostic>) {
        if let Some(open) = self.open.take() {
            let finding = Diagnostic::error(open.head, msg!("loop-not-closed"));
            let end = Span::new(self.end, self.end);
            let close = " }".repeat(1 + self.inner);
            self.findings.push(finding.fixed_by(end, close));
        }
        (self.script, self.findings)
    }
}

fn lines_more(lines: usize, more: u64) -> u64 {
    lines as u64 * more
}

/// What a head says, or what is wrong with it and the head that would be right.
fn read_head(text: &str, head: &[Token]) -> Result<LoopKind, (Message, Option<String>)> {
    let word = |token: &Token| &text[token.span.range()];
    let shape = |head: &[Token]| -> Vec<&str> { head.iter().map(word).collect() };
    let words = shape(head);
    match words[..] {
        ["until", "eof"] => return Ok(LoopKind::UntilEof),
        ["until", ..] => return Err((msg!("loop-until-what"), Some("until eof".to_owned()))),
        _ => {}
    }
    let number = head.iter().filter(|token| token.tok == Tok::Number).find_map(|token| word(token).parse::<u64>().ok());
    let ["repeat", ..] = words[..] else {
        return Err((msg!("loop-head"), None));
    };
    match (&words[1..], number) {
        ([_], Some(rounds @ 1..=MAX_ROUNDS)) => Ok(LoopKind::Repeat(rounds as u32)),
        (_, Some(0)) => Err((msg!("loop-rounds", limit = MAX_ROUNDS), Some("repeat 1".to_owned()))),
        (_, Some(rounds)) if rounds > MAX_ROUNDS => {
            Err((msg!("loop-rounds", limit = MAX_ROUNDS), Some(format!("repeat {MAX_ROUNDS}"))))
        }
        (_, Some(rounds)) => Err((msg!("loop-repeat-what"), Some(format!("repeat {rounds}")))),
        (_, None) => Err((msg!("loop-repeat-what"), Some("repeat 10".to_owned()))),
    }
}
