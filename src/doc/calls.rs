//! The calls of a worksheet: in list items that name the side, or in fenced lines that begin with it.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::words::Words;
use crate::call::{Call, Op, Side, parse_call};
use crate::msg;
use crate::script::{Assembler, Missing, Script, ScriptCall, is_loop_text, side_prefix};
use crate::text::{Diagnostic, Span};

/// What the Markdown around the table says.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) title: Option<String>,
    pub(super) script: Script,
    pub(super) findings: Vec<Diagnostic>,
    /// The insides of HTML comments.
    pub(super) comments: Vec<Span>,
}

/// The ranges of a text in which a pipe is no table: fenced code and HTML comments, in order.
pub(super) fn opaque(text: &str) -> Vec<Range<usize>> {
    use pulldown_cmark::CodeBlockKind::Fenced;
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for (event, range) in Parser::new(text).into_offset_iter() {
        let inner = match event {
            Event::Start(Tag::CodeBlock(Fenced(_))) => vec![range],
            Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_) => comments(text, range),
            _ => continue,
        };
        ranges.extend(inner);
    }
    ranges
}

/// The HTML comments in a range, marks included.
fn comments(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = range.start;
    while let Some(open) = text[at..range.end].find("<!--") {
        let open = at + open;
        let close = text[open..range.end].find("-->").map_or(range.end, |close| open + close + 3);
        found.push(open..close);
        at = close;
    }
    found
}

/// Reads the calls of a text whose tables have been blanked out.
pub(super) fn read(text: &str) -> Found {
    let mut reader = Reader {
        text,
        found: Found::default(),
        items: Vec::new(),
        above: None,
        words: Words::default(),
        heading: None,
        seen: 0,
        block_end: 0,
        passed_over: Vec::new(),
        script: Assembler::default(),
        line_end: 0,
    };
    for (event, range) in Parser::new(text).into_offset_iter() {
        reader.event(event, range);
    }
    reader.finish();
    reader.tell_of_passed_over();
    reader.found
}

struct Reader<'a> {
    text: &'a str,
    found: Found,
    /// The list items that are open, the innermost last.
    items: Vec<Item>,
    /// The side that the heading or the paragraph above is about.
    above: Option<Side>,
    words: Words,
    /// The text of the open heading.
    heading: Option<String>,
    /// Up to here calls without backquotes have been looked for.
    seen: usize,
    /// The end of the last code block, whose text is no prose.
    block_end: usize,
    /// Whole calls in running text that says who makes them.
    passed_over: Vec<(Span, Call)>,
    /// The script so far.
    script: Assembler,
    /// The end of the line that was looked at last.
    line_end: usize,
}

#[derive(Debug, Clone, Copy)]
struct Item {
    side: Option<Side>,
    /// An item that begins with `[ ]` or `[x]` is an answer of a question, not a call.
    task: bool,
    fresh: bool,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(Tag::Heading { .. }) => {
                self.heading = Some(String::new());
                self.above = None;
                self.words = Words::default();
            }
            Event::End(TagEnd::Heading(_)) => {
                let title = self.heading.take().map(|title| title.trim().to_owned());
                self.found.title = self.found.title.take().or(title.filter(|title| !title.is_empty()));
                self.look_back();
            }
            Event::Start(Tag::Paragraph) => self.words = Words::default(),
            Event::End(TagEnd::Paragraph) => self.look_back(),
            Event::Start(Tag::Item) => {
                self.words = Words::default();
                let outer = self.items.last().copied();
                let side = outer.map_or(self.above, |item| item.side);
                self.items.push(Item { side, task: outer.is_some_and(|item| item.task), fresh: true });
            }
            Event::End(TagEnd::Item) => {
                self.items.pop();
            }
            Event::Start(Tag::CodeBlock(_)) => {
                self.block(range.clone());
                self.block_end = range.end;
            }
            Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_) => {
                let inner = comments(self.text, range).into_iter().map(|range| Span::new(range.start, range.end));
                self.found.comments.extend(inner);
            }
            Event::Text(_) if range.start < self.block_end => {}
            Event::Text(text) => {
                self.bare_call(range);
                self.prose(&text);
            }
            Event::SoftBreak | Event::HardBreak => self.prose(" "),
            Event::Code(code) => {
                if let Some(title) = &mut self.heading {
                    title.push_str(&code);
                }
                self.code(range);
            }
            _ => {}
        }
    }

    fn prose(&mut self, text: &str) {
        if let Some(title) = &mut self.heading {
            title.push_str(text);
        }
        self.words.hear(text);
        if let Some(item) = self.items.last_mut() {
            let start = text.trim_start();
            item.task |= item.fresh && ["[ ]", "[x]", "[X]", "["].contains(&start.get(..3).unwrap_or(start));
            item.fresh = false;
            item.side = self.words.last.or(item.side);
        }
    }

    /// A heading or a paragraph outside of lists says which side the list below is about, if it names only one.
    fn look_back(&mut self) {
        if self.items.is_empty() && self.words.named != [false; 2] {
            self.above = match self.words.named {
                [true, false] => Some(Side::Client),
                [false, true] => Some(Side::Server),
                _ => None,
            };
        }
    }

    /// A code span: a call, if it stands in a list item and looks like one.
    fn code(&mut self, range: Range<usize>) {
        let inside = code_inside(self.text, range.clone());
        let raw = &self.text[inside.clone()];
        let Some(item) = self.items.last().copied().filter(|item| !item.task) else {
            if self.items.is_empty() && self.heading.is_none() && self.words.last.is_some() && looks_like_a_call(raw) {
                let call = parse_call(raw).ok().filter(|_| !is_mention(raw));
                self.passed_over.extend(call.map(|call| (Span::new(inside.start, inside.end), call)));
            }
            return self.words.hear(raw);
        };
        let (own, skip) = side_prefix(raw).map_or((None, 0), |(side, at)| (Some(side), at));
        let call = &raw[skip..];
        if !looks_like_a_call(call) && !is_loop_text(call) {
            return self.prose(raw);
        }
        let span = Span::new(inside.start + skip, inside.end);
        if is_mention(call) {
            let finding = Diagnostic::warning(span, msg!("doc-mention", call = call.trim()));
            return self.found.findings.push(finding);
        }
        let missing = Missing { message: msg!("doc-side-missing"), at: range.start };
        self.chunk(call, span.start, own.or(item.side), &missing);
    }

    fn finish(&mut self) {
        let (script, findings) = std::mem::take(&mut self.script).finish();
        self.found.script = script;
        self.found.findings.extend(findings);
    }

    /// Running text may speak of the script's calls; a call that stands only there was probably meant to be one of them.
    fn tell_of_passed_over(&mut self) {
        for (span, call) in std::mem::take(&mut self.passed_over) {
            if self.found.script.calls.iter().all(|line| line.call != call) {
                self.found.findings.push(Diagnostic::warning(span, msg!("doc-outside-list", call = call.to_string())));
            }
        }
        self.found.findings.sort_by_key(|finding| finding.span.start);
    }

    /// A call in an item without backquotes: Markdown would change its quotes and underscores, so it is not taken.
    fn bare_call(&mut self, range: Range<usize>) {
        if range.start < self.seen || self.items.last().is_none_or(|item| item.task) {
            return;
        }
        // A line may hold very many text events; its end is looked for once.
        if range.start >= self.line_end {
            self.line_end = self.text[range.start..].find('\n').map_or(self.text.len(), |at| range.start + at);
        }
        let line_end = self.line_end;
        let line = &self.text[range.start..line_end];
        let mut opens = line[..range.len().min(line.len())].match_indices('(');
        let Some((open, _)) = opens.find(|(at, _)| looks_like_a_call(word_before(line, *at))) else {
            return;
        };
        self.seen = line_end;
        let start = open - (word_before(line, open).len() - 1);
        let call = line[start..].match_indices(')').map(|(at, _)| &line[start..=start + at]);
        if let Some(call) = call.take(4).find(|call| parse_call(call).is_ok()) {
            let span = Span::new(range.start + start, range.start + start + call.len());
            let finding = Diagnostic::error(span, msg!("doc-bare-call"));
            self.found.findings.push(finding.fixed_by(span, format!("`{call}`")));
        }
    }

    /// A code block is a script if any of its lines begins with a side.
    fn block(&mut self, range: Range<usize>) {
        let whole = &self.text[range.clone()];
        let fence = whole.trim_start().chars().next().filter(|sign| matches!(sign, '`' | '~'));
        let mut lines = Vec::new();
        let mut start = range.start;
        for line in whole.split_inclusive('\n') {
            // Inside a block quote each line carries its mark.
            let body = line.trim_start_matches(|sign: char| sign.is_whitespace() || sign == '>');
            let is_fence = fence.is_some_and(|sign| {
                let rest = body.trim_start_matches(sign);
                body.len() - rest.len() >= 3 && (start == range.start || rest.trim().is_empty())
            });
            if !is_fence {
                lines.push((start + line.len() - body.len(), body));
            }
            start += line.len();
        }
        if !lines.iter().any(|(_, line)| side_prefix(line).is_some()) {
            return;
        }
        for (start, line) in lines {
            self.script.line(line, start);
        }
        self.found.findings.extend(self.script.findings());
    }

    /// Takes a piece of the script.
    fn chunk(&mut self, text: &str, at: usize, side: Option<Side>, missing: &Missing) {
        self.script.chunk(text, at, side, missing);
        self.found.findings.extend(self.script.findings());
    }
}

/// The inside of a code span: without its backquotes, and without one blank at both ends.
fn code_inside(text: &str, range: Range<usize>) -> Range<usize> {
    let whole = &text[range.clone()];
    let marks = whole.len() - whole.trim_start_matches('`').len();
    if marks * 2 >= whole.len() {
        return range.start..range.start;
    }
    let inside = range.start + marks..range.end - marks;
    let raw = &text[inside.clone()];
    let blank = raw.starts_with(' ') && raw.ends_with(' ') && !raw.trim().is_empty();
    if blank { inside.start + 1..inside.end - 1 } else { inside }
}

/// An identifier, perhaps assigned and with dots, and an opening parenthesis.
fn looks_like_a_call(code: &str) -> bool {
    let Some((head, _)) = code.split_once('(') else { return false };
    let name = |sign: char| sign == '_' || sign.is_alphanumeric();
    let allowed = |sign: char| name(sign) || matches!(sign, '.' | '=' | '*') || sign.is_whitespace();
    head.chars().all(allowed) && head.trim_end().chars().next_back().is_some_and(name)
}

/// The word that ends at a parenthesis, with the parenthesis.
fn word_before(line: &str, open: usize) -> &str {
    let name = |sign: char| sign == '_' || sign == '.' || sign.is_ascii_alphanumeric();
    let start = line[..open].trim_end_matches(name).len();
    &line[start..=open]
}

/// `recv()` and the manual's `recv(2)` are a call's name, not a call.
fn is_mention(code: &str) -> bool {
    let Some((head, rest)) = code.trim().split_once('(') else { return false };
    let inside = rest.trim_end().strip_suffix(')').unwrap_or(rest);
    let plain = !head.contains(['.', '=']);
    plain && (inside.trim().is_empty() || matches!(inside, "2" | "3" | "7") && !head.ends_with("sleep"))
}

/// Whether a call takes a cell of the table.
pub(super) fn is_recv(call: &ScriptCall) -> bool {
    matches!(call.call.op, Op::Recv(_))
}
