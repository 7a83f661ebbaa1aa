//! From text to one statement: `[type] [name =] path(arguments) [;]`.

use super::expr::{Expr, Parser};
use super::lexer::{Tok, Token, lex};
use super::refusal::{Parsed, Refusal, refuse};
use crate::msg;
use crate::text::Span;

/// A statement that calls one function.
#[derive(Debug)]
pub(super) struct Statement {
    /// The variable before `=`.
    pub(super) target: Option<(String, Span)>,
    /// What stands before the last dot, if there is one.
    pub(super) object: Option<(String, Span)>,
    /// The function's name.
    pub(super) name: (String, Span),
    /// The arguments.
    pub(super) args: Vec<Expr>,
    /// Between the parentheses.
    pub(super) inside: Span,
}

impl<'a> Parser<'a> {
    /// A parser of a text; refuses what no token can be made of.
    pub(super) fn new(text: &'a str) -> Parsed<Self> {
        let mut tokens = lex(text);
        for token in &tokens {
            match token.tok {
                Tok::SmartQuote => return Err(smart_quotes(text, &tokens, token.span)),
                Tok::OpenText => return Err(open_text(text, token.span)),
                Tok::OpenComment => {
                    let end = Span::new(text.len(), text.len());
                    return Err(refuse(token.span, msg!("call-open-comment")).or(end, " */"));
                }
                Tok::Odd(_) => {
                    let sign = &text[token.span.range()];
                    return Err(refuse(token.span, msg!("call-odd-sign", sign = sign)).or(token.span, ""));
                }
                _ => {}
            }
        }
        tokens.retain(|token| token.tok != Tok::Comment);
        Ok(Parser { text, tokens, at: 0, depth: 0 })
    }

    /// The whole text as one statement.
    pub(super) fn statement(&mut self) -> Parsed<Statement> {
        if self.tokens.is_empty() {
            return Err(refuse(Span::new(0, self.text.len()), msg!("call-empty")));
        }
        self.skip_void_cast();
        let target = self.target()?;
        let mut name = self.name()?;
        let start = name.1.start;
        let mut object = None;
        while self.take('.') {
            object = Some(Span::new(start, name.1.end));
            name = self.name()?;
        }
        let object = object.map(|span| (self.slice(span).to_owned(), span));
        let open = self.here();
        if !self.take('(') {
            return Err(self.no_parenthesis(&name));
        }
        let (args, close) = self.arguments()?;
        let statement = Statement { target, object, name, args, inside: Span::new(open.end, close.start) };
        self.nothing_more()?;
        Ok(statement)
    }

    fn skip_void_cast(&mut self) {
        if let [open, name, close, ..] = self.tokens[..]
            && (open.tok, close.tok) == (Tok::Punct('('), Tok::Punct(')'))
            && self.slice(name.span) == "void"
        {
            self.at = 3;
        }
    }

    /// `n =`, `ssize_t n =`, `unsigned char *p =`: the last name before the sign.
    fn target(&mut self) -> Parsed<Option<(String, Span)>> {
        let signs = self.tokens[self.at..].iter();
        let Some(len) = signs.take_while(|t| t.tok != Tok::Punct('(')).position(|t| t.tok == Tok::Punct('=')) else {
            return Ok(None);
        };
        let before = &self.tokens[self.at..self.at + len];
        let equals = self.tokens[self.at + len].span;
        let odd = before.iter().find(|t| !matches!(t.tok, Tok::Name | Tok::Punct('*' | '.')));
        let (Some(last), None) = (before.last().filter(|t| t.tok == Tok::Name), odd) else {
            let span = odd.map_or(equals, |t| t.span);
            let start = before.first().map_or(equals.start, |t| t.span.start);
            return Err(refuse(span, msg!("call-target"))
                .or(Span::new(span.start, equals.end), "=")
                .or(Span::new(start, equals.end), ""));
        };
        let target = (self.slice(last.span).to_owned(), last.span);
        self.at += len + 1;
        Ok(Some(target))
    }

    fn no_parenthesis(&self, name: &(String, Span)) -> Box<Refusal> {
        let here = self.here();
        let end = self.tokens.last().map_or(0, |token| token.span.end);
        let (inside, closed) = (self.text[name.1.end..end].trim(), self.text[..end].ends_with(')'));
        let close = if closed { "" } else { ")" };
        refuse(
            if here.start == here.end { name.1 } else { here },
            msg!("call-open-parenthesis", name = name.0.as_str()),
        )
        .or(Span::new(name.1.end, end), format!("({inside}{close}"))
        .or(Span::new(name.1.end, end), "()")
    }

    /// After the call may stand `;` and nothing else.
    fn nothing_more(&mut self) -> Parsed<()> {
        let behind = self.behind();
        while self.take(';') {}
        let Some(next) = self.peek() else { return Ok(()) };
        let rest = Span::new(next.span.start, self.tokens.last().map_or(next.span.end, |token| token.span.end));
        if self.slice(rest).contains('(') && next.tok == Tok::Name {
            return Err(refuse(rest, msg!("call-two-calls")).or(Span::new(behind, rest.end), ""));
        }
        Err(refuse(rest, msg!("call-nothing-more", found = self.slice(next.span))).or(Span::new(behind, rest.end), ""))
    }
}

/// Typographic quotation marks: all of them become plain ones.
fn smart_quotes(text: &str, tokens: &[Token], first: Span) -> Box<Refusal> {
    let mut fixed = String::with_capacity(text.len());
    let mut from = first.start;
    let marks = tokens.iter().filter(|token| token.tok == Tok::SmartQuote);
    let mut end = first.end;
    for mark in marks {
        fixed.push_str(&text[from..mark.span.start]);
        fixed.push('"');
        (from, end) = (mark.span.end, mark.span.end);
    }
    refuse(first, msg!("call-smart-quote", sign = &text[first.range()])).or(Span::new(first.start, end), fixed)
}

/// A literal without its closing quote: it may belong before one of the next commas, or before `)`, or at the end.
fn open_text(text: &str, span: Span) -> Box<Refusal> {
    let literal = &text[span.range()];
    let quote = if literal.trim_start_matches(|sign: char| sign.is_ascii_alphanumeric()).starts_with('\'') {
        "'"
    } else {
        "\""
    };
    let mut refusal = refuse(span, msg!("call-open-text", quote = quote));
    let places = literal.char_indices().filter(|(_, sign)| matches!(sign, ',' | ')' | ';')).map(|(at, _)| at);
    for at in places.take(4) {
        let place = span.start + at;
        refusal = refusal.or(Span::new(place, place), quote);
    }
    refusal.or(Span::new(span.end, span.end), quote).or(Span::new(span.end, span.end), format!("{quote})"))
}
