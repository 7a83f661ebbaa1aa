//! A row: its claim on the ruler, the answer, and what the student says to it.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{layout::Layout, typing};
use crate::call::Side;
use crate::msg;
use crate::quiz::{Entry, Phase, Reason};
use crate::stream::outcome::Fault;
use crate::stream::{Cell, Claim, Outcome, Rule, Verdict};
use crate::text::escape::to_c;
use crate::tui::app::{App, Lab};
use crate::tui::screens::look;
use crate::tui::theme::Role;
use crate::tui::view;
use crate::tui::widgets::{ClaimPanel, Look, Sentence, TitledRule, Tone, columns, put, thousands};

/// The sentence of a reason.
pub(super) fn reason_key(reason: Reason) -> &'static str {
    match reason {
        Reason::Nothing => "lab-reason-nothing",
        Reason::Breaks(rule) => match rule {
            Rule::Order => "lab-reason-order",
            Rule::Gap => "lab-reason-gap",
            Rule::Repeat => "lab-reason-repeat",
            Rule::Unknown => "lab-reason-unknown",
            Rule::TooLong => "lab-reason-too-long",
            Rule::NotYetSent => "lab-reason-not-yet-sent",
            Rule::Conflict => "lab-reason-conflict",
            Rule::Empty => "lab-reason-empty",
            Rule::EarlyEof => "lab-reason-early-eof",
            Rule::Blocks => "lab-reason-blocks",
            Rule::TooShort => "lab-reason-too-short",
            Rule::Unreached => "lab-reason-unreached",
            Rule::Eagain => "lab-reason-eagain",
        },
    }
}

/// The reason's name alone: what stands before the colon.
pub(in crate::tui::screens) fn reason_name(app: &App, reason: Reason) -> String {
    let said = app.texts.get(reason_key(reason));
    said.split(':').next().unwrap_or(&said).to_owned()
}

/// The row whose answer is open, if there is one.
fn entry(lab: &Lab) -> Option<Cow<'_, Entry>> {
    lab.entry(lab.row).filter(|entry| super::is_open(entry))
}

/// The answer in words, and which misconception the row is made from.
fn words(app: &App, lab: &Lab, entry: &Entry) -> String {
    let said = verdict_words(app, lab, entry);
    let Some((name, _)) = entry.belief.map(crate::quiz::Misconception::keys) else { return said };
    let belief = app.texts.get(name);
    let about = match entry.is_possible() {
        Some(true) => msg!("practice-denies", belief = belief),
        Some(false) => msg!("practice-predicts", belief = belief),
        None => return said,
    };
    format!("{said} {}", app.texts.say(&about))
}

/// Why a row is possible or not, in one sentence.
pub(in crate::tui::screens) fn why(app: &App, lab: &Lab, entry: &Entry) -> String {
    match &entry.verdict {
        None => app.texts.get("lab-still-judging"),
        Some(Verdict::Possible { outcome, .. }) => {
            let seen = lab.seen_of(&entry.row);
            let how = how(lab, outcome);
            match seen {
                0 => app.texts.say(&how),
                seen => app.texts.say(&msg!("lab-how-seen", how = how, times = seen, shown = thousands(seen))),
            }
        }
        Some(Verdict::Impossible(fault)) => app.texts.say(&fault.why),
        Some(Verdict::Outside { call, why }) => {
            app.texts.say(&msg!("lab-outside-call", call = call + 1, why = why.clone()))
        }
    }
}

/// The verdict in words.
fn verdict_words(app: &App, lab: &Lab, entry: &Entry) -> String {
    match &entry.verdict {
        None => why(app, lab, entry),
        Some(Verdict::Possible { .. }) => {
            let said = app.texts.say(&msg!("lab-possible", how = why(app, lab, entry)));
            if lab.may_happen() && lab.seen_of(&entry.row) == 0 {
                format!("{said} {}", app.texts.get("happen-not-seen"))
            } else {
                said
            }
        }
        Some(Verdict::Impossible(fault)) => {
            let rule = reason_name(app, Reason::Breaks(fault.rule));
            app.texts.say(&msg!("lab-impossible", rule = rule, why = why(app, lab, entry)))
        }
        Some(Verdict::Outside { .. }) => app.texts.say(&msg!("lab-outside", why = why(app, lab, entry))),
    }
}

/// How a possible outcome comes about, in one sentence.
fn how(lab: &Lab, outcome: &Outcome) -> crate::text::Message {
    let mut pieces = Vec::new();
    for (cell, place) in outcome.cells.iter().zip(lab.script.cells()) {
        let given = if let Cell::Pieces(pieces) = cell { &pieces[..] } else { std::slice::from_ref(cell) };
        for piece in given {
            match piece {
                Cell::Data(bytes) if place.side == Side::Server => pieces.push(bytes.len().to_string()),
                Cell::Blocks => return msg!("lab-how-blocks"),
                Cell::Eof if place.in_loop.is_some() => {}
                _ => return msg!("lab-how-some"),
            }
        }
    }
    match pieces.split_last() {
        Some((last, first)) if !first.is_empty() => {
            msg!("lab-how-pieces", first = first.join(", "), last = last.as_str())
        }
        _ => msg!("lab-how-some"),
    }
}

/// What the student said about it, beside the answer.
fn reason_words(app: &App, entry: &Entry) -> Option<String> {
    let reason = entry.reason?;
    let name = reason_name(app, reason);
    Some(app.texts.say(&match (reason, &entry.verdict) {
        (Reason::Breaks(rule), Some(Verdict::Impossible(fault))) if rule == fault.rule => {
            msg!("lab-your-reason-right", reason = name)
        }
        (Reason::Breaks(_), Some(Verdict::Possible { .. })) => msg!("lab-your-reason-none-does", reason = name),
        (Reason::Breaks(_), Some(Verdict::Impossible(fault))) => {
            let rule = reason_name(app, Reason::Breaks(fault.rule));
            msg!("lab-your-reason-wrong", reason = name, rule = rule)
        }
        (Reason::Breaks(_), _) => msg!("lab-your-reason", reason = name),
        (Reason::Nothing, Some(Verdict::Possible { .. })) => msg!("lab-your-reason-free-right"),
        (Reason::Nothing, _) => msg!("lab-your-reason-none"),
    }))
}

/// How many lines it wants, with its rule.
pub(super) fn lines(app: &App, lab: &Lab, width: u16) -> u16 {
    let Some(entry) = entry(lab) else { return 6 };
    let look = look(app);
    let width = width.saturating_sub(2);
    let high = |text: &str| Sentence { text, tone: Tone::Plain }.height(&look, width);
    // Three lines a lane, and one for the mark.
    let claim = 1 + 3 * u16::try_from(claimed(lab, &entry).lanes.len()).unwrap_or(1);
    let because = u16::from(entry.is_wrong()) * 2;
    1 + claim + high(&words(app, lab, &entry)) + reason_words(app, &entry).map_or(0, |text| high(&text)) + because
}

pub(super) fn draw(
    app: &App,
    lab: &Lab,
    look: &Look<'_>,
    layout: &Layout,
    buf: &mut Buffer,
    writing: bool,
) -> Option<Position> {
    let area = layout.below;
    let Some(entry) = entry(lab) else {
        let number = lab.quiz.as_ref().and_then(|quiz| quiz.rows.get(lab.row)).map_or(0, |entry| entry.row.number);
        let title = app.texts.say(&msg!("lab-claims", row = number));
        TitledRule { title: &title, right: "", focused: false }.draw(look, area, buf);
        let line = Rect { x: area.x + 1, y: area.y + 1, width: area.width - 2, height: area.height - 1 };
        let words = match lab.phase() {
            Some(Phase::Explain { row, .. }) if row != lab.row => app.texts.say(&super::sentence::later(lab, row)),
            _ => app.texts.get("lab-still-judging"),
        };
        let claim = super::quiz::claim_words(app, lab);
        let claim = Sentence { text: &claim, tone: Tone::Plain };
        claim.draw(look, line, buf);
        let down = claim.height(look, line.width).min(line.height);
        let line = Rect { y: line.y + down, height: line.height - down, ..line };
        Sentence { text: &words, tone: Tone::Quiet }.draw(look, line, buf);
        return None;
    };
    let title = title(app, lab, &entry);
    let answer = entry.said.as_ref().map(|said| {
        let word = app.texts.get(if said.possible { "tui-quiz-yes" } else { "tui-quiz-no" });
        let about_these = *said.about == *lab.script;
        let mut message = msg!("lab-your-answer", answer = word);
        if !about_these {
            message.key = "lab-your-old-answer";
        }
        app.texts.say(&message)
    });
    TitledRule { title: &title, right: answer.as_deref().unwrap_or(""), focused: false }.draw(look, area, buf);

    // The words come first: on a low screen the claim gives way.
    let inner = Rect { x: area.x + 1, width: area.width - 2, ..area };
    let entry = &*entry;
    let said = words(app, lab, entry);
    let reason = reason_words(app, entry);
    let high = |text: &str| Sentence { text, tone: Tone::Plain }.height(look, inner.width);
    let below = high(&said) + reason.as_deref().map_or(0, high) + u16::from(entry.is_wrong());
    let room = area.height.saturating_sub(1 + below);
    let drawn = draw_claim(app, lab, look, layout, buf, entry, room);

    let mut y = area.y + 1 + drawn;
    let mut say = |text: &str, tone: Tone, buf: &mut Buffer| {
        let rest = Rect { y, height: area.bottom().saturating_sub(y), ..inner };
        let sentence = Sentence { text, tone };
        sentence.draw(look, rest, buf);
        y = y.saturating_add(sentence.height(look, inner.width)).min(area.bottom());
    };
    say(&said, Tone::Plain, buf);
    if let Some(reason) = &reason {
        say(reason, Tone::Quiet, buf);
    }
    if !entry.is_wrong() || (!writing && entry.because.is_empty()) {
        return None;
    }
    // A blank line before the student's own words, where there is room for it.
    let y = y + u16::from(y + 2 <= area.bottom());
    let line = Rect { y: y.min(area.bottom() - 1), height: area.bottom().saturating_sub(y).max(1), ..inner };
    let lead = app.texts.get("lab-because");
    let role = if writing { Role::Strong } else { Role::Text };
    let x = line.x + put(look, line, buf, (line.x, line.y), &lead, look.style(role)) + 1;
    let rest = Rect { x, width: line.right().saturating_sub(x), ..line };
    if !writing {
        Sentence { text: &entry.because, tone: Tone::Plain }.draw(look, rest, buf);
        return None;
    }
    let cursor = typing::draw_prose(lab, look, rest, buf);
    cursor.filter(|_| lab.is_writing())
}

/// The row on the ruler of the direction that is shown.
fn claimed(lab: &Lab, entry: &Entry) -> view::ClaimView {
    let stream = view::stream(&lab.script, lab.run.shown(), lab.from);
    view::claim(&stream, &entry.row, fault(entry))
}

fn fault(entry: &Entry) -> Option<&Fault> {
    match &entry.verdict {
        Some(Verdict::Impossible(fault)) => Some(fault),
        _ => None,
    }
}

/// `row 12 claims`; where both directions have bytes, it says of which.
fn title(app: &App, lab: &Lab, entry: &Entry) -> String {
    let row = entry.row.number;
    if !lab.goes_both_ways() {
        return app.texts.say(&msg!("lab-claims", row = row));
    }
    let from = app.texts.get(super::side_word(lab.from));
    app.texts.say(&msg!("lab-claims-direction", row = row, from = from))
}

/// The claim in the columns of the lanes. Returns the lines used.
fn draw_claim(
    app: &App,
    lab: &Lab,
    look: &Look<'_>,
    layout: &Layout,
    buf: &mut Buffer,
    entry: &Entry,
    room: u16,
) -> u16 {
    if entry.row.claims.iter().all(|claim| *claim == Claim::Free) {
        return 0;
    }
    let stream = view::stream(&lab.script, lab.run.shown(), lab.from);
    let claim = view::claim(&stream, &entry.row, fault(entry));
    let edges = claim.edges();
    let lanes = layout.lanes(app, lab, &stream, &edges);
    // What is wrong in the other direction is not said of these bytes.
    let elsewhere = fault(entry).is_some() && claim.fault_recv.is_none();
    let note = if elsewhere { app.texts.get("lab-note-other-direction") } else { note(app, look, entry) };
    let panel = ClaimPanel { note: &note, ..ClaimPanel::new(&lanes, &claim) };
    let height = panel.height().min(room);
    let area = Rect { y: layout.below.y + 1, height, ..layout.below };
    panel.draw(look, area, buf);
    height
}

/// What stands beside the claim.
fn note(app: &App, look: &Look<'_>, entry: &Entry) -> String {
    let glyphs = look.glyphs;
    // A word behind the last wall says it already.
    let blocked = entry.row.claims.contains(&Claim::Blocks);
    match &entry.verdict {
        Some(Verdict::Possible { .. }) if blocked => String::new(),
        Some(Verdict::Possible { .. }) => app.texts.say(&msg!("lab-note-possible", sign = glyphs.yes.to_string())),
        Some(Verdict::Impossible(fault)) => {
            let rule = reason_name(app, Reason::Breaks(fault.rule));
            let byte = fault.byte.and_then(|byte| match entry.row.claims.get(fault.recv) {
                Some(Claim::Data(bytes)) => bytes.get(byte..=byte),
                _ => None,
            });
            let sign = glyphs.no.to_string();
            let said = match byte {
                Some(byte) => app.texts.say(&msg!(
                    "lab-note-fault-at",
                    sign = sign.clone(),
                    rule = rule.clone(),
                    byte = to_c(byte)
                )),
                None => app.texts.say(&msg!("lab-note-fault", sign = sign.clone(), rule = rule.clone())),
            };
            // A note that would be folded says less than the short one.
            if columns(look, &said) > 18 {
                app.texts.say(&msg!("lab-note-fault", sign = sign, rule = rule))
            } else {
                said
            }
        }
        _ => String::new(),
    }
}
