//! What a plan and a set of edits come to.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::plan::{Cell, Field, FiscalYear, Plan, SubjectId, Value, set_of};

use super::edit::{Edit, sorted};
use super::id::EditId;
use super::live::Live;
use super::root::root;
use super::set::EditSet;

/// A plan with its edits applied, and where they disagree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// The plan as shown: each edited cell holds the value that is shown.
    pub plan: Arc<Plan>,
    /// Cells of the plan that have a live edit.
    pub cells: BTreeMap<Cell, CellState>,
    /// Cells with live edits that the plan does not have; kept, shown in lists only.
    pub strangers: BTreeMap<Cell, CellState>,
}

/// The live ends of a cell's history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellState {
    /// Values nobody has replaced, the one that is shown first; never empty.
    heads: Vec<Head>,
    shown: Value,
}

/// A value that no live edit has replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Head {
    /// The plan's own value.
    Root(Value),
    /// An edit's value.
    Edit(Arc<Edit>),
}

impl Head {
    /// The value.
    pub fn value(&self) -> Option<&Value> {
        match self {
            Head::Root(value) => Some(value),
            Head::Edit(edit) => edit.set().map(|(_, value, _)| value),
        }
    }

    /// The edit, if it is not the plan's own value.
    pub fn edit(&self) -> Option<&Arc<Edit>> {
        match self {
            Head::Root(_) => None,
            Head::Edit(edit) => Some(edit),
        }
    }
}

impl CellState {
    /// The values nobody has replaced; the one that is shown comes first.
    pub fn heads(&self) -> &[Head] {
        &self.heads
    }

    /// The value that is shown: the only one, or of several the latest.
    pub fn shown(&self) -> &Value {
        &self.shown
    }

    /// Whether the heads differ in value.
    pub fn is_conflict(&self) -> bool {
        self.heads.iter().filter_map(Head::value).any(|value| *value != self.shown)
    }
}

impl View {
    /// The value shown in a cell.
    pub fn value(&self, cell: &Cell) -> Value {
        self.strangers.get(cell).map_or_else(|| self.plan.value(cell), |state| state.shown.clone())
    }

    /// The cell's state, where it has a live edit.
    pub fn state(&self, cell: &Cell) -> Option<&CellState> {
        self.cells.get(cell).or_else(|| self.strangers.get(cell))
    }

    /// Whether people disagree on the cell.
    pub fn is_conflict(&self, cell: &Cell) -> bool {
        self.state(cell).is_some_and(CellState::is_conflict)
    }

    /// The years of the plan whose actual of an indicator people disagree on.
    pub fn disputed_years(&self, of: &SubjectId, field: Field) -> BTreeSet<FiscalYear> {
        let is_disputed = |cell: Cell| self.is_conflict(&cell);
        let years = self.plan.years();
        set_of(years.filter(|year| Cell::yearly(of, field, *year).is_some_and(is_disputed)))
    }

    /// The cells people disagree on, in order.
    pub fn conflicts(&self) -> impl Iterator<Item = (&Cell, &CellState)> {
        self.cells.iter().filter(|(_, state)| state.is_conflict())
    }
}

/// What `plan` and `edits` come to: for each cell the live edits that no other live edit of it has seen.
pub fn resolve(plan: &Arc<Plan>, edits: &EditSet) -> View {
    let live = Live::of(edits);
    let mut shown = BTreeMap::new();
    let mut strangers = BTreeMap::new();
    for cell in edits.cells() {
        if let Some(state) = state_of(plan, edits, &live, cell) {
            if plan.has(cell) {
                shown.insert(cell.clone(), state)
            } else {
                strangers.insert(cell.clone(), state)
            };
        }
    }
    let mut as_shown = plan.clone();
    if !shown.is_empty() {
        let plan = Arc::make_mut(&mut as_shown);
        plan.cells.extend(shown.iter().map(|(cell, state)| (cell.clone(), state.shown.clone())));
    }
    View { plan: as_shown, cells: shown, strangers }
}

/// The state of one cell; none where no edit of it is live.
fn state_of(plan: &Plan, edits: &EditSet, live: &Live, cell: &Cell) -> Option<CellState> {
    let standing: Vec<&Arc<Edit>> = edits.of_cell(cell).filter(|edit| live.has(edit)).collect();
    // For each id, the largest clock of a live edit that has seen it.
    let mut seen_at: BTreeMap<EditId, u64> = BTreeMap::new();
    for edit in &standing {
        for id in edit.set().into_iter().flat_map(|(_, _, seen)| seen) {
            let clock = seen_at.entry(id.clone()).or_default();
            *clock = edit.clock.max(*clock);
        }
    }
    let heads = standing.iter().filter(|edit| seen_at.get(&edit.id).is_none_or(|at| *at <= edit.clock)).copied();
    let heads: Vec<&Arc<Edit>> = sorted(heads, |a, b| b.order().cmp(&a.order())).collect();
    let shown = heads.first()?.set().map(|(_, value, _)| value.clone())?;
    let own = plan.value(cell);
    let unseen_root = !seen_at.contains_key(&root(cell, &own));
    let heads = heads.into_iter().cloned().map(Head::Edit).chain(unseen_root.then_some(Head::Root(own)));
    Some(CellState { heads: heads.collect(), shown })
}
