//! Buffers as SVG.

use chunkscope::picture::{Options, svg};
use chunkscope::tui::theme::{Depth, Kind};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};

use crate::scene::{Moment, lab, with_look};

#[test]
fn a_small_picture() {
    let mut buf = Buffer::empty(Rect::new(0, 0, 14, 4));
    buf.set_string(0, 0, "┏a━━┯━━━┓╭──╮", Style::new());
    buf.set_string(0, 1, "┃ h │ i ┃", Style::new());
    buf.set_style(
        Rect::new(1, 1, 3, 1),
        Style::new().fg(Color::White).bg(Color::Rgb(0, 0x72, 0xB2)).add_modifier(Modifier::BOLD),
    );
    buf.set_string(0, 2, "a <b> & \"c\" 日", Style::new().add_modifier(Modifier::UNDERLINED));
    buf.set_string(0, 3, "░▓ rev ▏▉ \u{2713}", Style::new().add_modifier(Modifier::REVERSED));
    insta::assert_snapshot!(svg(&buf, &Options::dark("a <small> picture")));
}

#[test]
fn the_same_buffer_gives_the_same_picture() {
    let draw = || {
        with_look(Depth::TrueColor, Kind::Dark, false, |look| {
            svg(&lab(look, Moment::Revealed, 120, 36), &Options::dark("the lab"))
        })
    };
    assert_eq!(draw(), draw());
    assert!(draw().len() < 100_000, "{} bytes", draw().len());
}

#[test]
fn nothing_at_all_is_a_picture_too() {
    let empty = svg(&Buffer::empty(Rect::new(0, 0, 0, 0)), &Options::light(""));
    assert!(empty.starts_with("<svg") && empty.ends_with("</svg>\n"));
}
