//! Which edits are live, and which were taken back.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::plan::{Cell, set_of};

use super::edit::{Change, Edit};
use super::id::EditId;
use super::name::Telling;
use super::set::EditSet;

/// What live retractions take back.
///
/// A retraction takes back the edits it names, and nothing that was made later or that its maker had not seen. One of an
/// earlier release names a step alone; it takes back what has a smaller clock in that step and an id of those
/// releases.
///
/// A retraction is live if every retraction of it was itself taken back. Of retractions that take each other back in a
/// circle, and of what only they decide, none has an effect: no honest program makes such, for an id cannot be named
/// before it is there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Live {
    /// The live retractions that name an edit, by its id.
    named: BTreeMap<EditId, Vec<Taken>>,
    /// For each step named by a live retraction of an earlier release, the largest clock of one.
    steps: BTreeMap<EditId, u64>,
}

/// Returns in how many cells a set of edits changes something: what is taken back within it does not count, and a cell with
/// several edits counts once. This is the number people are told of the changes of a file or a browser.
pub fn cells_changed(set: &EditSet) -> usize {
    let live = Live::of(set);
    // One of a newer release may belong to no cell.
    let placeless = set.foreign().filter(|edit| edit.cell().is_none() && live.has(edit));
    live_cells(set, &live, |_| true) + placeless.count()
}

/// The same of some cells.
pub(super) fn cells_changed_among(set: &EditSet, wanted: impl Fn(&Cell) -> bool) -> usize {
    live_cells(set, &Live::of(set), wanted)
}

fn live_cells(set: &EditSet, live: &Live, wanted: impl Fn(&Cell) -> bool) -> usize {
    let has_live = |cell: &&Cell| set.of_cell(cell).any(|edit| live.has(edit));
    set.cells().filter(|cell| wanted(cell)).filter(has_live).count()
}

/// The same of a list of edits.
pub fn cells_changed_by(edits: &[Arc<Edit>]) -> usize {
    // Where each of them gives a cell a value, nothing is taken back: no set has to be made.
    match edits.iter().map(|edit| edit.set().map(|(cell, ..)| cell)).collect::<Option<BTreeSet<&Cell>>>() {
        Some(cells) => cells.len(),
        None => cells_changed(&EditSet::of(edits.iter().cloned())),
    }
}

/// One edit or load taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Taken {
    telling: Option<Telling>,
    step: EditId,
}

/// What can be taken back: an edit, or a load.
#[derive(Clone, Copy)]
struct Item<'a> {
    id: &'a EditId,
    step: &'a EditId,
    clock: u64,
}

impl<'a> From<&'a Edit> for Item<'a> {
    fn from(edit: &'a Edit) -> Item<'a> {
        Item { id: &edit.id, step: &edit.step, clock: edit.clock }
    }
}

impl Live {
    /// What is live in `set`.
    pub fn of(set: &EditSet) -> Live {
        let retractions: Vec<&Arc<Edit>> = set.retractions().collect();
        let mut by_id: BTreeMap<&EditId, Vec<usize>> = BTreeMap::new();
        let mut by_step: BTreeMap<&EditId, Vec<usize>> = BTreeMap::new();
        for (index, edit) in retractions.iter().enumerate() {
            by_id.entry(&edit.id).or_default().push(index);
            by_step.entry(&edit.step).or_default().push(index);
        }
        // For each retraction, those it takes back.
        let takes: Vec<Vec<usize>> = retractions
            .iter()
            .map(|edit| {
                let one = Live::default().with(edit);
                let named = one.named.keys().filter_map(|id| by_id.get(id));
                let stepped = one.steps.keys().filter_map(|step| by_step.get(step));
                let candidates = set_of(named.chain(stepped).flatten().copied());
                let taken = |index: &usize| retractions.get(*index).is_some_and(|other| !one.has(other));
                candidates.into_iter().filter(taken).collect()
            })
            .collect();
        let mut open: Vec<usize> = vec![0; retractions.len()];
        for index in takes.iter().flatten() {
            if let Some(open) = open.get_mut(*index) {
                *open += 1;
            }
        }
        // Those whose retractions are all decided, with whether they are live.
        let mut decided: Vec<(usize, bool)> =
            open.iter().enumerate().filter(|(_, open)| **open == 0).map(|(index, _)| (index, true)).collect();
        let mut is_done: Vec<bool> = open.iter().map(|open| *open == 0).collect();
        let mut live = Live::default();
        while let Some((index, is_live)) = decided.pop() {
            if let Some(edit) = retractions.get(index).filter(|_| is_live) {
                live = live.with(edit);
            }
            for taken in takes.get(index).into_iter().flatten() {
                let (Some(open), Some(done)) = (open.get_mut(*taken), is_done.get_mut(*taken)) else { continue };
                *open = open.saturating_sub(1);
                if !*done && (is_live || *open == 0) {
                    *done = true;
                    decided.push((*taken, !is_live));
                }
            }
        }
        live
    }

    fn with(mut self, retraction: &Edit) -> Live {
        match &retraction.change {
            Change::Retract { step, seen: Some(seen) } => {
                for name in seen {
                    let taken = Taken { telling: name.telling, step: step.clone() };
                    self.named.entry(name.id.clone()).or_default().push(taken);
                }
            }
            Change::Retract { step, seen: None } => {
                let clock = self.steps.entry(step.clone()).or_default();
                *clock = retraction.clock.max(*clock);
            }
            _ => {}
        }
        self
    }

    /// Whether an edit is live.
    pub fn has(&self, edit: &Edit) -> bool {
        !self.takes(edit.into(), |taken| taken.telling.is_none_or(|telling| telling == edit.telling()))
    }

    /// Whether a load is taken back: alone, or with the step it came in.
    pub(super) fn takes_load(&self, id: &EditId, step: &EditId, clock: u64) -> bool {
        self.takes(Item { id, step: id, clock }, |_| true) || self.takes(Item { id, step, clock }, |_| true)
    }

    fn takes(&self, item: Item, is_meant: impl Fn(&Taken) -> bool) -> bool {
        let of_step = |taken: &Taken| taken.step == *item.step || taken.step == *item.id;
        let mut named = self.named.get(item.id).into_iter().flatten();
        let is_of_before = !item.id.is_secret();
        named.any(|taken| of_step(taken) && is_meant(taken))
            || is_of_before && self.steps.get(item.step).is_some_and(|clock| *clock > item.clock)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(edits: &[&str]) -> EditSet {
        EditSet::of(edits.iter().map(|rest| {
            let json = format!(r#"{{"at":"2026-04-01T00:00:00.000Z",{rest}}}"#);
            Edit::read(&json).unwrap()
        }))
    }

    fn live(edits: &[&str]) -> Vec<String> {
        let set = set(edits);
        let live = Live::of(&set);
        set.iter().filter(|edit| live.has(edit)).map(|edit| edit.id.to_string()).collect()
    }

    const VALUE: &str = r#""id":"a-1","step":"a-1","clock":1,"cell":"k1/name","value":{"text":"1"},"seen":[]"#;

    #[test]
    fn a_retraction_takes_back_what_it_names() {
        let mate = r#""id":"a-2","step":"a-1","clock":1,"cell":"k2/name","value":{"text":"1"},"seen":[]"#;
        let one = r#""id":"r-1","step":"r-1","clock":1,"retracts":"a-1","seen":["a-1"]"#;
        assert_eq!(live(&[VALUE, mate, one]), ["a-2", "r-1"]);
        let both = r#""id":"r-1","step":"r-1","clock":1,"retracts":"a-1","seen":["a-1","a-2"]"#;
        assert_eq!(live(&[VALUE, mate, both]), ["r-1"]);
        // Of another step it reaches nothing.
        let other = r#""id":"r-1","step":"r-1","clock":9,"retracts":"b-1","seen":["a-1","a-2"]"#;
        assert_eq!(live(&[VALUE, mate, other]), ["a-1", "a-2", "r-1"]);
        let back = r#""id":"r-2","step":"r-2","clock":1,"retracts":"r-1","seen":["r-1"]"#;
        assert_eq!(live(&[VALUE, mate, both, back]), ["a-1", "a-2", "r-2"]);
    }

    #[test]
    fn one_of_an_earlier_release_takes_back_what_had_a_smaller_clock() {
        let early = r#""id":"r-1","step":"r-1","clock":1,"retracts":"a-1""#;
        assert_eq!(live(&[VALUE, early]), ["a-1", "r-1"]);
        let late = r#""id":"r-1","step":"r-1","clock":2,"retracts":"a-1""#;
        assert_eq!(live(&[VALUE, late]), ["r-1"]);
        // It reaches no edit of this release, however large its clock.
        let secret = r#""id":"0123456789abcdef-1-0123456789abcdef","step":"a-1","clock":1,"cell":"k1/name","value":{"text":"1"},"seen":[]"#;
        assert_eq!(live(&[secret, late]), ["0123456789abcdef-1-0123456789abcdef", "r-1"]);
    }

    #[test]
    fn circles_have_no_effect_and_other_tellings_none_on_what_was_named() {
        let retracts = |id: &str, step: &str| {
            format!(r#""id":"{id}","step":"{id}","clock":5,"retracts":"{step}","seen":["{step}"]"#)
        };
        let (one, two) = (retracts("r-1", "r-2"), retracts("r-2", "r-1"));
        assert_eq!(live(&[VALUE, &one, &two]), ["a-1", "r-1", "r-2"]);
        let own = retracts("r-1", "r-1");
        assert_eq!(live(&[VALUE, &own]), ["a-1", "r-1"]);
        // r takes back the value it names by its hash; q takes back r likewise. Somebody tells r once more, with nothing in it.
        let value = Edit::read(&format!(r#"{{"at":"2026-04-01T00:00:00.000Z",{VALUE}}}"#)).unwrap();
        let named = |id: &str, of: &Edit| {
            let name = crate::edits::Name { id: of.id.clone(), telling: Some(of.telling()) };
            format!(r#""id":"{id}","step":"{id}","clock":1,"retracts":"{}","seen":["{name}"]"#, of.step)
        };
        let read = |rest: &str| Edit::read(&format!(r#"{{"at":"2026-04-01T00:00:00.000Z",{rest}}}"#)).unwrap();
        let r = named("r-1", &value);
        let q = named("q-1", &read(&r));
        let hollow = r#""id":"r-1","step":"r-1","clock":9,"retracts":"z","seen":[]"#;
        assert_eq!(live(&[VALUE, &r]), ["r-1"]);
        assert_eq!(live(&[VALUE, &r, hollow]), ["r-1", "r-1"]);
        assert_eq!(live(&[VALUE, &r, &q]), ["a-1", "q-1"]);
        assert_eq!(live(&[VALUE, &r, &q, hollow]), ["a-1", "q-1", "r-1"]);
    }
}
