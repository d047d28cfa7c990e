//! What one browser holds: the publication, its own edits, the files it took in; and all it can do with them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::{Map, Value as Json};

use crate::plan::json::{Fields, InJson, JsonFault, object, through_json};
use crate::plan::{Cell, Plan, Timestamp, Value, cleaned, map_of, set_of};

use super::edit::{Change, Edit, Maker, sorted};
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
    /// Its id, which is the step retracted to switch it off alone.
    pub id: EditId,
    /// The step retracted to switch it off with all that were taken in together; its id, where it came alone.
    pub step: EditId,
    /// The clock it was taken in at, larger than that of all it brought.
    pub clock: u64,
    /// When it was taken in.
    pub at: Timestamp,
    /// The file's name.
    pub name: String,
    /// What it brought; shared, for everything that counts here holds them again.
    pub edits: Vec<Arc<Edit>>,
    /// What else the file carried that this release does not know.
    pub extra: Map<String, Json>,
}

/// What is in a file, before it is taken in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Brought {
    /// The file's name.
    pub name: String,
    /// Its edits.
    pub edits: Vec<Edit>,
    /// What else it carries that this release does not know.
    pub extra: Map<String, Json>,
}

impl InJson for Load {
    fn to_json(&self) -> Json {
        let fields = [
            ("id", Some(self.id.to_json())),
            ("step", (self.step != self.id).then(|| self.step.to_json())),
            ("clock", Some(self.clock.to_json())),
            ("at", Some(self.at.to_json())),
            ("name", Some(self.name.to_json())),
            ("edits", Some(Json::Array(self.edits.iter().map(|edit| edit.to_json()).collect()))),
        ];
        object(fields, &self.extra)
    }
    fn from_json(json: Json) -> Result<Self, JsonFault> {
        let mut fields = Fields::of(json)?;
        let id: EditId = fields.take("id")?;
        let step: Option<EditId> = fields.take_or_default("step")?;
        let edits: Vec<Edit> = fields.take("edits")?;
        Ok(Load {
            step: step.unwrap_or_else(|| id.clone()),
            id,
            clock: fields.take("clock")?,
            at: fields.take("at")?,
            name: cleaned(fields.take("name")?),
            edits: edits.into_iter().map(Arc::new).collect(),
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
            loads.insert(newer, (load, is_on(load, &live)));
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
        self.to_save_of(&|_| true)
    }

    /// What leaves with a file that holds a part: of the cells `wanted` all that was ever done to them.
    pub fn to_save_of(&self, wanted: &dyn Fn(&Cell) -> bool) -> Vec<Edit> {
        let all = self.edits();
        let leaves = |edit: &Edit| edit.set().is_some_and(|(cell, ..)| wanted(cell));
        let setting = all.iter().filter(|edit| leaves(edit));
        let mut steps = set_of(setting.map(|edit| edit.step.clone()));
        let retractions = all.iter().filter(|edit| edit.retracts().is_some());
        let mut kept = BTreeSet::new();
        for edit in sorted(retractions, |a, b| a.clock.cmp(&b.clock)) {
            let of_a_load_only = edit.retracts().is_some_and(|step| !steps.contains(step) && self.is_own_step(step));
            if !of_a_load_only {
                steps.insert(edit.step.clone());
                kept.insert(edit.id.clone());
            }
        }
        let saved = all.iter().filter(|edit| leaves(edit) || kept.contains(&edit.id));
        saved.map(|edit| (**edit).clone()).collect()
    }

    /// What the files switched on carry besides that this release does not know, to leave with what is saved; of what
    /// two of them say differently, the last taken in.
    pub fn extra(&self) -> Map<String, Json> {
        let on = self.loads().into_iter().rev().filter(|(_, on)| *on);
        on.flat_map(|(load, _)| load.extra.clone()).collect()
    }

    /// Whether the step is a load's, or taken here on one: nothing others need to know of.
    fn is_own_step(&self, step: &EditId) -> bool {
        let of_a_load = self.loads.values().any(|load| load.id == *step || load.step == *step);
        of_a_load || self.own.iter().any(|edit| edit.step == *step)
    }

    /// What readers see.
    pub fn as_published(&self) -> View {
        resolve(&self.published.plan, &self.published.edits)
    }

    /// What is shown in editing: drafts on top of what was published.
    pub fn view(&self) -> View {
        resolve(&self.published.plan, &self.edits())
    }

    /// The drafts: live heads that the publication neither holds nor has seen, cell by cell.
    pub fn drafts<'a>(&self, view: &'a View) -> Vec<(&'a Cell, &'a Arc<Edit>)> {
        let mut known: BTreeSet<EditId> = BTreeSet::new();
        for edit in self.published.edits.iter() {
            known.insert(edit.id.clone());
            known.extend(edit.set().into_iter().flat_map(|(_, _, seen)| seen).cloned());
        }
        let states = view.cells.iter().chain(&view.strangers);
        let heads =
            states.flat_map(|(cell, state)| state.heads().iter().filter_map(move |head| Some((cell, head.edit()?))));
        heads.filter(|(_, edit)| !known.contains(&edit.id)).collect()
    }

    /// How many values are drafts.
    pub fn draft_count(&self, view: &View) -> usize {
        self.drafts(view).len()
    }

    /// Begins to edit a cell as `view` shows it: call it when the field takes focus, not when it is left.
    ///
    /// Closing a year has seen every edit of its cells, too: what it has not seen is a correction.
    pub fn begin(&self, view: &View, edits: &EditSet, cell: &Cell) -> Begun {
        let mut seen = set_of([root(cell, &self.published.plan.value(cell))]);
        let closes = super::closing::closes(&self.published.plan, cell);
        for cell in std::iter::once(cell).chain(&closes) {
            for edit in edits.of_cell(cell) {
                seen.insert(edit.id.clone());
                seen.extend(edit.set().into_iter().flat_map(|(_, _, seen)| seen).cloned());
            }
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
        let mut made: Vec<Edit> = Vec::new();
        let clock = self.next_clock();
        for (begun, value) in changes {
            let Begun { cell, was, seen, decides } = begun;
            let kinds_differ = value.kind() != cell.kind();
            if kinds_differ || (!decides && value.is_written_like(&was)) {
                continue;
            }
            // An edit may have come to the cell since editing began; the clock stands above it all the same.
            debug_assert!(self.edits().of_cell(&cell).all(|edit| edit.clock < clock));
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
        let newest =
            self.standing(&live).into_iter().max_by(|(a, clock_a), (b, clock_b)| (clock_a, a).cmp(&(clock_b, b)));
        let step = newest.map(|(step, _)| step);
        step.map(|step| self.retract([step], maker, at)).unwrap_or_default()
    }

    /// Restores the step taken back last, unless something new was done since. Empty where there is none.
    pub fn redo(&mut self, maker: &Maker, at: Timestamp) -> Vec<Edit> {
        let live = Live::of(&self.own);
        let newest_standing = self.standing(&live).into_values().max().unwrap_or(0);
        let mut steps = self.own_steps();
        for load in self.loads.values() {
            steps.insert(load.id.clone(), load.clock);
            steps.insert(load.step.clone(), load.clock);
        }
        let taken_back = steps.iter().filter_map(|(step, clock)| Some((live.retracted_at(step, *clock)?, step)));
        let Some((_, step)) = taken_back.max().filter(|(at, _)| *at > newest_standing) else { return Vec::new() };
        let retractions = self.standing_retractions(&live, &set_of([step.clone()]));
        self.retract(retractions, maker, at)
    }

    /// Switches one file taken in off or on. Empty where it is so already.
    pub fn switch(&mut self, id: &EditId, on: bool, maker: &Maker, at: Timestamp) -> Vec<Edit> {
        let live = Live::of(&self.own);
        let Some(load) = self.loads.get(id).filter(|load| is_on(load, &live) != on) else { return Vec::new() };
        // What a replacement brought cannot be told apart by file: its files go and come together.
        if self.own.iter().any(|edit| edit.set().is_some() && edit.step == load.step) {
            let steps = match on {
                false => set_of([load.step.clone()]),
                true => self.standing_retractions(&live, &set_of([load.id.clone(), load.step.clone()])),
            };
            return self.retract(steps, maker, at);
        }
        if !on {
            return self.retract([id.clone()], maker, at);
        }
        // Those that were taken in with it and are off with it stay off, each for itself.
        let is_off_with_it = |other: &&Load| other.step == load.step && other.id != load.id && !is_on(other, &live);
        let others = self.loads.values().filter(is_off_with_it).filter(|other| live.has_step(&other.id, other.clock));
        let mut steps = set_of(others.map(|other| other.id.clone()));
        steps.extend(self.standing_retractions(&live, &set_of([load.id.clone(), load.step.clone()])));
        self.retract(steps, maker, at)
    }

    /// The steps of the standing retractions of `steps`.
    fn standing_retractions(&self, live: &Live, steps: &BTreeSet<EditId>) -> BTreeSet<EditId> {
        let retracting = |edit: &&Arc<Edit>| edit.retracts().is_some_and(|step| steps.contains(step)) && live.has(edit);
        set_of(self.own.iter().filter(retracting).map(|edit| edit.step.clone()))
    }

    /// Whether there is a step to undo, and one to redo.
    pub fn can(&self, maker: &Maker) -> (bool, bool) {
        let mut trial = self.clone();
        let undo = !trial.undo(maker, Timestamp::default()).is_empty();
        let redo = !trial.redo(maker, Timestamp::default()).is_empty();
        (undo, redo)
    }

    /// Files as loads of one step, not yet [taken in](Journal::take_load).
    pub fn load(&mut self, files: Vec<Brought>, at: Timestamp) -> Vec<Load> {
        let brought = files.iter().flat_map(|file| &file.edits).map(|edit| edit.clock).max().unwrap_or(0);
        let clock = self.next_clock().max(brought + 1);
        let together = (files.len() > 1).then(|| self.id());
        let load = |file: Brought| {
            let id = self.id();
            let step = together.clone().unwrap_or_else(|| id.clone());
            let edits = file.edits.into_iter().map(Arc::new).collect();
            Load { id, step, clock, at, name: file.name, edits, extra: file.extra }
        };
        files.into_iter().map(load).collect()
    }

    /// The step that brings every cell to the state it has in the files alone, on top of `loads`.
    pub fn replace(&mut self, loads: &[Load], maker: &Maker, reason: Option<&str>) -> Result<Vec<Edit>, Clash> {
        let Some(first) = loads.first() else { return Ok(Vec::new()) };
        let mut with = self.clone();
        with.take_loads(loads.to_vec())?;
        let (edits, view) = (with.edits(), with.view());
        let brought = loads.iter().flat_map(|load| load.edits.iter().cloned());
        let wanted = resolve(&self.published.plan, &EditSet::of(brought)?);
        let cells = edits.cells().filter(|cell| view.value(cell) != wanted.value(cell) || view.is_conflict(cell));
        let clock = first.clock + 1;
        let mut made = Vec::new();
        for cell in cells {
            let Begun { cell, was, seen, .. } = with.begin(&view, &edits, cell);
            let change = Change::Set { value: wanted.value(&cell), cell, was: Some(was), seen };
            let id = self.id();
            made.push(self.edit(id, first.step.clone(), clock, first.at, change, maker, reason));
        }
        Ok(made)
    }

    /// The file each edit came with that is neither own nor published: the first that brought it.
    pub fn sources(&self) -> BTreeMap<EditId, &Load> {
        let mut sources = BTreeMap::new();
        for (load, on) in self.loads().into_iter().rev() {
            for edit in load.edits.iter().filter(|_| on) {
                if !self.own.contains(&edit.id) && !self.published.edits.contains(&edit.id) {
                    sources.entry(edit.id.clone()).or_insert(load);
                }
            }
        }
        sources
    }

    /// Adds edits of this browser: made here, or by another of its tabs.
    pub fn take(&mut self, edits: impl IntoIterator<Item = Edit>) -> Result<(), Clash> {
        edits.into_iter().try_for_each(|edit| self.own.insert(Arc::new(edit)))
    }

    /// Adds a file taken in here or by another tab. Refused where it tells a known edit in another way.
    pub fn take_load(&mut self, load: Load) -> Result<(), Clash> {
        self.take_loads(vec![load])
    }

    /// Adds files taken in, all of them or none.
    pub fn take_loads(&mut self, loads: Vec<Load>) -> Result<(), Clash> {
        let mut all = self.edits();
        for load in &loads {
            all.union(&EditSet::of(load.edits.iter().cloned())?)?;
        }
        self.loads.extend(map_of(loads.into_iter().map(|load| (load.id.clone(), load))));
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
                    let _first_telling_stands = drafted.insert(edit.clone());
                }
            }
        }
        drafted
    }

    /// The steps that stand, with the clock of what was done in each: what undo may take back.
    fn standing(&self, live: &Live) -> BTreeMap<EditId, u64> {
        let own = self.own_steps().into_iter().filter(|(step, clock)| live.has_step(step, *clock));
        let mut steps = map_of(own);
        for load in self.loads.values().filter(|load| is_on(load, live)) {
            let clock = steps.entry(load.step.clone()).or_default();
            *clock = load.clock.max(*clock);
        }
        steps
    }

    /// The steps of own edits that set values, with their clocks.
    fn own_steps(&self) -> BTreeMap<EditId, u64> {
        let mut steps: BTreeMap<EditId, u64> = BTreeMap::new();
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

/// Whether a file counts: neither switched off alone nor with those it came with.
fn is_on(load: &Load, live: &Live) -> bool {
    live.has_step(&load.id, load.clock) && live.has_step(&load.step, load.clock)
}
