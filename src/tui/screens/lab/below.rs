//! The slot below the stream, always in the same place: the question, the reasons to choose from, the row's claim and its
//! answer, the rule, what happened. Unless one of its panes has the focus, the phase says what stands there.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::layout::{Layout, asks};
use super::{answer, closing, kernel, knobs, question, reasons, rule};
use crate::quiz::{Ask, Phase};
use crate::tui::app::lab::Pane;
use crate::tui::app::{App, Lab};
use crate::tui::widgets::Look;

/// What stands there now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Below {
    /// Nothing: a run needs no words.
    #[default]
    Nothing,
    /// What is asked.
    Question,
    /// Which rule forbids it?
    Reasons,
    /// A row's claim on the ruler and its answer.
    Claim {
        /// The student finishes "I was wrong because …".
        writing: bool,
    },
    /// The rule.
    Rule {
        /// The student is through; the house's stands beside it.
        written: bool,
    },
    /// The end: the score, and what one can do next.
    End,
    /// What can be set before a run.
    Knobs,
    /// What happened, event by event.
    Trace,
    /// What the kernels hold.
    Kernel,
}

impl Below {
    /// What stands there in this state; `beside` tells whether a pane of the slot has a place of its own.
    pub(crate) fn of(lab: &Lab, beside: impl Fn(Pane) -> bool) -> Below {
        match lab.focus {
            Pane::Trace if !beside(Pane::Trace) => return Below::Trace,
            Pane::Kernel if !beside(Pane::Kernel) => return Below::Kernel,
            Pane::Knobs => return Below::Knobs,
            _ => {}
        }
        if lab.happening().is_some() {
            return Below::Claim { writing: false };
        }
        let shown = |lab: &Lab| lab.quiz.as_ref().and_then(|quiz| quiz.rows.get(lab.row)).is_some_and(super::is_open);
        match lab.phase() {
            None if lab.script.calls.is_empty() => Below::Nothing,
            None if asks(lab) && lab.fixed => Below::Nothing,
            None if asks(lab) => Below::Knobs,
            None => Below::Trace,
            Some(Phase::Predict) if shown(lab) => Below::Claim { writing: false },
            Some(Phase::Predict) => Below::Question,
            Some(Phase::Run) if asks(lab) && lab.has_knobs() => Below::Knobs,
            Some(Phase::Run) => Below::Nothing,
            Some(Phase::Explain { ask: Ask::Reason, .. }) => Below::Reasons,
            Some(Phase::Explain { ask: Ask::Because, row }) => Below::Claim { writing: row == lab.row },
            Some(Phase::Explain { ask: Ask::Nothing, .. }) => Below::Claim { writing: false },
            Some(Phase::Rule { written }) => Below::Rule { written },
            Some(Phase::Free) if lab.closing && lab.focus == Pane::Quiz => Below::End,
            Some(Phase::Free) if lab.focus == Pane::Quiz => Below::Claim { writing: false },
            Some(Phase::Free) if asks(lab) => Below::Knobs,
            Some(Phase::Free) if beside(Pane::Trace) => Below::Claim { writing: false },
            Some(Phase::Free) => Below::Trace,
        }
    }

    /// Whether it is a pane of the slot that has the focus: where lines are few, it takes the table's place.
    pub(crate) fn has_focus(self, lab: &Lab) -> bool {
        matches!(
            (self, lab.focus),
            (Below::Trace, Pane::Trace) | (Below::Kernel, Pane::Kernel) | (Below::Knobs, Pane::Knobs)
        )
    }

    /// Whether it is a row on the ruler.
    pub(crate) fn is_claim(self) -> bool {
        matches!(self, Below::Claim { .. })
    }

    /// Whether its words are what matters now, more than lanes and rows.
    pub(crate) fn needs_words(self) -> bool {
        matches!(self, Below::Reasons | Below::Claim { .. } | Below::Rule { .. } | Below::End)
    }

    /// How many lines it wants, with its rule.
    pub(crate) fn lines(self, app: &App, lab: &Lab, width: u16) -> u16 {
        match self {
            Below::Nothing => 0,
            Below::Question => question::lines(app, lab, width),
            Below::Reasons => reasons::lines(app, lab, width),
            Below::End => closing::lines(app, lab, width),
            Below::Claim { .. } => answer::lines(app, lab, width),
            Below::Rule { .. } => rule::lines(app, lab, width),
            Below::Kernel => kernel::lines(app, lab, width),
            Below::Knobs => knobs::lines(),
            Below::Trace => 3 + u16::try_from(lab.run.events.len()).unwrap_or(u16::MAX).min(100),
        }
    }

    /// Draws it. Returns where the cursor of a line that is being written stands.
    pub(crate) fn draw(
        self,
        app: &App,
        lab: &Lab,
        look: &Look<'_>,
        layout: &Layout,
        buf: &mut Buffer,
    ) -> Option<Position> {
        let area: Rect = layout.below;
        if area.height < 2 {
            return None;
        }
        match self {
            // These have places of their own in the layout, wherever that is.
            Below::Nothing | Below::Trace | Below::Kernel => None,
            Below::Knobs => {
                knobs::draw(app, lab, look, area, buf);
                None
            }
            Below::Question => {
                question::draw(app, lab, look, area, buf);
                None
            }
            Below::Reasons => {
                reasons::draw(app, lab, look, area, buf);
                None
            }
            Below::End => {
                closing::draw(app, lab, look, area, buf);
                None
            }
            Below::Claim { writing } => answer::draw(app, lab, look, layout, buf, writing),
            Below::Rule { written } => rule::draw(app, lab, look, area, buf, written),
        }
    }
}
