//! The map of outcomes: its picture, and where a click goes.

use chunkscope::script::Script;
use chunkscope::stream::map::{Grid, Tile, Ways, explore};
use chunkscope::stream::{Claim, Outcome, Reading, Row};
use chunkscope::tui::theme::{Depth, Kind};
use chunkscope::tui::widgets::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Color;

use crate::fixture::*;
use crate::scene::with_look;
use crate::sizes::at_all_sizes;
use crate::styled::styled;

const AXES: [&str; 2] = ["bytes in buf1", "bytes in buf2"];

fn outcomes(script: &Script) -> Vec<Outcome> {
    let Ways::All(outcomes) = explore(script, Reading::InOrder, &[], 10_000) else { panic!("few outcomes") };
    outcomes
}

fn row(number: u32, claims: [Claim; 2]) -> Row {
    Row { number, span: Default::default(), claims: claims.to_vec() }
}

/// Lesson 1's map with some outcomes seen, rows pinned on it, and (played) a goal.
fn lesson(look: &Look<'_>, width: u16, height: u16, played: bool) -> Buffer {
    let area = Rect { x: 0, y: 0, width, height };
    let mut buf = Buffer::empty(area);
    lesson_in(look, area, &mut buf, played);
    buf
}

fn lesson_in(look: &Look<'_>, area: Rect, buf: &mut Buffer, played: bool) {
    let outcomes = outcomes(&worksheet());
    let every: Vec<usize> = (0..outcomes.len()).collect();
    let (columns, rows) = MapGrid::room(area);
    let Some(grid) = Grid::new(&outcomes, &every, columns, rows) else { return };
    let mut marks = vec![Mark::default(); outcomes.len()];
    let data = |text: &str| Claim::Data(text.as_bytes().to_vec());
    let rows = [
        (row(5, [data("hello!bye!"), Claim::Blocks]), 412),
        (row(6, [data("h"), data("ello!bye!")]), 1),
        (row(10, [data("he"), data("llo!bye!")]), 4),
        (row(13, [data("he"), data("ll")]), 0),
        (row(1, [data("hello!"), data("bye!")]), 37),
    ];
    for (at, mark) in marks.iter_mut().enumerate() {
        let found = rows.iter().find(|(row, _)| row.admits(&outcomes[at]));
        mark.row = found.map(|(row, _)| row.number);
        mark.seen = found.map_or(u64::from(at % 7 == 3), |(_, seen)| *seen);
        mark.open = played.then_some(at % 5 == 0);
        mark.goal = played && mark.row == Some(13);
    }
    let denied = row(16, [data("hello!"), Claim::Blocks]);
    let denied: Vec<(Tile, u32)> = grid.claimed(&denied).into_iter().map(|tile| (tile, 16)).collect();
    let cursor = grid.place(&outcomes[3]);
    let map = MapGrid {
        grid: &grid,
        marks: &marks,
        axes: AXES,
        denied: &denied,
        cursor,
        focused: true,
        note: "on the slope all is read",
    };
    map.draw(look, area, buf);
}

fn shown(width: u16, height: u16, depth: Depth, kind: Kind, ascii: bool, played: bool) -> String {
    with_look(depth, kind, ascii, |look| styled(&lesson(look, width, height, played)))
}

#[test]
fn map_beside_the_stream() {
    insta::assert_snapshot!(shown(47, 24, Depth::TrueColor, Kind::Dark, false, false));
}

#[test]
fn map_while_one_plays_without_colour() {
    insta::assert_snapshot!(shown(60, 26, Depth::NoColor, Kind::Dark, false, true));
}

#[test]
fn map_at_eighty_in_ascii() {
    insta::assert_snapshot!(shown(78, 14, Depth::NoColor, Kind::Light, true, false));
}

#[test]
fn map_with_merged_places() {
    insta::assert_snapshot!(shown(30, 10, Depth::Ansi16, Kind::Light, false, false));
}

fn tree(look: &Look<'_>, area: Rect, buf: &mut Buffer) {
    let line = |label: &str, count: &str, times, seen: &str, rows: &str| TreeLine {
        label: label.into(),
        count: count.into(),
        times,
        seen: seen.into(),
        rows: rows.into(),
    };
    let lines = [
        line("\"h\"", "36", 0, "", ""),
        line("\"he\"", "28", 3, "seen 3×", "rows 10, 13"),
        line("3–100 bytes", "1,234,567", 120, "seen 120×", "row 5"),
        line("blocks", "1", 0, "", ""),
    ];
    let tree = MapTree { heading: "buf1", counts: "outcomes", lines: &lines, cursor: 1, focused: true };
    tree.draw(look, area, buf);
}

#[test]
fn map_as_a_tree() {
    insta::assert_snapshot!(with_look(Depth::TrueColor, Kind::Dark, false, |look| {
        let mut buf = Buffer::empty(Rect { x: 0, y: 0, width: 60, height: 8 });
        tree(look, buf.area, &mut buf);
        styled(&buf)
    }));
}

#[test]
fn at_every_size() {
    at_all_sizes(|look, area, buf| {
        lesson_in(look, area, buf, true);
        tree(look, area, buf);
    });
}

#[test]
fn without_colour_none_is_set_and_in_ascii_all_is_ascii() {
    for (width, height) in [(30, 12), (47, 24), (78, 14)] {
        let plain = with_look(Depth::NoColor, Kind::HighContrastDark, false, |look| lesson(look, width, height, true));
        assert!(plain.content.iter().all(|cell| (cell.fg, cell.bg) == (Color::Reset, Color::Reset)));
        let ascii = with_look(Depth::TrueColor, Kind::Dark, true, |look| lesson(look, width, height, true));
        assert!(ascii.content.iter().all(|cell| cell.symbol().is_ascii()));
    }
}

#[test]
fn a_click_finds_its_place() {
    let outcomes = outcomes(&worksheet());
    let every: Vec<usize> = (0..outcomes.len()).collect();
    let area = Rect { x: 3, y: 2, width: 60, height: 26 };
    let (columns, rows) = MapGrid::room(area);
    let grid = Grid::new(&outcomes, &every, columns, rows).unwrap();
    let marks = vec![Mark { seen: 1, ..Mark::default() }; outcomes.len()];
    let map = MapGrid { grid: &grid, marks: &marks, axes: AXES, denied: &[], cursor: None, focused: true, note: "" };
    with_look(Depth::NoColor, Kind::Dark, false, |look| {
        let mut buf = Buffer::empty(Rect { x: 0, y: 0, width: 80, height: 30 });
        map.draw(look, area, &mut buf);
        let mut found = std::collections::BTreeSet::new();
        for y in 0..30 {
            for x in 0..80 {
                let hit = map.hit(look, area, x, y);
                found.extend(hit);
                // Whatever stands for an outcome can be clicked.
                let drawn = x < 52 && y > 9 && buf[(x, y)].symbol() == "░";
                assert!(!drawn || hit.is_some(), "{x},{y}");
            }
        }
        assert_eq!(found.len(), outcomes.len());
    });
}
