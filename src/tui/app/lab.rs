//! The lab's state.

use std::borrow::Cow;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use super::Editor;
use super::Sheet;
use super::burst::{Burst, Seen};
use super::editor::Place;
use super::happen::Happen;
use super::keep::{Opened, Typed, Unsaved};
pub use super::knobs::Network;
use super::knobs::{FIRST_SEED, TypedValue};
use super::network::Play;
use super::projector::Show;
use crate::call::Side;
use crate::engine::{Knobs, Plan, Report, Start, Via};
use crate::quiz::{Ask, Entry, Phase, Quiz};
use crate::script::Script;
use crate::stream::{Claim, Count, Reading, Schedule, Standing, Step, Verdict};
use crate::text::{Message, Source};
use crate::trace::{Event, Numbers, What};
use crate::tui::view;
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

/// How far the run is.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum RunState {
    /// Nothing has run.
    #[default]
    Idle,
    /// Something happens on the sockets; steps asked for meanwhile are counted.
    Busy {
        /// Steps to make once it rests.
        steps: u32,
        /// Not to rest any more.
        on: bool,
    },
    /// It rests before this step.
    Rests(Step),
    /// Over.
    Over(Box<Report>),
    /// There is no result, for this reason.
    Failed(Message),
}

/// A run on real sockets.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Run {
    /// Its number.
    pub id: u64,
    /// How far it is.
    pub state: RunState,
    /// What happened.
    pub events: Vec<Event>,
    /// How many of the events are shown while somebody looks back; none: all, the present.
    pub past: Option<usize>,
    /// The kernel's numbers, each with the index of the last event before it.
    pub kernel: Vec<(usize, Numbers)>,
    /// When it began, since the start of the program.
    pub began: Option<Duration>,
    /// What the model says about its outcome.
    pub standing: Option<Standing>,
    /// It makes a row happen.
    pub happen: Option<Box<Happen>>,
}

impl Run {
    /// The events that are shown: all, or those up to the moment that is looked at.
    pub fn shown(&self) -> &[Event] {
        let shown = self.past.unwrap_or(self.events.len());
        &self.events[..shown.min(self.events.len())]
    }

    /// The kernel's numbers at the moment that is shown, or the last before it, with the index of the event after which
    /// they were taken.
    pub fn sample(&self) -> Option<(usize, Numbers)> {
        let shown = self.shown().len();
        let taken = self.kernel.partition_point(|(event, _)| *event < shown);
        taken.checked_sub(1).map(|last| self.kernel[last])
    }

    /// Whether nothing more will happen.
    pub fn is_over(&self) -> bool {
        matches!(self.state, RunState::Over(_) | RunState::Failed(_))
    }
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
            from: talker(&script),
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

    /// The lab on a worksheet that is saved where it was read.
    pub fn of_file(opened: Opened) -> Lab {
        Lab { path: Some(opened.path), ..Lab::new(Some(opened.sheet)) }
    }

    /// Compares the calls with those that are kept.
    pub(crate) fn note_change(&mut self) {
        let same = Arc::ptr_eq(&self.script, &self.kept);
        self.changed = !same && self.script.to_string() != self.kept.to_string();
    }

    /// Whether nothing was done here.
    pub(crate) fn is_fresh(&self) -> bool {
        let begun = self.quiz.as_ref().is_some_and(|quiz| quiz.phase != Phase::Predict);
        self.unsaved().is_none() && !begun && self.undo.is_empty() && self.history.is_empty() && self.seen.is_empty()
    }

    /// The line being typed, where it would be missed.
    fn typed_line(&self) -> Option<Typed> {
        let editor = self.editor.as_deref()?;
        let (call, instead) = match editor.place {
            Place::Before(call) => (call, false),
            Place::Instead(call) => (call, true),
        };
        let old = self.script.calls.get(call).filter(|_| instead).map(|line| line.call.to_string());
        let text = editor.text();
        let missed = !text.trim().is_empty() && old.as_deref() != Some(text);
        missed.then(|| Typed { side: editor.side, call, instead, text: text.to_owned() })
    }

    /// What would be lost if the program ended now.
    pub fn unsaved(&self) -> Option<Unsaved> {
        let quiz = self.quiz.iter();
        let answers = quiz.flat_map(|quiz| quiz.rows.iter().enumerate().map(|(row, entry)| (entry, quiz.answer(row))));
        let answers: Vec<_> = answers.filter_map(|(entry, answer)| Some((entry.row.number, answer?))).collect();
        let script = self.changed.then(|| Arc::clone(&self.script));
        let typing = self.typed_line();
        let any = script.is_some() || typing.is_some() || !answers.is_empty();
        let file = match &self.path {
            Some(path) => path.to_str().map(str::to_owned),
            None => self.file.clone().filter(|_| self.is_lesson()),
        };
        // What came from nowhere that can be read again (standard input, practice) is kept with its calls, not with its answers.
        let written = script.is_some() || typing.is_some();
        let any = if file.is_some() { any } else { written };
        let script = script.or_else(|| (file.is_none() && any).then(|| Arc::clone(&self.script)));
        any.then(|| Unsaved { file, title: self.title.clone(), script, typing, answers })
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

    /// Whether calls may run now: not before the answers are locked.
    pub fn may_run(&self) -> bool {
        !self.script.calls.is_empty() && self.phase().is_none_or(|phase| matches!(phase, Phase::Run | Phase::Free))
    }

    /// Whether a line of prose is being written.
    pub fn is_writing(&self) -> bool {
        matches!(self.phase(), Some(Phase::Explain { ask: Ask::Because, .. } | Phase::Rule { written: false }))
            && self.editor.is_none()
            && self.focus == Pane::Quiz
    }

    /// Whether something has run, or runs.
    pub fn has_run(&self) -> bool {
        self.run.state != RunState::Idle || !self.run.events.is_empty()
    }

    /// Whether one may look back: something happened, and the trace has unfolded.
    pub fn may_look_back(&self) -> bool {
        self.has_knobs() && !self.run.events.is_empty()
    }

    /// Looking back: which event one looks at, and of how many.
    pub fn looked_at(&self) -> Option<(usize, usize)> {
        let past = self.run.past?;
        let trace = view::trace(&self.script, &self.run.events, past);
        Some((trace.at, trace.lines.len()))
    }

    /// To the kernel's numbers, and back to what happened.
    pub(crate) fn turn_to_kernel(&mut self) {
        self.focus = if self.focus == Pane::Kernel { Pane::Trace } else { Pane::Kernel };
    }

    /// Goes so many events on, or back; the last one is the present.
    pub(crate) fn look_by(&mut self, by: isize) {
        let at = view::trace(&self.script, &self.run.events, self.run.shown().len()).at;
        self.look_at(at.saturating_add_signed(by));
    }

    /// Goes to an event, counted from 1.
    pub(crate) fn look_at(&mut self, line: usize) {
        if !self.may_look_back() {
            return;
        }
        let trace = view::trace(&self.script, &self.run.events, 0);
        self.run.past = (line < trace.lines.len()).then(|| trace.prefix(line.max(1)));
    }

    /// The time of the run that is shown, since its start; none where nothing has run. `now` is since the program's start.
    pub fn run_time(&self, now: Duration) -> Option<Duration> {
        match self.run.past {
            Some(_) => self.run.shown().last().map(|event| event.at),
            None => self.run.began.map(|began| now.saturating_sub(began)),
        }
    }

    /// The plan of the next run.
    pub fn plan(&self) -> Plan {
        Plan {
            script: Arc::clone(&self.script),
            via: self.network.via(&self.pieces),
            start: self.start,
            seed: self.seed,
            knobs: Knobs { kernel: true, ..self.knobs },
        }
    }

    /// The plan of a run that follows an order of events, which says who comes when: what is set about turns, gaps and buffers
    /// would only stand in its way.
    pub fn plan_of_steps(&self) -> Plan {
        Plan {
            via: Via::Direct,
            start: Start::SendsFirst,
            knobs: Knobs { kernel: true, ..Knobs::default() },
            ..self.plan()
        }
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

    /// When the call that waits began to, since the start of the program; none where none waits or all is over.
    pub fn waits_since(&self) -> Option<Duration> {
        let rests = self.run.past.is_some();
        if rests || !matches!(self.run.state, RunState::Rests(_) | RunState::Busy { .. }) {
            return None;
        }
        let mut waiting = Vec::new();
        for event in &self.run.events {
            match event.what {
                What::Enter { call, .. } => waiting.push((call, event.at)),
                What::Return { call, .. } | What::BlocksForGood { call } => waiting.retain(|(other, _)| *other != call),
                _ => {}
            }
        }
        Some(self.run.began? + waiting.first()?.1)
    }

    /// How often a row's outcome was seen.
    pub fn seen_of(&self, row: &crate::stream::Row) -> u64 {
        self.seen.of(row)
    }

    /// The model's answer to a row under the present turns, once it is there.
    pub fn verdict(&self, row: usize) -> Option<&Verdict> {
        match self.reading() {
            Reading::InOrder => self.quiz.as_ref()?.rows.get(row)?.verdict.as_ref(),
            Reading::Concurrent => self.verdicts.get(row),
        }
    }

    /// A row as it is shown. Where each side goes for itself, what the student said about calls made one at a time is left
    /// out: that was another question.
    pub fn entry(&self, row: usize) -> Option<Cow<'_, Entry>> {
        let entry = self.quiz.as_ref()?.rows.get(row)?;
        Some(match self.reading() {
            Reading::InOrder => Cow::Borrowed(entry),
            Reading::Concurrent => Cow::Owned(Entry {
                said: None,
                reason: None,
                because: String::new(),
                verdict: self.verdict(row).cloned(),
                ..entry.clone()
            }),
        })
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

    /// Forgets the run.
    pub(crate) fn clear_run(&mut self) {
        self.run = Run::default();
        self.byte = None;
    }

    /// Turns to the direction that the row with the cursor is about: where its fault is, else the only one it speaks of.
    /// Rows that are still hidden turn nothing, for that would tell.
    pub(crate) fn face_row(&mut self) {
        let revealed = self.quiz.as_ref().and_then(|quiz| quiz.rows.get(self.row)).is_some_and(|entry| entry.revealed);
        if let Some(from) = self.row_from(self.row).filter(|from| revealed && self.from != *from) {
            self.from = from;
            self.byte = None;
        }
    }

    /// Whose bytes a row is about, where both sides send: those where its fault is, else the only ones it speaks of.
    pub(crate) fn row_from(&self, row: usize) -> Option<Side> {
        let entry = self.quiz.as_ref()?.rows.get(row).filter(|_| self.goes_both_ways())?;
        let cells = self.script.cells();
        let reader = |cell: usize| cells.get(cell).map(|place| place.side);
        let fault = match self.verdict(row) {
            Some(Verdict::Impossible(fault)) => reader(fault.recv),
            _ => None,
        };
        let claimed = entry.row.claims.iter().enumerate().filter(|(_, claim)| **claim != Claim::Free);
        let mut readers = claimed.filter_map(|(recv, _)| reader(recv));
        let only = readers.next().filter(|first| readers.all(|other| other == *first));
        fault.or(only).map(Side::peer)
    }

    /// Whether both directions carry bytes (or ends).
    pub fn goes_both_ways(&self) -> bool {
        Side::BOTH.iter().all(|side| !self.script.stream_from(*side).is_empty())
    }
}

/// The side whose bytes are shown first: the first that sends.
pub(crate) fn talker(script: &Script) -> Side {
    script.calls.iter().find(|line| line.call.as_send().is_some()).map_or(Side::Client, |line| line.side)
}
