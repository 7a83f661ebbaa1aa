//! The sentence about a row that is made to happen.

use super::sentence::next;
use crate::msg;
use crate::stream::{Stands, Verdict};
use crate::text::Message;
use crate::trace::What;
use crate::tui::app::happen::Happen;
use crate::tui::app::lab::RunState;
use crate::tui::app::{App, Lab};

/// What is played, where it stands, or how it ended; none where something else is to be said.
pub(super) fn sentence(app: &App, lab: &Lab) -> Option<Message> {
    let happen = lab.run.happen.as_deref()?;
    let over = lab.run.is_over();
    if over && lab.row != happen.row {
        return None;
    }
    let number = lab.entry(happen.row)?.row.number;
    match &lab.run.state {
        RunState::Failed(why) => Some(msg!("lab-say-failed", why = why.clone())),
        RunState::Over(_) => Some(match (happen.stop, happen.among) {
            (Some((_, stands)), _) => stood(lab, happen, stands, number, !happen.passed),
            (None, Some((_, all))) => msg!("happen-all-seen", rows = all),
            (None, None) => msg!("happen-seen", row = number),
        }),
        state => match (happen.stands(), state) {
            (Some(stands), _) => Some(stood(lab, happen, stands, number, true)),
            (None, RunState::Rests(_)) if happen.first && happen.made == Some(0) => connections(lab),
            (None, RunState::Rests(step)) => Some(msg!(
                "happen-step",
                row = number,
                at = happen.made.unwrap_or(0) + 1,
                steps = happen.steps,
                next = next(app, lab, *step)
            )),
            _ => Some(match happen.made {
                Some(made) => msg!("happen-making", row = number, at = made + 1, steps = happen.steps),
                None => msg!("lab-say-connecting"),
            }),
        },
    }
}

/// Which rule stands in the way of an impossible row. `there`: the run is where its fault shows, not behind it.
fn stood(lab: &Lab, happen: &Happen, stands: Stands, number: u32, there: bool) -> Message {
    let why = match lab.verdict(happen.row) {
        Some(Verdict::Impossible(fault)) => fault.why.clone(),
        _ => msg!("lab-still-judging"),
    };
    match stands {
        Stands::Waits if there => msg!("happen-stands-waits", row = number, why = why),
        _ => msg!("happen-stands", row = number, why = why),
    }
}

/// Both connections, once.
fn connections(lab: &Lab) -> Option<Message> {
    lab.run.events.iter().find_map(|event| match &event.what {
        What::Connected { client, server, relay: Some([near, far]) } => Some(msg!(
            "happen-connections",
            client = client.to_string(),
            near = near.port().to_string(),
            far = far.port().to_string(),
            server = server.to_string()
        )),
        _ => None,
    })
}
