//! Edits: one change, sets of changes, what they resolve to and where they disagree.
//!
//! A plan never changes; everything people do to it is an [`Edit`] in an [`EditSet`]. Merging is the union of sets, so
//! tabs, files and colleagues meet in any order. [`resolve()`] turns a plan and a set into what is shown; a [`Journal`]
//! is what one browser holds: what was published, its own edits, and the files it took in.

mod answers;
mod closing;
mod collate;
mod commentary;
mod compare;
mod edit;
mod filed;
mod foreign;
mod handed_in;
mod history;
mod id;
mod journal;
mod live;
mod load;
mod maker;
mod name;
mod resolve;
mod root;
mod set;
mod short;
mod steps;

pub use answers::{Answer, Asked, answer_of, answers, asked_of};
pub use closing::{OpenCells, closings, is_closed, is_correction, is_in_closed_year, open_year, would_correct};
pub use collate::{Collated, Collation, Group, collate};
pub use commentary::commentary;
pub use compare::{Appearance, Difference, compare};
pub use edit::{Change, Edit, EditError};
pub use filed::Filed;
pub use foreign::Foreign;
pub use handed_in::{HandedIn, Received};
pub use history::{Entry, history, history_of};
pub use id::{EditId, Replica};
pub use journal::{Begun, Journal, Published};
pub use live::{Live, cells_changed, cells_changed_by};
pub use load::{Brought, Load, switched_on};
pub use maker::Maker;
pub use name::{Name, Names, Telling};
pub use resolve::{CellState, Head, View, resolve};
pub use root::root;
pub use set::EditSet;
pub use short::told_in_short;

#[cfg(test)]
mod deceit;
#[cfg(test)]
pub(crate) mod fake;
#[cfg(test)]
mod laws;
