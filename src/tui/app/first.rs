//! Where the program begins.

use super::keep::{Job, Opened};
use super::{App, Effect, Screen};
use crate::doc::Worksheet;
use crate::text::Source;

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

impl App {
    pub(super) fn begin(&mut self, first: First) -> Vec<Effect> {
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
}
