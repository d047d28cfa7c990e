//! Components screens are made of, one a file. They take the state and callbacks, and hold no rules.

mod assessment;
mod bar;
mod cell_notes;
mod embed_code;
mod field;
mod figure;
mod follows;
mod offer;
mod table;

pub use assessment::{Judged, WordMark};
pub use bar::{EditBar, FilePicker, LookingBar, MakerFields, begin_editing, leave_editing, take_files};
pub use cell_notes::CellNotes;
pub use embed_code::EmbedCode;
pub use field::{Field, Width, choose_now, unit};
pub use figure::{Dark, Figure, FigureOf};
pub use follows::{follows, pressed};
pub use offer::OfferView;
pub use table::ScrollTable;
