//! Expressions and lines, read from tokens.

use super::lex::Token;
use super::value::Value;
use crate::msg;
use crate::text::Message;

/// A line that cannot be read, or that cannot stand where it does.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CodeError {
    /// Line, from 1.
    pub line: u32,
    /// What is wrong with it.
    pub(super) kind: CodeFault,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum CodeFault {
    Line,
    Indent,
    Else,
    Loop,
    Return,
    /// A variable to which no line gives a value.
    Variable(String),
    /// A function that no line defines.
    Function(String),
    /// A function that takes another number of values.
    Arguments(String),
    /// More variables than a program may have.
    Variables,
}

impl CodeError {
    /// What is wrong, in one sentence.
    pub fn message(&self) -> Message {
        let line = self.line;
        match &self.kind {
            CodeFault::Line => msg!("code-line", line = line),
            CodeFault::Indent => msg!("code-indent", line = line),
            CodeFault::Else => msg!("code-else", line = line),
            CodeFault::Loop => msg!("code-loop", line = line),
            CodeFault::Return => msg!("code-return", line = line),
            CodeFault::Variable(name) => msg!("code-variable", line = line, name = name.as_str()),
            CodeFault::Function(name) => msg!("code-function", line = line, name = name.as_str()),
            CodeFault::Arguments(name) => msg!("code-arguments", line = line, name = name.as_str()),
            CodeFault::Variables => msg!("code-variables", line = line),
        }
    }
}

/// An expression over names `N`: first words, then places of variables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Expr<N> {
    Value(Value),
    Var(N),
    Not(Box<Expr<N>>),
    And(Box<Expr<N>>, Box<Expr<N>>),
    Or(Box<Expr<N>>, Box<Expr<N>>),
    Op(Op, Box<Expr<N>>, Box<Expr<N>>),
    Index(Box<Expr<N>>, Box<Expr<N>>),
    Slice(Box<Expr<N>>, Option<Box<Expr<N>>>, Option<Box<Expr<N>>>),
    Call(Builtin, Vec<Expr<N>>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Op {
    Equal,
    Unequal,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    In,
    NotIn,
    Add,
    Subtract,
    Multiply,
    Percent,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Builtin {
    Len,
    Int,
    Min,
    Bytearray,
    FromBytes,
    ToBytes,
    Find,
    Decode,
    Encode,
    IsDigit,
    Rstrip,
}

/// What stands on the right of `=`, or alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Right {
    Expr(Expr<String>),
    Recv(Expr<String>),
    RecvInto(String),
    Send(Expr<String>),
    SendAll(Expr<String>),
    Function(String, Vec<Expr<String>>),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Statement {
    Set(String, Right),
    Add(String, Right),
    Alone(Right),
    Deliver(Expr<String>),
    Raise(String),
    If(Expr<String>),
    Elif(Expr<String>),
    Else,
    While(Expr<String>),
    Def(String, Vec<String>),
    Return(Option<Expr<String>>),
    Break,
    Continue,
    Pass,
}

/// Reads one line's tokens.
pub(super) fn statement(tokens: &[Token]) -> Option<Statement> {
    let mut parser = Parser { tokens, at: 0 };
    let statement = parser.statement()?;
    (parser.at == tokens.len()).then_some(statement)
}

struct Parser<'a> {
    tokens: &'a [Token],
    at: usize,
}

impl Parser<'_> {
    fn sign(&mut self, sign: &str) -> Option<()> {
        let found = matches!(self.tokens.get(self.at), Some(Token::Sign(here)) if *here == sign);
        self.at += usize::from(found);
        found.then_some(())
    }

    fn word(&mut self, word: &str) -> Option<()> {
        let found = matches!(self.tokens.get(self.at), Some(Token::Name(here)) if here == word);
        self.at += usize::from(found);
        found.then_some(())
    }

    fn name(&mut self) -> Option<String> {
        let Some(Token::Name(name)) = self.tokens.get(self.at) else { return None };
        self.at += 1;
        Some(name.clone())
    }

    fn ended(&self) -> bool {
        self.at == self.tokens.len()
    }

    fn headed(&mut self) -> Option<Expr<String>> {
        let condition = self.or()?;
        self.sign(":")?;
        Some(condition)
    }

    fn statement(&mut self) -> Option<Statement> {
        let start = self.at;
        let word = self.name()?;
        Some(match word.as_str() {
            "if" => Statement::If(self.headed()?),
            "elif" => Statement::Elif(self.headed()?),
            "while" => Statement::While(self.headed()?),
            "else" => {
                self.sign(":")?;
                Statement::Else
            }
            "def" => {
                let name = self.name()?;
                self.sign("(")?;
                let mut parameters = Vec::new();
                while self.sign(")").is_none() {
                    parameters.push(self.name()?);
                    let _ = self.sign(",");
                }
                self.sign(":")?;
                Statement::Def(name, parameters)
            }
            "return" if self.ended() => Statement::Return(None),
            "return" => Statement::Return(Some(self.or()?)),
            "break" => Statement::Break,
            "continue" => Statement::Continue,
            "pass" => Statement::Pass,
            "raise" => {
                self.name()?;
                self.sign("(")?;
                let Some(Token::Literal(Value::Text(text))) = self.tokens.get(self.at) else { return None };
                self.at += 1;
                self.sign(")")?;
                Statement::Raise(text.clone())
            }
            "deliver" => {
                self.sign("(")?;
                let message = self.or()?;
                self.sign(")")?;
                Statement::Deliver(message)
            }
            _ if self.sign("=").is_some() => Statement::Set(word, self.right()?),
            _ if self.sign("+=").is_some() => Statement::Add(word, self.right()?),
            _ => {
                self.at = start;
                Statement::Alone(self.right()?)
            }
        })
    }

    fn right(&mut self) -> Option<Right> {
        let start = self.at;
        if self.word("sock").is_some() && self.sign(".").is_some() {
            let method = self.name()?;
            let mut arguments = self.arguments()?;
            let (argument, true) = (arguments.pop()?, arguments.is_empty()) else { return None };
            return Some(match (method.as_str(), argument) {
                ("recv", size) => Right::Recv(size),
                ("recv_into", Expr::Var(buffer)) => Right::RecvInto(buffer),
                ("send", bytes) => Right::Send(bytes),
                ("sendall", bytes) => Right::SendAll(bytes),
                _ => return None,
            });
        }
        self.at = start;
        if let Some(name) = self.name()
            && builtin(&name).is_none()
            && name != "not"
            && name != "int"
            && matches!(self.tokens.get(self.at), Some(Token::Sign("(")))
        {
            let arguments = self.arguments()?;
            // The socket is the same everywhere: it is no value of the language.
            let arguments = arguments.into_iter().filter(|argument| *argument != Expr::Var("sock".to_owned()));
            return Some(Right::Function(name, arguments.collect()));
        }
        self.at = start;
        self.or().map(Right::Expr)
    }

    fn arguments(&mut self) -> Option<Vec<Expr<String>>> {
        self.sign("(")?;
        let mut arguments = Vec::new();
        while self.sign(")").is_none() {
            arguments.push(self.or()?);
            let _ = self.sign(",");
        }
        Some(arguments)
    }

    fn or(&mut self) -> Option<Expr<String>> {
        let mut left = self.and()?;
        while self.word("or").is_some() {
            left = Expr::Or(left.into(), self.and()?.into());
        }
        Some(left)
    }

    fn and(&mut self) -> Option<Expr<String>> {
        let mut left = self.not()?;
        while self.word("and").is_some() {
            left = Expr::And(left.into(), self.not()?.into());
        }
        Some(left)
    }

    fn not(&mut self) -> Option<Expr<String>> {
        match self.word("not") {
            Some(()) => Some(Expr::Not(self.not()?.into())),
            None => self.comparison(),
        }
    }

    fn comparison(&mut self) -> Option<Expr<String>> {
        let left = self.sum()?;
        let op = match self.tokens.get(self.at) {
            Some(Token::Sign("==")) => Op::Equal,
            Some(Token::Sign("!=")) => Op::Unequal,
            Some(Token::Sign("<")) => Op::Less,
            Some(Token::Sign("<=")) => Op::LessEqual,
            Some(Token::Sign(">")) => Op::Greater,
            Some(Token::Sign(">=")) => Op::GreaterEqual,
            Some(Token::Name(word)) if word == "in" => Op::In,
            Some(Token::Name(word)) if word == "not" => Op::NotIn,
            Some(Token::Name(word)) if word == "is" => Op::Equal,
            _ => return Some(left),
        };
        let is = matches!(&self.tokens[self.at], Token::Name(word) if word == "is");
        self.at += 1;
        if op == Op::NotIn {
            self.word("in")?;
        }
        let op = if is && self.word("not").is_some() { Op::Unequal } else { op };
        Some(Expr::Op(op, left.into(), self.sum()?.into()))
    }

    fn sum(&mut self) -> Option<Expr<String>> {
        let mut left = self.product()?;
        loop {
            let op = match self.tokens.get(self.at) {
                Some(Token::Sign("+")) => Op::Add,
                Some(Token::Sign("-")) => Op::Subtract,
                _ => return Some(left),
            };
            self.at += 1;
            left = Expr::Op(op, left.into(), self.product()?.into());
        }
    }

    fn product(&mut self) -> Option<Expr<String>> {
        let mut left = self.postfix()?;
        loop {
            let op = match self.tokens.get(self.at) {
                Some(Token::Sign("*")) => Op::Multiply,
                Some(Token::Sign("%")) => Op::Percent,
                _ => return Some(left),
            };
            self.at += 1;
            left = Expr::Op(op, left.into(), self.postfix()?.into());
        }
    }

    fn postfix(&mut self) -> Option<Expr<String>> {
        let mut left = self.atom()?;
        loop {
            if self.sign(".").is_some() {
                let method = self.name()?;
                let mut arguments = self.arguments()?;
                arguments.insert(0, left);
                left = Expr::Call(method_named(&method)?, arguments);
            } else if self.sign("[").is_some() {
                let from = if self.sign(":").is_some() { None } else { Some(Box::new(self.or()?)) };
                if from.is_some() && self.sign("]").is_some() {
                    left = Expr::Index(left.into(), from?);
                    continue;
                }
                if from.is_some() {
                    self.sign(":")?;
                }
                let to = if self.sign("]").is_some() {
                    None
                } else {
                    let to = self.or()?;
                    self.sign("]")?;
                    Some(Box::new(to))
                };
                left = Expr::Slice(left.into(), from, to);
            } else {
                return Some(left);
            }
        }
    }

    fn atom(&mut self) -> Option<Expr<String>> {
        let token = self.tokens.get(self.at)?;
        self.at += 1;
        match token {
            Token::Literal(value) => Some(Expr::Value(value.clone())),
            Token::Sign("(") => {
                let inner = self.or()?;
                self.sign(")")?;
                Some(inner)
            }
            Token::Sign("-") => {
                let zero = Expr::Value(Value::Int(0));
                Some(Expr::Op(Op::Subtract, zero.into(), self.postfix()?.into()))
            }
            // `int.from_bytes(…)` is the one function that hangs on a type.
            Token::Name(name) if name == "int" && self.sign(".").is_some() => {
                self.word("from_bytes")?;
                Some(Expr::Call(Builtin::FromBytes, self.arguments()?))
            }
            Token::Name(name) => match builtin(name) {
                Some(function) => Some(Expr::Call(function, self.arguments()?)),
                None => Some(Expr::Var(name.clone())),
            },
            Token::Sign(_) => None,
        }
    }
}

fn builtin(name: &str) -> Option<Builtin> {
    Some(match name {
        "len" => Builtin::Len,
        "int" => Builtin::Int,
        "min" => Builtin::Min,
        "bytearray" => Builtin::Bytearray,
        _ => return None,
    })
}

fn method_named(name: &str) -> Option<Builtin> {
    Some(match name {
        "find" => Builtin::Find,
        "decode" => Builtin::Decode,
        "encode" => Builtin::Encode,
        "isdigit" => Builtin::IsDigit,
        "rstrip" => Builtin::Rstrip,
        "to_bytes" => Builtin::ToBytes,
        _ => return None,
    })
}
