//! The map in words: recvs, places, branches, outcomes.

use super::scene::{rows, scene};
use crate::call::Side;
use crate::msg;
use crate::script::CellPlace;
use crate::stream::map::{Band, Branch, Kind, Part, lies_on, parts};
use crate::stream::{Cell, Outcome, Verdict};
use crate::text::Message;
use crate::text::escape::c_literal;
use crate::tui::app::{App, Lab, Map};
use crate::tui::screens::{self};
use crate::tui::widgets::{Look, TreeLine, band, thousands};

/// What the recv of a cell writes to: `buf1`, or `call 3`.
pub(super) fn name(app: &App, lab: &Lab, cell: usize) -> String {
    let Some(place) = lab.script.cells().get(cell).copied() else { return String::new() };
    let same = |other: &CellPlace| lab.script.buffer_of(other.call) == lab.script.buffer_of(place.call);
    let alone = lab.script.cells().iter().filter(|other| same(other)).count() == 1;
    match lab.script.buffer_of(place.call).filter(|_| alone) {
        Some(buffer) => buffer.to_owned(),
        None => app.texts.say(&msg!("tui-recv", call = place.call + 1)),
    }
}

/// One part in words: `"he"`, `3–10 bytes`, `blocks`.
pub(super) fn part_words(look: &Look<'_>, part: Part) -> String {
    match (part.band.first, part.band.is_one()) {
        (Kind::Data(length), true) => look.texts.say(&msg!("map-bytes", count = length, shown = thousands(length))),
        (Kind::Data(_), false) => look.texts.say(&msg!("map-bytes-range", range = band(look, part.band))),
        _ => band(look, part.band),
    }
}

/// The recv of a part: `buf1`, and in a loop which piece.
pub(super) fn part_name(app: &App, lab: &Lab, part: Part) -> String {
    let name = name(app, lab, part.cell);
    let in_loop = lab.script.cells().get(part.cell).is_some_and(|place| place.in_loop.is_some());
    if in_loop { app.texts.say(&msg!("map-piece", name = name, piece = part.piece + 1)) } else { name }
}

/// The branches that were opened: `buf1 = 2 bytes · buf2 = …`.
pub(super) fn path_words(app: &App, lab: &Lab, map: &Map) -> String {
    if map.path.is_empty() {
        let key = if map.partial { "map-path-partial" } else { "map-path-none" };
        let listed = map.outcomes.as_ref().map_or(0, Vec::len) as u64;
        return app.texts.say(&match key {
            "map-path-partial" => msg!("map-path-partial", listed = thousands(listed)),
            _ => msg!("map-path-none"),
        });
    }
    let look = screens::look(app);
    // A range that was opened further is told by what it was opened to.
    let last = |at: usize, part: &Part| map.path[at + 1..].iter().all(|later| !part.holds(*later));
    let told = map.path.iter().enumerate().filter(|(at, part)| last(*at, part));
    let words: Vec<String> = told
        .map(|(_, part)| {
            let what = part_words(&look, *part);
            app.texts.say(&msg!("map-path-part", name = part_name(app, lab, *part), what = what))
        })
        .collect();
    words.join(" · ")
}

pub(super) fn tree_lines(app: &App, lab: &Lab, map: &Map) -> Vec<TreeLine> {
    let look = screens::look(app);
    let rows = rows(lab).filter_map(|(row, verdict)| match verdict {
        Verdict::Possible { outcome, .. } => Some((row.number, outcome)),
        _ => None,
    });
    let rows: Vec<(u32, &Outcome)> = rows.filter(|(_, outcome)| lies_on(outcome, &map.path)).collect();
    let seen: Vec<(&Outcome, u64)> = lab.seen.iter().filter(|(outcome, _)| lies_on(outcome, &map.path)).collect();
    let line = |branch: &Branch| {
        let on = |outcome: &Outcome| lies_on(outcome, &[branch.part]);
        let times = seen.iter().filter(|(outcome, _)| on(outcome)).map(|(_, times)| times).sum();
        let label = match &branch.only {
            Some(only) => {
                let rest = parts(only)
                    .into_iter()
                    .skip_while(|part| (part.cell, part.piece) < (branch.part.cell, branch.part.piece));
                rest.map(|part| part_words(&look, part)).collect::<Vec<_>>().join(" · ")
            }
            None => part_words(&look, branch.part),
        };
        let numbers: Vec<String> =
            rows.iter().filter(|(_, outcome)| on(outcome)).map(|(number, _)| number.to_string()).collect();
        TreeLine {
            label,
            count: branch.count.as_ref().map_or_else(|| app.texts.get("map-uncounted"), thousands),
            times,
            seen: if times > 0 {
                app.texts.say(&msg!("tui-quiz-seen", times = thousands(times)))
            } else {
                String::new()
            },
            rows: match numbers.is_empty() {
                true => String::new(),
                false => app.texts.say(&msg!("map-rows", count = numbers.len(), rows = numbers.join(", "))),
            },
        }
    };
    map.branches.iter().flatten().map(line).collect()
}

/// What a cell gave, in words: `"he"`, `blocks`.
pub(super) fn cell_words(look: &Look<'_>, cell: &Cell) -> String {
    match cell {
        Cell::Data(bytes) => c_literal(&bytes[..bytes.len().min(64)]),
        Cell::Pieces(pieces) => pieces.iter().map(|piece| cell_words(look, piece)).collect::<Vec<_>>().join(" + "),
        other => Kind::of(other).map_or(String::new(), |kind| band(look, Band::one(kind))),
    }
}

/// What the outcome leaves in the stream.
pub(super) fn left_words(lab: &Lab, outcome: &Outcome) -> Message {
    let side: Side = lab.from.peer();
    let sent = lab.script.stream_from(lab.from).len() as u64;
    let cells = lab.script.cells();
    let own = outcome.cells.iter().zip(&cells).filter(|(_, place)| place.side == side);
    let length = |cell: &Cell| if let Cell::Data(bytes) = cell { bytes.len() as u64 } else { 0 };
    let peeks = |call: usize| lab.script.calls[call].call.as_recv().is_some_and(|recv| recv.flags.peek);
    let read: u64 = own
        .filter(|(_, place)| !peeks(place.call))
        .map(|(cell, _)| match cell {
            Cell::Pieces(pieces) => pieces.iter().map(length).sum(),
            cell => length(cell),
        })
        .sum();
    let left = sent.saturating_sub(read);
    match left {
        0 => msg!("map-all-read", sent = sent, shown = thousands(sent)),
        left => msg!("map-some-left", left = left, shown = thousands(left), sent = thousands(sent)),
    }
}

/// What lies at a place with several outcomes.
pub(super) fn several(app: &App, lab: &Lab, map: &Map) -> String {
    let look = screens::look(app);
    if let Some(scene) = scene(app) {
        let Some(cursor) = scene.cursor else { return String::new() };
        let inside = scene.grid.at(cursor);
        let seen = map.seen(lab);
        let seen = inside.iter().filter(|index| seen.get(**index).is_some_and(|times| *times > 0)).count();
        let one = |cell: usize, band: Option<&Band>| {
            let part = Part { cell, piece: 0, band: *band? };
            let what = part_words(&look, part);
            Some(app.texts.say(&msg!("map-path-part", name = name(app, lab, cell), what = what)))
        };
        let first = one(0, scene.grid.columns.get(cursor.column));
        let second = one(1, scene.grid.rows.get(cursor.row));
        let place: Vec<String> = first.into_iter().chain(second).collect();
        let place = place.join(" · ");
        return app.texts.say(&msg!("map-several", place = place, count = inside.len(), seen = seen));
    }
    let Some(branch) = map.branches.as_ref().and_then(|branches| branches.get(map.line)) else { return String::new() };
    let what = part_words(&look, branch.part);
    let place = app.texts.say(&msg!("map-path-part", name = part_name(app, lab, branch.part), what = what));
    match &branch.count {
        Some(count) => app.texts.say(&msg!("map-branch", place = place, count = thousands(count))),
        None => app.texts.say(&msg!("map-branch-uncounted", place = place)),
    }
}
