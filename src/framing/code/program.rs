//! A program, ready to run.

use std::collections::HashMap;

use super::parse::Expr;

/// Where a variable lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Var {
    /// Outside functions.
    Global(usize),
    /// In the function that runs.
    Local(usize),
}

/// Where a value goes, and whether it is added to what is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Into {
    pub(super) var: Var,
    pub(super) add: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    Set(Into, Expr<Var>),
    Recv(Option<Into>, Expr<Var>),
    /// The buffer is overwritten from its beginning; the count goes to the first.
    RecvInto(Option<Into>, Var),
    Send {
        count: Option<Into>,
        bytes: Expr<Var>,
        all: bool,
    },
    Call {
        result: Option<Into>,
        function: usize,
        arguments: Vec<Expr<Var>>,
    },
    Deliver(Expr<Var>),
    Raise(String),
    Return(Option<Expr<Var>>),
    Unless(Expr<Var>, usize),
    Jump(usize),
    Pass,
}

/// A step and the line that it is on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct At {
    pub(super) line: u32,
    pub(super) step: Step,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Function {
    pub(super) start: usize,
    pub(super) locals: Vec<String>,
    pub(super) parameters: usize,
}

/// Source, compiled. The part outside functions is what runs; `send_message(sock, message)` is the sender's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    pub(super) steps: Vec<At>,
    /// Where the part outside functions begins.
    pub(super) start: usize,
    pub(super) globals: Vec<String>,
    pub(super) functions: Vec<Function>,
    pub(super) names: HashMap<String, usize>,
    /// For each step, the variables of its own scope that it or a later step reads before they are set; by bits.
    pub(super) live: Vec<u64>,
    /// The variables outside functions that functions read; by bits.
    pub(super) read_inside: u64,
}

impl Program {
    /// The names of the variables outside functions, in the order in which the source sets them first.
    pub fn variables(&self) -> &[String] {
        &self.globals
    }
}
