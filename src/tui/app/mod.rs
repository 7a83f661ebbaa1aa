//! All state of the screens, what can happen to it, and what it asks the outside world to do.
//!
//! [`update`](super::update::update) is the only thing that changes an [`App`]; drawing takes `&App`.

pub mod breaks;
pub mod build;
pub mod burst;
pub mod editor;
pub mod exercises;
pub mod gym;
pub mod happen;
mod home;
pub mod keep;
pub mod knobs;
pub mod lab;
pub mod likely;
pub mod map;
mod message;
pub mod messages;
pub mod network;
pub mod panel;
pub mod play;
pub mod practice;
pub mod projector;
mod rows;
mod run;
pub mod short;
pub mod trials;
mod work;
pub mod workshop;

use std::path::PathBuf;
use std::time::Duration;

use keep::{Found, Job, Opened, Unsaved};

use crate::call::{Side, Spelling, parse_call};
use crate::doc::Worksheet;
use crate::engine::{Knobs, Plan, Start, Via};
use crate::export::System;
use crate::progress::settings::{self, Setting};
use crate::script::{Script, ScriptCall};
use crate::text::{Message, Source, Texts};
use crate::trace::Event;
use crate::tui::glyphs::Glyphs;
use crate::tui::theme::{Depth, Kind, Theme};

pub use editor::Editor;
pub use exercises::Exercises;
pub use home::{Entry, GoOn, Group};
pub use lab::Lab;
pub use map::Map;
pub use message::{Effect, Msg};
pub use panel::{Lasting, Panel};
pub use practice::Practising;
pub use short::Short;
use workshop::Workshop;

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
    /// The terminal's own sixteen colours, however many it shows.
    pub own_colours: bool,
    /// What is offered first where nothing is typed yet.
    pub spelling: Spelling,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            depth: Depth::TrueColor,
            theme: Kind::Dark,
            ascii: false,
            mouse: true,
            own_colours: false,
            spelling: Spelling::C,
        }
    }
}

impl Settings {
    /// Takes over the values that last.
    pub fn last(&mut self, lasting: &settings::Settings, setting: Setting) {
        match setting {
            Setting::Theme => self.theme = Kind::ALL[lasting.chosen(setting) % Kind::ALL.len()],
            Setting::Palette => self.own_colours = lasting.word(setting) == "terminal",
            Setting::Spelling => self.spelling = lasting.spelling(),
            Setting::Ascii => self.ascii = lasting.is_on(setting),
            Setting::Mouse => self.mouse = lasting.is_on(setting),
        }
    }

    /// How many colours are drawn with.
    fn drawn_depth(&self) -> Depth {
        if self.own_colours { self.depth.min(Depth::Ansi16) } else { self.depth }
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
    /// Messages out of a stream.
    Messages,
    /// The lab, on a worksheet that is saved where it was read.
    File(Box<Opened>),
    /// The projector, on what would be shown else.
    Projector(Box<First>),
}

impl First {
    /// Changes the worksheet that was read from a file, if there is one.
    pub(crate) fn naming(mut self, name: impl FnOnce(&mut Opened)) -> First {
        match &mut self {
            First::File(opened) => name(opened),
            First::Projector(within) => {
                let first = std::mem::take(&mut **within);
                **within = first.naming(name);
            }
            First::Home | First::Lab(_) | First::Practice | First::Messages => {}
        }
        self
    }
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
    /// Messages out of a stream: the list, and its screens.
    Messages,
    /// The lab for a whole hall: one thought on each page.
    Projector,
    /// The map of the lab's outcomes.
    Map,
    /// Sends that take less than they are given.
    Short,
    /// Many runs of the lab's calls, guessed first.
    Likely,
    /// The student is the network.
    Network,
    /// Receivers that break.
    Breaks,
    /// The gym: cuts that break a receiver.
    Gym,
    /// Programs from shuffled lines.
    Build,
    /// Lesson 2's experiments.
    Trials,
}

/// Everything.
pub struct App {
    /// The words.
    pub texts: Texts,
    /// Colours.
    pub theme: Theme,
    /// Colours of the projector.
    pub hall: Theme,
    /// Signs.
    pub glyphs: Glyphs,
    /// What can be set, as it is in this run.
    pub settings: Settings,
    /// What lasts.
    pub lasting: Lasting,
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
    /// The map of the lab's outcomes, kept while the lab is shown.
    pub map: Option<Box<Map>>,
    /// Practice: what is remembered of it, and its quiz.
    pub practice: Practising,
    /// The short send.
    pub short: Short,
    /// Many runs of the lab's calls: how likely is what?
    pub likely: Option<Box<likely::Likely>>,
    /// Lesson 2's experiments.
    pub trials: trials::Trials,
    /// On what the runs are made.
    pub system: System,
    /// Messages out of a stream.
    pub messages: messages::Messages,
    /// Receivers that break, the gym, programs from lines.
    pub exercises: Exercises,
    /// Labs that were begun and left for another: opening their worksheet again goes on there.
    pub left: Vec<Box<Lab>>,
    /// The help overlay, with its first line, where it is open.
    pub help: Option<usize>,
    /// What stands before the screen and takes the keys.
    pub panel: Option<Panel>,
    /// Where the program was started.
    pub folder: PathBuf,
    /// The person's home directory.
    pub home: Option<PathBuf>,
    /// What was found on the disk, once it was looked for.
    pub found: Option<Box<Found>>,
    /// The unsaved work that the clerk was told of.
    pub told: Vec<Unsaved>,
    /// Why unsaved work cannot be kept.
    pub unkept: Option<Message>,
    /// Something to be said once, before the screen's own sentence; gone with the next key.
    pub notice: Option<Notice>,
    /// Time since the start of the program, as of the last message.
    pub now: Duration,
    /// Whether the terminal has the focus: clocks rest where it has not.
    pub watched: bool,
    /// Whether the two connections of a row that is made to happen were shown.
    pub introduced: bool,
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
        let script = Arc::new(Script { calls: calls.into_iter().flatten().collect(), loops: Vec::new() });
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
            theme: Theme::new(settings.drawn_depth(), settings.theme),
            hall: Theme::new(settings.drawn_depth(), settings.theme.for_a_hall()),
            glyphs: if settings.ascii { Glyphs::ascii() } else { Glyphs::unicode() },
            settings,
            lasting: Lasting::default(),
            size: (80, 24),
            screen: Screen::Home,
            hello: Hello::default(),
            entry: 0,
            lab: None,
            map: None,
            practice: Practising::default(),
            short: Short::default(),
            likely: None,
            trials: trials::Trials::default(),
            system: System::default(),
            messages: messages::Messages::default(),
            exercises: Exercises::default(),
            left: Vec::new(),
            help: None,
            panel: None,
            folder: PathBuf::from("/"),
            home: None,
            found: None,
            told: Vec::new(),
            unkept: None,
            notice: None,
            now: Duration::ZERO,
            watched: true,
            introduced: false,
            over: false,
            asked: 0,
        };
        let effects = app.begin(first);
        (app, effects)
    }

    fn begin(&mut self, first: First) -> Vec<Effect> {
        match first {
            First::Home => self.say_hello(),
            First::Lab(sheet) => self.open_lab(sheet.map(|sheet| *sheet)),
            First::Practice => {
                self.screen = Screen::Practice;
                Vec::new()
            }
            First::Messages => {
                self.screen = Screen::Messages;
                Vec::new()
            }
            First::File(opened) => {
                // Behind the first frame: writing waits for the disk.
                let remember = Effect::Keep(Job::Opened(opened.path.clone()));
                self.open_file(*opened).into_iter().chain([remember]).collect()
            }
            First::Projector(within) => {
                let effects = self.begin(*within);
                self.project();
                effects
            }
        }
    }

    /// Draws as the settings say.
    pub(crate) fn apply(&mut self) {
        self.theme = Theme::new(self.settings.drawn_depth(), self.settings.theme);
        self.glyphs = if self.settings.ascii { Glyphs::ascii() } else { Glyphs::unicode() };
        self.hall = Theme { kind: self.hall.kind, ..Theme::new(self.settings.drawn_depth(), self.settings.theme) };
    }

    /// Shows the lab on the projector.
    pub(crate) fn project(&mut self) {
        if let Some(lab) = self.lab.as_deref_mut() {
            lab.enter_show();
            self.screen = Screen::Projector;
        }
    }

    /// Opens the lab on a worksheet, or on an empty script.
    pub(crate) fn open_lab(&mut self, sheet: Option<Sheet>) -> Vec<Effect> {
        self.show_lab(Lab::new(sheet))
    }

    /// Opens the lab on a worksheet that is saved where it was read.
    pub(crate) fn open_file(&mut self, opened: Opened) -> Vec<Effect> {
        self.show_lab(Lab::of_file(opened))
    }

    /// Shows a lab; the one before is kept.
    pub(crate) fn show_lab(&mut self, lab: Lab) -> Vec<Effect> {
        // A lab in which nothing was done is not worth keeping.
        self.lab.iter_mut().for_each(|left| {
            left.drop_aside();
            left.leave_play();
        });
        self.rest_burst();
        let old = self.lab.replace(Box::new(lab)).filter(|lab| !lab.is_fresh());
        self.left.extend(old);
        self.screen = Screen::Lab;
        let judge = self.ask_judge();
        [Effect::Stop, Effect::StopBurst].into_iter().chain(judge).collect()
    }

    /// The lab is left for another: its runs in the background end.
    fn rest_burst(&mut self) {
        if let Some(burst) = self.lab.as_deref_mut().and_then(|lab| lab.burst.as_deref_mut()) {
            burst.goes_on = false;
        }
        if let Some(likely) = self.likely.as_deref_mut() {
            likely.rest();
        }
        self.trials.rest();
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
        vec![Effect::Start { id, plan: Box::new(plan), replay: None }, Effect::RunToEnd]
    }

    /// Goes on in the lab that is the one, if it was begun.
    pub(crate) fn resume_lab(&mut self, is_it: impl Fn(&Lab) -> bool) -> Option<Vec<Effect>> {
        if self.lab.as_deref().is_some_and(&is_it) {
            self.screen = Screen::Lab;
            let played = self.lab.as_deref_mut().is_some_and(Lab::leave_play);
            return Some(if played { vec![Effect::Stop] } else { Vec::new() });
        }
        let at = self.left.iter().position(|lab| is_it(lab))?;
        let mut lab = self.left.remove(at);
        if !matches!(lab.run.state, lab::RunState::Over(_)) {
            // Its run was stopped when another lab was opened.
            lab.clear_run();
        }
        Some(self.show_lab(*lab))
    }

    /// The unsaved work of all labs, the one shown first.
    pub fn unsaved(&self) -> Vec<Unsaved> {
        self.lab.iter().chain(&self.left).filter_map(|lab| lab.unsaved()).collect()
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
        lab.verdicts.clear();
        if lab.script.calls.is_empty() {
            return Vec::new();
        }
        let rows = lab.quiz.iter().flat_map(|quiz| &quiz.rows).map(|entry| entry.row.clone()).collect();
        vec![Effect::Judge { id, script: Arc::clone(&lab.script), rows, reading: lab.reading() }]
    }

    /// The lab, if it is what is shown.
    pub fn lab_shown(&self) -> Option<&Lab> {
        self.lab.as_deref().filter(|_| matches!(self.screen, Screen::Lab))
    }

    /// The lab, if the projector shows it.
    pub fn lab_projected(&self) -> Option<&Lab> {
        self.lab.as_deref().filter(|_| matches!(self.screen, Screen::Projector))
    }

    /// The workshop, if it is what is shown.
    pub fn workshop_shown(&self) -> Option<&Workshop> {
        let shown = matches!((&self.screen, self.messages.page), (Screen::Messages, messages::Page::Workshop));
        self.messages.workshop.as_deref().filter(|_| shown)
    }

    /// The lab, if the student is the network, and what was chosen there.
    pub fn lab_played(&self) -> Option<(&Lab, &network::Play)> {
        let lab = self.lab.as_deref().filter(|_| matches!(self.screen, Screen::Network))?;
        Some((lab, lab.play.as_deref()?))
    }

    /// How long to wait for the next tick, where something moves: the clock of a call that waits, or the steps of a
    /// row that is made to happen.
    pub fn tick(&self) -> Option<Duration> {
        let (step, clock) = (self.next_step(), self.clock());
        step.into_iter().chain(clock).min()
    }

    fn clock(&self) -> Option<Duration> {
        if !self.watched {
            return None;
        }
        let lab = self.lab_shown().or(self.lab_played().map(|(lab, _)| lab));
        let waiting = lab?.waits_since()?;
        let waited = self.now.saturating_sub(waiting);
        // Ten times a second for ten seconds, then once a second (FACE, motion).
        let every = if waited < Duration::from_secs(10) { 100 } else { 1000 };
        Some(Duration::from_millis(every))
    }
}
