//! What is asked, in words, before anything runs.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::call::Op;
use crate::msg;
use crate::stream::Claim;
use crate::tui::app::{App, Lab};
use crate::tui::screens::look;
use crate::tui::widgets::{Look, Sentence, TitledRule, Tone};

/// The paragraphs: what happens, what is asked, what is given.
pub(in crate::tui::screens) fn paragraphs(app: &App, lab: &Lab) -> [(String, Tone); 3] {
    let calls = &lab.script.calls;
    let sends = calls.iter().filter(|line| matches!(line.call.op, Op::Send(_))).count();
    let recvs: Vec<usize> = lab.script.recvs().map(|(call, _)| call).collect();
    let plain =
        lab.script.loops.is_empty() && sends + recvs.len() == calls.len() && recvs.iter().all(|call| *call >= sends);
    let what = if plain {
        let order: Vec<String> = (1..=calls.len()).map(|number| number.to_string()).collect();
        msg!("lab-question-calls", sends = sends, recvs = recvs.len(), order = order.join(" "))
    } else {
        msg!("lab-question-mixed", calls = calls.len())
    };
    let names: Vec<&str> =
        lab.quiz.iter().flat_map(|quiz| &quiz.columns).map(|column| column.heading.as_str()).collect();
    let buffers = match names.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, first)) => app.texts.say(&msg!("lab-and", first = first.join(", "), last = *last)),
        None => String::new(),
    };
    // Where a cell is what recv returned, a buffer that was all zero would make another row true.
    let returned = |claim: &Claim| matches!(claim, Claim::Eof | Claim::Eagain | Claim::Unreached);
    let returns = lab
        .quiz
        .as_ref()
        .is_some_and(|quiz| quiz.is_drill() || quiz.rows.iter().flat_map(|entry| &entry.row.claims).any(returned));
    let (may, given) = match returns {
        true => (app.texts.get("practice-question-may"), "practice-question-given"),
        false => (app.texts.say(&msg!("lab-question-may", buffers = buffers)), "lab-question-zero"),
    };
    [
        (format!("{} {may}", app.texts.say(&what)), Tone::Plain),
        (app.texts.get("lab-question-answer"), Tone::Plain),
        (app.texts.get(given), Tone::Quiet),
    ]
}

/// How many lines it wants, with its rule.
pub(super) fn lines(app: &App, lab: &Lab, width: u16) -> u16 {
    let look = look(app);
    let words: u16 = paragraphs(app, lab)
        .iter()
        .map(|(text, tone)| Sentence { text, tone: *tone }.height(&look, width.saturating_sub(2)))
        .sum();
    // The blank lines between the paragraphs come where there is room.
    words + 1 + if app.size.1 >= 30 { 3 } else { 0 }
}

pub(super) fn draw(app: &App, lab: &Lab, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
    let title = match &lab.quiz {
        Some(quiz) if quiz.round() > 1 => {
            app.texts.say(&msg!("lab-question-round", round = quiz.round(), rows = quiz.asked().len()))
        }
        _ => app.texts.get("lab-question"),
    };
    TitledRule { title: &title, right: "", focused: false }.draw(look, area, buf);
    let airy = app.size.1 >= 30;
    let mut y = area.y + 1 + u16::from(airy);
    for (text, tone) in paragraphs(app, lab) {
        let sentence = Sentence { text: &text, tone };
        let rest = Rect { x: area.x + 1, y, width: area.width - 2, height: area.bottom().saturating_sub(y) };
        let height = sentence.height(look, rest.width);
        // A paragraph that does not fit whole is left out: half of it would mislead.
        if height > rest.height {
            return;
        }
        sentence.draw(look, rest, buf);
        y += height + u16::from(airy);
    }
}
