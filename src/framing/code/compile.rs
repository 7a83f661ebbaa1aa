//! Lines to steps.

use std::collections::HashMap;

use super::lex;
use super::live;
use super::parse::{self, CodeError, CodeFault, Expr, Right, Statement};
use super::program::{At, Function, Into, Program, Step, Var};

/// The most variables of a scope: liveness has one bit for each.
const MOST_VARIABLES: usize = 64;
/// Words and signs on a line, and blocks inside each other: reading them takes stack.
const MOST_TOKENS: usize = 500;
const DEEPEST: usize = 50;

struct Line {
    number: u32,
    depth: usize,
    statement: Statement,
}

impl Program {
    /// Compiles the source. Blank lines and comments count as lines.
    ///
    /// # Errors
    /// The first line that is not part of the language, or cannot stand where it does.
    pub fn compile(source: &str) -> Result<Program, CodeError> {
        let mut lines = Vec::new();
        for (number, text) in (1..).zip(source.lines()) {
            let fault = |kind| CodeError { line: number, kind };
            let tokens = lex::tokens(text).filter(|tokens| tokens.len() <= MOST_TOKENS);
            let tokens = tokens.ok_or(fault(CodeFault::Line))?;
            if tokens.is_empty() {
                continue;
            }
            let indent = text.len() - text.trim_start_matches(' ').len();
            if !indent.is_multiple_of(4) || indent > 4 * DEEPEST {
                return Err(fault(CodeFault::Indent));
            }
            let statement = parse::statement(&tokens).ok_or(fault(CodeFault::Line))?;
            lines.push(Line { number, depth: indent / 4, statement });
        }
        Compiler::new(&lines)?.run()
    }
}

struct Compiler<'a> {
    lines: &'a [Line],
    at: usize,
    steps: Vec<At>,
    globals: Vec<String>,
    functions: Vec<Function>,
    names: HashMap<String, usize>,
    /// The function being compiled.
    inside: Option<usize>,
    /// For each loop around: where it starts, and the jumps that leave it.
    loops: Vec<(usize, Vec<usize>)>,
}

impl<'a> Compiler<'a> {
    fn new(lines: &'a [Line]) -> Result<Self, CodeError> {
        let mut compiler = Compiler {
            lines,
            at: 0,
            steps: Vec::new(),
            globals: Vec::new(),
            functions: Vec::new(),
            names: HashMap::new(),
            inside: None,
            loops: Vec::new(),
        };
        // Names first: a function may be called before its lines, and a variable read inside one.
        let mut inside: Option<usize> = None;
        for line in lines {
            if line.depth == 0 {
                inside = None;
            }
            let set = match &line.statement {
                Statement::Def(name, parameters) => {
                    let locals: Vec<String> = parameters.iter().filter(|name| *name != "sock").cloned().collect();
                    inside = Some(compiler.functions.len());
                    compiler.names.insert(name.clone(), compiler.functions.len());
                    compiler.functions.push(Function { start: 0, parameters: locals.len(), locals });
                    continue;
                }
                Statement::Set(name, _) | Statement::Add(name, _) => name,
                _ => continue,
            };
            let scope = match inside {
                Some(function) => &mut compiler.functions[function].locals,
                None => &mut compiler.globals,
            };
            if !scope.contains(set) {
                scope.push(set.clone());
            }
            if scope.len() > MOST_VARIABLES {
                return Err(CodeError { line: line.number, kind: CodeFault::Variables });
            }
        }
        Ok(compiler)
    }

    fn run(mut self) -> Result<Program, CodeError> {
        // Functions stand first in the steps; what runs begins after them.
        while let Some(line) = self.lines.get(self.at) {
            if line.depth == 0 && matches!(line.statement, Statement::Def(..)) {
                self.function()?;
            } else {
                self.at += 1;
            }
        }
        let start = self.steps.len();
        self.at = 0;
        while let Some(line) = self.lines.get(self.at) {
            match line.statement {
                Statement::Def(..) if line.depth == 0 => {
                    self.at += 1;
                    while self.lines.get(self.at).is_some_and(|line| line.depth > 0) {
                        self.at += 1;
                    }
                }
                _ => self.statement(0)?,
            }
        }
        let line = self.lines.last().map_or(1, |line| line.number);
        self.steps.push(At { line, step: Step::Return(None) });
        let (live, read_inside) = live::analyse(&self.steps, start);
        Ok(Program {
            steps: self.steps,
            start,
            globals: self.globals,
            functions: self.functions,
            names: self.names,
            live,
            read_inside,
        })
    }

    fn function(&mut self) -> Result<(), CodeError> {
        let line = &self.lines[self.at];
        let Statement::Def(name, _) = &line.statement else { return Ok(()) };
        let index = self.names[name];
        self.functions[index].start = self.steps.len();
        self.inside = Some(index);
        self.at += 1;
        self.block(1, line.number)?;
        let last = self.lines[self.at - 1].number;
        self.push(last, Step::Return(None));
        self.inside = None;
        Ok(())
    }

    fn push(&mut self, line: u32, step: Step) -> usize {
        self.steps.push(At { line, step });
        self.steps.len() - 1
    }

    /// The lines of a block: at least one, all at this depth.
    fn block(&mut self, depth: usize, header: u32) -> Result<(), CodeError> {
        if self.lines.get(self.at).is_none_or(|line| line.depth != depth) {
            let line = self.lines.get(self.at).map_or(header, |line| line.number);
            return Err(CodeError { line, kind: CodeFault::Indent });
        }
        while self.lines.get(self.at).is_some_and(|line| line.depth >= depth) {
            self.statement(depth)?;
        }
        Ok(())
    }

    fn statement(&mut self, depth: usize) -> Result<(), CodeError> {
        let Line { number, depth: here, statement } = &self.lines[self.at];
        let (number, fault) = (*number, |kind| Err(CodeError { line: *number, kind }));
        if *here != depth {
            return fault(CodeFault::Indent);
        }
        self.at += 1;
        let step = match statement {
            Statement::If(condition) => return self.branches(number, condition, depth),
            Statement::While(condition) => {
                let start = self.steps.len();
                let condition = self.expr(condition, number)?;
                let leave = self.push(number, Step::Unless(condition, 0));
                self.loops.push((start, vec![leave]));
                self.block(depth + 1, number)?;
                self.push(number, Step::Jump(start));
                let (_, leaves) = self.loops.pop().unwrap_or_default();
                self.land(&leaves);
                return Ok(());
            }
            Statement::Def(..) => return fault(CodeFault::Indent),
            Statement::Elif(_) | Statement::Else => return fault(CodeFault::Else),
            Statement::Break => {
                // A line has its turn by a step of its own: jumps are also made where no line says so.
                self.push(number, Step::Pass);
                let jump = self.push(number, Step::Jump(0));
                match self.loops.last_mut() {
                    Some((_, leaves)) => leaves.push(jump),
                    None => return fault(CodeFault::Loop),
                }
                return Ok(());
            }
            Statement::Continue => match self.loops.last() {
                Some((start, _)) => {
                    let start = *start;
                    self.push(number, Step::Pass);
                    Step::Jump(start)
                }
                None => return fault(CodeFault::Loop),
            },
            Statement::Return(_) if self.inside.is_none() => return fault(CodeFault::Return),
            Statement::Return(Some(value)) => Step::Return(Some(self.expr(value, number)?)),
            Statement::Return(None) => {
                self.push(number, Step::Pass);
                Step::Return(None)
            }
            Statement::Pass => Step::Pass,
            Statement::Deliver(message) => Step::Deliver(self.expr(message, number)?),
            Statement::Raise(text) => Step::Raise(text.clone()),
            Statement::Set(name, right) => self.right(Some((name, false)), right, number)?,
            Statement::Add(name, right) => self.right(Some((name, true)), right, number)?,
            Statement::Alone(right) => self.right(None, right, number)?,
        };
        self.push(number, step);
        Ok(())
    }

    fn branches(&mut self, number: u32, condition: &Expr<String>, depth: usize) -> Result<(), CodeError> {
        let (mut ends, mut condition, mut number) = (Vec::new(), condition, number);
        loop {
            let test = self.expr(condition, number)?;
            let skip = self.push(number, Step::Unless(test, 0));
            self.block(depth + 1, number)?;
            let next = self.lines.get(self.at).filter(|line| line.depth == depth);
            match next.map(|line| (&line.statement, line.number)) {
                Some((Statement::Elif(other), line)) => {
                    ends.push(self.push(number, Step::Jump(0)));
                    self.land(&[skip]);
                    self.at += 1;
                    (condition, number) = (other, line);
                }
                Some((Statement::Else, line)) => {
                    ends.push(self.push(number, Step::Jump(0)));
                    self.land(&[skip]);
                    self.at += 1;
                    self.block(depth + 1, line)?;
                    break;
                }
                _ => {
                    self.land(&[skip]);
                    break;
                }
            }
        }
        self.land(&ends);
        Ok(())
    }

    /// Lets these jumps land at the next step.
    fn land(&mut self, jumps: &[usize]) {
        let here = self.steps.len();
        for jump in jumps {
            match &mut self.steps[*jump].step {
                Step::Jump(to) | Step::Unless(_, to) => *to = here,
                _ => {}
            }
        }
    }

    fn right(&mut self, name: Option<(&String, bool)>, right: &Right, line: u32) -> Result<Step, CodeError> {
        let into = match name {
            Some((name, add)) => Some(Into { var: self.var(name, line)?, add }),
            None => None,
        };
        Ok(match right {
            Right::Expr(expr) => match into {
                Some(into) => Step::Set(into, self.expr(expr, line)?),
                None => return Err(CodeError { line, kind: CodeFault::Line }),
            },
            Right::Recv(size) => Step::Recv(into, self.expr(size, line)?),
            Right::RecvInto(buffer) => Step::RecvInto(into, self.var(buffer, line)?),
            Right::Send(bytes) => Step::Send { count: into, bytes: self.expr(bytes, line)?, all: false },
            Right::SendAll(bytes) => Step::Send { count: into, bytes: self.expr(bytes, line)?, all: true },
            Right::Function(name, arguments) => {
                let fault = |kind| CodeError { line, kind };
                let unknown = || fault(CodeFault::Function(name.clone()));
                let function = *self.names.get(name).ok_or_else(unknown)?;
                if self.functions[function].parameters != arguments.len() {
                    return Err(fault(CodeFault::Arguments(name.clone())));
                }
                let arguments = arguments.iter().map(|argument| self.expr(argument, line));
                Step::Call { result: into, function, arguments: arguments.collect::<Result<_, _>>()? }
            }
        })
    }

    fn var(&self, name: &str, line: u32) -> Result<Var, CodeError> {
        let place = |scope: &[String]| scope.iter().position(|known| known == name);
        let local = self.inside.and_then(|function| place(&self.functions[function].locals)).map(Var::Local);
        let unknown = || CodeError { line, kind: CodeFault::Variable(name.to_owned()) };
        local.or_else(|| place(&self.globals).map(Var::Global)).ok_or_else(unknown)
    }

    fn expr(&self, expr: &Expr<String>, line: u32) -> Result<Expr<Var>, CodeError> {
        let boxed = |inner: &Expr<String>| self.expr(inner, line).map(Box::new);
        let bound = |inner: &Option<Box<Expr<String>>>| inner.as_deref().map(boxed).transpose();
        Ok(match expr {
            Expr::Value(value) => Expr::Value(value.clone()),
            Expr::Var(name) => Expr::Var(self.var(name, line)?),
            Expr::Not(inner) => Expr::Not(boxed(inner)?),
            Expr::And(left, right) => Expr::And(boxed(left)?, boxed(right)?),
            Expr::Or(left, right) => Expr::Or(boxed(left)?, boxed(right)?),
            Expr::Op(op, left, right) => Expr::Op(*op, boxed(left)?, boxed(right)?),
            Expr::Index(whole, at) => Expr::Index(boxed(whole)?, boxed(at)?),
            Expr::Slice(whole, from, to) => Expr::Slice(boxed(whole)?, bound(from)?, bound(to)?),
            Expr::Call(function, arguments) => {
                let arguments = arguments.iter().map(|argument| self.expr(argument, line));
                Expr::Call(*function, arguments.collect::<Result<_, _>>()?)
            }
        })
    }
}
