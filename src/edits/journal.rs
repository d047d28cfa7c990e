//! What one browser holds: the publication, its own edits, the files it took in; and all it can do with them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::{Map, Value as Json};

use crate::plan::json::{Fields, InJson, JsonFault, object};
use crate::plan::{Cell, Field, Plan, SubjectId, Timestamp, Value, cleaned, set_of};

use super::closing::closes;
use super::edit::{Change, Edit};
use super::filed::Filed;
use super::id::{EditId, Replica, Strands};
use super::live::Live;
use super::load::{Brought, Load};
use super::maker::Maker;
use super::name::{Known, Name, Names, name_of, without_proved};
use super::resolve::{View, concerned, parts, resolve};
use super::root::root;
use super::set::EditSet;
use super::steps::Step;

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

impl Begun {
    /// Whether people disagreed on the cell, and that was on the screen.
    pub fn decides(&self) -> bool {
        self.decides
    }

    /// Whether this value says anything new of the cell: another one, or which of several holds.
    pub fn is_changed_by(&self, value: &Value) -> bool {
        self.decides || !value.is_written_like(&self.was)
    }
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
///
/// What follows from its edits (what is live, what is shown, what is a draft, what can be undone) is kept, and each change brings
/// up to date what it touches: its cost follows the change. The laws hold it against [`resolve`], which computes all of it anew.
#[derive(Clone, Debug)]
pub struct Journal {
    published: Published,
    /// What readers see.
    as_published: Arc<View>,
    pub(super) own: EditSet,
    pub(super) loads: BTreeMap<EditId, Load>,
    pub(super) replica: Replica,
    pub(super) strands: Strands,
    /// Every edit that counts: published, own, and of the files switched on.
    all: EditSet,
    /// What is live of all.
    live: Live,
    /// What is live of the own edits: this switches files off and on.
    pub(super) own_live: Live,
    /// The files switched on.
    pub(super) on: BTreeSet<EditId>,
    view: Arc<View>,
    /// The cells with drafts.
    drafts: BTreeSet<Cell>,
    /// The steps made in this browser that gave values or took files in.
    pub(super) steps: BTreeMap<EditId, Step>,
    /// Their clocks, so that the newest is at hand.
    pub(super) by_clock: BTreeSet<(u64, EditId)>,
    pub(super) filed: Filed,
    /// The own edits that stand in no saved file.
    pub(super) unfiled: BTreeSet<EditId>,
    /// An upper bound of what all of it on top of the publication takes, in bytes.
    weight: usize,
    /// Counts the changes.
    revision: u64,
}

/// The most names in `seen` of edits known only through other edits.
const INHERITED_AT_MOST: usize = 2_000;
/// The most names in `seen` of edits held here.
const HELD_AT_MOST: usize = 10_000;

impl Journal {
    /// A journal without drafts.
    pub fn new(published: Published, replica: Replica) -> Journal {
        let view = Arc::new(View::of(published.plan.clone()));
        let mut journal = Journal {
            published,
            as_published: view.clone(),
            own: EditSet::default(),
            loads: BTreeMap::new(),
            replica,
            strands: Strands::default(),
            all: EditSet::default(),
            live: Live::default(),
            own_live: Live::default(),
            on: BTreeSet::new(),
            view,
            drafts: BTreeSet::new(),
            steps: BTreeMap::new(),
            by_clock: BTreeSet::new(),
            filed: Filed::default(),
            unfiled: BTreeSet::new(),
            weight: 0,
            revision: 0,
        };
        journal.publish(journal.published.clone());
        journal
    }

    /// What readers see.
    pub fn published(&self) -> &Published {
        &self.published
    }

    /// This page load's name.
    pub fn replica(&self) -> &Replica {
        &self.replica
    }

    /// A number that is another after each change.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// The edits made in this browser, taken back or not.
    pub fn own(&self) -> &EditSet {
        &self.own
    }

    /// What is live of all that counts here.
    pub fn live(&self) -> &Live {
        &self.live
    }

    /// What is live of the edits made in this browser.
    pub fn own_live(&self) -> &Live {
        &self.own_live
    }

    /// The files taken in, with whether each is switched on, newest first.
    pub fn loads(&self) -> Vec<(&Load, bool)> {
        let mut loads: Vec<(&Load, bool)> = Vec::new();
        for load in self.loads.values() {
            let newer = loads.partition_point(|(other, _)| (other.clock, &other.id) > (load.clock, &load.id));
            loads.insert(newer, (load, self.on.contains(&load.id)));
        }
        loads
    }

    /// Every edit that counts here: published, own, and of the files switched on.
    pub fn edits(&self) -> &EditSet {
        &self.all
    }

    /// What leaves with a file: own edits and those of the files switched on, and what was published with them;
    /// retractions only with what they retract, so that our switching of files stays here.
    pub fn to_save(&self) -> Vec<Edit> {
        self.to_save_of(&|_| true)
    }

    /// Returns the edits matching `wanted` and the retractions that apply to them.
    pub fn to_save_of(&self, wanted: &dyn Fn(&Edit) -> bool) -> Vec<Edit> {
        let all = &self.all;
        let leaves = |edit: &Edit| edit.retracts().is_none() && wanted(edit);
        let leaving = all.iter().filter(|edit| leaves(edit));
        let mut steps = set_of(leaving.map(|edit| edit.step.clone()));
        let mut retractions: Vec<&Arc<Edit>> = all.retractions().collect();
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
        of_a_load || self.own.of_step(step).next().is_some()
    }

    /// What readers see.
    pub fn as_published(&self) -> &Arc<View> {
        &self.as_published
    }

    /// What is shown in editing: drafts on top of what was published.
    pub fn view(&self) -> &Arc<View> {
        &self.view
    }

    /// The cells with drafts: with a live head that the publication neither holds nor has seen.
    pub fn drafts(&self) -> &BTreeSet<Cell> {
        &self.drafts
    }

    /// Begins to edit a cell as it is shown: call it when the field takes focus, not when it is left.
    ///
    /// What a newer release made cannot be seen here, and so is not replaced by what follows. Closing a year names what stands in
    /// its cells, too: all else is a correction.
    pub fn begin(&self, cell: &Cell) -> Begun {
        let (view, edits) = (&self.view, &self.all);
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
        // What an earlier closing found is not what this one finds.
        let is_of_other = |name: &Name| edits.get(&name.id).iter().any(|edit| edit.cell() != Some(cell));
        for name in inherited.into_iter().flatten() {
            if names.len() < most && !is_of_other(name) {
                names.insert(name.clone());
            }
        }
        // What it decides on besides: of each cell that is closed, or of a year in which nothing is asked for any more, what stands in
        // it; of a value, whether its subject is retired.
        let besides = match cell.field() {
            Field::Retired => parts(&view.plan, &cell.subject)
                .flat_map(|id| view.cells.of(id))
                .map(|(cell, _)| cell.clone())
                .collect(),
            Field::Closed => closes(&view.plan, cell),
            _ => concerned(&view.plan, cell),
        };
        let besides = besides.iter().flat_map(|other| view.head_edits(other)).map(|edit| name_of(edit));
        names.extend(besides.take(Edit::SEEN_AT_MOST / 2));
        let seen = without_proved(names);
        let (was, decides) = (view.value(cell), view.is_conflict(cell));
        Begun { cell: cell.clone(), was, seen, decides, extra: Map::new() }
    }

    /// Returns a random id for a new subject.
    pub fn new_subject(&mut self) -> Option<SubjectId> {
        let id = self.strands.next(&self.replica, None);
        let digits: String = self.replica.salt(&id).bytes().take(10).map(|byte| format!("{byte:02x}")).collect();
        SubjectId::new(&format!("n{digits}"))
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
            if value.kind() != begun.cell.kind() || value.is_too_long() || !begun.is_changed_by(&value) {
                continue;
            }
            let Begun { cell, mut seen, .. } = begun;
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

    /// Files as loads of one step, not yet [taken in](Journal::take_loads).
    pub fn load(&mut self, files: Vec<Brought>, at: Timestamp) -> Vec<Load> {
        let clock = self.next_clock();
        let together = (files.len() > 1).then(|| self.strands.next(&self.replica, None));
        let load = |file: Brought| {
            let id = self.strands.next(&self.replica, None);
            let step = together.clone().unwrap_or_else(|| id.clone());
            let Brought { name, sender, edits, handed_in, extra } = file;
            Load { id, step, clock, at, name, sender, edits, handed_in, is_shared: false, extra }
        };
        files.into_iter().map(load).collect()
    }

    /// A colleague's file of the shared folder as it is now: the load of it, grown by what is new in it, or a new one, not yet
    /// [taken in](Journal::take_loads). `is_it` tells the names it had, for a file is named anew with its department. `None` where it
    /// brings nothing new. What the load had and the file lacks stays.
    pub fn load_shared(&mut self, file: Brought, is_it: impl Fn(&str) -> bool, at: Timestamp) -> Option<Load> {
        let shared = || self.loads.values().filter(|load| load.is_shared);
        let known = shared().find(|load| load.name == file.name).or_else(|| shared().find(|load| is_it(&load.name)));
        let known = known.cloned();
        let Some(mut load) = known else {
            let [load] = <[Load; 1]>::try_from(self.load(vec![file], at)).ok()?;
            return (!load.edits.is_empty() || !load.handed_in.is_empty()).then_some(Load { is_shared: true, ..load });
        };
        let mut edits = EditSet::of(load.edits.iter().cloned());
        let new: Vec<Arc<Edit>> = file.edits.into_iter().filter(|edit| edits.insert(edit.clone())).collect();
        let is_other = load.sender != file.sender || load.handed_in != file.handed_in || load.extra != file.extra;
        // A file of another name is the same one named anew, or an older copy, which has nothing that is not known.
        let is_older = load.name != file.name && file.handed_in.iter().all(|one| load.handed_in.contains(one));
        if new.is_empty() && (!is_other || is_older) {
            return None;
        }
        load.edits.extend(new);
        (load.at, load.name, load.sender) = (at, file.name, file.sender);
        (load.handed_in, load.extra) = (file.handed_in, file.extra);
        Some(load)
    }

    /// What this browser puts into the shared folder: what [leaves with a file](Journal::to_save), without what came from that
    /// folder alone.
    pub fn to_share(&self) -> Vec<Edit> {
        let taken = self.loads.values().filter(|load| !load.is_shared && self.on.contains(&load.id));
        let taken = EditSet::of(taken.flat_map(|load| load.edits.iter().cloned()));
        let sets = [&self.own, &taken, &self.published.edits];
        let is_ours = |edit: &Edit| sets.iter().any(|set| set.holds(edit));
        let mut shared = self.to_save_of(&is_ours);
        shared.retain(is_ours);
        shared
    }

    /// The step that brings every cell to the state it has in the files alone, on top of `loads`.
    pub fn replace(&mut self, loads: &[Load], maker: &Maker, reason: Option<&str>) -> Vec<Edit> {
        let Some(first) = loads.first() else { return Vec::new() };
        let mut with = self.clone();
        with.take_loads(loads.to_vec());
        let view = with.view();
        let brought = loads.iter().flat_map(|load| load.edits.iter().cloned());
        let wanted = resolve(&self.published.plan, &EditSet::of(brought));
        let differs = |cell: &Cell| !view.value(cell).is_written_like(&wanted.value(cell)) || view.is_conflict(cell);
        let cells = with.edits().cells().filter(|cell| differs(cell));
        let (clock, mut made) = (first.clock.saturating_add(1).min(Edit::LAST_CLOCK), Vec::new());
        for cell in cells {
            let Begun { cell, seen, .. } = with.begin(cell);
            let id = self.strands.next(&self.replica, Some(&cell));
            let change = Change::Set { value: wanted.value(&cell), seen, cell };
            let salt = Some(self.replica.salt(&id));
            made.push(Edit { salt, ..edit(id, first.step.clone(), clock, first.at, change, maker, reason) });
        }
        made
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
    pub fn has_load_of(&self, edits: &[Arc<Edit>]) -> bool {
        let mut on = self.loads.values().filter(|load| self.on.contains(&load.id) && load.edits.len() == edits.len());
        on.any(|load| EditSet::of(load.edits.iter().cloned()) == EditSet::of(edits.iter().cloned()))
    }

    /// Returns an upper bound of what this browser holds on top of the publication, in bytes as it is serialized.
    pub fn weight(&self) -> usize {
        let extra = if self.extra().is_empty() { 0 } else { Json::Object(self.extra()).to_string().len() };
        extra + self.weight
    }

    /// Adds edits of this browser: made here, or by another of its tabs.
    pub fn take<E: Into<Arc<Edit>>>(&mut self, edits: impl IntoIterator<Item = E>) {
        let mut added: Vec<Arc<Edit>> = Vec::new();
        for edit in edits {
            let edit: Arc<Edit> = edit.into();
            if self.own.insert(edit.clone()) {
                added.push(edit);
            }
        }
        for edit in &added {
            if !self.filed.has(edit) {
                self.unfiled.insert(edit.id.clone());
            }
            if edit.retracts().is_none() {
                self.note_step(&edit.step, name_of(edit), edit.clock, !edit.is_foreign());
            }
        }
        if added.iter().any(|edit| edit.retracts().is_some()) {
            self.own_live = Live::of(&self.own);
        }
        self.count(added);
    }

    /// Takes in files as `merged` has: this journal with these loads, of which only the time differs. Nothing but what stands in
    /// saved files may have been noted here since `merged` was made; ids may have been given out.
    pub fn adopt(&mut self, merged: Journal, loads: &[Load]) {
        let (filed, unfiled) = (std::mem::take(&mut self.filed), std::mem::take(&mut self.unfiled));
        let given_out = std::mem::take(&mut self.strands);
        *self = Journal { filed, unfiled, ..merged };
        self.strands.go_on_from(given_out);
        for load in loads {
            self.loads.insert(load.id.clone(), load.clone());
        }
    }

    /// Adds files taken in here or by another tab.
    pub fn take_loads(&mut self, loads: Vec<Load>) {
        let (mut added, mut loses) = (Vec::new(), false);
        for load in loads.into_iter().filter(|load| self.loads.get(&load.id) != Some(load)).collect::<Vec<_>>() {
            if !load.is_shared {
                self.note_step(&load.step, load.id.clone().into(), load.clock, true);
            }
            if load.is_on(&self.own_live) {
                self.on.insert(load.id.clone());
                added.extend(load.edits.iter().cloned());
            }
            let before = self.loads.insert(load.id.clone(), load.clone());
            loses |= before.is_some_and(|before| {
                let edits = EditSet::of(load.edits);
                before.edits.iter().any(|edit| !edits.holds(edit))
            });
        }
        if loses {
            return self.count_anew();
        }
        self.count(added);
    }

    /// Replaces the publication.
    pub fn publish(&mut self, published: Published) {
        self.as_published = Arc::new(resolve(&published.plan, &published.edits));
        self.published = published;
        self.count_anew();
    }

    /// Brings up to date what follows from the edits, with these that are new among them.
    fn count(&mut self, added: Vec<Arc<Edit>>) {
        if added.is_empty() {
            return;
        }
        let on = set_of(self.loads.values().filter(|load| load.is_on(&self.own_live)).map(|load| load.id.clone()));
        if on != self.on {
            self.on = on;
            return self.count_anew();
        }
        let (mut touched, mut retracts, mut is_foreign) = (BTreeSet::new(), false, false);
        for edit in added {
            let Some(replaced) = self.all.put(edit.clone()) else { continue };
            self.weight += self.weight_of(&edit);
            self.weight -= replaced.iter().map(|edit| self.weight_of(edit)).sum::<usize>();
            is_foreign |= edit.is_foreign();
            retracts |= edit.retracts().is_some();
            touched.extend(edit.cell().cloned());
            if edit.retracts().is_some() {
                touched.extend(self.all.cells_of(&edit));
            }
        }
        if retracts {
            self.live = Live::of(&self.all);
        }
        let view = Arc::make_mut(&mut self.view);
        let touched = view.refresh(&self.published.plan, &self.all, &self.live, touched);
        if is_foreign || retracts {
            view.refresh_foreign(&self.all, &self.live);
        }
        touched.iter().for_each(|cell| self.note_draft(cell));
        self.revision += 1;
    }

    /// Computes all that follows from the edits.
    fn count_anew(&mut self) {
        let mut all = self.published.edits.clone();
        all.union(&self.own);
        for load in self.loads.values().filter(|load| self.on.contains(&load.id)) {
            load.edits.iter().for_each(|edit| {
                all.insert(edit.clone());
            });
        }
        self.live = Live::of(&all);
        self.view = Arc::new(resolve(&self.published.plan, &all));
        self.all = all;
        self.weight = self.all.iter().map(|edit| self.weight_of(edit)).sum();
        self.drafts.clear();
        let view = self.view.clone();
        view.cells.keys().chain(view.strangers.keys()).for_each(|cell| self.note_draft(cell));
        self.revision += 1;
    }

    /// What an edit takes that is not in the publication.
    fn weight_of(&self, edit: &Edit) -> usize {
        if self.published.edits.holds(edit) { 0 } else { edit.weight() }
    }

    /// Notes whether a cell has a draft.
    fn note_draft(&mut self, cell: &Cell) {
        let published = &self.published.edits;
        let heads = || self.view.head_edits(cell);
        let is_draft = if published.of_cell(cell).next().is_none() {
            heads().next().is_some()
        } else {
            let names = published.of_cell(cell).filter_map(|edit| edit.set()).flat_map(|(_, _, seen)| seen);
            let known = Known::about(heads().map(|edit| &edit.id)).with(names);
            heads().any(|edit| !published.holds(edit) && !known.contains(edit))
        };
        match is_draft {
            true => self.drafts.insert(cell.clone()),
            false => self.drafts.remove(cell),
        };
    }

    /// Returns a clock greater than all local ones. The clocks of files are ignored, so that a file cannot exhaust
    /// them.
    pub(super) fn next_clock(&self) -> u64 {
        let loads = self.loads.values().map(|load| load.clock).max().unwrap_or(0);
        self.own.last_clock().max(loads).saturating_add(1).min(Edit::LAST_CLOCK)
    }
}

pub(super) fn edit(
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
