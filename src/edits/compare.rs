//! What taking in other edits would change, cell by cell.

use std::sync::Arc;

use crate::plan::{Cell, Value, set_of};

use super::edit::Edit;
use super::resolve::{Head, View};

/// A cell two views show differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The cell.
    pub cell: Cell,
    /// Its value before.
    pub before: Value,
    /// Its value after.
    pub after: Value,
    /// Whether people disagree on it after.
    pub is_conflict: bool,
    /// The edits that come to stand: heads after that were none before.
    pub by: Vec<Arc<Edit>>,
}

/// The cells in which `after` differs from `before`: in value, or in being a conflict.
pub fn compare(before: &View, after: &View) -> Vec<Difference> {
    let cells = set_of(before.cells.keys().chain(after.cells.keys()).cloned());
    let differences = cells.into_iter().filter_map(|cell| {
        let (old, new) = (before.value(&cell), after.value(&cell));
        let is_conflict = after.is_conflict(&cell);
        let held = |edit: &Edit| heads(before, &cell).any(|before| before.id == edit.id);
        let by: Vec<_> = heads(after, &cell).filter(|edit| !held(edit)).cloned().collect();
        let changes = old != new || is_conflict != before.is_conflict(&cell) || (is_conflict && !by.is_empty());
        changes.then(|| Difference { cell, before: old, after: new, is_conflict, by })
    });
    differences.collect()
}

fn heads<'a>(view: &'a View, cell: &Cell) -> impl Iterator<Item = &'a Arc<Edit>> {
    view.state(cell).into_iter().flat_map(|state| state.heads()).filter_map(Head::edit)
}
