//! Worksheets as text again: a new one, or one that was read with other calls in it. Whatever is not a call keeps every byte.
//!
//! What is written is read again before it is given out, so that what is saved is what will be opened.

use std::ops::Range;

use super::settings;
use super::worksheet::parse_worksheet;
use crate::call::Side;
use crate::script::{Script, side_word};
use crate::text::{Source, Span};

/// A small worksheet: a heading and a block of calls.
pub fn new_worksheet(title: &str, script: &Script) -> String {
    format!("# {}\n\n{}", heading(title), block(script, "\n"))
}

/// The worksheet in `text` with the calls of `script`: the same text where the calls are the same; else with other calls in the
/// places where calls stood, or, where that is not enough, with all calls in one block in place of the old ones. None where neither
/// gives these calls when it is read.
pub fn with_calls(text: &str, script: &Script) -> Option<String> {
    let (sheet, _) = parse_worksheet(&Source::new("", text));
    let new = lines(script);
    let old = lines(&sheet.script);
    if old == new && !sheet.lost_calls {
        return Some(text.to_owned());
    }
    let spans: Vec<Span> = sheet.script.calls.iter().filter_map(|line| line.span).collect();
    let tries = [in_place(text, &spans, &old, &new), as_block(text, &with_braces(text, &sheet.script), script)];
    tries.into_iter().flatten().find(|written| {
        let (sheet, _) = parse_worksheet(&Source::new("", written.as_str()));
        !sheet.lost_calls && lines(&sheet.script) == new
    })
}

/// The worksheet in `text` with these words for what a run is made with; the same text where they stand there already.
pub fn with_run(text: &str, words: &str) -> String {
    let (sheet, _) = parse_worksheet(&Source::new("", text));
    match sheet.run {
        Some((old, _)) if old == words => text.to_owned(),
        run => settings::with_run(text, run.map(|(_, span)| span), words),
    }
}

/// The worksheet in `text` under another title, where it begins with this heading.
pub fn with_title(text: &str, old: &str, new: &str) -> String {
    let line = format!("# {}", heading(old));
    match text.strip_prefix(&line) {
        Some(rest) if rest.starts_with(['\r', '\n']) => format!("# {}{rest}", heading(new)),
        _ => text.to_owned(),
    }
}

/// A script's calls as they are printed, one a line.
fn lines(script: &Script) -> Vec<String> {
    script.to_string().lines().map(str::to_owned).collect()
}

/// A fenced block that holds the calls.
fn block(script: &Script, ending: &str) -> String {
    let calls: String = lines(script).into_iter().map(|line| line + ending).collect();
    format!("```{ending}{calls}```{ending}")
}

/// A title that reads as it was meant: the signs of Markdown have a backslash.
fn heading(title: &str) -> String {
    let mut out = String::new();
    for sign in title.trim().chars() {
        if sign.is_control() {
            out.push(' ');
        } else {
            if "\\`*_[]<>#&~|!$".contains(sign) {
                out.push('\\');
            }
            out.push(sign);
        }
    }
    out
}

/// One way from the old calls to the new ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Turn {
    Keep(usize),
    Replace(usize, usize),
    Remove(usize),
    Insert(usize),
}

/// What stays, what becomes another call of the same side, what goes, what comes: along a longest common part.
fn turns(old: &[String], new: &[String]) -> Vec<Turn> {
    let mut length = vec![vec![0u32; new.len() + 1]; old.len() + 1];
    for at in (0..old.len()).rev() {
        for to in (0..new.len()).rev() {
            length[at][to] = if old[at] == new[to] {
                length[at + 1][to + 1] + 1
            } else {
                length[at + 1][to].max(length[at][to + 1])
            };
        }
    }
    let (mut at, mut to) = (0, 0);
    let mut turns = Vec::new();
    while at < old.len() || to < new.len() {
        let both = at < old.len() && to < new.len();
        if both && old[at] == new[to] {
            turns.push(Turn::Keep(at));
            (at, to) = (at + 1, to + 1);
        } else if both && side_of(&old[at]) == side_of(&new[to]) && length[at + 1][to + 1] == length[at][to] {
            turns.push(Turn::Replace(at, to));
            (at, to) = (at + 1, to + 1);
        } else if to == new.len() || (at < old.len() && length[at + 1][to] >= length[at][to + 1]) {
            turns.push(Turn::Remove(at));
            at += 1;
        } else {
            turns.push(Turn::Insert(to));
            to += 1;
        }
    }
    turns
}

/// Scripts longer than this are compared too slowly; they are written as a block.
const MOST_COMPARED: usize = 2000;

fn side_of(line: &str) -> Option<Side> {
    side_word(line.split(':').next()?)
}

fn call_of(line: &str) -> &str {
    line.split_once(": ").map_or(line, |(_, call)| call)
}

/// New calls where old ones stood. A call that is added gets a line like its neighbour's; none where a line holds more than a call,
/// or names no side to change.
fn in_place(text: &str, spans: &[Span], old: &[String], new: &[String]) -> Option<String> {
    if spans.len() != old.len() || spans.is_empty() || new.is_empty() || old.len().max(new.len()) > MOST_COMPARED {
        return None;
    }
    let homes: Vec<Range<usize>> = spans.iter().map(|span| item_around(text, *span, spans)).collect();
    let alone = |call: usize| homes.iter().filter(|home| **home == homes[call]).count() == 1;
    let numbered = numbered(text, &homes);
    let mut out = String::new();
    // Where the text was copied up to, and the last call that was met: what comes is put behind it.
    let mut at = 0;
    let mut last: Option<usize> = None;
    let mut written = 0;
    let number = |line: &str, written: usize| match numbered {
        Some(first) => renumbered(line, first + written),
        None => line.to_owned(),
    };
    for turn in turns(old, new) {
        match turn {
            Turn::Keep(call) | Turn::Replace(call, _) => {
                let home = &homes[call];
                if at <= home.start {
                    out.push_str(&text[at..home.start]);
                    out.push_str(&number(&text[home.start..spans[call].start], written));
                } else {
                    out.push_str(&text[at..spans[call].start]);
                }
                let typed = &text[spans[call].range()];
                out.push_str(if let Turn::Replace(_, to) = turn { call_of(&new[to]) } else { typed });
                at = spans[call].end;
                last = Some(call);
                written += 1;
            }
            Turn::Remove(call) => {
                if !alone(call) {
                    return None;
                }
                if at < homes[call].start {
                    out.push_str(&text[at..homes[call].start]);
                }
                at = homes[call].end;
                last = Some(call);
            }
            Turn::Insert(to) => {
                let side = side_of(&new[to])?;
                let like = pattern(old, side, last.unwrap_or(0));
                if !alone(like) || last.is_some_and(|last| !alone(last)) {
                    return None;
                }
                // To the end of the line that the last call stands on; before the first call, to the beginning of its line.
                let end = last.map_or(homes[0].start, |last| homes[last].end);
                if at < end {
                    out.push_str(&text[at..end]);
                    at = end;
                }
                let ending = ending(text);
                if !out.is_empty() && !out.ends_with('\n') {
                    out.push_str(ending);
                }
                let line = like_line(text, &homes[like], spans[like], side_of(&old[like])?, side, call_of(&new[to]))?;
                out.push_str(&number(&line, written));
                if !line.ends_with('\n') {
                    out.push_str(ending);
                }
                written += 1;
            }
        }
    }
    out.push_str(&text[at.min(text.len())..]);
    Some(out)
}

/// The call whose line a new one's is made after: one of its side, the nearest; else the nearest.
fn pattern(old: &[String], side: Side, near: usize) -> usize {
    let of_side = (0..old.len()).filter(|call| side_of(&old[*call]) == Some(side));
    of_side.min_by_key(|call| call.abs_diff(near)).unwrap_or(near.min(old.len() - 1))
}

/// A line with another call, and with the other side's name where that is another.
fn like_line(text: &str, home: &Range<usize>, span: Span, was: Side, side: Side, call: &str) -> Option<String> {
    let (before, after) = (&text[home.start..span.start], &text[span.end..home.end]);
    let mut before = before.to_owned();
    if was != side {
        let word = |side: Side, upper: bool| {
            let word = side.word();
            if upper { word[..1].to_uppercase() + &word[1..] } else { word.to_owned() }
        };
        let found = [false, true].into_iter().find_map(|upper| Some((before.rfind(&word(was, upper))?, upper)));
        let (at, upper) = found?;
        before.replace_range(at..at + was.word().len(), &word(side, upper));
    }
    Some(format!("{before}{call}{after}"))
}

/// The first number, where the calls stand in a list that counts them one by one.
fn numbered(text: &str, homes: &[Range<usize>]) -> Option<usize> {
    let number = |home: &Range<usize>| {
        let line = text[home.clone()].trim_start_matches([' ', '\t', '>']);
        let digits = line.len() - line.trim_start_matches(|sign: char| sign.is_ascii_digit()).len();
        let marked = line[digits..].starts_with(['.', ')']);
        line[..digits].parse::<usize>().ok().filter(|number| marked && *number < 1_000_000)
    };
    let first = number(homes.first()?)?;
    homes.iter().enumerate().all(|(at, home)| number(home) == Some(first + at)).then_some(first)
}

/// The beginning of a line with another number.
fn renumbered(line: &str, number: usize) -> String {
    let body = line.trim_start_matches([' ', '\t', '>']);
    let rest = body.trim_start_matches(|sign: char| sign.is_ascii_digit());
    if rest.len() == body.len() || !rest.starts_with(['.', ')']) {
        return line.to_owned();
    }
    format!("{}{number}{rest}", &line[..line.len() - body.len()])
}

/// The whole lines in which a span lies.
fn line_around(text: &str, span: Span) -> Range<usize> {
    let start = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[span.end..].find('\n').map_or(text.len(), |at| span.end + at + 1);
    start..end
}

/// The line of a call, and the lines that go on with its sentence where it is an item of a list.
fn item_around(text: &str, span: Span, calls: &[Span]) -> Range<usize> {
    let mut item = line_around(text, span);
    let is_item = |line: &str| {
        let body = line.trim_start_matches([' ', '\t', '>']);
        let digits = body.trim_start_matches(|sign: char| sign.is_ascii_digit());
        body.starts_with(['-', '*', '+']) || (digits.len() < body.len() && digits.starts_with(['.', ')']))
    };
    if !is_item(&text[item.clone()]) {
        return item;
    }
    while let Some(next) = text[item.end..].split_inclusive('\n').next() {
        let range = item.end..item.end + next.len();
        let body = next.trim();
        let other = body.is_empty() || is_item(next) || body.starts_with(['#', '|', '`', '~', '>', '<']);
        if other || calls.iter().any(|call| range.contains(&call.start)) {
            break;
        }
        item.end = range.end;
    }
    item
}

/// How lines end in this text.
fn ending(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

/// The places of all calls, and of the heads and closing braces of loops that stand on lines of their own.
fn with_braces(text: &str, script: &Script) -> Vec<Span> {
    let mut spans: Vec<Span> = script.calls.iter().filter_map(|line| line.span).collect();
    for each in &script.loops {
        spans.extend(each.span);
        let Some(last) = script.calls[each.calls.clone()].last().and_then(|line| line.span) else { continue };
        let mut start = line_around(text, last).end;
        let brace = text[start..].split_inclusive('\n').find_map(|line| {
            let at = start;
            start += line.len();
            let alone = line.trim_matches(|sign: char| sign.is_whitespace() || "-*+>`".contains(sign)) == "}";
            alone.then(|| Span::new(at, at + line.trim_end().len()))
        });
        // One that stands behind its last call closes the loop before any other line does.
        let own = text[last.end..line_around(text, last).end].contains('}');
        spans.extend(brace.filter(|_| !own));
    }
    spans.sort_by_key(|span| (span.start, span.end));
    spans
}

/// All calls in one block, where the first one stood: in a fence of its own, or in the fence it was in.
fn as_block(text: &str, spans: &[Span], script: &Script) -> Option<String> {
    let ending = ending(text);
    let calls: String = lines(script).into_iter().map(|line| line + ending).collect();
    let Some(first) = spans.first() else {
        // No call was there: at the end.
        let gap = if text.is_empty() || text.ends_with('\n') { "" } else { ending };
        return Some(format!("{text}{gap}{ending}{}", block(script, ending)));
    };
    let fences = fences(text);
    let fence_of = |span: &Span| fences.iter().find(|fence| fence.contains(&span.start));
    let mut gone: Vec<Range<usize>> = Vec::new();
    for span in spans {
        // All lines of a block that holds calls are calls, comments and the words of loops.
        let range = fence_of(span).cloned().unwrap_or_else(|| line_around(text, *span));
        if gone.last().is_none_or(|last| last.end <= range.start) {
            gone.push(range);
        }
    }
    let mut out = String::new();
    let mut at = 0;
    for (index, range) in gone.iter().enumerate() {
        out.push_str(&text[at..range.start]);
        if index == 0 {
            if fence_of(first).is_some() {
                out.push_str(&calls);
            } else {
                if !out.is_empty() && !out.ends_with(&format!("{ending}{ending}")) {
                    out.push_str(ending);
                }
                out.push_str(&block(script, ending));
                if gone.len() == 1 && !text[range.end..].starts_with(ending) {
                    out.push_str(ending);
                }
            }
        }
        at = range.end;
    }
    out.push_str(&text[at..]);
    Some(out)
}

/// The insides of fenced blocks: whole lines, without the fences.
fn fences(text: &str) -> Vec<Range<usize>> {
    use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag};
    let blocks = Parser::new(text).into_offset_iter().filter_map(|(event, range)| match event {
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) => Some(range),
        _ => None,
    });
    blocks
        .filter_map(|range| {
            let start = range.start + text[range.clone()].find('\n')? + 1;
            let inside = text[start..range.end].trim_end();
            let end = inside.rfind('\n').map_or(start, |at| start + at + 1);
            let closed = inside[end - start..].trim_start_matches([' ', '>', '\t']).starts_with(['`', '~']);
            Some(start..if closed { end } else { range.end })
        })
        .collect()
}
