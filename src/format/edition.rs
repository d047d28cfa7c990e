//! Which edition of a plan is shown.

use crate::plan::{Cell, Observation, Timestamp, Value};

use super::Publication;

/// Where the plan that is shown came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// `plan.json` beside the page.
    Published,
    /// Embedded in the app: there was no `plan.json`.
    Embedded,
    /// Embedded in the app: `plan.json` was there and could not be read.
    EmbeddedForUnreadable,
    /// Embedded in the app: `plan.json` did not come in time.
    EmbeddedForSilence,
}

/// Which edition is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    /// Where it came from.
    pub origin: Origin,
    /// When it was saved.
    pub at: Timestamp,
    /// What the publication says of itself.
    pub publication: Option<Publication>,
    /// How many pieces of `plan.json` are damaged, or made by a newer release, and so not shown.
    pub left_out: usize,
}

impl Edition {
    /// Returns what readers saw of a cell before it was corrected, with when each correction was published, the newest first.
    /// Nothing where the given value is not what the newest correction made of it.
    pub fn former_values(&self, cell: &Cell, value: &Value) -> Vec<(Observation, Timestamp)> {
        let history = self.publication.iter().flat_map(|publication| publication.history.corrections(cell));
        let mut corrections = history.peekable();
        match corrections.peek() {
            Some((newest, _)) if Value::Observation(newest.after) == *value => {
                corrections.map(|(one, at)| (one.before, at)).collect()
            }
            _ => Vec::new(),
        }
    }
}
