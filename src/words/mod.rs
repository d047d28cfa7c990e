//! Every word shown to people, as plain Japanese (です・ます).
//!
//! Functions from the types below to text; they decide nothing and know no screen.

pub mod arranging;
pub mod assessment;
pub mod cell;
pub mod closing;
pub mod data;
pub mod edition;
pub mod embed;
pub mod entry;
pub mod exchange;
pub mod figure;
pub mod file;
pub mod folder;
pub mod isolate;
pub mod language;
pub mod notice;
pub mod number;
pub mod observation;
pub mod overview;
pub mod pasting;
pub mod publishing;
pub mod screen;
pub mod sheet;
pub mod year;
