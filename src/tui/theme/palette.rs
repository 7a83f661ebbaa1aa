//! The table of colours: hues after Okabe and Ito, which people of every colour vision tell apart.

use ratatui::style::Color;

use super::Depth;

/// One colour at each depth.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ink {
    pub(super) rgb: u32,
    pub(super) of_256: u8,
    pub(super) of_16: Color,
}

impl Ink {
    pub(super) fn at(&self, depth: Depth) -> Color {
        match depth {
            Depth::TrueColor => Color::from_u32(self.rgb),
            Depth::Ansi256 => Color::Indexed(self.of_256),
            Depth::Ansi16 => self.of_16,
            Depth::NoColor => Color::Reset,
        }
    }
}

/// A fill with its text, and the same hue as ink on a dark and on a light page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fill {
    pub(super) back: Ink,
    pub(super) front: Ink,
    pub(super) dark: Ink,
    pub(super) light: Ink,
}

const fn ink(rgb: u32, of_256: u8, of_16: Color) -> Ink {
    Ink { rgb, of_256, of_16 }
}

/// Text on dark fills.
pub(super) const WHITE: Ink = ink(0xFFFFFF, 231, Color::White);
/// Text on light fills.
pub(super) const BLACK: Ink = ink(0x000000, 16, Color::Black);

/// The sends a, b, c, d; further sends begin again at a.
pub(super) const SENDS: [Fill; 4] = [
    Fill {
        back: ink(0x0072B2, 25, Color::Blue),
        front: WHITE,
        dark: ink(0x56B4E9, 74, Color::LightBlue),
        light: ink(0x0072B2, 25, Color::Blue),
    },
    Fill {
        back: ink(0xE69F00, 178, Color::Yellow),
        front: BLACK,
        dark: ink(0xE69F00, 178, Color::LightYellow),
        light: ink(0x8A5A00, 94, Color::Yellow),
    },
    Fill {
        back: ink(0x009E73, 36, Color::Green),
        front: BLACK,
        dark: ink(0x2FC39A, 36, Color::LightGreen),
        light: ink(0x00694D, 23, Color::Green),
    },
    Fill {
        back: ink(0xCC79A7, 175, Color::Magenta),
        front: Ink { rgb: BLACK.rgb, of_256: BLACK.of_256, of_16: Color::White },
        dark: ink(0xCC79A7, 175, Color::LightMagenta),
        light: ink(0x94406F, 89, Color::Magenta),
    },
];

/// Fault on a dark and on a light page.
pub(super) const FAULT: (Ink, Ink) = (ink(0xD55E00, 166, Color::LightRed), ink(0xA84300, 130, Color::Red));
/// Fault on the black page of high contrast.
pub(super) const FAULT_HIGH: Ink = ink(0xFF7F2A, 208, Color::LightRed);

/// Focus and cursor.
pub(super) const FOCUS: Fill = Fill {
    back: ink(0xF0E442, 227, Color::LightYellow),
    front: BLACK,
    dark: ink(0xF0E442, 227, Color::LightYellow),
    light: ink(0x1B1D21, 234, Color::Black),
};

/// Quiet on a dark and on a light page. Sixteen colours have no readable grey (8 is often invisible): see `Theme::quiet`.
pub(super) const QUIET: (Ink, Ink) = (ink(0x9AA0A8, 247, Color::Reset), ink(0x63676E, 242, Color::Reset));

/// The contrast ratio of two colours, 1 to 21 (WCAG 2.1, "contrast ratio").
pub fn contrast(one: u32, other: u32) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Relative luminance, 0 to 1 (WCAG 2.1).
fn luminance(rgb: u32) -> f64 {
    let channel = |shift: u32| {
        let value = f64::from((rgb >> shift) & 0xFF) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(16) + 0.7152 * channel(8) + 0.0722 * channel(0)
}
