//! All state of the screens, what can happen to it, and what it asks the outside world to do.
//!
//! [`update`](super::update::update) is the only thing that changes an [`App`]; drawing takes `&App`.

pub mod breaks;
pub mod build;
pub mod burst;
pub mod editor;
pub mod exercises;
mod first;
pub mod gym;
pub mod happen;
mod hello;
mod home;
pub mod keep;
pub mod knobs;
pub mod lab;
mod labs;
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
mod settings;
pub mod short;
pub mod trials;
mod work;
pub mod workshop;

use std::path::PathBuf;
use std::time::Duration;

use keep::{Found, Unsaved};

use crate::export::System;
use crate::text::{Message, Texts};
use crate::tui::glyphs::Glyphs;
use crate::tui::theme::Theme;

pub use editor::Editor;
pub use exercises::Exercises;
pub use first::{First, Sheet};
pub use hello::Hello;
pub use home::{Entry, GoOn, Group};
pub use lab::Lab;
pub use map::Map;
pub use message::{Effect, Msg};
pub use panel::{Lasting, Panel};
pub use practice::Practising;
pub use settings::Settings;
pub use short::Short;
use workshop::Workshop;

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

    /// A number that nothing was asked under before.
    pub(crate) fn next_id(&mut self) -> u64 {
        self.asked += 1;
        self.asked
    }

    /// The workshop, if it is what is shown.
    pub fn workshop_shown(&self) -> Option<&Workshop> {
        let shown = matches!((&self.screen, self.messages.page), (Screen::Messages, messages::Page::Workshop));
        self.messages.workshop.as_deref().filter(|_| shown)
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
        let waiting = match self.screen {
            Screen::Short => self.short.waits_since,
            _ => self.lab_shown().or(self.lab_played().map(|(lab, _)| lab)).and_then(|lab| lab.waits_since()),
        }?;
        let waited = self.now.saturating_sub(waiting);
        // Ten times a second for ten seconds, then once a second (FACE, motion).
        let every = if waited < Duration::from_secs(10) { 100 } else { 1000 };
        Some(Duration::from_millis(every))
    }
}
