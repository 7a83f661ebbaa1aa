//! The parts of a call, for colouring while it is typed.

use super::lexer::{Tok, Token, lex};
use crate::text::Span;

/// What a part of a call is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// The name of a function: `send`, `strlen`.
    Function,
    /// A variable: `sock`, `buf1`.
    Name,
    /// A constant of the system: `MSG_PEEK`, `SHUT_WR`.
    Constant,
    /// A number, and `bytes` behind it.
    Number,
    /// Data in quotes, closed or not.
    Text,
    /// Parentheses, commas, operators.
    Punctuation,
    /// A comment.
    Comment,
    /// What belongs to neither language.
    Unknown,
}

/// The parts of any text, whole calls or half-typed ones, in order; white space belongs to none.
pub fn highlight(text: &str) -> Vec<(Span, TokenKind)> {
    let tokens = lex(text);
    let kind = |at: usize, token: &Token| match token.tok {
        Tok::Name => name_kind(text, &tokens, at),
        Tok::Number => TokenKind::Number,
        Tok::Text | Tok::OpenText => TokenKind::Text,
        Tok::Punct(_) => TokenKind::Punctuation,
        Tok::Comment | Tok::OpenComment => TokenKind::Comment,
        Tok::SmartQuote | Tok::Odd(_) => TokenKind::Unknown,
    };
    tokens.iter().enumerate().map(|(at, token)| (token.span, kind(at, token))).collect()
}

fn name_kind(text: &str, tokens: &[Token], at: usize) -> TokenKind {
    let name = &text[tokens[at].span.range()];
    let before = at.checked_sub(1).map(|before| tokens[before].tok);
    if tokens.get(at + 1).is_some_and(|next| next.tok == Tok::Punct('(')) {
        TokenKind::Function
    } else if before == Some(Tok::Number) && matches!(name, "bytes" | "byte") {
        TokenKind::Number
    } else if name.contains('_') && name.chars().all(|sign| sign == '_' || sign.is_ascii_uppercase()) {
        TokenKind::Constant
    } else {
        TokenKind::Name
    }
}
