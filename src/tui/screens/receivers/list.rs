//! The list of receivers, and what the published walk-through says.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::breaks::source;
use super::{Frame, Hit, split, with_helpers, words};
use crate::framing::receivers::{Card, Group, PROSE, Receiver, Slip};
use crate::msg;
use crate::progress::exercised::Found;
use crate::text::{Message, Texts};
use crate::tui::app::App;
use crate::tui::app::breaks::Breaks;
use crate::tui::theme::Role;
use crate::tui::widgets::{CodePanel, Look, Sentence, TitledRule, Tone, more, put, put_folded, put_right};

/// What the receivers of a group have in common: how they mark messages, and where they come from.
fn heading(texts: &Texts, card: &Card) -> String {
    match is_published(card) {
        true => texts.get("breaks-published"),
        false => words::framing(texts, card.framing.as_ref()),
    }
}

/// Whether it stands among those of the walk-through: there, all have its header.
fn is_published(card: &Card) -> bool {
    card.group == Group::Walkthrough || card.id == "digits-10"
}

/// Whether a list of so many columns has the source beside it.
pub(super) fn has_source_beside(columns: u16) -> bool {
    columns >= 110
}

/// The list and, where there is room, the source beside it.
fn list_panes(area: Rect) -> (Rect, Option<Rect>) {
    match has_source_beside(area.width) {
        true => {
            let (left, right) = split(area, 52);
            (left, Some(right))
        }
        false => (area, None),
    }
}

/// Groups and what belongs to them, line by line; the first that is seen in so many lines, and how many are seen.
fn entries(breaks: &Breaks, height: u16) -> (Vec<Entry>, usize, usize) {
    let at = breaks.at;
    // The last line says what the signs mean, once there are some.
    let height = height - u16::from(!breaks.known.is_empty()).min(height);
    let receivers = Breaks::listed();
    let mut entries = Vec::new();
    for (index, receiver) in receivers.iter().enumerate() {
        if index == 0 || receivers[index - 1].framing != receiver.framing {
            entries.push(Entry::Heading(index));
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

/// A line of the list.
enum Entry {
    /// What those below have in common; an index into them.
    Heading(usize),
    /// An index into the receivers.
    Receiver(usize),
    /// Nothing.
    Blank,
    /// What the walk-through's prose gets wrong.
    Prose,
}

/// The list, and beside it the source of the receiver under the cursor.
pub(super) fn draw(app: &App, look: &Look<'_>, screen: Rect, buf: &mut Buffer) {
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
    let (entries, first, room) = entries(breaks, left.height);
    let seen = app.texts.say(&msg!("breaks-seen", seen = breaks.known.len(), of = receivers.len()));
    let hidden = more(look, first, entries.len() - room - first);
    let note = [seen, hidden].into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" · ");
    let title = app.texts.get("breaks-list");
    TitledRule { title: &title, right: &note, focused: true }.draw(look, left, buf);
    if !breaks.known.is_empty() && left.height > 1 {
        let legend = app.texts.get("breaks-signs");
        let below = left.y + 1 + u16::try_from(room).unwrap_or(0);
        let at = (left.x + 1, below + u16::from(below + 1 < left.bottom()));
        put_folded(look, left, buf, at, left.width - 1, &legend, look.style(Role::Quiet));
    }
    for (y, entry) in (left.y + 1..).zip(entries.iter().skip(first).take(room)) {
        let line = Rect { y, height: 1, ..left };
        match entry {
            Entry::Heading(index) => {
                put_folded(
                    look,
                    line,
                    buf,
                    (line.x + 1, y),
                    line.width - 1,
                    &heading(&app.texts, &receivers[*index]),
                    look.style(Role::Quiet),
                );
            }
            Entry::Receiver(index) => {
                let card = &receivers[*index];
                let known = breaks.known.contains_key(card.id);
                let title = if known { numbered(card.id, card.title.clone()) } else { unnamed(card.id) };
                row(app, look, line, buf, (card.id, &title), *index == breaks.at);
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
        let helpers = words::helpers(&app.texts, breaks.language, &receiver);
        let (right, below) = with_helpers(look, right, helpers.as_deref());
        if let Some(text) = &helpers {
            Sentence { text, tone: Tone::Quiet }.draw(look, below, buf);
        }
        CodePanel { title: &title, right: &language, lines: &lines, ..CodePanel::default() }.draw(look, right, buf);
    }
}

fn row(app: &App, look: &Look<'_>, line: Rect, buf: &mut Buffer, (id, title): (&str, &Message), here: bool) {
    let y = line.y;
    if here {
        put(look, line, buf, (line.x + 1, y), &look.glyphs.row.to_string(), look.style(Role::Focus));
    }
    let known = app.exercises.breaks.known.get(id);
    let read = id.is_empty() && app.exercises.breaks.read;
    let note = match known {
        Some(known) => known_words(app, look, *known),
        None if read => format!("{} {}", look.glyphs.yes, app.texts.get("breaks-prose-read")),
        None => String::new(),
    };
    let taken = put_right(look, line, buf, y, &note, look.style(Role::Text));
    let style = look.style(if here { Role::Strong } else { Role::Text });
    let room = line.width.saturating_sub(4 + taken);
    put_folded(look, line, buf, (line.x + 3, y), room, &app.texts.say(title), style);
}

/// What a receiver is called before its fault is known.
pub(super) fn unnamed(id: &str) -> Message {
    msg!("breaks-unnamed", number = Breaks::number(id))
}

/// What a receiver is called once it is known.
pub(super) fn named(receiver: &Receiver) -> Message {
    numbered(receiver.id(), receiver.title())
}

fn numbered(id: &str, title: Message) -> Message {
    msg!("breaks-named", number = Breaks::number(id), title = title)
}

/// Sentences of the walk-through, and of those that were thought about what is so.
pub(super) fn prose(app: &App, told: usize, look: &Look<'_>, screen: Rect, buf: &mut Buffer) {
    let published = Breaks::listed().into_iter().filter(is_published);
    let numbers: Vec<usize> = published.map(|card| Breaks::number(card.id)).collect();
    let (first, last) = (numbers.first().copied().unwrap_or(0), numbers.last().copied().unwrap_or(0));
    let say = match told < PROSE.len() {
        true => msg!("breaks-say-prose"),
        false => msg!("breaks-say-prose-end", first = first, last = last),
    };
    let frame = Frame {
        title: app.texts.get("breaks-title"),
        subject: app.texts.say(&msg!("breaks-prose", slips = PROSE.len())),
        // Nothing runs here.
        stage: None,
        play: None,
        model: false,
        said: (app.texts.say(&say), Tone::Plain),
    };
    let area = frame.draw(app, look, screen, buf);
    let title = app.texts.get("breaks-prose-says");
    TitledRule { title: &title, right: &format!("{told}/{}", PROSE.len()), focused: true }.draw(look, area, buf);
    let texts = |slip: &Slip| [app.texts.get(slip.says), app.texts.get(slip.is)];
    let passages: Vec<_> = PROSE.iter().take(told + 1).map(texts).collect();
    let width = area.width.saturating_sub(3).min(90);
    let shown = |index: usize| if index < told { 2 } else { 1 };
    let height = |index: usize| {
        let lines = passages[index].iter().take(shown(index));
        lines.map(|text| Sentence { text, tone: Tone::Plain }.height(look, width)).sum::<u16>() + 1
    };
    // Where not all have room, the first ones make room for the last.
    let mut room = area.height.saturating_sub(1);
    let seen = (0..passages.len()).rev().take_while(|index| {
        let fits = height(*index) <= room + 1;
        room = room.saturating_sub(height(*index));
        fits
    });
    let first = seen.last().unwrap_or(told.min(PROSE.len() - 1));
    let mut y = area.y + 1 + u16::from(room > 0);
    for (index, passage) in passages.iter().enumerate().skip(first) {
        let signs = [(look.glyphs.dot, Tone::Plain), (look.glyphs.no, Tone::Strong)];
        for (text, (sign, tone)) in passage.iter().zip(signs).take(shown(index)) {
            let sentence = Sentence { text, tone };
            let rest = Rect { x: area.x + 3, y, width, height: area.bottom().saturating_sub(y) };
            put(look, area, buf, (area.x + 1, y), &sign.to_string(), look.style(Role::Quiet));
            sentence.draw(look, rest, buf);
            y += sentence.height(look, width);
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

/// What stands at a point of the list.
pub(super) fn hit(breaks: &Breaks, area: Rect, x: u16, y: u16) -> Option<Hit> {
    let (left, _) = list_panes(area);
    let (entries, first, room) = entries(breaks, left.height);
    let line = usize::from(y.checked_sub(left.y + 1)?);
    let inside = left.contains((x, y).into()) && line < room && breaks.prose.is_none();
    match entries.get(first + line).filter(|_| inside)? {
        Entry::Heading(_) | Entry::Blank => None,
        Entry::Receiver(index) => Some(Hit::Entry(*index)),
        Entry::Prose => Some(Hit::Entry(Breaks::last())),
    }
}
