//! The gym: a receiver's source, the bytes it is sent, and the cuts that one chooses for them.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::played::{self, Played};
use super::{Frame, Hit, has_room_for_big, inner, split, with_helpers, words};
use crate::call::Side;
use crate::framing::gym::{Attempt, COURSE, Mark};
use crate::framing::receivers::Group;
use crate::msg;
use crate::text::{Message, thousands};
use crate::tui::app::App;
use crate::tui::app::gym::{Gym, POINTS, Room, Tried};
use crate::tui::theme::Role;
use crate::tui::view;
use crate::tui::widgets::{At, CodePanel, Cuts, Lanes, Look, Phase, Sentence, TitledRule, Tone, put, put_folded};

pub(crate) fn draw(app: &App, look: &Look<'_>, screen: Rect, buf: &mut Buffer) {
    let gym = &app.exercises.gym;
    let Some(room) = gym.room.as_deref() else { return };
    let over = gym.play.as_ref().is_none_or(|play| play.is_over());
    let at = match (&gym.play, &room.tried) {
        (Some(_), _) if !over => Some(At::Run),
        // Where it is only said that no cut breaks it, nothing runs.
        (None, Some(Tried::Unbreakable(true))) => None,
        (Some(_), Some(_)) => Some(At::Explain),
        _ => Some(At::Predict),
    };
    let number = app.texts.say(&msg!("gym-exercise", number = gym.at + 1, of = COURSE.len()));
    let marks = words::framing(&app.texts, room.receiver.framing().as_ref());
    // Where there is little room: how messages are marked while one chooses, the points once one has tried.
    let (narrow, playing) = (screen.width < 100, gym.play.is_some());
    let points = points(app, gym).filter(|_| !narrow || playing);
    let marks = Some(marks).filter(|_| !narrow || !playing);
    let subject: Vec<String> = [Some(number), points, marks].into_iter().flatten().collect();
    let frame = Frame {
        title: app.texts.get("gym-title"),
        subject: subject.join(" · "),
        stage: at,
        play: gym.play.as_ref(),
        model: false,
        said: sentence(app, gym, room, over),
    };
    let area = frame.draw(app, look, screen, buf);
    match &gym.play {
        Some(play) => {
            let language = gym.language;
            let (now, ran) = played::lines(play);
            let source = language.of(&room.receiver);
            Played {
                play,
                lines: source.lines.iter().map(|line| line.text.as_str()).collect(),
                language: words::language(&app.texts, language),
                variables: words::variables(&app.texts, language),
                now: language.lines(&room.receiver, &now),
                ran: language.lines(&room.receiver, &ran),
                guilty: Vec::new(),
                said: (Vec::new(), String::new()),
                title: app.texts.get("play-code"),
                legend: app.texts.get("play-signs"),
                must: Some(&room.exercise.conversation.messages),
                due: None,
                cuts: room.cuts.clone(),
                size: words::size(&app.texts, &room.receiver, room.cuts.len(), room.exercise.wire.len()),
            }
            .draw(app, look, area, buf);
        }
        None => choosing(app, gym, room, look, area, buf),
    }
}

/// Points so far, in words, once there are some.
fn points(app: &App, gym: &Gym) -> Option<String> {
    let (points, of) = gym.points();
    (of > 0).then(|| app.texts.say(&msg!("gym-points", points = points, of = of)))
}

/// Points that the best answer gives.
fn won(gym: &Gym) -> u32 {
    let spoiled = gym.scores.get(&gym.at).is_some_and(|score| score.spoiled);
    if spoiled { 1 } else { POINTS }
}

/// Where Enter goes once an exercise is solved.
fn next(gym: &Gym) -> Message {
    if gym.at + 1 < COURSE.len() { msg!("gym-next") } else { msg!("gym-last") }
}

/// What came of a try, in words, and how good it is.
fn outcome(app: &App, gym: &Gym, room: &Room, attempt: &Attempt) -> (String, Tone) {
    let failure = attempt.failure().map(|failure| app.texts.say(&failure.message())).unwrap_or_default();
    let (counted, set) = (attempt.cuts.len(), room.cuts.len());
    let (message, tone) = match attempt.mark {
        Mark::Best => {
            (msg!("gym-best", failure = failure, cuts = counted, points = won(gym), next = next(gym)), Tone::Strong)
        }
        Mark::Breaks { spare } => (msg!("gym-breaks", failure = failure, spare = spare), Tone::Strong),
        Mark::Survives | Mark::Unbreakable => (msg!("gym-survives", cuts = set), Tone::Plain),
    };
    // Cuts behind the failure, or where a recv is full anyway, change nothing.
    let broken = matches!(attempt.mark, Mark::Best | Mark::Breaks { .. });
    let counts = (broken && counted < set).then(|| app.texts.say(&msg!("gym-counted", counted = counted, set = set)));
    let said = [Some(app.texts.say(&message)), counts].into_iter().flatten().collect::<Vec<_>>();
    (said.join(" "), tone)
}

fn sentence(app: &App, gym: &Gym, room: &Room, over: bool) -> (String, Tone) {
    let say = |message: Message| (app.texts.say(&message), Tone::Plain);
    if let Some(play) = &gym.play {
        if let crate::tui::app::play::PlayState::Failed(why) = &play.state {
            return (app.texts.say(why), Tone::Fault);
        }
        // A try that is walked again is told line by line.
        if !over {
            let lines = gym.language.lines(&room.receiver, &played::lines(play).0);
            let line = lines.first().copied().unwrap_or(0);
            return say(words::step(&app.texts, play, line, Some(&room.exercise.conversation.messages)));
        }
    }
    match &room.tried {
        Some(Tried::Cuts(attempt)) => outcome(app, gym, room, attempt),
        Some(Tried::Unbreakable(true)) => {
            let bits = room.exercise.wire.len().saturating_sub(1);
            let ways = thousands(1u64.checked_shl(bits as u32).unwrap_or(u64::MAX));
            let (bytes, points) = (room.exercise.wire.len(), won(gym));
            let so = msg!("gym-none-right", ways = ways, bytes = bytes, points = points, next = next(gym));
            // A receiver with a fault that these messages do not meet is not to be taken for a right one.
            let faulty = room.receiver.group() != Group::Right;
            let other = faulty.then(|| app.texts.say(&msg!("gym-none-other", why = room.receiver.why())));
            let said = [Some(app.texts.say(&so)), other].into_iter().flatten().collect::<Vec<_>>();
            (said.join(" "), Tone::Strong)
        }
        Some(Tried::Unbreakable(false)) => say(match (room.exercise.optimum, gym.is_won()) {
            (Some(0), false) => msg!("gym-none-wrong-uncut"),
            (Some(0), true) => msg!("gym-none-wrong-uncut-kept"),
            (_, false) => msg!("gym-none-wrong"),
            (_, true) => msg!("gym-none-wrong-kept"),
        }),
        None => say(msg!("gym-say", place = room.cursor - 1)),
    }
}

/// Where the bytes stand, and where the source and the question.
fn panes(area: Rect, big: bool) -> (Rect, Rect, Rect) {
    let lines: u16 = if big { BIG } else { 5 };
    let lanes = Rect { y: area.y + 1, height: lines.min(area.height.saturating_sub(1)), ..area };
    let top = lanes.bottom() + 1;
    let below = Rect { y: top, height: area.bottom().saturating_sub(top), ..area };
    let (left, right) = split(below, if area.width >= 100 { 62 } else { 66 });
    (lanes, left, right)
}

/// Lines of the bytes in big letters: the ruler, the letters with what stands around them, the place.
const BIG: u16 = 8;

/// The bytes before a try, with the cuts that were chosen.
fn bytes<'a>(room: &'a Room, stream: &'a view::StreamView<'a>, area: Rect) -> Lanes<'a> {
    let cuts = Some(Cuts { at: &room.cuts, cursor: Some(room.cursor) });
    let lanes = Lanes { phase: Phase::Asking, cuts, alone: true, notes: false, fold: false, ..Lanes::new(stream) };
    Lanes { scale: u16::from(has_room_for_big(&lanes, area, BIG)), ..lanes }
}

/// What stands at a point.
pub(super) fn hit(app: &App, screen: Rect, x: u16, y: u16) -> Option<Hit> {
    let gym = &app.exercises.gym;
    let room = gym.room.as_deref().filter(|_| gym.play.is_none())?;
    let stream = view::stream(&room.stage.script, &[], Side::Client);
    let area = inner(screen);
    let bytes = bytes(room, &stream, area);
    let (lanes, ..) = panes(area, bytes.scale > 0);
    let hit = bytes.hit(lanes, x, y)?;
    (hit.byte > 0).then_some(Hit::Place(hit.byte))
}

/// The bytes with the cuts, the source, and the score.
fn choosing(app: &App, gym: &Gym, room: &Room, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
    let title = app.texts.get("gym-cuts");
    let size = words::size(&app.texts, &room.receiver, room.cuts.len(), room.exercise.wire.len());
    TitledRule { title: &title, right: &size, focused: true }.draw(look, area, buf);
    let stream = view::stream(&room.stage.script, &[], Side::Client);
    let bytes = bytes(room, &stream, area);
    let (lanes, left, right) = panes(area, bytes.scale > 0);
    bytes.draw(look, lanes, buf);
    let helpers = words::helpers(&app.texts, gym.language, &room.receiver);
    let (left, below) = with_helpers(look, left, helpers.as_deref());
    if let Some(text) = &helpers {
        Sentence { text, tone: Tone::Quiet }.draw(look, below, buf);
    }
    let title = app.texts.get("play-code");
    let source = gym.language.of(&room.receiver);
    let lines: Vec<&str> = source.lines.iter().map(|line| line.text.as_str()).collect();
    CodePanel {
        title: &title,
        right: &words::language(&app.texts, gym.language),
        lines: &lines,
        first: room.line,
        ..CodePanel::default()
    }
    .draw(look, left, buf);
    score(app, gym, room, look, right, buf);
}

/// What is asked, and how the exercises stand.
fn score(app: &App, gym: &Gym, room: &Room, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
    let title = app.texts.get("gym-question");
    TitledRule { title: &title, right: "", focused: false }.draw(look, area, buf);
    let sent = words::sent(&app.texts, &room.exercise.conversation);
    let asked = [(sent, Tone::Plain), (app.texts.get("gym-how"), Tone::Quiet)];
    let mut y = area.y + 1 + u16::from(area.height > 12);
    let inner = Rect { x: area.x + 1, width: area.width.saturating_sub(1), ..area };
    for (text, tone) in &asked {
        let sentence = Sentence { text, tone: *tone };
        let height = sentence.height(look, inner.width).min(area.bottom().saturating_sub(y));
        sentence.draw(look, Rect { y, height, ..inner }, buf);
        y += height + 1;
    }
    if y >= area.bottom() {
        return;
    }
    // One sign an exercise: its points, or a dot.
    let mut x = inner.x;
    for number in 0..COURSE.len() {
        let score = gym.scores.get(&number).copied().unwrap_or_default();
        let sign = match score.points {
            Some(points) => points.to_string(),
            None => look.glyphs.dot.to_string(),
        };
        let role = match (number == gym.at, score.points) {
            (true, _) => Role::Cursor,
            (_, Some(POINTS)) => Role::Strong,
            (_, Some(_)) => Role::Text,
            _ => Role::Quiet,
        };
        put(look, inner, buf, (x, y), &sign, look.style(role));
        x += 2;
    }
    if y + 1 < area.bottom() {
        put_folded(
            look,
            inner,
            buf,
            (inner.x, y + 1),
            inner.width,
            &app.texts.get("gym-marks"),
            look.style(Role::Quiet),
        );
    }
}
