//! The parts of a screen. They know no app: each takes plain data and a [`Look`], and draws itself with
//! `draw(&self, look, area, buf)`; none panics at any size, and none draws outside its area.
//!
//! | widget | inputs | besides `draw` |
//! |---|---|---|
//! | [`TitledRule`] | title, text on the right, focused | one line: `─ the stream ───── 10 sent · 2 read ─` |
//! | [`Stage`] | where we are ([`At`]) | one line, right-aligned: `✓ predict ── ● run ── ○ explain` |
//! | [`Sentence`] | text, [`Tone`] | `height(width)`; wraps |
//! | [`Footer`] | key/word pairs | one line; drops whole pairs that do not fit |
//! | [`Overlay`] | title, size wanted | `draw` dims the rest and returns the area inside |
//! | [`CallsPanel`] | [`CallLine`]s, [`CallLoop`]s, focused side, cursor, where the editor stands | `layout(area)`: both panes, the editor's slot; `call_at(area, y)` |
//! | [`QuizTable`] | headings, [`QuizRow`]s, cursor, [`Reveal`] | `visible(area)`, `row_at(area, y)` |
//! | [`Lanes`] | a [`StreamView`](crate::tui::view::StreamView), cursor, scroll, hex, … | `height(max)`, `hit(area, x, y)`, `visible(area)` |
//! | [`ClaimPanel`] | the [`Lanes`] above it, a [`ClaimView`](crate::tui::view::ClaimView), its note | `height()` |
//! | [`KnobsPanel`] | [`Knob`]s, cursor, focused | `hit(area, x, y)`, `visible(area)` |
//! | [`KernelPanel`] | [`KernelFlow`]s, relayed, focused | `height(width)` |
//! | [`ByteRows`] | bytes, how many each send has taken, where one is to end | `height(width, most)`, `byte_at(area, x, y)` |
//! | [`CodePanel`] | lines of source, which of them run, ran, are at fault | `height(width)`, `visible(area)`, `line_at(area, y)` |
//! | [`VariablesPanel`] | [`Variable`]s | `height()` |
//! | [`ByteLine`] | a [`ByteDetail`](crate::tui::view::ByteDetail) | one line or two |
//! | [`Projector`] | title, page, hint, source | `draw` returns the area of the page |
//! | [`BigCalls`] | [`BigCall`]s, how many are shown | the calls, large |
//! | [`BigStream`] | [`Lanes`], sentence, question | `lanes(area)`: where they stand and how |
//! | [`BigRow`] | headings, claims, what is asked | one row of the quiz, large |
//! | [`BigAnswer`] | [`Lanes`], a [`ClaimView`](crate::tui::view::ClaimView), verdict, reason | its claim, large |
//! | [`BigWords`] | sentences, which of them is large | below each other, large |
//! | [`BigText`] | words, the largest scale | `height(width, height)` |
//! | [`MapGrid`] | a [`Grid`](crate::stream::map::Grid), [`Mark`]s, cursor | `room(area)`, `height()`, `hit(area, x, y)` |
//! | [`MapTree`] | [`TreeLine`]s, cursor | `visible(area)`, `line_at(area, y)` |
//! | [`Histogram`] | [`BarLine`]s, [`Sides`], cursor | `names_width()` |
//! | [`TracePanel`] | a [`TraceView`](crate::tui::view::TraceView), focused | `hit(area, x, y)`, `visible(area)` |

mod big;
mod byte_rows;
mod calls;
mod code;
mod detail;
mod footer;
mod histogram;
mod kernel;
mod knobs;
pub mod lanes;
mod map;
mod overlay;
mod paint;
mod projector;
mod quiz;
mod rule;
mod sentence;
mod stage;
mod trace;
mod variables;

pub use big::{BigText, Size, put_big};
pub use byte_rows::ByteRows;
pub use calls::{CallLine, CallLoop, CallMark, CallsLayout, CallsPanel};
pub use code::CodePanel;
pub(crate) use code::{at_row, rows, seen};
pub use detail::ByteLine;
pub use footer::Footer;
pub use histogram::{Bar, BarLine, Histogram, Sides, Span as BarSpan, draw_bar};
pub use kernel::{KernelFlow, KernelPanel};
pub use knobs::{Knob, KnobHit, KnobsPanel, Turn, buffer_note};
pub use lanes::{ClaimPanel, Cuts, Hit, Lane, Lanes, Phase, Walls, clock};
pub use map::{MapGrid, MapTree, Mark, TreeLine, band};
pub use overlay::Overlay;
pub use paint::{columns, put, put_folded, put_right};
pub(crate) use paint::{more, thousands};
pub use projector::{BigAnswer, BigCall, BigCalls, BigRow, BigStream, BigWords, Projector};
pub use quiz::{Answer, QuizRow, QuizTable, Reveal, claim_words, rule_word};
pub use rule::TitledRule;
pub(crate) use sentence::wrap;
pub use sentence::{Sentence, Tone};
pub use stage::{At, Stage};
pub use trace::TracePanel;
pub use variables::{Variable, VariablesPanel};

use crate::text::Texts;
use crate::tui::glyphs::Glyphs;
use crate::tui::theme::{Role, Theme};
use ratatui::style::Style;

/// What every widget draws with.
#[derive(Clone, Copy)]
pub struct Look<'a> {
    /// Colours.
    pub theme: &'a Theme,
    /// Signs.
    pub glyphs: &'a Glyphs,
    /// Words.
    pub texts: &'a Texts,
}

impl Look<'_> {
    /// The style of a role.
    pub fn style(&self, role: Role) -> Style {
        self.theme.style(role)
    }
}
