//! The keys: one table, from which look-up, footer, help and the README's list are made, so that none of them can drift.

mod bindings;
mod exercises;
mod short;
mod workshop;

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

pub use bindings::BINDINGS;

use super::app::burst::TIMES;
use super::app::knobs::Knob;
use super::app::lab::{Pane, RunState};
use super::app::likely::{Likely, Pane as Runs};
use super::app::messages::Page as ListPage;
use super::app::network::Play;
use super::app::practice::Page;
use super::app::projector::Page as Sheet;
use super::app::{App, Lab, Panel, Screen};
use crate::call::Side;
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

/// Whether the footer has it: not where a letter begins a call, and saving only where something was changed.
fn is_offered(app: &App, binding: &Binding) -> bool {
    // Where all four arrows choose, one pair says so.
    let on_grid = matches!(app.screen, Screen::Map) && app.map.as_deref().is_some_and(super::app::Map::is_grid);
    if on_grid && binding.command == Command::Up && app.help.is_none() && app.panel.is_none() {
        return false;
    }
    if !exercises::is_offered(app, binding.command) {
        return false;
    }
    if let Screen::Short = app.screen
        && !short::is_offered(&app.short, binding.command)
    {
        return false;
    }
    if let Some(shop) = app.workshop_shown().filter(|_| app.panel.is_none() && app.help.is_none()) {
        return workshop::is_offered(shop, binding.command);
    }
    if let Some((lab, play)) = app.lab_played().filter(|_| app.panel.is_none() && app.help.is_none()) {
        return match binding.command {
            Command::Accept => play.on_the_way(lab.from.peer()) > 0,
            Command::Undo | Command::Reset | Command::SaveOrder => !play.steps.is_empty(),
            _ => true,
        };
    }
    let Some(lab) = app.lab_shown().filter(|_| app.panel.is_none() && app.help.is_none()) else { return true };
    // Where a row can go no further there is nothing to hurry.
    if binding.command == Command::HappenAtOnce && lab.happening().is_some_and(|happen| happen.stands().is_some()) {
        return false;
    }
    let typed = |chord: &Chord| begins_a_call(lab, KeyEvent::new(chord.code, chord.modifiers));
    let saves = matches!(binding.command, Command::Save);
    let locks = matches!(binding.command, Command::Lock) && lab.quiz.as_ref().is_some_and(|quiz| quiz.to_go() > 0);
    !binding.keys.iter().all(typed) && (!saves || lab.changed) && !locks
}

/// Whether a command does anything here and now, as far as the place does not say it already.
fn is_useful(app: &App, command: Command) -> bool {
    use Command as C;
    if app.help.is_some() {
        return true;
    }
    if app.panel.is_none()
        && let Screen::Practice = app.screen
    {
        return is_useful_in_practice(app, command);
    }
    if app.panel.is_none()
        && let Screen::Map = app.screen
    {
        return is_useful_on_map(app, command);
    }
    if app.panel.is_none()
        && let Screen::Short = app.screen
    {
        return short::is_useful(&app.short, command);
    }
    if app.panel.is_none()
        && let (Screen::Likely, Some(likely)) = (&app.screen, app.likely.as_deref())
    {
        return is_useful_among_runs(likely, command);
    }
    if app.panel.is_none() && matches!(app.screen, Screen::Breaks | Screen::Gym | Screen::Build) {
        return exercises::is_useful(app, command);
    }
    if app.panel.is_none() && matches!(app.screen, Screen::Trials) {
        return match command {
            C::StopRuns => app.trials.running.is_some(),
            C::Guess | C::Unguessed => app.trials.running.is_none(),
            C::Save | C::SaveAs => false,
            _ => true,
        };
    }
    if command == C::OffList {
        return app.entries().get(app.entry).is_some_and(|entry| entry.can_go());
    }
    if let Some(shop) = app.workshop_shown().filter(|_| app.panel.is_none()) {
        return workshop::is_useful(shop, app.size, command);
    }
    if let Some(lab) = app.lab_projected() {
        return is_useful_in_a_hall(lab, command);
    }
    if let Some((lab, play)) = app.lab_played().filter(|_| app.panel.is_none()) {
        return is_useful_to_the_network(lab, play, command);
    }
    let Some(lab) = app.lab_shown().filter(|_| app.panel.is_none()) else {
        return !matches!(command, C::Save | C::SaveAs);
    };
    let over = matches!(lab.run.state, RunState::Over(_) | RunState::Failed(_));
    match command {
        C::Step => !over,
        C::RunAgain => over,
        C::Happen => lab.may_happen() && lab.is_allowed(lab.row),
        C::Attempt => lab.may_happen() && !lab.is_allowed(lab.row),
        C::HappenAll => lab.may_happen() && lab.allowed().len() > 1,
        C::Reset => lab.run.state != RunState::Idle,
        C::Again => lab.phase() == Some(Phase::Free),
        C::Map => lab.has_map(),
        C::Network => lab.has_knobs() && lab.may_run(),
        C::Play => lab.may_play(),
        C::NotYet => lab.quiz.is_some() && !lab.is_free(),
        C::EventBefore | C::EventAfter | C::FirstEvent => lab.may_look_back(),
        C::Kernel => lab.has_knobs() && lab.has_run(),
        C::TypeKnob => lab.knob().is_typed() && lab.may_turn(lab.knob()),
        C::Likely => lab.may_burst(),
        C::Burst => lab.may_burst() && lab.next_burst() == Some(TIMES[0]),
        C::BurstAgain => lab.may_burst() && lab.next_burst() == Some(TIMES[1]),
        C::BurstMore => lab.may_burst() && lab.next_burst().is_some(),
        C::Lock => lab.quiz.is_some(),
        C::Copy => lab.has_knobs() && !lab.script.calls.is_empty(),
        C::Untouch => lab.is_turned(lab.knob()) && lab.may_turn(lab.knob()),
        C::UntouchAll => Knob::ALL.iter().any(|knob| lab.is_turned(*knob)),
        C::OtherWay => lab.goes_both_ways(),
        // A quiz of practice is about its own calls: they stay as they are until its last row.
        C::Edit | C::Insert | C::Append | C::Remove if app.is_in_drill() => false,
        C::LeaveQuiz => app.is_from_practice(),
        C::Undo => !lab.undo.is_empty(),
        C::Redo => !lab.redo.is_empty(),
        C::Fix => lab.editor.as_ref().and_then(|editor| editor.diagnostic()).is_some_and(|found| found.fix.is_some()),
        C::GoOn => match lab.phase() {
            Some(Phase::Run) => over,
            Some(Phase::Free) | None => false,
            Some(_) => true,
        },
        C::RevealAll => {
            let all_shown = lab.quiz.as_ref().is_some_and(|quiz| quiz.is_drill() && quiz.is_revealed());
            matches!(lab.phase(), Some(Phase::Explain { .. })) && !all_shown
        }
        C::Up | C::Down => match lab.focus {
            Pane::Calls(_) => !lab.script.calls.is_empty(),
            Pane::Knobs => true,
            Pane::Trace | Pane::Kernel => false,
            Pane::Stream | Pane::Quiz => lab.quiz.is_some(),
        },
        C::Left | C::Right => {
            !matches!(lab.run.state, RunState::Idle) || lab.byte.is_some() || !lab.script.calls.is_empty()
        }
        _ => true,
    }
}

fn is_useful_on_map(app: &App, command: Command) -> bool {
    let (Some(map), Some(lab)) = (app.map.as_deref(), app.lab.as_deref()) else { return command == Command::Back };
    let single = crate::tui::screens::map::is_single(app);
    match command {
        Command::MakeHappen => single,
        Command::Open => !single && (map.outcomes.is_some() || map.branches.is_some()),
        Command::NextUnseen => map.outcomes.is_some() && map.is_grid(),
        Command::OtherWay => lab.goes_both_ways(),
        Command::Left | Command::Right => map.is_grid(),
        Command::Save | Command::SaveAs => false,
        _ => true,
    }
}

fn is_useful_in_practice(app: &App, command: Command) -> bool {
    let practising = &app.practice;
    match command {
        Command::ComeBack => practising.due().is_some(),
        Command::GoOn => practising.page == Page::Closing && app.practice_quiz().is_some(),
        Command::Choose(at) => usize::from(at) < practising.listed().len(),
        Command::Export => practising.kept.answered > 0,
        Command::Forget => practising.page == Page::Start && practising.kept.answered > 0,
        Command::Save | Command::SaveAs => false,
        _ => true,
    }
}

fn is_useful_among_runs(likely: &Likely, command: Command) -> bool {
    use Command as C;
    let side = likely.pane.side();
    let outcomes = matches!(likely.pane, Runs::Outcomes(_));
    match command {
        C::Guess => likely.asks(side) || !likely.is_busy(),
        C::Unguessed => likely.asks(side),
        C::Left | C::Right => !outcomes || likely.asks(side),
        C::Sweep => !likely.asks(side),
        C::SaveRuns => likely.tries.iter().any(|one| one.histogram.times > 0),
        C::StopRuns => likely.running.is_some(),
        C::Save | C::SaveAs => false,
        _ => true,
    }
}

/// Whether a command does anything where the student is the network.
fn is_useful_to_the_network(lab: &Lab, play: &Play, command: Command) -> bool {
    use Command as C;
    let way = play.on_the_way(lab.from.peer());
    match command {
        C::Left | C::Right => way > 1,
        C::NextCall => !play.calls().is_empty(),
        C::OtherCall => play.calls().len() > 1,
        C::DeliverFin => Side::BOTH.into_iter().any(|side| play.may_end(side)),
        C::Larger | C::Smaller => play.calls().into_iter().any(|call| play.sizes(call).is_some()),
        C::Goal | C::GoalBefore => !lab.goals().is_empty(),
        C::OtherWay => lab.goes_both_ways(),
        C::Save | C::SaveAs => false,
        _ => true,
    }
}

/// Whether a command does anything on the page that the projector shows.
fn is_useful_in_a_hall(lab: &Lab, command: Command) -> bool {
    use Command as C;
    let page = lab.page();
    let over = matches!(lab.run.state, RunState::Over(_) | RunState::Failed(_));
    let runs = page == Some(Sheet::Stream);
    let bytes = runs || matches!(page, Some(Sheet::Row(row)) if lab.show.revealed.contains(&row));
    match command {
        C::Step | C::RunAll => runs && !over,
        C::RunAgain => runs && over,
        C::Reset => runs && lab.run.state != RunState::Idle,
        C::Network => runs,
        C::Left | C::Right => bytes,
        C::OtherWay => bytes && lab.goes_both_ways(),
        C::Reveal => page.is_some(),
        _ => true,
    }
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
