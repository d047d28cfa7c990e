//! Every word shown to people, as plain Japanese (です・ます).
//!
//! Functions from the plan's types to text; they decide nothing and know no screen.

pub mod assessment;
pub mod figure;
pub mod number;
pub mod observation;
pub mod year;
