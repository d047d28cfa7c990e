//! What one browser holds: the publication, its own edits, the files it took in; and all it can do with them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::{Map, Value as Json};

use crate::plan::json::{Fields, InJson, JsonFault, object};
use crate::plan::{Cell, Plan, Timestamp, Value, cleaned, map_of, set_of};

use super::closing::closes;
use super::edit::{Change, Edit};
use super::id::{EditId, Replica, Strands};
use super::live::Live;
use super::load::{Brought, Load};
use super::maker::Maker;
use super::name::{Known, Name, Names, name_of, without_proved};
use super::resolve::{View, resolve};
use super::root::root;
use super::set::EditSet;

/// What readers see: a plan, and the edits told in short with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// The plan.
    pub plan: Arc<Plan>,
    /// The edits.
    pub edits: EditSet,
}

/// What somebody held of a cell when editing began: what their edit will have seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Begun {
    /// The cell.
    pub cell: Cell,
    /// The value that was shown.
    pub was: Value,
    seen: Names,
    /// Whether people disagreed on the cell, and that was on the screen.
    decides: bool,
    /// Unknown fields of its JSON, preserved.
    extra: Map<String, Json>,
}

impl InJson for Begun {
    fn to_json(&self) -> Json {
        let fields = [
            ("cell", Some(self.cell.to_json())),
            ("was", Some(self.was.to_json())),
            ("seen", Some(self.seen.to_json())),
            ("decides", Some(self.decides.into())),
        ];
        object(fields, &self.extra)
    }
    fn from_json(json: Json) -> Result<Self, JsonFault> {
        let mut fields = Fields::of(json)?;
        let (cell, was): (Cell, Value) = (fields.take("cell")?, fields.take("was")?);
        let seen = fields.take("seen")?;
        let decides = fields.take::<Json>("decides")?.as_bool().unwrap_or_default();
        if cell.kind() != was.kind() {
            Err(JsonFault::new("another kind"))
        } else {
            Ok(Begun { cell, was, seen, decides, extra: fields.rest() })
        }
    }
}

/// The state of one browser. Every tab holds one; what tabs write becomes one by union.
#[derive(Clone, Debug)]
pub struct Journal {
    published: Published,
    own: EditSet,
    loads: BTreeMap<EditId, Load>,
    replica: Replica,
    strands: Strands,
}

/// A step made in this browser: what is undone together.
#[derive(Default)]
struct Step {
    /// The newest clock in it.
    clock: u64,
    /// Everything in it.
    names: Names,
    /// Whether any of its edits is supported by this version.
    is_shown: bool,
    /// Whether anything in it is live.
    is_live: bool,
}

/// Live retractions of one step, made in this browser.
#[derive(Default)]
struct Retractions {
    /// The newest clock among them.
    clock: u64,
    names: Names,
}

/// The most names in `seen` of edits known only through other edits.
const INHERITED_AT_MOST: usize = 2_000;
/// The most names in `seen` of edits held here.
const HELD_AT_MOST: usize = 10_000;

impl Journal {
    /// A journal without drafts.
    pub fn new(published: Published, replica: Replica) -> Journal {
        Journal { published, own: EditSet::default(), loads: BTreeMap::new(), replica, strands: Strands::default() }
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
            loads.insert(newer, (load, load.is_on(&live)));
        }
        loads
    }

    /// Every edit that counts here: published, own, and of the files switched on.
    pub fn edits(&self) -> EditSet {
        let mut all = self.published.edits.clone();
        all.union(&self.drafted());
        all
    }

    /// What leaves with a file: own edits and those of the files switched on, and what was published with them;
    /// retractions only with what they retract, so that our switching of files stays here.
    pub fn to_save(&self) -> Vec<Edit> {
        self.to_save_of(&|_| true)
    }

    /// Returns the edits matching `wanted` and the retractions that apply to them.
    pub fn to_save_of(&self, wanted: &dyn Fn(&Edit) -> bool) -> Vec<Edit> {
        let all = self.edits();
        let leaves = |edit: &Edit| edit.retracts().is_none() && wanted(edit);
        let leaving = all.iter().filter(|edit| leaves(edit));
        let mut steps = set_of(leaving.map(|edit| edit.step.clone()));
        let mut retractions: Vec<&Arc<Edit>> = all.iter().filter(|edit| edit.retracts().is_some()).collect();
        retractions.sort_by_key(|edit| edit.clock);
        let mut kept = BTreeSet::new();
        for edit in retractions {
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
        let published = &self.published.edits;
        let states = view.cells.iter().chain(&view.strangers);
        let heads =
            states.flat_map(|(cell, state)| state.heads().iter().filter_map(move |head| Some((cell, head.edit()?))));
        let names = published.iter().filter_map(|edit| edit.set()).flat_map(|(_, _, seen)| seen);
        let known = Known::about(heads.clone().map(|(_, edit)| &edit.id)).with(names);
        heads.filter(|(_, edit)| !published.holds(edit) && !known.contains(edit)).collect()
    }

    /// In how many cells there are drafts.
    pub fn draft_count(&self, view: &View) -> usize {
        let cells: BTreeSet<&Cell> = set_of(self.drafts(view).into_iter().map(|(cell, _)| cell));
        cells.len()
    }

    /// Begins to edit a cell as `view` shows it: call it when the field takes focus, not when it is left.
    ///
    /// What a newer release made cannot be seen here, and so is not replaced by what follows. Closing a year names what stands in
    /// its cells, too: all else is a correction.
    pub fn begin(&self, view: &View, edits: &EditSet, cell: &Cell) -> Begun {
        let is_understood = |edit: &&Arc<Edit>| edit.set().is_some();
        // What stands in the cell comes first: no set may be so large that it is left out.
        let mut others: Vec<&Arc<Edit>> = edits.of_cell(cell).filter(is_understood).collect();
        others.sort_by(|a, b| b.order().cmp(&a.order()));
        let held = || view.head_edits(cell).chain(others.iter().copied()).take(HELD_AT_MOST);
        let mut names = set_of([Name::from(root(cell, &self.published.plan.value(cell)))]);
        names.extend(held().map(|edit| name_of(edit)));
        // Of what is known through others, first what those say that name little: nobody can crowd it out.
        let mut inherited: Vec<&Names> = held().filter_map(|edit| edit.set()).map(|(_, _, seen)| seen).collect();
        inherited.sort_by_key(|names| names.len());
        let most = names.len() + INHERITED_AT_MOST;
        for name in inherited.into_iter().flatten() {
            if names.len() < most {
                names.insert(name.clone());
            }
        }
        // Of each cell that is closed, what stands in it.
        let closed = closes(&self.published.plan, cell);
        let closed = closed.iter().flat_map(|closed| view.head_edits(closed)).map(|edit| name_of(edit));
        names.extend(closed.take(Edit::SEEN_AT_MOST / 2));
        let seen = without_proved(names);
        let (was, decides) = (view.value(cell), view.is_conflict(cell));
        Begun { cell: cell.clone(), was, seen, decides, extra: Map::new() }
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
            let Begun { cell, was, mut seen, decides, extra: _ } = begun;
            let kinds_differ = value.kind() != cell.kind();
            if kinds_differ || value.is_too_long() || (!decides && value.is_written_like(&was)) {
                continue;
            }
            // A page load has seen what it made itself: so each id of a strand proves those before it.
            seen.extend(self.strands.given_out(&cell).iter().cloned().map(Name::from));
            let seen = without_proved(seen);
            let id = self.strands.next(&self.replica, Some(&cell));
            let step = made.first().map_or_else(|| id.clone(), |first: &Edit| first.step.clone());
            let (salt, change) = (Some(self.replica.salt(&id)), Change::Set { cell, value, seen });
            made.push(Edit { salt, ..edit(id, step, clock, at, change, maker, reason) });
        }
        made
    }

    /// Takes back the newest live step made in this browser. Empty where there is none.
    pub fn undo(&mut self, maker: &Maker, at: Timestamp) -> Vec<Edit> {
        let steps = self.steps().into_iter().filter(|(_, step)| step.is_live && step.is_shown);
        let newest = steps.max_by(|(a, one), (b, other)| (one.clock, a).cmp(&(other.clock, b)));
        newest.map(|(id, step)| self.retract([(id, step.names)], maker, at)).unwrap_or_default()
    }

    /// Restores what was taken back last, unless something new was done since. Empty where there is nothing.
    pub fn redo(&mut self, maker: &Maker, at: Timestamp) -> Vec<Edit> {
        let steps = self.steps();
        let newest_live = steps.values().filter(|step| step.is_live && step.is_shown).map(|step| step.clock).max();
        let names = set_of(steps.into_values().flat_map(|step| step.names));
        let taken_back = self.retractions_of(&names).into_iter();
        let last = taken_back.max_by(|(a, one), (b, other)| (one.clock, a).cmp(&(other.clock, b)));
        let last = last.filter(|(_, retraction)| Some(retraction.clock) > newest_live);
        self.retract(last.map(|(id, retraction)| (id, retraction.names)), maker, at)
    }

    /// Switches one file taken in off or on. Empty where it is so already.
    pub fn switch(&mut self, id: &EditId, on: bool, maker: &Maker, at: Timestamp) -> Vec<Edit> {
        let live = Live::of(&self.own);
        let Some(load) = self.loads.get(id).filter(|load| load.is_on(&live) != on) else { return Vec::new() };
        let is_replacement = self.own.iter().any(|edit| edit.set().is_some() && edit.step == load.step);
        // What a replacement brought cannot be told apart by file: its files go and come together.
        let (step, names) = match is_replacement {
            true => (load.step.clone(), self.steps().remove(&load.step).map(|step| step.names).unwrap_or_default()),
            false => (id.clone(), set_of([Name::from(id.clone())])),
        };
        if !on {
            return self.retract([(step, names)], maker, at);
        }
        let restored = self.retractions_of(&names).into_iter().map(|(id, retraction)| (id, retraction.names));
        // Those that were taken in with it and are off with it stay off, each for itself.
        let is_off_with_it = |other: &&Load| {
            let is_other = other.step == load.step && other.id != load.id && !is_replacement;
            is_other && !other.is_on(&live) && !live.takes_load(&other.id, &other.id, other.clock)
        };
        let others = self.loads.values().filter(is_off_with_it);
        let others = others.map(|other| (other.id.clone(), set_of([Name::from(other.id.clone())])));
        let steps: Vec<(EditId, Names)> = others.chain(restored).collect();
        self.retract(steps, maker, at)
    }

    /// Returns the live retractions of `names`, by step.
    fn retractions_of(&self, names: &Names) -> BTreeMap<EditId, Retractions> {
        let live = Live::of(&self.own);
        // One of an earlier release names a step alone.
        let steps = names.iter().flat_map(|name| self.own.get(&name.id)).map(|edit| &edit.step);
        let loads = names.iter().filter_map(|name| self.loads.get(&name.id));
        let of_steps = set_of(steps.chain(loads.flat_map(|load| [&load.id, &load.step])));
        let takes = |edit: &Edit| match &edit.change {
            Change::Retract { seen: Some(seen), .. } => seen.iter().any(|name| names.contains(name)),
            Change::Retract { step, seen: None } => of_steps.contains(step),
            _ => false,
        };
        let mut found: BTreeMap<EditId, Retractions> = BTreeMap::new();
        for edit in self.own.iter().filter(|edit| takes(edit) && live.has(edit)) {
            let of_step = found.entry(edit.step.clone()).or_default();
            of_step.clock = edit.clock.max(of_step.clock);
            of_step.names.insert(name_of(edit));
        }
        found
    }

    /// Whether there is a step to undo, and one to redo.
    pub fn can(&self, maker: &Maker) -> (bool, bool) {
        let mut trial = self.clone();
        let undo = !trial.undo(maker, Timestamp::default()).is_empty();
        let redo = !trial.redo(maker, Timestamp::default()).is_empty();
        (undo, redo)
    }

    /// Files as loads of one step, not yet [taken in](Journal::take_loads).
    pub fn load(&mut self, files: Vec<Brought>, at: Timestamp) -> Vec<Load> {
        let clock = self.next_clock();
        let together = (files.len() > 1).then(|| self.strands.next(&self.replica, None));
        let load = |file: Brought| {
            let id = self.strands.next(&self.replica, None);
            let step = together.clone().unwrap_or_else(|| id.clone());
            let edits = file.edits.into_iter().map(Arc::new).collect();
            Load { id, step, clock, at, name: file.name, sender: file.sender, edits, extra: file.extra }
        };
        files.into_iter().map(load).collect()
    }

    /// The step that brings every cell to the state it has in the files alone, on top of `loads`.
    pub fn replace(&mut self, loads: &[Load], maker: &Maker, reason: Option<&str>) -> Vec<Edit> {
        let Some(first) = loads.first() else { return Vec::new() };
        let mut with = self.clone();
        with.take_loads(loads.to_vec());
        let (edits, view) = (with.edits(), with.view());
        let brought = loads.iter().flat_map(|load| load.edits.iter().cloned());
        let wanted = resolve(&self.published.plan, &EditSet::of(brought));
        let differs = |cell: &Cell| !view.value(cell).is_written_like(&wanted.value(cell)) || view.is_conflict(cell);
        let cells = edits.cells().filter(|cell| differs(cell));
        let (clock, mut made) = (first.clock.saturating_add(1).min(Edit::LAST_CLOCK), Vec::new());
        for cell in cells {
            let Begun { cell, seen, .. } = with.begin(&view, &edits, cell);
            let id = self.strands.next(&self.replica, Some(&cell));
            let change = Change::Set { value: wanted.value(&cell), seen, cell };
            let salt = Some(self.replica.salt(&id));
            made.push(Edit { salt, ..edit(id, first.step.clone(), clock, first.at, change, maker, reason) });
        }
        made
    }

    /// Returns the enabled files, oldest first, each with its edits that are neither local nor published.
    pub fn sources(&self) -> Vec<(EditSet, &Load)> {
        let on = self.loads().into_iter().rev().filter(|(_, on)| *on).map(|(load, _)| load);
        let is_others = |edit: &&Arc<Edit>| !self.own.holds(edit) && !self.published.edits.holds(edit);
        on.map(|load| (EditSet::of(load.edits.iter().filter(is_others).cloned()), load)).collect()
    }

    /// Returns who sent the file an edit came with, where the edit does not say who made it.
    pub fn sender(&self, edit: &Edit) -> Option<&Maker> {
        if edit.maker.is_known() || self.own.holds(edit) {
            return None;
        }
        let on = self.loads().into_iter().rev().filter(|(_, on)| *on).map(|(load, _)| load);
        let brings = |load: &&Load| load.edits.iter().any(|brought| brought.does_the_same(edit));
        on.filter(|load| load.sender.is_known()).find(brings).map(|load| &load.sender)
    }

    /// Whether a file that brings the same is switched on already.
    pub fn has_load_of(&self, edits: &[Edit]) -> bool {
        let brought = EditSet::of(edits.iter().cloned());
        self.loads().into_iter().any(|(load, on)| on && EditSet::of(load.edits.iter().cloned()) == brought)
    }

    /// Returns an upper bound of the serialized size of the drafts.
    pub fn weight(&self) -> usize {
        let extra = if self.extra().is_empty() { 0 } else { Json::Object(self.extra()).to_string().len() };
        extra + self.drafted().iter().map(|edit| edit.weight()).sum::<usize>()
    }

    /// Adds edits of this browser: made here, or by another of its tabs.
    pub fn take<E: Into<Arc<Edit>>>(&mut self, edits: impl IntoIterator<Item = E>) {
        edits.into_iter().for_each(|edit| self.own.insert(edit.into()));
    }

    /// Adds files taken in here or by another tab.
    pub fn take_loads(&mut self, loads: Vec<Load>) {
        self.loads.extend(map_of(loads.into_iter().map(|load| (load.id.clone(), load))));
    }

    /// Replaces the publication.
    pub fn publish(&mut self, published: Published) {
        self.published = published;
    }

    /// Own edits and those of the files switched on.
    fn drafted(&self) -> EditSet {
        let mut drafted = self.own.clone();
        for (load, _) in self.loads().into_iter().filter(|(_, on)| *on) {
            load.edits.iter().for_each(|edit| drafted.insert(edit.clone()));
        }
        drafted
    }

    /// The steps made in this browser that gave values or took files in.
    fn steps(&self) -> BTreeMap<EditId, Step> {
        let live = Live::of(&self.own);
        let mut steps: BTreeMap<EditId, Step> = BTreeMap::new();
        let mut add = |id: &EditId, name: Name, clock: u64, is_live: bool, is_shown: bool| {
            let step = steps.entry(id.clone()).or_default();
            step.clock = clock.max(step.clock);
            step.names.insert(name);
            step.is_shown |= is_shown;
            step.is_live |= is_live;
        };
        for edit in self.own.iter().filter(|edit| edit.retracts().is_none()) {
            let is_live = live.has(edit);
            add(&edit.step, name_of(edit), edit.clock, is_live, !edit.is_foreign());
        }
        for load in self.loads.values() {
            add(&load.step, load.id.clone().into(), load.clock, load.is_on(&live), true);
        }
        steps
    }

    fn retract(&mut self, steps: impl IntoIterator<Item = (EditId, Names)>, maker: &Maker, at: Timestamp) -> Vec<Edit> {
        let clock = self.next_clock();
        let mut made: Vec<Edit> = Vec::new();
        for (retracted, names) in steps {
            let id = self.strands.next(&self.replica, None);
            let step = made.first().map_or_else(|| id.clone(), |first| first.step.clone());
            let change = Change::Retract { step: retracted, seen: Some(names) };
            made.push(edit(id, step, clock, at, change, maker, None));
        }
        made
    }

    /// Returns a clock greater than all local ones. The clocks of files are ignored, so that a file cannot exhaust
    /// them.
    fn next_clock(&self) -> u64 {
        let loads = self.loads.values().map(|load| load.clock).max().unwrap_or(0);
        self.own.last_clock().max(loads).saturating_add(1).min(Edit::LAST_CLOCK)
    }
}

fn edit(
    id: EditId,
    step: EditId,
    clock: u64,
    at: Timestamp,
    change: Change,
    maker: &Maker,
    reason: Option<&str>,
) -> Edit {
    let reason = reason.filter(|text| !text.is_empty()).map(|text| cleaned(text.to_owned()));
    let maker = Maker { author: maker.author.clone().map(cleaned), department: maker.department.clone().map(cleaned) };
    Edit { id, step, clock, at, salt: None, change, maker, reason, extra: Map::new() }
}
