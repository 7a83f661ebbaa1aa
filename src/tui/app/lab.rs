//! The lab's state.

use std::path::PathBuf;
use std::sync::Arc;

use super::Editor;
use super::Sheet;
use super::burst::{Burst, Seen};
pub use super::knobs::Network;
use super::knobs::{FIRST_SEED, TypedValue};
use super::network::Play;
use super::projector::Show;
pub use super::run::{Run, RunState};
use crate::call::Side;
use crate::engine::{Knobs, Start};
use crate::quiz::{Ask, Phase, Quiz};
use crate::script::Script;
use crate::stream::{Count, Schedule, Verdict};
use crate::text::Source;
use ratatui_textarea::TextArea;

/// A pane that can have the focus.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Pane {
    /// The calls of one side.
    Calls(Side),
    /// The bytes.
    Stream,
    /// What can be set before a run.
    Knobs,
    /// What happened, event by event.
    Trace,
    /// What the kernels hold.
    Kernel,
    /// The table, and what is asked about it.
    Quiz,
}

impl Pane {
    /// The panes that share the slot below the stream, in the order of Tab. On a large screen some have a place of their
    /// own beside it.
    pub const SLOT: [Pane; 3] = [Pane::Knobs, Pane::Trace, Pane::Kernel];
}

/// Everything the lab shows.
#[derive(Debug)]
pub struct Lab {
    /// The worksheet's name, as it is shown.
    pub file: Option<String>,
    /// Where it is saved, absolute; none for what was never saved.
    pub path: Option<PathBuf>,
    /// The worksheet's text as it was read or written last; none for a new script.
    pub text: Option<String>,
    /// The calls as they stand in that text.
    pub kept: Arc<Script>,
    /// The calls are others now.
    pub changed: bool,
    /// What is being saved, and under which number.
    pub saving: Option<(u64, Arc<Script>)>,
    /// The worksheet's heading.
    pub title: Option<String>,
    /// The calls.
    pub script: Arc<Script>,
    /// Scripts to go back to, the latest last.
    pub undo: Vec<Arc<Script>>,
    /// Scripts that were gone back from.
    pub redo: Vec<Arc<Script>>,
    /// The table.
    pub quiz: Option<Quiz>,
    /// The run.
    pub run: Run,
    /// Outcomes seen for the present calls under the present turns, and how often.
    pub seen: Seen,
    /// Those seen under the other turns.
    pub(crate) seen_otherwise: Seen,
    /// The latest runs in the background.
    pub burst: Option<Box<Burst>>,
    /// Opened for a run that shows one thing: there is nothing to turn.
    pub fixed: bool,
    /// What the model was last asked under.
    pub judging: Option<u64>,
    /// How many outcomes are possible.
    pub count: Option<Count>,
    /// Which pane has the focus.
    pub focus: Pane,
    /// The call with the cursor.
    pub call: usize,
    /// The row with the cursor: an index into the quiz's rows.
    pub row: usize,
    /// The byte with the cursor.
    pub byte: Option<u64>,
    /// Which direction's bytes are shown: by who sends them.
    pub from: Side,
    /// All bytes in hex.
    pub hex: bool,
    /// The reason with the cursor; none until one is chosen.
    pub reason: Option<usize>,
    /// The end of the table is shown, until a row is chosen.
    pub closing: bool,
    /// What the network does.
    pub network: Network,
    /// The sizes that [`Network::Pieces`] cuts, a direction each, by who sends.
    pub pieces: [Vec<u64>; 2],
    /// Who goes first.
    pub start: Start,
    /// What a run asks of the system.
    pub knobs: Knobs,
    /// The knob with the cursor: an index into [`Knob::ALL`](super::knobs::Knob::ALL).
    pub knob: usize,
    /// The value of that knob, while it is typed.
    pub typed: Option<TypedValue>,
    /// An order of events that was pasted: the next runs replay it.
    pub replay: Option<Arc<Schedule>>,
    /// The model's answers where each side goes for itself; the table's own are about calls made one at a time.
    pub(crate) verdicts: Vec<Verdict>,
    /// The line that was copied, while it is shown.
    pub copied: Option<String>,
    /// The impossible row whose nearest attempt is looked for, and under which number.
    pub trying: Option<(u64, usize)>,
    /// Whether the line about the third program was said.
    pub told_of_relay: bool,
    /// Seed of the next run.
    pub seed: u64,
    /// By how much the runs themselves have moved it on: no part of what is kept.
    pub(crate) moved: u64,
    /// A call is being typed.
    pub editor: Option<Box<Editor>>,
    /// Where the focus was before typing began.
    pub came_from: Option<Pane>,
    /// Lines that were typed, the latest last.
    pub history: Vec<String>,
    /// "I was wrong because …", or the rule, while it is being written.
    pub writing: TextArea<'static>,
    /// The student is the network.
    pub play: Option<Box<Play>>,
    /// What the projector shows of it.
    pub show: Show,
}

impl Lab {
    /// The lab on a worksheet, or empty.
    pub fn new(sheet: Option<Sheet>) -> Lab {
        let (source, sheet): (Option<Source>, _) = sheet.unzip();
        let sheet = sheet.unwrap_or_default();
        let script = Arc::new(sheet.script.clone());
        let quiz = Quiz::new(&sheet, &script);
        let empty = script.calls.is_empty();
        let row = quiz.as_ref().and_then(|quiz| quiz.asked().first().copied()).unwrap_or(0);
        let mut lab = Lab {
            file: source.as_ref().map(|source| source.name.clone()),
            path: None,
            text: source.map(|source| source.text),
            kept: Arc::clone(&script),
            changed: false,
            saving: None,
            title: sheet.title.clone(),
            undo: Vec::new(),
            redo: Vec::new(),
            run: Run::default(),
            seen: Seen::default(),
            seen_otherwise: Seen::default(),
            burst: None,
            fixed: false,
            judging: None,
            count: None,
            focus: match quiz {
                Some(_) => Pane::Quiz,
                None if empty => Pane::Calls(Side::Client),
                None => Pane::Stream,
            },
            call: 0,
            row,
            byte: None,
            from: script.talker(),
            hex: false,
            reason: None,
            closing: false,
            network: Network::Direct,
            pieces: [vec![2], vec![2]],
            start: Start::default(),
            knobs: Knobs::default(),
            knob: 1,
            typed: None,
            replay: None,
            verdicts: Vec::new(),
            copied: None,
            trying: None,
            told_of_relay: false,
            seed: FIRST_SEED,
            moved: 0,
            editor: empty.then(|| Box::new(Editor::new_line(Side::Client, 0))),
            came_from: None,
            history: Vec::new(),
            writing: TextArea::default(),
            play: None,
            show: Show::default(),
            quiz,
            script,
        };
        lab.set_kept(&sheet);
        lab
    }

    /// What the quiz asks for; none without a table.
    pub fn phase(&self) -> Option<Phase> {
        self.quiz.as_ref().map(|quiz| quiz.phase)
    }

    /// Whether everything is open: no table, or the student is through with it.
    pub fn is_free(&self) -> bool {
        self.phase().is_none_or(|phase| phase == Phase::Free)
    }

    /// Whether knobs may be shown: after the rule, or without a table.
    pub fn has_knobs(&self) -> bool {
        !self.fixed && self.quiz.as_ref().is_none_or(Quiz::has_rule)
    }

    /// Whether the map of outcomes may be shown: it tells every answer.
    pub fn has_map(&self) -> bool {
        self.is_free() && self.script.recvs().next().is_some()
    }

    /// Whether a line of prose is being written.
    pub fn is_writing(&self) -> bool {
        matches!(self.phase(), Some(Phase::Explain { ask: Ask::Because, .. } | Phase::Rule { written: false }))
            && self.editor.is_none()
            && self.focus == Pane::Quiz
    }

    /// To the kernel's numbers, and back to what happened.
    pub(crate) fn turn_to_kernel(&mut self) {
        self.focus = if self.focus == Pane::Kernel { Pane::Trace } else { Pane::Kernel };
    }

    /// The panes, in the order of Tab.
    pub fn panes(&self) -> Vec<Pane> {
        let mut panes = vec![Pane::Calls(Side::Client), Pane::Calls(Side::Server), Pane::Stream];
        // First contact shows calls, bytes and the question only.
        if self.has_knobs() {
            panes.extend(Pane::SLOT);
        }
        if self.quiz.is_some() {
            panes.push(Pane::Quiz);
        }
        panes
    }

    /// Opens the editor; the focus goes with it.
    pub(crate) fn edit(&mut self, editor: Editor) {
        if self.editor.is_none() {
            self.came_from = Some(self.focus);
        }
        self.focus = Pane::Calls(editor.side);
        self.editor = Some(Box::new(editor));
    }

    /// Leaves the editor; the focus goes back to where it was.
    pub(crate) fn leave_editor(&mut self) {
        self.editor = None;
        match self.came_from.take() {
            // Among the calls it stays on the side that was typed for.
            None | Some(Pane::Calls(_)) => {}
            Some(pane) => self.focus = pane,
        }
    }
}
