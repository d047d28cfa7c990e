//! Which edition of a plan is shown.

use crate::plan::Timestamp;

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
