//! The lab's quiz: answers, reasons, words.

use ratatui_textarea::{TextArea, WrapMode};

use crate::msg;
use crate::quiz::{Ask, Phase};
use crate::tui::app::lab::Pane;
use crate::tui::app::{App, Lab};
use crate::tui::keys::Command;

use super::tell;

/// Yes, no, never mind, lock.
pub(super) fn answer(app: &mut App, command: Command) {
    let Some(lab) = app.lab.as_deref_mut() else { return };
    let row = lab.row;
    let Some(quiz) = lab.quiz.as_mut() else { return };
    let said = match command {
        Command::Yes => quiz.say(row, Some(true)),
        Command::No => quiz.say(row, Some(false)),
        Command::Clear => {
            // On a row without an answer it takes the one above back: whoever pressed the wrong key is already past it.
            let asked = quiz.asked().to_vec();
            let at = asked.iter().position(|asked| *asked == row).unwrap_or(0);
            let row = if quiz.answer(row).is_none() { asked[at.saturating_sub(1)] } else { row };
            quiz.say(row, None);
            lab.row = row;
            return;
        }
        _ => {
            let rows = quiz.to_go();
            if quiz.lock() {
                lab.focus = Pane::Quiz;
            } else if let Some(open) = quiz.asked().iter().copied().find(|row| quiz.answer(*row).is_none()) {
                let number = quiz.rows[open].row.number;
                lab.row = open;
                tell(app, msg!("lab-lock-open", rows = rows, row = number));
            }
            return;
        }
    };
    if said {
        lab.row = next_open(lab, row).unwrap_or(row);
    }
}

/// The next row of the round without an answer, round and round.
fn next_open(lab: &Lab, from: usize) -> Option<usize> {
    let quiz = lab.quiz.as_ref()?;
    let asked = quiz.asked();
    let at = asked.iter().position(|row| *row == from)?;
    asked.iter().cycle().skip(at + 1).take(asked.len()).copied().find(|row| quiz.answer(*row).is_none())
}

/// Reasons, "I was wrong because …", the rule, and on.
pub(super) fn go_on(app: &mut App, command: Command) {
    let Some(lab) = app.lab.as_deref_mut() else { return };
    let words = lab.writing.lines().join("\n");
    let reason = lab.reason;
    let Some(quiz) = lab.quiz.as_mut() else { return };
    let choices = quiz.choices();
    let moved = match (command, quiz.phase) {
        (Command::Pick(at), _) => choices.get(usize::from(at)).is_some_and(|reason| quiz.pick(*reason)),
        (Command::PickThis, Phase::Explain { ask: Ask::Reason, .. }) if reason.is_none() => {
            tell(app, msg!("lab-reason-choose", last = choices.len()));
            return;
        }
        (Command::PickThis, _) => {
            reason.and_then(|reason| choices.get(reason)).is_some_and(|reason| quiz.pick(*reason))
        }
        (Command::RevealAll, _) => quiz.reveal_all(),
        (Command::SaveLine, Phase::Rule { .. }) => quiz.write_rule(&words),
        (Command::SaveLine, _) => quiz.because(&words),
        (Command::GoOn, Phase::Run) if !quiz.is_judged() => {
            tell(app, msg!("lab-still-judging"));
            return;
        }
        (Command::GoOn, Phase::Run) => quiz.explain(),
        (Command::GoOn, _) => quiz.advance(),
        _ => false,
    };
    if moved {
        arrived(lab);
    }
}

/// The quiz asks for something else now: cursor, focus and the line to write follow.
pub(super) fn arrived(lab: &mut Lab) {
    let Some(quiz) = &lab.quiz else { return };
    lab.focus = Pane::Quiz;
    lab.reason = None;
    lab.closing = false;
    lab.writing = TextArea::default();
    lab.writing.set_wrap_mode(WrapMode::WordOrGlyph);
    match quiz.phase {
        Phase::Explain { row, .. } => lab.row = row,
        Phase::Predict => {
            let open = quiz.asked().iter().find(|row| quiz.answer(**row).is_none());
            lab.row = open.or(quiz.asked().first()).copied().unwrap_or(0);
        }
        Phase::Free => lab.closing = true,
        Phase::Run | Phase::Rule { .. } => {}
    }
    debug_assert!(!matches!(quiz.phase, Phase::Explain { ask: Ask::Reason, row } if quiz.rows[row].verdict.is_none()));
    if quiz.phase == Phase::Predict {
        // Predict, run, explain: a new round has a run of its own.
        lab.clear_run();
    }
    lab.face_row();
}
