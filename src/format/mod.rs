//! Files in and out: text that comes from people and other programs, read into types and printed from them.

pub mod sheet;
pub mod typed;
