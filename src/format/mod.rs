//! Files in and out. Text becomes types here and nowhere else; whatever comes from outside is limited in size and read
//! before anything changes; what is damaged is told with its place, and costs itself alone.

mod address;
mod aside;
mod correction;
mod csv;
mod digest;
mod edition;
pub mod entry;
mod escape;
mod file_reader;
mod frozen;
mod history;
mod layout;
pub mod link;
mod packed;
pub mod pasted;
mod publication;
mod publication_form;
pub mod schema;
mod shared;
pub mod sheet;
pub mod snapshot;
pub mod typed;

pub use self::csv::write_csv;
pub use address::WebAddress;
pub use aside::{Aside, read_load, write_aside, write_edits, write_load};
pub use correction::{Correction, Corrections};
pub use digest::Digest;
pub use edition::{Edition, Origin};
pub use escape::{escape_html, json_in_script, strip_invalid_xml};
pub use file_reader::{FileReader, read_file};
pub use frozen::{Frozen, freeze, is_date, read_frozen};
pub use history::{History, HistoryEntry};
pub use layout::laid_out;
pub use link::{Link, read_link, write_link};
pub use packed::{pack, unpack};
pub use publication::{Licence, Publication, publish};
pub use publication_form::{FormFault, PublicationForm};
pub use shared::{SharedFile, Trouble};
pub use snapshot::{Damage, Package, Snapshot, SnapshotError, read_edits, read_publication, read_snapshot};
