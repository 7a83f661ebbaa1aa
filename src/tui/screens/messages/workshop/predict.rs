//! The prediction before a recv, and how the last one went.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::framing::Framing;
use crate::framing::bench::{About, Belief, Claim, End, Idle};
use crate::msg;
use crate::tui::app::lab::RunState;
use crate::tui::app::workshop::{Answered, Asking, Workshop};
use crate::tui::screens::messages::parts::quoted;
use crate::tui::theme::Role;
use crate::tui::widgets::{Look, Sentence, TitledRule, Tone, put, put_folded};

/// The choice at (x, y), from 0.
pub(super) fn choice_at(shop: &Workshop, look: &Look<'_>, area: Rect, x: u16, y: u16) -> Option<usize> {
    let asking = shop.asking.as_ref().filter(|_| shop.is_asking())?;
    let question = &asking.question;
    let at = usize::from(y.checked_sub(first_choice(shop, asking, look, area))?);
    ((area.x..area.right()).contains(&x) && at < question.choices.len()).then_some(at)
}

/// The line of the first choice.
fn first_choice(shop: &Workshop, asking: &Asking, look: &Look<'_>, area: Rect) -> u16 {
    let text = asked(shop, asking, look, area.width.saturating_sub(2));
    let height = Sentence { text: &text, tone: Tone::Plain }.height(look, area.width.saturating_sub(2));
    area.y + 1 + height
}

pub(super) fn draw(shop: &Workshop, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
    if area.height < 3 {
        return;
    }
    let right = match shop.answers.len() {
        0 => String::new(),
        of => {
            let right = shop.answers.iter().filter(|answer| answer.right()).count();
            look.texts.say(&msg!("workshop-score", right = right, of = of))
        }
    };
    let asking = shop.asking.as_ref().filter(|_| shop.is_asking());
    let title = look.texts.get(if asking.is_some() { "workshop-predict" } else { "workshop-predictions" });
    TitledRule { title: &title, right: &right, focused: asking.is_some() }.draw(look, Rect { height: 1, ..area }, buf);
    let inside = Rect { x: area.x + 1, y: area.y + 1, width: area.width.saturating_sub(2), height: area.height - 1 };
    match asking {
        Some(asking) => ask(shop, asking, look, inside, buf),
        None => told(shop, look, inside, buf),
    }
}

fn ask(shop: &Workshop, asking: &Asking, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
    let text = asked(shop, asking, look, area.width);
    let said = Sentence { text: &text, tone: Tone::Strong };
    said.draw(look, area, buf);
    let mut y = area.y + said.height(look, area.width);
    for (at, choice) in asking.question.choices.iter().enumerate() {
        let line = Rect { y, height: 1, ..area };
        put(look, line, buf, (area.x + 1, y), &(at + 1).to_string(), look.style(Role::Key));
        let text = claim(look, &choice.claim, area.width.saturating_sub(4));
        put_folded(look, line, buf, (area.x + 4, y), area.width.saturating_sub(4), &text, look.style(Role::Text));
        y += 1;
        if y >= area.bottom() {
            break;
        }
    }
}

/// What is asked: about the recv that comes next, with the bytes that it will get.
fn asked(shop: &Workshop, asking: &Asking, look: &Look<'_>, width: u16) -> String {
    let Asking { recv, asked, gets, question } = asking;
    let gets = match question.about {
        About::End => msg!("workshop-recv-end", recv = recv + 1, asked = *asked),
        About::Nothing => msg!("workshop-recv-nothing", recv = recv + 1, asked = *asked),
        _ => msg!(
            "workshop-recv-gets",
            recv = recv + 1,
            asked = *asked,
            count = gets.len(),
            bytes = quoted(look, gets, width.saturating_sub(4).min(40))
        ),
    };
    let what = look.texts.get(match question.about {
        About::Expected => "workshop-ask-expected",
        About::SoFar if is_aside(shop) => "workshop-ask-aside",
        About::SoFar => "workshop-ask-so-far",
        About::Complete => "workshop-ask-complete",
        About::End => "workshop-ask-end",
        About::Nothing => "workshop-ask-nothing",
    });
    format!("{}\n{what}", look.texts.say(&gets))
}

/// Whether what the receiver holds is only what it has put aside.
fn is_aside(shop: &Workshop) -> bool {
    use crate::framing::receivers::Meaning;
    let names = shop.laid.as_ref().map(|laid| laid.plain.program.variables()).unwrap_or_default();
    !names.iter().any(|name| Meaning::of(name) == Some(Meaning::SoFar))
}

fn claim(look: &Look<'_>, claim: &Claim, width: u16) -> String {
    let texts = look.texts;
    match claim {
        Claim::Length(None) => texts.get("workshop-claim-unknown"),
        Claim::Length(Some(length)) => length.to_string(),
        Claim::Held(bytes) if bytes.is_empty() => texts.get("workshop-claim-no-bytes"),
        Claim::Held(bytes) => quoted(look, bytes, width),
        Claim::Complete(messages) => match &messages[..] {
            [] => texts.get("workshop-claim-none"),
            [one] => texts.say(&msg!("workshop-claim-one", message = quoted(look, one, width.saturating_sub(6)))),
            many => {
                let all: Vec<String> = many.iter().map(|one| quoted(look, one, width / 3)).collect();
                texts.say(&msg!("workshop-claim-many", count = many.len(), messages = all.join(", ")))
            }
        },
        Claim::End(end) => texts.get(match end {
            End::Reports => "workshop-claim-reports",
            End::Stops => "workshop-claim-stops",
            End::Delivers => "workshop-claim-delivers",
            End::ReadsOn => "workshop-claim-reads-on",
        }),
        Claim::Idle(idle) => texts.get(match idle {
            Idle::Waits => "workshop-claim-waits",
            Idle::Zero => "workshop-claim-zero",
            Idle::Fails => "workshop-claim-fails",
        }),
    }
}

/// The predictions so far, or what will be asked.
fn told(shop: &Workshop, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
    if shop.answers.is_empty() {
        let key = match &shop.run.state {
            RunState::Idle if matches!(shop.bench.framing, Framing::Length { .. }) => "workshop-predict-idle-length",
            RunState::Idle => "workshop-predict-idle",
            _ if shop.run.is_over() => "workshop-predict-over",
            _ => "workshop-predict-none",
        };
        return Sentence { text: &look.texts.get(key), tone: Tone::Quiet }.draw(look, area, buf);
    }
    // The reason of a last wrong answer stands here, too: below, what happened at the end has its place.
    let last = shop.answers.last().filter(|last| shop.run.is_over() && !last.right());
    let why = last.map(|last| look.texts.get(why(last.question.choices[last.picked].belief))).unwrap_or_default();
    let why = Sentence { text: &why, tone: Tone::Plain };
    let below = if last.is_some() { why.height(look, area.width).min(area.height / 2) } else { 0 };
    let list = Rect { height: area.height - below, ..area };
    let room = area.width.saturating_sub(10).max(30);
    let first = shop.answers.len().saturating_sub(list.height.into());
    let texts: Vec<String> = shop.answers[first..].iter().map(|answer| compared(look, answer, room)).collect();
    let height = |text: &String| Sentence { text, tone: Tone::Plain }.height(look, area.width);
    // Whole sentences where all have room, else a line each, the last ones.
    let whole = first == 0 && texts.iter().map(height).sum::<u16>() <= list.height;
    let mut end = list.y;
    for text in &texts {
        let height = if whole { height(text) } else { 1 };
        Sentence { text, tone: Tone::Plain }.draw(look, Rect { y: end, height, ..list }, buf);
        end += height;
    }
    if below > 0 {
        why.draw(look, Rect { y: end, height: below, ..area }, buf);
    }
}

/// A prediction beside what is so.
fn compared(look: &Look<'_>, answer: &Answered, room: u16) -> String {
    let recv = answer.recv + 1;
    match answer.right() {
        true => {
            let right = msg!("workshop-right", recv = recv, so = fact(look, &answer.truth, room));
            format!("{} {}", look.glyphs.same, look.texts.say(&right))
        }
        false => {
            let said = fact(look, &answer.question.choices[answer.picked].claim, room / 2);
            let so = fact(look, &answer.truth, room / 2);
            let wrong = msg!("workshop-wrong", recv = recv, said = said, so = so);
            format!("{} {}", look.glyphs.differs, look.texts.say(&wrong))
        }
    }
}

/// A claim as part of a sentence.
fn fact(look: &Look<'_>, fact: &Claim, width: u16) -> String {
    match fact {
        Claim::Complete(messages) => match &messages[..] {
            [] => look.texts.get("workshop-fact-none"),
            [one] => {
                let message = quoted(look, one, width.saturating_sub(12));
                look.texts.say(&msg!("workshop-fact-one", message = message))
            }
            _ => claim(look, fact, width),
        },
        _ => claim(look, fact, width),
    }
}

/// How a prediction went, and what is true in the place of what it rests on.
pub(super) fn result(look: &Look<'_>, answer: &Answered) -> String {
    let compared = compared(look, answer, 60);
    match answer.right() {
        true => compared,
        false => format!("{compared} {}", look.texts.get(why(answer.question.choices[answer.picked].belief))),
    }
}

/// What is true in the place of a belief.
fn why(belief: Belief) -> &'static str {
    match belief {
        Belief::HeaderCounted => "workshop-why-header-counted",
        Belief::Returned => "workshop-why-returned",
        Belief::HalfHeader => "workshop-why-half-header",
        Belief::OnlyThis => "workshop-why-only-this",
        Belief::WithHeader => "workshop-why-with-header",
        Belief::AllAtOnce => "workshop-why-all-at-once",
        Belief::HalfEnd => "workshop-why-half-end",
        Belief::WithEnd => "workshop-why-with-end",
        Belief::WithPadding => "workshop-why-with-padding",
        Belief::NotFull => "workshop-why-not-full",
        Belief::NotClosed => "workshop-why-not-closed",
        Belief::OneAMessage => "workshop-why-one-a-message",
        Belief::OneRecv => "workshop-why-one-recv",
        Belief::Nothing | Belief::Right => "workshop-why-nothing",
        Belief::Waits => "workshop-why-waits",
        Belief::AnyLength => "workshop-why-any-length",
        Belief::TypeIsLength => "workshop-why-type-is-length",
        Belief::HeaderWaits => "workshop-why-header-waits",
        Belief::EndInside => "workshop-why-end-inside",
        Belief::EndBetween => "workshop-why-end-between",
        Belief::EndEnds => "workshop-why-end-ends",
        Belief::ReadsOn => "workshop-why-reads-on",
        Belief::Zero => "workshop-why-zero",
        Belief::Fails => "workshop-why-fails",
    }
}
