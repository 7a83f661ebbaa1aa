//! A program's way through its lines: which line ran when, and what it changed.
//!
//! A walk is a pure function of the program and of what its calls returned, so it can be made anew from any prefix of a
//! trace: what is told of the program's state follows from bytes that real calls returned.

use super::code::{Machine, Program, Status, Value, Watch};
use super::search::Change;

/// So many steps are told at most; a program that runs on without a call has told enough by then.
const MOST_STEPS: usize = 2_000;

/// What one of the program's calls returned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Given {
    /// A recv these bytes; none at the end of the stream.
    Bytes(Vec<u8>),
    /// A send so many of its bytes.
    Taken(usize),
}

/// What a line does in a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doing {
    /// It runs.
    Runs,
    /// It makes a call and waits for it.
    Calls,
    /// Its call has returned.
    Returns,
}

/// A line's turn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The line, from 1.
    pub line: u32,
    /// What it does.
    pub doing: Doing,
    /// Calls that had returned by then.
    pub returned: usize,
    /// The variables that it changed, in order.
    pub changes: Vec<Change>,
    /// The messages that it delivered.
    pub delivered: Vec<Vec<u8>>,
    /// The variables after it.
    pub variables: Vec<(String, Value)>,
}

/// The steps of a program up to a call that has not returned yet, or to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Walk {
    /// The steps.
    pub steps: Vec<Step>,
    /// What the program does behind the last of them.
    pub status: Status,
}

/// Walks through a program, or through one of its functions with these arguments (`sock` left out), whose calls return what
/// is given; `None` if there is no such function. What is given beyond its last call is not taken.
pub fn walk(program: &Program, function: Option<(&str, Vec<Value>)>, given: &[Given]) -> Option<Walk> {
    let mut log = Log::default();
    let mut machine = match function {
        Some((name, arguments)) => program.start_function(name, arguments, &mut log)?,
        None => program.start(&mut log),
    };
    log.settle(&machine, program);
    for given in given {
        let line = machine.line(program).unwrap_or(0);
        match (machine.status(), given) {
            (Status::Receiving(_), Given::Bytes(bytes)) => {
                log.returned(line);
                program.receive(&mut machine, bytes, &mut log);
            }
            (Status::Sending { .. }, Given::Taken(count)) => {
                log.returned(line);
                program.take(&mut machine, *count, &mut log);
            }
            _ => break,
        }
        log.settle(&machine, program);
    }
    Some(Walk { steps: log.steps, status: machine.status().clone() })
}

impl Walk {
    /// Messages delivered up to a step, this one included.
    pub fn delivered(&self, step: usize) -> impl Iterator<Item = &[u8]> {
        self.steps.iter().take(step + 1).flat_map(|step| step.delivered.iter().map(Vec::as_slice))
    }
}

#[derive(Default)]
struct Log {
    steps: Vec<Step>,
    variables: Vec<(String, Value)>,
    calls: usize,
    /// There are too many steps.
    full: bool,
}

impl Log {
    fn begin(&mut self, line: u32, doing: Doing) {
        self.full = self.steps.len() >= MOST_STEPS;
        if self.full {
            return;
        }
        let returned = self.calls;
        self.steps.push(Step { line, doing, returned, changes: vec![], delivered: vec![], variables: vec![] });
        self.note();
    }

    fn returned(&mut self, line: u32) {
        self.calls += 1;
        self.begin(line, Doing::Returns);
    }

    /// The program waits, or has ended: only what can be seen from there has a value. A function that has returned leaves
    /// what it held in the end.
    fn settle(&mut self, machine: &Machine, program: &Program) {
        let seen = machine.variables(program);
        if !seen.is_empty() {
            self.variables = seen.into_iter().map(|(name, value)| (name.to_owned(), value.clone())).collect();
        }
        self.note();
        if let (Status::Receiving(_) | Status::Sending { .. }, Some(step)) = (machine.status(), self.steps.last_mut())
            && step.doing == Doing::Runs
        {
            step.doing = Doing::Calls;
        }
    }

    fn note(&mut self) {
        let variables = &self.variables;
        if let Some(step) = self.steps.last_mut().filter(|_| !self.full) {
            step.variables.clone_from(variables);
        }
    }
}

impl Watch for Log {
    fn line(&mut self, line: u32) {
        self.begin(line, Doing::Runs);
    }

    fn set(&mut self, name: &str, before: Option<&Value>, after: &Value) {
        match self.variables.iter_mut().find(|(known, _)| known == name) {
            Some((_, value)) => value.clone_from(after),
            None => self.variables.push((name.to_owned(), after.clone())),
        }
        self.note();
        if let Some(step) = self.steps.last_mut().filter(|_| !self.full) {
            step.changes.push(Change { name: name.to_owned(), before: before.cloned(), after: after.clone() });
        }
    }

    fn deliver(&mut self, message: Vec<u8>) {
        if let Some(step) = self.steps.last_mut().filter(|_| !self.full) {
            step.delivered.push(message);
        }
    }
}
