//! The gallery: a list of receivers; one of them, to say which line is at fault; the case that breaks it, or the proof.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::played::{self, Played};
use super::{Frame, Hit, inner, split, words};
use crate::framing::receivers::{Group, Line, PROSE, Receiver};
use crate::framing::search::{TooMany, Verdict};
use crate::msg;
use crate::progress::exercised::Found;
use crate::text::{Message, thousands};
use crate::tui::app::App;
use crate::tui::app::breaks::{Breaks, Language, Opened, Said, Search};
use crate::tui::asks::LENGTHY;
use crate::tui::theme::Role;
use crate::tui::widgets::{At, CodePanel, Look, Sentence, TitledRule, Tone, more, put, put_folded, put_right};

pub(crate) fn draw(app: &App, look: &Look<'_>, screen: Rect, buf: &mut Buffer) {
    let breaks = &app.exercises.breaks;
    match (breaks.open.as_deref(), breaks.prose) {
        (Some(open), _) => opened(app, open, look, screen, buf),
        (None, Some(told)) => prose(app, told, look, screen, buf),
        (None, None) => list(app, look, screen, buf),
    }
}

/// The source of a receiver, line by line.
fn source(receiver: &Receiver, language: Language) -> Vec<&str> {
    language.of(receiver).lines.iter().map(|line: &Line| line.text.as_str()).collect()
}

fn group_word(group: Group) -> &'static str {
    match group {
        Group::Gallery => "breaks-group-gallery",
        Group::Walkthrough => "breaks-group-walkthrough",
        Group::Right => "breaks-group-right",
    }
}

/// The list and, where there is room, the source beside it.
fn list_panes(area: Rect) -> (Rect, Option<Rect>) {
    match area.width >= 110 {
        true => {
            let (left, right) = split(area, 52);
            (left, Some(right))
        }
        false => (area, None),
    }
}

/// Groups and what belongs to them, line by line; the first that is seen in so many lines, and how many are seen.
fn entries(at: usize, height: u16) -> (Vec<Entry>, usize, usize) {
    let receivers = Breaks::listed();
    let mut entries = Vec::new();
    for (index, receiver) in receivers.iter().enumerate() {
        if index == 0 || receivers[index - 1].1 != receiver.1 {
            entries.push(Entry::Heading(receiver.1));
        }
        entries.push(Entry::Receiver(index));
    }
    entries.extend([Entry::Blank, Entry::Prose]);
    let room = usize::from(height.saturating_sub(1)).min(entries.len());
    let here = entries.iter().position(|entry| matches!(entry, Entry::Receiver(index) if *index == at));
    let here = here.unwrap_or(entries.len() - 1);
    let first = here.saturating_sub(room / 2).min(entries.len() - room);
    (entries, first, room)
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
        let lines = source(&open.receiver, breaks.language);
        let now = [open.line];
        let code = CodePanel { lines: &lines, now: &now, ..CodePanel::default() };
        let asked = open.search == Search::Idle && left.contains((x, y).into());
        return code.line_at(left, y).filter(|_| asked).map(Hit::Line);
    }
    let (left, _) = list_panes(area);
    let (entries, first, room) = entries(breaks.at, left.height);
    let line = usize::from(y.checked_sub(left.y + 1)?);
    let inside = left.contains((x, y).into()) && line < room && breaks.prose.is_none();
    match entries.get(first + line).filter(|_| inside)? {
        Entry::Heading(_) | Entry::Blank => None,
        Entry::Receiver(index) => Some(Hit::Entry(*index)),
        Entry::Prose => Some(Hit::Entry(Breaks::last())),
    }
}

/// A line of the list.
enum Entry {
    Heading(Group),
    /// An index into the receivers.
    Receiver(usize),
    /// Nothing.
    Blank,
    /// What the walk-through's prose gets wrong.
    Prose,
}

fn list(app: &App, look: &Look<'_>, screen: Rect, buf: &mut Buffer) {
    let breaks = &app.exercises.breaks;
    let frame = Frame {
        title: app.texts.get("breaks-title"),
        subject: app.texts.get("breaks-about"),
        stage: None,
        play: None,
        model: false,
        said: (app.texts.get("breaks-say-list"), Tone::Plain),
    };
    let area = frame.draw(app, look, screen, buf);
    let (left, right) = list_panes(area);
    let receivers = Breaks::listed();
    let (entries, first, room) = entries(breaks.at, left.height);
    let seen = app.texts.say(&msg!("breaks-seen", seen = breaks.known.len(), of = receivers.len()));
    let hidden = more(look, first, entries.len() - room - first);
    let note = [seen, hidden].into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" · ");
    let title = app.texts.get("breaks-list");
    TitledRule { title: &title, right: &note, focused: true }.draw(look, left, buf);
    for (y, entry) in (left.y + 1..left.bottom()).zip(&entries[first..]) {
        let line = Rect { y, height: 1, ..left };
        match entry {
            Entry::Heading(group) => {
                put_folded(
                    look,
                    line,
                    buf,
                    (line.x + 1, y),
                    line.width - 1,
                    &app.texts.get(group_word(*group)),
                    look.style(Role::Quiet),
                );
            }
            Entry::Receiver(index) => {
                let (id, _, title) = &receivers[*index];
                row(app, look, line, buf, (id, title), *index == breaks.at);
            }
            Entry::Blank => {}
            Entry::Prose => {
                let title = msg!("breaks-prose", slips = PROSE.len());
                row(app, look, line, buf, ("", &title), breaks.at == Breaks::last());
            }
        }
    }
    if let (Some(receiver), Some(right)) = (breaks.receiver(), right) {
        let title = words::framing(&app.texts, receiver.framing().as_ref());
        let lines = source(&receiver, breaks.language);
        let language = words::language(&app.texts, breaks.language);
        CodePanel { title: &title, right: &language, lines: &lines, ..CodePanel::default() }.draw(look, right, buf);
    }
}

fn row(app: &App, look: &Look<'_>, line: Rect, buf: &mut Buffer, (id, title): (&str, &Message), here: bool) {
    let y = line.y;
    if here {
        put(look, line, buf, (line.x + 1, y), &look.glyphs.row.to_string(), look.style(Role::Focus));
    }
    let known = app.exercises.breaks.known.get(id);
    let note = known.map(|known| known_words(app, look, *known)).unwrap_or_default();
    let taken = put_right(look, line, buf, y, &note, look.style(Role::Text));
    let style = look.style(if here { Role::Strong } else { Role::Text });
    let room = line.width.saturating_sub(4 + taken);
    put_folded(look, line, buf, (line.x + 3, y), room, &app.texts.say(title), style);
}

/// Sentences of the walk-through, and of those that were thought about what is so.
fn prose(app: &App, told: usize, look: &Look<'_>, screen: Rect, buf: &mut Buffer) {
    let say = if told < PROSE.len() { "breaks-say-prose" } else { "breaks-say-prose-end" };
    let frame = Frame {
        title: app.texts.get("breaks-title"),
        subject: app.texts.say(&msg!("breaks-prose", slips = PROSE.len())),
        stage: Some(if told < PROSE.len() { At::Predict } else { At::Explain }),
        play: None,
        model: false,
        said: (app.texts.get(say), Tone::Plain),
    };
    let area = frame.draw(app, look, screen, buf);
    let title = app.texts.get("breaks-prose-says");
    TitledRule { title: &title, right: &format!("{told}/{}", PROSE.len()), focused: true }.draw(look, area, buf);
    let mut y = area.y + 2;
    for (index, slip) in PROSE.iter().enumerate().take(told + 1) {
        let lines = [(slip.says, Tone::Plain), (slip.is, Tone::Strong)];
        for (key, tone) in lines.into_iter().take(if index < told { 2 } else { 1 }) {
            let sign = if tone == Tone::Strong { look.glyphs.row } else { look.glyphs.dot };
            let text = app.texts.get(key);
            let sentence = Sentence { text: &text, tone };
            let rest = Rect {
                x: area.x + 3,
                y,
                width: area.width.saturating_sub(3).min(90),
                height: area.bottom().saturating_sub(y),
            };
            put(look, area, buf, (area.x + 1, y), &sign.to_string(), look.style(Role::Quiet));
            sentence.draw(look, rest, buf);
            y += sentence.height(look, rest.width);
        }
        y += 1;
    }
}

/// What was found, and whether what was said before was right.
fn known_words(app: &App, look: &Look<'_>, known: Found) -> String {
    let said = if known.right { look.glyphs.same } else { look.glyphs.differs };
    let found = match known.cuts {
        Some(cuts) => {
            let cuts = app.texts.say(&msg!("play-cuts", cuts = cuts));
            format!("{} {cuts}", look.glyphs.no)
        }
        None => format!("{} {}", look.glyphs.yes, app.texts.get("breaks-survives")),
    };
    format!("{found} {said}")
}

fn opened(app: &App, open: &Opened, look: &Look<'_>, screen: Rect, buf: &mut Buffer) {
    let play = open.play.as_ref();
    let at = match (&open.search, open.revealed) {
        (Search::Idle | Search::Going { .. }, _) => At::Predict,
        (Search::Done(Verdict::Broken(_), _), false) => At::Run,
        _ => At::Explain,
    };
    let title = app.texts.say(&open.receiver.title());
    let marks = words::framing(&app.texts, open.receiver.framing().as_ref());
    let frame = Frame {
        title: app.texts.get("breaks-title"),
        subject: format!("{title} · {marks}"),
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
        Search::Done(Verdict::Right { .. }, _) => say(msg!("breaks-say-right", why = texts.say(&open.receiver.why()))),
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
                let you = verdict(app, open);
                return say(msg!("breaks-say-why", failure = failure, why = why, you = you));
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

/// Whether what was said is right.
fn verdict(app: &App, open: &Opened) -> String {
    match (open.said, open.is_right()) {
        (Some(Said::Line(_, line)), Some(true)) => app.texts.say(&msg!("breaks-found-it", line = line)),
        (Some(Said::Line(_, line)), _) => app.texts.say(&msg!("breaks-not-it", line = line)),
        _ => app.texts.get("breaks-not-none"),
    }
}

/// Before the case: the source, and what is asked about it. With the proof in the place of the question behind it.
fn asking(app: &App, open: &Opened, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
    let language = app.exercises.breaks.language;
    let (left, right) = asking_panes(area);
    let lines = source(&open.receiver, language);
    let said = open.said_in(language);
    let (title, you) = (app.texts.get("play-code"), app.texts.get("play-you"));
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
            let you = if open.is_right() == Some(true) { "breaks-you-right" } else { "breaks-you-wrong" };
            let found = format!("{} {}", app.texts.get("breaks-no-cut"), app.texts.get(you));
            let mut said = vec![(found, Tone::Strong), (app.texts.say(&proof), Tone::Plain)];
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
            let must = app.texts.get("breaks-must");
            let how = app.texts.get("breaks-how");
            let said = open.said.map(|said| app.texts.say(&msg!("breaks-you-say", said = said_words(app, open, said))));
            let said = said.map(|said| (said, Tone::Strong));
            let asked = [(must, Tone::Plain), (how, Tone::Quiet)].into_iter().chain(said).collect();
            (app.texts.get("breaks-question"), asked)
        }
    };
    TitledRule { title: &title, right: "", focused: false }.draw(look, right, buf);
    let mut y = right.y + 2;
    for (text, tone) in &paragraphs {
        let sentence = Sentence { text, tone: *tone };
        let rest =
            Rect { x: right.x + 1, y, width: right.width.saturating_sub(1), height: right.bottom().saturating_sub(y) };
        let height = sentence.height(look, rest.width).min(rest.height);
        sentence.draw(look, rest, buf);
        y += height + 1;
    }
}

fn played(app: &App, open: &Opened, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
    let (Some(play), Some(case)) = (&open.play, open.case()) else { return };
    let language = app.exercises.breaks.language;
    let (now, ran) = played::lines(play);
    let guilty = language.of(&open.receiver).guilty();
    let over = open.revealed;
    Played {
        play,
        lines: source(&open.receiver, language),
        language: words::language(&app.texts, language),
        // In the end the fault is what matters.
        now: match over && play.is_over() {
            true => guilty.clone(),
            false => language.lines(&open.receiver, &now),
        },
        ran: language.lines(&open.receiver, &ran),
        guilty: if over { guilty } else { Vec::new() },
        said: open.said_in(language),
        must: Some(&case.conversation.messages),
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
