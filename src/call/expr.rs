//! From tokens to expressions, and to one statement: `[type] [name =] path(arguments) [;]`.

use super::lexer::{Tok, Token, lex};
use super::refusal::{Parsed, Refusal, refuse};
use crate::msg;
use crate::text::Span;

/// Nesting deeper than this is refused, so that no text can exhaust the stack.
const DEPTH: u32 = 24;

/// An expression with its place.
#[derive(Debug)]
pub(super) struct Expr {
    pub(super) span: Span,
    pub(super) kind: Kind,
}

#[derive(Debug)]
pub(super) enum Kind {
    /// Adjacent string literals; with `.encode()` after them, its place.
    Text { parts: Vec<Span>, encode: Option<Span> },
    /// A number.
    Number,
    /// `100000 bytes`: the place of the number.
    Pattern(Span),
    /// A name, perhaps with dots.
    Name(String),
    /// A function's result: `rand(1, 8)`, `strlen("hi")`.
    Call { name: String, args: Vec<Expr> },
    /// `a | b`
    Or(Vec<Expr>),
    /// `a * b`
    Product(Vec<Expr>),
    /// `a + b - c`, each with whether it is subtracted.
    Sum(Vec<(bool, Expr)>),
    /// `-a`
    Negative(Box<Expr>),
    /// `&a`
    Address(Box<Expr>),
}

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

pub(super) struct Parser<'a> {
    pub(super) text: &'a str,
    tokens: Vec<Token>,
    at: usize,
    depth: u32,
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

    fn peek(&self) -> Option<Token> {
        self.tokens.get(self.at).copied()
    }

    fn is(&self, sign: char) -> bool {
        self.peek().is_some_and(|token| token.tok == Tok::Punct(sign))
    }

    fn take(&mut self, sign: char) -> bool {
        let found = self.is(sign);
        self.at += usize::from(found);
        found
    }

    fn slice(&self, span: Span) -> &'a str {
        &self.text[span.range()]
    }

    /// Where the next token stands; at the end of the text an empty place behind the last token.
    fn here(&self) -> Span {
        let end = self.behind();
        self.peek().map_or(Span::new(end, end), |token| token.span)
    }

    /// The end of the token before.
    fn behind(&self) -> usize {
        self.at.checked_sub(1).and_then(|at| self.tokens.get(at)).map_or(0, |token| token.span.end)
    }

    /// The whole text as one statement.
    pub(super) fn statement(&mut self) -> Parsed<Statement> {
        if self.tokens.is_empty() {
            return Err(refuse(Span::new(0, self.text.len()), msg!("call-empty")));
        }
        self.skip_void_cast();
        let target = self.target()?;
        let (mut object, mut name) = (None, self.name()?);
        while self.take('.') {
            let next = self.name()?;
            let span = object.as_ref().map_or(name.1, |(_, span): &(String, Span)| Span::new(span.start, name.1.end));
            object = Some((self.slice(span).to_owned(), span));
            name = next;
        }
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

    fn name(&mut self) -> Parsed<(String, Span)> {
        match self.peek() {
            Some(Token { tok: Tok::Name, span }) => {
                self.at += 1;
                Ok((self.slice(span).to_owned(), span))
            }
            _ => Err(refuse(self.here(), msg!("call-name-expected"))),
        }
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

    /// The arguments up to the closing parenthesis, and that parenthesis.
    fn arguments(&mut self) -> Parsed<(Vec<Expr>, Span)> {
        let mut args = Vec::new();
        loop {
            let here = self.here();
            if self.is(')') {
                if !args.is_empty() {
                    let comma = Span::new(self.behind() - 1, self.behind());
                    return Err(refuse(comma, msg!("call-comma-left")).or(comma, ""));
                }
                self.at += 1;
                return Ok((args, here));
            }
            if self.is(',') {
                return Err(refuse(here, msg!("call-comma-twice")).or(here, ""));
            }
            let start = here.start;
            args.push(self.expr()?);
            let here = self.here();
            if self.take(')') {
                return Ok((args, here));
            }
            if !self.take(',') {
                return Err(self.no_separator(start));
            }
        }
    }

    /// After an argument that began at `start` stands neither `,` nor `)`.
    fn no_separator(&self, start: usize) -> Box<Refusal> {
        let (here, behind) = (self.here(), self.behind());
        let between = Span::new(behind, behind);
        let Some(next) = self.peek().filter(|token| token.tok != Tok::Punct(';')) else {
            return refuse(Span::new(behind, behind), msg!("call-close-parenthesis")).or(between, ")");
        };
        // Two signs for one (`||`), and an argument whose quotes were forgotten.
        let rest = &self.text[start..];
        let len = rest.find([',', ')', '\n']).unwrap_or(rest.len());
        let bare = rest[..len].trim_end();
        let mut refusal = refuse(here, msg!("call-separator", found = self.slice(next.span)));
        if !bare.contains(['"', '\'', '\\', '(']) {
            refusal = refusal.or(Span::new(start, start + bare.len()), format!("\"{bare}\""));
        }
        let end = self.tokens.last().map_or(behind, |token| token.span.end);
        refusal.or(between, ",").or(between, ")").or(here, "").or(Span::new(behind, end), ")")
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

    fn expr(&mut self) -> Parsed<Expr> {
        if self.depth == DEPTH {
            return Err(refuse(self.here(), msg!("call-too-deep")));
        }
        self.depth += 1;
        let first = self.sum();
        self.depth -= 1;
        let mut all = vec![first?];
        while self.is('|') {
            let sign = self.here();
            self.at += 1;
            if self.is('|') {
                return Err(refuse(self.here(), msg!("call-double-or")).or(Span::new(sign.end, self.here().end), ""));
            }
            all.push(self.sum()?);
        }
        Ok(join(all, Kind::Or))
    }

    fn sum(&mut self) -> Parsed<Expr> {
        let first = self.product()?;
        let mut all = vec![(false, first)];
        while self.is('+') || self.is('-') {
            let minus = self.is('-');
            self.at += 1;
            all.push((minus, self.product()?));
        }
        if all.len() == 1 {
            return Ok(all.remove(0).1);
        }
        let span = Span::new(all[0].1.span.start, all[all.len() - 1].1.span.end);
        Ok(Expr { span, kind: Kind::Sum(all) })
    }

    fn product(&mut self) -> Parsed<Expr> {
        let mut all = vec![self.unary()?];
        while self.take('*') {
            all.push(self.unary()?);
        }
        Ok(join(all, Kind::Product))
    }

    fn unary(&mut self) -> Parsed<Expr> {
        let start = self.here();
        let wrap: fn(Box<Expr>) -> Kind = match self.peek().map(|token| token.tok) {
            Some(Tok::Punct('-')) => Kind::Negative,
            Some(Tok::Punct('&')) => Kind::Address,
            _ => return self.primary(),
        };
        self.at += 1;
        let inner = self.primary()?;
        Ok(Expr { span: Span::new(start.start, inner.span.end), kind: wrap(Box::new(inner)) })
    }

    fn primary(&mut self) -> Parsed<Expr> {
        let span = self.here();
        let Some(token) = self.peek() else {
            return Err(self.no_argument());
        };
        match token.tok {
            Tok::Text => self.literals(),
            Tok::Number => {
                self.at += 1;
                match self.peek() {
                    Some(next) if next.tok == Tok::Name && matches!(self.slice(next.span), "bytes" | "byte") => {
                        self.at += 1;
                        Ok(Expr { span: Span::new(span.start, next.span.end), kind: Kind::Pattern(span) })
                    }
                    _ => Ok(Expr { span, kind: Kind::Number }),
                }
            }
            Tok::Name => self.named(),
            Tok::Punct('(') => {
                self.at += 1;
                let mut inner = self.expr()?;
                let close = self.here();
                if !self.take(')') {
                    let behind = Span::new(self.behind(), self.behind());
                    return Err(refuse(behind, msg!("call-close-parenthesis")).or(behind, ")"));
                }
                inner.span = Span::new(span.start, close.end);
                Ok(inner)
            }
            _ => Err(self.no_argument()),
        }
    }

    fn no_argument(&self) -> Box<Refusal> {
        let (here, behind) = (self.here(), self.behind());
        let refusal = refuse(here, msg!("call-argument-expected"));
        // `send(sock,` is completed; a stray sign is taken out.
        let left = self.text[..behind].trim_end_matches([',', '|', '*', '+', '-']).trim_end().len();
        refusal.or(Span::new(left, behind), ")").or(here, "").or(Span::new(left, behind), "")
    }

    fn literals(&mut self) -> Parsed<Expr> {
        let mut parts = Vec::new();
        while let Some(Token { tok: Tok::Text, span }) = self.peek() {
            parts.push(span);
            self.at += 1;
        }
        let (start, end) = (parts[0].start, self.behind());
        if !self.is('.') {
            return Ok(Expr { span: Span::new(start, end), kind: Kind::Text { parts, encode: None } });
        }
        self.at += 1;
        let name = self.name()?;
        let encodes = name.0 == "encode" && self.take('(');
        let suffix = |to: usize| Span::new(end, to);
        if !encodes {
            return Err(refuse(suffix(name.1.end), msg!("call-method-of-text")).or(suffix(name.1.end), ".encode()"));
        }
        let (args, close) = self.arguments()?;
        let utf8 = |arg: &Expr| {
            let name = self.slice(arg.span).trim_matches(['"', '\'']).to_ascii_lowercase();
            matches!(name.as_str(), "utf-8" | "utf8" | "utf_8" | "ascii")
        };
        if args.len() > 1 || !args.iter().all(utf8) {
            return Err(refuse(suffix(close.end), msg!("call-encoding")).or(suffix(close.end), ".encode()"));
        }
        let kind = Kind::Text { parts, encode: Some(suffix(close.end)) };
        Ok(Expr { span: Span::new(start, close.end), kind })
    }

    fn named(&mut self) -> Parsed<Expr> {
        let (name, span) = self.name()?;
        let mut end = span.end;
        if name == "sizeof" && !self.is('(') {
            let arg = match self.peek() {
                Some(Token { tok: Tok::Text, .. }) => self.literals()?,
                _ => self.name().map(|(name, span)| Expr { span, kind: Kind::Name(name) })?,
            };
            return Ok(Expr { span: Span::new(span.start, arg.span.end), kind: Kind::Call { name, args: vec![arg] } });
        }
        while self.is('.') {
            self.at += 1;
            end = self.name()?.1.end;
        }
        let name = self.slice(Span::new(span.start, end)).to_owned();
        let open = self.here();
        if !self.take('(') {
            return Ok(Expr { span: Span::new(span.start, end), kind: Kind::Name(name) });
        }
        if self.depth == DEPTH {
            return Err(refuse(open, msg!("call-too-deep")));
        }
        self.depth += 1;
        let (args, close) = self.arguments()?;
        self.depth -= 1;
        Ok(Expr { span: Span::new(span.start, close.end), kind: Kind::Call { name, args } })
    }
}

fn join(mut all: Vec<Expr>, wrap: fn(Vec<Expr>) -> Kind) -> Expr {
    if all.len() == 1 {
        return all.remove(0);
    }
    Expr { span: Span::new(all[0].span.start, all[all.len() - 1].span.end), kind: wrap(all) }
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
