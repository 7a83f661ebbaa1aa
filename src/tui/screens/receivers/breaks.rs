//! The gallery: one of the receivers, to say which line is at fault; the case that breaks it, or the proof.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::played::{self, Played};
use super::{Frame, Hit, inner, list, split, with_helpers, words};
use crate::framing::Framing;
use crate::framing::receivers::{Line, Receiver};
use crate::framing::search::{TooMany, Verdict};
use crate::msg;
use crate::text::{Message, thousands};
use crate::tui::app::App;
use crate::tui::app::breaks::{Judged, Language, Opened, Said, Search};
use crate::tui::asks::LENGTHY;
use crate::tui::widgets::{At, CodePanel, Look, Sentence, TitledRule, Tone};

pub(crate) fn draw(app: &App, look: &Look<'_>, screen: Rect, buf: &mut Buffer) {
    let breaks = &app.exercises.breaks;
    match (breaks.open.as_deref(), breaks.prose) {
        (Some(open), _) => opened(app, open, look, screen, buf),
        (None, Some(told)) => list::prose(app, told, look, screen, buf),
        (None, None) => list::draw(app, look, screen, buf),
    }
}

/// The source of a receiver, line by line.
pub(super) fn source(receiver: &Receiver, language: Language) -> Vec<&str> {
    language.of(receiver).lines.iter().map(|line: &Line| line.text.as_str()).collect()
}

/// The source before the search, and what is asked about it.
fn asking_panes(area: Rect) -> (Rect, Rect) {
    split(area, if area.width >= 100 { 62 } else { 66 })
}

/// What stands at a point.
pub(super) fn hit(app: &App, screen: Rect, x: u16, y: u16) -> Option<Hit> {
    let breaks = &app.exercises.breaks;
    let area = inner(screen);
    if let Some(open) = breaks.open.as_deref() {
        let (left, _) = asking_panes(area);
        let helpers = words::helpers(&app.texts, breaks.language, &open.receiver);
        let (left, _) = with_helpers(&super::super::look(app), left, helpers.as_deref());
        let lines = source(&open.receiver, breaks.language);
        let now = [open.line];
        let (said, you) = (open.said_in(breaks.language), app.texts.get("play-you"));
        let code = CodePanel { lines: &lines, now: &now, said: (&said, &you), ..CodePanel::default() };
        let asked = open.search == Search::Idle && left.contains((x, y).into());
        return code.line_at(left, y).filter(|_| asked).map(Hit::Line);
    }
    list::hit(breaks, area, x, y)
}

fn opened(app: &App, open: &Opened, look: &Look<'_>, screen: Rect, buf: &mut Buffer) {
    let play = open.play.as_ref();
    let at = match (&open.search, open.revealed) {
        (Search::Idle | Search::Going { .. }, _) => At::Predict,
        (Search::Done(Verdict::Broken(_), _), false) => At::Run,
        _ => At::Explain,
    };
    let done = matches!(open.search, Search::Done(..)) && (open.revealed || open.case().is_none());
    let title = app.texts.say(&if done { list::named(&open.receiver) } else { list::unnamed(open.receiver.id()) });
    let marks = words::framing(&app.texts, open.receiver.framing().as_ref());
    let frame = Frame {
        title: app.texts.get("breaks-title"),
        subject: if done { title } else { format!("{title} · {marks}") },
        stage: Some(at),
        play,
        model: matches!(open.search, Search::Done(..)),
        said: sentence(app, open),
    };
    let area = frame.draw(app, look, screen, buf);
    match (play, open.case()) {
        (Some(_), Some(_)) => played(app, open, look, area, buf),
        _ => asking(app, open, look, area, buf),
    }
}

/// What is said: what to do, what the line does, in the end what went wrong and why.
fn sentence(app: &App, open: &Opened) -> (String, Tone) {
    let texts = &app.texts;
    let say = |message: Message| (texts.say(&message), Tone::Plain);
    match &open.search {
        Search::Idle => match open.said {
            None => say(msg!("breaks-say-predict")),
            Some(_) => say(msg!("breaks-say-find")),
        },
        Search::Going { progress: (done, of), .. } => say(msg!("breaks-say-going", done = *done, of = *of)),
        Search::TooMany(error) => (texts.say(&too_many(*error)), Tone::Fault),
        Search::Done(Verdict::Right { .. }, _) => {
            say(msg!("breaks-say-right", you = verdict(app, open), why = texts.say(&open.receiver.why())))
        }
        Search::Done(Verdict::Broken(case), _) => {
            let Some(play) = &open.play else { return say(case.failure.message()) };
            if let crate::tui::app::play::PlayState::Failed(why) = &play.state {
                return (texts.say(why), Tone::Fault);
            }
            if !play.has_begun() {
                let cuts = texts.say(&msg!("play-cuts", cuts = case.cuts.len()));
                let bytes = texts.say(&msg!("play-bytes", bytes = case.wire.len()));
                let sent = words::sent(texts, &case.conversation);
                return say(msg!("breaks-say-found", cuts = cuts, bytes = bytes, sent = sent));
            }
            if open.revealed && play.is_over() {
                let (failure, why) = (texts.say(&case.failure.message()), texts.say(&open.receiver.why()));
                return say(msg!("breaks-say-why", you = verdict(app, open), failure = failure, why = why));
            }
            let line = played::lines(play).0;
            let line = app.exercises.breaks.language.lines(&open.receiver, &line).first().copied().unwrap_or(0);
            say(words::step(texts, play, line, Some(&case.conversation.messages)))
        }
    }
}

fn too_many(error: TooMany) -> Message {
    msg!("breaks-too-many", why = error.to_string())
}

/// What was said, in words.
fn said_words(app: &App, open: &Opened, said: Said) -> String {
    match said {
        Said::None => app.texts.get("breaks-said-none"),
        Said::Line(language, line) => {
            let text = language.of(&open.receiver).lines.get(line as usize - 1).map(|line| line.text.trim());
            app.texts.say(&msg!("breaks-said-line", line = line, text = text.unwrap_or_default()))
        }
    }
}

/// How right what was said is, in words.
fn verdict(app: &App, open: &Opened) -> String {
    let texts = &app.texts;
    let language = app.exercises.breaks.language;
    let guilty = language.of(&open.receiver).guilty();
    // The line as the source that is shown has it, or else as it was said.
    let line = match (open.said, open.said_in(language).as_slice()) {
        (_, [line, ..]) => line.to_string(),
        (Some(Said::Line(other, line)), _) => {
            texts.say(&msg!("breaks-line-of", line = line, language = words::language(texts, other)))
        }
        _ => String::new(),
    };
    let others: Vec<u32> = guilty.iter().copied().filter(|guilty| guilty.to_string() != line).collect();
    let none = open.said == Some(Said::None);
    let (many, lines) = (guilty.len(), words::numbers(texts, &guilty));
    texts.say(&match (open.judged(), guilty.is_empty()) {
        (Some(Judged::Found), true) => msg!("breaks-none-right"),
        (_, true) => msg!("breaks-none-wrong", line = line),
        (Some(Judged::Found), false) => {
            msg!("breaks-found-it", line = line, many = others.len(), others = words::numbers(texts, &others))
        }
        (Some(Judged::Mendable), false) if open.receiver.mends_together() => {
            msg!("breaks-mendable-together", line = line, many = many, lines = lines)
        }
        (Some(Judged::Mendable), false) => msg!("breaks-mendable", line = line, many = many, lines = lines),
        (_, false) if none => msg!("breaks-not-none", many = many, lines = lines),
        (_, false) => msg!("breaks-not-it", line = line, many = many, lines = lines),
    })
}

/// Before the case: the source, and what is asked about it. With the proof in the place of the question behind it.
fn asking(app: &App, open: &Opened, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
    let language = app.exercises.breaks.language;
    let (left, right) = asking_panes(area);
    let lines = source(&open.receiver, language);
    let said = open.said_in(language);
    let (title, you) = (app.texts.get("play-code"), app.texts.get("play-you"));
    let helpers = words::helpers(&app.texts, language, &open.receiver);
    let (left, below) = with_helpers(look, left, helpers.as_deref());
    if let Some(text) = &helpers {
        Sentence { text, tone: Tone::Quiet }.draw(look, below, buf);
    }
    let now = if open.search == Search::Idle { vec![open.line] } else { said.clone() };
    CodePanel {
        title: &title,
        right: &words::language(&app.texts, language),
        focused: open.search == Search::Idle,
        lines: &lines,
        now: &now,
        said: (&said, &you),
        ..CodePanel::default()
    }
    .draw(look, left, buf);
    let (title, paragraphs) = match &open.search {
        Search::Done(Verdict::Right { conversations, chunkings, states }, long) => {
            let proof = msg!(
                "breaks-proof",
                conversations = *conversations,
                chunkings = grouped(chunkings),
                states = grouped(states)
            );
            let mut said = vec![(app.texts.say(&proof), Tone::Plain)];
            if let Some(Verdict::Right { chunkings, states, .. }) = long {
                let chunkings = grouped(chunkings);
                let proof = msg!("breaks-proof-long", bytes = LENGTHY, chunkings = chunkings, states = grouped(states));
                said.push((app.texts.say(&proof), Tone::Plain));
            }
            said.push((app.texts.get("breaks-proof-how"), Tone::Quiet));
            (app.texts.get("breaks-proof-title"), said)
        }
        Search::Going { progress: (done, of), .. } => {
            let done = app.texts.say(&msg!("breaks-looking", done = *done, of = *of));
            (app.texts.get("breaks-search"), vec![(done, Tone::Plain)])
        }
        _ => {
            let said = open.said.map(|said| app.texts.say(&msg!("breaks-you-say", said = said_words(app, open, said))));
            let must = (app.texts.get(must(open.receiver.framing().as_ref())), Tone::Plain);
            let asked = match said {
                Some(said) => vec![(said, Tone::Strong), must],
                None => vec![must, (app.texts.get("breaks-how"), Tone::Quiet)],
            };
            (app.texts.get("breaks-question"), asked)
        }
    };
    TitledRule { title: &title, right: "", focused: false }.draw(look, right, buf);
    let mut y = right.y + 2;
    for (text, tone) in &paragraphs {
        let sentence = Sentence { text, tone: *tone };
        let rest =
            Rect { x: right.x + 1, y, width: right.width.saturating_sub(1), height: right.bottom().saturating_sub(y) };
        let height = sentence.height(look, rest.width);
        // A note that has no room is left out: half of it says nothing.
        if *tone == Tone::Quiet && height > rest.height {
            break;
        }
        sentence.draw(look, rest, buf);
        y += height + 1;
    }
}

/// What a receiver of this framing must do.
fn must(framing: Option<&Framing>) -> &'static str {
    match framing {
        None => "breaks-must-none",
        Some(Framing::Fixed { .. }) => "breaks-must-fixed",
        Some(Framing::Delimiter(_)) => "breaks-must-delimiter",
        Some(Framing::Length { .. }) => "breaks-must-length",
        Some(Framing::Close) => "breaks-must-close",
    }
}

fn played(app: &App, open: &Opened, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
    let (Some(play), Some(case)) = (&open.play, open.case()) else { return };
    let language = app.exercises.breaks.language;
    let (now, ran) = played::lines(play);
    let guilty = language.of(&open.receiver).guilty();
    let over = open.revealed;
    let you = match open.judged().filter(|_| over) {
        None => app.texts.get("play-you"),
        Some(Judged::Wrong) => app.texts.get("play-you-wrong"),
        Some(_) => app.texts.get("play-you-right"),
    };
    Played {
        play,
        lines: source(&open.receiver, language),
        language: words::language(&app.texts, language),
        variables: words::variables(&app.texts, language),
        // In the end the fault is what matters.
        now: match over && play.is_over() {
            true => guilty.clone(),
            false => language.lines(&open.receiver, &now),
        },
        ran: language.lines(&open.receiver, &ran),
        guilty: if over { guilty } else { Vec::new() },
        said: (open.said_in(language), you),
        title: app.texts.get("play-code"),
        legend: app.texts.get(if over { "breaks-signs-over" } else { "breaks-signs-way" }),
        must: Some(&case.conversation.messages),
        due: None,
        cuts: case.cuts.iter().map(|cut| *cut as u64).collect(),
        size: words::size(&app.texts, &open.receiver, case.cuts.len(), case.wire.len()),
    }
    .draw(app, look, area, buf);
}

/// A number in groups of three digits; where it needs several lines, with blanks between them.
fn grouped(number: &impl std::fmt::Display) -> String {
    let number = thousands(number);
    if number.len() > 26 { number.replace(',', " ") } else { number }
}
