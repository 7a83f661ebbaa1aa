//! What the two kernels hold: a queue on each side of the connection.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::paint::{fold, sign, thousands};
use super::sentence::wrap;
use super::{Look, TitledRule, columns, put, put_folded, put_right};
use crate::call::Side;
use crate::msg;
use crate::tui::theme::Role;

/// The numbers of one direction. `None`: the system does not tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KernelFlow {
    /// Who sends.
    pub from: Side,
    /// Bytes that the peer's kernel has not acknowledged (`SIOCOUTQ` of the sender's socket). Not: that nobody has read.
    pub unacknowledged: Option<u64>,
    /// Bytes that arrived and were not read (`FIONREAD` of the receiver's socket).
    pub unread: Option<u64>,
    /// How many sends have returned.
    pub sends: u64,
    /// How many recvs have returned.
    pub recvs: u64,
    /// Segments with data that the sender's kernel has sent (`tcpi_data_segs_out`).
    pub segments_out: Option<u64>,
    /// Segments with data that the receiver's kernel has got (`tcpi_data_segs_in`).
    pub segments_in: Option<u64>,
    /// Bytes that the sender's kernel was acknowledged (`tcpi_bytes_acked`).
    pub acked: Option<u64>,
    /// Bytes that the receiver's kernel got in order (`tcpi_bytes_received`).
    pub received: Option<u64>,
    /// The most bytes of data that the sender's kernel puts into a segment (`tcpi_snd_mss`).
    pub mss: Option<u64>,
    /// Whether the sender, and the receiver, has closed its socket: nobody can ask about it any more.
    pub closed: [bool; 2],
}

/// The panel, with its rule. One direction takes five lines, and a blank one where there is room.
///
/// ```text
/// ─ kernel ──────────────────────────────────── ▄ = 50 bytes ─
///   client → server
///   send queue       ▄▄▄▄▄▄▄▄▄           420  not acknowledged
///   receive queue    ▄▄▄▄                200  arrived, unread
///   3 sends → 1 segment sent, 1 arrived → 2 recvs
///   620 bytes acknowledged, 620 received in order, MSS 32,768
/// ```
///
/// The bars have no right end: Linux limits memory, not bytes, so there is no mark that they must reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KernelPanel<'a> {
    /// The directions that have calls.
    pub flows: &'a [KernelFlow],
    /// Whether a relay stands between: the numbers are those of the two outer sockets.
    pub relayed: bool,
    /// What is to be known about the numbers: when they were taken, if not at the moment shown. May be empty.
    pub remark: &'a str,
    /// The same in two or three words, on the rule, where there may be no room for more.
    pub moment: &'a str,
    /// Whether the pane has the focus.
    pub focused: bool,
}

/// Columns of a queue's name, blanks included.
const NAME: u16 = 17;
/// Columns of a number: `1,000,000`.
const NUMBER: u16 = 11;

/// Lines of a direction, and where lines are few.
const FLOW: u16 = 5;
const BRIEF: u16 = 3;

/// One queue.
struct Queue<'a> {
    name: &'a str,
    bytes: Option<u64>,
    /// What the number is, long and short.
    words: &'a [String; 2],
    /// Key of what stands there without a number.
    untold: &'static str,
}

impl KernelPanel<'_> {
    /// How many bytes a column of a bar stands for, so that the longest has room: 1, 2, 5, 10, 20, 50…
    fn scale(&self, room: u16) -> u64 {
        let most = self.flows.iter().flat_map(|flow| [flow.unacknowledged, flow.unread]).flatten().max().unwrap_or(0);
        let room = u64::from(room.max(1));
        let mut scale: u64 = 1;
        for step in [2, 5, 10].into_iter().cycle() {
            if most <= scale.saturating_mul(room) {
                break;
            }
            // 1 → 2 → 5 → 10: each step counts from the power of ten before it.
            let ten = 10u64.pow(scale.ilog10());
            scale = ten.saturating_mul(step);
            if scale >= u64::MAX / 10 {
                break;
            }
        }
        scale
    }

    /// Columns of the bars in a pane of this width.
    fn bar_room(width: u16) -> u16 {
        let words = if width >= 56 { 22 } else { 0 };
        width.saturating_sub(2 + NAME + NUMBER + 1 + words).min(40)
    }

    /// Whether the system tells anything at all.
    fn is_told(&self) -> bool {
        self.flows.iter().any(|flow| {
            let numbers = [flow.unacknowledged, flow.unread, flow.segments_out, flow.segments_in];
            numbers.iter().any(Option::is_some) || flow.closed.contains(&true)
        })
    }

    /// How many lines it takes, the rule included.
    pub fn height(&self, look: &Look<'_>, width: u16) -> u16 {
        let notes = self.notes(look, width).len();
        let flows = if self.is_told() { usize::from(FLOW + 1) * self.flows.len() } else { 0 };
        u16::try_from(1 + flows + notes).map_or(u16::MAX, |lines| lines.max(2))
    }

    /// What is said below the numbers, or instead of them.
    fn notes(&self, look: &Look<'_>, width: u16) -> Vec<String> {
        let key = if self.flows.is_empty() {
            Some("tui-kernel-nothing")
        } else if !self.is_told() && self.remark.is_empty() {
            Some("tui-kernel-not-told")
        } else if self.relayed {
            Some("tui-kernel-relayed")
        } else {
            None
        };
        let remark = Some(self.remark.to_owned()).filter(|remark| !remark.is_empty());
        let counts = self.is_told().then_some("tui-kernel-counts");
        let notes = remark.into_iter().chain(key.into_iter().chain(counts).map(|key| look.texts.get(key)));
        let width = width.saturating_sub(3);
        notes.flat_map(|note| wrap(look, &note, width)).map(|line| fold(look, &line, width)).collect()
    }

    /// Draws the panel.
    pub fn draw(&self, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
        let area = area.intersection(buf.area);
        if area.is_empty() {
            return;
        }
        let room = Self::bar_room(area.width);
        let scale = self.scale(room);
        let told = self.is_told();
        let right = if told && room > 0 {
            let said = look.texts.say(&msg!("tui-kernel-scale", bytes = scale, shown = thousands(scale)));
            let since = if self.moment.is_empty() { String::new() } else { format!("{} · ", self.moment) };
            format!("{since}{} {said}", look.glyphs.bar)
        } else {
            String::new()
        };
        let title = look.texts.get("tui-kernel");
        TitledRule { title: &title, right: &right, focused: self.focused }.draw(look, area, buf);
        let mut y = area.y + 1;
        let notes = self.notes(look, area.width);
        let flows = self.flows.len() as u16;
        let room = area.height - 1;
        // Where lines are few, a direction has its calls beside its name, and no counts.
        let brief = room < FLOW * flows;
        if told {
            let lines = if brief { BRIEF } else { FLOW };
            // Directions stand apart where there is room for it.
            let gap = u16::from(room >= (lines + 1) * flows + notes.len() as u16);
            for flow in self.flows {
                self.draw_flow(look, area, buf, y, flow, scale, brief);
                y = y.saturating_add(lines + gap);
            }
        }
        for line in notes {
            put(look, area, buf, (area.x + 2, y), &line, look.style(Role::Quiet));
            y = y.saturating_add(1);
        }
    }

    #[allow(clippy::too_many_arguments)] // where, what, and how large
    fn draw_flow(
        &self,
        look: &Look<'_>,
        area: Rect,
        buf: &mut Buffer,
        y: u16,
        flow: &KernelFlow,
        scale: u64,
        brief: bool,
    ) {
        let [from, to] = [flow.from, flow.from.peer()].map(|side| {
            look.texts.get(match side {
                Side::Client => "tui-calls-client",
                Side::Server => "tui-calls-server",
            })
        });
        let head = look.texts.say(&msg!("tui-kernel-direction", from = from.as_str(), to = to.as_str()));
        let width = area.width.saturating_sub(3);
        let x = area.x + 2;
        let wide = put_folded(look, area, buf, (x, y), width, &head, look.style(Role::Strong));
        let far = if self.relayed {
            look.texts.get("tui-kernel-unacknowledged-relay")
        } else {
            look.texts.say(&msg!("tui-kernel-unacknowledged", side = to.as_str()))
        };
        let queues = [
            ("tui-kernel-send", flow.unacknowledged, [far, look.texts.get("tui-kernel-unacknowledged-short")]),
            ("tui-kernel-receive", flow.unread, [look.texts.get("tui-kernel-unread"), String::new()]),
        ];
        for ((y, (name, bytes, words)), closed) in (y.saturating_add(1)..).zip(queues).zip(flow.closed) {
            let untold = if closed { "tui-kernel-closed" } else { "tui-kernel-untold" };
            let queue = Queue { name: &look.texts.get(name), bytes, words: &words, untold };
            self.draw_queue(look, area, buf, y, &queue, scale);
        }
        let count = |number: Option<u64>| number.map_or("?".to_owned(), thousands);
        let calls = look.texts.say(&msg!(
            "tui-kernel-calls",
            sends = flow.sends,
            segments = flow.segments_out.unwrap_or(0),
            left = count(flow.segments_out),
            came = count(flow.segments_in),
            recvs = flow.recvs,
        ));
        if brief {
            let room = width.saturating_sub(wide + 3);
            put_folded(look, area, buf, (x + wide + 3, y), room, &calls, look.style(Role::Text));
            return;
        }
        put_folded(look, area, buf, (x, y.saturating_add(3)), width, &calls, look.style(Role::Text));
        let bytes = look.texts.say(&msg!(
            "tui-kernel-bytes",
            acked = count(flow.acked),
            received = count(flow.received),
            mss = count(flow.mss),
        ));
        put_folded(look, area, buf, (x, y.saturating_add(4)), width, &bytes, look.style(Role::Quiet));
    }

    fn draw_queue(&self, look: &Look<'_>, area: Rect, buf: &mut Buffer, y: u16, queue: &Queue<'_>, scale: u64) {
        let Queue { name, bytes, words, untold } = *queue;
        put_folded(look, area, buf, (area.x + 2, y), NAME - 1, name, look.style(Role::Text));
        let bar = area.x + 2 + NAME;
        let room = Self::bar_room(area.width);
        let number = bar + room + NUMBER;
        let Some(bytes) = bytes else {
            let width = area.right().saturating_sub(bar);
            put_folded(look, area, buf, (bar, y), width, &look.texts.get(untold), look.style(Role::Quiet));
            return;
        };
        // What is there at all is never invisible.
        let columns_filled = bytes.div_ceil(scale.max(1)).min(u64::from(room)) as u16;
        for at in 0..columns_filled {
            sign(area, buf, (bar + at, y), look.glyphs.bar, look.style(Role::Text));
        }
        let left = Rect { width: number.saturating_sub(area.x).min(area.width), ..area };
        put_right(look, left, buf, y, &thousands(bytes), look.style(Role::Strong));
        let width = area.right().saturating_sub(number + 2);
        if let Some(words) = words.iter().find(|words| columns(look, words) <= width) {
            put(look, area, buf, (number + 2, y), words, look.style(Role::Quiet));
        }
    }
}
