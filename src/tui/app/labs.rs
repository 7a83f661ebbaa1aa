//! The lab that is shown, and those that were left for another.

use std::sync::Arc;

use super::keep::{Opened, Unsaved};
use super::lab::RunState;
use super::network::Play;
use super::{App, Effect, Lab, Screen, Sheet};

impl App {
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

    /// Goes on in the lab that is the one, if it was begun.
    pub(crate) fn resume_lab(&mut self, is_it: impl Fn(&Lab) -> bool) -> Option<Vec<Effect>> {
        if self.lab.as_deref().is_some_and(&is_it) {
            self.screen = Screen::Lab;
            let played = self.lab.as_deref_mut().is_some_and(Lab::leave_play);
            return Some(if played { vec![Effect::Stop] } else { Vec::new() });
        }
        let at = self.left.iter().position(|lab| is_it(lab))?;
        let mut lab = self.left.remove(at);
        if !matches!(lab.run.state, RunState::Over(_)) {
            // Its run was stopped when another lab was opened.
            lab.clear_run();
        }
        Some(self.show_lab(*lab))
    }

    /// The unsaved work of all labs, the one shown first.
    pub fn unsaved(&self) -> Vec<Unsaved> {
        self.lab.iter().chain(&self.left).filter_map(|lab| lab.unsaved()).collect()
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

    /// The lab, if the student is the network, and what was chosen there.
    pub fn lab_played(&self) -> Option<(&Lab, &Play)> {
        let lab = self.lab.as_deref().filter(|_| matches!(self.screen, Screen::Network))?;
        Some((lab, lab.play.as_deref()?))
    }
}
