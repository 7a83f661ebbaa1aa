//! Findings as people read them: with the line they stand on in a terminal, or as one sentence.

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use super::{Diagnostic, Fix, Severity, Source, Span, Texts};
use crate::msg;

/// So many findings are shown; of the rest the number.
const SHOWN: usize = 50;
/// A line longer than this many characters is shown in part.
const LONG: usize = 160;

/// Findings for a terminal: first `name:line:column: error: …`, then the line with the place marked, then what to try. The
/// text ends with a line break, and is empty where nothing was found.
pub fn render(findings: &[Diagnostic], source: &Source, texts: &Texts, colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let mut out = String::new();
    for finding in findings.iter().take(SHOWN) {
        out.push_str(&one(finding, source, texts, &renderer));
        out.push('\n');
    }
    if findings.len() > SHOWN {
        out.push_str(&texts.say(&msg!("text-more", count = findings.len() - SHOWN)));
        out.push('\n');
    }
    out
}

fn one(finding: &Diagnostic, source: &Source, texts: &Texts, renderer: &Renderer) -> String {
    let (level, word) = match finding.severity {
        Severity::Error => (Level::ERROR, texts.get("text-error")),
        Severity::Warning => (Level::WARNING, texts.get("text-warning")),
    };
    let place = source.place(finding.span.start);
    let excerpt = Excerpt::of(&source.text, finding.span);
    let name = format!("{}: {word}", source.locate(finding.span.start));
    let snippet = Snippet::source(excerpt.text.as_str())
        .line_start(place.line as usize)
        .fold(false)
        .annotation(AnnotationKind::Primary.span(excerpt.marked.range()));
    let mut group = level.with_name(name).primary_title(texts.say(&finding.message)).element(snippet);
    if let Some(fix) = &finding.fix {
        let corrected = corrected_lines(&source.text, fix);
        let help = texts.say(&msg!("text-try", corrected = corrected));
        group = group.element(Level::HELP.with_name(texts.get("text-help")).message(help));
    }
    renderer.render(&[group])
}

/// A finding about one line as one sentence: `Column 22: … Try 6.`
pub fn sentence(finding: &Diagnostic, line: &str, texts: &Texts) -> String {
    let column = Source::new("", line).place(finding.span.start).column;
    let said = texts.say(&finding.message);
    let Some(fix) = &finding.fix else {
        return texts.say(&msg!("text-sentence", column = column.to_string(), message = said));
    };
    // A word or a number in place of another is clear by itself; anything else is shown within its line.
    let replaced = line.get(fix.span.range()).unwrap_or("");
    let is_word =
        |text: &str| !text.is_empty() && text.chars().all(|sign| sign.is_alphanumeric() || "_-.".contains(sign));
    let clear = is_word(&fix.replacement) && is_word(replaced);
    let column = column.to_string();
    texts.say(&if clear {
        msg!("text-sentence-try-word", column = column, message = said, word = fix.replacement.as_str())
    } else {
        msg!("text-sentence-try-line", column = column, message = said, line = corrected_lines(line, fix))
    })
}

/// The line or lines that a fix touches, once it is applied; of long ones the replacement alone.
fn corrected_lines(text: &str, fix: &Fix) -> String {
    let (start, end) = (text.floor_char_boundary(fix.span.start), text.ceil_char_boundary(fix.span.end));
    let from = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let to = text[end..].find('\n').map_or(text.len(), |at| end + at);
    let lines = format!("{}{}{}", &text[from..start], fix.replacement, &text[end..to]);
    let lines = lines.trim();
    let shown = if lines.chars().count() <= LONG { lines } else { fix.replacement.as_str() };
    match shown.char_indices().nth(LONG) {
        Some((cut, _)) => format!("{}…", &shown[..cut]),
        None => shown.to_owned(),
    }
}

/// The line a span begins on, or the part of it around the span, and where the span lies in that.
struct Excerpt {
    text: String,
    marked: Span,
}

impl Excerpt {
    fn of(text: &str, span: Span) -> Self {
        let start = text.floor_char_boundary(span.start.min(text.len()));
        let from = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let line = text[from..].split('\n').next().unwrap_or("").trim_end_matches('\r');
        let start = (start - from).min(line.len());
        let end = line.floor_char_boundary((span.end.max(span.start) - from).min(line.len())).max(start);
        let before = line[..start].chars().count();
        let left = match before > LONG / 2 && line.chars().count() > LONG {
            true => line[..start].char_indices().nth_back(LONG / 2 - 1).map_or(0, |(at, _)| at),
            false => 0,
        };
        let right = line[start..].char_indices().nth(LONG / 2).map_or(line.len(), |(at, _)| start + at);
        let right = if line.chars().count() > LONG { right } else { line.len() };
        let lead = if left > 0 { "…" } else { "" };
        let tail = if right < line.len() { "…" } else { "" };
        let marked = Span::new(start - left + lead.len(), end.min(right) - left + lead.len());
        Excerpt { text: format!("{lead}{}{tail}", &line[left..right]), marked }
    }
}
