//! What one does with receivers: find their faults, break them, build them.

use super::Screen;
use super::breaks::Breaks;
use super::build::Build;
use super::gym::{self, Gym};
use super::play::Play;
use crate::framing::gym::COURSE;
use crate::framing::receivers;
use crate::progress::exercised::Exercised;

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
    /// Takes over what was done in earlier runs of the program.
    pub fn take_over(&mut self, exercised: &Exercised) {
        let known = receivers::ids().filter_map(|id| Some((id, *exercised.found.get(id)?)));
        self.breaks.known.extend(known);
        for (at, exercise) in COURSE.iter().enumerate() {
            if let Some(points) = exercised.points.get(&gym::name(exercise)) {
                self.gym.scores.entry(at).or_default().points = Some((*points).min(gym::POINTS));
            }
        }
        self.build.take_over(&exercised.built);
    }

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
