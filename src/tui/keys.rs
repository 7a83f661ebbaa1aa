//! The keys: one table, from which look-up, footer, help and the README's list are made, so that none of them can drift.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::app::lab::{Pane, RunState};
use super::app::{App, Screen};
use crate::quiz::{Ask, Phase};
use crate::text::Texts;

/// What a key asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // each is explained by its help sentence in the table
pub enum Command {
    Open,
    Choose(u8),
    Yes,
    No,
    Clear,
    Lock,
    GoOn,
    PickThis,
    Pick(u8),
    RevealAll,
    SaveLine,
    Step,
    RunAll,
    Reset,
    Edit,
    Insert,
    Append,
    Remove,
    Undo,
    Redo,
    Network,
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
    Theme,
    Mouse,
    Help,
    Back,
    Quit,
    QuitAlways,
    Suspend,
    Redraw,
}

/// Where a binding holds. The order is that of the help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)] // named as in the help
pub enum When {
    Home,
    Predicting,
    Running,
    Reasons,
    Answers,
    Writing,
    Editing,
    Calls,
    Bytes,
    Lab,
    Help,
    Everywhere,
    Always,
}

impl When {
    /// All, in the order of the help.
    pub const ALL: [When; 13] = [
        When::Home,
        When::Predicting,
        When::Running,
        When::Reasons,
        When::Answers,
        When::Writing,
        When::Editing,
        When::Calls,
        When::Bytes,
        When::Lab,
        When::Help,
        When::Everywhere,
        When::Always,
    ];

    /// The key of its heading in the help.
    pub fn title(self) -> &'static str {
        match self {
            When::Home => "keys-home",
            When::Predicting => "keys-predicting",
            When::Running => "keys-running",
            When::Reasons => "keys-reasons",
            When::Answers => "keys-answers",
            When::Writing => "keys-writing",
            When::Editing => "keys-editing",
            When::Calls => "keys-calls",
            When::Bytes => "keys-bytes",
            When::Lab => "keys-lab",
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
        let lab = app.lab_shown().filter(|_| !help);
        let editing = lab.is_some_and(|lab| lab.editor.is_some());
        let typing = editing || lab.is_some_and(|lab| lab.is_writing());
        let idle = lab.filter(|_| !typing);
        let quiz = idle.filter(|lab| lab.focus == Pane::Quiz);
        let phase = quiz.and_then(|lab| lab.phase());
        match self {
            When::Always => true,
            When::Help => help,
            When::Everywhere => !typing,
            When::Home => !help && matches!(app.screen, Screen::Home),
            When::Lab => idle.is_some(),
            When::Editing => editing,
            When::Writing => !editing && typing,
            When::Calls => idle.is_some_and(|lab| matches!(lab.focus, Pane::Calls(_))),
            When::Bytes => idle.is_some_and(|lab| lab.focus == Pane::Stream),
            When::Predicting => phase == Some(Phase::Predict),
            When::Running => idle.is_some_and(|lab| lab.may_run()),
            When::Reasons => matches!(phase, Some(Phase::Explain { ask: Ask::Reason, .. })),
            When::Answers => {
                matches!(phase, Some(Phase::Explain { ask: Ask::Nothing, .. } | Phase::Rule { written: true }))
            }
        }
    }
}

/// A key with its modifiers. Shift counts only where no character shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chord {
    /// The key.
    pub code: KeyCode,
    /// Control and Alt.
    pub modifiers: KeyModifiers,
}

const fn key(code: KeyCode) -> Chord {
    Chord { code, modifiers: KeyModifiers::NONE }
}

const fn on(sign: char) -> Chord {
    key(KeyCode::Char(sign))
}

const fn ctrl(sign: char) -> Chord {
    Chord { code: KeyCode::Char(sign), modifiers: KeyModifiers::CONTROL }
}

impl Chord {
    /// Whether this key was pressed.
    fn is(self, event: KeyEvent) -> bool {
        let held = event.modifiers & (KeyModifiers::CONTROL | KeyModifiers::ALT);
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

macro_rules! bind {
    ($when:ident $shown:literal [$($key:expr),*] $command:expr, $order:literal $word:literal $help:literal) => {
        Binding {
            keys: &[$($key),*],
            shown: $shown,
            when: When::$when,
            command: $command,
            word: $word,
            help: $help,
            order: $order,
        }
    };
}

use Command as C;
use KeyCode as K;

/// Every key. The first line that holds wins.
#[rustfmt::skip]
pub const BINDINGS: &[Binding] = &[
    bind!(Always "Ctrl-C" [ctrl('c')] C::QuitAlways, 250 "" "help-quit-always"),
    bind!(Always "Ctrl-Z" [ctrl('z')] C::Suspend, 250 "" "help-suspend"),
    bind!(Always "Ctrl-L" [ctrl('l')] C::Redraw, 250 "" "help-redraw"),

    bind!(Help "↑↓" [key(K::Up), on('k')] C::Up, 10 "word-scroll" "help-scroll"),
    bind!(Help "↓" [key(K::Down), on('j')] C::Down, 250 "" ""),
    bind!(Help "PageUp" [key(K::PageUp)] C::PageUp, 250 "" ""),
    bind!(Help "PageDown" [key(K::PageDown), on(' ')] C::PageDown, 250 "" ""),
    bind!(Help "Home" [key(K::Home)] C::First, 250 "" ""),
    bind!(Help "End" [key(K::End)] C::Last, 250 "" ""),
    bind!(Help "Esc" [key(K::Esc), key(K::Enter), on('?'), on('q')] C::Back, 20 "word-close" "help-close"),

    bind!(Home "↑↓" [key(K::Up), on('k'), key(K::BackTab)] C::Up, 10 "word-choose" "help-choose"),
    bind!(Home "↓" [key(K::Down), on('j'), key(K::Tab)] C::Down, 250 "" ""),
    bind!(Home "Enter" [key(K::Enter), on(' '), key(K::Right), on('l')] C::Open, 20 "word-open" "help-open"),
    bind!(Home "1–4" [on('1')] C::Choose(0), 30 "word-open" "help-choose-number"),
    bind!(Home "2" [on('2')] C::Choose(1), 250 "" ""),
    bind!(Home "3" [on('3')] C::Choose(2), 250 "" ""),
    bind!(Home "4" [on('4')] C::Choose(3), 250 "" ""),

    bind!(Editing "Enter" [key(K::Enter)] C::Accept, 10 "word-accept" "help-accept"),
    bind!(Editing "Tab" [key(K::Tab)] C::Complete, 20 "word-complete" "help-complete"),
    bind!(Editing "Ctrl-F" [ctrl('f')] C::Fix, 15 "word-fix" "help-fix"),
    bind!(Editing "↑↓" [key(K::Up)] C::Earlier, 30 "word-history" "help-history"),
    bind!(Editing "↓" [key(K::Down)] C::Later, 250 "" ""),
    bind!(Editing "Shift-Tab" [key(K::BackTab)] C::OtherSide, 40 "word-side" "help-side"),
    bind!(Editing "Ctrl-D" [ctrl('d')] C::Remove, 50 "word-remove" "help-remove-line"),
    bind!(Editing "Ctrl-_" [ctrl('_'), ctrl('/'), ctrl('7')] C::UndoTyping, 60 "word-undo" "help-undo-typing"),
    bind!(Editing "Ctrl-Y" [ctrl('y')] C::RedoTyping, 70 "word-redo" "help-redo-typing"),
    bind!(Editing "Esc" [key(K::Esc)] C::LeaveEditor, 25 "word-leave" "help-leave-editor"),

    bind!(Writing "Enter" [key(K::Enter)] C::SaveLine, 10 "word-done" "help-save-line"),
    bind!(Writing "Tab" [key(K::Tab)] C::NextPane, 40 "word-next-pane" ""),
    bind!(Writing "Shift-Tab" [key(K::BackTab)] C::LastPane, 250 "" ""),
    bind!(Writing "Esc" [key(K::Esc)] C::NextPane, 250 "" "help-leave-writing"),

    bind!(Predicting "y" [on('y'), on('Y')] C::Yes, 10 "word-yes" "help-yes"),
    bind!(Predicting "n" [on('n'), on('N')] C::No, 11 "word-no" "help-no"),
    bind!(Predicting "Backspace" [key(K::Backspace), key(K::Delete), ctrl('h')] C::Clear, 40 "word-clear" "help-clear"),
    bind!(Predicting "Enter" [key(K::Enter)] C::Lock, 13 "word-lock" "help-lock"),

    bind!(Reasons "1–9" [on('1')] C::Pick(0), 10 "word-pick" "help-pick"),
    bind!(Reasons "2" [on('2')] C::Pick(1), 250 "" ""),
    bind!(Reasons "3" [on('3')] C::Pick(2), 250 "" ""),
    bind!(Reasons "4" [on('4')] C::Pick(3), 250 "" ""),
    bind!(Reasons "5" [on('5')] C::Pick(4), 250 "" ""),
    bind!(Reasons "6" [on('6')] C::Pick(5), 250 "" ""),
    bind!(Reasons "7" [on('7')] C::Pick(6), 250 "" ""),
    bind!(Reasons "8" [on('8')] C::Pick(7), 250 "" ""),
    bind!(Reasons "9" [on('9')] C::Pick(8), 250 "" ""),
    bind!(Reasons "Enter" [key(K::Enter), on(' ')] C::PickThis, 12 "word-this" "help-pick-this"),
    bind!(Reasons "a" [on('a')] C::RevealAll, 30 "word-reveal-all" "help-reveal-all"),

    bind!(Answers "Enter" [key(K::Enter), on(' ')] C::GoOn, 10 "word-go-on" "help-go-on"),
    bind!(Answers "a" [on('a')] C::RevealAll, 30 "word-reveal-all" ""),

    bind!(Running "Space" [on(' ')] C::Step, 10 "word-step" "help-step"),
    bind!(Running "F5" [key(K::F(5))] C::RunAll, 11 "word-run" "help-run"),
    bind!(Running "Enter" [key(K::Enter)] C::GoOn, 9 "word-reasons" "help-to-reasons"),
    bind!(Running "r" [on('r')] C::Reset, 20 "word-reset" "help-reset"),
    bind!(Running "N" [on('N')] C::Network, 35 "word-network" "help-network"),

    bind!(Calls "Enter" [key(K::Enter), on('e')] C::Edit, 12 "word-edit" "help-edit-call"),
    bind!(Calls "i" [on('i'), key(K::Insert)] C::Insert, 14 "word-insert" "help-insert"),
    bind!(Calls "a" [on('a')] C::Append, 13 "word-append" "help-append"),
    bind!(Calls "Delete" [key(K::Delete), ctrl('d'), key(K::Backspace)] C::Remove, 16 "word-remove" "help-remove"),

    bind!(Bytes "←→" [key(K::Left), on('h')] C::Left, 15 "word-bytes" "help-bytes"),
    bind!(Bytes "→" [key(K::Right), on('l')] C::Right, 250 "" ""),
    bind!(Bytes "Home" [key(K::Home)] C::First, 250 "" ""),
    bind!(Bytes "End" [key(K::End)] C::Last, 250 "" ""),
    bind!(Bytes "d" [on('d')] C::OtherWay, 40 "word-other-way" "help-other-way"),

    bind!(Lab "↑↓" [key(K::Up), on('k')] C::Up, 30 "word-row" "help-rows"),
    bind!(Lab "↓" [key(K::Down), on('j')] C::Down, 250 "" ""),
    bind!(Lab "PageUp" [key(K::PageUp)] C::PageUp, 250 "" ""),
    bind!(Lab "PageDown" [key(K::PageDown)] C::PageDown, 250 "" ""),
    bind!(Lab "Home" [key(K::Home)] C::First, 250 "" ""),
    bind!(Lab "End" [key(K::End)] C::Last, 250 "" ""),
    bind!(Lab "e" [on('e')] C::Edit, 32 "word-edit-calls" "help-edit"),
    bind!(Lab "u" [on('u'), ctrl('_'), ctrl('/'), ctrl('7')] C::Undo, 60 "word-undo" "help-undo"),
    bind!(Lab "Ctrl-Y" [ctrl('y')] C::Redo, 70 "word-redo" "help-redo"),
    bind!(Lab "Tab" [key(K::Tab)] C::NextPane, 50 "word-next-pane" "help-panes"),
    bind!(Lab "Shift-Tab" [key(K::BackTab)] C::LastPane, 250 "" "help-last-pane"),
    bind!(Lab "x" [on('x')] C::Hex, 80 "word-hex" "help-hex"),
    bind!(Lab "Esc" [key(K::Esc)] C::Back, 90 "word-home" "help-home"),

    bind!(Everywhere "t" [on('t')] C::Theme, 95 "word-theme" "help-theme"),
    bind!(Everywhere "M" [on('M')] C::Mouse, 250 "" "help-mouse"),
    bind!(Everywhere "?" [on('?'), key(K::F(1))] C::Help, 100 "word-help" "help-help"),
    bind!(Everywhere "q" [on('q')] C::Quit, 110 "word-quit" "help-quit"),
];

/// What a key asks for now.
pub fn look_up(app: &App, event: KeyEvent) -> Option<Command> {
    let found = BINDINGS.iter().find(|binding| {
        binding.keys.iter().any(|chord| chord.is(event)) && binding.when.holds(app) && is_useful(app, binding.command)
    });
    found.map(|binding| binding.command)
}

/// The footer's pairs, the likeliest first, as keys of words.
pub fn footer(app: &App) -> Vec<&'static Binding> {
    let mut pairs: Vec<&Binding> = BINDINGS
        .iter()
        .filter(|binding| !binding.word.is_empty() && binding.when.holds(app) && is_useful(app, binding.command))
        .collect();
    // The first line that holds wins a key, so a later line with the same sign would be a lie.
    let mut signs = Vec::new();
    pairs.retain(|binding| {
        let new = !signs.contains(&binding.shown);
        signs.push(binding.shown);
        new
    });
    pairs.sort_by_key(|binding| binding.order);
    pairs
}

/// Whether a command does anything here and now, as far as the place does not say it already.
fn is_useful(app: &App, command: Command) -> bool {
    let Some(lab) = app.lab_shown() else { return true };
    let over = matches!(lab.run.state, RunState::Over(_) | RunState::Failed(_));
    match command {
        C::Lock => lab.quiz.as_ref().is_some_and(|quiz| quiz.to_go() == 0),
        C::Step => !over,
        C::Reset => lab.run.state != RunState::Idle,
        C::Network => lab.has_knobs() && lab.may_run(),
        C::OtherWay => lab.goes_both_ways(),
        C::Undo => !lab.undo.is_empty(),
        C::Redo => !lab.redo.is_empty(),
        C::Fix => lab.editor.as_ref().and_then(|editor| editor.diagnostic()).is_some_and(|found| found.fix.is_some()),
        C::GoOn => match lab.phase() {
            Some(Phase::Run) => over,
            Some(Phase::Free) | None => false,
            Some(_) => true,
        },
        C::RevealAll => matches!(lab.phase(), Some(Phase::Explain { .. })),
        C::Left | C::Right => {
            !matches!(lab.run.state, RunState::Idle) || lab.byte.is_some() || !lab.script.calls.is_empty()
        }
        _ => true,
    }
}

/// All keys as a Markdown table, for the README.
pub fn table(texts: &Texts) -> String {
    let mut table = String::from("| where | key | what it does |\n|---|---|---|\n");
    for when in When::ALL {
        for binding in BINDINGS.iter().filter(|binding| binding.when == when && !binding.help.is_empty()) {
            let (place, help) = (texts.get(when.title()), texts.get(binding.help));
            table.push_str(&format!("| {place} | `{}` | {help} |\n", binding.shown));
        }
    }
    table
}
