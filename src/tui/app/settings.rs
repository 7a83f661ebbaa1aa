//! How the program looks and behaves.

use crate::call::Spelling;
use crate::progress::settings::{self, Setting};
use crate::tui::theme::{Depth, Kind};

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
    pub(super) fn drawn_depth(&self) -> Depth {
        if self.own_colours { self.depth.min(Depth::Ansi16) } else { self.depth }
    }
}
