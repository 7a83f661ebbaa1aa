//! Which column a byte stands in: one layout, shared by all lanes.

use std::ops::Range;

use crate::tui::widgets::paint::thousands;

/// What one slot between two walls holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Slot {
    /// The byte at this offset.
    Byte(u64),
    /// These bytes, folded.
    Fold(Range<u64>),
    /// The end of the stream.
    Fin,
}

impl Slot {
    /// The offset that says where the slot is, if it holds bytes.
    pub(crate) fn offset(&self) -> Option<u64> {
        match self {
            Slot::Byte(offset) => Some(*offset),
            Slot::Fold(bytes) => Some(bytes.start),
            Slot::Fin => None,
        }
    }
}

/// A slot on the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Placed {
    /// What it holds.
    pub(crate) slot: Slot,
    /// The screen column of its left wall.
    pub(crate) x: u16,
    /// Columns between its walls; the right wall stands at `x + width + 1`.
    pub(crate) width: u16,
}

/// What the columns are made from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wants<'a> {
    /// Bytes in the stream.
    pub(crate) len: u64,
    /// Whether the end has a column.
    pub(crate) fin: bool,
    /// Offsets where something begins or ends, ascending: a fold never crosses one.
    pub(crate) edges: &'a [u64],
    /// Whether runs may be folded.
    pub(crate) fold: bool,
    /// The first byte to show.
    pub(crate) first: u64,
    /// A byte to keep in sight.
    pub(crate) cursor: Option<u64>,
    /// Columns a byte, the best first.
    pub(crate) pitches: &'a [u16],
    /// All bytes in hex.
    pub(crate) hex: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Bytes,
    /// Columns between the walls.
    Fold(u16),
    Fin,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Segment {
    bytes: Range<u64>,
    /// Column of its first wall, counted from the first wall of all.
    x: u64,
    part: Part,
}

/// The layout. Columns count from the first wall of the stream, whether it is visible or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Columns {
    /// The screen column of the first visible wall.
    pub(crate) left: u16,
    /// Columns that can be seen, walls included.
    pub(crate) room: u16,
    /// Columns a byte.
    pub(crate) pitch: u16,
    segments: Vec<Segment>,
    /// The column of the last wall.
    end: u64,
    /// The first visible column.
    scroll: u64,
}

/// Columns of the slot of the end, its left wall included, where a byte has so many.
fn fin_columns(pitch: u16) -> u64 {
    u64::from(pitch.max(4))
}

impl Columns {
    /// Lays a stream out from screen column `left` on, in `room` columns.
    pub(crate) fn new(wants: &Wants<'_>, left: u16, room: u16) -> Self {
        // Hex needs two columns a byte and its wall.
        let pitches: Vec<u16> = wants.pitches.iter().copied().filter(|pitch| !wants.hex || *pitch > 2).collect();
        let best = pitches.first().copied().unwrap_or(4);
        let fin = |pitch: u16| if wants.fin { fin_columns(pitch) } else { 0 };
        let fits = |pitch: u16| wants.len.saturating_mul(u64::from(pitch)).saturating_add(fin(pitch)) < u64::from(room);
        let mut columns = Columns { left, room, pitch: best, segments: Vec::new(), end: 0, scroll: 0 };
        if let Some(pitch) = pitches.iter().copied().find(|pitch| fits(*pitch)) {
            columns.pitch = pitch;
            columns.push(0..wants.len, Part::Bytes);
        } else if wants.fold {
            let runs = runs(wants);
            // With a count in each fold if that fits, in big letters among big ones, else with a sign alone; if nothing fits,
            // the window scrolls.
            let large = if best > 10 { 2 } else { 0 };
            let labels: [&dyn Fn(u64) -> u16; 3] = [
                &|bytes| fold_label(bytes).len() as u16 * (2 + large) / 2 + 2 + large * 2,
                &|bytes| fold_label(bytes).len() as u16 + 2,
                &|_| 1,
            ];
            let ways = labels.iter().flat_map(|label| pitches.iter().map(move |pitch| (*pitch, label)));
            let folded = ways.into_iter().find_map(|(pitch, label)| {
                fold(&runs, u64::from(pitch), fin(pitch), u64::from(room), label).map(|folded| (pitch, folded))
            });
            let (pitch, folded) = folded.unwrap_or_else(|| (best, fold_all(&runs, u64::from(best), labels[0])));
            columns.pitch = pitch;
            for (run, folded) in runs.iter().zip(folded) {
                match folded {
                    None => columns.push(run.clone(), Part::Bytes),
                    Some(width) => {
                        columns.push(run.start..run.start + 1, Part::Bytes);
                        columns.push(run.start + 1..run.end - 1, Part::Fold(width));
                        columns.push(run.end - 1..run.end, Part::Bytes);
                    }
                }
            }
        } else {
            columns.push(0..wants.len, Part::Bytes);
        }
        if wants.fin {
            columns.push(wants.len..wants.len, Part::Fin);
        }
        columns.scroll_to(wants.first, wants.cursor);
        columns
    }

    fn push(&mut self, bytes: Range<u64>, part: Part) {
        if bytes.is_empty() && part != Part::Fin {
            return;
        }
        if part == Part::Bytes
            && let Some(last) = self.segments.last_mut()
            && last.part == Part::Bytes
        {
            self.end += (bytes.end - bytes.start) * u64::from(self.pitch);
            last.bytes.end = bytes.end;
            return;
        }
        let x = self.end;
        self.end += match part {
            Part::Bytes => (bytes.end - bytes.start) * u64::from(self.pitch),
            Part::Fold(width) => u64::from(width) + 1,
            Part::Fin => fin_columns(self.pitch),
        };
        self.segments.push(Segment { bytes, x, part });
    }

    fn scroll_to(&mut self, first: u64, cursor: Option<u64>) {
        let seen = u64::from(self.room.saturating_sub(1));
        if self.end <= seen {
            return;
        }
        self.scroll = self.wall(first);
        if let Some(cursor) = cursor {
            let (from, to) = self.walls_around(cursor);
            if from < self.scroll {
                self.scroll = from;
            } else if to > self.scroll + seen {
                self.scroll = self.snap(to - seen);
            }
        }
        self.scroll = self.scroll.min(self.snap(self.end.saturating_sub(seen)));
    }

    /// The first wall at or after a column.
    fn snap(&self, column: u64) -> u64 {
        match self.slot_at(column) {
            Some((_, x, _)) if x == column => x,
            Some((_, x, width)) => x + u64::from(width) + 1,
            None => self.end,
        }
    }

    /// The slot at a column, the column of its left wall, and the columns between its walls.
    fn slot_at(&self, column: u64) -> Option<(Slot, u64, u16)> {
        let at = self.segments.partition_point(|segment| segment.x <= column).checked_sub(1)?;
        let segment = &self.segments[at];
        if column >= self.end {
            return None;
        }
        Some(match segment.part {
            Part::Bytes => {
                let pitch = u64::from(self.pitch);
                let nth = (column - segment.x) / pitch;
                (Slot::Byte(segment.bytes.start + nth), segment.x + nth * pitch, self.pitch - 1)
            }
            Part::Fold(width) => (Slot::Fold(segment.bytes.clone()), segment.x, width),
            Part::Fin => (Slot::Fin, segment.x, fin_columns(self.pitch) as u16 - 1),
        })
    }

    /// The column of the wall before a byte; of the last byte's right wall for the stream's length.
    fn wall(&self, offset: u64) -> u64 {
        self.walls_around(offset).0
    }

    fn walls_around(&self, offset: u64) -> (u64, u64) {
        let at = self.segments.partition_point(|segment| segment.bytes.end <= offset && segment.part != Part::Fin);
        match self.segments.get(at) {
            None => (self.end, self.end),
            Some(segment) => match segment.part {
                Part::Bytes => {
                    let x = segment.x + (offset.max(segment.bytes.start) - segment.bytes.start) * u64::from(self.pitch);
                    (x, x + u64::from(self.pitch))
                }
                Part::Fold(width) => (segment.x, segment.x + u64::from(width) + 1),
                Part::Fin => (segment.x, segment.x + fin_columns(self.pitch)),
            },
        }
    }

    /// The screen column of the wall before a byte, if it can be seen.
    pub(crate) fn screen_wall(&self, offset: u64) -> Option<u16> {
        let shown = self.wall(offset).checked_sub(self.scroll)?;
        (shown < u64::from(self.room)).then(|| self.left + shown as u16)
    }

    /// The screen column of the last wall, or of the edge of what can be seen.
    pub(crate) fn last_wall(&self) -> u16 {
        let shown = (self.end - self.scroll.min(self.end)).min(u64::from(self.room.saturating_sub(1)));
        self.left + shown as u16
    }

    /// The slots that can be seen as a whole, left to right.
    pub(crate) fn visible(&self) -> Vec<Placed> {
        let mut placed = Vec::new();
        let mut column = self.scroll;
        while let Some((slot, x, width)) = self.slot_at(column) {
            let shown = x - self.scroll;
            if shown + u64::from(width) + 1 >= u64::from(self.room) {
                break;
            }
            placed.push(Placed { slot, x: self.left + shown as u16, width });
            column = x + u64::from(width) + 1;
        }
        placed
    }

    /// The slot before the first that can be seen.
    pub(crate) fn before(&self) -> Option<Slot> {
        Some(self.slot_at(self.scroll.checked_sub(1)?)?.0)
    }

    /// The slot after these.
    pub(crate) fn after(&self, placed: &[Placed]) -> Option<Slot> {
        let last = placed.last()?;
        let column = u64::from(last.x - self.left) + u64::from(last.width) + 1 + self.scroll;
        Some(self.slot_at(column)?.0)
    }
}

/// What stands for so many bytes.
pub(crate) fn fold_label(bytes: u64) -> String {
    format!("{} B", thousands(bytes))
}

/// The stream cut at every edge.
fn runs(wants: &Wants<'_>) -> Vec<Range<u64>> {
    let mut runs = Vec::with_capacity(wants.edges.len() + 1);
    let mut start = 0;
    for &edge in wants.edges.iter().chain([&wants.len]) {
        if edge > start && edge <= wants.len {
            runs.push(start..edge);
            start = edge;
        }
    }
    runs
}

/// The columns that a folded run's middle takes between its walls, if folding it saves any.
fn saving(run: &Range<u64>, pitch: u64, label: &dyn Fn(u64) -> u16) -> Option<(u64, u16)> {
    let middle = (run.end - run.start).checked_sub(3)? + 1;
    let width = label(middle);
    let saved = (middle * pitch).checked_sub(u64::from(width) + 1)?;
    (saved > 0).then_some((saved, width))
}

/// Folds the longest runs until everything fits; none where that is not enough.
fn fold(runs: &[Range<u64>], pitch: u64, fin: u64, room: u64, label: &dyn Fn(u64) -> u16) -> Option<Vec<Option<u16>>> {
    let mut total = runs.last().map_or(0, |run| run.end) * pitch + fin;
    // Even folded, a run of one byte or more takes a pitch: too many runs need no trying.
    if runs.len() as u64 * pitch >= room {
        return None;
    }
    let mut order: Vec<usize> = (0..runs.len()).collect();
    order.sort_by_key(|index| std::cmp::Reverse(runs[*index].end - runs[*index].start));
    let mut folded = vec![None; runs.len()];
    for index in order {
        if total < room {
            break;
        }
        let (saved, width) = saving(&runs[index], pitch, label)?;
        folded[index] = Some(width);
        total -= saved;
    }
    (total < room).then_some(folded)
}

fn fold_all(runs: &[Range<u64>], pitch: u64, label: &dyn Fn(u64) -> u16) -> Vec<Option<u16>> {
    runs.iter().map(|run| saving(run, pitch, label).map(|(_, width)| width)).collect()
}
