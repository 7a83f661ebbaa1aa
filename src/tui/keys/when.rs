//! Where keys hold: on which screen, in which pane, in which phase.

use super::exercises;
use crate::quiz::{Ask, Phase};
use crate::tui::app::lab::Pane;
use crate::tui::app::messages::Page as ListPage;
use crate::tui::app::{App, Panel, Screen};

/// Where a binding holds. The order is that of the help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)] // named as in the help
pub enum When {
    Ask,
    Path,
    Settings,
    Home,
    Practice,
    Map,
    Short,
    ShortSet,
    Messages,
    Workshop,
    WorkshopAsks,
    WorkshopTypes,
    Gallery,
    Prose,
    Guessing,
    Finding,
    Gym,
    Build,
    Playing,
    Predicting,
    Running,
    Reasons,
    Answers,
    Writing,
    Editing,
    Calls,
    Bytes,
    Knobs,
    Setting,
    Bursting,
    Trace,
    Past,
    Happening,
    Copied,
    Lab,
    Files,
    Network,
    Projector,
    Likely,
    Trials,
    Help,
    Everywhere,
    Always,
}

impl When {
    /// All, in the order of the help.
    pub const ALL: &[When] = &[
        When::Home,
        When::Practice,
        When::ShortSet,
        When::Short,
        When::Messages,
        When::Workshop,
        When::WorkshopAsks,
        When::WorkshopTypes,
        When::Gallery,
        When::Prose,
        When::Guessing,
        When::Finding,
        When::Gym,
        When::Build,
        When::Playing,
        When::Predicting,
        When::Running,
        When::Reasons,
        When::Answers,
        When::Writing,
        When::Editing,
        When::Calls,
        When::Bytes,
        When::Knobs,
        When::Setting,
        When::Bursting,
        When::Trace,
        When::Past,
        When::Happening,
        When::Copied,
        When::Lab,
        When::Network,
        When::Projector,
        When::Map,
        When::Likely,
        When::Trials,
        When::Files,
        When::Path,
        When::Ask,
        When::Settings,
        When::Help,
        When::Everywhere,
        When::Always,
    ];

    /// The key of its heading in the help.
    pub fn title(self) -> &'static str {
        match self {
            When::Ask => "keys-ask",
            When::Path => "keys-path",
            When::Settings => "keys-settings",
            When::Files => "keys-files",
            When::Home => "keys-home",
            When::Practice => "keys-practice",
            When::Map => "keys-map",
            When::Short => "keys-short",
            When::ShortSet => "keys-short-set",
            When::Messages => "keys-messages",
            When::Workshop => "keys-workshop",
            When::WorkshopAsks => "keys-workshop-asks",
            When::WorkshopTypes => "keys-workshop-types",
            When::Gallery => "keys-gallery",
            When::Prose => "keys-prose",
            When::Guessing => "keys-guessing",
            When::Finding => "keys-finding",
            When::Gym => "keys-gym",
            When::Build => "keys-build",
            When::Playing => "keys-playing",
            When::Predicting => "keys-predicting",
            When::Running => "keys-running",
            When::Reasons => "keys-reasons",
            When::Answers => "keys-answers",
            When::Writing => "keys-writing",
            When::Editing => "keys-editing",
            When::Calls => "keys-calls",
            When::Bytes => "keys-bytes",
            When::Knobs => "keys-knobs",
            When::Setting => "keys-setting",
            When::Bursting => "keys-bursting",
            When::Copied => "keys-copied",
            When::Trace => "keys-trace",
            When::Past => "keys-past",
            When::Happening => "keys-happening",
            When::Lab => "keys-lab",
            When::Network => "keys-network",
            When::Projector => "keys-projector",
            When::Likely => "keys-likely",
            When::Trials => "keys-trials",
            When::Help => "keys-help",
            When::Everywhere => "keys-everywhere",
            When::Always => "keys-always",
        }
    }

    /// Whether it holds now.
    pub fn holds(self, app: &App) -> bool {
        self.holds_if(app, app.help.is_some())
    }

    /// Whether it holds on the screen behind the help.
    pub fn holds_behind_help(self, app: &App) -> bool {
        self.holds_if(app, false)
    }

    fn holds_if(self, app: &App, help: bool) -> bool {
        let panel = app.panel.as_ref().filter(|_| !help);
        let covered = help || app.panel.is_some();
        let lab = app.lab_shown().filter(|_| !covered);
        let editing = lab.is_some_and(|lab| lab.editor.is_some());
        let setting = lab.is_some_and(|lab| lab.typed.is_some());
        let shop = app.workshop_shown().filter(|_| !covered);
        let naming = shop.is_some_and(|shop| shop.typing.is_some());
        let typing = editing || setting || naming || lab.is_some_and(|lab| lab.is_writing());
        let idle = lab.filter(|lab| !typing && lab.copied.is_none());
        let quiz = idle.filter(|lab| lab.focus == Pane::Quiz);
        let phase = quiz.and_then(|lab| lab.phase());
        match self {
            When::Always => true,
            When::Help => help,
            When::Everywhere => !typing && !matches!(panel, Some(Panel::Path(_) | Panel::Ask(_))),
            When::Ask => matches!(panel, Some(Panel::Ask(_))),
            When::Path => matches!(panel, Some(Panel::Path(_))),
            When::Settings => matches!(panel, Some(Panel::Settings(_))),
            When::Files => !covered,
            When::Home => !covered && matches!(app.screen, Screen::Home),
            When::Practice => !covered && matches!(app.screen, Screen::Practice),
            When::Map => !covered && matches!(app.screen, Screen::Map),
            When::Short => !covered && matches!(app.screen, Screen::Short),
            When::ShortSet => !covered && matches!(app.screen, Screen::Short) && !app.short.has_begun(),
            When::Likely => !covered && matches!(app.screen, Screen::Likely),
            When::Messages => {
                let list = matches!((&app.screen, app.messages.page), (Screen::Messages, ListPage::List));
                !covered && list
            }
            When::Workshop => shop.is_some() && !naming,
            When::WorkshopAsks => shop.is_some_and(|shop| shop.is_asking()),
            When::WorkshopTypes => naming,
            When::Gallery | When::Prose | When::Guessing | When::Finding | When::Gym | When::Build | When::Playing => {
                !covered && exercises::holds(app, self)
            }
            When::Trials => !covered && matches!(app.screen, Screen::Trials),
            When::Lab => idle.is_some(),
            When::Network => !covered && app.lab_played().is_some(),
            When::Projector => !help && app.lab_projected().is_some(),
            When::Editing => editing,
            When::Writing => !editing && !setting && !naming && typing,
            When::Calls => idle.is_some_and(|lab| matches!(lab.focus, Pane::Calls(_))),
            When::Bytes => idle.is_some_and(|lab| lab.focus == Pane::Stream),
            When::Knobs => idle.is_some_and(|lab| lab.focus == Pane::Knobs),
            When::Setting => setting,
            When::Bursting => idle.is_some_and(|lab| lab.bursting().is_some()),
            When::Copied => lab.is_some_and(|lab| lab.copied.is_some()),
            When::Trace => idle.is_some_and(|lab| matches!(lab.focus, Pane::Trace | Pane::Kernel)),
            When::Past => idle.is_some_and(|lab| lab.run.past.is_some()),
            When::Happening => idle.is_some_and(|lab| lab.happening().is_some() && lab.run.past.is_none()),
            When::Predicting => phase == Some(Phase::Predict),
            When::Running => idle.is_some_and(|lab| lab.may_run()),
            When::Reasons => matches!(phase, Some(Phase::Explain { ask: Ask::Reason, .. })),
            When::Answers => {
                matches!(phase, Some(Phase::Explain { ask: Ask::Nothing, .. } | Phase::Rule { written: true }))
            }
        }
    }
}
