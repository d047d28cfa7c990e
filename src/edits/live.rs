//! Which edits stand, and which were taken back.

use std::collections::BTreeMap;

use super::edit::{Edit, sorted};
use super::id::EditId;
use super::set::EditSet;

/// The steps taken back by retractions that stand themselves.
///
/// A retraction speaks only of edits with a smaller clock than its own. Honest ones always have the larger clock; the
/// rule makes the answer unique for any set, whatever a file claims.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Live {
    /// For each step, the largest clock of a standing retraction of it.
    retracted: BTreeMap<EditId, u64>,
}

impl Live {
    /// What stands in `set`.
    pub fn of(set: &EditSet) -> Live {
        let retractions = set.iter().filter(|edit| edit.retracts().is_some());
        let mut live = Live::default();
        // From the largest clock down: whatever could take a retraction back is decided before it is asked.
        for edit in sorted(retractions, |a, b| b.clock.cmp(&a.clock)) {
            if let Some(step) = edit.retracts().filter(|_| live.has(edit)) {
                // The first to name a step has the largest clock.
                live.retracted.entry(step.clone()).or_insert(edit.clock);
            }
        }
        live
    }

    /// Whether the edit stands.
    pub fn has(&self, edit: &Edit) -> bool {
        self.has_step(&edit.step, edit.clock)
    }

    /// Whether what was done in `step` at `clock` stands.
    pub fn has_step(&self, step: &EditId, clock: u64) -> bool {
        self.retracted.get(step).is_none_or(|retraction| *retraction <= clock)
    }

    /// The clock of the retraction that took back what was done in `step` at `clock`.
    pub fn retracted_at(&self, step: &EditId, clock: u64) -> Option<u64> {
        self.retracted.get(step).copied().filter(|retraction| *retraction > clock)
    }
}
