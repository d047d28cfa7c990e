//! Which edits stand in a file that was saved.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;

use crate::plan::{Cell, Timestamp, set_of};

use super::edit::Edit;
use super::journal::Journal;

/// The highest number of each strand, or page load of earlier releases, that stands in a saved file: with it all before it do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filed(BTreeMap<String, u64>);

impl Filed {
    /// What is in a file that holds these edits.
    pub fn of<'a>(saved: impl IntoIterator<Item = &'a Edit>) -> Filed {
        let mut filed = Filed::default();
        for (strand, number) in saved.into_iter().filter_map(|edit| edit.id.parts()) {
            filed.add(strand, number);
        }
        filed
    }

    /// Whether an edit stands in a saved file.
    pub fn has(&self, edit: &Edit) -> bool {
        let parts = edit.id.parts();
        parts.is_some_and(|(strand, number)| self.0.get(strand).is_some_and(|last| number <= *last))
    }

    /// Adds what another knows.
    pub fn merge(&mut self, other: &Filed) {
        other.0.iter().for_each(|(strand, number)| self.add(strand, *number));
    }

    /// Returns what stands here and not in `known`.
    pub fn beyond(mut self, known: &Filed) -> Filed {
        self.0.retain(|strand, number| known.0.get(strand).is_none_or(|known| known < number));
        self
    }

    /// Whether nothing does.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// As JSON: an object of numbers.
    pub fn to_json(&self) -> Json {
        Json::Object(self.0.iter().map(|(strand, number)| (strand.clone(), (*number).into())).collect())
    }

    /// Reads that.
    pub fn from_json(json: &Json) -> Option<Filed> {
        let numbers = json.as_object()?.iter().map(|(strand, number)| Some((strand.clone(), number.as_u64()?)));
        Some(Filed(numbers.collect::<Option<_>>()?))
    }

    fn add(&mut self, strand: &str, number: u64) {
        let last = self.0.entry(strand.to_owned()).or_default();
        *last = number.max(*last);
    }
}

impl Journal {
    /// In how many cells this browser has changes that stand in no saved file: values that hold, and the taking back of values
    /// that went out with one. And when the oldest of them was made.
    pub fn unfiled(&self) -> (usize, Option<Timestamp>) {
        // Of what took something back: the cells of it that went out with a file. Made and taken back between two files is
        // nothing to anybody.
        let taken_back = |retraction: &Edit| -> BTreeSet<Cell> {
            let filed = self.own.taken_by(retraction).into_iter().filter(|taken| self.filed.has(taken));
            set_of(filed.flat_map(|taken| match taken.cell() {
                Some(cell) => set_of([cell.clone()]),
                None => self.own.cells_of(taken),
            }))
        };
        let (mut cells, mut placeless, mut since) = (BTreeSet::new(), 0, None);
        let unfiled = self.unfiled.iter().flat_map(|id| self.own.get(id));
        for edit in unfiled.filter(|edit| self.own_live.has(edit)) {
            let changed = if edit.retracts().is_some() { taken_back(edit) } else { set_of(edit.cell().cloned()) };
            // One of a newer release may belong to no cell.
            let is_placeless = edit.retracts().is_none() && changed.is_empty();
            placeless += usize::from(is_placeless);
            if is_placeless || !changed.is_empty() {
                since = Some(since.map_or(edit.at, |at: Timestamp| at.min(edit.at)));
            }
            cells.extend(changed);
        }
        (cells.len() + placeless, since)
    }

    /// Which of this browser's edits stand in a saved file.
    pub fn filed(&self) -> &Filed {
        &self.filed
    }

    /// Notes that more of them do.
    pub fn note_filed(&mut self, filed: &Filed) {
        self.filed.merge(filed);
        let (own, filed) = (&self.own, &self.filed);
        self.unfiled.retain(|id| own.get(id).iter().any(|edit| !filed.has(edit)));
    }
}

#[cfg(test)]
mod tests {
    use crate::edits::fake::{journal, number, set};
    use crate::edits::{EditSet, Maker};

    use super::*;

    const K1: &str = "1-k1/actual/2026";
    const K2: &str = "1-k2/actual/2026";
    const K3: &str = "1-k1/baseline";

    fn undo(journal: &mut Journal) {
        let made = journal.undo(&Maker::default(), Timestamp::default());
        journal.take(made);
    }

    fn redo(journal: &mut Journal) {
        let made = journal.redo(&Maker::default(), Timestamp::default());
        journal.take(made);
    }

    fn save(journal: &mut Journal) {
        journal.note_filed(&Filed::of(&journal.to_save()));
    }

    #[test]
    fn what_would_be_missed_is_counted_by_cells() {
        let mut here = journal(1);
        for (cell, value) in [(K1, "1"), (K1, "2"), (K2, "1")] {
            set(&mut here, cell, number(value));
        }
        assert_eq!(here.unfiled().0, 2, "a cell that was changed twice counts once");
        save(&mut here);
        assert_eq!(here.unfiled(), (0, None));
        // One more, and one of the filed taken back: a colleague has the old value.
        undo(&mut here);
        set(&mut here, K3, number("1"));
        assert_eq!(here.unfiled().0, 2);
    }

    #[test]
    fn what_was_made_and_taken_back_between_two_files_is_nothing_to_anybody() {
        let mut here = journal(1);
        set(&mut here, K1, number("1"));
        save(&mut here);
        set(&mut here, K2, number("1"));
        undo(&mut here);
        assert_eq!(here.unfiled().0, 0);
        // What went out taken back is missed when it is there again.
        undo(&mut here);
        save(&mut here);
        redo(&mut here);
        assert_eq!(here.unfiled().0, 1);
    }

    #[test]
    fn after_a_part_what_it_does_not_have_is_still_missed() {
        let mut here = journal(1);
        set(&mut here, K1, number("1"));
        set(&mut here, K2, number("1"));
        let part = EditSet::of(here.to_save_of(&|edit| edit.cell().is_some_and(|cell| cell.to_string() == K1)));
        let filed = Filed::of(part.iter().map(|edit| &**edit));
        here.note_filed(&filed);
        assert_eq!(here.unfiled().0, 1);
        assert!(filed.clone().beyond(&filed).is_empty());
        assert_eq!(Filed::from_json(&filed.to_json()), Some(filed));
    }
}
