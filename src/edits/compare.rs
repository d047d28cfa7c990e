//! What a change of edits changes for whoever looks, cell by cell.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::plan::{Aspect, Cell, CellMap, Field, Value, map_of, set_of};

use super::closing::{closed_by, closes, is_correction};
use super::edit::Edit;
use super::id::EditId;
use super::name::Telling;
use super::resolve::{Head, View, concerned_by};
use super::set::EditSet;

/// Everything displayed about a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appearance {
    /// Its value.
    pub value: Value,
    /// Whether people disagree on it.
    pub is_conflict: bool,
    /// Where they do, all current values by their JSON: 75 and 75.0 are two.
    pub sides: BTreeMap<String, Value>,
    /// Whether it is a correction (訂正): it came after its year was closed.
    pub is_correction: bool,
    /// For a confirmation: whether the confirmed value is the current one.
    pub is_in_force: bool,
    /// Whether a newer release gave it a value that this one cannot show.
    pub has_newer: bool,
    /// For a `closed` cell: the live closings. One id may stand for several.
    pub closings: BTreeSet<(EditId, Telling)>,
}

/// A cell two views show differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The cell.
    pub cell: Cell,
    /// What was shown before.
    pub before: Appearance,
    /// What is shown after.
    pub after: Appearance,
    /// The edits that cause the difference: new heads and retractions.
    pub by: Vec<Arc<Edit>>,
}

impl Difference {
    /// Returns whether residents see the cell: not a confirmation, a memo, or the closing of a year.
    pub fn is_seen_by_residents(&self) -> bool {
        matches!(self.cell.aspect, Aspect::Value | Aspect::Remark) && self.cell.field() != Field::Closed
    }
}

impl View {
    /// Returns everything displayed about a cell.
    pub fn appearance(&self, cell: &Cell) -> Appearance {
        let closings =
            self.closings.get(cell).into_iter().flatten().map(|closing| (closing.id.clone(), closing.telling()));
        let is_conflict = self.is_conflict(cell);
        let heads = self.state(cell).into_iter().filter(|_| is_conflict).flat_map(|state| state.heads());
        Appearance {
            value: self.value(cell),
            is_conflict,
            sides: map_of(heads.filter_map(Head::value).map(|value| (value.to_text(), value.clone()))),
            is_correction: is_correction(self, cell),
            is_in_force: cell.aspect == Aspect::Confirmation
                && self.plan.is_confirmed(&cell.with_aspect(Aspect::Value)),
            has_newer: self.has_newer(cell),
            closings: set_of(closings),
        }
    }
}

/// The cells that `after` shows differently from `before`, each a view with the edits it came from.
pub fn compare(before: (&View, &EditSet), after: (&View, &EditSet)) -> Vec<Difference> {
    let taken_back = NewRetractions::among(before.1, after.1);
    let comparison = Comparison { before, after, taken_back: &taken_back };
    comparison.cells().into_iter().filter_map(|cell| comparison.of(cell)).collect()
}

/// Two views, each with the edits it came from, and what is taken back in the second alone.
pub(super) struct Comparison<'a> {
    pub(super) before: (&'a View, &'a EditSet),
    pub(super) after: (&'a View, &'a EditSet),
    pub(super) taken_back: &'a NewRetractions,
}

impl Comparison<'_> {
    /// The cells that may be shown differently. What both views share ([`View::shares`]) is not looked at: where one was made of
    /// the other, the cost follows what differs.
    pub(super) fn cells(&self) -> BTreeSet<Cell> {
        let (before, after) = (self.before.0, self.after.0);
        let maps = || [before, after].into_iter().flat_map(|view| [&view.cells, &view.strangers]);
        let subjects = set_of(maps().flat_map(CellMap::subjects));
        let differing = subjects.into_iter().filter(|subject| !before.shares(after, subject));
        let spoken = differing.flat_map(|subject| maps().flat_map(move |map| map.of(subject)));
        let mut cells: BTreeSet<Cell> = set_of(spoken.map(|(cell, _)| cell.clone()));
        // With a value its confirmation lapses, and with a closing begin and end the corrections of its year.
        let spoken = cells.clone();
        let concerned = concerned_by(&after.plan, &spoken).into_iter();
        cells.extend(concerned.filter(|cell| before.state(cell).or(after.state(cell)).is_some()));
        for cell in spoken {
            cells.extend(closes(&after.plan, &cell));
            let confirmation = cell.with_aspect(Aspect::Confirmation);
            let has = |view: &View| view.plan.cells.contains(&confirmation) || view.state(&confirmation).is_some();
            if has(before) || has(after) {
                cells.insert(confirmation);
            }
        }
        cells
    }

    /// How a cell is shown differently, if it is.
    pub(super) fn of(&self, cell: Cell) -> Option<Difference> {
        let ((before, held), (after, _)) = (self.before, self.after);
        let (old, new) = (before.appearance(&cell), after.appearance(&cell));
        let has = |view: &View, edit: &Edit| view.head_edits(&cell).any(|head| head.does_the_same(edit));
        let mut by: Vec<_> = after.head_edits(&cell).filter(|edit| !has(before, edit)).cloned().collect();
        let is_more_disputed = new.is_conflict && !by.is_empty();
        // Digits are shown, too: 75 and 75.0 are not the same to whoever reads them.
        let is_same = old == new && old.value.is_written_like(&new.value);
        if is_same && !is_more_disputed {
            return None;
        }
        by.extend(self.taken_back.of(&cell));
        let foreign = after.foreign.iter().filter(|edit| edit.cell() == Some(&cell) && !held.holds(edit));
        by.extend(foreign.cloned());
        // What speaks against retiring a subject.
        let against = after.state(&cell).into_iter().flat_map(|state| state.against());
        by.extend(against.filter(|edit| !held.holds(edit)).cloned());
        // A closing counts although another has replaced it.
        by.extend(after.closings.get(&cell).into_iter().flatten().filter(|edit| !held.holds(edit)).cloned());
        // A confirmation lapses by what its value becomes, and a correction is one, or none any more, by a closing.
        let closing = closed_by(&after.plan, &cell).filter(|_| old.is_correction != new.is_correction);
        let mut others: Vec<Cell> = [Some(cell.with_aspect(Aspect::Value)), closing].into_iter().flatten().collect();
        // A retirement holds, or is disputed, by what becomes of the values that speak against it.
        let against = |view: &'_ View| view.state(&cell).map(|state| state.against().to_vec()).unwrap_or_default();
        let (spoke, speak) = (against(before), against(after));
        let changed = spoke.iter().filter(|edit| !speak.contains(edit));
        let changed = changed.chain(speak.iter().filter(|edit| !spoke.contains(edit)));
        others.extend(changed.filter_map(|edit| edit.cell().cloned()));
        // And whatever belongs to a subject comes and goes with what it is.
        if before.plan.structure.has(&cell.subject) != after.plan.structure.has(&cell.subject) {
            let around = [before, after].map(|view| view.plan.structure.around(&cell.subject));
            let subjects = std::iter::once(&cell.subject).chain(around.into_iter().flatten());
            others.extend(set_of(subjects.filter_map(|id| Cell::plain(id, Field::Role))));
        }
        for other in others.into_iter().filter(|other| *other != cell) {
            let heads = after.head_edits(&other).chain(after.closings.get(&other).into_iter().flatten());
            by.extend(heads.filter(|edit| !held.holds(edit)).cloned());
            by.extend(self.taken_back.of(&other));
        }
        by.sort_by(|a, b| b.order().cmp(&a.order()));
        by.dedup_by(|a, b| a.does_the_same(b));
        Some(Difference { cell, before: old, after: new, by })
    }
}

/// The retractions that are new, by the cells they reach.
#[derive(Clone, Debug, Default)]
pub(super) struct NewRetractions(BTreeMap<Cell, Vec<Arc<Edit>>>);

impl NewRetractions {
    pub(super) fn among(held: &EditSet, edits: &EditSet) -> NewRetractions {
        let mut by_cell: BTreeMap<Cell, Vec<Arc<Edit>>> = BTreeMap::new();
        for edit in edits.retractions().filter(|edit| !held.holds(edit)) {
            for cell in edits.cells_of(edit) {
                by_cell.entry(cell).or_default().push(edit.clone());
            }
        }
        NewRetractions(by_cell)
    }

    fn of(&self, cell: &Cell) -> impl Iterator<Item = Arc<Edit>> + '_ {
        self.0.get(cell).into_iter().flatten().cloned()
    }
}
