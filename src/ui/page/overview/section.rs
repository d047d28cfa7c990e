//! The ids of the sections of a policy.

use crate::plan::Policy;

/// What begins the ids of the sections of a policy.
pub const CHANGES: &str = "changes";
pub const INDICATORS: &str = "indicators";
pub const MONEY: &str = "money";

/// The id of a section of a policy.
pub fn section_id(part: &str, policy: &Policy) -> String {
    format!("{part}-{}", policy.id)
}
