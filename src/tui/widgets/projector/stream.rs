//! The lanes in big boxes.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{say, words};
use crate::tui::theme::Role;
use crate::tui::widgets::put;
use crate::tui::widgets::sentence::wrap;
use crate::tui::widgets::{Lanes, Look};

/// With so many lines below the lanes the words can be large, too.
const LARGE: u16 = 9;

/// The lanes in boxes as large as the screen allows; below them what happened, and what the hall is asked.
///
/// ```text
///             0      1      2
///         ┏a━━━━━┯━━━━━━┳b━━━━━┓
///         ┃ █    │  ▄▄  ┃ █    ┃
///  sent   ┃ █▀▀▄ │ █▄▄█ ┃ █▀▀▄ ┃
///         ┃ █  █ │ ▀▄▄▄ ┃ █▄▄▀ ┃
///         ┗━━━━━━┷━━━━━━┻━━━━━━┛
///         recv returned 2. The next recv waits: nothing has arrived.
///
///         What can buf2 become?
/// ```
#[derive(Debug, Clone)]
pub struct BigStream<'a> {
    /// The lanes; their scale is chosen here.
    pub lanes: Lanes<'a>,
    /// What happened.
    pub sentence: &'a str,
    /// What the hall is asked; may be empty.
    pub question: &'a str,
}

impl<'a> BigStream<'a> {
    /// Where the lanes stand, and the lanes as they are drawn. The same throughout a run, whatever is said below them.
    pub fn lanes(&self, area: Rect) -> (Rect, Lanes<'a>) {
        let side = u16::from(area.width > 16);
        let below = match area.height {
            45.. => LARGE + 2,
            20.. => 5,
            height => height / 4,
        };
        let room =
            Rect { x: area.x + side, width: area.width - 2 * side, height: area.height.saturating_sub(below), ..area };
        let lanes = Lanes { scale: self.lanes.largest(room), notes: false, ..self.lanes.clone() };
        let height = lanes.height(room.height);
        // What is left over goes above and below alike, so that the lanes stand in the middle of the wall.
        let down = (room.height - height) / 3;
        (Rect { y: room.y + down, height, ..room }, lanes)
    }

    /// Draws lanes and words.
    pub fn draw(&self, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
        let area = area.intersection(buf.area);
        if area.is_empty() {
            return;
        }
        let (place, lanes) = self.lanes(area);
        lanes.draw(look, place, buf);
        let gap = u16::from(area.bottom().saturating_sub(place.bottom()) >= 5);
        let y = (place.bottom() + gap).min(area.bottom());
        let below = Rect { y, height: area.bottom() - y, ..words(area) };
        let texts = [(self.sentence, Role::Text), (self.question, Role::Strong)];
        if below.height >= LARGE {
            return say(look, below, buf, &texts, None);
        }
        // With fewer lines the words would be large at one step and small at the next.
        let mut y = below.y;
        for (text, role) in texts.into_iter().filter(|(text, _)| !text.is_empty()) {
            let lines = wrap(look, text, below.width);
            for line in &lines {
                put(look, below, buf, (below.x, y), line, look.style(role));
                y = y.saturating_add(1);
            }
            y = y.saturating_add(u16::from(below.bottom().saturating_sub(y) >= 2));
        }
    }
}
