//! Files in and out. Text becomes types here and nowhere else; whatever comes from outside is limited in size, checked
//! whole before anything changes, and refused with the place that is wrong.

mod edition;
pub mod entry;
pub mod frozen;
pub mod link;
mod publication;
pub mod schema;
pub mod sheet;
pub mod snapshot;
pub mod typed;

pub use edition::{Edition, Origin};
pub use frozen::{Frozen, freeze, is_date, read_frozen};
pub use link::{Link, read_link, write_link};
pub use publication::{Publication, publish};
pub use snapshot::{EditFault, Package, Snapshot, SnapshotError, read_file, read_snapshot};
