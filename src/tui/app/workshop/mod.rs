//! The workshop's state: a bench, the run that it gives, the predictions.

mod typing;

use std::sync::Arc;

pub use typing::{Typing, What, Wrong};

use super::lab::{Run, RunState};
use crate::engine::{Knobs, Plan, Start, Via};
use crate::framing::Framing;
use crate::framing::bench::{Bench, Claim, EXAMPLES, Ends, Idle, Laid, Question, Refused};
use crate::framing::code::Status;
use crate::framing::stage::View;
use crate::stream::Step;

/// The framings that a key goes through, by way: fixed length, delimiter, length first, end by closing.
pub const WAYS: [&[&str]; 4] = [
    &["fixed:16", "fixed:24", "fixed:8", "fixed:16+cut"],
    &["lf", "crlf", "nul", "lf+escape"],
    &["digits:10", "digits:5", "u8", "u16be", "u16le", "u32be", "u32le", "type+u8"],
    &["close"],
];

/// Which of the four ways a framing is, from 0.
pub fn way_of(framing: &Framing) -> usize {
    match framing {
        Framing::Fixed { .. } => 0,
        Framing::Delimiter(_) => 1,
        Framing::Length { .. } => 2,
        Framing::Close => 3,
    }
}

/// The sizes of a recv that a key goes through, in bytes.
pub const READ_SIZES: [usize; 4] = [15, 5, 8, 1024];

/// A prediction that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asking {
    /// Which of the receiver's recvs, from 0.
    pub recv: usize,
    /// Bytes that it asks for.
    pub asked: usize,
    /// The bytes that it will get.
    pub gets: Vec<u8>,
    /// The question.
    pub question: Question,
}

/// A prediction that was compared with what came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// Which of the receiver's recvs, from 0.
    pub recv: usize,
    /// What was asked.
    pub question: Question,
    /// The choice that was picked.
    pub picked: usize,
    /// What is so.
    pub truth: Claim,
}

impl Answered {
    /// Whether the prediction was right.
    pub fn right(&self) -> bool {
        self.question.choices.get(self.picked).is_some_and(|choice| choice.claim == self.truth)
    }
}

/// Everything that the workshop shows.
#[derive(Debug)]
pub struct Workshop {
    /// Messages, framing, cuts.
    pub bench: Bench,
    /// What they give.
    pub laid: Result<Laid, Refused>,
    /// Which example it is; none once something was changed.
    pub example: Option<usize>,
    /// The byte with the cursor.
    pub cursor: usize,
    /// All bytes in hex.
    pub hex: bool,
    /// Where there is room for one thing only: which.
    pub below: Below,
    /// Where there is room for one direction only: the server's answers.
    pub back: bool,
    /// The first line of the source that is shown, from 1, once somebody scrolled it; else the lines that run are kept in sight.
    pub code: Option<u32>,
    /// What is being typed.
    pub typing: Option<Typing>,
    /// Messages that were left while they could not be read: typing goes on there.
    pub draft: Option<Typing>,
    /// The run on real sockets.
    pub run: Run,
    /// The prediction asked for now.
    pub asking: Option<Asking>,
    /// The choice picked for it.
    pub picked: Option<usize>,
    /// Predictions so far in this run.
    pub answers: Vec<Answered>,
    /// The recvs whose question was passed over.
    pub skipped: usize,
    /// The seed of the next random cuts.
    pub seed: u64,
}

/// What stands below the bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Below {
    /// The receiver's variables, and its source where there is room.
    #[default]
    Receiver,
    /// The receiver's source.
    Code,
    /// What the framings cost.
    Costs,
}

impl Workshop {
    /// The workshop on the first example.
    pub fn new() -> Workshop {
        Workshop::of(0, 1)
    }

    fn of(example: usize, seed: u64) -> Workshop {
        let bench = EXAMPLES[example % EXAMPLES.len()].bench();
        Workshop {
            laid: bench.lay(),
            bench,
            example: Some(example % EXAMPLES.len()),
            cursor: 0,
            hex: false,
            below: Below::default(),
            back: false,
            code: None,
            typing: None,
            draft: None,
            run: Run::default(),
            asking: None,
            picked: None,
            answers: Vec::new(),
            skipped: 0,
            seed,
        }
    }

    /// The next example. What is shown, and how, stays.
    pub fn next_example(&mut self) {
        let next = self.example.map_or(0, |example| example + 1);
        let (hex, below) = (self.hex, self.below);
        *self = Workshop { hex, below, ..Workshop::of(next, self.seed) };
    }

    /// Nothing has run.
    pub fn clear_run(&mut self) {
        self.run = Run::default();
        self.asking = None;
        self.picked = None;
        self.answers.clear();
        self.skipped = 0;
        self.code = None;
    }

    /// Changes the bench. What ran belongs to the one before.
    pub fn change(&mut self, change: impl FnOnce(&mut Bench)) {
        let before = self.bench.clone();
        change(&mut self.bench);
        if self.bench == before {
            return;
        }
        if self.bench.framing != before.framing {
            self.bench.cuts.clear();
            self.bench.ends = Ends::Never;
            // The answers of the echo have the framing of the lesson.
            self.bench.echo &= self.bench.framing == before.framing;
        }
        self.example = None;
        self.lay();
    }

    fn lay(&mut self) {
        self.clear_run();
        self.laid = self.bench.lay();
        if let Ok(laid) = &self.laid
            && self.bench.cuts.last().is_some_and(|last| *last >= laid.len())
        {
            // Shorter messages: what lay behind their end cuts nothing.
            let len = laid.len();
            self.bench.cuts.retain(|cut| *cut < len);
            self.laid = self.bench.lay();
        }
        self.cursor = self.cursor.min(self.len().saturating_sub(1));
    }

    /// Bytes of the stream.
    pub fn len(&self) -> usize {
        self.laid.as_ref().map_or(0, Laid::len)
    }

    /// Whether there is no stream.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The plan of a run.
    pub fn plan(&self) -> Option<Plan> {
        let script = Arc::clone(&self.laid.as_ref().ok()?.stage.script);
        Some(Plan { script, via: Via::Direct, start: Start::SendsFirst, seed: 0, knobs: Knobs::default() })
    }

    /// What the receiver's program has made of the bytes that came.
    pub fn view(&self) -> Option<View> {
        let laid = self.laid.as_ref().ok()?;
        Some(View::after(&laid.plain.program, &laid.stage.script, &self.run.events))
    }

    /// Whether a step is a recv that the receiver makes: there the run rests.
    pub fn is_recv(&self, step: Step) -> bool {
        let Ok(laid) = &self.laid else { return false };
        matches!(step, Step::Issue { call, .. } if laid.stage.recvs().any(|recv| recv == call))
    }

    /// How many of the receiver's recvs have returned, of how many that will.
    pub fn recvs(&self) -> (usize, usize) {
        let Ok(laid) = &self.laid else { return (0, 0) };
        let view = self.view();
        (view.map_or(0, |view| view.recvs.len()), laid.stage.recvs().count())
    }

    /// Asks for a prediction of the next recv.
    pub fn ask(&mut self) {
        self.asking = self.next_question();
        self.picked = None;
    }

    fn next_question(&self) -> Option<Asking> {
        let laid = self.laid.as_ref().ok()?;
        let number = self.view()?.recvs.len();
        let question = laid.question(number)?;
        let recv = laid.model().into_iter().nth(number);
        let gets = recv.and_then(|recv| laid.stream().get(recv.bytes).map(<[u8]>::to_vec)).unwrap_or_default();
        let Status::Receiving(asked) = self.view()?.status else { return None };
        Some(Asking { recv: number, asked, gets, question })
    }

    /// Compares a prediction with what the recv really gave.
    pub fn compare(&mut self) {
        let Some(number) = self.asking.as_ref().map(|asking| asking.recv) else { return };
        let Some(view) = self.view() else { return };
        // One that never returned was made, and waits.
        let truth = |about| match view.recvs.get(number) {
            Some(recv) => Some(Question::truth(about, recv)),
            None => view.waits.then_some(Claim::Idle(Idle::Waits)),
        };
        let Some(truth) = self.asking.as_ref().and_then(|asking| truth(asking.question.about)) else { return };
        if let (Some(Asking { question, .. }), Some(picked)) = (self.asking.take(), self.picked.take()) {
            self.answers.push(Answered { recv: number, question, picked, truth });
        }
    }

    /// Whether a prediction is asked for and none was made.
    pub fn is_asking(&self) -> bool {
        self.asking.is_some()
            && self.picked.is_none()
            && self.typing.is_none()
            && matches!(self.run.state, RunState::Rests(_))
    }

    /// Which way of marking messages, from 0, and which of its kinds; the kind is none for a framing that was typed.
    pub fn way(&self) -> (usize, Option<usize>) {
        let way = way_of(&self.bench.framing);
        let name = self.bench.framing.to_string();
        (way, WAYS[way].iter().position(|kind| *kind == name))
    }

    /// Chooses a way; chosen again, its next kind.
    pub fn choose(&mut self, way: usize) {
        let (now, kind) = self.way();
        let kinds = WAYS[way % WAYS.len()];
        let next = if now == way { kind.map_or(0, |kind| kind + 1) % kinds.len() } else { 0 };
        if let Ok(framing) = kinds[next].parse() {
            self.change(|bench| bench.framing = framing);
        }
    }
}

impl Default for Workshop {
    fn default() -> Self {
        Workshop::new()
    }
}
