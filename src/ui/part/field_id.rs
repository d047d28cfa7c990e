//! The ids of fields.

use crate::plan::Cell;

/// The id of a cell's field.
pub fn field_id(cell: &Cell) -> String {
    format!("f-{}", cell.to_string().replace('/', "-"))
}

/// The id of the field of the reason that corrections need.
pub const REASON_FIELD: &str = "reason";
