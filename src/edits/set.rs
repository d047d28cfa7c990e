//! Sets of edits, and their union.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::plan::{Cell, CellMap, SubjectId, set_of};

use super::edit::{Change, Edit};
use super::id::EditId;

/// A set of edits.
///
/// Edits of one id that do different things, or give different reasons, are different edits, and all are kept: nobody can
/// take another's edit away by telling it otherwise. An edit that tells less than another of its id and nothing else
/// (a publication leaves out who made it and why) is the same, and the fuller telling is kept. So a set depends on what
/// was put in, and not on the order.
#[derive(Clone, Debug, Default)]
pub struct EditSet {
    /// The tellings of each id, in the order of their texts; nearly always one.
    edits: BTreeMap<EditId, Vec<Arc<Edit>>>,
    /// The edits of each cell, in the order of their ids.
    by_cell: CellMap<Vec<Arc<Edit>>>,
    /// The edits of each step that bear another id than their step, in the order of their ids.
    by_step: BTreeMap<EditId, Vec<Arc<Edit>>>,
    retractions: BTreeSet<EditId>,
    foreign: BTreeSet<EditId>,
}

impl PartialEq for EditSet {
    fn eq(&self, other: &EditSet) -> bool {
        // All else follows from these.
        self.edits == other.edits
    }
}

impl Eq for EditSet {}

impl EditSet {
    /// The set of these edits.
    pub fn of<E: Into<Arc<Edit>>>(edits: impl IntoIterator<Item = E>) -> EditSet {
        let mut set = EditSet::default();
        edits.into_iter().for_each(|edit| {
            set.insert(edit.into());
        });
        set
    }

    /// Adds one edit. Returns whether that changed the set.
    pub fn insert(&mut self, edit: Arc<Edit>) -> bool {
        self.put(edit).is_some()
    }

    /// Adds one edit. Returns those that tell less and that it took the place of; `None` where it is known.
    pub(super) fn put(&mut self, edit: Arc<Edit>) -> Option<Vec<Arc<Edit>>> {
        let tellings = self.edits.entry(edit.id.clone()).or_default();
        if tellings.iter().any(|known| Arc::ptr_eq(known, &edit) || edit.is_told_by(known)) {
            return None;
        }
        let replaced: Vec<Arc<Edit>> = tellings.iter().filter(|known| known.is_told_by(&edit)).cloned().collect();
        tellings.retain(|known| !replaced.iter().any(|replaced| Arc::ptr_eq(replaced, known)));
        place(tellings, &edit);
        for known in &replaced {
            self.index(known, |edits| edits.retain(|edit| !Arc::ptr_eq(edit, known)));
        }
        self.index(&edit, |edits| place(edits, &edit));
        match edit.change {
            Change::Set { .. } => false,
            Change::Retract { .. } => self.retractions.insert(edit.id.clone()),
            Change::Foreign(_) => self.foreign.insert(edit.id.clone()),
        };
        Some(replaced)
    }

    /// Changes the lists an edit belongs in: of its cell, and of its step.
    fn index(&mut self, edit: &Edit, change: impl Fn(&mut Vec<Arc<Edit>>)) {
        if let Some(cell) = edit.cell() {
            self.by_cell.change(cell, &change);
        }
        if edit.step != edit.id {
            change(self.by_step.entry(edit.step.clone()).or_default());
        }
    }

    /// Adds every edit of `other`.
    pub fn union(&mut self, other: &EditSet) {
        other.iter().for_each(|edit| {
            self.insert(edit.clone());
        });
    }

    /// Returns all versions stored for an id.
    pub fn get(&self, id: &EditId) -> &[Arc<Edit>] {
        self.edits.get(id).map(Vec::as_slice).unwrap_or_default()
    }

    /// Whether the set holds an edit with this id.
    pub fn contains(&self, id: &EditId) -> bool {
        self.edits.contains_key(id)
    }

    /// Whether the set holds an edit that does the same as `edit`.
    pub fn holds(&self, edit: &Edit) -> bool {
        self.get(&edit.id).iter().any(|known| known.does_the_same(edit))
    }

    /// All edits, in the order of their ids.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Edit>> {
        self.edits.values().flatten()
    }

    /// Returns the edited cells in order, including those with foreign edits.
    pub fn cells(&self) -> impl Iterator<Item = &Cell> {
        self.by_cell.keys()
    }

    /// Returns the edited cells of a subject.
    pub fn cells_of_subject(&self, subject: &SubjectId) -> impl Iterator<Item = &Cell> {
        self.by_cell.of(subject).map(|(cell, _)| cell)
    }

    /// The edits that belong to this cell, foreign ones among them.
    pub fn of_cell(&self, cell: &Cell) -> impl Iterator<Item = &Arc<Edit>> {
        self.by_cell.get(cell).into_iter().flatten()
    }

    /// The retractions, in the order of their ids.
    pub fn retractions(&self) -> impl Iterator<Item = &Arc<Edit>> {
        self.retractions.iter().flat_map(|id| self.get(id)).filter(|edit| edit.retracts().is_some())
    }

    /// What a newer release made, in the order of ids.
    pub fn foreign(&self) -> impl Iterator<Item = &Arc<Edit>> {
        self.foreign.iter().flat_map(|id| self.get(id)).filter(|edit| edit.is_foreign())
    }

    /// The edits of a step.
    pub fn of_step(&self, step: &EditId) -> impl Iterator<Item = &Arc<Edit>> {
        let first = self.get(step).iter().filter(move |edit| edit.step == *step);
        first.chain(self.by_step.get(step).into_iter().flatten())
    }

    /// The edits a retraction takes back, as far as they are in the set.
    pub fn taken_by(&self, retraction: &Edit) -> Vec<&Arc<Edit>> {
        match &retraction.change {
            Change::Retract { seen: Some(seen), .. } => {
                let ids = set_of(seen.iter().map(|name| &name.id));
                ids.into_iter().flat_map(|id| self.get(id)).collect()
            }
            Change::Retract { step, seen: None } => self.of_step(step).collect(),
            _ => Vec::new(),
        }
    }

    /// The cells a retraction affects: of what it takes back, and of what is restored by that.
    pub fn cells_of(&self, retraction: &Edit) -> BTreeSet<Cell> {
        let (mut cells, mut edits, mut steps) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        let mut waiting = self.taken_by(retraction);
        while let Some(edit) = waiting.pop() {
            if let Some(cell) = edit.cell() {
                cells.insert(cell.clone());
            } else if edits.insert(Arc::as_ptr(edit)) {
                // All that name one step take back the same.
                let is_known = matches!(&edit.change, Change::Retract { step, seen: None } if !steps.insert(step));
                if !is_known {
                    waiting.extend(self.taken_by(edit));
                }
            }
        }
        cells
    }

    /// How many edits there are.
    pub fn len(&self) -> usize {
        self.edits.values().map(Vec::len).sum()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.edits.is_empty()
    }

    /// The largest clock; 0 where there is no edit.
    pub fn last_clock(&self) -> u64 {
        self.iter().map(|edit| edit.clock).max().unwrap_or(0)
    }
}

/// Puts an edit in its place in a list in the order of ids; of those with one id, of texts.
fn place(edits: &mut Vec<Arc<Edit>>, edit: &Arc<Edit>) {
    let first = edits.partition_point(|known| known.id < edit.id);
    let text = || edit.to_text();
    let alike = edits.get(first..).unwrap_or_default().iter();
    let before = alike.take_while(|known| known.id == edit.id && known.to_text() < text()).count();
    edits.insert(first + before, edit.clone());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(value: &str, more: &str) -> Arc<Edit> {
        let json = format!(
            r#"{{"id":"a-1","step":"a-1","clock":1,"at":"2026-04-01T00:00:00.000Z","cell":"k1/name","value":{{"text":"{value}"}},"seen":[]{more}}}"#
        );
        Arc::new(Edit::read(&json).unwrap())
    }

    #[test]
    fn what_one_id_stands_for_is_kept_whole_in_any_order() {
        let (short, full) = (edit("1", ""), edit("1", r#","author":"花子","reason":"確定""#));
        let (other, forged) = (edit("1", r#","author":"太郎""#), edit("9999", ""));
        let all = [&short, &full, &other, &forged];
        let mut sets = Vec::new();
        for turn in 0..all.len() {
            let mut set = EditSet::of(all.iter().cycle().skip(turn).take(all.len()).map(|edit| (*edit).clone()));
            set.union(&EditSet::of([short.clone(), forged.clone()]));
            sets.push(set);
        }
        assert!(sets.windows(2).all(|pair| pair[0] == pair[1]));
        // The short telling is in both fuller ones; nothing else was lost.
        assert_eq!(sets[0].len(), 3);
        assert!(sets[0].holds(&short) && !EditSet::of([full, other]).holds(&forged));
    }
}
