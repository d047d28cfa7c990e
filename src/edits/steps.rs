//! Steps: what is undone together, restored, and switched off and on by file.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::plan::{Timestamp, set_of};

use super::edit::{Change, Edit};
use super::id::EditId;
use super::journal::{Journal, edit};
use super::load::Load;
use super::maker::Maker;
use super::name::{Name, Names, name_of};

/// A step made in this browser: what is undone together.
#[derive(Clone, Debug, Default)]
pub(super) struct Step {
    /// The newest clock in it.
    clock: u64,
    /// Everything in it.
    names: Names,
    /// Whether any of its edits is supported by this version.
    is_shown: bool,
}

/// Live retractions of one step, made in this browser.
#[derive(Default)]
struct Retractions {
    /// The newest clock among them.
    clock: u64,
    names: Names,
}

impl Journal {
    /// Takes back the newest live step made in this browser. Empty where there is none.
    pub fn undo(&mut self, maker: &Maker, at: Timestamp) -> Vec<Edit> {
        let newest = self.newest_step().map(|(id, step)| (id.clone(), step.names.clone()));
        newest.map(|step| self.retract([step], maker, at)).unwrap_or_default()
    }

    /// Restores what was taken back last, unless something new was done since. Empty where there is nothing.
    pub fn redo(&mut self, maker: &Maker, at: Timestamp) -> Vec<Edit> {
        let last = self.newest_retraction().map(|(id, retraction)| (id, retraction.names));
        last.map(|step| self.retract([step], maker, at)).unwrap_or_default()
    }

    /// Whether there is a step to undo, and one to redo.
    pub fn can(&self) -> (bool, bool) {
        (self.newest_step().is_some(), self.newest_retraction().is_some())
    }

    /// The newest step made in this browser of which something is live and shown.
    fn newest_step(&self) -> Option<(&EditId, &Step)> {
        let is_live = |id: &EditId| {
            let mut edits = self.own.of_step(id).filter(|edit| edit.retracts().is_none());
            let mut loads = self.loads.values().filter(|load| load.step == *id);
            edits.any(|edit| self.own_live.has(edit)) || loads.any(|load| self.on.contains(&load.id))
        };
        let mut steps = self.by_clock.iter().rev().filter_map(|(_, id)| self.steps.get_key_value(id));
        steps.find(|(id, step)| step.is_shown && is_live(id))
    }

    /// What was taken back last in this browser, unless a step was made since.
    fn newest_retraction(&self) -> Option<(EditId, Retractions)> {
        let newest_live = self.newest_step().map(|(_, step)| step.clock);
        let is_of_step = |name: &Name| {
            let mut named = self.own.get(&name.id).iter().filter(|edit| edit.retracts().is_none());
            named.any(|edit| name_of(edit) == *name) || self.loads.contains_key(&name.id)
        };
        let mut newest: Vec<&Arc<Edit>> =
            self.own.retractions().filter(|edit| Some(edit.clock) > newest_live).collect();
        newest.sort_by(|a, b| (b.clock, &b.step).cmp(&(a.clock, &a.step)));
        let takes = |edit: &Edit| match &edit.change {
            Change::Retract { seen: Some(seen), .. } => seen.iter().any(is_of_step),
            // One of an earlier release names a step alone.
            Change::Retract { step, seen: None } => self.steps.contains_key(step) || self.loads.contains_key(step),
            _ => false,
        };
        let last = newest.into_iter().find(|edit| self.own_live.has(edit) && takes(edit))?;
        let of_step = self.own.of_step(&last.step).filter(|edit| self.own_live.has(edit) && takes(edit));
        let names = set_of(of_step.map(|edit| name_of(edit)));
        Some((last.step.clone(), Retractions { clock: last.clock, names }))
    }

    /// Switches one file taken in off or on. Empty where it is so already.
    pub fn switch(&mut self, id: &EditId, on: bool, maker: &Maker, at: Timestamp) -> Vec<Edit> {
        let Some(load) = self.loads.get(id).filter(|load| self.on.contains(&load.id) != on) else { return Vec::new() };
        let is_replacement = self.own.iter().any(|edit| edit.set().is_some() && edit.step == load.step);
        // What a replacement brought cannot be told apart by file: its files go and come together.
        let (step, names) = match is_replacement {
            true => (load.step.clone(), self.steps.get(&load.step).map(|step| step.names.clone()).unwrap_or_default()),
            false => (id.clone(), set_of([Name::from(id.clone())])),
        };
        if !on {
            return self.retract([(step, names)], maker, at);
        }
        let restored = self.retractions_of(&names).into_iter().map(|(id, retraction)| (id, retraction.names));
        // Those that were taken in with it and are off with it stay off, each for itself.
        let is_off_with_it = |other: &&Load| {
            let is_other = other.step == load.step && other.id != load.id && !is_replacement;
            is_other && !self.on.contains(&other.id) && !self.own_live.takes_load(&other.id, &other.id, other.clock)
        };
        let others = self.loads.values().filter(is_off_with_it);
        let others = others.map(|other| (other.id.clone(), set_of([Name::from(other.id.clone())])));
        let steps: Vec<(EditId, Names)> = others.chain(restored).collect();
        self.retract(steps, maker, at)
    }

    /// Returns the live retractions of `names`, by step.
    fn retractions_of(&self, names: &Names) -> BTreeMap<EditId, Retractions> {
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
        for edit in self.own.retractions().filter(|edit| takes(edit) && self.own_live.has(edit)) {
            let of_step = found.entry(edit.step.clone()).or_default();
            of_step.clock = edit.clock.max(of_step.clock);
            of_step.names.insert(name_of(edit));
        }
        found
    }

    /// Notes what belongs to a step.
    pub(super) fn note_step(&mut self, id: &EditId, name: Name, clock: u64, is_shown: bool) {
        let step = self.steps.entry(id.clone()).or_default();
        self.by_clock.remove(&(step.clock, id.clone()));
        step.clock = clock.max(step.clock);
        step.names.insert(name);
        step.is_shown |= is_shown;
        self.by_clock.insert((step.clock, id.clone()));
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
}
