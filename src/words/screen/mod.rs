//! Words of the screens: headings, buttons, explanations.
//!
//! Names of buttons are an interface: people script against them, and users of screen readers learn them.

mod cell_notes;
mod commentary;
mod editing;
mod entering;
mod figure;
mod frame;
mod offer;
mod sheet;
mod who;

pub use cell_notes::*;
pub use commentary::*;
pub use editing::*;
pub use entering::*;
pub use figure::*;
pub use frame::*;
pub use offer::*;
pub use sheet::*;
pub use who::*;
