//! Whether a command does anything here and now, and whether the footer offers it.

use ratatui::crossterm::event::KeyEvent;

use super::{Binding, Chord, Command, begins_a_call, exercises, short, workshop};
use crate::call::Side;
use crate::quiz::Phase;
use crate::tui::app::burst::TIMES;
use crate::tui::app::knobs::Knob;
use crate::tui::app::lab::{Pane, RunState};
use crate::tui::app::likely::{Likely, Pane as Runs};
use crate::tui::app::network::Play;
use crate::tui::app::practice::Page;
use crate::tui::app::projector::Page as Sheet;
use crate::tui::app::{App, Lab, Map, Screen};

/// Whether the footer has it: not where a letter begins a call, and saving only where something was changed.
pub(super) fn is_offered(app: &App, binding: &Binding) -> bool {
    // Where all four arrows choose, one pair says so.
    let on_grid = matches!(app.screen, Screen::Map) && app.map.as_deref().is_some_and(Map::is_grid);
    if on_grid && binding.command == Command::Up && app.help.is_none() && app.panel.is_none() {
        return false;
    }
    if !exercises::is_offered(app, binding.command) {
        return false;
    }
    if let Screen::Short = app.screen
        && !short::is_offered(app, binding.command)
    {
        return false;
    }
    if let Some(shop) = app.workshop_shown().filter(|_| app.panel.is_none() && app.help.is_none()) {
        return workshop::is_offered(shop, app.size, binding);
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
pub(super) fn is_useful(app: &App, command: Command) -> bool {
    use Command as C;
    if app.help.is_some() {
        return true;
    }
    if app.panel.is_none() {
        match (&app.screen, app.likely.as_deref()) {
            (Screen::Practice, _) => return is_useful_in_practice(app, command),
            (Screen::Map, _) => return is_useful_on_map(app, command),
            (Screen::Short, _) => return short::is_useful(app, command),
            (Screen::Likely, Some(likely)) => return is_useful_among_runs(likely, command),
            (Screen::Breaks | Screen::Gym | Screen::Build, _) => return exercises::is_useful(app, command),
            (Screen::Trials, _) => return is_useful_in_trials(app, command),
            _ => {}
        }
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

fn is_useful_in_trials(app: &App, command: Command) -> bool {
    match command {
        Command::StopRuns => app.trials.running.is_some(),
        Command::Guess | Command::Unguessed => app.trials.running.is_none(),
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
