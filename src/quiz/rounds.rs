//! Which rows are asked when, and which recv of changed calls a column belongs to.

use crate::doc::Worksheet;
use crate::script::Script;

/// A table of more rows than this is asked in two rounds.
const AT_ONCE: usize = 7;
/// How many rows the first round has where the worksheet does not say.
const FIRST: usize = 5;

/// The rounds: indices into the worksheet's rows.
pub(super) fn rounds(sheet: &Worksheet) -> Vec<Vec<usize>> {
    let all = 0..sheet.rows.len();
    let mut first: Vec<usize> = Vec::new();
    for number in &sheet.first {
        if let Some(row) = sheet.rows.iter().position(|row| row.number == *number)
            && !first.contains(&row)
        {
            first.push(row);
        }
    }
    if first.is_empty() {
        first = if all.len() > AT_ONCE { all.clone().take(FIRST).collect() } else { all.clone().collect() };
    }
    let rest: Vec<usize> = all.filter(|row| !first.contains(row)).collect();
    if rest.is_empty() { vec![first] } else { vec![first, rest] }
}

/// For each cell of the changed calls, the cell of the old ones that it stands for: the one with the same buffer's name,
/// else (where names say nothing) the one in the same place.
pub(super) fn recvs_kept(old: &Script, new: &Script) -> Vec<Option<usize>> {
    let names = |script: &Script| -> Vec<Option<String>> {
        script.cells().iter().map(|cell| script.buffer_of(cell.call).map(str::to_owned)).collect()
    };
    let (old, new) = (names(old), names(new));
    let unique = |names: &[Option<String>]| {
        names.iter().enumerate().all(|(at, name)| name.is_some() && !names[..at].contains(name))
    };
    if unique(&old) && unique(&new) {
        new.iter().map(|name| old.iter().position(|known| known == name)).collect()
    } else {
        (0..new.len()).map(|at| (at < old.len()).then_some(at)).collect()
    }
}
