//! What one browser holds: the publication, its own edits, the files it took in; and all it can do with them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::{Map, Value as Json};

use crate::plan::json::{Fields, InJson, JsonFault, object, through_json};
use crate::plan::{Cell, Plan, Timestamp, Value, map_of, set_of};

use super::edit::{Change, Edit, Maker, sort};
use super::id::{EditId, Replica};
use super::live::Live;
use super::resolve::{View, resolve};
use super::root::root;
use super::set::{Clash, EditSet};

/// What readers see: a plan, and the edits told in short with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// The plan.
    pub plan: Arc<Plan>,
    /// The edits.
    pub edits: EditSet,
}

/// A file taken in: other people's work, not ours to retract, but to switch off and on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Load {
    /// Its id, which is the step retracted to switch it off.
    pub id: EditId,
    /// The clock it was taken in at, larger than that of all it brought.
    pub clock: u64,
    /// When it was taken in.
    pub at: Timestamp,
    /// The file's name.
    pub name: String,
    /// What it brought.
    pub edits: Vec<Edit>,
    /// What else the file carried that this release does not know.
    pub extra: Map<String, Json>,
}

impl InJson for Load {
    fn to_json(&self) -> Json {
        let fields = [
            ("id", Some(self.id.to_json())),
            ("clock", Some(self.clock.to_json())),
            ("at", Some(self.at.to_json())),
            ("name", Some(self.name.to_json())),
            ("edits", Some(self.edits.to_json())),
        ];
        object(fields, &self.extra)
    }
    fn from_json(json: Json) -> Result<Self, JsonFault> {
        let mut fields = Fields::of(json)?;
        Ok(Load {
            id: fields.take("id")?,
            clock: fields.take("clock")?,
            at: fields.take("at")?,
            name: fields.take("name")?,
            edits: fields.take("edits")?,
            extra: fields.rest(),
        })
    }
}

through_json!(Load);

/// What somebody held of a cell when editing began: what their edit will have seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Begun {
    /// The cell.
    pub cell: Cell,
    /// The value that was shown.
    pub was: Value,
    seen: BTreeSet<EditId>,
    /// Whether people disagreed on the cell, and that was on the screen.
    decides: bool,
}

/// The state of one browser. Every tab holds one; what tabs write becomes one by union.
#[derive(Clone, Debug)]
pub struct Journal {
    published: Published,
    own: EditSet,
    loads: BTreeMap<EditId, Load>,
    replica: Replica,
    next: u64,
}

impl Journal {
    /// A journal without drafts.
    pub fn new(published: Published, replica: Replica) -> Journal {
        Journal { published, own: EditSet::default(), loads: BTreeMap::new(), replica, next: 1 }
    }

    /// What readers see.
    pub fn published(&self) -> &Published {
        &self.published
    }

    /// This page load's name.
    pub fn replica(&self) -> &Replica {
        &self.replica
    }

    /// The edits made in this browser, taken back or not.
    pub fn own(&self) -> &EditSet {
        &self.own
    }

    /// The files taken in, with whether each is switched on, newest first.
    pub fn loads(&self) -> Vec<(&Load, bool)> {
        let live = Live::of(&self.own);
        let mut loads: Vec<(&Load, bool)> = Vec::new();
        for load in self.loads.values() {
            let newer = loads.partition_point(|(other, _)| (other.clock, &other.id) > (load.clock, &load.id));
            loads.insert(newer, (load, live.has_step(&load.id, load.clock)));
        }
        loads
    }

    /// Every edit that counts here: published, own, and of the files switched on.
    ///
    /// Two sources that tell one edit in two ways are kept apart when they are read, so none is met here; if one were,
    /// the telling met first would stand.
    pub fn edits(&self) -> EditSet {
        let mut all = self.published.edits.clone();
        for edit in self.drafted().iter() {
            let _first_telling_stands = all.insert(edit.clone());
        }
        all
    }

    /// What leaves with a file: own edits and those of the files switched on, and what was published with them;
    /// retractions only with what they retract, so that our switching of files stays here.
    pub fn to_save(&self) -> Vec<Edit> {
        let all = self.edits();
        let setting = all.iter().filter(|edit| edit.set().is_some());
        let mut steps = set_of(setting.map(|edit| edit.step.clone()));
        let mut retractions: Vec<&Arc<Edit>> = all.iter().filter(|edit| edit.retracts().is_some()).collect();
        sort(&mut retractions, |a, b| a.clock.cmp(&b.clock));
        let mut kept = BTreeSet::new();
        for edit in retractions {
            let of_a_load_only = edit.retracts().is_some_and(|step| !steps.contains(step) && self.is_own_step(step));
            if !of_a_load_only {
                steps.insert(edit.step.clone());
                kept.insert(edit.id.clone());
            }
        }
        let saved = all.iter().filter(|edit| edit.set().is_some() || kept.contains(&edit.id));
        saved.map(|edit| (**edit).clone()).collect()
    }

    /// Whether the step is a load's, or taken here on one: nothing others need to know of.
    fn is_own_step(&self, step: &EditId) -> bool {
        self.loads.contains_key(step) || self.own.iter().any(|edit| edit.step == *step)
    }

    /// What readers see.
    pub fn as_published(&self) -> View {
        resolve(&self.published.plan, &self.published.edits)
    }

    /// What is shown in editing: drafts on top of what was published.
    pub fn view(&self) -> View {
        resolve(&self.published.plan, &self.edits())
    }

    /// How many values are drafts: live heads that the publication neither holds nor has seen.
    pub fn draft_count(&self, view: &View) -> usize {
        let mut known: BTreeSet<EditId> = BTreeSet::new();
        for edit in self.published.edits.iter() {
            known.insert(edit.id.clone());
            known.extend(edit.set().into_iter().flat_map(|(_, _, seen)| seen).cloned());
        }
        let heads = view.cells.values().flat_map(|state| state.heads()).filter_map(|head| head.edit());
        heads.filter(|edit| !known.contains(&edit.id)).count()
    }

    /// Begins to edit a cell as `view` shows it: call it when the field takes focus, not when it is left.
    pub fn begin(&self, view: &View, edits: &EditSet, cell: &Cell) -> Begun {
        let mut seen = set_of([root(cell, &self.published.plan.value(cell))]);
        for edit in edits.of_cell(cell) {
            seen.insert(edit.id.clone());
            seen.extend(edit.set().into_iter().flat_map(|(_, _, seen)| seen).cloned());
        }
        Begun { cell: cell.clone(), was: view.value(cell), seen, decides: view.is_conflict(cell) }
    }

    /// Gives cells new values, all in one step; values that change nothing make no edit. The edits still have to be
    /// [taken in](Journal::take).
    pub fn set(
        &mut self,
        changes: Vec<(Begun, Value)>,
        maker: &Maker,
        reason: Option<&str>,
        at: Timestamp,
    ) -> Vec<Edit> {
        let all = self.edits();
        let mut made: Vec<Edit> = Vec::new();
        let clock = self.next_clock();
        for (begun, value) in changes {
            let Begun { cell, was, seen, decides } = begun;
            let kinds_differ = value.kind() != cell.kind();
            if kinds_differ || (!decides && value.is_written_like(&was)) {
                continue;
            }
            // An edit may have come to the cell since editing began; the clock stands above it all the same.
            debug_assert!(all.of_cell(&cell).all(|edit| edit.clock < clock));
            let id = self.id();
            let step = made.first().map_or_else(|| id.clone(), |first: &Edit| first.step.clone());
            let change = Change::Set { cell, value, was: Some(was), seen };
            made.push(self.edit(id, step, clock, at, change, maker, reason));
        }
        made
    }

    /// Takes back the newest step made in this browser that stands. Empty where there is none.
    pub fn undo(&mut self, maker: &Maker, at: Timestamp) -> Vec<Edit> {
        let live = Live::of(&self.own);
        let newest = self.steps().into_iter().filter(|(step, clock)| live.has_step(step, *clock));
        let newest = newest.max_by(|(a, clock_a), (b, clock_b)| (clock_a, a).cmp(&(clock_b, b)));
        let step = newest.map(|(step, _)| step);
        step.map(|step| self.retract([step], maker, at)).unwrap_or_default()
    }

    /// Restores the step taken back last, unless something new was done since. Empty where there is none.
    pub fn redo(&mut self, maker: &Maker, at: Timestamp) -> Vec<Edit> {
        let live = Live::of(&self.own);
        let steps = self.steps();
        let newest_standing = steps
            .iter()
            .filter(|(step, clock)| live.has_step(step, **clock))
            .map(|(_, clock)| *clock)
            .max()
            .unwrap_or(0);
        let taken_back = steps.iter().filter_map(|(step, clock)| Some((live.retracted_at(step, *clock)?, step)));
        let Some((_, step)) = taken_back.max().filter(|(at, _)| *at > newest_standing) else { return Vec::new() };
        let step = step.clone();
        let standing = self.own.iter().filter(|edit| edit.retracts() == Some(&step) && live.has(edit));
        let retractions = set_of(standing.map(|edit| edit.step.clone()));
        self.retract(retractions, maker, at)
    }

    /// Whether there is a step to undo, and one to redo.
    pub fn can(&self, maker: &Maker) -> (bool, bool) {
        let mut trial = self.clone();
        let undo = !trial.undo(maker, Timestamp::default()).is_empty();
        let redo = !trial.redo(maker, Timestamp::default()).is_empty();
        (undo, redo)
    }

    /// A file as a load, not yet [taken in](Journal::take_load).
    pub fn load(&mut self, name: &str, edits: Vec<Edit>, extra: Map<String, Json>, at: Timestamp) -> Load {
        let brought = edits.iter().map(|edit| edit.clock).max().unwrap_or(0);
        let clock = self.next_clock().max(brought + 1);
        Load { id: self.id(), clock, at, name: name.to_owned(), edits, extra }
    }

    /// The step that brings every cell to the state it has in the file alone, on top of `load`.
    pub fn replace(&mut self, load: &Load, maker: &Maker) -> Result<Vec<Edit>, Clash> {
        let mut with = self.clone();
        with.take_load(load.clone())?;
        let (edits, view) = (with.edits(), with.view());
        let wanted = resolve(&self.published.plan, &EditSet::of(load.edits.iter().cloned())?);
        let cells = edits.cells().filter(|cell| view.value(cell) != wanted.value(cell) || view.is_conflict(cell));
        let clock = load.clock + 1;
        let mut made = Vec::new();
        for cell in cells {
            let Begun { cell, was, seen, .. } = with.begin(&view, &edits, cell);
            let change = Change::Set { value: wanted.value(&cell), cell, was: Some(was), seen };
            let id = self.id();
            made.push(self.edit(id, load.id.clone(), clock, load.at, change, maker, None));
        }
        Ok(made)
    }

    /// Adds edits of this browser: made here, or by another of its tabs.
    pub fn take(&mut self, edits: impl IntoIterator<Item = Edit>) -> Result<(), Clash> {
        edits.into_iter().try_for_each(|edit| self.own.insert(Arc::new(edit)))
    }

    /// Adds a file taken in here or by another tab. Refused where it tells a known edit in another way.
    pub fn take_load(&mut self, load: Load) -> Result<(), Clash> {
        let mut all = self.edits();
        all.union(&EditSet::of(load.edits.iter().cloned())?)?;
        self.loads.insert(load.id.clone(), load);
        Ok(())
    }

    /// Takes in another publication. Refused where it tells a known edit in another way.
    pub fn publish(&mut self, published: Published) -> Result<(), Clash> {
        let mut all = self.drafted();
        all.union(&published.edits)?;
        self.published = published;
        Ok(())
    }

    /// Own edits and those of the files switched on.
    fn drafted(&self) -> EditSet {
        let mut drafted = self.own.clone();
        for (load, on) in self.loads() {
            if on {
                for edit in &load.edits {
                    let _first_telling_stands = drafted.insert(Arc::new(edit.clone()));
                }
            }
        }
        drafted
    }

    /// The steps undo and redo speak of, with the clock of what was done in each: own edits that set values, and loads.
    fn steps(&self) -> BTreeMap<EditId, u64> {
        let mut steps = map_of(self.loads.values().map(|load| (load.id.clone(), load.clock)));
        for edit in self.own.iter().filter(|edit| edit.set().is_some()) {
            let clock = steps.entry(edit.step.clone()).or_default();
            *clock = edit.clock.max(*clock);
        }
        steps
    }

    fn retract(&mut self, steps: impl IntoIterator<Item = EditId>, maker: &Maker, at: Timestamp) -> Vec<Edit> {
        let clock = self.next_clock();
        let mut made: Vec<Edit> = Vec::new();
        for retracted in steps {
            let id = self.id();
            let step = made.first().map_or_else(|| id.clone(), |first| first.step.clone());
            made.push(self.edit(id, step, clock, at, Change::Retract(retracted), maker, None));
        }
        made
    }

    #[allow(clippy::too_many_arguments, reason = "an edit has as many parts")]
    fn edit(
        &self,
        id: EditId,
        step: EditId,
        clock: u64,
        at: Timestamp,
        change: Change,
        maker: &Maker,
        reason: Option<&str>,
    ) -> Edit {
        let reason = reason.filter(|text| !text.is_empty()).map(str::to_owned);
        Edit { id, step, clock, at, change, maker: maker.clone(), reason, extra: Map::new() }
    }

    fn id(&mut self) -> EditId {
        let id = self.replica.id(self.next);
        self.next += 1;
        id
    }

    /// Above every clock known here, of files switched off too.
    fn next_clock(&self) -> u64 {
        let loads = self.loads.values().map(|load| load.clock).max().unwrap_or(0);
        self.published.edits.last_clock().max(self.own.last_clock()).max(loads) + 1
    }
}
