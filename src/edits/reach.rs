//! Which cells edits reach.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::plan::{Cell, set_of};

use super::edit::{Change, Edit};
use super::id::EditId;
use super::live::Live;
use super::set::EditSet;

/// Returns in how many cells a set of edits changes something: what is taken back within it does not count, and a cell with
/// several edits counts once. This is the number people are told of the changes of a file or a browser.
pub fn cells_changed(set: &EditSet) -> usize {
    let live = Live::of(set);
    let counted: Vec<&Arc<Edit>> = set.iter().filter(|edit| edit.retracts().is_none() && live.has(edit)).collect();
    let cells: BTreeSet<&Cell> = set_of(counted.iter().filter_map(|edit| edit.cell()));
    // One of a newer release may belong to no cell.
    cells.len() + counted.iter().filter(|edit| edit.cell().is_none()).count()
}

/// The edits of a set by step, to follow what is taken back.
pub struct Steps<'a> {
    set: &'a EditSet,
    by_step: BTreeMap<&'a EditId, Vec<&'a Arc<Edit>>>,
}

impl<'a> Steps<'a> {
    /// The steps of a set.
    pub fn of(set: &'a EditSet) -> Steps<'a> {
        let mut by_step: BTreeMap<&EditId, Vec<&Arc<Edit>>> = BTreeMap::new();
        for edit in set.iter() {
            by_step.entry(&edit.step).or_default().push(edit);
        }
        Steps { set, by_step }
    }

    /// The edits a retraction takes back.
    pub fn taken_by(&self, retraction: &Edit) -> Vec<&'a Arc<Edit>> {
        match &retraction.change {
            Change::Retract { seen: Some(seen), .. } => {
                let ids = set_of(seen.iter().map(|name| &name.id));
                ids.into_iter().flat_map(|id| self.set.get(id)).collect()
            }
            Change::Retract { step, seen: None } => self.by_step.get(step).cloned().unwrap_or_default(),
            _ => Vec::new(),
        }
    }

    /// Returns the cells a retraction affects, transitively.
    pub fn cells_of(&self, retraction: &Edit) -> BTreeSet<Cell> {
        let (mut cells, mut edits, mut steps) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        let mut waiting = self.taken_by(retraction);
        while let Some(edit) = waiting.pop() {
            if let Some(cell) = edit.cell() {
                cells.insert(cell.clone());
            } else if edits.insert(&edit.id) {
                // All that name one step take back the same.
                let is_known = matches!(&edit.change, Change::Retract { step, seen: None } if !steps.insert(step));
                if !is_known {
                    waiting.extend(self.taken_by(edit));
                }
            }
        }
        cells
    }
}
