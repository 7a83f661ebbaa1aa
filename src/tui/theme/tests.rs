use super::palette::{BLACK, FAULT, FAULT_HIGH, FOCUS, QUIET, SENDS, WHITE, contrast};
use super::*;

const DARK_PAGE: u32 = 0x16181D;
const LIGHT_PAGE: u32 = 0xFBFAF6;

#[test]
fn fills_can_be_read_from_the_back_row() {
    for fill in SENDS.iter().chain([&FOCUS]) {
        let ratio = contrast(fill.back.rgb, fill.front.rgb);
        assert!(ratio >= 5.0, "#{:06X} under its text: {ratio:.2}", fill.back.rgb);
    }
    assert!(contrast(FOCUS.light.rgb, WHITE.rgb) >= 5.0);
}

#[test]
fn inks_can_be_read_on_both_pages() {
    let on_dark = SENDS.iter().map(|send| send.dark).chain([FAULT.0, QUIET.0, FOCUS.dark]);
    for ink in on_dark {
        let ratio = contrast(ink.rgb, DARK_PAGE);
        assert!(ratio >= 4.5, "#{:06X} on the dark page: {ratio:.2}", ink.rgb);
        assert!(contrast(ink.rgb, 0) >= 4.5);
    }
    let on_light = SENDS.iter().map(|send| send.light).chain([FAULT.1, QUIET.1, FOCUS.light]);
    for ink in on_light {
        let ratio = contrast(ink.rgb, LIGHT_PAGE);
        assert!(ratio >= 4.5, "#{:06X} on the light page: {ratio:.2}", ink.rgb);
        assert!(contrast(ink.rgb, 0xFFFFFF) >= 4.5);
    }
    assert!(contrast(FAULT_HIGH.rgb, BLACK.rgb) >= 4.5);
}

#[test]
fn without_colour_no_colour_is_set_at_all() {
    for kind in Kind::ALL {
        let theme = Theme::new(Depth::NoColor, kind);
        let roles = [
            Role::Text,
            Role::Strong,
            Role::Quiet,
            Role::Title,
            Role::FocusedTitle,
            Role::FocusedRule,
            Role::Wall,
            Role::Key,
            Role::Fault,
            Role::Focus,
            Role::Cursor,
            Role::OverlayTitle,
            Role::Fill(1),
            Role::Ink(2),
            Role::Arrived(3),
        ];
        for style in roles.map(|role| theme.style(role)).into_iter().chain([theme.page()]) {
            assert_eq!((style.fg, style.bg), (None, None));
        }
    }
}

#[test]
fn grey_number_8_is_never_used() {
    for kind in Kind::ALL {
        let theme = Theme::new(Depth::Ansi16, kind);
        for role in [Role::Quiet, Role::Title] {
            assert_eq!(theme.style(role).fg, None);
        }
    }
}

#[test]
fn what_the_person_asks_for_comes_first() {
    let plain = Announced { term: "xterm-256color".into(), supported: Depth::Ansi256, ..Announced::default() };
    assert_eq!(plain.depth(ColorChoice::Auto), Depth::Ansi256);
    assert_eq!(plain.depth(ColorChoice::Never), Depth::NoColor);
    let refused = Announced { no_color: true, supported: Depth::NoColor, ..plain.clone() };
    assert_eq!(refused.depth(ColorChoice::Auto), Depth::NoColor);
    assert_eq!(refused.depth(ColorChoice::Always), Depth::Ansi256);
    let rich = Announced { colorterm: "truecolor".into(), ..refused };
    assert_eq!(rich.depth(ColorChoice::Always), Depth::TrueColor);
    let pipe = Announced::default();
    assert_eq!(pipe.depth(ColorChoice::Auto), Depth::NoColor);
    assert_eq!(pipe.depth(ColorChoice::Always), Depth::Ansi16);
}

/// On its own page a projector's theme leaves nothing to the terminal: every role can be read, at each depth whose colours
/// are fixed.
#[test]
fn high_contrast_can_be_read_from_the_back_row() {
    let rgb = |colour: Color| match colour {
        Color::Rgb(red, green, blue) => u32::from(red) << 16 | u32::from(green) << 8 | u32::from(blue),
        // The cube and the greys of xterm's 256 colours.
        Color::Indexed(index @ 16..=231) => {
            let level = |step: u8| if step == 0 { 0 } else { 55 + 40 * u32::from(step) };
            let index = index - 16;
            level(index / 36) << 16 | level(index / 6 % 6) << 8 | level(index % 6)
        }
        Color::Indexed(index @ 232..) => (8 + 10 * u32::from(index - 232)) * 0x010101,
        colour => panic!("{colour} is the terminal's"),
    };
    for depth in [Depth::TrueColor, Depth::Ansi256] {
        for kind in [Kind::HighContrastDark, Kind::HighContrastLight] {
            let theme = Theme::new(depth, kind);
            let page = theme.page();
            let each = (0..5).flat_map(|send| [Role::Fill(send), Role::Ink(send), Role::Arrived(send)]);
            let others = [Role::Text, Role::Strong, Role::Quiet, Role::Wall, Role::Key, Role::Fault, Role::Focus];
            for role in each.chain(others).chain([Role::Title, Role::FocusedTitle, Role::Cursor]) {
                let style = page.patch(theme.style(role));
                let ratio = contrast(rgb(style.fg.unwrap()), rgb(style.bg.unwrap()));
                let least = if matches!(role, Role::Fill(_) | Role::Cursor) { 5.0 } else { 4.5 };
                assert!(ratio >= least, "{role:?} at {depth:?} on {kind:?}: {ratio:.2}");
            }
        }
    }
}
