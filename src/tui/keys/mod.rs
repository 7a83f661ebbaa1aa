//! The keys: one table, from which look-up, footer, help and the README's list are made, so that none of them can drift.

mod bindings;
mod exercises;
mod short;
mod useful;
mod workshop;

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

pub use bindings::BINDINGS;
use useful::{is_offered, is_useful};

use super::app::lab::Pane;
use super::app::messages::Page as ListPage;
use super::app::{App, Lab, Panel, Screen};
use crate::quiz::{Ask, Phase};
use crate::text::Texts;

/// What a key asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // each is explained by its help sentence in the table
pub enum Command {
    Open,
    ComeBack,
    OtherSource,
    SayLine,
    SayNone,
    Find,
    StopFinding,
    Try,
    NoneBreaks,
    CarryUp,
    CarryDown,
    Forget,
    Export,
    Digit(u8),
    Choose(u8),
    Yes,
    No,
    Clear,
    Lock,
    GoOn,
    PickThis,
    Pick(u8),
    RevealAll,
    LeaveQuiz,
    SaveLine,
    Step,
    RunAll,
    RunAgain,
    NoStep,
    NotYet,
    ToStart,
    ToEnd,
    WordBefore,
    Reset,
    Again,
    Edit,
    Insert,
    Append,
    Remove,
    Undo,
    Redo,
    Network,
    Burst,
    BurstAgain,
    BurstMore,
    StopBurst,
    TurnBack,
    TurnOn,
    TypeKnob,
    TakeKnob,
    LeaveKnob,
    Untouch,
    UntouchAll,
    Copy,
    CloseCopied,
    EventBefore,
    EventAfter,
    FirstEvent,
    Present,
    Kernel,
    OtherWay,
    Accept,
    LeaveEditor,
    Complete,
    OtherSide,
    Earlier,
    Later,
    UndoTyping,
    RedoTyping,
    Fix,
    Up,
    Down,
    Left,
    Right,
    PageUp,
    PageDown,
    First,
    Last,
    NextPane,
    LastPane,
    Hex,
    OpenFile,
    Save,
    SaveAs,
    OffList,
    Settings,
    Defaults,
    Theme,
    Mouse,
    Help,
    Back,
    Quit,
    Project,
    Cut,
    CutRandom,
    Drip,
    NoCuts,
    CloseHere,
    ReadSize,
    Example,
    TypeFraming,
    Below,
    Skip,
    Play,
    NextCall,
    NoCall,
    NoEnd,
    OtherCall,
    DeliverFin,
    Larger,
    Smaller,
    Goal,
    GoalBefore,
    SaveOrder,
    Reveal,
    Blank,
    Happen,
    Attempt,
    HappenAll,
    HappenAtOnce,
    StopHappening,
    Likely,
    Guess,
    Unguessed,
    Sweep,
    SaveRuns,
    StopRuns,
    Experiments,
    QuitAlways,
    Suspend,
    Redraw,
    Map,
    MakeHappen,
    NextUnseen,
}

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

/// A key with its modifiers. Shift counts with function keys only: elsewhere the character shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chord {
    /// The key.
    pub code: KeyCode,
    /// Control and Alt; with function keys Shift as well.
    pub modifiers: KeyModifiers,
}

impl Chord {
    /// Whether this key was pressed.
    fn is(self, event: KeyEvent) -> bool {
        let mut held = event.modifiers & (KeyModifiers::CONTROL | KeyModifiers::ALT);
        if let KeyCode::F(_) = self.code {
            held |= event.modifiers & KeyModifiers::SHIFT;
        }
        self.code == event.code && self.modifiers == held
    }
}

/// A line of the table.
#[derive(Debug, Clone, Copy)]
pub struct Binding {
    /// The keys; any of them does it.
    pub keys: &'static [Chord],
    /// How the footer and the help write them.
    pub shown: &'static str,
    /// Where it holds.
    pub when: When,
    /// What it does.
    pub command: Command,
    /// Key of its word in the footer; empty for a binding that the footer leaves out.
    pub word: &'static str,
    /// Key of its sentence in the help; empty where the line above speaks for it.
    pub help: &'static str,
    /// Place in the footer: small numbers first.
    pub order: u8,
}

/// What a key asks for now.
pub fn look_up(app: &App, event: KeyEvent) -> Option<Command> {
    if app.lab_shown().is_some_and(|lab| app.panel.is_none() && app.help.is_none() && begins_a_call(lab, event)) {
        return None;
    }
    let found = BINDINGS.iter().find(|binding| {
        binding.keys.iter().any(|chord| chord.is(event)) && binding.when.holds(app) && is_useful(app, binding.command)
    });
    found.map(|binding| binding.command)
}

/// In an empty lab there is nothing to command: a letter begins a call, whether the editor is open or not. `q` still leaves.
pub(crate) fn begins_a_call(lab: &Lab, event: KeyEvent) -> bool {
    let plain = (event.modifiers - KeyModifiers::SHIFT).is_empty();
    let letter = matches!(event.code, KeyCode::Char(sign) if sign != 'q' && (sign.is_alphabetic() || sign == '_'));
    lab.script.calls.is_empty() && lab.editor.is_none() && !lab.is_writing() && plain && letter
}

/// The footer's pairs, the likeliest first, as keys of words.
pub fn footer(app: &App) -> Vec<&'static Binding> {
    let mut pairs: Vec<&Binding> = BINDINGS
        .iter()
        .filter(|binding| !binding.word.is_empty() && binding.when.holds(app) && is_useful(app, binding.command))
        .filter(|binding| is_offered(app, binding))
        .collect();
    // The first line that holds wins a key, so a later line with the same sign would be a lie.
    let (mut signs, mut commands) = (Vec::new(), Vec::new());
    pairs.retain(|binding| {
        let new = !signs.contains(&binding.shown) && !commands.contains(&binding.command);
        signs.push(binding.shown);
        commands.push(binding.command);
        new
    });
    pairs.sort_by_key(|binding| binding.order);
    pairs
}

/// All keys as a Markdown table, for the README.
pub fn table(texts: &Texts) -> String {
    let mut table = String::from("| where | key | what it does |\n|---|---|---|\n");
    for when in When::ALL {
        for binding in BINDINGS.iter().filter(|binding| binding.when == *when && !binding.help.is_empty()) {
            let (place, help) = (texts.get(when.title()), texts.get(binding.help));
            table.push_str(&format!("| {place} | `{}` | {help} |\n", binding.shown));
        }
    }
    table
}
