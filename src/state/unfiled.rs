//! What stands in no saved file yet.

use std::collections::BTreeSet;

use crate::browser::Lasting;
use crate::edits::{Edit, EditSet, Live, Steps};
use crate::plan::{Cell, Timestamp, set_of};

use super::keep::Filed;

/// In how many cells this browser has changes that stand in no saved file: values that hold, and the taking back of values that
/// went out with one. And when the oldest of them was made.
pub fn count(own: &EditSet, filed: &Filed) -> (usize, Option<Timestamp>) {
    let (live, steps) = (Live::of(own), Steps::of(own));
    let is_filed = |edit: &Edit| match edit.id.parts() {
        Some((strand, number)) => filed.get(strand).is_some_and(|last| number <= *last),
        None => false,
    };
    // Of what took something back: the cells of it that went out with a file.
    let taken_back = |retraction: &Edit| -> BTreeSet<Cell> {
        let filed = steps.taken_by(retraction).into_iter().filter(|taken| is_filed(taken));
        set_of(
            filed.flat_map(|taken| taken.cell().map_or_else(|| steps.cells_of(taken), |cell| set_of([cell.clone()]))),
        )
    };
    let (mut cells, mut placeless, mut since) = (BTreeSet::new(), 0, None);
    for edit in own.iter().filter(|edit| !is_filed(edit) && live.has(edit)) {
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

/// So many changes are work that nobody would want to do again.
const MANY: usize = 50;
/// A day, in milliseconds.
const DAY: i64 = 24 * 60 * 60 * 1_000;

/// Whether somebody should be told to save a file: where there are many changes, or the oldest waits for a day; for a week where
/// the browser promised to keep them.
pub fn is_due(count: usize, since: Option<Timestamp>, now: Timestamp, lasting: Lasting) -> bool {
    let days = if lasting == Lasting::Promised { 7 } else { 1 };
    count >= MANY || since.is_some_and(|since| now.millis() - since.millis() > days * DAY)
}

/// What is in a file that holds these edits.
pub fn after_saving<'a>(saved: impl IntoIterator<Item = &'a Edit>) -> Filed {
    let mut filed = Filed::new();
    for (strand, number) in saved.into_iter().filter_map(|edit| edit.id.parts()) {
        let last = filed.entry(strand.to_owned()).or_default();
        *last = number.max(*last);
    }
    filed
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Edits of the cell of their strand.
    fn edits(list: &[(&str, Option<&str>)]) -> EditSet {
        EditSet::of(list.iter().enumerate().map(|(index, (id, retracts))| {
            let does = match retracts {
                None => format!(
                    r#""cell":"k{}/name","value":{{"text":""}},"seen":[]"#,
                    id.replace("-1", "").replace("-2", "")
                ),
                Some(step) => format!(r#""retracts":"{step}""#),
            };
            let json = format!(
                r#"{{"id":"{id}","step":"{id}","clock":{},"at":"2026-04-01T00:00:00.000Z",{does}}}"#,
                index + 1
            );
            Edit::read(&json).unwrap()
        }))
    }

    #[test]
    fn counts_what_would_be_missed() {
        let filed = |set: &EditSet| after_saving(set.iter().map(|edit| &**edit));
        let two = edits(&[("a-1", None), ("b-1", None)]);
        assert_eq!(count(&two, &Filed::new()).0, 2);
        assert_eq!(count(&two, &filed(&two)).0, 0);
        // One more, and one of the filed taken back: a colleague has the old value.
        let more = edits(&[("a-1", None), ("b-1", None), ("c-1", None), ("d-1", Some("b-1"))]);
        assert_eq!(count(&more, &filed(&two)).0, 2);
        // And that restored, after the taking back went out, too.
        let mut restored = more.clone();
        restored.union(&edits(&[("e-1", Some("d-1"))]));
        assert_eq!(count(&restored, &filed(&more)).0, 1);
        // One made and taken back between two files is nothing to anybody.
        let nothing = edits(&[("a-1", None), ("b-1", None), ("c-1", None), ("d-1", Some("c-1"))]);
        assert_eq!(count(&nothing, &filed(&two)).0, 0);
    }

    #[test]
    fn a_file_is_due_when_something_could_be_lost() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let (since, day, week) =
            (at("2026-04-01T00:00:00.000Z"), at("2026-04-02T00:00:01.000Z"), at("2026-04-08T00:00:01.000Z"));
        let is_due = |count, now, lasting| is_due(count, Some(since), now, lasting);
        assert!(!is_due(49, since, Lasting::Unknown) && is_due(50, since, Lasting::Promised));
        assert!(is_due(1, day, Lasting::NotPromised) && is_due(1, day, Lasting::Unknown));
        assert!(!is_due(1, day, Lasting::Promised) && is_due(1, week, Lasting::Promised));
        assert!(!super::is_due(0, None, week, Lasting::Unknown));
    }

    #[test]
    fn a_cell_that_was_changed_twice_counts_once() {
        assert_eq!(count(&edits(&[("a-1", None), ("a-2", None)]), &Filed::new()).0, 1);
    }

    #[test]
    fn after_a_part_what_it_does_not_have_is_still_missed() {
        let two = edits(&[("a-1", None), ("b-1", None)]);
        let part = edits(&[("a-1", None)]);
        assert_eq!(count(&two, &after_saving(part.iter().map(|edit| &**edit))).0, 1);
    }
}
