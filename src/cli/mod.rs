//! The command line: one file a command.

mod args;
mod breaks;
mod doctor;
mod format;
mod frame;
mod judge;
mod knobs;
mod outcomes;
mod practice;
mod progress;
mod run;
mod screen;
mod short;
mod table;
mod trace;
mod witness;

use std::io::{BufWriter, IsTerminal, Stdout, Write};
use std::process::ExitCode;

use clap::Parser;

use crate::doc::{self, Worksheet};
use crate::msg;
use crate::text::{Diagnostic, Message, Severity, Source, Texts, escape};
use crate::tui::app::knobs::kept_share;

/// What a command ends with, besides what it has printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Answer {
    /// Done: exit status 0.
    Done,
    /// The answer is "no": exit status 1.
    No,
}

/// Why a command could not do its work: exit status 2.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Bad usage or input; said to standard error.
    Said(Message),
    /// The findings have been printed already.
    Printed,
    /// Nobody reads the output any more (`| head`): nothing to say.
    Unread,
    /// Another reason, from the system.
    Other(anyhow::Error),
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::BrokenPipe => Failure::Unread,
            _ => Failure::Said(msg!("cli-cannot-write", why = error.to_string())),
        }
    }
}

impl From<Message> for Failure {
    fn from(message: Message) -> Self {
        Failure::Said(message)
    }
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        Failure::Other(error)
    }
}

/// Runs the command that the arguments name and gives the exit status: 0 done, 1 the answer is "no", 2 bad usage or input.
pub fn main() -> ExitCode {
    let args = args::Args::parse();
    let texts = Texts::english();
    let mut console = Console { texts: &texts, out: BufWriter::new(std::io::stdout()), faulty: false };
    match args.run(&mut console) {
        Ok(_) if console.faulty => ExitCode::from(2),
        Ok(Answer::Done) => ExitCode::SUCCESS,
        Ok(Answer::No) => ExitCode::from(1),
        Err(Failure::Unread) => ExitCode::SUCCESS,
        Err(Failure::Printed) => ExitCode::from(2),
        Err(Failure::Said(message)) => {
            console.complain(&message);
            ExitCode::from(2)
        }
        Err(Failure::Other(error)) => {
            console.talk(&format!("chunkscope: {error:#}"));
            ExitCode::from(2)
        }
    }
}

/// Where a headless command talks: results to standard output, everything else to standard error.
pub(crate) struct Console<'a> {
    pub(crate) texts: &'a Texts,
    /// Not locked: the screens write to standard output too, from more than one thread.
    pub(crate) out: BufWriter<Stdout>,
    /// Something of the input was not understood.
    faulty: bool,
}

/// A worksheet with what was not understood of it.
pub(crate) struct Read {
    pub(crate) source: Source,
    pub(crate) sheet: Worksheet,
    pub(crate) findings: Vec<Diagnostic>,
}

impl Console<'_> {
    /// A line to standard error.
    pub(crate) fn talk(&self, line: &str) {
        // Nowhere is left to report that standard error is closed.
        let _ = writeln!(std::io::stderr().lock(), "{line}");
    }

    /// A sentence to standard error, after the program's name. Names of files may be anything: no control reaches the
    /// terminal.
    pub(crate) fn complain(&self, message: &Message) {
        self.talk(&format!("chunkscope: {}", escape::visible(&self.texts.say(message))));
    }

    /// A value as one line of JSON.
    pub(crate) fn json(&mut self, value: &impl serde::Serialize) -> Result<(), Failure> {
        let line = serde_json::to_string(value).map_err(anyhow::Error::from)?;
        writeln!(self.out, "{line}")?;
        Ok(self.out.flush()?)
    }

    /// Reads the worksheet at `path` (`-`: standard input) and tells what was not understood. Without a row of the table the
    /// rest goes on, and the exit status will be 2; without a call the script is another one, and nothing is said of it.
    pub(crate) fn worksheet(&mut self, path: &str) -> Result<(Source, Worksheet), Failure> {
        let read = self.read(path)?;
        self.findings(&read.source, &read.findings);
        if read.sheet.lost_calls {
            self.complain(&msg!("cli-lost-calls"));
            return Err(Failure::Printed);
        }
        self.faulty |= read.findings.iter().any(|finding| finding.severity == Severity::Error);
        Ok((read.source, read.sheet))
    }

    /// Reads a worksheet and leaves the findings to the caller, unless nothing usable is left.
    pub(crate) fn read(&self, path: &str) -> Result<Read, Failure> {
        let source = doc::load(path.as_ref()).map_err(|error| error.message())?;
        let (sheet, mut findings) = doc::parse_worksheet(&source);
        findings.extend(kept_share(&sheet).err());
        if sheet.script.calls.is_empty() {
            self.findings(&source, &findings);
            if findings.iter().all(|finding| finding.severity != Severity::Error) {
                self.complain(&msg!("cli-no-calls", file = source.name.clone()));
            }
            return Err(Failure::Printed);
        }
        Ok(Read { source, sheet, findings })
    }

    pub(crate) fn findings(&self, source: &Source, findings: &[Diagnostic]) {
        if !findings.is_empty() {
            let colour =
                std::io::stderr().is_terminal() && supports_color::on(supports_color::Stream::Stderr).is_some();
            self.talk(crate::text::render(findings, source, self.texts, colour).trim_end());
        }
    }
}
