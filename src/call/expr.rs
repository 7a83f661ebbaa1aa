//! From tokens to expressions.

use super::lexer::{Tok, Token};
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

pub(super) struct Parser<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: Vec<Token>,
    pub(super) at: usize,
    pub(super) depth: u32,
}

impl<'a> Parser<'a> {
    pub(super) fn peek(&self) -> Option<Token> {
        self.tokens.get(self.at).copied()
    }

    pub(super) fn is(&self, sign: char) -> bool {
        self.peek().is_some_and(|token| token.tok == Tok::Punct(sign))
    }

    pub(super) fn take(&mut self, sign: char) -> bool {
        let found = self.is(sign);
        self.at += usize::from(found);
        found
    }

    pub(super) fn slice(&self, span: Span) -> &'a str {
        &self.text[span.range()]
    }

    /// Where the next token stands; at the end of the text an empty place behind the last token.
    pub(super) fn here(&self) -> Span {
        let end = self.behind();
        self.peek().map_or(Span::new(end, end), |token| token.span)
    }

    /// The end of the token before.
    pub(super) fn behind(&self) -> usize {
        self.at.checked_sub(1).and_then(|at| self.tokens.get(at)).map_or(0, |token| token.span.end)
    }

    pub(super) fn name(&mut self) -> Parsed<(String, Span)> {
        match self.peek() {
            Some(Token { tok: Tok::Name, span }) => {
                self.at += 1;
                Ok((self.slice(span).to_owned(), span))
            }
            _ => Err(refuse(self.here(), msg!("call-name-expected"))),
        }
    }

    /// The arguments up to the closing parenthesis, and that parenthesis.
    pub(super) fn arguments(&mut self) -> Parsed<(Vec<Expr>, Span)> {
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
