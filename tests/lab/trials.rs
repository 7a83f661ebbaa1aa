//! Lesson 2's experiments on the screen: predict, run on real sockets, change one thing. What came is checked for what must
//! be, never for how it was cut.

use chunkscope::experiments::{Change, Kind, sizes};
use chunkscope::tui::app::Screen;
use chunkscope::tui::app::trials::Trial;
use ratatui::crossterm::event::KeyCode;

use crate::driver::Student;
use crate::likely::opened as likely;

/// The experiments, B chosen.
pub fn opened() -> Student {
    let mut student = likely();
    student.press("e");
    assert!(matches!(student.app.screen, Screen::Trials));
    student.key(KeyCode::Down);
    student
}

fn latest(student: &Student) -> &Trial {
    student.app.trials.runs().back().expect("it ran")
}

#[test]
fn nothing_runs_without_a_prediction() {
    let mut student = opened();
    student.shows("Predict: how many bytes will recv 9 return?");
    student.enter();
    student.shows("Type how many bytes you expect");
    assert!(student.app.trials.runs().is_empty());
    student.press("1");
    student.key(KeyCode::Backspace);
    student.press("12");
    student.shows("12 bytes, then Enter");
}

#[test]
fn ten_rounds_run_on_real_sockets_and_one_thing_is_changed() {
    let mut student = opened();
    student.press("12");
    student.enter();
    student.wait(|student| student.app.trials.running.is_none());
    let first = latest(&student).clone();
    assert_eq!((first.guess, first.change, first.over), (Some(12), Change::None, true));
    assert!(first.sizes.iter().sum::<u64>() <= 120 && first.sizes.iter().all(|size| *size > 0), "{first:?}");
    student.shows("That is measured. What must be: 120 bytes");
    student.key(KeyCode::Right);
    student.shows("TCP_NODELAY");
    student.press("o");
    student.wait(|student| student.app.trials.running.is_none());
    assert_eq!(student.app.trials.runs().len(), 2);
    assert_eq!(student.app.trials.runs()[0], first, "the first result stays beside the new one");
    assert_eq!(latest(&student).change, Change::Nodelay);
    student.key(KeyCode::Esc);
    assert!(matches!(student.app.screen, Screen::Likely));
}

#[test]
fn every_experiment_gives_the_bytes_that_were_sent() {
    for kind in Kind::ALL {
        for change in kind.changes().iter().filter(|change| kind != Kind::Messages || **change == Change::Hurried) {
            let experiment = kind.with(*change);
            let mut runner = chunkscope::engine::Runner::new().unwrap();
            let report = runner.run(&experiment.plan(), &Default::default()).unwrap();
            assert!(!report.wrong, "{kind:?} {change:?}");
            let sizes = sizes(&report.outcome);
            assert!(sizes.iter().sum::<u64>() <= experiment.sent().0 && !sizes.is_empty(), "{kind:?} {change:?}");
        }
    }
}
