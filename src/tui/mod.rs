//! The screens.

pub mod glyphs;
pub mod theme;
pub mod view;
pub mod widgets;
