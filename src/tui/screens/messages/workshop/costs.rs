//! What the framings cost for the messages typed, and what is good and bad about each way.
//!
//! ```text
//!                            wire  extra
//!   2  delimiter             + any length  − not inside: escape it
//!   ▸    LF                    11      2   18 %
//!        LF, escaped           11      2   18 %
//! ```

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::name;
use crate::framing::EncodeError;
use crate::framing::bench::{Cost, Ends, Measured, measure};
use crate::msg;
use crate::text::thousands;
use crate::tui::app::workshop::{Workshop, way_of};
use crate::tui::theme::Role;
use crate::tui::widgets::{Look, TitledRule, columns, put, put_folded};

/// Columns before a kind's name, of the name, and of a number.
const LEAD: u16 = 5;
const NAME: u16 = 22;
const NUMBER: u16 = 6;
/// Columns before what is said of a way, in the line of its name.
const SAID: u16 = LEAD + 17;
/// Columns of a table beside another.
const HALF: u16 = 57;
/// Columns between two of them.
const GAP: u16 = 3;

/// A way to mark messages, its kinds, and what is said of it.
struct Group {
    way: usize,
    kinds: Vec<Measured>,
}

pub(super) fn draw(shop: &Workshop, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
    if area.height < 3 {
        return;
    }
    let (title, count) = (look.texts.get("workshop-costs"), shop.bench.messages.len());
    let right = look.texts.say(&match shop.bench.ends {
        Ends::Never => msg!("workshop-costs-for", count = count),
        Ends::After(_) => msg!("workshop-costs-for-whole", count = count),
    });
    TitledRule { title: &title, right: &right, focused: false }.draw(look, Rect { height: 1, ..area }, buf);
    let inside = Rect { y: area.y + 1, height: area.height - 1, ..area };
    let all = measure(&shop.bench.messages, &shop.bench.framing);
    let of = |way| Group { way, kinds: all.iter().filter(|one| way_of(&one.framing) == way).cloned().collect() };
    let groups: Vec<Group> = (0..name::WAYS.len()).map(of).collect();
    let table = Table { shop, look, groups: &groups };
    let whole = 0..groups.len();
    if table.height(whole.clone(), inside.width) <= inside.height || inside.width < 2 * HALF + GAP {
        table.draw(whole, inside, buf);
        return;
    }
    // Two tables side by side are half as high.
    let left = Rect { width: (inside.width - GAP) / 2, ..inside };
    let right = Rect { x: left.right() + GAP, width: inside.right() - left.right() - GAP, ..inside };
    table.draw(0..2, left, buf);
    table.draw(2..4, right, buf);
}

struct Table<'a> {
    shop: &'a Workshop,
    look: &'a Look<'a>,
    groups: &'a [Group],
}

impl Table<'_> {
    /// What is said of a way: in the line of its name where all of it fits, else a line each.
    fn said(&self, way: usize, width: u16) -> (Option<String>, Vec<String>) {
        let lines: Vec<String> = good(way).iter().map(|key| self.look.texts.get(key)).collect();
        let beside = lines.join("  ");
        match columns(self.look, &beside) + SAID <= width {
            true => (Some(beside), Vec::new()),
            false => (None, lines),
        }
    }

    /// Lines of some groups below the head, a blank one between two.
    fn height(&self, groups: Range<usize>, width: u16) -> u16 {
        let lines = |group: &Group| 1 + self.said(group.way, width).1.len() + group.kinds.len();
        let all: usize = self.groups[groups.clone()].iter().map(lines).sum();
        u16::try_from(all + groups.len()).unwrap_or(u16::MAX)
    }

    fn draw(&self, groups: Range<usize>, area: Rect, buf: &mut Buffer) {
        let look = self.look;
        for (column, key) in [(0, "workshop-costs-wire"), (1, "workshop-costs-overhead")] {
            self.number(area, buf, (area.y, column), &look.texts.get(key), look.style(Role::Quiet));
        }
        let (full, blanks) = (self.height(groups.clone(), area.width), groups.len() as u16 - 1);
        let (roomy, few) = (area.height >= full, area.height + blanks < full);
        let mut y = area.y + 1;
        for (at, group) in self.groups[groups].iter().enumerate() {
            y += u16::from(roomy && at > 0);
            let (beside, mut below) = self.said(group.way, area.width);
            if few {
                // The figures come first.
                below.clear();
            }
            let title = look.texts.get(name::WAYS[group.way]);
            put(look, area, buf, (area.x + 2, y), &(group.way + 1).to_string(), look.style(Role::Key));
            put(look, area, buf, (area.x + LEAD, y), &title, look.style(Role::Strong));
            put(look, area, buf, (area.x + SAID, y), &beside.unwrap_or_default(), look.style(Role::Quiet));
            for said in below {
                y += 1;
                put(look, area, buf, (area.x + LEAD, y), &said, look.style(Role::Quiet));
            }
            for measured in &group.kinds {
                y += 1;
                self.kind(measured, area, buf, y);
            }
            y += 1;
        }
    }

    fn number(&self, area: Rect, buf: &mut Buffer, at: (u16, u16), text: &str, style: ratatui::style::Style) {
        let (y, column) = at;
        let x = area.x + LEAD + NAME + column * NUMBER;
        put(self.look, area, buf, (x + (NUMBER - 1).saturating_sub(columns(self.look, text)), y), text, style);
    }

    fn kind(&self, measured: &Measured, area: Rect, buf: &mut Buffer, y: u16) {
        let look = self.look;
        let own = measured.framing == self.shop.bench.framing;
        if own {
            put(look, area, buf, (area.x + LEAD, y), &look.glyphs.row.to_string(), look.style(Role::Focus));
        }
        let style = look.style(if own { Role::Strong } else { Role::Text });
        let name = name::kind(look.texts, &measured.framing);
        put_folded(look, area, buf, (area.x + LEAD + 2, y), NAME - 2, &name, style);
        let numbers = area.x + LEAD + NAME;
        let (note, x) = match &measured.cost {
            Ok(cost) => {
                self.number(area, buf, (y, 0), &thousands(cost.wire as u64), style);
                self.number(area, buf, (y, 1), &thousands(cost.overhead as u64), style);
                let share = look.texts.say(&msg!("workshop-costs-share", percent = cost.percent()));
                self.number(area, buf, (y, 2), &share, look.style(Role::Quiet));
                (note(look, cost), numbers + 3 * NUMBER + 1)
            }
            Err((message, error)) => {
                let why = look.texts.get(why_not(error));
                let long = look.texts.say(&msg!("workshop-costs-refused", number = message + 1, why = why.as_str()));
                let fits = columns(look, &long) + 4 + LEAD + NAME <= area.width;
                (format!("{} {}", look.glyphs.no, if fits { long } else { why }), numbers + 2)
            }
        };
        let role = if measured.cost.is_ok() { Role::Quiet } else { Role::Text };
        put_folded(look, area, buf, (x, y), area.right().saturating_sub(x), &note, look.style(role));
    }
}

fn why_not(error: &EncodeError) -> &'static str {
    match error {
        EncodeError::TooLongForField { .. } | EncodeError::TooLongForSize { .. } => "workshop-costs-too-long",
        EncodeError::DelimiterInside { .. } => "workshop-costs-inside",
        EncodeError::EndsInPadding { .. } => "workshop-costs-padding",
        _ => "workshop-costs-second",
    }
}

/// What is good and bad about a way, whatever the messages are.
fn good(way: usize) -> &'static [&'static str] {
    match way {
        0 => &["workshop-good-fixed-1", "workshop-good-fixed-2"],
        1 => &["workshop-good-delimiter-1", "workshop-good-delimiter-2", "workshop-good-delimiter-3"],
        2 => &["workshop-good-length-1", "workshop-good-length-2", "workshop-good-length-3"],
        _ => &["workshop-good-close-1", "workshop-good-close-2"],
    }
}

/// What the extra bytes are, where that says more than their number.
fn note(look: &Look<'_>, cost: &Cost) -> String {
    look.texts.say(&match cost {
        Cost { lost: 1.., .. } => msg!("workshop-costs-lost-short", count = cost.lost),
        Cost { padding: 1.., .. } => msg!("workshop-costs-wasted", count = cost.padding),
        Cost { escapes: 1.., .. } => msg!("workshop-costs-escapes", count = cost.escapes),
        _ => return String::new(),
    })
}
