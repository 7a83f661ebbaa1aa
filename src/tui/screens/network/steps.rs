//! Your steps: what you chose, and what the sockets gave.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{quoted, side};
use crate::call::Side;
use crate::msg;
use crate::stream::Step;
use crate::text::Message;
use crate::trace::Got;
use crate::tui::app::lab::RunState;
use crate::tui::app::network::{Gave, Play, given};
use crate::tui::app::{App, Lab};
use crate::tui::theme::Role;
use crate::tui::widgets::{Look, TitledRule, columns, more, put, put_folded, put_right, thousands};

/// Draws the list; its end stays in sight.
pub(super) fn draw(app: &App, lab: &Lab, play: &Play, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
    if area.height < 2 {
        return;
    }
    let over = matches!(lab.run.state, RunState::Over(_) | RunState::Failed(_));
    let lines = play.steps.len() + usize::from(!over);
    let seen = usize::from(area.height - 1);
    let first = lines.saturating_sub(seen);
    let title = app.texts.get("net-steps");
    let undo = if play.steps.is_empty() { String::new() } else { app.texts.get("net-steps-undo") };
    let hidden = more(look, first, 0);
    let right = if hidden.is_empty() { undo } else { format!("{undo} · {hidden}") };
    TitledRule { title: &title, right: &right, focused: false }.draw(look, area, buf);
    let gave = given(lab.run.shown());
    let offsets = offsets(play);
    for (y, at) in (area.y + 1..area.bottom()).zip(first..lines) {
        let line = Rect { y, height: 1, ..area };
        let number = format!("{:>3}", at + 1);
        let x = line.x + 2;
        put(look, line, buf, (x, y), &number, look.style(Role::Quiet));
        let x = x + 5;
        let Some(step) = play.steps.get(at) else {
            put(look, line, buf, (line.x, y), &look.glyphs.row.to_string(), look.style(Role::Focus));
            let words = app.texts.get("net-choose");
            put_folded(look, line, buf, (x, y), line.right().saturating_sub(x), &words, look.style(Role::Quiet));
            continue;
        };
        let made = gave.get(at);
        let right = match made {
            // What the model expects is no result: it comes from the sockets, or not at all.
            None => look.glyphs.ellipsis().to_owned(),
            Some(gave) => gave.iter().map(|gave| result(app, gave, *step)).collect::<Vec<_>>().join(" · "),
        };
        let taken = put_right(look, line, buf, y, &right, look.style(Role::Strong));
        let (who, forms) = words(app, lab, play, *step, offsets[at]);
        let role = if made.is_some() { Role::Text } else { Role::Quiet };
        put(look, line, buf, (x, y), &who, look.style(role));
        let x = x + 8;
        let room = line.right().saturating_sub(x + taken + u16::from(taken > 0) * 2);
        // The side and the bytes themselves are left out before words are folded.
        let fits = forms.iter().find(|form| columns(look, form) <= room);
        let words = fits.or(forms.last()).map_or("", String::as_str);
        put_folded(look, line, buf, (x, y), room, words, look.style(role));
    }
}

/// For each step how many bytes had been delivered to its side before it.
fn offsets(play: &Play) -> Vec<u64> {
    let mut delivered = [0u64; 2];
    let offset = |step: &Step| match step {
        Step::Deliver { bytes, to } => {
            let before = delivered[to.index()];
            delivered[to.index()] += bytes;
            before
        }
        _ => 0,
    };
    play.steps.iter().map(offset).collect()
}

/// Who does it, and what, the longest words first. The side of a delivery is told where there is a choice.
fn words(app: &App, lab: &Lab, play: &Play, step: Step, offset: u64) -> (String, Vec<String>) {
    let both = lab.goes_both_ways();
    let say = |message: Message| app.texts.say(&message);
    match step {
        Step::Issue { call, size } => {
            let line = &lab.script.calls[call];
            let text = line.call.to_string();
            let text = match size {
                Some(size) => say(msg!("net-size", call = text, size = thousands(size))),
                None => text,
            };
            (side(app, line.side), vec![text])
        }
        Step::Deliver { bytes, to } => {
            let data = stream_to(play, to).get(offset as usize..(offset + bytes) as usize).unwrap_or_default().to_vec();
            let mut forms = Vec::new();
            if data.len() <= 12 {
                let data = quoted(app, &data);
                if both {
                    let side = side(app, to);
                    forms.push(say(msg!("net-deliver-side", bytes = bytes, side = side, data = data.clone())));
                }
                forms.push(say(msg!("net-deliver-bytes", bytes = bytes, data = data)));
            }
            forms.push(say(msg!("net-deliver", bytes = thousands(bytes))));
            (app.texts.get("net-you"), forms)
        }
        Step::Fin { to } => {
            let whole = both.then(|| say(msg!("net-fin-side", side = side(app, to))));
            (app.texts.get("net-you"), whole.into_iter().chain([app.texts.get("net-fin")]).collect())
        }
    }
}

fn stream_to(play: &Play, to: Side) -> Vec<u8> {
    play.machine().program().stream_to(to).to_vec()
}

/// What a call gave after this step.
fn result(app: &App, (call, got): &Gave<'_>, step: Step) -> String {
    let own = matches!(step, Step::Issue { call: made, .. } if made == *call);
    let number = call + 1;
    match got {
        None => app.texts.say(&msg!("net-gave-blocks", call = number)),
        Some(Got::Received(bytes)) if bytes.is_empty() && !own => app.texts.say(&msg!("net-gave-end", call = number)),
        Some(Got::Received(bytes)) if bytes.len() <= 12 && !own => {
            let (got, data) = (bytes.len(), quoted(app, bytes));
            app.texts.say(&msg!("net-gave-data", call = number, got = got, data = data))
        }
        Some(got) => {
            let got = super::calls::result(app, got);
            if own { got } else { app.texts.say(&msg!("net-gave", call = number, got = got.trim_start_matches("= "))) }
        }
    }
}
