//! The gallery of receivers: choosing one, saying what is wrong with it, and the search.

use super::{leave, play, tell};
use crate::framing::receivers::PROSE;
use crate::framing::search::Verdict;
use crate::msg;
use crate::progress::exercised::{Done, Found};
use crate::text::Message;
use crate::tui::app::breaks::{Breaks, Language, Opened, Said, Search};
use crate::tui::app::keep::Job;
use crate::tui::app::{App, Effect};
use crate::tui::asks::{Answer, Question};
use crate::tui::keys::Command;
use crate::tui::screens::receivers::has_source_beside;

pub(super) fn command(app: &mut App, command: Command) -> Vec<Effect> {
    if let Some(effects) = play::command(app, command) {
        reveal(app);
        return effects;
    }
    if command == Command::OtherSource {
        turn(app);
        // Where the list has no source beside it, nothing else shows that.
        let breaks = &app.exercises.breaks;
        if breaks.open.is_none() && breaks.prose.is_none() && !has_source_beside(app.size) {
            let key = match breaks.language {
                Language::Python => "play-python",
                Language::C => "play-c",
            };
            tell(app, msg!("breaks-turned", language = Message::new(key)));
        }
        return Vec::new();
    }
    let breaks = &mut app.exercises.breaks;
    match (breaks.open.is_some(), &mut breaks.prose) {
        (true, _) => opened(app, command),
        (false, Some(told)) => {
            match command {
                Command::Reveal => {
                    *told = (*told + 1).min(PROSE.len());
                    breaks.read |= *told == PROSE.len();
                }
                Command::Back => breaks.prose = None,
                _ => {}
            }
            Vec::new()
        }
        (false, None) => list(app, command),
    }
}

fn list(app: &mut App, command: Command) -> Vec<Effect> {
    let breaks = &mut app.exercises.breaks;
    let last = Breaks::last();
    match command {
        Command::Up => breaks.at = breaks.at.checked_sub(1).unwrap_or(last),
        Command::Down => breaks.at = if breaks.at == last { 0 } else { breaks.at + 1 },
        Command::PageUp => breaks.at = breaks.at.saturating_sub(10),
        Command::PageDown => breaks.at = (breaks.at + 10).min(last),
        Command::First => breaks.at = 0,
        Command::Last => breaks.at = last,
        Command::Open => enter(app),
        Command::Back => return leave(app),
        _ => {}
    }
    Vec::new()
}

/// Opens what is under the cursor.
fn enter(app: &mut App) {
    let breaks = &mut app.exercises.breaks;
    breaks.prose = (breaks.at == Breaks::last()).then_some(0);
    breaks.open = breaks.receiver().map(|receiver| Box::new(Opened::new(receiver, breaks.language)));
}

/// The source in the other language; the cursor stays where it was, as far as that can be said.
fn turn(app: &mut App) {
    let breaks = &mut app.exercises.breaks;
    let from = breaks.language;
    breaks.language = from.other();
    if let Some(open) = breaks.open.as_deref_mut() {
        let (own, other) = (from.of(&open.receiver), from.other().of(&open.receiver));
        let same = other.matching(own, open.line).first().copied();
        let lines = u32::try_from(other.lines.len()).unwrap_or(u32::MAX);
        open.line = same.unwrap_or(open.line.min(lines));
    }
}

fn opened(app: &mut App, command: Command) -> Vec<Effect> {
    let language = app.exercises.breaks.language;
    let Some(open) = app.exercises.breaks.open.as_deref_mut() else { return Vec::new() };
    let lines = u32::try_from(language.of(&open.receiver).lines.len()).unwrap_or(u32::MAX);
    match command {
        Command::Up => open.line = open.line.saturating_sub(1).max(1),
        Command::Down => open.line = (open.line + 1).min(lines),
        Command::PageUp => open.line = open.line.saturating_sub(8).max(1),
        Command::PageDown => open.line = (open.line + 8).min(lines),
        Command::First => open.line = 1,
        Command::Last => open.line = lines,
        Command::SayLine => open.said = Some(Said::Line(language, open.line)),
        Command::SayNone => open.said = Some(Said::None),
        Command::Find if open.said.is_none() => tell(app, msg!("breaks-say-first")),
        Command::Find => return find(app),
        Command::StopFinding => {
            open.search = Search::Idle;
            return vec![Effect::StopAsking];
        }
        Command::GoOn => {
            let breaks = &mut app.exercises.breaks;
            breaks.open = None;
            breaks.at = (breaks.at + 1).min(Breaks::last());
            enter(app);
            return vec![Effect::Stop];
        }
        Command::Back => {
            app.exercises.breaks.open = None;
            return vec![Effect::StopAsking, Effect::Stop];
        }
        _ => {}
    }
    Vec::new()
}

/// Lets the search begin.
fn find(app: &mut App) -> Vec<Effect> {
    let id = app.next_id();
    let Some(open) = app.exercises.breaks.open.as_deref_mut() else { return Vec::new() };
    if open.search != Search::Idle {
        return Vec::new();
    }
    open.search = Search::Going { id, progress: (0, 0) };
    vec![Effect::Ask { id, question: Question::Breaks(open.receiver.id()) }]
}

/// The search tells how far it is, or what it found.
pub(super) fn answered(app: &mut App, asked: u64, answer: Answer) -> Vec<Effect> {
    let id = app.next_id();
    let Some(open) = app.exercises.breaks.open.as_deref_mut() else { return Vec::new() };
    let Search::Going { id: going, progress } = &mut open.search else { return Vec::new() };
    if *going != asked {
        return Vec::new();
    }
    match answer {
        Answer::Progress { done, of } => *progress = (done, of),
        Answer::Found(Err(error)) => open.search = Search::TooMany(error),
        Answer::Found(Ok((verdict, long))) => {
            let cuts = match &verdict {
                Verdict::Broken(case) => Some(case.cuts.len()),
                Verdict::Right { .. } => None,
            };
            open.search = Search::Done(verdict, long);
            open.make_ready(id);
            let (receiver, right) = (open.receiver.id(), open.is_right().unwrap_or(false));
            let found = Found { cuts, right };
            app.exercises.breaks.known.insert(receiver, found);
            return vec![Effect::Keep(Job::Exercised(Done::Found(receiver, found)))];
        }
        Answer::Checked(_) => {}
    }
    Vec::new()
}

/// The fault is shown once the case has been played to its end.
pub(super) fn reveal(app: &mut App) {
    if let Some(open) = app.exercises.breaks.open.as_deref_mut()
        && open.play.as_ref().is_some_and(|play| play.is_over())
    {
        open.revealed = true;
    }
}
