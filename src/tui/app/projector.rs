//! The projector view of a lab: which page is shown, what the hall has seen of it, and the run that belongs to it.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Lab;
use super::burst::Seen;
use super::lab::{Network, Run, RunState};
use crate::call::Side;
use crate::script::Script;
use crate::stream::Schedule;
use crate::trace::What;
use crate::tui::keys::Command;

/// How often a key is pressed before the hint leaves it out.
const KNOWN: u8 = 2;

/// One thought, on a screen of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Page {
    /// The calls, one after the other.
    Calls,
    /// What is asked about them.
    Question,
    /// A row of the table (an index into the quiz's rows): possible? Then its answer.
    Row(usize),
    /// The bytes, while the calls run on real sockets.
    Stream,
    /// The rule that all rows follow.
    Rule,
}

/// What is kept while the projector is left and shown again.
#[derive(Debug, Default)]
pub struct Show {
    /// The calls that all this is about: other calls, another show.
    about: Option<Arc<Script>>,
    /// The page, an index into [`pages`].
    pub page: usize,
    /// How many calls the hall has seen, besides those that were made.
    pub calls: usize,
    /// How many sentences of the rule it has seen.
    pub rules: usize,
    /// The rows whose answers it has seen.
    pub revealed: BTreeSet<usize>,
    /// The byte that is pointed at.
    pub byte: Option<u64>,
    /// Whose bytes are shown; none: those that moved last.
    pub from: Option<Side>,
    /// Nothing is shown until a key is pressed.
    pub blank: bool,
    /// Whether the run in the lab is the projector's own, and the lab's is kept in `aside`.
    pub apart: bool,
    /// The run that is not shown: the lab's while the projector has one of its own, else that one.
    pub aside: Aside,
    used: Vec<(Command, u8)>,
}

/// A run, with what was seen of runs like it and what the network did.
#[derive(Debug, Default)]
pub struct Aside {
    /// The run.
    pub run: Run,
    pub(super) seen: Seen,
    network: Network,
    replay: Option<Arc<Schedule>>,
}

impl Show {
    /// A key was pressed that does something here.
    pub(crate) fn use_key(&mut self, command: Command) {
        match self.used.iter_mut().find(|(known, _)| *known == command) {
            Some((_, times)) => *times = times.saturating_add(1),
            None => self.used.push((command, 1)),
        }
    }

    /// A key that does nothing here: whoever presses it needs the hint.
    pub(crate) fn hint_again(&mut self) {
        self.used.clear();
    }

    /// Whether the hint may leave a key out.
    pub fn knows(&self, command: Command) -> bool {
        self.used.iter().any(|(known, times)| *known == command && *times >= KNOWN)
    }
}

/// The pages, in the order of a lecture: the calls; the question and the rows of the first round, to be predicted; the run;
/// the same rows to be explained; the rule; the rest, a row at a time. Without a table only calls and run; none without calls.
pub fn pages(lab: &Lab) -> Vec<Page> {
    if lab.script.calls.is_empty() {
        return Vec::new();
    }
    let Some(quiz) = &lab.quiz else { return vec![Page::Calls, Page::Stream] };
    let rows = |round: &Vec<usize>| round.iter().map(|row| Page::Row(*row)).collect::<Vec<_>>();
    let first = quiz.rounds().first().map(rows).unwrap_or_default();
    let mut pages = vec![Page::Calls, Page::Question];
    pages.extend(&first);
    pages.push(Page::Stream);
    pages.extend(&first);
    pages.push(Page::Rule);
    pages.extend(quiz.rounds().iter().skip(1).flat_map(rows));
    pages
}

impl Lab {
    /// The page that the projector shows; none where there are no calls.
    pub fn page(&self) -> Option<Page> {
        let pages = pages(self);
        pages.get(self.show.page).or(pages.last()).copied()
    }

    /// How many calls the projector shows: those that were made, and those that the lecturer has put up.
    pub fn calls_shown(&self) -> usize {
        let made = self.run.events.iter().filter_map(|event| match event.what {
            What::Enter { call, .. } => Some(call + 1),
            _ => None,
        });
        made.max().unwrap_or(0).max(self.show.calls).clamp(1, self.script.calls.len().max(1))
    }

    /// Whose bytes the projector shows: as chosen, else those that moved last.
    pub fn shown_from(&self) -> Side {
        let moved = self.run.events.iter().rev().find_map(|event| match event.what {
            What::Enter { call, .. } | What::Return { call, .. } | What::BlocksForGood { call } => {
                let line = self.script.calls.get(call)?;
                Some(if line.call.as_recv().is_some() { line.side.peer() } else { line.side })
            }
            What::Delivered { to, .. } | What::DeliveredFin { to } => Some(to.peer()),
            _ => None,
        });
        let carries = |side: &Side| !self.script.stream_from(*side).is_empty();
        self.show.from.or(moved.filter(carries)).unwrap_or(self.script.talker())
    }

    /// Whose bytes stand on the page that the projector shows.
    pub fn pointed_from(&self) -> Side {
        match self.page() {
            Some(Page::Row(row)) => self.show.from.or(self.row_from(row)).unwrap_or(self.script.talker()),
            _ => self.shown_from(),
        }
    }

    /// The projector begins to show this lab. Where the lab may run, it is the same run. Where it waits for predictions or
    /// reasons, the hall has a run of its own, and the lab's stays as it is.
    pub(crate) fn enter_show(&mut self) {
        if self.show.about.as_ref().is_none_or(|about| *about != self.script) {
            self.show = Show { about: Some(Arc::clone(&self.script)), ..Show::default() };
        }
        self.show.blank = false;
        if self.may_run() {
            return;
        }
        if self.run.id > self.show.aside.run.id && matches!(self.run.state, RunState::Over(_)) {
            self.show.aside.run = self.run.clone();
        }
        self.show.apart = true;
        self.swap_runs();
    }

    /// The lab is shown again.
    pub(crate) fn leave_show(&mut self) {
        if std::mem::take(&mut self.show.apart) {
            self.swap_runs();
        }
    }

    /// Another lab is opened, and the run that is not shown ends with that.
    pub(crate) fn drop_aside(&mut self) {
        if !matches!(self.show.aside.run.state, RunState::Over(_)) {
            self.show.aside.run = Run::default();
        }
    }

    pub(crate) fn swap_runs(&mut self) {
        let aside = &mut self.show.aside;
        std::mem::swap(&mut self.run, &mut aside.run);
        std::mem::swap(&mut self.seen, &mut aside.seen);
        std::mem::swap(&mut self.network, &mut aside.network);
        std::mem::swap(&mut self.replay, &mut aside.replay);
    }
}
