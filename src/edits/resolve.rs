//! What a plan and a set of edits come to.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::plan::{Aspect, Cell, CellMap, Field, FiscalYear, Plan, Subject, SubjectId, Value, insert_in_order, set_of};

use super::closing::is_closing;
use super::edit::Edit;
use super::id::EditId;
use super::live::Live;
use super::name::{Known, Name, Telling};
use super::root::root;
use super::set::EditSet;

/// A plan with its edits applied, and where they disagree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// The plan as shown: each edited cell holds the value that is shown.
    pub plan: Arc<Plan>,
    /// Cells of the plan that have a live edit.
    pub cells: CellMap<CellState>,
    /// Those of them that people disagree on.
    disputed: CellMap<()>,
    /// Cells with live edits that the plan does not have; kept, shown in lists only.
    pub strangers: CellMap<CellState>,
    /// The live closings by cell, including superseded ones: what any of them had not seen is a correction.
    pub(super) closings: CellMap<Vec<Arc<Edit>>>,
    /// The live edits that are not shown because a newer release made them.
    pub foreign: Vec<Arc<Edit>>,
}

/// The live ends of a cell's history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellState {
    /// Values nobody has replaced, the newest first and the plan's own last; never empty.
    heads: Vec<Head>,
    shown: Value,
    /// Whether a newer release gave the cell a value that this one cannot show.
    has_newer: bool,
    /// Of a cell that retires its subject: what was entered for the years after, without either knowing of the other.
    against: Vec<Arc<Edit>>,
    /// The live edits that others have replaced.
    replaced: Vec<Arc<Edit>>,
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
    /// The values nobody has replaced, the newest first and the plan's own last.
    pub fn heads(&self) -> &[Head] {
        &self.heads
    }

    /// The value that is shown: the only one, or of several the newest; of those that say whether a subject is there or retired, the
    /// one by which it is kept.
    pub fn shown(&self) -> &Value {
        &self.shown
    }

    /// Whether the heads differ in value, or something speaks against the one. Texts nobody can tell apart do not differ.
    pub fn is_conflict(&self) -> bool {
        let differs = self.heads.iter().filter_map(Head::value).any(|value| !value.looks_like(&self.shown));
        differs || !self.against.is_empty()
    }

    /// Of a cell that retires its subject: what was entered for the years after, without either knowing of the other.
    pub fn against(&self) -> &[Arc<Edit>] {
        &self.against
    }

    /// The live edits that others have replaced.
    pub(super) fn replaced(&self) -> &[Arc<Edit>] {
        &self.replaced
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

    /// The edits whose values stand in a cell.
    pub fn head_edits(&self, cell: &Cell) -> impl Iterator<Item = &Arc<Edit>> {
        self.state(cell).into_iter().flat_map(CellState::heads).filter_map(Head::edit)
    }

    /// Whether people disagree on the cell.
    pub fn is_conflict(&self, cell: &Cell) -> bool {
        self.state(cell).is_some_and(CellState::is_conflict)
    }

    /// Whether a newer release gave the cell a value that this one cannot show.
    pub fn has_newer(&self, cell: &Cell) -> bool {
        let is_foreign = || {
            let foreign = &self.plan.foreign.cells;
            !foreign.is_empty() && foreign.contains_key(&cell.to_string())
        };
        self.state(cell).is_some_and(|state| state.has_newer) || is_foreign()
    }

    /// The years of the plan whose value of a yearly field people disagree on: an indicator's actual, a project's amount.
    pub fn disputed_years(&self, of: &SubjectId, field: Field) -> BTreeSet<FiscalYear> {
        let is_disputed = |cell: Cell| self.is_conflict(&cell);
        let years = self.plan.years();
        set_of(years.filter(|year| Cell::yearly(of, field, *year).is_some_and(is_disputed)))
    }

    /// Whether both views share all they hold of a subject and of what it belongs to: then whatever is said of it from these is the
    /// same. Nothing is compared by value, so `false` may be answered where nothing changed.
    pub fn shares(&self, other: &View, subject: &SubjectId) -> bool {
        let (plan, others) = (&self.plan, &other.plan);
        let shares = |id: &SubjectId| {
            plan.cells.shares(&others.cells, id)
                && self.cells.shares(&other.cells, id)
                && self.strangers.shares(&other.strangers, id)
                && self.closings.shares(&other.closings, id)
        };
        Arc::ptr_eq(&plan.structure, &others.structure)
            && Arc::ptr_eq(&plan.stated, &others.stated)
            && Arc::ptr_eq(&plan.readings, &others.readings)
            && std::iter::once(subject).chain(plan.structure.around(subject)).all(shares)
    }

    /// The cells people disagree on, in order.
    pub fn conflicts(&self) -> impl Iterator<Item = (&Cell, &CellState)> {
        self.disputed.keys().filter_map(|cell| Some((cell, self.cells.get(cell)?)))
    }

    /// How many cells people disagree on.
    pub fn conflict_count(&self) -> usize {
        self.disputed.len()
    }
}

/// What `plan` and `edits` come to: for each cell the live edits that no other live edit of it has seen.
pub fn resolve(plan: &Arc<Plan>, edits: &EditSet) -> View {
    let (mut view, live) = (View::of(plan.clone()), Live::of(edits));
    view.refresh(plan, edits, &live, set_of(edits.cells().cloned()));
    view.refresh_foreign(edits, &live);
    view
}

/// The values of a cell that no live edit has replaced, as [`CellState::heads`]; none where it has no live edit.
pub(super) fn heads_of(plan: &Plan, edits: &EditSet, live: &Live, cell: &Cell) -> Option<Vec<Head>> {
    let of_cell: Vec<&Arc<Edit>> = edits.of_cell(cell).filter(|edit| live.has(edit)).collect();
    Some(state_of(plan, &of_cell, cell)?.heads)
}

impl View {
    /// A plan without edits.
    pub fn of(plan: Arc<Plan>) -> View {
        let (cells, strangers) = (CellMap::default(), CellMap::default());
        let (disputed, closings) = (CellMap::default(), CellMap::default());
        View { plan, cells, disputed, strangers, closings, foreign: Vec::new() }
    }

    /// Brings cells to what edits come to on top of `own`, the plan without any. Returns all cells that may be shown otherwise.
    pub(super) fn refresh(
        &mut self,
        own: &Plan,
        edits: &EditSet,
        live: &Live,
        cells: BTreeSet<Cell>,
    ) -> BTreeSet<Cell> {
        let mut touched = cells;
        // Which subjects there are comes first: what belongs to one that came or went is shown, or not any more.
        let structural: Vec<Cell> = touched.iter().filter(|cell| cell.field().is_structural()).cloned().collect();
        structural.iter().for_each(|cell| self.refresh_cell(own, edits, live, cell));
        if !structural.is_empty() {
            let before = self.plan.structure.clone();
            Arc::make_mut(&mut self.plan).restructure();
            let came_or_went = before.differing(&self.plan.structure);
            touched.extend(came_or_went.into_iter().flat_map(|id| edits.cells_of_subject(id)).cloned());
        }
        let others = touched.iter().filter(|cell| !cell.field().is_structural());
        others.for_each(|cell| self.refresh_cell(own, edits, live, cell));
        let mut concerned = concerned_by(&self.plan, &touched);
        if !structural.is_empty() {
            // What belongs to what may have changed.
            concerned.extend(self.cells.keys().filter(|cell| cell.field() == Field::Retired).cloned());
        }
        concerned.iter().for_each(|cell| self.refresh_retired(cell));
        touched.extend(concerned);
        touched
    }

    fn refresh_cell(&mut self, own: &Plan, edits: &EditSet, live: &Live, cell: &Cell) {
        let of_cell: Vec<&Arc<Edit>> = edits.of_cell(cell).filter(|edit| live.has(edit)).collect();
        let closing: Vec<Arc<Edit>> = of_cell.iter().copied().filter(|edit| is_closing(edit)).cloned().collect();
        self.closings.set(cell, (!closing.is_empty()).then_some(closing));
        let state = state_of(own, &of_cell, cell);
        let is_shown = self.plan.has(cell);
        let is_edited = |state: &&CellState| is_shown && state.heads.iter().any(|head| head.edit().is_some());
        let shown = state.as_ref().filter(is_edited).map(|state| &state.shown).or(own.cells.get(cell));
        self.show(cell, shown);
        let (state, stranger) = if is_shown { (state, None) } else { (None, state) };
        self.note(cell, state);
        self.strangers.set(cell, stranger);
    }

    /// Notes the state of a cell of the plan, or that it has no live edit.
    fn note(&mut self, cell: &Cell, state: Option<CellState>) {
        self.disputed.set(cell, state.as_ref().is_some_and(CellState::is_conflict).then_some(()));
        self.cells.set(cell, state);
    }

    /// Finds out what was entered for years in which a subject is retired, by people who did not know of it, nor the other way
    /// round: that is a disagreement about retiring it.
    fn refresh_retired(&mut self, cell: &Cell) {
        if !self.cells.contains(cell) {
            return;
        }
        let against = self.against(cell);
        let Some(state) = self.cells.get(cell).filter(|state| state.against != against) else { return };
        let shown = if against.is_empty() { shown_of(&state.heads).cloned() } else { Some(Value::Year(None)) };
        let state = CellState { against, shown: shown.clone().unwrap_or(Value::Year(None)), ..state.clone() };
        self.show(cell, shown.as_ref());
        self.note(cell, Some(state));
    }

    fn against(&self, retired: &Cell) -> Vec<Arc<Edit>> {
        let heads = self.cells.get(retired).map(CellState::heads).unwrap_or_default();
        let years = heads.iter().filter_map(Head::value).filter_map(|value| match value {
            Value::Year(year) => *year,
            _ => None,
        });
        let Some(from) = years.min() else { return Vec::new() };
        let retiring: Vec<&Arc<Edit>> = heads.iter().filter_map(Head::edit).collect();
        let entered = parts(&self.plan, &retired.subject).flat_map(|id| self.cells.of(id));
        let later = entered.filter(|(cell, state)| {
            cell.year().is_some_and(|year| year >= from)
                && cell.field() != Field::Closed
                && cell.aspect == Aspect::Value
                && state.shown != cell.kind().empty()
        });
        let edits: Vec<&Arc<Edit>> = later.flat_map(|(_, state)| &state.heads).filter_map(Head::edit).collect();
        let seen = |edits: &[&Arc<Edit>], about: &[&Arc<Edit>]| {
            let names = edits.iter().filter_map(|edit| edit.set()).flat_map(|(_, _, seen)| seen);
            Known::about(about.iter().map(|edit| &edit.id)).with(names)
        };
        let by_retiring = seen(&retiring, &edits);
        let unknown = edits.into_iter().filter(|edit| !by_retiring.contains(edit));
        let is_mutual = |edit: &&Arc<Edit>| {
            let known = seen(&[*edit], &retiring);
            // What was done in one step is one decision.
            !retiring.iter().any(|retiring| known.contains(retiring) || retiring.step == edit.step)
        };
        unknown.filter(is_mutual).cloned().collect()
    }

    /// Lists anew what a newer release made.
    pub(super) fn refresh_foreign(&mut self, edits: &EditSet, live: &Live) {
        self.foreign = edits.foreign().filter(|edit| live.has(edit)).cloned().collect();
    }

    /// Gives the plan that is shown a value, or none.
    fn show(&mut self, cell: &Cell, value: Option<&Value>) {
        let shown = self.plan.cells.get(cell);
        if shown == value && shown.zip(value).is_none_or(|(shown, value)| shown.is_written_like(value)) {
            return;
        }
        Arc::make_mut(&mut self.plan).cells.set(cell, value.cloned());
    }
}

/// The cells about retiring that a cell concerns: its own, where it is one, or of a fiscal year those of its subject and of what that
/// belongs to.
pub(super) fn concerned(plan: &Plan, cell: &Cell) -> Vec<Cell> {
    if cell.aspect != Aspect::Value {
        return Vec::new();
    }
    let retired = |id: &SubjectId| Cell::plain(id, Field::Retired);
    match (cell.field(), cell.year()) {
        (Field::Retired, _) => vec![cell.clone()],
        (Field::Closed, _) | (_, None) => Vec::new(),
        _ => std::iter::once(&cell.subject).chain(plan.structure.around(&cell.subject)).filter_map(retired).collect(),
    }
}

/// The cells about retiring that any of these concern. Of a subject one stands for all years.
pub(super) fn concerned_by(plan: &Plan, cells: &BTreeSet<Cell>) -> BTreeSet<Cell> {
    let mut all = BTreeSet::new();
    let mut yearly: Option<&SubjectId> = None;
    for cell in cells {
        if cell.year().is_some() && yearly == Some(&cell.subject) {
            continue;
        }
        let of_cell = concerned(plan, cell);
        if cell.year().is_some() && !of_cell.is_empty() {
            yearly = Some(&cell.subject);
        }
        all.extend(of_cell);
    }
    all
}

/// A subject and all that belongs to it.
pub(super) fn parts<'a>(plan: &'a Plan, id: &'a SubjectId) -> impl Iterator<Item = &'a SubjectId> {
    let (policy, project) = match plan.subject(id) {
        Some(Subject::Policy(policy)) => (Some(policy), None),
        Some(Subject::Project(_, project)) => (None, Some(project)),
        _ => (None, None),
    };
    let of_policy = policy.into_iter().flat_map(|policy| {
        let projects = policy.projects.iter().map(|project| &project.id);
        policy.all_indicators().chain(&policy.initiatives).chain(projects)
    });
    std::iter::once(id).chain(of_policy).chain(project.into_iter().flat_map(|project| &project.indicators))
}

/// Returns the cell's state, or `None` if it has no live edits.
fn state_of(plan: &Plan, live: &[&Arc<Edit>], cell: &Cell) -> Option<CellState> {
    if live.is_empty() {
        return None;
    }
    let setting: Vec<&Arc<Edit>> = live.iter().copied().filter(|edit| edit.set().is_some()).collect();
    let has_newer = live.iter().any(|edit| edit.is_foreign());
    let mut heads: Vec<&Arc<Edit>> = Vec::new();
    unseen(&setting).into_iter().for_each(|edit| insert_in_order(&mut heads, edit, |a, b| a.order() > b.order()));
    let replaced = match heads.len() == setting.len() {
        true => Vec::new(),
        false => {
            let stand = set_of(heads.iter().map(|head| Arc::as_ptr(head)));
            setting.iter().filter(|edit| !stand.contains(&Arc::as_ptr(edit))).map(|edit| (*edit).clone()).collect()
        }
    };
    let own = plan.value(cell);
    // The heads alone decide it, and they are what is published: a view and its publication agree.
    let names = || heads.iter().filter_map(|edit| edit.set()).flat_map(|(_, _, seen)| seen);
    // The hash is computed only where it decides.
    let unseen_root = !names().any(|name| name.id.is_root()) || {
        let root = Name::from(root(cell, &own));
        !names().any(|name| *name == root)
    };
    let heads = heads.into_iter().cloned().map(Head::Edit).chain(unseen_root.then_some(Head::Root(own.clone())));
    let heads: Vec<Head> = heads.collect();
    let shown = shown_of(&heads).cloned().unwrap_or(own);
    Some(CellState { heads, shown, has_newer, against: Vec::new(), replaced })
}

/// The value that is shown of several: the newest. While people disagree on whether there is a subject, or from when it is retired,
/// it is there and is kept, so that nothing of it goes out of sight before somebody has decided.
fn shown_of(heads: &[Head]) -> Option<&Value> {
    let values = || heads.iter().filter_map(Head::value);
    let kept = |value: &&Value| match value {
        Value::Role(role) => role.is_some(),
        _ => false,
    };
    let is_about_retiring = heads.iter().filter_map(Head::edit).any(|edit| edit.cell().is_some_and(is_retiring));
    match is_about_retiring {
        // `None`, not at all, is the longest.
        true => values().max_by_key(|value| match value {
            Value::Year(Some(year)) => year.number(),
            _ => i32::MAX,
        }),
        false => values().find(kept).or(values().next()),
    }
}

fn is_retiring(cell: &Cell) -> bool {
    (cell.field(), cell.aspect) == (Field::Retired, Aspect::Value)
}

/// Those of a cell's edits that no other of them has seen.
///
/// What has been seen by nobody replaces what it has seen, and so on from there. Edits that only a circle has seen are
/// heads, too: no honest program makes such a circle, and nothing may vanish in one.
fn unseen<'a>(edits: &[&'a Arc<Edit>]) -> Vec<&'a Arc<Edit>> {
    if let [only] = edits {
        return vec![only];
    }
    let names = |edit: &'a Arc<Edit>| edit.set().into_iter().flat_map(|(_, _, seen)| seen);
    let about_these = || Known::about(edits.iter().map(|edit| &edit.id));
    let by_anybody = about_these().with(edits.iter().flat_map(|edit| names(edit)));
    let (seen, mut heads): (Vec<&'a Arc<Edit>>, Vec<_>) =
        edits.iter().copied().partition(|edit| by_anybody.contains(edit));
    let mut left: BTreeMap<&EditId, Vec<(Telling, &'a Arc<Edit>)>> = BTreeMap::new();
    for edit in seen {
        left.entry(&edit.id).or_default().push((edit.telling(), edit));
    }
    let mut replaced = about_these();
    let mut waiting = heads.clone();
    while let Some(edit) = waiting.pop() {
        for name in names(edit) {
            let proved = replaced.add(name);
            let proved = proved.iter().filter_map(|id| left.remove(id)).flatten().map(|(_, edit)| edit);
            waiting.extend(proved.collect::<Vec<_>>());
            if let Some(tellings) = left.get_mut(&name.id) {
                let is_meant = |(telling, _): &(Telling, _)| name.telling.is_none_or(|named| named == *telling);
                let (reached, others) = tellings.drain(..).partition(is_meant);
                *tellings = others;
                waiting.extend(Vec::into_iter(reached).map(|(_, edit)| edit));
            }
        }
    }
    heads.extend(left.into_values().flatten().map(|(_, edit)| edit));
    heads
}

#[cfg(test)]
mod tests {
    use crate::edits::fake::of_seed;

    use super::*;

    #[test]
    fn what_several_cells_concern_is_what_each_of_them_does() {
        let plan = of_seed().published().plan.clone();
        let years = plan.structure.subject_ids().flat_map(|id| {
            let fields = [Field::Actual, Field::Budget, Field::Settlement, Field::Closed, Field::Outlook];
            let yearly = fields.map(|field| plan.years().filter_map(move |year| Cell::yearly(id, field, year)));
            yearly.into_iter().flatten().chain(Cell::plain(id, Field::Retired)).chain(Cell::plain(id, Field::Name))
        });
        let all: Vec<Cell> = years.collect();
        let remarks: Vec<Cell> = all.iter().map(|cell| cell.with_aspect(Aspect::Remark)).collect();
        for step in 1..=13 {
            for first in 0..step {
                let some: BTreeSet<Cell> = all.iter().chain(&remarks).skip(first).step_by(step).cloned().collect();
                let each: BTreeSet<Cell> = some.iter().flat_map(|cell| concerned(&plan, cell)).collect();
                assert_eq!(concerned_by(&plan, &some), each, "every {step}th from the {first}th");
            }
        }
        assert!(!concerned_by(&plan, &all.into_iter().collect()).is_empty());
    }
}
