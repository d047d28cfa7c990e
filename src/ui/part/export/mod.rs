//! Exporting a figure to other pages and documents: the code that embeds it, its picture, its table.
//!
//! Exports are always of what is published; drafts do not leave by here.

mod embed_code;
mod figure;
mod files;
mod menu;

pub use figure::{export_figure, export_overview};
pub use menu::{ExportMenu, export_menu};
