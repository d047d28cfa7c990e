//! Components screens are made of, one a file. They take the state and callbacks, and hold no rules.

mod arrange;
mod as_table;
mod assessment;
mod bar;
mod cell_notes;
mod choice;
mod contents;
mod copy;
mod differences;
mod export;
mod field;
mod figure;
pub mod filter;
mod follows;
mod headline;
mod medium;
mod offer;
mod pages;
mod table;
mod to_confirm;

pub use arrange::{add, arrange, retired_mark};
pub use as_table::as_table;
pub use assessment::{Judged, VerdictMark, mark_class};
pub use bar::{
    CONFLICTS, EditBar, FilePicker, LookingBar, MakerFields, begin_editing, leave_editing, take_files, to_conflicts,
};
pub use cell_notes::CellNotes;
pub use choice::{choice, chosen_year, year_choice};
pub use contents::contents;
pub use copy::{copied_field, copy};
pub use differences::differences;
pub use export::{ExportMenu, export_figure, export_menu, export_overview};
pub use field::{Field, Width, choose_now, field_id};
pub use figure::{Drawing, Figure, cell_class, value_table};
pub use follows::{follows, pressed};
pub use headline::headline;
pub use medium::{Medium, PageDrawings, excel_link, href};
pub use offer::OfferView;
pub use pages::Pages;
pub use table::ScrollTable;
pub use to_confirm::{TO_CONFIRM, has_to_confirm, to_confirm};
