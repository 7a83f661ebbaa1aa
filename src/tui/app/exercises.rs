//! What one does with receivers: find their faults, break them, build them.

use super::Screen;
use super::breaks::Breaks;
use super::build::Build;
use super::gym::Gym;
use super::play::Play;

/// The state of the three screens; each is kept while another is shown.
#[derive(Debug, Default)]
pub struct Exercises {
    /// Receivers that break.
    pub breaks: Breaks,
    /// The gym.
    pub gym: Gym,
    /// Programs built from lines.
    pub build: Build,
}

impl Exercises {
    /// The program that is played on a screen.
    pub fn play(&self, screen: &Screen) -> Option<&Play> {
        match screen {
            Screen::Breaks => self.breaks.open.as_ref()?.play.as_ref(),
            Screen::Gym => self.gym.play.as_ref(),
            Screen::Build => self.build.play.as_ref(),
            _ => None,
        }
    }

    /// The same, to be changed.
    pub fn play_mut(&mut self, screen: &Screen) -> Option<&mut Play> {
        match screen {
            Screen::Breaks => self.breaks.open.as_mut()?.play.as_mut(),
            Screen::Gym => self.gym.play.as_mut(),
            Screen::Build => self.build.play.as_mut(),
            _ => None,
        }
    }
}
