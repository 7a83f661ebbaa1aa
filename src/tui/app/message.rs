//! What can happen to an [`App`](super::App), and what it asks the outside world to do.

use std::sync::Arc;

use ratatui::crossterm::event::{KeyEvent, MouseEvent};

use super::keep::{Job, News};
use super::network::Reach;
use crate::engine::{EngineError, Histogram, Plan, Update, short};
use crate::script::Script;
use crate::stream::map::{Part, Ways};
use crate::stream::{Attempt, Count, Fault, Outcome, Reading, Row, Schedule, Standing, Step, Verdict};
use crate::text::Message;
use crate::tui::asks::{Answer, Question};

/// What can happen.
#[derive(Debug)]
pub enum Msg {
    /// A key went down.
    Key(KeyEvent),
    /// Text was pasted.
    Paste(String),
    /// The mouse.
    Mouse(MouseEvent),
    /// The terminal has another size now.
    Resize(u16, u16),
    /// The terminal window got or lost the focus.
    Watched(bool),
    /// Time went by, and something shows it.
    Tick,
    /// News of run number `id`.
    Run {
        /// As in [`Effect::Start`].
        id: u64,
        /// The news.
        update: Update,
    },
    /// The model has answered every row.
    Judged {
        /// As in [`Effect::Judge`].
        id: u64,
        /// An answer for each row.
        verdicts: Vec<Verdict>,
    },
    /// The model has counted the outcomes.
    Counted {
        /// As in [`Effect::Judge`].
        id: u64,
        /// How many.
        count: Count,
    },
    /// The nearest attempt at an impossible row.
    Attempted {
        /// As in [`Effect::Attempt`].
        id: u64,
        /// The attempt, if there is one.
        attempt: Option<Attempt>,
    },
    /// The model has said which outcomes there are.
    Mapped {
        /// As in [`Effect::Map`].
        id: u64,
        /// Which.
        ways: Ways,
    },
    /// The model's word on the outcome of run number `id`.
    Stands {
        /// As in [`Effect::Stand`].
        id: u64,
        /// Its word.
        standing: Standing,
    },
    /// A step of short send number `id` was made, or could not be made.
    Short {
        /// As in [`Effect::ShortBegin`].
        id: u64,
        /// What it found, or why not.
        result: Result<short::Event, Message>,
    },
    /// News of the disk.
    Kept(News),
    /// How far burst number `id` is; over when `over`.
    Burst {
        /// As in [`Effect::Burst`].
        id: u64,
        /// What its runs gave so far, or the reason why there will be no more.
        result: Result<Histogram, EngineError>,
        /// Nothing more comes.
        over: bool,
    },
    /// The model's answer to [`Effect::Offer`].
    Offered {
        /// The calls.
        script: Arc<Script>,
        /// Which orders of events count.
        reading: Reading,
        /// Possible outcomes that people think of first.
        outcomes: Vec<Outcome>,
    },
    /// The model's word on what is still open.
    Reach {
        /// As in [`Effect::Reach`].
        id: u64,
        /// Its word.
        reach: Reach,
    },
    /// The run by hand would not make a step.
    Refused {
        /// As in [`Effect::Play`].
        id: u64,
        /// Which step, from 0.
        at: usize,
        /// The reason.
        why: Message,
    },
    /// An answer to question number `id`, or how far it is.
    Answered {
        /// As in [`Effect::Ask`].
        id: u64,
        /// The answer.
        answer: Answer,
    },
    /// A thread beside the screen has failed; its words.
    Broken(String),
    /// The program came back from the background: everything is to be drawn anew.
    Resumed,
    /// The system asks to stop (Ctrl-Z from outside).
    Suspend,
    /// The system asks to end.
    Terminate,
}

/// What the outside world is asked to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Start a run on real sockets; a run that goes on is stopped.
    Start {
        /// Comes back with its news.
        id: u64,
        /// What to run.
        plan: Box<Plan>,
        /// The order of events to replay, in the place of the plan's delivery.
        replay: Option<Arc<Schedule>>,
    },
    /// Start a run in which each step is chosen by hand; a run that goes on is stopped.
    Hand {
        /// Comes back with its news.
        id: u64,
        /// What to run.
        plan: Box<Plan>,
    },
    /// Make a step of the run by hand.
    Play {
        /// The run; comes back if it would not.
        id: u64,
        /// Which step it is, from 0.
        at: usize,
        /// The step.
        step: Step,
    },
    /// Ask the model what is still open.
    Reach {
        /// Comes back with the answer.
        id: u64,
        /// The calls.
        script: Arc<Script>,
        /// Which orders of events count.
        reading: Reading,
        /// What was done so far.
        steps: Vec<Step>,
        /// What is wanted.
        goal: Option<Row>,
    },
    /// Run a plan many times in the background, at low priority; a burst that goes on is stopped.
    Burst {
        /// Comes back with its news.
        id: u64,
        /// What to run.
        plan: Box<Plan>,
        /// How often.
        times: u64,
    },
    /// Stop the burst.
    StopBurst,
    /// Give this text to the terminal's clipboard.
    Copy(String),
    /// Let the run make one step.
    Step,
    /// Let the run go on to its end.
    RunToEnd,
    /// Stop the run.
    Stop,
    /// Ask the model about rows, and how many outcomes there are.
    Judge {
        /// Comes back with the answer.
        id: u64,
        /// The calls.
        script: Arc<Script>,
        /// The rows.
        rows: Vec<Row>,
        /// Which orders of events count.
        reading: Reading,
    },
    /// Ask the model for the nearest attempt at an impossible row.
    Attempt {
        /// Comes back with the answer.
        id: u64,
        /// The calls.
        script: Arc<Script>,
        /// The row.
        row: Box<Row>,
        /// Why it is impossible.
        fault: Box<Fault>,
        /// Which orders of events count.
        reading: Reading,
    },
    /// Ask the model which outcomes there are.
    Map {
        /// Comes back with the answer.
        id: u64,
        /// The calls.
        script: Arc<Script>,
        /// Which orders of events count.
        reading: Reading,
        /// The branches that were opened, where they are too many to be listed.
        path: Vec<Part>,
    },
    /// Ask the model about what a run gave.
    Stand {
        /// The run.
        id: u64,
        /// The calls.
        script: Arc<Script>,
        /// What it gave.
        outcome: Outcome,
        /// Which orders of events count.
        reading: Reading,
    },
    /// Ask the model for outcomes that can be guessed before many runs.
    Offer {
        /// The calls.
        script: Arc<Script>,
        /// Which orders of events count.
        reading: Reading,
    },
    /// Make ready for a short send; one before it is given up.
    ShortBegin {
        /// Comes back with its news.
        id: u64,
        /// What is wanted.
        order: short::Order,
    },
    /// Make its next step.
    ShortStep,
    /// Give it up.
    ShortEnd,
    /// Ask about receivers or programs; a question that is not answered yet is forgotten.
    Ask {
        /// Comes back with the answer.
        id: u64,
        /// The question.
        question: Question,
    },
    /// Forget the question.
    StopAsking,
    /// Read or write files.
    Keep(Job),
    /// Take the mouse, or leave it to the terminal.
    Mouse(bool),
    /// Draw everything anew.
    Redraw,
    /// Take the terminal anew, which the shell may have set up otherwise meanwhile, and draw everything.
    Retake,
    /// Give the terminal back and stop until the shell lets us go on.
    Suspend,
    /// End the program.
    Quit,
}
