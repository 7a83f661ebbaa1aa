//! What may stand on the command line.

use std::num::NonZeroUsize;

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};

use super::knobs::KnobArgs;
use super::{
    Answer, Console, Failure, breaks, doctor, frame, judge, outcomes, practice, progress, run, screen, short, witness,
};
use crate::engine::{Start, Via, apart};
use crate::framing::Framing;
use crate::progress::Store;
use crate::quiz::generate::Level;
use crate::stream::Reading;

/// See that TCP carries bytes, not messages: type send and recv, run them on real sockets, watch the bytes.
#[derive(Debug, Parser)]
#[command(name = "chunkscope", version, about, max_term_width = 100)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    screen: ScreenArgs,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Open the lab, on a worksheet or on an empty script
    Lab(LabArgs),
    /// Show a worksheet on a projector: large, one thought on each page
    Present(PresentArgs),
    /// Say of each row of a worksheet's table whether it is possible, and why not
    Judge(JudgeArgs),
    /// Say how many outcomes a worksheet's calls can have, and which
    Outcomes(OutcomesArgs),
    /// Run a worksheet's calls on real sockets
    Run(RunArgs),
    /// Make each possible row of a worksheet's table happen on real sockets
    Witness(WitnessArgs),
    /// Look whether this machine is ready for a lecture, and measure what the lessons show on it
    Doctor(DoctorArgs),
    /// Answer new quizzes, one after the other; the same seed gives the same quizzes everywhere
    Practice(PracticeArgs),
    /// Say what was practised, hand it on, or begin anew
    Progress(ProgressArgs),
    /// Open the screens about messages: frame them, cut the stream, watch a receiver
    Framing,
    /// Write messages as bytes, or read the messages out of bytes
    Frame(FrameArgs),
    /// Find the smallest cuts that break a receiver, or prove that none does
    Break(BreakArgs),
    /// Make a send take fewer bytes than it is given, where you say, or wait, and show what was done for that
    Short(ShortArgs),
    /// Make one run for another process of this program, which gives the plan
    #[command(name = apart::COMMAND, hide = true)]
    RunApart,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct PracticeArgs {
    /// How hard: 1 two sends and two recvs, 2 buffer sizes, 3 the end, 4 flags, 5 both directions
    #[arg(long, value_parser = level)]
    pub(crate) level: Option<Level>,
    /// The series of quizzes; without it, the one begun before, or a new one
    #[arg(long)]
    pub(crate) seed: Option<u64>,
    /// The seed that belongs to a name: each student of a class gets quizzes of their own
    #[arg(long, value_name = "NAME", conflicts_with = "seed")]
    pub(crate) seed_from: Option<String>,
    /// Which quiz of the series; later ones have more rows
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) quiz: u32,
    /// Print the quiz as a worksheet (Markdown) and end
    #[arg(long)]
    pub(crate) print: bool,
    /// How to print it; json has the answers too, and prints without --print
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ProgressArgs {
    /// Print what was practised for other programs
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(crate) export: Option<ExportFormat>,
    /// Forget what was practised
    #[arg(long, conflicts_with = "export")]
    pub(crate) reset: bool,
    /// Print where it is kept
    #[arg(long = "where", conflicts_with_all = ["export", "reset"])]
    pub(crate) place: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportFormat {
    Csv,
    Json,
}

fn level(text: &str) -> Result<Level, String> {
    text.parse().ok().and_then(Level::new).ok_or_else(|| crate::text::Texts::english().get("cli-level"))
}

#[derive(Debug, ClapArgs)]
pub(crate) struct LabArgs {
    /// A worksheet (Markdown); without one the lab opens empty
    pub(crate) file: Option<String>,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct PresentArgs {
    /// A worksheet (Markdown); without one, that of lesson 1
    pub(crate) file: Option<String>,
}

/// How the screen looks.
#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct ScreenArgs {
    /// When to use colours; NO_COLOR in the environment means never
    #[arg(long, value_enum, default_value_t = Color::Auto, global = true)]
    pub(crate) color: Color,
    /// Draw with ASCII signs only
    #[arg(long, global = true)]
    pub(crate) ascii: bool,
    /// The colours that suit the terminal's background
    #[arg(long, value_enum, global = true)]
    pub(crate) theme: Option<ThemeName>,
    /// Leave the mouse to the terminal
    #[arg(long, global = true)]
    pub(crate) no_mouse: bool,
    /// Keep nothing: no settings, recent files, unsaved work or progress is written
    #[arg(long, global = true)]
    pub(crate) no_save: bool,
}

impl ScreenArgs {
    /// Where things are kept.
    pub(crate) fn store(&self) -> Store {
        Store::of_user(!self.no_save)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ThemeName {
    Dark,
    Light,
    /// Black, for projectors
    ContrastDark,
    /// White, for projectors
    ContrastLight,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct JudgeArgs {
    /// A worksheet (Markdown), or - for standard input
    pub(crate) file: String,
    /// Which orders of events are considered
    #[arg(long, value_enum, default_value_t = ReadingName::InOrder)]
    pub(crate) reading: ReadingName,
    /// How to print the answers
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct OutcomesArgs {
    /// A worksheet (Markdown), or - for standard input
    pub(crate) file: String,
    /// List at most so many outcomes
    #[arg(long, default_value_t = 100)]
    pub(crate) limit: usize,
    /// Which orders of events are considered
    #[arg(long, value_enum, default_value_t = ReadingName::InOrder)]
    pub(crate) reading: ReadingName,
    /// How to print the outcomes
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct DoctorArgs {
    /// Fewer runs and shorter pauses: under a second
    #[arg(long)]
    pub(crate) quick: bool,
    /// How to print the findings
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct WitnessArgs {
    /// A worksheet (Markdown), or - for standard input
    pub(crate) file: String,
    /// Only this row, told line by line
    #[arg(long)]
    pub(crate) row: Option<u32>,
    /// Which orders of events are considered
    #[arg(long, value_enum, default_value_t = ReadingName::InOrder)]
    pub(crate) reading: ReadingName,
    /// How to print the rows
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct RunArgs {
    /// A worksheet (Markdown), or - for standard input
    pub(crate) file: String,
    /// Run so many times; above 1 a histogram is printed
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u64).range(1..=10_000_000))]
    pub(crate) times: u64,
    /// What stands between the two sockets: direct, whole, merged, drip, random, pieces=1,9 or pieces=c:1,9;s:3
    #[arg(long, default_value = "direct", value_parser = via)]
    pub(crate) via: Via,
    /// Who goes first: sends-first, server-first or free
    #[arg(long, default_value = "sends-first", value_parser = start)]
    pub(crate) start: Start,
    /// Seed of everything random; without it, another one each time
    #[arg(long)]
    pub(crate) seed: Option<u64>,
    /// Tell what happened line by line, as strace would (one run)
    #[arg(long, conflicts_with = "times")]
    pub(crate) trace: bool,
    #[command(flatten)]
    pub(crate) knobs: KnobArgs,
    /// How to print the result; csv has a line for each outcome
    #[arg(long, value_enum, default_value_t = RunFormat::Text)]
    pub(crate) format: RunFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum RunFormat {
    Text,
    Json,
    Csv,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Text,
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReadingName {
    /// One call at a time, in the order written
    InOrder,
    /// Each side for itself
    Concurrent,
}

impl ReadingName {
    /// The key of its words.
    pub(crate) fn key(self) -> &'static str {
        match self {
            ReadingName::InOrder => "cli-reading-in-order",
            ReadingName::Concurrent => "cli-reading-concurrent",
        }
    }
}

impl From<ReadingName> for Reading {
    fn from(name: ReadingName) -> Self {
        match name {
            ReadingName::InOrder => Reading::InOrder,
            ReadingName::Concurrent => Reading::Concurrent,
        }
    }
}

fn via(text: &str) -> Result<Via, String> {
    text.parse::<Via>().map_err(|message| crate::text::Texts::english().say(&message))
}

fn start(text: &str) -> Result<Start, String> {
    text.parse::<Start>().map_err(|message| crate::text::Texts::english().say(&message))
}

#[derive(Debug, ClapArgs)]
pub(crate) struct FrameArgs {
    #[command(subcommand)]
    pub(crate) command: FrameCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum FrameCommand {
    /// Write messages as the bytes that go into the stream
    Encode {
        #[command(flatten)]
        input: FrameInput,
        /// The type of the messages, for framings that carry one
        #[arg(long = "type", value_name = "BYTE")]
        tag: Option<u8>,
        /// A message, with escapes such as \n and \x00; may be given more than once. Without it the file is one message
        #[arg(long = "message", short = 'm', value_name = "TEXT", conflicts_with = "file")]
        messages: Vec<String>,
    },
    /// Read the messages out of a stream
    Decode {
        #[command(flatten)]
        input: FrameInput,
        /// The longest message that is read, in bytes
        #[arg(long, default_value_t = crate::framing::DEFAULT_LIMIT)]
        limit: usize,
    },
}

#[derive(Debug, ClapArgs)]
pub(crate) struct FrameInput {
    /// A file of bytes, or - for standard input
    pub(crate) file: Option<String>,
    /// How messages are marked: digits:10, u16be, type+u8, lf, crlf, nul, delim:"\r\n\r\n", lf+escape, fixed:16, close
    #[arg(long, value_parser = framing)]
    pub(crate) framing: Framing,
    /// Bytes of the stream are written in hex; encode reads its file in hex too
    #[arg(long)]
    pub(crate) hex: bool,
    /// How to print the result
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct BreakArgs {
    /// The receiver's name; without one, all are listed
    pub(crate) receiver: Option<String>,
    /// List the receivers
    #[arg(long)]
    pub(crate) list: bool,
    /// How many bytes a recv asks for, where the receiver leaves that open
    #[arg(long, value_parser = breaks::read_size)]
    pub(crate) read_size: Option<NonZeroUsize>,
    /// The messages that are sent, with escapes such as \n; without it a set of short ones is searched
    #[arg(long, value_name = "TEXT", num_args = 1..)]
    pub(crate) messages: Vec<String>,
    /// How to print the answer
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ShortArgs {
    /// How many bytes the first send finds room for; without it, somewhat less than a third
    #[arg(long, value_name = "BYTES")]
    pub(crate) cut: Option<usize>,
    /// How many bytes there are to send
    #[arg(long, value_name = "BYTES", default_value_t = crate::engine::short::LENGTH)]
    pub(crate) length: usize,
    /// How it waits, and so what makes it return early
    #[arg(long, value_enum, default_value_t = ShortBy::NonBlocking)]
    pub(crate) by: ShortBy,
    /// With --by signal: the signal's handler is set with SA_RESTART
    #[arg(long)]
    pub(crate) restart: bool,
    /// How to print it
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ShortBy {
    /// Nothing: it waits until all is taken
    Blocking,
    /// MSG_DONTWAIT
    NonBlocking,
    /// SO_SNDTIMEO
    TimeOut,
    /// A signal to the thread that sends
    Signal,
}

fn framing(text: &str) -> Result<Framing, String> {
    text.parse::<Framing>().map_err(|message| crate::text::Texts::english().say(&message))
}

impl Args {
    pub(crate) fn run(&self, console: &mut Console) -> Result<Answer, Failure> {
        match &self.command {
            None => screen::home(&self.screen, console),
            Some(Command::Lab(args)) => screen::lab(args, &self.screen, console),
            Some(Command::Present(args)) => screen::present(args, &self.screen, console),
            Some(Command::Judge(args)) => judge::run(args, console),
            Some(Command::Outcomes(args)) => outcomes::run(args, console),
            Some(Command::Run(args)) => run::run(args, console),
            Some(Command::Witness(args)) => witness::run(args, console),
            Some(Command::Practice(args)) => practice::run(args, &self.screen, console),
            Some(Command::Progress(args)) => progress::run(args, &self.screen.store(), console),
            Some(Command::Framing) => screen::framing(&self.screen, console),
            Some(Command::Frame(args)) => frame::run(args, console),
            Some(Command::Break(args)) => breaks::run(args, self.screen.ascii, console),
            Some(Command::Short(args)) => short::run(args, console),
            Some(Command::RunApart) => Ok(apart::serve().map(|()| Answer::Done)?),
            Some(Command::Doctor(args)) => doctor::run(args, &self.screen.store(), console),
        }
    }
}
