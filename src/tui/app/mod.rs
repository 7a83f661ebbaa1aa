//! All state of the screens, what can happen to it, and what it asks the outside world to do.
//!
//! [`update`](super::update::update) is the only thing that changes an [`App`]; drawing takes `&App`.

pub mod editor;
pub mod lab;
mod message;
pub mod practice;

use std::time::Duration;

use crate::call::{Side, parse_call};
use crate::doc::Worksheet;
use crate::engine::{Knobs, Plan, Start, Via};
use crate::script::{Script, ScriptCall};
use crate::stream::Reading;
use crate::text::{Message, Source, Texts};
use crate::trace::Event;
use crate::tui::glyphs::Glyphs;
use crate::tui::theme::{Depth, Kind, Theme};

pub use editor::Editor;
pub use lab::Lab;
pub use message::{Effect, Msg};
pub use practice::Practising;

use std::sync::Arc;

/// How the program looks and behaves, as asked for on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// How many colours.
    pub depth: Depth,
    /// On what page.
    pub theme: Kind,
    /// ASCII signs only.
    pub ascii: bool,
    /// Whether the terminal sends clicks and the wheel to us.
    pub mouse: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Settings { depth: Depth::TrueColor, theme: Kind::Dark, ascii: false, mouse: true }
    }
}

/// A worksheet and the text it was read from.
pub type Sheet = (Source, Worksheet);

/// Where the program begins.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum First {
    /// The home screen.
    #[default]
    Home,
    /// The lab, on a worksheet or on an empty script.
    Lab(Option<Box<Sheet>>),
    /// Practice, before a quiz.
    Practice,
}

/// Which screen is shown.
#[derive(Debug)]
pub enum Screen {
    /// The name as byte boxes, and where to go.
    Home,
    /// The lab.
    Lab,
    /// Practice: before a quiz, or behind its last row.
    Practice,
}

/// The entries of the home screen, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    /// The worksheet of lesson 1.
    Lesson,
    /// The lab with an empty script.
    Empty,
    /// The keys.
    Help,
    /// Good-bye.
    Quit,
}

impl Entry {
    /// All entries.
    pub const ALL: [Entry; 4] = [Entry::Lesson, Entry::Empty, Entry::Help, Entry::Quit];
}

/// Everything.
pub struct App {
    /// The words.
    pub texts: Texts,
    /// Colours.
    pub theme: Theme,
    /// Signs.
    pub glyphs: Glyphs,
    /// Whether clicks and the wheel come to us.
    pub mouse: bool,
    /// Size of the terminal, in columns and lines.
    pub size: (u16, u16),
    /// What is shown.
    pub screen: Screen,
    /// The name of the program on its way through real sockets, for the home screen.
    pub hello: Hello,
    /// The entry of the home screen with the cursor.
    pub entry: usize,
    /// The lab, kept while home is shown.
    pub lab: Option<Box<Lab>>,
    /// Practice: what is remembered of it, and its quiz.
    pub practice: Practising,
    /// Labs that were begun and left for another: opening their worksheet again goes on there.
    pub left: Vec<Box<Lab>>,
    /// The help overlay, with its first line, where it is open.
    pub help: Option<usize>,
    /// Something to be said once, before the screen's own sentence; gone with the next key.
    pub notice: Option<Notice>,
    /// Time since the start of the program, as of the last message.
    pub now: Duration,
    /// Whether the terminal has the focus: clocks rest where it has not.
    pub watched: bool,
    /// The program is about to end.
    pub over: bool,
    /// Counts everything that is asked of the outside world, to tell late answers from those waited for.
    pub asked: u64,
}

/// The home screen's run: `chunk` and `scope`, cut in three.
#[derive(Debug)]
pub struct Hello {
    /// Its number.
    pub id: u64,
    /// The calls.
    pub script: Arc<Script>,
    /// What happened.
    pub events: Vec<Event>,
    /// All three recvs have returned.
    pub done: bool,
}

impl Default for Hello {
    fn default() -> Self {
        let line = |side, text: &str| parse_call(text).ok().map(|call| ScriptCall { side, call, span: None });
        let calls = [
            line(Side::Client, "send(sock, \"chunk\", 5, 0)"),
            line(Side::Client, "send(sock, \"scope\", 5, 0)"),
            line(Side::Server, "recv(sock, recv1, 3, 0)"),
            line(Side::Server, "recv(sock, recv2, 6, 0)"),
            line(Side::Server, "recv(sock, recv3, 1, 0)"),
        ];
        let script = Arc::new(Script { calls: calls.into_iter().flatten().collect() });
        Hello { id: 0, script, events: Vec::new(), done: false }
    }
}

/// A sentence that comes once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The words.
    pub message: Message,
    /// Something is wrong, as against: something is to be known.
    pub fault: bool,
}

impl App {
    /// The state at the start, and what is to be done at once.
    pub fn new(texts: Texts, settings: Settings, first: First) -> (App, Vec<Effect>) {
        let mut app = App {
            texts,
            theme: Theme::new(settings.depth, settings.theme),
            glyphs: if settings.ascii { Glyphs::ascii() } else { Glyphs::unicode() },
            mouse: settings.mouse,
            size: (80, 24),
            screen: Screen::Home,
            hello: Hello::default(),
            entry: 0,
            lab: None,
            practice: Practising::default(),
            left: Vec::new(),
            help: None,
            notice: None,
            now: Duration::ZERO,
            watched: true,
            over: false,
            asked: 0,
        };
        let effects = match first {
            First::Home => app.say_hello(),
            First::Lab(sheet) => app.open_lab(sheet.map(|sheet| *sheet)),
            First::Practice => {
                app.screen = Screen::Practice;
                Vec::new()
            }
        };
        (app, effects)
    }

    /// Opens the lab on a worksheet, or on an empty script.
    pub(crate) fn open_lab(&mut self, sheet: Option<Sheet>) -> Vec<Effect> {
        let lab = Lab::new(sheet);
        self.left.extend(self.lab.replace(Box::new(lab)));
        self.screen = Screen::Lab;
        let judge = self.ask_judge();
        std::iter::once(Effect::Stop).chain(judge).collect()
    }

    /// Sends the program's name through real sockets.
    fn say_hello(&mut self) -> Vec<Effect> {
        let id = self.next_id();
        self.hello.id = id;
        let plan = Plan {
            script: Arc::clone(&self.hello.script),
            via: Via::Direct,
            start: Start::SendsFirst,
            seed: 0,
            knobs: Knobs::default(),
        };
        vec![Effect::Start { id, plan: Box::new(plan) }, Effect::RunToEnd]
    }

    /// Goes on in the lab on this worksheet (none: the one without), if it was begun.
    pub(crate) fn resume_lab(&mut self, file: Option<&str>) -> Option<Vec<Effect>> {
        if self.lab.as_ref().is_some_and(|lab| lab.file.as_deref() == file) {
            self.screen = Screen::Lab;
            return Some(Vec::new());
        }
        let at = self.left.iter().position(|lab| lab.file.as_deref() == file)?;
        let mut lab = self.left.remove(at);
        if !matches!(lab.run.state, lab::RunState::Over(_)) {
            // Its run was stopped when another lab was opened.
            lab.clear_run();
        }
        self.left.extend(self.lab.replace(lab));
        self.screen = Screen::Lab;
        let judge = self.ask_judge();
        Some(std::iter::once(Effect::Stop).chain(judge).collect())
    }

    /// A number that nothing was asked under before.
    pub(crate) fn next_id(&mut self) -> u64 {
        self.asked += 1;
        self.asked
    }

    /// Asks the model about the lab's rows and calls.
    pub(crate) fn ask_judge(&mut self) -> Vec<Effect> {
        let id = self.next_id();
        let Some(lab) = self.lab.as_deref_mut() else { return Vec::new() };
        lab.judging = Some(id);
        lab.count = None;
        if lab.script.calls.is_empty() {
            return Vec::new();
        }
        let rows = lab.quiz.iter().flat_map(|quiz| &quiz.rows).map(|entry| entry.row.clone()).collect();
        vec![Effect::Judge { id, script: Arc::clone(&lab.script), rows, reading: Reading::InOrder }]
    }

    /// The lab, if it is what is shown.
    pub fn lab_shown(&self) -> Option<&Lab> {
        match self.screen {
            Screen::Lab => self.lab.as_deref(),
            Screen::Home | Screen::Practice => None,
        }
    }

    /// How long to wait for the next tick, where something moves: the clock of a call that waits.
    pub fn tick(&self) -> Option<Duration> {
        if !self.watched {
            return None;
        }
        let waiting = self.lab_shown()?.waits_since()?;
        let waited = self.now.saturating_sub(waiting);
        // Ten times a second for ten seconds, then once a second (FACE, motion).
        let every = if waited < Duration::from_secs(10) { 100 } else { 1000 };
        Some(Duration::from_millis(every))
    }
}
