//! Something in front of the screen: help, a question.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::{Look, TitledRule, put_folded};
use crate::tui::theme::Role;

/// An overlay: reverse title line, a light rule above and below, the rest of the screen dimmed.
///
/// ```text
/// ────────────────────────────────────
///  help                                   (reverse)
///
///  …what the caller draws inside…
///
/// ────────────────────────────────────
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Overlay<'a> {
    /// Its title.
    pub title: &'a str,
    /// How wide its inside wants to be.
    pub width: u16,
    /// How high its inside wants to be.
    pub height: u16,
}

impl Overlay<'_> {
    /// Dims `screen`, clears a place in the middle and draws the frame. Returns the area inside.
    pub fn draw(&self, look: &Look<'_>, screen: Rect, buf: &mut Buffer) -> Rect {
        let screen = screen.intersection(buf.area);
        if screen.is_empty() {
            return screen;
        }
        dim(look, screen, buf);
        let frame = screen.centered(
            ratatui::layout::Constraint::Length(self.width.saturating_add(4).min(screen.width)),
            ratatui::layout::Constraint::Length(self.height.saturating_add(5).min(screen.height)),
        );
        for position in frame.positions() {
            buf[position].reset();
        }
        buf.set_style(frame, look.theme.page());
        TitledRule::default().draw(look, frame, buf);
        if frame.height > 1 {
            let title = Rect { y: frame.y + 1, height: 1, ..frame };
            buf.set_style(title, look.style(Role::OverlayTitle));
            put_folded(
                look,
                title,
                buf,
                (title.x + 2, title.y),
                title.width.saturating_sub(4),
                self.title,
                Style::new(),
            );
        }
        if frame.height > 4 {
            TitledRule::default().draw(look, Rect { y: frame.bottom() - 1, height: 1, ..frame }, buf);
        }
        let inside = Rect {
            x: frame.x + 2.min(frame.width),
            y: frame.y + 3.min(frame.height),
            width: frame.width.saturating_sub(4),
            height: frame.height.saturating_sub(5),
        };
        inside.intersection(frame)
    }
}

/// What stands behind loses its fills and its weight, so that only the overlay has any.
fn dim(look: &Look<'_>, screen: Rect, buf: &mut Buffer) {
    for position in screen.positions() {
        let symbol = buf[position].symbol().to_owned();
        buf[position].reset();
        buf[position].set_symbol(&symbol);
    }
    buf.set_style(screen, look.theme.page());
    buf.set_style(screen, look.style(Role::Quiet));
    if look.theme.depth == crate::tui::theme::Depth::Ansi16 {
        buf.set_style(screen, Style::new().add_modifier(Modifier::DIM));
    }
}
