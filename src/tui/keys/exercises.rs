//! The keys of the screens on which receivers are broken and built: when they hold.

use super::{Command, When};
use crate::framing::gym::COURSE;
use crate::framing::receivers::PROSE;
use crate::tui::app::breaks::Search;
use crate::tui::app::build::{Result, Side};
use crate::tui::app::gym::Room;
use crate::tui::app::{App, Screen};

/// Whether a place is the one that is shown, if nothing stands before it.
pub(super) fn holds(app: &App, when: When) -> bool {
    let open = app.exercises.breaks.open.as_deref().filter(|_| matches!(app.screen, Screen::Breaks));
    let prose = app.exercises.breaks.prose.is_some();
    match when {
        When::Gallery => matches!(app.screen, Screen::Breaks) && open.is_none() && !prose,
        When::Prose => matches!(app.screen, Screen::Breaks) && open.is_none() && prose,
        When::Guessing => open.is_some_and(|open| matches!(open.search, Search::Idle)),
        When::Finding => open.is_some_and(|open| !matches!(open.search, Search::Idle)),
        When::Gym => matches!(app.screen, Screen::Gym),
        When::Build => matches!(app.screen, Screen::Build),
        When::Playing => app.play().is_some(),
        _ => false,
    }
}

/// Whether a command does anything here and now.
pub(super) fn is_useful(app: &App, command: Command) -> bool {
    use Command as C;
    let exercises = &app.exercises;
    let play = app.play();
    let over = play.is_some_and(|play| play.is_over());
    match command {
        C::Step | C::NextCall => play.is_some() && !over,
        C::RunIsOver => over,
        C::BackFirst => play.is_some(),
        C::EventBefore | C::Reset => play.is_some_and(|play| play.has_begun()),
        C::Save | C::SaveAs => false,
        _ => match app.screen {
            Screen::Breaks => match command {
                C::RunAll => play.is_some() && !over,
                C::Reveal => exercises.breaks.prose.is_some_and(|told| told < PROSE.len()),
                C::StopFinding => {
                    exercises.breaks.open.as_ref().is_some_and(|open| matches!(open.search, Search::Going { .. }))
                }
                C::GoOn => exercises.breaks.open.as_ref().is_some_and(|open| match open.search {
                    Search::Done(..) => open.play.is_none() || open.revealed,
                    Search::TooMany(_) => true,
                    Search::Idle | Search::Going { .. } => false,
                }),
                _ => true,
            },
            Screen::Gym => {
                let gym = &exercises.gym;
                let room = gym.room.as_deref();
                let shown = play.is_none() || over;
                match command {
                    C::RunAll => false,
                    C::GoOn => shown && room.is_some_and(|room| room.is_solved()) && gym.at + 1 < COURSE.len(),
                    C::Try => play.is_none(),
                    C::Cut | C::NoneBreaks | C::Find | C::Left | C::Right | C::First | C::Last => play.is_none(),
                    C::Clear => play.is_none() && room.is_some_and(|room| !room.cuts.is_empty()),
                    C::PageUp => gym.at > 0,
                    // What is solved is not skipped: there the same key goes on.
                    C::PageDown => gym.at + 1 < COURSE.len() && !(shown && room.is_some_and(Room::is_solved)),
                    _ => true,
                }
            }
            _ => {
                let work = exercises.build.work();
                let placed = !work.placed.is_empty();
                match command {
                    C::RunAll if play.is_some() => !over,
                    C::TabFirst => play.is_none() && work.side == Side::Program && !work.left().is_empty(),
                    C::NothingPlaced => play.is_none() && !placed,
                    C::Open => play.is_none() && work.side == Side::Lines && !work.left().is_empty(),
                    C::Left | C::Right | C::Remove | C::CarryUp | C::CarryDown => play.is_none() && placed,
                    C::Up | C::Down | C::First | C::Last | C::NextPane => play.is_none(),
                    C::Undo => play.is_none() && work.can_undo(),
                    C::GoOn => work.solved && play.is_none() && work.result == Result::Works,
                    _ => true,
                }
            }
        },
    }
}

/// Whether the footer offers a command: the search only where something was said before, help with an exercise only until it
/// is solved.
pub(super) fn is_offered(app: &App, command: Command) -> bool {
    let open = app.exercises.breaks.open.as_deref();
    match (&app.screen, command) {
        (Screen::Gym, Command::Find | Command::NoneBreaks | Command::Clear) => {
            !app.exercises.gym.room.as_deref().is_some_and(Room::is_solved)
        }
        (Screen::Build, Command::Open) => app.exercises.build.work().result != Result::Works,
        // Offered where the cursor is in the program: among the lines that are left, the way there comes first.
        (Screen::Build, Command::CarryUp) => {
            let work = app.exercises.build.work();
            work.side == Side::Program && work.placed.len() > 1
        }
        (_, Command::Find) => open.is_some_and(|open| open.said.is_some()),
        _ => true,
    }
}
