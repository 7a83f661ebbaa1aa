//! A program in the middle of its work.

use super::eval::{Scope, add, eval, int};
use super::parse::Expr;
use super::program::{Into, Program, Step, Var};
use super::value::{Crash, Value};

/// A program that runs so many steps without a call that could wait loops for ever.
const MOST_STEPS: usize = 20_000;
/// Calls of functions nest no deeper.
const DEEPEST: usize = 50;

/// What a program does now.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Status {
    /// It waits in a recv of so many bytes.
    Receiving(usize),
    /// It waits in a send of these bytes. With `all` the call goes on until all are taken.
    Sending {
        /// The bytes that the call still holds.
        bytes: Vec<u8>,
        /// Whether it is `sendall`.
        all: bool,
    },
    /// It came to its end; a function that was asked for gave this value.
    Done(Value),
    /// It reported an error on purpose: `raise`.
    Reported(String),
    /// It stopped because a line cannot be done.
    Crashed(Crash),
    /// It runs for ever without a call that could wait.
    Loops,
}

/// Sees what a program does, step by step. Lines count from 1.
pub trait Watch {
    /// This line runs.
    fn line(&mut self, _line: u32) {}
    /// A variable changes. `before` is `None` where it had no value.
    fn set(&mut self, _name: &str, _before: Option<&Value>, _after: &Value) {}
    /// The program hands on a message.
    fn deliver(&mut self, _message: Vec<u8>) {}
    /// A send takes these bytes.
    fn send(&mut self, _bytes: &[u8]) {}
}

impl Watch for () {}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Frame {
    /// The step that runs next, or waits.
    at: usize,
    variables: Vec<Option<Value>>,
    function: Option<usize>,
}

/// A program in the middle of its work: where it is, and what its variables hold. Two machines of one program that are equal
/// go on alike.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Machine {
    /// The part outside functions, then the functions that are being called.
    frames: Vec<Frame>,
    status: Status,
    /// Bytes that a sendall has handed on already.
    sent: usize,
}

/// The variables that the running function sees.
struct Look<'a> {
    program: &'a Program,
    frames: &'a [Frame],
}

impl Scope for Look<'_> {
    fn get(&self, var: Var) -> Option<&Value> {
        match var {
            Var::Global(slot) => self.frames.first()?.variables.get(slot)?.as_ref(),
            Var::Local(slot) => self.frames.last()?.variables.get(slot)?.as_ref(),
        }
    }

    fn name(&self, var: Var) -> &str {
        let function = match var {
            Var::Global(_) => None,
            Var::Local(_) => self.frames.last().and_then(|frame| frame.function),
        };
        let (Var::Global(slot) | Var::Local(slot)) = var;
        &self.program.names_in(function)[slot]
    }
}

impl Program {
    /// Runs the part outside functions up to its first recv or its end.
    pub fn start(&self, watch: &mut impl Watch) -> Machine {
        let frame = Frame { at: self.start, variables: vec![None; self.globals.len()], function: None };
        let mut machine = Machine { frames: vec![frame], status: Status::Done(Value::None), sent: 0 };
        self.go(&mut machine, watch);
        machine
    }

    /// Runs one function with these arguments, `sock` left out; `None` if the program has no such function.
    pub fn start_function(&self, name: &str, arguments: Vec<Value>, watch: &mut impl Watch) -> Option<Machine> {
        let index = *self.names.get(name)?;
        let function = &self.functions[index];
        if function.parameters != arguments.len() {
            return None;
        }
        let mut variables: Vec<Option<Value>> = arguments.into_iter().map(Some).collect();
        variables.resize(function.locals.len(), None);
        let outside = Frame { at: self.steps.len(), variables: vec![None; self.globals.len()], function: None };
        let frames = vec![outside, Frame { at: function.start, variables, function: Some(index) }];
        let mut machine = Machine { frames, status: Status::Done(Value::None), sent: 0 };
        self.go(&mut machine, watch);
        Some(machine)
    }

    /// Lets the recv in which the machine waits return these bytes (none: the end of the stream) and runs on to the next
    /// call. More bytes than were asked for are not taken; without a recv nothing happens.
    pub fn receive(&self, machine: &mut Machine, bytes: &[u8], watch: &mut impl Watch) {
        let Status::Receiving(asked) = machine.status else { return };
        let bytes = &bytes[..bytes.len().min(asked)];
        let at = machine.frames.last().map_or(0, |frame| frame.at);
        let done = match &self.steps[at].step {
            Step::Recv(into, _) => self.put(machine, *into, Value::Bytes(bytes.to_vec()), watch),
            Step::RecvInto(into, buffer) => {
                let mut whole = match self.look(&machine.frames).get(*buffer) {
                    Some(Value::Bytes(whole)) => whole.clone(),
                    _ => Vec::new(),
                };
                whole[..bytes.len()].copy_from_slice(bytes);
                let buffer = Some(Into { var: *buffer, add: false });
                self.put(machine, buffer, Value::Bytes(whole), watch)
                    .and_then(|()| self.put(machine, *into, Value::Int(bytes.len() as i64), watch))
            }
            _ => Ok(()),
        };
        self.resume(machine, done, watch);
    }

    /// Lets the send in which the machine waits take this many bytes; `sendall` goes on with the rest.
    pub fn take(&self, machine: &mut Machine, count: usize, watch: &mut impl Watch) {
        let Status::Sending { bytes, all } = &mut machine.status else { return };
        let taken = count.min(bytes.len());
        machine.sent += taken;
        watch.send(&bytes[..taken]);
        if *all && taken < bytes.len() {
            bytes.drain(..taken);
            return;
        }
        let count = std::mem::take(&mut machine.sent);
        let value = if *all { Value::None } else { Value::Int(count as i64) };
        let at = machine.frames.last().map_or(0, |frame| frame.at);
        let done = match &self.steps[at].step {
            Step::Send { count, .. } => self.put(machine, *count, value, watch),
            _ => Ok(()),
        };
        self.resume(machine, done, watch);
    }

    /// The machine without the values of variables that will be set before they are read again: machines that are equal so go
    /// on alike.
    #[must_use]
    pub fn essence(&self, machine: &Machine) -> Machine {
        let mut essence = machine.clone();
        let depth = essence.frames.len();
        for (level, frame) in essence.frames.iter_mut().enumerate() {
            let mut keep = self.live.get(frame.at).copied().unwrap_or(0);
            if level == 0 && depth > 1 {
                keep |= self.read_inside;
            }
            for (slot, value) in frame.variables.iter_mut().enumerate() {
                if keep & (1 << slot) == 0 {
                    *value = None;
                }
            }
        }
        essence
    }

    fn resume(&self, machine: &mut Machine, done: Result<(), Crash>, watch: &mut impl Watch) {
        match done {
            Ok(()) => {
                if let Some(frame) = machine.frames.last_mut() {
                    frame.at += 1;
                }
                self.go(machine, watch);
            }
            Err(crash) => machine.status = Status::Crashed(crash),
        }
    }

    fn go(&self, machine: &mut Machine, watch: &mut impl Watch) {
        for _ in 0..MOST_STEPS {
            match self.step(machine, watch) {
                Ok(None) => {}
                Ok(Some(status)) => {
                    machine.status = status;
                    return;
                }
                Err(crash) => {
                    machine.status = Status::Crashed(crash);
                    return;
                }
            }
        }
        machine.status = Status::Loops;
    }

    /// Runs one step; gives the status with which the machine waits or stops.
    fn step(&self, machine: &mut Machine, watch: &mut impl Watch) -> Result<Option<Status>, Crash> {
        let Some(index) = machine.frames.last().map(|frame| frame.at) else { return Ok(None) };
        let Some(at) = self.steps.get(index) else { return Ok(Some(Status::Done(Value::None))) };
        if !matches!(at.step, Step::Jump(_) | Step::Return(None)) {
            watch.line(at.line);
        }
        let value = |expr: &Expr<Var>, frames: &[Frame]| eval(expr, &self.look(frames)).map(|value| value.into_owned());
        let mut next = index + 1;
        match &at.step {
            Step::Set(into, expr) => {
                let value = value(expr, &machine.frames)?;
                self.put(machine, Some(*into), value, watch)?;
            }
            Step::Recv(into, size) => {
                let size = usize::try_from(int(&value(size, &machine.frames)?)?).map_err(|_| Crash::Type)?;
                if size > 0 {
                    return Ok(Some(Status::Receiving(size)));
                }
                // Python asks the system for nothing then, and returns at once.
                self.put(machine, *into, Value::Bytes(Vec::new()), watch)?;
            }
            Step::RecvInto(into, buffer) => match self.look(&machine.frames).get(*buffer) {
                Some(Value::Bytes(buffer)) if buffer.is_empty() => self.put(machine, *into, Value::Int(0), watch)?,
                Some(Value::Bytes(buffer)) => return Ok(Some(Status::Receiving(buffer.len()))),
                _ => return Err(Crash::Type),
            },
            Step::Send { bytes, all, .. } => {
                let bytes = value(bytes, &machine.frames)?;
                let Value::Bytes(bytes) = bytes else { return Err(Crash::Type) };
                return Ok(Some(Status::Sending { bytes, all: *all }));
            }
            Step::Call { function, arguments, .. } => {
                if machine.frames.len() > DEEPEST {
                    return Err(Crash::TooLarge);
                }
                let mut variables = Vec::new();
                for argument in arguments {
                    variables.push(Some(value(argument, &machine.frames)?));
                }
                let called = &self.functions[*function];
                variables.resize(called.locals.len(), None);
                machine.frames.push(Frame { at: called.start, variables, function: Some(*function) });
                return Ok(None);
            }
            Step::Deliver(expr) => watch.deliver(value(expr, &machine.frames)?.into_bytes()?),
            Step::Raise(text) => return Ok(Some(Status::Reported(text.clone()))),
            Step::Return(expr) => {
                let value = match expr {
                    Some(expr) => value(expr, &machine.frames)?,
                    None => Value::None,
                };
                if machine.frames.len() == 1 {
                    return Ok(Some(Status::Done(value)));
                }
                machine.frames.pop();
                let Some(caller) = machine.frames.last() else { return Ok(Some(Status::Done(value))) };
                let Some(call) = self.steps.get(caller.at) else { return Ok(Some(Status::Done(value))) };
                if let Step::Call { result, .. } = &call.step {
                    self.put(machine, *result, value, watch)?;
                }
                next = machine.frames.last().map_or(0, |frame| frame.at + 1);
            }
            Step::Unless(condition, to) => {
                if !eval(condition, &self.look(&machine.frames))?.truth() {
                    next = *to;
                }
            }
            Step::Jump(to) => next = *to,
            Step::Pass => {}
        }
        if let Some(frame) = machine.frames.last_mut() {
            frame.at = next;
        }
        Ok(None)
    }

    fn look<'a>(&'a self, frames: &'a [Frame]) -> Look<'a> {
        Look { program: self, frames }
    }

    /// What the source calls the variables of a function, or those outside functions.
    fn names_in(&self, function: Option<usize>) -> &[String] {
        match function {
            Some(function) => &self.functions[function].locals,
            None => &self.globals,
        }
    }

    fn put(
        &self,
        machine: &mut Machine,
        into: Option<Into>,
        value: Value,
        watch: &mut impl Watch,
    ) -> Result<(), Crash> {
        let Some(into) = into else { return Ok(()) };
        let last = machine.frames.len() - 1;
        let (level, slot) = match into.var {
            Var::Global(slot) => (0, slot),
            Var::Local(slot) => (last, slot),
        };
        let names = self.names_in(machine.frames[level].function);
        let place = &mut machine.frames[level].variables[slot];
        let value = match into.add {
            true => add(place.as_ref().ok_or_else(|| Crash::Unset(names[slot].clone()))?, &value)?,
            false => value,
        };
        watch.set(&names[slot], place.as_ref(), &value);
        *place = Some(value);
        Ok(())
    }
}

impl Machine {
    /// What the program does now.
    pub fn status(&self) -> &Status {
        &self.status
    }

    /// The line that runs next, or in which the program waits or stopped.
    pub fn line(&self, program: &Program) -> Option<u32> {
        self.frames.last().and_then(|frame| program.steps.get(frame.at)).map(|at| at.line)
    }

    /// The variables outside functions, then those of the function that runs, as far as they have a value.
    pub fn variables<'a>(&'a self, program: &'a Program) -> Vec<(&'a str, &'a Value)> {
        let shown = self.frames.iter().take(1).chain(self.frames.iter().skip(1).next_back());
        let mut found = Vec::new();
        for frame in shown {
            let names = program.names_in(frame.function);
            let values = names.iter().zip(&frame.variables);
            found.extend(values.filter_map(|(name, value)| Some((name.as_str(), value.as_ref()?))));
        }
        found
    }
}
