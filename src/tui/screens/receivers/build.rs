//! Build it: the program on the left, the lines that are left on the right; then the case in which it fails.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::played::{self, Due, Played};
use super::{Frame, Hit, inner, split, words};
use crate::framing::parsons::{Failing, PUZZLES, Task};
use crate::msg;
use crate::text::Message;
use crate::tui::app::App;
use crate::tui::app::breaks::Language;
use crate::tui::app::build::{Result, Side, Work};
use crate::tui::app::play::{Play, PlayState};
use crate::tui::theme::Role;
use crate::tui::widgets::{At, Look, Sentence, TitledRule, Tone, at_row, more, put, put_folded, rows, seen};

pub(crate) fn draw(app: &App, look: &Look<'_>, screen: Rect, buf: &mut Buffer) {
    let build = &app.exercises.build;
    let work = build.work();
    let puzzle = work.puzzle();
    let over = |play: &Play| play.has_begun() && play.is_over();
    let stage = match (&work.result, &build.play) {
        (Result::Works, _) => At::Explain,
        (Result::Fails(_), Some(play)) if over(play) => At::Explain,
        (Result::Going(_) | Result::Fails(_), _) => At::Run,
        (Result::None, _) => At::Predict,
    };
    let solved = build.works().iter().filter(|work| work.solved).count();
    let number = msg!("build-puzzle", number = build.shown + 1, of = PUZZLES.len(), solved = solved);
    let frame = Frame {
        title: app.texts.get("build-title"),
        subject: format!("{} · {}", app.texts.get(puzzle.title), app.texts.say(&number)),
        stage: Some(stage),
        play: build.play.as_ref(),
        // It was run in every case, and in none on sockets.
        model: work.result == Result::Works,
        said: sentence(app, work),
    };
    let area = frame.draw(app, look, screen, buf);
    let Some(play) = &build.play else { return arranging(app, work, look, area, buf) };
    let source = puzzle.source(&work.placed);
    let (now, ran) = played::lines(play);
    let must = match &work.result {
        Result::Fails(failing) => must(failing),
        _ => None,
    };
    let over = over(play);
    Played {
        play,
        lines: source.lines().collect(),
        language: words::language(&app.texts, Language::Python),
        variables: words::variables(&app.texts, Language::Python),
        // In the end what matters is where it ended.
        guilty: if over { now.clone() } else { Vec::new() },
        now,
        ran,
        said: (Vec::new(), String::new()),
        title: app.texts.get("build-program"),
        legend: app.texts.get(if over { "build-signs-over" } else { "play-signs" }),
        must,
        due: due(app, work, play),
        cuts: cuts(&work.result),
        size: String::new(),
    }
    .draw(app, look, area, buf);
}

/// The messages that must be delivered, where that is the task.
fn must(failing: &Failing) -> Option<&[Vec<u8>]> {
    match failing {
        Failing::Conversation(case) => Some(&case.conversation.messages),
        _ => None,
    }
}

/// What must come of a function, and what has.
fn due(app: &App, work: &Work, play: &Play) -> Option<Due> {
    let Result::Fails(failing) = &work.result else { return None };
    let over = play.has_begun() && play.is_over();
    let wrong = || (Some(false), failing.wrong());
    let (title, (right, line)) = match &**failing {
        Failing::Send { data, .. } => {
            let sends = play.sends_shown();
            let taken = sends.iter().flat_map(|(bytes, taken)| &bytes[..taken.unwrap_or(0).min(bytes.len())]);
            let sent: Vec<u8> = taken.copied().collect();
            let line = match data.strip_prefix(sent.as_slice()) {
                _ if over => wrong(),
                Some([]) => (Some(true), msg!("build-all-sent", data = words::quoted(data))),
                Some(_) if sent.is_empty() => (None, msg!("build-to-send", data = words::quoted(data))),
                Some(rest) => (None, msg!("build-part-sent", sent = words::quoted(&sent), rest = words::quoted(rest))),
                None => {
                    (Some(false), msg!("build-other-sent", sent = words::quoted(&sent), data = words::quoted(data)))
                }
            };
            ("build-sent", line)
        }
        Failing::Recv { count, stream, .. } => {
            let line = match stream.get(..*count) {
                _ if over => wrong(),
                Some(must) => (None, msg!("build-to-return", must = words::quoted(must))),
                None => (None, msg!("build-to-raise", count = *count, came = stream.len())),
            };
            ("build-returned", line)
        }
        _ => return None,
    };
    Some(Due { title: app.texts.get(title), line: (right, app.texts.say(&line)) })
}

/// Where the stream is cut in the case.
fn cuts(result: &Result) -> Vec<u64> {
    let cuts = match result {
        Result::Fails(failing) => match &**failing {
            Failing::Recv { cuts, .. } => cuts.as_slice(),
            Failing::Conversation(case) => &case.cuts,
            _ => &[],
        },
        _ => &[],
    };
    cuts.iter().map(|cut| *cut as u64).collect()
}

fn sentence(app: &App, work: &Work) -> (String, Tone) {
    let texts = &app.texts;
    let say = |message: Message| (texts.say(&message), Tone::Plain);
    let Result::Fails(failing) = &work.result else {
        return match work.result {
            Result::Works => {
                let build = &app.exercises.build;
                let last = build.shown + 1 == PUZZLES.len();
                let all = build.works().iter().all(|work| work.solved);
                let next = texts.get(match (last, all) {
                    (false, _) => "build-works-next",
                    (true, false) => "build-works-last",
                    (true, true) => "build-works-all",
                });
                (format!("{} {next}", texts.get(sentences(work).2)), Tone::Strong)
            }
            Result::Going(_) => say(msg!("build-going")),
            _ if work.placed.is_empty() => say(msg!("build-say-begin")),
            _ => say(msg!("build-say", against = texts.get(sentences(work).1))),
        };
    };
    let case = case(app, failing);
    let Some(play) = &app.exercises.build.play else { return (case, Tone::Fault) };
    if let PlayState::Failed(why) = &play.state {
        return (texts.say(why), Tone::Fault);
    }
    match (play.has_begun(), play.is_over()) {
        (false, _) => say(msg!("build-fails", case = case)),
        (true, true) => say(msg!("build-failed", case = case, wrong = texts.say(&failing.wrong()))),
        _ => {
            let line = played::lines(play).0.first().copied().unwrap_or(0);
            say(words::step(texts, play, line, must(failing)))
        }
    }
}

/// The case, in words.
fn case(app: &App, failing: &Failing) -> String {
    match failing {
        Failing::Conversation(case) => {
            let sent = words::sent(&app.texts, &case.conversation);
            app.texts.say(&msg!("build-case", sent = sent, cuts = case.cuts.len()))
        }
        _ => app.texts.say(&failing.message()),
    }
}

fn arranging(app: &App, work: &Work, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
    let (above, left, right) = panes(app, work, look, area);
    let task = app.texts.get(sentences(work).0);
    Sentence { text: &task, tone: Tone::Plain }.draw(look, above, buf);
    program(app, work, look, left, buf);
    lines(app, work, look, right, buf);
}

/// The task above the program and the lines that are left.
fn panes(app: &App, work: &Work, look: &Look<'_>, area: Rect) -> (Rect, Rect, Rect) {
    let task = app.texts.get(sentences(work).0);
    let height = Sentence { text: &task, tone: Tone::Plain }.height(look, area.width).min(3);
    let gap = u16::from(area.height >= 20);
    let below = Rect { y: area.y + height + gap, height: area.height.saturating_sub(height + gap), ..area };
    let (left, right) = split(below, 52);
    (Rect { height, ..area }, left, right)
}

/// Lines of a pane, each in its rows.
struct Rows {
    lines: Vec<Vec<String>>,
    heights: Vec<usize>,
    seen: Range<usize>,
}

impl Rows {
    fn new(lines: Vec<Vec<String>>, area: Rect, now: usize) -> Rows {
        let heights: Vec<usize> = lines.iter().map(Vec::len).collect();
        let seen = seen(&heights, usize::from(area.height.saturating_sub(1)), Some(now), 0);
        Rows { lines, heights, seen }
    }

    /// The program: what is given, and below it what was moved there.
    fn program(work: &Work, area: Rect) -> Rows {
        let width = area.width.saturating_sub(PROGRAM);
        let source = work.puzzle().source(&work.placed);
        let lines: Vec<Vec<String>> = source.lines().map(|text| rows(text, width, 0)).collect();
        let given = work.puzzle().given.lines().count();
        Rows::new(lines, area, given + work.at.min(work.placed.len().saturating_sub(1)))
    }

    /// The lines that are left.
    fn left(work: &Work, area: Rect) -> Rows {
        let (left, width) = (work.left(), area.width.saturating_sub(LEFT));
        let lines = left.iter().map(|line| rows(work.puzzle().lines[*line], width, 0)).collect();
        Rows::new(lines, area, work.line.min(left.len().saturating_sub(1)))
    }

    /// The line at `y`.
    fn at(&self, area: Rect, y: u16) -> Option<usize> {
        let row = usize::from(y.checked_sub(area.y + 1)?);
        at_row(&self.heights, self.seen.clone(), row)
    }

    /// How many lines lie above and below, in words.
    fn hidden(&self, look: &Look<'_>) -> String {
        more(look, self.seen.start, self.lines.len() - self.seen.end)
    }

    /// The lines that are seen, with the place of each row.
    fn each(&self, area: Rect) -> impl Iterator<Item = (usize, u16, &[String])> {
        self.seen.clone().scan(area.y + 1, |y, index| {
            let here = *y;
            *y = y.saturating_add(u16::try_from(self.heights[index]).unwrap_or(u16::MAX));
            Some((index, here, self.lines[index].as_slice()))
        })
    }
}

/// Columns before the text of a line of the program, and of one that is left.
const PROGRAM: u16 = 6;
const LEFT: u16 = 3;

/// What stands at a point.
pub(super) fn hit(app: &App, screen: Rect, x: u16, y: u16) -> Option<Hit> {
    let build = &app.exercises.build;
    if build.play.is_some() {
        return None;
    }
    let work = build.work();
    let (_, program, left) = panes(app, work, &super::super::look(app), inner(screen));
    let point = (x, y).into();
    if program.contains(point) {
        let given = work.puzzle().given.lines().count();
        return Rows::program(work, program).at(program, y)?.checked_sub(given).map(Hit::Placed);
    }
    Rows::left(work, left).at(left, y).filter(|_| left.contains(point)).map(Hit::Left)
}

/// The keys of what each task says: what is asked, what a program is run against, that it works.
fn sentences(work: &Work) -> (&'static str, &'static str, &'static str) {
    match work.puzzle().task {
        Task::SendAll => ("build-task-sendall", "build-against-sendall", "build-works-sendall"),
        Task::RecvExactly => ("build-task-recv-exactly", "build-against-recv-exactly", "build-works-recv-exactly"),
        Task::Receiver => ("build-task-receiver", "build-against-receiver", "build-works-receiver"),
    }
}

/// The program so far; what is given stands above it.
fn program(app: &App, work: &Work, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
    let focused = work.side == Side::Program;
    let given = work.puzzle().given.lines().count();
    let rows = Rows::program(work, area);
    let title = app.texts.get("build-program");
    TitledRule { title: &title, right: &rows.hidden(look), focused }.draw(look, area, buf);
    for (index, y, lines) in rows.each(area) {
        put(look, area, buf, (area.x + 2, y), &format!("{:3}", index + 1), look.style(Role::Quiet));
        let here = index.checked_sub(given) == Some(work.at);
        if here {
            let role = if focused { Role::Focus } else { Role::Quiet };
            put(look, area, buf, (area.x + 1, y), &look.glyphs.row.to_string(), look.style(role));
        }
        let wrong = matches!(&work.result, Result::Fails(failing)
            if matches!(&**failing, Failing::Code(error) if error.line as usize == index + 1));
        if wrong {
            put(look, area, buf, (area.x, y), &look.glyphs.no.to_string(), look.style(Role::Fault));
        }
        let role = match (wrong, here && focused) {
            (true, _) => Role::Fault,
            (_, true) => Role::Strong,
            _ if index < given => Role::Quiet,
            _ => Role::Text,
        };
        for (y, text) in (y..).zip(lines) {
            put(look, area, buf, (area.x + PROGRAM, y), text, look.style(role));
        }
    }
    if work.placed.is_empty() {
        let y = area.y + 1 + u16::try_from(rows.heights[rows.seen.clone()].iter().sum::<usize>()).unwrap_or(0);
        let text = app.texts.get("build-empty");
        let room = area.width.saturating_sub(PROGRAM);
        put_folded(look, area, buf, (area.x + PROGRAM, y), room, &text, look.style(Role::Quiet));
    }
}

/// The lines that are left.
fn lines(app: &App, work: &Work, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
    let focused = work.side == Side::Lines;
    let rows = Rows::left(work, area);
    let at = work.line.min(rows.lines.len().saturating_sub(1));
    let title = app.texts.get("build-lines");
    TitledRule { title: &title, right: &rows.hidden(look), focused }.draw(look, area, buf);
    for (index, y, lines) in rows.each(area) {
        let here = index == at;
        if here {
            let role = if focused { Role::Focus } else { Role::Quiet };
            put(look, area, buf, (area.x + 1, y), &look.glyphs.row.to_string(), look.style(role));
        }
        let style = look.style(if here && focused { Role::Strong } else { Role::Text });
        for (y, text) in (y..).zip(lines) {
            put(look, area, buf, (area.x + LEFT, y), text, style);
        }
    }
}
