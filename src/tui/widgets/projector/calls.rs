//! The calls, one after the other, as large as all of them can be.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::tui::theme::Role;
use crate::tui::widgets::{Look, Size, put, put_big, put_folded, put_right};

/// One call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BigCall {
    /// Its number and whose it is: `1 client`.
    pub who: String,
    /// As typed.
    pub text: String,
    /// What it gave: `= 6`, `blocks`; may be empty.
    pub result: String,
}

/// The size of what stands beside a call: half as high, and below the smallest big letters the terminal's own.
fn beside(look: &Look<'_>, size: Size) -> Size {
    let scale = size.scale / 2;
    if scale > u16::from(look.glyphs.ascii) { Size { scale, narrow: true } } else { Size::OWN }
}

/// The calls. Those that are not shown yet keep their place, so that none moves when the next one comes.
///
/// ```text
/// 1 client  ▞▀▘▗▄  ▗▄▖ ▗▄▐  …
///           ▝▀▖▙▄▌ ▐ ▌▐ ▐
/// = 6       ▀▀ ▝▄▄ ▐ ▌▝▄▟
/// ```
#[derive(Debug, Clone, Copy)]
pub struct BigCalls<'a> {
    /// All calls of the script.
    pub calls: &'a [BigCall],
    /// How many are shown.
    pub shown: usize,
}

impl BigCalls<'_> {
    /// Draws the calls. Where not all have room, those that are shown last are seen.
    pub fn draw(&self, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
        let area = area.intersection(buf.area);
        let side = u16::from(area.width > 16);
        let area = Rect { x: area.x + side, width: area.width - 2 * side, ..area };
        if area.is_empty() || self.calls.is_empty() {
            return;
        }
        let who = |size: Size| {
            let beside = beside(look, size);
            let wide = |text: &str| beside.columns(look, text);
            let each = self.calls.iter().map(|call| wide(&call.who).max(wide(&call.result)));
            each.max().unwrap_or(0).saturating_add(2 + beside.scale)
        };
        let height = |size: Size| if size.scale == 0 { 1 } else { size.lines() + 1 };
        let fits = |size: &Size| {
            // So few calls that all of them can be measured.
            let lines = self.calls.len() as u64 * u64::from(height(*size));
            if size.scale == 0 || lines > u64::from(area.height) + 1 {
                return false;
            }
            let room = area.width.saturating_sub(who(*size));
            self.calls.iter().all(|call| size.columns(look, &call.text) <= room)
        };
        let size = Size::up_to(look, 3).find(fits).unwrap_or_default();
        let room = usize::from((area.height + u16::from(size.scale > 0)) / height(size)).max(1);
        let shown = self.shown.min(self.calls.len());
        // Two lines a call read better, where there is room.
        let each = if size.scale == 0 && self.calls.len() * 2 <= room { 2 } else { height(size) };
        let room = if each == 2 && size.scale == 0 { room / 2 } else { room };
        let first = if self.calls.len() <= room { 0 } else { shown.saturating_sub(room) };
        let (who, small) = (who(size), beside(look, size));
        // What a call gave stands behind it, or below whose it is.
        let wide = |size: Size, text: &str| size.columns(look, text);
        let longest = self.calls.iter().map(|call| wide(size, &call.text)).max().unwrap_or(0);
        let gave = Size { narrow: !look.glyphs.ascii, ..size };
        let behind = self.calls.iter().all(|call| {
            let taken = who.saturating_add(longest).saturating_add(3 * size.scale);
            taken.saturating_add(wide(gave, &call.result)) <= area.width
        });
        let needs = u16::try_from(self.calls.len()).unwrap_or(u16::MAX).saturating_mul(each);
        let top = area.y + area.height.saturating_sub(needs) / 3;
        for (nth, call) in self.calls[first..shown.max(first)].iter().take(room).enumerate() {
            let y = top + nth as u16 * each;
            let now = first + nth + 1 == shown;
            let style = look.style(if now { Role::Strong } else { Role::Text });
            if size.scale == 0 {
                put(look, area, buf, (area.x, y), &call.who, look.style(Role::Quiet));
                let result = put_right(look, area, buf, y, &call.result, look.style(Role::Strong));
                let room = area.width.saturating_sub(who + result + 2);
                put_folded(look, area, buf, (area.x + who, y), room, &call.text, style);
            } else {
                put_big(look, area, buf, (area.x, y), small, &call.who, look.style(Role::Quiet));
                let strong = look.style(Role::Strong);
                if behind {
                    let x = area.x.saturating_add(who).saturating_add(longest).saturating_add(3 * size.scale);
                    put_big(look, area, buf, (x, y), gave, &call.result, strong);
                } else {
                    put(look, area, buf, (area.x, y + size.lines() - 1), &call.result, strong);
                }
                put_big(look, area, buf, (area.x + who, y), size, &call.text, style);
            }
        }
    }
}
