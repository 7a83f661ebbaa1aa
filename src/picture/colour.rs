//! Terminal colours as they are usually shown.

use ratatui::style::Color;

/// The sixteen, as xterm shows them (a terminal may be set otherwise).
const SIXTEEN: [u32; 16] = [
    0x000000, 0xCD0000, 0x00A000, 0xCDCD00, 0x2A5FD0, 0xCD00CD, 0x00CDCD, 0xE5E5E5, 0x7F7F7F, 0xFF5555, 0x55DD55,
    0xFFFF55, 0x5C9CFF, 0xFF55FF, 0x55FFFF, 0xFFFFFF,
];

/// A colour as `0xRRGGBB`; none for the terminal's own.
pub(super) fn rgb(colour: Color) -> Option<u32> {
    let index = match colour {
        Color::Reset => return None,
        Color::Rgb(red, green, blue) => return Some(u32::from_be_bytes([0, red, green, blue])),
        Color::Indexed(index) => index,
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 8,
        Color::LightRed => 9,
        Color::LightGreen => 10,
        Color::LightYellow => 11,
        Color::LightBlue => 12,
        Color::LightMagenta => 13,
        Color::LightCyan => 14,
        Color::White => 15,
    };
    Some(indexed(index))
}

/// The 256 of xterm: sixteen, a cube of six to the third, 24 greys.
fn indexed(index: u8) -> u32 {
    match index {
        0..16 => SIXTEEN[usize::from(index)],
        16..232 => {
            let step = |part: u8| if part == 0 { 0 } else { 55 + 40 * u32::from(part) };
            let cube = index - 16;
            step(cube / 36) << 16 | step(cube / 6 % 6) << 8 | step(cube % 6)
        }
        232.. => 0x010101 * (8 + 10 * u32::from(index - 232)),
    }
}
