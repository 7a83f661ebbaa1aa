//! The screens on which receivers are broken and built: what they share.

pub(super) mod breaks;
pub(super) mod build;
pub(super) mod gym;
mod list;
mod played;
mod words;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::tui::app::play::{Calls, Play, PlayState};
use crate::tui::app::{App, Screen};
use crate::tui::theme::Role;
use crate::tui::widgets::{At, Lanes, Look, Sentence, Stage, Tone, put, put_folded, put_right};

/// What stands under a point of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hit {
    /// A line of the list: an index, or behind the receivers what the walk-through says.
    Entry(usize),
    /// A line of source, from 1.
    Line(u32),
    /// The place before this byte.
    Place(u64),
    /// A line that is left.
    Left(usize),
    /// A line of the program.
    Placed(usize),
}

/// What stands at (x, y) of the screen that is shown.
pub(crate) fn hit(app: &App, x: u16, y: u16) -> Option<Hit> {
    let screen = super::whole(app.size)?;
    match app.screen {
        Screen::Breaks => breaks::hit(app, screen, x, y),
        Screen::Gym => gym::hit(app, screen, x, y),
        Screen::Build => build::hit(app, screen, x, y),
        _ => None,
    }
}

/// Whether the list of receivers has the source beside it.
pub(crate) fn has_source_beside(size: (u16, u16)) -> bool {
    list::has_source_beside(size.0.saturating_sub(2))
}

/// Lines kept for what is said.
fn lines_said(screen: Rect) -> u16 {
    if screen.width < 110 || screen.height >= 30 { 3 } else { 2 }
}

/// The area between the top and what is said.
fn inner(screen: Rect) -> Rect {
    let area = Rect { x: screen.x + 1, y: screen.y, width: screen.width - 2, height: screen.height - 1 };
    let foot = area.bottom() - lines_said(screen);
    let top = area.y + 3 - u16::from(area.height < 30);
    Rect { y: top, height: foot.saturating_sub(top + 1), ..area }
}

/// Lines of the area from which on the bytes may take more of it.
const TALL: u16 = 48;

/// Whether these bytes have room for big letters in so many lines of the area.
fn has_room_for_big(lanes: &Lanes<'_>, area: Rect, lines: u16) -> bool {
    area.height >= TALL && lanes.largest(Rect { height: lines, ..area }) > 0
}

/// What stands at the top and at the foot of each of them.
struct Frame<'a> {
    /// The screen's name.
    title: String,
    /// What it is about now: the receiver, the exercise.
    subject: String,
    /// Where we are, where there is something to predict.
    stage: Option<At>,
    /// What runs.
    play: Option<&'a Play>,
    /// What is shown was found by the model.
    model: bool,
    /// What is said, and how.
    said: (String, Tone),
}

impl Frame<'_> {
    /// Draws it; returns the area between.
    fn draw(&self, app: &App, look: &Look<'_>, screen: Rect, buf: &mut Buffer) -> Rect {
        let area = Rect { x: screen.x + 1, y: screen.y, width: screen.width - 2, height: screen.height - 1 };
        let line = Rect { height: 1, ..area };
        let name = app.texts.get("lab-program");
        let x = line.x + put(look, line, buf, (line.x, line.y), &name, look.style(Role::Strong)) + 3;
        let stage = 36.min(line.width / 2);
        let room = line.right().saturating_sub(x + if self.stage.is_some() { stage } else { 0 });
        put_folded(look, line, buf, (x, line.y), room, &self.title, look.style(Role::Text));
        if let Some(at) = self.stage {
            Stage { at }.draw(look, Rect { x: line.right() - stage, width: stage, ..line }, buf);
        }
        let line = Rect { y: area.y + 1, height: 1, ..area };
        let live = self.play.map_or(if self.model { "play-model" } else { "lab-nothing-ran" }, live);
        let taken = put_right(look, line, buf, line.y, &app.texts.get(live), look.style(Role::Quiet));
        let room = line.width.saturating_sub(taken + 2);
        put_folded(look, line, buf, (line.x, line.y), room, &self.subject, look.style(Role::Strong));

        let lines = lines_said(screen);
        // What is said of a run in the end stays where a notice has room beside it.
        let over = self.play.is_some_and(|play| play.has_begun() && play.is_over());
        let (text, tone) = match &app.notice {
            Some(notice) => {
                let notice_text = app.texts.say(&notice.message);
                let both = format!("{} {notice_text}", self.said.0);
                let fits = Sentence { text: &both, tone: Tone::Plain }.height(look, area.width) <= lines;
                match over && fits {
                    true => (both, self.said.1),
                    false => (notice_text, if notice.fault { Tone::Fault } else { Tone::Plain }),
                }
            }
            None => (self.said.0.clone(), self.said.1),
        };
        let said = Sentence { text: &text, tone };
        let height = said.height(look, area.width).clamp(1, lines);
        said.draw(look, Rect { y: area.bottom() - lines, height, ..area }, buf);
        inner(screen)
    }
}

/// What runs, in words.
fn live(play: &Play) -> &'static str {
    match (&play.calls, &play.state) {
        (Calls::Model(_), _) => "play-model",
        (Calls::Sockets { .. }, PlayState::Idle) => "lab-nothing-ran",
        (Calls::Sockets { .. }, _) => "lab-live",
    }
}

/// The room of a source, and below it that of what its helpers do, where there are some. Half of that says nothing: where
/// little room is left for the source, it has all.
fn with_helpers(look: &Look<'_>, area: Rect, helpers: Option<&str>) -> (Rect, Rect) {
    let width = area.width.saturating_sub(1);
    let height = helpers.map_or(0, |text| Sentence { text, tone: Tone::Quiet }.height(look, width));
    let height = if height <= area.height / 3 { height } else { 0 };
    let source = Rect { height: area.height - height, ..area };
    (source, Rect { x: area.x + 1, y: source.bottom(), width, height })
}

/// Two panes side by side; the first gets so many of a hundred columns.
fn split(area: Rect, share: u16) -> (Rect, Rect) {
    let left = (area.width.saturating_sub(3) * share) / 100;
    let right = area.width.saturating_sub(left + 3);
    (Rect { width: left, ..area }, Rect { x: area.x + left + 3, width: right, ..area })
}
