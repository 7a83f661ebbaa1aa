//! The map as it is drawn now: which outcome lies where, what is known of it, and what stands under the mouse.

use ratatui::layout::Rect;

use super::places::places;
use super::words::{name, tree_lines};
use crate::msg;
use crate::stream::map::{Band, Grid, Tile};
use crate::stream::{Cell, Outcome, Row, Rule, Verdict};
use crate::tui::app::{App, Lab, Map};
use crate::tui::screens;
use crate::tui::widgets::{MapGrid, MapTree, Mark};

/// The map's outcomes in columns and rows, as they are drawn now.
pub(crate) struct Scene {
    /// Where they lie.
    pub(crate) grid: Grid,
    /// The place with the cursor.
    pub(crate) cursor: Option<Tile>,
    /// Where it is drawn.
    pub(super) area: Rect,
}

/// The scene at the present size; none where the map is a tree, or not known yet.
pub(crate) fn scene(app: &App) -> Option<Scene> {
    let (map, lab) = (app.map.as_deref()?, app.lab.as_deref()?);
    screens::whole(app.size).filter(|_| map.is_grid())?;
    let pane = places(app, lab, map).map;
    let area = Rect { y: pane.y + 1, height: pane.height.saturating_sub(1), ..pane };
    let (columns, rows) = MapGrid::room(area);
    let outcomes = map.outcomes.as_ref()?;
    let grid = Grid::new(outcomes, &map.window(), columns, rows)?;
    let cursor = outcomes.get(map.at).and_then(|outcome| grid.place(outcome));
    Some(Scene { grid, cursor, area })
}

/// Whether the cursor stands on a single outcome.
pub(crate) fn is_single(app: &App) -> bool {
    match scene(app) {
        Some(scene) => scene.cursor.is_some_and(|cursor| scene.grid.at(cursor).len() == 1),
        None => app.map.as_deref().is_some_and(|map| !map.is_grid() && map.chosen().is_some()),
    }
}

/// What stands at a point of the map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hit {
    /// A place: its first outcome.
    Outcome(usize),
    /// A branch.
    Line(usize),
}

/// What stands at (x, y).
pub(crate) fn hit(app: &App, x: u16, y: u16) -> Option<Hit> {
    let look = screens::look(app);
    let (map, lab) = (app.map.as_deref()?, app.lab.as_deref()?);
    if let Some(scene) = scene(app) {
        return with_grid(app, lab, map, &scene, |grid| {
            let tile = grid.hit(&look, scene.area, x, y)?;
            scene.grid.at(tile).first().copied().map(Hit::Outcome)
        });
    }
    screens::whole(app.size)?;
    let area = tree_area(places(app, lab, map).map);
    let inside = x >= area.x && x < area.right();
    let tree = MapTree { heading: "", counts: "", lines: &tree_lines(app, lab, map), cursor: map.line, focused: true };
    tree.line_at(area, y).filter(|_| inside).map(Hit::Line)
}

/// The list of branches, under its rule and the path.
pub(super) fn tree_area(pane: Rect) -> Rect {
    Rect { y: pane.y + 2, height: pane.height.saturating_sub(2), ..pane }
}

/// The outcome with the cursor; where several share its place, none.
pub(super) fn chosen(app: &App, map: &Map) -> Option<Outcome> {
    is_single(app).then(|| map.chosen().cloned()).flatten()
}

/// The rows of the quiz with the model's answers.
pub(super) fn rows(lab: &Lab) -> impl Iterator<Item = (&Row, &Verdict)> {
    let rows = lab.quiz.iter().flat_map(|quiz| quiz.rows.iter().enumerate());
    rows.filter_map(|(at, entry)| Some((&entry.row, lab.verdict(at)?)))
}

/// What is known of each listed outcome.
pub(super) fn marks(lab: &Lab, map: &Map) -> Vec<Mark> {
    let Some(outcomes) = &map.outcomes else { return Vec::new() };
    let mut marks: Vec<Mark> = map.seen(lab).into_iter().map(|seen| Mark { seen, ..Mark::default() }).collect();
    for (row, verdict) in rows(lab) {
        let Verdict::Possible { outcome, .. } = verdict else { continue };
        // A row that leaves cells open is more than one outcome; it is pinned on the judge's.
        if let Ok(at) = outcomes.binary_search(outcome) {
            marks[at].row.get_or_insert(row.number);
        }
    }
    marks
}

/// Rows that cannot happen: where each would lie, if anywhere on the map, its number, and the rule it breaks.
pub(super) fn denied<'a>(lab: &'a Lab, grid: &'a Grid) -> impl Iterator<Item = (Option<Tile>, u32, Rule)> + 'a {
    rows(lab).filter_map(|(row, verdict)| match verdict {
        Verdict::Impossible(fault) => {
            let tile = grid.claimed(row).filter(|tile| grid.at(*tile).is_empty());
            Some((tile, row.number, fault.rule))
        }
        _ => None,
    })
}

pub(super) fn with_grid<T>(app: &App, lab: &Lab, map: &Map, scene: &Scene, then: impl FnOnce(&MapGrid<'_>) -> T) -> T {
    let marks = marks(lab, map);
    let denied: Vec<(Tile, u32)> =
        denied(lab, &scene.grid).filter_map(|(tile, number, _)| Some((tile?, number))).collect();
    let axis = |cell: usize| app.texts.say(&msg!("map-axis", name = name(app, lab, cell)));
    let axes = [axis(0), axis(1)];
    let wide = |bands: &[Band]| bands.iter().any(|band| !band.is_one());
    let merged = wide(&scene.grid.columns) || wide(&scene.grid.rows);
    let note = match merged {
        true => app.texts.get("map-merged"),
        false if is_slope(lab, map) => app.texts.get("map-slope"),
        false => String::new(),
    };
    then(&MapGrid {
        grid: &scene.grid,
        marks: &marks,
        axes: [&axes[0], &axes[1]],
        denied: &denied,
        cursor: scene.cursor,
        focused: true,
        note: &note,
    })
}

/// Whether the outcomes in which everything is read lie on a slope: two recvs of one side that take what they get.
pub(super) fn is_slope(lab: &Lab, map: &Map) -> bool {
    let cells = lab.script.cells();
    let [one, two] = &cells[..] else { return false };
    let total = lab.script.stream_from(one.side.peer()).len() as u64;
    let all = |outcome: &Outcome| {
        let read = outcome.cells.iter().map(|cell| if let Cell::Data(bytes) = cell { bytes.len() as u64 } else { 0 });
        read.sum::<u64>() == total
    };
    let many = map.outcomes.iter().flatten().filter(|outcome| all(outcome)).count();
    one.side == two.side && many > 2
}

/// Outcomes of the map that were seen.
pub(super) fn seen_outcomes(lab: &Lab, map: &Map) -> u64 {
    match map.outcomes.as_ref().filter(|_| !map.partial) {
        Some(_) => map.seen(lab).iter().filter(|times| **times > 0).count() as u64,
        None => lab.seen.len() as u64,
    }
}
