//! A row's answer: its claim on the ruler, the verdict, and why.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{say, words};
use crate::tui::theme::Role;
use crate::tui::view::ClaimView;
use crate::tui::widgets::{ClaimPanel, Lanes, Look};

/// Lines that the verdict and the reason have at least, with the blank ones.
const WORDS: u16 = 8;

/// The answer to a row: what was sent, below it the row's bytes where they really are, then the verdict and the reason.
///
/// ```text
///             0      1      2      3
///         ┏a━━━━━┯━━━━━━┳b━━━━━┯━━━━━━┓
///  sent   ┃ █    │  ▄▄  ┃ █    │ ▄  ▄ ┃
///         ┗━━━━━━┷━━━━━━┻━━━━━━┷━━━━━━┛
///         ┏a━━━━━┯░░░░░░┯b━━━━━┓
///  claim  ┃ █    │░░░░░░│ █    ┃
///         ┗buf1━━┷░░░░░░┷━━━━━━┛
///                ╰─gap──╯  ▲
///         ✗ gap
/// ```
#[derive(Debug, Clone)]
pub struct BigAnswer<'a> {
    /// What was sent; scale and form are chosen here.
    pub lanes: Lanes<'a>,
    /// The row on the ruler; none where it says nothing about these bytes.
    pub claim: Option<&'a ClaimView>,
    /// Possible, or the rule that it breaks.
    pub verdict: &'a str,
    /// Why, in one sentence.
    pub why: &'a str,
}

impl<'a> BigAnswer<'a> {
    /// Where what was sent and the claim stand, and the lanes as they are drawn; none where there is no room for them.
    pub fn lanes(&self, area: Rect) -> Option<(Rect, Rect, Lanes<'a>)> {
        let claim = self.claim?;
        let side = u16::from(area.width > 16);
        let room = Rect { x: area.x + side, width: area.width - 2 * side, ..area };
        let height = room.height.checked_sub(WORDS.min(room.height / 2))?;
        let least = Lanes { notes: false, alone: true, ..self.lanes.clone() };
        let own = |lanes: &Lanes<'a>| lanes.height(u16::MAX);
        let needs = |lanes: &Lanes<'a>| {
            let panel = ClaimPanel::new(lanes, claim);
            own(lanes).saturating_add(panel.height())
        };
        let largest = least.largest(Rect { height, ..room });
        let scales = (0..=largest).rev().map(|scale| Lanes { scale, ..least.clone() });
        let lanes = scales.into_iter().find(|lanes| needs(lanes) <= height)?;
        let top = Rect { height: own(&lanes), ..room };
        let below = Rect { y: top.bottom(), height: needs(&lanes) - top.height, ..room };
        Some((top, below, lanes))
    }

    /// Draws the answer.
    pub fn draw(&self, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
        let area = area.intersection(buf.area);
        if area.is_empty() {
            return;
        }
        let mut y = area.y;
        match (self.lanes(area), self.claim) {
            (Some((top, below, lanes)), Some(claim)) => {
                lanes.draw(look, top, buf);
                ClaimPanel::new(&lanes, claim).draw(look, below, buf);
                y = below.bottom();
            }
            _ => y += area.height / 8,
        }
        let y = (y + u16::from(area.bottom().saturating_sub(y) >= 6)).min(area.bottom());
        // Large letters keep away from the last line.
        let away = u16::from(area.height >= 30);
        let rest = Rect { y, height: (area.bottom() - y).saturating_sub(away), ..words(area) };
        say(look, rest, buf, &[(self.verdict, Role::Strong), (self.why, Role::Text)], Some(0));
    }
}
