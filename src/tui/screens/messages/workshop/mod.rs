//! The workshop.
//!
//! ```text
//!  ━ length first: 10 digits ━━━━━━━━━━ 15 bytes on the wire · 10 overhead (67 %) · recv takes at most 15 ━
//!          ╭┄┄┄┄┄┄┄ length ┄┄┄┄┄┄┄┬─ message 1: 5 bytes ─╮
//!  cuts                ▼
//!           0   1   2   3   4   5 …
//!  sent     …
//!  read     …
//!  ─ the receiver, after recv 1 ────────────   ─ its code ───────────────────
//!  new message?     yes        → no            ▸ data = sock.recv(15)
//! ```

mod below;
mod costs;
mod layout;
mod name;
mod predict;
mod say;
mod typing;

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::parts::{Brackets, cut_marks, notice};
use crate::call::Side;
use crate::framing::bench::{About, Cost, EXAMPLES, Laid, Span};
use crate::framing::{Framing, LengthField, Role as Part};
use crate::msg;
use crate::text::thousands;
use crate::tui::app::App;
use crate::tui::app::lab::RunState;
use crate::tui::app::workshop::{Below, Workshop};
use crate::tui::screens::whole;
use crate::tui::theme::Role;
use crate::tui::view;
use crate::tui::widgets::{Cuts, Lanes, Look, Phase, Sentence, TitledRule, Tone, columns, put, put_folded};
use layout::Layout;

/// What stands under a point of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Spot {
    /// A byte of the stream.
    Byte(u64),
    /// A choice of the prediction, from 0.
    Choice(usize),
}

/// What a key shows below the bytes in the place of `now`, if anything else can be.
pub(crate) fn next_below(size: (u16, u16), shop: &Workshop) -> Option<Below> {
    let screen = Rect { x: 0, y: 0, width: size.0, height: size.1 };
    match shop.below {
        _ if Layout::shows_all(screen) => None,
        Below::Receiver if layout::is_tall(screen) && !layout::is_crowded(screen, shop) => Some(Below::Costs),
        Below::Receiver => Some(Below::Code),
        Below::Code => Some(Below::Costs),
        Below::Costs => Some(Below::Receiver),
    }
}

/// The first line of the source that is shown when it is scrolled by so many lines; `None` where there is nothing to scroll.
pub(crate) fn scrolled(size: (u16, u16), shop: &Workshop, by: i32) -> Option<u32> {
    let screen = whole(size)?;
    below::scrolled(shop, &Layout::new(screen, shop), by).filter(|_| shop.typing.is_none())
}

/// Whether both sides send and there is room for one direction only.
pub(crate) fn shows_one_way(size: (u16, u16), shop: &Workshop) -> bool {
    shop.bench.echo && !layout::is_tall(Rect { x: 0, y: 0, width: size.0, height: size.1 })
}

/// What stands at (x, y).
pub(crate) fn spot(app: &App, shop: &Workshop, x: u16, y: u16) -> Option<Spot> {
    let screen = whole(app.size)?;
    let (look, laid) = (super::super::look(app), shop.laid.as_ref().ok()?);
    let layout = Layout::new(screen, shop);
    if let Some(choice) = predict::choice_at(shop, &look, layout.question, x, y) {
        return Some(Spot::Choice(choice));
    }
    let stream = view::stream(&laid.stage.script, &shop.run.events, Side::Client);
    let edges = edges(shop, laid);
    let lanes = lanes(shop, &stream, &edges, layout.lanes);
    lanes.hit(layout.lanes, x, y).map(|hit| Spot::Byte(hit.byte))
}

/// So many bytes and more are folded: walking through them with the cursor would take too long.
const FOLDED: u64 = 200;

/// The offsets that are seen however much is folded: edges of headers, cuts.
fn edges(shop: &Workshop, laid: &Laid) -> Vec<u64> {
    let spans = laid.spans.iter().filter(|span| matches!(span.role, Part::Length | Part::Type));
    let headers = spans.flat_map(|span| span.bytes.start..=span.bytes.end);
    headers.chain(shop.bench.cuts.iter().copied()).map(|at| at as u64).collect()
}

/// Bytes of the headers that are no text.
fn numbers(shop: &Workshop, laid: &Laid) -> Vec<Range<u64>> {
    let binary = |role| match &shop.bench.framing {
        Framing::Length { field, .. } => match role {
            Part::Length => !matches!(field, LengthField::Digits(_)),
            role => role == Part::Type,
        },
        _ => false,
    };
    let spans = laid.spans.iter().filter(|span| binary(span.role));
    spans.map(|span| span.bytes.start as u64..span.bytes.end as u64).collect()
}

/// The lanes of one direction. Before a run there are only letters, with a cursor in what the client sends.
fn lanes<'a>(shop: &Workshop, stream: &'a view::StreamView<'a>, edges: &'a [u64], area: Rect) -> Lanes<'a> {
    let mut lanes = Lanes { edges, ..Lanes::new(stream) };
    let idle = shop.run.state == RunState::Idle;
    if idle {
        lanes.phase = Phase::Asking;
        lanes.cursor = (stream.from == Side::Client && stream.len > 0).then_some(shop.cursor as u64);
    }
    // What is being read stays in sight, with a little of what was before.
    lanes.first = stream
        .recvs
        .iter()
        .filter(|recv| !recv.range().is_empty())
        .map(|recv| recv.at)
        .next_back()
        .unwrap_or(0)
        .saturating_sub(2);
    lanes.hex = shop.hex;
    lanes.fold = stream.len > FOLDED;
    // Notes beside the lanes, where the bytes leave room for them.
    lanes.notes = stream.len * 3 + 32 <= u64::from(area.width);
    if area.height >= layout::BIG && lanes.largest(area) > 0 {
        lanes.scale = 1;
        lanes.notes = stream.len * 7 + 40 <= u64::from(area.width);
    }
    lanes
}

pub(super) fn draw(app: &App, shop: &Workshop, look: &Look<'_>, screen: Rect, buf: &mut Buffer) -> Option<Position> {
    let layout = Layout::new(screen, shop);
    let state = app.texts.get(match &shop.run.state {
        RunState::Idle => "workshop-state-model",
        _ => "workshop-state-live",
    });
    match layout.info {
        Some(line) => {
            super::header(app, look, layout.header, buf, &app.texts.get("messages-title"), Some(&state));
            info(app, shop, look, line, buf);
        }
        None => super::header(app, look, layout.header, buf, &example(app, shop), Some(&state)),
    }
    rule(app, shop, look, layout.rule, buf);
    // Made anew from the bytes of the trace, once a frame.
    let view = shop.view();
    let cursor = match &shop.typing {
        Some(typing) => typing::draw(app, shop, typing, look, layout.all(), buf),
        None => {
            if let (Ok(laid), true) = (&shop.laid, layout.costs.y != layout.brackets) {
                let read = view.as_ref().map_or(0, |view| view.read());
                stream(shop, laid, read, look, &layout, buf);
            }
            below::draw(shop, view.as_ref(), look, &layout, buf);
            None
        }
    };
    if !notice(app, look, layout.sentence, buf) {
        let (mut text, tone) = say::sentence(app, shop, view.as_ref(), look);
        let lines = |text: &str| Sentence { text, tone }.height(look, layout.sentence.width);
        // How a prediction went comes first; what happened is seen in the bytes, too. In the end it is the other way round.
        if lines(&text) > layout.sentence.height
            && let Some((first, second)) = text.split_once('\n')
        {
            text = if shop.run.is_over() { second } else { first }.to_owned();
        }
        let said = Sentence { text: &text, tone };
        let height = lines(&text).clamp(1, layout.sentence.height);
        let y = layout.sentence.bottom() - height;
        said.draw(look, Rect { y, height, ..layout.sentence }, buf);
    }
    cursor
}

/// Which example it is.
fn example(app: &App, shop: &Workshop) -> String {
    let Some(example) = shop.example else { return app.texts.get("workshop-own") };
    let name = app.texts.get(EXAMPLES[example].name);
    app.texts.say(&msg!("workshop-example", number = example + 1, of = EXAMPLES.len(), name = name))
}

/// Which example, and who is connected with whom.
fn info(app: &App, shop: &Workshop, look: &Look<'_>, line: Rect, buf: &mut Buffer) {
    let used = put(look, line, buf, (line.x, line.y), &example(app, shop), look.style(Role::Text));
    let cuts = match (shop.run.events.is_empty(), shop.bench.cuts.is_empty()) {
        (true, _) => return,
        (false, true) => app.texts.get("workshop-who-delivers"),
        (false, false) => app.texts.get("workshop-who-cuts"),
    };
    let rest = Rect { x: line.x + used + 3, width: line.width.saturating_sub(used + 3), ..line };
    crate::tui::widgets::put_right(look, rest, buf, line.y, &cuts, look.style(Role::Quiet));
}

fn rule(app: &App, shop: &Workshop, look: &Look<'_>, line: Rect, buf: &mut Buffer) {
    let name = name::long(look.texts, &shop.bench.framing);
    let title = format!("{}  {name}", shop.way().0 + 1);
    let asks = match shop.bench.framing {
        Framing::Fixed { .. } => app.texts.get("workshop-asks-rest"),
        _ => app.texts.say(&msg!("workshop-asks", size = shop.bench.read_size)),
    };
    let right = match &shop.laid {
        Ok(laid) if laid.lost > 0 => {
            let lost = app.texts.say(&msg!("workshop-costs-lost", count = laid.lost));
            format!("{} {lost}", look.glyphs.no)
        }
        Ok(laid) => {
            let (wire, overhead, many) = (laid.len(), laid.overhead(), |bytes| thousands(bytes as u64));
            let percent = Cost { wire, overhead, ..Cost::default() }.percent();
            let long = app.texts.say(&msg!(
                "workshop-wire",
                count = wire,
                wire = many(wire),
                overhead = many(overhead),
                percent = percent
            ));
            let short =
                app.texts.say(&msg!("workshop-wire-short", count = wire, wire = many(wire), overhead = many(overhead)));
            let ways = [format!("{long} · {asks}"), format!("{short} · {asks}"), short];
            let fits = |way: &String| columns(look, way) + columns(look, &title) + 7 <= line.width;
            ways.into_iter().find(fits).unwrap_or_default()
        }
        Err(_) => asks,
    };
    TitledRule { title: &title, right: &right, focused: true }.draw(look, line, buf);
}

/// The bytes: what they are there for, where they are cut, what was sent and what came.
fn stream(shop: &Workshop, laid: &Laid, read: usize, look: &Look<'_>, layout: &Layout, buf: &mut Buffer) {
    let [forth, back] = view::streams(&laid.stage.script, &shop.run.events);
    let title = look.texts.get("workshop-back");
    let about = look.texts.get("workshop-back-about");
    let rule = TitledRule { title: &title, right: &about, focused: false };
    if let Some(area) = layout.back {
        rule.draw(look, Rect { height: 1, ..area }, buf);
        let area = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
        lanes(shop, &back, &[], area).draw(look, area, buf);
    }
    if shop.back && shop.bench.echo && layout.back.is_none() {
        rule.draw(look, Rect { y: layout.brackets, height: 1, ..layout.lanes }, buf);
        lanes(shop, &back, &[], layout.lanes).draw(look, layout.lanes, buf);
        return;
    }
    let at: Vec<u64> = shop.bench.cuts.iter().map(|cut| *cut as u64).collect();
    let edges = edges(shop, laid);
    let mut lanes = lanes(shop, &forth, &edges, layout.lanes);
    lanes.cuts = Some(Cuts { at: &at, cursor: None });
    let numbers = numbers(shop, laid);
    lanes.numbers = &numbers;
    let bytes = laid.stream();
    // While the length is asked for, the bytes alone tell it.
    let asked = shop.asking.as_ref().filter(|_| shop.is_asking()).map(|asking| asking.question.about);
    let lengths = match asked {
        Some(About::Expected) => &[][..],
        // Nor does the screen know headers that the receiver has not read.
        Some(_) if matches!(laid.framing, Framing::Length { .. }) => {
            let known = |span: &&Span| span.role == Part::Length && span.bytes.end <= read;
            &laid.lengths[..laid.spans.iter().filter(known).count().min(laid.lengths.len())]
        }
        _ => &laid.lengths,
    };
    let spans = &laid.spans;
    Brackets { lanes: &lanes, area: layout.lanes, spans, stream: &bytes, lengths }.draw(look, buf, layout.brackets);
    lanes.draw(look, layout.lanes, buf);
    cuts(shop, look, &lanes, layout, buf);
}

fn cuts(shop: &Workshop, look: &Look<'_>, lanes: &Lanes<'_>, layout: &Layout, buf: &mut Buffer) {
    let (y, area) = (layout.cuts, layout.lanes);
    let line = Rect { y, height: 1, ..area };
    let name = look.texts.get("workshop-cuts");
    put(look, line, buf, (area.x, y), &name, look.style(Role::Text));
    let marked = cut_marks(look, &lanes.walls(area), line, buf, shop.bench.cuts.iter().copied());
    let x = marked.last().map_or(area.x + 9, |last| last + 3);
    let room = area.right().saturating_sub(x);
    let said = match shop.bench.cuts.len() {
        0 => look.texts.get("workshop-cuts-none"),
        many => {
            let whole = look.texts.say(&msg!("workshop-cuts-many", count = many));
            // Beside many marks there is room for their number only.
            let short = || look.texts.say(&msg!("play-cuts", cuts = many));
            if columns(look, &whole) <= room { whole } else { short() }
        }
    };
    put_folded(look, line, buf, (x, y), room, &said, look.style(Role::Quiet));
}

/// How a sentence is meant.
type Said = (String, Tone);
