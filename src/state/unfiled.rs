//! What stands in no saved file yet.

use crate::edits::{Edit, EditSet, Live};
use crate::plan::{Timestamp, set_of};

use super::keep::Filed;

/// How many of this browser's changes stand in no saved file: values that hold, and the taking back of values that
/// went out with one. And when the oldest of them was made.
pub fn count(own: &EditSet, filed: &Filed) -> (usize, Option<Timestamp>) {
    let live = Live::of(own);
    let is_filed = |edit: &Edit| match edit.id.parts() {
        Some((replica, number)) => filed.get(replica).is_some_and(|last| number <= *last),
        None => false,
    };
    let filed = own.iter().filter(|edit| is_filed(edit));
    let filed_steps = set_of(filed.map(|edit| edit.step.clone()));
    let unfiled = own.iter().filter(|edit| !is_filed(edit) && live.has(edit));
    let unfiled = unfiled.filter(|edit| edit.retracts().is_none_or(|step| filed_steps.contains(step)));
    unfiled.fold((0, None), |(count, since), edit| {
        (count + 1, Some(since.map_or(edit.at, |at: Timestamp| at.min(edit.at))))
    })
}

/// What is in a file that holds all of `own`.
pub fn after_saving(own: &EditSet) -> Filed {
    let mut filed = Filed::new();
    for (replica, number) in own.iter().filter_map(|edit| edit.id.parts()) {
        let last = filed.entry(replica.to_owned()).or_default();
        *last = number.max(*last);
    }
    filed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edits(list: &[(&str, Option<&str>)]) -> EditSet {
        EditSet::of(list.iter().enumerate().map(|(index, (id, retracts))| {
            let does = match retracts {
                None => r#""cell":"k1/name","value":{"text":""},"seen":[]"#.to_owned(),
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
        let two = edits(&[("a-1", None), ("a-2", None)]);
        assert_eq!(count(&two, &Filed::new()).0, 2);
        let filed = after_saving(&two);
        assert_eq!(count(&two, &filed).0, 0);
        // One more, and one of the filed taken back: a colleague has the old value.
        let more = edits(&[("a-1", None), ("a-2", None), ("a-3", None), ("b-1", Some("a-2"))]);
        assert_eq!(count(&more, &filed).0, 2);
        // One made and taken back between two files is nothing to anybody.
        let nothing = edits(&[("a-1", None), ("a-2", None), ("a-3", None), ("b-1", Some("a-3"))]);
        assert_eq!(count(&nothing, &filed).0, 0);
    }
}
