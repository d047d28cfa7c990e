//! Shisaku (施策シート): a city's policy sheet as a live page.
//!
//! `ARCHITECTURE.md` names what each folder is for and what must stay true.

#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

pub mod browser;
pub mod chart;
pub mod edits;
pub mod format;
pub mod plan;
pub mod site;
pub mod state;
pub mod ui;
pub mod words;
