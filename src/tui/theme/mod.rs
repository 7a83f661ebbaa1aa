//! Colours by role, never by name: hue says which send, and nothing else but fault and cursor has one.
//!
//! The terminal's own background and text colour are kept, but for high contrast. Without colour *no colour at all is
//! set*: crossterm 0.29 under `NO_COLOR` answers a colour with a reset, which would cancel reverse video.

mod detect;
mod palette;

pub use detect::{Announced, ColorChoice};
pub use palette::contrast;

use ratatui::style::{Color, Modifier, Style};

use palette::{FAULT, FAULT_HIGH, FOCUS, Fill, Ink, QUIET, SENDS};

/// How many colours the terminal shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Depth {
    /// None: bold, underline, reverse and shapes carry everything.
    #[default]
    NoColor,
    /// The sixteen of ANSI.
    Ansi16,
    /// The 256 of xterm.
    Ansi256,
    /// 24 bits.
    TrueColor,
}

/// What page the colours stand on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Kind {
    /// The terminal's own dark background.
    #[default]
    Dark,
    /// The terminal's own light background.
    Light,
    /// White on black, for projectors.
    HighContrastDark,
    /// Black on white, for projectors.
    HighContrastLight,
}

impl Kind {
    /// All kinds, in the order in which a key steps through them.
    pub const ALL: [Kind; 4] = [Kind::Dark, Kind::Light, Kind::HighContrastDark, Kind::HighContrastLight];

    /// The kind after this one, round and round.
    #[must_use]
    pub fn next(self) -> Kind {
        let at = Kind::ALL.iter().position(|kind| *kind == self).unwrap_or(0);
        Kind::ALL[(at + 1) % Kind::ALL.len()]
    }

    /// The page for a projector: high contrast, black unless white was asked for.
    #[must_use]
    pub fn for_a_hall(self) -> Kind {
        if self == Kind::HighContrastLight { self } else { Kind::HighContrastDark }
    }

    fn is_light(self) -> bool {
        matches!(self, Kind::Light | Kind::HighContrastLight)
    }

    fn is_high_contrast(self) -> bool {
        matches!(self, Kind::HighContrastDark | Kind::HighContrastLight)
    }
}

/// What a piece of the screen means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// Ordinary words, ✓ and ✗, numbers.
    Text,
    /// Words that matter now: a result, the running call.
    Strong,
    /// Notes, the ruler, what has not happened yet.
    Quiet,
    /// The title of a pane without the focus, and its rule.
    Title,
    /// The title of the pane with the focus.
    FocusedTitle,
    /// The rule of the pane with the focus.
    FocusedRule,
    /// The walls of byte boxes.
    Wall,
    /// The key of a footer's pair.
    Key,
    /// What is wrong with a claim: its walls, its `░`, its `▲`; errors.
    Fault,
    /// The row cursor, range brackets.
    Focus,
    /// The byte under the cursor, and its number on the ruler.
    Cursor,
    /// The title line of an overlay.
    OverlayTitle,
    /// A byte that was sent, or read: its cell is filled. The number of the send, from 0.
    Fill(usize),
    /// A byte in flight, and a send's letter.
    Ink(usize),
    /// A byte that has arrived and waits to be read.
    Arrived(usize),
}

/// A depth and a kind: what every style on screen comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Theme {
    /// How many colours.
    pub depth: Depth,
    /// On what page.
    pub kind: Kind,
}

impl Theme {
    /// A theme for a terminal that shows `depth` colours on a page of this `kind`.
    pub fn new(depth: Depth, kind: Kind) -> Self {
        Theme { depth, kind }
    }

    /// What the whole screen is painted with before anything else: nothing, but for high contrast.
    pub fn page(&self) -> Style {
        if self.depth == Depth::NoColor || !self.kind.is_high_contrast() {
            return Style::new();
        }
        let (black, white) = match self.depth {
            Depth::TrueColor => (Color::Rgb(0, 0, 0), Color::Rgb(255, 255, 255)),
            Depth::Ansi256 => (Color::Indexed(16), Color::Indexed(231)),
            _ => (Color::Black, Color::White),
        };
        if self.kind.is_light() { Style::new().fg(black).bg(white) } else { Style::new().fg(white).bg(black) }
    }

    /// Ordinary text over cells that were drawn before: takes their colour and weight away.
    pub fn plain(&self) -> Style {
        let style = Style::new().remove_modifier(Modifier::BOLD | Modifier::UNDERLINED);
        if self.has_colour() { style.fg(self.page().fg.unwrap_or(Color::Reset)) } else { style }
    }

    /// The style of a role.
    pub fn style(&self, role: Role) -> Style {
        let text = Style::new();
        match role {
            Role::Text | Role::Wall => text,
            Role::Strong | Role::FocusedTitle | Role::Key => text.add_modifier(Modifier::BOLD),
            Role::FocusedRule => text,
            Role::Quiet | Role::Title => self.quiet(),
            Role::Fault => self.fault(),
            Role::Focus => self.focus(),
            Role::Cursor => self.cursor(),
            Role::OverlayTitle => text.add_modifier(Modifier::BOLD | Modifier::REVERSED),
            Role::Fill(send) => self.fill(send),
            Role::Ink(send) => self.ink(send),
            Role::Arrived(send) => match self.depth {
                Depth::NoColor => text,
                _ => self.ink(send).add_modifier(Modifier::BOLD),
            },
        }
    }

    /// What an escape (`\n`) or a byte in hex has on top of its cell's style, so that `\n` is never taken for two bytes.
    pub fn escape(&self) -> Modifier {
        if self.depth == Depth::NoColor { Modifier::UNDERLINED } else { Modifier::ITALIC }
    }

    /// Whether any colour may be set at all.
    pub fn has_colour(&self) -> bool {
        self.depth != Depth::NoColor
    }

    fn fill(&self, send: usize) -> Style {
        let Fill { back, front, .. } = &SENDS[send % SENDS.len()];
        match self.depth {
            Depth::NoColor => Style::new().add_modifier(Modifier::BOLD),
            depth => Style::new().fg(front.at(depth)).bg(back.at(depth)).add_modifier(Modifier::BOLD),
        }
    }

    fn ink(&self, send: usize) -> Style {
        let Fill { dark, light, .. } = &SENDS[send % SENDS.len()];
        self.in_ink(if self.kind.is_light() { light } else { dark })
    }

    fn in_ink(&self, ink: &Ink) -> Style {
        match self.depth {
            Depth::NoColor => Style::new(),
            depth => Style::new().fg(ink.at(depth)),
        }
    }

    fn quiet(&self) -> Style {
        if self.kind.is_high_contrast() || self.depth == Depth::Ansi16 {
            return Style::new();
        }
        self.in_ink(if self.kind.is_light() { &QUIET.1 } else { &QUIET.0 })
    }

    fn fault(&self) -> Style {
        let ink = match self.kind {
            Kind::Dark => &FAULT.0,
            Kind::HighContrastDark => &FAULT_HIGH,
            _ => &FAULT.1,
        };
        let style = self.in_ink(ink);
        let bold = self.depth == Depth::NoColor || (self.depth == Depth::Ansi16 && self.kind.is_light());
        if bold { style.add_modifier(Modifier::BOLD) } else { style }
    }

    fn focus(&self) -> Style {
        match self.depth {
            Depth::NoColor => Style::new().add_modifier(Modifier::BOLD),
            Depth::Ansi16 if self.kind.is_light() => Style::new().add_modifier(Modifier::REVERSED),
            _ => self.in_ink(if self.kind.is_light() { &FOCUS.light } else { &FOCUS.dark }),
        }
    }

    fn cursor(&self) -> Style {
        match self.depth {
            Depth::NoColor => Style::new().add_modifier(Modifier::REVERSED),
            Depth::Ansi16 if self.kind.is_light() => Style::new().add_modifier(Modifier::REVERSED),
            depth if self.kind.is_light() => {
                Style::new().fg(palette::WHITE.at(depth)).bg(FOCUS.light.at(depth)).add_modifier(Modifier::BOLD)
            }
            depth => Style::new().fg(FOCUS.front.at(depth)).bg(FOCUS.back.at(depth)).add_modifier(Modifier::BOLD),
        }
    }
}

#[cfg(test)]
mod tests;
