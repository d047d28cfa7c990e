//! Every word shown to people.

pub mod sheet;
